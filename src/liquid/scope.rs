//! The variables of a page while it is expanded: the crate's runtime, with nil where nothing is.

use super::value;
use kstring::KString;
use liquid_core::error::Result;
use liquid_core::model::{KStringCow, KStringRef, Object, ScalarCow, Value, ValueCow};

use liquid_core::runtime::{PartialStore, Registers, Renderable, Runtime};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// The variables: those of the site, and those that the page makes, innermost last.
pub(super) struct Scope<'a> {
    globals: &'a Object,
    page: &'a Value,
    layers: RefCell<Vec<HashMap<KString, Value>>>,
    counters: RefCell<HashMap<KString, i64>>,
    registers: Registers,
}

impl<'a> Scope<'a> {
    /// The variables of a page that has made none yet.
    pub(super) fn new(globals: &'a Object, page: &'a Value) -> Scope<'a> {
        let layers = RefCell::new(vec![HashMap::new()]);
        Scope { globals, page, layers, counters: RefCell::default(), registers: Registers::default() }
    }

    /// Opens a scope with these variables.
    pub(super) fn push(&self, variables: impl IntoIterator<Item = (KString, Value)>) {
        self.layers.borrow_mut().push(variables.into_iter().collect());
    }

    /// Closes the innermost scope.
    pub(super) fn pop(&self) {
        self.layers.borrow_mut().pop();
    }

    /// Sets a variable of the innermost scope.
    pub(super) fn set_local(&self, name: &str, value: Value) {
        if let Some(layer) = self.layers.borrow_mut().last_mut() {
            layer.insert(KString::from_ref(name), value);
        }
    }

    /// `assign`: a variable of the whole page.
    pub(super) fn assign(&self, name: &str, value: Value) {
        if let Some(layer) = self.layers.borrow_mut().first_mut() {
            layer.insert(KString::from_ref(name), value);
        }
    }

    /// `increment` and `decrement`: the counter after `by` was added, and before.
    pub(super) fn count(&self, name: &str, by: i64) -> i64 {
        let mut counters = self.counters.borrow_mut();
        let counter = counters.entry(KString::from_ref(name)).or_default();
        let before = *counter;
        *counter = before.saturating_add(by);
        if by < 0 { *counter } else { before }
    }

    /// How much the page has cost so far; filters add to it too.
    pub(super) fn spend(&self, steps: u64) -> u64 {
        spend(self, steps)
    }
}

/// What a page has cost: iterations, and items that filters looked at.
#[derive(Default)]
struct Spent(Cell<u64>);

/// Adds to the cost of a page and returns it.
pub(super) fn spend(runtime: &dyn Runtime, steps: u64) -> u64 {
    let spent = runtime.registers().get_mut::<Spent>();
    spent.0.set(spent.0.get().saturating_add(steps));
    spent.0.get()
}

/// Follows a path down from a value.
fn follow<'v>(value: Cow<'v, Value>, path: &[ScalarCow]) -> Option<Cow<'v, Value>> {
    let Some((first, rest)) = path.split_first() else { return Some(value) };
    let found = match value {
        Cow::Borrowed(value) => value::member(value, first)?,
        Cow::Owned(value) => Cow::Owned(value::member(&value, first)?.into_owned()),
    };
    follow(found, rest)
}

fn owned<'v>(value: Cow<'v, Value>) -> ValueCow<'v> {
    match value {
        Cow::Borrowed(value) => ValueCow::Borrowed(value),
        Cow::Owned(value) => ValueCow::Owned(value),
    }
}

impl Runtime for Scope<'_> {
    fn partials(&self) -> &dyn PartialStore {
        &NoPartials
    }

    fn name(&self) -> Option<KStringRef<'_>> {
        None
    }

    fn roots(&self) -> BTreeSet<KStringCow<'_>> {
        BTreeSet::new()
    }

    fn try_get(&self, path: &[ScalarCow<'_>]) -> Option<ValueCow<'_>> {
        let (first, rest) = path.split_first()?;
        let name = first.to_kstr_owned();
        let layers = self.layers.borrow();
        if let Some(value) = layers.iter().rev().find_map(|layer| layer.get(name.as_str())) {
            let found = follow(Cow::Borrowed(value), rest).map(Cow::into_owned);
            return Some(ValueCow::Owned(found.unwrap_or(Value::Nil)));
        }
        let global = if name == "page" { Some(self.page) } else { self.globals.get(name.as_str()) };
        match global {
            Some(value) => Some(follow(Cow::Borrowed(value), rest).map_or(ValueCow::Owned(Value::Nil), owned)),
            None => self.counters.borrow().get(name.as_str()).map(|&count| ValueCow::Owned(Value::scalar(count))),
        }
    }

    fn get(&self, path: &[ScalarCow<'_>]) -> Result<ValueCow<'_>> {
        Ok(self.try_get(path).unwrap_or(ValueCow::Owned(Value::Nil)))
    }

    fn set_global(&self, name: KString, value: Value) -> Option<Value> {
        self.assign(name.as_str(), value);
        None
    }

    fn set_index(&self, _: KString, _: Value) -> Option<Value> {
        None
    }

    fn get_index<'a>(&'a self, _: &str) -> Option<ValueCow<'a>> {
        None
    }

    fn registers(&self) -> &Registers {
        &self.registers
    }
}

/// One variable over another runtime, for filters that are given an expression.
pub(super) struct Layer<'a> {
    /// What is below.
    pub(super) below: &'a dyn Runtime,
    /// The variable's name.
    pub(super) name: &'a str,
    /// Its value.
    pub(super) value: Value,
}

impl Runtime for Layer<'_> {
    fn partials(&self) -> &dyn PartialStore {
        self.below.partials()
    }

    fn name(&self) -> Option<KStringRef<'_>> {
        None
    }

    fn roots(&self) -> BTreeSet<KStringCow<'_>> {
        BTreeSet::new()
    }

    fn try_get(&self, path: &[ScalarCow<'_>]) -> Option<ValueCow<'_>> {
        let (first, rest) = path.split_first()?;
        if first.to_kstr_owned() == self.name {
            return Some(follow(Cow::Borrowed(&self.value), rest).map_or(ValueCow::Owned(Value::Nil), owned));
        }
        self.below.try_get(path)
    }

    fn get(&self, path: &[ScalarCow<'_>]) -> Result<ValueCow<'_>> {
        Ok(self.try_get(path).unwrap_or(ValueCow::Owned(Value::Nil)))
    }

    fn set_global(&self, name: KString, value: Value) -> Option<Value> {
        self.below.set_global(name, value)
    }

    fn set_index(&self, name: KString, value: Value) -> Option<Value> {
        self.below.set_index(name, value)
    }

    fn get_index<'a>(&'a self, name: &str) -> Option<ValueCow<'a>> {
        self.below.get_index(name)
    }

    fn registers(&self) -> &Registers {
        self.below.registers()
    }
}

trait Owned {
    fn to_kstr_owned(&self) -> KString;
}

impl Owned for ScalarCow<'_> {
    fn to_kstr_owned(&self) -> KString {
        self.clone().into_string()
    }
}

#[derive(Debug)]
struct NoPartials;

impl PartialStore for NoPartials {
    fn contains(&self, _: &str) -> bool {
        false
    }

    fn names(&self) -> Vec<&str> {
        Vec::new()
    }

    fn try_get(&self, _: &str) -> Option<Arc<dyn Renderable>> {
        None
    }

    fn get(&self, name: &str) -> Result<Arc<dyn Renderable>> {
        Err(liquid_core::Error::with_msg("includes are not the crate's here").context("name", name.to_owned()))
    }
}
