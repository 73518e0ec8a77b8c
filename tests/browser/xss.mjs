// Does any line of a list of attacks run in a sanitized page? Each is a page in Markdown, and one in HTML, in a browser.
//   node xss.mjs LIST...    a list is a text with an attack a line, or a module that exports objects with a `payload`
// HTML=allow shows what the judge sees without the cleaning. Public lists are not part of the project; the attacks of our own are in tests/sanitize.rs.
import { execFileSync } from "node:child_process";
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync, existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { browse } from "./serve.mjs";

const attacks = [];
for (const list of process.argv.slice(2)) {
  if (list.endsWith(".mjs")) attacks.push(...(await import(pathToFileURL(resolve(list)))).default.map((entry) => entry.payload));
  else attacks.push(...readFileSync(list, "utf8").split(/\r?\n/).filter(Boolean));
}
const unique = [...new Set(attacks)];
const folder = mkdtempSync(join(tmpdir(), "weeklog-xss-"));
mkdirSync(join(folder, "a"));
writeFileSync(join(folder, "_config.yml"), `title: T\nsearch_enabled: false\nweeklog: {markdown: {html: ${process.env.HTML ?? "sanitize"}}}\n`);
for (const [i, attack] of unique.entries()) {
  // Tags of Liquid are the site's own language, not HTML.
  const text = attack.replaceAll("{{", "{ {").replaceAll("{%", "{ %");
  writeFileSync(join(folder, `a/m${i}.md`), `---\ntitle: M\nnav_exclude: true\n---\n# A\n\n${text}\n\nand ${text} within\n`);
  writeFileSync(join(folder, `a/h${i}.html`), `---\ntitle: H\nnav_exclude: true\n---\n${text}\n`);
}
const weeklog = process.env.WEEKLOG ?? resolve(import.meta.dirname, "../../target/release/weeklog");
try {
  execFileSync(weeklog, ["build", folder, "-q"], { stdio: "ignore" });
} catch {
  // Links that lead nowhere are errors, and the site is there all the same.
}
const browser = await browse();
const context = await browser.newContext();
const page = await context.newPage();
let faults = [];
await page.exposeFunction("ran", (what) => void faults.push(`ran ${what}`));
await page.addInitScript(() => {
  for (const name of ["alert", "confirm", "prompt", "print"]) window[name] = (what) => window.ran(`${name}(${what})`);
});
page.on("dialog", (dialog) => { faults.push(`dialog ${dialog.message()}`); dialog.dismiss(); });
page.on("pageerror", (error) => faults.push(`exception ${error.message}`));
// The theme's own files are left out: whatever runs then is the attack's. Pictures of other places are allowed.
await context.route("**", (route) => {
  const request = route.request();
  if (request.isNavigationRequest() && request.frame() === page.mainFrame() && request.url().startsWith("file:")) return route.continue();
  const own = request.url().startsWith("file:///assets/weeklog/");
  if (!own && !["image"].includes(request.resourceType())) faults.push(`asks for ${request.resourceType()} ${request.url()}`);
  return route.abort();
});
/** In the page: does as readers do, and looks at every attribute as the browser reads it. */
function touchAll() {
  for (const element of document.querySelectorAll("main *")) {
    for (const attribute of element.attributes) {
      // The browser's own reading of an address: blanks of other scripts before a scheme make it relative.
      const scheme = (text) => { try { return new URL(text, location.href).protocol; } catch { return ""; } };
      const leads = ["href", "src", "action", "formaction", "xlink:href", "data"].includes(attribute.name);
      if (/^on/i.test(attribute.name) || (leads && ["javascript:", "vbscript:", "data:"].includes(scheme(attribute.value)))) window.ran(`${element.localName} ${attribute.name}=${attribute.value}`);
    }
    for (const event of ["mouseover", "focus", "load", "error", "click", "toggle"]) if (event !== "click" || element.localName !== "a") element.dispatchEvent(new Event(event));
  }
}

let failed = 0;
let pages = 0;
for (const [i, attack] of unique.entries()) {
  for (const name of [`m${i}`, `h${i}`]) {
    const file = join(folder, "_site/a", `${name}.html`);
    if (!existsSync(file)) { failed++; console.log(`${name} was not built: ${attack}`); continue; }
    faults = [];
    try {
      await page.goto(pathToFileURL(file).href, { waitUntil: "domcontentloaded" });
      await page.evaluate(touchAll);
    } catch (error) {
      faults.push(`broke off: ${error.message.slice(0, 200)}`);
    }
    pages++;
    if (faults.length) { failed++; console.log(`${name}: ${attack.slice(0, 300)}\n    ${faults.slice(0, 3).join("\n    ").slice(0, 500)}`); }
  }
}
await browser.close();
if (!process.env.KEEP) rmSync(folder, { recursive: true, force: true });
console.log(`${unique.length} attacks on ${pages} pages, ${failed} ran or could`);
process.exit(failed || !pages ? 1 : 0);
