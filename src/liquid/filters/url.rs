//! Filters for addresses.

use super::super::value;
use super::{Call, Named};
use crate::site::address;
use liquid_core::model::Value;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

pub(super) const FILTERS: &[Named] = &[
    ("relative_url", |call| address(call, relative)),
    ("absolute_url", |call| address(call, absolute)),
    ("strip_index", |call| {
        let text = call.text();
        value::string(text.strip_suffix("index.html").unwrap_or(&text))
    }),
    ("cgi_escape", |call| value::string(&utf8_percent_encode(&call.text(), CGI).to_string().replace("%20", "+"))),
    ("uri_escape", |call| value::string(&utf8_percent_encode(&call.text(), URI).to_string())),
];

const CGI: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'*').remove(b'~');

#[rustfmt::skip]
const URI: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-').remove(b'_').remove(b'.').remove(b'~').remove(b'!').remove(b'$').remove(b'&').remove(b'\'').remove(b'(').remove(b')')
    .remove(b'*').remove(b'+').remove(b',').remove(b';').remove(b'=').remove(b':').remove(b'@').remove(b'/').remove(b'?').remove(b'#')
    .remove(b'[').remove(b']');

fn address(call: &Call, make: fn(&Call, &str) -> String) -> Value {
    match call.value() {
        Value::Nil => Value::Nil,
        // A page or document stands for its address.
        object @ Value::Object(_) => value::string(&make(call, &value::text(&value::property(&object, "url")))),
        other => value::string(&make(call, &value::text(&other))),
    }
}

fn is_absolute(text: &str) -> bool {
    text.split_once(':')
        .is_some_and(|(scheme, rest)| rest.starts_with("//") && scheme.starts_with(|c: char| c.is_ascii_alphabetic()) || scheme == "mailto")
}

/// Jekyll's `relative_url`: the base in front, one slash between.
fn relative(call: &Call, text: &str) -> String {
    if is_absolute(text) {
        return text.to_owned();
    }
    under(&call.config("baseurl"), text)
}

fn under(base: &str, text: &str) -> String {
    let base = base.trim_end_matches('/');
    let base = if base.is_empty() || base.starts_with('/') { base.to_owned() } else { format!("/{base}") };
    let text = text.trim_start_matches('/');
    let (path, rest) = text.split_at(text.find(['?', '#']).unwrap_or(text.len()));
    let path = if path.contains('%') { path.into() } else { address::encode(path) };
    if text.is_empty() && !base.is_empty() { base } else { format!("{base}/{path}{rest}") }
}

fn absolute(call: &Call, text: &str) -> String {
    if is_absolute(text) {
        return text.to_owned();
    }
    format!("{}{}", call.config("url").trim_end_matches('/'), relative(call, text))
}
