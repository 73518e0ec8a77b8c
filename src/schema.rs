//! The keys of `_config.yml` and of front matter as JSON Schemas, for editors: each from one table, held against what is read.

use crate::diagnostic::codes;
use serde_json::{Map, Value, json};

/// What a value is, as leniently as it is read.
#[derive(Clone, Copy)]
enum Kind {
    /// One line: numbers and dates count as the text they are written as.
    Text,
    /// `true` or `false`, also as YAML 1.1 writes them.
    Flag,
    /// A text or a list of texts.
    Texts,
    /// Keys and values.
    Map,
    /// A list of anything.
    List,
    /// One of these words.
    Words(&'static [&'static str]),
    /// A day as `2025-06-30`.
    Day,
    /// Anything.
    Any,
}

/// A key, what its value is, what it means.
type Key = (&'static str, Kind, &'static str);

/// What a page may say of itself.
const FRONT_MATTER: &[Key] = &[
    ("ancestor", Kind::Text, "The title of a page above the parent, where two parents have the same title."),
    ("author", Kind::Any, "Who wrote the page."),
    ("authors", Kind::Any, "Who wrote the page."),
    ("canonical_url", Kind::Text, "The address that search engines shall keep."),
    ("carry", Kind::Texts, "What is taken over into the next week, in `weeklog new`."),
    ("categories", Kind::Texts, "Groups of a post."),
    ("category", Kind::Texts, "The group of a post."),
    ("child_nav_order", Kind::Words(&["asc", "desc", "reversed"]), "The order of the pages below this one."),
    ("date", Kind::Text, "The day of the page."),
    ("dates", Kind::Any, "The first and the last day of the week: `2025-06-23 – 2025-06-29`."),
    ("description", Kind::Text, "One sentence about the page, for search engines and feeds."),
    ("draft", Kind::Flag, "Only built with `--drafts`."),
    ("end", Kind::Text, "The last day of the week."),
    ("excerpt", Kind::Text, "The beginning of a post, for lists."),
    ("grand_parent", Kind::Text, "The title of the page above the parent."),
    ("has_children", Kind::Flag, "Other pages name this one as their parent."),
    ("has_toc", Kind::Flag, "The pages below are listed at its end."),
    ("hours", Kind::Any, "Hours worked in the week: `38`, `38.5 hours`, `38:30`."),
    ("image", Kind::Any, "A picture for previews in other places."),
    ("lang", Kind::Text, "The language of the page: `en`, `pt-BR`."),
    ("last_modified_date", Kind::Text, "When the page was last changed."),
    ("layout", Kind::Any, "How the page is framed: `default`, `home`, `minimal`, `none`, or one of the site's own."),
    ("locale", Kind::Text, "The language of the page."),
    ("math", Kind::Any, "Whether the page has formulas; it is seen from the text."),
    ("mentor", Kind::Any, "The name of the mentor."),
    ("mermaid", Kind::Any, "Whether the page has diagrams; it is seen from the text."),
    ("modified", Kind::Text, "When the page was last changed."),
    ("nav_enabled", Kind::Flag, "The page is shown with the menu."),
    ("nav_exclude", Kind::Flag, "The page is not in the menu."),
    ("nav_fold", Kind::Flag, "Its group in the menu is closed until it is opened."),
    ("nav_order", Kind::Any, "Its place in the menu: numbers first, then texts."),
    ("parent", Kind::Text, "The title of the page above."),
    ("permalink", Kind::Text, "The address below the site: `/about/`."),
    ("published", Kind::Flag, "`false` leaves the page out."),
    ("redirect_from", Kind::Texts, "Addresses that lead here."),
    ("redirect_to", Kind::Any, "Where this address leads."),
    ("render_with_liquid", Kind::Flag, "`false` leaves `{{` and `{%` as they are."),
    ("search_exclude", Kind::Flag, "The page is not in the search."),
    ("seo", Kind::Any, "What Jekyll's SEO tag reads."),
    ("signed_off", Kind::Any, "Who signed the week off, and when: `{by: Name, on: 2025-06-30}`."),
    ("sitemap", Kind::Flag, "`false` leaves the page out of the site map."),
    ("slug", Kind::Text, "The last part of a post's address."),
    ("start", Kind::Text, "The first day of the week."),
    ("subtitle", Kind::Text, "A second title."),
    ("summary", Kind::Text, "What lists of pages say of it."),
    ("tag", Kind::Texts, "A word to find the page by."),
    ("tags", Kind::Texts, "Words to find the page by."),
    ("title", Kind::Text, "The title: in the menu, in the tab, and by which other pages name it as their parent."),
    (
        "visibility",
        Kind::Words(&["public", "mentor", "mentors", "private"]),
        "Who may read the page; all but `public` keep it out of what is published.",
    ),
    ("week", Kind::Any, "The number of the week: `4`, or `6-8`."),
    ("weeks", Kind::Any, "The numbers of several weeks: `6-8`."),
];

