//! Elements of raw HTML whose content is Markdown, `<div markdown="1">`, and the raw ones inside them.

use super::html_tag::{HtmlTag, Model, begins_block, is_span, model, tag_at};
use super::mask::{Kind, Look, Mask};
use super::scan::Scanner;

/// Deeper elements than this are raw HTML: nobody writes them, and files that do are hostile.
const DEEPEST: usize = 50;

/// The open elements.
#[derive(Default)]
pub(super) struct Elements {
    /// Name, and how the content is read.
    pub(super) open: Vec<(String, Model)>,
    /// `{::options parse_block_html="true" /}`.
    pub(super) parse_all: bool,
    /// Names that nothing closes any more: not looked for again.
    unclosed: Vec<String>,
    /// Bytes looked through for end tags.
    work: usize,
}

impl<'a> Scanner<'a> {
    /// Masks what the tag at byte `at` opens or closes. `rest` is the text from it to the end of its line.
    pub(super) fn html_element(&mut self, rest: &'a str, at: usize, tag: &HtmlTag<'a>) -> bool {
        if tag.closing {
            return self.end_tags(rest, at);
        }
        if tag.void || is_span(tag.name) {
            return false;
        }
        let content = match tag.markdown {
            Some("1") => model(tag.name),
            Some("block") => Model::Blocks,
            Some("span") => Model::Text,
            Some(_) => Model::Raw,
            None if self.elements.parse_all => model(tag.name),
            None => Model::Raw,
        };
        if content == Model::Raw || self.elements.open.last().is_some_and(|(_, model)| *model != Model::Blocks) {
            return self.raw_element(at, tag);
        }
        self.elements.open.len() < DEEPEST && self.start_tag(rest, at, tag, content)
    }

    fn start_tag(&mut self, rest: &'a str, at: usize, tag: &HtmlTag<'a>, content: Model) -> bool {
        let end = at + tag.length;
        if tag.length > rest.len() {
            // A tag over several lines.
            let alone = self.text[end..].split('\n').next().unwrap_or("").trim().is_empty();
            if alone {
                self.open(tag, end - tag.length..end, Look::Comment, content);
                self.resume = end;
            }
            return alone;
        }
        let inner = rest[tag.length..].trim();
        if inner.is_empty() {
            self.open(tag, at..end, Look::Instruction, content);
            return true;
        }
        // `<details markdown="1"><summary>Title</summary>` on one line.
        let inner_at = at + rest.len() - rest[tag.length..].trim_start().len();
        let line_end = at + rest.len();
        if content == Model::Blocks
            && let Some(next) = tag_at(inner).filter(|next| !next.closing && !is_span(next.name) && next.markdown.is_none())
            && self.element_end(inner_at, &next) == Some(line_end)
        {
            self.open(tag, at..line_end, Look::Instruction, content);
            return true;
        }
        self.open(tag, at..end, Look::TokenBefore, content);
        self.end_of_line_tag(rest, at);
        true
    }

    fn open(&mut self, tag: &HtmlTag, range: std::ops::Range<usize>, look: Look, content: Model) {
        self.elements.open.push((tag.name.to_ascii_lowercase(), content));
        self.masks.push(Mask { range, look, kind: Kind::Open(content) });
    }

    /// `</div>`, or `</p></div>`, at the start of a line.
    fn end_tags(&mut self, rest: &'a str, at: usize) -> bool {
        let mut closed = 0;
        let mut length = 0;
        while let Some(tag) = tag_at(rest[length..].trim_start()).filter(|tag| tag.closing) {
            let top = self.elements.open.len().checked_sub(closed + 1).map(|top| &self.elements.open[top].0);
            if !top.is_some_and(|name| name.eq_ignore_ascii_case(tag.name)) {
                break;
            }
            length = rest.len() - rest[length..].trim_start().len() + tag.length;
            closed += 1;
        }
        if closed == 0 {
            return false;
        }
        self.elements.open.truncate(self.elements.open.len() - closed);
        self.masks.push(Mask { range: at..at + rest.len(), look: Look::Instruction, kind: Kind::Close(closed) });
        true
    }

    /// `text</div>`.
    pub(super) fn end_of_line_tag(&mut self, content: &'a str, at: usize) {
        let Some(start) = content.rfind("</") else { return };
        let Some(tag) = tag_at(&content[start..]).filter(|tag| start + tag.length == content.len()) else { return };
        if self.elements.open.pop_if(|(name, _)| name.eq_ignore_ascii_case(tag.name)).is_some() {
            self.masks.push(Mask { range: at + start..at + content.len(), look: Look::TokenAfter, kind: Kind::Close(1) });
        }
    }

    /// An element that stays as it is, masked whole so that it ends where its end tag stands.
    fn raw_element(&mut self, at: usize, tag: &HtmlTag<'a>) -> bool {
        let Some(end) = self.element_end(at, tag) else { return false };
        let alone = self.text[end..].split('\n').next().unwrap_or("").trim().is_empty();
        if alone {
            self.masks.push(Mask { range: at..end, look: Look::Comment, kind: Kind::Region(at..end) });
            self.resume = end;
        }
        alone
    }

