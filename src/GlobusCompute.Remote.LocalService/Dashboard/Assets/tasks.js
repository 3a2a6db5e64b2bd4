// The list of tasks. However many there are, the page holds the rows around those that are seen; the service counts and filters.
import { h, setText } from "./dom.js";
import { VirtualRows } from "./rows.js";

const typingPause = 200;
const states = [["", "All"], ["waiting", "Waiting"], ["running", "Running"], ["succeeded", "Succeeded"], ["failed", "Failed"]];

export function tasksView(context, query) {
  let filter = readFilter(query);
  let typing = 0;
  let said = "";

  const search = h("input", {
    id: "search", type: "search", placeholder: "Function, id, user or failure", value: filter.q, maxlength: "200", spellcheck: "false",
  });
  const choices = states.map(([value, label]) => {
    const id = `state-${value || "all"}`;
    const input = h("input", { type: "radio", name: "state", id, value });
    input.checked = filter.state === value;
    input.addEventListener("change", () => change({ state: value }));
    return h("span", {}, input, h("label", { for: id }, label));
  });
  const chips = h("div", { class: "chips" });
  const total = h("p", { class: "total", id: "total" });
  const rows = new VirtualRows(() => context.refresh());

  search.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => change({ q: search.value.trim() }), typingPause);
  });

  const element = h("section", { class: "tasks", "aria-labelledby": "heading" },
    h("div", { class: "heading" },
      h("h1", { id: "heading", tabindex: "-1" }, "Tasks"),
      total),
    h("form", { class: "filters", role: "search", onsubmit: (event) => event.preventDefault() },
      h("label", { class: "unseen", for: "search" }, "Search tasks"),
      search,
      h("fieldset", { class: "choices" }, h("legend", { class: "unseen" }, "State"), ...choices),
      chips),
    rows.element);

  function change(part) {
    filter = { ...filter, ...part };
    const text = new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== "")).toString();
    history.replaceState(null, "", `#/tasks${text === "" ? "" : `?${text}`}`);
    apply();
  }

  function apply() {
    drawChips();
    said = "";
    rows.reset();
    context.refresh();
  }

  function drawChips() {
    chips.replaceChildren(...[["function", "function"], ["worker", "worker"]].filter(([name]) => filter[name] !== "").map(([name, label]) =>
      h("button", { type: "button", class: "chip", "aria-label": `Remove the filter ${label} ${filter[name]}`, onclick: () => change({ [name]: "" }) },
        `${label} ${name === "function" ? filter[name].slice(0, 8) : filter[name]} ✕`)));
  }

  drawChips();
  return {
    title: "Tasks",
    fills: true,
    element,
    path() {
      const window = rows.window();
      const parameters = new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== ""));
      parameters.set("offset", window.offset);
      parameters.set("limit", window.limit);
      if (window.top > 0) {
        parameters.set("top", window.top);
      }
      return `tasks?${parameters}`;
    },
    update(data) {
      const { tasks } = data;
      const isFiltered = Object.values(filter).some((value) => value !== "");
      const text = `${tasks.totalText} ${tasks.total === 1 ? "task" : "tasks"}${isFiltered ? tasks.total === 1 ? " matches" : " match" : ""}`;
      setText(total, text);
      rows.update(tasks, isFiltered ? "No task matches." : "No tasks yet. Submit one to the endpoint, and it appears here.");
      if (isFiltered && said === "") {
        said = text;
        context.announce(text);
      }
    },
    changeQuery(next) {
      filter = readFilter(next);
      search.value = filter.q;
      for (const choice of choices) {
        choice.firstChild.checked = choice.firstChild.value === filter.state;
      }
      apply();
    },
    close() {
      clearTimeout(typing);
      rows.close();
    },
  };
}

function readFilter(query) {
  const state = query.get("state") ?? "";
  return {
    q: query.get("q") ?? "",
    state: states.some(([value]) => value === state) ? state : "",
    function: query.get("function") ?? "",
    worker: query.get("worker") ?? "",
  };
}
