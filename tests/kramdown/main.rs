//! How close weeklog's HTML is to kramdown's: every case of `cases.txt` agrees, or is listed here with the reason.
//!
//! Compared is what remains after white space between blocks, the order of attributes and classes, and what weeklog
//! adds on purpose (boxes around tables, names for screen readers, MathML for `\(…\)`) are normalised.

mod commonmark;
mod normal;
mod properties;

use std::collections::BTreeMap;
use std::sync::Arc;
use weeklog::page::callout::Kinds;
use weeklog::page::html::{Body, HoleKind, escape_href};
use weeklog::page::markdown::{Options, render};
use weeklog::source::Source;

/// Cases that differ, with the reason. The page "Differences from kramdown" of the guide tells users about them.
const DIFFERENT: &[(&str, &str)] = &[
    ("marker before hr", "a marker right before `---` means the rule; kramdown makes a heading of both"),
    ("marker in front of hr preceded by blank", "a marker right before `---` means the rule; kramdown makes a heading of both"),
    ("math escaped", "the parser reads `\\$` before `$$` differently; nobody writes that"),
    ("smart quotes", "a quote after an em dash opens; kramdown closes it"),
    ("header empty", "CommonMark: `#` alone is an empty heading"),
    ("setext after multi-line para only last line whole", "CommonMark: the whole paragraph is the heading"),
    ("hr after list without blank", "CommonMark: `---` after a list is a rule, not a heading in the last item"),
    ("hr after table no blank", "CommonMark: a rule ends the table"),
    ("table without blank line before", "GFM: a table may follow a paragraph or a heading at once"),
    ("table directly after heading", "GFM: a table may follow a paragraph or a heading at once"),
    ("table followed by text without blank", "GFM: the line is one more row"),
    ("pipe in paragraph makes table", "GFM: a table needs a delimiter row under its header"),
    ("pipe in list item", "GFM: a table needs a delimiter row under its header"),
    ("pipe in blockquote", "GFM: a table needs a delimiter row under its header"),
    ("uneven columns", "GFM: the header decides how many columns there are"),
    ("row of single dashes", "a dash in a cell says that there is nothing: the row stays"),
    ("table sep mismatched column count", "GFM: the delimiter row has as many cells as the header"),
    ("link containing pipe title", "GFM: a table needs a delimiter row under its header"),
    ("pipe in math", "GFM: a table needs a delimiter row under its header"),
    ("fence info string with more words", "CommonMark: more words may follow the language"),
    ("math fence", "GitHub: a fence named `math` is a formula"),
    ("fence math github style", "GitHub: a fence named `math` is a formula"),
    ("fence unclosed", "CommonMark: an unclosed fence is code to the end"),
    ("fence in ordered list not indented", "the list goes on with its number: the second item is 2"),
    ("ordered list start number", "the number written is shown"),
    ("ordered list paren", "CommonMark: `1)` makes a list"),
    ("list markers mixed", "CommonMark: another bullet begins another list"),
    ("nested ul under ol with 2 spaces not enough", "CommonMark: nested text stands under the item's text"),
    ("list with one blank between last", "CommonMark: one blank line makes the whole list loose"),
    ("number at line start in paragraph", "CommonMark: only `1.` may break into a paragraph"),
    ("list item blank start", "CommonMark: an item may be empty"),
    ("list immediately after heading in li text list number dot", "the number written is shown"),
    ("task list", "only items with a box lose their bullet"),
    ("empty task", "an empty box is a box: templates have them"),
    ("html markdown=span", "only paragraphs are unwrapped, lists are lists"),
    ("details", "CommonMark: a blank line ends raw HTML, what follows is Markdown"),
    ("img tag alone line", "CommonMark: a tag alone on its line is raw HTML, without a paragraph"),
    ("unclosed div", "CommonMark: a blank line ends raw HTML"),
    ("void attr", "CommonMark: a tag alone on its line is raw HTML, without a paragraph"),
    ("center with md", "CommonMark: a blank line ends raw HTML, what follows is Markdown"),
    ("custom element", "CommonMark: Markdown between inline tags is read"),
    ("angle text", "raw tags are left as they are, not closed"),
    ("bare url not linked", "GFM: web addresses are links"),
    ("em nested", "CommonMark nests `***` the other way round"),
    ("unmatched", "CommonMark: emphasis is closed by as many marks as opened it"),
    ("strikethrough", "GFM: one tilde strikes too"),
    ("code span", "CommonMark: blanks may stand inside backticks"),
    ("code span multi-line", "CommonMark: a line break in code is a blank"),
    ("ref links", "CommonMark: a label has no blank before it, and its case does not count"),
    ("escaped", "CommonMark: every ASCII punctuation mark can be escaped"),
    ("gh alert", "GFM: alerts are callouts"),
    ("gh alert with md", "GFM: alerts are callouts"),
    ("list followed by text line then hr", "CommonMark: `---` after a list is a rule"),
    ("fence opened and closed empty", "CommonMark: an unclosed fence is code to the end"),
    ("numbered list with gaps", "CommonMark: nested text stands under the item's text"),
];

