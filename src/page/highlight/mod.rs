//! Code to HTML with Rouge's short classes, so that Jekyll's colour sheets keep working.

#[cfg(feature = "onig")]
mod bytes;
mod classes;
#[cfg(all(test, feature = "onig"))]
mod encode;
#[cfg(feature = "onig")]
mod first;
#[cfg(feature = "onig")]
mod grammar;
#[cfg(all(test, feature = "onig"))]
mod lead;
#[cfg(feature = "onig")]
mod machine;
#[cfg(feature = "onig")]
mod matcher;
#[cfg(feature = "onig")]
mod node;
#[cfg(feature = "onig")]
mod paint;
#[cfg(feature = "onig")]
mod pattern;
#[cfg(any(test, not(feature = "onig")))]
mod plain;
#[cfg(feature = "onig")]
mod program;
mod spans;

use super::html::escape;
#[cfg(not(feature = "onig"))]
use plain::{paint, start};
use spans::Spans;
#[cfg(feature = "onig")]
use {grammar::start, paint::paint};
#[cfg(any(test, not(feature = "onig")))]
use {std::sync::LazyLock, syntect::parsing::SyntaxSet};

/// Code longer than this many bytes is shown without colours: nobody reads it, and it would cost seconds.
const LONGEST: usize = 200_000;
/// A line longer than this many bytes likewise: minified files make the grammars backtrack.
const LONGEST_LINE: usize = 2_000;

/// The grammars as the library has them (bat's collection).
#[cfg(any(test, not(feature = "onig")))]
static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// Names that people write after a fence, with the one by which the grammars are found.
const ALIASES: &[(&str, &str)] = &[
    ("shell", "bash"),
    ("console", "bash"),
    ("shell-session", "bash"),
    ("zsh", "bash"),
    ("csharp", "cs"),
    ("c#", "cs"),
    ("golang", "go"),
    ("jsonc", "json"),
    ("json5", "json"),
    ("ipython", "python"),
    ("python3", "python"),
    ("py3", "python"),
    ("vue", "html"),
    ("docker", "dockerfile"),
    ("ts", "typescript"),
    ("jsx", "js"),
    ("objective-c", "objc"),
    ("postgresql", "sql"),
    ("plsql", "sql"),
    ("mysql", "sql"),
];

/// Whether the language has no colours on purpose, and is no unknown word either.
pub fn is_plain(language: &str) -> bool {
    matches!(language.to_ascii_lowercase().as_str(), "" | "text" | "plaintext" | "plain" | "txt" | "none" | "output")
}

/// The name by which the grammars are found, in lower case; none for what has no colours.
fn name(language: &str) -> Option<String> {
    if is_plain(language) || language.len() > 40 {
        return None;
    }
    let lower = language.to_ascii_lowercase();
    Some(ALIASES.iter().find(|(alias, _)| *alias == lower).map_or(lower, |(_, name)| (*name).to_owned()))
}

/// The code as HTML spans, or `None` when no grammar knows the language. Plain text is escaped and has no spans.
pub fn highlight(language: &str, code: &str) -> Option<String> {
    if is_plain(language) {
        let mut html = String::with_capacity(code.len() + code.len() / 8);
        escape(&mut html, code);
        return Some(html);
    }
    let start = start(&name(language)?)?;
    let is_long = code.len() > LONGEST || code.lines().any(|line| line.len() > LONGEST_LINE);
    let mut spans = Spans::with_capacity(code.len());
    if is_long || paint(&mut spans, start, code).is_none() {
        let mut html = String::with_capacity(code.len() + code.len() / 8);
        escape(&mut html, code);
        return Some(html);
    }
    Some(spans.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Painting is what the library's own parser says, on code of many languages, whole and broken off.
    #[cfg(feature = "onig")]
    #[test]
    fn painting_equals_the_library() {
        let samples = include_str!("samples.txt");
        let mut compared = 0;
        for block in samples.split("=== ").skip(1) {
            let (language, code) = block.split_once('\n').expect("a language");
            let name = name(language).unwrap_or_else(|| panic!("{language} has colours"));
            let (start, syntax) = start(&name).zip(plain::start(&name)).unwrap_or_else(|| panic!("{name} is known"));
            for code in std::iter::once(code).chain(code.char_indices().step_by(37).map(|(at, _)| &code[at..])) {
                let (mut ours, mut theirs) = (Spans::default(), Spans::default());
                assert_eq!(paint(&mut ours, start, code), plain::paint(&mut theirs, syntax, code));
                assert_eq!(ours.finish(), theirs.finish(), "{language}:\n{code}");
                compared += 1;
            }
        }
        assert!(compared > 100, "{compared}");
    }

    #[test]
    fn text_survives_highlighting_whole() {
        let code = "def f(x):\n    return \"<&>\" + 'é'  # hi\n\n@app\nclass A(B): pass";
        let html = highlight("python", code).expect("python is known");
        let plain = regex::Regex::new("<[^>]*>").expect("valid").replace_all(&html, "").into_owned();
        assert_eq!(plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"), code);
        for class in ["\"kd\">def", "\"nf\">f", "\"k\">return", "\"c1\"># hi", "\"nc\">A"] {
            assert!(html.contains(class), "{class} in {html}");
        }
    }

    #[test]
    fn unknown_languages_are_left_to_the_caller() {
        assert_eq!(highlight("nosuchlanguage", "x"), None);
        assert_eq!(highlight("text", "a<b"), Some("a&lt;b".to_owned()));
    }
}
