// Lighthouse on every kind of page, on a phone of its own making: `npm i --no-save lighthouse && node lighthouse.mjs [PATH...]`.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import lighthouse from "lighthouse";
import { chrome, flags, serve } from "./serve.mjs";

const LEAST = { performance: 95, accessibility: 100, "best-practices": 100, seo: 100 };
const PORT = 9333;
const KINDS = ["/", "/amara/week-04.html", "/amara/week-08.html", "/guide/", "/reference/markdown.html", "/progress/amara/", "/cohort/", "/weeks/2025-W26/", "/knowledge/", "/print/", "/print/amara/", "/search/", "/404.html"];
const paths = process.argv.length > 2 ? process.argv.slice(2) : KINDS;
const profile = await mkdtemp(join(tmpdir(), "weeklog-lighthouse-"));
const site = await serve();
const browser = spawn(chrome, [...flags, "--headless=new", `--remote-debugging-port=${PORT}`, `--user-data-dir=${profile}`], { stdio: "ignore" });
let failed = 0;
try {
  while (!(await fetch(`http://localhost:${PORT}/json/version`).catch(() => null))) await new Promise((wait) => setTimeout(wait, 100));
  for (const path of paths) {
    // What stands at addresses that lead nowhere asks robots to leave it out: for it alone that is no fault.
    const settings = path === "/404.html" ? { extends: "lighthouse:default", settings: { skipAudits: ["is-crawlable"] } } : undefined;
    const { lhr } = await lighthouse(site.url + path, { port: PORT, logLevel: "error" }, settings);
    const told = Object.entries(lhr.categories).map(([name, { score, auditRefs }]) => {
      const points = Math.round(score * 100), good = points >= (LEAST[name] ?? 0);
      const lost = auditRefs.filter(({ id, weight }) => weight && lhr.audits[id].score !== null && lhr.audits[id].score < 1).map(({ id }) => id);
      failed += !good;
      return `${good ? "" : "FAIL "}${name} ${points}${lost.length ? ` (${lost.join(", ")})` : ""}`;
    });
    console.log(`${path}: ${told.join(", ")}; layout shift ${lhr.audits["cumulative-layout-shift"].numericValue.toFixed(4)}`);
  }
} finally {
  browser.kill();
  await site.stop();
  await rm(profile, { recursive: true, force: true }).catch(() => {});
}
process.exit(failed ? 1 : 0);
