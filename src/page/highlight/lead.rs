//! How a part of a pattern begins: put together, part by part, to how the whole does. Only `encode` asks.

use super::bytes::Bytes;
use super::first::{AHEAD, Exact, First};
use super::node::{Condition, Node};
use super::pattern::{self, Unread};

/// The next byte, as a part of a pattern has it.
#[derive(Clone, Copy)]
struct Next {
    /// When the part takes any.
    taken: Bytes,
    /// When the part takes nothing; none when it cannot.
    seen: Bytes,
}

impl Next {
    const FREE: Next = Next { taken: Bytes::NONE, seen: Bytes::ALL };

    /// A part that takes one of `bytes`; those that are skipped are as nothing.
    fn take(bytes: Bytes, skipped: Bytes) -> Next {
        let passes = bytes.and(skipped) != Bytes::NONE;
        Next { taken: bytes.without(skipped), seen: if passes { Bytes::ALL } else { Bytes::NONE } }
    }

    fn any(self) -> Bytes {
        self.taken.or(self.seen)
    }

    fn then(self, next: Next) -> Next {
        Next { taken: self.taken.or(self.seen.and(next.taken)), seen: self.seen.and(next.seen) }
    }

    fn or(self, other: Next) -> Next {
        Next { taken: self.taken.or(other.taken), seen: self.seen.or(other.seen) }
    }
}

/// How a part of a pattern begins.
#[derive(Clone, Copy)]
pub(super) struct Lead {
    /// The byte at its beginning, the byte beyond blanks, and the byte beyond a word.
    next: [Next; 3],
    line_start: bool,
    boundary: bool,
    /// The bytes that it takes, each at its distance from the beginning.
    bytes: [Bytes; AHEAD + 1],
    /// How many bytes it takes: a bit a number, the last for that many and more.
    lengths: u8,
    exact: Exact,
}

/// All of [`Lead::lengths`].
const MORE: u16 = (1 << (AHEAD + 2)) - 1;

/// What is skipped to find each of [`Lead::next`].
const SKIPPED: [Bytes; 3] = [Bytes::NONE, Bytes::BLANKS, Bytes::WORD];

impl Lead {
    const EMPTY: Lead = Lead {
        next: [Next::FREE; 3],
        line_start: false,
        boundary: false,
        bytes: [Bytes::NONE; AHEAD + 1],
        lengths: 1,
        exact: Exact::Nothing,
    };
    /// A condition that takes nothing.
    const ZERO: Lead = Lead { exact: Exact::Unknown, ..Lead::EMPTY };

    /// How a part of a pattern begins.
    fn of(node: &Node) -> Lead {
        match node {
            Node::One(bytes, true) => Lead::take(*bytes),
            Node::One(bytes, false) => Lead::take(*bytes).inexact(),
            Node::Word(word) => Lead::EMPTY.then_word(word),
            Node::Each(nodes) => nodes.iter().fold(Lead::EMPTY, |lead, node| match node {
                Node::Word(word) => lead.then_word(word),
                node => lead.then(&Lead::of(node)),
            }),
            Node::Either(nodes) => nodes.iter().map(Lead::of).reduce(|lead, other| lead.or(&other)).unwrap_or(Lead::EMPTY),
            Node::Times(node, least, most, _) => {
                let once = Lead::of(node);
                let lead = if *most == Some(1) { once } else { once.repeated() };
                if *least == 0 { lead.optional() } else { lead }
            }
            Node::Group(_, node) | Node::Atomic(node) => Lead::of(node),
            Node::Ahead(true, node) => Lead::of(node).look_ahead(),
            Node::Ahead(false, _) | Node::Behind(..) => Lead::ZERO,
            Node::Is(condition) => match condition {
                Condition::LineStart | Condition::Start => Lead::line_start(),
                Condition::LineEnd | Condition::LastLineEnd => Lead::line_end(),
                Condition::End => Lead::end(),
                Condition::Boundary => Lead::boundary(),
                Condition::NoBoundary => Lead::ZERO,
            },
            Node::Reference => Lead::anything(),
        }
    }

    fn then_word(self, word: &str) -> Lead {
        word.bytes().fold(self, |lead, byte| {
            // The rest of a word in a list of words.
            if lead.has_enough() { lead.inexact() } else { lead.then(&Lead::take(Bytes::of([byte]))) }
        })
    }

    /// One character. Beyond ASCII it may have up to four bytes.
    fn take(taken: Bytes) -> Lead {
        let mut lead = Lead { next: SKIPPED.map(|skipped| Next::take(taken, skipped)), lengths: 1 << 1, ..Lead::EMPTY };
        lead.bytes[0] = taken;
        lead.exact = Exact::Taken(1, lead.bytes);
        if taken.and(Bytes::WIDE) != Bytes::NONE {
            lead.bytes[1..].fill(Bytes::WIDE);
            lead.lengths = 0b11110;
        }
        lead
    }

    /// A part that may be taken any number of times, or not at all, and be anything.
    fn anything() -> Lead {
        Lead {
            next: SKIPPED.map(|_| Next { taken: Bytes::ANY, seen: Bytes::ALL }),
            bytes: [Bytes::ANY; AHEAD + 1],
            lengths: 0b11111,
            ..Lead::ZERO
        }
    }

