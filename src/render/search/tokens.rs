//! Text to terms, by the rules that `search.js` follows too; `tests/search/tokens.json` holds both to them.

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

/// Terms are cut here, in characters: what is longer is a hash or a key that nobody types.
const LONGEST: usize = 32;

/// Scripts written without spaces between words, and Korean, whose particles cling to its words.
const UNSPACED: [(char, char); 9] = [
    ('\u{e00}', '\u{eff}'),
    ('\u{1000}', '\u{109f}'),
    ('\u{1780}', '\u{17ff}'),
    ('\u{3005}', '\u{3007}'),
    ('\u{3040}', '\u{31ff}'),
    ('\u{3400}', '\u{9fff}'),
    ('\u{ac00}', '\u{d7af}'),
    ('\u{f900}', '\u{faff}'),
    ('\u{20000}', '\u{3ffff}'),
];

/// Gives `emit` every term of `text`, in order and as often as it occurs.
pub(crate) fn terms(text: &str, emit: &mut impl FnMut(&str)) {
    let mut buffer = Buffer::default();
    if text.is_ascii() || is_nfkc_quick(text.chars()) == IsNormalized::Yes {
        runs(text, &mut buffer, emit);
    } else {
        runs(&text.nfkc().collect::<String>(), &mut buffer, emit);
    }
}

/// Strings that every word is written into, kept to spare an allocation a word.
#[derive(Default)]
struct Buffer {
    lower: String,
    folded: String,
    characters: Vec<char>,
}

/// What a character is outside of ASCII, or by the table there.
#[derive(Clone, Copy, PartialEq)]
enum Class {
    Gap,
    Word,
    Unspaced,
}

fn class(c: char) -> Class {
    if !c.is_alphanumeric() && !is_combining_mark(c) {
        Class::Gap
    } else if UNSPACED.iter().any(|&(first, last)| (first..=last).contains(&c)) {
        Class::Unspaced
    } else {
        Class::Word
    }
}

/// The classes of ASCII.
const ASCII: [Class; 128] = {
    let mut classes = [Class::Gap; 128];
    let mut byte = 0;
    while byte < 128 {
        if (byte as u8).is_ascii_alphanumeric() || byte as u8 == b'_' {
            classes[byte] = Class::Word;
        }
        byte += 1;
    }
    classes
};

/// Cuts normalised text into runs of one class; a point between two digits belongs to its word.
fn runs(text: &str, buffer: &mut Buffer, emit: &mut impl FnMut(&str)) {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let (mut start, mut open, mut at) = (0, Class::Gap, 0);
    while let Some(&byte) = bytes.get(at) {
        let (next, length) = match ASCII.get(usize::from(byte)) {
            Some(Class::Gap) if byte == b'.' && open == Class::Word && digit(at - 1) && digit(at + 1) => (Class::Word, 1),
            Some(&class) => (class, 1),
            None => text[at..].chars().next().map_or((Class::Gap, 1), |c| (class(c), c.len_utf8())),
        };
        if next != open {
            run(&text[start..at], open, buffer, emit);
            (start, open) = (at, next);
        }
        at += length;
    }
    run(&text[start..], open, buffer, emit);
}

fn run(run: &str, class: Class, buffer: &mut Buffer, emit: &mut impl FnMut(&str)) {
    match class {
        Class::Gap => {}
        Class::Word if run.as_bytes()[0] == b'_' || run.as_bytes()[run.len() - 1] == b'_' => word(run.trim_matches('_'), buffer, emit),
        Class::Word => word(run, buffer, emit),
        Class::Unspaced => bigrams(run, emit),
    }
}

/// Every pair of neighbours, and the last character, so that each single one begins a term.
fn bigrams(run: &str, emit: &mut impl FnMut(&str)) {
    let mut last = 0;
    for (at, c) in run.char_indices() {
        if at > 0 {
            emit(&run[last..at + c.len_utf8()]);
        }
        last = at;
    }
    emit(&run[last..]);
}

