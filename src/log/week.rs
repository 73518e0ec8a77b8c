//! Which week a short text names: `week-04`, `Weeks 6–8`, `T2 Week 1`, `第四周`, `3주차`, `Fifteenth Week`.

use super::model::WeekRange;
use super::text::{Gap, Kind, Words};
use super::vocabulary::Vocabulary;

/// No internship lasts longer, in weeks: larger numbers are years and tickets.
const LAST: u32 = 299;

/// A week in a text: which, and the tokens that name it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Hit {
    pub(super) week: WeekRange,
    /// The first token of it.
    pub(super) start: usize,
    /// One past its last token.
    pub(super) end: usize,
}

/// The first week that a text names.
pub(super) fn find(words: &Words, vocabulary: &Vocabulary) -> Option<Hit> {
    (0..words.len()).find_map(|i| at(words, vocabulary, i))
}

/// The week that is named from token `i` on.
fn at(words: &Words, vocabulary: &Vocabulary, i: usize) -> Option<Hit> {
    let (first, last, end) = number_after(words, vocabulary, i)
        .or_else(|| ordinal_before(words, vocabulary, i))
        .or_else(|| between_signs(words, i))
        .or_else(|| korean(words, i))?;
    let (term, start) = term_before(words, i).map_or((None, i), |(term, start)| (Some(term), start));
    Some(Hit { week: WeekRange { term, first, last }, start, end })
}

/// Whether a word stands for weeks as such, without a number. "Tuan" and "Minggu" are names, too.
pub(super) fn speaks_of_weeks(words: &Words) -> bool {
    (0..words.len()).any(|i| week_word(words, i) == Some(true) || words.word(i) == "week")
}

/// Whether a token is a word for a week, and whether it stands in the plural.
fn week_word(words: &Words, i: usize) -> Option<bool> {
    Some(match words.word(i) {
        "week" | "wk" | "semana" | "semaine" | "woche" | "kw" | "kalenderwoche" | "tuan" | "minggu" | "pekan" => false,
        "weeks" | "wks" | "weken" | "semanas" | "semaines" | "wochen" => true,
        "w" if words.gap(i + 1) == Gap::NONE && words.number(i + 1).is_some() => false,
        _ => return None,
    })
}

fn number(words: &Words, i: usize) -> Option<u16> {
    let (number, digits) = words.number(i)?;
    (number <= LAST && digits <= 3).then_some(number as u16)
}

/// `week 4`, `week no. 4`, `minggu ke-4`, `tuần thứ 4`, `week four`, `Weeks 6–8`, `Week 11 and Week 12`.
fn number_after(words: &Words, vocabulary: &Vocabulary, i: usize) -> Option<(u16, u16, usize)> {
    let plural = week_word(words, i)?;
    let near = Gap::SPACE.or(Gap::DASH).or(Gap::DOT).or(Gap::OTHER);
    let mut at = i + 1;
    if matches!(words.word(at), "no" | "nr" | "n" | "number" | "num" | "ke" | "thu" | "numero") && words.gap(at).only(near) {
        at += 1;
    }
    if !words.gap(at).only(near) {
        return None;
    }
    let (first, end) = match number(words, at) {
        Some(number) => (number, at + 1),
        None => {
            let (end, number) = vocabulary.cardinal(words, at).or_else(|| {
                // "minggu kedua", but not "week first".
                let named = matches!(words.word(i), "minggu" | "pekan" | "tuan" | "semana" | "semaine");
                vocabulary.ordinal(words, at).filter(|_| named)
            })?;
            (number, end)
        }
    };
    let (last, end) = range_end(words, first, end, plural).unwrap_or((first, end));
    Some((first, last, end))
}

