//! Text as the reader compares it: folded to lower case without accents, cut into words, numbers and single ideographs.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::decompose_compatible;

/// Longest text, in bytes, that words are looked for in: nothing longer is a heading, a label or a state.
pub(super) const LONGEST: usize = 240;

/// What stands between two words, as a set of kinds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Gap(u16);

impl Gap {
    pub(super) const NONE: Gap = Gap(0);
    pub(super) const SPACE: Gap = Gap(1);
    pub(super) const DASH: Gap = Gap(2);
    pub(super) const TILDE: Gap = Gap(4);
    pub(super) const PLUS: Gap = Gap(8);
    pub(super) const SLASH: Gap = Gap(16);
    pub(super) const COMMA: Gap = Gap(32);
    pub(super) const COLON: Gap = Gap(64);
    pub(super) const DOT: Gap = Gap(128);
    pub(super) const OPEN: Gap = Gap(256);
    pub(super) const CLOSE: Gap = Gap(512);
    pub(super) const ARROW: Gap = Gap(1024);
    pub(super) const OTHER: Gap = Gap(2048);

    pub(super) const fn or(self, other: Gap) -> Gap {
        Gap(self.0 | other.0)
    }

    /// Whether it holds any of these.
    pub(super) fn has(self, any: Gap) -> bool {
        self.0 & any.0 != 0
    }

    /// Whether it holds nothing but these.
    pub(super) fn only(self, allowed: Gap) -> bool {
        self.0 & !allowed.0 == 0
    }

    /// Whether words on its two sides may belong to one phrase: nothing stands between them but space and joining signs.
    pub(super) fn joins(self) -> bool {
        self.only(Gap::SPACE.or(Gap::DASH).or(Gap::SLASH).or(Gap::PLUS).or(Gap::OTHER).or(Gap::COMMA))
    }

    fn of(c: char) -> Gap {
        match c {
            ' ' | '\t' | '\n' | '\r' | '_' | '\u{a0}' | '\u{3000}' => Gap::SPACE,
            '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' => Gap::DASH,
            '~' | '\u{301c}' => Gap::TILDE,
            '+' | '&' => Gap::PLUS,
            '/' | '|' | '\u{2044}' => Gap::SLASH,
            ',' | ';' | '、' | '・' | '·' => Gap::COMMA,
            ':' => Gap::COLON,
            '.' | '。' => Gap::DOT,
            '(' | '[' | '{' | '【' | '「' | '〔' | '《' => Gap::OPEN,
            ')' | ']' | '}' | '】' | '」' | '〕' | '》' => Gap::CLOSE,
            '→' | '⇒' | '➜' | '➡' | '⟶' | '>' => Gap::ARROW,
            _ => Gap::OTHER,
        }
    }
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters.
    Word,
    /// Digits.
    Number,
    /// One Chinese, Japanese or Korean sign: those languages put no spaces where a reader could rely on them.
    Sign,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    start: u16,
    end: u16,
    pub(super) kind: Kind,
    /// What stands before it.
    pub(super) gap: Gap,
}

/// A short text cut into tokens. Its canonical form has one space between words and none between signs.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    text: String,
    tokens: Vec<Token>,
    /// What stands after the last token.
    pub(super) tail: Gap,
    /// Whether the text was longer than anything that is looked at.
    pub(super) cut: bool,
}

impl Words {
    pub(super) fn new(text: &str) -> Words {
        let short = head(text, LONGEST);
        let mut words = Words {
            text: String::with_capacity(short.len() + 8),
            tokens: Vec::with_capacity(short.len() / 4 + 1),
            tail: Gap::NONE,
            cut: short.len() < text.len(),
        };
        if !short.is_ascii() && short.chars().any(is_loose_part) {
            words.read(&short.nfc().collect::<String>());
        } else {
            words.read(short);
        }
        words
    }

    /// Cuts a text: runs of ASCII letters and digits at once, all else sign by sign.
    fn read(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let run = |from: usize, is: fn(&u8) -> bool| bytes[from..].iter().position(|b| !is(b)).map_or(bytes.len(), |n| from + n);
        let mut at = 0;
        while let Some(b) = bytes.get(at) {
            if b.is_ascii_alphabetic() {
                let end = run(at, u8::is_ascii_alphabetic);
                self.push_run(Kind::Word, &text[at..end]);
                at = end;
            } else if b.is_ascii_digit() {
                let end = run(at, u8::is_ascii_digit);
                self.push_run(Kind::Number, &text[at..end]);
                at = end;
            } else if b.is_ascii() {
                self.tail = self.tail.or(Gap::of(*b as char));
                at += 1;
            } else {
                let Some(c) = text[at..].chars().next() else { return };
                self.push_folded(c);
                at += c.len_utf8();
            }
        }
    }

