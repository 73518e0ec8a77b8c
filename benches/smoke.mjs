// The benchmark's counts that do not depend on the clock: sizes and files, on the sample site and on generated logs.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "..");
const weeklog = process.env.WEEKLOG ?? join(root, "target/release/weeklog");
const work = mkdtempSync(join(tmpdir(), "weeklog-smoke-"));
const kB = 1000;
let failed = 0;
const check = (name, value, most, unit = "") => {
  const good = value <= most;
  failed += !good;
  console.log(`${good ? "ok  " : "FAIL"} ${name}: ${value}${unit}, at most ${most}${unit}`);
};

/** Builds, and says how many pages were built and how many files changed. */
function build(site, out) {
  const { stdout, status, stderr } = spawnSync(weeklog, ["build", site, "-d", out], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  const [, pages, changed] = stdout.match(/(\d+) pages? built, (\d+) files? changed/);
  return { pages: Number(pages), changed: Number(changed) };
}
const pagesOf = (folder) => readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".html"));
const bytes = (folder, name) => statSync(join(folder, name)).size;

/** Instructions of a build of 1,040 logs, as callgrind counted them, and a tenth more. They are those of one compiler and one processor's libraries: measured anew when either is changed. */
const INSTRUCTIONS = 3_430_000_000;

/** And of a second build, with nothing changed. */
const INSTRUCTIONS_WARM = 455_000_000;

/** Counts the instructions of a cold build and of a second one, where valgrind is there; so many threads as on the machine, one at a time. */
function instructions(site) {
  for (const [name, known] of [["", INSTRUCTIONS], [" of a second build", INSTRUCTIONS_WARM]]) {
    const run = spawnSync("valgrind", ["--tool=callgrind", "--callgrind-out-file=/dev/null", weeklog, "build", site, "-d", join(work, "counted"), "-q"], { encoding: "utf8" });
    if (run.error) return console.log("not counted, for want of valgrind: instructions");
    const counted = run.stderr.match(/Collected : (\d+)/)?.[1];
    check(`1,040 logs: instructions${name}`, Number(counted ?? Infinity), Math.round(known * 1.1));
  }
}

try {
  const out = join(work, "sample");
  build(join(root, "content"), out);
  const largest = (measure, among = () => true) => pagesOf(out).filter(among).map((name) => [measure(readFileSync(join(out, name), "utf8"), name), name]).sort((a, b) => b[0] - a[0])[0];
  const linked = (pattern) => (html) => [...new Set([...html.matchAll(pattern)].map(([, path]) => path.split("?")[0]))].reduce((sum, path) => sum + bytes(out, path), 0);
  const [page, where] = largest((_, name) => bytes(out, name), (name) => name.includes("week-")); // a logbook is all weeks at once, the guide has pages of reference
  check(`largest log page (${where})`, page, 60 * kB, " bytes");
  const styles = linked(/<link rel="stylesheet" href="(\/[^"]*)"/g);
  const [css, styled] = largest(styles, (name) => name.includes("week-"));
  check(`CSS of a log (${styled})`, css, 40 * kB, " bytes");
  // Pages that use Just the Docs' utility classes hold the rules of those.
  const inline = (html) => [...html.matchAll(/<style>([^<]*)<\/style>/g)].reduce((sum, [, css]) => sum + css.length, 0);
  const [more, dressed] = largest((html) => styles(html) + inline(html));
  check(`CSS of any page (${dressed})`, more, 40 * kB, " bytes");
  const [js, scripted] = largest(linked(/<script (?:type="module" )?src="(\/[^"]*)"/g));
  check(`JavaScript of a page before search (${scripted})`, js, 15 * kB, " bytes");
  check("sample site: files written by a second build", build(join(root, "content"), out).changed, 0);

  const logs = join(work, "logs");
  execFileSync("cargo", ["bench", "--quiet", "--bench", "logs", "--", logs, "1040"], { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
  const many = join(work, "many");
  build(logs, many);
  const sizes = pagesOf(many).filter((name) => name.includes("week-")).map((name) => bytes(many, name));
  check("1,040 logs: mean bytes of a log page", Math.round(sizes.reduce((a, b) => a + b, 0) / sizes.length), 12 * kB, " bytes");
  const { interns } = JSON.parse(readFileSync(join(many, "weeklog.json"), "utf8"));
  check("1,040 logs: interns that are missing, of 40", Math.abs(40 - interns.length), 0);
  check("1,040 logs: files written by a second build", build(logs, many).changed, 0);
  instructions(logs);
} finally {
  rmSync(work, { recursive: true, force: true });
}
console.log(failed ? `${failed} budgets exceeded` : "all budgets kept");
process.exit(failed ? 1 : 0);
