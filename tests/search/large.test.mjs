// What queries cost on a large site. Run by hand:
//
//   cargo run --release --example search_corpus -- /tmp/large 10400
//   SEARCH_INDEX=/tmp/large node --test tests/search/large.test.mjs

import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fetched, site } from "./index.mjs";

const folder = process.env.SEARCH_INDEX;
const scripts = ["themes/default/assets/search.js", "src/render/search/reader.js"]
  .reduce((sum, name) => sum + statSync(join(import.meta.dirname, "../..", name)).size, 0);
const queries = [
  "o", "de", "dep", "deploy", "deplyo", "permision denid", "servr depploy", "zzzzzzzzzz", "week 4 oauth", "week 4",
  "the a to of in", "the of was verconli denied permission server", "commit deadbeef", "tuần này tôi đã hoàn thành giao diện",
  "服务器配置错误", "ログイン画面の実装", "intern:ada week:4", "kind:problem docker", "xermision yenied zerver qocker voauth jlogin",
];

test("a first query downloads 300 kB at most", { skip: !folder && "needs SEARCH_INDEX" }, async (t) => {
  for (const query of queries) {
    const reader = site(folder);
    fetched.length = 0;
    const began = performance.now();
    const { ids } = await reader.search(query);
    await Promise.all(ids.slice(0, 8).map((id) => reader.read(id)));
    const cold = performance.now() - began;
    await reader.search(query);
    const warm = performance.now() - began - cold;
    const bytes = fetched.reduce((sum, { size }) => sum + size, scripts);
    t.diagnostic(`${query}: ${ids.length} results, ${fetched.length} files, ${(bytes / 1e3).toFixed(1)} kB, cold ${cold.toFixed(0)} ms, warm ${warm.toFixed(1)} ms`);
    assert.ok(bytes <= 300_000, `${query}: ${bytes}`);
  }
});

test("typing a query without a pause costs no more", { skip: !folder && "needs SEARCH_INDEX" }, async (t) => {
  const reader = site(folder);
  fetched.length = 0;
  for (const query of ["p", "pe", "per", "perm", "permi", "permis", "permiss", "permission", "permission d", "permission den", "permission denied"]) {
    const { ids } = await reader.search(query);
    await Promise.all(ids.slice(0, 8).map((id) => reader.read(id)));
  }
  const bytes = fetched.reduce((sum, { size }) => sum + size, scripts);
  t.diagnostic(`${fetched.length} files, ${(bytes / 1e3).toFixed(1)} kB`);
  assert.ok(bytes <= 300_000, bytes);
});
