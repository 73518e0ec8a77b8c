//! Makes `grammars.bin` of the library's grammars. `UPDATE=grammars cargo test encode` writes it anew, when the library has others.

use super::SYNTAXES;
use super::bytes::Bytes;
use super::classes;
use super::first::{Exact, First};
use super::grammar::{BOUNDARY, FIRST, HAS_CAPTURES, HEAD, LINE_START, NEEDS_GROUPS};
use serde::Deserialize as _;
use std::collections::{BTreeMap, HashMap};
use syntect::parsing::syntax_definition::{Context, ContextId, ContextReference, MatchOperation, MatchPattern, Pattern};
use syntect::parsing::{ClearAmount, Scope, SyntaxReference};

/// What was met so far, and what of it is written.
#[derive(Default)]
struct Encoder {
    places: HashMap<ContextId, usize>,
    contexts: Vec<&'static Context>,
    rules: Vec<Vec<u8>>,
    patterns: HashMap<&'static str, usize>,
    sets: Vec<Bytes>,
    records: Vec<u8>,
}

/// All grammars that a language's name leads to, as `grammar` reads them.
fn encode() -> Vec<u8> {
    let mut encoder = Encoder::default();
    let tokens = SYNTAXES.syntaxes().iter().flat_map(|syntax| syntax.file_extensions.iter().chain([&syntax.name]));
    let starts: BTreeMap<String, usize> = tokens
        .filter_map(|token| {
            let lower = token.to_ascii_lowercase();
            let syntax = SYNTAXES.find_syntax_by_token(&lower).or_else(|| SYNTAXES.find_syntax_by_token(token))?;
            Some((lower, encoder.start(syntax)?))
        })
        .collect();
    let mut names = Vec::new();
    number(&mut names, starts.len());
    for (token, start) in &starts {
        text(&mut names, token.as_bytes());
        number(&mut names, *start);
    }
    encoder.records = names;
    let mut contexts = Vec::new();
    while let Some(&context) = encoder.contexts.get(contexts.len()) {
        let record = encoder.context(context);
        contexts.push(record);
    }
    encoder.finish(&contexts)
}

impl Encoder {
    /// The context that a syntax begins in: it has the syntax's scope, and goes on to the main context at once.
    fn start(&mut self, syntax: &'static SyntaxReference) -> Option<usize> {
        let index = SYNTAXES.syntaxes().iter().position(|other| std::ptr::eq(other, syntax))?;
        let is_start = |context: &Context| {
            let [Pattern::Match(pattern)] = context.patterns.as_slice() else { return false };
            context.meta_content_scope == [syntax.scope]
                && context.meta_scope.is_empty()
                && pattern.regex.regex_str().is_empty()
                && matches!(&pattern.operation, MatchOperation::Push(contexts) if contexts.len() == 1)
        };
        let id = (0..).map_while(|context| id(index, context)).find(|&id| resolve(id).is_some_and(is_start))?;
        Some(self.place(id, resolve(id)?))
    }

    fn place(&mut self, id: ContextId, context: &'static Context) -> usize {
        *self.places.entry(id).or_insert_with(|| {
            self.contexts.push(context);
            self.contexts.len() - 1
        })
    }

    fn refer(&mut self, reference: &'static ContextReference) -> Option<usize> {
        Some(self.place(reference.id().ok()?, reference.resolve(&SYNTAXES).ok()?))
    }

    fn context(&mut self, context: &'static Context) -> Vec<u8> {
        let mut record = Vec::new();
        scopes(&mut record, &context.meta_scope);
        scopes(&mut record, &context.meta_content_scope);
        let clear = match context.clear_scopes {
            None => 0,
            Some(ClearAmount::All) => 1,
            Some(ClearAmount::TopN(count)) => count + 2,
        };
        number(&mut record, clear);
        let prototype = context.prototype.and_then(|id| Some(self.place(id, resolve(id)?)));
        number(&mut record, prototype.map_or(0, |at| at + 1));
        number(&mut record, usize::from(context.uses_backrefs));
        let entries: Vec<usize> = context
            .patterns
            .iter()
            .filter_map(|pattern| match pattern {
                Pattern::Match(pattern) => Some(self.rule(pattern) << 1),
                Pattern::Include(reference) => Some(self.refer(reference)? << 1 | 1),
            })
            .collect();
        number(&mut record, entries.len());
        entries.iter().for_each(|&entry| number(&mut record, entry));
        record
    }

