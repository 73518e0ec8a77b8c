//! Classes that look like a callout's and are none.

use super::body::Body;
use crate::diagnostic::Diagnostic;
use crate::nearest::within;
use crate::page::attributes::Attributes;
use crate::page::callout::Kinds;

/// Kinds that need no configuration: the seed's.
const PLAIN: &[&str] = &[
    "callout-info",
    "callout-success",
    "callout-warning",
    "callout-danger",
    "callout-note",
    "callout-tip",
    "callout-important",
    "callout-caution",
];
/// Kinds that sites configure so often that their names are taken for given.
const USUAL: &[&str] = &["note", "tip", "important", "warning", "caution", "highlight", "new"];

pub(super) fn check(body: &Body, kinds: &Kinds) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for (at, line) in body.lines() {
        let content = line.trim_start_matches([' ', '\t', '>']).trim_end();
        let Some(inner) = content.strip_prefix("{:").and_then(|rest| rest.strip_suffix('}')) else { continue };
        if body.is_code(at) {
            continue;
        }
        for class in &Attributes::parse(inner).classes {
            let Some(found) = line.find(&format!(".{class}")) else { continue };
            let span = body.span(at + found + 1..at + found + 1 + class.len());
            let name = class.strip_suffix("-title").unwrap_or(class);
            if kinds.contains_key(name) || class == "callout" || PLAIN.contains(&class.as_str()) {
                continue;
            }
            if let Some(meant) = meant(class, kinds) {
                diagnostics.push(
                    Diagnostic::warning("markdown-unknown-callout", format!("there is no callout `{class}`; `{meant}` is probably meant"))
                        .at(body.source, span, "no callout of this name")
                        .suggest(format!("write `{meant}`"), vec![(span, meant)]),
                );
            } else if USUAL.contains(&name) {
                let known = kinds.keys().map(|kind| format!("`{kind}`")).collect::<Vec<_>>().join(", ");
                diagnostics.push(
                    Diagnostic::warning("markdown-unknown-callout", format!("`{name}` is no callout of this site, so it has no box"))
                        .at(body.source, span, "not configured")
                        .help(format!("add `{name}` below `callouts` in `_config.yml`, which has {known}")),
                );
            }
        }
    }
    diagnostics
}

/// Whether a callout is called so on any site.
pub(super) fn is_usual(name: &str) -> bool {
    USUAL.contains(&name) || PLAIN.contains(&name)
}

/// The callout whose name differs by a letter or two.
fn meant(class: &str, kinds: &Kinds) -> Option<String> {
    let titled = kinds.keys().map(|name| format!("{name}-title"));
    let all = kinds.keys().cloned().chain(titled).chain(PLAIN.iter().map(|name| (*name).to_owned()));
    let near = |name: String| {
        let most = match name.chars().count().min(class.chars().count()) {
            0..4 => 0,
            4..8 => 1,
            _ => 2,
        };
        within(&name, class, most).filter(|&apart| apart > 0).map(|apart| (apart, name))
    };
    all.filter_map(near).min_by_key(|(apart, _)| *apart).map(|(_, name)| name)
}
