//! What stands under the headings of a log.

use super::*;

fn body(text: &str) -> WeeklyLog {
    one("logs/week-03.md", &format!("# Week 3\n\n{text}"))
}

fn tasks(text: &str) -> Vec<String> {
    body(text).tasks.into_iter().map(|task| format!("{}: {}", task.state.as_str(), task.text)).collect()
}

#[test]
fn headings_are_told_by_their_longest_phrase() {
    use SectionKind::*;
    for (heading, kind) in [
        ("Goals for Next Week", Some(Next)),
        ("🎯 Goals", Some(Goals)),
        ("Week 3 Objectives:", Some(Goals)),
        ("Goals for Week 4", Some(Next)),
        ("Tasks to be carried out this week:", Some(Work)),
        ("3. Problems Faced and Solutions", Some(Problems)),
        ("Challenges with Docker", Some(Learnings).filter(|_| false).or(Some(Problems))),
        ("Key Learnings – week 3", Some(Learnings)),
        ("一、本周工作内容", Some(Work)),
        ("下周计划（2月3日 - 2月9日）", Some(Next)),
        ("遇到的问题与解决方案", Some(Problems)),
        ("Mục tiêu tuần 3:", Some(Goals)),
        ("Kết quả đạt được tuần 3:", Some(Work)),
        ("Kendala dan Solusi", Some(Problems)),
        ("Proximos pasos", Some(Next)),
        ("Défis rencontrés", Some(Problems)),
        ("Ziele für nächste Woche", Some(Next)),
        ("배운 점", Some(Learnings)),
        ("次週フォーカス案", Some(Next)),
        ("What's Next?", Some(Next)),
        ("Mentor's comments", Some(Mentor)),
        ("📸 Screenshots (Optional)", Some(Screenshots)),
        ("Goals / Objectives", Some(Goals)),
        ("🛑 Blockers or Questions", Some(Problems)),
        ("What did I do this week?", Some(Work)),
        ("What have we been working on?", Some(Work)),
        ("What is coming up next?", Some(Next)),
        ("What are we going to do next?", Some(Next)),
        ("Did I get stuck anywhere?", Some(Problems)),
        ("What has been unclear or problematic?", Some(Problems)),
        ("What did I struggle with this week?", Some(Problems)),
        ("Objectifs pour la semaine suivante", Some(Next)),
        ("Apprentissages faits avec un livre", Some(Learnings)),
        ("Planning voor komende week", Some(Next)),
        ("Ziele für die kommende Woche", Some(Next)),
        ("Rencana kegiatan minggu depan", Some(Next)),
        ("Learnings & Challenges", None),
        ("Implementing the Goals API", None),
        ("Problem Statement", None),
        ("Learning Kubernetes", None),
        ("Results of the vote", None),
        ("Test matrix", None),
    ] {
        let log = body(&format!("## {heading}\n\n- x\n"));
        assert_eq!(log.sections.first().and_then(|section| section.kind), kind, "{heading}");
    }
}

