//! Files of data: YAML, JSON, CSV and TSV, as one kind of value.

use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span};
use crate::yaml::{self, Mapping, Value};
use std::sync::Arc;

/// The folder of a site's data.
pub const FOLDER: &str = "_data";

/// Whether a file of the data folder is read.
pub fn is_data(path: &str) -> bool {
    let extension = path.rsplit('.').next().unwrap_or("").to_ascii_lowercase();
    matches!(extension.as_str(), "yml" | "yaml" | "json" | "csv" | "tsv")
}

/// Reads one file by the ending of its name; one that does not parse is nothing, with an error.
pub fn read(source: &Arc<Source>) -> (Value, Option<Diagnostic>) {
    let text = source.text().trim_start_matches('\u{feff}');
    let extension = source.path().rsplit('.').next().unwrap_or("").to_ascii_lowercase();
    let fault = match extension.as_str() {
        "csv" | "tsv" => match yaml::csv(text) {
            Ok(value) => return (value, None),
            Err(fault) => (fault.message, fault.at.map_or(Span::default(), |at| source.line(source.position(at as u32).line))),
        },
        // YAML as we read it is bounded; JSON is not YAML in its corners.
        "json" => match serde_json::from_str::<serde_json::Value>(text) {
            Ok(value) => return (yaml::from_json(value), None),
            Err(error) => {
                let line = source.line(error.line());
                let message = error.to_string().split(" at line ").next().unwrap_or("").to_owned();
                // Jekyll reads it as YAML, where a comma may stand after the last item.
                if let Some(value) = yaml::parse(text).ok().filter(|value| value.is_mapping() || value.as_sequence().is_some()) {
                    let message = format!("`{}` is no JSON: {message}", source.path());
                    let diagnostic = Diagnostic::warning("data-invalid", message).at(source, line, "here");
                    return (value, Some(diagnostic.help("it is read as YAML, as Jekyll reads it; other programs will not")));
                }
                (message, line)
            }
        },
        _ => match yaml::parse(text) {
            Ok(value) => return (value, None),
            Err(fault) => {
                let shift = source.text().len() - text.len();
                (fault.message, fault.at.map_or(Span::default(), |at| source.line(source.position((at + shift) as u32).line)))
            }
        },
    };
    let (message, span) = fault;
    let message = format!("`{}` cannot be read: {message}", source.path());
    (
        Value::Null,
        Some(Diagnostic::error("data-invalid", message).at(source, span, "here").help("none of its data is used until it parses")),
    )
}

/// Puts a file's value where its path says: `_data/a/b.yml` is `a.b`.
pub fn place(data: &mut Mapping, path: &str, value: Value) {
    let inner = path.strip_prefix(FOLDER).and_then(|path| path.strip_prefix('/')).unwrap_or(path);
    let (folders, name) = inner.rsplit_once('/').map_or(("", inner), |(folders, name)| (folders, name));
    let mut at = data;
    for folder in folders.split('/').filter(|folder| !folder.is_empty()) {
        let slot = at.entry(Value::String(key(folder))).or_insert_with(|| Value::Mapping(Mapping::new()));
        if !slot.is_mapping() {
            *slot = Value::Mapping(Mapping::new());
        }
        let Value::Mapping(next) = slot else { return };
        at = next;
    }
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    at.insert(Value::String(key(stem)), value);
}

/// Jekyll's `sanitize_filename`: letters, digits, `_`, `-`; spaces become `_`.
fn key(name: &str) -> String {
    let kept: String = name.chars().filter(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ')).collect();
    kept.split_whitespace().collect::<Vec<_>>().join("_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_lists_of_rows() {
        let source = Arc::new(Source::new("_data/a.csv", "name,note\r\nAmara,\"a, \"\"b\"\"\nc\"\n\nLinh,\n"));
        let (value, problem) = read(&source);
        assert!(problem.is_none());
        assert_eq!(value.get(0).and_then(|row| row.get("note")).and_then(Value::as_str), Some("a, \"b\"\nc"));
        assert_eq!(value.get(1).and_then(|row| row.get("note")), Some(&Value::String(String::new())));
    }

    #[test]
    fn json_that_is_none_may_be_yaml() {
        let source = |text: &str| Arc::new(Source::new("_data/a.json", text));
        let (value, problem) = read(&source("[{\"a\": 1},\n{\"a\": 2},\n]\n"));
        assert_eq!(value.get(1).and_then(|row| row.get("a")), Some(&Value::from(2)));
        assert!(problem.is_some_and(|problem| problem.severity == crate::diagnostic::Severity::Warning));
        for broken in ["[1, 2", "only words", "{\"a\": [}"] {
            let (value, problem) = read(&source(broken));
            assert!(value.is_null() && problem.is_some_and(|problem| problem.severity == crate::diagnostic::Severity::Error), "{broken}");
        }
    }

    #[test]
    fn folders_nest() {
        let mut data = Mapping::new();
        place(&mut data, "_data/teams/north sea.yml", Value::Bool(true));
        place(&mut data, "_data/teams/x.yml", Value::Bool(false));
        assert_eq!(data.get("teams").and_then(|teams| teams.get("north_sea")), Some(&Value::Bool(true)));
    }
}
