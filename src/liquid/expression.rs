//! Values, filters and conditions inside a tag: read leniently as Ruby's Liquid does, evaluated by the `liquid` crate.

use super::filters;
use super::value::{self, truthy};
use kstring::KString;
use liquid_core::model::{Scalar, State, Value};
use liquid_core::parser::{FilterArguments, FilterChain};
use liquid_core::runtime::{Expression, Runtime, Variable};
use std::cmp::Ordering;
use std::ops::Range;

/// Brackets nested deeper than this are refused.
const DEEPEST: usize = 20;

/// What is wrong in an expression, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// A sentence.
    pub message: String,
    /// Bytes of the whole text.
    pub range: Range<usize>,
    /// It has no effect but itself: an unknown filter is left out.
    pub mild: bool,
}

impl Fault {
    fn new(message: impl Into<String>, range: Range<usize>) -> Fault {
        Fault { message: message.into(), range, mild: false }
    }
}

/// A value with the filters it goes through.
#[derive(Debug)]
pub struct Expr {
    chain: FilterChain,
    /// Where it stands.
    pub range: Range<usize>,
}

impl Expr {
    /// Reads `value | filter: a, b | …` at `range` of `text`. An unknown filter is left out and told in `faults`.
    pub fn parse(text: &str, range: Range<usize>, faults: &mut Vec<Fault>) -> Result<Expr, Fault> {
        let range = trimmed(text, range);
        let mut cursor = Cursor { text, at: range.start, end: range.end };
        let entry = if range.is_empty() { Expression::Literal(Value::Nil) } else { cursor.value(0)? };
        let mut chain = Vec::new();
        loop {
            cursor.skip_to(b'|', faults);
            if !cursor.take(b'|') {
                break;
            }
            let Some(name) = cursor.word() else { continue };
            let (positional, keyword) = cursor.arguments()?;
            match filters::find(&text[name.clone()]) {
                Some(filter) => {
                    let keyword = Box::new(keyword.iter().map(|(name, value)| (name.as_str(), value.clone())));
                    let arguments = FilterArguments { positional: Box::new(positional.into_iter()), keyword };
                    let wrong = |error: liquid_core::Error| Fault::new(first_line(&error), name.clone());
                    chain.push(filter.parse(arguments).map_err(wrong)?);
                }
                None => {
                    let message = format!("there is no filter `{}`, so it does nothing", &text[name.clone()]);
                    faults.push(Fault { message, range: name, mild: true });
                }
            }
        }
        Ok(Expr { chain: FilterChain::new(entry, chain), range })
    }

    /// Its value now; what fails is a sentence.
    pub fn evaluate(&self, runtime: &dyn Runtime) -> Result<Value, String> {
        match self.chain.evaluate(runtime) {
            Ok(value) => Ok(value.into_owned()),
            // `list[nothing]` is nothing.
            Err(error) if error.to_string().contains("Expected scalar") => Ok(Value::Nil),
            Err(error) => Err(first_line(&error)),
        }
    }
}

fn first_line(error: &liquid_core::Error) -> String {
    let text = error.to_string();
    let line = text.lines().next().unwrap_or("").trim_start_matches("liquid: ");
    line.to_owned()
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let body = &text[range.clone()];
    let start = range.start + (body.len() - body.trim_start().len());
    start..start.max(range.start + body.trim_end().len())
}

/// Reads along a stretch of the text.
pub struct Cursor<'t> {
    /// The whole text.
    pub text: &'t str,
    /// The next byte.
    pub at: usize,
    /// Where the stretch ends.
    pub end: usize,
}

impl<'t> Cursor<'t> {
    /// A stretch of a text.
    pub fn new(text: &'t str, range: Range<usize>) -> Cursor<'t> {
        Cursor { text, at: range.start, end: range.end }
    }

    fn rest(&self) -> &'t str {
        &self.text[self.at..self.end]
    }

    /// Passes white space by.
    pub fn space(&mut self) {
        self.at = self.end - self.rest().trim_start().len();
    }

    /// The next byte after white space.
    pub fn peek(&mut self) -> Option<u8> {
        self.space();
        self.rest().bytes().next()
    }

    /// Takes this byte, if it is next.
    pub fn take(&mut self, byte: u8) -> bool {
        let next = self.peek() == Some(byte);
        self.at += usize::from(next);
        next
    }

