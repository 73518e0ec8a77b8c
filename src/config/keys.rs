//! Mistakes in `_config.yml`, named: keys that nothing reads, keys where nobody looks, an address that is twice there.

use super::{Config, FILE};
use crate::diagnostic::Diagnostic;
use crate::nearest::nearest;
use crate::source::{Source, Span};
use crate::yaml::{self, Document, Key, Value};
use std::sync::Arc;

/// Keys of Just the Docs.
const THEME: &[&str] = &[
    "color_scheme",
    "logo",
    "favicon_ico",
    "aux_links",
    "aux_links_new_tab",
    "nav_enabled",
    "nav_sort",
    "nav_error_report",
    "nav_external_links",
    "nav_external_links_new_tab",
    "footer_content",
    "search_enabled",
    "search",
    "heading_anchors",
    "enable_copy_code_button",
    "callouts",
    "callouts_level",
    "callouts_opacity",
    "back_to_top",
    "back_to_top_text",
    "gh_edit_link",
    "gh_edit_link_text",
    "gh_edit_repository",
    "gh_edit_branch",
    "gh_edit_view_mode",
    "gh_edit_source",
    "last_edit_timestamp",
    "last_edit_time_format",
    "ga_tracking",
    "ga_tracking_anonymize_ip",
    "mermaid",
    "compress_html",
    "just_the_docs",
];

/// Keys of Jekyll, of GitHub's plugins and of ours.
const OTHERS: &[&str] = &[
    "title",
    "description",
    "tagline",
    "lang",
    "locale",
    "url",
    "baseurl",
    "permalink",
    "include",
    "exclude",
    "defaults",
    "collections",
    "collections_dir",
    "plugins",
    "gems",
    "whitelist",
    "theme",
    "remote_theme",
    "repository",
    "github",
    "markdown",
    "markdown_ext",
    "kramdown",
    "commonmark",
    "redcarpet",
    "highlighter",
    "sass",
    "liquid",
    "timezone",
    "encoding",
    "source",
    "destination",
    "layouts_dir",
    "includes_dir",
    "data_dir",
    "plugins_dir",
    "safe",
    "keep_files",
    "future",
    "unpublished",
    "show_drafts",
    "limit_posts",
    "incremental",
    "profile",
    "quiet",
    "verbose",
    "strict_front_matter",
    "host",
    "port",
    "livereload",
    "detach",
    "show_dir_listing",
    "excerpt_separator",
    "paginate",
    "paginate_path",
    "pagination",
    "lsi",
    "author",
    "authors",
    "email",
    "social",
    "twitter",
    "twitter_username",
    "github_username",
    "facebook",
    "webmaster_verifications",
    "google_site_verification",
    "feed",
    "sitemap",
    "jekyll_timeago",
    "jekyll-archives",
    "redirect_from",
    "whitespace",
    "optional_front_matter",
    "readme_index",
    "titles_from_headings",
    "relative_links",
    "default_layout",
    "cache_dir",
    "disable_disk_cache",
    "category_archive",
    "minima",
    "header_pages",
    "show_excerpts",
    "logo_alt",
    "version",
    "rdiscount",
    "maruku",
    "strict",
    "is_preview",
    "weeklog",
];

/// Keys that stand under `just_the_docs` by right.
const NESTED: &[&str] = &["collections"];

impl Config {
    /// What is wrong with the keys. `mentions` says whether a template of the site reads `site.KEY`.
    pub fn mistakes(&self, mentions: &dyn Fn(&str) -> bool) -> Vec<Diagnostic> {
        let Some(source) = &self.source else { return Vec::new() };
        let (document, _) = Document::parse(source.text());
        let mut diagnostics = Vec::new();
        for key in &document.keys {
            if !is_known(&key.name) && self.raw.contains_key(key.name.as_str()) && !mentions(&key.name) {
                diagnostics.push(unread(source, key, &document));
            }
        }
        diagnostics.extend(nested(source, &document));
        diagnostics.extend(doubled(source, &document));
        diagnostics
    }
}

fn is_known(name: &str) -> bool {
    THEME.contains(&name) || OTHERS.contains(&name)
}

fn unread(source: &Arc<Source>, key: &Key, document: &Document) -> Diagnostic {
    let message = format!("nothing reads the key `{}`", key.name);
    let diagnostic = Diagnostic::warning("config-unread", message).at(source, key.span, "unknown");
    let near = nearest(&key.name, THEME.iter().chain(OTHERS).copied());
    match near {
        Some(near) if document.get(near).is_none() => diagnostic
            .help(format!("a key with a similar name exists: `{near}`"))
            .fix(format!("rename it to `{near}`"), vec![(key.span, near.to_owned())]),
        _ => diagnostic.help("remove it, or use it in a page as `{{ site.".to_owned() + &key.name + " }}`"),
    }
}

