//! Formulas between `$$` as MathML, which browsers show without a script.

use super::html::escape;
use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::{Parser, Storage, push_mathml};

/// A longer formula is shown as it is written.
const LONGEST: usize = 10_000;
/// So is one with deeper groups: each costs stack.
const DEEPEST: usize = 40;

/// Appends a formula. Its TeX stays in it as an annotation; TeX that cannot be read is left as kramdown leaves it, for
/// the script that the site may have.
pub(super) fn write(html: &mut String, tex: &str, display: bool) {
    if !mathml(html, tex, display) {
        let (open, close) = if display { ("\\[", "\\]") } else { ("\\(", "\\)") };
        html.push_str(open);
        escape(html, tex);
        html.push_str(close);
    }
}

fn mathml(html: &mut String, tex: &str, display: bool) -> bool {
    if tex.len() > LONGEST || depth(tex) > DEEPEST {
        return false;
    }
    let storage = Storage::new();
    let Ok(events) = Parser::new(tex, &storage).collect::<Result<Vec<_>, _>>() else { return false };
    let mut annotation = String::new();
    escape(&mut annotation, tex);
    let display_mode = if display { DisplayMode::Block } else { DisplayMode::Inline };
    let config = RenderConfig { display_mode, annotation: Some(&annotation), ..RenderConfig::default() };
    let events = events.into_iter().map(Ok::<_, std::convert::Infallible>);
    let mut written = String::new();
    if push_mathml(&mut written, events, config).is_err() {
        return false;
    }
    // The writer leaves these two operators as they are.
    html.push_str(&written.replace("><</", ">&lt;</").replace(">&</", ">&amp;</"));
    true
}

/// How deep groups may be nested, at most.
fn depth(tex: &str) -> usize {
    let opens = tex.bytes().filter(|b| matches!(b, b'{' | b'[' | b'^' | b'_')).count();
    let begins = tex.matches("\\begin").count() + tex.matches("\\left").count();
    if opens + begins <= DEEPEST {
        return 0;
    }
    let mut deepest = 0usize;
    let mut depth = 0usize;
    for byte in tex.bytes() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest + tex.matches("\\left").count().min(tex.matches("\\right").count() / 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_keep_their_tex() {
        let mut html = String::new();
        write(&mut html, "a < b^2", false);
        assert!(html.contains("<math") && html.contains("a &lt; b^2</annotation>") && html.contains("<mo>&lt;</mo>"), "{html}");
        html.clear();
        write(&mut html, "\\frac{1", true);
        assert_eq!(html, "\\[\\frac{1\\]");
    }
}
