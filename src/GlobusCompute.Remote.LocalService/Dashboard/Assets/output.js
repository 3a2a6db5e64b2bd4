// What tasks print, as it comes.
import { h, outputLine } from "./dom.js";

const mostLines = 1000;
const typingPause = 200;

export function outputView(context) {
  let after = 0;
  let text = "";
  let typing = 0;
  const search = h("input", { id: "search", type: "search", placeholder: "Text of a line", maxlength: "200", spellcheck: "false" });
  const lines = h("ol", { class: "output", tabindex: "0", "aria-label": "Output of tasks" });
  const empty = h("p", { class: "empty" }, "No output.");
  search.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => {
      text = search.value;
      after = 0;
      lines.replaceChildren();
      context.refresh();
    }, typingPause);
  });
  const element = h("section", { class: "tasks", "aria-labelledby": "heading" },
    h("div", { class: "heading" }, h("h1", { id: "heading", tabindex: "-1" }, "Output"), h("p", { class: "total" }, "the last lines that tasks printed")),
    h("form", { class: "filters", role: "search", onsubmit: (event) => event.preventDefault() }, h("label", { class: "unseen", for: "search" }, "Search the output"), search),
    h("div", { class: "list" }, lines, empty));
  let asked = "";
  return {
    title: "Output",
    fills: true,
    element,
    path() {
      asked = text;
      return `output?${new URLSearchParams({ after, q: text })}`;
    },
    update(data) {
      // An answer for a text that was changed meanwhile, or for lines that are there already, does not count.
      const fresh = asked === text ? data.output.filter((line) => line.number > after) : [];
      const isAtEnd = lines.scrollTop + lines.clientHeight >= lines.scrollHeight - 4;
      if (fresh.length > 0) {
        lines.append(...fresh.map((line) => outputLine(line, true)));
        after = fresh[fresh.length - 1].number;
        while (lines.childElementCount > mostLines) {
          lines.firstChild.remove();
        }
        if (isAtEnd) {
          lines.scrollTop = lines.scrollHeight;
        }
      }
      lines.hidden = lines.childElementCount === 0;
      empty.hidden = !lines.hidden;
    },
    close: () => clearTimeout(typing),
  };
}