    /// An element without blank lines that text follows at once: kramdown ends raw HTML at the end tag, CommonMark
    /// only at a blank line, which would take the text for HTML.
    pub(super) fn followed_element(&mut self, at: usize, tag: &HtmlTag<'a>) -> bool {
        if tag.closing || tag.void || tag.markdown.is_some() || !begins_block(tag.name) {
            return false;
        }
        let Some(end) = self.element_end(at, tag) else { return false };
        let mut below = self.text[end..].split('\n');
        let alone = below.next().is_some_and(|rest| rest.trim().is_empty());
        let followed = below.next().is_some_and(|line| !line.trim().is_empty());
        let whole = |html: &str| !html.contains("markdown=") && !has_blank_line(html);
        let found = alone && followed && whole(&self.text[at..end]);
        if found {
            self.masks.push(Mask { range: at..end, look: Look::Comment, kind: Kind::Region(at..end) });
            self.resume = end;
        }
        found
    }

    /// An end tag alone on its line, whose element holds Markdown between blank lines, ends it there too.
    pub(super) fn followed_end(&mut self, content: &str, at: usize, tag: &HtmlTag<'a>) -> bool {
        let end = at + tag.length;
        let followed = self.text[end..].split('\n').nth(1).is_some_and(|line| !line.trim().is_empty());
        let found = tag.closing && content.len() == tag.length && followed && begins_block(tag.name);
        if found {
            self.masks.push(Mask { range: at..end, look: Look::Instruction, kind: Kind::Region(at..end) });
        }
        found
    }

    /// A script, styles or preformatted text inside raw HTML: its blank lines would end that, and its own lines be read as
    /// Markdown. At the start of raw HTML the parser knows it by itself.
    pub(super) fn verbatim(&mut self, content: &'a str, at: usize, goes_on: bool) {
        let tags = content.match_indices('<').map(|(from, _)| from).filter(|&from| goes_on || from > 0);
        let found = tags.filter_map(|from| Some((at + from, tag_at(&self.text[at + from..])?)));
        let mut found = found.filter(|(_, tag)| !tag.closing && is_verbatim(tag.name));
        let Some((from, tag)) = found.next() else { return };
        let Some(end) = self.element_end(from, &tag) else { return };
        if self.text[from..end].split('\n').any(|line| line.trim().is_empty()) {
            self.masks.push(Mask { range: from..end, look: Look::Word, kind: Kind::Region(from..end) });
            self.resume = end;
        }
    }

    /// A tag of running text alone on its line begins a paragraph to kramdown, raw HTML to CommonMark.
    pub(super) fn span_tag(&mut self, content: &'a str, at: usize, tag: &HtmlTag<'a>) -> bool {
        let end = at + tag.length;
        let below = self.text[end..].split('\n').nth(1).map_or("", str::trim);
        let is_tag = |line: &str| tag_at(line).is_some_and(|tag| tag.length == line.len());
        let found = !tag.closing
            && is_span(tag.name)
            && !self.in_text
            && content.len() == tag.length
            && !below.is_empty()
            && !is_tag(below)
            && !below.starts_with("{:");
        if found {
            self.masks.push(Mask { range: at..end, look: Look::TokenLine, kind: Kind::Region(at..end) });
        }
        found
    }

    /// One past the end tag of the element at byte `at`.
    fn element_end(&mut self, at: usize, tag: &HtmlTag<'a>) -> Option<usize> {
        let enough = self.elements.work > 8 * self.text.len() + 100_000;
        if enough || self.elements.unclosed.iter().any(|name| name.eq_ignore_ascii_case(tag.name)) {
            return None;
        }
        let mut depth = 0usize;
        let mut from = at;
        while let Some(next) = self.text[from..].find('<').map(|i| from + i) {
            from = next + 1;
            let Some(found) = tag_at(&self.text[next..]) else { continue };
            from = next + found.length;
            if found.name.eq_ignore_ascii_case(tag.name) {
                depth = if found.closing { depth.saturating_sub(1) } else { depth + usize::from(!found.void) };
                if depth == 0 {
                    self.elements.work += from - at;
                    return Some(from);
                }
            }
        }
        self.elements.unclosed.push(tag.name.to_ascii_lowercase());
        None
    }
}

/// Elements whose content is text to nobody but a program, or stands as it is.
pub(super) fn is_verbatim(name: &str) -> bool {
    ["script", "style", "pre", "textarea"].iter().any(|verbatim| name.eq_ignore_ascii_case(verbatim))
}

/// Whether a line ends raw HTML that begins with one of these: CommonMark 0.31, HTML blocks of the first kind.
pub(super) fn ends_verbatim(line: &str) -> bool {
    line.match_indices("</").any(|(at, _)| tag_at(&line[at..]).is_some_and(|tag| is_verbatim(tag.name)))
}

/// Whether raw HTML has a blank line outside scripts, styles and preformatted text.
fn has_blank_line(html: &str) -> bool {
    let is_blank = |text: &str| text.split('\n').skip(1).any(|line| line.trim().is_empty());
    let mut rest = html;
    while let Some(open) =
        rest.match_indices('<').map(|(at, _)| at).find(|&at| tag_at(&rest[at..]).is_some_and(|tag| !tag.closing && is_verbatim(tag.name)))
    {
        let before = &rest[..open];
        // The line that the tag stands on is not blank.
        if before.rsplit_once('\n').is_some_and(|(lines, _)| is_blank(lines)) {
            return true;
        }
        let name = tag_at(&rest[open..]).map_or("", |tag| tag.name);
        let inner = &rest[open + 1..];
        let Some(end) = inner
            .match_indices("</")
            .map(|(at, _)| at)
            .find(|&at| tag_at(&inner[at..]).is_some_and(|tag| tag.name.eq_ignore_ascii_case(name)))
        else {
            return true;
        };
        rest = &inner[end..];
    }
    is_blank(rest)
}
