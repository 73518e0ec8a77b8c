//! With which bytes a match of a grammar's pattern can begin, so that most patterns need not be tried at most places.
//!
//! The answer errs on the side of too many bytes, never of too few. Syntax: <https://github.com/kkos/oniguruma/blob/master/doc/RE>.

/// A set of next bytes; the last member stands for the end of the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bytes([u64; 5]);

/// The member of [`Bytes`] that stands for the end of the line.
pub(super) const END: usize = 256;

impl Bytes {
    const NONE: Bytes = Bytes([0; 5]);
    const ALL: Bytes = Bytes([!0, !0, !0, !0, 1]);
    /// Every byte, but not the end: what a pattern that takes any character can begin with.
    const ANY: Bytes = Bytes([!0, !0, !0, !0, 0]);
    /// Bytes of characters beyond ASCII.
    const WIDE: Bytes = Bytes([0, 0, !0, !0, 0]);
    const END: Bytes = Bytes([0, 0, 0, 0, 1]);
    const LINE_END: Bytes = Bytes([1 << b'\n', 0, 0, 0, 1]);
    /// What `\s` takes of ASCII.
    const BLANKS: Bytes = Bytes([0x1f << 9 | 1 << b' ', 0, 0, 0, 0]);
    /// What `\w` takes of ASCII.
    const WORD: Bytes = Bytes([0x3ff << b'0', 0x3ff_ffff << 1 | 1 << (b'_' & 63) | 0x3ff_ffff << 33, 0, 0, 0]);

    fn of(bytes: impl IntoIterator<Item = u8>) -> Bytes {
        let mut set = Bytes::NONE;
        for byte in bytes {
            set.0[usize::from(byte >> 6)] |= 1 << (byte & 63);
        }
        set
    }

    fn of_char(c: char) -> Bytes {
        let mut buffer = [0; 4];
        Bytes::of(c.encode_utf8(&mut buffer).bytes().take(1))
    }

    /// ASCII characters that `fits`, and everything beyond: what a class of Unicode characters can begin with.
    fn ascii(fits: impl Fn(u8) -> bool) -> Bytes {
        Bytes::of((0..128).filter(|&byte| fits(byte))).or(Bytes::WIDE)
    }

    fn or(self, other: Bytes) -> Bytes {
        Bytes(std::array::from_fn(|i| self.0[i] | other.0[i]))
    }

    fn without(self, other: Bytes) -> Bytes {
        Bytes(std::array::from_fn(|i| self.0[i] & !other.0[i]))
    }

    fn and(self, other: Bytes) -> Bytes {
        Bytes(std::array::from_fn(|i| self.0[i] & other.0[i]))
    }

    /// Whether the byte, or [`END`], is a member.
    pub(super) fn has(&self, byte: usize) -> bool {
        self.0[byte >> 6] >> (byte & 63) & 1 == 1
    }
}

/// Where a match can begin, and what of it is known without trying.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct First {
    /// The byte there.
    pub(super) bytes: Bytes,
    /// Only at the start of a line.
    pub(super) line_start: bool,
    /// Only at a boundary of a word.
    pub(super) boundary: bool,
    /// The bytes after the first one.
    following: [Bytes; AHEAD],
    /// The byte after all blanks from there on.
    after_blanks: Bytes,
    /// The byte after all characters of a word from there on.
    after_word: Bytes,
    exact: Exact,
}

/// What of a match is certain without trying, as long as the line is ASCII there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Exact {
    /// The pattern is empty.
    Nothing,
    /// The pattern is so many characters, each one of these.
    Taken(usize, [Bytes; AHEAD + 1]),
    /// The pattern looks ahead to so many characters, each one of these, and takes none.
    Peeked(usize, [Bytes; AHEAD + 1]),
    Unknown,
}

impl Exact {
    fn then(self, next: Exact) -> Exact {
        match (self, next) {
            (Exact::Nothing, other) | (other, Exact::Nothing) => other,
            (Exact::Taken(count, mut bytes), Exact::Taken(more, next)) if count + more <= bytes.len() => {
                bytes[count..count + more].copy_from_slice(&next[..more]);
                Exact::Taken(count + more, bytes)
            }
            _ => Exact::Unknown,
        }
    }

    fn or(self, other: Exact) -> Exact {
        match (self, other) {
            (Exact::Taken(1, mut bytes), Exact::Taken(1, others)) => {
                bytes[0] = bytes[0].or(others[0]);
                Exact::Taken(1, bytes)
            }
            _ => Exact::Unknown,
        }
    }
}

