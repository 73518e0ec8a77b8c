//! Posts and collections: which file belongs where, and its address by Jekyll's templates.

use super::address::Address;
use super::date::parse as parse_date;
use super::meta::Meta;
use super::slug::{slugify, slugify_cased};
use crate::config::Config;
use crate::yaml;
use jiff::Zoned;
use jiff::fmt::strtime;
use std::borrow::Cow;

/// What a file is to Jekyll.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind<'c> {
    /// A page: it stands where its file stands.
    Page,
    /// A post, or a draft of one.
    Post,
    /// A document of the collection with this label.
    Document(&'c str),
}

impl<'c> Kind<'c> {
    /// The kind of the file at `path`.
    pub fn of(path: &str, config: &'c Config) -> Kind<'c> {
        if path.starts_with('_') || path.contains("/_") {
            if path.split('/').any(|part| part == "_posts" || part == "_drafts") {
                return Kind::Post;
            }
            let inner = config.collections_dir.as_deref().map_or(Some(path), |dir| path.strip_prefix(dir)?.strip_prefix('/'));
            let label = inner.and_then(|path| path.split_once('/')).and_then(|(folder, _)| folder.strip_prefix('_'));
            if let Some(collection) = label.and_then(|label| config.collections.iter().find(|collection| collection.label == label)) {
                return Kind::Document(&collection.label);
            }
        }
        Kind::Page
    }

    /// The name that `defaults` know it by.
    pub fn scope(self, path: &str) -> &'c str {
        match self {
            Kind::Page => "pages",
            Kind::Post if path.split('/').any(|part| part == "_drafts") => "drafts",
            Kind::Post => "posts",
            Kind::Document(label) => label,
        }
    }

    /// Whether it has an address of its own.
    pub fn is_written(self, config: &Config) -> bool {
        match self {
            Kind::Document(label) => config.collections.iter().any(|collection| collection.label == label && collection.output),
            _ => true,
        }
    }
}

/// What the name of a document's file says.
#[derive(Clone, Debug, PartialEq)]
pub struct Name<'p> {
    /// Its date, `2025-06-23`.
    pub date: Option<&'p str>,
    /// The rest, without the ending.
    pub slug: &'p str,
    /// The folders between the collection and the file.
    pub folders: &'p str,
    /// Date and rest.
    pub stem: &'p str,
}

/// Reads the name of a document's file.
pub fn name(path: &str) -> Name<'_> {
    let start = path
        .split('/')
        .position(|part| part.starts_with('_'))
        .map_or(0, |index| path.match_indices('/').nth(index).map_or(0, |(at, _)| at + 1));
    let inner = &path[start..];
    let (folders, file) = inner.rsplit_once('/').unwrap_or(("", inner));
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let (date, slug) = dated(stem).map_or((None, stem), |(date, slug)| (Some(date), slug));
    Name { date, slug: slug.trim_end_matches('.'), folders, stem: stem.trim_end_matches('.') }
}

/// The date before a name and the rest, as Jekyll's `DATE_FILENAME_MATCHER` finds them: `2025-6-3-tides`.
fn dated(stem: &str) -> Option<(&str, &str)> {
    let mut parts = stem.splitn(4, '-');
    let mut end = 0;
    for (least, most) in [(2, 4), (1, 2), (1, 2)] {
        let part = parts.next().filter(|part| (least..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()))?;
        end += part.len() + 1;
    }
    let slug = parts.next()?;
    Some((&stem[..end - 1], slug))
}

/// A title for a document without one, by Jekyll's `Utils.titleize_slug`: `week-04` is "Week 04".
pub fn title(path: &str) -> String {
    let slug = name(path).slug;
    let capital = |word: &str| {
        let mut chars = word.chars();
        chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars.flat_map(char::to_lowercase)).collect())
    };
    slug.split('-').map(capital).collect::<Vec<_>>().join(" ").trim().to_owned()
}

/// When a document is from: its key, or its file's name.
pub fn date(path: &str, meta: &Meta) -> Option<Zoned> {
    meta.date.as_deref().and_then(parse_date).or_else(|| name(path).date.and_then(parse_date))
}

/// The categories of a post: the folders above `_posts`, then its keys.
pub fn categories(path: &str, meta: &Meta) -> Vec<String> {
    let above = path.split("_posts/").next().filter(|_| path.contains("_posts/")).unwrap_or("");
    let mut categories: Vec<String> = above.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect();
    for category in &meta.categories {
        if !categories.contains(category) {
            categories.push(category.clone());
        }
    }
    categories
}

/// The address of any file that becomes HTML.
pub fn address(path: &str, meta: &Meta, config: &Config) -> Address {
    let kind = Kind::of(path, config);
    let template = match kind {
        Kind::Page if meta.is_index && meta.permalink.is_none() => return Address::of_index(path),
        Kind::Page => return Address::of_page(path, meta.permalink.as_deref(), &config.permalink),
        Kind::Post => meta.permalink.clone().unwrap_or_else(|| style(&config.post_permalink)),
        Kind::Document(label) => {
            let own =
                config.collections.iter().find(|collection| collection.label == label).and_then(|collection| collection.permalink.clone());
            let template = meta.permalink.clone().or(own);
            template.map_or_else(
                || {
                    if config.post_permalink.ends_with('/') || config.post_permalink == "pretty" {
                        "/:collection/:path/"
                    } else {
                        "/:collection/:path:output_ext"
                    }
                    .to_owned()
                },
                |template| style(&template),
            )
        }
    };
    Address::of_template(&fill(&template, path, meta, kind))
}

