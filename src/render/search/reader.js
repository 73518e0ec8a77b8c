// Reads the search index beside it. What its files hold, search.rs tells.

export const RUN = /(?:[\p{Alphabetic}\p{M}\p{N}_]|(?<=[0-9])\.(?=[0-9]))+/gu;
export const JOINED = /([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u31ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\u{20000}-\u{3ffff}]+)/u;
export const FACET = /(intern|week|kind):(\S+)/gi;
const PART = /[_.]+|(?<=\p{Lowercase})(?=\p{Uppercase})|(?<=\p{Uppercase}{2}|\p{N})(?=\p{Uppercase}\p{Lowercase})|(?<=\p{Alphabetic})(?=\p{N})/u;
const LETTERS = { đ: "d", ł: "l", ø: "o", ß: "ss", æ: "ae", œ: "oe", ı: "i" };
const POINTS = [1, 2, 10, 100]; // in the text, its topic, the heading, the page's title
const TITLE = 20; // a title's word scores more, even mistyped; any other less
const WORDS = 6; // that a query may have
const SHARDS = 8; // that typos may bring it to load
const FEW = 3; // sections: a word found in fewer may be a typo

const cut = (s) => [...s].slice(0, 32).join("");
const plain = (s) => cut(s.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "")
  .replace(/[đłøßæœı]/g, (c) => LETTERS[c]).replace(/^0+(?=[0-9]+$)/, ""));

// A text's terms, each maybe with a better one (whole, accented); `tail` ends a run, `lone` is one.
const words = (text) => (text.normalize("NFKC").match(RUN) ?? []).flatMap((run) => run.split(JOINED).flatMap((piece, i) => {
  if (i % 2) return [...piece].map((c, i, all) => ({ term: c + (all[i + 1] ?? ""), tail: i && !all[i + 1], lone: !all[1] }));
  const word = piece.replace(/^_+|_+$/g, ""), term = plain(word), accented = cut(word.toLowerCase());
  const parts = word.split(PART).filter(Boolean);
  if (parts[1]) return parts.map((part, i) => ({ term: plain(part), better: !parts[i + 1] && term }));
  return { term, better: /[^\0-\x7f]/.test(word) && accented !== term && accented };
})).filter((word) => word.term);
export const terms = (text) => words(text).flatMap(({ term, better }) => better ? [term, better] : term);

function number(from) {
  let n = 0, shift = 0, byte;
  do { byte = from.bytes[from.at++]; n |= (byte & 127) << shift; shift += 7; } while (byte > 127);
  return n;
}
const text = (bytes) => new TextDecoder().decode(bytes);
const json = (bytes) => JSON.parse(text(bytes));
function shard(bytes) {
  const from = { bytes, at: 0 }, take = (n) => bytes.subarray(from.at, from.at += n);
  let term = "";
  return text(take(number(from))).split("\n").slice(0, -1).map((line) => {
    term = term.slice(0, line.charCodeAt() - 32) + line.slice(1);
    return { term, list: take(number(from)) };
  });
}

// Edits from `a` to `b`, or to how `b` begins.
function distance(a, b, open) {
  let two, one, row = [...b, 0].map((_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    [two, one, row] = [one, row, [i]];
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(one[j] + 1, row[j - 1] + 1, one[j - 1] + (a[i - 1] !== b[j - 1]));
      if (i > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], two[j - 2] + 1);
    }
  }
  return open ? Math.min(...row) : row[b.length];
}

// Sections with every word, their page's title helping; else a page's best if the page has them all.
function rank(pages, scores, keep) {
  const hits = [];
  let lead = 0;
  for (const sections of pages) {
    const held = new Set(), before = hits.length;
    let best = [0];
    for (let id = lead; id < lead + sections; id++) {
      if (keep.some((points) => !points[id])) continue;
      let sum = 0, full = true, own = !scores[0];
      scores.forEach((points, i) => {
        own ||= points[id];
        if (points[id] || points[lead] > TITLE) { held.add(i); sum += points[id] || 0.5; } else full = false;
      });
      if (own && full) hits.push([sum, id]);
      else if (own && sum > best[0]) best = [sum, id];
    }
    if (best[0] && hits.length === before && held.size === scores.length) hits.push([best[0] / 1e4, best[1]]);
    lead += sections;
  }
  return hits.sort((a, b) => b[0] - a[0] || a[1] - b[1]).map((hit) => hit[1]);
}