/// How many bytes after the first are looked at.
const AHEAD: usize = 3;

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
        let mut reader = Reader { rest: pattern, ignore_case: false, extended: false, dot_all: false, exact: true, depth: 0 };
        match reader.alternatives() {
            Ok(lead) if reader.rest.is_empty() => Some(lead.finish()),
            Err(Unread::Search) => None,
            // What is not understood may begin anywhere.
            _ => Some(First::ANYWHERE),
        }
    }

    /// Whether a match can begin at a place whose first byte fits.
    pub(super) fn fits(&self, place: &Place) -> bool {
        self.after_blanks.has(place.after_blanks)
            && self.after_word.has(place.after_word)
            && self.following.iter().zip(place.following).all(|(bytes, byte)| bytes.has(byte))
    }

    /// Whether the pattern matches at a place, and how much it takes, where that is certain.
    pub(super) fn certain(&self, place: &Place) -> Option<Option<usize>> {
        let (count, sets, length) = match &self.exact {
            Exact::Nothing => return Some(Some(0)),
            Exact::Taken(count, sets) => (*count, sets, *count),
            Exact::Peeked(count, sets) => (*count, sets, 0),
            Exact::Unknown => return None,
        };
        for (byte, set) in std::iter::once(place.byte).chain(place.following).zip(sets).take(count) {
            if (128..END).contains(&byte) {
                return None;
            }
            if !set.has(byte) {
                return Some(None);
            }
        }
        Some(Some(length))
    }
}

/// A place in a line, as far as bytes tell.
#[derive(Clone, Copy)]
pub(super) struct Place {
    /// The byte there, or [`END`].
    pub(super) byte: usize,
    /// A word begins or ends there, or may.
    pub(super) boundary: bool,
    pub(super) line_start: bool,
    following: [usize; AHEAD],
    after_blanks: usize,
    after_word: usize,
}

impl Place {
    pub(super) fn of(line: &[u8], at: usize) -> Place {
        let before = at.checked_sub(1).map(|before| line[before]);
        let next = line.get(at).copied();
        let is_wide = |byte: Option<u8>| byte.is_some_and(|byte| byte >= 0x80);
        let in_word = |byte: Option<u8>| byte.is_some_and(is_word);
        let byte = |at: usize| line.get(at).map_or(END, |&byte| usize::from(byte));
        Place {
            byte: byte(at),
            boundary: is_wide(before) || is_wide(next) || in_word(before) != in_word(next),
            line_start: at == 0 || next.is_none(),
            following: std::array::from_fn(|ahead| byte(at + 1 + ahead)),
            after_blanks: byte(at),
            after_word: byte(at),
        }
    }

    /// Looks further: what stands after blanks and after a word.
    pub(super) fn look(&mut self, line: &[u8], at: usize) {
        let after = |skips: fn(u8) -> bool| line[at..].iter().find(|&&byte| !skips(byte)).map_or(END, |&byte| usize::from(byte));
        self.after_blanks = after(is_space);
        self.after_word = after(is_word);
    }
}

/// Why a pattern was not read to its end.
enum Unread {
    /// `\G` and `\K`: where the search began, or where the match begins, is part of the pattern.
    Search,
    /// Something that this reader does not know.
    Unknown,
}

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
struct Lead {
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
    const EMPTY: Lead =
        Lead { next: [Next::FREE; 3], line_start: false, boundary: false, bytes: [Bytes::NONE; AHEAD + 1], lengths: 1, exact: Exact::Nothing };
    /// A condition that takes nothing.
    const ZERO: Lead = Lead { exact: Exact::Unknown, ..Lead::EMPTY };

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

    fn then(self, next: Lead) -> Lead {
        let only_seen = self.lengths == 1;
        let mut bytes = self.bytes;
        let mut lengths = 0;
        for length in (0..=AHEAD + 1).filter(|length| self.lengths >> length & 1 == 1) {
            let sums = u16::from(next.lengths) << length;
            lengths |= sums & MORE | u16::from(sums > MORE) << (AHEAD + 1);
            for at in length..=AHEAD {
                bytes[at] = bytes[at].or(next.bytes[at - length]);
            }
        }
        Lead {
            next: std::array::from_fn(|i| self.next[i].then(next.next[i])),
            line_start: self.line_start || only_seen && next.line_start,
            boundary: self.boundary || only_seen && next.boundary,
            bytes,
            lengths: lengths as u8,
            exact: self.exact.then(next.exact),
        }
    }

