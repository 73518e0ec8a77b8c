// Keeps an open tab in step with its file: morphs the page in place, shows what is wrong over the last good one.
const script = document.querySelector("script[data-weeklog-live]");
const base = script.dataset.weeklogLive;
let version = script.dataset.version;
let busy = false;
let again = false;

const problemsIn = (root) => JSON.parse(root.querySelector("#weeklog-problems")?.textContent || "[]");

/** The overlay lives in its own shadow tree, so that no style of the page reaches it. */
function show(problems) {
  document.querySelector("weeklog-overlay")?.remove();
  if (!problems.length) return;
  const host = document.createElement("weeklog-overlay");
  const shadow = host.attachShadow({ mode: "open" });
  shadow.innerHTML = `<style>
    :host { position: fixed; inset: auto 0 0 0; max-height: 60vh; overflow: auto; z-index: 2147483647;
      background: #1c1714; color: #f6efe9; font: 14px/1.5 ui-monospace, monospace; border-top: 4px solid #e5534b; box-shadow: 0 -8px 40px #0008 }
    div { padding: 16px 24px; max-width: 110ch; margin: auto }
    h2 { font: 600 16px/1.4 system-ui, sans-serif; margin: 0 0 8px; display: flex; justify-content: space-between }
    pre { margin: 0 0 16px; white-space: pre-wrap; overflow-wrap: anywhere }
    button { font: inherit; background: none; color: inherit; border: 1px solid #8b7d75; border-radius: 4px; padding: 2px 10px; cursor: pointer }
  </style><div role="alert"><h2><span></span><button type="button">Hide</button></h2></div>`;
  const box = shadow.querySelector("div");
  shadow.querySelector("span").textContent = problems.length === 1 ? "This page has an error" : `${problems.length} errors`;
  shadow.querySelector("button").onclick = () => host.remove();
  for (const problem of problems) box.append(Object.assign(document.createElement("pre"), { textContent: problem }));
  document.documentElement.append(host);
}

/** Fetches this address again; a page with errors is told of, any other takes the place of the one shown. */
async function refresh() {
  if (busy) return void (again = true);
  busy = true;
  try {
    const response = await fetch(location.href, { cache: "no-store", headers: { accept: "text/html" } });
    const next = new DOMParser().parseFromString(await response.text(), "text/html");
    const problems = problemsIn(next);
    show(problems);
    if (!problems.length) morph(next);
  } catch {
    // The server went away; the event source says when it is back.
  }
  busy = false;
  if (again) {
    again = false;
    refresh();
  }
}

function morph(next) {
  const open = [...document.querySelectorAll("details[id]")].map((details) => [details.id, details.open]);
  const root = document.documentElement;
  const theme = root.dataset.theme;
  const classes = root.className;
  Idiomorph.morph(root, next.documentElement, {
    ignoreActiveValue: true,
    head: { style: "merge" },
    callbacks: {
      // What scripts added to the page, and what the reader opened, stays.
      beforeAttributeUpdated: (name, node) => !(node.localName === "details" && name === "open") && !(node === root),
      beforeNodeRemoved: (node) => !node.dataset?.weeklogKeep && node.localName !== "weeklog-overlay",
    },
  });
  if (theme) root.dataset.theme = theme;
  root.className = classes;
  for (const [id, state] of open) document.getElementById(id)?.toggleAttribute("open", state);
  document.dispatchEvent(new CustomEvent("weeklog:updated"));
}

/** One tab of a browser listens and tells the others: a browser opens only six connections to one address. */
function listen() {
  const name = `weeklog ${location.host}${base}`;
  const others = new BroadcastChannel(name);
  const hear = (news) => {
    if (news === "again") refresh();
    else if (news !== version) {
      version = news;
      refresh();
    }
  };
  const tell = (news) => {
    hear(news);
    others.postMessage(news);
  };
  others.onmessage = (event) => hear(event.data);
  const lead = () => {
    const events = new EventSource(`${base}/_weeklog/events`);
    let lost = false;
    events.onerror = () => (lost = true);
    events.onopen = () => {
      // A server that was started again counts from the beginning.
      if (lost) tell("again");
      lost = false;
    };
    events.onmessage = (event) => tell(event.data);
  };
  // The lock goes on to another tab when this one is closed. Without locks, on another machine, each tab listens.
  if (navigator.locks) navigator.locks.request(name, () => new Promise(lead));
  else lead();
}

show(problemsIn(document));
listen();
