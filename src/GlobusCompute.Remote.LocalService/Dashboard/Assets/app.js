// The page: which view is shown, when its data is asked for, and what is above it.
import { ApiError, read, signOut } from "./api.js";
import { h, setAttribute, setText } from "./dom.js";
import { Counts } from "./counts.js";
import { faultsView } from "./faults.js";
import { failuresView } from "./failures.js";
import { functionView, functionsView } from "./functions.js";
import { outputView } from "./output.js";
import { resultsView } from "./results.js";
import { signInView } from "./signin.js";
import { taskView } from "./task.js";
import { tasksView } from "./tasks.js";
import { workersView } from "./workers.js";

const interval = 500;
const mostInterval = 5000;
const announceInterval = 10_000;

const views = [
  { name: "tasks", title: "Tasks", create: tasksView, createOne: taskView },
  { name: "failures", title: "Failures", create: failuresView },
  { name: "functions", title: "Functions", create: functionsView, createOne: functionView },
  { name: "workers", title: "Workers", create: workersView },
  { name: "results", title: "Results", create: resultsView },
  { name: "output", title: "Output", create: outputView },
  { name: "faults", title: "Faults", create: faultsView },
];

const main = document.getElementById("main");
const nav = document.getElementById("nav");
const banner = document.getElementById("banner");
const facts = document.getElementById("facts");
const announcements = document.getElementById("announcements");
const signOutButton = document.getElementById("sign-out");
const counts = new Counts(document.getElementById("counts"));

let current = null;
let timer = 0;
let isAsking = false;
let isAskedAgain = false;
let failures = 0;
let announcedAt = 0;
let announced = "";

nav.append(h("ul", {}, ...views.map((view) => h("li", {}, h("a", { href: `#/${view.name}`, "data-view": view.name }, view.title)))));

/** Says something to who does not see the page. */
export function announce(text) {
  setText(announcements, text);
}

const context = { announce, refresh: () => ask() };

function parse() {
  const [path, query] = location.hash.replace(/^#\/?/, "").split("?");
  const [name, id] = path.split("/");
  return { name: name || "tasks", id: id ?? null, query: new URLSearchParams(query ?? "") };
}

function open(isFirst) {
  const { name, id, query } = parse();
  const known = views.find((view) => view.name === name) ?? (name === "link-used" ? null : views[0]);
  if (known === null) {
    history.replaceState(null, "", "#/tasks");
    openView(views[0], null, query, isFirst);
    signInNote = "This link was used before, or is too old.";
    return;
  }
  if (current && current.name === known.name && current.id === id && current.view.changeQuery) {
    current.view.changeQuery(query);
    ask();
    return;
  }
  openView(known, id, query, isFirst);
}

let signInNote = null;

function openView(known, id, query, isFirst) {
  failures = 0;
  current?.view.close?.();
  const view = id !== null && known.createOne ? known.createOne(context, id) : known.create(context, query);
  current = { name: known.name, id, view };
  show(view, isFirst);
  for (const link of nav.querySelectorAll("a")) {
    setAttribute(link, "aria-current", link.dataset.view === known.name ? "page" : null);
  }
  ask();
}

function show(view, isFirst) {
  document.title = `${view.title} · Globus Compute local service`;
  main.className = view.fills ? "fills" : "";
  main.replaceChildren(view.element);
  if (!isFirst) {
    scrollTo(0, 0);
    main.querySelector("h1")?.focus({ preventScroll: true });
  }
}

function askForToken(message) {
  current?.view.close?.();
  current = null;
  nav.hidden = true;
  signOutButton.hidden = true;
  counts.hide();
  setText(facts, "");
  const view = signInView(message, () => {
    nav.hidden = false;
    open(false);
  });
  show(view, true);
  view.element.querySelector("input").focus();
}

async function ask() {
  clearTimeout(timer);
  if (isAsking) {
    isAskedAgain = true;
    return;
  }
  if (!current) {
    return;
  }
  isAsking = true;
  isAskedAgain = false;
  const { view } = current;
  const since = performance.now();
  try {
    const data = await read(view.path());
    signInNote = null;
    if (current?.view === view) {
      nav.hidden = false;
      signOutButton.hidden = false;
      banner.hidden = true;
      setText(facts, `Endpoint ${data.service.endpoint} · up ${data.service.uptime} · version ${data.service.version}`);
      counts.update(data.service);
      view.update(data);
      sayCounts(data.service);
    }
    failures = 0;
  } catch (error) {
    failures += 1;
    if (!(error instanceof ApiError)) {
      // A fault of this page: it is shown, and the next answer may be drawn.
      console.error(error);
      setText(banner, `This view cannot be shown: ${error.message}`);
      banner.hidden = false;
    } else if (error.status === 401) {
      askForToken(signInNote);
      signInNote = null;
    } else if (current?.view === view && error.status === 404 && view.fail) {
      view.fail(error.message);
    } else {
      setText(banner, error.message);
      banner.hidden = false;
    }
  } finally {
    isAsking = false;
  }
  if (!current || document.hidden) {
    return;
  }
  // A service that is slow because it has much to do is asked less, and so is one that does not answer or does not have what is asked for.
  const took = performance.now() - since;
  const pause = failures === 0 ? 0 : Math.min(mostInterval, interval * 2 ** Math.min(failures, 10));
  timer = setTimeout(ask, isAskedAgain || current.view !== view ? 0 : Math.max(current.view.interval ?? interval, took * 10, pause));
}

function sayCounts(service) {
  const text = `${service.waiting} waiting, ${service.running} running, ${service.succeeded} succeeded, ${service.failed} failed`;
  const now = performance.now();
  if (text !== announced && now - announcedAt > announceInterval) {
    announced = text;
    announcedAt = now;
    announce(text);
  }
}

signOutButton.addEventListener("click", async () => {
  try {
    await signOut();
  } finally {
    askForToken(null);
  }
});
addEventListener("hashchange", () => {
  if (location.hash === "#main") {
    main.focus();
  } else if (current || !nav.hidden) {
    open(false);
  }
});
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) {
    ask();
  }
});
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  main.focus();
});
open(true);
