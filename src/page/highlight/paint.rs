//! Runs a grammar over code: the library's parser step by step, but a pattern is tried only where it can match.
//!
//! What a grammar means is defined by `syntect::parsing::ParseState`; `super::plain` is that, and a test compares the two.

use super::bytes::END;
use super::classes::Class;
use super::first::{self, Place};
use super::grammar::{self, Clear, Context, ContextAt, Operation, Rule, RuleAt};
use super::machine::{Groups, Machine};
use super::matcher::Text;
use super::spans::Spans;
use std::collections::HashMap;
use std::rc::Rc;

/// Contexts within contexts beyond this depth are not entered, as in the library.
const DEEPEST: usize = 100;

/// Paints code from the context on in which its language begins; `None` when the grammar fails, which is the grammar's fault.
pub(super) fn paint(spans: &mut Spans, start: ContextAt, code: &str) -> Option<()> {
    let none: Rc<[ContextAt]> = Rc::from([]);
    let mut painter = Painter {
        stack: vec![Level { context: start, prototypes: Rc::clone(&none), captures: None }],
        none,
        chain: Vec::new(),
        proto_starts: Vec::new(),
        classes: grammar::context(start).meta_content_scope.to_vec(),
        cleared: Vec::new(),
        span: (0, 0),
        machine: Machine::default(),
        found: HashMap::new(),
        dead: Vec::new(),
        pushed_at: (0, 0),
        at: 0,
    };
    let mut complete = String::new();
    for line in code.split_inclusive('\n') {
        let text = if line.ends_with('\n') {
            line
        } else {
            complete.push_str(line);
            complete.push('\n');
            complete.as_str()
        };
        painter.line(text, line.len(), spans)?;
    }
    Some(())
}

/// A context on the stack.
struct Level {
    context: ContextAt,
    /// Contexts whose rules hold in this one and those above it.
    prototypes: Rc<[ContextAt]>,
    /// The match that entered it, for rules that refer to its groups.
    captures: Option<Rc<(Groups, String)>>,
}

struct Painter {
    stack: Vec<Level>,
    /// The prototypes of a level that has none.
    none: Rc<[ContextAt]>,
    /// Room for where a search looks.
    chain: Vec<Link>,
    /// Heights of the stack below which the levels' prototypes do not hold.
    proto_starts: Vec<usize>,
    classes: Vec<Class>,
    cleared: Vec<Vec<Class>>,
    /// Where the last match is.
    span: (usize, usize),
    /// Where its groups are, if its rule asks for them.
    machine: Machine,
    /// What searching for a rule found in this line.
    found: HashMap<RuleAt, Option<Groups>>,
    /// Rules that are of no use in the current search.
    dead: Vec<u64>,
    /// Where a match that took nothing entered a context, and the height of the stack then: leaving it at once would go on forever.
    pushed_at: (usize, usize),
    /// How much of the line is painted.
    at: usize,
}

/// What a search found.
enum Found {
    /// This rule; whether it is a prototype's.
    Rule(&'static Rule, bool),
    /// Only one that would go on forever.
    Loop,
    Nothing,
}

/// The contexts in which a search looks, in order: whether it is a `with_prototype`, and whose captures its rules refer to.
struct Link {
    context: &'static Context,
    from_prototype: bool,
    captures: Option<Rc<(Groups, String)>>,
}

impl Painter {
    /// Paints a line, of which the first `shown` bytes are the code's own.
    fn line(&mut self, text: &str, shown: usize, spans: &mut Spans) -> Option<()> {
        let mut line = Line { text: Text::new(text), shown, spans };
        self.found.clear();
        self.pushed_at = (0, 0);
        self.at = 0;
        let mut start = 0;
        while let Some(next) = self.token(&mut line, start)? {
            start = next;
        }
        self.show(&mut line, shown);
        Some(())
    }

