//! A pattern as a program for lines of ASCII, which begins at one place and goes back where it fails: for the short
//! pieces of text that patterns match, calling the library costs more than matching.

use super::bytes::{Bytes, END};
use super::node::{Condition, Greed, Node};
use super::pattern;

/// A pattern, ready to run.
pub(super) struct Program {
    pub(super) steps: Vec<Step>,
    /// Numbers that are kept while it runs: where each group begins and ends, and where a round of a loop began.
    pub(super) slots: usize,
}

/// One step of a program.
pub(super) enum Step {
    /// Takes one of these.
    One(Bytes),
    /// Takes just this.
    Word(Box<[u8]>),
    /// Takes as many of these as `greed` says; what follows begins with one of `then`.
    Many {
        of: Bytes,
        least: u32,
        most: u32,
        greed: Greed,
        then: Bytes,
    },
    /// Goes on at the first of these places whose bytes have the next one, and then at the others.
    Choose(Box<[(Bytes, usize)]>),
    /// The same for many places: by byte, where those begin that can be, in one list.
    Switch(Box<Switch>),
    Jump(usize),
    /// Keeps the place in a slot.
    Save(usize),
    /// Goes on elsewhere if the place is still the one in the slot.
    Unmoved(usize, usize),
    Is(Condition),
    /// What follows up to a `Match` matches here, or does not; it goes on elsewhere.
    Ahead(bool, usize),
    /// One of these, each so many characters back, matches up to here, or none.
    Behind(bool, Box<[(usize, usize)]>, usize),
    /// What follows up to a `Match` is taken as it matches first; it goes on elsewhere.
    Atomic(usize),
    Match,
}

/// Places by the next byte.
pub(super) struct Switch {
    starts: [u16; 130],
    places: Vec<u32>,
}

impl Switch {
    /// The places for a byte, or for the end of the line.
    pub(super) fn places(&self, byte: usize) -> &[u32] {
        let byte = byte.min(128);
        &self.places[usize::from(self.starts[byte])..usize::from(self.starts[byte + 1])]
    }
}

/// So many steps at most; longer programs are left to the library.
const LONGEST: usize = 6_000;
/// So many alternatives at most are looked at one after the other.
const FEW: usize = 6;

impl Program {
    /// A pattern's program; its groups are told only if they are needed. None where something in it is not known here.
    pub(super) fn new(pattern: &str, needs_groups: bool) -> Option<Program> {
        let node = pattern::read(pattern).ok()?;
        let mut compiler = Compiler { steps: Vec::new(), needs_groups, slots: 2 };
        compiler.count_groups(&node);
        compiler.node(&node, Bytes::ALL)?;
        compiler.push(Step::Match)?;
        Some(Program { steps: compiler.steps, slots: compiler.slots })
    }
}

struct Compiler {
    steps: Vec<Step>,
    needs_groups: bool,
    slots: usize,
}

impl Compiler {
    fn count_groups(&mut self, node: &Node) {
        if !self.needs_groups {
            return;
        }
        match node {
            Node::Group(number, node) => {
                self.slots = self.slots.max(number * 2 + 2);
                self.count_groups(node);
            }
            Node::Each(nodes) | Node::Either(nodes) => nodes.iter().for_each(|node| self.count_groups(node)),
            Node::Times(node, ..) | Node::Atomic(node) | Node::Ahead(_, node) | Node::Behind(_, node) => self.count_groups(node),
            Node::One(..) | Node::Word(_) | Node::Is(_) | Node::Reference => {}
        }
    }

    fn push(&mut self, step: Step) -> Option<usize> {
        self.steps.push(step);
        (self.steps.len() <= LONGEST).then(|| self.steps.len() - 1)
    }

