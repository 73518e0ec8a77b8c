//! Finds, line by line, what a body says in kramdown's own way.

use super::attributes::{Attributes, Definitions, definition, expand, marker_at};
use super::html_tag::{HtmlTag, begins_block, tag_at};
use super::mask::{Kind, Look, Mask, Settings};
use super::scan_html::{Elements, ends_verbatim, is_verbatim};
use super::table_bodies::is_line;
use crate::source::lines;
use memchr::memchr3;
use std::ops::Range;

/// Whether a scan could find anything.
pub(super) fn may_hold_any(text: &str) -> bool {
    text.contains("{:")
        || text.contains("*[")
        || text.contains("markdown=")
        || text.contains("`\t")
        || text.contains("~\t")
        || text.contains("\n^")
        || text.contains("\n<")
        || text.starts_with('<')
        || text.contains('|') && text.contains('`')
        || text.contains("-+")
        || ["\n:", " :", ">:", "|-"].iter().any(|sign| text.contains(sign)) && may_hold_lines(text)
}

/// Whether a line opens with a colon that is no definition's, or draws the upper edge of a table.
fn may_hold_lines(text: &str) -> bool {
    let mut below_blank = true;
    text.lines().any(|line| {
        let content = line.trim_start_matches([' ', '\t', '>']);
        let opening = opening(content);
        let found = is_glued_colon(content) || (below_blank || opening > 0) && is_line(&content[opening..]);
        below_blank = content.is_empty();
        found
    })
}

/// The length of what opens a definition or the items of lists.
fn opening(content: &str) -> usize {
    if !matches!(content.as_bytes().first(), Some(b'0'..=b'9' | b':' | b'-' | b'*' | b'+')) {
        return 0;
    }
    let defined = content.len() - content.strip_prefix(": ").map_or(content, str::trim_start).len();
    defined + bullet(&content[defined..])
}

/// Whether a line opens with a `:` that text follows at once, as `:tada: done` does: a definition has a blank there.
fn is_glued_colon(content: &str) -> bool {
    let line = content.trim_end();
    let aligns = || line.contains('-') && line.bytes().all(|b| matches!(b, b':' | b'-' | b'|' | b'+' | b' '));
    line.starts_with(':') && !line[1..].starts_with([' ', '\t']) && !aligns()
}

/// All masks of a body in order, and what its options say.
pub(super) fn scan(text: &str, settings: &Settings) -> (Vec<Mask>, Settings) {
    let mut scanner = Scanner { text, settings: settings.clone(), ..Scanner::default() };
    scanner.elements.parse_all = settings.parse_html;
    let mut start = 0;
    for line in lines(text) {
        if start >= scanner.resume {
            scanner.line(start, line.trim_end());
        }
        start += line.len();
    }
    let Scanner { mut masks, definitions, settings, .. } = scanner;
    for mask in &mut masks {
        if let Kind::Block(attributes) | Kind::Item(attributes) | Kind::Span(attributes) = &mut mask.kind {
            expand(attributes, &definitions);
        }
    }
    (masks, settings)
}

#[derive(Default)]
pub(super) struct Scanner<'a> {
    pub(super) text: &'a str,
    pub(super) masks: Vec<Mask>,
    definitions: Definitions,
    settings: Settings,
    /// The mark and length of the open code fence.
    fence: Option<(u8, usize)>,
    /// A block of raw HTML is open, which only a blank line ends.
    pub(super) in_html: bool,
    /// It began with a script, styles or preformatted text, and ends with the line of an end tag of these.
    in_verbatim: bool,
    /// The line before is running text.
    pub(super) in_text: bool,
    /// Where a construct of several lines ends.
    pub(super) resume: usize,
    pub(super) elements: Elements,
    /// Names of extensions that nothing ends any more: not looked for again.
    unended: Vec<&'static str>,
}

