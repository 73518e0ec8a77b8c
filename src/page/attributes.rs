//! What kramdown's attribute lists say: `{: .class #id key="value" reference }`.

use std::collections::BTreeMap;

/// Classes, keys and names that one element can be given: more than any has, and few enough to be given to each element of
/// a page whose lists and definitions feed one another.
const MOST: usize = 100;

/// What attribute lists say of one element.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Attributes {
    /// The last `#id` or `id="…"`.
    pub id: Option<String>,
    /// Every `.class`, in order.
    pub classes: Vec<String>,
    /// Every other `key="value"`; the last of a key wins.
    pub pairs: Vec<(String, String)>,
    /// Bare words: names of attribute-list definitions, or `toc`.
    pub references: Vec<String>,
}

impl Attributes {
    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.id.is_none() && self.classes.is_empty() && self.pairs.is_empty() && self.references.is_empty()
    }

    /// Whether it gives this class.
    pub fn has_class(&self, name: &str) -> bool {
        self.classes.iter().any(|class| class == name)
    }

    /// Reads what stands between `{:` and `}`. Words that are nothing are dropped, as kramdown drops them.
    pub fn parse(text: &str) -> Attributes {
        let mut attributes = Attributes::default();
        let mut rest = text.trim_start();
        while !rest.is_empty() {
            rest = attributes.take_one(rest).trim_start();
        }
        attributes
    }

    fn take_one<'t>(&mut self, text: &'t str) -> &'t str {
        let word_end = text.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(text.len());
        let word = &text[..word_end];
        if let Some(value) = text[word_end..].strip_prefix('=') {
            if let Some(quote) = value.chars().next().filter(|c| matches!(c, '"' | '\''))
                && let Some(length) = quoted(&value[1..], quote)
            {
                let inner = &value[1..=length];
                if inner.contains('\\') {
                    self.set(word, &inner.replace(&format!("\\{quote}"), &quote.to_string()).replace("\\}", "}"));
                } else {
                    self.set(word, inner);
                }
                return &value[length + 2..];
            }
            return &value[value.find(char::is_whitespace).unwrap_or(value.len())..];
        }
        // `.a.b#c` without spaces is a run of classes and an id.
        if word.starts_with(['.', '#']) {
            let mut start = 0;
            let bounds = word.char_indices().skip(1).filter(|(_, c)| matches!(c, '.' | '#')).map(|(i, _)| i);
            for end in bounds.chain([word.len()]) {
                let (mark, name) = word[start..end].split_at(1);
                match mark {
                    "." if !name.is_empty() => self.classes.push(name.to_owned()),
                    "#" if !name.is_empty() => self.id = Some(name.to_owned()),
                    _ => {}
                }
                start = end;
            }
        } else if word.starts_with(|c: char| c.is_alphanumeric() || c == '_') {
            self.references.push(word.to_owned());
        }
        let skip = word_end.max(text.chars().next().map_or(0, char::len_utf8));
        &text[skip..]
    }

    fn set(&mut self, key: &str, value: &str) {
        match key {
            "id" => self.id = Some(value.to_owned()),
            "class" => self.classes.extend(value.split_whitespace().map(str::to_owned)),
            "" => {}
            _ => match self.pairs.iter_mut().find(|(name, _)| name == key) {
                Some((_, old)) => value.clone_into(old),
                None => self.pairs.push((key.to_owned(), value.to_owned())),
            },
        }
    }

    /// Adds what `other` says; an id or a key that both name is the other's. Beyond a hundred of a kind the rest is dropped.
    pub fn merge(&mut self, other: &Attributes) {
        if other.id.is_some() {
            self.id.clone_from(&other.id);
        }
        let room = |list: usize| MOST.saturating_sub(list);
        self.classes.extend(other.classes.iter().take(room(self.classes.len())).cloned());
        for (key, value) in other.pairs.iter().take(room(self.pairs.len())) {
            self.set(key, value);
        }
        self.references.extend(other.references.iter().take(room(self.references.len())).cloned());
    }
}

/// How long the text before the closing quote is; a backslash before a quote keeps it in.
fn quoted(text: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    text.char_indices().find_map(|(i, c)| {
        let end = c == quote && !escaped;
        escaped = c == '\\' && !escaped;
        end.then_some(i)
    })
}

/// Attribute-list definitions by their name: `{:name: .a .b }`.
pub(super) type Definitions = BTreeMap<String, Attributes>;

/// Longest text between `{:` and `}` in bytes: a bound on the work that a line of `{:{:{:…` can cause.
const LONGEST: usize = 2000;

/// What stands between `{:` and the first `}` that is not escaped, when `text` opens with a marker.
pub(super) fn marker_at(text: &str) -> Option<&str> {
    let inner = text.strip_prefix("{:")?;
    if inner.starts_with([':', '/']) {
        return None;
    }
    let end = inner.bytes().take(LONGEST).enumerate().find(|&(i, b)| b == b'}' && (i == 0 || inner.as_bytes()[i - 1] != b'\\'))?.0;
    Some(&inner[..end])
}

/// The name and the list of a definition, `ref: .a .b` of `{:ref: .a .b}`.
pub(super) fn definition(inner: &str) -> Option<(&str, &str)> {
    let (name, rest) = inner.split_once(':')?;
    let named =
        name.starts_with(|c: char| c.is_alphanumeric() || c == '_') && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    named.then_some((name, rest))
}

/// Puts what is defined in the place of names.
pub(super) fn expand(attributes: &mut Attributes, definitions: &Definitions) {
    let names = std::mem::take(&mut attributes.references);
    for name in names {
        match definitions.get(&name) {
            Some(definition) => attributes.merge(definition),
            None => attributes.references.push(name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_read_as_kramdown_reads_them() {
        let a = Attributes::parse(r#" .a.b #one target="_blank" ref junk= title='x y' #two "#);
        assert_eq!(a.classes, ["a", "b"]);
        assert_eq!(a.id.as_deref(), Some("two"));
        assert_eq!(a.pairs, [("target".into(), "_blank".into()), ("title".into(), "x y".into())]);
        assert_eq!(a.references, ["ref"]);
    }

    #[test]
    fn lists_that_feed_one_another_stay_short() {
        let mut all = Attributes::parse(".a x='1' y");
        for _ in 0..20 {
            let same = all.clone();
            all.merge(&same);
        }
        assert_eq!((all.classes.len(), all.pairs.len(), all.references.len()), (MOST, 1, MOST));
    }
}
