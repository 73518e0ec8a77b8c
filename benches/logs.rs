//! Writes weekly logs of the usual shape, the same ones every time: `cargo bench --bench logs -- FOLDER COUNT`.

use std::fmt::Write as _;
use std::path::Path;

const WEEKS: usize = 26;

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let [folder, count] = arguments.as_slice() else { return Ok(()) };
    let (folder, count) = (Path::new(folder), count.parse().expect("a number of logs"));
    put(folder, "_config.yml", "title: Season\nbaseurl: \"\"\nmarkdown: GFM\n")?;
    put(folder, "index.md", "---\ntitle: Home\nnav_order: 1\n---\n\n# Home\n\nAll logs of the season.\n")?;
    for log in 0..count {
        let (intern, week) = (log / WEEKS, log % WEEKS + 1);
        let (slug, name) = (format!("intern-{intern:04}"), format!("Intern {intern:04}"));
        if week == 1 {
            let text = format!("---\ntitle: {name}\nnav_order: {}\nhas_children: true\n---\n\n# {name}\n\nTheir weeks.\n", intern + 2);
            put(folder, &format!("{slug}/index.md"), &text)?;
        }
        put(folder, &format!("{slug}/week-{week:02}.md"), &text_of(&name, week, &mut Dice(log as u64 + 1)))?;
    }
    Ok(())
}

fn put(folder: &Path, name: &str, text: &str) -> std::io::Result<()> {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().expect("below the folder"))?;
    std::fs::write(path, text)
}

/// A small generator of numbers (splitmix64): the same on every machine, for ever.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % below as u64) as usize
    }

    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.roll(words.len())]
    }

    /// A sentence of plain words, some emphasised, some code.
    fn sentence(&mut self, words: usize) -> String {
        let mut text = String::new();
        for at in 0..words {
            let word = self.of(WORDS);
            let word = match self.roll(24) {
                0 => format!("`{word}()`"),
                1 => format!("**{word}**"),
                2 => format!("[{word}](https://example.org/{word})"),
                _ => word.to_owned(),
            };
            text.push_str(if at == 0 { "" } else { " " });
            text.push_str(&word);
        }
        text
    }
}

const WORDS: &[&str] = &[
    "the",
    "sensor",
    "login",
    "a",
    "space",
    "page",
    "of",
    "deployment",
    "and",
    "token",
    "with",
    "build",
    "error",
    "in",
    "volume",
    "reader",
    "to",
    "model",
    "label",
    "was",
    "wrote",
    "fixed",
    "explored",
    "container",
    "after",
    "review",
    "query",
    "index",
    "mentor",
    "for",
    "test",
    "chart",
    "dates",
    "by",
    "permission",
    "cache",
    "schema",
    "meeting",
    "draft",
    "from",
    "upload",
    "queue",
    "retry",
    "shared",
    "button",
];
const STATES: &[&str] = &["✅ Completed", "🟡 In progress", "Done", "❌ Blocked", "Planned"];

fn text_of(name: &str, week: usize, dice: &mut Dice) -> String {
    let mut md = String::with_capacity(5000);
    let title = format!("Week {week:02} – {} & {}", dice.sentence(2), dice.sentence(2));
    let day = |add: usize| {
        let days = 5 + (week - 1) * 7 + add;
        let (mut month, mut left) = (1, days);
        for length in [31, 28, 31, 30, 31, 30, 31, 31] {
            if left <= length {
                break;
            }
            left -= length;
            month += 1;
        }
        format!("2026-{month:02}-{left:02}")
    };
    let _ = write!(
        md,
        "---\nlayout: default\ntitle: Week {week:02}\nparent: {name}\nnav_order: {week}\n---\n\n# {title}\n\n**Dates**: {} – {}  \n**Internship**: AI/ML Intern, Reedbank Lab  \n**Mentor**: {} Verbrugge\n\n---\n\n{{: .callout-info }}\n### Focus\n{}.\n\n---\n\n## Goals for the Week\n\n",
        day(0),
        day(6),
        dice.of(&["Odile", "Bo", "Chen"]),
        dice.sentence(24)
    );
    for _ in 0..3 {
        let _ = writeln!(md, "- {}", dice.sentence(8));
    }
    md.push_str("\n---\n\n## Tasks Completed\n\n| Task | Status | Notes |\n|---|---|---|\n");
    for _ in 0..5 {
        let _ = writeln!(md, "| {} | {} | {} |", dice.sentence(6), dice.of(STATES), dice.sentence(6));
    }
    md.push_str("\n---\n\n## Key Learnings\n\n{: .callout-success }\n");
    for _ in 0..4 {
        let _ = writeln!(md, "- {}", dice.sentence(11));
    }
    md.push('\n');
    md.push_str(&code(week, dice));
    md.push_str("\n---\n\n## Problems Faced & Solutions\n\n| Problem | Solution |\n|---|---|\n");
    for _ in 0..4 {
        let _ = writeln!(md, "| {} | {} |", dice.sentence(6), dice.sentence(7));
    }
    let _ = write!(
        md,
        "\n---\n\n## 📎 References\n\n- [{}](https://example.org/a/{})\n- [{}](https://example.org/b/{})\n\n---\n\n## Goals for Next Week\n\n",
        dice.sentence(3).replace(['[', ']', '(', ')'], ""),
        dice.roll(9999),
        dice.sentence(3).replace(['[', ']', '(', ')'], ""),
        dice.roll(9999)
    );
    for _ in 0..3 {
        let _ = writeln!(md, "- {}", dice.sentence(7));
    }
    let _ = write!(md, "\n---\n\n{{: .callout }}\n_“{}.”_\n", dice.sentence(14).replace('_', ""));
    md
}

