//! Keys as nearly every page has them, `title: Week 3` a line each, which need no parser.

use super::{Mapping, Value};

/// Longest number that is read here, in digits.
const DIGITS: usize = 9;

/// The mapping that a text of such lines is; `None` for all others, of which the parser knows more.
pub(super) fn parse(text: &str) -> Option<Mapping> {
    let mut mapping = Mapping::new();
    for line in text.split_terminator('\n') {
        let (key, value) = line.split_once(": ")?;
        mapping.insert(Value::String(word(key)?.to_owned()), scalar(value.trim_matches(' '))?);
    }
    (!mapping.is_empty()).then_some(mapping)
}

/// A key: letters and digits without a meaning of their own.
fn word(key: &str) -> Option<&str> {
    let is_word = key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
    (is_word && key.starts_with(|c: char| c.is_ascii_alphabetic()) && !is_meant(key)).then_some(key)
}

fn scalar(value: &str) -> Option<Value> {
    if let Some(quoted) = value.strip_prefix('"') {
        let inner = quoted.strip_suffix('"')?;
        let is_simple = inner.chars().all(|c| is_letter(c) || c.is_ascii_graphic() && !matches!(c, '"' | '\\') || c == ' ');
        return is_simple.then(|| Value::String(inner.to_owned()));
    }
    if value.bytes().all(|byte| byte.is_ascii_digit()) {
        let is_plain = (1..=DIGITS).contains(&value.len()) && (value == "0" || !value.starts_with('0'));
        return value.parse::<u64>().ok().filter(|_| is_plain).map(|number| Value::Number(number.into()));
    }
    let is_text = value.starts_with(char::is_alphabetic)
        && value.chars().all(|c| is_letter(c) || matches!(c, ' ' | '.' | ',' | '_' | '/' | '(' | ')' | '+' | '-' | '\'' | '&'));
    (is_text && !is_meant(value)).then(|| Value::String(value.to_owned()))
}

/// What is printable in YAML and has no meaning in it, among much else.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '–' | '—' | '’')
}

/// Whether a word may be more than a text: `null`, `true`, `.inf`.
fn is_meant(word: &str) -> bool {
    const MEANT: [&str; 12] = ["null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf", "infinity"];
    word.len() <= 8 && MEANT.iter().any(|meant| meant.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::super::parse_any;
    use super::*;

    #[test]
    fn simple_lines_are_what_the_parser_says() {
        let keys = ["title", "nav_order", "a-b", "null", "True", "y", "9a", "é", "a b", "", "\"a\"", "<<", "- a", "a:"];
        let values = [
            "Week 03",
            "7",
            "0",
            "007",
            "1_000",
            "123456789",
            "1234567890",
            "-1",
            "1.5",
            "1e3",
            "0x1f",
            "null",
            "~",
            "True",
            "no",
            "inf",
            ".inf",
            "NaN",
            "a#b",
            "a #b",
            "a: b",
            "a:b",
            "Tuần 3 – “x”",
            "第3周",
            "日本語 — の",
            "\"quoted: #x\"",
            "\"a\" b",
            "\"a\\nb\"",
            "\"\"",
            "'a'",
            "[a]",
            "{a: b}",
            "a, b",
            "it's",
            "a & b",
            "&a b",
            "*a",
            "!x y",
            "| x",
            "a|",
            "> x",
            "@a",
            "`a`",
            "%a",
            "a%",
            "2026-01-19",
            "a - b",
            "- a",
            "? a",
            "a?",
            "a  ",
            "  a",
            "a\t",
            "a\u{a0}",
            "a\u{2028}b",
            "a\u{85}b",
            "e5",
            "x\r",
            "",
        ];
        let mut simple = 0;
        for (i, key) in keys.iter().enumerate() {
            for value in values {
                let last = values[(i * 7 + value.len()) % values.len()];
                for text in
                    [format!("{key}: {value}\n"), format!("{key}: {value}\nb: {last}\n{key}: x"), format!("{key}: {value}\n {last}\n")]
                {
                    if let Some(mapping) = parse(&text) {
                        assert_eq!(parse_any(&text), Ok(Value::Mapping(mapping)), "{text:?}");
                        simple += 1;
                    }
                }
            }
        }
        assert!(simple > 50, "{simple}");
    }
}
