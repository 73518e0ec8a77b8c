//! The keys between the dashes at the top of a page: where they end, what they say, and what is wrong with them.

use super::front_block as block;
use super::front_fault as fault;
use super::packed::Packed;
use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span};
use crate::yaml::{self, Document, Mapping, Value};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::sync::{Arc, OnceLock};

/// The front matter of one page, read but not interpreted.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct FrontMatter {
    /// Whether the file has one at all: Jekyll copies a file without, GitHub Pages renders it all the same.
    pub present: bool,
    /// The YAML text between the dashes, in bytes of the file.
    pub span: Span,
    /// The first byte of the body.
    pub body: u32,
    told: Told,
}

/// What front matter tells. Once a page has its place in the site hardly anybody asks again, and ten thousand mappings
/// take a tenth of all memory.
#[derive(Clone, Debug, Default)]
struct Told {
    open: OnceLock<Box<Document>>,
    packed: Option<Packed>,
}

impl Told {
    fn new(map: Mapping, keys: Vec<yaml::Key>) -> Told {
        Told { open: OnceLock::from(Box::new(Document { map, keys })), packed: None }
    }

    fn document(&self) -> &Document {
        self.open.get_or_init(|| Box::new(self.packed.as_ref().map(Packed::unpack).unwrap_or_default()))
    }

    fn packed(&self) -> Packed {
        self.packed.clone().unwrap_or_else(|| Packed::new(self.document(), 32 + 48 * self.document().keys.len()))
    }
}

impl Serialize for Told {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.packed().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Told {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Told, D::Error> {
        Packed::deserialize(deserializer).map(|packed| Told { open: OnceLock::new(), packed: Some(packed) })
    }
}

impl FrontMatter {
    /// Reads the front matter of `source`. What is wrong with it is told, and read as it was meant where that is plain.
    pub fn read(source: &Arc<Source>) -> (FrontMatter, Vec<Diagnostic>) {
        let text = source.text();
        let mark = text.len() - text.trim_start_matches('\u{feff}').len();
        let Some(opening) = Opening::find(text, mark) else {
            return (FrontMatter { body: mark as u32, ..FrontMatter::default() }, Vec::new());
        };
        let mut diagnostics = Vec::new();
        if mark > 0 {
            diagnostics.push(fault::byte_order_mark(source, mark));
        }
        if opening.dashes.start as usize > mark {
            diagnostics.push(fault::leading_blank(source, Span::new(mark, opening.dashes.start as usize)));
        }
        if opening.dashes.end - opening.dashes.start != 3 {
            diagnostics.push(fault::dashes(source, opening.dashes, "opened"));
        }
        let end = match block::of(text, opening.yaml).end {
            // Dashes right below the keys end them, however many there are.
            block::End::Dashes(dashes, body) => {
                if dashes.end - dashes.start != 3 {
                    diagnostics.push(fault::dashes(source, dashes, "closed"));
                }
                Some((dashes.start as usize, body))
            }
            block::End::Text(_) => closing_line(text, opening.yaml),
        };
        let Some((yaml_end, body)) = end else {
            let (front, diagnostic) = Self::unclosed(source, &opening, None);
            diagnostics.push(diagnostic);
            return (front, diagnostics);
        };
        let (document, wrong) = Document::parse(&text[opening.yaml..yaml_end]);
        if wrong.is_some() && matches!(block::of(text, opening.yaml), block::Block { end: block::End::Text(_), keys: 1.., gap: true, .. }) {
            let rule = Span::new(yaml_end, yaml_end + text[yaml_end..body].trim_end().len());
            let (front, diagnostic) = Self::unclosed(source, &opening, Some(rule));
            diagnostics.push(diagnostic);
            return (front, diagnostics);
        }
        let keys = document.keys.iter().map(|key| shift(key, opening.yaml)).collect();
        let front =
            FrontMatter { present: true, span: Span::new(opening.yaml, yaml_end), body: body as u32, told: Told::new(document.map, keys) };
        diagnostics.extend(wrong.map(|wrong| fault::yaml(source, &front, &wrong)).into_iter().flatten());
        (front, diagnostics)
    }

