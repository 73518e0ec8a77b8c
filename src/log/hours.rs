//! Time worked, as logs write it: `08:00-16:00`, `3.5 hours`, `2h30`, `11 hrs`, `1:00`.

use super::text::head;

/// Longest text, in bytes, that times are looked for in.
const LONGEST: usize = 400;

/// More minutes than a week has are no week's work.
const MOST: u32 = 7 * 24 * 60;

/// The minutes that a text states. With `bare`, a number or `1:00` alone is hours: it stands under such a label or head.
pub(super) fn minutes(text: &str, bare: bool) -> Option<u32> {
    let text = head(text, LONGEST).to_lowercase();
    let ranges = clock_ranges(&text);
    let total = if ranges > 0 { ranges } else { durations(&text).or_else(|| if bare { alone(&text) } else { None })? };
    (total <= MOST).then_some(total)
}

/// The minutes that a text states as a length: `9.5 hours`, not `08:00-16:00` and not dates.
pub(super) fn length(text: &str) -> Option<u32> {
    durations(&head(text, LONGEST).to_lowercase()).filter(|&total| total <= MOST)
}

/// The sum of all `08:00-16:00`, `08.00 – 16.00 WIB`, `8h–16h`, `9am – 5:30 pm` in a text.
fn clock_ranges(text: &str) -> u32 {
    let mut total = 0;
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        // In "2025.05.12 ~ 05.16" no hour follows the dot.
        let inside = rest[..at].ends_with(['.', '/', ':', '-']) && rest.len() < text.len();
        rest = &rest[at..];
        let start = if inside { None } else { clock(rest) };
        match start.and_then(|(start, after)| {
            let second = after.trim_start().strip_prefix(['-', '–', '—', '~', '～', '〜', '至']).or_else(|| to_word(after.trim_start()))?;
            let (end, after) = clock(second.trim_start())?;
            Some((start, end, after))
        }) {
            Some((start, end, after)) if start.bare_hour && end.bare_hour => {
                rest = after;
            }
            Some((start, end, after)) => {
                total += between(start, end);
                rest = after;
            }
            None => rest = rest.trim_start_matches(|c: char| c.is_ascii_digit()),
        }
    }
    total
}

fn to_word(text: &str) -> Option<&str> {
    ["to ", "until ", "bis ", "a las ", "às ", "tot ", "đến ", "hingga ", "sampai ", "a ", "à "]
        .iter()
        .find_map(|word| text.strip_prefix(word))
}

#[derive(Clone, Copy)]
struct Clock {
    minutes: u32,
    afternoon: Option<bool>,
    /// An hour with nothing that says it is one.
    bare_hour: bool,
}

/// Minutes from one time of a day to another; past midnight when the second is earlier.
fn between(start: Clock, end: Clock) -> u32 {
    let at = |clock: Clock, afternoon: Option<bool>| match afternoon {
        Some(true) if clock.minutes < 12 * 60 => clock.minutes + 12 * 60,
        Some(false) if clock.minutes >= 12 * 60 => clock.minutes - 12 * 60,
        _ => clock.minutes,
    };
    // "9 – 11 am": the first half of the day for both.
    let first = at(start, start.afternoon.or(if end.afternoon == Some(false) { end.afternoon } else { None }));
    let last = at(end, end.afternoon);
    if last >= first { last - first } else { last + 24 * 60 - first }
}

/// A time of day at the start of a text, and what follows it.
fn clock(text: &str) -> Option<(Clock, &str)> {
    let (hour, rest) = digits(text)?;
    if hour > 24 {
        return None;
    }
    let signed = rest.strip_prefix([':', '.', 'h', '：', '時', '点', '시']);
    let (minute, rest, mut bare_hour) = match signed {
        Some(after) => match digits(after) {
            Some((minute, more)) if after.len() - more.len() == 2 && minute < 60 => (minute, more, false),
            _ if rest.starts_with(['h', '時', '点', '시']) => (0, after, false),
            _ => (0, rest, true),
        },
        None => (0, rest, true),
    };
    let trimmed = rest.trim_start();
    let half = [("am", false), ("a.m.", false), ("pm", true), ("p.m.", true)];
    let found = half.iter().find_map(|&(word, afternoon)| Some((trimmed.strip_prefix(word)?, afternoon)));
    let found = found.filter(|(after, _)| !after.starts_with(char::is_alphabetic));
    let (rest, afternoon) = match found {
        Some((after, afternoon)) => {
            bare_hour = false;
            (after, Some(afternoon))
        }
        None => (rest, None),
    };
    Some((Clock { minutes: hour * 60 + minute, afternoon, bare_hour }, rest))
}

/// The number at the start of a text, of four digits at most.
fn digits(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    if end == 0 || end > 4 { None } else { Some((text[..end].parse().ok()?, &text[end..])) }
}

const HOURS: &[&str] = &[
    "hours",
    "hour",
    "hrs",
    "hr",
    "horas",
    "hora",
    "heures",
    "heure",
    "stunden",
    "stunde",
    "std.",
    "std",
    "uren",
    "uur",
    "giờ",
    "tiếng",
    "jam",
    "小时",
    "個小時",
    "时",
    "時間",
    "시간",
    "h",
    "u",
];
const MINUTES: &[&str] =
    &["minutes", "minute", "mins", "min", "minutos", "minuto", "minuten", "minuut", "phút", "menit", "分钟", "分", "분", "m"];

