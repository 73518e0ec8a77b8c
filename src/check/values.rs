//! Values of the configuration that are not of the kind that is read, by the schema that editors get.

use crate::diagnostic::Diagnostic;
use crate::nearest::nearest;
use crate::schema;
use crate::source::{Source, Span, lines};
use crate::yaml::{self, Mapping, Value};
use serde_json::Value as Json;
use std::sync::{Arc, LazyLock};

/// Made once: every save in the preview asks for it.
static SCHEMA: LazyLock<Json> = LazyLock::new(schema::config);

/// Sections whose keys and values have checks of their own.
const TOLD: &[&str] = &["weeklog.checks", "weeklog.words"];

/// What `_config.yml` says in another way than it is read; its YAML begins at `shift` of the file.
pub(super) fn check(source: &Arc<Source>, text: &str, shift: usize, map: &Mapping) -> Vec<Diagnostic> {
    let mut walk = Walk { source, text, shift, diagnostics: Vec::new() };
    walk.keys(&SCHEMA, map, &mut Vec::new());
    walk.diagnostics
}

struct Walk<'a> {
    source: &'a Arc<Source>,
    text: &'a str,
    shift: usize,
    diagnostics: Vec<Diagnostic>,
}

impl Walk<'_> {
    fn keys(&mut self, schema: &Json, map: &Mapping, path: &mut Vec<String>) {
        let known = schema["properties"].as_object();
        for (key, value) in map {
            let Some(name) = yaml::text(key) else { continue };
            path.push(name.clone());
            match known.and_then(|known| known.get(&name)) {
                Some(schema) => self.value(schema, value, path),
                None if schema["additionalProperties"] == false => {
                    let known: Vec<&str> = known.into_iter().flatten().map(|(name, _)| name.as_str()).collect();
                    self.unknown(&name, &known, path);
                }
                None if schema["additionalProperties"].is_object() => self.value(&schema["additionalProperties"], value, path),
                None => {}
            }
            path.pop();
        }
    }

    fn value(&mut self, schema: &Json, value: &Value, path: &mut Vec<String>) {
        if TOLD.contains(&path.join(".").as_str()) {
            return;
        }
        if let Some(wants) = refuses(schema, value) {
            self.wrong(schema, value, &wants, path);
        } else if let Value::Mapping(map) = value {
            self.keys(schema, map, path);
        }
    }

    fn wrong(&mut self, schema: &Json, value: &Value, wants: &str, path: &[String]) {
        let (key, written) = self.place(path).unwrap_or_default();
        let span = if written.is_empty() { key } else { written };
        let one = yaml::text(value).filter(|_| !written.is_empty());
        // In quotes a flag is a text: shown as it is written.
        let written = self.source.slice(span);
        let is = one.as_ref().map_or_else(|| yaml::describe(value).to_owned(), |_| format!("`{written}`"));
        let bare = written.trim_matches(['"', '\'']);
        let message = format!("`{}` must be {wants}, and is {is}", path.join(": "));
        let diagnostic = Diagnostic::warning("config-value", message).at(self.source, span, "not read");
        let words = schema["enum"].as_array().into_iter().flatten().filter_map(Json::as_str);
        let is_quoted_flag = bare.len() < written.len() && schema["enum"][0].is_boolean() && matches!(bare, "true" | "false");
        if is_quoted_flag {
            self.diagnostics.push(diagnostic.suggest("remove the quotation marks", vec![(span, bare.to_owned())]));
            return;
        }
        self.diagnostics.push(match one.as_deref().and_then(|text| nearest(text, words)) {
            Some(near) => diagnostic.suggest(format!("write `{near}`"), vec![(span, near.to_owned())]),
            None => diagnostic,
        });
    }

    fn unknown(&mut self, name: &str, known: &[&str], path: &[String]) {
        let (key, _) = self.place(path).unwrap_or_default();
        let above = path[..path.len() - 1].join(": ");
        let diagnostic = match nearest(name, known.iter().copied()) {
            Some(meant) => {
                let message = format!("nothing reads the key `{name}` below `{above}`; `{meant}` is probably meant");
                let diagnostic = Diagnostic::warning("config-misspelled-key", message).at(self.source, key, "misspelled?");
                diagnostic.suggest(format!("write `{meant}`"), vec![(key, meant.to_owned())])
            }
            None => {
                Diagnostic::warning("config-unread-key", format!("nothing reads the key `{name}` below `{above}`, so it has no effect"))
                    .at(self.source, key, "read by nothing")
                    .help(format!("`{above}` has the keys {}", list(known)))
            }
        };
        self.diagnostics.push(diagnostic);
    }

    /// The bytes of a key and of its value on the same line; each key stands deeper than the one before.
    fn place(&self, path: &[String]) -> Option<(Span, Span)> {
        let mut wanted = path.iter();
        let mut name = wanted.next()?;
        let mut indents = Vec::new();
        let mut at = self.shift;
        for line in lines(self.text) {
            let start = at;
            at += line.len();
            let body = line.trim_start_matches(' ');
            let indent = line.len() - body.len();
            if body.trim().is_empty() || body.starts_with('#') {
                continue;
            }
            if indents.last().is_some_and(|above| indent <= *above) {
                return None;
            }
            let bare = body.trim_start_matches(['"', '\'']);
            let Some(rest) = bare.strip_prefix(name.as_str()).map(|rest| rest.trim_start_matches(['"', '\''])) else { continue };
            if !rest.starts_with(':') || (indents.is_empty() && indent > 0) {
                continue;
            }
            if let Some(next) = wanted.next() {
                name = next;
                indents.push(indent);
                continue;
            }
            let key = start + line.len() - bare.len();
            let value = rest[1..].split(" #").next().unwrap_or("").trim();
            let from = start + line.len() - rest[1..].trim_start().len();
            return Some((Span::new(key, key + name.len()), Span::new(from, from + value.len())));
        }
        None
    }
}

