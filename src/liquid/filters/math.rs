//! Filters for numbers: Ruby's integers stay integers, what is no number counts as zero.

use super::super::value::{self, Number};
use super::{Call, Named};
use liquid_core::model::Value;

pub(super) const FILTERS: &[Named] = &[
    ("plus", |call| arithmetic(call, i64::checked_add, |a, b| a + b)),
    ("minus", |call| arithmetic(call, i64::checked_sub, |a, b| a - b)),
    ("times", |call| arithmetic(call, i64::checked_mul, |a, b| a * b)),
    ("divided_by", |call| arithmetic(call, |a, b| a.checked_div_euclid(b), |a, b| a / b)),
    ("modulo", |call| arithmetic(call, |a, b| a.checked_rem_euclid(b), |a, b| a.rem_euclid(b))),
    ("abs", |call| match input(call) {
        Number::Integer(integer) => Value::scalar(integer.saturating_abs()),
        Number::Float(float) => Value::scalar(float.abs()),
    }),
    ("ceil", |call| Value::scalar(input(call).float().ceil() as i64)),
    ("floor", |call| Value::scalar(input(call).float().floor() as i64)),
    ("round", round),
    ("at_least", |call| if input(call).float() < argument(call).float() { argument(call).value() } else { input(call).value() }),
    ("at_most", |call| if input(call).float() > argument(call).float() { argument(call).value() } else { input(call).value() }),
    ("to_integer", |call| match call.value() {
        Value::Scalar(scalar) if scalar.to_bool().is_some() => Value::scalar(i64::from(scalar.to_bool() == Some(true))),
        _ => Value::scalar(input(call).float() as i64),
    }),
    ("sum", |call| {
        let property = call.text_of(0);
        let value = |item: Value| property.as_deref().map_or_else(|| item.clone(), |name| value::property(&item, name));
        call.items().into_iter().map(value).fold(Value::scalar(0i64), |sum, item| add(&sum, &item))
    }),
];

fn number(value: &Value) -> Number {
    value::number(value).unwrap_or(Number::Integer(0))
}

fn input(call: &Call) -> Number {
    number(&call.value())
}

fn argument(call: &Call) -> Number {
    number(&call.argument(0))
}

fn add(a: &Value, b: &Value) -> Value {
    match (number(a), number(b)) {
        (Number::Integer(a), Number::Integer(b)) => Value::scalar(a.saturating_add(b)),
        (a, b) => Value::scalar(a.float() + b.float()),
    }
}

fn arithmetic(call: &Call, whole: fn(i64, i64) -> Option<i64>, broken: fn(f64, f64) -> f64) -> Value {
    match (input(call), argument(call)) {
        (Number::Integer(a), Number::Integer(b)) => whole(a, b).map_or(Value::Nil, Value::scalar),
        (a, b) => Value::scalar(broken(a.float(), b.float())),
    }
}

fn round(call: &Call) -> Value {
    let digits = argument(call).float().clamp(0.0, 15.0) as i32;
    let float = input(call).float();
    if digits == 0 {
        return Value::scalar(float.round() as i64);
    }
    let scale = 10f64.powi(digits);
    Value::scalar((float * scale).round() / scale)
}
