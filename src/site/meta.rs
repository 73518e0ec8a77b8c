//! What a page's keys mean once the site's `defaults` are applied.

use super::documents::{self, Kind};
use crate::config::{Config, Scope};
use crate::page::front_matter::FrontMatter;
use crate::page::{Audience, Page};
use crate::yaml::{self, Mapping, Value};
use std::cmp::Ordering;

/// A page's keys, resolved.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Meta {
    /// Its title: the key, or the heading that the file opens with. A page without is in no menu of Just the Docs.
    pub title: Option<String>,
    /// What to call it when it must be called something.
    pub name: String,
    /// The title of the page above.
    pub parent: Option<String>,
    /// The title of the page above that.
    pub grand_parent: Option<String>,
    /// The title of a page further above.
    pub ancestor: Option<String>,
    /// The place among its siblings.
    pub nav_order: Option<Order>,
    /// Out of the navigation, with everything below.
    pub nav_exclude: bool,
    /// `false` hides its children.
    pub has_children: bool,
    /// Its children are listed under it.
    pub has_toc: bool,
    /// Its children stand in reverse.
    pub children_reversed: bool,
    /// Its own address.
    pub permalink: Option<String>,
    /// It is a README that stands for the index of its folder.
    pub is_index: bool,
    /// One sentence about it.
    pub description: Option<String>,
    /// What the parent's list of children says of it.
    pub summary: Option<String>,
    /// Its layout; `Some("none")` is none.
    pub layout: Option<String>,
    /// Its language.
    pub lang: Option<String>,
    /// Whether it has the sidebar.
    pub nav_enabled: Option<bool>,
    /// Out of the search.
    pub search_exclude: bool,
    /// In the site map.
    pub sitemap: bool,
    /// When it was changed, as written.
    pub modified: Option<String>,
    /// When it is from, as written.
    pub date: Option<String>,
    /// A post's categories.
    pub categories: Vec<String>,
    /// A post's tags.
    pub tags: Vec<String>,
    /// What stands for its file's name in its address.
    pub slug: Option<String>,
    /// Addresses that lead here.
    pub redirect_from: Vec<String>,
    /// Where it leads instead of being shown.
    pub redirect_to: Option<String>,
}

impl Meta {
    /// Reads a page's keys over the defaults of its scope.
    pub fn resolve(page: &Page, config: &Config) -> Meta {
        let path = page.source.path();
        let keys = Keys { front: &page.front, path, config };
        let heading = first_heading(page);
        let text = |key: &str| keys.get(key).and_then(yaml::text).filter(|text| !text.is_empty());
        let flag = |key: &str| keys.get(key).and_then(yaml::flag);
        let from_name = || (Kind::of(path, config) != Kind::Page).then(|| documents::title(path));
        let title = text("title").or(heading).or_else(from_name);
        let name = title.clone().or_else(|| page.body.headings.first().map(|h| h.text.clone()).filter(|t| !t.is_empty()));
        Meta {
            name: name.unwrap_or_else(|| name_of(path)),
            title,
            parent: text("parent"),
            grand_parent: text("grand_parent"),
            ancestor: text("ancestor"),
            nav_order: keys.get("nav_order").and_then(Order::read),
            nav_exclude: flag("nav_exclude").unwrap_or(false),
            has_children: flag("has_children").unwrap_or(true),
            has_toc: flag("has_toc").unwrap_or(true),
            children_reversed: matches!(text("child_nav_order").as_deref(), Some("desc" | "reversed")),
            permalink: text("permalink"),
            is_index: is_readme_index(page),
            description: text("description"),
            summary: text("summary"),
            layout: match keys.get("layout") {
                Some(Value::Null) => Some("none".to_owned()),
                other => other.and_then(yaml::text),
            },
            lang: text("lang"),
            nav_enabled: flag("nav_enabled"),
            search_exclude: flag("search_exclude").unwrap_or(false),
            sitemap: flag("sitemap").unwrap_or(true),
            modified: text("last_modified_date"),
            date: text("date"),
            categories: [keys.get("category").map(yaml::texts).unwrap_or_default(), documents::words(keys.get("categories"))].concat(),
            tags: [keys.get("tag").map(yaml::texts).unwrap_or_default(), documents::words(keys.get("tags"))].concat(),
            slug: text("slug"),
            redirect_from: keys.get("redirect_from").map(yaml::texts).unwrap_or_default(),
            redirect_to: keys.get("redirect_to").and_then(|value| yaml::texts(value).into_iter().next()),
        }
    }