    fn or(self, other: Lead) -> Lead {
        Lead {
            next: std::array::from_fn(|i| self.next[i].or(other.next[i])),
            line_start: self.line_start && other.line_start,
            boundary: self.boundary && other.boundary,
            bytes: std::array::from_fn(|i| self.bytes[i].or(other.bytes[i])),
            lengths: self.lengths | other.lengths,
            exact: self.exact.or(other.exact),
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
            lead = lead.or(lead.then(self));
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

struct Reader<'a> {
    rest: &'a str,
    ignore_case: bool,
    extended: bool,
    dot_all: bool,
    /// Whether what is being read takes just the ASCII characters that were told, and no more.
    exact: bool,
    depth: usize,
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

    fn alternatives(&mut self) -> Result<Lead, Unread> {
        let mut lead = self.sequence()?;
        while self.take("|") {
            lead = lead.or(self.sequence()?);
        }
        Ok(lead)
    }

    fn sequence(&mut self) -> Result<Lead, Unread> {
        let mut lead = Lead::EMPTY;
        while !self.rest.is_empty() && !self.rest.starts_with(['|', ')']) {
            if self.extended && self.skip_blank() {
                continue;
            }
            if let Some(flags) = self.flags()? {
                // `(?i)` holds to the end of its group, alternatives included: what follows is a group of its own.
                let before = (self.ignore_case, self.extended, self.dot_all);
                self.set(flags);
                let rest = self.alternatives()?;
                (self.ignore_case, self.extended, self.dot_all) = before;
                return Ok(lead.then(rest));
            }
            let item = self.item()?;
            lead = lead.then(self.repeated(item));
        }
        Ok(lead)
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

    fn repeated(&mut self, mut item: Lead) -> Lead {
        loop {
            if self.extended {
                self.skip_blank();
            }
            item = if self.take("?") {
                item.optional()
            } else if self.take("*") {
                item.repeated().optional()
            } else if self.take("+") {
                item.repeated()
            } else {
                match self.count() {
                    Some(true) => item.repeated().optional(),
                    Some(false) => item.repeated(),
                    None => return item,
                }
            };
            // Another sign makes it lazy or possessive, which changes nothing here.
            let _ = self.take("?") || self.take("+");
        }
    }

    /// `{n,m}`: whether it allows none, as `{n}?` does too.
    fn count(&mut self) -> Option<bool> {
        let inside = self.rest.strip_prefix('{')?.split_once('}')?.0;
        if inside.is_empty() || !inside.bytes().all(|byte| byte.is_ascii_digit() || byte == b',') || inside == "," {
            return None;
        }
        self.rest = &self.rest[inside.len() + 2..];
        let none = inside.split(',').next().is_none_or(|least| least.parse::<u32>().unwrap_or(0) == 0);
        Some(none || !inside.contains(',') && self.rest.starts_with('?'))
    }

    fn item(&mut self) -> Result<Lead, Unread> {
        let Some(c) = self.next() else { return Ok(Lead::EMPTY) };
        self.exact = true;
        let taken = match c {
            '(' => return self.group(),
            '^' => return Ok(Lead { line_start: true, ..Lead::ZERO }),
            '$' => return Ok(Lead::line_end()),
            '\\' => match self.condition()? {
                Some(lead) => return Ok(lead),
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
        let lead = Lead::take(taken);
        Ok(if self.exact { lead } else { Lead { exact: Exact::Unknown, ..lead } })
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

    fn group(&mut self) -> Result<Lead, Unread> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Unread::Unknown);
        }
        let before = (self.ignore_case, self.extended, self.dot_all);
        let mut look = None;
        if self.take("?") {
            if self.take("#") {
                self.until(')')?;
                self.depth -= 1;
                return Ok(Lead::EMPTY);
            }
            if self.take("=") {
                look = Some(true);
            } else if self.take("!") || self.take("<=") || self.take("<!") {
                look = Some(false);
            } else if self.take("<") {
                self.until('>')?;
            } else if self.take("'") {
                self.until('\'')?;
            } else if !self.take(">") && !self.take(":") {
                let length = self.rest.bytes().take_while(|byte| b"imx-".contains(byte)).count();
                let flags = &self.rest[..length];
                self.rest = &self.rest[length..];
                self.set(flags);
                if length == 0 || !self.take(":") {
                    return Err(Unread::Unknown);
                }
            }
        }
        let inside = self.alternatives()?;
        if !self.take(")") {
            return Err(Unread::Unknown);
        }
        self.depth -= 1;
        (self.ignore_case, self.extended, self.dot_all) = before;
        Ok(match look {
            None => inside,
            Some(true) => inside.look_ahead(),
            Some(false) => Lead::ZERO,
        })
    }

    /// An escape that stands for no character, if it is one.
    fn condition(&mut self) -> Result<Option<Lead>, Unread> {
        let c = self.rest.chars().next().ok_or(Unread::Unknown)?;
        let lead = match c {
            'G' | 'K' => return Err(Unread::Search),
            'b' => Lead { boundary: true, ..Lead::ZERO },
            'B' => Lead::ZERO,
            'A' => Lead { line_start: true, ..Lead::ZERO },
            'Z' => Lead::line_end(),
            'z' => Lead { next: [Next { taken: Bytes::NONE, seen: Bytes::END }; 3], ..Lead::ZERO },
            '1'..='9' | 'k' | 'g' => Lead::anything(),
            _ => return Ok(None),
        };
        self.next();
        if matches!(c, 'k' | 'g') {
            let close = if self.take("<") { '>' } else if self.take("'") { '\'' } else { return Err(Unread::Unknown) };
            self.until(close)?;
        }
        Ok(Some(lead))
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

fn is_space(byte: u8) -> bool {
    byte.is_ascii_whitespace() || byte == 0x0b
}

/// Whether an ASCII character is part of a word, as `\w` and `\b` have it.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}