impl<'a> Scanner<'a> {
    /// Reads one line, without the blanks at its end.
    fn line(&mut self, start: usize, line: &'a str) {
        let blank = line.bytes().take_while(|byte| matches!(byte, b' ' | b'\t' | b'>')).count();
        let (content, at) = (&line[blank..], start + blank);
        if content.is_empty() {
            self.in_html = false;
            self.in_text = false;
            return;
        }
        let opening = opening(content);
        if self.is_plain(content, opening) {
            self.in_text = self.fence.is_none() && !content.starts_with('#');
            return;
        }
        let fenced = self.is_fenced(content, opening, at);
        let mut alone = content.contains("{:") && self.markers(content, at, start, fenced);
        if !alone && !fenced {
            alone = self.other(content, at, start);
        }
        if !fenced && content.contains('`') && content.contains('|') {
            self.bars_in_code(content, at);
        }
        if !fenced && !alone && !self.in_html {
            if is_glued_colon(content) {
                self.mask(at..at + 1, Look::Control, Kind::Nothing);
            }
            alone = self.table_line(content, opening, at);
        }
        self.in_text = !alone && !fenced && !content.starts_with('#');
    }

    /// Whether a line has no sign of anything that is looked for here, as most have not.
    fn is_plain(&self, content: &str, opening: usize) -> bool {
        let line = &content[opening..];
        let opens = matches!(content.as_bytes(), [b'^' | b':', ..] | [b'*', b'[', ..]) || line.starts_with('~') || is_line(line);
        !opens && self.elements.open.is_empty() && memchr3(b'{', b'`', b'<', content.as_bytes()).is_none()
    }

    /// Follows code fences; whether this line belongs to fenced code.
    fn is_fenced(&mut self, content: &str, opening: usize, at: usize) -> bool {
        let end = at + content.len();
        let content = &content[opening..];
        let mark = content.as_bytes().first().copied().filter(|b| matches!(b, b'`' | b'~'));
        let length = mark.map_or(0, |mark| content.bytes().take_while(|&b| b == mark).count());
        match self.fence {
            Some((open, least)) => {
                if mark == Some(open) && length >= least && content[length..].trim().is_empty() {
                    self.fence = None;
                    // The parser lets only blanks follow, CommonMark tabs too.
                    let tail = self.text[end..].split('\n').next().unwrap_or("").trim_end_matches('\r');
                    if tail.contains('\t') {
                        self.mask(end..end + tail.len(), Look::Blank, Kind::Nothing);
                    }
                }
                true
            }
            // In raw HTML, which ends at a blank line, backticks are text.
            None if length >= 3 && !self.in_html && !(mark == Some(b'`') && content[length..].contains('`')) => {
                self.fence = mark.map(|mark| (mark, length));
                true
            }
            None => false,
        }
    }

    fn mask(&mut self, range: Range<usize>, look: Look, kind: Kind) {
        self.masks.push(Mask { range, look, kind });
    }

    /// What a line with `{:` holds; whether that is all of it.
    fn markers(&mut self, content: &'a str, at: usize, start: usize, fenced: bool) -> bool {
        let end = at + content.len();
        if let Some(inner) = marker_at(content).filter(|inner| inner.len() + 3 == content.len() && !inner.is_empty()) {
            let look = match self.in_html {
                true if !fenced => Look::Blank,
                _ if self.quoted_lazily(start, at, end) => Look::Word,
                _ => Look::Instruction,
            };
            self.in_html &= fenced;
            let kind = match definition(inner) {
                Some((name, rest)) if !fenced => {
                    self.definitions.entry(name.to_owned()).or_default().merge(&Attributes::parse(rest));
                    Kind::Nothing
                }
                _ => Kind::Block(Attributes::parse(inner)),
            };
            self.mask(at..end, look, kind);
            return true;
        }
        if !fenced && content.starts_with("{::") && self.block_extension(content, at) {
            return true;
        }
        let bullet = bullet(content);
        if bullet > 0
            && let Some(inner) = marker_at(&content[bullet..])
        {
            self.mask(at + bullet..at + bullet + inner.len() + 3, Look::Itself, Kind::Item(Attributes::parse(inner)));
        }
        self.span_markers(content, at, fenced);
        false
    }