    /// Whether the page belongs in this edition of the site: the one place that decides.
    pub fn is_published(page: &Page, config: &Config) -> bool {
        let path = page.source.path();
        let keys = Keys { front: &page.front, path, config };
        let flag = |key: &str| keys.get(key).and_then(yaml::flag);
        let draft = flag("draft") == Some(true) || flag("published") == Some(false) || path.split('/').any(|part| part == "_drafts");
        // What cannot be understood must not be published.
        let for_mentors = keys.get("visibility").and_then(yaml::text).is_some_and(|text| !text.trim().eq_ignore_ascii_case("public"));
        (config.drafts || !draft) && (config.audience == Audience::Mentor || !for_mentors)
    }
}

/// jekyll-readme-index: a README without front matter is the index of its folder, unless another page is.
pub fn is_readme_index(page: &Page) -> bool {
    let name = page.source.path().rsplit('/').next().unwrap_or("");
    !page.front.present && name.rsplit_once('.').is_some_and(|(stem, _)| stem.eq_ignore_ascii_case("readme"))
}

/// A page's keys over the defaults.
struct Keys<'a> {
    front: &'a FrontMatter,
    path: &'a str,
    config: &'a Config,
}

impl<'a> Keys<'a> {
    /// The page's own value, or that of the narrowest scope; among equals the last.
    fn get(&self, key: &str) -> Option<&'a Value> {
        let scopes = scopes(self.path, self.config);
        let narrowest = || scopes.into_iter().rev().find_map(|scope| scope.values.get(key));
        self.front.get(key).or_else(narrowest)
    }
}

/// The scopes of `defaults` that a file is in, the narrowest last; among equals the last of the file.
fn scopes<'c>(path: &str, config: &'c Config) -> Vec<&'c Scope> {
    if config.defaults.is_empty() {
        return Vec::new();
    }
    let kind = Kind::of(path, config).scope(path);
    let mut scopes: Vec<&Scope> = config.defaults.iter().filter(|scope| scope.applies(path, kind)).collect();
    scopes.sort_by_key(|scope| (scope.path.len(), scope.kind.is_some()));
    scopes
}

/// All keys of a page: its own over those of its scopes.
pub fn merged(page: &Page, config: &Config) -> Mapping {
    let mut merged = Mapping::new();
    for scope in scopes(page.source.path(), config) {
        merged.extend(scope.values.clone());
    }
    merged.extend(page.front.map().clone());
    merged
}

/// jekyll-titles-from-headings: a heading of level 1 to 3 that the body opens with.
fn first_heading(page: &Page) -> Option<String> {
    let heading = page.body.headings.first().filter(|heading| heading.level <= 3)?;
    let before = page.source.text().get(page.front.body as usize..heading.span.start as usize)?;
    let only_markers = before.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with("{:"));
    (only_markers && !heading.text.is_empty()).then(|| heading.text.clone())
}

/// "Week 04" for `logs/week-04.md`, "Logs" for `logs/index.md`.
pub fn name_of(path: &str) -> String {
    let stem = |name: &str| name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned();
    let mut parts = path.rsplit('/');
    let mut name = stem(parts.next().unwrap_or(""));
    if matches!(name.as_str(), "index" | "_index" | "README") {
        name = parts.next().map_or_else(|| "Home".to_owned(), str::to_owned);
    }
    let words = name.split(['-', '_', ' ']).filter(|word| !word.is_empty());
    let capital = |word: &str| {
        let mut chars = word.chars();
        chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
    };
    words.map(capital).collect::<Vec<_>>().join(" ")
}

/// `nav_order` as Just the Docs sorts it: numbers before texts; a text that is a number counts as one.
#[derive(Clone, Debug, PartialEq)]
pub enum Order {
    /// Integers and floats.
    Number(f64),
    /// Everything else that can be said in a line.
    Text(String),
}

impl Order {
    fn read(value: &Value) -> Option<Order> {
        match value {
            Value::Number(number) => number.as_f64().map(Order::Number),
            Value::String(text) if text.is_empty() => None,
            Value::String(text) => Some(text.trim().parse().map_or_else(|_| Order::Text(text.clone()), Order::Number)),
            Value::Bool(flag) => Some(Order::Text(flag.to_string())),
            _ => None,
        }
    }
}