    fn rule(&mut self, pattern: &'static MatchPattern) -> usize {
        let regex = pattern.regex.regex_str();
        let first = if pattern.has_captures { None } else { First::of(regex) };
        let with_prototype = pattern.with_prototype.as_ref().and_then(|reference| self.refer(reference));
        let (operation, references): (usize, &[ContextReference]) = match &pattern.operation {
            MatchOperation::None => (0, &[]),
            MatchOperation::Pop => (1, &[]),
            MatchOperation::Push(references) => (2, references),
            MatchOperation::Set(references) => (3, references),
        };
        let entered: Vec<usize> = references.iter().filter_map(|reference| self.refer(reference)).collect();
        let refers = |&at: &usize| self.contexts[at].uses_backrefs;
        let needs_groups =
            pattern.captures.as_ref().is_some_and(|captures| !captures.is_empty()) || entered.iter().chain(&with_prototype).any(refers);
        let flags = [
            (pattern.has_captures, HAS_CAPTURES),
            (needs_groups, NEEDS_GROUPS),
            (first.is_some(), FIRST),
            (first.is_some_and(|first| first.line_start), LINE_START),
            (first.is_some_and(|first| first.boundary), BOUNDARY),
        ];
        let records = &mut self.records;
        let at = *self.patterns.entry(regex).or_insert_with(|| {
            let at = records.len();
            text(records, regex.as_bytes());
            at
        });
        let mut record = Vec::new();
        number(&mut record, at);
        number(&mut record, flags.iter().filter(|(is_set, _)| *is_set).map(|(_, bit)| bit).sum());
        scopes(&mut record, &pattern.scope);
        number(&mut record, pattern.captures.iter().flatten().count());
        for (group, captured) in pattern.captures.iter().flatten() {
            number(&mut record, *group);
            scopes(&mut record, captured);
        }
        number(&mut record, operation);
        if operation > 1 {
            number(&mut record, entered.len());
            entered.iter().for_each(|&context| number(&mut record, context));
        }
        number(&mut record, with_prototype.map_or(0, |at| at + 1));
        if let Some(first) = first {
            for set in [first.bytes].iter().chain(&first.following).chain([&first.after_blanks, &first.after_word]) {
                self.set(&mut record, set);
            }
            self.exact(&mut record, &first.exact);
        }
        self.rules.push(record);
        self.rules.len() - 1
    }

    fn exact(&mut self, record: &mut Vec<u8>, exact: &Exact) {
        let (kind, count, sets) = match exact {
            Exact::Unknown => return number(record, 0),
            Exact::Nothing => return number(record, 1),
            Exact::Taken(count, sets) => (2, *count, sets),
            Exact::Peeked(count, sets) => (3, *count, sets),
        };
        number(record, kind);
        number(record, count);
        sets[..count].iter().for_each(|set| self.set(record, set));
    }

    fn set(&mut self, record: &mut Vec<u8>, set: &Bytes) {
        let at = self.sets.iter().position(|other| other == set).unwrap_or_else(|| {
            self.sets.push(*set);
            self.sets.len() - 1
        });
        number(record, at);
    }

    fn finish(self, contexts: &[Vec<u8>]) -> Vec<u8> {
        let mut file = Vec::new();
        for count in [contexts.len(), self.rules.len(), self.sets.len()] {
            file.extend((count as u32).to_le_bytes());
        }
        assert_eq!(file.len(), HEAD);
        self.sets.iter().for_each(|set| file.extend(set.to_bytes()));
        let mut records = self.records;
        for record in contexts.iter().chain(&self.rules) {
            file.extend((records.len() as u32).to_le_bytes());
            records.extend(record);
        }
        file.extend(records);
        file
    }
}

fn number(record: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        record.push(number as u8 | 0x80);
        number >>= 7;
    }
    record.push(number as u8);
}

fn text(record: &mut Vec<u8>, bytes: &[u8]) {
    number(record, bytes.len());
    record.extend(bytes);
}

fn scopes(record: &mut Vec<u8>, scopes: &[Scope]) {
    let classes: Vec<u8> = scopes.iter().map(|&scope| classes::of(scope)).collect();
    text(record, &classes);
}

/// The library keeps the parts of its identifiers to itself, but reads them.
fn id(syntax: usize, context: usize) -> Option<ContextId> {
    ContextId::deserialize(serde_json::json!({ "syntax_index": syntax, "context_index": context })).ok().filter(|&id| resolve(id).is_some())
}

fn resolve(id: ContextId) -> Option<&'static Context> {
    ContextReference::deserialize(serde_json::json!({ "Direct": id })).ok()?.resolve(&SYNTAXES).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::highlight::grammar;

    /// The grammars that are built in are the library's.
    #[test]
    fn grammars_are_those_of_the_library() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/page/highlight/grammars.bin");
        let fresh = encode();
        if std::env::var("UPDATE").is_ok_and(|what| what == "grammars") {
            std::fs::write(path, &fresh).expect("the file can be written");
        }
        let built_in = std::fs::read(path).expect("the file is there");
        assert!(built_in == fresh, "the library has other grammars: UPDATE=grammars cargo test grammars_are_those_of_the_library");
        assert!(grammar::start("python").is_some() && grammar::start("no such language").is_none());
    }
}