/// Keys of the theme under `just_the_docs`, where only `collections` is read.
fn nested(source: &Arc<Source>, document: &Document) -> Vec<Diagnostic> {
    let Some(map) = document.get("just_the_docs").and_then(Value::as_mapping) else { return Vec::new() };
    let Some(top) = document.key("just_the_docs") else { return Vec::new() };
    let names = map.keys().filter_map(yaml::text).filter(|name| !NESTED.contains(&name.as_str()));
    let tell = |name: String| {
        let span = below(source, top.span, &name).unwrap_or(top.span);
        let message = format!("`{name}` under `just_the_docs` is not read: only `collections` is looked for there");
        let diagnostic = Diagnostic::warning("config-nested", message).at(source, span, "not read here");
        if is_known(&name) {
            diagnostic.help(format!("move `{name}` to the top level of `{FILE}`, without indentation"))
        } else {
            diagnostic
        }
    };
    names.map(tell).collect()
}

/// Where an indented key of this name stands below `top`.
fn below(source: &Arc<Source>, top: Span, name: &str) -> Option<Span> {
    let first = source.position(top.start).line + 1;
    let last = source.position(source.text().len() as u32).line;
    (first..=last)
        .map(|line| source.line(line))
        .take_while(|&line| source.slice(line).is_empty() || source.slice(line).starts_with([' ', '\t', '#']))
        .find_map(|line| {
            let text = source.slice(line);
            let at = text.len() - text.trim_start().len();
            let rest = text[at..].strip_prefix(name)?;
            rest.trim_start().starts_with(':').then(|| Span::new(line.start as usize + at, line.start as usize + at + name.len()))
        })
}

/// An `url` that ends with the `baseurl`: both together are every page's address.
fn doubled(source: &Arc<Source>, document: &Document) -> Option<Diagnostic> {
    let text = |key: &str| document.get(key).and_then(yaml::text);
    let (url, base) = (text("url")?, text("baseurl")?);
    let base = base.trim_matches('/');
    let trimmed = url.trim_end_matches('/');
    let rest = trimmed.strip_suffix(base).filter(|_| !base.is_empty())?.strip_suffix('/')?;
    rest.split_once("://").filter(|(_, host)| !host.is_empty())?;
    let value = document.key("url")?.value;
    let message = format!("`url` ends with the `baseurl`, so addresses become `{trimmed}/{base}/…`");
    let diagnostic = Diagnostic::warning("config-url", message).at(source, value, "`baseurl` is added to it");
    let written = source.slice(value);
    let quote = written.chars().next().filter(|c| matches!(c, '"' | '\'')).map_or_else(String::new, String::from);
    let edit = vec![(value, format!("{quote}{rest}{quote}"))];
    let diagnostic = diagnostic.help(format!("write `url: {quote}{rest}{quote}` and keep `baseurl: /{base}`"));
    Some(if written.trim_matches(['"', '\'']) == url { diagnostic.fix("take the `baseurl` out of it", edit) } else { diagnostic })
}

#[cfg(test)]
mod tests {
    use super::super::Overrides;
    use super::*;

    fn told(text: &str) -> Vec<(&'static str, String)> {
        let source = Arc::new(Source::new(FILE, text));
        let (config, _) = Config::read(Some(Arc::clone(&source)), &Overrides::default());
        let place =
            |diagnostic: &Diagnostic| diagnostic.primary.as_ref().map(|label| source.slice(label.span).to_owned()).unwrap_or_default();
        config.mistakes(&|name| name == "motto").iter().map(|diagnostic| (diagnostic.code, place(diagnostic))).collect()
    }

    #[test]
    fn mistakes_are_named_at_their_keys() {
        assert_eq!(told("title: T\nbase_url: /x\nmotto: m\n"), [("config-unread", "base_url".to_owned())]);
        let text = "just_the_docs:\n  # looks\n  color_scheme: dark\n  collections: {}\ntitle: T\n";
        assert_eq!(told(text), [("config-nested", "color_scheme".to_owned())]);
        assert_eq!(told("url: https://e.x/log/\nbaseurl: /log\n"), [("config-url", "https://e.x/log/".to_owned())]);
        assert_eq!(told("url: https://e.x\nbaseurl: /log\ntheme: x\n"), []);
        assert_eq!(told("url: https://log\nbaseurl: /log\n"), []);
    }
}