    /// Takes a name: letters, digits, `_`, `-`, and a final `?`.
    pub fn word(&mut self) -> Option<Range<usize>> {
        self.space();
        let length = self.rest().find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-')).unwrap_or(self.rest().len());
        let length = length + usize::from(length > 0 && self.rest()[length..].starts_with('?'));
        let range = self.at..self.at + length;
        self.at = range.end;
        (length > 0).then_some(range)
    }

    /// Takes a text in quotes; its bytes without them.
    pub fn quoted(&mut self) -> Option<Range<usize>> {
        self.space();
        let quote = self.rest().chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let length = self.rest()[1..].find(quote)?;
        let range = self.at + 1..self.at + 1 + length;
        self.at = range.end + 1;
        Some(range)
    }

    /// Passes by what nobody reads up to `byte` outside quotes; that it is there is told.
    fn skip_to(&mut self, byte: u8, faults: &mut Vec<Fault>) {
        self.space();
        let start = self.at;
        while self.at < self.end && self.rest().as_bytes()[0] != byte {
            if self.quoted().is_none() {
                self.at += self.rest().chars().next().map_or(1, char::len_utf8);
            }
        }
        let skipped = trimmed(self.text, start..self.at);
        if !skipped.is_empty() {
            let message = format!("`{}` is not understood here, so it does nothing", &self.text[skipped.clone()]);
            faults.push(Fault { message, range: skipped, mild: true });
        }
    }

    /// Takes a literal or a variable.
    pub fn value(&mut self, depth: usize) -> Result<Expression, Fault> {
        self.space();
        let start = self.at;
        if let Some(text) = self.quoted() {
            return Ok(Expression::Literal(value::string(&self.text[text])));
        }
        if let Some(number) = self.number() {
            return Ok(Expression::Literal(number));
        }
        let word = if self.peek() == Some(b'[') { None } else { self.word() };
        let Some(word) = word.or_else(|| self.rest().starts_with('[').then_some(start..start)) else {
            let range = start..(start + self.rest().chars().next().map_or(0, char::len_utf8));
            return Err(Fault::new("expected a value: a text in quotes, a number or a variable", range));
        };
        let name = &self.text[word];
        let indexed = matches!(self.rest().bytes().next(), Some(b'.' | b'['));
        let literal = match name {
            "true" => Some(Value::scalar(true)),
            "false" => Some(Value::scalar(false)),
            "nil" | "null" => Some(Value::Nil),
            "empty" => Some(Value::State(State::Empty)),
            "blank" => Some(Value::State(State::Blank)),
            _ => None,
        };
        if let Some(literal) = literal.filter(|_| !indexed) {
            return Ok(Expression::Literal(literal));
        }
        let mut variable = Variable::with_literal(KString::from_ref(name));
        variable.extend(self.indexes(depth)?);
        Ok(Expression::Variable(variable))
    }

    fn indexes(&mut self, depth: usize) -> Result<Vec<Expression>, Fault> {
        let mut indexes = Vec::new();
        loop {
            match self.rest().bytes().next() {
                Some(b'.') if !self.rest().starts_with("..") => {
                    self.at += 1;
                    let Some(name) = self.word() else {
                        return Err(Fault::new("expected a name after the dot", self.at - 1..self.at));
                    };
                    indexes.push(Expression::Literal(Value::scalar(Scalar::new(KString::from_ref(&self.text[name])))));
                }
                Some(b'[') if depth < DEEPEST => {
                    let open = self.at;
                    self.at += 1;
                    indexes.push(self.value(depth + 1)?);
                    if !self.take(b']') {
                        return Err(Fault::new("this bracket is never closed", open..open + 1));
                    }
                }
                Some(b'[') => return Err(Fault::new("brackets are nested too deep", self.at..self.at + 1)),
                _ => return Ok(indexes),
            }
        }
    }

    fn number(&mut self) -> Option<Value> {
        let rest = self.rest();
        let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        let sign = usize::from(rest.starts_with(['-', '+']));
        let whole = digits(&rest[sign..]);
        let mut length = sign + whole;
        let fraction = rest[length..].strip_prefix('.').map_or(0, digits);
        if whole == 0 || rest[length..].starts_with(|c: char| c.is_alphabetic() || c == '_') {
            return None;
        }
        let value = if fraction > 0 {
            length += 1 + fraction;
            rest[..length].parse::<f64>().ok().map(Value::scalar)
        } else {
            let text = rest[..length].trim_start_matches('+');
            text.parse::<i64>().ok().map(Value::scalar).or_else(|| text.parse::<f64>().ok().map(Value::scalar))
        }?;
        self.at += length;
        Some(value)
    }

