//! A page's text by sections: what search indexes and reading time counts.

use super::outline::{Block, Item, Kind, Line, Outline};

/// The text below one heading, up to the next.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Section {
    /// The heading's anchor; empty for the text above the first.
    pub id: String,
    /// The heading.
    pub heading: String,
    /// Its level; 0 above the first.
    pub level: u8,
    /// Its text, blocks and cells apart by line ends.
    pub text: String,
}

/// Splits an outline at headings of level 1 to 3.
pub fn of(outline: &Outline) -> Vec<Section> {
    // Sections stay as long as the site does, so there is room for no more than there can be.
    let headings = outline.blocks.iter().filter(|block| matches!(block.kind, Kind::Heading { .. })).count();
    let mut sections = Vec::with_capacity(headings + 1);
    sections.push(Section::default());
    blocks(&outline.blocks, &mut sections);
    sections.retain(|section| !section.heading.is_empty() || !section.text.is_empty());
    sections
}

fn blocks(list: &[Block], sections: &mut Vec<Section>) {
    for block in list {
        match &block.kind {
            Kind::Heading { level: level @ 1..=3, id, line } => {
                sections.push(Section { id: id.clone(), heading: line.text(), level: *level, text: String::new() })
            }
            Kind::Heading { line, .. } => add(sections, line),
            Kind::Paragraph(lines) => lines.iter().for_each(|line| add(sections, line)),
            Kind::List(items) => items.iter().for_each(|item| add_item(sections, item)),
            Kind::Table { head, rows } => head.iter().chain(rows.iter().flatten()).for_each(|cell| add(sections, cell)),
            Kind::Quote(inner) => blocks(inner, sections),
            Kind::Definition { term, blocks: inner } => {
                add(sections, term);
                blocks(inner, sections);
            }
            Kind::Code { text, .. } => add_code(sections, text),
            Kind::Html(_) | Kind::Rule => {}
        }
    }
}

fn add_item(sections: &mut Vec<Section>, item: &Item) {
    item.lines.iter().for_each(|line| add(sections, line));
    blocks(&item.blocks, sections);
}

fn add(sections: &mut [Section], line: &Line) {
    let Some(Section { text, .. }) = sections.last_mut() else { return };
    let (before, start) = begin(text);
    text.extend(line.runs.iter().map(|run| run.text.as_str()));
    let blank = text[start..].len() - text[start..].trim_start().len();
    text.drain(start..start + blank);
    end(text, before, start);
}

fn add_code(sections: &mut [Section], code: &str) {
    let Some(Section { text, .. }) = sections.last_mut() else { return };
    let (before, start) = begin(text);
    text.push_str(code);
    end(text, before, start);
}

/// Where a text ends, and where its next line begins.
fn begin(text: &mut String) -> (usize, usize) {
    let before = text.len();
    if before > 0 {
        text.push('\n');
    }
    (before, text.len())
}

/// Takes blanks off the end of the line that begins at `start`, and all of it if nothing else is on it.
fn end(text: &mut String, before: usize, start: usize) {
    let end = start + text[start..].trim_end().len();
    text.truncate(if end > start { end } else { before });
}
