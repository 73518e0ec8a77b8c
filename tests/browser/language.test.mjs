// The interface in the site's language, pages from right to left, and pages in a language of their own.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { browse, open, serve } from "./serve.mjs";

let site, browser;
before(async () => { site = await serve(); browser = await browse(); });
after(async () => { await browser?.close(); await site?.stop(); });
const config = await import("node:fs/promises").then(({ readFile }) => readFile(new URL("../../content/_config.yml", import.meta.url), "utf8"));
afterEach(() => site.write("_config.yml", config));

/** Sets the site's language and waits until the server has it. */
async function speak(lang, more = "") {
  await site.write("_config.yml", config.replace(/^lang: .*$/m, `lang: ${lang}\n${more}`));
  while (!(await (await fetch(site.url + "/")).text()).includes(`<html lang="${lang}"`)) await new Promise((wait) => setTimeout(wait, 20));
}

test("menu, buttons, search and 404 in German", async () => {
  await speak("de");
  const page = await open(browser, site, "/amara/week-04.html", { locale: "de" });
  assert.equal(await page.locator(".skip-link").first().innerText(), "Zum Inhalt springen");
  assert.match(await page.locator(".theme-toggle").getAttribute("aria-label"), /^Farbschema: automatisch$/);
  assert.equal(await page.locator(".copy-button").first().getAttribute("aria-label"), "Kopieren");
  assert.equal(await page.locator("#search-input").getAttribute("placeholder"), "Suche");
  await page.locator("#search-input").fill("xyzzyplugh");
  await page.locator("#search-results p").waitFor();
  assert.match(await page.locator("#search-results p").innerText(), /^Keine Treffer für „xyzzyplugh“\. Versuche/);
  await page.goto(`${site.url}/404.html`);
  assert.equal(await page.locator("h1").innerText(), "Seite nicht gefunden");
  assert.match(await page.title(), /^Seite nicht gefunden/);
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test("from right to left: the page is turned, code is not, English keeps its order, the site's own words are said", async () => {
  await speak("ar", "weeklog: {words: {search: بحث, copy: نسخ}}\n");
  const page = await open(browser, site, "/amara/week-04.html");
  const left = (selector) => page.locator(selector).first().evaluate((element) => element.getBoundingClientRect().left);
  assert.ok(await left(".sidebar") > await left("main"), "the menu stands at the right");
  assert.equal(await page.locator("#search-input").getAttribute("placeholder"), "بحث");
  assert.equal(await page.locator(".copy-button").first().getAttribute("aria-label"), "نسخ");
  assert.equal(await page.locator("main pre").first().evaluate((pre) => getComputedStyle(pre).direction), "ltr");
  // "3 of 5 tasks done": the figure comes first, at the left.
  const [first, last] = await page.locator(".facts-tasks").evaluate((item) => {
    const text = item.lastChild, at = text.data.search(/\d/), range = document.createRange();
    const place = (from) => { range.setStart(text, from); range.setEnd(text, from + 1); return range.getBoundingClientRect().left; };
    return [place(at), place(text.data.search(/done/))];
  });
  assert.ok(first < last, "the words are in disorder");
  for (const path of ["/", "/cohort/", "/progress/amara/", "/weeks/2025-W26/", "/print/amara/"]) {
    await page.setViewportSize({ width: 320, height: 640 });
    await page.goto(site.url + path);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${path} scrolls sideways`);
  }
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test("a page in another language says so, and what stands around it keeps the site's", async () => {
  await site.write("hebrew.md", "---\ntitle: עברית\nlang: he\n---\n# עברית\n\nשלום.\n");
  await site.there("/hebrew.html");
  const page = await open(browser, site, "/hebrew.html");
  assert.equal(await page.locator("main").getAttribute("lang"), "he");
  assert.equal(await page.locator("main").evaluate((main) => getComputedStyle(main).direction), "rtl");
  assert.equal(await page.locator("html").getAttribute("lang"), "en-GB");
  assert.equal(await page.locator("html").evaluate((html) => getComputedStyle(html).direction), "ltr");
  await page.context().close();
});
