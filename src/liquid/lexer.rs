//! A text cut into what Liquid reads and what it leaves alone.

use std::ops::Range;

/// A piece of a template; ranges are bytes of the whole text.
#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    /// Text to print as it is.
    Text(Range<usize>),
    /// `{{ … }}`: all of it, and what stands inside.
    Output(Range<usize>, Range<usize>),
    /// `{% name … %}`: all of it, the name, and the rest.
    Tag(Range<usize>, Range<usize>, Range<usize>),
    /// `{{` or `{%` that is never closed, to the end of the text.
    Unclosed(Range<usize>),
}

/// Cuts `text` from byte `start` on; `{%-` and `-%}` take the white space beside them away.
pub fn tokens(text: &str, start: usize) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = start;
    let mut trim_next = false;
    while at < text.len() {
        let open = next_opening(text, at).unwrap_or(text.len());
        let closing = text.get(open..open + 2).map(|brace| if brace == "{{" { "}}" } else { "%}" });
        let trim = text[open..].get(2..3) == Some("-");
        push_text(&mut tokens, text, at..open, trim_next, trim && closing.is_some());
        let Some(closing) = closing else { break };
        let Some(length) = text[open + 2..].find(closing) else {
            tokens.push(Token::Unclosed(open..text.len()));
            break;
        };
        let end = open + 2 + length;
        let whole = open..end + 2;
        trim_next = length > 0 && text[..end].ends_with('-') && end > open + 2 + usize::from(trim);
        let inner = open + 2 + usize::from(trim)..end - usize::from(trim_next);
        at = whole.end;
        if closing == "}}" {
            tokens.push(Token::Output(whole, inner));
            continue;
        }
        let name = name_of(text, inner.clone());
        let word = &text[name.clone()];
        let verbatim = matches!(word, "raw" | "comment");
        let (word, rest) = (word.to_owned(), name.end..inner.end);
        tokens.push(Token::Tag(whole.clone(), name, rest));
        if verbatim {
            (at, trim_next) = skip_verbatim(&mut tokens, text, &word, at, trim_next);
        }
    }
    tokens
}

fn next_opening(text: &str, from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        let found = at + text.get(at..)?.find('{')?;
        match text.as_bytes().get(found + 1) {
            Some(b'{' | b'%') => return Some(found),
            _ => at = found + 1,
        }
    }
}

fn push_text(tokens: &mut Vec<Token>, text: &str, range: Range<usize>, trim_start: bool, trim_end: bool) {
    let mut range = range;
    if trim_start {
        range.start = range.end - text[range.clone()].trim_start().len();
    }
    if trim_end {
        range.end = range.start + text[range.clone()].trim_end().len();
    }
    if !range.is_empty() {
        tokens.push(Token::Text(range));
    }
}

fn name_of(text: &str, inner: Range<usize>) -> Range<usize> {
    let body = &text[inner.clone()];
    let start = inner.start + (body.len() - body.trim_start().len());
    let length = text[start..inner.end].find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(inner.end - start);
    start..start + length
}

/// The text of `raw` as it is, that of `comment` not at all; then the closing tag. Returns where to go on, and how.
fn skip_verbatim(tokens: &mut Vec<Token>, text: &str, word: &str, from: usize, trim: bool) -> (usize, bool) {
    let mut at = from;
    let mut depth = 1usize;
    while let Some(found) = text[at..].find("{%") {
        let open = at + found;
        let Some(length) = text[open..].find("%}") else { break };
        let whole = open..open + length + 2;
        let inner = text[open + 2..whole.end - 2].trim_matches('-').trim();
        at = if word == "raw" && !inner.starts_with("endraw") { open + 2 } else { whole.end };
        let first = inner.split(char::is_whitespace).next().unwrap_or("");
        if word == "comment" && first == "comment" {
            depth += 1;
        }
        if first.strip_prefix("end") == Some(word) {
            depth -= 1;
            if depth == 0 {
                if word == "raw" {
                    push_text(tokens, text, from..open, trim, text[open + 2..].starts_with('-'));
                }
                let name = name_of(text, open + 2 + usize::from(text[open + 2..].starts_with('-'))..whole.end - 2);
                let rest = name.end..whole.end - 2;
                let trims = text[..whole.end - 2].ends_with('-');
                let next = whole.end;
                tokens.push(Token::Tag(whole, name, rest));
                return (next, trims);
            }
        }
    }
    // Never closed: the parser says so; the text stays.
    push_text(tokens, text, from..text.len(), trim, false);
    (text.len(), false)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        tokens(text, 0)
            .into_iter()
            .map(|token| match token {
                Token::Text(range) => text[range].to_owned(),
                Token::Output(_, inner) => format!("<{}>", text[inner].trim()),
                Token::Tag(_, name, rest) => format!("[{}|{}]", &text[name], text[rest].trim()),
                Token::Unclosed(range) => format!("!{}", &text[range]),
            })
            .collect()
    }

    #[test]
    fn texts_outputs_and_tags_are_told_apart() {
        assert_eq!(shown("a {{ b | c }} d {%- if x -%} e {% endif %}"), ["a ", "<b | c>", " d", "[if|x]", "e ", "[endif|]"]);
        assert_eq!(shown("{ a } {{ open"), ["{ a } ", "!{{ open"]);
    }

    #[test]
    fn raw_is_exact_and_comments_nest() {
        assert_eq!(shown("{% raw %}{{ x }} {% y %}{% endraw %}z"), ["[raw|]", "{{ x }} {% y %}", "[endraw|]", "z"]);
        assert_eq!(shown("{% comment %} a {% comment %} {% endcomment %} {{ {% endcomment %}b"), ["[comment|]", "[endcomment|]", "b"]);
    }
}
