//! Dates: where they are read, what is odd about them, and how neighbours complete them.

use super::*;

fn dated(week: u16, dates: &str) -> WeeklyLog {
    one(&format!("logs/week-{week:02}.md"), &format!("# Week {week}\n\n**Dates**: {dates}\n"))
}

fn periods(logs: &[WeeklyLog], year: Option<i16>) -> Vec<String> {
    let logs: Vec<&WeeklyLog> = logs.iter().collect();
    let shown = resolve(&logs, year).into_iter().map(|period| {
        period.map_or("-".to_owned(), |Period { start, end, inferred }| {
            let end = end.map_or("?".to_owned(), |end| end.to_string());
            format!("{start}/{end}{}", if inferred { " inferred" } else { "" })
        })
    });
    shown.collect()
}

#[test]
fn a_missing_year_comes_from_the_neighbours() {
    let logs = [
        dated(1, "12-15 to 12-21"),
        dated(2, "2025-12-22 – 2025-12-28"),
        dated(3, "Dec 29 – Jan 4"),
        dated(4, "1月5日-1月11日"),
        dated(6, "19th – 25th"),
    ];
    let wanted = [
        "2025-12-15/2025-12-21 inferred",
        "2025-12-22/2025-12-28",
        "2025-12-29/2026-01-04 inferred",
        "2026-01-05/2026-01-11 inferred",
        "2026-01-19/2026-01-25 inferred",
    ];
    assert_eq!(periods(&logs, Some(1999)), wanted);
}

#[test]
fn without_neighbours_the_configuration_or_the_day_of_writing_tells_the_year() {
    let logs = [dated(1, "12-29 to 1-4"), dated(2, "1-5 to 1-11")];
    assert_eq!(periods(&logs, None), ["-", "-"]);
    assert_eq!(periods(&logs, Some(2025)), ["2025-12-29/2026-01-04 inferred", "2026-01-05/2026-01-11 inferred"]);
    let log = one("_posts/2023-08-14-First-Week-of-Internship.md", "**Dates**: Aug 7 – Aug 11\n");
    assert_eq!(periods(&[log], None), ["2023-08-07/2023-08-11 inferred"]);
}

#[test]
fn odd_dates_are_kept_and_flagged() {
    for (dates, oddity) in [
        ("2025-02-24 – 2025-02-30", Oddity::DateImpossible),
        ("2025.03.03~2024.03.23", Oddity::DatesReversed),
        ("MM-DD to MM-DD", Oddity::DatesUnfilled),
        ("the first week", Oddity::DatesUnread),
    ] {
        let log = dated(1, dates);
        let flags: Vec<Oddity> = log.flags.iter().map(|flag| flag.oddity).collect();
        assert_eq!(flags, [oddity], "{dates}");
        assert_eq!(periods(&[log], Some(2025)), ["-"], "{dates}");
    }
    assert_eq!(dated(1, "2025-02-24 – 2025-02-30").dates.map(|dates| dates.value.written).as_deref(), Some("2025-02-24 – 2025-02-30"));
}

#[test]
fn dates_are_read_where_they_stand() {
    let case = |path: &str, text: &str| {
        let log = one(path, text);
        let dates = log.dates.as_ref().map(|dates| (dates.from, dates.value.start, dates.value.end));
        dates.map(|(from, start, end)| {
            format!("{from:?} {}/{}", start.map_or("-".into(), |d| d.to_string()), end.map_or("-".into(), |d| d.to_string()))
        })
    };
    let body = "\n## Tasks\n- a\n";
    for (path, text, wanted) in [
        ("week-1.md", format!("---\nstart: 2025-06-02\nend: 2025-06-08\n---\n# Week 1\n{body}"), "FrontMatter 2025-06-02/2025-06-08"),
        ("week-1.md", format!("---\ndates: [2025-06-02, 2025-06-08]\n---\n# Week 1\n{body}"), "FrontMatter 2025-06-02/2025-06-08"),
        ("week-1.md", format!("# Week 1\n\n*June 2 – June 8, 2025*\n{body}"), "Line 2025-06-02/2025-06-08"),
        ("week-1.md", format!("# Week 1\n\n- **Week of:** June 2, 2025\n- **Mentor:** B\n{body}"), "Line 2025-06-02/-"),
        ("week-1.md", format!("# Week 1\n\nWeek ending: 2025-06-08\n{body}"), "Line -/2025-06-08"),
        ("week-1.md", format!("# Week 1\n\n**Week 1** | **Dates:** 02/06/2025 – 08/06/2025 | **Hours:** 8\n{body}"), "Line 2025-06-02/2025-06-08"),
        ("week-1.md", format!("# Week 1\n\n**Dates:** 2025-06-02 to 2025-06-08\n*a day late*\n{body}"), "Line 2025-06-02/2025-06-08"),
        ("logs/2023.11.08~2023.11.21.md", format!("## Weekly Report 11.08-11.21\n{body}"), "Heading 2023-11-08/2023-11-21"),
        ("第1周.md", format!("# 日志 - 第1周（1月19日 - 1月25日，含假期）\n{body}"), "Heading XXXX-01-19/XXXX-01-25"),
        ("logs/week-04_2025-06-23_2025-06-29.md", body.to_owned(), "FileName 2025-06-23/2025-06-29"),
        ("week-1.md", "# Week 1\n\n## Tasks\n\n| Task | Start | Completed |\n|---|---|---|\n| a | 08/09/2025 | 08/09/2025 |\n| b | 12/09/2025 | 13/09/2025 |\n".to_owned(), "Table 2025-09-08/2025-09-13"),
        ("week-1.md", "# Week 1\n\n## Tasks\n\n| Task | Start | Completed |\n|---|---|---|\n| a | 08/09/2025 | 09/09/2025 |\n".to_owned(), "Table 2025-09-08/2025-09-09"),
        ("week-1.md", "# Week 1\n\n## Tasks\n\n| Task | Start | Completed |\n|---|---|---|\n| a | 08/09/2025 | 08/09/2025 |\n".to_owned(), "-"),
    ] {
        assert_eq!(case(path, &text).as_deref().unwrap_or("-"), wanted, "{text}");
    }
}
