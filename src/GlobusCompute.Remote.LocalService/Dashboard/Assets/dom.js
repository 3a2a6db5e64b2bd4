// Builds elements. Text is only ever set as text: what tasks print is never read as markup.

/** Makes an element: properties are attributes, "on…" are listeners, children are nodes or texts. */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** Sets a text if it differs, so that what did not change is not drawn or read out again. */
export function setText(node, text) {
  const value = text ?? "";
  if (node.textContent !== value) {
    node.textContent = value;
  }
}

export function setAttribute(element, name, value) {
  if (value === null || value === undefined) {
    element.removeAttribute(name);
  } else if (element.getAttribute(name) !== value) {
    element.setAttribute(name, value);
  }
}

/** The word of a state beside a mark in its color. */
export function state(word) {
  return h("span", { class: "state", "data-state": word }, word);
}

export function setState(element, word) {
  setText(element, word);
  setAttribute(element, "data-state", word);
}

export function taskLink(id, text) {
  return h("a", { href: `#/tasks/${id}` }, text ?? id.slice(0, 8));
}

/** A table whose rows are kept by key, so that focus and selection survive updates. */
export class KeyedTable {
  /**
   * @param {string} caption What the table holds.
   * @param {{title: string, kind?: string, text?: Function, href?: Function, state?: boolean}[]} columns The columns.
   * @param {Function} key The key of a row.
   * @param {string} empty What is said without rows.
   */
  constructor(caption, columns, key, empty) {
    this.columns = columns;
    this.key = key;
    this.rows = new Map();
    this.body = h("tbody");
    this.table = h("table", {},
      h("caption", { class: "unseen" }, caption),
      h("thead", {}, h("tr", {}, ...columns.map((c) => h("th", { scope: "col", class: c.kind }, c.title)))),
      this.body);
    this.empty = h("p", { class: "empty" }, empty);
    this.element = h("div", { class: "table", tabindex: "0", role: "group", "aria-label": caption }, this.table, this.empty);
  }

  update(items) {
    this.table.hidden = items.length === 0;
    this.empty.hidden = items.length > 0;
    const seen = new Set();
    let next = this.body.firstChild;
    for (const item of items) {
      const key = this.key(item);
      seen.add(key);
      let row = this.rows.get(key);
      if (!row) {
        row = this.create();
        this.rows.set(key, row);
      }
      this.columns.forEach((column, i) => this.fill(row.cells[i], column, item));
      if (row === next) {
        next = next.nextSibling;
      } else {
        this.body.insertBefore(row, next);
      }
    }
    for (const [key, row] of this.rows) {
      if (!seen.has(key)) {
        row.remove();
        this.rows.delete(key);
      }
    }
  }

  create() {
    return h("tr", {}, ...this.columns.map((column, i) => h(i === 0 ? "th" : "td", { scope: i === 0 ? "row" : null, class: column.kind })));
  }

  fill(cell, column, item) {
    const text = column.text(item) ?? "";
    if (column.state) {
      if (!cell.firstChild) {
        cell.append(state(text));
      }
      setState(cell.firstChild, text);
      return;
    }
    const href = text === "" ? null : column.href?.(item) ?? null;
    if (href === null) {
      setText(cell, text);
      return;
    }
    if (cell.firstElementChild?.tagName !== "A") {
      cell.replaceChildren(h("a"));
    }
    setAttribute(cell.firstElementChild, "href", href);
    setText(cell.firstElementChild, text);
  }
}

/** The lines of an output, each as long as it is. */
export function outputLine(line, withTask) {
  return h("li", {},
    h("span", { class: "at" }, line.at),
    withTask ? h("span", { class: "from" }, line.task ? taskLink(line.task) : "–") : null,
    h("code", {}, line.text));
}
