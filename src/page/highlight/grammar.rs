//! The grammars, made ready for painting: contexts with the patterns that they include, by the byte at which a pattern can match.
//!
//! They stand in `grammars.bin`, which `encode` makes of the library's, so that a start reads only what its code asks
//! for, and reads no pattern for where it can match. All threads share what was read and compiled.

use super::bytes::{Bytes, END};
use super::classes::Class;
use super::first::{AHEAD, Exact, First, Place};
use super::machine::{Groups, Machine, TooLong};
use super::program::Program;
use onig::{EncodedBytes, MatchParam, Regex, RegexOptions, Region, SearchOptions, Syntax};
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
    pattern: &'static str,
    /// Whether the pattern refers to groups of the match that entered its context.
    pub(super) has_captures: bool,
    pub(super) scope: Box<[Class]>,
    pub(super) captures: Box<[(usize, Box<[Class]>)]>,
    pub(super) operation: Operation,
    pub(super) with_prototype: Option<ContextAt>,
    /// Where it can match; none when that depends on where the search begins, or on what another pattern captured.
    pub(super) first: Option<First>,
    /// Whether somebody asks for the groups of its match.
    needs_groups: bool,
    /// Compiled when it is tried first, as most never are; for lines of ASCII.
    program: OnceLock<Option<Program>>,
    /// The library's, for other lines, and for what is no program.
    regex: OnceLock<Option<Regex>>,
    /// The same for lines of ASCII alone, without the thousands of ranges that Unicode's classes are made of: compiled in
    /// a fraction of the time. None where that cannot be told in ASCII's terms.
    ascii: OnceLock<Option<Regex>>,
}

/// A line of code.
#[derive(Clone, Copy)]
pub(super) struct Text<'a> {
    pub(super) text: &'a str,
    is_ascii: bool,
}

impl<'a> Text<'a> {
    pub(super) fn new(text: &'a str) -> Text<'a> {
        Text { text, is_ascii: text.is_ascii() }
    }
}

impl Rule {
    fn program(&self) -> Option<&Program> {
        self.program.get_or_init(|| Program::new(self.pattern, self.needs_groups)).as_ref()
    }

    fn regex(&self) -> Option<&Regex> {
        self.regex.get_or_init(|| compile(self.pattern)).as_ref()
    }

    fn ascii(&self, text: Text) -> Option<&Regex> {
        self.ascii.get_or_init(|| compile_ascii(self.pattern)).as_ref().filter(|_| text.is_ascii)
    }

    /// Where the pattern matches right at `at`, a place that fits. The machine tells the groups if anybody asks for them.
    pub(super) fn matches(&self, text: Text, at: usize, place: &Place, machine: &mut Machine) -> Option<(usize, usize)> {
        let certain = self.first.as_ref().filter(|_| !self.needs_groups).and_then(|first| first.certain(place));
        if let Some(certain) = certain {
            return certain.map(|length| (at, at + length));
        }
        if let Some(program) = self.program().filter(|_| text.is_ascii)
            && let Ok(end) = machine.run(program, text.text.as_bytes(), at)
        {
            return end.map(|end| (at, end));
        }
        let mut region = Region::new();
        let options = SearchOptions::SEARCH_OPTION_NONE;
        let result = match self.ascii(text) {
            Some(regex) => {
                let bytes = EncodedBytes::ascii(text.text.as_bytes());
                regex.match_with_param(bytes, at, options, Some(&mut region), MatchParam::default())
            }
            None => self.regex()?.match_with_param(text.text, at, options, Some(&mut region), MatchParam::default()),
        };
        machine.groups.read(&region);
        // What fails does not match, as in the library.
        matches!(result, Ok(Some(_))).then(|| machine.groups.get(0)).flatten()
    }

