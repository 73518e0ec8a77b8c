//! Pages beside each other: without front matter among those that have it, named unlike the others, whole HTML
//! documents; data that nothing reads.

use super::Subject;
use super::body::Text;
use crate::diagnostic::Diagnostic;
use crate::liquid::lexer::{Token, tokens};
use crate::nearest::within;
use crate::page::Page;
use crate::site::{Entry, Site};
use crate::source::{Source, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

/// Nothing stands at the address of a site of logs.
pub(super) fn home(subject: &Subject) -> Option<Diagnostic> {
    if subject.site.cohort.interns.is_empty() || (subject.is_output)("index.html") {
        return None;
    }
    let message = "no page is at the address of the site itself, `/`: readers who open it are told that there is none";
    Some(Diagnostic::note("site-home-missing", message).help("write `index.md` or `README.md` at the top of the site"))
}

/// What is odd about one page among the others, or about the file that it is.
pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    let mut diagnostics = without_front_matter(site);
    diagnostics.extend(names(site));
    diagnostics
}

/// What one page by itself is not meant to be.
pub(super) fn alone(page: &Page, text: &Text) -> Vec<Diagnostic> {
    whole_document(page, text).into_iter().chain(liquid_in_code(page, text)).collect()
}

/// Markdown files without front matter, where most pages have it: GitHub Pages makes pages of them all the same.
fn without_front_matter(site: &Site) -> Vec<Diagnostic> {
    let is_markdown = |entry: &&Entry| !crate::page::is_html(entry.page.source.path());
    let (with, without): (Vec<&Entry>, Vec<&Entry>) = site.pages().filter(is_markdown).partition(|entry| entry.page.front.present);
    if with.len() < 3 || with.len() < without.len() * 2 {
        return Vec::new();
    }
    let mut folders: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
    for entry in without {
        let path = entry.page.source.path();
        let blank = entry.page.source.text().trim().is_empty();
        if !path.eq_ignore_ascii_case("readme.md") && !blank {
            folders.entry(path.rsplit_once('/').map_or("", |(folder, _)| folder)).or_default().push(entry);
        }
    }
    folders.into_iter().filter_map(|(folder, entries)| unheaded(folder, &entries)).collect()
}

fn unheaded(folder: &str, entries: &[&Entry]) -> Option<Diagnostic> {
    let source = &entries.first()?.page.source;
    let message = match entries.len() {
        1 => "this file has no front matter, and becomes a page of the menu all the same".to_owned(),
        count => format!("{count} files in `{folder}/` have no front matter, and become pages of the menu all the same"),
    };
    let diagnostic = Diagnostic::note("front-matter-missing", message).at(source, source.line(1), "no `---` above");
    let exclude = if entries.len() == 1 { source.path().to_owned() } else { format!("{folder}/") };
    Some(diagnostic.help(format!("give it a title and a parent, or add `{exclude}` to `exclude` in `_config.yml`")))
}

/// A page whose name is a letter away from the pattern that its neighbours' names share: `week-02x.md`.
fn names(site: &Site) -> Vec<Diagnostic> {
    let mut folders: BTreeMap<&str, BTreeMap<String, Vec<&Entry>>> = BTreeMap::new();
    for entry in &site.entries {
        let (folder, name) = entry.page.source.path().rsplit_once('/').unwrap_or(("", entry.page.source.path()));
        if name.bytes().any(|byte| byte.is_ascii_digit()) {
            folders.entry(folder).or_default().entry(pattern(name)).or_default().push(entry);
        }
    }
    let mut diagnostics = Vec::new();
    for patterns in folders.values() {
        let Some((usual, many)) = patterns.iter().max_by_key(|(_, entries)| entries.len()).filter(|(_, entries)| entries.len() > 2) else {
            continue;
        };
        for (_, odd) in patterns.iter().filter(|(pattern, odd)| odd.len() == 1 && is_slip(pattern, usual)) {
            let (source, like) = (&odd[0].page.source, &many[0].page.source);
            let message = format!("`{}` is named unlike the files beside it, such as `{}`", name(source), name(like));
            let diagnostic = Diagnostic::note("log-file-name", message).at(source, Span::default(), "");
            diagnostics.push(diagnostic.help("rename it, if the letter is a slip: its name is its address"));
        }
    }
    diagnostics
}

fn name(source: &Source) -> &str {
    source.path().rsplit('/').next().unwrap_or(source.path())
}