async function fetched(address, cache) {
  const answer = await fetch(address, { cache });
  if (!answer.ok) throw Error(answer.status);
  return new Uint8Array(await new Response(answer.body.pipeThrough(new DecompressionStream("deflate"))).arrayBuffer());
}

// The index at `root`. Both its functions await `live` before they fetch; it may throw to stop them.
export function open(root) {
  const files = new Map();
  let index;

  const get = async (name, read, live) => {
    if (!files.has(name)) await live?.();
    if (!files.has(name)) files.set(name, (index ? fetched(`${root}${name}?${index.build}`) : fetched(root + name, "no-cache")).then(read)
      .catch((error) => { files.delete(name); throw error; }));
    return files.get(name);
  };

  // The sections that answer a query, best first, and the terms that led to them.
  async function search(query, live) {
    index ??= await get("index.bin", json, live);
    const { version, pages, shards } = index, size = pages.reduce((sum, n) => sum + n, 0);
    if (version !== 1) throw Error("made for another reader");
    const found = new Set(), loaded = new Set(), filters = [];
    const home = (term) => Math.max(0, shards.findLastIndex((first) => first <= term));
    const entries = async (near) => (await Promise.all(near.map((n) => get(`terms/${n}.bin`, shard, live, loaded.add(n))))).flat();

    const award = ({ term, list }, quality, points) => {
      found.add(term);
      for (let from = { bytes: list, at: 0 }, id = 0; from.at < list.length;) {
        const n = number(from);
        id += n >>> 2;
        points[id] = Math.max(points[id], POINTS[n & 3] * quality);
      }
    };

    // Where a term stands; if open, what it begins too, in three shards at most.
    const find = async (term, open, quality, points) => {
      const first = home(term);
      for (const each of await entries([first, first + 1, first + 2].filter((n) => n === first || open && shards[n]?.startsWith(term)))) {
        if (each.term === term) award(each, quality, points);
        else if (open && each.term.startsWith(term)) award(each, quality / 2, points);
      }
    };
    const score = async ({ term, better, lone }, open) => {
      const points = new Float32Array(size);
      await Promise.all([find(term, open || lone, 1, points), better && find(better, open, 1.2, points)]);
      return points;
    };

    // Where almost this term stands: beside it, and where a slip near its beginning leads.
    const forgive = async ({ term }, open, points) => {
      const most = Math.min(term.length >> 2, 2), here = home(term);
      if (!most || points.filter(Boolean).length >= FEW) return;
      const slip = (i, s) => home(term.slice(0, i) + s + term.slice(i + 2));
      const slips = [0, 1, 2].flatMap((i) => [slip(i, term[i + 1] + term[i]), slip(i, term[i + 1])]);
      const near = [here, here + 1, here - 1, ...slips].filter((n) => shards[n] && (loaded.has(n) || loaded.size < SHARDS && loaded.add(n)));
      const close = (await entries([...new Set(near)])).flatMap((each) => {
        const over = each.term.length - term.length;
        const far = over >= -most && (open || over <= most) && distance(term, each.term.slice(0, term.length + most), open);
        return far && far <= most ? { ...each, far } : [];
      });
      close.sort((a, b) => a.far - b.far || b.list.length - a.list.length);
      close.slice(0, 8).forEach((each) => award(each, 0.5 / each.far, points));
    };

    const rest = query.replace(FACET, (_, name, value) => {
      const facet = name.toLowerCase();
      for (const word of words(value)) if (!word.tail) filters.push({ term: `:${facet}:${word.term}`, lone: facet !== "week" });
      return " ";
    });
    const asked = words(rest).filter((word) => !word.tail).slice(0, WORDS);
    if (!size || !asked[0] && !filters[0]) return { ids: [], found };
    const keep = await Promise.all(filters.map((word) => score(word)));
    const scores = await Promise.all(asked.map((word, i) => score(word, !asked[i + 1])));
    await Promise.all(asked.map((word, i) => forgive(word, !asked[i + 1], scores[i])));
    return { ids: rank(pages, scores, keep), found };
  }

  // What to show of a section.
  async function read(id, live) {
    let n = 0;
    for (; id >= index.chunks[n]; n++) id -= index.chunks[n];
    return (await get(`text/${n}.bin`, json, live)).flatMap(([path, page, intern, week, sections]) => sections.map(([name, heading, text, kind]) =>
      ({ url: path + (name && `#${name}`), page, heading, text, intern, week, kind })))[id];
  }

  return { search, read };
}
