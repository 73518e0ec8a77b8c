//! The parts of a pattern.

use super::bytes::Bytes;

/// A part of a pattern.
#[derive(Clone, Debug)]
pub(super) enum Node<'p> {
    /// One character: the bytes that it can begin with, and whether of ASCII it takes just these.
    One(Bytes, bool),
    /// Letters, digits and `_` of ASCII, at least one.
    Word(&'p str),
    /// One part after the other.
    Each(Vec<Node<'p>>),
    /// The first of these that leads to a match.
    Either(Vec<Node<'p>>),
    /// At least so many times, and at most.
    Times(Box<Node<'p>>, u32, Option<u32>, Greed),
    /// A group that is asked for by its number.
    Group(usize, Box<Node<'p>>),
    /// Matches without giving back what it took.
    Atomic(Box<Node<'p>>),
    /// Whether it matches from here on, or does not.
    Ahead(bool, Box<Node<'p>>),
    /// Whether it matches up to here, or does not.
    Behind(bool, Box<Node<'p>>),
    Is(Condition),
    /// What a group took.
    Reference,
}

/// What holds at a place, and takes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Condition {
    /// `^`
    LineStart,
    /// `$`
    LineEnd,
    /// `\A`
    Start,
    /// `\Z`
    LastLineEnd,
    /// `\z`
    End,
    /// `\b`
    Boundary,
    /// `\B`
    NoBoundary,
}

/// How much is taken of what can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Greed {
    Most,
    Least,
    /// Most, and nothing is given back.
    All,
}

impl Node<'_> {
    /// The bytes with which what it takes can begin, and whether it may take nothing.
    pub(super) fn first(&self) -> (Bytes, bool) {
        match self {
            Node::One(bytes, _) => (*bytes, false),
            Node::Word(word) => (Bytes::of(word.bytes().take(1)), false),
            Node::Each(nodes) => {
                let mut first = Bytes::NONE;
                for node in nodes {
                    let (bytes, nullable) = node.first();
                    first = first.or(bytes);
                    if !nullable {
                        return (first, false);
                    }
                }
                (first, true)
            }
            Node::Either(nodes) => {
                nodes.iter().map(Node::first).fold((Bytes::NONE, false), |(all, any), (bytes, nullable)| (all.or(bytes), any || nullable))
            }
            Node::Times(node, least, ..) => {
                let (bytes, nullable) = node.first();
                (bytes, nullable || *least == 0)
            }
            Node::Group(_, node) | Node::Atomic(node) => node.first(),
            Node::Ahead(..) | Node::Behind(..) | Node::Is(_) => (Bytes::NONE, true),
            Node::Reference => (Bytes::ALL, true),
        }
    }

    /// How many characters it takes, where that is always the same.
    pub(super) fn length(&self) -> Option<usize> {
        match self {
            Node::One(..) => Some(1),
            Node::Word(word) => Some(word.len()),
            Node::Each(nodes) => nodes.iter().map(Node::length).sum(),
            Node::Either(nodes) => {
                let mut lengths = nodes.iter().map(Node::length);
                let first = lengths.next()??;
                lengths.all(|length| length == Some(first)).then_some(first)
            }
            Node::Times(node, least, most, _) => (*most == Some(*least)).then_some(node.length()? * *least as usize),
            Node::Group(_, node) | Node::Atomic(node) => node.length(),
            Node::Ahead(..) | Node::Behind(..) | Node::Is(_) => Some(0),
            Node::Reference => None,
        }
    }

    /// Whether there is a group in it.
    pub(super) fn has_group(&self) -> bool {
        match self {
            Node::Group(..) => true,
            Node::Each(nodes) | Node::Either(nodes) => nodes.iter().any(Node::has_group),
            Node::Times(node, ..) | Node::Atomic(node) | Node::Ahead(_, node) | Node::Behind(_, node) => node.has_group(),
            Node::One(..) | Node::Word(_) | Node::Is(_) | Node::Reference => false,
        }
    }
}