    /// The end of the line, before its newline or after: beyond blanks only after.
    fn line_end() -> Lead {
        let next = [Bytes::LINE_END, Bytes::END, Bytes::LINE_END].map(|seen| Next { taken: Bytes::NONE, seen });
        Lead { next, ..Lead::ZERO }
    }

    fn line_start() -> Lead {
        Lead { line_start: true, ..Lead::ZERO }
    }

    fn boundary() -> Lead {
        Lead { boundary: true, ..Lead::ZERO }
    }

    /// The same, but more than what is certain by its bytes.
    fn inexact(self) -> Lead {
        Lead { exact: Exact::Unknown, ..self }
    }

    /// The very end of the line.
    fn end() -> Lead {
        Lead { next: [Next { taken: Bytes::NONE, seen: Bytes::END }; 3], ..Lead::ZERO }
    }

    /// Whether a character of a word changes nothing of what is known: as many bytes are looked at as can be, and of a
    /// word only what comes after it is asked for.
    fn has_enough(&self) -> bool {
        self.lengths == 1 << (AHEAD + 1) && self.next[..2].iter().all(|next| next.seen == Bytes::NONE)
    }

    fn then(self, next: &Lead) -> Lead {
        let only_seen = self.lengths == 1;
        let mut bytes = self.bytes;
        let mut lengths = 0;
        for length in (0..=AHEAD + 1).filter(|length| self.lengths >> length & 1 == 1) {
            let sums = u16::from(next.lengths) << length;
            lengths |= sums & MORE | u16::from(sums > MORE) << (AHEAD + 1);
            for (at, bytes) in bytes.iter_mut().enumerate().skip(length) {
                *bytes = bytes.or(next.bytes[at - length]);
            }
        }
        Lead {
            next: std::array::from_fn(|i| self.next[i].then(next.next[i])),
            line_start: self.line_start || only_seen && next.line_start,
            boundary: self.boundary || only_seen && next.boundary,
            bytes,
            lengths: lengths as u8,
            exact: self.exact.then(&next.exact),
        }
    }

    fn or(self, other: &Lead) -> Lead {
        Lead {
            next: std::array::from_fn(|i| self.next[i].or(other.next[i])),
            line_start: self.line_start && other.line_start,
            boundary: self.boundary && other.boundary,
            bytes: std::array::from_fn(|i| self.bytes[i].or(other.bytes[i])),
            lengths: self.lengths | other.lengths,
            exact: self.exact.or(&other.exact),
        }
    }

    fn optional(self) -> Lead {
        let next = self.next.map(|next| Next { seen: Bytes::ALL, ..next });
        Lead { next, line_start: false, boundary: false, lengths: self.lengths | 1, exact: Exact::Unknown, ..self }
    }

    /// Taken once or more: after the first come any of its bytes.
    fn repeated(self) -> Lead {
        let mut lead = self;
        // The sum of lengths grows no further after as many rounds as there are lengths.
        for _ in 0..=AHEAD {
            lead = lead.or(&lead.then(&self));
        }
        Lead { exact: Exact::Unknown, ..lead }
    }

    fn look_ahead(self) -> Lead {
        let next = self.next.map(|next| Next { taken: Bytes::NONE, seen: next.any() });
        let exact = if let Exact::Taken(count, bytes) = self.exact { Exact::Peeked(count, bytes) } else { Exact::Unknown };
        Lead { next, line_start: self.line_start, boundary: self.boundary, exact, ..Lead::EMPTY }
    }

    fn finish(self) -> First {
        let mut following = [Bytes::ALL; AHEAD];
        let shortest = self.lengths.trailing_zeros() as usize;
        for (at, bytes) in following.iter_mut().enumerate().take(shortest.saturating_sub(1)) {
            *bytes = self.bytes[at + 1];
        }
        First {
            bytes: self.next[0].any(),
            line_start: self.line_start,
            boundary: self.boundary,
            following,
            after_blanks: self.next[1].any(),
            after_word: self.next[2].any(),
            exact: self.exact,
        }
    }
}

impl First {
    const ANYWHERE: First = First {
        bytes: Bytes::ALL,
        line_start: false,
        boundary: false,
        following: [Bytes::ALL; AHEAD],
        after_blanks: Bytes::ALL,
        after_word: Bytes::ALL,
        exact: Exact::Unknown,
    };

    /// Reads a pattern. `None` for what must be searched for as it is: where the match depends on where the search began.
    pub(super) fn of(pattern: &str) -> Option<First> {
        match pattern::read(pattern) {
            Ok(node) => Some(Lead::of(&node).finish()),
            Err(Unread::Search) => None,
            // What is not understood may begin anywhere.
            Err(Unread::Unknown) => Some(First::ANYWHERE),
        }
    }
}

impl Exact {
    pub(super) fn then(self, next: &Exact) -> Exact {
        match (self, next) {
            (Exact::Nothing, other) => *other,
            (exact, Exact::Nothing) => exact,
            (Exact::Taken(count, mut bytes), Exact::Taken(more, next)) if count + more <= bytes.len() => {
                bytes[count..count + more].copy_from_slice(&next[..*more]);
                Exact::Taken(count + more, bytes)
            }
            _ => Exact::Unknown,
        }
    }

    pub(super) fn or(self, other: &Exact) -> Exact {
        match (self, other) {
            (Exact::Taken(1, mut bytes), Exact::Taken(1, others)) => {
                bytes[0] = bytes[0].or(others[0]);
                Exact::Taken(1, bytes)
            }
            _ => Exact::Unknown,
        }
    }
}