/// What the configuration may say.
const CONFIG: &[Key] = &[
    ("aux_links", Kind::Any, "Links at the top of every page: label and address."),
    ("aux_links_new_tab", Kind::Flag, "Those links open a new tab."),
    ("back_to_top", Kind::Flag, "A link to the top at the end of every page."),
    ("back_to_top_text", Kind::Text, "What that link says."),
    ("baseurl", Kind::Text, "The path below `url` where the site stands: `/my-log`."),
    ("callouts", Kind::Map, "Names of callouts, each with `title` and `color`."),
    ("collections", Kind::Any, "Kinds of documents besides posts: the files of a folder `_name`."),
    ("collections_dir", Kind::Text, "The folder that holds the collections' folders."),
    ("color_scheme", Kind::Text, "`light`, `dark`, or nothing for what the reader prefers."),
    ("defaults", Kind::List, "Front matter for all pages of a scope: `{scope: {path, type}, values}`."),
    ("description", Kind::Text, "One sentence about the site."),
    ("enable_copy_code_button", Kind::Flag, "Code has a button that copies it."),
    ("exclude", Kind::Texts, "Files and folders that are left out."),
    ("favicon_ico", Kind::Text, "The picture in the tab."),
    ("footer_content", Kind::Text, "HTML at the foot of every page."),
    ("ga_tracking", Kind::Text, "Ids of Google Analytics, parted by commas."),
    ("ga_tracking_anonymize_ip", Kind::Flag, "Google Analytics shortens addresses of readers."),
    ("gems", Kind::Texts, "Names of Jekyll's plugins."),
    ("gh_edit_branch", Kind::Text, "The branch for the link to edit a page."),
    ("gh_edit_link", Kind::Flag, "Each page has a link to edit it; the other keys `gh_edit_…` must be there."),
    ("gh_edit_link_text", Kind::Text, "What that link says."),
    ("gh_edit_repository", Kind::Text, "The address of the repository."),
    ("gh_edit_source", Kind::Text, "The folder of the site in the repository."),
    ("gh_edit_view_mode", Kind::Words(&["tree", "edit", "blob"]), "What the link opens."),
    ("heading_anchors", Kind::Flag, "Headings have links to themselves."),
    ("include", Kind::Texts, "Files that are read although their names begin with `.` or `_`."),
    ("just_the_docs", Kind::Map, "The theme's own section: `collections`."),
    ("kramdown", Kind::Map, "Options of Markdown."),
    ("lang", Kind::Text, "The language of the site: `en-GB`."),
    ("last_edit_time_format", Kind::Text, "How `last_modified_date` is shown."),
    ("last_edit_timestamp", Kind::Flag, "Pages show when they were changed."),
    ("logo", Kind::Text, "A picture instead of the title."),
    ("nav_enabled", Kind::Flag, "Pages have a menu."),
    ("nav_external_links", Kind::List, "Links below the menu: `{title, url, opens_in_new_tab}`."),
    ("nav_external_links_new_tab", Kind::Flag, "Those links open a new tab."),
    ("nav_sort", Kind::Words(&["case_sensitive", "case_insensitive"]), "Whether capitals come first in the menu."),
    ("permalink", Kind::Text, "How pages are addressed: `pretty` leaves out `.html`."),
    ("plugins", Kind::Texts, "Names of Jekyll's plugins."),
    ("search", Kind::Map, "Settings of the search."),
    ("search_enabled", Kind::Flag, "There is a search."),
    ("title", Kind::Text, "The site's name."),
    ("url", Kind::Text, "Scheme and host, without a path: `https://name.github.io`."),
    ("weeklog", Kind::Map, "What is weeklog's own."),
];

/// The pages that weeklog adds.
const PAGES: &[&str] = &["progress", "cohort", "weeks", "knowledge", "print"];

/// What a site can have words of its own for: held against the reader by a test of the checks.
pub const SECTIONS: &[&str] = &[
    "focus",
    "goals",
    "work",
    "outcomes",
    "learnings",
    "problems",
    "references",
    "next",
    "carry",
    "screenshots",
    "hours",
    "mentor",
    "facts",
];
/// The states of a task.
pub const STATES: &[&str] = &["done", "in-progress", "in_progress", "partial", "blocked", "planned", "dropped"];
/// The columns of tables.
pub const COLUMNS: &[&str] =
    &["task", "status", "notes", "start", "completion", "due", "day", "hours", "references", "problem", "solution"];
