//! Dates as people and YAML write them.

use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, Zoned};

/// A date as people and YAML write it; without a zone it is in UTC.
pub fn parse(text: &str) -> Option<Zoned> {
    let text = text.trim();
    if text.is_empty() || text.len() > 60 {
        return None;
    }
    if text.len() > 4 && text.bytes().all(|b| b.is_ascii_digit()) {
        return Some(Timestamp::from_second(text.parse().ok()?).ok()?.to_zoned(TimeZone::UTC));
    }
    if let Ok(time) = text.parse::<Timestamp>() {
        return Some(time.to_zoned(offset(text)));
    }
    const ZONED: &[&str] = &["%Y-%m-%d %H:%M:%S%.f %z", "%Y-%m-%d %H:%M:%S%.f%:z", "%Y-%m-%d %H:%M %z", "%a, %d %b %Y %H:%M:%S %z"];
    let zoned = text.strip_suffix(" UTC").map(|text| format!("{text} +0000"));
    let text = zoned.as_deref().unwrap_or(text);
    if let Some(time) = ZONED.iter().find_map(|format| Zoned::strptime(format, text).ok()) {
        return Some(time);
    }
    const LOCAL: &[&str] = &["%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%d %H:%M"];
    const DAYS: &[&str] = &["%Y-%m-%d", "%Y/%m/%d", "%d.%m.%Y", "%Y%m%d"];
    let local = LOCAL.iter().find_map(|format| DateTime::strptime(format, text).ok());
    let day = || DAYS.iter().find_map(|format| Date::strptime(format, text).ok()).or_else(|| in_words(text)).map(|day| day.at(0, 0, 0, 0));
    local.or_else(day)?.to_zoned(TimeZone::UTC).ok()
}

const MONTHS: [&str; 12] =
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

/// A day with the English name of its month, in any order: "5 September, 2023", "May 3rd, 2020". Without a day the first.
fn in_words(text: &str) -> Option<Date> {
    let (mut year, mut month, mut day) = (None, None, None);
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let word = word.to_lowercase();
        let letters = word.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = &word[..word.len() - letters.len()];
        let named =
            MONTHS.iter().position(|month| letters.len() >= 3 && month.starts_with(letters) || letters == "sept" && *month == "september");
        // What is said twice is a span of time, and none of its ends is meant.
        let again = match (digits.len(), named) {
            (0, Some(number)) => month.replace(number as i8 + 1).is_some(),
            (0, None) => false,
            (4, _) if letters.is_empty() => year.replace(digits.parse().ok()?).is_some(),
            (1 | 2, _) if matches!(letters, "" | "st" | "nd" | "rd" | "th") => day.replace(digits.parse().ok()?).is_some(),
            _ => true,
        };
        if again {
            return None;
        }
    }
    Date::new(year?, month?, day.unwrap_or(1)).ok()
}

/// The zone that a time ends with.
fn offset(text: &str) -> TimeZone {
    let hours_and_minutes = || {
        let at = text.rfind(['+', '-']).filter(|&at| at > 10)?;
        let digits: String = text[at + 1..].chars().filter(char::is_ascii_digit).collect();
        let hours: i32 = digits.get(..2)?.parse().ok()?;
        let minutes: i32 = digits.get(2..4).and_then(|text| text.parse().ok()).unwrap_or(0);
        let seconds = (hours * 60 + minutes) * 60;
        Offset::from_seconds(if text[at..].starts_with('-') { -seconds } else { seconds }).ok()
    };
    hours_and_minutes().map_or(TimeZone::UTC, TimeZone::fixed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::fmt::strtime;

    #[test]
    fn dates_are_read_as_people_write_them() {
        for text in [
            "2025-06-23",
            "June 23, 2025",
            "23 Jun 2025",
            "23 June, 2025",
            "Monday, June 23rd 2025",
            "the 23rd of June, 2025",
            "2025-06-23 00:00:00 +0000",
            "2025-06-23T00:00:00Z",
            "1750636800",
        ] {
            let time = parse(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(strtime::format("%Y-%m-%d %H:%M %z", &time).expect("valid"), "2025-06-23 00:00 +0000", "{text}");
        }
        for text in ["Aug 2025", "August 2025", "1 Aug 2025"] {
            assert_eq!(parse(text).expect(text).date(), Date::constant(2025, 8, 1), "{text}");
        }
        for text in ["soon", "June-July 2025", "June 3-5 2025", "June", "marching 2025", "31 June 2025"] {
            assert!(parse(text).is_none(), "{text}");
        }
    }
}
