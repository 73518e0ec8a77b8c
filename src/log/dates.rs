//! Dates as logs write them, kept as far as they are stated: `May 25 – June 1`, `1月19日-1月25日`, `2 – 8 Oktober 2025`.

use super::text::{Gap, Kind, Words};
use super::vocabulary::Vocabulary;
use jiff::civil::Date;
use std::fmt;

/// A date, or as much of it as is stated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct PartialDate {
    /// The year.
    pub year: Option<i16>,
    /// The month, 1 to 12 unless the log errs.
    pub month: Option<i8>,
    /// The day.
    pub day: Option<i8>,
}

impl PartialDate {
    /// A whole date.
    pub fn of(date: Date) -> PartialDate {
        PartialDate { year: Some(date.year()), month: Some(date.month()), day: Some(date.day()) }
    }

    /// The date, when it is whole and on the calendar.
    pub fn date(self) -> Option<Date> {
        Date::new(self.year?, self.month?, self.day?).ok()
    }

    /// Whether no calendar has it, whatever is not stated.
    pub fn is_impossible(self) -> bool {
        // 2024 is a leap year: 29 February without a year is possible.
        Date::new(self.year.unwrap_or(2024), self.month.unwrap_or(1), self.day.unwrap_or(1)).is_err()
    }
}

/// ISO 8601; what is not stated is `X`, as in `XXXX-05-25`.
impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            Some(year) => write!(f, "{year:04}")?,
            None => f.write_str("XXXX")?,
        }
        for part in [self.month, self.day] {
            match part {
                Some(part) => write!(f, "-{part:02}")?,
                None => f.write_str("-XX")?,
            }
        }
        Ok(())
    }
}

/// The first and last day of a log, as far as stated.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Dates {
    /// The first day.
    pub start: Option<PartialDate>,
    /// The last day.
    pub end: Option<PartialDate>,
    /// The text they were read from.
    pub written: String,
    /// Whether day and month might be the other way round, as in 09/06/2025.
    pub unsure: bool,
}

impl Dates {
    /// Takes the years that `known` states for the same days.
    pub(super) fn take_year(&mut self, known: &Dates) {
        for (own, known) in [(&mut self.start, known.start), (&mut self.end, known.end)] {
            if let (Some(own), Some(known)) = (own, known)
                && own.year.is_none()
                && (own.month, own.day) == (known.month, known.day)
            {
                own.year = known.year;
            }
        }
    }

    /// Whether a date is on no calendar.
    pub fn is_impossible(&self) -> bool {
        [self.start, self.end].into_iter().flatten().any(PartialDate::is_impossible)
    }

    /// Whether both ends are known and the last day comes before the first.
    pub fn is_reversed(&self) -> bool {
        self.start.and_then(PartialDate::date).zip(self.end.and_then(PartialDate::date)).is_some_and(|(start, end)| end < start)
    }
}

/// A date in a text that may have a second reading with day and month exchanged.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Point {
    pub(super) date: PartialDate,
    pub(super) other: Option<PartialDate>,
}

/// A range, or a single date, in a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Reading {
    pub(super) start: PartialDate,
    pub(super) end: Option<PartialDate>,
    pub(super) unsure: bool,
}

impl Reading {
    pub(super) fn dates(self, written: &str) -> Dates {
        Dates { start: Some(self.start), end: self.end, written: written.to_owned(), unsure: self.unsure }
    }
}

/// The first range in tokens from `from` on.
pub(super) fn range(words: &Words, vocabulary: &Vocabulary, from: usize) -> Option<Reading> {
    (from..words.len()).find_map(|i| range_at(words, vocabulary, i))
}

/// The first single date in tokens from `from` on that names its day and month.
pub(super) fn single(words: &Words, vocabulary: &Vocabulary, from: usize) -> Option<Point> {
    let whole = |(point, _): (Point, usize)| (point.date.month.is_some() && point.date.day.is_some()).then_some(point);
    (from..words.len()).find_map(|i| point(words, vocabulary, i).and_then(whole))
}

impl Point {
    /// The date alone, unsure when the other order gives another date.
    pub(super) fn reading(self) -> Reading {
        let (date, unsure) = match self.other {
            Some(other) if self.date.is_impossible() && !other.is_impossible() => (other, false),
            Some(other) => (self.date, !other.is_impossible() && other != self.date),
            None => (self.date, false),
        };
        Reading { start: date, end: None, unsure }
    }
}

