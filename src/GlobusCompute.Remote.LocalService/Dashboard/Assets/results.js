// The broker and the queues of task groups.
import { h, KeyedTable, setState, setText, state } from "./dom.js";

export function resultsView() {
  const word = state("");
  const address = h("code");
  const confirmed = h("dd");
  const waiting = h("dd");
  const count = h("dd");
  const more = h("p", { class: "note" });
  const queues = new KeyedTable("Queues of task groups", [
    { title: "Task group", kind: "name", text: (q) => q.group, href: (q) => `#/tasks?q=${q.group}` },
    { title: "State", kind: "word", text: (q) => q.state, state: true },
    { title: "Messages", kind: "number", text: (q) => q.messages },
    { title: "Consumers", kind: "number", text: (q) => q.consumers },
    { title: "Queue", kind: "name wide", text: (q) => q.name },
  ], (q) => q.group, "No task group has a queue yet. A client that streams its results creates one.");
  const without = h("p", { class: "empty" }, "This service has no message broker: clients poll for their results. The option ", h("code", {}, "AmqpUrl"), ", or ",
    h("code", {}, "gcompute local --amqp"), ", gives it one.");
  const withBroker = h("div", { hidden: true },
    h("section", { class: "card" }, h("h2", {}, "Broker ", word), h("p", {}, address),
      h("dl", { class: "facts-of" },
        h("div", {}, h("dt", {}, "Results confirmed"), confirmed),
        h("div", {}, h("dt", {}, "Results to publish"), waiting),
        h("div", {}, h("dt", {}, "Queues"), count))),
    h("h2", {}, "Queues"), queues.element, more);
  const element = h("section", { class: "page", "aria-labelledby": "heading" },
    h("div", { class: "heading" }, h("h1", { id: "heading", tabindex: "-1" }, "Results")), without, withBroker);
  return {
    title: "Results",
    element,
    interval: 2000,
    path: () => "results",
    update({ broker }) {
      without.hidden = broker !== null;
      withBroker.hidden = broker === null;
      if (broker === null) {
        return;
      }
      setState(word, broker.state);
      setText(address, broker.name);
      setText(confirmed, broker.confirmed);
      setText(waiting, broker.waiting);
      setText(count, broker.queueCount);
      queues.update(broker.queues);
      more.hidden = broker.leftOut === null;
      setText(more, `${broker.leftOut} older queues are not shown.`);
    },
  };
}
