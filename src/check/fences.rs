//! Code blocks that nothing closes.

use super::body::Body;
use crate::diagnostic::Diagnostic;
use std::ops::Range;

/// The fenced block at `range`, when the end of the page or of its list item closes it and not a fence.
pub(super) fn check(body: &Body, range: &Range<usize>) -> Option<Diagnostic> {
    let text = body.text.get(range.clone())?;
    let mut lines = text.lines();
    let opening = lines.next()?.trim();
    let mark = opening.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
    let length = opening.chars().take_while(|&c| c == mark).count();
    let is_fence = |line: &str| {
        let line = line.trim_matches([' ', '\t', '>', '\r']);
        line.len() >= length && line.chars().all(|c| c == mark)
    };
    if text.lines().skip(1).last().is_some_and(is_fence) {
        return None;
    }
    let rest = lines.collect::<Vec<_>>();
    let empty = rest.iter().all(|line| line.trim().is_empty());
    let span = body.span(range.start..range.start + opening.len());
    let diagnostic = Diagnostic::warning("markdown-fence", "this fence opens a code block that nothing closes");
    Some(if empty {
        diagnostic
            .at(body.source, span, "opens an empty block at the end")
            .help("a fence without a partner: remove it, or look for the one that is missing above")
    } else {
        let shorter = rest.iter().any(|line| line.trim().len() >= 3 && line.trim().chars().all(|c| c == mark));
        let diagnostic = diagnostic.at(body.source, span, "everything below is code");
        let diagnostic = if shorter {
            diagnostic.help(format!("the closing fence must be as long as the opening one, {length} characters at least"))
        } else {
            diagnostic
        };
        diagnostic.help(format!("close it with a line of {}", mark.to_string().repeat(length)))
    })
}