    /// Finds the next match from `start` on and does what its rule says; returns where to go on, if anywhere.
    fn token(&mut self, line: &mut Line, start: usize) -> Option<Option<usize>> {
        while self.proto_starts.last().is_some_and(|&height| height >= self.stack.len()) {
            self.proto_starts.pop();
        }
        let (rule, from_prototype) = match self.find(line.text, start)? {
            Found::Nothing => return Some(None),
            Found::Loop => return Some(line.text.text[start..].char_indices().nth(1).map(|(length, _)| start + length)),
            Found::Rule(rule, from_prototype) => (rule, from_prototype),
        };
        let (_, end) = self.span;
        if end <= start && matches!(rule.operation, Operation::Push(_)) {
            self.pushed_at = (end, self.stack.len() + 1);
        }
        if from_prototype {
            self.proto_starts.push(self.stack.len());
        }
        self.execute(line, rule)?;
        Some(Some(end))
    }

    fn chain(&self, chain: &mut Vec<Link>) -> Option<()> {
        let from = self.proto_starts.last().copied().unwrap_or(0);
        chain.clear();
        for level in self.stack.get(from..).unwrap_or_default() {
            for &prototype in level.prototypes.iter() {
                chain.push(Link { context: grammar::context(prototype), from_prototype: true, captures: level.captures.clone() });
            }
        }
        let top = self.stack.last()?;
        let context = grammar::context(top.context);
        if let Some(prototype) = context.prototype {
            chain.push(Link { context: grammar::context(prototype), from_prototype: false, captures: None });
        }
        chain.push(Link { context, from_prototype: false, captures: top.captures.clone() });
        Some(())
    }

    /// The first rule that matches earliest from `start` on; its match is in `span` and `machine` then.
    fn find(&mut self, text: Text, start: usize) -> Option<Found> {
        let mut chain = std::mem::take(&mut self.chain);
        self.chain(&mut chain)?;
        let found = self.find_in(text, start, &chain);
        self.chain = chain;
        Some(found)
    }

    fn find_in(&mut self, text: Text, start: usize, chain: &[Link]) -> Found {
        let searched = self.search_all(text, start, chain);
        self.dead.clear();
        self.dead.resize(chain.iter().map(|link| link.context.words()).sum(), 0);
        let may_loop = self.pushed_at == (start, self.stack.len());
        let bytes = text.text.as_bytes();
        for at in start..=bytes.len() {
            // Nothing begins within a character.
            if bytes.get(at).is_some_and(|byte| byte & 0xc0 == 0x80) {
                continue;
            }
            let byte = bytes.get(at).map_or(END, |&byte| usize::from(byte));
            let is_edge = first::is_edge(bytes, at);
            if !chain.iter().any(|link| link.context.may_begin(byte, is_edge)) {
                continue;
            }
            let mut place = Place::of(bytes, at);
            let mut looked = false;
            let mut looping = false;
            let mut dead_from = 0;
            for (number, link) in chain.iter().enumerate() {
                for word in 0..link.context.words() {
                    let mut candidates = link.context.candidates(word, &place) & !self.dead[dead_from + word];
                    while candidates != 0 {
                        let bit = candidates.trailing_zeros() as usize;
                        candidates &= candidates - 1;
                        let rule = link.context.rules[word * 64 + bit];
                        if !looked {
                            place.look(bytes, at);
                            looked = true;
                        }
                        let span = match &rule.pattern.first {
                            Some(first) if !first.fits(&place) => continue,
                            Some(_) => rule.pattern.matches(text, at, &place, &mut self.machine),
                            None => recall(&searched, (number, rule.at), at, &mut self.machine),
                        };
                        let Some(span) = span else { continue };
                        let takes = span.0 != span.1;
                        let is_useful = match rule.operation {
                            Operation::None => takes,
                            Operation::Push(_) => self.stack.len() < DEEPEST,
                            _ => true,
                        };
                        if !is_useful {
                            self.dead[dead_from + word] |= 1 << bit;
                        } else if may_loop && at == start && !takes && matches!(rule.operation, Operation::Pop) {
                            looping = true;
                        } else {
                            self.span = span;
                            return Found::Rule(rule, link.from_prototype);
                        }
                    }
                }
                dead_from += link.context.words();
            }
            if looping {
                return Found::Loop;
            }
        }
        Found::Nothing
    }

