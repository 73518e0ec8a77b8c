//! Reads a grammar's pattern. Syntax: <https://github.com/kkos/oniguruma/blob/master/doc/RE>.

use super::bytes::{Bytes, is_space, is_word};
use super::node::{Condition, Greed, Node};

/// What a parenthesis is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Group,
    Plain,
    Atomic,
    Ahead(bool),
    Behind(bool),
}

/// Why a pattern was not read to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unread {
    /// `\G` and `\K`: where the search began, or where the match begins, is part of the pattern.
    Search,
    /// Something that this reader does not know.
    Unknown,
}

/// A pattern's parts.
pub(super) fn read(pattern: &str) -> Result<Node<'_>, Unread> {
    let mut reader = Reader { rest: pattern, ignore_case: false, extended: false, dot_all: false, exact: true, depth: 0, groups: 0 };
    let node = reader.alternatives()?;
    if reader.rest.is_empty() { Ok(node) } else { Err(Unread::Unknown) }
}

struct Reader<'a> {
    rest: &'a str,
    ignore_case: bool,
    extended: bool,
    dot_all: bool,
    /// Whether what is being read takes just the ASCII characters that were told, and no more.
    exact: bool,
    depth: usize,
    groups: usize,
}

/// Groups within groups beyond this depth are not followed.
const DEEPEST: usize = 40;

impl<'a> Reader<'a> {
    fn next(&mut self) -> Option<char> {
        let c = self.rest.chars().next()?;
        self.rest = &self.rest[c.len_utf8()..];
        Some(c)
    }

    fn take(&mut self, text: &str) -> bool {
        let taken = self.rest.strip_prefix(text);
        self.rest = taken.unwrap_or(self.rest);
        taken.is_some()
    }

