//! Values of Liquid as Ruby has them: from YAML, in their order, as text, compared.

use crate::yaml;
use kstring::KString;
use liquid_core::model::{Object, Scalar, ScalarCow, State, Value};
use std::borrow::Cow;
use std::cmp::Ordering;

/// The hidden key under which an object keeps the order of its keys: the crate's objects have none.
const ORDER: &str = "\u{1}order";
/// The hidden key whose text is printed for the whole object: a document prints as its text.
pub const TEXT: &str = "\u{1}text";

/// What YAML says, as Liquid sees it.
pub fn from_yaml(value: &yaml::Value) -> Value {
    match value {
        yaml::Value::Null => Value::Nil,
        yaml::Value::Bool(flag) => Value::scalar(*flag),
        yaml::Value::Number(number) => match number.as_i64() {
            Some(integer) => Value::scalar(integer),
            None => number.as_f64().map_or(Value::Nil, Value::scalar),
        },
        yaml::Value::String(text) => string(text),
        yaml::Value::Sequence(items) => Value::Array(items.iter().map(from_yaml).collect()),
        yaml::Value::Mapping(map) => {
            Value::Object(object(map.iter().filter_map(|(key, value)| Some((yaml::text(key)?, from_yaml(value))))))
        }
        yaml::Value::Tagged(tagged) => from_yaml(&tagged.value),
    }
}

/// What JSON says, as Liquid sees it.
pub fn from_json(value: &serde_json::Value) -> Value {
    match value {
        serde_json::Value::Null => Value::Nil,
        serde_json::Value::Bool(flag) => Value::scalar(*flag),
        serde_json::Value::Number(number) => match number.as_i64() {
            Some(integer) => Value::scalar(integer),
            None => number.as_f64().map_or(Value::Nil, Value::scalar),
        },
        serde_json::Value::String(text) => string(text),
        serde_json::Value::Array(items) => Value::Array(items.iter().map(from_json).collect()),
        serde_json::Value::Object(map) => Value::Object(object(map.iter().map(|(key, value)| (key.clone(), from_json(value))))),
    }
}

/// A text.
pub fn string(text: &str) -> Value {
    Value::scalar(KString::from_ref(text))
}

/// An object that remembers the order of its keys.
pub fn object(pairs: impl IntoIterator<Item = (String, Value)>) -> Object {
    let mut object = Object::new();
    let mut order = Vec::new();
    for (key, value) in pairs {
        let key = KString::from_string(key);
        if object.insert(key.clone(), value).is_none() {
            order.push(Value::scalar(key));
        }
    }
    object.insert(KString::from_static(ORDER), Value::Array(order));
    object
}

/// The keys in their order, without hidden ones.
pub fn keys(object: &Object) -> Vec<KString> {
    match object.get(ORDER) {
        Some(Value::Array(order)) => order
            .iter()
            .filter_map(|key| match key {
                Value::Scalar(key) => Some(key.clone().into_string()),
                _ => None,
            })
            .collect(),
        _ => {
            let mut keys: Vec<KString> = object.keys().filter(|key| !key.starts_with('\u{1}')).cloned().collect();
            keys.sort();
            keys
        }
    }
}

/// The pairs in their order, each as a list of two, as a loop over an object sees them.
pub fn pairs(object: &Object) -> Vec<Value> {
    let pair = |key: KString| {
        let value = object.get(key.as_str()).cloned().unwrap_or(Value::Nil);
        Value::Array(vec![Value::scalar(key), value])
    };
    keys(object).into_iter().map(pair).collect()
}

/// A list: an array's items, an object's pairs, nothing for nil, the value alone otherwise.
pub fn items(value: Value) -> Vec<Value> {
    match value {
        Value::Array(items) => items,
        Value::Object(object) => pairs(&object),
        Value::Nil | Value::State(_) => Vec::new(),
        scalar => vec![scalar],
    }
}

/// The text that `{{ value }}` prints.
pub fn text(value: &Value) -> String {
    match value {
        Value::Nil | Value::State(_) => String::new(),
        Value::Scalar(scalar) => scalar_text(scalar),
        Value::Array(items) => items.iter().map(text).collect(),
        Value::Object(object) => match object.get(TEXT) {
            Some(Value::Scalar(shown)) => scalar_text(shown),
            _ => inspect(value),
        },
    }
}

