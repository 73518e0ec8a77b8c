//! Pages that nobody should write: the reader reads what it can, in bounded time, and never panics.

use super::*;
use proptest::prelude::*;

const PIECES: &[&str] = &[
    "# Week 3",
    "## Week 4 – 5",
    "## Goals",
    "### 本周工作",
    "## Problems",
    "**Dates**: 99/99/9999 – 1-1",
    "**Hours**: 99999999999:99",
    "- [x] done",
    "- a → b",
    "  - nested",
    "| Task | Status |\n|---|---|\n| a | ✅ |",
    "| Problem | Solution |\n|--|--|\n| x |",
    "---",
    "> quoted: value",
    "**:**",
    "****",
    "：：",
    "[x](",
    "![i](u)",
    "<br>",
    "`code",
    "```\nfence",
    "1. one",
    "* * *",
    "💥 \u{200d}\u{fe0f}",
    "第十百千周",
    "0th week",
    "Weeks 9999999999999–1",
    "T2 Week 1",
    "12-31 to 1-1",
    "2025-02-30 – 2025-02-31",
    "**Label**: v | **Other**: w",
    "- **问题**：",
    "{: .callout }",
    "term\n: meaning",
    "e.g., x",
    "[your ",
    "week: 1",
    "\u{feff}",
    "ｆｕｌｌ　ｗｉｄｔｈ",
    "한글 ㅎㅏㄴ",
    "e\u{301}\u{301}\u{301}",
    "-",
    "",
    "%",
    "100%",
    "٣ أسبوع",
    "\u{0}",
    "ﷺﷺﷺﷺ",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reading_never_panics(
        pieces in prop::collection::vec((prop::sample::select(PIECES), prop::sample::select(&["\n", "\n\n", " ", ""][..])), 0..40),
        path in prop::sample::select(&["week-3.md", "logs/a.md", "第三周/周报.md", "..//.md", "", "/", "1.4-Week4/_index.md", "[Report]2024.02.31~2024.13.99.md"][..]),
        front in prop::sample::select(&["", "---\nweek: 4-\n---\n", "---\nsigned_off: [1, {}]\nhours: -3\ndates: ~\n---\n", "---\nstart: x\nend: 2025-06-31\n---\n"][..]),
    ) {
        let text: String = pieces.iter().flat_map(|(piece, gap)| [*piece, *gap]).collect();
        let text = format!("{front}{text}");
        let (read, source) = logs(path, &text);
        let periods = resolve(&read.iter().collect::<Vec<_>>(), Some(2025));
        prop_assert!(serde_json::to_string(&json::file(&source, &read, &periods)).is_ok());
        for log in &read {
            let spans = log.tasks.iter().map(|task| task.span).chain(log.unfilled.iter().copied()).chain(log.facts.iter().map(|fact| fact.span));
            for span in spans {
                prop_assert!(text.get(span.range()).is_some(), "{span:?} in {text:?}");
            }
            let draft = next::next_week(log, periods.first().copied().flatten(), None, &Vocabulary::built_in());
            let page = draft.to_markdown(&draft.title, Some("Logs"), None);
prop_assert!(page.starts_with("---\n"));
        }
        let again = logs(path, &text).0;
        prop_assert_eq!(read, again);
    }

    #[test]
    fn any_text_is_a_page(text in "\\PC{0,400}", path in "\\PC{0,40}") {
        let (read, _) = logs(&path, &text);
        prop_assert!(read.len() <= 400);
    }
}

#[test]
fn ten_thousand_tasks_and_monstrous_lines_are_read() {
    let rows: String = (0..10_000).map(|i| format!("| task {i} | ✅ done | n |\n")).collect();
    let log = one("week-1.md", &format!("# Week 1\n\n## Tasks\n\n| Task | Status | Notes |\n|---|---|---|\n{rows}"));
    assert_eq!(log.tasks.len(), 10_000);
    let long = "week 3 goals → **x**: [y] ".repeat(40_000);
    for text in [
        format!("# {long}"),
        format!("## Goals\n- {long}"),
        format!("**Dates**: {long}"),
        format!("| Task | {long} |\n|---|---|\n| {long} | done |"),
    ] {
        let (read, _) = logs("logs/week-1.md", &text);
        assert_eq!(read.len(), 1);
    }
    let (read, _) = logs("log.md", &(1..=2_000).map(|i| format!("## Week {}\n- a\n\n## Goals\n- b\n\n", i % 290)).collect::<String>());
    assert_eq!(read.len(), 2_000);
}

#[test]
fn deep_nesting_is_cut_off() {
    let quotes = format!("# Week 1\n\n## Problems\n\n{} deep\n", ">".repeat(5_000));
    let lists: String = (0..400).map(|i| format!("{}- {i}\n", "  ".repeat(i))).collect();
    for text in [quotes, format!("# Week 1\n\n## Tasks\n\n{lists}")] {
        assert_eq!(logs("logs/week-1.md", &text).0.len(), 1);
    }
}