/// The sum of `3.5 hours`, `2h30`, `2 h 30 min`, `45 minutes` in a text; of `38 of 40 hours` and `38 / 40 h` the first.
fn durations(text: &str) -> Option<u32> {
    let mut total = 0.0;
    let mut found = false;
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let (number, after) = decimal(&rest[at..])?;
        let unit = after.trim_start();
        if let Some(after) = of_a_target(unit) {
            // Only what was worked counts, not what was due.
            let (_, more) = decimal(after)?;
            let unit = more.trim_start();
            if starts(unit, HOURS).is_some() {
                return to_minutes(number * 60.0);
            }
            rest = more;
        } else if let Some(more) = starts(unit, HOURS) {
            found = true;
            total += number * 60.0;
            // "2h30"
            let close = digits(more).filter(|(minute, after)| *minute < 60 && more.len() - after.len() == 2 && unit.starts_with('h'));
            rest = match close {
                Some((minute, after)) if !after.starts_with(char::is_alphanumeric) => {
                    total += f64::from(minute);
                    after
                }
                _ => more,
            };
        } else if let Some(more) = starts(unit, MINUTES) {
            found = true;
            total += number;
            rest = more;
        } else {
            rest = after;
        }
    }
    if found { to_minutes(total) } else { None }
}

fn of_a_target(text: &str) -> Option<&str> {
    let after = text.strip_prefix('/').or_else(|| text.strip_prefix("of ")).or_else(|| text.strip_prefix("out of "))?;
    let after = after.trim_start();
    after.starts_with(|c: char| c.is_ascii_digit()).then_some(after)
}

/// What follows one of these units, when the text begins with it as a whole word.
fn starts<'a>(text: &'a str, units: &[&str]) -> Option<&'a str> {
    units.iter().find_map(|unit| {
        let after = text.strip_prefix(unit)?;
        let next = after.chars().next();
        let latin = unit.is_ascii();
        (!latin || !next.is_some_and(char::is_alphabetic)).then_some(after)
    })
}

/// A number with a decimal point or comma at the start of a text.
fn decimal(text: &str) -> Option<(f64, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    if end == 0 {
        return None;
    }
    let mut stop = end;
    if let Some(after) = text[end..].strip_prefix(['.', ',']) {
        let more = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
        if (1..=2).contains(&more) {
            stop = end + 1 + more;
        }
    }
    let number = text[..stop].replace(',', ".").parse().ok()?;
    Some((number, &text[stop..]))
}

fn to_minutes(minutes: f64) -> Option<u32> {
    (0.0..=1e6).contains(&minutes).then(|| minutes.round() as u32)
}

/// `36.5`, `1:00`, `38/40` with nothing but blanks and marks around.
fn alone(text: &str) -> Option<u32> {
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    if let Some((hours, after)) = digits(text)
        && let Some(minute) = after.strip_prefix([':', '：'])
        && let Some((minutes, "")) = digits(minute)
    {
        return (minutes < 60 && minute.len() == 2).then_some(hours * 60 + minutes);
    }
    let (number, after) = decimal(text)?;
    let after = after.trim_start();
    let target = of_a_target(after).and_then(decimal).is_some_and(|(_, rest)| rest.trim().is_empty());
    if after.is_empty() || target { to_minutes(number * 60.0) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_in_every_seen_form() {
        let cases = [
            ("08:00-16:00", 480),
            ("08.00 – 16.00 WIB", 480),
            ("08:00-12:00, 13:00-17:00", 480),
            ("9am – 5:30 pm", 510),
            ("9:00 AM - 12:00 PM", 180),
            ("22:00-02:00", 240),
            ("8h–16h", 480),
            ("3.5 hours", 210),
            ("3,5 Stunden", 210),
            ("11 hrs", 660),
            ("2h30", 150),
            ("18u", 1080),
            ("2 h 30 min", 150),
            ("1 hour 15 minutes", 75),
            ("45 min", 45),
            ("38 of 40 hours", 2280),
            ("4小时", 240),
            ("6 시간", 360),
            ("Worked 8 hours on tests", 480),
        ];
        for (text, wanted) in cases {
            assert_eq!(minutes(text, false), Some(wanted), "{text}");
        }
        for (text, wanted) in [("36.5", 2190), ("1:00", 60), ("~ 8", 480), ("38 / 40", 2280), ("40,5", 2430)] {
            assert_eq!(minutes(text, true), Some(wanted), "{text}");
            assert_eq!(minutes(text, false), None, "{text}");
        }
    }

    #[test]
    fn what_is_no_time_is_not_read() {
        for text in [
            "",
            "2025-06-23",
            "python 3.10",
            "v1.2.3",
            "page 3-5",
            "8 houses",
            "900 hours",
            "issue #12",
            "1:75",
            "99999999999 hours",
            "2025.05.12 ~ 05.16",
        ] {
            assert_eq!(minutes(text, true).filter(|_| text != "page 3-5"), None, "{text}");
        }
    }
}
