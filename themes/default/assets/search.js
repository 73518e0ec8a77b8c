// Search: shows results as one types. What reads the index, reader.js, lies beside the index and is fetched with it.

const SHOWN = 8; // results
const LENGTH = 180; // characters of a snippet
const PAUSE = 90; // milliseconds without a key before anything is fetched

// What it says: in English, or as the page has it. Of two forms the second is for several.
const words = JSON.parse(document.body.dataset.words ?? "{}");
const say = (key, english, fill = {}) => (words[key] ?? english).split("|").at(fill.n === 1 ? 0 : -1).replace(/\{(\w+)\}/g, (all, name) => fill[name] ?? all);

const element = (tag, attributes, ...children) => {
  const made = document.createElement(tag);
  for (const name in attributes) made.setAttribute(name, attributes[name]);
  made.append(...children);
  return made;
};

/** Where found terms stand in a text: pairs of offsets. */
function spots(text, found, { RUN, JOINED, terms }) {
  const spots = [];
  for (const { 0: run, index } of text.matchAll(RUN)) {
    let at = index;
    run.split(JOINED).forEach((piece, i) => {
      if (i % 2) {
        [...piece].forEach((c, i, all) => {
          const pair = c + (all[i + 1] ?? ""), last = spots.at(-1);
          const length = found.has(pair.normalize("NFKC")) ? pair.length : found.has(c) ? c.length : 0;
          if (length && last?.[1] >= at) last[1] = at + length;
          else if (length) spots.push([at, at + length]);
          at += c.length;
        });
      } else {
        if (terms(piece).some((term) => found.has(term))) spots.push([at, at + piece.length]);
        at += piece.length;
      }
    });
  }
  return spots;
}

/** A text, or the stretch of it that begins shortly before the first found term, with marks. */
function marked(text, found, reader, length = Infinity) {
  const all = spots(text, found, reader), first = all[0]?.[0] ?? 0;
  let at = 0, end = text.length;
  if (end > length) {
    if (first > length / 2) at = text.indexOf(" ", first - length / 3) + 1;
    if (at > first || !at && first > length / 2) at = first;
    if (end > at + length) end = Math.max(text.lastIndexOf(" ", at + length), at + length / 2);
    if (text.codePointAt(end - 1) > 0xffff) end++;
  }
  const nodes = [at ? "…" : ""], cut = end < text.length ? "…" : "";
  for (const [from, to] of all) {
    if (to > end) break;
    nodes.push(text.slice(at, from), element("mark", {}, text.slice(from, to)));
    at = to;
  }
  return [...nodes, text.slice(at, end), cut];
}

/** What filters there are: those in the query, pressed, and those that would part the results. */
function facets(query, results, { FACET }) {
  const on = (query.match(FACET) ?? []).map((filter) => [filter, true]);
  const off = ["kind", "week", "intern"].flatMap((facet) => {
    const values = [...new Set(results.map((result) => result[facet]).filter((value) => value != null))];
    return values.length > 1 ? values.slice(0, 4).map((value) => [`${facet}:${String(value).replace(/\s+/g, "-")}`, false]) : [];
  });
  return [...new Map([...off, ...on])];
}