/// What the schema wants instead of a value that it does not allow.
fn refuses(schema: &Json, value: &Value) -> Option<String> {
    if value.is_null() {
        return None;
    }
    if let Some(words) = schema["enum"].as_array() {
        let is_flag = words.iter().any(Json::is_boolean);
        let named = yaml::text(value).is_some_and(|text| words.iter().any(|word| word.as_str() == Some(&text)));
        if named || is_flag && yaml::flag(value).is_some() {
            return None;
        }
        let words: Vec<&str> = words.iter().filter_map(Json::as_str).collect();
        return Some(if is_flag { "`true` or `false`".to_owned() } else { list(&words) });
    }
    let kinds: Vec<&str> = match &schema["type"] {
        Json::String(kind) => vec![kind],
        Json::Array(kinds) => kinds.iter().filter_map(Json::as_str).collect(),
        _ => return None,
    };
    let kind = match value {
        Value::Mapping(_) => "object",
        Value::Sequence(_) => "array",
        _ => "string",
    };
    if kinds.contains(&kind) {
        let is_day = schema["format"] != "date" || yaml::text(value).is_none_or(|text| text.parse::<jiff::civil::Date>().is_ok());
        return (!is_day).then(|| "a day such as `2025-06-30`".to_owned());
    }
    Some(match (kinds.contains(&"object"), kinds.contains(&"array"), kinds.contains(&"string")) {
        (true, ..) => "keys and values".to_owned(),
        (_, true, true) => "a text or a list of texts".to_owned(),
        (_, true, false) => "a list".to_owned(),
        _ => "a text".to_owned(),
    })
}

/// "`a`, `b` or `c`".
fn list(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::Vocabulary;

    /// The schema names what the reader takes words for, and nothing else.
    #[test]
    fn groups_of_own_words_are_the_readers() {
        for (group, names) in
            [("sections", schema::SECTIONS), ("states", schema::STATES), ("columns", schema::COLUMNS), ("labels", schema::LABELS)]
        {
            let text: String = names.iter().map(|name| format!("  {name}: [x]\n")).collect();
            let Ok(Value::Mapping(own)) = yaml::parse(&format!("{group}:\n{text}")) else { panic!("a mapping") };
            assert_eq!(Vocabulary::built_in().extend(&own), Vec::<String>::new(), "{group}");
        }
    }
}
