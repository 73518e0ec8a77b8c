//! The grammars, made ready for painting: contexts with the patterns that they include, by the byte at which a pattern can match.
//!
//! They stand in `grammars.bin`, which `encode` makes of the library's, so that a start reads only what its code asks
//! for, and reads no pattern for where it can match. All threads share what was read and compiled.

use super::bytes::{Bytes, END};
use super::classes::Class;
use super::first::{AHEAD, Exact, First, Place};
use super::matcher::Matcher;
use std::collections::HashMap;
use std::sync::{LazyLock, OnceLock};

/// A context's place among all.
pub(super) type ContextAt = usize;
/// A rule's place among all.
pub(super) type RuleAt = u32;

/// What a context pushes, clears and matches.
pub(super) struct Context {
    pub(super) meta_scope: Box<[Class]>,
    pub(super) meta_content_scope: Box<[Class]>,
    pub(super) clear_scopes: Option<Clear>,
    pub(super) prototype: Option<ContextAt>,
    pub(super) uses_backrefs: bool,
    /// Its own patterns and those of contexts that it includes, in the order in which they are tried.
    pub(super) rules: Vec<&'static Rule>,
    /// 64-bit words of a set of rules.
    words: usize,
    /// For each byte, and for the end of the line, the set of rules that can match there.
    by_byte: Vec<u64>,
    /// Those that match only at a boundary of a word.
    boundary: Vec<u64>,
    /// Those that match only at the start of a line.
    line_start: Vec<u64>,
    /// Those that have to be searched for from where the search begins.
    pub(super) searched: Vec<&'static Rule>,
    /// The bytes at which any of its rules can match, inside of words and blanks, and where one ends.
    within: Bytes,
    at_edges: Bytes,
}

/// How many scopes a context hides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Clear {
    /// The innermost ones.
    Top(usize),
    All,
}

impl Context {
    /// One word of the set of rules that may match at a place, by its byte.
    pub(super) fn candidates(&self, word: usize, place: &Place) -> u64 {
        let mut set = self.by_byte[place.byte * self.words + word];
        if !place.boundary {
            set &= !self.boundary[word];
        }
        if !place.line_start {
            set &= !self.line_start[word];
        }
        set
    }

    /// Whether any rule may match at a byte, where a word or a line begins or ends or elsewhere.
    pub(super) fn may_begin(&self, byte: usize, is_edge: bool) -> bool {
        if is_edge { self.at_edges.has(byte) } else { self.within.has(byte) }
    }

    /// How many words a set of rules has.
    pub(super) fn words(&self) -> usize {
        self.words
    }
}

/// A pattern, and what happens where it matches.
pub(super) struct Rule {
    pub(super) at: RuleAt,
    pub(super) pattern: Matcher,
    /// Whether the pattern refers to groups of the match that entered its context.
    pub(super) has_captures: bool,
    pub(super) scope: Box<[Class]>,
    pub(super) captures: Box<[(usize, Box<[Class]>)]>,
    pub(super) operation: Operation,
    pub(super) with_prototype: Option<ContextAt>,
}

/// What a match does to the stack of contexts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Operation {
    Push(Box<[ContextAt]>),
    Set(Box<[ContextAt]>),
    Pop,
    None,
}

/// The grammars as they are written, little-endian: how many contexts, rules and sets of bytes there are, the sets, where
/// each context and each rule begins, and these, with the names of languages before them.
static FILE: &[u8] = include_bytes!("grammars.bin");

/// Bytes of the numbers before the sets.
pub(super) const HEAD: usize = 12;
/// Bytes of a set.
pub(super) const SET: usize = 40;

/// What was read so far.
struct Grammars {
    starts: HashMap<&'static str, ContextAt>,
    contexts: Vec<OnceLock<Box<Context>>>,
    rules: Vec<OnceLock<Box<Rule>>>,
    sets: &'static [u8],
    offsets: &'static [u8],
    records: &'static [u8],
}

