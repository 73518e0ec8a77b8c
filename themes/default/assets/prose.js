// Where writers' text stands: contents list, links to headings, copy buttons, pictures, diagrams. Comes after weeklog.js
// and uses its `root`, `all`, `say` and `named`.

// Contents list: open beside the page, folded above it; marks the section being read.
let observer;
const placed = new WeakSet();
function followContents() {
  observer?.disconnect();
  const toc = document.querySelector(".toc");
  if (!toc) return;
  const details = toc.querySelector("details");
  const beside = matchMedia("(min-width: 75rem)");
  const place = () => { details.open = beside.matches; };
  if (!placed.has(toc)) {
    placed.add(toc);
    place();
    beside.addEventListener("change", place);
    toc.addEventListener("click", (event) => { if (event.target.closest("a") && !beside.matches) details.open = false; });
  }

  const links = new Map(all('a[href^="#"]', toc).map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
  const headings = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  let marked;
  const mark = () => {
    const line = parseFloat(getComputedStyle(root).scrollPaddingBlockStart) + 24 || 104;
    const atEnd = innerHeight + scrollY >= root.scrollHeight - 4;
    let heading = headings.findLast((h) => h.getBoundingClientRect().top <= line);
    if (atEnd && scrollY > 0) heading = headings.findLast((h) => h.getBoundingClientRect().top < innerHeight) ?? heading;
    const link = heading && links.get(heading.id);
    if (link === marked) return;
    marked?.removeAttribute("aria-current");
    link?.setAttribute("aria-current", "true");
    marked = link;
    if (link && beside.matches) {
      const box = toc.getBoundingClientRect(), at = link.getBoundingClientRect();
      if (at.top < box.top + 32 || at.bottom > box.bottom) toc.scrollTop += at.top - box.top - box.height / 2;
    }
  };
  observer = new IntersectionObserver(mark, { rootMargin: "-100px 0px 0px", threshold: [0, 1] });
  headings.forEach((heading) => observer.observe(heading));
  onscrollend = mark;
  mark();
}
followContents();

// Diagrams bring a script of their own.
const diagrams = () => { if (document.querySelector(".language-mermaid, .mermaid")) import("./diagrams.js").catch(() => {}); };
diagrams();

// Large pictures, which are links to the originals, are enlarged in the page.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a.enlarge");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  import("./enlarge.js").then((module) => module.enlarge(link, say("close", "Close")), () => location.assign(link.href));
});

// What scrolls sideways is reached by Tab, headings have links to themselves, code has a copy button.
const { anchors, copy } = document.body.dataset;
function scrollers() {
  for (const box of all("pre, .table-wrapper")) {
    const scrolls = box.scrollWidth > box.clientWidth + 1;
    if (!scrolls || box.hasAttribute("tabindex")) continue;
    box.tabIndex = 0;
    if (box.localName === "pre") continue;
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", say("table", "Table"));
  }
}
// Also where the clipboard interface is missing (pages without TLS).
const write = async (text) => {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = Object.assign(document.createElement("textarea"), { value: text });
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
};
function dress() {
  scrollers();
  for (const heading of anchors ? [] : all(".content :is(h1, h2, h3, h4, h5, h6)[id]:not(.no_anchor)")) {
    if (heading.querySelector(".anchor-heading")) continue;
    const link = Object.assign(document.createElement("a"), { className: "anchor-heading", href: `#${encodeURIComponent(heading.id)}` });
    link.setAttribute("aria-labelledby", heading.id);
    heading.prepend(link);
  }
  for (const block of copy ? [] : all("div.highlighter-rouge, figure.highlight")) {
    const code = block.querySelector("pre:not(.lineno)");
    if (!code || block.querySelector(".copy-button")) continue;
    const button = Object.assign(document.createElement("button"), { type: "button", className: "copy-button" });
    named(button, say("copy", "Copy"));
    let timer;
    button.addEventListener("click", async () => {
      await write(code.innerText.replace(/\n$/, ""));
      button.classList.add("copied");
      named(button, say("copied", "Copied"));
      clearTimeout(timer);
      timer = setTimeout(() => { button.classList.remove("copied"); named(button, say("copy", "Copy")); }, 2000);
    });
    block.append(button);
  }
}
dress();
document.querySelector("[data-print]")?.addEventListener("click", () => print());
addEventListener("resize", scrollers);
// The preview changed the page in place.
document.addEventListener("weeklog:updated", () => { followContents(); diagrams(); dress(); });
