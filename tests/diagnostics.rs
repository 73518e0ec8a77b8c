//! What must hold of every diagnostic: carets under the very characters, mends that leave nothing to mend.

mod driver;

use driver::Folder;
use proptest::prelude::*;
use std::sync::Arc;
use unicode_width::UnicodeWidthStr as _;
use weeklog::diagnostic::{Diagnostic, emit};
use weeklog::source::{Source, Span};

/// What lines are made of: letters of one and two columns, of one to four bytes, with and without width.
const PIECES: &[&str] = &["a", "bc ", "é", "第四周", "登", "🎉", "ｆ", "e\u{301}", "한", " ", "|", "--", "ß", "\t", "\u{feff}"];

fn text() -> impl Strategy<Value = String> {
    let line = prop::collection::vec(prop::sample::select(PIECES), 0..12).prop_map(|pieces| pieces.concat());
    let end = prop::sample::select(&["\n", "\r\n"][..]);
    let lines = prop::collection::vec((line, end), 1..6);
    lines.prop_map(|lines| lines.into_iter().map(|(line, end)| line + end).collect())
}

/// A text, one of its lines, and characters of that line from one to another.
fn marked() -> impl Strategy<Value = (String, usize, usize)> {
    (text(), any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<prop::sample::Index>()).prop_map(|(text, line, from, to)| {
        let starts: Vec<usize> =
            std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).filter(|&at| at < text.len()).collect();
        let start = starts[line.index(starts.len())];
        let words = text[start..].split('\n').next().unwrap_or("").trim_end_matches('\r');
        let bounds: Vec<usize> = words.char_indices().map(|(at, _)| start + at).chain([start + words.len()]).collect();
        let (a, b) = (bounds[from.index(bounds.len())], bounds[to.index(bounds.len())]);
        (text, a.min(b), a.max(b))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    /// The oracle is arithmetic: as many columns before the carets as the text before them has, as many carets as it has
    /// columns; the line and column that are named count lines and characters.
    #[test]
    fn carets_stand_under_the_very_characters((text, start, end) in marked()) {
        let source = Arc::new(Source::new("a.md", text.as_str()));
        let drawn = emit::text(&Diagnostic::warning("log-x", "m").at(&source, Span::new(start, end), ""), emit::Style::default());
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line = text[..start].matches('\n').count() + 1;
        let column = text[line_start..start].chars().count() + 1;
        prop_assert!(drawn.contains(&format!("--> a.md:{line}:{column}\n")), "{drawn}");
        let lines: Vec<&str> = drawn.lines().collect();
        let carets = lines.iter().position(|line| line.contains('^')).expect("carets");
        let gutter = lines[carets].find('|').expect("a gutter") + 2;
        let before = lines[carets][gutter..].find('^').expect("a caret");
        let count = lines[carets].matches('^').count();
        let shown = |text: &str| text.replace('\u{feff}', "").replace('\t', "    ").width();
        let (expected, wide) = (shown(&text[line_start..start]), shown(&text[start..end]));
        prop_assert_eq!(before, expected, "{}", drawn);
        prop_assert_eq!(count, wide.max(1), "{}", drawn);
    }
}

/// Lines with faults that can be mended, and some that cannot.
const LINES: &[&str] = &[
    "A claim:contentReference[oaicite:3]{index=3}.",
    "See [x](https://reedbank.org/a?utm_source=chatgpt.com&b=1) 第四周",
    "**Dates**: 2025-06-02 – 2025-06-08",
    "**Mentor**: 登录 ",
    "- an item",
    "---",
    "```",
    "```mermaid\ngraph TD\n  A --> B[two (words)]\n```",
    "[case](Other.md)",
    "{: .callout-inof }",
    "plain 🎉",
    "",
    "",
];
const OPENINGS: &[&str] = &[
    "",
    "\u{feff}---\ntitle: T\n---\n",
    "\n---\ntitle: T\n---\n",
    "---\ntitle: Week 1: T\nnav\\_order: 2\n-------\n",
    "---\ntitle: T\nnav_order: 1\n\n",
    "---\ntitle: @me\n---\n",
];

fn page() -> impl Strategy<Value = String> {
    let lines = prop::collection::vec(prop::sample::select(LINES), 0..10);
    (prop::sample::select(OPENINGS), lines, any::<bool>()).prop_map(|(opening, lines, windows)| {
        let text = format!("{opening}{}\n", lines.join("\n"));
        if windows { text.replace('\n', "\r\n") } else { text }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// Many pages a case, as each case starts the program three times.
    #[test]
    fn what_is_mended_needs_no_mending(pages in prop::collection::vec(page(), 1..12)) {
        let folder = Folder::new();
        folder.write("_config.yml", "title: T\n");
        folder.write("other.md", "---\ntitle: Other\n---\n# Other\n");
        for (number, page) in pages.iter().enumerate() {
            folder.write(&format!("page-{number}.md"), page);
        }
        let plan = folder.run(&["check", "--fix", "--dry-run"]).text();
        let untouched = pages.iter().enumerate().all(|(number, page)| folder.read(&format!("page-{number}.md")) == *page);
        prop_assert!(untouched, "a dry run writes");
        folder.run(&["check", "--fix"]);
        let after: Vec<String> = (0..pages.len()).map(|number| folder.read(&format!("page-{number}.md"))).collect();
        prop_assert_eq!(plan.contains("+++ b/"), after != pages, "{}", plan);
        let again = folder.run(&["check", "--fix", "--dry-run"]).text();
        prop_assert!(!again.contains("+++ b/"), "mended again:\n{}", again);
        // Nothing is left beside the files that was not there before.
        prop_assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), pages.len() + 2);
    }
}