/// Where a page stands among its siblings, as far as numbers say it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rank {
    /// Pages with a number, with a text for it, without one but with a number for a title, the rest.
    pub group: u8,
    /// The number.
    pub number: f64,
}

impl Rank {
    /// The rank of a page with these keys.
    pub fn of(meta: &Meta) -> Rank {
        match &meta.nav_order {
            Some(Order::Number(number)) => Rank { group: 0, number: *number },
            Some(Order::Text(_)) => Rank { group: 1, number: 0.0 },
            None => meta.name.trim().parse().map_or(Rank { group: 3, number: 0.0 }, |number| Rank { group: 2, number }),
        }
    }
}

impl Rank {
    /// The order of siblings: numbers, texts, then those without by number or text of their titles.
    pub fn order(self, other: Rank) -> Ordering {
        self.group.cmp(&other.group).then(self.number.total_cmp(&other.number))
    }

    /// The order of siblings that both have this rank: by their texts, ties by the names of their files, as Jekyll lists
    /// pages, then by folder.
    pub fn order_within(self, a: (&Meta, &str), b: (&Meta, &str), ignore_case: bool) -> Ordering {
        let ((a, path_a), (b, path_b)) = (a, b);
        let by_text = match (self.group, &a.nav_order, &b.nav_order) {
            (1, Some(Order::Text(a)), Some(Order::Text(b))) => a.cmp(b),
            (3, ..) if ignore_case => a.name.to_lowercase().cmp(&b.name.to_lowercase()),
            (3, ..) => a.name.cmp(&b.name),
            _ => Ordering::Equal,
        };
        let name = |path: &'_ str| path.rfind('/').map_or(0, |slash| slash + 1);
        let by_file = || natural(&path_a[name(path_a)..], &path_b[name(path_b)..]).then_with(|| natural(path_a, path_b));
        by_text.then_with(by_file)
    }
}

/// Compares names as people do: `week-2` before `week-10`.
pub fn natural(a: &str, b: &str) -> Ordering {
    let (mut x, mut y) = (a, b);
    loop {
        let (digits_x, digits_y) = (digits(x), digits(y));
        if !digits_x.is_empty() && !digits_y.is_empty() {
            let value = |digits: &str| digits.trim_start_matches('0').to_owned();
            let (v, w) = (value(digits_x), value(digits_y));
            let order = v.len().cmp(&w.len()).then_with(|| v.cmp(&w));
            if order != Ordering::Equal {
                return order;
            }
            (x, y) = (&x[digits_x.len()..], &y[digits_y.len()..]);
            continue;
        }
        let (mut rest_x, mut rest_y) = (x.chars(), y.chars());
        match (rest_x.next(), rest_y.next()) {
            (None, None) => return a.cmp(b),
            (Some(c), Some(d)) if c == d => (x, y) = (rest_x.as_str(), rest_y.as_str()),
            (c, d) => return c.cmp(&d),
        }
    }
}

fn digits(text: &str) -> &str {
    &text[..text.bytes().take_while(u8::is_ascii_digit).count()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_sort_as_people_count() {
        let mut names = ["week-10.md", "week-2.md", "week-02.md", "index.md", "Week 1.md"];
        names.sort_by(|a, b| natural(a, b));
        assert_eq!(names, ["Week 1.md", "index.md", "week-02.md", "week-2.md", "week-10.md"]);
    }

    #[test]
    fn siblings_sort_by_just_the_docs_groups() {
        let page = |order: Option<Order>, name: &str| Meta { nav_order: order, name: name.to_owned(), ..Meta::default() };
        let mut pages = [
            page(None, "b"),
            page(None, "10"),
            page(Some(Order::Text("x".into())), "t"),
            page(Some(Order::Number(2.5)), "n"),
            page(Some(Order::Number(-1.0)), "m"),
            page(None, "B"),
        ];
        pages.sort_by(|a, b| Rank::of(a).order(Rank::of(b)).then_with(|| Rank::of(a).order_within((a, ""), (b, ""), false)));
        assert_eq!(pages.map(|p| p.name), ["m", "n", "t", "10", "B", "b"]);
    }

    #[test]
    fn names_of_files_read_as_titles() {
        assert_eq!(name_of("logs/week-04.md"), "Week 04");
        assert_eq!(name_of("my_logs/index.md"), "My Logs");
        assert_eq!(name_of("index.md"), "Home");
    }
}
