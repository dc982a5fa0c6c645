// What somebody decides → the server, which writes it to the desk. Refused where the file was changed meanwhile: then
// the newer text is shown and the act asked again.

const token = document.querySelector("meta[name=token]").content;

export function say(text) {
  const said = document.querySelector("#said");
  said.textContent = "";
  requestAnimationFrame(() => (said.textContent = text));
}

/** Send an act on the brief that is shown. Resolves to whether it was done. */
export async function act(deed) {
  const answer = await send(`/briefs/${document.body.dataset.slug}/acts`, deed);
  if (answer?.status === 409 && answer.headers.get("content-type").startsWith("text/html")) {
    return askAgain(await answer.text());
  }
  if (answer) say((await answer.json().catch(() => null))?.said ?? "That could not be done");
  return answer?.ok ?? false;
}

export async function undo() {
  const answer = await send("/undo", {});
  if (answer) say((await answer.json()).said);
}

async function send(address, body) {
  const headers = { "content-type": "application/json", "x-briefings-token": token };
  try {
    return await fetch(address, { method: "POST", headers, body: JSON.stringify(body) });
  } catch {
    say("The preview does not answer: nothing was written");
    return null;
  }
}

function askAgain(html) {
  const dialog = document.querySelector("#ask");
  const parsed = new DOMParser().parseFromString(html, "text/html");
  dialog.replaceChildren(...parsed.body.childNodes);
  const again = JSON.parse(dialog.querySelector("form").dataset.again);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "again" ? act(again) : false), { once: true });
  });
}
