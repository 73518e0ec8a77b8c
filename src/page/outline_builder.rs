//! Builds a page's [`Outline`] from its nodes.

use super::node::{Node, Part};
use super::outline::{Block, Item, Kind, Line, Outline, Run};
use crate::source::Span;
use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

/// Deeper blocks than this are left out: nobody writes them, and files that do are hostile.
const DEEPEST: usize = 40;

/// Reads the outline of a body that begins at byte `offset` of its file.
pub(super) fn build(nodes: &[Node], offset: usize) -> Outline {
    let mut reader = Reader { nodes, at: 0, offset, depth: 0, classes: Vec::new(), spare: Vec::new() };
    let mut blocks = Vec::new();
    while reader.at < nodes.len() {
        reader.blocks(&mut blocks);
        reader.at += 1; // an end without a start: skip it
    }
    Outline { blocks }
}

struct Reader<'n, 'a> {
    nodes: &'n [Node<'a>],
    at: usize,
    offset: usize,
    depth: usize,
    /// Classes of the open callouts.
    classes: Vec<String>,
    /// Room for the lines of a heading or a cell.
    spare: Vec<Line>,
}

impl Reader<'_, '_> {
    fn span(&self, node: &Node) -> Span {
        Span::new(node.range.start + self.offset, node.range.end + self.offset)
    }

    /// Reads blocks up to the end of the container, which is left unread.
    fn blocks(&mut self, out: &mut Vec<Block>) {
        while let Some(node) = self.nodes.get(self.at) {
            match &node.part {
                Part::Open(callout) => {
                    self.classes.extend(callout.classes.iter().cloned());
                    self.at += 1;
                    let count = callout.classes.len();
                    self.blocks(out);
                    self.classes.truncate(self.classes.len().saturating_sub(count));
                    self.at += 1;
                }
                Part::Close | Part::Md(Event::End(_)) => return,
                Part::Md(Event::Rule) => {
                    out.push(self.block(node, Kind::Rule));
                    self.at += 1;
                }
                Part::Md(Event::Start(tag)) => self.block_of(tag, out),
                Part::Toc(_) => self.at += 1,
                // A tight item's text stands directly in its container.
                Part::Md(_) => {
                    let lines = self.lines();
                    let mut filled = lines.iter().filter(|line| !line.runs.is_empty());
                    let span = filled.next().map(|first| (first.span.start, filled.next_back().unwrap_or(first).span.end));
                    let span = span.map_or(self.span(node), |(start, end)| Span { start, end });
                    out.push(Block { kind: Kind::Paragraph(lines), span, classes: self.classes.clone() });
                }
            }
        }
    }

    fn block(&self, node: &Node, kind: Kind) -> Block {
        let mut classes = self.classes.clone();
        classes.extend(node.attributes.iter().flat_map(|a| a.classes.iter().cloned()));
        Block { kind, span: self.span(node), classes }
    }

    fn block_of(&mut self, tag: &Tag, out: &mut Vec<Block>) {
        let node = &self.nodes[self.at];
        if self.depth >= DEEPEST {
            self.skip();
            return;
        }
        let kind = match tag {
            Tag::Heading { level, .. } => {
                let id = node.attributes.as_ref().and_then(|a| a.id.clone()).unwrap_or_default();
                self.at += 1;
                let line = self.line();
                self.at += 1;
                Kind::Heading { level: *level as u8, id, line }
            }
            Tag::List(_) => self.list(),
            Tag::Table(_) => self.table(),
            Tag::BlockQuote(_) => Kind::Quote(self.nested()),
            Tag::CodeBlock(kind) => self.code(kind),
            Tag::HtmlBlock => self.html(),
            Tag::DefinitionList => {
                self.definitions(out);
                return;
            }
            Tag::Paragraph => {
                self.at += 1;
                let lines = self.lines();
                self.at += 1;
                Kind::Paragraph(lines)
            }
            tag if is_inline(tag) => {
                let lines = self.lines();
                Kind::Paragraph(lines)
            }
            _ => {
                let blocks = self.nested();
                out.extend(blocks);
                return;
            }
        };
        out.push(self.block(node, kind));
    }