fn range_at(words: &Words, vocabulary: &Vocabulary, i: usize) -> Option<Reading> {
    let (first, at) = point(words, vocabulary, i)?;
    let spaced = || first.date.date().is_some() && words.gap(at) == Gap::SPACE && words.number(at).is_some_and(|(_, digits)| digits == 4);
    let next = separator(words, at).or_else(|| spaced().then_some(at))?;
    let (second, _) = point(words, vocabulary, next)?;
    // In "2023-08-22-3-printers" the second number is no day.
    if second.date.month.is_none() && first.date.date().is_some() && words.gap(at) == Gap::DASH {
        return None;
    }
    let stated = first.date.month.is_some() || second.date.month.is_some();
    let days_of_week = first.date.day.is_some() && second.date.day.is_some() && ordinal_days(words, i, at);
    if !(stated || days_of_week) {
        return None;
    }
    let straight = complete(first.date, second.date);
    let exchanged = |a: Option<PartialDate>, b: Option<PartialDate>| complete(a.unwrap_or(first.date), b.unwrap_or(second.date));
    // Two parts are month and day first, three parts day and month: in "22/09 - 26/09/2025" only one of them is turned.
    let others = [exchanged(first.other, second.other), exchanged(first.other, None), exchanged(None, second.other)];
    let found = [straight].into_iter().chain(others).find(|&pair| likely(pair));
    let pair = found.unwrap_or(straight);
    let unsure = found.is_none() && others[0] != straight && possible(straight) && possible(others[0]);
    Some(Reading { start: pair.0, end: Some(pair.1), unsure })
}

/// Days alone count as dates only when they are written as such: `15th`, `Monday 15th`.
fn ordinal_days(words: &Words, from: usize, to: usize) -> bool {
    (from..to).any(|i| is_ordinal_suffix(words, i))
}

fn possible(pair: (PartialDate, PartialDate)) -> bool {
    !pair.0.is_impossible() && !pair.1.is_impossible()
}

/// Whether a pair of dates may be the first and last day of a log: a day to two months.
fn likely((start, end): (PartialDate, PartialDate)) -> bool {
    let year = start.year.or(end.year).unwrap_or(2024);
    let date = |date: PartialDate, year| Date::new(date.year.unwrap_or(year), date.month.unwrap_or(1), date.day.unwrap_or(1)).ok();
    let Some(first) = date(start, year) else { return false };
    let days = |last: Date| last.since(first).map_or(i32::MAX, |span| span.get_days());
    let same_year = date(end, year).map_or(i32::MAX, days);
    let next_year = if end.year.is_none() { date(end, year.saturating_add(1)).map_or(i32::MAX, days) } else { i32::MAX };
    (0..=62).contains(&same_year) || (0..=62).contains(&next_year)
}

/// Fills each end from the other: month, and year with its turn between the two.
fn complete(mut start: PartialDate, mut end: PartialDate) -> (PartialDate, PartialDate) {
    start.month = start.month.or(end.month);
    end.month = end.month.or(start.month);
    let turns = (start.month, start.day) > (end.month, end.day) && start.month >= Some(11) && end.month <= Some(2);
    match (start.year, end.year) {
        (Some(year), None) => end.year = Some(if turns { year.saturating_add(1) } else { year }),
        (None, Some(year)) => start.year = Some(if turns { year.saturating_sub(1) } else { year }),
        _ => {}
    }
    (start, end)
}

/// The first token of the second date, when token `at` follows a sign or a word for "to".
fn separator(words: &Words, at: usize) -> Option<usize> {
    let pair = words.slice(at, at + 2);
    if matches!(pair, "から" | "부터" | "s d" | "t m") {
        return Some(at + 2);
    }
    let word = matches!(
        words.word(at),
        "to" | "until"
            | "till"
            | "through"
            | "thru"
            | "bis"
            | "a"
            | "al"
            | "hasta"
            | "ate"
            | "au"
            | "den"
            | "toi"
            | "sampai"
            | "tot"
            | "至"
            | "到"
    );
    if word {
        return Some(at + 1);
    }
    words.gap(at).has(Gap::DASH.or(Gap::TILDE).or(Gap::ARROW).or(Gap::SLASH)).then_some(at)
}

fn is_ordinal_suffix(words: &Words, i: usize) -> bool {
    words.gap(i) == Gap::NONE && matches!(words.word(i), "st" | "nd" | "rd" | "th" | "er" | "o" | "a" | "e")
}

/// One past an ordinal suffix, if token `i` is one.
fn after_suffix(words: &Words, i: usize) -> usize {
    if i > 0 && is_ordinal_suffix(words, i) { i + 1 } else { i }
}

