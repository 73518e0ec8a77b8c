//! A page's text read once more for checks: the parser's events with their bytes, and where code stands.

use crate::page::Page;
use crate::page::markdown;
use crate::page::mask::Masked;
use crate::page::node::Node;
use crate::source::{Source, Span};
use pulldown_cmark::{Event, Tag};
use std::ops::Range;
use std::sync::Arc;

/// One file's text.
pub(super) struct Text<'a> {
    pub(super) source: &'a Arc<Source>,
    /// The parsed body of a Markdown page.
    pub(super) markdown: Option<Body<'a>>,
}

/// A Markdown body.
pub(super) struct Body<'a> {
    pub(super) source: &'a Arc<Source>,
    /// Where it begins in the file.
    pub(super) start: usize,
    /// As written.
    pub(super) text: &'a str,
    /// Bytes in the body and what the parser saw there, in order.
    pub(super) events: Vec<(Range<usize>, Event<'static>)>,
    /// The bytes of code, blocks and spans, in the body, in order.
    code: Vec<Range<usize>>,
}

impl<'a> Text<'a> {
    pub(super) fn new(page: &'a Page, options: &markdown::Options) -> Text<'a> {
        let extension = page.source.path().rsplit('.').next().unwrap_or("").to_ascii_lowercase();
        let markdown = !matches!(extension.as_str(), "html" | "htm");
        Text { source: &page.source, markdown: markdown.then(|| Body::new(page, options)) }
    }

    /// Whether a byte of the file lies in code.
    pub(super) fn is_code(&self, byte: usize) -> bool {
        self.markdown.as_ref().is_some_and(|body| byte >= body.start && body.is_code(byte - body.start))
    }
}

impl<'a> Body<'a> {
    fn new(page: &'a Page, options: &markdown::Options) -> Body<'a> {
        let start = page.front.body as usize;
        let text = page.source.text().get(start..).unwrap_or("");
        let masked = Masked::new(text, &options.kramdown);
        let (nodes, _) = markdown::parse(&masked.text);
        let events: Vec<_> = nodes.into_iter().filter_map(owned).collect();
        let is_code = |event: &Event| matches!(event, Event::Start(Tag::CodeBlock(_)) | Event::Code(_));
        let code = events.iter().filter(|(_, event)| is_code(event)).map(|(range, _)| range.clone()).collect();
        Body { source: &page.source, start, text, events, code }
    }

    /// Bytes of the body as bytes of the file.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        Span::new(range.start + self.start, range.end + self.start)
    }

    /// Whether a byte of the body lies in code.
    pub(super) fn is_code(&self, byte: usize) -> bool {
        let after = self.code.partition_point(|range| range.start <= byte);
        after > 0 && byte < self.code[after - 1].end
    }

    /// The lines of the body with the byte at which each begins, line ends left out.
    pub(super) fn lines(&self) -> impl Iterator<Item = (usize, &'a str)> {
        let mut at = 0;
        self.text.split_inclusive('\n').map(move |line| {
            let start = at;
            at += line.len();
            (start, line.trim_end_matches(['\n', '\r']))
        })
    }

    /// One past the event that ends what `events[start]` opens.
    pub(super) fn after(&self, start: usize) -> usize {
        let mut depth = 0usize;
        for (i, (_, event)) in self.events.iter().enumerate().skip(start) {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                return i + 1;
            }
        }
        self.events.len()
    }
}

fn owned(node: Node) -> Option<(Range<usize>, Event<'static>)> {
    match node.part {
        crate::page::node::Part::Md(event) => Some((node.range, event.into_static())),
        _ => None,
    }
}
