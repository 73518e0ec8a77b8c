//! Filters for dates. There is no clock: "now" is the site's time, which comes from outside or from its content.

use super::super::value;
use super::{Call, Named};
use crate::site::date::parse;
use jiff::Zoned;
use jiff::fmt::strtime;
use liquid_core::model::Value;

pub(super) const FILTERS: &[Named] = &[
    ("date", |call| {
        let Some(format) = call.text_of(0).filter(|format| !format.is_empty()) else { return call.value() };
        shown(call, &format)
    }),
    ("date_to_xmlschema", |call| shown(call, "%Y-%m-%dT%H:%M:%S%:z")),
    ("date_to_rfc822", |call| shown(call, "%a, %d %b %Y %H:%M:%S %z")),
    ("date_to_string", |call| long(call, "%b")),
    ("date_to_long_string", |call| long(call, "%B")),
];

fn read(call: &Call) -> Option<Zoned> {
    let text = match call.value() {
        Value::Nil => return None,
        other => value::text(&other),
    };
    match text.trim() {
        "now" | "today" => parse(&call.config("time")),
        text => parse(text),
    }
}

/// The date in a format of `strftime`; what is no date stays as it is.
fn shown(call: &Call, format: &str) -> Value {
    match read(call) {
        Some(time) => value::string(&strtime::format(format, &time).unwrap_or_else(|_| lenient(format, &time))),
        None if matches!(call.value(), Value::Nil) => Value::Nil,
        None if matches!(call.text().trim(), "now" | "today") => Value::Nil,
        None => call.value(),
    }
}

/// Directive by directive, so that an unknown one stays as it is.
fn lenient(format: &str, time: &Zoned) -> String {
    let mut out = String::new();
    let mut rest = format;
    while let Some(at) = rest.find('%') {
        out.push_str(&rest[..at]);
        let length = rest[at + 1..].find(|c: char| c.is_ascii_alphabetic() || c == '%').map_or(rest.len() - at, |end| end + 2);
        let directive = &rest[at..at + length];
        out.push_str(&strtime::format(directive, time).unwrap_or_else(|_| directive.to_owned()));
        rest = &rest[at + length..];
    }
    out + rest
}

/// "23 Jun 2025", "23rd Jun 2025" or "Jun 23rd, 2025".
fn long(call: &Call, month: &str) -> Value {
    let ordinal = call.text_of(0).as_deref() == Some("ordinal");
    let american = call.text_of(1).as_deref() == Some("US");
    let Some(time) = read(call).filter(|_| ordinal) else { return shown(call, &format!("%d {month} %Y")) };
    let day = time.day();
    let ending = match (day % 10, day / 10) {
        (1, 0 | 2 | 3) => "st",
        (2, 0 | 2) => "nd",
        (3, 0 | 2) => "rd",
        _ => "th",
    };
    let format = if american { format!("{month} {day}{ending}, %Y") } else { format!("{day}{ending} {month} %Y") };
    shown(call, &format)
}
