//! Diagrams that Mermaid will refuse: an opening it does not know, brackets in a label without quotes.

use super::body::Body;
use crate::diagnostic::{Diagnostic, nearest};
use std::ops::Range;

/// The words with which a diagram opens.
const KINDS: &[&str] = &[
    "C4Component",
    "C4Container",
    "C4Context",
    "C4Deployment",
    "C4Dynamic",
    "architecture",
    "architecture-beta",
    "block",
    "block-beta",
    "classDiagram",
    "classDiagram-v2",
    "erDiagram",
    "flowchart",
    "flowchart-elk",
    "gantt",
    "gitGraph",
    "graph",
    "info",
    "journey",
    "kanban",
    "mindmap",
    "packet",
    "packet-beta",
    "pie",
    "quadrantChart",
    "radar",
    "radar-beta",
    "requirement",
    "requirementDiagram",
    "sankey",
    "sankey-beta",
    "sequenceDiagram",
    "stateDiagram",
    "stateDiagram-v2",
    "timeline",
    "treemap",
    "treemap-beta",
    "xychart",
    "xychart-beta",
    "zenuml",
];

pub(super) fn check(body: &Body, range: &Range<usize>) -> Option<Diagnostic> {
    let text = body.text.get(range.clone())?;
    let mut at = range.start;
    let mut kind: Option<&str> = None;
    let mut configuration = false;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let start = at + (line.len() - line.trim_start_matches([' ', '\t', '>']).len());
        at += line.len();
        let words = line.trim_matches([' ', '\t', '>', '\n', '\r']);
        if number == 0 || words.is_empty() || words.starts_with("%%") || words.starts_with("```") || words.starts_with("~~~") {
            continue;
        }
        if kind.is_none() && words == "---" {
            configuration = !configuration;
            continue;
        }
        if configuration {
            continue;
        }
        match kind {
            None => {
                let word = words.split([' ', '\t', ':', ';', '{']).next().unwrap_or(words);
                if !KINDS.contains(&word) {
                    return Some(unknown(body, start..start + word.len(), word));
                }
                kind = Some(word);
            }
            Some("graph" | "flowchart") => {
                if let Some(label) = bare_label(words) {
                    return Some(bracket(body, start + label.start..start + label.end));
                }
            }
            Some(_) => return None,
        }
    }
    None
}

fn unknown(body: &Body, range: Range<usize>, word: &str) -> Diagnostic {
    let diagnostic = Diagnostic::warning("markdown-mermaid", format!("`{word}` opens no kind of Mermaid diagram, so none is drawn"));
    let diagnostic = diagnostic.at(body.source, body.span(range.clone()), "no kind of diagram");
    match nearest(word, KINDS.iter().copied()) {
        Some(near) => diagnostic.suggest(format!("write `{near}`"), vec![(body.span(range), near.to_owned())]),
        None => diagnostic.help("a diagram opens with its kind, such as `flowchart LR` or `sequenceDiagram`"),
    }
}

fn bracket(body: &Body, range: Range<usize>) -> Diagnostic {
    let label = &body.text[range.clone()];
    let quoted = format!("\"{}\"", label.replace('"', "#quot;"));
    Diagnostic::warning("markdown-mermaid", "Mermaid cannot read parentheses in a label without quotes, so nothing is drawn")
        .at(body.source, body.span(range.clone()), "not in quotes")
        .fix("put the label in quotes", vec![(body.span(range), quoted)])
}

/// The text of `A[Some (text)]`, when parentheses stand in it without quotes.
fn bare_label(line: &str) -> Option<Range<usize>> {
    for (at, _) in line.match_indices('[') {
        let node = line[..at].chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '_');
        let rest = &line[at + 1..];
        let Some(end) = rest.find(']').filter(|_| node) else { continue };
        let label = &rest[..end];
        let shaped = label.trim_start().starts_with(['(', '/', '\\', '[', '"', '`']) || label.contains('"');
        if !shaped && label.contains(['(', ')']) {
            return Some(at + 1..at + 1 + end);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::bare_label;

    #[test]
    fn shapes_are_not_bare_labels() {
        assert_eq!(bare_label("A --> B[Positive (same class)]"), Some(8..29));
        for line in ["A[(Database)]", "A([Stadium])", "A[\"x (y)\"]", "A[/x (y)/]", "A[plain]", "A{x (y)}"] {
            assert_eq!(bare_label(line), None, "{line}");
        }
    }
}
