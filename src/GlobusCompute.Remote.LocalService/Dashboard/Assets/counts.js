// The numbers above each view.
import { h, setText } from "./dom.js";

const samples = 60;
const drawEvery = 1000;

/** How many tasks are in which state, each a link to them, and how fast they finish. */
export class Counts {
  constructor(element) {
    this.element = element;
    this.values = {};
    this.marks = [];
    this.drawn = 0;
    const list = h("ul");
    for (const word of ["waiting", "running", "succeeded", "failed"]) {
      this.values[word] = h("b");
      list.append(h("li", {}, h("a", { href: `#/tasks?state=${word}`, "data-state": word }, this.values[word], h("span", {}, word))));
    }
    this.rate = h("b");
    this.picture = picture();
    this.line = this.picture.querySelector("polyline");
    this.workers = h("b");
    this.results = h("b");
    this.faults = h("b");
    list.append(
      h("li", { class: "rate" }, h("div", {}, this.rate, h("span", {}, "tasks/s")), this.picture),
      h("li", { class: "more" }, h("a", { href: "#/workers" }, this.workers, h("span", {}, "workers busy"))),
      h("li", { class: "more" }, h("a", { href: "#/results" }, this.results, h("span", {}, "results"))),
      h("li", { class: "more" }, h("a", { href: "#/faults" }, this.faults, h("span", {}, "simulated faults"))));
    element.append(list);
  }

  hide() {
    this.element.hidden = true;
  }

  update(service) {
    this.element.hidden = false;
    for (const [word, value] of Object.entries(this.values)) {
      setText(value, service[word]);
    }
    setText(this.rate, service.rate);
    setText(this.workers, service.workers);
    setText(this.results, service.results);
    this.results.classList.toggle("bad", !service.resultsAreOk);
    setText(this.faults, service.faults === 0 ? "none" : `${service.faults} on`);
    this.faults.classList.toggle("bad", service.faults > 0);
    this.draw(service.finishedCount);
  }

  draw(finished) {
    const now = performance.now();
    if (now - this.drawn < drawEvery) {
      return;
    }
    const seconds = (now - this.drawn) / 1000;
    if (this.drawn > 0 && seconds < 5) {
      this.marks.push(Math.max(0, finished - this.finished) / seconds);
    }
    [this.drawn, this.finished] = [now, finished];
    this.marks = this.marks.slice(-samples);
    const most = Math.max(1, ...this.marks);
    const points = this.marks.map((mark, i) => `${(samples - this.marks.length + i) * 2},${(24 - (mark / most) * 22).toFixed(1)}`);
    this.line.setAttribute("points", points.join(" "));
  }
}

function picture() {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", `0 0 ${samples * 2} 26`);
  svg.setAttribute("aria-hidden", "true");
  svg.append(document.createElementNS(space, "polyline"));
  return svg;
}