/// The date that begins at token `i`, and one past it.
pub(super) fn point(words: &Words, vocabulary: &Vocabulary, i: usize) -> Option<(Point, usize)> {
    let mut at = vocabulary.weekday(words, i).unwrap_or(i);
    if matches!(words.word(at), "the" | "el" | "le" | "den" | "am" | "vom" | "ngay" | "dia") {
        at += 1;
    }
    let (point, end) = match words.get(at)?.kind {
        Kind::Number => numeric(words, vocabulary, at)?,
        Kind::Word => month_first(words, vocabulary, at)?,
        Kind::Sign => return None,
    };
    // 6月2日(月)
    let after =
        if words.gap(end).has(Gap::OPEN) && words.get(end).is_some_and(|t| t.kind == Kind::Sign) && words.gap(end + 1).has(Gap::CLOSE) {
            end + 1
        } else {
            end
        };
    Some((point, after))
}

fn numeric(words: &Words, vocabulary: &Vocabulary, i: usize) -> Option<(Point, usize)> {
    let (number, digits) = words.number(i)?;
    match digits {
        8 => compact(number).map(|date| (Point { date, other: None }, i + 1)),
        4 if is_year(number) => year_first(words, vocabulary, i, number as i16),
        1 | 2 => signs(words, i)
            .or_else(|| day_then_month(words, vocabulary, i))
            .or_else(|| three_parts(words, i))
            .or_else(|| two_parts(words, vocabulary, i))
            .or_else(|| day_alone(words, i)),
        _ => None,
    }
}

fn is_year(number: u32) -> bool {
    (1990..=2100).contains(&number)
}

fn year_at(words: &Words, i: usize) -> Option<i16> {
    words.number(i).filter(|&(number, digits)| digits == 4 && is_year(number)).map(|(number, _)| number as i16)
}

/// A number of one or two digits.
fn small(words: &Words, i: usize) -> Option<i8> {
    words.number(i).filter(|&(_, digits)| digits <= 2).map(|(number, _)| number as i8)
}

fn whole(year: i16, month: i8, day: i8) -> Point {
    Point { date: PartialDate { year: Some(year), month: Some(month), day: Some(day) }, other: None }
}

/// `20250623`, when the calendar has it.
fn compact(number: u32) -> Option<PartialDate> {
    let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
    let date = PartialDate { year: Some(year as i16), month: Some(month as i8), day: Some(day as i8) };
    (is_year(year) && date.date().is_some()).then_some(date)
}

/// `2025-06-23`, `2023.10.10`, `2025/6/23`, `2025年1月26日`, `2025 June 23`.
fn year_first(words: &Words, vocabulary: &Vocabulary, i: usize, year: i16) -> Option<(Point, usize)> {
    if matches!(words.word(i + 1), "年" | "년") {
        let (point, end) = signs(words, i + 2)?;
        return Some((Point { date: PartialDate { year: Some(year), ..point.date }, other: None }, end));
    }
    if let (Some(month), Some(day)) = (vocabulary.month(words, i + 1), small(words, i + 2)) {
        return Some((whole(year, month, day), after_suffix(words, i + 3)));
    }
    let (month, day) = (small(words, i + 1)?, small(words, i + 2)?);
    let apart = words.gap(i + 2);
    let same = part_sign(apart) && (words.gap(i + 1) == apart || words.gap(i + 1) == Gap::SPACE);
    same.then(|| (whole(year, month, day), i + 3))
}

/// A single sign between the parts of a date, with a blank only after a dot.
fn part_sign(gap: Gap) -> bool {
    gap == Gap::DASH || gap == Gap::SLASH || gap == Gap::DOT || gap == Gap::DOT.or(Gap::SPACE)
}

/// `1月19日`, `5월 3일`, `19日`.
fn signs(words: &Words, i: usize) -> Option<(Point, usize)> {
    let number = small(words, i)?;
    let is_day = |i| matches!(words.word(i), "日" | "号" | "號" | "일");
    if matches!(words.word(i + 1), "月" | "월") {
        let day = small(words, i + 2)?;
        let end = if is_day(i + 3) { i + 4 } else { i + 3 };
        return Some((Point { date: PartialDate { year: None, month: Some(number), day: Some(day) }, other: None }, end));
    }
    is_day(i + 1).then(|| (Point { date: PartialDate { day: Some(number), ..PartialDate::default() }, other: None }, i + 2))
}

