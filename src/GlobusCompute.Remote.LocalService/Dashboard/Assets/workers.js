// The Python processes.
import { h, KeyedTable, setText } from "./dom.js";

export function workersView() {
  const most = h("p", { class: "total" });
  const workers = new KeyedTable("Workers", [
    { title: "Worker", kind: "name", text: (w) => `Worker ${w.number}`, href: (w) => `#/tasks?worker=${w.number.replaceAll(",", "")}` },
    { title: "State", kind: "word", text: (w) => w.state, state: true },
    { title: "Runs", kind: "name", text: (w) => w.function, href: (w) => `#/tasks/${w.task}` },
    { title: "For", kind: "number", text: (w) => w.run },
    { title: "Sent ahead", kind: "number wide", text: (w) => w.ahead },
    { title: "Finished", kind: "number", text: (w) => w.finished },
    { title: "Process", kind: "number wide", text: (w) => w.process },
    { title: "Python", kind: "number wide", text: (w) => w.python },
  ], (w) => w.process, "No worker runs. One starts with the next task.");
  const lost = new KeyedTable("Lost workers", [
    { title: "Worker", kind: "name", text: (w) => `Worker ${w.number}` },
    { title: "At", kind: "time", text: (w) => w.at },
    { title: "What happened", kind: "reason long", text: (w) => w.how },
    { title: "Task", kind: "name", text: (w) => w.task?.slice(0, 8), href: (w) => `#/tasks/${w.task}` },
  ], (w) => w.process, "No worker was lost.");
  const element = h("section", { class: "page", "aria-labelledby": "heading" },
    h("div", { class: "heading" }, h("h1", { id: "heading", tabindex: "-1" }, "Workers"), most),
    workers.element, h("h2", {}, "Lost"), lost.element);
  return {
    title: "Workers",
    element,
    path: () => "workers",
    update(data) {
      setText(most, `at most ${data.most}; more start when tasks wait`);
      workers.update(data.workers);
      lost.update(data.lost);
    },
  };
}