    fn skip(&mut self) {
        let mut depth = 0usize;
        while let Some(node) = self.nodes.get(self.at) {
            self.at += 1;
            match &node.part {
                Part::Md(Event::Start(_)) | Part::Open(_) => depth += 1,
                Part::Md(Event::End(_)) | Part::Close => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                return;
            }
        }
    }

    /// The blocks inside the container that opens here; moves past its end.
    fn nested(&mut self) -> Vec<Block> {
        self.at += 1;
        self.depth += 1;
        let mut blocks = Vec::new();
        self.blocks(&mut blocks);
        self.depth -= 1;
        self.at += 1;
        blocks
    }

    fn list(&mut self) -> Kind {
        self.at += 1;
        let mut items = Vec::new();
        while let Some(Tag::Item) = self.nodes.get(self.at).and_then(Node::start) {
            let span = self.span(&self.nodes[self.at]);
            let mut item = Item { span, checked: self.check_box(), ..Item::default() };
            item.blocks = self.nested();
            if let Some(Block { kind: Kind::Paragraph(lines), .. }) = item.blocks.first_mut() {
                item.lines = std::mem::take(lines);
                item.blocks.remove(0);
            }
            items.push(item);
        }
        self.at += 1;
        Kind::List(items)
    }

    fn check_box(&self) -> Option<bool> {
        let first = self.nodes.get(self.at + 1).map(|node| &node.part);
        let first = match first {
            Some(Part::Md(Event::Start(Tag::Paragraph))) => self.nodes.get(self.at + 2).map(|node| &node.part),
            other => other,
        };
        match first {
            Some(Part::Md(Event::TaskListMarker(checked))) => Some(*checked),
            _ => None,
        }
    }

    fn table(&mut self) -> Kind {
        self.at += 1;
        let mut head = Vec::new();
        let mut rows = Vec::new();
        while let Some(tag) = self.nodes.get(self.at).and_then(Node::start) {
            let is_head = matches!(tag, Tag::TableHead);
            self.at += 1;
            let mut cells = Vec::new();
            while let Some(Tag::TableCell) = self.nodes.get(self.at).and_then(Node::start) {
                let span = self.span(&self.nodes[self.at]);
                self.at += 1;
                let mut line = self.line();
                line.span = span;
                cells.push(line);
                self.at += 1;
            }
            self.at += 1;
            if is_head {
                head = cells;
            } else {
                rows.push(cells);
            }
        }
        self.at += 1;
        Kind::Table { head, rows }
    }

    fn code(&mut self, kind: &CodeBlockKind) -> Kind {
        let language = match kind {
            CodeBlockKind::Fenced(info) => info.split_whitespace().next().unwrap_or("").to_owned(),
            CodeBlockKind::Indented => String::new(),
        };
        Kind::Code { language, text: self.raw() }
    }

    fn html(&mut self) -> Kind {
        Kind::Html(self.raw())
    }

    fn raw(&mut self) -> String {
        self.at += 1;
        let mut raw = String::new();
        while let Some(Part::Md(Event::Text(text) | Event::Html(text))) = self.nodes.get(self.at).map(|node| &node.part) {
            raw.push_str(text);
            self.at += 1;
        }
        self.at += 1;
        raw
    }

    fn definitions(&mut self, out: &mut Vec<Block>) {
        self.at += 1;
        let mut term = Line::default();
        while let Some(tag) = self.nodes.get(self.at).and_then(Node::start) {
            let node = &self.nodes[self.at];
            if matches!(tag, Tag::DefinitionListTitle) {
                self.at += 1;
                term = self.line();
                self.at += 1;
            } else {
                let blocks = self.nested();
                out.push(self.block(node, Kind::Definition { term: term.clone(), blocks }));
            }
        }
        self.at += 1;
    }