    /// The first match from `start` on. Where the pattern refers to groups, they are those of `captures` in its line.
    pub(super) fn search(&self, text: Text, start: usize, captures: Option<&(Groups, String)>, machine: &mut Machine) -> Option<Groups> {
        let substituted = captures.map(|captures| substitute(self.pattern, captures));
        if text.is_ascii {
            let made = substituted.as_ref().and_then(|pattern| Program::new(pattern, self.needs_groups));
            let program = if captures.is_some() { made.as_ref() } else { self.program() };
            if let Some(Ok(found)) = program.map(|program| search(program, text.text.as_bytes(), start, machine)) {
                return found;
            }
        }
        let mut region = Region::new();
        let (end, options) = (text.text.len(), SearchOptions::SEARCH_OPTION_NONE);
        let result = match (substituted, self.ascii(text)) {
            (Some(pattern), _) => {
                let regex = compile(&pattern)?;
                regex.search_with_param(text.text, start, end, options, Some(&mut region), MatchParam::default())
            }
            (None, Some(regex)) => {
                let bytes = EncodedBytes::ascii(text.text.as_bytes());
                regex.search_with_param(bytes, start, end, options, Some(&mut region), MatchParam::default())
            }
            (None, None) => self.regex()?.search_with_param(text.text, start, end, options, Some(&mut region), MatchParam::default()),
        };
        let mut groups = Groups::default();
        groups.read(&region);
        matches!(result, Ok(Some(_))).then_some(groups)
    }
}

/// The groups of a program's first match from `start` on.
fn search(program: &Program, line: &[u8], start: usize, machine: &mut Machine) -> Result<Option<Groups>, TooLong> {
    for at in start..=line.len() {
        if machine.run(program, line, at)?.is_some() {
            return Ok(Some(machine.groups.clone()));
        }
    }
    Ok(None)
}

fn compile(pattern: &str) -> Option<Regex> {
    Regex::with_options(pattern, RegexOptions::REGEX_OPTION_CAPTURE_GROUP, Syntax::default()).ok()
}

/// Unicode's properties in patterns, and what they are in ASCII.
const PROPERTIES: &[(&str, &str)] = &[
    (r"\p{L}", r"\p{Alpha}"),
    (r"\p{Lu}", r"\p{Upper}"),
    (r"\p{Ll}", r"\p{Lower}"),
    (r"\p{N}", r"\p{Digit}"),
    (r"\p{Nd}", r"\p{Digit}"),
    (r"\p{Pc}", "_"),
];

/// A pattern for text of ASCII. None where it has characters beyond, or properties that are not known here.
fn compile_ascii(pattern: &str) -> Option<Regex> {
    if !pattern.is_ascii() {
        return None;
    }
    let pattern = PROPERTIES.iter().fold(pattern.to_owned(), |pattern, (unicode, ascii)| pattern.replace(unicode, ascii));
    Regex::with_options_and_encoding(EncodedBytes::ascii(pattern.as_bytes()), RegexOptions::REGEX_OPTION_CAPTURE_GROUP, Syntax::default())
        .ok()
}

/// A pattern with the text of groups in place of `\1` to `\9`, as the library replaces them.
fn substitute(pattern: &str, (groups, line): &(Groups, String)) -> String {
    let mut substituted = String::with_capacity(pattern.len());
    let mut characters = pattern.chars();
    while let Some(c) = characters.next() {
        match (c, characters.clone().next()) {
            ('\\', Some(escaped)) => {
                characters.next();
                match escaped.to_digit(10) {
                    Some(group) => {
                        if let Some((from, to)) = groups.get(group as usize) {
                            substituted.push_str(&regex::escape(&line[from..to]));
                        }
                    }
                    None => substituted.extend(['\\', escaped]),
                }
            }
            _ => substituted.push(c),
        }
    }
    substituted
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
        let bytes = rule.first.as_ref().map_or(Bytes::ALL, |first| first.bytes);
        context.at_edges = context.at_edges.or(bytes);
        if rule.first.as_ref().is_none_or(|first| !first.boundary && !first.line_start) {
            context.within = context.within.or(bytes);
        }
        let Some(first) = &rule.first else {
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
    Rule {
        at: at as RuleAt,
        pattern,
        has_captures,
        scope,
        captures,
        operation,
        with_prototype,
        first,
        needs_groups,
        program: OnceLock::new(),
        regex: OnceLock::new(),
        ascii: OnceLock::new(),
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// Trying each pattern of every grammar only where it can begin finds what searching for it finds, in any text; and
    /// in ASCII's terms it finds what it finds in Unicode's.
    #[test]
    fn patterns_match_where_they_can_begin() {
        let wide =
            "a1_ \t\"'`#/*-+=<>(){}[]:;,.|&^%$@!~?\\ if for def class SELECT fn é x\u{2028}漢\u{b5}Kſ 0x1F 1.5e3 <!-- --> ${a} -- // # \n";
        let ascii: String = wide.chars().filter(char::is_ascii).collect();
        let (mut matched, mut compared) = (0, 0);
        let mut machine = Machine::default();
        for text in [wide, &ascii] {
            let text = Text::new(text);
            let places: Vec<usize> = text.text.char_indices().map(|(at, _)| at).chain([text.text.len()]).collect();
            for at in 0..GRAMMARS.rules.len() {
                let rule = rule(at as RuleAt);
                let searched = rule.search(Text { is_ascii: false, ..text }, 0, None, &mut machine);
                let whole = |groups: &Option<Groups>| groups.as_ref().and_then(|groups| groups.get(0));
                if rule.ascii(text).is_some() && !rule.has_captures {
                    assert_eq!(whole(&rule.search(text, 0, None, &mut machine)), whole(&searched), "{}", rule.pattern);
                    compared += 1;
                }
                let Some(first) = rule.first else { continue };
                let tried = places.iter().find_map(|&at| {
                    let place = fitting(&first, text, at)?;
                    rule.matches(text, at, &place, &mut machine)
                });
                assert_eq!(tried, whole(&searched), "{}", rule.pattern);
                matched += usize::from(tried.is_some());
            }
        }
        assert!(matched > 10_000 && compared > 10_000, "{matched} {compared}");
    }

    /// A program matches what the library matches, groups included, at each place of texts that are much like its pattern.
    #[test]
    fn programs_match_as_the_library_does() {
        let (mut known, mut matched, mut left, mut unknown) = (0, 0, 0, BTreeSet::new());
        let patterns: BTreeSet<&str> =
            (0..GRAMMARS.rules.len()).map(|at| rule(at as RuleAt)).filter(|rule| rule.first.is_some()).map(|rule| rule.pattern).collect();
        let mut random = 1_u64;
        for pattern in patterns {
            let Some(regex) = compile_ascii(pattern) else { continue };
            let (Some(plain), Some(grouping)) = (Program::new(pattern, false), Program::new(pattern, true)) else {
                unknown.insert(pattern);
                continue;
            };
            known += 1;
            for _ in 0..5 {
                let mut machine = Machine::default();
                let text = alike(pattern, &mut random);
                for at in 0..=text.len() {
                    let mut region = Region::new();
                    let (bytes, options) = (EncodedBytes::ascii(text.as_bytes()), SearchOptions::SEARCH_OPTION_NONE);
                    let end = regex.match_with_param(bytes, at, options, Some(&mut region), MatchParam::default()).expect("bounded");
                    let expected = Ok(end.map(|length| at + length));
                    for program in [&plain, &grouping] {
                        match machine.run(program, text.as_bytes(), at) {
                            Err(TooLong) => left += 1,
                            outcome => assert_eq!(outcome, expected, "{pattern}\nat {at} of {text:?}"),
                        }
                    }
                    if end.is_some() {
                        let groups: Vec<_> = (0..region.len()).map(|group| machine.groups.get(group)).collect();
                        assert_eq!(
                            groups,
                            (0..region.len()).map(|group| region.pos(group)).collect::<Vec<_>>(),
                            "{pattern}\nat {at} of {text:?}"
                        );
                        matched += 1;
                    }
                }
            }
        }
        assert!(known > 9_000 && matched > 50_000 && left < 100, "{known} {matched} {left}");
        assert!(unknown.len() * 50 < known, "{known} {unknown:#?}");
    }

    /// A line of pieces of a pattern, and of what it may stand for.
    fn alike(pattern: &str, random: &mut u64) -> String {
        let mut next = |below: usize| {
            *random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (*random >> 33) as usize % below
        };
        let pieces: Vec<&str> = pattern.split(|c: char| "\\()[]{}|?*+^$".contains(c)).filter(|piece| piece.is_ascii()).collect();
        let others =
            [" ", "a", "b1", "_", "0", ".", "=", "(", ")", "\"", "'", "-", "/", "<", ":", ",", "\t", "\\", "#", "$", "[", "{", "@"];
        let mut text = String::new();
        while text.len() < 30 {
            let pick = next(pieces.len() + others.len());
            text.push_str(pieces.get(pick).map_or_else(|| others[pick - pieces.len()], |piece| &piece[..piece.len().min(8)]));
        }
        if next(3) > 0 {
            text.push('\n');
        }
        text
    }

    /// The place, if a match can begin there.
    fn fitting(first: &First, text: Text, at: usize) -> Option<Place> {
        let mut place = Place::of(text.text.as_bytes(), at);
        place.look(text.text.as_bytes(), at);
        let can = first.bytes.has(place.byte) && (place.boundary || !first.boundary) && (place.line_start || !first.line_start);
        (can && first.fits(&place)).then_some(place)
    }
}
