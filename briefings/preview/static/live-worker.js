// One stream of changes for all tabs of this browser. A browser opens six connections to one server, and a stream holds
// one for good: with a stream a tab, the seventh tab would hang.
const ports = new Set();
let last = null;

const source = new EventSource("/live");
source.onmessage = (message) => {
  last = message.data;
  tell(last);
};
source.onerror = () => tell('{"stage":"lost"}');

function tell(event) {
  for (const port of ports) port.postMessage(event);
}

self.onconnect = ({ ports: [port] }) => {
  ports.add(port);
  port.onmessage = () => ports.delete(port); // the tab says that it goes
  if (source.readyState === EventSource.OPEN && last) {
    port.postMessage(JSON.stringify({ ...JSON.parse(last), stage: "hello" }));
  }
};
