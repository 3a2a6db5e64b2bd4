// The functions, with numbers and times of their tasks.
import { h, KeyedTable, setText } from "./dom.js";

export function functionsView() {
  const table = new KeyedTable("Functions", [
    { title: "Function", kind: "name", text: (f) => f.name, href: (f) => `#/functions/${f.id}` },
    { title: "Unfinished", kind: "number", text: (f) => f.active },
    { title: "Succeeded", kind: "number", text: (f) => f.succeeded },
    { title: "Failed", kind: "number", text: (f) => f.failed, href: (f) => (f.hasFailed ? `#/tasks?state=failed&function=${f.id}` : null) },
    { title: "Mean in queue", kind: "number wide", text: (f) => f.queue },
    { title: "Mean run", kind: "number", text: (f) => f.run },
    { title: "Longest run", kind: "number wide", text: (f) => f.longest },
    { title: "Last finished", kind: "time wide", text: (f) => f.last },
  ], (f) => f.id, "No functions are registered.");
  const more = h("p", { class: "note" });
  const element = h("section", { class: "page", "aria-labelledby": "heading" },
    h("div", { class: "heading" }, h("h1", { id: "heading", tabindex: "-1" }, "Functions")), table.element, more);
  return {
    title: "Functions",
    element,
    interval: 1000,
    path: () => "functions",
    update(data) {
      table.update(data.functions);
      more.hidden = data.leftOut === null;
      setText(more, `${data.leftOut} further functions are not shown.`);
    },
  };
}

export function functionView(context, id) {
  const name = h("span");
  const problem = h("p", { class: "empty", hidden: true, role: "alert" });
  const values = new Map();
  const list = h("dl", { class: "facts-of" });
  for (const [key, label] of [
    ["id", "Function"], ["active", "Unfinished"], ["succeeded", "Succeeded"], ["failed", "Failed"], ["queue", "Mean in queue"], ["run", "Mean run"],
    ["longest", "Longest run"], ["last", "Last finished"], ["owner", "Owner"],
  ]) {
    const value = h("dd");
    values.set(key, value);
    list.append(h("div", {}, h("dt", {}, label), value));
  }
  const description = h("p", { class: "description" });
  const source = h("pre", { tabindex: "0", "aria-label": "Source" });
  const body = h("div", {}, description,
    h("section", { class: "card" }, h("h2", {}, "Tasks"), list, h("p", { class: "links" },
      h("a", { href: `#/tasks?function=${id}` }, "All tasks"), h("a", { href: `#/tasks?state=failed&function=${id}` }, "Failed tasks"))),
    h("section", { class: "card" }, h("h2", {}, "Source"), source));
  const element = h("section", { class: "page", "aria-labelledby": "heading" },
    h("p", { class: "back" }, h("a", { href: "#/functions" }, "← All functions")),
    h("div", { class: "heading" }, h("h1", { id: "heading", tabindex: "-1" }, name)), problem, body);
  return {
    title: `Function ${id.slice(0, 8)}`,
    element,
    interval: 1000,
    path: () => `functions/${encodeURIComponent(id)}`,
    update(data) {
      problem.hidden = true;
      body.hidden = false;
      setText(name, data.function.name);
      for (const [key, value] of values) {
        setText(value, data.function[key] ?? "–");
      }
      setText(description, data.function.description);
      description.hidden = data.function.description === null;
      setText(source, data.function.source ?? "(the source is not in the registration: it holds compiled code)");
    },
    fail(message) {
      setText(name, "Function");
      setText(problem, message);
      problem.hidden = false;
      body.hidden = true;
    },
  };
}