    /// All up to `end`, which is taken too.
    fn until(&mut self, end: char) -> Result<&'a str, Unread> {
        let (text, rest) = self.rest.split_once(end).ok_or(Unread::Unknown)?;
        self.rest = rest;
        Ok(text)
    }

    fn alternatives(&mut self) -> Result<Node<'a>, Unread> {
        let mut nodes = vec![self.sequence()?];
        while self.take("|") {
            nodes.push(self.sequence()?);
        }
        Ok(if nodes.len() == 1 { nodes.remove(0) } else { Node::Either(nodes) })
    }

    fn sequence(&mut self) -> Result<Node<'a>, Unread> {
        let mut nodes = Vec::new();
        while !self.rest.is_empty() && !self.rest.starts_with(['|', ')']) {
            if self.extended && self.skip_blank() {
                continue;
            }
            if let Some(flags) = self.flags()? {
                // `(?i)` holds to the end of its group, alternatives included: what follows is a group of its own.
                let before = (self.ignore_case, self.extended, self.dot_all);
                self.set(flags);
                nodes.push(self.alternatives()?);
                (self.ignore_case, self.extended, self.dot_all) = before;
                break;
            }
            if let Some(word) = self.word() {
                nodes.push(Node::Word(word));
                continue;
            }
            let item = self.item()?;
            nodes.push(self.repeated(item)?);
        }
        Ok(if nodes.len() == 1 { nodes.remove(0) } else { Node::Each(nodes) })
    }

    /// A word that stands for itself, but for a last character that is repeated: most of a list of words is such.
    fn word(&mut self) -> Option<&'a str> {
        let length = if self.ignore_case { 0 } else { self.rest.bytes().take_while(|&byte| is_word(byte)).count() };
        let is_repeated = self.extended || self.rest[length..].starts_with(['?', '*', '+', '{']);
        let (word, rest) = self.rest.split_at(length.checked_sub(usize::from(is_repeated)).filter(|&length| length > 0)?);
        self.rest = rest;
        Some(word)
    }

    fn skip_blank(&mut self) -> bool {
        if self.take("#") {
            self.rest = self.rest.split_once('\n').map_or("", |(_, rest)| rest);
            return true;
        }
        let trimmed = self.rest.trim_start_matches([' ', '\t', '\n', '\r', '\x0b', '\x0c']);
        let skipped = trimmed.len() < self.rest.len();
        self.rest = trimmed;
        skipped
    }

    /// `(?imx-imx)`, if it stands here.
    fn flags(&mut self) -> Result<Option<&'a str>, Unread> {
        let Some(rest) = self.rest.strip_prefix("(?") else { return Ok(None) };
        let length = rest.bytes().take_while(|byte| b"imx-".contains(byte)).count();
        if length == 0 || !rest[length..].starts_with(')') {
            return Ok(None);
        }
        self.rest = &rest[length + 1..];
        Ok(Some(&rest[..length]))
    }

    fn set(&mut self, flags: &str) {
        let mut on = true;
        for flag in flags.chars() {
            match flag {
                '-' => on = false,
                'i' => self.ignore_case = on,
                'x' => self.extended = on,
                _ => self.dot_all = on,
            }
        }
    }

    fn repeated(&mut self, mut node: Node<'a>) -> Result<Node<'a>, Unread> {
        loop {
            if self.extended {
                self.skip_blank();
            }
            let simple = [("?", 0, Some(1)), ("*", 0, None), ("+", 1, None)];
            if let Some(&(_, least, most)) = simple.iter().find(|(sign, ..)| self.take(sign)) {
                let greed = if self.take("?") {
                    Greed::Least
                } else if self.take("+") {
                    Greed::All
                } else {
                    Greed::Most
                };
                node = Node::Times(Box::new(node), least, most, greed);
            } else if let Some((least, most, is_fixed)) = self.count()? {
                let greed = if !is_fixed && self.take("?") { Greed::Least } else { Greed::Most };
                // `?` after `{n}` is one of its own.
                node = Node::Times(Box::new(node), least, most, greed);
            } else {
                return Ok(node);
            }
        }
    }

    /// `{n,m}`, or `{n}`, which is told apart.
    fn count(&mut self) -> Result<Option<(u32, Option<u32>, bool)>, Unread> {
        let Some((inside, _)) = self.rest.strip_prefix('{').and_then(|rest| rest.split_once('}')) else { return Ok(None) };
        if inside.is_empty() || !inside.bytes().all(|byte| byte.is_ascii_digit() || byte == b',') || inside == "," {
            return Ok(None);
        }
        self.rest = &self.rest[inside.len() + 2..];
        let number = |text: &str| text.parse().map_err(|_| Unread::Unknown);
        let (least, most) = match inside.split_once(',') {
            None => (number(inside)?, Some(number(inside)?)),
            Some((least, "")) => (number(least)?, None),
            Some((least, most)) => (if least.is_empty() { 0 } else { number(least)? }, Some(number(most)?)),
        };
        if most.is_some_and(|most| most < least) { Err(Unread::Unknown) } else { Ok(Some((least, most, !inside.contains(',')))) }
    }

    fn item(&mut self) -> Result<Node<'a>, Unread> {
        let Some(c) = self.next() else { return Ok(Node::Each(Vec::new())) };
        self.exact = true;
        let taken = match c {
            '(' => return self.group(),
            '^' => return Ok(Node::Is(Condition::LineStart)),
            '$' => return Ok(Node::Is(Condition::LineEnd)),
            '\\' => match self.condition()? {
                Some(node) => return Ok(node),
                None => {
                    let escaped = self.next().ok_or(Unread::Unknown)?;
                    self.character(escaped)?
                }
            },
            '[' => self.class()?,
            '.' if self.dot_all => Bytes::ANY,
            '.' => Bytes::ascii(|byte| byte != b'\n'),
            c => self.literal(c),
        };
        Ok(Node::One(taken, self.exact))
    }

    fn literal(&mut self, c: char) -> Bytes {
        if self.ignore_case {
            // Some letters of ASCII have others beyond it as their other case, and some characters have several.
            let both = Bytes::of_char(c.to_ascii_lowercase()).or(Bytes::of_char(c.to_ascii_uppercase()));
            self.exact &= c.is_ascii();
            return if c.is_ascii() { both.or(Bytes::WIDE) } else { Bytes::ANY };
        }
        Bytes::of_char(c)
    }

    fn group(&mut self) -> Result<Node<'a>, Unread> {
        if self.take("?#") {
            self.until(')')?;
            return Ok(Node::Each(Vec::new()));
        }
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Unread::Unknown);
        }
        let before = (self.ignore_case, self.extended, self.dot_all);
        let kind = if self.take("?") { self.kind()? } else { Kind::Group };
        self.groups += usize::from(kind == Kind::Group);
        let number = self.groups;
        let inside = self.alternatives()?;
        if !self.take(")") {
            return Err(Unread::Unknown);
        }
        self.depth -= 1;
        (self.ignore_case, self.extended, self.dot_all) = before;
        Ok(match kind {
            Kind::Group => Node::Group(number, Box::new(inside)),
            Kind::Plain => inside,
            Kind::Atomic => Node::Atomic(Box::new(inside)),
            Kind::Ahead(holds) => Node::Ahead(holds, Box::new(inside)),
            Kind::Behind(holds) => Node::Behind(holds, Box::new(inside)),
        })
    }

    /// What stands after `(?`.
    fn kind(&mut self) -> Result<Kind, Unread> {
        let signs = [
            ("=", Kind::Ahead(true)),
            ("!", Kind::Ahead(false)),
            ("<=", Kind::Behind(true)),
            ("<!", Kind::Behind(false)),
            (">", Kind::Atomic),
            (":", Kind::Plain),
        ];
        if let Some((_, kind)) = signs.into_iter().find(|(sign, _)| self.take(sign)) {
            return Ok(kind);
        }
        if self.take("<") {
            return self.until('>').map(|_| Kind::Group);
        }
        if self.take("'") {
            return self.until('\'').map(|_| Kind::Group);
        }
        let length = self.rest.bytes().take_while(|byte| b"imx-".contains(byte)).count();
        let (flags, rest) = self.rest.split_at(length);
        self.rest = rest;
        self.set(flags);
        if length > 0 && self.take(":") { Ok(Kind::Plain) } else { Err(Unread::Unknown) }
    }

    /// An escape that stands for no character, if it is one.
    fn condition(&mut self) -> Result<Option<Node<'a>>, Unread> {
        let c = self.rest.chars().next().ok_or(Unread::Unknown)?;
        let node = match c {
            'G' | 'K' => return Err(Unread::Search),
            'b' => Node::Is(Condition::Boundary),
            'B' => Node::Is(Condition::NoBoundary),
            'A' => Node::Is(Condition::Start),
            'Z' => Node::Is(Condition::LastLineEnd),
            'z' => Node::Is(Condition::End),
            '1'..='9' | 'k' | 'g' => Node::Reference,
            _ => return Ok(None),
        };
        self.next();
        if matches!(c, 'k' | 'g') {
            let close = if self.take("<") {
                '>'
            } else if self.take("'") {
                '\''
            } else {
                return Err(Unread::Unknown);
            };
            self.until(close)?;
        }
        Ok(Some(node))
    }

    /// An escape that stands for a character, in a class or outside.
    fn character(&mut self, c: char) -> Result<Bytes, Unread> {
        let not = |fits: fn(u8) -> bool| Bytes::ascii(move |byte| !fits(byte));
        Ok(match c {
            's' => Bytes::ascii(is_space),
            'S' => not(is_space),
            'd' => Bytes::ascii(|byte| byte.is_ascii_digit()),
            'D' => not(|byte| byte.is_ascii_digit()),
            'w' => Bytes::ascii(is_word),
            'W' => not(is_word),
            'h' => Bytes::of((0..128).filter(u8::is_ascii_hexdigit)),
            'H' => not(|byte| byte.is_ascii_hexdigit()),
            't' => Bytes::of([b'\t']),
            'n' => Bytes::of([b'\n']),
            'r' => Bytes::of([b'\r']),
            'f' => Bytes::of([0x0c]),
            'v' => Bytes::of([0x0b]),
            'a' => Bytes::of([0x07]),
            'e' => Bytes::of([0x1b]),
            'p' | 'P' if self.take("{") => {
                let name = self.until('}')?;
                let (name, negated) = name.strip_prefix('^').map_or((name, c == 'P'), |name| (name, c == 'p'));
                self.property(name, negated)
            }
            'x' => self.hexadecimal()?,
            c if c.is_ascii_alphanumeric() => return Err(Unread::Unknown),
            c => self.literal(c),
        })
    }

    /// What a property of Unicode takes: of ASCII as far as it is known.
    fn property(&mut self, name: &str, negated: bool) -> Bytes {
        let fits: fn(&u8) -> bool = match name.to_ascii_lowercase().as_str() {
            "l" | "letter" | "alpha" | "alphabetic" => u8::is_ascii_alphabetic,
            "lu" | "upper" | "uppercase" => u8::is_ascii_uppercase,
            "ll" | "lower" | "lowercase" => u8::is_ascii_lowercase,
            "n" | "nd" | "digit" => u8::is_ascii_digit,
            "alnum" => u8::is_ascii_alphanumeric,
            "word" => |&byte| is_word(byte),
            "space" => |&byte| is_space(byte),
            "blank" => |byte| b" \t".contains(byte),
            "xdigit" => u8::is_ascii_hexdigit,
            "pc" => |&byte| byte == b'_',
            "lt" | "lm" | "lo" | "nl" | "no" | "m" | "mn" | "mc" | "me" => |_| false,
            _ => {
                self.exact = false;
                return Bytes::ANY;
            }
        };
        if self.ignore_case {
            self.exact = false;
            return Bytes::ANY;
        }
        Bytes::ascii(|byte| fits(&byte) != negated)
    }

    /// `\x41` or `\x{41}`.
    fn hexadecimal(&mut self) -> Result<Bytes, Unread> {
        let digits = if self.take("{") {
            self.until('}')?
        } else {
            let length = self.rest.bytes().take(2).take_while(u8::is_ascii_hexdigit).count();
            let digits = &self.rest[..length];
            self.rest = &self.rest[length..];
            digits
        };
        let code = u32::from_str_radix(digits, 16).map_err(|_| Unread::Unknown)?;
        // Beyond ASCII two digits may be a byte of a longer character.
        Ok(match char::from_u32(code).filter(char::is_ascii) {
            Some(c) => self.literal(c),
            None => Bytes::WIDE,
        })
    }

    /// What stands after `[`.
    fn class(&mut self) -> Result<Bytes, Unread> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Unread::Unknown);
        }
        let negated = self.take("^");
        let around = std::mem::replace(&mut self.exact, true);
        let mut set = Bytes::NONE;
        let mut low: Option<char> = None;
        let mut is_first = true;
        loop {
            if self.take("&&") {
                return Err(Unread::Unknown);
            }
            let c = self.next().ok_or(Unread::Unknown)?;
            match c {
                ']' if !is_first => break,
                '[' if self.rest.starts_with(':') => {
                    // A POSIX bracket such as `[:alpha:]`.
                    let name = self.until(']')?.trim_matches(':');
                    let (name, negated) = name.strip_prefix('^').map_or((name, false), |name| (name, true));
                    set = set.or(self.property(name, negated));
                    low = None;
                }
                '[' => {
                    set = set.or(self.class()?);
                    low = None;
                }
                '-' if low.is_some() && !self.rest.starts_with(']') => {
                    let high = self.next().ok_or(Unread::Unknown)?;
                    let from = low.take().unwrap_or('\0');
                    set = set.or(match high {
                        '\\' | '[' => return Err(Unread::Unknown),
                        high => self.range(from, high),
                    });
                }
                '\\' => {
                    let escaped = self.next().ok_or(Unread::Unknown)?;
                    set = set.or(if escaped == 'b' { Bytes::of([8]) } else { self.character(escaped)? });
                    low = (!escaped.is_ascii_alphanumeric()).then_some(escaped);
                    if low.is_none() && self.rest.starts_with('-') && !self.rest.starts_with("-]") && !"sSdDwWhH".contains(escaped) {
                        return Err(Unread::Unknown);
                    }
                }
                c => {
                    set = set.or(self.literal(c));
                    low = Some(c);
                }
            }
            is_first = false;
        }
        self.depth -= 1;
        let exact = std::mem::replace(&mut self.exact, around);
        self.exact &= exact;
        Ok(match negated {
            false => set,
            true if exact => Bytes::ascii(|byte| !set.has(usize::from(byte))),
            true => Bytes::ANY,
        })
    }

    fn range(&self, from: char, to: char) -> Bytes {
        let within = |byte: u8| (from..=to).contains(&char::from(byte));
        let cased = |byte: u8| within(byte) || self.ignore_case && (within(byte.to_ascii_lowercase()) || within(byte.to_ascii_uppercase()));
        let ascii = Bytes::of((0..128).filter(|&byte| cased(byte)));
        if to.is_ascii() && !self.ignore_case { ascii } else { ascii.or(Bytes::WIDE) }
    }
}
