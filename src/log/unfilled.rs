//! Text that is still the template's: `Coming soon`, `[Your Name]`, "Add screenshots here if available".

use super::items::text_of;
use super::text::{Words, head};
use super::vocabulary::is_mark;
use crate::page::outline::{Block, Item, Kind, Line};
use crate::source::Span;
use aho_corasick::AhoCorasick;
use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Longest text, in bytes, that may be a template's.
const LONGEST: usize = 200;

/// Longest whole text of a template, in bytes.
const LONGEST_WHOLE: usize = 48;

static WHOLE: LazyLock<Whole> = LazyLock::new(|| {
    let mut whole = Whole { texts: WHOLE_TEXTS.iter().copied().collect(), words: [0; 26], letters: [0; 26] };
    for (first, text) in WHOLE_TEXTS.iter().filter_map(|text| Some((first(text)?, text))) {
        whole.words[first] |= bit(first_word(text));
        whole.letters[first] |= bit(letters(text));
    }
    whole
});

/// The whole texts, and for each first letter how long the first word of any of them is, and how many letters and digits
/// it has, as bits: nearly all other texts are told apart by these without being read.
struct Whole {
    texts: HashSet<&'static str>,
    words: [u64; 26],
    letters: [u64; 26],
}

impl Whole {
    fn has(&self, text: &str) -> bool {
        let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
        let is_like = |first: usize| self.words[first] & bit(first_word(text)) != 0 && self.letters[first] & bit(letters(text)) != 0;
        (!text.is_ascii() || first(text).is_some_and(is_like)) && self.texts.contains(Words::new(text).all())
    }
}

/// The place in the alphabet of the letter that a text begins with.
fn first(text: &str) -> Option<usize> {
    let first = text.bytes().next()?.to_ascii_lowercase();
    first.is_ascii_lowercase().then(|| usize::from(first - b'a'))
}

fn first_word(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_alphabetic).count()
}

fn letters(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_alphanumeric).count()
}

fn bit(number: usize) -> u64 {
    if number < 64 { 1 << number } else { 0 }
}

/// Whole texts of templates, in canonical form.
const WHOLE_TEXTS: &[&str] = &[
    "coming soon",
    "to be filled",
    "to be filled in",
    "to be filled by mentor",
    "to be filled by the mentor",
    "to be filled by supervisor",
    "to be filled in by mentor",
    "to be filled in by the mentor",
    "to be completed by mentor",
    "to be completed by the mentor",
    "fill in",
    "fill this in",
    "fill in here",
    "to fill",
    "your name",
    "your name here",
    "name here",
    "full name",
    "your full name",
    "your mentor",
    "mentor name",
    "your mentor s name",
    "mentor full name",
    "your text here",
    "text here",
    "write here",
    "your answer here",
    "your answer",
    "placeholder",
    "yyyy mm dd",
    "mm dd",
    "dd mm yyyy",
    "mm dd yyyy",
    "yyyy mm dd to yyyy mm dd",
    "mm dd to mm dd",
    "yyyy mm dd yyyy mm dd",
    "dd mm yyyy dd mm yyyy",
    "start date end date",
    "start date to end date",
    "add your notes here",
    "describe here",
    "insert here",
    "insert text here",
    "por completar",
    "a completar",
    "tu nombre",
    "seu nome",
    "votre nom",
    "dein name",
    "ihr name",
    "jouw naam",
    "a remplir",
    "auszufullen",
    "请填写",
    "待填写",
    "请在此填写",
    "请联系导师填写",
    "联系导师填写",
    "导师填写",
    "由导师填写",
    "请导师填写",
    "姓名",
    "你的名字",
    "填写",
    "ここに記入",
    "記入してください",
    "여기에작성",
    "작성예정",
];

