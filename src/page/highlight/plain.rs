//! The library's own parser: what painting is compared with, and what paints where Oniguruma is not built in.

use super::SYNTAXES;
use super::classes::{self, Class};
use super::spans::Spans;
use syntect::parsing::{ParseState, ScopeStack, SyntaxReference};

/// The grammar of a language, by its name or the ending of its files in lower case.
pub(super) fn start(language: &str) -> Option<&'static SyntaxReference> {
    let named = |name: &&String| name.eq_ignore_ascii_case(language);
    SYNTAXES.find_syntax_by_token(language).or_else(|| {
        SYNTAXES
            .syntaxes()
            .iter()
            .flat_map(|syntax| &syntax.file_extensions)
            .find(named)
            .and_then(|name| SYNTAXES.find_syntax_by_token(name))
    })
}

/// Paints code; `None` when the grammar fails, which is the grammar's fault.
pub(super) fn paint(spans: &mut Spans, syntax: &SyntaxReference, code: &str) -> Option<()> {
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    for line in code.split_inclusive('\n') {
        let complete = format!("{}\n", line.trim_end_matches('\n'));
        let mut at = 0;
        for (offset, operation) in state.parse_line(&complete, &SYNTAXES).ok()? {
            let offset = offset.min(line.len());
            if offset > at {
                spans.put(class(&stack), &line[at..offset]);
                at = offset;
            }
            stack.apply(&operation).ok()?;
        }
        if at < line.len() {
            spans.put(class(&stack), &line[at..]);
        }
    }
    Some(())
}

/// The class of the innermost scope that has one.
fn class(stack: &ScopeStack) -> Class {
    stack.scopes.iter().rev().map(|&scope| classes::of(scope)).find(|&class| class != 0).unwrap_or(0)
}