/// The word without accents, then its parts where case, `_`, `.` or a number divide it, else the word with accents.
fn word(word: &str, buffer: &mut Buffer, emit: &mut impl FnMut(&str)) {
    // Most words are this simple.
    if word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return if word.is_empty() {
        } else {
            emit(cut(word))
        };
    }
    plain(word, buffer, emit);
    let accented = !word.is_ascii() && !buffer.folded.is_empty() && cut(&buffer.lower) != cut(&buffer.folded);
    let accented = accented.then(|| std::mem::take(&mut buffer.lower));
    if !parts(word, buffer, emit) {
        accented.iter().for_each(|word| emit(cut(word)));
    }
}

/// The parts of a word; whether it has any.
fn parts(word: &str, buffer: &mut Buffer, emit: &mut impl FnMut(&str)) -> bool {
    let all = |from: usize, test: fn(&u8) -> bool| word.as_bytes()[from..].iter().all(test);
    if all(1, u8::is_ascii_lowercase) || all(0, u8::is_ascii_uppercase) || all(0, u8::is_ascii_digit) {
        return false;
    }
    let mut characters = std::mem::take(&mut buffer.characters);
    characters.clear();
    characters.extend(word.chars());
    let (mut start, mut at, mut divided) = (0, 0, false);
    for (i, &c) in characters.iter().enumerate() {
        let mark = matches!(c, '_' | '.');
        if mark || divides(&characters, i) {
            if start < at {
                plain(&word[start..at], buffer, emit);
            }
            divided = true;
            start = at + usize::from(mark);
        }
        at += c.len_utf8();
    }
    if divided {
        plain(&word[start..], buffer, emit);
    }
    buffer.characters = characters;
    divided
}

/// Whether a new part begins at character `i`: `o|A`, `HTML|Pa`, `2|Fa`, `k|4`, but not the `O|Au` of `OAuth`.
fn divides(characters: &[char], i: usize) -> bool {
    let is = |i: usize, test: fn(char) -> bool| characters.get(i).is_some_and(|&c| test(c));
    let before = i.wrapping_sub(1);
    if is(i, char::is_uppercase) {
        let capitals = is(before, char::is_uppercase) && is(i.wrapping_sub(2), char::is_uppercase);
        return is(before, char::is_lowercase) || (capitals || is(before, char::is_numeric)) && is(i + 1, char::is_lowercase);
    }
    is(before, char::is_alphabetic) && is(i, char::is_numeric)
}

/// Emits a word or a part of one in lower case, without accents and leading zeros.
fn plain(word: &str, buffer: &mut Buffer, emit: &mut impl FnMut(&str)) {
    buffer.lower.clear();
    buffer.folded.clear();
    if word.is_ascii() {
        buffer.folded.push_str(word);
        buffer.folded.make_ascii_lowercase();
    } else {
        buffer.lower.push_str(&word.to_lowercase());
        for c in buffer.lower.nfd().filter(|c| !('\u{300}'..='\u{36f}').contains(c)) {
            match letter(c) {
                Some(letters) => buffer.folded.push_str(letters),
                None => buffer.folded.push(c),
            }
        }
    }
    if !buffer.folded.is_empty() {
        emit(cut(numeral(&buffer.folded)));
    }
}

/// Letters that fold to others without being composed of them.
fn letter(c: char) -> Option<&'static str> {
    Some(match c {
        'đ' => "d",
        'ł' => "l",
        'ø' => "o",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ı' => "i",
        _ => return None,
    })
}

/// `04` is `4`, so that "week 4" finds "Week 04".
fn numeral(word: &str) -> &str {
    if word.starts_with('0') && word.bytes().all(|b| b.is_ascii_digit()) {
        let kept = word[..word.len() - 1].trim_start_matches('0').len() + 1;
        return &word[word.len() - kept..];
    }
    word
}

fn cut(word: &str) -> &str {
    if word.len() <= LONGEST {
        return word;
    }
    word.char_indices().nth(LONGEST).map_or(word, |(end, _)| &word[..end])
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    #[test]
    fn terms_are_those_of_the_script() {
        let vectors: Vec<(String, Vec<String>)> = serde_json::from_str(include_str!("../../../tests/search/tokens.json")).expect("vectors");
        for (text, expected) in vectors {
            let mut found = BTreeSet::new();
            super::terms(&text, &mut |term| _ = found.insert(term.to_owned()));
            assert_eq!(found, expected.into_iter().collect(), "{text:?}");
        }
    }
}
