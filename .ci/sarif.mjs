// Is every SARIF report valid? The sites of tests/cases are checked, and each report is held against the published
// schema of SARIF 2.1.0, which comes with Microsoft's own package. Run in the folder of node_modules.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

const [weeklog, cases] = process.argv.slice(2).map((path) => resolve(path));
const require = createRequire(resolve("package.json"));
const Ajv = require("ajv-draft-04").default;
const schema = JSON.parse(readFileSync(join(dirname(require.resolve("@microsoft/jest-sarif/package.json")), "lib/schemas/sarif-2.1.0-rtm.5.json"), "utf8"));
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
require("ajv-formats").default(ajv);
const validate = ajv.compile(schema);

/** The files that a case describes: a line `-- NAME --`, then the text. */
function lay(text, folder) {
  let name = null;
  const files = new Map();
  for (const line of text.split(/^\$ /m)[0].split("\n")) {
    const opened = /^-- (.+) --$/.exec(line);
    if (opened) files.set((name = opened[1]), []);
    else if (name) files.get(name).push(line);
  }
  for (const [path, lines] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), lines.join("\n"));
  }
}

let [reports, results, faults] = [0, 0, 0];
for (const file of readdirSync(cases).filter((name) => name.endsWith(".txt"))) {
  const folder = mkdtempSync(join(tmpdir(), "weeklog-sarif."));
  lay(readFileSync(join(cases, file), "utf8"), folder);
  const answer = spawnSync(weeklog, ["check", folder, "--format", "sarif"], { encoding: "utf8", maxBuffer: 1 << 28 });
  rmSync(folder, { recursive: true });
  const report = JSON.parse(answer.stdout);
  reports += 1;
  const [run] = report.runs;
  results += run.results.length;
  const wrong = validate(report) ? [] : validate.errors.map((error) => `${error.instancePath} ${error.message}`);
  for (const result of run.results) {
    if (run.tool.driver.rules[result.ruleIndex]?.id !== result.ruleId) wrong.push(`${result.ruleId} is not rule ${result.ruleIndex}`);
  }
  faults += wrong.length;
  for (const line of wrong) console.error(`${file}: ${line}`);
}
console.log(`${reports} reports with ${results} results, ${faults} faults`);
process.exit(faults > 0 || results === 0 ? 1 : 0);
