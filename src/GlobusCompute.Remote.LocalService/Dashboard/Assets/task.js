// One task: its times, arguments, result or traceback, and output.
import { h, outputLine, setAttribute, setState, setText, state } from "./dom.js";

const liveInterval = 500;
const doneInterval = 5000;

export function taskView(context, id) {
  const word = state("");
  const name = h("span");
  const facts = new Map();
  const list = h("dl", { class: "facts-of" });
  for (const [key, label] of [
    ["id", "Task"], ["submitted", "Submitted"], ["started", "Started"], ["finished", "Finished"], ["queue", "In queue"], ["run", "Run time"],
    ["worker", "Worker"], ["user", "User"], ["functionId", "Function"], ["group", "Task group"], ["request", "Request"],
  ]) {
    const value = h("dd");
    facts.set(key, value);
    list.append(h("div", {}, h("dt", {}, label), value));
  }

  const [share, waited] = sharePicture();
  const failure = h("p", { class: "reason" });
  const sections = {
    traceback: section("Traceback", "traceback"),
    arguments: section("Arguments"),
    result: section("Result"),
  };
  const lines = h("ol", { class: "output" });
  const output = h("section", { class: "card" }, h("h2", {}, "Output"), lines, h("p", { class: "empty" }, "The task printed nothing."));
  const problem = h("p", { class: "empty", hidden: true, role: "alert" });
  const body = h("div", {}, failure, sections.traceback.element, h("section", { class: "card" }, h("h2", {}, "Times"), share, list),
    sections.arguments.element, sections.result.element, output);
  const element = h("section", { class: "page", "aria-labelledby": "heading" },
    h("p", { class: "back" }, h("a", { href: "#/tasks" }, "← All tasks")),
    h("div", { class: "heading" }, h("h1", { id: "heading", tabindex: "-1" }, name), word),
    problem, body);
  let known = "";
  const view = {
    title: `Task ${id.slice(0, 8)}`,
    element,
    interval: liveInterval,
    path: () => `tasks/${encodeURIComponent(id)}`,
    update(data) {
      const text = JSON.stringify(data.task);
      if (text === known) {
        return;
      }
      const { task } = data;
      known = text;
      view.interval = task.finished ? doneInterval : liveInterval;
      problem.hidden = true;
      body.hidden = false;
      setText(name, task.function);
      if (word.textContent !== "" && word.textContent !== task.state) {
        context.announce(`The task is ${task.state}.`);
      }
      setState(word, task.state);
      for (const [key, value] of facts) {
        fill(value, key, task);
      }
      setAttribute(share, "hidden", task.finished && task.started ? null : "");
      setAttribute(waited, "width", `${task.queueShare}`);
      setAttribute(share, "aria-label", `The task waited for ${task.queueShare} % of its time.`);
      setText(failure, task.failure);
      failure.hidden = task.failure === null;
      sections.traceback.update(task.traceback);
      sections.arguments.update(task.arguments === null ? `(${task.argumentsSize}, no longer kept)` : task.arguments === "" ? "(none)" : task.arguments, task.argumentsSize);
      sections.result.update(task.result, task.resultSize);
      lines.replaceChildren(
        ...(task.hasEarlier && task.output.length > 0 ? [h("li", { class: "note" }, "Earlier lines may be missing.")] : []),
        ...task.output.map((line) => outputLine(line, false)));
      lines.hidden = task.output.length === 0;
      output.lastChild.hidden = task.output.length > 0;
    },
    fail(message) {
      setText(name, "Task");
      setText(problem, message);
      problem.hidden = false;
      body.hidden = true;
    },
  };
  return view;
}

/** A bar of the time that the task took, and the part of it in which it waited. */
function sharePicture() {
  const space = "http://www.w3.org/2000/svg";
  const picture = document.createElementNS(space, "svg");
  picture.setAttribute("class", "share");
  picture.setAttribute("role", "img");
  picture.setAttribute("viewBox", "0 0 100 4");
  picture.setAttribute("preserveAspectRatio", "none");
  const [whole, part] = [document.createElementNS(space, "rect"), document.createElementNS(space, "rect")];
  for (const bar of [whole, part]) {
    bar.setAttribute("height", "4");
  }
  whole.setAttribute("width", "100");
  picture.append(whole, part);
  return [picture, part];
}

function fill(value, key, task) {
  const text = task[key];
  const href = key === "functionId" ? `#/functions/${text}`
    : key === "worker" && text !== null ? `#/tasks?worker=${text.replaceAll(",", "")}`
    : key === "group" || key === "request" ? `#/tasks?q=${text}`
    : null;
  if (href === null) {
    setText(value, text ?? "–");
    return;
  }
  if (value.firstElementChild === null) {
    value.replaceChildren(h("a", { href }));
  }
  setText(value.firstElementChild, text);
}

function section(title, kind) {
  const size = h("span", { class: "size" });
  const text = h("pre", { class: kind, tabindex: "0", "aria-label": title });
  const element = h("section", { class: "card" }, h("h2", {}, title, " ", size), text);
  return {
    element,
    update(value, note) {
      element.hidden = value === null || value === undefined;
      setText(text, value);
      setText(size, note);
    },
  };
}
