//! Writes a body's nodes as HTML, leaving holes where an address depends on the rest of the site.

use super::attributes::Attributes;
pub use super::body::{Body, Hole, HoleKind, Html};
use super::callout::{Callout, UNWRAPPED};
use super::escape::is_attribute_name;
pub use super::escape::{escape, escape_attribute, escape_href, is_foreign, is_safe_url};
use super::footnote::{Footnotes, asks_for_notes};
use super::heading::Heading;
use super::highlight;
use super::html_nodes::{alternative_text, html_block_attributes, is_alone, is_display_math, is_task, is_task_list, is_whole, language};
use super::html_tag;
use super::math;
pub use super::nest::nest;
use super::node::{Node, Part, after};
use super::table_bodies::{BODY, FOOT};
use crate::source::Span;
use pulldown_cmark::{Alignment, CodeBlockKind, Event, LinkType, Tag, TagEnd};

/// How a body is written.
#[derive(Clone, Debug)]
pub struct Look {
    /// The levels of headings in a table of contents.
    pub toc_levels: std::ops::RangeInclusive<u8>,
}

/// Writes all nodes. `offset` is where the body begins in its file.
pub fn write(nodes: &[Node], headings: Vec<Heading>, footnotes: Footnotes, look: Look, offset: usize) -> Body {
    let body = Body { headings, ..Body::default() };
    let mut writer = Writer {
        body,
        look,
        offset,
        footnotes,
        tables: Vec::new(),
        in_head: false,
        in_foot: false,
        term: None,
        cell: 0,
        quotes: Vec::new(),
        tight: Vec::new(),
        notes_at: None,
    };
    writer.nodes(nodes);
    writer.write_footnotes();
    writer.body
}

/// Writes nodes into a body.
pub(super) struct Writer<'a> {
    pub(super) body: Body,
    pub(super) look: Look,
    offset: usize,
    pub(super) footnotes: Footnotes<'a>,
    tables: Vec<Vec<Alignment>>,
    in_head: bool,
    in_foot: bool,
    /// In a definition list's term, whose lines are terms each, how many spans are open.
    term: Option<usize>,
    cell: usize,
    /// Whether each open quote writes its `<blockquote>`.
    quotes: Vec<bool>,
    /// What closes each open paragraph: a formula alone in one has no `<p>`.
    tight: Vec<&'static str>,
    /// Where `{:footnotes}` wants the notes.
    pub(super) notes_at: Option<usize>,
}

