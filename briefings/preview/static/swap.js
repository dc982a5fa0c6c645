// The page as the server has it now → this page, region by region: what is the same stays, the place and the focus too.

let running = null;
let again = false;

/** Fetch this address anew and swap what differs; while that runs, further wishes make one more run. */
export function refresh() {
  again = running !== null;
  running ??= run().finally(() => {
    running = null;
    if (again) refresh();
  });
  return running;
}

async function run() {
  const address = location.href;
  const answer = await fetch(address, { headers: { accept: "text/html" } });
  if (!answer.ok && answer.status !== 404) return;
  const next = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (answer.status === 404) {
    document.querySelector("#main").replaceChildren(...next.querySelector("#main").childNodes);
    return;
  }
  if (document.title !== next.title) document.title = next.title;
  await picturesOf(next);
  if (location.href !== address) return run(); // a line was opened or closed meanwhile
  for (const region of document.querySelectorAll("[data-region]")) {
    const newer = next.getElementById(region.id);
    if (newer) swapRegion(region, newer);
  }
  document.dispatchEvent(new Event("swapped"));
}

/** Load the pictures first, so that one takes the place of the other without a gap. */
async function picturesOf(next) {
  const here = new Set([...document.images].map((image) => image.getAttribute("src")));
  const wanted = [...next.images].filter((image) => image.loading !== "lazy" && !here.has(image.getAttribute("src")));
  await Promise.all(
    wanted.map(async ({ src }) => {
      const image = new Image();
      image.src = src;
      await image.decode().catch(() => {});
    }),
  );
}

/** Put what `newer` holds in the place of what `region` holds; a form somebody is writing in stays. */
export function swapRegion(region, newer) {
  newer.querySelectorAll("[data-box]").forEach(placeSpot);
  if (sameAs(region, newer)) return;
  const focused = pathTo(document.activeElement, region);
  const scrolls = [...region.querySelectorAll(".text, pre")].map((one) => [one.scrollLeft, one.scrollTop]);
  const here = region.scrollTop;
  const written = [...region.querySelectorAll("form[data-keep]")].filter(isWritten);
  for (const form of written) newer.querySelector(`form[data-keep="${form.dataset.keep}"]`)?.replaceWith(form);
  const frame = region.querySelector("iframe");
  if (frame && newer.querySelector("iframe")) return; // it is filled from within
  region.replaceChildren(...newer.childNodes);
  region.scrollTop = here;
  region.querySelectorAll(".text, pre").forEach((one, index) => {
    if (scrolls[index]) [one.scrollLeft, one.scrollTop] = scrolls[index];
  });
  if (focused) region.querySelector(focused)?.focus({ preventScroll: true });
}

/** Whether two regions say the same; what scripts mark in the one is no difference. */
function sameAs(region, newer) {
  const plain = region.cloneNode(true);
  plain.querySelectorAll("[aria-current='true'].spot, [aria-current='true'].line").forEach((one) => one.removeAttribute("aria-current"));
  return plain.innerHTML === newer.innerHTML;
}

function isWritten(form) {
  return [...form.querySelectorAll("textarea")].some((area) => area.value !== area.defaultValue || area === document.activeElement);
}

/** A way to find again what has the focus in `region`, when its elements are new. */
function pathTo(element, region) {
  if (!element || !region.contains(element) || element === region) return null;
  if (element.id) return `#${CSS.escape(element.id)}`;
  for (const key of ["line", "deed", "back", "undo"]) {
    if (key in element.dataset) return `${element.localName}.${[...element.classList].join(".") || "x"}`.replace(/\.x$/, "") + `[data-${key}="${CSS.escape(element.dataset[key])}"]`;
  }
  return null;
}

/** Put a button over the line on the picture of the page that it stands for. */
export function placeSpot(spot) {
  const [left, top, width, height] = spot.dataset.box.split(" ");
  Object.assign(spot.style, { left: `${left}%`, top: `${top}%`, width: `${width}%`, height: `${height}%` });
}
