// On every page: theme, menu, search. Everything here is a comfort: pages work without it.

const root = document.documentElement;
const all = (selector, from = document) => [...from.querySelectorAll(selector)];
// What scripts say: in English, or as the page has it.
const words = JSON.parse(document.body.dataset.words ?? "{}");
const say = (key, english) => words[key] ?? english;
const named = (element, name) => { element.title = name; element.setAttribute("aria-label", name); };

// Theme: automatic, light, dark. A script in the head sets it before the first paint.
const toggle = document.querySelector(".theme-toggle");
if (toggle) {
  const themes = ["auto", "light", "dark"];
  const current = () => root.dataset.theme || "auto";
  const label = () => named(toggle, `${say("theme", "Colour theme")}: ${say(`theme_${current()}`, current())}`);
  label();
  document.addEventListener("weeklog:updated", label);
  toggle.addEventListener("click", () => {
    root.dataset.theme = themes[(themes.indexOf(current()) + 1) % themes.length];
    try { localStorage.setItem("weeklog-theme", current()); } catch { /* private mode */ }
    label();
  });
}

// Sidebar: the current page is in sight; the popover closes when the screen becomes wide.
const sidebar = document.querySelector("#sidebar");
const wide = matchMedia("(min-width: 50rem)");
if (sidebar) {
  const reveal = () => {
    const link = sidebar.querySelector('[aria-current="page"]');
    if (!link) return;
    const box = sidebar.getBoundingClientRect(), at = link.getBoundingClientRect();
    if (at.top < box.top || at.bottom > box.bottom) sidebar.scrollTop += at.top - box.top - box.height / 3;
  };
  reveal();
  sidebar.addEventListener("toggle", reveal);
  wide.addEventListener("change", () => { if (wide.matches && sidebar.matches(":popover-open")) sidebar.hidePopover(); });
}

// Search: its script and index are fetched when the reader first asks for them.
const form = document.querySelector("form.search");
if (form) {
  const input = form.querySelector("input");
  let loading;
  const load = () => (loading ??= import("./search.js")
    .then((module) => module.attach(form))
    .catch(() => { loading = undefined; }));
  input.addEventListener("focus", load);
  // On the page of the search the question stands in the address.
  if (document.activeElement === input || form.closest("main") && location.search) load();
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    const held = event.ctrlKey || event.metaKey;
    const slash = event.key === "/" && !typing && !held;
    const command = event.key.toLowerCase() === (input.dataset.key ?? "k").toLowerCase() && held && !event.shiftKey;
    if (event.altKey || !slash && !command) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
}
