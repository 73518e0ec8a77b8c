// Does every link in the built site lead somewhere? Pages, files and the headings after `#`; under the given base.
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join, posix, resolve } from "node:path";

const [folder, base = ""] = process.argv.slice(2);
const site = resolve(folder);
const pages = readdirSync(site, { recursive: true }).map((name) => name.replaceAll("\\", "/")).filter((name) => name.endsWith(".html"));
const unescape = (text) => text.replace(/&(amp|lt|gt|quot|#39|#x27);/g, (_, name) => ({ amp: "&", lt: "<", gt: ">", quot: '"' })[name] ?? "'");
const html = new Map();
const text = (file) => html.get(file) ?? (html.set(file, readFileSync(join(site, file), "utf8")), html.get(file));
const ids = new Map();
const idsOf = (file) => ids.get(file) ?? (ids.set(file, new Set([...text(file).matchAll(/\s(?:id|name)="([^"]*)"/g)].map(([, id]) => unescape(id)))), ids.get(file));

/** The file that an address is answered with on GitHub Pages. */
function fileOf(path) {
  for (const name of [path, `${path}.html`, posix.join(path, "index.html")]) {
    const at = join(site, name);
    if (existsSync(at) && statSync(at).isFile()) return name.replace(/^\//, "");
  }
}

let links = 0;
const broken = [];
for (const page of pages) {
  const markup = text(page).replace(/<(script|style)\b[^>]*>.*?<\/\1>/gs, "");
  // Only what stands inside tags: code on a page may be about links.
  const tags = (markup.match(/<[a-z](?:"[^"]*"|[^">])*>/gi) ?? []).join("\n");
  for (const [, attribute, raw] of tags.matchAll(/\s(href|src|action)="([^"]*)"/g)) {
    const link = unescape(raw);
    if (attribute === "action" || /^([a-z][a-z0-9+.-]*:|\/\/)/i.test(link)) continue;
    links++;
    const url = new URL(link, `http://x${base}/${page.split("/").map(encodeURIComponent).join("/")}`);
    const path = decodeURIComponent(url.pathname);
    const inside = path.startsWith(`${base}/`) || path === base;
    const file = inside ? fileOf(path.slice(base.length) || "/") : undefined;
    const id = decodeURIComponent(url.hash.slice(1));
    if (!inside) broken.push(`${page}: ${link} leaves the base ${base}`);
    else if (!file) broken.push(`${page}: ${link} leads nowhere`);
    else if (id && file.endsWith(".html") && !idsOf(file).has(id)) broken.push(`${page}: ${link}: no such place in ${file}`);
  }
}
console.log([...new Set(broken)].slice(0, 50).join("\n"));
console.log(`${links} links on ${pages.length} pages, ${broken.length} broken`);
process.exit(broken.length || !links ? 1 : 0);