    /// Adds the steps of a part, after which comes what begins with `then`.
    fn node(&mut self, node: &Node, then: Bytes) -> Option<()> {
        match node {
            Node::One(bytes, is_exact) => {
                // What a set takes of ASCII has to be certain.
                is_exact.then_some(())?;
                self.push(Step::One(*bytes))?;
            }
            Node::Word(word) => drop(self.push(Step::Word(word.as_bytes().into()))?),
            Node::Each(nodes) => {
                let mut follow = vec![then; nodes.len()];
                for (at, node) in nodes.iter().enumerate().skip(1).rev() {
                    let (first, nullable) = node.first();
                    follow[at - 1] = if nullable { first.or(follow[at]) } else { first };
                }
                for (node, then) in nodes.iter().zip(follow) {
                    self.node(node, then)?;
                }
            }
            Node::Either(nodes) => self.either(nodes, then)?,
            Node::Times(node, least, most, greed) => self.times(node, (*least, *most), *greed, then)?,
            Node::Group(number, node) if self.needs_groups => {
                self.push(Step::Save(number * 2))?;
                self.node(node, then)?;
                self.push(Step::Save(number * 2 + 1))?;
            }
            Node::Group(_, node) => self.node(node, then)?,
            Node::Atomic(node) => {
                let at = self.push(Step::Atomic(0))?;
                self.inner(node)?;
                self.steps[at] = Step::Atomic(self.steps.len());
            }
            Node::Ahead(holds, node) => {
                let at = self.push(Step::Ahead(*holds, 0))?;
                self.inner(node)?;
                self.steps[at] = Step::Ahead(*holds, self.steps.len());
            }
            Node::Behind(holds, node) => {
                let nodes = if let Node::Either(nodes) = &**node { nodes.as_slice() } else { std::slice::from_ref(&**node) };
                let at = self.push(Step::Match)?;
                let mut places = Vec::with_capacity(nodes.len());
                for node in nodes {
                    places.push((node.length()?, self.steps.len()));
                    self.inner(node)?;
                }
                self.steps[at] = Step::Behind(*holds, places.into(), self.steps.len());
            }
            Node::Is(condition) => drop(self.push(Step::Is(*condition))?),
            Node::Reference => return None,
        }
        Some(())
    }

    /// A part that is matched on its own, whatever comes after it.
    fn inner(&mut self, node: &Node) -> Option<()> {
        self.node(node, Bytes::ALL)?;
        self.push(Step::Match).map(drop)
    }

    fn either(&mut self, nodes: &[Node], then: Bytes) -> Option<()> {
        let at = self.push(Step::Match)?;
        let mut places = Vec::with_capacity(nodes.len());
        let mut ends = Vec::with_capacity(nodes.len());
        for node in nodes {
            let (first, nullable) = node.first();
            places.push((if nullable { first.or(then) } else { first }, self.steps.len()));
            self.node(node, then)?;
            ends.push(self.push(Step::Match)?);
        }
        for end in ends {
            self.steps[end] = Step::Jump(self.steps.len());
        }
        self.steps[at] = choose(places);
        Some(())
    }

    fn times(&mut self, node: &Node, (least, most): (u32, Option<u32>), greed: Greed, then: Bytes) -> Option<()> {
        let mut node = node;
        while let Node::Group(_, inside) = node
            && !self.needs_groups
        {
            node = inside;
        }
        let (first, nullable) = node.first();
        if let Node::One(bytes, is_exact) = node {
            is_exact.then_some(())?;
            // Giving back helps only where what follows can begin with what was taken.
            let greed = if greed == Greed::Most && bytes.and(then) == Bytes::NONE { Greed::All } else { greed };
            self.push(Step::Many { of: *bytes, least, most: most.unwrap_or(u32::MAX), greed, then })?;
            return Some(());
        }
        if greed == Greed::All {
            let at = self.push(Step::Atomic(0))?;
            self.times(node, (least, most), Greed::Most, Bytes::ALL)?;
            self.push(Step::Match)?;
            self.steps[at] = Step::Atomic(self.steps.len());
            return Some(());
        }
        // Groups of rounds that take nothing are the library's own matter.
        if nullable && self.needs_groups && node.has_group() {
            return None;
        }
        let again = if nullable { Bytes::ALL } else { first.or(then) };
        for _ in 0..least {
            self.node(node, again)?;
        }
        let enter = if nullable { Bytes::ALL } else { first };
        let mut choices = Vec::new();
        match most {
            Some(most) => {
                for _ in least..most {
                    choices.push(self.push(Step::Match)?);
                    self.node(node, again)?;
                }
            }
            None => {
                let start = self.push(Step::Match)?;
                choices.push(start);
                let slot = self.slots;
                if nullable {
                    self.slots += 1;
                    self.push(Step::Save(slot))?;
                }
                self.node(node, again)?;
                if nullable {
                    let end = self.steps.len() + 2;
                    self.push(Step::Unmoved(slot, end))?;
                }
                self.push(Step::Jump(start))?;
            }
        }
        let end = self.steps.len();
        for at in choices {
            let (round, out) = ((enter, at + 1), (then, end));
            self.steps[at] = choose(if greed == Greed::Least { vec![out, round] } else { vec![round, out] });
        }
        Some(())
    }
}

fn choose(places: Vec<(Bytes, usize)>) -> Step {
    if places.len() <= FEW {
        return Step::Choose(places.into());
    }
    let mut switch = Switch { starts: [0; 130], places: Vec::new() };
    for byte in 0..=128 {
        let member = if byte == 128 { END } else { byte };
        switch.places.extend(places.iter().filter(|(bytes, _)| bytes.has(member)).map(|(_, at)| *at as u32));
        switch.starts[byte + 1] = switch.places.len() as u16;
    }
    Step::Switch(Box::new(switch))
}
