//! The reader as a whole: the seed, other ways of writing, and what must not be read.

use super::*;
use crate::page::{self, markdown};
use crate::source::Source;
use std::sync::Arc;

fn logs(path: &str, text: &str) -> (Vec<WeeklyLog>, Arc<Source>) {
    let source = Arc::new(Source::new(path, text));
    let (page, outline, _) = page::read(Arc::clone(&source), &markdown::Options::default());
    let title = page.front.text("title");
    let vocabulary = Vocabulary::built_in();
    let input = Input { path, front: &page.front, outline: &outline, title: title.as_deref(), vocabulary: &vocabulary };
    (read(&input), source)
}

fn one(path: &str, text: &str) -> WeeklyLog {
    let (mut logs, _) = logs(path, text);
    assert_eq!(logs.len(), 1, "{path}");
    logs.remove(0)
}

fn states(log: &WeeklyLog) -> Vec<&'static str> {
    log.tasks.iter().map(|task| task.state.as_str()).collect()
}

const SEED: &str = include_str!("fixtures/week-04.md");

#[test]
fn the_seed_is_understood() {
    let (logs, source) = logs("logs/week-04.md", SEED);
    let json = serde_json::to_string_pretty(&json::file(&source, &logs, &[])).expect("serializable");
    insta::assert_snapshot!(json);
}

#[test]
fn other_ways_of_writing_are_understood() {
    let log = one(
        "week-07.md",
        "# Week 7\n\n**Dates:** 7-26 to 8-1\n\n## What I did\n- [x] wrote tests\n- [ ] deploy\n\n## Challenges\n- flaky CI\n",
    );
    assert_eq!(log.week.as_ref().map(|week| week.value.first), Some(7));
    assert_eq!(states(&log), ["done", "planned"]);
    assert_eq!(log.problems.len(), 1);
    let log = one("第四周.md", "# 第四周\n\n## 本周工作\n- 登录页面\n\n## 下周计划\n- 部署\n");
    assert_eq!((log.week.as_ref().map(|week| week.value.first), states(&log), log.next.len()), (Some(4), vec!["unstated"], 1));
    let log = one("semana-3.md", "# Semana 3\n\n| Actividad | Estado |\n|---|---|\n| API | en progreso |\n| BD | completado |\n");
    assert_eq!((log.week.as_ref().map(|week| week.value.first), states(&log)), (Some(3), vec!["in-progress", "done"]));
    let log = one(
        "1.5-Week5/_index.md",
        "---\ntitle: Worklog Week 5\n---\n### Week 5 Objectives:\n* learn VPC\n\n### Tasks to be carried out this week:\n| Day | Task | Start Date | Completion Date |\n|---|---|---|---|\n| 2 | Read docs | 09/06/2025 | 09/06/2025 |\n",
    );
    assert_eq!((log.week.as_ref().map(|week| week.value.first), states(&log), log.goals.len()), (Some(5), vec!["done"], 1));
}

#[test]
fn several_weeks_in_one_file_are_several_logs() {
    let (logs, _) = logs("log.md", "# My log\n\n## Week 1\n- read code\n\n## Week 2\n- fixed bug\n\n## Weeks 3–4\n- holiday\n");
    let weeks: Vec<_> = logs.iter().filter_map(|log| log.week.as_ref().map(|week| week.value.first)).collect();
    assert_eq!(weeks, [1, 2, 3]);
    assert_eq!(logs[0].tasks.len(), 1);
}

fn days(log: &WeeklyLog) -> Option<Period> {
    resolve(&[log], None).into_iter().next().flatten()
}

#[test]
fn the_next_week_follows_the_seed() {
    let log = one("logs/week-04.md", SEED);
    let draft = next::next_week(&log, days(&log), None, &Vocabulary::built_in());
    assert_eq!((draft.week, draft.title.as_str()), (Some(5), "Week 05"));
    let page = draft.to_markdown(&draft.title, Some("Weekly Logs"), Some(5));
    insta::assert_snapshot!(page);
}

/// A page that `new` makes is read as what it was made from, in every language.
#[test]
fn new_pages_are_read_in_every_language() {
    use Lang::*;
    for language in [En, Es, Pt, Fr, De, Nl, Vi, Id, Zh, Ja, Ko] {
        let mut draft = next::first_week(language, "2025-06-02".parse().ok());
        draft.goals = vec!["Eins <b> *zwei*".to_owned(), "3 | 4".to_owned()];
        draft.carried = vec!["a | b".to_owned(), "c_d".to_owned()];
        let page = draft.to_markdown(&draft.title, None, None);
        let log = one("page.md", &page);
        assert_eq!(log.week.as_ref().map(|week| week.value.first), Some(1), "{page}");
        assert_eq!(
            days(&log).map(|days| (days.start.to_string(), days.end.map(|end| end.to_string()))),
            Some(("2025-06-02".to_owned(), Some("2025-06-08".to_owned()))),
            "{page}"
        );
        let goals: Vec<&str> = log.goals.iter().map(|goal| goal.text.as_str()).collect();
        assert_eq!(goals, draft.goals, "{page}");
        let tasks: Vec<(&str, State)> = log.tasks.iter().map(|task| (task.text.as_str(), task.state)).collect();
        assert_eq!(tasks, [("a | b", State::Planned), ("c_d", State::Planned)], "{page}");
        assert_eq!(log.language, Some(language), "{page}");
        let kinds: Vec<_> = log.sections.iter().filter_map(|section| section.kind).collect();
        use SectionKind::*;
        assert_eq!(kinds, [Focus, Goals, Work, Learnings, Problems, References, Next], "{page}");
    }
}