    /// Running text as one line, soft breaks as spaces.
    fn line(&mut self) -> Line {
        let mut spare = std::mem::take(&mut self.spare);
        self.read_lines(&mut spare);
        let mut lines = spare.drain(..);
        let mut line = lines.next().unwrap_or_default();
        for more in lines {
            line.runs.push(Run { text: " ".to_owned(), span: Span { start: line.span.end, end: more.span.start }, ..Run::default() });
            line.span.end = more.span.end;
            line.runs.extend(more.runs);
        }
        self.spare = spare;
        line
    }

    /// Running text up to the end of its block, a line of the source each.
    fn lines(&mut self) -> Vec<Line> {
        let mut lines = Vec::with_capacity(1);
        self.read_lines(&mut lines);
        lines
    }

    /// The same into an empty list.
    fn read_lines(&mut self, lines: &mut Vec<Line>) {
        lines.push(Line::default());
        let mut strong = 0usize;
        let mut deleted = 0usize;
        let mut links: Vec<&str> = Vec::new();
        while let Some(node) = self.nodes.get(self.at) {
            let look = |code: bool| Look { strong: strong > 0, deleted: deleted > 0, code, link: links.last().copied() };
            match &node.part {
                Part::Md(Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text)) => {
                    push(lines, text, look(false), self.span(node));
                }
                Part::Md(Event::Code(text)) => push(lines, text, look(true), self.span(node)),
                Part::Md(Event::SoftBreak | Event::HardBreak) => lines.push(Line::default()),
                Part::Md(Event::InlineHtml(html)) if html.starts_with("<br") => push(lines, "\n", look(false), self.span(node)),
                Part::Md(Event::Start(Tag::Strong)) => strong += 1,
                Part::Md(Event::End(TagEnd::Strong)) => strong = strong.saturating_sub(1),
                Part::Md(Event::Start(Tag::Strikethrough)) => deleted += 1,
                Part::Md(Event::End(TagEnd::Strikethrough)) => deleted = deleted.saturating_sub(1),
                Part::Md(Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. })) => links.push(dest_url),
                Part::Md(Event::End(TagEnd::Link | TagEnd::Image)) => drop(links.pop()),
                Part::Md(Event::Start(tag)) if !is_inline(tag) => break,
                Part::Md(Event::End(tag)) if !is_inline_end(*tag) => break,
                Part::Md(Event::Rule) | Part::Open(_) | Part::Close | Part::Toc(_) => break,
                Part::Md(_) => {}
            }
            self.at += 1;
        }
    }
}

/// The marks around a stretch of text.
struct Look<'n> {
    strong: bool,
    deleted: bool,
    code: bool,
    link: Option<&'n str>,
}

fn push(lines: &mut [Line], text: &str, look: Look, span: Span) {
    let Some(line) = lines.last_mut() else { return };
    if line.runs.is_empty() {
        line.span = span;
    }
    line.span.end = line.span.end.max(span.end);
    let Look { strong, deleted, code, link } = look;
    match line.runs.last_mut() {
        // Smart punctuation splits text; the halves are one stretch all the same.
        Some(last) if !last.code && !code && (last.strong, last.deleted, last.link.as_deref()) == (strong, deleted, link) => {
            last.text.push_str(text);
            last.span.end = span.end;
        }
        _ => line.runs.push(Run { text: text.to_owned(), strong, deleted, code, link: link.map(str::to_owned), span }),
    }
}

fn is_inline(tag: &Tag) -> bool {
    matches!(
        tag,
        Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript | Tag::Link { .. } | Tag::Image { .. }
    )
}

fn is_inline_end(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Superscript | TagEnd::Subscript | TagEnd::Link | TagEnd::Image
    )
}
