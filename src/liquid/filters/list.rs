//! Filters for lists: finding, sorting, grouping.

use super::super::expression::Condition;
use super::super::expression::Expr;
use super::super::scope::{self, Layer};
use super::super::value::{self, Number};
use super::{Call, Named};
use liquid_core::model::{Value, ValueView};
use std::cmp::Ordering;

pub(super) const FILTERS: &[Named] = &[
    ("size", size),
    ("first", |call| end(call, true)),
    ("last", |call| end(call, false)),
    ("join", join),
    ("map", map),
    ("where", |call| Value::Array(filtered(call, usize::MAX))),
    ("find", |call| filtered(call, 1).pop().unwrap_or(Value::Nil)),
    ("where_exp", |call| Value::Array(filtered_by(call, usize::MAX))),
    ("find_exp", |call| filtered_by(call, 1).pop().unwrap_or(Value::Nil)),
    ("group_by", group_by),
    ("group_by_exp", group_by_exp),
    ("sort", sort),
    ("push", |call| with(call, |items, value| items.push(value))),
    ("unshift", |call| with(call, |items, value| items.insert(0, value))),
    ("pop", |call| without(call, true)),
    ("shift", |call| without(call, false)),
    // Chance has no place in a build: the first stands for any.
    ("sample", |call| end(call, true)),
    ("array_to_sentence_string", sentence),
];

fn size(call: &Call) -> Value {
    let size = match call.input.as_array() {
        Some(array) => array.size(),
        None => match call.value() {
            Value::Object(object) => value::keys(&object).len() as i64,
            other if value::is_string(&other) => value::text(&other).chars().count() as i64,
            _ => 0,
        },
    };
    Value::scalar(size)
}

fn end(call: &Call, first: bool) -> Value {
    match call.input.as_array() {
        Some(array) => {
            let item = if first { array.first() } else { array.last() };
            item.map_or(Value::Nil, ValueView::to_value)
        }
        None => match call.value() {
            Value::Object(object) if first => value::pairs(&object).into_iter().next().unwrap_or(Value::Nil),
            _ => Value::Nil,
        },
    }
}

fn join(call: &Call) -> Value {
    let glue = call.text_of(0).unwrap_or_else(|| " ".to_owned());
    let items: Vec<String> = call.items().iter().map(value::text).collect();
    super::text::bounded(items.join(&glue))
}

/// A property of an item that is looked at in place.
fn property(item: &dyn ValueView, name: &str) -> Value {
    match item.as_object() {
        Some(object) if !name.contains('.') => object.get(name).map_or(Value::Nil, ValueView::to_value),
        _ => value::property(&item.to_value(), name),
    }
}

fn map(call: &Call) -> Value {
    let Some(name) = call.text_of(0) else { return call.value() };
    match call.input.as_array() {
        Some(array) => {
            scope::spend(call.runtime, array.size() as u64 / 8);
            Value::Array(array.values().map(|item| property(item, &name)).collect())
        }
        None => Value::Array(vec![property(call.input, &name)]),
    }
}

/// `where` and `find`: items whose property is the value, as text, or a list that holds it; without a value, any but nil and false.
fn filtered(call: &Call, most: usize) -> Vec<Value> {
    let Some(name) = call.text_of(0) else { return Vec::new() };
    let target = call.arguments.get(1);
    let fits = |item: &dyn ValueView| {
        let found = property(item, &name);
        match (target, &found) {
            (None, found) => value::truthy(found),
            (Some(Value::Nil), found) => matches!(found, Value::Nil),
            (Some(Value::State(state)), found) => value::equal(found, &Value::State(*state)),
            (Some(target), Value::Array(items)) => items.iter().any(|item| value::text(item) == value::text(target)),
            (Some(target), found) => !matches!(found, Value::Nil) && value::text(found) == value::text(target),
        }
    };
    match call.input.as_array() {
        Some(array) => {
            scope::spend(call.runtime, array.size() as u64 / 8);
            array.values().filter(|item| fits(*item)).take(most).map(ValueView::to_value).collect()
        }
        None => match call.value() {
            Value::Object(object) => {
                let values = value::keys(&object).into_iter().filter_map(|key| object.get(key.as_str()).cloned());
                values.filter(|item| fits(item)).take(most).collect()
            }
            _ => Vec::new(),
        },
    }
}