/// Pieces that no filled text has.
const PIECES: &[&str] = &[
    "[your name]",
    "<your name>",
    "{your name}",
    "[your ",
    "<your-",
    "your-username",
    "your-github-username",
    "your_username",
    "yourusername",
    "<username>",
    "[name]",
    "<name>",
    "[mentor name]",
    "[date]",
    "[start date]",
    "[end date]",
    "yyyy-mm-dd",
    "dd/mm/yyyy",
    "mm-dd to mm-dd",
    "lorem ipsum",
    "[insert ",
    "[add ",
    "[fill ",
    "请联系导师填写",
    "请在此处填写",
];

/// Openings of what a section of pictures asks for.
const ASKS: &[&str] = &["add", "include", "insert", "paste", "attach", "upload", "place", "put"];

/// Whether a text is still the template's.
pub(super) fn is_template(text: &str) -> bool {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST {
        return false;
    }
    (may_hold_piece(text) && (has_piece(text) || asks(text))) || (text.len() <= LONGEST_WHOLE && WHOLE.has(text))
}

/// `e.g., …`, and a text wholly in brackets or parentheses that asks for something: `[Short list of tasks]`.
fn asks(text: &str) -> bool {
    if ["e.g.,", "e.g. ", "E.g.,", "E.g. "].iter().any(|sign| text.starts_with(sign)) {
        return true;
    }
    let inside = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
    let inside = inside.or_else(|| text.strip_prefix('(').and_then(|text| text.strip_suffix(')')));
    inside.is_some_and(|inside| {
        let words = Words::new(inside);
        words.len() >= 3
            && matches!(
                words.word(0),
                "write"
                    | "describe"
                    | "list"
                    | "short"
                    | "brief"
                    | "add"
                    | "include"
                    | "insert"
                    | "your"
                    | "what"
                    | "anything"
                    | "fill"
                    | "explain"
                    | "summarize"
                    | "summarise"
                    | "optional"
                    | "e"
            )
    })
}

/// Whether a piece of a template stands anywhere in a short text.
fn has_piece(text: &str) -> bool {
    static FINDER: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| AhoCorasick::builder().ascii_case_insensitive(true).build(PIECES).ok());
    text.len() <= LONGEST && FINDER.as_ref().is_some_and(|finder| finder.is_match(text))
}

/// A quick look that lets nearly all texts pass: whether the first letters of any piece stand somewhere.
fn may_hold_piece(text: &str) -> bool {
    let bytes = text.as_bytes();
    let lower = |i: usize| bytes.get(i).map_or(0, u8::to_ascii_lowercase);
    let begins = |at: usize| match bytes[at] {
        b'y' | b'Y' => matches!((lower(at + 1), lower(at + 2)), (b'o', b'u') | (b'y', b'y')),
        b'-' => lower(at + 1) == b'd',
        b'/' => lower(at + 1) == b'm',
        byte => is_opening(byte),
    };
    let opens = matches!(bytes, [b'L' | b'l', b'o', b'r', b'e', b'm', ..] | [b'E' | b'e', b'.', b'g', b'.', ..] | [b'(', ..]);
    opens || (may_begin_piece(bytes) && (0..bytes.len()).any(begins)) || (!text.is_ascii() && text.contains('请'))
}

/// Whether two bytes of those stand beside each other. All bytes are looked at, whatever is found: without a way out the
/// compiler takes many at once.
fn may_begin_piece(bytes: &[u8]) -> bool {
    let (Some(last), Some(behind)) = (bytes.last(), bytes.get(1..)) else { return false };
    bytes.iter().zip(behind).fold(is_opening(*last), |found, (a, b)| {
        let (small_a, small_b) = (a | 0x20, b | 0x20);
        let word = (small_a == b'y') & ((small_b == b'o') | (small_b == b'y'));
        found | is_opening(*a) | word | ((*a == b'-') & (small_b == b'd')) | ((*a == b'/') & (small_b == b'm'))
    })
}

fn is_opening(byte: u8) -> bool {
    (byte == b'[') | (byte == b'<') | (byte == b'{')
}