/// A block of about fifteen lines in one of five languages, with names and numbers of its own.
fn code(week: usize, dice: &mut Dice) -> String {
    let mut names = || format!("{}_{}", dice.of(WORDS), dice.roll(10_000));
    let (a, b, c, d) = (names(), names(), names(), names());
    let (n, m) = (dice.roll(100_000), dice.roll(1_000));
    match week % 5 {
        0 => format!(
            "```python\nimport json\nfrom pathlib import Path\n\n\nclass {}:\n    \"\"\"Reads {b} once.\"\"\"\n\n    def __init__(self, path: str, limit: int = {n}) -> None:\n        self.{a} = Path(path)\n        self.limit = limit  # not more than {m}\n\n    def {c}(self) -> dict:\n        with self.{a}.open(encoding=\"utf-8\") as file:\n            rows = [json.loads(line) for line in file if \"{d}\" in line]\n        return {{row[\"id\"]: row for row in rows[: self.limit]}}\n```\n",
            a.to_uppercase()
        ),
        1 => format!(
            "```bash\n#!/usr/bin/env bash\nset -euo pipefail\n\n{a}=\"${{1:-{n}}}\"\nfor file in logs/*.json; do\n  if grep -q '{b}' \"$file\"; then\n    echo \"found ${{{a}}} in $file\"\n    jq '.{c} | length' \"$file\" | tee -a \"/tmp/{d}.txt\"\n  else\n    mv \"$file\" \"old/$(basename \"$file\" .json)-{m}.json\"\n  fi\ndone\nexport {d}={m}\nprintf '%s\\n' \"${a}\" >&2\n```\n"
        ),
        2 => format!(
            "```javascript\nimport {{ {a} }} from \"./{b}.js\";\n\nconst limit = {n};\n/** Adds up what {c} sends. */\nexport async function {c}(url, {{ retries = {m} }} = {{}}) {{\n  for (let i = 0; i < retries; i++) {{\n    const answer = await fetch(`${{url}}/{d}?page=${{i}}`);\n    if (!answer.ok) throw new Error(\"no answer: \" + answer.status);\n    const rows = await answer.json();\n    if (rows.length === 0) return null;\n    rows.filter((row) => row.value > limit).forEach({a});\n  }}\n  return undefined;\n}}\n```\n"
        ),
        3 => format!(
            "```json\n{{\n  \"name\": \"{a}\",\n  \"version\": \"1.{m}.0\",\n  \"private\": true,\n  \"limits\": {{ \"{b}\": {n}, \"{c}\": {m}.5 }},\n  \"scripts\": {{\n    \"build\": \"weeklog build\",\n    \"test\": \"{d} --all\"\n  }},\n  \"files\": [\n    \"{b}.md\",\n    \"{c}.md\"\n  ],\n  \"retries\": null\n}}\n```\n"
        ),
        _ => format!(
            "```rust\nuse std::collections::BTreeMap;\n\n/// Counts what `{a}` holds.\npub fn {b}(rows: &[Row], limit: usize) -> BTreeMap<String, u64> {{\n    let mut counts = BTreeMap::new();\n    for row in rows.iter().take(limit.min({n})) {{\n        let key = format!(\"{c}-{{}}\", row.id % {m});\n        *counts.entry(key).or_insert(0) += 1;\n    }}\n    // {d} is never counted\n    counts.retain(|_, count| *count > 1);\n    counts\n}}\n\nconst LIMIT: usize = {n};\n```\n"
        ),
    }
}