/// A name with each number as one sign.
fn pattern(name: &str) -> String {
    let mut pattern = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            '0'..='9' if pattern.ends_with('#') => {}
            '0'..='9' => pattern.push('#'),
            c => pattern.push(c),
        }
    }
    pattern
}

/// One letter more, less or other, in a name that has letters besides.
fn is_slip(pattern: &str, usual: &str) -> bool {
    let letters = |text: &str| text.rsplit_once('.').map_or(0, |(stem, _)| stem.chars().filter(|c| c.is_alphabetic()).count());
    letters(usual) >= 3 && pattern != usual && within(pattern, usual, 1) == Some(1)
}

/// A Markdown file that holds a whole HTML document: the theme puts it into another one.
fn whole_document(page: &Page, text: &Text) -> Option<Diagnostic> {
    let body = text.markdown.as_ref()?;
    let lead = body.text.len() - body.text.trim_start().len();
    let rest = &body.text[lead..];
    let opens = |tag: &str| rest.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag));
    let length = ["<!doctype html", "<html"].into_iter().find(|tag| opens(tag)).map(str::len)?;
    let diagnostic = Diagnostic::warning("markdown-html-document", "a whole HTML document stands in this Markdown file");
    let diagnostic = diagnostic.at(&page.source, body.span(lead..lead + length), "begins a document of its own");
    Some(diagnostic.help("keep what stands between `<body>` and `</body>`, or name the file `.html` and leave the front matter out"))
}

/// Liquid in code: Jekyll runs it before it sees that it is code.
fn liquid_in_code(page: &Page, text: &Text) -> Vec<Diagnostic> {
    if !page.liquid || page.front.flag("render_with_liquid") == Some(false) {
        return Vec::new();
    }
    let whole = page.source.text();
    let outputs = tokens(whole, page.front.body as usize).into_iter();
    let outputs = outputs.filter_map(|token| if let Token::Output(range, _) = token { Some(range) } else { None });
    let tell = |range: Range<usize>| {
        let line = whole[range.clone()].lines().next().unwrap_or("").len();
        let message = "this Liquid stands in code, and is run all the same: readers see what it prints";
        let diagnostic = Diagnostic::note("liquid-in-code", message);
        let diagnostic = diagnostic.at(&page.source, Span::new(range.start, range.start + line), "run, not shown");
        diagnostic.help("if the code itself is to be seen, put it between `{% raw %}` and `{% endraw %}`")
    };
    outputs.filter(|range| text.is_code(range.start)).map(tell).collect()
}

/// Files of data that no page, layout or include asks for. `texts` are those that could.
pub(super) fn unread_data(data: &[Arc<Source>], texts: &[&str]) -> Vec<Diagnostic> {
    // `site.data[name]` may ask for any of them.
    if texts.iter().any(|text| text.contains("site.data[") && !text.contains("site.data[\"") && !text.contains("site.data['")) {
        return Vec::new();
    }
    let mut told = BTreeSet::new();
    let mut diagnostics = Vec::new();
    for source in data {
        let inner = source.path().strip_prefix("_data/").unwrap_or(source.path());
        let top = inner.split('/').next().unwrap_or(inner);
        let key = top.split('.').next().unwrap_or(top).to_owned();
        let spellings = [format!("data.{key}"), format!("data[\"{key}\"]"), format!("data['{key}']")];
        let asked = texts.iter().any(|text| spellings.iter().any(|spelling| text.contains(spelling.as_str())));
        // weeklog itself reads the list of interns.
        if asked || key == "interns" || !told.insert(key.clone()) {
            continue;
        }
        let message = format!("nothing reads `{}`: no page, layout or include asks for `site.data.{key}`", source.path());
        let diagnostic = Diagnostic::note("data-unread", message).at(source, source.line(1), "no effect");
        diagnostics.push(diagnostic.help(match key.as_str() {
            "navigation" | "nav" | "menu" => "the menu comes from `parent` and `nav_order` of the pages; delete the file",
            _ => "delete it, or print it where it is meant to show",
        }));
    }
    diagnostics
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_a_letter_off_are_slips() {
        assert_eq!(pattern("week-02x.md"), "week-#x.md");
        assert!(is_slip("week-#x.md", "week-#.md") && is_slip("sweek-#.md", "week-#.md") && is_slip("wek-#.md", "week-#.md"));
        assert!(!is_slip("notes-#.md", "week-#.md") && !is_slip("week-#.md", "week-#.md") && !is_slip("b#.md", "a#.md"));
    }
}