/// Whether a text asks for a picture: "Include the login page if available".
fn asks_for_picture(text: &str) -> bool {
    let words = Words::new(head(text, LONGEST));
    text.len() <= LONGEST && ASKS.contains(&words.word(0))
}

/// Notes the places in blocks that still hold template text, and tells whether anything else stands there.
/// `pictures` marks a section that asks for pictures.
pub(super) fn find(blocks: &[&Block], pictures: bool, found: &mut Vec<Span>) -> bool {
    let mut filled = false;
    for block in blocks {
        filled |= in_block(block, pictures, found, 0);
    }
    filled
}

fn in_block(block: &Block, pictures: bool, found: &mut Vec<Span>, depth: usize) -> bool {
    if depth > 12 {
        return true;
    }
    match &block.kind {
        Kind::Paragraph(lines) => in_lines(lines, pictures, found),
        Kind::List(items) => items.iter().fold(false, |filled, item| in_item(item, pictures, found, depth) | filled),
        Kind::Table { rows, .. } => rows.iter().flatten().fold(false, |filled, cell| in_line(cell, pictures, found) | filled),
        Kind::Quote(blocks) => blocks.iter().fold(false, |filled, block| in_block(block, pictures, found, depth + 1) | filled),
        Kind::Definition { .. } | Kind::Code { .. } => true,
        Kind::Html(html) => html.contains("<img") || html.contains("<video") || html.contains("<iframe"),
        Kind::Heading { .. } | Kind::Rule => false,
    }
}

fn in_item(item: &Item, pictures: bool, found: &mut Vec<Span>, depth: usize) -> bool {
    let own = in_lines(&item.lines, pictures, found);
    item.blocks.iter().fold(own, |filled, block| in_block(block, pictures, found, depth + 1) | filled)
}

fn in_lines(lines: &[Line], pictures: bool, found: &mut Vec<Span>) -> bool {
    lines.iter().fold(false, |filled, line| in_line(line, pictures, found) | filled)
}

fn in_line(line: &Line, pictures: bool, found: &mut Vec<Span>) -> bool {
    if line.is_blank() {
        return line.runs.iter().any(|run| run.link.is_some());
    }
    if !line.runs.iter().any(|run| run.link.is_some() || run.text.contains(|c: char| c.is_alphanumeric() || is_mark(c))) {
        return false;
    }
    let address = line.runs.iter().find(|run| run.link.as_ref().is_some_and(|url| may_hold_piece(url) && has_piece(url)));
    if let Some(run) = address {
        found.push(run.span);
        return true;
    }
    let length = line.span.range().len();
    let may = pictures || length <= LONGEST_WHOLE || line.runs.iter().any(|run| may_hold_piece(&run.text));
    if length > 2 * LONGEST || !may {
        return true;
    }
    let text = match line.runs.as_slice() {
        [run] => Cow::Borrowed(run.text.trim()),
        _ => Cow::Owned(text_of(line)),
    };
    let template = is_template(&text) || (pictures && !line.runs.iter().any(|run| run.link.is_some()) && asks_for_picture(&text));
    if template {
        found.push(line.span);
    }
    !template
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_are_told_from_texts() {
        for text in [
            "Coming soon...",
            "_to be filled_",
            "[Your Name]",
            "MM-DD to MM-DD",
            "YYYY-MM-DD – YYYY-MM-DD",
            "请联系导师填写",
            "Lorem ipsum dolor sit",
        ] {
            assert!(is_template(text), "{text}");
        }
        for text in [
            "Added a date picker",
            "The name field is empty",
            "Include paths were wrong",
            "Support for YAML is coming soon, they say",
            "goal 1 of the plan was met",
            "—",
        ] {
            assert!(!is_template(text), "{text}");
        }
        assert!(asks_for_picture("Include interface login, authenticated profile, and HF build fixes if available."));
    }
}
