// A table of which only the rows around those that are seen exist.
import { h, setAttribute, setState, setText, state } from "./dom.js";

const rowHeight = 40;
const ahead = 12;
const mostRows = 200;

// Browsers cannot lay out higher elements; of a longer list, each pixel stands for several rows.
const mostHeight = 8_000_000;

const columns = [
  ["Function", "name"], ["State", "word"], ["Submitted", "time wide"], ["In queue", "number wide"], ["Run", "number"], ["Worker", "number wide"], ["Result", "outcome"],
];

export class VirtualRows {
  /** @param {Function} ask Asks for the rows of another window. */
  constructor(ask) {
    this.ask = ask;
    this.rows = new Map();
    this.total = 0;
    this.top = 0;
    this.offset = 0;
    this.count = 0;
    this.wanted = null;
    // One cell, not one over all columns: that would keep the width of those that a narrow screen does not show.
    this.before = h("tr", { class: "space", "aria-hidden": "true" }, h("td"));
    this.after = h("tr", { class: "space", "aria-hidden": "true" }, h("td"));
    this.body = h("tbody", {}, this.before, this.after);
    this.table = h("table", { "aria-describedby": "total" },
      h("caption", { class: "unseen" }, "Tasks, the latest first. Arrow keys move between the rows."),
      h("thead", {}, h("tr", { "aria-rowindex": "1" }, ...columns.map(([title, kind]) => h("th", { scope: "col", class: kind }, title)))),
      this.body);
    this.empty = h("p", { class: "empty", hidden: true });
    this.newer = h("button", { type: "button", class: "newer", hidden: true, onclick: () => this.goLive() });
    this.scroller = h("div", { class: "rows", tabindex: "0", role: "group", "aria-label": "List of tasks" }, this.table, this.empty);
    this.element = h("div", { class: "list" }, this.newer, this.scroller);
    this.scroller.addEventListener("scroll", () => this.onScroll(), { passive: true });
    this.body.addEventListener("keydown", (event) => this.onKey(event));
    this.observer = new ResizeObserver(() => this.ask());
    this.observer.observe(this.scroller);
  }

  close() {
    this.observer.disconnect();
  }

  /** Which rows are wanted now. */
  window() {
    const first = Math.max(0, Math.floor(this.first()) - ahead);
    return {
      offset: first,
      limit: Math.min(mostRows, Math.ceil(this.visible()) + 2 * ahead),
      top: this.isLive() ? 0 : this.top,
    };
  }

  reset() {
    this.top = 0;
    this.wanted = null;
    this.scroller.scrollTop = 0;
  }

  update(tasks, empty) {
    this.total = tasks.total;
    this.top = tasks.top;
    this.offset = tasks.offset;
    this.count = tasks.rows.length;
    this.table.hidden = tasks.total === 0;
    this.empty.hidden = tasks.total > 0;
    setText(this.empty, empty);
    this.newer.hidden = tasks.newer === 0;
    setText(this.newer, `↑ ${tasks.newerText} newer ${tasks.newer === 1 ? "task" : "tasks"}`);
    setAttribute(this.table, "aria-rowcount", `${tasks.total + 1}`);
    this.draw(tasks.rows);
    this.place();
    this.focusWanted();
  }

  draw(items) {
    const seen = new Set();
    let next = this.before.nextSibling;
    items.forEach((item, i) => {
      seen.add(item.id);
      let row = this.rows.get(item.id);
      if (!row) {
        row = createRow();
        this.rows.set(item.id, row);
      }
      fillRow(row, item, this.offset + i);
      if (row === next) {
        next = next.nextSibling;
      } else {
        this.body.insertBefore(row, next);
      }
    });
    for (const [id, row] of this.rows) {
      if (!seen.has(id)) {
        row.remove();
        this.rows.delete(id);
      }
    }
  }