    /// Searches for the rules whose match depends on where the search begins, or on the captures of another.
    fn search_all(&mut self, text: Text, start: usize, chain: &[Link]) -> Vec<(usize, RuleAt, Groups)> {
        let mut searched = Vec::new();
        for (number, link) in chain.iter().enumerate() {
            for rule in &link.context.searched {
                if let Some(groups) = self.search(text, start, rule, link.captures.as_deref()) {
                    searched.push((number, rule.at, groups));
                }
            }
        }
        searched
    }

    fn search(&mut self, text: Text, start: usize, rule: &Rule, captures: Option<&(Groups, String)>) -> Option<Groups> {
        match self.found.get(&rule.at) {
            Some(None) => return None,
            Some(Some(groups)) if groups.get(0).is_some_and(|(from, _)| from >= start) => return Some(groups.clone()),
            _ => {}
        }
        let captures = captures.filter(|_| rule.has_captures);
        let found = rule.pattern.search(text, start, captures, &mut self.machine);
        // A match of nothing that does nothing is no match, but there may be another further on.
        let is_useful = |groups: &Groups| !matches!(rule.operation, Operation::None) || groups.get(0).is_some_and(|(from, to)| from != to);
        let useful = found.as_ref().is_none_or(is_useful);
        if captures.is_none() && useful {
            self.found.insert(rule.at, found.clone());
        }
        found.filter(|_| useful)
    }

    /// Paints what a rule's match covers, and changes the stack of contexts.
    fn execute(&mut self, line: &mut Line, rule: &Rule) -> Option<()> {
        let (from, to) = self.span;
        let top = grammar::context(self.stack.last()?.context);
        self.enter(line, from, top, &rule.operation);
        self.push_classes(line, from, &rule.scope);
        self.captures(line, rule);
        self.pop_classes(line, to, rule.scope.len());
        self.leave(line, to, top, &rule.operation);
        self.change(line.text.text, rule)
    }

    /// The scopes of groups, outer ones before the ones inside them.
    fn captures(&mut self, line: &mut Line, rule: &Rule) {
        let mut steps: Vec<((usize, i32), Step)> = Vec::new();
        for (group, classes) in &rule.captures {
            // Empty groups would be closed before they are opened.
            if let Some((from, to)) = self.machine.groups.get(*group).filter(|(from, to)| from != to) {
                steps.extend(classes.iter().map(|&class| ((from, -((to - from) as i32)), Step::Push(class))));
                steps.push(((to, i32::MIN), Step::Pop(classes.len())));
            }
        }
        steps.sort_by_key(|(key, _)| *key);
        for ((at, _), step) in steps {
            match step {
                Step::Push(class) => self.push_classes(line, at, &[class]),
                Step::Pop(count) => self.pop_classes(line, at, count),
            }
        }
    }

    /// What the operation does to the scopes before the match.
    fn enter(&mut self, line: &mut Line, at: usize, top: &Context, operation: &Operation) {
        match operation {
            Operation::Pop => self.pop_classes(line, at, top.meta_content_scope.len()),
            Operation::Push(contexts) | Operation::Set(contexts) => {
                let is_set = matches!(operation, Operation::Set(_));
                if is_set && top.clear_scopes.is_some() {
                    self.restore(line, at);
                }
                for &context in contexts.iter() {
                    let context = grammar::context(context);
                    if !is_set {
                        self.clear(line, at, context.clear_scopes);
                    }
                    self.push_classes(line, at, &context.meta_scope);
                }
            }
            Operation::None => {}
        }
    }