    /// Whether a quote opens with this line's marker and goes on in a line without `>`.
    fn quoted_lazily(&self, start: usize, at: usize, end: usize) -> bool {
        let quoted = |line: &str| line.trim_start().starts_with('>');
        let below = self.text[end..].split_once('\n').map_or("", |(_, below)| below);
        let next = below.split('\n').next().unwrap_or("").trim_start();
        let above = self.text[..start].lines().next_back().unwrap_or("");
        quoted(&self.text[start..at]) && !quoted(above) && next.starts_with(|c: char| c.is_alphanumeric() || c == '"' || c == '`')
    }

    fn span_markers(&mut self, content: &'a str, at: usize, fenced: bool) {
        let Some(last) = content.rfind('}') else { return };
        let last_end = content.rfind("{:/").unwrap_or(0);
        let mut from = 0;
        for (i, _) in content.match_indices("{:") {
            if i > last {
                return;
            }
            if i < from {
                continue;
            }
            let rest = &content[i..];
            if rest.starts_with("{::") && !fenced && i < last_end {
                from = self.span_extension(content, i, at).max(from);
                continue;
            }
            let after_span = i > 0 && matches!(content.as_bytes()[i - 1], b')' | b']' | b'*' | b'_' | b'`' | b'>' | b'~' | b'}' | b'$');
            if let Some(inner) = marker_at(rest).filter(|inner| after_span && !inner.is_empty()) {
                self.mask(at + i..at + i + inner.len() + 3, Look::Instruction, Kind::Span(Attributes::parse(inner)));
                from = i + inner.len() + 3;
            }
        }
    }

    /// `{::comment}`, `{::nomarkdown}` and `{::options … /}` on lines of their own.
    fn block_extension(&mut self, content: &str, at: usize) -> bool {
        let Some(extension) = Extension::read(content).filter(|extension| extension.length == content.len()) else { return false };
        let after = at + content.len();
        if extension.complete {
            self.set(&extension);
            let look = if self.in_html { Look::Blank } else { Look::Instruction };
            self.in_html = false;
            self.mask(at..after, look, Kind::Nothing);
            return true;
        }
        let Some((inner, end)) = self.block_end(after, extension.name) else { return false };
        let shown = if extension.is_shown() { after..inner } else { after..after };
        self.in_html = false;
        self.mask(at..end, Look::Comment, Kind::Region(shown));
        self.resume = end;
        true
    }

    /// Where the line `{:/name}` or `{:/}` begins and ends that is the next after byte `from`.
    fn block_end(&mut self, from: usize, name: &'static str) -> Option<(usize, usize)> {
        if self.unended.contains(&name) {
            return None;
        }
        let mut start = from;
        while let Some(at) = self.text[start..].find("{:/").map(|at| start + at) {
            start = at + 3;
            let Some(after) = self.text[start..].strip_prefix(name).unwrap_or(&self.text[start..]).strip_prefix('}') else { continue };
            let line = self.text[..at].trim_end_matches([' ', '\t', '>']).len();
            let last = after.trim_start_matches([' ', '\t', '\r']);
            if line > from && self.text[..line].ends_with('\n') && (last.is_empty() || last.starts_with('\n')) {
                return Some((line, self.text.len() - after.len()));
            }
        }
        self.unended.push(name);
        None
    }

    /// `a {::comment}b{:/} c`; returns how far into the line it was read.
    fn span_extension(&mut self, content: &'a str, i: usize, at: usize) -> usize {
        let Some(extension) = Extension::read(&content[i..]) else { return 0 };
        if extension.complete || !matches!(extension.name, "comment" | "nomarkdown") {
            return 0;
        }
        let inner = i + extension.length;
        let named = format!("{{:/{}}}", extension.name);
        let Some((close, length)) =
            [named.as_str(), "{:/}"].iter().filter_map(|end| content[inner..].find(end).map(|close| (inner + close, end.len()))).min()
        else {
            return 0;
        };
        let shown = if extension.is_shown() { at + inner..at + close } else { at + inner..at + inner };
        // At the start of a line a comment would make the whole line raw HTML.
        let look = if i == 0 { Look::TokenBefore } else { Look::Comment };
        self.mask(at + i..at + close + length, look, Kind::Region(shown));
        close + length
    }

