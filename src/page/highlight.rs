//! Code to HTML with Rouge's short classes, so that Jekyll's colour sheets keep working.

use super::html::escape;
use std::collections::HashMap;
use std::sync::LazyLock;
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

/// Code longer than this many bytes is shown without colours: nobody reads it, and it would cost seconds.
const LONGEST: usize = 200_000;
/// A line longer than this many bytes likewise: minified files make the grammars backtrack.
const LONGEST_LINE: usize = 2_000;

/// The grammars, compiled into the binary (bat's collection).
static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// TextMate scope prefixes with Rouge's class; the longest prefix that fits wins, the innermost scope first.
const CLASSES: &[(&str, &str)] = &[
    ("comment", "c"),
    ("comment.line", "c1"),
    ("comment.block", "cm"),
    ("comment.block.documentation", "cm"),
    ("meta.preprocessor", "cp"),
    ("string", "s"),
    ("string.quoted.single", "s1"),
    ("string.quoted.double", "s2"),
    ("string.regexp", "sr"),
    ("string.unquoted.heredoc", "sh"),
    ("constant.character.escape", "se"),
    ("constant.character", "sc"),
    ("constant.other.placeholder", "si"),
    ("constant.numeric", "mi"),
    ("constant.numeric.float", "mf"),
    ("constant.numeric.hex", "mh"),
    ("constant.numeric.integer.hexadecimal", "mh"),
    ("constant.language", "kc"),
    ("constant.other", "no"),
    ("constant.other.color", "mh"),
    ("keyword", "k"),
    ("keyword.operator", ""),
    ("keyword.operator.word", "ow"),
    ("keyword.operator.logical.python", "ow"),
    ("keyword.declaration", "kd"),
    ("keyword.control.import", "kn"),
    ("keyword.other.import", "kn"),
    ("keyword.other.unit", "nf"),
    ("storage", "k"),
    ("storage.type", "kd"),
    ("storage.modifier", "kd"),
    ("support.type", "kt"),
    ("support.type.property-name", "py"),
    ("support.class", "nc"),
    ("support.function", "nb"),
    ("support.function.builtin", "nb"),
    ("support.constant", "kc"),
    ("support.macro", "nb"),
    ("entity.name.function", "nf"),
    ("entity.name.function.decorator", "nd"),
    ("variable.annotation", "nd"),
    ("entity.name.class", "nc"),
    ("entity.name.struct", "nc"),
    ("entity.name.enum", "nc"),
    ("entity.name.trait", "nc"),
    ("entity.name.type", "nc"),
    ("entity.name.namespace", "nn"),
    ("entity.name.module", "nn"),
    ("entity.name.tag", "nt"),
    ("entity.name.label", "nl"),
    ("entity.name.section", "gh"),
    ("entity.name.constant", "no"),
    ("entity.other.attribute-name", "na"),
    ("entity.other.inherited-class", "nc"),
    ("variable.language", "bp"),
    ("variable.parameter", ""),
    ("variable.function", "nf"),
    ("variable.other.readwrite", ""),
    ("variable.other.member", "py"),
    ("variable.other.constant", "no"),
    ("variable.other", "nv"),
    ("variable.import", "nn"),
    ("markup.deleted", "gd"),
    ("markup.inserted", "gi"),
    ("markup.changed", "gu"),
    ("markup.heading", "gh"),
    ("markup.bold", "gs"),
    ("markup.italic", "ge"),
    ("meta.diff.header", "gh"),
    ("meta.diff.range", "gu"),
    ("meta.annotation", "nd"),
    ("invalid", "err"),
    ("punctuation.definition.string", ""),
    ("punctuation.definition.comment", ""),
    ("punctuation.definition.keyword", ""),
    ("punctuation.definition.variable", ""),
    ("punctuation.definition.inserted", ""),
    ("punctuation.definition.deleted", ""),
    ("punctuation", ""),
];

