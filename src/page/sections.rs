//! A page's text by sections: what search indexes and reading time counts.

use super::outline::{Block, Item, Kind, Line, Outline};
use super::packed::Packed;
use crate::source::away::Away;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;

/// The text below one heading, up to the next.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Section<'a> {
    /// The heading's anchor; empty for the text above the first.
    #[serde(borrow)]
    pub id: Cow<'a, str>,
    /// The heading.
    #[serde(borrow)]
    pub heading: Cow<'a, str>,
    /// Its level; 0 above the first.
    pub level: u8,
    /// Its text, blocks and cells apart by line ends.
    #[serde(borrow)]
    pub text: Cow<'a, str>,
}

/// The sections of a page, packed into bytes: they are looked at once or twice, and are many small texts.
#[derive(Clone, Debug)]
pub enum Sections {
    /// In memory.
    Here(Packed),
    /// Put away.
    Away(Away),
}

impl Sections {
    /// Packs sections.
    pub fn new(sections: &[Section]) -> Sections {
        let size = |section: &Section| section.id.len() + section.heading.len() + section.text.len() + 16;
        Sections::Here(Packed::new(sections, 8 + sections.iter().map(size).sum::<usize>()))
    }

    /// Gives the sections to `take`.
    pub fn unpack<T>(&self, take: impl FnOnce(&[Section]) -> T) -> T {
        take(&postcard::from_bytes::<Vec<Section>>(&self.bytes()).unwrap_or_default())
    }

    pub(super) fn bytes(&self) -> Cow<'_, [u8]> {
        match self {
            Sections::Here(packed) => Cow::Borrowed(packed.bytes()),
            Sections::Away(away) => Cow::Owned(away.bytes()),
        }
    }
}

impl PartialEq for Sections {
    fn eq(&self, other: &Sections) -> bool {
        self.bytes() == other.bytes()
    }
}

impl Serialize for Sections {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.bytes())
    }
}

impl<'de> Deserialize<'de> for Sections {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Sections, D::Error> {
        Packed::deserialize(deserializer).map(Sections::Here)
    }
}

/// Splits an outline at headings of level 1 to 3.
pub fn of(outline: &Outline) -> Vec<Section<'static>> {
    let mut sections = vec![Section::default()];
    blocks(&outline.blocks, &mut sections);
    sections.retain(|section| !section.heading.is_empty() || !section.text.is_empty());
    sections
}

fn blocks(list: &[Block], sections: &mut Vec<Section>) {
    for block in list {
        match &block.kind {
            Kind::Heading { level: level @ 1..=3, id, line } => {
                sections.push(Section { id: id.clone().into(), heading: line.text().into(), level: *level, text: Cow::default() })
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
    let Some(section) = sections.last_mut() else { return };
    let text = section.text.to_mut();
    let (before, start) = begin(text);
    text.extend(line.runs.iter().map(|run| run.text.as_str()));
    let blank = text[start..].len() - text[start..].trim_start().len();
    text.drain(start..start + blank);
    end(text, before, start);
}

fn add_code(sections: &mut [Section], code: &str) {
    let Some(section) = sections.last_mut() else { return };
    let text = section.text.to_mut();
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
