// Lighthouse on a log page and on the cohort page, on a phone of its own making: `npm i --no-save lighthouse && node lighthouse.mjs`.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import lighthouse from "lighthouse";
import { chrome, flags, serve } from "./serve.mjs";

const LEAST = { performance: 95, accessibility: 100, "best-practices": 100, seo: 100 };
const PORT = 9333;
const profile = await mkdtemp(join(tmpdir(), "weeklog-lighthouse-"));
const site = await serve();
const browser = spawn(chrome, [...flags, "--headless=new", `--remote-debugging-port=${PORT}`, `--user-data-dir=${profile}`], { stdio: "ignore" });
let failed = 0;
try {
  while (!(await fetch(`http://localhost:${PORT}/json/version`).catch(() => null))) await new Promise((wait) => setTimeout(wait, 100));
  for (const path of ["/amara/week-08.html", "/cohort/"]) {
    const { lhr } = await lighthouse(site.url + path, { port: PORT, logLevel: "error" });
    for (const [name, { score, auditRefs }] of Object.entries(lhr.categories)) {
      const points = Math.round(score * 100), good = points >= (LEAST[name] ?? 0);
      const lost = auditRefs.filter(({ id, weight }) => weight && lhr.audits[id].score !== null && lhr.audits[id].score < 1).map(({ id }) => id);
      failed += !good;
      console.log(`${good ? "ok  " : "FAIL"} ${path} ${name}: ${points}${lost.length ? ` (${lost.join(", ")})` : ""}`);
    }
  }
} finally {
  browser.kill();
  await site.stop();
  await rm(profile, { recursive: true, force: true }).catch(() => {});
}
process.exit(failed ? 1 : 0);
