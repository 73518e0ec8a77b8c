//! Filters for texts.

use super::super::value;
use super::{Call, LONGEST, Markdown, Named};
use crate::page::html::{HoleKind, escape_href};
use crate::page::markdown;
use crate::site::slug::slugify;
use crate::source::Source;
use liquid_core::model::{State, Value};
use std::sync::{Arc, LazyLock};

pub(super) const FILTERS: &[Named] = &[
    ("append", |call| bounded(call.text() + &call.text_of(0).unwrap_or_default())),
    ("prepend", |call| bounded(call.text_of(0).unwrap_or_default() + &call.text())),
    ("replace", replace),
    ("replace_last", |call| ends(call, true)),
    ("remove_last", |call| ends(call, false)),
    ("split", split),
    ("default", default),
    ("jsonify", |call| bounded(value::json(&call.value()).to_string())),
    ("inspect", |call| bounded(html(&value::inspect(&call.value())))),
    ("xml_escape", |call| bounded(html(&call.text()))),
    ("slugify", |call| value::string(&slugify(&call.text(), call.text_of(0).as_deref().unwrap_or("default")))),
    ("strip_html", strip_html),
    ("number_of_words", |call| Value::scalar(call.text().split_whitespace().count() as i64)),
    ("normalize_whitespace", |call| bounded(call.text().split_whitespace().collect::<Vec<_>>().join(" "))),
    ("markdownify", |call| bounded(markdown(call, &call.text()))),
    ("smartify", smartify),
];

/// A text, unless something blew it up.
pub(super) fn bounded(text: String) -> Value {
    if text.len() > LONGEST { Value::Nil } else { Value::scalar(kstring::KString::from_string(text)) }
}

fn replace(call: &Call) -> Value {
    let (text, from, to) = (call.text(), call.text_of(0).unwrap_or_default(), call.text_of(1).unwrap_or_default());
    let times = if from.is_empty() { text.len() + 1 } else { text.matches(&from).count() };
    if text.len().saturating_add(times.saturating_mul(to.len())) > LONGEST + text.len() {
        return Value::Nil;
    }
    bounded(text.replace(&from, &to))
}

fn ends(call: &Call, replace: bool) -> Value {
    let (text, from) = (call.text(), call.text_of(0).unwrap_or_default());
    let to = if replace { call.text_of(1).unwrap_or_default() } else { String::new() };
    match text.rfind(&from) {
        Some(at) => bounded(format!("{}{to}{}", &text[..at], &text[at + from.len()..])),
        None => value::string(&text),
    }
}

/// Ruby's `split`: a single space is any white space; empty pieces at the end are dropped.
fn split(call: &Call) -> Value {
    let (text, by) = (call.text(), call.text_of(0).unwrap_or_default());
    let mut pieces: Vec<&str> = match by.as_str() {
        " " => text.split_whitespace().collect(),
        "" => text.split("").filter(|piece| !piece.is_empty()).take(1 << 20).collect(),
        by => text.split(by).collect(),
    };
    while pieces.last().is_some_and(|piece| piece.is_empty()) {
        pieces.pop();
    }
    Value::Array(pieces.into_iter().map(value::string).collect())
}

fn default(call: &Call) -> Value {
    let value = call.value();
    let keeps_false = call.named.iter().any(|(name, value)| name == "allow_false" && value::truthy(value));
    let empty = value::equal(&value, &Value::State(State::Empty)) || !value::truthy(&value);
    if empty && (!keeps_false || matches!(value, Value::Nil)) { call.argument(0) } else { value }
}

/// Ruby's `CGI.escapeHTML`.
fn html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

static TAGS: LazyLock<regex::Regex> = LazyLock::new(|| {
    regex::Regex::new(r"(?is)<script.*?</script>|<!--.*?-->|<style.*?</style>|<.*?>").unwrap_or_else(|error| unreachable!("{error}"))
});

fn strip_html(call: &Call) -> Value {
    bounded(TAGS.replace_all(&call.text(), "").into_owned())
}

/// Markdown as HTML, with links as they are written.
fn markdown(call: &Call, text: &str) -> String {
    let options: Arc<markdown::Options> = Arc::clone(&call.runtime.registers().get_mut::<Markdown>().0);
    let source = Arc::new(Source::new("", text));
    let (body, ..) = markdown::render(&source, 0, &options);
    body.fill(|kind, html| match kind {
        HoleKind::Link(url) => escape_href(html, url),
        HoleKind::Image(url) => {
            html.push_str(" src=\"");
            escape_href(html, url);
            html.push('"');
        }
        HoleKind::Weeks => html.push_str("<!-- weeklog:weeks -->"),
    })
}

fn smartify(call: &Call) -> Value {
    let html = markdown(call, &call.text());
    let html = html.trim();
    bounded(html.strip_prefix("<p>").and_then(|html| html.strip_suffix("</p>")).unwrap_or(html).to_owned())
}
