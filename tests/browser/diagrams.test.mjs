// Mermaid diagrams: drawn without a foreign address, in the theme's colours, and readable as text when that fails.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { browse, open, serve } from "./serve.mjs";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const SOURCES = {
  flowchart: "graph TD\n  A[Start] --> B{Valid?}\n  B -->|Yes| C[Open]\n  style A fill:#f9f",
  sequence: "sequenceDiagram\n  Buoy->>Gateway: reading\n  Gateway-->>Buoy: got it",
  state: "stateDiagram-v2\n  [*] --> Asleep\n  Asleep --> Awake: every day",
  class: "classDiagram\n  Animal <|-- Duck\n  Animal : +int age",
  gantt: "gantt\n  dateFormat YYYY-MM-DD\n  section Buoy\n  Radio :a1, 2025-06-02, 7d",
  "pie chart": "pie\n  \"Coding\" : 42\n  \"Meetings\" : 15",
};
const fence = (text) => `\`\`\`mermaid\n${text}\n\`\`\`\n`;
const WRONG = "flowchart TD\n  A --> \n  B[Positive (Same Class)]";

let site, browser;
before(async () => {
  site = await serve();
  browser = await browse();
  await site.write("drawn.md", `# Drawn\n\n${Object.values(SOURCES).map(fence).join("\n")}\n## Not drawn\n\n${fence(WRONG)}`);
  await site.there("/drawn.html");
});
after(async () => { await browser?.close(); await site?.stop(); });

const figures = (page) => page.locator("figure.diagram > svg");
const all = async (page) => {
  for (const source of await page.locator("code.language-mermaid").all()) await source.scrollIntoViewIfNeeded({ timeout: 500 }).catch(() => {});
  await page.waitForFunction((count) => document.querySelectorAll("figure.diagram").length === count, Object.keys(SOURCES).length, { timeout: 20000 });
};

test("each kind is drawn and named, and its text stays at hand", async () => {
  const page = await open(browser, site, "/drawn.html");
  await all(page);
  assert.deepEqual(await figures(page).evaluateAll((all) => all.map((svg) => svg.getAttribute("aria-label"))), Object.keys(SOURCES).map((kind) => `Diagram: ${kind}`));
  for (const box of await figures(page).evaluateAll((all) => all.map((svg) => svg.getBoundingClientRect().toJSON()))) assert.ok(box.width > 60 && box.height > 40, JSON.stringify(box));
  await page.locator(".diagram summary").first().click();
  assert.match(await page.locator(".diagram pre").first().innerText(), /graph TD/);
  assert.ok(await page.locator("main > pre").last().isVisible(), "a diagram that Mermaid refuses is text");
  await page.addScriptTag({ path: AXE });
  const { violations } = await page.evaluate(() => axe.run(document, { runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] } }));
  assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 120)}`), []);
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test("a diagram follows the theme without being drawn again", async () => {
  const page = await open(browser, site, "/drawn.html", { colorScheme: "light" });
  await all(page);
  const fill = () => page.locator(".diagram .node rect, .diagram .node path").nth(1).evaluate((shape) => getComputedStyle(shape).fill);
  const light = await fill();
  await page.emulateMedia({ colorScheme: "dark" });
  assert.notEqual(await fill(), light);
  await page.context().close();
});

test("without scripts, and when Mermaid does not come, the text is there", async () => {
  const still = await open(browser, site, "/drawn.html", { javaScriptEnabled: false });
  assert.match(await still.locator("main pre").first().innerText(), /graph TD/);
  await still.context().close();
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.route("**/mermaid.js*", (route) => route.abort());
  await page.goto(site.url + "/drawn.html", { waitUntil: "networkidle" });
  assert.match(await page.locator("main pre").first().innerText(), /graph TD/);
  assert.equal(await page.locator("figure.diagram").count(), 0);
  await context.close();
});

test("pages without a diagram fetch nothing of it", async () => {
  const page = await open(browser, site, "/amara/week-04.html");
  const fetched = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
  assert.deepEqual(fetched.filter((name) => /mermaid|diagrams/.test(name)), []);
  await page.context().close();
});

test("an edit elsewhere on the page leaves the drawing, an edit of its text draws again", async () => {
  const page = await open(browser, site, "/drawn.html");
  await all(page);
  await site.edit("drawn.md", (text) => text.replace("# Drawn", "# Drawn again").replace("Valid?", "Really valid?"));
  await page.waitForFunction(() => document.querySelector("h1").innerText.includes("again") && document.querySelector("figure.diagram svg")?.textContent.includes("Really valid?"), null, { timeout: 10000 });
  assert.equal(await page.locator("figure.diagram").count(), Object.keys(SOURCES).length);
  await page.context().close();
});

test("below a base path too", async () => {
  const based = await serve("--baseurl", "/some/base");
  try {
    await based.write("drawn.md", `# Drawn\n\n${fence(SOURCES.flowchart)}`);
    while (!(await fetch(`${based.url}/some/base/drawn.html`)).ok) await new Promise((wait) => setTimeout(wait, 20));
    const page = await open(browser, based, "/some/base/drawn.html");
    await page.locator("figure.diagram > svg").waitFor();
    const fetched = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname));
    assert.ok(fetched.some((path) => path.endsWith("/mermaid.js")), fetched.join(" "));
    assert.deepEqual(fetched.filter((path) => !path.startsWith("/some/base/") && !path.includes("weeklog/live")), []);
    assert.deepEqual(page.faults, []);
    await page.context().close();
  } finally {
    await based.stop();
  }
});