    /// What the operation does to the scopes after the match.
    fn leave(&mut self, line: &mut Line, at: usize, top: &Context, operation: &Operation) {
        match operation {
            Operation::Pop => {
                self.pop_classes(line, at, top.meta_scope.len());
                if top.clear_scopes.is_some() {
                    self.restore(line, at);
                }
            }
            Operation::Push(contexts) | Operation::Set(contexts) => {
                let is_set = matches!(operation, Operation::Set(_));
                let contexts = || contexts.iter().map(|&context| grammar::context(context));
                let own = if is_set { top.meta_scope.len() + top.meta_content_scope.len() } else { 0 };
                let asks = |context: &Context| !context.meta_content_scope.is_empty() || is_set && context.clear_scopes.is_some();
                if own == 0 && !contexts().any(asks) {
                    return;
                }
                self.pop_classes(line, at, own + contexts().map(|context| context.meta_scope.len()).sum::<usize>());
                for context in contexts() {
                    if is_set {
                        self.clear(line, at, context.clear_scopes);
                    }
                    self.push_classes(line, at, &context.meta_scope);
                    self.push_classes(line, at, &context.meta_content_scope);
                }
            }
            Operation::None => {}
        }
    }

    /// What the operation does to the stack of contexts.
    fn change(&mut self, text: &str, rule: &Rule) -> Option<()> {
        let (contexts, mut kept) = match &rule.operation {
            Operation::None => return Some(()),
            Operation::Pop => return self.stack.pop().map(drop),
            Operation::Push(contexts) => (contexts, None),
            // A `with_prototype` outlives a `set`.
            Operation::Set(contexts) => (contexts, self.stack.pop().map(|level| level.prototypes)),
        };
        for (number, &context) in contexts.iter().enumerate() {
            let mut prototypes = kept.take().unwrap_or_else(|| Rc::clone(&self.none));
            if let Some(more) = rule.with_prototype.filter(|_| number + 1 == contexts.len()) {
                prototypes = prototypes.iter().copied().chain([more]).collect();
            }
            let refers = std::iter::once(&context).chain(prototypes.iter()).any(|&at| grammar::context(at).uses_backrefs);
            let captures = refers.then(|| Rc::new((self.machine.groups.clone(), text.to_owned())));
            self.stack.push(Level { context, prototypes, captures });
        }
        Some(())
    }

    /// Paints up to `to` in the class that holds now.
    fn show(&mut self, line: &mut Line, to: usize) {
        let to = to.min(line.shown);
        if to > self.at {
            let class = self.classes.iter().rev().copied().find(|&class| class != 0).unwrap_or(0);
            line.spans.put(class, &line.text.text[self.at..to]);
            self.at = to;
        }
    }

    fn push_classes(&mut self, line: &mut Line, at: usize, classes: &[Class]) {
        if !classes.is_empty() {
            self.show(line, at);
            self.classes.extend(classes);
        }
    }

    fn pop_classes(&mut self, line: &mut Line, at: usize, count: usize) {
        if count > 0 {
            self.show(line, at);
            self.classes.truncate(self.classes.len().saturating_sub(count));
        }
    }

    fn clear(&mut self, line: &mut Line, at: usize, amount: Option<Clear>) {
        let Some(amount) = amount else { return };
        self.show(line, at);
        let left = match amount {
            Clear::Top(count) => self.classes.len().saturating_sub(count),
            Clear::All => 0,
        };
        self.cleared.push(self.classes.split_off(left));
    }

    fn restore(&mut self, line: &mut Line, at: usize) {
        self.show(line, at);
        self.classes.extend(self.cleared.pop().unwrap_or_default());
    }
}

/// The match of a rule that was searched for, if it is at `at`.
fn recall(searched: &[(usize, RuleAt, Groups)], rule: (usize, RuleAt), at: usize, machine: &mut Machine) -> Option<(usize, usize)> {
    let (_, _, found) = searched.iter().find(|(link, of, _)| (*link, *of) == rule)?;
    let span = found.get(0).filter(|(from, _)| *from == at)?;
    machine.groups.clone_from(found);
    Some(span)
}

/// A change of the scopes within a match.
enum Step {
    Push(Class),
    Pop(usize),
}

/// The line that is painted.
struct Line<'a> {
    text: Text<'a>,
    shown: usize,
    spans: &'a mut Spans,
}