static GRAMMARS: LazyLock<Grammars> = LazyLock::new(|| {
    let count = |at: usize| word(FILE, at);
    let (contexts, rules, sets) = (count(0), count(1), count(2));
    let (sets, rest) = FILE[HEAD..].split_at(sets * SET);
    let (offsets, records) = rest.split_at((contexts + rules) * 4);
    let mut names = Record(records);
    let starts = (0..names.number()).map(|_| (names.text(), names.number())).collect();
    Grammars { starts, contexts: slots(contexts), rules: slots(rules), sets, offsets, records }
});

/// Places for what is read when it is asked for first.
fn slots<T>(count: usize) -> Vec<OnceLock<T>> {
    std::iter::repeat_with(OnceLock::new).take(count).collect()
}

/// The context in which a language begins, by its name or the ending of its files in lower case.
pub(super) fn start(language: &str) -> Option<ContextAt> {
    GRAMMARS.starts.get(language).copied()
}

/// A context by its place; made ready when it is asked for first.
pub(super) fn context(at: ContextAt) -> &'static Context {
    GRAMMARS.contexts[at].get_or_init(|| Box::new(read_context(at)))
}

/// A rule by its place.
pub(super) fn rule(at: RuleAt) -> &'static Rule {
    GRAMMARS.rules[at as usize].get_or_init(|| Box::new(read_rule(at as usize)))
}

/// All rules.
#[cfg(test)]
pub(super) fn rules() -> impl Iterator<Item = &'static Rule> {
    (0..GRAMMARS.rules.len()).map(|at| rule(at as RuleAt))
}

fn read_context(at: ContextAt) -> Context {
    let mut record = Record::at(at);
    let (meta_scope, meta_content_scope) = (record.classes(), record.classes());
    let clear_scopes = match record.number() {
        0 => None,
        1 => Some(Clear::All),
        top => Some(Clear::Top(top - 2)),
    };
    let prototype = record.optional();
    let uses_backrefs = record.number() == 1;
    let mut rules = Vec::new();
    include(at, &mut rules, &mut Vec::new());
    let rules: Vec<&Rule> = rules.into_iter().map(rule).collect();
    let words = rules.len().div_ceil(64);
    let mut context = Context {
        meta_scope,
        meta_content_scope,
        clear_scopes,
        prototype,
        uses_backrefs,
        words,
        by_byte: vec![0; (END + 1) * words],
        boundary: vec![0; words],
        line_start: vec![0; words],
        searched: Vec::new(),
        within: Bytes::NONE,
        at_edges: Bytes::NONE,
        rules,
    };
    for (at, rule) in context.rules.iter().enumerate() {
        let (word, bit) = (at / 64, 1 << (at % 64));
        let bytes = rule.pattern.first.as_ref().map_or(Bytes::ALL, |first| first.bytes);
        context.at_edges = context.at_edges.or(bytes);
        if rule.pattern.first.as_ref().is_none_or(|first| !first.boundary && !first.line_start) {
            context.within = context.within.or(bytes);
        }
        let Some(first) = &rule.pattern.first else {
            context.searched.push(rule);
            for byte in 0..=END {
                context.by_byte[byte * words + word] |= bit;
            }
            continue;
        };
        for byte in first.bytes.members() {
            context.by_byte[byte * words + word] |= bit;
        }
        if first.boundary {
            context.boundary[word] |= bit;
        }
        if first.line_start {
            context.line_start[word] |= bit;
        }
    }
    context
}

/// Adds a context's rules and those of contexts that it includes, in order.
fn include(at: ContextAt, rules: &mut Vec<RuleAt>, around: &mut Vec<ContextAt>) {
    // A context within itself adds nothing that was not tried before.
    if around.contains(&at) {
        return;
    }
    around.push(at);
    let mut record = Record::at(at);
    record.classes();
    record.classes();
    record.number();
    record.optional();
    record.number();
    for _ in 0..record.number() {
        let entry = record.number();
        if entry & 1 == 1 {
            include(entry >> 1, rules, around);
        } else {
            rules.push((entry >> 1) as RuleAt);
        }
    }
    around.pop();
}