struct Case<'t> {
    name: &'t str,
    input: String,
    expected: &'t str,
}

fn cases() -> Vec<Case<'static>> {
    let text = include_str!("cases.txt");
    let cases = text.split("\n==== ").skip(1).map(|case| {
        let (name, rest) = case.split_once('\n').expect("a case has a name");
        let (input, expected) = rest.split_once("---->\n").expect("a case has an arrow");
        Case { name, input: input.replace('·', " ").replace('␍', "\r"), expected }
    });
    cases.collect()
}

fn html(input: &str) -> String {
    let source = Arc::new(Source::new("case.md".to_owned(), input.to_owned()));
    let options = Options { callouts: Kinds::new(), ..Options::default() };
    let (body, _, _) = render(&source, 0, &options);
    filled(&body)
}

/// A body's HTML with its addresses as they were written.
fn filled(body: &Body) -> String {
    body.fill(|kind, html| match kind {
        HoleKind::Link(url) => escape_href(html, url),
        HoleKind::Image(url) => {
            html.push_str(" src=\"");
            escape_href(html, url);
            html.push('"');
        }
        HoleKind::Weeks => {}
    })
}

#[test]
fn every_case_is_kramdowns_or_listed() {
    let reasons: BTreeMap<&str, &str> = DIFFERENT.iter().copied().collect();
    let cases = cases();
    let mut wrong = String::new();
    let mut same = 0;
    for case in &cases {
        let ours = html(&case.input);
        let (mine, theirs) = (normal::normal(&ours), normal::normal(case.expected));
        match (mine == theirs, reasons.get(case.name)) {
            (true, None) => same += 1,
            (false, Some(_)) => {}
            (true, Some(_)) => wrong.push_str(&format!("listed as different, but the same now: {}\n\n", case.name)),
            (false, None) => {
                wrong.push_str(&format!("#### {}\n{}--- ours\n{mine}\n--- kramdown's\n{theirs}\n--- raw\n{ours}\n", case.name, case.input));
            }
        }
    }
    let unknown = reasons.keys().filter(|name| cases.iter().all(|case| case.name != **name)).count();
    assert_eq!(unknown, 0, "a listed case does not exist");
    eprintln!("{same} of {} cases are kramdown's, {} differ on purpose", cases.len(), reasons.len());
    assert!(wrong.is_empty(), "{wrong}");
}

/// A comparison that cannot fail proves nothing.
#[test]
fn differences_count() {
    let (normal, plain) = (normal::normal, normal::plain);
    for (one, other) in [
        ("<p>a</p>", "<p>b</p>"),
        ("<p>a</p>", "<div>a</div>"),
        ("<p><em>a</em> b</p>", "<p><em>a</em>b</p>"),
        ("<p><em>a b</em></p>", "<p><em>a</em> b</p>"),
        ("<a href=\"x\">a</a>", "<a href=\"y\">a</a>"),
        ("<pre><code>a  b</code></pre>", "<pre><code>a b</code></pre>"),
        ("<ul><li>a</li></ul>", "<ul><li><p>a</p></li></ul>"),
        ("<p>a<br>b</p>", "<p>a b</p>"),
        ("<p>&lt;b&gt;</p>", "<p><b></p>"),
    ] {
        assert_ne!(normal(one), normal(other));
        assert_ne!(plain(one), plain(other));
    }
}