impl<'a> Writer<'a> {
    pub(super) fn nodes(&mut self, nodes: &[Node<'a>]) {
        let mut i = 0;
        while i < nodes.len() {
            i = self.node(nodes, i);
        }
    }

    /// Writes `nodes[i]`; returns the place of the next node to write.
    fn node(&mut self, nodes: &[Node<'a>], i: usize) -> usize {
        let node = &nodes[i];
        let attributes = node.attributes.as_deref();
        if let Some(open) = &mut self.term {
            *open = (*open + usize::from(node.start().is_some())).saturating_sub(usize::from(node.end().is_some()));
        }
        if let Some(attributes) = attributes {
            self.body.classes |= !attributes.classes.is_empty();
        }
        match &node.part {
            Part::Open(callout) => self.open_callout(callout),
            Part::Close => self.push("</div>\n"),
            Part::Toc(ordered) => self.toc(nodes, *ordered, attributes),
            Part::Md(Event::Start(Tag::CodeBlock(kind))) => return self.code_block(nodes, i, kind),
            Part::Md(Event::Start(Tag::Image { dest_url, title, .. })) => return self.image(nodes, i, dest_url, title),
            Part::Md(Event::Start(Tag::List(_))) if asks_for_notes(node) => {
                self.notes_at = Some(self.body.html.len());
                return after(nodes, i);
            }
            Part::Md(Event::Start(tag)) => self.start(nodes, i, tag),
            Part::Md(Event::End(tag)) => self.end(*tag),
            Part::Md(Event::Text(text)) => escape(&mut self.body.html, text),
            Part::Md(Event::Code(text)) => self.code_span(text, attributes),
            // What an attribute list gives a block of raw HTML goes to its first tag.
            Part::Md(Event::Html(html)) => self.raw(html, node, i.checked_sub(1).and_then(|above| html_block_attributes(&nodes[above]))),
            Part::Md(Event::InlineHtml(html)) => self.raw(html, node, attributes),
            Part::Md(Event::InlineMath(text)) => self.math(text, false, attributes),
            Part::Md(Event::DisplayMath(text)) => self.display_math(nodes, i, text),
            Part::Md(Event::SoftBreak) => self.push(if self.term == Some(0) { "</dt>\n<dt>" } else { "\n" }),
            Part::Md(Event::HardBreak) => self.push("<br>\n"),
            Part::Md(Event::Rule) => self.void("hr", attributes),
            Part::Md(Event::FootnoteReference(label)) => self.footnote_reference(label),
            Part::Md(Event::TaskListMarker(checked)) => self.push(if *checked {
                "<input type=\"checkbox\" class=\"task-list-item-checkbox\" disabled checked aria-label=\"Done\">"
            } else {
                "<input type=\"checkbox\" class=\"task-list-item-checkbox\" disabled aria-label=\"Open\">"
            }),
        }
        i + 1
    }

    pub(super) fn push(&mut self, text: &str) {
        self.body.html.push_str(text);
    }

    fn void(&mut self, name: &str, attributes: Option<&Attributes>) {
        self.tag(name, "", &[], attributes);
        self.push("\n");
    }

    /// Writes `<name class="…" id="…" key="value">`; `class` stands before the attribute list's classes.
    pub(super) fn tag(&mut self, name: &str, class: &str, more: &[(&str, &str)], attributes: Option<&Attributes>) {
        self.push("<");
        self.push(name);
        self.attributes(class, more, attributes);
        self.push(">");
    }

    fn attributes(&mut self, class: &str, more: &[(&str, &str)], attributes: Option<&Attributes>) {
        let none = Attributes::default();
        let attributes = attributes.unwrap_or(&none);
        let classes = || (!class.is_empty()).then_some(class).into_iter().chain(attributes.classes.iter().map(String::as_str));
        for (i, class) in classes().enumerate() {
            self.push(if i == 0 { " class=\"" } else { " " });
            escape_attribute(&mut self.body.html, class);
        }
        if classes().next().is_some() {
            self.push("\"");
        }
        if let Some(id) = attributes.id.as_deref().filter(|id| !id.is_empty()) {
            self.attribute("id", id);
        }
        for (key, value) in more.iter().copied().chain(attributes.pairs.iter().map(|(k, v)| (k.as_str(), v.as_str()))) {
            if is_attribute_name(key) {
                self.attribute(key, value);
            }
        }
    }

    pub(super) fn attribute(&mut self, key: &str, value: &str) {
        self.push(" ");
        self.push(key);
        self.push("=\"");
        escape_attribute(&mut self.body.html, value);
        self.push("\"");
    }

    fn start(&mut self, nodes: &[Node<'a>], i: usize, tag: &Tag<'a>) {
        let node = &nodes[i];
        let attributes = node.attributes.as_deref();
        match tag {
            Tag::Paragraph if is_display_math(nodes, i) => self.tight.push(""),
            Tag::Paragraph => {
                self.tag("p", "", &[], attributes);
                self.tight.push("</p>\n");
            }
            Tag::Heading { level, .. } => self.heading(*level as usize, attributes),
            Tag::BlockQuote(_) => {
                let wraps = !attributes.is_some_and(|a| a.references.iter().any(|r| r == UNWRAPPED));
                self.quotes.push(wraps);
                if wraps {
                    self.tag("blockquote", "", &[], attributes);
                    self.push("\n");
                }
            }
            Tag::List(first) => {
                let class = if is_task_list(nodes, i) { "task-list" } else { "" };
                match first {
                    Some(start) if *start != 1 => self.tag("ol", class, &[("start", &start.to_string())], attributes),
                    Some(_) => self.tag("ol", class, &[], attributes),
                    None => self.tag("ul", class, &[], attributes),
                }
                self.push("\n");
            }
            Tag::Item => {
                let class = if is_task(nodes, i) { "task-list-item" } else { "" };
                self.tag("li", class, &[], attributes);
            }
            Tag::Table(alignments) => {
                self.push("<div class=\"table-wrapper\">");
                self.tag("table", "", &[], attributes);
                self.push("\n");
                if !matches!(nodes.get(i + 1).and_then(Node::start), Some(Tag::TableHead)) {
                    self.push("<tbody>\n");
                }
                self.tables.push(alignments.clone());
            }
            Tag::TableHead => {
                self.in_head = true;
                self.cell = 0;
                self.push("<thead>\n<tr>\n");
            }
            Tag::TableRow => {
                self.cell = 0;
                match attributes.and_then(|attributes| attributes.references.first()).map(String::as_str) {
                    Some(BODY) => self.push("</tbody>\n<tbody>\n"),
                    Some(FOOT) => {
                        self.push("</tbody>\n<tfoot>\n");
                        self.in_foot = true;
                    }
                    _ => {}
                }
                self.push("<tr>\n");
            }
            Tag::TableCell => self.table_cell(),
            Tag::DefinitionList => self.tag_line("dl", attributes),
            Tag::DefinitionListTitle => {
                self.term = Some(0);
                self.tag("dt", "", &[], attributes);
            }
            Tag::DefinitionListDefinition => self.tag("dd", "", &[], attributes),
            Tag::Emphasis => self.tag("em", "", &[], attributes),
            Tag::Strong => self.tag("strong", "", &[], attributes),
            Tag::Strikethrough => self.tag("del", "", &[], attributes),
            Tag::Superscript => self.tag("sup", "", &[], attributes),
            Tag::Subscript => self.tag("sub", "", &[], attributes),
            Tag::Link { dest_url, title, link_type, .. } => self.link(dest_url, title, *link_type, node),
            Tag::Image { .. } | Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::FootnoteDefinition(_) | Tag::MetadataBlock(_) => {}
        }
    }

    pub(super) fn tag_line(&mut self, name: &str, attributes: Option<&Attributes>) {
        self.tag(name, "", &[], attributes);
        self.push("\n");
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => {
                let close = self.tight.pop().unwrap_or("</p>\n");
                self.push(close);
            }
            TagEnd::Heading(level) => {
                self.push(["</h1>\n", "</h2>\n", "</h3>\n", "</h4>\n", "</h5>\n", "</h6>\n"][level as usize - 1]);
            }
            TagEnd::BlockQuote(_) => {
                if self.quotes.pop().unwrap_or(true) {
                    self.push("</blockquote>\n");
                }
            }
            TagEnd::List(true) => self.push("</ol>\n"),
            TagEnd::List(false) => self.push("</ul>\n"),
            TagEnd::Item => self.push("</li>\n"),
            TagEnd::Table => {
                self.tables.pop();
                let foot = std::mem::take(&mut self.in_foot);
                self.push(if foot { "</tfoot>\n</table></div>\n" } else { "</tbody>\n</table></div>\n" });
            }
            TagEnd::TableHead => {
                self.in_head = false;
                self.push("</tr>\n</thead>\n<tbody>\n");
            }
            TagEnd::TableRow => self.push("</tr>\n"),
            TagEnd::TableCell => {
                self.push(if self.in_head { "</th>\n" } else { "</td>\n" });
                self.cell += 1;
            }
            TagEnd::DefinitionList => self.push("</dl>\n"),
            TagEnd::DefinitionListTitle => {
                self.term = None;
                self.push("</dt>\n");
            }
            TagEnd::DefinitionListDefinition => self.push("</dd>\n"),
            TagEnd::Emphasis => self.push("</em>"),
            TagEnd::Strong => self.push("</strong>"),
            TagEnd::Strikethrough => self.push("</del>"),
            TagEnd::Superscript => self.push("</sup>"),
            TagEnd::Subscript => self.push("</sub>"),
            TagEnd::Link => self.push("</a>"),
            TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::FootnoteDefinition | TagEnd::MetadataBlock(_) | TagEnd::Image => {}
        }
    }

    fn heading(&mut self, level: usize, attributes: Option<&Attributes>) {
        self.tag(["h1", "h2", "h3", "h4", "h5", "h6"][level - 1], "", &[], attributes);
    }

    fn table_cell(&mut self) {
        self.push(if self.in_head { "<th" } else { "<td" });
        let alignment = self.tables.last().and_then(|table| table.get(self.cell)).copied();
        self.push(match alignment {
            Some(Alignment::Left) => " style=\"text-align: left\">",
            Some(Alignment::Center) => " style=\"text-align: center\">",
            Some(Alignment::Right) => " style=\"text-align: right\">",
            Some(Alignment::None) | None => ">",
        });
    }

    fn link(&mut self, url: &str, title: &str, link_type: LinkType, node: &Node) {
        self.push("<a href=\"");
        if link_type == LinkType::Email {
            self.push("mailto:");
        }
        self.hole(url, HoleKind::Link, node);
        self.push("\"");
        self.rest_of_tag(title, node.attributes.as_deref());
    }

    /// Writes an image; its content is its alternative text. Returns the place after it.
    fn image(&mut self, nodes: &[Node<'a>], start: usize, url: &str, title: &str) -> usize {
        let node = &nodes[start];
        let end = after(nodes, start);
        self.push("<img");
        // The writer's own attributes first: whoever fills the hole sees what is said already.
        self.attributes("", &[], node.attributes.as_deref());
        let span = self.span(node);
        self.body.holes.push(Hole { at: self.body.html.len(), kind: HoleKind::Image(url.to_owned()), span });
        self.attribute("alt", &alternative_text(&nodes[start + 1..end]));
        self.rest_of_tag(title, None);
        end
    }

    /// Writes the title, the attribute list and the end of a tag that is open already.
    fn rest_of_tag(&mut self, title: &str, attributes: Option<&Attributes>) {
        if !title.is_empty() {
            self.attribute("title", title);
        }
        self.attributes("", &[], attributes);
        self.push(">");
    }

    /// Writes an address that is whole as it stands, or leaves a hole for one that the site must resolve.
    fn hole(&mut self, url: &str, kind: fn(String) -> HoleKind, node: &Node) {
        if is_whole(url) {
            escape_href(&mut self.body.html, url);
        } else {
            let span = self.span(node);
            self.body.holes.push(Hole { at: self.body.html.len(), kind: kind(url.to_owned()), span });
        }
    }

    fn span(&self, node: &Node) -> Span {
        Span::new(node.range.start + self.offset, node.range.end + self.offset)
    }

    fn code_span(&mut self, text: &str, attributes: Option<&Attributes>) {
        let language = attributes.and_then(|a| a.classes.iter().find_map(|class| class.strip_prefix("language-")));
        let spans = language.and_then(|language| highlight::highlight(language, text));
        let class = if language.is_some() { "highlighter-rouge" } else { "language-plaintext highlighter-rouge" };
        match attributes {
            Some(attributes) => {
                let mut attributes = attributes.clone();
                attributes.classes.push(class.to_owned());
                self.tag("code", "", &[], Some(&attributes));
            }
            None => self.tag("code", class, &[], None),
        }
        match spans {
            Some(spans) => self.push(&spans),
            None => escape(&mut self.body.html, text),
        }
        self.push("</code>");
    }

    fn code_block(&mut self, nodes: &[Node<'a>], start: usize, kind: &CodeBlockKind) -> usize {
        let mut code = String::new();
        let mut i = start + 1;
        while i < nodes.len() && nodes[i].end() != Some(TagEnd::CodeBlock) {
            if let Part::Md(Event::Text(text)) = &nodes[i].part {
                code.push_str(text);
            }
            i += 1;
        }
        let language = language(kind);
        // Code without a language may have it from an attribute list.
        let mut named = nodes[start].attributes.clone().filter(|_| language.is_empty());
        let name = named.as_mut().and_then(|named| {
            let at = named.classes.iter().position(|class| class.starts_with("language-"))?;
            Some(named.classes.remove(at))
        });
        let language = name.as_deref().and_then(|name| name.strip_prefix("language-")).unwrap_or(language);
        let attributes = named.as_deref().or(nodes[start].attributes.as_deref());
        if language == "math" {
            self.math(&code, true, attributes);
            return i + 1;
        }
        match highlight::highlight(language, &code) {
            Some(spans) => {
                let mut attributes = attributes.cloned().unwrap_or_default();
                attributes.classes.insert(0, format!("language-{}", if language.is_empty() { "plaintext" } else { language }));
                attributes.classes.push("highlighter-rouge".to_owned());
                self.tag("div", "", &[], Some(&attributes));
                self.push("<div class=\"highlight\"><pre class=\"highlight\"><code>");
                self.push(&spans);
                self.push("</code></pre></div></div>\n");
            }
            None => {
                self.body.mermaid |= language == "mermaid";
                self.tag("pre", "", &[], attributes);
                self.push("<code class=\"language-");
                escape_attribute(&mut self.body.html, language);
                self.push("\">");
                escape(&mut self.body.html, &code);
                self.push("</code></pre>\n");
            }
        }
        i + 1
    }

    fn raw(&mut self, html: &str, node: &Node, attributes: Option<&Attributes>) {
        self.body.mermaid |= html.contains("class=\"mermaid\"");
        if html.trim() == "<!-- weeklog:weeks -->" {
            let span = self.span(node);
            self.body.holes.push(Hole { at: self.body.html.len(), kind: HoleKind::Weeks, span });
            return;
        }
        self.body.classes |= html.contains("class");
        match attributes.filter(|attributes| !attributes.is_empty()) {
            Some(attributes) => html_tag::write_with(&mut self.body.html, html, attributes),
            None => self.push(html),
        }
    }

    fn math(&mut self, text: &str, display: bool, attributes: Option<&Attributes>) {
        self.body.math = true;
        self.tag(if display { "div" } else { "span" }, "math", &[], attributes);
        let start = self.body.html.len();
        math::write(&mut self.body.html, text.trim(), display);
        self.body.formulas.push(start..self.body.html.len());
        self.push(if display { "</div>\n" } else { "</span>" });
    }

    /// A formula on lines of its own has what an attribute list gives its paragraph.
    fn display_math(&mut self, nodes: &[Node<'a>], i: usize, text: &str) {
        let alone = is_alone(nodes, i);
        let node = if alone { &nodes[i - 1] } else { &nodes[i] };
        self.math(text, alone, node.attributes.as_deref());
    }

    fn open_callout(&mut self, callout: &Callout) {
        let mut more: Vec<(&str, &str)> = vec![("role", "note")];
        if let Some(id) = callout.labelled_by.as_deref().filter(|id| !id.is_empty()) {
            more.push(("aria-labelledby", id));
        } else if let Some(label) = &callout.label {
            more.push(("aria-label", label));
        }
        if let Some(color) = &callout.color {
            more.push(("data-color", color));
        }
        let attributes = Attributes { id: callout.id.clone(), classes: callout.classes.clone(), ..Attributes::default() };
        self.tag("div", "", &more, Some(&attributes));
        self.push("\n");
        if let Some(title) = &callout.title {
            self.push("<p class=\"callout-title\">");
            escape(&mut self.body.html, title);
            self.push("</p>\n");
        }
    }
}