fn scalar_text(scalar: &Scalar) -> String {
    match (scalar.to_bool(), is_float(scalar)) {
        (None, Some(float)) => float_text(float),
        _ => scalar.clone().into_string().into_string(),
    }
}

/// The number of a scalar that is a float, and not a text that looks like one.
fn is_float(scalar: &Scalar) -> Option<f64> {
    use liquid_core::model::ValueView as _;
    (scalar.type_name() == "fractional number").then(|| scalar.to_float()).flatten()
}

fn float_text(float: f64) -> String {
    if float == float.trunc() && float.abs() < 1e16 { format!("{float:.1}") } else { format!("{float}") }
}

/// Whether a scalar is a text.
pub fn is_string(value: &Value) -> bool {
    use liquid_core::model::ValueView as _;
    matches!(value, Value::Scalar(scalar) if scalar.type_name() == "string")
}

/// Ruby's `inspect`.
pub fn inspect(value: &Value) -> String {
    match value {
        Value::Nil => "nil".to_owned(),
        Value::State(_) => String::new(),
        Value::Scalar(_) if is_string(value) => format!("{:?}", text(value)),
        Value::Scalar(scalar) => scalar_text(scalar),
        Value::Array(items) => format!("[{}]", items.iter().map(inspect).collect::<Vec<_>>().join(", ")),
        Value::Object(object) => {
            let pair = |key: KString| format!("{:?}=>{}", key.as_str(), object.get(key.as_str()).map_or_else(String::new, inspect));
            format!("{{{}}}", keys(object).into_iter().map(pair).collect::<Vec<_>>().join(", "))
        }
    }
}

/// The value as JSON, keys in their order.
pub fn json(value: &Value) -> serde_json::Value {
    match value {
        Value::Nil | Value::State(_) => serde_json::Value::Null,
        Value::Scalar(_) if is_string(value) => text(value).into(),
        Value::Scalar(scalar) => match (scalar.to_bool(), is_float(scalar), scalar.to_integer()) {
            (Some(flag), ..) => flag.into(),
            (_, Some(float), _) => float.into(),
            (_, _, Some(integer)) => integer.into(),
            _ => text(value).into(),
        },
        Value::Array(items) => items.iter().map(json).collect::<Vec<_>>().into(),
        Value::Object(object) => {
            let pair = |key: KString| (key.to_string(), object.get(key.as_str()).map_or(serde_json::Value::Null, json));
            serde_json::Value::Object(keys(object).into_iter().map(pair).collect())
        }
    }
}

/// All but nil and false.
pub fn truthy(value: &Value) -> bool {
    match value {
        Value::Nil => false,
        Value::Scalar(scalar) => scalar.to_bool() != Some(false) || is_string(value),
        _ => true,
    }
}

/// What `value.key` or `value[key]` is; `None` is nil.
pub fn member<'v>(value: &'v Value, key: &ScalarCow) -> Option<Cow<'v, Value>> {
    use liquid_core::model::ValueView as _;
    let name = key.to_kstr();
    match value {
        Value::Object(object) => match object.get(name.as_str()) {
            Some(found) => Some(Cow::Borrowed(found)),
            None => match name.as_str() {
                "size" => Some(Cow::Owned(Value::scalar(keys(object).len() as i64))),
                "first" => pairs(object).into_iter().next().map(Cow::Owned),
                _ => None,
            },
        },
        Value::Array(items) => match name.as_str() {
            "size" => Some(Cow::Owned(Value::scalar(items.len() as i64))),
            "first" => items.first().map(Cow::Borrowed),
            "last" => items.last().map(Cow::Borrowed),
            _ => {
                let index = key.to_integer()?;
                let index = if index < 0 { index + items.len() as i64 } else { index };
                items.get(usize::try_from(index).ok()?).map(Cow::Borrowed)
            }
        },
        Value::Scalar(_) if name == "size" && is_string(value) => Some(Cow::Owned(Value::scalar(text(value).chars().count() as i64))),
        _ => None,
    }
}

/// `a.b.c` of a value, for filters that are given a property's name.
pub fn property(value: &Value, path: &str) -> Value {
    let mut at = Cow::Borrowed(value);
    for name in path.split('.') {
        let found = match &at {
            Cow::Borrowed(value) => member(value, &ScalarCow::new(name)),
            Cow::Owned(value) => member(value, &ScalarCow::new(name)).map(|found| Cow::Owned(found.into_owned())),
        };
        match found {
            Some(found) => at = found,
            None => return Value::Nil,
        }
    }
    at.into_owned()
}

