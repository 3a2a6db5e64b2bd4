// What fails, and why: failures of one function with one reason together.
import { h, setText, taskLink } from "./dom.js";

export function failuresView() {
  const cards = new Map();
  const list = h("ol", { class: "failures" });
  const empty = h("p", { class: "empty" }, "No task has failed.");
  const more = h("p", { class: "note" });
  const element = h("section", { class: "page", "aria-labelledby": "heading" },
    h("div", { class: "heading" }, h("h1", { id: "heading", tabindex: "-1" }, "Failures")),
    list, more, empty);
  return {
    title: "Failures",
    element,
    interval: 1000,
    path: () => "failures",
    update(data) {
      const seen = new Set();
      let next = list.firstChild;
      for (const failure of data.failures) {
        const key = `${failure.functionId} ${failure.failure}`;
        seen.add(key);
        let card = cards.get(key);
        if (!card) {
          card = createCard(failure, cards.size === 0);
          cards.set(key, card);
        }
        card.update(failure);
        if (card.element === next) {
          next = next.nextSibling;
        } else {
          list.insertBefore(card.element, next);
        }
      }
      for (const [key, card] of cards) {
        if (!seen.has(key)) {
          card.element.remove();
          cards.delete(key);
        }
      }
      empty.hidden = data.failures.length > 0;
      more.hidden = data.leftOut === null;
      setText(more, `${data.leftOut} further failures with other reasons are not shown.`);
    },
  };
}

function createCard(failure, isOpen) {
  const count = h("b", { class: "count" });
  const last = h("span", { class: "note" });
  const link = taskLink(failure.id, "Latest task");
  const traceback = h("pre", { class: "traceback", tabindex: "0", "aria-label": `Traceback of ${failure.function}` });
  const element = h("li", { class: "card" },
    h("details", { open: isOpen },
      h("summary", {}, count, h("span", { class: "what" }, h("b", {}, failure.function), " ", h("span", { class: "reason" }, failure.failure)), last),
      traceback,
      h("p", { class: "links" }, link, h("a", { href: `#/tasks?state=failed&function=${failure.functionId}` }, `All failures of ${failure.function}`))));
  return {
    element,
    update(latest) {
      setText(count, `${latest.count} ×`);
      setText(last, latest.last);
      setText(traceback, latest.traceback);
      link.setAttribute("href", `#/tasks/${latest.id}`);
    },
  };
}
