// The reader of the search index: its terms are the writer's, and its answers are right.

import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { terms } from "../../src/render/search/reader.js";
import { answers, fetched, index, site } from "./index.mjs";

const here = import.meta.dirname;
const folders = [index(join(here, "site.json")), index(26)];
after(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));
const small = site(folders[0]);
const first = async (query) => (await answers(small, query))[0];

test("terms are those of the writer", () => {
  for (const [text, expected] of JSON.parse(readFileSync(join(here, "tokens.json")))) {
    assert.deepEqual([...new Set(terms(text))].sort(), [...expected].sort(), text);
  }
});

test("every word of every section finds it", async () => {
  for (const [folder, documents] of [[folders[0], join(here, "site.json")], [folders[1], join(folders[1], "documents.json")]]) {
    const reader = site(folder), cache = new Map();
    const find = async (word) => cache.get(word) ?? cache.set(word, new Set((await reader.search(word)).ids)).get(word);
    for (const [id, { section, text }] of JSON.parse(readFileSync(documents)).entries()) {
      for (const word of `${section} ${text}`.split(/\s+/).filter((word) => terms(word)[0])) {
        assert.ok((await find(word)).has(id), `${word} does not find section ${id}`);
      }
    }
  }
});

test("every beginning of a word finds its section", async () => {
  for (const word of ["permission", "OAuthProfile", "hf_oauth", "Integration", "đăng", "container"]) {
    const whole = await first(word);
    for (let length = 2; length < word.length; length++) {
      const found = await answers(small, word.slice(0, length));
      assert.ok(found.includes(whole), `${word.slice(0, length)}: ${found}`);
    }
  }
});

test("a title comes before a heading, a heading before text", async () => {
  assert.deepEqual(await answers(small, "oauth"), ["ada/week-04.html", "an/week-40.html", "ada/week-03.html#problems", "ada/week-04.html#tasks"]);
});

test("all words are required, the page's title helping", async () => {
  assert.deepEqual(await answers(small, "week 4 permission"), ["ada/week-04.html#problems"]);
  assert.deepEqual(await answers(small, "permission container"), ["ada/week-04.html#problems"], "a page with both, in two sections");
  assert.deepEqual(await answers(small, "permission username reading"), []);
  assert.deepEqual((await answers(small, "week 4")).slice(0, 2), ["ada/week-04.html", "an/week-40.html"]);
});

test("identifiers are found whole and by their parts", async () => {
  for (const query of ["hf_oauth", "OAUTH_CLIENT_ID", "client_id", "oauth client id"]) assert.equal(await first(query), "ada/week-03.html#problems", query);
  for (const query of ["OAuthProfile", "oauthprofile", "profile", "python_version", "3.10"]) assert.equal(await first(query), "ada/week-04.html#tasks", query);
});

test("accents may be typed or not, and rank what has them first", async () => {
  for (const query of ["tuần này", "tuan nay", "Hoàn thành", "hoan thanh", "đăng nhập", "dang nhap", "ĐĂNG NHẬP"]) assert.equal(await first(query), "an/week-04.html", query);
  assert.deepEqual(await answers(small, "bão"), ["an/week-04.html", "an/week-02.html"]);
  assert.deepEqual((await answers(small, "bao")).sort(), ["an/week-02.html", "an/week-04.html"]);
  for (const query of ["lodz", "Łódź", "strasse", "STRASSE", "straße"]) assert.equal(await first(query), "thai/week-04.html", query);
});

test("languages without spaces are found", async () => {
  for (const query of ["登录", "服务器", "配置错误", "第四周", "周", "误"]) assert.equal(await first(query), "wang/week-04.html", query);
  for (const query of ["ログイン", "画面", "サーバー", "第4週"]) assert.equal(await first(query), "sato/week-04.html", query);
  for (const query of ["로그인", "화면", "구현"]) assert.equal(await first(query), "kim/week-04.html", query);
  for (const query of ["เข้าสู่ระบบ", "สัปดาห์"]) assert.equal(await first(query), "thai/week-04.html", query);
});

test("a typo is forgiven, and only where nothing else is found", async () => {
  for (const query of ["permision", "premission", "permissoin", "pemrisson", "ermission", "permissionn"]) assert.equal(await first(query), "ada/week-04.html#problems", query);
  assert.equal(await first("labl studoi"), "ada/week-04.html#problems");
  assert.equal(await first("contaner"), "ada/week-04.html#storage");
  for (const query of ["dta", "xyzw", "permixxion denied nowhere"]) assert.deepEqual(await answers(small, query), [], query);
  const { found } = await small.search("oauth");
  assert.ok(!found.has("auth"));
});

test("facets filter, alone and with words", async () => {
  assert.deepEqual(await answers(small, "kind:problem"), ["ada/week-03.html#problems", "ada/week-04.html#problems"]);
  assert.deepEqual(await answers(small, "week:04 kind:problem"), ["ada/week-04.html#problems"]);
  assert.deepEqual(await answers(small, "oauth Intern:Ada-Lovelace KIND:task"), ["ada/week-04.html#tasks"]);
  assert.deepEqual(await answers(small, "intern:nguyen oauth"), ["an/week-40.html"]);
  assert.deepEqual(await answers(small, "intern:王小明"), ["wang/week-04.html"]);
  assert.deepEqual(await answers(small, "week:400"), []);
  assert.ok((await answers(small, "week:4")).every((url) => url.includes("week-04")));
});

test("what asks nothing finds nothing", async () => {
  for (const query of ["", "  ", "—", "!?"]) assert.deepEqual(await answers(small, query), [], query);
});

test("a small site costs little, and nothing is fetched twice or for nobody", async () => {
  const reader = site(folders[1]);
  fetched.length = 0;
  await Promise.all([reader.search("oauth"), reader.search("oauth permission")]);
  const { ids } = await reader.search("oauth");
  await Promise.all(ids.slice(0, 8).map((id) => reader.read(id)));
  assert.ok(fetched.length <= 6 && fetched.reduce((sum, { size }) => sum + size, 0) < 40_000, JSON.stringify(fetched));
  assert.equal(new Set(fetched.map(({ address }) => address)).size, fetched.length);

  const idle = site(folders[1]);
  fetched.length = 0;
  await assert.rejects(idle.search("oauth", async () => { throw Error("stale"); }), /stale/);
  assert.equal(fetched.length, 0);
  assert.ok((await idle.search("oauth")).ids.length > 0, "and the next query works");
});

test("after a failed fetch the next query tries again", async () => {
  const reader = site(folders[0]), { fetch } = globalThis;
  globalThis.fetch = async () => new Response("", { status: 503 });
  await assert.rejects(reader.search("oauth"));
  globalThis.fetch = fetch;
  assert.equal((await answers(reader, "oauth"))[0], "ada/week-04.html");
});
