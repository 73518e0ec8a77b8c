//! The week after the last one: its number, its days, what it inherits, and the page for it.

mod markdown;
mod words;

use super::model::{SectionKind, WeeklyLog};
use super::resolve::Period;
use super::text::Words;
use super::vocabulary::{Label, Lang, Vocabulary};
use super::{dates, week};
use jiff::Span;
use jiff::civil::Date;
use std::ops::Range;
use words::Phrases;

/// What the next week's page begins with.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Its number; `None` when the last log has none.
    pub week: Option<u16>,
    /// A title after the last one's: `Week 05`.
    pub title: String,
    /// Its first and last day, when the last log's are known.
    pub days: Option<(Date, Date)>,
    /// The language of the last log.
    pub language: Lang,
    /// The label of the dates line.
    pub dates_label: String,
    /// Facts that stay the same, label and value.
    pub facts: Vec<(String, String)>,
    /// What was planned for it.
    pub goals: Vec<String>,
    /// Tasks that are not finished.
    pub carried: Vec<String>,
    /// The headings, in the last log's own words where it has them.
    pub headings: Headings,
}

/// The headings of a page for a week.
#[derive(Clone, Debug, PartialEq)]
pub struct Headings {
    /// The week in a sentence.
    pub focus: String,
    /// What it is to bring.
    pub goals: String,
    /// What was done.
    pub work: String,
    /// What was learned.
    pub learnings: String,
    /// What stood in the way.
    pub problems: String,
    /// What was read.
    pub references: String,
    /// What comes after it.
    pub next: String,
}

/// The week that follows `last`, whose days are `period`; `start` is a first day that somebody asked for.
pub fn next_week(last: &WeeklyLog, period: Option<Period>, start: Option<Date>, vocabulary: &Vocabulary) -> Draft {
    let language = last.language.unwrap_or(Lang::En);
    let phrases = words::of(language);
    let last_week = last.week.as_ref().map(|week| week.value.last);
    let week = last_week.and_then(|week| week.checked_add(1));
    let numbers = last_week.zip(week);
    let title = numbers.and_then(|numbers| title_after(&last.title, numbers, vocabulary)).or_else(|| week.map(|week| phrases.week(week)));
    Draft {
        week,
        title: title.unwrap_or_else(|| phrases.log.to_owned()),
        days: days_after(period, start),
        language,
        dates_label: dates_label(last, vocabulary).unwrap_or_else(|| phrases.dates.to_owned()),
        facts: lasting_facts(last, vocabulary),
        goals: last.next.iter().map(|goal| goal.text.clone()).collect(),
        carried: carried(last),
        headings: Headings::after(last, numbers, phrases, vocabulary),
    }
}

/// The first week of somebody who has no log yet.
pub fn first_week(language: Lang, start: Option<Date>) -> Draft {
    let phrases = words::of(language);
    let days = start.and_then(|start| Some((start, start.checked_add(Span::new().days(6)).ok()?)));
    Draft {
        week: Some(1),
        title: phrases.week(1),
        days,
        language,
        dates_label: phrases.dates.to_owned(),
        facts: phrases.facts.iter().map(|label| ((*label).to_owned(), String::new())).collect(),
        goals: Vec::new(),
        carried: Vec::new(),
        headings: Headings::of(phrases),
    }
}

/// The day after the last log's end, and as many days as it had; a week when it does not say.
fn days_after(period: Option<Period>, start: Option<Date>) -> Option<(Date, Date)> {
    let length = period.and_then(|period| period.end?.since(period.start).ok()).map_or(6, |span| span.get_days().clamp(0, 62));
    let follows = period.and_then(|period| match period.end {
        Some(end) => end.tomorrow().ok(),
        None => period.start.checked_add(Span::new().weeks(1)).ok(),
    });
    let start = start.or(follows)?;
    Some((start, start.checked_add(Span::new().days(length)).ok()?))
}

fn dates_label(last: &WeeklyLog, vocabulary: &Vocabulary) -> Option<String> {
    let fact = last.facts.iter().find(|fact| vocabulary.label(&Words::new(&fact.label)) == Some(Label::Dates))?;
    Some(fact.label.clone())
}

/// Facts above all sections that say who and where, not when.
fn lasting_facts(last: &WeeklyLog, vocabulary: &Vocabulary) -> Vec<(String, String)> {
    let first =
        last.sections.iter().find(|section| section.kind != Some(SectionKind::Facts)).map_or(u32::MAX, |section| section.span.start);
    let lasting = last.facts.iter().filter(|fact| {
        let words = Words::new(&fact.label);
        let passing = match vocabulary.label(&words) {
            Some(Label::Person | Label::Mentor) => false,
            Some(Label::Other) => matches!(words.all(), "status" | "estado"),
            Some(_) => true,
            None => dates::single(&Words::new(&fact.value), vocabulary, 0).is_some(),
        };
        !passing && fact.span.start < first
    });
    lasting.map(|fact| (fact.label.clone(), fact.value.clone())).collect()
}

/// What the last log carries over, and its tasks that are not finished, each once.
fn carried(last: &WeeklyLog) -> Vec<String> {
    let open = last.tasks.iter().filter(|task| task.state.is_open()).map(|task| &task.text);
    let mut seen = std::collections::HashSet::new();
    last.carry.iter().map(|entry| &entry.text).chain(open).filter(|text| seen.insert(text.as_str())).cloned().collect()
}

impl Headings {
    fn of(phrases: &Phrases) -> Headings {
        Headings {
            focus: phrases.focus.to_owned(),
            goals: phrases.goals.to_owned(),
            work: phrases.work.to_owned(),
            learnings: phrases.learnings.to_owned(),
            problems: phrases.problems.to_owned(),
            references: phrases.references.to_owned(),
            next: phrases.next.to_owned(),
        }
    }