fn read_rule(at: usize) -> Rule {
    let mut record = Record::at(GRAMMARS.contexts.len() + at);
    let pattern = Record(&GRAMMARS.records[record.number()..]).text();
    let flags = record.number();
    let scope = record.classes();
    let captures = (0..record.number()).map(|_| (record.number(), record.classes())).collect();
    let contexts = |record: &mut Record| (0..record.number()).map(|_| record.number()).collect();
    let operation = match record.number() {
        0 => Operation::None,
        1 => Operation::Pop,
        2 => Operation::Push(contexts(&mut record)),
        _ => Operation::Set(contexts(&mut record)),
    };
    let with_prototype = record.optional();
    let first = (flags & FIRST != 0).then(|| First {
        bytes: record.set(),
        line_start: flags & LINE_START != 0,
        boundary: flags & BOUNDARY != 0,
        following: std::array::from_fn(|_| record.set()),
        after_blanks: record.set(),
        after_word: record.set(),
        exact: record.exact(),
    });
    let (has_captures, needs_groups) = (flags & HAS_CAPTURES != 0, flags & NEEDS_GROUPS != 0);
    Rule { at: at as RuleAt, pattern: Matcher::new(pattern, needs_groups, first), has_captures, scope, captures, operation, with_prototype }
}

/// Bits of a rule's second number.
pub(super) const HAS_CAPTURES: usize = 1;
pub(super) const NEEDS_GROUPS: usize = 2;
pub(super) const FIRST: usize = 4;
pub(super) const LINE_START: usize = 8;
pub(super) const BOUNDARY: usize = 16;

/// What is left of a context or rule as it is written: numbers, seven bits a byte, the lowest first.
struct Record(&'static [u8]);

impl Record {
    fn at(place: usize) -> Record {
        Record(&GRAMMARS.records[word(GRAMMARS.offsets, place)..])
    }

    fn number(&mut self) -> usize {
        let (mut number, mut shift) = (0, 0);
        while let Some((byte, rest)) = self.0.split_first() {
            self.0 = rest;
            number |= usize::from(byte & 0x7f) << shift;
            shift += 7;
            if byte < &0x80 {
                break;
            }
        }
        number
    }

    /// A number that may be missing: one more, or 0.
    fn optional(&mut self) -> Option<usize> {
        self.number().checked_sub(1)
    }

    fn bytes(&mut self) -> &'static [u8] {
        let length = self.number();
        let (bytes, rest) = self.0.split_at(length);
        self.0 = rest;
        bytes
    }

    fn text(&mut self) -> &'static str {
        std::str::from_utf8(self.bytes()).unwrap_or_default()
    }

    fn classes(&mut self) -> Box<[Class]> {
        self.bytes().into()
    }

    fn set(&mut self) -> Bytes {
        let at = self.number() * SET;
        Bytes::read(&GRAMMARS.sets[at..at + SET])
    }

    fn exact(&mut self) -> Exact {
        let kind = self.number();
        match kind {
            0 => Exact::Unknown,
            1 => Exact::Nothing,
            _ => {
                let (count, mut sets) = (self.number(), [Bytes::NONE; AHEAD + 1]);
                sets[..count].fill_with(|| self.set());
                if kind == 2 { Exact::Taken(count, sets) } else { Exact::Peeked(count, sets) }
            }
        }
    }
}

/// A 32-bit number by its place.
fn word(bytes: &[u8], at: usize) -> usize {
    bytes[at * 4..].first_chunk().map_or(0, |bytes| u32::from_le_bytes(*bytes) as usize)
}