/// `where_exp` and `find_exp`: items for which a condition holds.
fn filtered_by(call: &Call, most: usize) -> Vec<Value> {
    let (Some(name), Some(text)) = (call.text_of(0), call.text_of(1)) else { return Vec::new() };
    let Ok(condition) = Condition::parse(&text, 0..text.len()) else { return Vec::new() };
    let items = call.items();
    scope::spend(call.runtime, items.len() as u64);
    let holds = |item: &Value| condition.holds(&Layer { below: call.runtime, name: &name, value: item.clone() });
    items.into_iter().filter(holds).take(most).collect()
}

fn groups(items: Vec<(Value, Value)>) -> Value {
    let mut groups: Vec<(String, Vec<Value>)> = Vec::new();
    let mut places = std::collections::BTreeMap::new();
    for (key, item) in items {
        let key = value::text(&key);
        let place = *places.entry(key.clone()).or_insert_with(|| {
            groups.push((key, Vec::new()));
            groups.len() - 1
        });
        groups[place].1.push(item);
    }
    let group = |(name, items): (String, Vec<Value>)| {
        let size = Value::scalar(items.len() as i64);
        let pairs = [("name", value::string(&name)), ("items", Value::Array(items)), ("size", size)];
        Value::Object(value::object(pairs.map(|(key, value)| (key.to_owned(), value))))
    };
    Value::Array(groups.into_iter().map(group).collect())
}

fn group_by(call: &Call) -> Value {
    let Some(name) = call.text_of(0) else { return call.value() };
    groups(call.items().into_iter().map(|item| (value::property(&item, &name), item)).collect())
}

fn group_by_exp(call: &Call) -> Value {
    let (Some(name), Some(text)) = (call.text_of(0), call.text_of(1)) else { return call.value() };
    let Ok(expression) = Expr::parse(&text, 0..text.len(), &mut Vec::new()) else { return call.value() };
    let items = call.items();
    scope::spend(call.runtime, items.len() as u64);
    let key = |item: &Value| {
        let layer = Layer { below: call.runtime, name: &name, value: item.clone() };
        expression.evaluate(&layer).unwrap_or(Value::Nil)
    };
    groups(items.into_iter().map(|item| (key(&item), item)).collect())
}

/// Jekyll's `sort`: by a property or the items themselves; nil first unless `"last"` is asked for.
fn sort(call: &Call) -> Value {
    let name = call.text_of(0);
    let nil_last = call.text_of(1).as_deref() == Some("last");
    let key = |item: &Value| name.as_deref().map_or_else(|| item.clone(), |name| value::property(item, name));
    let mut keyed: Vec<(Value, Value)> = call.items().into_iter().map(|item| (key(&item), item)).collect();
    keyed.sort_by(|(a, _), (b, _)| match (a, b) {
        (Value::Nil, Value::Nil) => Ordering::Equal,
        (Value::Nil, _) => {
            if nil_last {
                Ordering::Greater
            } else {
                Ordering::Less
            }
        }
        (_, Value::Nil) => {
            if nil_last {
                Ordering::Less
            } else {
                Ordering::Greater
            }
        }
        // Texts that are numbers sort as numbers.
        (a, b) => match (name.as_ref().and_then(|_| value::number(a)), value::number(b)) {
            (Some(x), Some(y)) => order(x, y),
            _ => value::compare(a, b).unwrap_or_else(|| value::text(a).cmp(&value::text(b))),
        },
    });
    Value::Array(keyed.into_iter().map(|(_, item)| item).collect())
}

fn order(a: Number, b: Number) -> Ordering {
    a.float().total_cmp(&b.float())
}

fn with(call: &Call, change: fn(&mut Vec<Value>, Value)) -> Value {
    let mut items = call.items();
    change(&mut items, call.argument(0));
    Value::Array(items)
}

fn without(call: &Call, at_end: bool) -> Value {
    let mut items = call.items();
    let count = value::number(&call.argument(0)).map_or(1, |count| count.float().max(0.0) as usize).min(items.len());
    if at_end {
        items.truncate(items.len() - count);
    } else {
        items.drain(..count);
    }
    Value::Array(items)
}

fn sentence(call: &Call) -> Value {
    let connector = call.text_of(0).unwrap_or_else(|| "and".to_owned());
    let items: Vec<String> = call.items().iter().map(value::text).collect();
    let text = match &items[..] {
        [] => String::new(),
        [one] => one.clone(),
        [one, two] => format!("{one} {connector} {two}"),
        [all @ .., last] => format!("{}, {connector} {last}", all.join(", ")),
    };
    value::string(&text)
}
