//! One pass over a text for everything that is known by how it begins: keys and tokens, residue, words, addresses.

use super::body::Text;
use super::{privacy, secrets};
use crate::diagnostic::Diagnostic;
use crate::source::Source;
use aho_corasick::{AhoCorasick, MatchKind};
use std::sync::Arc;

/// What a literal announces.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Secret(&'static secrets::Rule),
    Private(privacy::Kind),
}

/// All literals, compiled.
pub(super) struct Scanner {
    automaton: Option<AhoCorasick>,
    kinds: Vec<Kind>,
}

impl Scanner {
    pub(super) fn new() -> Scanner {
        let secrets = secrets::RULES.iter().flat_map(|rule| rule.starts.iter().map(move |start| (*start, Kind::Secret(rule))));
        let private = privacy::LITERALS.iter().map(|&(literal, kind)| (literal, Kind::Private(kind)));
        let (literals, kinds): (Vec<&str>, Vec<Kind>) = secrets.chain(private).unzip();
        let automaton = AhoCorasick::builder().match_kind(MatchKind::Standard).ascii_case_insensitive(true).build(literals).ok();
        Scanner { automaton, kinds }
    }

    /// What a page holds that should not go online.
    pub(super) fn page(&self, text: &Text) -> Vec<Diagnostic> {
        let is_code = |byte: usize| text.is_code(byte);
        self.scan(text.source, Some(&is_code))
    }

    /// What a file holds that is no page: there only secrets count.
    pub(super) fn text(&self, source: &Arc<Source>) -> Vec<Diagnostic> {
        self.scan(source, None)
    }

    fn scan(&self, source: &Arc<Source>, is_code: Option<&dyn Fn(usize) -> bool>) -> Vec<Diagnostic> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let text = source.text();
        let (mut found, mut keys) = (Vec::new(), Vec::new());
        let mut seen = privacy::Seen::default();
        let mut until = 0;
        for hit in automaton.find_overlapping_iter(text) {
            match self.kinds[hit.pattern().as_usize()] {
                Kind::Secret(rule) if hit.start() >= until => {
                    if let Some(range) = rule.matches(text, hit.start(), hit.end()) {
                        until = range.end;
                        keys.push((rule, range));
                    }
                }
                Kind::Private(kind) => {
                    if let Some(is_code) = is_code
                        && !is_code(hit.start())
                    {
                        found.extend(privacy::check(source, kind, hit.start()..hit.end(), &mut seen));
                    }
                }
                Kind::Secret(_) => {}
            }
        }
        if !keys.is_empty() {
            keys.sort_by_key(|(_, range)| range.start);
            // All of them are hidden wherever one is told: they may stand in one line.
            let source = Arc::new(source.hiding(keys.iter().map(|(_, range)| secrets::hidden(range)).collect()));
            found.extend(keys.into_iter().map(|(rule, range)| rule.diagnostic(&source, range)));
        }
        found
    }
}
