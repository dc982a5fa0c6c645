// What changed on the desk, told to this tab: over the stream that all tabs share, or over its own while it is seen.

export function listen(hear) {
  const receive = (text) => hear(JSON.parse(text));
  if ("SharedWorker" in window) {
    const worker = new SharedWorker("/static/live-worker.js", { name: "briefings" });
    worker.port.onmessage = (message) => receive(message.data);
    worker.port.start();
    addEventListener("pagehide", () => worker.port.postMessage("goodbye"));
    addEventListener("pageshow", (event) => event.persisted && location.reload());
    return;
  }
  let source = null;
  const follow = () => {
    if (document.hidden && source) {
      source.close();
      source = null;
    } else if (!document.hidden && !source) {
      source = new EventSource("/live");
      source.onmessage = (message) => receive(message.data);
      source.onerror = () => hear({ stage: "lost" });
    }
  };
  document.addEventListener("visibilitychange", follow);
  follow();
}
