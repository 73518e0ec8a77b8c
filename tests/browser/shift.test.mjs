// Nothing jumps: not when scripts come, nor pictures, diagrams, filters or the search.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { browse, open, phone, serve } from "./serve.mjs";

const KINDS = ["/", "/amara/", "/amara/week-04.html", "/amara/week-08.html", "/guide/", "/reference/markdown.html", "/progress/amara/", "/cohort/", "/weeks/2025-W26/", "/knowledge/", "/print/", "/print/amara/", "/search/", "/404.html"];
let site, browser;
before(async () => { site = await serve(); browser = await browse(); });
after(async () => { await browser?.close(); await site?.stop(); });

/** Every shift is counted, those after a key too, which the usual measure forgives; but the search box may grow. */
const watch = () => {
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries()) if (sources.some(({ node }) => node?.id !== "search-input")) window.shifts.push(`${value.toFixed(4)} ${sources.map(({ node }) => node?.outerHTML?.slice(0, 100) ?? node?.textContent?.slice(0, 50)).join(" | ")}`);
  }).observe({ type: "layout-shift", buffered: true });
};

for (const [name, size] of [["desktop", {}], ["phone", phone]]) {
  test(`no layout shift on any kind of page, ${name}`, async () => {
    const found = [];
    for (const path of KINDS) {
      const page = await open(browser, site, path, { ...size, init: watch });
      await page.waitForLoadState("networkidle");
      // To the end of the page, so that all that waits for being seen comes; no faster than diagrams are drawn.
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      for (let y = 0; y < Math.min(height, 12000); y += 700) {
        await page.evaluate((y) => scrollTo({ top: y, behavior: "instant" }), y);
        await page.waitForFunction(() => [...document.querySelectorAll("code.language-mermaid")].every((code) => code.closest(".diagram") || code.getBoundingClientRect().top > innerHeight * 1.9));
        await page.waitForTimeout(60);
      }
      await page.waitForTimeout(300);
      if (path === "/amara/week-04.html" || path === "/cohort/") {
        await page.evaluate(() => scrollTo({ top: 0, behavior: "instant" }));
        await page.keyboard.press("/");
        await page.keyboard.type("heron");
        await page.locator("#search-results a").first().waitFor();
        await page.waitForTimeout(300);
        assert.equal(await page.evaluate(() => new URL(document.querySelector("#search-results a").href).origin), site.url);
      }
      const shifts = await page.evaluate(() => window.shifts);
      if (shifts.length) found.push(`${path}: ${shifts.join("\n    ")}`);
      assert.deepEqual(page.faults, [], path);
      await page.context().close();
    }
    assert.equal(found.join("\n"), "");
  });
}
