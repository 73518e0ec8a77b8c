// Nothing jumps: not when scripts come, nor pictures, diagrams, filters or the search.
import assert from "node:assert/strict";
import { createServer } from "node:http";
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

/** Serves the site through a slow line: a page comes tag by tag in its header, menu and contents list, then whole. */
async function slowly(site) {
  const server = createServer(async (request, response) => {
    const answer = await fetch(site.url + request.url);
    const type = answer.headers.get("content-type") ?? "";
    // The channel of the live preview never ends.
    if (type.startsWith("text/event-stream")) return answer.body.cancel().then(() => response.writeHead(204).end());
    const body = Buffer.from(await answer.arrayBuffer());
    response.writeHead(answer.status, { "content-type": type, "cache-control": "no-store" });
    if (!type.startsWith("text/html")) return response.end(body);
    const text = body.toString();
    const header = text.indexOf("<header"), end = text.indexOf("</header>");
    const cuts = [...text.matchAll(/<\/(?:a|li|ul|nav|form|button|header|summary|details|h1|p)>/g)].map(({ index, 0: tag }) => index + tag.length);
    let from = 0;
    for (const cut of cuts.filter((at, nth) => at > header && (at < end + 9 || nth % 12 === 0)).slice(0, 40)) {
      response.write(text.slice(from, cut));
      from = cut;
      await new Promise((wait) => setTimeout(wait, 50));
    }
    response.end(text.slice(from));
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return { url: `http://localhost:${server.address().port}`, stop: () => new Promise((end) => { server.close(end); server.closeAllConnections(); }) };
}

for (const [name, size] of [["desktop", {}], ["phone", phone]]) {
  test(`no layout shift while a page arrives in pieces, ${name}`, async () => {
    const slow = await slowly(site);
    try {
      for (const path of ["/amara/week-04.html", "/cohort/", "/progress/amara/"]) {
        const page = await open(browser, slow, path, { ...size, init: watch });
        await page.waitForTimeout(300);
        assert.deepEqual(await page.evaluate(() => window.shifts), [], path);
        await page.context().close();
      }
    } finally {
      await slow.stop();
    }
  });
}