/// `25 May 2025`, `25th of May`, `25 de mayo de 2025`, `25. Mai 2025`, `25 tháng 5 năm 2025`.
fn day_then_month(words: &Words, vocabulary: &Vocabulary, i: usize) -> Option<(Point, usize)> {
    let day = small(words, i)?;
    let mut at = after_suffix(words, i + 1);
    if !words.gap(at).only(Gap::SPACE.or(Gap::DOT)) && words.gap(at) != Gap::DASH {
        return None;
    }
    if matches!(words.word(at), "of" | "de" | "d") {
        at += 1;
    }
    let (month, end) = match vocabulary.month(words, at) {
        Some(month) => (month, at + 1),
        None if words.word(at) == "thang" => (small(words, at + 1)?, at + 2),
        None => return None,
    };
    let (year, end) = year_after(words, end);
    Some((Point { date: PartialDate { year, month: Some(month), day: Some(day) }, other: None }, end))
}

/// A year after a day and month, with a comma or a word between; and one past it.
fn year_after(words: &Words, at: usize) -> (Option<i16>, usize) {
    let near = Gap::SPACE.or(Gap::COMMA).or(Gap::DOT);
    let skip = usize::from(matches!(words.word(at), "de" | "del" | "of" | "nam" | "do"));
    match year_at(words, at + skip) {
        Some(year) if words.gap(at).only(near) || words.gap(at) == Gap::DASH => (Some(year), at + skip + 1),
        _ => (None, at),
    }
}

/// `May 25`, `May 25th, 2025`, `June 2025` (no day), `tháng 5`.
fn month_first(words: &Words, vocabulary: &Vocabulary, i: usize) -> Option<(Point, usize)> {
    let month = vocabulary.month(words, i)?;
    if !words.gap(i + 1).only(Gap::SPACE.or(Gap::DOT)) && words.gap(i + 1) != Gap::DASH {
        return None;
    }
    let day = small(words, i + 1)?;
    let (year, end) = year_after(words, after_suffix(words, i + 2));
    Some((Point { date: PartialDate { year, month: Some(month), day: Some(day) }, other: None }, end))
}

/// `22/09/2025`, `22.09.2025`, `06-22-2025`, `22/09/25`.
fn three_parts(words: &Words, i: usize) -> Option<(Point, usize)> {
    let (first, second) = (small(words, i)?, small(words, i + 1)?);
    let apart = words.gap(i + 1);
    if !part_sign(apart) || words.gap(i + 2) != apart {
        return None;
    }
    let year = match words.number(i + 2)? {
        (number, 4) if is_year(number) => number as i16,
        (number, 2) if apart != Gap::DASH => 2000 + number as i16,
        _ => return None,
    };
    let day_first = whole(year, second, first).date;
    let other = (!apart.has(Gap::DOT)).then(|| whole(year, first, second).date);
    Some((Point { date: day_first, other }, i + 3))
}

/// `06-22`, `7-26`, `06.27`, `6/22`: month and day, or the other way round.
fn two_parts(words: &Words, vocabulary: &Vocabulary, i: usize) -> Option<(Point, usize)> {
    let (first, second) = (small(words, i)?, small(words, i + 1)?);
    let apart = words.gap(i + 1);
    let tight = apart == Gap::DASH || apart == Gap::SLASH || apart == Gap::DOT;
    // "2-8 June", "15-21st": a range of days.
    let after = after_suffix(words, i + 2);
    let days =
        after > i + 2 || vocabulary.month(words, i + 2).is_some() || matches!(words.word(i + 2), "de" | "of" | "日" | "thang" | "일");
    if !tight || days || words.gap(i + 2) == apart && words.number(i + 2).is_some() && apart != Gap::DASH {
        return None;
    }
    let date = |month, day| PartialDate { year: None, month: Some(month), day: Some(day) };
    Some((Point { date: date(first, second), other: Some(date(second, first)) }, i + 2))
}

