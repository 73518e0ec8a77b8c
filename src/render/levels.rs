//! The levels of headings as a screen reader tells them: in steps of one, whatever the writer's tags are.
//!
//! The log that the project started from goes from `h1` to `h3` for what stands in a box. The tags stay, as style sheets
//! go by them; `aria-level` says which step it is.

use std::borrow::Cow;

/// Whether levels that follow a heading of level 1 ever go down by more than one.
pub fn skip(levels: impl Iterator<Item = u8>) -> bool {
    let mut above = Vec::new();
    levels.into_iter().any(|level| step(&mut above, level) != level)
}

/// The HTML with an `aria-level` at each heading whose level is not its step. Only tags are read: in text every `<` is an
/// entity.
pub fn in_steps(html: &str) -> Cow<'_, str> {
    let mut above = Vec::new();
    let (mut told, mut at) = (String::new(), 0);
    for tag in memchr::memmem::find_iter(html.as_bytes(), b"<h") {
        let from = tag + 2;
        let [level @ b'1'..=b'6', b' ' | b'>', ..] = html.as_bytes()[from..] else { continue };
        let step = step(&mut above, level - b'0');
        if step == level - b'0'
            || html[from..].split('>').next().is_some_and(|rest| rest.contains(" aria-level=") || rest.contains(" role="))
        {
            continue;
        }
        told.push_str(&html[at..=from]);
        told.push_str(&format!(" aria-level=\"{step}\""));
        at = from + 1;
    }
    if at == 0 {
        return Cow::Borrowed(html);
    }
    told.push_str(&html[at..]);
    Cow::Owned(told)
}

/// How deep a heading stands, the page's own heading of level 1 counted, which may stand above the text.
fn step(above: &mut Vec<u8>, level: u8) -> u8 {
    while above.last().is_some_and(|last| *last >= level) {
        above.pop();
    }
    if level > 1 {
        above.push(level);
    }
    above.len() as u8 + u8::from(level > 1 || above.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(levels: &[u8]) -> Vec<u8> {
        let mut above = Vec::new();
        levels.iter().map(|level| step(&mut above, *level)).collect()
    }

    #[test]
    fn steps_are_of_one_and_never_deeper_than_the_tag() {
        assert_eq!(steps(&[1, 3, 3, 2, 3, 6, 2]), [1, 2, 2, 2, 3, 4, 2]);
        assert_eq!(steps(&[3, 2, 4, 1, 1, 2, 3]), [2, 2, 3, 1, 1, 2, 3]);
        assert!(skip([1, 3].into_iter()) && !skip([1, 2, 3, 2].into_iter()) && !skip([2, 3].into_iter()));
    }

    #[test]
    fn only_headings_out_of_step_are_told_apart() {
        let html = "<h1 id=\"a\">A</h1><hr><h3 class=\"no_toc\">B</h3><code>&lt;h3&gt;</code><h2>C</h2><header></header><h3>D</h3>";
        let told = in_steps(html);
        assert_eq!(told, html.replacen("<h3 class", "<h3 aria-level=\"2\" class", 1));
        assert_eq!(in_steps(&told), told, "what is told already stays");
    }
}