static TABLE: LazyLock<Vec<(Scope, &'static str)>> = LazyLock::new(|| {
    let mut table: Vec<_> = CLASSES.iter().filter_map(|&(prefix, class)| Some((Scope::new(prefix).ok()?, class))).collect();
    table.sort_by_key(|(scope, _)| std::cmp::Reverse(scope.len()));
    table
});

/// Names that people write after a fence, with the name by which the grammars know it.
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
    ("dockerfile", "Dockerfile"),
    ("vue", "html"),
    ("docker", "Dockerfile"),
    ("ts", "TypeScript"),
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

fn find(language: &str) -> Option<&'static SyntaxReference> {
    if is_plain(language) || language.len() > 40 {
        return None;
    }
    let lower = language.to_ascii_lowercase();
    let known = ALIASES.iter().find(|(alias, _)| *alias == lower).map_or(lower.as_str(), |(_, name)| name);
    SYNTAXES.find_syntax_by_token(known)
}

/// The code as HTML spans, or `None` when no grammar knows the language. Plain text is escaped and has no spans.
pub fn highlight(language: &str, code: &str) -> Option<String> {
    if is_plain(language) {
        let mut html = String::with_capacity(code.len() + code.len() / 8);
        escape(&mut html, code);
        return Some(html);
    }
    let syntax = find(language)?;
    let mut html = String::with_capacity(code.len() * 4);
    if code.len() > LONGEST || code.lines().any(|line| line.len() > LONGEST_LINE) || paint(&mut html, syntax, code).is_none() {
        html.clear();
        escape(&mut html, code);
    }
    Some(html)
}

/// Appends the spans; `None` when the grammar fails, which is the grammar's fault.
fn paint(html: &mut String, syntax: &SyntaxReference, code: &str) -> Option<()> {
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    let mut classes = Classes::default();
    let mut open = "";
    let mut buffer = String::new();
    for line in code.split_inclusive('\n') {
        let owned;
        let complete = if line.ends_with('\n') {
            line
        } else {
            owned = format!("{line}\n");
            &owned
        };
        let mut at = 0;
        for (offset, operation) in state.parse_line(complete, &SYNTAXES).ok()? {
            let offset = offset.min(line.len());
            if offset > at {
                put(html, &mut open, classes.of(&stack), &line[at..offset], &mut buffer);
                at = offset;
            }
            stack.apply(&operation).ok()?;
        }
        if at < line.len() {
            put(html, &mut open, classes.of(&stack), &line[at..], &mut buffer);
        }
    }
    flush(html, open, &mut buffer);
    Some(())
}

/// Adds text to the open span, or closes it and opens the next; blanks join whatever stands before them.
fn put(html: &mut String, open: &mut &'static str, class: &'static str, text: &str, buffer: &mut String) {
    let blank = text.bytes().all(|b| b.is_ascii_whitespace());
    if class != *open && (!blank || text.contains('\n')) {
        flush(html, open, buffer);
        *open = class;
    }
    buffer.push_str(text);
}

fn flush(html: &mut String, class: &str, buffer: &mut String) {
    let text = buffer.trim_end_matches([' ', '\n']);
    if class.is_empty() || text.is_empty() {
        escape(html, buffer);
    } else {
        html.push_str("<span class=\"");
        html.push_str(class);
        html.push_str("\">");
        escape(html, text);
        html.push_str("</span>");
        html.push_str(&buffer[text.len()..]);
    }
    buffer.clear();
}

/// Remembers the class of each scope met in one block.
#[derive(Default)]
struct Classes {
    known: HashMap<Scope, Option<&'static str>>,
}

impl Classes {
    fn of(&mut self, stack: &ScopeStack) -> &'static str {
        for scope in stack.scopes.iter().rev() {
            let class = self
                .known
                .entry(*scope)
                .or_insert_with(|| TABLE.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope)).map(|(_, class)| *class));
            match class {
                Some("") => {} // a string's quotes have the string's class
                Some(class) => return class,
                None => {}
            }
        }
        ""
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