    /// Takes a filter's arguments after its name.
    #[allow(clippy::type_complexity)]
    fn arguments(&mut self) -> Result<(Vec<Expression>, Vec<(String, Expression)>), Fault> {
        let (mut positional, mut keyword) = (Vec::new(), Vec::new());
        if !self.take(b':') {
            return Ok((positional, keyword));
        }
        loop {
            if matches!(self.peek(), None | Some(b'|')) {
                return Ok((positional, keyword));
            }
            let start = self.at;
            let name = self.word();
            if let Some(name) = name.filter(|_| self.take(b':')) {
                keyword.push((self.text[name].to_owned(), self.value(0)?));
            } else {
                self.at = start;
                positional.push(self.value(0)?);
            }
            if !self.take(b',') {
                return Ok((positional, keyword));
            }
        }
    }
}

/// How two values of a condition are compared.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Operator {
    Equal,
    Unequal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Contains,
}

const OPERATORS: &[(&str, Operator)] = &[
    ("==", Operator::Equal),
    ("!=", Operator::Unequal),
    ("<>", Operator::Unequal),
    ("<=", Operator::LessOrEqual),
    (">=", Operator::GreaterOrEqual),
    ("<", Operator::Less),
    (">", Operator::Greater),
    ("=", Operator::Equal),
    ("contains", Operator::Contains),
];

/// What `if` asks.
#[derive(Debug)]
pub struct Condition {
    left: Expression,
    compared: Option<(Operator, Expression)>,
    /// `and` (true) or `or` (false) with the rest: Ruby's Liquid reads from the right.
    rest: Option<(bool, Box<Condition>)>,
}

impl Condition {
    /// Reads a condition at `range` of `text`.
    pub fn parse(text: &str, range: Range<usize>) -> Result<Condition, Fault> {
        let range = trimmed(text, range);
        if range.is_empty() {
            return Err(Fault::new("expected a condition", range));
        }
        Self::read(&mut Cursor::new(text, range), 0)
    }

    fn read(cursor: &mut Cursor, depth: usize) -> Result<Condition, Fault> {
        let left = cursor.value(0)?;
        cursor.space();
        let rest = cursor.rest();
        let found = OPERATORS.iter().find(|(sign, _)| rest.starts_with(sign));
        let compared = match found {
            Some((sign, operator)) => {
                cursor.at += sign.len();
                Some((*operator, cursor.value(0)?))
            }
            None => None,
        };
        cursor.space();
        let start = cursor.at;
        let word = cursor.word().map(|word| &cursor.text[word]);
        let rest = match word {
            Some("and" | "or" | "&&" | "||") if depth < 200 => Some((word == Some("and"), Box::new(Self::read(cursor, depth + 1)?))),
            _ if start < cursor.end => {
                let range = trimmed(cursor.text, start..cursor.end);
                return Err(Fault::new("expected `and`, `or` or the end of the condition", range));
            }
            _ => None,
        };
        Ok(Condition { left, compared, rest })
    }

    /// Whether it holds now.
    pub fn holds(&self, runtime: &dyn Runtime) -> bool {
        let here = || {
            let left = evaluate(&self.left, runtime);
            match &self.compared {
                None => truthy(&left),
                Some((operator, right)) => compare(&left, *operator, &evaluate(right, runtime)),
            }
        };
        match &self.rest {
            None => here(),
            Some((true, rest)) => here() && rest.holds(runtime),
            Some((false, rest)) => here() || rest.holds(runtime),
        }
    }
}

/// A value without filters; what cannot be evaluated is nil.
pub fn evaluate(expression: &Expression, runtime: &dyn Runtime) -> Value {
    expression.evaluate(runtime).map_or(Value::Nil, |value| value.into_owned())
}

fn compare(left: &Value, operator: Operator, right: &Value) -> bool {
    let order = || value::compare(left, right);
    match operator {
        Operator::Equal => value::equal(left, right),
        Operator::Unequal => !value::equal(left, right),
        Operator::Less => order() == Some(Ordering::Less),
        Operator::LessOrEqual => order().is_some_and(Ordering::is_le),
        Operator::Greater => order() == Some(Ordering::Greater),
        Operator::GreaterOrEqual => order().is_some_and(Ordering::is_ge),
        Operator::Contains => match left {
            Value::Array(items) => items.iter().any(|item| value::equal(item, right)),
            Value::Object(object) => object.contains_key(value::text(right).as_str()),
            Value::Scalar(_) if !matches!(right, Value::Nil) => value::text(left).contains(&value::text(right)),
            _ => false,
        },
    }
}
