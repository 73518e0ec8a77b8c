// Is every page valid HTML? The Nu checker where there is Java, html-validate otherwise. Run in the folder of node_modules.
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const site = resolve(process.argv[2]);
const require = createRequire(resolve("package.json"));
const pages = readdirSync(site, { recursive: true }).filter((name) => name.endsWith(".html"));

// A log that goes from h1 to h3 was written so: its writer's choice, not the theme's.
const contentsOwn = [/heading.*(skipp|level)/i];

function nu() {
  const jar = join(require.resolve("vnu-jar/package.json"), "../build/dist/vnu.jar");
  // The answer comes on standard error.
  const answer = spawnSync("java", ["-Xss2m", "-jar", jar, "--format", "json", "--exit-zero-always", "--skip-non-html", site], { encoding: "utf8", maxBuffer: 1 << 28 });
  return JSON.parse(answer.stderr.slice(answer.stderr.indexOf("{"))).messages
    .filter((message) => message.type === "error" || message.subType === "warning")
    .map((message) => ({ file: message.url.replace(/^file:/, "").replace(site + "/", ""), line: message.lastLine, text: message.message, error: message.type === "error" }));
}

async function validate() {
  const { HtmlValidate } = await import(require.resolve("html-validate"));
  const rules = new HtmlValidate({ extends: ["html-validate:standard"], rules: { "void-style": "off", "no-trailing-whitespace": "off", "long-title": "off", "no-inline-style": "off", "heading-level": "off", "attribute-boolean-style": "off", "attribute-empty-style": "off", "doctype-style": "off", "require-sri": "off" } });
  const found = [];
  for (const page of pages) {
    const report = await rules.validateString(readFileSync(join(site, page), "utf8"), page);
    for (const { messages } of report.results) for (const message of messages) found.push({ file: page, line: message.line, text: `${message.ruleId}: ${message.message}`, error: message.severity === 2 });
  }
  return found;
}

const java = (() => { try { execFileSync("java", ["-version"], { stdio: "ignore" }); return true; } catch { return false; } })();
const found = (java ? nu() : await validate()).filter((message) => !contentsOwn.some((own) => own.test(message.text)));
const errors = found.filter((message) => message.error);
const seen = new Map();
for (const { file, line, text, error } of found) {
  const key = `${error ? "error" : "warning"}: ${text}`;
  seen.set(key, [...(seen.get(key) ?? []), `${file}:${line}`]);
}
for (const [text, places] of seen) console.log(`${text}\n    ${places.slice(0, 3).join(", ")}${places.length > 3 ? ` and ${places.length - 3} more` : ""}`);
console.log(`${pages.length} pages checked by ${java ? "the Nu checker" : "html-validate"}, ${errors.length} errors, ${found.length - errors.length} warnings`);
process.exit(errors.length || !pages.length ? 1 : 0);
