// weeklog, the pages for mentors: filters, sorting and keys. Without it everything is there, in the order of names.

const all = (selector, from = document) => [...from.querySelectorAll(selector)];
const query = new URLSearchParams(location.search);

/** Fills a form from the address, and keeps the address in step with the form, so that a view can be shared. */
function remember(form, apply) {
  for (const field of form.elements) {
    if (!field.name) continue;
    if (field.type === "checkbox") field.checked = (query.get(field.name) ?? "").split(",").includes(field.value);
    else if (query.has(field.name)) {
      field.value = query.get(field.name);
      if (field.selectedIndex === -1) field.value = "";
    }
  }
  const changed = () => {
    for (const name of new Set([...form.elements].map((field) => field.name).filter(Boolean))) set(name, new FormData(form).getAll(name).join(","));
    apply();
  };
  for (const field of form.elements) field.addEventListener("input", changed);
  form.addEventListener("submit", (event) => event.preventDefault());
  apply();
}

function set(name, value) {
  if (value) query.set(name, value);
  else query.delete(name);
  const text = query.toString().replaceAll("%2C", ",");
  history.replaceState(history.state, "", location.pathname + (text && `?${text}`) + location.hash);
}

const tell = (form, shown, of) => {
  form.querySelector(".found").textContent = shown === of ? "" : form.dataset.shown.replace("{n}", shown).replace("{of}", of);
};

// Cohort
const matrix = document.querySelector(".mx");
if (matrix) {
  const form = document.querySelector("#cohort-filters");
  const heads = all("thead th", matrix);
  const body = matrix.tBodies[0];
  const rows = [...body.rows].map((row) => ({
    row,
    name: row.cells[0].querySelector("a").textContent,
    mentor: row.cells[0].querySelector("small")?.textContent ?? "",
  }));

  remember(form, () => {
    const data = new FormData(form);
    const mentor = data.get("mentor");
    const letters = all("[data-k]:checked", form).map((box) => box.dataset.k);
    matrix.classList.toggle("dim", letters.length > 0);
    let shown = 0;
    for (const { row, mentor: own } of rows) {
      let hit = letters.length === 0;
      for (const cell of row.cells) {
        const on = letters.some((letter) => cell.classList.contains(letter));
        if (cell.classList.contains("on") !== on) cell.classList.toggle("on", on);
        hit ||= on;
      }
      row.hidden = !hit || Boolean(mentor && mentor !== own);
      shown += !row.hidden;
    }
    tell(form, shown, rows.length);
    for (const item of all(".attention > li")) item.hidden = Boolean(mentor && item.querySelector("small")?.textContent !== mentor);
    for (const details of all("details.more")) details.open = Boolean(mentor);
  });

  // Sorting: numbers begin with what is worth a look, few weeks logged or many reasons.
  const column = (key) => heads.findIndex((head) => head.dataset.sort === key);
  const number = ({ row }, key) => parseFloat(row.cells[column(key)].textContent) || 0;
  const collator = new Intl.Collator(document.documentElement.lang || undefined);
  const falling = { attention: true, hours: true };
  const sort = (key, reversed) => {
    const sign = (falling[key] ? -1 : 1) * (reversed ? -1 : 1);
    const names = (a, b) => collator.compare(a.name, b.name);
    rows.sort((a, b) => (key === "name" ? sign * names(a, b) : sign * (number(a, key) - number(b, key)) || names(a, b)));
    body.append(...rows.map(({ row }) => row));
    for (const head of heads) {
      if (head.dataset.sort === key) head.setAttribute("aria-sort", sign > 0 ? "ascending" : "descending");
      else head.removeAttribute("aria-sort");
    }
  };
  for (const head of heads.filter((one) => one.dataset.sort)) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: head.textContent });
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const key = head.dataset.sort;
      const reversed = head.hasAttribute("aria-sort") && !(query.get("sort") ?? "").startsWith("-");
      set("sort", (reversed ? "-" : "") + key);
      sort(key, reversed);
    });
  }
  const [, minus, key] = (query.get("sort") ?? "").match(/^(-?)(\w+)$/) ?? [];
  if (key && column(key) >= 0) sort(key, Boolean(minus));

  // Where not all weeks fit, the newest that somebody wrote or owes are in sight first.
  const newest = heads[Math.max(0, ...all("td:is(.l, .t, .u, .i, .m)", matrix).map((cell) => cell.cellIndex))];
  const [at, within] = [newest, matrix.parentElement].map((element) => element.getBoundingClientRect());
  matrix.parentElement.scrollLeft += document.dir === "rtl" ? Math.min(0, at.left - within.left) : Math.max(0, at.right - within.right);

  // A cell says its week and state when it is pointed at or focused.
  const style = (cell, name) => getComputedStyle(cell).getPropertyValue(name).replace(/^"|"$/g, "");
  const name = (event) => {
    const cell = event.target.closest?.("td[class]");
    if (!cell || cell.title) return;
    const head = heads[cell.cellIndex];
    const extra = [["w", "--awaiting"], ["b", "--blocked"]].filter(([letter]) => cell.classList.contains(letter));
    cell.title = `${head.title || head.textContent}: ${[style(cell, "--word"), ...extra.map(([, word]) => style(cell, word))].join(", ")}`;
  };
  matrix.addEventListener("pointerover", name);
  matrix.addEventListener("focusin", name);

  // The arrow keys go from link to link.
  matrix.addEventListener("keydown", (event) => {
    const [across, down] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] ?? [0, 0];
    let cell = event.target.closest("a") && event.target.closest("td, th");
    if (!cell || (!across && !down) || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    event.preventDefault();
    const step = document.dir === "rtl" ? -across : across;
    const index = cell.cellIndex;
    let row = cell.parentElement;
    do {
      if (down) {
        row = down > 0 ? row.nextElementSibling : row.previousElementSibling;
        cell = row?.hidden ? null : row?.cells[index];
      } else {
        cell = step > 0 ? cell.nextElementSibling : cell.previousElementSibling;
      }
    } while (down ? row && !cell?.querySelector("a") : cell && !cell.querySelector("a"));
    cell?.querySelector("a").focus();
  });
}

// Round-up: one mentor's interns
const cards = document.querySelector("#card-filters");
if (cards) {
  remember(cards, () => {
    const mentor = new FormData(cards).get("mentor");
    const articles = all("article.card");
    for (const card of articles) card.hidden = Boolean(mentor && card.dataset.mentor !== mentor);
    tell(cards, articles.filter((card) => !card.hidden).length, articles.length);
  });
}

// Knowledge: words, all of which have to occur, without regard to case and accents
const knowledge = document.querySelector("#knowledge-filters");
if (knowledge) {
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const items = all(".said").map((item) => ({ item, text: plain(item.textContent), unsolved: Boolean(item.querySelector(".note .st")) }));
  remember(knowledge, () => {
    const data = new FormData(knowledge);
    const words = plain(data.get("q") ?? "").split(/\s+/).filter(Boolean);
    const only = data.has("unsolved");
    const active = words.length > 0 || only;
    let shown = 0;
    for (const { item, text, unsolved } of items) {
      item.hidden = (only && !unsolved) || !words.every((word) => text.includes(word));
      shown += !item.hidden;
    }
    for (const details of all("details.more")) details.open = active;
    for (const section of all(".knowledge section")) section.hidden = active && !section.querySelector(".said:not([hidden])");
    tell(knowledge, shown, items.length);
  });
}