    fn set(&mut self, extension: &Extension) {
        if extension.name != "options" {
            return;
        }
        for (key, value) in Attributes::parse(extension.options).pairs {
            match key.as_str() {
                "toc_levels" => self.settings.toc_levels = levels(&value).unwrap_or(self.settings.toc_levels.clone()),
                "auto_ids" => self.settings.auto_ids = value != "false",
                "parse_block_html" => self.elements.parse_all = value == "true",
                "hard_wrap" => self.settings.hard_wrap = value == "true",
                _ => {}
            }
        }
    }

    /// Abbreviations, end-of-block markers and raw HTML; whether the line is all masked.
    fn other(&mut self, content: &'a str, at: usize, start: usize) -> bool {
        if content == "^" && at - start < 4 {
            self.mask(at..at + 1, Look::Heading, Kind::Nothing);
            return true;
        }
        if content.starts_with("*[") && !self.in_text && !self.in_html && self.abbreviation(content, at) {
            return true;
        }
        let bulleted = bullet(content);
        let goes_on = self.in_html;
        if let Some(tag) = tag_at(&self.text[at + bulleted..]) {
            if self.element(content, bulleted, at, &tag) {
                return true;
            }
            if bulleted == 0 && at - start < 4 && !self.in_html {
                if self.followed_element(at, &tag) || self.followed_end(content, at, &tag) {
                    return true;
                }
                if self.span_tag(content, at, &tag) {
                    return false;
                }
            }
            let alone = content[bulleted..].len() == tag.length;
            self.in_verbatim |= !goes_on && bulleted == 0 && at - start < 4 && !tag.closing && is_verbatim(tag.name);
            self.in_html |= begins_block(tag.name) || (alone && !self.in_text);
        } else if !self.elements.open.is_empty() {
            self.end_of_line_tag(content, at);
        }
        if self.in_html && !self.text[start..at].contains('>') {
            self.verbatim(content, at, goes_on);
        }
        if self.in_verbatim && ends_verbatim(content) {
            (self.in_html, self.in_verbatim) = (false, false);
        }
        false
    }

    /// A `|` in a code span does not end a table's cell, as in kramdown.
    fn bars_in_code(&mut self, content: &str, at: usize) {
        let bytes = content.as_bytes();
        let mut i = 0;
        let mut lengths = [0usize; 4];
        while i < bytes.len() {
            if bytes[i] == b'\\' {
                i += 2;
                continue;
            }
            let ticks = bytes[i..].iter().take_while(|&&b| b == b'`').count();
            if ticks == 0 {
                i += 1;
                continue;
            }
            let inner = i + ticks;
            i = inner;
            // A run of this length that was not closed once will not be closed later.
            if ticks > lengths.len() || lengths[ticks - 1] > 0 {
                continue;
            }
            match closing_ticks(bytes, inner, ticks) {
                Some(close) => {
                    for bar in inner..close {
                        if bytes[bar] == b'|' && bytes[bar - 1] != b'\\' {
                            self.mask(at + bar..at + bar + 1, Look::Control, Kind::Nothing);
                        }
                    }
                    i = close + ticks;
                }
                None => lengths[ticks - 1] = 1,
            }
        }
    }

