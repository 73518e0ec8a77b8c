//! YAML as people write it for Jekyll: lenient values, last duplicate wins, and the byte where a key stands.

use crate::source::Span;
use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_yaml::value::TaggedValue;
pub use serde_yaml::{Mapping, Value};
use std::fmt;

pub mod plain;
mod simple;

/// Longest YAML text that is parsed, in bytes: a longer one is refused, as its nesting could cost seconds.
pub const LONGEST: usize = 256 * 1024;

/// Most brackets that may be open at once: the parser's time grows with the square of their number. It builds nothing
/// deeper than 128 levels anyway; what stands in quotes is counted too, where brackets close again.
const DEEPEST: usize = 1000;

/// What a YAML text says, with its faults.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct Document {
    /// All keys and values of the top level; empty when the text does not parse.
    #[serde(with = "plain")]
    pub map: Mapping,
    /// Where each top-level key and its value stand, relative to the text, in the order of the text.
    pub keys: Vec<Key>,
}

/// One top-level key and where it stands.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Key {
    /// The key without quotes.
    pub name: String,
    /// Bytes of the key.
    pub span: Span,
    /// Bytes of its value on the same line (empty when it stands on the lines below).
    pub value: Span,
}

/// Why a text does not parse: a sentence and the byte in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// The parser's sentence, without its position.
    pub message: String,
    /// Byte offset in the text, when the parser knows one.
    pub at: Option<usize>,
}

impl Document {
    /// Reads a mapping; an empty text is an empty one. Keys' places are found even if the text does not parse.
    pub fn parse(text: &str) -> (Document, Option<Fault>) {
        let keys = top_level_keys(text);
        match parse(text) {
            Ok(Value::Null) => (Document { map: Mapping::new(), keys }, None),
            Ok(Value::Mapping(map)) => (Document { map, keys }, None),
            Ok(other) => {
                let message = format!("expected `key: value` lines, found {}", describe(&other));
                (Document { map: Mapping::new(), keys }, Some(Fault { message, at: Some(0) }))
            }
            Err(fault) => (Document { map: Mapping::new(), keys }, Some(fault)),
        }
    }

    /// The value of a top-level key.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.map.get(key)
    }

    /// Where the (last) key of this name stands.
    pub fn key(&self, name: &str) -> Option<&Key> {
        self.keys.iter().rev().find(|key| key.name == name)
    }
}

/// Any YAML value; duplicate keys: the last wins; `<<` merged.
pub fn parse(text: &str) -> Result<Value, Fault> {
    simple::parse(text).map_or_else(|| parse_any(text), |mapping| Ok(Value::Mapping(mapping)))
}

/// The same by the parser, whatever it is.
fn parse_any(text: &str) -> Result<Value, Fault> {
    if text.len() > LONGEST {
        let message = format!("longer than {} KiB, which is more than weeklog reads", LONGEST / 1024);
        return Err(Fault { message, at: None });
    }
    if let Some(at) = too_deep(text) {
        return Err(Fault { message: "nested too deeply".to_owned(), at: Some(at) });
    }
    let Lenient(mut value) = serde_yaml::from_str(text).map_err(|error| fault(&error))?;
    value.apply_merge().map_err(|error| fault(&error))?;
    Ok(value)
}

/// The bracket that opens one level too many.
fn too_deep(text: &str) -> Option<usize> {
    let mut open = 0usize;
    text.bytes().position(|byte| {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        open > DEEPEST
    })
}

/// A table with a header row as a list of mappings, every value a text; separators are commas, or semicolons or tabs if the header has them.
pub fn csv(text: &str) -> Result<Value, Fault> {
    let header = text.lines().next().unwrap_or("");
    let only = |separator: char| header.contains(separator) && !header.contains(',');
    let delimiter = if only('\t') {
        b'\t'
    } else if only(';') {
        b';'
    } else {
        b','
    };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .trim(csv::Trim::All)
        .flexible(true)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let broken = |error: csv::Error| Fault { at: error.position().map(|position| position.byte() as usize), message: error.to_string() };
    let names = reader.headers().map_err(broken)?.clone();
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(broken)?;
        let cells = names.iter().zip(&record).map(|(name, cell)| (Value::String(name.to_owned()), Value::String(cell.to_owned())));
        rows.push(Value::Mapping(cells.collect()));
    }
    Ok(Value::Sequence(rows))
}

/// JSON's values are YAML's.
pub fn from_json(value: serde_json::Value) -> Value {
    serde_yaml::to_value(value).unwrap_or_default()
}

fn fault(error: &serde_yaml::Error) -> Fault {
    let at = error.location().map(|location| location.index());
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or(&message).to_owned();
    Fault { message, at }
}

/// A scalar as the text that Jekyll would print: `2024` is `"2024"`, `true` is `"true"`; nothing for null and collections.
pub fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Tagged(tagged) => text(&tagged.value),
        Value::Null | Value::Sequence(_) | Value::Mapping(_) => None,
    }
}

