//! The week after the last one.

use super::*;

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

#[test]
fn unfinished_tasks_are_carried_once() {
    let log = one(
        "week-02.md",
        "# Week 02\n\n**Dates**: 2025-06-09 – 2025-06-15\n**Team**: Heron\n**Hours**: 12\n\n## Tasks\n- [ ] write docs\n- [x] ship\n- tidy up - blocked\n\n## Carried over\n- write docs\n\n---\n\n**Created**: 2025-06-15\n",
    );
    let draft = next::next_week(&log, days(&log), None, &Vocabulary::built_in());
    assert_eq!(draft.carried, ["write docs", "tidy up"]);
    assert_eq!(draft.facts, [("Team".to_owned(), "Heron".to_owned())]);
    assert_eq!(
        draft.days.map(|(start, end)| (start.to_string(), end.to_string())),
        Some(("2025-06-16".to_owned(), "2025-06-22".to_owned()))
    );
}

#[test]
fn headings_keep_the_last_logs_words() {
    let log = one(
        "1.3-Week3/_index.md",
        "---\ntitle: Week 3 Worklog\n---\n### Week 3 Objectives:\n- a\n\n### Tasks to be carried out this week:\n- b\n\n### 下周计划（2月3日 - 2月9日）\n- c\n",
    );
    let draft = next::next_week(&log, None, None, &Vocabulary::built_in());
    assert_eq!(draft.headings.goals, "Week 4 Objectives:");
    assert_eq!(draft.headings.work, "Tasks to be carried out this week:");
    assert_eq!(draft.headings.next, "下周计划");
    assert_eq!((draft.title.as_str(), draft.goals.as_slice()), ("Week 4", ["c".to_owned()].as_slice()));
    assert!(draft.to_markdown("Week 4", None, None).contains("**Dates**: YYYY-MM-DD – YYYY-MM-DD\n"));
}
