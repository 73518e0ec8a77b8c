// The sample site as a reader meets it: keyboard, theme, menu, paper, no faults, nothing foreign.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { browse, open, phone, serve, small } from "./serve.mjs";

const LOG = "/amara/week-04.html";
let site, browser;
before(async () => { site = await serve(); browser = await browse(); });
after(async () => { await browser?.close(); await site?.stop(); });

/** Opens a page, does something with it, and demands that nothing went wrong on the way. */
async function on(path, options, use) {
  const page = await open(browser, site, path, options);
  try {
    await use(page);
    assert.deepEqual(page.faults, []);
  } finally {
    await page.context().close();
  }
}

test("the keyboard alone: skip link, menu, a page, back", () => on(LOG, {}, async (page) => {
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("href")), "#main");
  await page.keyboard.press("Enter");
  assert.equal(new URL(page.url()).hash, "#main");
  const seen = new Set();
  let reached = false;
  await page.goto(site.url + LOG);
  for (let i = 0; i < 80 && !reached; i++) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const element = document.activeElement;
      const style = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      return { name: element.textContent.trim(), visible: box.width > 0 && box.height > 0, ring: style.outlineStyle !== "none" || style.boxShadow !== "none", inNav: !!element.closest('nav[aria-label="Main"]') };
    });
    assert.ok(at.visible, `focus is on something that is not seen: ${at.name}`);
    assert.ok(at.ring, `no focus ring on ${at.name}`);
    seen.add(at.name);
    reached = at.inNav && at.name === "Week 05";
  }
  assert.ok(reached, `week 05 is not reached by Tab: ${[...seen].join(", ")}`);
  await Promise.all([page.waitForURL("**/amara/week-05.html"), page.keyboard.press("Enter")]);
  assert.match(await page.locator("h1").innerText(), /Week 05/);
  assert.equal(await page.locator('nav[aria-label="Main"] [aria-current="page"]').innerText(), "Week 05");
  await page.goBack();
  assert.match(await page.locator("h1").innerText(), /Week 04/);
}));

test("the toggle changes the theme and is remembered", () => on(LOG, { colorScheme: "light" }, async (page) => {
  const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const toggle = page.locator(".theme-toggle");
  const light = await paper();
  await toggle.click();
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "light");
  await toggle.click();
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
  assert.notEqual(await paper(), light);
  const dark = await paper();
  await page.goto(site.url + "/");
  assert.equal(await paper(), dark, "forgotten on the next page");
  await page.reload();
  assert.equal(await paper(), dark, "forgotten on reloading");
  assert.match(await toggle.getAttribute("aria-label"), /dark/);
}));

test("automatic follows the system", () => on("/", { colorScheme: "dark" }, async (page) => {
  const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const dark = await paper();
  await page.emulateMedia({ colorScheme: "light" });
  assert.notEqual(await paper(), dark);
}));

test("the menu opens on a phone, holds the focus and closes", () => on(LOG, phone, async (page) => {
  const sidebar = page.locator("#sidebar");
  assert.equal(await sidebar.isVisible(), false);
  const button = page.locator(".menu-button");
  const box = await button.boundingBox();
  assert.ok(box.width >= 24 && box.height >= 24, `the button is ${box.width} × ${box.height}`);
  await button.tap();
  await sidebar.waitFor({ state: "visible" });
  await page.keyboard.press("Escape");
  await sidebar.waitFor({ state: "hidden" });
  await button.tap();
  await Promise.all([page.waitForURL("**/amara/week-05.html"), sidebar.getByRole("link", { name: "Week 05" }).tap()]);
  assert.equal(await sidebar.isVisible(), false, "still open on the next page");
}));

test("nothing scrolls sideways at 320 px or at 200 % zoom", async () => {
  for (const options of [small, { viewport: { width: 640, height: 450 } }]) {
    await on("/", options, async (page) => {
      for (const path of await paths()) {
        await page.goto(site.url + path);
        const [inner, scroll, widest] = await page.evaluate(() => {
          const wide = innerWidth;
          const out = [...document.body.querySelectorAll("*")].find((element) => element.getBoundingClientRect().right > wide + 1 && !element.closest("pre, .table-wrapper, [tabindex], math, svg, .aux-links"));
          return [wide, document.documentElement.scrollWidth, out?.outerHTML.slice(0, 200)];
        });
        assert.ok(scroll <= inner, `${path} is ${scroll} px wide on ${inner} px: ${widest}`);
      }
    });
  }
});

test("every page works without scripts", () => on(LOG, { javaScriptEnabled: false }, async (page) => {
  assert.match(await page.locator("h1").innerText(), /Week 04/);
  assert.ok(await page.locator('nav[aria-label="Main"]').isVisible());
}));

test("an address that leads nowhere says so", async () => {
  const page = await open(browser, site, "/");
  page.expects404 = true;
  const answer = await page.goto(site.url + "/no/such/page");
  assert.equal(answer.status(), 404);
  assert.match(await page.locator("h1").innerText(), /not found/i);
  assert.equal(await page.locator('a[href="/"]').first().isVisible(), true);
  await page.context().close();
});

test("paper: no menu, the text whole, more than one page of PDF", () => on(LOG, {}, async (page) => {
  await page.emulateMedia({ media: "print" });
  for (const gone of ["#sidebar", ".theme-toggle", "form.search", ".pager", ".copy-button", ".site-footer"]) {
    for (const element of await page.locator(gone).all()) assert.equal(await element.isVisible(), false, `${gone} is printed`);
  }
  assert.ok(await page.locator("h1").isVisible());
  const pdf = await page.pdf({ format: "A4" });
  assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
  assert.ok(pdf.length > 10_000, `${pdf.length} bytes`);
}));

test("code is copied", () => on("/reference/markdown.html", { permissions: ["clipboard-read", "clipboard-write"] }, async (page) => {
  const button = page.locator(".copy-button").first();
  await button.focus();
  await page.keyboard.press("Enter");
  const text = await page.evaluate(() => navigator.clipboard.readText());
  const code = await page.locator("div.highlighter-rouge pre, figure.highlight pre").first().innerText();
  assert.equal(text, code.replace(/\n$/, ""));
}));

test("every page loads without a fault and has one h1", () => on("/", {}, async (page) => {
  for (const path of await paths()) {
    await page.goto(site.url + path);
    assert.equal(await page.locator("h1").count(), 1, path);
  }
}));

test("search finds a week by its words, with the keyboard", async () => {
  const page = await open(browser, site, LOG);
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.id), "search-input");
  await page.keyboard.type("heron");
  const results = page.locator("#search-results a");
  await results.first().waitFor();
  assert.match(await results.first().innerText(), /heron/i);
  await page.keyboard.press("ArrowDown");
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  assert.match(await page.locator("main").innerText(), /heron/i);
  await page.keyboard.press("Control+k");
  assert.equal(await page.evaluate(() => document.activeElement.id), "search-input");
  await page.keyboard.press("Escape");
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

/** All addresses of the site map. */
async function paths() {
  const xml = await (await fetch(site.url + "/sitemap.xml")).text();
  const found = [...xml.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, url]) => new URL(url, site.url).pathname);
  assert.ok(found.length > 20, "the site map lists the pages");
  return found;
}
