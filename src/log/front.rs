//! What the front matter of a log says: dates, hours, sign-off, visibility, what is carried over.

use super::dates::{self, Dates, PartialDate};
use super::model::{Entry, Fact, Flag, Oddity, Origin, SignOff, State, Visibility, WeeklyLog};
use super::text::Words;
use super::{Input, hours, unfilled};
use crate::source::Span;
use crate::yaml::{self, Value};

/// Reads the keys that concern a log. Those that are about one week are left out when the page has `several`.
pub(super) fn read(input: &Input, log: &mut WeeklyLog, several: bool) {
    if !several {
        of_one_week(input, log);
    }
    log.mentor = input.front.text("mentor").filter(|text| !unfilled::is_template(text)).map(|text| fact(input, "mentor", text));
    log.signed_off = input.front.get("signed_off").and_then(sign_off).map(|value| fact(input, "signed_off", value));
    match input.front.text("visibility").map(|text| text.trim().to_ascii_lowercase()).as_deref() {
        None | Some("public") => {}
        Some("mentor" | "mentors" | "private") => log.visibility = Visibility::Mentor,
        // What cannot be read must not be published.
        Some(_) => {
            log.visibility = Visibility::Mentor;
            log.flags.push(Flag { oddity: Oddity::VisibilityUnknown, span: span(input, "visibility") });
        }
    }
}

fn of_one_week(input: &Input, log: &mut WeeklyLog) {
    read_dates(input, log);
    if let Some(value) = input.front.get("hours").and_then(yaml::text).and_then(|text| hours::minutes(&text, true)) {
        log.minutes = Some(fact(input, "hours", value));
    }
    if let Some(focus) = ["focus", "summary"].into_iter().find(|key| input.front.text(key).is_some_and(|text| !text.trim().is_empty())) {
        log.focus = input.front.text(focus).filter(|text| !unfilled::is_template(text)).map(|text| fact(input, focus, text));
    }
    let carried = input.front.get("carry").map(yaml::texts).unwrap_or_default();
    let span = span(input, "carry");
    log.carry.extend(carried.into_iter().map(|text| Entry { text, state: State::Unstated, notes: String::new(), span }));
}

fn span(input: &Input, key: &str) -> Span {
    input.front.key(key).map(|key| if key.value.is_empty() { key.span } else { key.value }).unwrap_or_default()
}

fn fact<T>(input: &Input, key: &str, value: T) -> Fact<T> {
    Fact { value, span: span(input, key), from: Origin::FrontMatter }
}

fn sign_off(value: &Value) -> Option<SignOff> {
    match value {
        Value::Mapping(_) => {
            let text =
                |key: &str| value.get(key).and_then(yaml::text).filter(|text| !text.trim().is_empty() && !unfilled::is_template(text));
            let signed = SignOff { by: text("by"), on: text("on") };
            (signed != SignOff::default()).then_some(signed)
        }
        Value::Bool(true) => Some(SignOff::default()),
        Value::String(text) => match yaml::flag(value) {
            Some(false) => None,
            Some(true) => Some(SignOff::default()),
            None => (!text.trim().is_empty() && !unfilled::is_template(text)).then(|| SignOff { by: Some(text.clone()), on: None }),
        },
        _ => None,
    }
}

fn read_dates(input: &Input, log: &mut WeeklyLog) {
    let key = |names: [&'static str; 3]| names.into_iter().find(|name| input.front.get(name).is_some());
    if let Some(key) = key(["dates", "period", "date_range"]) {
        let parts = input.front.get(key).map(yaml::texts).unwrap_or_default();
        let text = parts.join(" – ");
        let words = Words::new(&text);
        let range = dates::range(&words, input.vocabulary, 0).map(|reading| reading.dates(&text));
        let dates = range.or_else(|| dates::single(&words, input.vocabulary, 0).map(|point| point.reading().dates(&text)));
        match dates {
            Some(dates) => log.dates = Some(fact(input, key, dates)),
            None if unfilled::is_template(&text) => log.flags.push(Flag { oddity: Oddity::DatesUnfilled, span: span(input, key) }),
            None => log.flags.push(Flag { oddity: Oddity::DatesUnread, span: span(input, key) }),
        }
    }
    let start = key(["start", "start_date", "from"]);
    let end = key(["end", "end_date", "until"]);
    if log.dates.is_none()
        && let Some(start_key) = start
    {
        let read = |key: &'static str| {
            let text = input.front.text(key)?;
            let point = dates::single(&Words::new(&text), input.vocabulary, 0)?;
            Some((point.reading().start, point.reading().unsure, text))
        };
        match (read(start_key), end.and_then(read)) {
            (Some((start, unsure, text)), end) => {
                let written = end.as_ref().map_or(text.clone(), |(_, _, end)| format!("{text} – {end}"));
                let end: Option<PartialDate> = end.map(|(end, ..)| end);
                log.dates = Some(fact(input, start_key, Dates { start: Some(start), end, written, unsure }));
            }
            (None, _) => log.flags.push(Flag { oddity: Oddity::DatesUnread, span: span(input, start_key) }),
        }
    }
    if let Some(text) = input.front.text("date") {
        let words = Words::new(&text);
        if let Some(reading) = dates::range(&words, input.vocabulary, 0) {
            if log.dates.is_none() {
                log.dates = Some(fact(input, "date", reading.dates(&text)));
            }
        } else if let Some(point) = dates::single(&words, input.vocabulary, 0) {
            // The day of writing: it tells the year, not the days.
            log.dated = point.reading().start.date().map(|date| fact(input, "date", date)).or(log.dated.take());
        }
    }
}
