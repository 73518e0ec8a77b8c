//! `markdown.html: sanitize`: what strangers wrote as HTML keeps its meaning and loses everything that could run.
//!
//! The cleaning is [`ammonia`]'s, over the whole body: a tag that opens in one block and closes in another is judged
//! as a browser would put it together. What must not go through it stands aside meanwhile, each as a token in its
//! place: the holes, which are filled later, and formulas, whose MathML is our own writer's.

use super::escape::{SCHEMES, is_safe_url};
use super::html::{Body, Hole, HoleKind};
use ammonia::Builder;
use std::collections::HashSet;
use std::ops::Range;
use xxhash_rust::xxh3::xxh3_64;

/// Elements besides ammonia's own that the writer uses or a log needs; none of them runs or loads anything.
const TAGS: &[&str] = &["input", "section", "main", "label"];

/// Attributes that any element may have: names, languages, and what assistive technology reads.
const ANYWHERE: &[&str] = &["id", "class", "role", "title", "lang", "dir", "tabindex", "hidden", "data-color"];

/// Removes what could run from a body: elements, event handlers, styles, addresses of unknown schemes.
pub(super) fn body(body: Body) -> Body {
    if !body.html.contains(['<', '&']) && body.holes.is_empty() {
        return body;
    }
    let token = token(&body.html);
    let clean = builder().clean(&with_tokens(&body, &token)).to_string();
    let (html, holes) = without_tokens(&clean, &body, &token);
    Body { html, holes, formulas: Vec::new(), ..body }
}

/// Letters that the text does not have, so that nobody can write a token.
fn token(html: &str) -> String {
    let mut seed = xxh3_64(html.as_bytes());
    loop {
        let token = format!("wk{seed:016x}");
        if !html.contains(&token) {
            return token;
        }
        seed = seed.wrapping_add(1);
    }
}

fn builder() -> Builder<'static> {
    let mut builder = Builder::default();
    builder
        .add_tags(TAGS)
        .add_generic_attributes(ANYWHERE)
        .add_generic_attribute_prefixes(&["aria-"])
        .add_tag_attributes("input", &["type", "disabled", "checked"])
        // A box to tick is what the writer makes; a field to type into could ask for a password.
        .set_tag_attribute_value("input", "type", "checkbox")
        .set_tag_attribute_value("input", "disabled", "")
        .add_tag_attributes("a", &["rel"])
        .add_tag_attributes("td", &["style"])
        .add_tag_attributes("th", &["style", "scope"])
        .filter_style_properties(HashSet::from(["text-align"]))
        .add_tag_attributes("img", &["loading", "decoding"])
        .add_tag_attributes("details", &["open", "name"])
        .url_schemes(SCHEMES.iter().copied().collect())
        .link_rel(None);
    builder
}

/// What stands aside, in the order of the text.
enum Aside<'b> {
    Hole(usize, &'b Hole),
    Formula(usize, &'b Range<usize>),
}

impl Aside<'_> {
    fn at(&self) -> usize {
        match self {
            Aside::Hole(_, hole) => hole.at,
            Aside::Formula(_, range) => range.start,
        }
    }
}

fn with_tokens(body: &Body, token: &str) -> String {
    let holes = body.holes.iter().enumerate().map(|(i, hole)| Aside::Hole(i, hole));
    let mut aside: Vec<Aside> = holes.chain(body.formulas.iter().enumerate().map(|(i, range)| Aside::Formula(i, range))).collect();
    aside.sort_by_key(Aside::at);
    let mut html = String::with_capacity(body.html.len() + aside.len() * 40);
    let mut at = 0;
    for aside in &aside {
        html.push_str(&body.html[at..aside.at()]);
        at = aside.at();
        match aside {
            Aside::Hole(_, Hole { kind: HoleKind::Image(url) | HoleKind::Link(url), .. }) if !is_safe_url(url) => {}
            Aside::Hole(i, Hole { kind: HoleKind::Image(_), .. }) => html.push_str(&format!("{SRC}{token}h{i}-\"")),
            Aside::Hole(i, _) => html.push_str(&format!("{token}h{i}-")),
            Aside::Formula(i, range) => {
                html.push_str(&format!("{token}f{i}-"));
                at = range.end;
            }
        }
    }
    html.push_str(&body.html[at..]);
    html
}

/// How the place of an image's hole opens.
const SRC: &str = " src=\"";

/// Whether a hole may stand between `before` and `after`.
fn fits(hole: &Hole, in_tag: bool, before: &str, after: &str) -> bool {
    match hole.kind {
        HoleKind::Link(_) => in_tag && before.ends_with(" href=\"") && after.starts_with('"'),
        HoleKind::Image(_) => in_tag && before.ends_with(SRC) && after.starts_with('"'),
        HoleKind::Weeks => !in_tag,
    }
}

/// Puts what stood aside back where its token still is, unless that came to be a place it was not made for.
fn without_tokens(clean: &str, body: &Body, token: &str) -> (String, Vec<Hole>) {
    let mut html = String::with_capacity(clean.len());
    let mut holes = Vec::new();
    let mut pieces = clean.split(token);
    html.push_str(pieces.next().unwrap_or(""));
    for piece in pieces {
        let (name, mut rest) = piece.split_once('-').unwrap_or((piece, ""));
        let index = name.get(1..).and_then(|digits| digits.parse::<usize>().ok());
        let in_tag = html.rfind('<') > html.rfind('>');
        match (name.get(..1), index) {
            (Some("f"), Some(i)) if !in_tag => html.push_str(body.formulas.get(i).map_or("", |range| &body.html[range.clone()])),
            (Some("h"), Some(i)) => {
                if let Some(hole) = body.holes.get(i).filter(|hole| fits(hole, in_tag, &html, rest)) {
                    if let HoleKind::Image(_) = hole.kind {
                        html.truncate(html.len() - SRC.len());
                        rest = &rest[1..];
                    }
                    holes.push(Hole { at: html.len(), ..hole.clone() });
                }
            }
            _ => {}
        }
        html.push_str(rest);
    }
    (html, holes)
}
