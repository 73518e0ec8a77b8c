//! A table of phrases, looked up by the longest that begins at a token.

use crate::log::text::Words;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Phrases in their canonical form, and for each first token the longest phrase, in tokens, that it begins.
#[derive(Clone, Debug)]
pub(super) struct Table<T> {
    pub(super) phrases: HashMap<Box<str>, T, Quick>,
    firsts: HashMap<Box<str>, u8, Quick>,
    /// The ASCII letters that phrases begin with.
    letters: u32,
}

impl<T: Copy> Table<T> {
    pub(super) fn new() -> Self {
        Table { phrases: HashMap::default(), firsts: HashMap::default(), letters: 0 }
    }

    pub(super) fn of<'a>(rows: impl IntoIterator<Item = (T, &'a str)>) -> Self {
        let mut table = Table::new();
        for (value, phrases) in rows {
            phrases.split(';').for_each(|phrase| table.insert(phrase, value));
        }
        table
    }

    /// Adds a phrase, and its form with `&` for "and"; the first meaning of it stays.
    pub(super) fn insert(&mut self, phrase: &str, value: T) {
        self.insert_one(phrase, value);
        let joins = |word: &str| matches!(word, "and" | "y" | "e" | "et" | "und" | "en" | "và" | "dan");
        if phrase.split(' ').any(joins) {
            let signed: Vec<&str> = phrase.split(' ').map(|word| if joins(word) { "&" } else { word }).collect();
            self.insert_one(&signed.join(" "), value);
        }
    }

    pub(super) fn insert_one(&mut self, phrase: &str, value: T) {
        let words = Words::new(phrase);
        if words.is_empty() {
            return;
        }
        if let Some(letter) = words.word(0).chars().next().filter(char::is_ascii_lowercase) {
            self.letters |= 1 << (letter as u32 - 'a' as u32);
        }
        let longest = self.firsts.entry(words.word(0).into()).or_default();
        *longest = (*longest).max(u8::try_from(words.len()).unwrap_or(u8::MAX));
        self.phrases.entry(words.all().into()).or_insert(value);
    }

    /// The longest phrase that begins at token `from`, and one past its last token.
    pub(super) fn longest(&self, words: &Words, from: usize) -> Option<(usize, T)> {
        let most = usize::from(*self.firsts.get(words.word(from))?).min(words.len() - from);
        let joined = (1..most).take_while(|&i| words.gap(from + i).joins()).count() + 1;
        (1..=joined).rev().find_map(|len| self.phrases.get(words.slice(from, from + len)).map(|&value| (from + len, value)))
    }

    /// Whether any phrase begins with this letter; only ASCII letters are told apart.
    pub(super) fn begins(&self, letter: char) -> bool {
        !letter.is_ascii_lowercase() || self.letters & (1 << (letter as u32 - 'a' as u32)) != 0
    }

    /// Whether any phrase begins with the word that a text begins with; said only of words in ASCII letters.
    pub(super) fn may_begin(&self, text: &str) -> bool {
        let Some(start) = text.bytes().position(|byte| byte.is_ascii_alphanumeric()).filter(|_| text.is_ascii()) else { return true };
        let word = text.as_bytes()[start..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        word == 0 || self.firsts.contains_key(text[start..start + word].to_ascii_lowercase().as_str())
    }

    pub(super) fn whole(&self, words: &Words) -> Option<T> {
        if words.cut { None } else { self.phrases.get(words.all()).copied() }
    }
}

impl<T: Copy> Table<T> {
    /// Adds phrases whose meaning replaces the one they had.
    pub(super) fn prefer(&mut self, phrases: &[String], value: T) {
        for phrase in phrases {
            self.phrases.remove(Words::new(phrase).all());
            self.insert(phrase, value);
        }
    }
}

/// A table from spellings, divided by blanks, with the number that each row stands for.
pub(super) fn numbered<'a, T: Copy>(rows: impl Iterator<Item = (&'a str, T)>) -> Table<T> {
    let mut table = Table::new();
    for (spellings, number) in rows {
        spellings.split(' ').for_each(|spelling| table.insert(spelling, number));
    }
    table
}

/// A hash for our own short words: nobody else chooses the keys, so it need only be fast.
type Quick = BuildHasherDefault<Rotating>;

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Rotating(u64);

impl Hasher for Rotating {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.0 = (self.0.rotate_left(5) ^ u64::from_le_bytes(word)).wrapping_mul(0x517c_c1b7_2722_0a95);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
