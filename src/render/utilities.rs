//! Of the theme's utility classes, the rules that a page needs, to stand in the page itself.

use std::collections::{BTreeSet, HashSet};

/// A style sheet of which each page takes what it uses.
#[derive(Debug, Default)]
pub(super) struct Utilities {
    rules: Vec<Rule>,
    /// All classes that a rule names.
    named: HashSet<String>,
    /// Bytes of the shortest part of a class that a rule asks for.
    shortest: usize,
}

#[derive(Debug)]
struct Rule {
    /// `@layer components` or `@media (min-width:50rem)`; empty outside of both.
    around: String,
    selectors: Vec<Selector>,
    /// The declarations in braces.
    block: String,
}

#[derive(Debug)]
struct Selector {
    text: String,
    /// Whom it is for: the class names of its first part, or what such a name holds (`[class*="bg-"]`).
    classes: Vec<String>,
    parts: Vec<String>,
}

impl Utilities {
    /// Reads a style sheet of rules by class, in `@` blocks one deep or in none.
    pub(super) fn new(css: &str) -> Utilities {
        let mut rules = Vec::new();
        let mut around = String::new();
        let mut rest = &*without_comments(css);
        while let Some(open) = rest.find(['{', '}']) {
            let prelude = rest[..open].trim();
            rest = &rest[open..];
            if rest.starts_with('}') {
                around.clear();
                rest = &rest[1..];
            } else if prelude.starts_with('@') {
                around = prelude.to_owned();
                rest = &rest[1..];
            } else {
                let end = rest.find('}').map_or(rest.len(), |end| end + 1);
                let block = rest[..end].split_whitespace().collect::<Vec<_>>().join(" ");
                rules.push(Rule { around: around.clone(), selectors: split(prelude).into_iter().map(Selector::new).collect(), block });
                rest = &rest[end..];
            }
        }
        let selectors = || rules.iter().flat_map(|rule| &rule.selectors);
        let named = selectors().flat_map(|selector| selector.classes.iter().cloned()).collect();
        let shortest = selectors().flat_map(|selector| &selector.parts).map(String::len).min().unwrap_or(usize::MAX);
        Utilities { named, shortest, rules }
    }

    /// The rules for the classes in `html`, in the style sheet's order; empty when there is none.
    pub(super) fn of(&self, html: &str) -> String {
        // Highlighted code has dozens of short classes, which no rule is for.
        let used = classes(html, |class| class.len() >= self.shortest || self.named.contains(class));
        let mut css = String::new();
        let mut around = "";
        if used.is_empty() {
            return css;
        }
        for rule in &self.rules {
            let selectors: Vec<&str> =
                rule.selectors.iter().filter(|selector| selector.is_for(&used)).map(|selector| selector.text.as_str()).collect();
            if selectors.is_empty() {
                continue;
            }
            if rule.around != around {
                css.push_str(if around.is_empty() { "" } else { "}" });
                around = &rule.around;
                css.push_str(around);
                css.push_str(if around.is_empty() { "" } else { "{" });
            }
            css.push_str(&selectors.join(","));
            css.push_str(&rule.block);
        }
        css.push_str(if around.is_empty() { "" } else { "}" });
        css
    }
}

impl Selector {
    fn new(text: &str) -> Selector {
        let mut depth = 0usize;
        let first = text.split(|c: char| {
            depth = (depth + usize::from(c == '(')).saturating_sub(usize::from(c == ')'));
            depth == 0 && (c.is_whitespace() || matches!(c, '>' | '+' | '~'))
        });
        // The first part with a class: `:is(td, th) > .label` is for `.label`.
        let first = first.into_iter().find(|part| part.contains('.') || part.contains("[class*=")).unwrap_or("");
        let name = |part: &str| part.chars().take_while(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).collect::<String>();
        Selector {
            text: text.to_owned(),
            classes: first.split('.').skip(1).map(name).collect(),
            parts: first.split("[class*=\"").skip(1).map(name).collect(),
        }
    }

    fn is_for(&self, used: &BTreeSet<&str>) -> bool {
        self.classes.iter().any(|class| used.contains(class.as_str()))
            || !self.parts.is_empty() && self.parts.iter().all(|part| used.iter().any(|class| class.contains(part.as_str())))
    }
}

/// The selectors of a list.
fn split(list: &str) -> Vec<&str> {
    let mut depth = 0usize;
    list.split(|c: char| {
        depth = (depth + usize::from(c == '(')).saturating_sub(usize::from(c == ')'));
        depth == 0 && c == ','
    })
    .map(str::trim)
    .collect()
}

fn without_comments(css: &str) -> String {
    let mut parts = css.split("/*");
    let first = parts.next().unwrap_or("");
    parts.fold(first.to_owned(), |css, part| css + part.split_once("*/").map_or("", |(_, rest)| rest))
}

/// All class names of a text of HTML, with or without quotes around them, that `counts` is true of.
fn classes(html: &str, counts: impl Fn(&str) -> bool) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    let mut last = "";
    for at in memchr::memmem::find_iter(html.as_bytes(), b"class=") {
        let value = &html[at + "class=".len()..];
        let (value, ends): (_, &[u8]) = match value.as_bytes().first() {
            Some(b'"') => (&value[1..], b"\""),
            Some(b'\'') => (&value[1..], b"'"),
            _ => (value, b" >\n"),
        };
        let end = value.bytes().position(|byte| ends.contains(&byte)).unwrap_or(value.len());
        // The tokens of code are of one class often.
        let names = &value[..end];
        if names != last {
            last = names;
            found.extend(names.split_ascii_whitespace().filter(|class| counts(class)));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const CSS: &str = "/* a { } */ @layer components {\n .btn { color: red;\n }\n .btn:hover, :is(.x, .btn-blue):focus { a: b }\n :is(td, th) > .label:first-child { c: d } }\n.mt-4{margin-top:1rem}.mt-5{margin-top:2rem}\n@media (min-width:50rem){\n.mt-md-4{margin-top:1rem}\n}\n[class*=\"bg-\"] { color: var(--on); }";

    #[test]
    fn a_page_gets_the_rules_of_its_classes_in_order() {
        let utilities = Utilities::new(CSS);
        let style = |html: &str| utilities.of(html);
        assert_eq!(style("<p class=\"callout\">"), "");
        assert_eq!(style("<p class=\"mt-md-4 mt-4\">"), ".mt-4{margin-top:1rem}@media (min-width:50rem){.mt-md-4{margin-top:1rem}}");
        assert_eq!(style("<b class='btn'>"), "@layer components{.btn{ color: red; }.btn:hover{ a: b }}");
        assert_eq!(style("<b class=btn-blue>"), "@layer components{:is(.x, .btn-blue):focus{ a: b }}");
        assert_eq!(style("<b class=\"label\">"), "@layer components{:is(td, th) > .label:first-child{ c: d }}");
        assert_eq!(style("<b class=\"bg-red-000\">"), "[class*=\"bg-\"]{ color: var(--on); }");
    }
}
