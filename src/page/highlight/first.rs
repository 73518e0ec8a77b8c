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

    fn and(self, other: Bytes) -> Bytes {
        Bytes(std::array::from_fn(|i| self.0[i] & other.0[i]))
    }

    /// Whether the byte, or [`END`], is a member.
    pub(super) fn has(&self, byte: usize) -> bool {
        self.0[byte >> 6] >> (byte & 63) & 1 == 1
    }
}

/// Where a match can begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct First {
    /// The byte there.
    pub(super) bytes: Bytes,
    /// Only at the start of a line.
    pub(super) line_start: bool,
    /// Only at a boundary of a word.
    pub(super) boundary: bool,
}

impl First {
    /// Reads a pattern. `None` for what must be searched for as it is: where the match depends on where the search began.
    pub(super) fn of(pattern: &str) -> Option<First> {
        let mut reader = Reader { rest: pattern, ignore_case: false, extended: false, dot_all: false, exact: true, depth: 0 };
        match reader.alternatives() {
            Ok(lead) if reader.rest.is_empty() => {
                Some(First { bytes: lead.taken.or(lead.seen), line_start: lead.line_start, boundary: lead.boundary })
            }
            Err(Unread::Search) => None,
            // What is not understood may begin anywhere.
            _ => Some(First { bytes: Bytes::ALL, line_start: false, boundary: false }),
        }
    }

    /// Whether a match can begin at a place.
    #[cfg(test)]
    pub(super) fn fits(&self, place: Place) -> bool {
        self.bytes.has(place.byte) && (place.boundary || !self.boundary) && (place.line_start || !self.line_start)
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
}

impl Place {
    pub(super) fn of(line: &[u8], at: usize) -> Place {
        let before = at.checked_sub(1).map(|before| line[before]);
        let next = line.get(at).copied();
        let is_wide = |byte: Option<u8>| byte.is_some_and(|byte| byte >= 0x80);
        let in_word = |byte: Option<u8>| byte.is_some_and(is_word);
        Place {
            byte: next.map_or(END, usize::from),
            boundary: is_wide(before) || is_wide(next) || in_word(before) != in_word(next),
            line_start: at == 0 || next.is_none(),
        }
    }
}

/// Why a pattern was not read to its end.
enum Unread {
    /// `\G` and `\K`: where the search began, or where the match begins, is part of the pattern.
    Search,
    /// Something that this reader does not know.
    Unknown,
}

/// How a part of a pattern begins.
#[derive(Clone, Copy)]
struct Lead {
    /// The next byte when the part takes any.
    taken: Bytes,
    /// The next byte when the part takes nothing; none when it cannot.
    seen: Bytes,
    line_start: bool,
    boundary: bool,
}

impl Lead {
    const EMPTY: Lead = Lead { taken: Bytes::NONE, seen: Bytes::ALL, line_start: false, boundary: false };

    fn take(taken: Bytes) -> Lead {
        Lead { taken, seen: Bytes::NONE, ..Lead::EMPTY }
    }

    fn see(seen: Bytes) -> Lead {
        Lead { seen, ..Lead::EMPTY }
    }

    fn then(self, next: Lead) -> Lead {
        let only_seen = self.taken == Bytes::NONE;
        Lead {
            taken: self.taken.or(self.seen.and(next.taken)),
            seen: self.seen.and(next.seen),
            line_start: self.line_start || only_seen && next.line_start,
            boundary: self.boundary || only_seen && next.boundary,
        }
    }

    fn or(self, other: Lead) -> Lead {
        Lead {
            taken: self.taken.or(other.taken),
            seen: self.seen.or(other.seen),
            line_start: self.line_start && other.line_start,
            boundary: self.boundary && other.boundary,
        }
    }
}

struct Reader<'a> {
    rest: &'a str,
    ignore_case: bool,
    extended: bool,
    dot_all: bool,
    /// Whether the class that is being read has just the ASCII characters that were told, and no more.
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
            let optional = if self.take("?") || self.take("*") {
                true
            } else if self.take("+") {
                false
            } else {
                match self.count() {
                    Some(optional) => optional,
                    None => return item,
                }
            };
            // Another sign makes it lazy or possessive, which changes nothing here.
            let _ = self.take("?") || self.take("+");
            if optional {
                item = Lead { seen: Bytes::ALL, line_start: false, boundary: false, ..item };
            }
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
        Ok(match c {
            '(' => self.group()?,
            '[' => Lead::take(self.class()?),
            '\\' => self.escape()?,
            '.' => Lead::take(if self.dot_all { Bytes::ANY } else { Bytes::ascii(|byte| byte != b'\n') }),
            '^' => Lead { line_start: true, ..Lead::EMPTY },
            '$' => Lead::see(line_end()),
            c => Lead::take(self.literal(c)),
        })
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
            Some(true) => Lead { taken: Bytes::NONE, seen: inside.taken.or(inside.seen), ..inside },
            Some(false) => Lead::EMPTY,
        })
    }

    fn escape(&mut self) -> Result<Lead, Unread> {
        let c = self.next().ok_or(Unread::Unknown)?;
        Ok(match c {
            'G' | 'K' => return Err(Unread::Search),
            'b' => Lead { boundary: true, ..Lead::EMPTY },
            'B' => Lead::EMPTY,
            'A' => Lead { line_start: true, ..Lead::EMPTY },
            'Z' => Lead::see(line_end()),
            'z' => Lead::see(end()),
            '1'..='9' => Lead { taken: Bytes::ANY, ..Lead::EMPTY },
            'k' | 'g' => {
                let close = if self.take("<") { '>' } else if self.take("'") { '\'' } else { return Err(Unread::Unknown) };
                self.until(close)?;
                Lead { taken: Bytes::ANY, ..Lead::EMPTY }
            }
            c => Lead::take(self.character(c)?),
        })
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
                self.until('}')?;
                self.exact = false;
                Bytes::ANY
            }
            'x' => self.hexadecimal()?,
            c if c.is_ascii_alphanumeric() => return Err(Unread::Unknown),
            c => self.literal(c),
        })
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
                    // A POSIX bracket such as `[:alpha:]`: whatever it holds of ASCII is rarely worth knowing.
                    self.until(']')?;
                    self.exact = false;
                    set = set.or(Bytes::ANY);
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

fn end() -> Bytes {
    let mut set = Bytes::NONE;
    set.0[END >> 6] = 1;
    set
}

fn line_end() -> Bytes {
    Bytes::of([b'\n']).or(end())
}

fn is_space(byte: u8) -> bool {
    byte.is_ascii_whitespace() || byte == 0x0b
}

/// Whether an ASCII character is part of a word, as `\w` and `\b` have it.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}