/// The labels of facts.
pub const LABELS: &[&str] = &["dates", "week", "hours", "mentor", "signed_off", "person", "other"];

fn own_words(meaning: &str, names: &[&str]) -> Value {
    let names: Map<String, Value> = names.iter().map(|name| ((*name).to_owned(), of(Kind::Texts))).collect();
    json!({"description": meaning, "type": "object", "additionalProperties": false, "properties": names})
}

/// The schema of `_config.yml`. Keys that it does not know are allowed: a site's own pages may read them.
pub fn config() -> Value {
    let mut schema = schema("A site's configuration", CONFIG);
    schema["properties"]["weeklog"] = json!({
        "description": "What is weeklog's own.",
        "type": ["object", "null"],
        "additionalProperties": false,
        "properties": {
            "on": described(Kind::Day, "The day by which weeks are due; without it, the day after the last log."),
            "pages": {
                "description": "Pages that weeklog adds; `false` leaves one out.",
                "type": "object",
                "additionalProperties": false,
                "properties": PAGES.iter().map(|page| ((*page).to_owned(), of(Kind::Flag))).collect::<Map<_, _>>(),
            },
            "theme": described(Kind::Text, "A theme of the site's own, by the name of its folder below `_theme`."),
            "images": described(Kind::Flag, "Whether large PNG and JPEG pictures are offered in smaller sizes too."),
            "markdown": {
                "type": "object",
                "additionalProperties": false,
                "properties": {"html": described(Kind::Words(&["allow", "sanitize"]), "Whether HTML in pages is its writer's, or loses whatever could run.")},
            },
            "sections": own_words("Words of your own for the sections of a log.", SECTIONS),
            "states": own_words("Words of your own for the states of a task.", STATES),
            "columns": own_words("Words of your own for the columns of tables.", COLUMNS),
            "labels": own_words("Words of your own for the labels of facts.", LABELS),
            "words": {
                "description": "Words of the interface that the site says itself; `{n}`, `{of}` and `{name}` are filled in.",
                "type": "object",
                "additionalProperties": of(Kind::Text),
            },
            "checks": {
                "description": "The severity of a check.",
                "type": "object",
                "propertyNames": {"enum": codes::all().map(|code| code.name).collect::<Vec<_>>()},
                "additionalProperties": {"enum": ["off", "note", "warning", "error", false]},
            },
        },
    });
    schema
}

/// The schema of the keys on top of a page. Keys that it does not know are allowed: templates may read them.
pub fn front_matter() -> Value {
    schema("Front matter of a page", FRONT_MATTER)
}

fn schema(title: &str, keys: &[Key]) -> Value {
    let properties: Map<String, Value> = keys.iter().map(|(key, kind, meaning)| ((*key).to_owned(), described(*kind, meaning))).collect();
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": title,
        "type": ["object", "null"],
        "properties": properties,
    })
}

fn described(kind: Kind, meaning: &str) -> Value {
    let mut schema = of(kind);
    schema["description"] = meaning.into();
    schema
}

fn of(kind: Kind) -> Value {
    match kind {
        Kind::Text => json!({"type": ["string", "number", "boolean", "null"]}),
        Kind::Flag => json!({"enum": [true, false, null, "yes", "no", "on", "off"]}),
        Kind::Texts => {
            json!({"type": ["string", "number", "boolean", "null", "array"], "items": {"type": ["string", "number", "boolean"]}})
        }
        Kind::Map => json!({"type": ["object", "null"]}),
        Kind::List => json!({"type": ["array", "null"]}),
        Kind::Words(words) => json!({"enum": words.iter().map(|word| json!(word)).chain([Value::Null]).collect::<Vec<_>>()}),
        Kind::Day => json!({"type": ["string", "null"], "format": "date"}),
        Kind::Any => json!({}),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::front_block;

    fn names(keys: &[Key]) -> Vec<&'static str> {
        keys.iter().map(|(name, ..)| *name).collect()
    }

    /// The tables cannot drift from what is read: neither may know a key that the other does not.
    #[test]
    fn the_tables_are_what_is_read() {
        let mut known = front_block::KNOWN.to_vec();
        known.sort_unstable();
        assert_eq!(names(FRONT_MATTER), known, "front matter: sorted, and every key");
        assert_eq!(names(CONFIG), crate::config::keys(), "configuration: sorted, and every key");
    }
}