/// A flag by YAML 1.1's rule, which Jekyll's parser follows: `yes`, `on` and `true` unquoted are true.
pub fn flag(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(flag) => Some(*flag),
        Value::String(text) => match text.as_str() {
            "yes" | "Yes" | "YES" | "on" | "On" | "ON" => Some(true),
            "no" | "No" | "NO" | "off" | "Off" | "OFF" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

/// A list of texts; a single scalar is a list of one, as Jekyll reads `categories: a`.
pub fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Sequence(items) => items.iter().filter_map(text).collect(),
        other => text(other).into_iter().collect(),
    }
}

/// What kind of value it is, for messages: "a list", "a number".
pub fn describe(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Sequence(_) => "a list",
        Value::Mapping(_) => "keys and values",
        Value::Tagged(_) => "a tagged value",
    }
}

/// Finds `key:` at the start of a line, which is where every top-level key of a block mapping stands.
fn top_level_keys(text: &str) -> Vec<Key> {
    let mut keys = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let body = line.trim_end();
        if let Some((name, after)) = key_of(body) {
            let rest = &body[after..];
            let value = after + (rest.len() - rest.trim_start().len());
            let quotes = usize::from(body.starts_with(['"', '\'']));
            keys.push(Key {
                name: name.to_owned(),
                span: Span::new(start + quotes, start + quotes + name.len()),
                value: Span::new(start + value, start + body.len()),
            });
        }
        start += line.len();
    }
    keys
}

/// The key that a line opens with, and the byte after its colon.
fn key_of(line: &str) -> Option<(&str, usize)> {
    if line.starts_with([' ', '\t', '#', '-', '[', '{', '|', '>']) {
        return None;
    }
    let colon = line.match_indices(':').map(|(i, _)| i).find(|&i| matches!(line.as_bytes().get(i + 1), None | Some(b' ' | b'\t')))?;
    let raw = line[..colon].trim_end();
    let name = raw
        .strip_prefix('"')
        .and_then(|r| r.strip_suffix('"'))
        .or_else(|| raw.strip_prefix('\'').and_then(|r| r.strip_suffix('\'')))
        .unwrap_or(raw);
    (!name.is_empty()).then_some((name, colon + 1))
}

/// A value whose mappings may repeat a key: Ruby's parser lets the last one win, the YAML crate refuses.
struct Lenient(Value);

impl<'de> Deserialize<'de> for Lenient {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(LenientVisitor).map(Lenient)
    }
}

struct LenientVisitor;

impl<'de> Visitor<'de> for LenientVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any YAML value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        Lenient::deserialize(deserializer).map(|lenient| lenient.0)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(Lenient(item)) = seq.next_element()? {
            items.push(item);
        }
        Ok(Value::Sequence(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut mapping = Mapping::new();
        while let Some((Lenient(key), Lenient(value))) = map.next_entry()? {
            mapping.insert(key, value);
        }
        Ok(Value::Mapping(mapping))
    }

    fn visit_enum<A: serde::de::EnumAccess<'de>>(self, data: A) -> Result<Value, A::Error> {
        use serde::de::VariantAccess as _;
        let (tag, contents) = data.variant::<String>()?;
        if tag.is_empty() {
            return Err(A::Error::custom("a tag without a name"));
        }
        let Lenient(value) = contents.newtype_variant()?;
        Ok(Value::Tagged(Box::new(TaggedValue { tag: serde_yaml::value::Tag::new(tag), value })))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn last_duplicate_wins_at_every_depth() {
        let (document, fault) = Document::parse("a: 1\nb: {c: 1, c: 2}\na: 3\n");
        assert_eq!(fault, None);
        assert_eq!(document.get("a"), Some(&Value::Number(3.into())));
        assert_eq!(document.get("b").and_then(|b| b.get("c")), Some(&Value::Number(2.into())));
        assert_eq!(document.key("a").map(|key| key.span), Some(Span::new(21, 22)));
    }

    #[test]
    fn a_fault_names_its_byte_and_keeps_the_keys() {
        let (document, fault) = Document::parse("nav_order: 4\ntitle: Week 1: Start\n");
        let fault = fault.expect("a colon in a plain scalar is a fault");
        assert!(fault.message.contains("mapping values are not allowed"), "{}", fault.message);
        assert_eq!(fault.at, Some(26));
        assert_eq!(document.keys.len(), 2);
    }

    #[test]
    fn flags_follow_yaml_1_1() {
        let value = parse("[yes, on, true, no, maybe]").expect("valid");
        let flags: Vec<_> = value.as_sequence().expect("a list").iter().map(flag).collect();
        assert_eq!(flags, [Some(true), Some(true), Some(true), Some(false), None]);
    }
}