/// The second number of a range whose first ends before token `at`.
fn range_end(words: &Words, first: u16, at: usize, plural: bool) -> Option<(u16, usize)> {
    let gap = words.gap(at);
    let signs = Gap::DASH.or(Gap::TILDE).or(Gap::PLUS);
    let loose = Gap::COMMA.or(Gap::SLASH);
    let by_sign = (gap.has(signs) && gap.only(signs.or(Gap::SPACE))) || (plural && gap.has(loose) && gap.only(loose.or(Gap::SPACE)));
    let by_word =
        matches!(words.word(at), "and" | "to" | "y" | "e" | "et" | "und" | "en" | "a" | "bis" | "den" | "dan" | "sampai" | "until")
            && gap.only(Gap::SPACE.or(Gap::DASH));
    let mut next = match (by_sign, by_word) {
        (true, _) => at,
        (_, true) => at + 1,
        _ => return None,
    };
    let again = week_word(words, next).is_some();
    if again {
        next += 1;
    }
    let last = number(words, next)?;
    let end = next + 1;
    let after = words.gap(end);
    let bounded = end >= words.len() || after.has(Gap::COLON.or(Gap::OPEN).or(Gap::DASH).or(Gap::COMMA).or(Gap::CLOSE));
    let dated = after == Gap::DASH && words.number(end).is_some() && words.gap(next) == Gap::DASH;
    let plausible = last > first && last - first <= 25 && !dated;
    (plausible && (bounded || plural || again)).then_some((last, end))
}

/// `2nd week`, `3e semaine`, `1. Woche`, `first week`, `second to sixth week`, `tenth & eleventh week`.
fn ordinal_before(words: &Words, vocabulary: &Vocabulary, i: usize) -> Option<(u16, u16, usize)> {
    let (first, mut at) = ordinal(words, vocabulary, i)?;
    let mut last = first;
    let joined = matches!(words.word(at), "to" | "and" | "y" | "et" | "und" | "en" | "bis" | "a");
    let next = if joined { at + 1 } else { at };
    if (joined || words.gap(at).has(Gap::PLUS.or(Gap::TILDE).or(Gap::DASH)))
        && let Some((number, end)) = ordinal(words, vocabulary, next)
        && number > first
        && number - first <= 25
    {
        last = number;
        at = end;
    }
    let near = words.gap(at).only(Gap::SPACE.or(Gap::DASH).or(Gap::DOT));
    (near && week_word(words, at).is_some()).then_some((first, last, at + 1))
}

fn ordinal(words: &Words, vocabulary: &Vocabulary, i: usize) -> Option<(u16, usize)> {
    if let Some((end, number)) = vocabulary.ordinal(words, i) {
        return Some((number, end));
    }
    let number = number(words, i)?;
    if words.gap(i + 1) == Gap::NONE
        && matches!(words.word(i + 1), "st" | "nd" | "rd" | "th" | "a" | "e" | "er" | "ere" | "eme" | "de" | "ste")
    {
        return Some((number, i + 2));
    }
    // "1. Woche", and no other language's full stop.
    (words.gap(i + 1).has(Gap::DOT) && words.word(i + 1) == "woche").then_some((number, i + 1))
}

/// `第4周`, `第四周`, `第3-4周`, `第5週目`.
fn between_signs(words: &Words, i: usize) -> Option<(u16, u16, usize)> {
    if !matches!(words.word(i), "第" | "제") {
        return None;
    }
    let (first, mut at) = east_asian_number(words, i + 1)?;
    let mut last = first;
    let signs = Gap::DASH.or(Gap::TILDE).or(Gap::COMMA).or(Gap::SPACE).or(Gap::PLUS);
    let joined = matches!(words.word(at), "至" | "到" | "和" | "与");
    if ((words.gap(at).only(signs) && words.gap(at) != Gap::NONE) || joined)
        && let Some((number, end)) = east_asian_number(words, at + usize::from(joined))
        && number > first
    {
        last = number;
        at = end;
    }
    matches!(words.word(at), "周" | "週" | "주").then_some((first, last, at + 1))
}

/// `3주차`, `3週目`.
fn korean(words: &Words, i: usize) -> Option<(u16, u16, usize)> {
    let number = number(words, i)?;
    let counted = matches!((words.word(i + 1), words.word(i + 2)), ("주", "차") | ("週", "目"));
    counted.then_some((number, number, i + 3))
}

