//! The reader as a whole: the seed, other ways of writing, what must not be read, and hostile pages.

mod hostile;
mod identity;
mod next_week;
mod resolved;
mod sections;

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

const SEED: &str = include_str!("week-04.md");

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