/// A number, also from a text that begins with one; nothing for anything else.
pub fn number(value: &Value) -> Option<Number> {
    match value {
        Value::Scalar(scalar) if !is_string(value) => match is_float(scalar) {
            Some(float) => Some(Number::Float(float)),
            None if scalar.to_bool().is_some() => None,
            None => scalar.to_integer().map(Number::Integer),
        },
        Value::Scalar(_) => {
            let text = text(value);
            let text = text.trim();
            text.parse().map(Number::Integer).or_else(|_| text.parse().map(Number::Float)).ok()
        }
        _ => None,
    }
}

/// An integer or a float.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// Whole.
    Integer(i64),
    /// With a fraction.
    Float(f64),
}

impl Number {
    /// As a float.
    pub fn float(self) -> f64 {
        match self {
            Number::Integer(integer) => integer as f64,
            Number::Float(float) => float,
        }
    }

    /// As a value.
    pub fn value(self) -> Value {
        match self {
            Number::Integer(integer) => Value::scalar(integer),
            Number::Float(float) => Value::scalar(float),
        }
    }
}

/// `a == b`, by Ruby's types: `1 == "1"` is false; `empty` and `blank` equal what is.
pub fn equal(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::State(state), other) | (other, Value::State(state)) => is_state(other, *state),
        (Value::Nil, Value::Nil) => true,
        (Value::Scalar(_), Value::Scalar(_)) => {
            if is_string(a) != is_string(b) {
                return false;
            }
            match (is_string(a), number(a), number(b)) {
                (false, Some(x), Some(y)) => x.float() == y.float(),
                _ => text(a) == text(b),
            }
        }
        (Value::Array(x), Value::Array(y)) => x.len() == y.len() && x.iter().zip(y).all(|(x, y)| equal(x, y)),
        (Value::Object(x), Value::Object(y)) => x == y,
        _ => false,
    }
}

fn is_state(value: &Value, state: State) -> bool {
    let empty = match value {
        Value::Array(items) => items.is_empty(),
        Value::Object(object) => keys(object).is_empty(),
        Value::Scalar(_) if is_string(value) => match state {
            State::Blank => text(value).trim().is_empty(),
            _ => text(value).is_empty(),
        },
        Value::State(other) => *other == state,
        _ => false,
    };
    empty || state == State::Blank && (matches!(value, Value::Nil) || !truthy(value))
}

/// The order of two values: numbers by size, texts by characters; nothing between kinds.
pub fn compare(a: &Value, b: &Value) -> Option<Ordering> {
    match (is_string(a), is_string(b)) {
        (true, true) => Some(text(a).cmp(&text(b))),
        (false, false) => match (number(a), number(b)) {
            (Some(x), Some(y)) => x.float().partial_cmp(&y.float()),
            _ => match (a, b) {
                (Value::Array(x), Value::Array(y)) => x
                    .iter()
                    .zip(y)
                    .map(|(x, y)| compare(x, y))
                    .find(|order| *order != Some(Ordering::Equal))
                    .unwrap_or(Some(x.len().cmp(&y.len()))),
                _ => None,
            },
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_keep_the_order_of_the_file() {
        let value = from_yaml(&yaml::parse("{z: 1, a: [2.0, yes], m: {k: v}}").expect("valid"));
        assert_eq!(json(&value).to_string(), r#"{"z":1,"a":[2.0,"yes"],"m":{"k":"v"}}"#);
        assert_eq!(inspect(&value), r#"{"z"=>1, "a"=>[2.0, "yes"], "m"=>{"k"=>"v"}}"#);
        assert_eq!(text(&property(&value, "m.k")), "v");
        assert_eq!(text(&property(&value, "a.first")), "2.0");
    }

    #[test]
    fn equality_is_rubys() {
        assert!(!equal(&Value::scalar(1i64), &string("1")));
        assert!(equal(&Value::scalar(1i64), &Value::scalar(1.0)));
        assert!(equal(&string(""), &Value::State(State::Empty)) && !equal(&Value::Nil, &Value::State(State::Empty)));
        assert!(equal(&Value::Nil, &Value::State(State::Blank)) && truthy(&string("false")));
    }
}