    /// Adds a run of ASCII letters or digits, to the last token when nothing stands between.
    fn push_run(&mut self, kind: Kind, run: &str) {
        let joined = self.tail == Gap::NONE && self.tokens.last().is_some_and(|last| last.kind == kind);
        if !joined && !self.tokens.is_empty() {
            self.text.push(' ');
        }
        let start = self.text.len();
        self.text.push_str(run);
        self.text[start..].make_ascii_lowercase();
        let end = self.text.len() as u16;
        match self.tokens.last_mut().filter(|_| joined) {
            Some(last) => last.end = end,
            None => {
                self.tokens.push(Token { start: start as u16, end, kind, gap: self.tail });
                self.tail = Gap::NONE;
            }
        }
    }

    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    pub(super) fn get(&self, i: usize) -> Option<Token> {
        self.tokens.get(i).copied()
    }

    /// What stands before token `i`; after the last one: the tail.
    pub(super) fn gap(&self, i: usize) -> Gap {
        self.tokens.get(i).map_or(self.tail, |token| token.gap)
    }

    /// The canonical text of tokens `from..to`.
    pub(super) fn slice(&self, from: usize, to: usize) -> &str {
        match (self.tokens.get(from), self.tokens.get(to.wrapping_sub(1))) {
            (Some(first), Some(last)) if from < to => &self.text[first.start as usize..last.end as usize],
            _ => "",
        }
    }

    /// The token itself.
    pub(super) fn word(&self, i: usize) -> &str {
        self.slice(i, i + 1)
    }

    /// The canonical text of all tokens.
    pub(super) fn all(&self) -> &str {
        self.slice(0, self.len())
    }

    /// Token `i` as a number, with the count of its digits.
    pub(super) fn number(&self, i: usize) -> Option<(u32, usize)> {
        let token = self.get(i).filter(|token| token.kind == Kind::Number)?;
        let text = self.slice(i, i + 1);
        text.parse().ok().map(|number| (number, usize::from(token.end - token.start)))
    }

    /// Folds one character: no accents, no width variants, no invisible signs, lower case.
    fn push_folded(&mut self, c: char) {
        match c {
            _ if c.is_ascii() => self.push(c.to_ascii_lowercase()),
            'đ' | 'Đ' => self.push('d'),
            'ß' => {
                self.push('s');
                self.push('s');
            }
            '\u{fe0e}' | '\u{fe0f}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{ad}' => {}
            '\u{ff5e}' => self.push('~'),
            _ if is_sign(c) => self.push(c),
            _ => decompose_compatible(c, |part| {
                if !('\u{300}'..='\u{36f}').contains(&part) {
                    part.to_lowercase().for_each(|lower| self.push(lower));
                }
            }),
        }
    }

    fn push(&mut self, c: char) {
        let kind = if c.is_ascii_digit() {
            Kind::Number
        } else if is_sign(c) {
            Kind::Sign
        } else if c.is_alphabetic() {
            Kind::Word
        } else {
            self.tail = self.tail.or(Gap::of(c));
            return;
        };
        let at = self.text.len();
        match self.tokens.last_mut() {
            Some(last) if self.tail == Gap::NONE && last.kind == kind && kind != Kind::Sign => {
                self.text.push(c);
                last.end = self.text.len() as u16;
            }
            last => {
                let apart = last.is_some_and(|last| last.kind != Kind::Sign || kind != Kind::Sign);
                if apart {
                    self.text.push(' ');
                }
                let start = (at + usize::from(apart)) as u16;
                self.text.push(c);
                self.tokens.push(Token { start, end: self.text.len() as u16, kind, gap: self.tail });
                self.tail = Gap::NONE;
            }
        }
    }
}

/// At most `most` bytes of a text, cut between characters.
pub(super) fn head(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Parts that a composed text does not have: file names of some systems are made of them.
fn is_loose_part(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}' | '\u{3099}' | '\u{309a}')
}

/// Han, kana, hangul.
pub(super) fn is_sign(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}' | '\u{3005}' | '\u{3007}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn canonical(text: &str) -> String {
        Words::new(text).all().to_owned()
    }

    #[test]
    fn texts_are_folded_to_one_form() {
        assert_eq!(canonical("📎 References:"), "references");
        assert_eq!(canonical("Week 04 – OAuth"), "week 04 oauth");
        assert_eq!(canonical("Próximos PASOS"), "proximos pasos");
        assert_eq!(canonical("Mục tiêu tuần 5:"), "muc tieu tuan 5");
        assert_eq!(canonical("１.４-Week4"), "1 4 week 4");
        assert_eq!(canonical("第 1 周"), "第 1 周");
        assert_eq!(canonical("느낀 점"), "느낀점");
        assert_eq!(canonical("Straße 2nd"), "strasse 2 nd");
    }

    #[test]
    fn decomposed_names_are_composed_first() {
        assert_eq!(canonical("\u{1112}\u{1161}\u{11ab}\u{1100}\u{1173}\u{11af}"), "한글");
        assert_eq!(canonical("pro\u{301}ximo"), "proximo");
    }

    #[test]
    fn gaps_remember_what_stood_between() {
        let words = Words::new("Week 6–8 (done): x");
        assert_eq!(words.gap(2), Gap::DASH);
        assert!(words.gap(3).has(Gap::OPEN));
        assert!(words.gap(4).has(Gap::COLON));
        assert_eq!(words.number(1), Some((6, 1)));
    }

    #[test]
    fn nothing_long_is_looked_at() {
        let words = Words::new(&"é ".repeat(500_000));
        assert!(words.cut && words.len() <= LONGEST);
    }
}