    /// A line of dashes around a table's rows, which GitHub's tables have only under the header; whether it is above all.
    fn table_line(&mut self, content: &str, bulleted: usize, at: usize) -> bool {
        let line = &content[bulleted..];
        if !is_line(line) {
            return false;
        }
        let below = self.text[at + content.len()..].split('\n').nth(1).unwrap_or("").trim_matches([' ', '\t', '>', '\r']);
        let opens = (bulleted > 0 || !self.in_text) && below.starts_with('|') && !is_line(below);
        if opens {
            self.mask(at + bulleted..at + content.len(), Look::Blank, Kind::Nothing);
        } else if self.in_text {
            for (plus, _) in line.match_indices('+') {
                self.mask(at + bulleted + plus..at + bulleted + plus + 1, Look::Bar, Kind::Nothing);
            }
        }
        opens
    }

    fn element(&mut self, content: &'a str, bulleted: usize, at: usize, tag: &HtmlTag<'a>) -> bool {
        let wanted = tag.markdown.is_some() || !self.elements.open.is_empty() || self.elements.parse_all;
        if !wanted || self.in_html {
            return false;
        }
        let found = self.html_element(&content[bulleted..], at + bulleted, tag);
        self.in_html &= !found;
        found
    }

    fn abbreviation(&mut self, content: &str, at: usize) -> bool {
        let Some(close) = content.find("]:").filter(|&close| close > 2) else { return false };
        let long = content[close + 2..].trim();
        let long_start = at + content.len() - long.len();
        self.mask(at..at + content.len(), Look::Instruction, Kind::Abbreviation(at + 2..at + close, long_start..long_start + long.len()));
        self.in_text = false;
        true
    }
}

/// Where the next run of exactly this many backticks begins.
fn closing_ticks(bytes: &[u8], from: usize, ticks: usize) -> Option<usize> {
    let mut i = from;
    while i < bytes.len() {
        let run = bytes[i..].iter().take_while(|&&b| b == b'`').count();
        if run == ticks {
            return Some(i);
        }
        i += run.max(1);
    }
    None
}

/// An opening `{::name options}`, or all of `{::name options /}`.
struct Extension<'t> {
    name: &'static str,
    options: &'t str,
    complete: bool,
    length: usize,
}

impl<'t> Extension<'t> {
    fn read(text: &'t str) -> Option<Extension<'t>> {
        let inner = text.strip_prefix("{::")?;
        let end = inner.bytes().take(2000).position(|b| b == b'}')?;
        let (inner, complete) = inner[..end].strip_suffix('/').map_or((&inner[..end], false), |inner| (inner, true));
        let (name, options) = inner.split_once([' ', '\t']).unwrap_or((inner, ""));
        let name = *["comment", "nomarkdown", "options"].iter().find(|known| **known == name)?;
        Some(Extension { name, options, complete, length: end + 4 })
    }

    /// `{::nomarkdown type="latex"}` is not for the web.
    fn is_shown(&self) -> bool {
        self.name == "nomarkdown"
            && Attributes::parse(self.options).pairs.iter().all(|(key, value)| key != "type" || value.split(' ').any(|kind| kind == "html"))
    }
}

/// `2..3`, or `2,3`.
pub(super) fn levels(value: &str) -> Option<std::ops::RangeInclusive<u8>> {
    let (first, last) = value.split_once("..").or_else(|| Some((value.split(',').next()?, value.rsplit(',').next()?)))?;
    Some(first.trim().parse().ok()?..=last.trim().parse().ok()?)
}

/// The length of the list bullets that a line opens with, white space after them included.
pub(super) fn bullet(text: &str) -> usize {
    let mut at = 0;
    loop {
        let rest = &text[at..];
        if !matches!(rest.as_bytes().first(), Some(b'0'..=b'9' | b'-' | b'*' | b'+')) {
            return at;
        }
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let mark = if digits > 0 && digits < 10 { digits } else { 0 };
        let is_mark = match rest.as_bytes().get(mark) {
            Some(b'.' | b')') => mark > 0,
            Some(b'-' | b'*' | b'+') => mark == 0,
            _ => false,
        };
        let after = rest.get(mark + 1..).unwrap_or("");
        let space = after.len() - after.trim_start_matches([' ', '\t']).len();
        if !is_mark || space == 0 {
            return at;
        }
        at += mark + 1 + space;
    }
}
