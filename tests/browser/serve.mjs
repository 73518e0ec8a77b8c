// The sample site in a folder of its own, served by weeklog, and a browser to look at it.
import { spawn } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile, mkdir } from "node:fs/promises";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

const here = import.meta.dirname;
const weeklog = process.env.WEEKLOG ?? resolve(here, "../../target/release/weeklog");
const content = process.env.CONTENT ?? resolve(here, "../../content");
export const chrome = [process.env.CHROME_PATH, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) => path && existsSync(path));

/** Serves a copy of the sample site. */
export async function serve(...args) {
  const folder = await mkdtemp(join(tmpdir(), "weeklog-browser-"));
  await cp(content, folder, { recursive: true, filter: (path) => !path.startsWith(join(content, "_site")) });
  const child = spawn(weeklog, ["serve", folder, "--port", "0", ...args], { stdio: ["ignore", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout });
  const url = await new Promise((found, failed) => {
    lines.on("line", (line) => { const at = line.match(/http:\/\/localhost:\d+/); if (at) found(at[0]); });
    child.on("exit", (code) => failed(new Error(`serve ended with ${code}`)));
  });
  return {
    url,
    read: (path) => readFile(join(folder, path), "utf8"),
    async write(path, text) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    },
    /** Waits until a page that was just written is there. */
    async there(path) { while (!(await fetch(url + path)).ok) await new Promise((wait) => setTimeout(wait, 20)); },
    async edit(path, change) { await this.write(path, change(await this.read(path))); },
    remove: (path) => rm(join(folder, path), { recursive: true, force: true }),
    async stop() {
      child.kill("SIGINT");
      await new Promise((end) => (child.exitCode === null ? child.on("exit", end) : end()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** Starts the browser of the machine. */
export async function browse() {
  if (!chrome) throw new Error("no Chromium found; name one in CHROME_PATH");
  return chromium.launch({ executablePath: chrome, headless: true, args: flags });
}

/** A page that notes whatever no reader should ever meet: errors in the console, requests to other places. */
export async function open(browser, site, path, { init, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  if (init) await context.addInitScript(init);
  const page = await context.newPage();
  page.faults = [];
  page.on("pageerror", (error) => page.faults.push(`exception: ${error.message}`));
  page.on("console", (message) => { if (["error", "warning"].includes(message.type())) page.faults.push(`console: ${message.text()} ${message.location().url}`); });
  page.on("request", (request) => { if (!request.url().startsWith(site.url) && !/^(data|blob):/.test(request.url())) page.faults.push(`foreign request: ${request.url()}`); });
  page.on("response", (response) => { if (response.status() >= 400 && !page.expects404) page.faults.push(`${response.status()}: ${response.url()}`); });
  await page.goto(site.url + path, { waitUntil: "load" });
  return page;
}

export const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
export const small = { viewport: { width: 320, height: 640 } };