    /// The opening dashes have no closing ones, or run on to a `rule` of the text: the lines of keys are read, the rest is the body.
    fn unclosed(source: &Arc<Source>, opening: &Opening, rule: Option<Span>) -> (FrontMatter, Diagnostic) {
        let text = source.text();
        let block = block::of(text, opening.yaml);
        let (document, _) = Document::parse(&text[opening.yaml..block.last]);
        let keys: Vec<_> = document.keys.iter().map(|key| shift(key, opening.yaml)).collect();
        let diagnostic = fault::unclosed(source, opening.dashes, &block, &keys, rule);
        let span = Span::new(opening.yaml, block.last);
        (FrontMatter { present: true, span, body: block.last as u32, told: Told::new(document.map, keys) }, diagnostic)
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Value> {
        let map = self.map();
        // To look through a few keys takes less time than to hash one.
        const FEW: usize = 16;
        if map.len() > FEW {
            return map.get(key);
        }
        map.iter().find(|(name, _)| matches!(name, Value::String(name) if name == key)).map(|(_, value)| value)
    }

    /// A key's value as text, as Jekyll would print it.
    pub fn text(&self, key: &str) -> Option<String> {
        self.get(key).and_then(yaml::text)
    }

    /// A key's value as a flag (`yes` and `on` are true).
    pub fn flag(&self, key: &str) -> Option<bool> {
        self.get(key).and_then(yaml::flag)
    }

    /// Where a key's name and its value stand in the file.
    pub fn key(&self, name: &str) -> Option<&yaml::Key> {
        self.keys().iter().rev().find(|key| key.name == name)
    }

    /// All top-level keys in the order of the file, repeats included.
    pub fn keys(&self) -> &[yaml::Key] {
        &self.told.document().keys
    }

    /// Its keys and values; empty when the YAML does not parse.
    pub fn map(&self) -> &Mapping {
        &self.told.document().map
    }

    /// Takes less room from now on, and more time when somebody asks again.
    pub(super) fn pack(&mut self) {
        self.told = Told { packed: Some(self.told.packed()), open: OnceLock::new() };
    }
}

fn shift(key: &yaml::Key, by: usize) -> yaml::Key {
    let moved = |span: Span| Span::new(span.start as usize + by, span.end as usize + by);
    yaml::Key { name: key.name.clone(), span: moved(key.span), value: moved(key.value) }
}

/// Where front matter is opened.
struct Opening {
    dashes: Span,
    /// The first byte below the dashes.
    yaml: usize,
}

impl Opening {
    /// The first line, when it is `---`; below blank lines or with more dashes only where keys follow that are closed.
    fn find(text: &str, mark: usize) -> Option<Opening> {
        let start = text.len() - text[mark..].trim_start_matches(['\n', '\r', ' ', '\t']).len();
        let line = text[start..].split_inclusive('\n').next()?;
        let start_of_line = text[..start].rfind('\n').map_or(mark, |i| i + 1);
        let dashes = line.trim_end();
        let opening = Opening { dashes: Span::new(start, start + dashes.len()), yaml: start + line.len() };
        if dashes == "---" && start == mark {
            return Some(opening);
        }
        let block = block::of(text, opening.yaml);
        let odd = dashes.len() >= 3 && dashes.bytes().all(|b| b == b'-') && start == start_of_line;
        (odd && block.known > 0 && matches!(block.end, block::End::Dashes(..))).then_some(opening)
    }
}

/// Where the YAML ends and where the body begins, by the first line that is `---` or `...`.
fn closing_line(text: &str, from: usize) -> Option<(usize, usize)> {
    let mut at = from;
    for line in text[from..].split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") && line.starts_with(['-', '.']) {
            return Some((at, at + line.len()));
        }
        at += line.len();
    }
    None
}
