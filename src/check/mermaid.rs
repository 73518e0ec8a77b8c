//! Diagrams that Mermaid will refuse: an opening it does not know, brackets in a label without quotes, a name of two words.

use super::body::Body;
use crate::diagnostic::Diagnostic;
use crate::nearest::nearest;
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
                if let Some(name) = name_of_two_words(words) {
                    return Some(spaced(body, start + name.start..start + name.end));
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

fn spaced(body: &Body, range: Range<usize>) -> Diagnostic {
    let name = &body.text[range.clone()];
    let id = name.replace(' ', "");
    Diagnostic::warning("markdown-mermaid", "the name of a node has no spaces in Mermaid, so nothing is drawn")
        .at(body.source, body.span(range.clone()), "two words")
        .suggest("give it a name and a label", vec![(body.span(range), format!("{id}[{name}]"))])
}

/// A node of an edge that is two bare words: `A & Two Words --> B`.
fn name_of_two_words(line: &str) -> Option<Range<usize>> {
    let plain = without_labels(line);
    let arrow = ["-->", "---", "==>", "-.->"].iter().filter_map(|arrow| plain.find(arrow)).min()?;
    let mut at = 0;
    // What stands behind an arrow may be the text on it.
    for part in plain[..arrow].split('&') {
        let name = part.trim();
        let start = at + (part.len() - part.trim_start().len());
        at += part.len() + 1;
        let words = name.split(' ').filter(|word| !word.is_empty()).count();
        let is_words = name.chars().all(|c| c.is_alphanumeric() || c == ' ' || c == '_');
        if words == 2 && is_words && !name.starts_with("subgraph ") {
            return Some(start..start + name.len());
        }
    }
    None
}

/// The line with labels of nodes and edges blanked, at the same length.
fn without_labels(line: &str) -> String {
    let mut depth = 0usize;
    let mut bar = false;
    let mut plain = String::with_capacity(line.len());
    for c in line.chars() {
        let opens = matches!(c, '[' | '(' | '{');
        let closes = matches!(c, ']' | ')' | '}');
        depth += usize::from(opens);
        bar ^= c == '|';
        let keep = depth == 0 && !bar && c != '|';
        depth = depth.saturating_sub(usize::from(closes));
        let blank = || std::iter::repeat_n('.', c.len_utf8());
        if keep { plain.push(c) } else { plain.extend(blank()) }
    }
    plain
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
    use super::{bare_label, name_of_two_words};

    #[test]
    fn names_of_two_words_are_told_from_labels() {
        assert_eq!(name_of_two_words("Img & Good Ones --> C[Both (x)]"), Some(6..15));
        assert_eq!(name_of_two_words("Good Ones --> C"), Some(0..9));
        for line in
            ["A -- some text --> B", "A[two words] --> B", "subgraph one", "A & B --> C & D", "A -->|two words| B", "style A fill:#fff"]
        {
            assert_eq!(name_of_two_words(line), None, "{line}");
        }
    }

    #[test]
    fn shapes_are_not_bare_labels() {
        assert_eq!(bare_label("A --> B[Positive (same class)]"), Some(8..29));
        for line in ["A[(Database)]", "A([Stadium])", "A[\"x (y)\"]", "A[/x (y)/]", "A[plain]", "A{x (y)}"] {
            assert_eq!(bare_label(line), None, "{line}");
        }
    }
}