fn east_asian_number(words: &Words, i: usize) -> Option<(u16, usize)> {
    if let Some(number) = number(words, i) {
        return Some((number, i + 1));
    }
    let mut total = 0u16;
    let mut digit = None;
    let mut at = i;
    while let Some(token) = words.get(at).filter(|token| token.kind == Kind::Sign) {
        if at > i && token.gap != Gap::NONE {
            break;
        }
        let sign = words.word(at).chars().next()?;
        match "零一二三四五六七八九".chars().position(|c| c == sign) {
            Some(value) => digit = Some(value as u16),
            None if sign == '两' => digit = Some(2),
            None if sign == '十' && total == 0 => total = 10 * digit.take().unwrap_or(1),
            None => break,
        }
        at += 1;
    }
    let number = total + digit.unwrap_or(0);
    (at > i && at - i <= 3).then_some((number, at))
}

/// `T2 Week 1`, `Term 2, Week 1`.
fn term_before(words: &Words, i: usize) -> Option<(u16, usize)> {
    let number_at = i.checked_sub(1)?;
    let word_at = i.checked_sub(2)?;
    let term = number(words, number_at).filter(|&term| (1..=9).contains(&term))?;
    let compact = words.gap(number_at) == Gap::NONE;
    let named = match words.word(word_at) {
        "term" | "semester" | "trimester" | "trimestre" | "semestre" => true,
        "t" | "s" => compact,
        _ => false,
    };
    let near = words.gap(i).only(Gap::SPACE.or(Gap::DASH).or(Gap::COMMA).or(Gap::COLON));
    (named && near).then_some((term, word_at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(u16, u16)> {
        find(&Words::new(text), &Vocabulary::built_in()).map(|hit| (hit.week.first, hit.week.last))
    }

    #[test]
    fn weeks_are_read_in_every_seen_form() {
        let cases = [
            ("week-04", 4, 4),
            ("Week01", 1, 1),
            ("Week 6–8", 6, 8),
            ("Weeks 6–8", 6, 8),
            ("Week 4 + 5", 4, 5),
            ("week11-12", 11, 12),
            ("Week 11 and Week 12", 11, 12),
            ("Weeks 1, 2", 1, 2),
            ("1.4-Week4", 4, 4),
            ("1.10-Week10", 10, 10),
            ("week0", 0, 0),
            ("T2 Week 1", 1, 1),
            ("第四周", 4, 4),
            ("第1周", 1, 1),
            ("第十二周", 12, 12),
            ("第二十周", 20, 20),
            ("第3-4周", 3, 4),
            ("Tuần 4", 4, 4),
            ("Tuần thứ 4", 4, 4),
            ("Minggu 1", 1, 1),
            ("Minggu ke-3", 3, 3),
            ("Pekan ke-2", 2, 2),
            ("Semana 3", 3, 3),
            ("semana_01", 1, 1),
            ("Semaine n°7", 7, 7),
            ("KW 26", 26, 26),
            ("3. Woche", 3, 3),
            ("2nd week", 2, 2),
            ("3e semaine", 3, 3),
            ("Fifteenth Week", 15, 15),
            ("Twenty-first Week of Internship", 21, 21),
            ("Second to Sixth Week of Internship", 2, 6),
            ("Tenth&Eleventh-Week", 10, 11),
            ("3주차", 3, 3),
            ("第5週", 5, 5),
            ("Week Two", 2, 2),
        ];
        for (text, first, last) in cases {
            assert_eq!(read(text), Some((first, last)), "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_a_week_is_not_one() {
        for text in [
            "14-week programme",
            "two weeks",
            "Five Weeks of Internship",
            "3주",
            "一周总结",
            "Week 2025",
            "weekly",
            "This week 12 tests",
            "次週",
        ] {
            assert!(!matches!(read(text), Some((first, _)) if first != 12), "{text}: {:?}", read(text));
        }
        assert_eq!(read("Week 1 - 5 June"), Some((1, 1)));
        assert_eq!(read("Week 3 - 5 bugs fixed"), Some((3, 3)));
        assert_eq!(read("week-04-2025-06-23"), Some((4, 4)));
        assert_eq!(read("Week 3, 12 June"), Some((3, 3)));
    }

    #[test]
    fn terms_are_told_apart() {
        let hit = find(&Words::new("Term 2 Week 1"), &Vocabulary::built_in()).expect("a week");
        assert_eq!((hit.week.term, hit.start), (Some(2), 0));
    }
}