    /// The last log's own headings, with its number moved on and without its dates.
    fn after(last: &WeeklyLog, numbers: Option<(u16, u16)>, phrases: &Phrases, vocabulary: &Vocabulary) -> Headings {
        let own = |kind: SectionKind, usual: &str| {
            let section = last.sections.iter().find(|section| section.kind == Some(kind) && section.title.len() <= 80);
            let title = section.map(|section| undated(&section.title, vocabulary)).filter(|title| {
                let word = vocabulary.section(&Words::new(title));
                word.is_some_and(|word| word.kind == kind)
            });
            let title = title.map(|title| match numbers.and_then(|numbers| moved_on(title, numbers, vocabulary)) {
                Some((moved, _)) => moved,
                None => title.to_owned(),
            });
            title.unwrap_or_else(|| usual.to_owned())
        };
        Headings {
            focus: own(SectionKind::Focus, phrases.focus),
            goals: own(SectionKind::Goals, phrases.goals),
            work: own(SectionKind::Work, phrases.work),
            learnings: own(SectionKind::Learnings, phrases.learnings),
            problems: own(SectionKind::Problems, phrases.problems),
            references: own(SectionKind::References, phrases.references),
            next: own(SectionKind::Next, phrases.next),
        }
    }
}

/// A heading without its bracket when that holds dates: `下周计划（2月3日 - 2月9日）`.
fn undated<'t>(title: &'t str, vocabulary: &Vocabulary) -> &'t str {
    match title.find(['(', '（']) {
        Some(at) if dates::range(&Words::new(&title[at..]), vocabulary, 0).is_some() => title[..at].trim_end(),
        _ => title,
    }
}

/// A title up to its week, with the number moved on: `Week 04 – Tides` gives `Week 05`.
fn title_after(title: &str, numbers: (u16, u16), vocabulary: &Vocabulary) -> Option<String> {
    let (moved, number) = moved_on(title, numbers, vocabulary)?;
    let sign = |c: &char| super::text::is_sign(*c);
    let end = number.end + moved[number.end..].chars().take_while(sign).map(char::len_utf8).sum::<usize>();
    Some(moved[..end].to_owned())
}

/// A text with the number of its week replaced, digits as many as before, and where the new one stands.
fn moved_on(text: &str, (old, new): (u16, u16), vocabulary: &Vocabulary) -> Option<(String, Range<usize>)> {
    if text.len() > 200 {
        return None;
    }
    numbers(text).filter(|run| text[run.clone()].parse() == Ok(old)).find_map(|run| {
        let (moved, number) = replaced(text, run, new);
        let week = week::find(&Words::new(&moved), vocabulary)?.week;
        (week.first == new).then_some((moved, number))
    })
}

fn replaced(text: &str, run: Range<usize>, new: u16) -> (String, Range<usize>) {
    let width = run.len();
    let number = format!("{new:0width$}");
    (format!("{}{number}{}", &text[..run.start], &text[run.end..]), run.start..run.start + number.len())
}

/// The runs of digits in a text.
fn numbers(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(|c: char| c.is_ascii_digit())?;
        at = text[start..].find(|c: char| !c.is_ascii_digit()).map_or(text.len(), |found| start + found);
        Some(start..at)
    })
}

/// The name of the next week's file or folder, after the last one's: `week-04.md` gives `week-05.md`, `1.4-Week4` gives `1.5-Week5`.
/// `None` when the name does not hold the number in digits.
pub fn name_after(last: &str, last_week: u16, vocabulary: &Vocabulary) -> Option<String> {
    let next = last_week.checked_add(1)?;
    let (moved, number) = moved_on(last, (last_week, next), vocabulary)?;
    // A number before the week's that counts along with it.
    match numbers(&moved[..number.start]).last().filter(|run| moved[run.clone()].parse() == Ok(last_week)) {
        Some(run) => Some(replaced(&moved, run, next).0),
        None => Some(moved),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_titles_move_on() {
        let vocabulary = Vocabulary::built_in();
        let name = |last: &str, week| name_after(last, week, &vocabulary);
        assert_eq!(name("week-04.md", 4).as_deref(), Some("week-05.md"));
        assert_eq!(name("week-09.md", 9).as_deref(), Some("week-10.md"));
        assert_eq!(name("1.9-Week9", 9).as_deref(), Some("1.10-Week10"));
        assert_eq!(name("4th-week.md", 4).as_deref(), Some("5th-week.md"));
        assert_eq!(name("第四周.md", 4), None);
        let title = |last: &str, numbers| title_after(last, numbers, &vocabulary);
        assert_eq!(title("Week 04 – 4 Tides", (4, 5)).as_deref(), Some("Week 05"));
        assert_eq!(title("开发日志 - 第1周（1月19日 - 1月25日）", (1, 2)).as_deref(), Some("开发日志 - 第2周"));
        assert_eq!(moved_on("3. Goals for Week 3", (3, 4), &vocabulary).map(|(text, _)| text).as_deref(), Some("3. Goals for Week 4"));
    }

    #[test]
    fn a_week_follows_the_last_day() {
        let date = |text: &str| text.parse::<Date>().expect("a date");
        let period = Period { start: date("2025-06-23"), end: Some(date("2025-06-30")), inferred: false };
        assert_eq!(days_after(Some(period), None), Some((date("2025-07-01"), date("2025-07-08"))));
        let open = Period { end: None, ..period };
        assert_eq!(days_after(Some(open), None), Some((date("2025-06-30"), date("2025-07-06"))));
        assert_eq!(days_after(None, Some(date("2025-06-02"))), Some((date("2025-06-02"), date("2025-06-08"))));
        assert_eq!(days_after(None, None), None);
    }
}
