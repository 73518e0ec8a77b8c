//! Which pages are logs, and of which weeks.

use super::*;

/// The weeks that a page is a log of; a log without a number is 999.
fn weeks(path: &str, text: &str) -> Vec<u16> {
    let (logs, _) = logs(path, text);
    logs.iter().map(|log| log.week.as_ref().map_or(999, |week| week.value.first)).collect()
}

const BODY: &str = "\n## Goals\n- a\n\n## Tasks\n- b\n";

#[test]
fn names_titles_and_headings_make_logs() {
    for (path, text, wanted) in [
        ("logs/week-04.md", "", vec![4]),
        ("week-04.md", BODY, vec![4]),
        ("week-04-oauth.md", BODY, vec![4]),
        ("ada/week-05.md", "# Week 05\n\nfine\n", vec![5]),
        ("Week 1/README.md", BODY, vec![1]),
        ("ada/week3/周报.md", "text", vec![3]),
        ("weekly-reports/week-03/ada.md", "text", vec![3]),
        ("content/1-Worklog/1.5-Week5/_index.vi.md", "---\ntitle: Worklog Tuần 5\n---\ntext", vec![5]),
        ("_posts/2023-03-14-An-Interns-Fourth-Week-Learning-Experience.md", "text", vec![4]),
        ("_posts/2023-02-21-One-Week.md", "---\ntitle: Reflection on the First Week of Internship\n---\ntext", vec![1]),
        ("notes/start.md", "---\nweek: 7\n---\ntext", vec![7]),
        ("notes/start.md", "---\nweek: Weeks 7-8\n---\ntext", vec![7]),
        ("notes/start.md", "---\ndates: 2025-06-02 – 2025-06-08\n---\ntext", vec![999]),
        ("logs/2025-W26.md", "text", vec![26]),
        ("logs/[WeeklyReport]2024.02.25~2024.03.08.md.md", "### 本周工作\n- a", vec![999]),
        ("notes.md", "# Notes\n\n**Dates**: 2025-06-02 – 2025-06-08\n\n## Tasks\n- a\n\n## Challenges\n- b\n", vec![999]),
        (
            "intern.md",
            "# Work\n\n### Name: Ada\n### Week: Week 1\n### Hour: [3.5 hours]\n\n## What's Done\n- a\n\n## Blockers\n- b\n",
            vec![1],
        ),
        ("report.md", "# Weekly Report: Week 3\n\ntext\n", vec![3]),
        ("planning/work-log/ada/week-3.md", BODY, vec![3]),
        ("semaine2.md", "# Compte rendu de la semaine 2\n\ntexte\n", vec![2]),
    ] {
        assert_eq!(weeks(path, text), wanted, "{path}");
    }
}

#[test]
fn pages_that_only_speak_of_weeks_are_none() {
    for (path, text) in [
        ("README.md", "# Internship\n\n## Week 1\n- [log](logs/week-01.md)\n\n## Week 2\n- text\n"),
        ("index.md", "# Weeks\n\n| Week | Dates |\n|---|---|\n| [Week 1](a.md) | June 1 – June 7 |\n"),
        ("logs/index.md", "# Weekly Logs\n"),
        ("weeks.md", "# Weeks\n\n## Week 1\n- [here](a.md)\n\n## Week 2\n- [there](b.md)\n"),
        ("proposal.md", "# Proposal\n\n## Week 1\n- set up\n\n## Week 2\n- build\n"),
        ("plan.md", "---\ntitle: Study plan\n---\n## Week 1\n- set up\n\n## Week 2\n- build\n"),
        ("papers/paper-01.md", "# Deep Faces\n\n## Overview\n\n## References\n- [a](b)\n"),
        ("learnings.md", "# Key Learnings\n\n- a\n"),
        ("TEMPLATE.md", "# Week 1\n\n## Goals\n- a\n"),
        ("_templates/week.md", "# Week 1\n\n## Goals\n- a\n"),
        ("EXAMPLE.md", "# Week 1\n\n## Goals\n- a\n"),
        ("week-3-assignment.md", BODY),
        ("homework/week-3.md", BODY),
        ("logs/planning/week-3.md", BODY),
        ("planification.md", "# Planification\n\n## Semaine 1\n- a\n\n## Semaine 2\n- b\n"),
        ("lectures/intro.md", "# Week 1: Introduction\n\ntext\n"),
        ("minggu1.md", "# Rangkuman TCP\n\n## Port\n- a\n"),
        ("logs/week01/logs-week01-day2.md", "# Week 1, Day 2 Log\n\n- a\n"),
        ("logs/week-01-planning.md", BODY),
        ("_posts/2023-10-20-Five-Weeks-of-Internship-Reflection.md", "---\ntitle: Five Weeks of Internship\n---\ntext"),
        ("_posts/2023-08-22-3D-printers.md", "text"),
        ("log-symbols/CHANGELOG.md", "# 1.0.0 - 2016-01-07\n\n- a\n\n# 0.6.0 - 2015-07-23\n\n- b\n"),
        ("week-04.md", "---\nlog: false\n---\n# Week 4\n"),
        ("meeting.md", "# Meeting\n\n**Date**: 2025-06-02\n\n## Agenda\n- a\n"),
    ] {
        assert_eq!(weeks(path, text), Vec::<u16>::new(), "{path}");
    }
}

#[test]
fn several_weeks_share_what_stands_above_them() {
    let text = "# Log of the team\n\n**Mentor**: Odile\n\n## Term 1 Week 11 and Week 12 (June 2 – June 15)\n- a\n\n### Challenges\n- b\n\n## Notes\n\nx\n\n## T2 Week 1 - 9.5 hours\n- c\n\n# Appendix\n\n- d\n";
    let (logs, _) = logs("team-log.md", text);
    let told: Vec<_> = logs.iter().filter_map(|log| log.week.as_ref().map(|week| week.value)).collect();
    assert_eq!(told, [WeekRange { term: Some(1), first: 11, last: 12 }, WeekRange { term: Some(2), first: 1, last: 1 }]);
    assert!(logs.iter().all(|log| log.mentor.as_ref().is_some_and(|mentor| mentor.value == "Odile")));
    assert_eq!(logs[0].dates.as_ref().and_then(|dates| dates.value.end).map(|end| end.to_string()).as_deref(), Some("XXXX-06-15"));
    assert_eq!((logs[1].hours(), logs[1].tasks.len()), (Some(9.5), 1));
    assert_eq!(logs[0].problems.len(), 1);
}

#[test]
fn the_surest_place_names_the_week_and_the_others_are_flagged() {
    let log = one("logs/week-07.md", "---\ntitle: Week 6\n---\n# Week 6\n\n## Tasks\n- a\n");
    assert_eq!(log.week.as_ref().map(|week| (week.value.first, week.from)), Some((7, Origin::FileName)));
    let flags: Vec<Oddity> = log.flags.iter().map(|flag| flag.oddity).collect();
    assert_eq!(flags, [Oddity::WeekDisagrees, Oddity::WeekDisagrees]);
}

#[test]
fn a_page_that_repeats_itself_is_read_once() {
    let log = one("logs/week-01.md", "# Week 1 – Tides\n\n## Tasks\n- a\n\n# 1주차 – 조수\n\n## 한 일\n- b\n");
    assert_eq!(log.tasks.len(), 1);
    assert!(log.flags.iter().any(|flag| flag.oddity == Oddity::Repeated));
}