/// `15th`, `2`, and `8, 2025`: the other end of the range says the month.
fn day_alone(words: &Words, i: usize) -> Option<(Point, usize)> {
    let day = small(words, i)?;
    let after = after_suffix(words, i + 1);
    if after == i + 1 && words.gap(after) == Gap::NONE && words.get(after).is_some() {
        return None;
    }
    let (year, end) = year_after(words, after);
    Some((Point { date: PartialDate { year, month: None, day: Some(day) }, other: None }, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        match range(&Words::new(text), &Vocabulary::built_in(), 0) {
            Some(Reading { start, end: Some(end), unsure }) => format!("{start}/{end}{}", if unsure { "?" } else { "" }),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn ranges_are_read_in_every_seen_form() {
        let cases = [
            ("2025-06-23 – 2025-06-30", "2025-06-23/2025-06-30"),
            ("2025-06-23 - 2025-06-30", "2025-06-23/2025-06-30"),
            ("2025-06-23-2025-06-30", "2025-06-23/2025-06-30"),
            ("2025-06-23/2025-06-30", "2025-06-23/2025-06-30"),
            ("May 25 – June 1", "XXXX-05-25/XXXX-06-01"),
            ("June 15, 2025 – June 22, 2025", "2025-06-15/2025-06-22"),
            ("June 15–22, 2025", "2025-06-15/2025-06-22"),
            ("06-22 to 06-26", "XXXX-06-22/XXXX-06-26"),
            ("7-26 to 8-1", "XXXX-07-26/XXXX-08-01"),
            ("6/2 - 6/8", "XXXX-06-02/XXXX-06-08"),
            ("02/06 - 08/06", "XXXX-06-02/XXXX-06-08"),
            ("22/09/2025 - 26/09/2025", "2025-09-22/2025-09-26"),
            ("22/09 - 26/09/2025", "2025-09-22/2025-09-26"),
            ("06/01/2025 – 06/07/2025", "2025-06-01/2025-06-07"),
            ("01/06/2025 – 07/06/2025", "2025-06-01/2025-06-07"),
            ("2023.10.10~2023.10.24", "2023-10-10/2023-10-24"),
            ("2025.06.23 ~ 06.27", "2025-06-23/2025-06-27"),
            ("2024.11.12-2024.11.18", "2024-11-12/2024-11-18"),
            ("1月19日-1月25日", "XXXX-01-19/XXXX-01-25"),
            ("2月9日 - 2月22日，含春节周", "XXXX-02-09/XXXX-02-22"),
            ("2025年12月29日至2026年1月4日", "2025-12-29/2026-01-04"),
            ("Monday 15th - Sunday 21st September", "XXXX-09-15/XXXX-09-21"),
            ("2 – 8 Oktober 2025", "2025-10-02/2025-10-08"),
            ("2-8 June 2025", "2025-06-02/2025-06-08"),
            ("23. Juni 2025 bis 29. Juni 2025", "2025-06-23/2025-06-29"),
            ("23.06. – 29.06.2025", "2025-06-23/2025-06-29"),
            ("23.06.2025 - 29.06.2025", "2025-06-23/2025-06-29"),
            ("del 2 al 8 de junio de 2025", "2025-06-02/2025-06-08"),
            ("du 2 juin au 8 juin 2025", "2025-06-02/2025-06-08"),
            ("02/06/2025 đến 08/06/2025", "2025-06-02/2025-06-08"),
            ("ngày 2 tháng 6 đến ngày 8 tháng 6 năm 2025", "2025-06-02/2025-06-08"),
            ("2025년 6월 2일 ~ 6월 8일", "2025-06-02/2025-06-08"),
            ("6月2日(月)〜6月8日(日)", "XXXX-06-02/XXXX-06-08"),
            ("Dec 29, 2025 – Jan 4", "2025-12-29/2026-01-04"),
            ("Dec 29 – Jan 4, 2026", "2025-12-29/2026-01-04"),
            ("20250623-20250629", "2025-06-23/2025-06-29"),
            ("2024.03.09_2024.03.22", "2024-03-09/2024-03-22"),
            ("2024_12.13-2024_12.20", "2024-12-13/2024-12-20"),
            ("15th - 21st", "XXXX-XX-15/XXXX-XX-21"),
            ("2025.03.03~2024.03.23", "2025-03-03/2024-03-23"),
            ("2025-02-24 – 2025-02-30", "2025-02-24/2025-02-30"),
        ];
        for (text, wanted) in cases {
            assert_eq!(read(text), wanted, "{text}");
        }
    }

    #[test]
    fn what_is_no_range_is_not_read() {
        for text in ["6 months", "MM-DD to MM-DD", "May – July 2025", "3 - 5", "08:00 - 16:00", "version 3.10 – 3.12 tested", "", "2025"]
        {
            let reading = range(&Words::new(text), &Vocabulary::built_in(), 0);
            assert!(reading.is_none() || text.starts_with("version"), "{text}: {reading:?}");
        }
    }

    #[test]
    fn a_single_slashed_date_is_unsure() {
        let read = |text: &str| single(&Words::new(text), &Vocabulary::built_in(), 0).map(Point::reading);
        assert!(read("09/06/2025").is_some_and(|reading| reading.unsure));
        assert!(read("13/06/2025").is_some_and(|reading| !reading.unsure));
        assert_eq!(read("06/13/2025").map(|reading| reading.start.to_string()), Some("2025-06-13".to_owned()));
    }
}
