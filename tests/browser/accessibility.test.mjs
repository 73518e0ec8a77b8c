// axe finds nothing on any kind of page: light and dark, desktop and 320 px.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { browse, open, serve, small } from "./serve.mjs";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
const KINDS = ["/", "/amara/", "/amara/week-04.html", "/amara/week-08.html", "/handbook.html", "/reference/markdown.html", "/404.html"];
// Pages that weeklog adds.
const ADDED = ["/cohort/", "/progress/amara/", "/weeks/2025-W26/", "/knowledge/", "/print/", "/print/amara/", "/search/"];

let site, browser;
before(async () => { site = await serve(); browser = await browse(); });
after(async () => { await browser?.close(); await site?.stop(); });

for (const colorScheme of ["light", "dark"]) {
  for (const [name, size] of [["desktop", {}], ["320 px", small]]) {
    test(`${colorScheme}, ${name}`, async () => {
      const found = [];
      for (const path of [...KINDS, ...ADDED]) {
        const page = await open(browser, site, path, { colorScheme, reducedMotion: "reduce", ...size });
        await page.addScriptTag({ path: AXE });
        const { violations } = await page.evaluate((values) => axe.run(document, { runOnly: { type: "tag", values } }), TAGS);
        for (const { id, help, nodes } of violations) found.push(`${path} ${id}: ${help}\n${nodes.slice(0, 3).map((node) => `    ${node.html.slice(0, 160)}\n    ${node.any.concat(node.all).map((check) => check.message).join("; ").slice(0, 200)}`).join("\n")}`);
        await page.context().close();
      }
      assert.equal(found.length, 0, `\n${found.join("\n")}`);
    });
  }
}