/// Where a copied file stands in the output: those of a collection where its documents stand, as in Jekyll's `StaticFile#url`.
pub fn copied<'p>(path: &'p str, config: &Config) -> Cow<'p, str> {
    let Kind::Document(label) = Kind::of(path, config) else { return decoded(path) };
    let folder = format!("_{label}/");
    let inner = path.find(&folder).map_or(path, |at| &path[at + folder.len()..]);
    let (stem, extension) = match inner.rsplit_once('.') {
        Some((stem, extension)) if !extension.contains('/') => (stem, format!(".{extension}")),
        _ => (inner, String::new()),
    };
    let own = config.collections.iter().find(|collection| collection.label == label).and_then(|collection| collection.permalink.as_deref());
    let template = own.unwrap_or("/:collection/:path").replace(":collection", label).replace(":output_ext", "").replace(":path", stem);
    let parts: Vec<&str> = template.split('/').filter(|part| !matches!(*part, "" | "." | "..")).collect();
    Cow::Owned(parts.join("/") + &extension)
}

/// A file that was saved by its address, `tide%28low%29.png`, stands under its name, as Jekyll writes it.
fn decoded(path: &str) -> Cow<'_, str> {
    let name = path.contains('%').then(|| percent_encoding::percent_decode_str(path).decode_utf8().ok()).flatten();
    let stays_inside = |name: &str| {
        let parts = || name.split('/');
        parts().count() == path.split('/').count() && parts().all(|part| !matches!(part, "" | "." | ".."))
    };
    name.filter(|name| stays_inside(name) && !name.contains(|c: char| c.is_control() || c == '\\')).unwrap_or(Cow::Borrowed(path))
}

/// Jekyll's named styles.
fn style(name: &str) -> String {
    match name {
        "date" | "" => "/:categories/:year/:month/:day/:title:output_ext",
        "pretty" => "/:categories/:year/:month/:day/:title/",
        "ordinal" => "/:categories/:year/:y_day/:title:output_ext",
        "weekdate" => "/:categories/:year/W:week/:short_day/:title:output_ext",
        "none" => "/:categories/:title:output_ext",
        other => other,
    }
    .to_owned()
}

/// Fills in Jekyll's placeholders for documents; the longer names first, as one may begin with another.
fn fill(template: &str, path: &str, meta: &Meta, kind: Kind) -> String {
    if !template.contains(':') {
        return template.to_owned();
    }
    let name = name(path);
    let date = date(path, meta);
    let when = |format: &str| date.as_ref().and_then(|date| strtime::format(format, date).ok()).unwrap_or_default();
    let own = meta.slug.as_deref().unwrap_or(name.slug);
    let label = if let Kind::Document(label) = kind { label } else { "posts" };
    let inner = if name.folders.is_empty() { name.stem.to_owned() } else { format!("{}/{}", name.folders, name.stem) };
    let categories = categories(path, meta);
    let lower: Vec<String> = once(categories.iter().map(|category| category.to_lowercase()));
    let slugged: Vec<String> = once(categories.iter().map(|category| slugify(category, "default")));
    let values = [
        (":slugified_categories", slugged.join("/")),
        (":categories", lower.join("/")),
        (":short_month", when("%b")),
        (":short_year", when("%y")),
        (":long_month", when("%B")),
        (":output_ext", ".html".to_owned()),
        (":collection", label.to_owned()),
        (":short_day", when("%a")),
        (":long_day", when("%A")),
        (":basename", name.stem.to_owned()),
        (":i_month", when("%-m")),
        (":i_day", when("%-d")),
        (":y_day", when("%j")),
        (":w_year", when("%G")),
        (":w_day", when("%u")),
        (":minute", when("%M")),
        (":second", when("%S")),
        (":month", when("%m")),
        (":title", slugify_cased(own, "pretty")),
        (":year", when("%Y")),
        (":week", when("%V")),
        (":hour", when("%H")),
        (":slug", slugify(own, "default")),
        (":path", inner),
        (":name", slugify(name.stem, "default")),
        (":day", when("%d")),
    ];
    let mut out = String::new();
    let mut rest = template;
    while let Some(at) = rest.find(':') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        match values.iter().find(|(key, _)| rest.starts_with(key)) {
            Some((key, value)) => {
                out.push_str(value);
                rest = &rest[key.len()..];
            }
            None => {
                out.push(':');
                rest = &rest[1..];
            }
        }
    }
    out + rest
}

/// Each text once, where it stands first.
fn once(texts: impl Iterator<Item = String>) -> Vec<String> {
    texts.fold(Vec::new(), |mut all, text| {
        if !all.contains(&text) {
            all.push(text);
        }
        all
    })
}

/// A post's keywords, as a list or as words.
pub fn words(value: Option<&yaml::Value>) -> Vec<String> {
    match value {
        Some(yaml::Value::String(text)) => text.split_whitespace().map(str::to_owned).collect(),
        Some(other) => yaml::texts(other),
        None => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_hold_dates_slugs_and_folders() {
        assert_eq!(
            name("_posts/2025-06-23-first-day.md"),
            Name { date: Some("2025-06-23"), slug: "first-day", folders: "", stem: "2025-06-23-first-day" }
        );
        assert_eq!(name("blog/_posts/a/2025-06-23-x.md"), Name { date: Some("2025-06-23"), slug: "x", folders: "a", stem: "2025-06-23-x" });
        assert_eq!(name("_weeks/week-04.md"), Name { date: None, slug: "week-04", folders: "", stem: "week-04" });
        let short = name("_posts/2025-6-3- Ebb.md");
        assert_eq!((short.date, short.slug), (Some("2025-6-3"), " Ebb"));
        assert_eq!(name("_posts/notes-2025-06-23-x.md").date, None);
        assert_eq!(title("_weeks/2025-06-01-week-one.md"), "Week One");
    }
}
