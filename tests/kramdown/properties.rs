//! What must hold whatever is written: no panic, true places, code as it is, HTML that closes what it opens.

use crate::{filled, html};
use html5gum::{Token, Tokenizer};
use proptest::prelude::*;
use std::sync::Arc;
use weeklog::page::markdown::{Options, render};
use weeklog::page::mask::{Masked, Settings};
use weeklog::page::{self, Page};
use weeklog::source::Source;

/// Pieces of Markdown that meet in every order.
const PIECES: &[&str] = &[
    "word",
    "Über 日本",
    "\n",
    "\n\n",
    " ",
    "    ",
    "\t",
    "# ",
    "## H\n",
    "- ",
    "1. ",
    "* ",
    "+ ",
    "> ",
    "---\n",
    "===\n",
    "***\n",
    "**",
    "_",
    "`",
    "``",
    "```\n",
    "~~~\n",
    "~~",
    "|",
    "| a | b |\n|---|---|\n",
    "[a](b)",
    "[a]: b\n",
    "[a]",
    "![i](p.png)",
    "{: .x }\n",
    "{: .note }\n",
    "{: #i .y k=\"v\" }",
    "{:.z}",
    "{:r: .x }\n",
    "{:toc}\n",
    "{:footnotes}\n",
    "{: r}",
    "{::comment}\n",
    "{:/comment}\n",
    "{:/}",
    "{::comment}",
    "{::nomarkdown}\n",
    "{:/nomarkdown}\n",
    "{::options toc_levels=\"2\" /}\n",
    "*[ab]: c\n",
    "*[word]: long\n",
    "ab",
    "^\n",
    "$$",
    "x^2",
    "[^1]",
    "[^1]: n\n",
    "Term\n: Def\n",
    "- [ ] ",
    "- [x] ",
    "> [!NOTE]\n",
    "https://a.b/c",
    ">>",
    "\"",
    "'",
    "--",
    "...",
    "\\",
    "&amp;",
    "\r\n",
    "`a|b`",
    "{: .callout }\n",
    "{: .private }\n",
];
const RAW: &[&str] = &[
    "<div markdown=\"1\">\n",
    "<div markdown=\"1\">",
    "</div>\n",
    "</div>",
    "<p markdown=\"span\">",
    "</p>",
    "<details markdown=\"block\"><summary>s</summary>\n",
    "</details>\n",
    "<summary>\n",
    "</summary>\n",
    "<br>",
    "<br>\n",
    "<!--",
    "-->",
    "<b>",
    "</b>",
    "<?",
    "?>",
    "<div>\n",
    "<span markdown=\"1\">",
    "\u{e000}",
    "<<",
];

fn markdown(raw: bool) -> impl Strategy<Value = String> {
    let pieces: Vec<&'static str> = PIECES.iter().chain(if raw { RAW } else { &[] }).copied().collect();
    prop::collection::vec(prop::sample::select(pieces), 0..40).prop_map(|pieces| pieces.concat())
}

fn check_places(text: &str) {
    let masked = Masked::new(text, &Settings::default());
    assert_eq!(masked.text.len(), text.len());
    for (i, (mask, byte)) in masked.text.bytes().zip(text.bytes()).enumerate() {
        assert_eq!(mask == b'\n', byte == b'\n', "a line ends elsewhere at {i}");
    }
    let front = "---\nt: 1\n---\n";
    let source = Arc::new(Source::new("a.md".to_owned(), format!("{front}{text}")));
    let (body, outline, diagnostics) = render(&source, front.len(), &Options::default());
    let spans = body.headings.iter().map(|heading| heading.span).chain(body.holes.iter().map(|hole| hole.span));
    let spans = spans.chain(outline.blocks.iter().map(|block| block.span));
    for span in spans {
        let range = span.start as usize..span.end as usize;
        assert!(range.start >= front.len() && source.text().get(range.clone()).is_some(), "{range:?} is no place of the body");
    }
    assert!(body.holes.windows(2).all(|two| two[0].at <= two[1].at), "holes are in order");
    assert!(body.holes.iter().all(|hole| body.html.is_char_boundary(hole.at)));
    drop(diagnostics);
}

/// A page whose HTML is written later is the same page, and its HTML the same.
fn check_later(text: &str) {
    let source = Arc::new(Source::new("a.md".to_owned(), format!("---\nt: 1\n---\n{text}")));
    for options in [Options::default(), Options { sanitize: true, ..Options::default() }] {
        let (page, outline, diagnostics) = page::read(Arc::clone(&source), &options);
        let (later, late_outline, told) = page::read_to_write_later(Arc::clone(&source), &Arc::new(options));
        assert_eq!(format!("{late_outline:?} {told:?}"), format!("{outline:?} {diagnostics:?}"));
        let asked = |page: &Page| (page.words, page.liquid, page.whole, page.headed, page.body.mermaid, page.body.math, page.body.classes);
        assert_eq!(asked(&later), asked(&page));
        assert_eq!((&later.sections, &later.body.headings), (&page.sections, &page.body.headings));
        let holes = |page: &Page| page.body.holes.iter().map(|hole| (hole.kind.clone(), hole.span)).collect::<Vec<_>>();
        assert_eq!(holes(&later), holes(&page));
        assert_eq!(later.body.placed(), page.body.placed());
        assert_eq!(later.body.html, page.body.html);
    }
}

fn check_balance(html: &str) {
    let mut open: Vec<Vec<u8>> = Vec::new();
    for Ok(token) in Tokenizer::new(html) {
        match token {
            Token::StartTag(tag) if !tag.self_closing && !matches!(&tag.name[..], b"br" | b"hr" | b"img" | b"input") => {
                open.push(tag.name.to_vec())
            }
            Token::EndTag(tag) => {
                let last = open.pop();
                assert_eq!(last.as_deref(), Some(&tag.name[..]), "an end tag without its start in {html}");
            }
            _ => {}
        }
    }
    assert!(open.is_empty(), "{open:?} is open at the end of {html}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn places_are_true(text in markdown(true)) {
        check_places(&text);
        check_later(&text);
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,80}") {
        check_places(&text);
        check_later(&text);
    }

    #[test]
    fn tags_are_balanced(text in markdown(false)) {
        check_balance(&html(&text));
    }

    #[test]
    fn code_stays_as_it_is(lines in prop::collection::vec(markdown(true), 0..4), info in prop::sample::select(vec!["", "text", "mermaid"])) {
        let code = lines.concat().replace("\r\n", "\n").replace('\r', "").replace("~~~", "");
        let code = if code.is_empty() { code } else { format!("{}\n", code.trim_end_matches('\n')) };
        let page = format!("before\n\n~~~~{info}\n{code}~~~~\n\nafter {{: .x }}\n");
        let mut shown = String::new();
        let mut inside = false;
        for Ok(token) in Tokenizer::new(&html(&page)) {
            match token {
                Token::StartTag(tag) if &tag.name[..] == b"code" => inside = true,
                Token::EndTag(tag) if &tag.name[..] == b"code" => inside = false,
                Token::String(text) if inside => shown.push_str(&String::from_utf8_lossy(&text)),
                _ => {}
            }
        }
        prop_assert_eq!(shown, code);
    }
}

#[test]
fn what_once_went_wrong_stays_right() {
    for text in ["", "\n", "{:", "{: .x }", "<div markdown=\"1\">", "*[", "^", "$$", "> {: .x }\ny"] {
        check_places(text);
        check_later(text);
        check_balance(&html(text));
    }
    let _ = filled;
}
