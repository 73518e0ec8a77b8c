//! The grammars, made ready for painting: contexts with the patterns that they include, by the byte at which a pattern can match.

use super::SYNTAXES;
use super::bytes::END;
use super::classes::{self, Class};
use super::first::{First, Place};
use onig::{MatchParam, Regex, RegexOptions, Region, SearchOptions, Syntax};
use serde::Deserialize as _;
use std::cell::OnceCell;
use std::collections::HashMap;
use std::rc::Rc;
use syntect::parsing::syntax_definition::{
    Context as Definition, ContextId, ContextReference, MatchOperation, MatchPattern, Pattern, context_iter,
};
use syntect::parsing::{ClearAmount, SyntaxReference};

/// A context's place in [`Grammars`].
pub(super) type ContextAt = usize;
/// A rule's place in [`Grammars`].
pub(super) type RuleAt = u32;

/// What a context pushes, clears and matches.
pub(super) struct Context {
    pub(super) meta_scope: Vec<Class>,
    pub(super) meta_content_scope: Vec<Class>,
    pub(super) clear_scopes: Option<ClearAmount>,
    pub(super) prototype: Option<ContextAt>,
    pub(super) uses_backrefs: bool,
    /// Its own patterns and those of contexts that it includes, in the order in which they are tried.
    pub(super) rules: Vec<RuleAt>,
    /// 64-bit words of a set of rules.
    words: usize,
    /// For each byte, and for the end of the line, the set of rules that can match there.
    by_byte: Vec<u64>,
    /// Those that match only at a boundary of a word.
    boundary: Vec<u64>,
    /// Those that match only at the start of a line.
    line_start: Vec<u64>,
    /// Those that have to be searched for from where the search begins.
    pub(super) searched: Vec<RuleAt>,
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

    /// How many words a set of rules has.
    pub(super) fn words(&self) -> usize {
        self.words
    }
}

/// A pattern, and what happens where it matches.
pub(super) struct Rule {
    pub(super) pattern: &'static MatchPattern,
    pub(super) scope: Vec<Class>,
    pub(super) captures: Vec<(usize, Vec<Class>)>,
    pub(super) operation: Operation,
    pub(super) with_prototype: Option<ContextAt>,
    /// Where it can match; none when that depends on where the search begins, or on what another pattern captured.
    pub(super) first: Option<First>,
    /// Whether somebody asks for the groups of its match.
    needs_groups: bool,
    /// Compiled when it is tried first, as most never are.
    regex: OnceCell<Option<Regex>>,
}

impl Rule {
    fn regex(&self) -> Option<&Regex> {
        self.regex.get_or_init(|| compile(self.pattern.regex.regex_str())).as_ref()
    }

    /// Where the pattern matches right at `at`, a place that fits. The region tells the groups if anybody asks for them.
    pub(super) fn matches(&self, text: &str, at: usize, place: &Place, region: &mut Region) -> Option<(usize, usize)> {
        let certain = self.first.filter(|_| !self.needs_groups).and_then(|first| first.certain(place));
        if let Some(certain) = certain {
            return certain.map(|length| (at, at + length));
        }
        // What fails does not match, as in the library.
        let result = self.regex()?.match_with_param(text, at, SearchOptions::SEARCH_OPTION_NONE, Some(region), MatchParam::default());
        matches!(result, Ok(Some(_))).then(|| region.pos(0)).flatten()
    }

    /// The first match from `start` on. Where the pattern refers to groups, they are those of `captures` in its line.
    pub(super) fn search(&self, text: &str, start: usize, captures: Option<&(Region, String)>) -> Option<Region> {
        let mut region = Region::new();
        let mut search = |regex: &Regex| {
            regex.search_with_param(text, start, text.len(), SearchOptions::SEARCH_OPTION_NONE, Some(&mut region), MatchParam::default())
        };
        let result = match captures {
            Some(captures) => search(&compile(&substitute(self.pattern.regex.regex_str(), captures))?),
            None => search(self.regex()?),
        };
        matches!(result, Ok(Some(_))).then_some(region)
    }
}

fn compile(pattern: &str) -> Option<Regex> {
    Regex::with_options(pattern, RegexOptions::REGEX_OPTION_CAPTURE_GROUP, Syntax::default()).ok()
}

