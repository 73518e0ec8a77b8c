// Large pictures: the size that fits is fetched, and the whole is a click or a key away.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { browse, open, serve } from "./serve.mjs";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
let site, browser;
before(async () => {
  site = await serve();
  browser = await browse();
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, deviceScaleFactor: 2 });
  const tab = await context.newPage();
  await tab.goto(site.url + "/reference/markdown.html");
  await site.write("assets/shot.png", await tab.screenshot());
  await context.close();
  await site.write("pictures.md", "# Pictures\n\n![A page of the handbook](assets/shot.png)\n");
  await site.there("/pictures.html");
});
after(async () => { await browser?.close(); await site?.stop(); });

const shown = (page) => page.locator("main img").evaluate(async (image) => { image.loading = "eager"; await image.decode(); return new URL(image.currentSrc).pathname; });

test("each screen fetches what it needs", async () => {
  for (const [deviceScaleFactor, name] of [[1, /-688\.png$/], [2, /-1376\.png$/], [4, /^\/assets\/shot\.png$/]]) {
    const page = await open(browser, site, "/pictures.html", { deviceScaleFactor });
    assert.match(await shown(page), name);
    assert.deepEqual(page.faults, []);
    await page.context().close();
  }
});

test("the picture is enlarged by keyboard and mouse, and the reader is led back", async () => {
  const page = await open(browser, site, "/pictures.html");
  const link = page.locator("a.enlarge"), dialog = page.locator("dialog.enlarged");
  await link.focus();
  await page.keyboard.press("Enter");
  await dialog.waitFor();
  assert.equal(await dialog.getAttribute("aria-label"), "A page of the handbook");
  assert.equal(await dialog.locator("img").evaluate(async (image) => { await image.decode(); return image.naturalWidth; }), 2880);
  await page.addScriptTag({ path: AXE });
  const { violations } = await page.evaluate(() => axe.run(document, { runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] } }));
  assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 120)}`), []);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => document.activeElement.className), "enlarge");
  await link.click();
  await dialog.click();
  await dialog.waitFor({ state: "detached" });
  assert.match(page.url(), /pictures\.html$/);
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test("without scripts the picture is a link to itself", async () => {
  const page = await open(browser, site, "/pictures.html", { javaScriptEnabled: false });
  assert.equal(await page.locator("a.enlarge").getAttribute("href"), "/assets/shot.png");
  await page.context().close();
});