#[test]
fn a_line_above_a_list_says_what_the_list_holds() {
    let days = "## What I did\n\ndone - doing:\n\n- [x] a\n- [ ] b\n\nto do:\n\n- c\n- ..\n\nThe API:\n\n- d\n- [ ] e\n";
    assert_eq!(tasks(days), ["done: a", "in-progress: b", "planned: c", "unstated: d", "planned: e"]);
    let log = body("## Work\n\n- a\n\nSome problems:\n\n- CI is flaky\n\nAfter that:\n\n- b\n");
    assert_eq!(log.tasks.iter().map(|task| task.text.as_str()).collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(log.problems.iter().map(|problem| problem.problem.as_str()).collect::<Vec<_>>(), ["CI is flaky"]);
}

#[test]
fn lines_numbered_by_hand_are_a_list() {
    assert_eq!(tasks("## 本周工作\n\n1.登录页面\n2.数据库（已完成）\n"), ["unstated: 登录页面", "done: 数据库"]);
    let strong = "## Work\n\n**1. Login**\n\nIt took long, for two reasons:\n\n1）cookies\n\n2）clocks\n\n**2. Database**\n\nText.\n";
    assert_eq!(tasks(strong), ["unstated: Login", "unstated: Database"]);
    assert_eq!(tasks("## Work\n\nIn 2.0 all is new.\n\n3.5 hours of tests.\n"), [""; 0]);
    let log = body("## Next week\n\n1、deploy\n2、measure\n");
    assert_eq!(log.next.iter().map(|entry| entry.text.as_str()).collect::<Vec<_>>(), ["deploy", "measure"]);
}

#[test]
fn headings_of_the_writers_own_change_nothing_below_them() {
    let log = body(
        "## The exporter\n\n### Monday, 2 June\n\n- wrote it\n\n### In progress\n\n- its tests\n\n## Exercise 1\n\n**Output:** the number of monsters\n\n**Hours:** 3\n",
    );
    assert_eq!(
        log.tasks.iter().map(|task| (task.text.as_str(), task.state)).collect::<Vec<_>>(),
        [("wrote it", State::Unstated), ("its tests", State::InProgress)]
    );
    assert_eq!((log.facts.len(), log.hours()), (1, Some(3.0)), "{:?}", log.facts);
}

#[test]
fn tasks_say_their_own_state_or_none() {
    let list = "## Tasks\n- [x] a\n- [ ] b\n- ✅ c\n- [🔄] d\n- e - done\n- f (in progress)\n- Done: g\n- h ⏸\n- ~~i~~\n- j\n- Testing: k\n- wrote docs - testing the parser\n- ❌ l\n- m 100%\n- ⬜ open / 🔄 going / ✅ done\n";
    let wanted = [
        "done: a",
        "planned: b",
        "done: c",
        "in-progress: d",
        "done: e",
        "in-progress: f",
        "done: g",
        "blocked: h",
        "dropped: i",
        "unstated: j",
        "unstated: Testing: k",
        "unstated: wrote docs - testing the parser",
        "unstated: l",
        "unstated: m 100%",
    ];
    assert_eq!(tasks(list), wanted);
    let cells = [
        "✅ Completed",
        "Not started",
        "🚧 Blocked",
        "80 %",
        "100%",
        "en progreso",
        "⬜ 未开始 / 🔄 进行中",
        "",
        "Chưa hoàn thành",
        "未完了／持越し",
        "not finished",
        "Blocked by infra",
        "🟢",
        "testing",
        "Later",
    ];
    let rows: String = cells.iter().map(|cell| format!("| t | {cell} |\n")).collect();
    let states: Vec<String> = tasks(&format!("| Task | Status |\n|---|---|\n{rows}"))
        .iter()
        .map(|task| task.split(':').next().unwrap_or("").to_owned())
        .collect();
    let wanted = [
        "done",
        "planned",
        "blocked",
        "in-progress",
        "done",
        "in-progress",
        "unstated",
        "unstated",
        "planned",
        "partial",
        "planned",
        "blocked",
        "unstated",
        "in-progress",
        "unstated",
    ];
    assert_eq!(states, wanted);
}

#[test]
fn tasks_come_from_where_work_is_told() {
    // Results are tasks only where nothing else tells them; narrated lists are none.
    assert_eq!(tasks("## Tasks\n- a\n\n## Results\n- b\n"), ["unstated: a"]);
    assert_eq!(tasks("## Approach and Implementation\nI read:\n- a paper\n\n## Results\n- b\n"), ["unstated: b"]);
    assert_eq!(tasks("## Done\n- a\n\n## In progress\n- b\n\n## Blocked\n- c - done\n"), ["done: a", "in-progress: b", "done: c"]);
    assert_eq!(tasks("## Monday\n- a\n\n## Day 2: the parser\nA long story:\n- b\n"), ["unstated: a"]);
    assert_eq!(tasks("## Tasks\n- Monday:\n  - a\n  - b\n- c\n  - note\n"), ["unstated: a", "unstated: b", "unstated: c"]);
    assert_eq!(
        tasks(
            "## Work\n- https://example.org/1\n- [#12](https://example.org/12)\n- PR: [#13](https://example.org/13)\n- [Fix login](https://example.org/14)\n"
        ),
        ["unstated: Fix login"]
    );
    assert_eq!(tasks("## Matrix\n\n| Arch | Guest | Status |\n|---|---|---|\n| arm | linux | ✅ |\n"), Vec::<String>::new());
    assert_eq!(tasks("## Whatever\n\n| Task | Status |\n|---|---|\n| a | done |\n| TOTAL | 5 |\n"), ["done: a"]);
    assert_eq!(tasks("## Actividades\n\n| Actividad | Horas |\n|---|---|\n| a | 3 |\n| TOTAL DÍA | 3 |\n"), ["unstated: a"]);
    assert_eq!(
        tasks("## Tasks\n\n| Task | Status | Notes |\n|---|---|---|\n| a |\n|  |  |  |\n| b | done | x | y |\n"),
        ["unstated: a", "done: b"]
    );
    assert_eq!(tasks("📌 stray\n\n## Key tasks\n\n📌 **Site:** moved  \n📌 Tests\n"), ["unstated: Site: moved", "unstated: Tests"]);
}

#[test]
fn notes_stay_with_their_task() {
    let log = body("## Work\n- a\n  - b\n  - c\n\n| Task | Notes |\n|---|---|\n| - first<br>- second<br>&emsp;+ third | see |\n");
    assert_eq!(log.tasks[0].notes, "b; c");
    assert_eq!((log.tasks[1].text.as_str(), log.tasks[1].notes.as_str()), ("first", "see; second; third"));
}

#[test]
fn problems_come_with_their_solutions_or_none() {
    let pairs = |text: &str| -> Vec<String> {
        body(text)
            .problems
            .into_iter()
            .map(|problem| format!("{} => {}", problem.problem, problem.solution.as_deref().unwrap_or("-")))
            .collect()
    };
    assert_eq!(pairs("## Problems\n\n| Problem | Solution |\n|---|---|\n| a | b |\n| c | — |\n"), ["a => b", "c => -"]);
    assert_eq!(
        pairs("## Challenges\n- a → b\n- c\n  - tried d\n- **Problem:** e\n- **Solution:** f\n- g (solution: h)\n- None\n"),
        ["a => b", "c => tried d", "e => f", "g => h"]
    );
    assert_eq!(
        pairs("## 遇到的问题\n\n### 问题1：路径\n- **问题**：不一致\n- **分析**：版本\n- **解决**：复制\n\n### 问题2：构建\n重试。\n"),
        ["不一致 => 复制", "问题2：构建 => 重试。"]
    );
    assert_eq!(pairs("## Blockers\n\nNo blockers this week\n"), Vec::<String>::new());
    assert_eq!(pairs("## Blockers\n\nThe host was down.\n"), ["The host was down. => -"]);
    assert_eq!(
        pairs(
            "## Work\n- a\n- ISSUE: disk full\n- **问题疑惑与解答**\n  - 为什么？\n- **Problems encountered:** no space\n- owner/project#12\n"
        ),
        ["disk full => -", "no space => -", "为什么？ => -"]
    );
    assert_eq!(
        pairs("## Challenges\n- **Edge cases:** Fixed by a second query\n- **Slow tests:** they take an hour\n- **What now?** 答：等\n"),
        ["Edge cases => Fixed by a second query", "Slow tests: they take an hour => -", "What now? 答：等 => -"]
    );
    assert_eq!(pairs("**Challenges**: flaky CI\n\n## Work\n- a\n"), ["flaky CI => -"]);
}

#[test]
fn hours_are_summed_over_the_week() {
    for (text, hours) in [
        ("**Hours**: 36.5\n", Some(36.5)),
        ("- **Hours worked:** 38 / 40\n- **Mentor:** B\n", Some(38.0)),
        ("## Hours\n\n| Day | Time | What |\n|---|---|---|\n| Mon | 08:00-16:00 | a |\n| Tue | 08:00-15:30 | b |\n", Some(15.5)),
        ("## Hours\n- Monday: 8\n- Tuesday: 7.5 hours\n", Some(15.5)),
        ("## Hours\n- Monday: 8\n- Total: 30\n", Some(30.0)),
        ("## Actividades\n\n| Actividad | Horas |\n|---|---|\n| a | 3 |\n| b | 2,5 |\n| TOTAL DÍA | 5,5 |\n", Some(5.5)),
        ("## Monday\n\nwerkuren: _08:00-16:00_\n\n## Tuesday\n\nWerkuren: 8:30 - 12:00\n", Some(11.5)),
        ("## Results\n\n| Model | Time |\n|---|---|\n| a | 3 |\n", None),
    ] {
        assert_eq!(body(text).hours(), hours, "{text}");
    }
    assert_eq!(one("week-1.md", "---\nhours: 12.5\nweek: 1\n---\n").hours(), Some(12.5));
}

#[test]
fn mentors_sign_in_the_keys_or_in_a_section() {
    let log = one("week-1.md", "---\nweek: 1\nsigned_off: {by: Odile, on: 2025-06-23}\n---\n");
    assert_eq!(
        log.signed_off.map(|signed| (signed.value.by, signed.value.on)),
        Some((Some("Odile".to_owned()), Some("2025-06-23".to_owned())))
    );
    for (comment, filled) in [
        ("Well done.\n", true),
        ("✔️\n", true),
        ("请联系导师填写\n", false),
        ("_to be filled_\n", false),
        ("\n", false),
        ("> good\n", true),
        ("---\n", false),
    ] {
        let log = body(&format!("## Mentor comment\n\n{comment}"));
        assert_eq!(log.mentor_comment.is_some(), filled, "{comment}");
        assert_eq!(log.is_signed_off(), filled);
    }
    assert!(!one("week-1.md", "---\nweek: 1\nsigned_off: {by: , on: }\n---\n").is_signed_off());
}

#[test]
fn what_is_private_is_not_read() {
    let log = body("## Tasks\n- a\n\n{: .private }\n- secret\n");
    assert_eq!(log.tasks.len(), 1);
    assert_eq!(one("week-1.md", "---\nweek: 1\nvisibility: mentor\n---\n").visibility, Visibility::Mentor);
    let odd = one("week-1.md", "---\nweek: 1\nvisibility: secret\n---\n");
    assert_eq!((odd.visibility, odd.flags[0].oddity), (Visibility::Mentor, Oddity::VisibilityUnknown));
}

#[test]
fn references_are_links_and_names() {
    let log = body(
        "## References\n- [a](https://a.example)\n- https://b.example\n- A book by somebody\n- see [c](https://c.example) and [d](d.md)\n- [the **e** book](https://e.example)\n- Tide tables: https://f.example\n",
    );
    let told: Vec<_> = log.references.iter().map(|reference| (reference.text.as_str(), reference.url.as_deref())).collect();
    let wanted = [
        ("a", Some("https://a.example")),
        ("https://b.example", Some("https://b.example")),
        ("A book by somebody", None),
        ("c", Some("https://c.example")),
        ("d", Some("d.md")),
        ("the e book", Some("https://e.example")),
        ("Tide tables", Some("https://f.example")),
    ];
    assert_eq!(told, wanted);
}

#[test]
fn learnings_and_goals_are_lists_or_paragraphs() {
    let log = body(
        "## Goals\n\nFinish the parser.\n\n## Key learnings\n\n### Docker\n\nVolumes are not writable.\n\n### Git\n\n## Next week\n- [ ] a\n- N/A\n",
    );
    assert_eq!(log.goals[0].text, "Finish the parser.");
    let learned: Vec<_> = log.learnings.iter().map(|entry| (entry.text.as_str(), entry.notes.as_str())).collect();
    assert_eq!(learned, [("Docker", "Volumes are not writable.")]);
    assert_eq!((log.next.len(), log.next[0].state), (1, State::Planned));
}

#[test]
fn template_text_is_unfilled() {
    let (logs, source) = logs(
        "week-1.md",
        "# Week 1\n\n**Intern**: [Your Name]\n**Dates**: YYYY-MM-DD – YYYY-MM-DD\n\n## Focus\n\nComing soon...\n\n## Goals\n- \n- \n\n## Screenshots (Optional)\n\n> Add pictures here if available.\n",
    );
    let log = &logs[0];
    let unfilled: Vec<&str> = log.unfilled.iter().map(|span| source.slice(*span)).collect();
    assert_eq!(unfilled.len(), 4, "{unfilled:?}");
    assert!(!log.filled && log.focus.is_none() && log.facts.is_empty());
    assert!(!body("## Work\n\nSomething was done.\n").facts.iter().any(|fact| fact.label == "x"));
    assert!(body("## Work\n\nSomething was done.\n").filled);
}

#[test]
fn a_site_adds_its_own_words() {
    let mut vocabulary = Vocabulary::built_in();
    let words =
        crate::yaml::parse("sections: {goals: [Mål], work: [Gjort], gaols: [x]}\nstates: {done: [klart]}\ncolors: 1\n").expect("YAML");
    let unknown = vocabulary.extend(words.as_mapping().expect("a mapping"));
    assert_eq!(unknown, ["sections.gaols", "colors"]);
    let source = Arc::new(Source::new("week-1.md", "# Week 1\n\n## Mål\n- a\n\n## Gjort\n- b - klart\n"));
    let (page, outline, _) = page::read(Arc::clone(&source), &markdown::Options::default());
    let input = Input { path: "week-1.md", front: &page.front, outline: &outline, title: None, vocabulary: &vocabulary };
    let log = read(&input).remove(0);
    assert_eq!((log.goals.len(), log.tasks[0].state), (1, State::Done));
}

/// Every fact points at the text it was read from.
#[test]
fn spans_point_at_the_text() {
    let (logs, source) = logs("logs/week-04.md", SEED);
    let log = &logs[0];
    assert_eq!(log.dates.as_ref().map(|dates| source.slice(dates.span)), Some("2025-06-23 – 2025-06-30"));
    assert_eq!(log.mentor.as_ref().map(|mentor| source.slice(mentor.span)), Some("Ilse Marchetti"));
    assert!(source.slice(log.tasks[1].span).contains("Sign-in button"));
    assert!(source.slice(log.sections[2].span).starts_with("## Tasks Completed"));
    assert!(source.slice(log.goals[0].span).contains("Learn how the demo host"));
    let unfilled: Vec<&str> = log.unfilled.iter().map(|span| source.slice(*span)).collect();
    assert_eq!(unfilled, ["Demo", "Include the sign-in page and the greeting if available."]);
}

#[test]
fn headings_of_facts_are_read_beside_unknown_ones() {
    let log = one(
        "logs/week-03.md",
        "# Work log\n\n### Name: Ada\n### Track: Gauges\n### Week: 3\n### Date: [July 14th - July 20]\n### Hour: [18]\n\n---\n\n## What's Done\n- a\n\n### Hours: 7\n",
    );
    assert_eq!(
        (log.hours(), log.dates.and_then(|dates| dates.value.end).map(|end| end.to_string())),
        (Some(18.0), Some("XXXX-07-20".to_owned()))
    );
}

#[test]
fn the_focus_ends_at_a_heading_and_tickets_are_no_problems() {
    let log = body(
        "## Summary\n\nA calm week.\n\n### Branches\n\n- main\n\n## Issues\n\n- [#84](https://example.org/84)\n- !12\n- #7 breaks the gauge\n",
    );
    assert_eq!(log.focus.map(|focus| focus.value).as_deref(), Some("A calm week."));
    assert_eq!(log.problems.iter().map(|problem| problem.problem.as_str()).collect::<Vec<_>>(), ["#7 breaks the gauge"]);
}

#[test]
fn who_has_no_questions_has_no_problem() {
    let log = body(
        "## Blockers or Questions\n\n- Currently dont have any questions\n- No questions at the moment!\n- We didn't face any issues this week.\n- No disk space\n- None of the issues can be reproduced\n",
    );
    assert_eq!(
        log.problems.iter().map(|problem| problem.problem.as_str()).collect::<Vec<_>>(),
        ["No disk space", "None of the issues can be reproduced"]
    );
}

#[test]
fn a_heading_that_is_repeated_begins_no_second_week() {
    let (logs, _) = logs(
        "logs/report.md",
        "## Report week 31 (2023-07-31 – 2023-08-06)\n\n- a\n\n## Report week 31 (2023-07-31 – 2023-08-06)\n\n- b\n\n## Report week 32 (2023-08-07 – 2023-08-13)\n\n- c\n",
    );
    assert_eq!(logs.iter().map(|log| log.tasks.len()).collect::<Vec<_>>(), [2, 1]);
}
