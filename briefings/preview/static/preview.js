// The preview's page: what is clicked, typed, and told by the server.

import { act, undo } from "./acts.js";
import { prepareFrame, refreshFrame } from "./frame.js";
import { listen } from "./live.js";
import { placeSpot, refresh, swapRegion } from "./swap.js";

const run = document.querySelector("meta[name=run]").content;
const slug = document.body.dataset.slug;
const asked = new Map(); // panels of lines that somebody points at, until something changes
let opener = null; // the line's button that had the focus when its panel was opened

// ------------------------------------------------------------------------------------------------- changes

listen((event) => {
  document.querySelector("#lost").hidden = event.stage !== "lost";
  if (event.stage === "lost") return;
  if (event.run !== run) location.reload();
  else if (event.stage === "hello" || !slug || !event.slug || event.slug === slug) update(event.stage);
});

/** Show what is new: the brief itself before what stands around it. */
async function update(stage) {
  asked.clear();
  if (stage !== "desk" && stage !== "files") await refreshFrame();
  refresh();
}

document.addEventListener("swapped", () => {
  asked.clear();
  mark();
});

// --------------------------------------------------------------------------------------------- where from

/** Fetch the panel of a line, null where there is no such line; what is pointed at is there before it is clicked. */
function ask(line) {
  if (!asked.has(line)) {
    const answer = fetch(`/briefs/${slug}/lines/${encodeURIComponent(line)}`);
    asked.set(line, answer.then((came) => (came.ok ? came.text() : null), () => null));
  }
  return asked.get(line);
}

/** Open the panel of a line: the article at the sentence that it comes from. */
async function choose(line, from = null) {
  opener = from ?? opener;
  history.replaceState(null, "", withLine(line));
  const html = await ask(line);
  asked.delete(line);
  if (html === null) return history.replaceState(null, "", withLine(null));
  const panel = document.querySelector("#panel");
  const parsed = new DOMParser().parseFromString(html, "text/html");
  panel.replaceChildren(...parsed.body.childNodes);
  panel.scrollTop = 0;
  show({ scroll: true });
  panel.querySelector("#provenance-title").focus({ preventScroll: true });
}

/** Go back to the list of lines, and to the line. */
async function back() {
  const panel = document.querySelector("#panel");
  const line = panel.querySelector("[data-shows]")?.dataset.shows;
  if (!line) return;
  history.replaceState(null, "", withLine(null));
  const stays = opener?.isConnected && !panel.contains(opener);
  if (stays) opener.focus();
  opener = null;
  await refresh();
  mark();
  if (!stays) document.querySelector(`[data-line="${CSS.escape(line)}"]`)?.focus();
}

function withLine(line) {
  const address = new URL(location.href);
  if (line) address.searchParams.set("line", line);
  else address.searchParams.delete("line");
  return address;
}

/** Bring the sentence into sight, within the text of its article alone. */
function show({ scroll } = {}) {
  for (const text of document.querySelectorAll("#panel .text")) {
    const marked = text.querySelector("mark");
    if (marked) text.scrollTop = marked.offsetTop - text.offsetTop - text.clientHeight / 3;
  }
  mark();
  if (scroll && matchMedia("(max-width: 60rem)").matches) document.querySelector("#panel").scrollIntoView();
}

/** Mark the line whose panel is open wherever it stands. */
function mark() {
  const line = document.querySelector("[data-shows]")?.dataset.shows;
  for (const button of document.querySelectorAll(".spot, button.line")) {
    if (button.dataset.line === line) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
}

// ------------------------------------------------------------------------------------------ clicks and keys

document.addEventListener("click", async ({ target }) => {
  const button = target.closest("button");
  if (!button) return;
  const { line, deed, of } = button.dataset;
  if (line) choose(line, button);
  else if ("back" in button.dataset) back();
  else if ("undo" in button.dataset) undo();
  else if (deed) {
    const seen = button.closest("[data-seen]").dataset.seen;
    button.disabled = true;
    const done = await act({ deed, line: of, seen });
    if (button.isConnected) button.disabled = false;
    if (done && deed === "drop") back();
  }
});

for (const sign of ["pointerover", "focusin"]) {
  document.addEventListener(sign, ({ target }) => {
    const line = target.closest?.("button[data-line]")?.dataset.line;
    if (line) ask(line);
  });
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!("act" in form.dataset)) return;
  event.preventDefault();
  const area = form.querySelector("textarea");
  if (await act({ deed: form.dataset.deed, seen: form.dataset.seen, text: area.value })) {
    area.defaultValue = area.value;
    area.blur();
    form.querySelector("button").focus();
    refresh();
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !document.querySelector("dialog[open]")) back();
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const here = document.activeElement;
  if (step && here?.matches(".spot, button.line")) {
    const all = [...document.querySelectorAll(here.matches(".spot") ? ".spot" : "button.line")];
    all[all.indexOf(here) + step]?.focus();
    event.preventDefault();
  }
});

// --------------------------------------------------------------------------------------------------- begin

document.querySelectorAll("[data-box]").forEach(placeSpot);
prepareFrame(choose);
show();
