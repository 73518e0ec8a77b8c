//! All filters: those of the `liquid` crate, and Jekyll's, with Ruby's leniency.

mod date;
mod list;
mod math;
mod text;
mod url;

use super::scope;
use super::value;
use crate::page::markdown;
use liquid_core::model::{Value, ValueView};
use liquid_core::parser::{Filter, FilterArguments, FilterReflection, ParameterReflection, ParseFilter};
use liquid_core::runtime::{Expression, Runtime};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, LazyLock};

/// Texts longer than this many bytes are refused: something doubles them in a loop.
pub const LONGEST: usize = 10 << 20;

/// What a filter is given.
pub(super) struct Call<'a> {
    /// The value it is applied to.
    pub(super) input: &'a dyn ValueView,
    /// Its arguments in order.
    pub(super) arguments: Vec<Value>,
    /// Its named arguments.
    pub(super) named: Vec<(String, Value)>,
    /// The page's variables.
    pub(super) runtime: &'a dyn Runtime,
}

impl Call<'_> {
    /// The input, copied.
    pub(super) fn value(&self) -> Value {
        self.input.to_value()
    }

    /// The input as text.
    pub(super) fn text(&self) -> String {
        value::text(&self.value())
    }

    /// The input as a list; looking at it costs.
    pub(super) fn items(&self) -> Vec<Value> {
        let items = value::items(self.value());
        scope::spend(self.runtime, items.len() as u64 / 8);
        items
    }

    /// An argument; nil when it is not given.
    pub(super) fn argument(&self, index: usize) -> Value {
        self.arguments.get(index).cloned().unwrap_or(Value::Nil)
    }

    /// An argument as text, if it is given.
    pub(super) fn text_of(&self, index: usize) -> Option<String> {
        self.arguments.get(index).filter(|value| !matches!(value, Value::Nil)).map(value::text)
    }

    /// A key of the configuration as text.
    pub(super) fn config(&self, key: &str) -> String {
        let path = [liquid_core::model::ScalarCow::new("site"), liquid_core::model::ScalarCow::new(key.to_owned())];
        self.runtime.try_get(&path).map_or_else(String::new, |value| value::text(&value.into_owned()))
    }
}

type Function = fn(&Call) -> Value;
/// A filter's name and what it does.
type Named = (&'static str, Function);

/// A filter of ours.
#[derive(Clone, Copy)]
struct Ours {
    name: &'static str,
    function: Function,
}

impl ParseFilter for Ours {
    fn parse(&self, arguments: FilterArguments) -> liquid_core::Result<Box<dyn Filter>> {
        let named = arguments.keyword.map(|(name, value)| (name.to_owned(), value)).collect();
        Ok(Box::new(Applied { filter: *self, arguments: arguments.positional.collect(), named }))
    }

    fn reflection(&self) -> &dyn FilterReflection {
        self
    }
}

impl FilterReflection for Ours {
    fn name(&self) -> &str {
        self.name
    }

    fn description(&self) -> &str {
        ""
    }

    fn positional_parameters(&self) -> &'static [ParameterReflection] {
        &[]
    }

    fn keyword_parameters(&self) -> &'static [ParameterReflection] {
        &[]
    }
}

/// A filter with its arguments.
struct Applied {
    filter: Ours,
    arguments: Vec<Expression>,
    named: Vec<(String, Expression)>,
}

impl fmt::Debug for Applied {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.filter.name)
    }
}

impl fmt::Display for Applied {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.filter.name)
    }
}

impl Filter for Applied {
    fn evaluate(&self, input: &dyn ValueView, runtime: &dyn Runtime) -> liquid_core::Result<Value> {
        let value = |expression: &Expression| super::expression::evaluate(expression, runtime);
        let arguments = self.arguments.iter().map(value).collect();
        let named = self.named.iter().map(|(name, expression)| (name.clone(), value(expression))).collect();
        Ok((self.filter.function)(&Call { input, arguments, named, runtime }))
    }
}

/// A filter of the crate, which refuses what Ruby's takes: then the input goes through as it is.
#[derive(Debug)]
struct Lenient(Box<dyn Filter>);

impl fmt::Display for Lenient {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Filter for Lenient {
    fn evaluate(&self, input: &dyn ValueView, runtime: &dyn Runtime) -> liquid_core::Result<Value> {
        scope::spend(runtime, input.as_array().map_or(0, |array| array.size() as u64 / 8));
        Ok(self.0.evaluate(input, runtime).unwrap_or_else(|_| input.to_value()))
    }
}

#[derive(Clone)]
struct LenientParser(Box<dyn ParseFilter>);

impl ParseFilter for LenientParser {
    fn parse(&self, arguments: FilterArguments) -> liquid_core::Result<Box<dyn Filter>> {
        Ok(Box::new(Lenient(self.0.parse(arguments)?)))
    }

    fn reflection(&self) -> &dyn FilterReflection {
        self.0.reflection()
    }
}

/// The filters by name, made once.
static FILTERS: LazyLock<BTreeMap<&'static str, Box<dyn ParseFilter>>> = LazyLock::new(|| {
    let mut filters: BTreeMap<&'static str, Box<dyn ParseFilter>> = BTreeMap::new();
    for (name, filter) in standard() {
        filters.insert(name, Box::new(LenientParser(filter)));
    }
    for &(name, function) in [text::FILTERS, list::FILTERS, math::FILTERS, url::FILTERS, date::FILTERS].iter().copied().flatten() {
        filters.insert(name, Box::new(Ours { name, function }));
    }
    filters
});

/// The filters that are taken from the crate as they are.
fn standard() -> Vec<(&'static str, Box<dyn ParseFilter>)> {
    use liquid_lib::stdlib;
    vec![
        ("sort_natural", Box::new(stdlib::SortNatural)),
        ("uniq", Box::new(stdlib::Uniq)),
        ("reverse", Box::new(stdlib::Reverse)),
        ("compact", Box::new(stdlib::Compact)),
        ("concat", Box::new(stdlib::Concat)),
        ("slice", Box::new(stdlib::Slice)),
        ("escape", Box::new(stdlib::Escape)),
        ("h", Box::new(stdlib::Escape)),
        ("escape_once", Box::new(stdlib::EscapeOnce)),
        ("newline_to_br", Box::new(stdlib::NewlineToBr)),
        ("url_encode", Box::new(stdlib::UrlEncode)),
        ("url_decode", Box::new(stdlib::UrlDecode)),
        ("downcase", Box::new(stdlib::Downcase)),
        ("upcase", Box::new(stdlib::Upcase)),
        ("capitalize", Box::new(stdlib::Capitalize)),
        ("strip", Box::new(stdlib::Strip)),
        ("lstrip", Box::new(stdlib::Lstrip)),
        ("rstrip", Box::new(stdlib::Rstrip)),
        ("strip_newlines", Box::new(stdlib::StripNewlines)),
        ("truncate", Box::new(stdlib::Truncate)),
        ("truncatewords", Box::new(stdlib::TruncateWords)),
        ("replace_first", Box::new(stdlib::ReplaceFirst)),
        ("remove", Box::new(stdlib::Remove)),
        ("remove_first", Box::new(stdlib::RemoveFirst)),
    ]
}

/// A filter by name.
pub(super) fn find(name: &str) -> Option<&'static dyn ParseFilter> {
    FILTERS.get(name).map(|filter| &**filter)
}

/// The names of all filters.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    FILTERS.keys().copied()
}

/// What Markdown depends on, for `markdownify`; the page puts it into its registers.
#[derive(Clone, Default)]
pub(super) struct Markdown(pub(super) Arc<markdown::Options>);