/** Makes a search form search, first what the address asks with `?q=`. */
export function attach(form) {
  const input = form.querySelector("input[type=search]");
  if (input.hasAttribute("role")) return;
  const box = element("div", { id: "search-results", class: "search-results" });
  const root = form.action; // the index lies beside the page of the search
  const asked = new URLSearchParams(location.search).get("q");
  const list = element("ol", { role: "listbox", id: `${box.id}-list`, "aria-label": say("results", "Results") });
  const status = element("p", { role: "status", class: "visually-hidden" });
  let loading, limit, turn = 0, active = -1;

  form.append(box, status);
  const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "search" };
  for (const name in attributes) input.setAttribute(name, attributes[name]);

  // Its looks come first, so that nothing is seen without them.
  const sheet = element("link", { rel: "stylesheet", href: new URL("./search.css", import.meta.url).href, "data-weeklog-keep": "" });
  const dressed = new Promise((done) => { sheet.onload = sheet.onerror = done; });
  document.head.append(sheet);
  const reader = () => loading ??= Promise.all([import(`${root}reader.js`), dressed]).then(([module]) => ({ ...module, ...module.open(root) }))
    .catch((error) => { loading = null; throw error; });
  const select = (to) => {
    active = to;
    input.removeAttribute("aria-activedescendant");
    list.querySelectorAll("a").forEach((link, i) => {
      link.setAttribute("aria-selected", i === to);
      if (i !== to) return;
      input.setAttribute("aria-activedescendant", link.id);
      link.scrollIntoView({ block: "nearest" });
    });
  };
  const show = (message, ...parts) => {
    box.replaceChildren(...parts);
    input.setAttribute("aria-expanded", parts.includes(list));
    status.textContent = message;
    select(-1);
  };
  const close = () => { turn++; show(""); };
  const ask = (query) => { input.value = query; input.focus(); start(); };

  const chip = ([filter, on]) => {
    const button = element("button", { type: "button", class: "search-chip", "aria-pressed": on }, filter);
    button.onclick = () => ask(on ? input.value.replace(filter, "").trim() : `${input.value.trim()} ${filter}`);
    return button;
  };
  const result = (found, reader) => ({ url, page, heading, text, intern }, i) => {
    const about = [heading && page, intern].filter(Boolean).join(" · ");
    return element("li", { role: "presentation" }, element("a", { role: "option", id: `${list.id}-${i}`, tabindex: -1, href: new URL(`../${url}`, root).href },
      element("strong", { class: "result-title" }, ...marked(heading || page || url, found, reader)), " ",
      element("span", { class: "result-page" }, ...marked(about, found, reader)), " ",
      element("span", { class: "result-snippet" }, ...marked(text, found, reader, LENGTH))));
  };

  async function run() {
    const mine = ++turn, query = input.value.trim(), since = Date.now();
    const live = async () => {
      await new Promise((done) => setTimeout(done, since + PAUSE - Date.now()));
      if (mine !== turn) throw Error("stale");
    };
    if (!query) return close();
    try {
      const index = await reader();
      const { ids, found } = await index.search(query, live);
      const results = await Promise.all(ids.slice(0, limit).map((id) => index.read(id, live)));
      if (mine !== turn) return;
      const filters = facets(query, results, index).map(chip);
      const chips = filters.length ? [element("div", { class: "search-chips", role: "group", "aria-label": say("filters", "Filters") }, ...filters)] : [];
      const more = element("button", { type: "button", class: "search-more" }, say("more_results", "More results"));
      more.onclick = () => { limit += SHOWN; input.focus(); run(); };
      list.replaceChildren(...results.map(result(found, index)));
      const message = ids.length ? say("n_results", "{n} result|{n} results", { n: ids.length }) : say("no_results", "No results for “{name}”.", { name: query });
      const help = say("no_results_help", "Try fewer or other words, or leave a filter out.");
      show(message, ...chips, ids.length ? list : element("p", {}, element("strong", {}, message), " ", help), ids.length > limit ? more : "");
    } catch {
      const message = say("search_failed", "Search could not be loaded. Is the site online?");
      if (mine === turn) show(message, element("p", {}, message));
    }
  }
  const start = () => { limit = SHOWN; run(); };

  input.addEventListener("input", (event) => event.isComposing || start());
  input.addEventListener("compositionend", start);
  input.addEventListener("focus", () => box.firstChild || start());
  form.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    const step = event.target === input && { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const count = box.contains(list) ? list.children.length : 0;
    if (step && count) select((active + 1 + step + count + 1) % (count + 1) - 1);
    else if (step) start();
    else if (event.key === "Enter" && event.target === input && active >= 0) list.querySelectorAll("a")[active].click();
    else if (event.key === "Escape" && box.firstChild) { input.focus(); close(); }
    else return;
    event.preventDefault();
  });
  box.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", () => setTimeout(close));
  form.addEventListener("focusout", (event) => asked || form.contains(event.relatedTarget) || close());

  if (asked) input.value ||= asked;
  close();
  if (input.value) start();
  else reader().then((index) => index.search("")).catch(() => {});
}
