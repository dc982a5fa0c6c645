// The brief's own HTML in a frame without scripts: kept as it is where nothing changed, scrolled where it was.
// This page looks into the frame from outside; nothing in the frame can run or reach out.

const PHONE = 375;
const DESKTOP = 1100;
const NARROW = 600;
let known = "";

/** Show the frame at the width and in the colours that are chosen; say which line is clicked. */
export function prepareFrame(choose) {
  const frame = document.querySelector("#frame");
  if (!frame) return;
  frame.addEventListener("load", () => dress(frame, choose));
  if (frame.contentDocument?.readyState === "complete") dress(frame, choose);
  new ResizeObserver(() => fit(frame)).observe(frame.parentElement);
  fit(frame);
}

/** Fetch the brief's HTML anew and put it in the place of what the frame shows. */
export async function refreshFrame() {
  const frame = document.querySelector("#frame");
  if (!frame?.contentDocument?.body) return;
  const text = await (await fetch(frame.getAttribute("src"))).text();
  if (text === known) return;
  known = text;
  const page = frame.contentDocument;
  const next = new frame.contentWindow.DOMParser().parseFromString(text, "text/html"); // under the frame's own policy
  if (page.head.innerHTML !== next.head.innerHTML) page.head.replaceChildren(...next.head.childNodes);
  page.documentElement.lang = next.documentElement.lang;
  page.body.className = next.body.className;
  const place = page.scrollingElement.scrollTop;
  page.body.replaceChildren(...next.body.childNodes);
  page.scrollingElement.scrollTop = place;
  openLines(page);
}

/** Scale a desktop's width into the room that there is. */
function fit(frame) {
  const glass = frame.parentElement;
  const asked = new URL(location.href).searchParams.has("width"); // else a narrow window shows what a narrow one would
  const least = asked || glass.clientWidth > NARROW ? DESKTOP : 0;
  const width = glass.classList.contains("phone") ? PHONE : Math.max(least, glass.clientWidth);
  const scale = Math.min(1, glass.clientWidth / width);
  Object.assign(frame.style, { width: `${width}px`, height: `${glass.clientHeight / scale}px`, transform: `scale(${scale})` });
}

function dress(frame, choose) {
  const page = frame.contentDocument;
  if (!page?.body || page.location.href === "about:blank") return;
  openLines(page);
  page.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (link && !link.getAttribute("href").startsWith("#")) {
      event.preventDefault();
      window.open(link.href, "_blank", "noopener,noreferrer");
    }
    const line = link ? null : lineOf(event.target);
    if (line) choose(line);
  });
  page.addEventListener("keydown", (event) => {
    const line = event.key === "Enter" && event.target.tabIndex === 0 ? lineOf(event.target) : null;
    if (line) choose(line);
    if (event.key === "Escape") document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
  });
}

/** Let the lines of the brief be reached with the Tab key. */
function openLines(page) {
  for (const name of lines()) {
    const element = page.getElementById(elementOf(name));
    if (element) Object.assign(element, { tabIndex: 0 }).style.cursor = "pointer";
  }
}

function lines() {
  return document.querySelector("#lines").dataset.lines.split(" ").filter(Boolean); // "" is no line: most elements have no id
}

function elementOf(line) {
  return line === "bottom" ? "bottom-line" : line;
}

function lineOf(element) {
  const names = new Map(lines().map((line) => [elementOf(line), line]));
  for (let one = element; one; one = one.parentElement) if (names.has(one.id)) return names.get(one.id);
  return null;
}