  /** Puts the rows where the scroll position expects them. */
  place() {
    const height = Math.min(this.total * rowHeight, mostHeight);
    const isScaled = this.total * rowHeight > mostHeight;
    const start = isScaled
      ? this.scroller.scrollTop - (this.first() - this.offset) * rowHeight
      : this.offset * rowHeight;
    const before = Math.max(0, start);
    setHeight(this.before, before);
    setHeight(this.after, Math.max(0, height - before - this.count * rowHeight));
  }

  onScroll() {
    if (this.total * rowHeight > mostHeight) {
      this.place();
    }
    const first = this.first();
    if (first < this.offset || first + this.visible() > this.offset + this.count) {
      this.ask();
    }
  }

  onKey(event) {
    const row = event.target.closest("tr");
    const index = Number(row.dataset.index);
    const page = Math.max(1, Math.floor(this.visible()) - 1);
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -this.total, End: this.total };
    if (!(event.key in steps) || event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    event.preventDefault();
    this.wanted = Math.min(this.total - 1, Math.max(0, index + steps[event.key]));
    this.reveal(this.wanted);
    if (!this.focusWanted()) {
      this.ask();
    }
  }

  reveal(index) {
    const [first, visible] = [this.first(), this.visible()];
    if (index < first) {
      this.scroller.scrollTop = this.positionOf(index);
    } else if (index > first + visible - 1) {
      this.scroller.scrollTop = this.positionOf(index - visible + 1);
    }
  }

  focusWanted() {
    if (this.wanted === null) {
      return true;
    }
    const row = this.body.querySelector(`tr[data-index="${this.wanted}"]`);
    if (!row) {
      return false;
    }
    this.wanted = null;
    row.querySelector("a").focus({ preventScroll: true });
    return true;
  }

  goLive() {
    this.reset();
    this.scroller.focus();
    this.ask();
  }

  /** Whether the latest tasks are shown as they come: not while somebody reads further down or moves between rows. */
  isLive() {
    return this.top === 0 || (this.scroller.scrollTop < 1 && !this.body.contains(document.activeElement));
  }

  visible() {
    return Math.max(1, (this.scroller.clientHeight - this.headHeight()) / rowHeight);
  }

  headHeight() {
    return this.table.tHead.offsetHeight;
  }

  /** How far the list can be scrolled, in pixels and in rows. */
  range() {
    const height = Math.min(this.total * rowHeight, mostHeight);
    return [Math.max(1, height + this.headHeight() - this.scroller.clientHeight), Math.max(0, this.total - this.visible())];
  }

  first() {
    const [pixels, rows] = this.range();
    return Math.min(1, this.scroller.scrollTop / pixels) * rows;
  }

  positionOf(index) {
    const [pixels, rows] = this.range();
    return rows === 0 ? 0 : (index / rows) * pixels;
  }
}

function createRow() {
  return h("tr", { class: "task" },
    h("th", { scope: "row", class: "name" }, h("a"), h("code")),
    h("td", { class: "word" }, state("")),
    ...columns.slice(2).map(([, kind]) => h("td", { class: kind })));
}

function fillRow(row, item, index) {
  const [name, word, submitted, queue, run, worker, outcome] = row.cells;
  setAttribute(row, "aria-rowindex", `${index + 2}`);
  row.dataset.index = index;
  setAttribute(name.firstChild, "href", `#/tasks/${item.id}`);
  setText(name.firstChild, item.function);
  setAttribute(name, "title", `${item.function} · task ${item.id} of ${item.user}`);
  setState(word.firstChild, item.state);
  setText(submitted, item.submitted);
  setText(queue, item.queue);
  setText(run, item.run);
  setText(worker, item.worker);
  setText(name.lastChild, item.arguments === null ? "" : `(${item.arguments})`);
  setText(outcome, item.failure ?? item.result);
  setAttribute(outcome, "title", item.failure ?? item.result);
  outcome.classList.toggle("reason", item.failure !== null);
}

function setHeight(space, height) {
  space.hidden = height === 0;
  space.firstChild.style.height = `${height}px`;
}
