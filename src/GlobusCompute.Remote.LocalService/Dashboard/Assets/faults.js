// Faults that the service simulates, to see how an app copes.
import { ApiError, put } from "./api.js";
import { h, setAttribute, setText } from "./dom.js";

export function faultsView(context) {
  let lines = [];
  let known = "";
  const problem = h("p", { class: "problem", role: "alert", id: "problem" });
  const active = h("ul", { class: "faults" });
  const none = h("p", { class: "empty" }, "No faults are simulated.");
  const all = h("button", { type: "button", onclick: () => set([], "All faults are off.") }, "Switch all off");
  const suggestions = h("ul", { class: "faults" });
  const buttons = new Map();
  const line = h("input", {
    id: "line", type: "text", required: true, maxlength: "500", spellcheck: "false", autocapitalize: "none", autocomplete: "off",
    placeholder: "drop_answer at submit nth 2", "aria-describedby": "problem",
  });
  const seed = h("input", { id: "seed", type: "number", value: "0", step: "1", min: "-2147483648", max: "2147483647" });
  const form = h("form", { class: "line" },
    h("div", {}, h("label", { for: "line" }, "Fault"), line),
    h("div", {}, h("label", { for: "seed" }, "Seed"), seed),
    h("button", { type: "submit", class: "primary" }, "Switch on"));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = line.value.trim();
    if (await set([...lines, text], `${text} is on.`)) {
      line.value = "";
    }
    line.focus();
  });
  seed.addEventListener("change", () => {
    if (lines.length > 0) {
      set(lines, `The seed is ${seed.value}.`);
    }
  });

  const element = h("section", { class: "page", "aria-labelledby": "heading" },
    h("div", { class: "heading" }, h("h1", { id: "heading", tabindex: "-1" }, "Faults"),
      h("p", { class: "total" }, "simulated on purpose, for all clients of this service")),
    h("section", { class: "card" }, h("h2", {}, "On"), active, none, h("p", { class: "links" }, all), form, problem,
      h("p", { class: "note" }, "A change restarts all faults: their counters begin at zero.")),
    h("section", { class: "card" }, h("h2", {}, "To try"), suggestions));

  async function set(next, done) {
    try {
      show(await put("faults", { lines: next, seed: Number(seed.value) || 0 }));
      setText(problem, "");
      context.announce(done);
      return true;
    } catch (error) {
      if (!(error instanceof ApiError)) {
        throw error;
      }
      setText(problem, error.message);
      return false;
    }
  }

  function show(data) {
    lines = data.active.map((fault) => fault.line);
    const text = JSON.stringify(data.active);
    if (text !== known) {
      known = text;
      drawActive(data.active);
    }
    if (buttons.size === 0) {
      suggestions.replaceChildren(...data.suggestions.map((suggestion) => {
        const button = h("button", { type: "button", class: "switch", onclick: () => toggle(suggestion) }, h("span", { class: "unseen" }, suggestion.description));
        buttons.set(suggestion.line, button);
        return h("li", {}, button, h("span", { class: "what" }, suggestion.description, h("code", {}, suggestion.line)));
      }));
    }
    for (const [suggested, button] of buttons) {
      setAttribute(button, "aria-pressed", `${lines.includes(suggested)}`);
    }
    if (document.activeElement !== seed) {
      seed.value = data.active.length > 0 ? data.seed : seed.value;
    }
  }

  function toggle(suggestion) {
    return lines.includes(suggestion.line)
      ? set(lines.filter((other) => other !== suggestion.line), `${suggestion.description}: off.`)
      : set([...lines, suggestion.line], `${suggestion.description}: on.`);
  }

  function drawActive(faults) {
    if (active.childElementCount === faults.length && faults.every((fault, i) => active.children[i].dataset.line === fault.line)) {
      faults.forEach((fault, i) => setText(active.children[i].querySelector(".fired"), `fired ${fault.fired} ×`));
    } else {
      const hadFocus = active.contains(document.activeElement);
      active.replaceChildren(...faults.map((fault, i) => h("li", { "data-line": fault.line },
        h("span", { class: "what" }, h("code", {}, fault.line)),
        h("span", { class: "fired note" }, `fired ${fault.fired} ×`),
        h("button", {
          type: "button", "aria-label": `Switch off ${fault.line}`, onclick: () => set(lines.filter((_, other) => other !== i), `${fault.line} is off.`),
        }, "Switch off"))));
      if (hadFocus) {
        (active.querySelector("button") ?? line).focus();
      }
    }
    none.hidden = faults.length > 0;
    all.hidden = faults.length < 2;
  }

  return {
    title: "Faults",
    element,
    interval: 1000,
    path: () => "faults",
    update: show,
  };
}
