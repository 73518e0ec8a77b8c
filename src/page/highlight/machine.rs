//! Runs programs on lines of ASCII.

use super::bytes::{END, is_word};
use super::node::{Condition, Greed};
use super::program::{Program, Step};

/// A program took so many steps that it is left to the library, which has bounds of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooLong;

/// Where groups of a match begin and end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Groups(Vec<usize>);

/// Of what has no place.
const NOWHERE: usize = usize::MAX;

impl Groups {
    /// Where a group is, if it took part in the match; 0 is the whole.
    pub(super) fn get(&self, group: usize) -> Option<(usize, usize)> {
        let &[from, to] = self.0.get(group * 2..group * 2 + 2)? else { return None };
        (from != NOWHERE && to != NOWHERE).then_some((from, to))
    }

    /// Takes groups over from the library.
    pub(super) fn read(&mut self, region: &onig::Region) {
        self.0.clear();
        let places = (0..region.len()).map(|group| region.pos(group).unwrap_or((NOWHERE, NOWHERE)));
        self.0.extend(places.flat_map(|(from, to)| [from, to]));
    }
}

/// Room in which programs run, one after the other.
#[derive(Default)]
pub(super) struct Machine {
    /// Groups of the last match, if they were asked for; behind them, the program's other slots.
    pub(super) groups: Groups,
    frames: Vec<Frame>,
    /// Steps that the program at hand may still take.
    left: u32,
    /// How many programs took too long so far.
    failures: u32,
}

/// What to try when the rest fails.
#[derive(Clone, Copy)]
enum Frame {
    /// The other places of the choice at `step`, from number `next` on.
    Choice { step: usize, next: usize, at: usize },
    /// One character less than up to `at`, down to `least`, and on behind `step`.
    Less { step: usize, least: usize, at: usize },
    /// One character more than up to `at`, of so many `left`.
    More { step: usize, at: usize, left: u32 },
    /// What a slot held before.
    Slot { slot: usize, before: usize },
}

/// So many steps at most.
const PATIENCE: u32 = 10_000;
/// After so many programs that took too long no more are run: the code at hand is made to cost much.
const FORBEARANCE: u32 = 20;

impl Machine {
    /// Runs a program from `at` on: where its match ends, if it matches.
    pub(super) fn run(&mut self, program: &Program, line: &[u8], at: usize) -> Result<Option<usize>, TooLong> {
        if self.failures >= FORBEARANCE {
            return Err(TooLong);
        }
        self.groups.0.clear();
        self.groups.0.resize(program.slots, NOWHERE);
        self.frames.clear();
        self.left = PATIENCE;
        let end = Run { machine: self, steps: &program.steps, line }.from(0, at);
        if self.left == 0 {
            self.failures += 1;
            return Err(TooLong);
        }
        if let Some(end) = end {
            self.groups.0[..2].copy_from_slice(&[at, end]);
        }
        Ok(end)
    }
}

struct Run<'a> {
    machine: &'a mut Machine,
    steps: &'a [Step],
    line: &'a [u8],
}