/// A pattern with the text of groups in place of `\1` to `\9`, as the library replaces them.
fn substitute(pattern: &str, (region, line): &(Region, String)) -> String {
    let mut substituted = String::with_capacity(pattern.len());
    let mut characters = pattern.chars();
    while let Some(c) = characters.next() {
        match (c, characters.clone().next()) {
            ('\\', Some(escaped)) => {
                characters.next();
                match escaped.to_digit(10) {
                    Some(group) => {
                        if let Some((from, to)) = region.pos(group as usize) {
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
#[derive(Clone)]
pub(super) enum Operation {
    Push(Rc<[ContextAt]>),
    Set(Rc<[ContextAt]>),
    Pop,
    None,
}

/// The contexts and rules that were met so far: a thread's own, grown as code asks for them.
#[derive(Default)]
pub(super) struct Grammars {
    contexts: Vec<(&'static Definition, Option<Rc<Context>>)>,
    places: HashMap<ContextId, ContextAt>,
    rules: Vec<Rc<Rule>>,
    rule_places: HashMap<*const MatchPattern, RuleAt>,
    starts: HashMap<usize, Option<ContextAt>>,
}

impl Grammars {
    /// The context in which a syntax begins.
    pub(super) fn start(&mut self, syntax: &'static SyntaxReference) -> Option<ContextAt> {
        let index = SYNTAXES.syntaxes().iter().position(|other| std::ptr::eq(other, syntax))?;
        if let Some(&start) = self.starts.get(&index) {
            return start;
        }
        let start = (0..).map_while(|context| id(index, context)).find_map(|id| {
            let definition = resolve(id)?;
            is_start(definition, syntax).then(|| self.place(id, definition))
        });
        self.starts.insert(index, start);
        start
    }

    fn place(&mut self, id: ContextId, definition: &'static Definition) -> ContextAt {
        *self.places.entry(id).or_insert_with(|| {
            self.contexts.push((definition, None));
            self.contexts.len() - 1
        })
    }

    fn refer(&mut self, reference: &'static ContextReference) -> Option<ContextAt> {
        Some(self.place(reference.id().ok()?, reference.resolve(&SYNTAXES).ok()?))
    }

    /// A rule by its place.
    pub(super) fn rule(&self, at: RuleAt) -> &Rc<Rule> {
        &self.rules[at as usize]
    }

    /// A context by its place; made ready when it is asked for first.
    pub(super) fn context(&mut self, at: ContextAt) -> Rc<Context> {
        let (definition, known) = &self.contexts[at];
        match known {
            Some(context) => Rc::clone(context),
            None => {
                let context = Rc::new(self.prepare(definition));
                self.contexts[at].1 = Some(Rc::clone(&context));
                context
            }
        }
    }

    fn prepare(&mut self, definition: &'static Definition) -> Context {
        let rules: Vec<RuleAt> = context_iter(&SYNTAXES, definition)
            .filter_map(|(context, index)| Some(self.prepare_rule(context.match_at(index).ok()?)))
            .collect();
        let words = rules.len().div_ceil(64);
        let prototype = definition.prototype.and_then(|id| Some(self.place(id, resolve(id)?)));
        let mut context = Context {
            meta_scope: classes::all(&definition.meta_scope),
            meta_content_scope: classes::all(&definition.meta_content_scope),
            clear_scopes: definition.clear_scopes,
            prototype,
            uses_backrefs: definition.uses_backrefs,
            words,
            by_byte: vec![0; (END + 1) * words],
            boundary: vec![0; words],
            line_start: vec![0; words],
            searched: Vec::new(),
            rules,
        };
        for (at, &place) in context.rules.iter().enumerate() {
            let (word, bit) = (at / 64, 1 << (at % 64));
            let Some(first) = self.rules[place as usize].first else {
                context.searched.push(place);
                set_all(&mut context.by_byte, words, word, bit, |_| true);
                continue;
            };
            set_all(&mut context.by_byte, words, word, bit, |byte| first.bytes.has(byte));
            if first.boundary {
                context.boundary[word] |= bit;
            }
            if first.line_start {
                context.line_start[word] |= bit;
            }
        }
        context
    }

    fn prepare_rule(&mut self, pattern: &'static MatchPattern) -> RuleAt {
        if let Some(&known) = self.rule_places.get(&std::ptr::from_ref(pattern)) {
            return known;
        }
        let with_prototype = pattern.with_prototype.as_ref().and_then(|reference| self.refer(reference));
        let mut all = |references: &'static [ContextReference]| references.iter().filter_map(|reference| self.refer(reference)).collect();
        let operation = match &pattern.operation {
            MatchOperation::Push(references) => Operation::Push(all(references)),
            MatchOperation::Set(references) => Operation::Set(all(references)),
            MatchOperation::Pop => Operation::Pop,
            MatchOperation::None => Operation::None,
        };
        let captures: Vec<(usize, Vec<Class>)> =
            pattern.captures.iter().flatten().map(|(group, scopes)| (*group, classes::all(scopes))).collect();
        let refers = |at: &ContextAt| self.contexts[*at].0.uses_backrefs;
        let entered = match &operation {
            Operation::Push(contexts) | Operation::Set(contexts) => &contexts[..],
            _ => &[],
        };
        let needs_groups = !captures.is_empty() || entered.iter().chain(&with_prototype).any(refers);
        let rule = Rule {
            pattern,
            scope: classes::all(&pattern.scope),
            captures,
            operation,
            with_prototype,
            needs_groups,
            first: if pattern.has_captures { None } else { First::of(pattern.regex.regex_str()) },
            regex: OnceCell::new(),
        };
        let place = self.rules.len() as RuleAt;
        self.rules.push(Rc::new(rule));
        self.rule_places.insert(pattern, place);
        place
    }
}

fn set_all(by_byte: &mut [u64], words: usize, word: usize, bit: u64, fits: impl Fn(usize) -> bool) {
    for byte in (0..=END).filter(|&byte| fits(byte)) {
        by_byte[byte * words + word] |= bit;
    }
}

/// The context that every syntax begins in: it has the syntax's scope, and goes on to the main context at once.
fn is_start(context: &Definition, syntax: &SyntaxReference) -> bool {
    let [Pattern::Match(pattern)] = context.patterns.as_slice() else { return false };
    context.meta_content_scope == [syntax.scope]
        && context.meta_scope.is_empty()
        && pattern.regex.regex_str().is_empty()
        && matches!(&pattern.operation, MatchOperation::Push(contexts) if contexts.len() == 1)
}

/// The library keeps the parts of its identifiers to itself, but reads them.
fn id(syntax: usize, context: usize) -> Option<ContextId> {
    ContextId::deserialize(serde_json::json!({ "syntax_index": syntax, "context_index": context })).ok().filter(|&id| resolve(id).is_some())
}

fn resolve(id: ContextId) -> Option<&'static Definition> {
    ContextReference::deserialize(serde_json::json!({ "Direct": id })).ok()?.resolve(&SYNTAXES).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Trying each pattern of every grammar only where it can begin finds what searching for it finds, in any text.
    #[test]
    fn patterns_match_where_they_can_begin() {
        let text =
            "a1_ \t\"'`#/*-+=<>(){}[]:;,.|&^%$@!~?\\ if for def class SELECT fn é x\u{2028}漢\u{b5}Kſ 0x1F 1.5e3 <!-- --> ${a} -- // # \n";
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let mut grammars = Grammars::default();
        let mut matched = 0;
        for index in 0..SYNTAXES.syntaxes().len() {
            for definition in (0..).map_while(|context| id(index, context)).filter_map(resolve) {
                grammars.prepare(definition);
            }
        }
        for rule in &grammars.rules {
            let Some(first) = rule.first else { continue };
            let mut region = Region::new();
            let found = rule.search(text, 0, None).and_then(|region| region.pos(0));
            let tried = places.iter().find_map(|&at| {
                let mut place = Place::of(text.as_bytes(), at);
                place.look(text.as_bytes(), at);
                let can = first.bytes.has(place.byte) && (place.boundary || !first.boundary) && (place.line_start || !first.line_start);
                if can && first.fits(&place) { rule.matches(text, at, &place, &mut region) } else { None }
            });
            assert_eq!(tried, found, "{}", rule.pattern.regex.regex_str());
            matched += usize::from(found.is_some());
        }
        assert!(matched > 5_000, "{matched}");
    }
}
