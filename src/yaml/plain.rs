//! Mappings for formats that do not say what a value is, by `#[serde(with = "plain")]`: each value is written with its kind.

use super::{Mapping, Value};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_yaml::Number;
use serde_yaml::value::{Tag, TaggedValue};

/// A value with its kind.
#[derive(Serialize, Deserialize)]
enum Plain {
    Null,
    Bool(bool),
    Positive(u64),
    Negative(i64),
    Float(f64),
    Text(String),
    List(Vec<Plain>),
    Map(Vec<(Plain, Plain)>),
    Tagged(String, Box<Plain>),
}

/// Writes a mapping.
pub fn serialize<S: Serializer>(map: &Mapping, serializer: S) -> Result<S::Ok, S::Error> {
    pairs(map).serialize(serializer)
}

/// Reads what [`serialize`] wrote.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Mapping, D::Error> {
    Vec::deserialize(deserializer).map(mapping)
}

fn pairs(map: &Mapping) -> Vec<(Plain, Plain)> {
    map.iter().map(|(key, value)| (plain(key), plain(value))).collect()
}

fn mapping(pairs: Vec<(Plain, Plain)>) -> Mapping {
    pairs.into_iter().map(|(key, value)| (self::value(key), self::value(value))).collect()
}

fn plain(value: &Value) -> Plain {
    match value {
        Value::Null => Plain::Null,
        Value::Bool(flag) => Plain::Bool(*flag),
        Value::Number(number) => match (number.as_u64(), number.as_i64()) {
            (Some(number), _) => Plain::Positive(number),
            (None, Some(number)) => Plain::Negative(number),
            (None, None) => Plain::Float(number.as_f64().unwrap_or(f64::NAN)),
        },
        Value::String(text) => Plain::Text(text.clone()),
        Value::Sequence(list) => Plain::List(list.iter().map(plain).collect()),
        Value::Mapping(map) => Plain::Map(pairs(map)),
        Value::Tagged(tagged) => Plain::Tagged(tagged.tag.to_string(), Box::new(plain(&tagged.value))),
    }
}

fn value(plain: Plain) -> Value {
    match plain {
        Plain::Null => Value::Null,
        Plain::Bool(flag) => Value::Bool(flag),
        Plain::Positive(number) => Value::Number(number.into()),
        Plain::Negative(number) => Value::Number(number.into()),
        Plain::Float(number) => Value::Number(Number::from(number)),
        Plain::Text(text) => Value::String(text),
        Plain::List(list) => Value::Sequence(list.into_iter().map(value).collect()),
        Plain::Map(pairs) => Value::Mapping(mapping(pairs)),
        Plain::Tagged(tag, inner) => Value::Tagged(Box::new(TaggedValue { tag: Tag::new(tag), value: value(*inner) })),
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    #[derive(Serialize, Deserialize, Debug, PartialEq)]
    struct Kept(#[serde(with = "super")] Mapping);

    #[test]
    fn every_kind_of_value_comes_back() {
        let text = "a: 1\nb: -1\nc: 1.5\nd: yes\ne: ~\nf: [x, {y: z, 1: 2}]\ng: !tag {h: [i]}\nj: 18446744073709551615\nk: .inf\n";
        let Ok(Value::Mapping(map)) = parse(text) else { panic!("it parses") };
        let bytes = postcard::to_stdvec(&Kept(map.clone())).expect("written");
        assert_eq!(postcard::from_bytes::<Kept>(&bytes).expect("read"), Kept(map));
    }
}
