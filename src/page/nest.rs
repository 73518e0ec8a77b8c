//! HTML of one page for a place inside another.

use memchr::memchr;
use std::ops::Range;

/// HTML of a page for a place inside another: headings a level down, and ids apart from those of others by `prefix`.
/// Only tags are changed: in text every `<` is an entity.
pub fn nest(html: &str, prefix: &str) -> String {
    let mut nested = String::with_capacity(html.len() + html.len() / 8);
    // What is written so far, and where the next tag is looked for.
    let (mut written, mut at) = (0, 0);
    while let Some(open) = memchr(b'<', &html.as_bytes()[at..]).map(|open| at + open) {
        let end = memchr(b'>', &html.as_bytes()[open..]).map_or(html.len(), |end| open + end + 1);
        nest_tag(&mut nested, (html, &mut written), open..end, prefix);
        at = end;
    }
    nested.push_str(&html[written..]);
    nested
}

/// Beginnings of attributes that name an id.
const NAMES: [&str; 3] = ["id=\"", "href=\"#", "aria-labelledby=\""];

/// Writes what `html` holds up to where a tag changes, and the change; most tags have none.
fn nest_tag(nested: &mut String, (html, written): (&str, &mut usize), tag: Range<usize>, prefix: &str) {
    let bytes = &html.as_bytes()[..tag.end];
    let mut upto = |nested: &mut String, at: usize, skip: usize| {
        nested.push_str(&html[*written..at]);
        *written = at + skip;
    };
    let name = tag.start + bytes[tag.clone()].iter().take_while(|byte| matches!(byte, b'<' | b'/')).count();
    if let [b'h', level @ b'1'..=b'5', b' ' | b'>', ..] = bytes[name..] {
        upto(nested, name + 1, 1);
        nested.push(char::from(level + 1));
    }
    let mut is_named = [false; NAMES.len()];
    let blanks = name..tag.end;
    for blank in blanks.filter(|&at| bytes[at] == b' ') {
        // What a later value says again is the value's own text.
        let rest = &bytes[blank + 1..];
        if let Some(at) = NAMES.iter().position(|name| rest.starts_with(name.as_bytes())).filter(|&at| !is_named[at]) {
            is_named[at] = true;
            upto(nested, blank + 1 + NAMES[at].len(), 0);
            nested.push_str(prefix);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nested_html_keeps_its_text_and_changes_its_tags() {
        let html = "<h2 id=\"a\"><a class=\"x\" href=\"#a\" aria-labelledby=\"a\"></a>A</h2>\n<code>&lt;h2 id=\"a\"&gt;</code><hr><a href=\"u#a\">";
        let nested = nest(html, "w-");
        assert_eq!(
            nested,
            "<h3 id=\"w-a\"><a class=\"x\" href=\"#w-a\" aria-labelledby=\"w-a\"></a>A</h3>\n<code>&lt;h2 id=\"a\"&gt;</code><hr><a href=\"u#a\">"
        );
    }
}
