//! What a page says, block by block with spans and without HTML: what the log reader and search read.

use crate::source::Span;

/// A stretch of text inside a block, with the marks that carry meaning in a log.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Run {
    /// Its text as read: entities decoded, punctuation made smart, no marks.
    pub text: String,
    /// Inside `**strong**`.
    pub strong: bool,
    /// Inside `~~deleted~~`.
    pub deleted: bool,
    /// A code span.
    pub code: bool,
    /// The destination of the link it stands in, as written.
    pub link: Option<String>,
    /// Its bytes in the file.
    pub span: Span,
}

/// A line or a cell of running text. A soft line break ends a line: logs write one fact a line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// The stretches, in order.
    pub runs: Vec<Run>,
    /// Its bytes in the file.
    pub span: Span,
}

impl Line {
    /// The whole text of the line, trimmed.
    pub fn text(&self) -> String {
        if let [run] = &*self.runs {
            return run.text.trim().to_owned();
        }
        let mut text = String::with_capacity(self.runs.iter().map(|run| run.text.len()).sum());
        self.runs.iter().for_each(|run| text.push_str(&run.text));
        text.truncate(text.trim_end().len());
        if text.starts_with(char::is_whitespace) { text.trim_start().to_owned() } else { text }
    }

    /// Whether nothing but white space stands on it.
    pub fn is_blank(&self) -> bool {
        self.runs.iter().all(|run| run.text.trim().is_empty())
    }
}

/// One item of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Item {
    /// `Some(true)` for `[x]`, `Some(false)` for `[ ]`; other marks stay in the text.
    pub checked: Option<bool>,
    /// Its own text, before any nested block.
    pub lines: Vec<Line>,
    /// Nested lists and further blocks.
    pub blocks: Vec<Block>,
    /// Its bytes in the file.
    pub span: Span,
}

/// What a block is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A heading of level 1 to 6, with its anchor.
    Heading {
        /// 1 to 6.
        level: u8,
        /// The anchor, without `#`; empty when it has none.
        id: String,
        /// Its text.
        line: Line,
    },
    /// A paragraph, a line of the source each.
    Paragraph(Vec<Line>),
    /// A list, ordered or not.
    List(Vec<Item>),
    /// A table: the header's cells (may be empty) and the rows'.
    Table {
        /// The header row.
        head: Vec<Line>,
        /// The body's rows.
        rows: Vec<Vec<Line>>,
    },
    /// A quotation or an alert.
    Quote(Vec<Block>),
    /// A code block: language (first word of the info string, may be empty) and text.
    Code {
        /// The first word after the fence.
        language: String,
        /// The code.
        text: String,
    },
    /// A definition list's term with its definitions' text.
    Definition {
        /// The term.
        term: Line,
        /// What it means, a block list.
        blocks: Vec<Block>,
    },
    /// Raw HTML, an image alone, a footnote's text: kept for its place.
    Html(String),
    /// A rule, `---`.
    Rule,
}

/// A block with its place and the classes that an attribute list gave it.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// What it is.
    pub kind: Kind,
    /// Its bytes in the file, attribute lists not included.
    pub span: Span,
    /// Classes from `{: .x }` on the block or on the callout around it.
    pub classes: Vec<String>,
}

/// All blocks of a page in order. Callouts are transparent: their blocks stand here with the callout's class.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outline {
    /// Top-level blocks in the order of the file.
    pub blocks: Vec<Block>,
}