impl Run<'_> {
    fn byte(&self, at: usize) -> usize {
        self.line.get(at).map_or(END, |&byte| usize::from(byte))
    }

    /// Runs from a step and a place to a `Match`; returns where. If there is none all is as it was before.
    fn from(&mut self, mut step: usize, mut at: usize) -> Option<usize> {
        let base = self.machine.frames.len();
        loop {
            self.machine.left = self.machine.left.saturating_sub(1);
            if self.machine.left == 0 {
                return None;
            }
            let next = match &self.steps[step] {
                Step::One(bytes) => bytes.has(self.byte(at)).then(|| (step + 1, at + 1)),
                Step::Word(word) => self.line[at.min(self.line.len())..].starts_with(word).then(|| (step + 1, at + word.len())),
                Step::Many { .. } => self.many(step, at),
                Step::Choose(_) | Step::Switch(_) => self.choose(step, 0, at),
                Step::Jump(to) => Some((*to, at)),
                Step::Save(slot) => {
                    self.save(*slot, at);
                    Some((step + 1, at))
                }
                Step::Unmoved(slot, to) => Some((if self.machine.groups.0[*slot] == at { *to } else { step + 1 }, at)),
                Step::Is(condition) => self.is(*condition, at).then_some((step + 1, at)),
                Step::Ahead(holds, after) => self.within(step + 1, at, *holds).is_some().then_some((*after, at)),
                Step::Behind(holds, places, after) => self.behind(*holds, places, at).then_some((*after, at)),
                Step::Atomic(after) => self.within(step + 1, at, true).map(|at| (*after, at)),
                Step::Match => return Some(at),
            };
            (step, at) = next.or_else(|| self.back(base))?;
        }
    }

    /// The next thing to try, among those above `base`.
    fn back(&mut self, base: usize) -> Option<(usize, usize)> {
        while self.machine.frames.len() > base {
            let next = match self.machine.frames.pop()? {
                Frame::Choice { step, next, at } => self.choose(step, next, at),
                Frame::Less { step, least, at } => self.less(step, least, at - 1),
                Frame::More { step, at, left } => self.more(step, at, left),
                Frame::Slot { slot, before } => {
                    self.machine.groups.0[slot] = before;
                    None
                }
            };
            if next.is_some() {
                return next;
            }
        }
        None
    }

    fn save(&mut self, slot: usize, at: usize) {
        let before = std::mem::replace(&mut self.machine.groups.0[slot], at);
        self.machine.frames.push(Frame::Slot { slot, before });
    }

    /// The first place of a choice from number `next` on that can be, and the others for later.
    fn choose(&mut self, step: usize, next: usize, at: usize) -> Option<(usize, usize)> {
        let byte = self.byte(at);
        let (place, other) = match &self.steps[step] {
            Step::Choose(places) => {
                let mut can = places.iter().enumerate().skip(next).filter(|(_, (bytes, _))| bytes.has(byte));
                let (_, (_, place)) = can.next()?;
                (*place, can.next().map(|(number, _)| number))
            }
            Step::Switch(switch) => {
                let places = switch.places(byte);
                (*places.get(next)? as usize, (next + 1 < places.len()).then_some(next + 1))
            }
            _ => return None,
        };
        if let Some(next) = other {
            self.machine.frames.push(Frame::Choice { step, next, at });
        }
        Some((place, at))
    }

    fn many(&mut self, step: usize, at: usize) -> Option<(usize, usize)> {
        let Step::Many { of, least, most, greed, .. } = &self.steps[step] else { return None };
        let wanted = if *greed == Greed::Least { *least } else { *most };
        let rest = self.line.get(at..)?;
        let rest = &rest[..rest.len().min(wanted as usize)];
        let taken = rest.iter().position(|&byte| !of.has(usize::from(byte))).unwrap_or(rest.len());
        if taken < *least as usize {
            return None;
        }
        match greed {
            Greed::All => Some((step + 1, at + taken)),
            Greed::Most => self.less(step, at + *least as usize, at + taken),
            Greed::Least => {
                self.machine.frames.push(Frame::More { step, at: at + taken, left: most - least });
                Some((step + 1, at + taken))
            }
        }
    }

    /// Goes on from the last place up to `at` where what follows can begin, `least` or more.
    fn less(&mut self, step: usize, least: usize, at: usize) -> Option<(usize, usize)> {
        let Step::Many { then, .. } = &self.steps[step] else { return None };
        let at = (least..=at).rev().find(|&at| then.has(self.byte(at)))?;
        if at > least {
            self.machine.frames.push(Frame::Less { step, least, at });
        }
        Some((step + 1, at))
    }

    fn more(&mut self, step: usize, at: usize, left: u32) -> Option<(usize, usize)> {
        let Step::Many { of, .. } = &self.steps[step] else { return None };
        let left = left.checked_sub(1).filter(|_| of.has(self.byte(at)))?;
        self.machine.frames.push(Frame::More { step, at: at + 1, left });
        Some((step + 1, at + 1))
    }

    fn is(&self, condition: Condition, at: usize) -> bool {
        let (before, next) = (at.checked_sub(1).map(|before| self.line[before]), self.line.get(at).copied());
        let is_boundary = || before.is_some_and(is_word) != next.is_some_and(is_word);
        match condition {
            Condition::Start => at == 0,
            Condition::LineStart => before.is_none() || before == Some(b'\n') && next.is_some(),
            Condition::LineEnd => next.is_none() || next == Some(b'\n'),
            Condition::LastLineEnd => next.is_none() || next == Some(b'\n') && at + 1 == self.line.len(),
            Condition::End => next.is_none(),
            Condition::Boundary => is_boundary(),
            Condition::NoBoundary => !is_boundary(),
        }
    }

    /// Runs a part on its own: where it ends if it matches and shall, `at` if it does not and shall not.
    fn within(&mut self, step: usize, at: usize, holds: bool) -> Option<usize> {
        let base = self.machine.frames.len();
        match (self.from(step, at), holds) {
            (Some(end), true) => {
                // What else it could have matched is not asked for; what its groups held before may be.
                let mut kept = base;
                for above in base..self.machine.frames.len() {
                    if let frame @ Frame::Slot { .. } = self.machine.frames[above] {
                        self.machine.frames[kept] = frame;
                        kept += 1;
                    }
                }
                self.machine.frames.truncate(kept);
                Some(end)
            }
            (Some(_), false) => {
                self.undo(base);
                None
            }
            (None, true) => None,
            (None, false) => Some(at).filter(|_| self.machine.left > 0),
        }
    }

    /// Gives slots back what they held at `base`.
    fn undo(&mut self, base: usize) {
        while self.machine.frames.len() > base {
            if let Some(Frame::Slot { slot, before }) = self.machine.frames.pop() {
                self.machine.groups.0[slot] = before;
            }
        }
    }

    fn behind(&mut self, holds: bool, places: &[(usize, usize)], at: usize) -> bool {
        let matches = places.iter().any(|&(length, step)| {
            let base = self.machine.frames.len();
            let end = at.checked_sub(length).and_then(|from| self.within(step, from, true));
            if end.is_some() && !holds {
                self.undo(base);
            }
            end.is_some()
        });
        matches == holds && self.machine.left > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_takes_too_long_is_given_up_soon() {
        let (hostile, easy) = (Program::new("(?:a+|b)+c", false), Program::new("a", false));
        let (hostile, easy) = (hostile.expect("is known"), easy.expect("is known"));
        let mut machine = Machine::default();
        for _ in 0..FORBEARANCE {
            assert_eq!(machine.run(&easy, b"aaaa", 0), Ok(Some(1)));
            assert_eq!(machine.run(&hostile, &[b'a'; 100], 0), Err(TooLong));
        }
        assert_eq!(machine.run(&easy, b"aaaa", 0), Err(TooLong));
    }
}
