//! Problems as SARIF 2.1.0, the form that code scanning reads.

use super::{Diagnostic, Label, codes};
use crate::source::{Source, Span};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value, json};

/// What may stand in a path of an address as it is.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'.').remove(b'-').remove(b'_').remove(b'~');

/// The whole report. `prefix` stands before each path: where the site is in its repository, `docs/` or nothing.
pub fn report(diagnostics: &[Diagnostic], prefix: &str) -> Value {
    let mut names: Vec<&str> = diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    names.sort_unstable();
    names.dedup();
    let rules: Vec<Value> = names.iter().map(|name| rule(name)).collect();
    let results: Vec<Value> = diagnostics.iter().map(|diagnostic| result(diagnostic, &names, prefix)).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {"name": "weeklog", "version": env!("CARGO_PKG_VERSION"), "rules": rules}},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn rule(name: &str) -> Value {
    let Some(code) = codes::find(name) else { return json!({"id": name}) };
    json!({
        "id": name,
        "shortDescription": {"text": code.title},
        "help": {"text": code.text, "markdown": code.text},
        "defaultConfiguration": {"level": code.severity.as_str()},
    })
}

fn result(diagnostic: &Diagnostic, names: &[&str], prefix: &str) -> Value {
    let text = std::iter::once(&diagnostic.message).chain(&diagnostic.help).map(String::as_str).collect::<Vec<_>>().join("\n");
    let mut result = Map::new();
    result.insert("ruleId".into(), json!(diagnostic.code));
    result.insert("ruleIndex".into(), json!(names.binary_search(&diagnostic.code).unwrap_or(0)));
    result.insert("level".into(), json!(diagnostic.severity.as_str()));
    result.insert("message".into(), json!({"text": text}));
    if let Some(label) = &diagnostic.primary {
        result.insert("locations".into(), json!([location(label, prefix)]));
        if let Some(fix) = &diagnostic.fix {
            let replacements: Vec<Value> = fix
                .edits
                .iter()
                .map(|(span, new)| json!({"deletedRegion": region(&label.source, *span), "insertedContent": {"text": new}}))
                .collect();
            let change = json!({"artifactLocation": artifact(&label.source, prefix), "replacements": replacements});
            result.insert("fixes".into(), json!([{"description": {"text": fix.message}, "artifactChanges": [change]}]));
        }
    }
    if !diagnostic.secondary.is_empty() {
        let related: Vec<Value> = diagnostic.secondary.iter().map(|label| location(label, prefix)).collect();
        result.insert("relatedLocations".into(), Value::Array(related));
    }
    Value::Object(result)
}

fn location(label: &Label, prefix: &str) -> Value {
    let mut location = Map::new();
    let physical = json!({"artifactLocation": artifact(&label.source, prefix), "region": region(&label.source, label.span)});
    location.insert("physicalLocation".into(), physical);
    if !label.text.is_empty() {
        location.insert("message".into(), json!({"text": label.text}));
    }
    Value::Object(location)
}

fn artifact(source: &Source, prefix: &str) -> Value {
    json!({"uri": utf8_percent_encode(&format!("{prefix}{}", source.path()), PATH).to_string()})
}

fn region(source: &Source, span: Span) -> Value {
    let (start, end) = (source.position(span.start), source.position(span.end));
    json!({"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column})
}
