//! Every place that counts says the same: the data, the pages and the feed, against a cohort whose counts are known
//! because the test made them.

mod driver;

use driver::Site;
use proptest::prelude::*;
use serde_json::Value;

/// A week of an invented intern: whether there is a log, and its tasks by state.
#[derive(Clone, Debug)]
struct Week {
    written: bool,
    done: usize,
    blocked: usize,
    unstated: usize,
    hidden: bool,
}

fn week() -> impl Strategy<Value = Week> {
    (any::<bool>(), 0..4usize, 0..3usize, 0..3usize, prop::bool::weighted(0.15))
        .prop_map(|(written, done, blocked, unstated, hidden)| Week { written, done, blocked, unstated, hidden })
}

fn cohort() -> impl Strategy<Value = Vec<Vec<Week>>> {
    prop::collection::vec(prop::collection::vec(week(), 1..6), 2..4)
}

/// The sites' weeks begin on Monday, 2 June 2025.
fn text(intern: usize, number: usize, week: &Week) -> String {
    let start = jiff::civil::date(2025, 6, 2) + jiff::Span::new().weeks(number as i64 - 1);
    let end = start + jiff::Span::new().days(6);
    let rows =
        |count: usize, state: &str| (0..count).map(|i| format!("| task {intern} {number} {state} {i} | {state} |\n")).collect::<String>();
    let visibility = if week.hidden { "visibility: mentor\n" } else { "" };
    format!(
        "---\ntitle: Week {number}\n{visibility}---\n# Week {number}\n\n**Dates**: {start} – {end}\n\n## Tasks\n\n| Task | Status |\n|---|---|\n{}{}{}\n\n## Key Learnings\n\n- something\n",
        rows(week.done, "Done"),
        rows(week.blocked, "Blocked"),
        rows(week.unstated, "")
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn data_pages_and_feed_count_alike(cohort in cohort()) {
        let mut site = Site::new().file("_config.yml", "title: T\nweeklog:\n  on: 2026-01-01\n").file("index.md", "# Home\n");
        let mut list = String::new();
        for (intern, weeks) in cohort.iter().enumerate() {
            list.push_str(&format!("- name: Intern {intern}\n  folder: i{intern}\n  start: 2025-06-02\n  end: {}\n", jiff::civil::date(2025, 6, 1) + jiff::Span::new().weeks(weeks.len() as i64)));
            for (at, week) in weeks.iter().enumerate().filter(|(_, week)| week.written) {
                site = site.file(&format!("i{intern}/week-{:02}.md", at + 1), text(intern, at + 1, week));
            }
        }
        let build = site.file("_data/interns.yml", list).build();
        let public: Vec<Vec<&Week>> = cohort.iter().map(|weeks| weeks.iter().filter(|week| week.written && !week.hidden).collect()).collect();
        let all: usize = public.iter().map(Vec::len).sum();
        if all == 0 {
            prop_assert!(!build.files.contains_key("weeklog.json"));
            return Ok(());
        }
        let data: Value = serde_json::from_str(build.page("weeklog.json")).expect("JSON");
        prop_assert_eq!(data["logs"].as_array().expect("logs").len(), all);
        prop_assert_eq!(build.page("feed.xml").matches("<entry>").count(), all);
        for (intern, weeks) in public.iter().enumerate() {
            let totals = &data["interns"][intern]["totals"];
            let sum = |count: fn(&Week) -> usize| weeks.iter().map(|week| count(week)).sum::<usize>() as u64;
            let tasks = sum(|week| week.done + week.blocked + week.unstated);
            prop_assert_eq!(totals["logged"].as_u64(), Some(weeks.len() as u64));
            prop_assert_eq!(totals["due"].as_u64(), Some(cohort[intern].len() as u64));
            prop_assert_eq!(totals["tasks"].as_u64(), Some(tasks));
            prop_assert_eq!(totals["tasks_done"].as_u64(), Some(sum(|week| week.done)));
            prop_assert_eq!(totals["tasks_blocked"].as_u64(), Some(sum(|week| week.blocked)));
            let progress = build.page(&format!("progress/i{intern}/index.html"));
            if !weeks.is_empty() {
                let figure = format!("<dd><b>{}</b> of {}", weeks.len(), cohort[intern].len());
                prop_assert!(progress.contains(&figure), "no {figure} in the progress of intern {intern}");
            }
            let missing = cohort[intern].len() - weeks.len();
            let states = data["interns"][intern]["weeks"].as_array().expect("weeks").iter().filter(|week| week["state"] == "missing").count();
            prop_assert_eq!(states, missing);
        }
    }
}
