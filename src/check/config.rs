//! Keys of `_config.yml` that have no effect where they stand, and values that contradict each other.

use super::{Subject, settle, values};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Severity, codes};
use crate::nearest::nearest;
use crate::render::words;
use crate::site::Site;
use crate::source::{Source, Span};
use crate::yaml::{self, Document, Value};
use std::sync::Arc;

/// Keys that the theme reads at the top level, and only there.
const THEME: &[&str] = &[
    "aux_links",
    "aux_links_new_tab",
    "back_to_top",
    "back_to_top_text",
    "callouts",
    "callouts_level",
    "callouts_opacity",
    "color_scheme",
    "compress_html",
    "enable_copy_code_button",
    "favicon_ico",
    "footer_content",
    "ga_tracking",
    "ga_tracking_anonymize_ip",
    "gh_edit_branch",
    "gh_edit_link",
    "gh_edit_link_text",
    "gh_edit_repository",
    "gh_edit_source",
    "gh_edit_view_mode",
    "heading_anchors",
    "last_edit_time_format",
    "last_edit_timestamp",
    "logo",
    "mermaid",
    "nav_enabled",
    "nav_error_report",
    "nav_external_links",
    "nav_external_links_new_tab",
    "nav_sort",
    "search",
    "search_enabled",
    "search_tokenizer_separator",
];

/// Keys that Jekyll, its usual plugins, GitHub Pages or weeklog read.
const KNOWN: &[&str] = &[
    "algolia",
    "analytics",
    "asciidoc",
    "asciidoctor",
    "author",
    "authors",
    "autopages",
    "baseurl",
    "cache_dir",
    "category_archive",
    "cname",
    "collections",
    "collections_dir",
    "comments",
    "commonmark",
    "copyright",
    "data_dir",
    "default_lang",
    "default_layout",
    "defaults",
    "description",
    "destination",
    "detach",
    "disable_disk_cache",
    "email",
    "emoji",
    "encoding",
    "excerpt_separator",
    "exclude",
    "exclude_from_localization",
    "facebook",
    "feed",
    "future",
    "gems",
    "gist",
    "github",
    "github_username",
    "google_analytics",
    "google_site_verification",
    "header_pages",
    "highlighter",
    "host",
    "ignore_theme_config",
    "image",
    "include",
    "includes_dir",
    "incremental",
    "is_preview",
    "jekyll-archives",
    "jekyll-mentions",
    "jekyll-minifier",
    "jekyll-spaceship",
    "jekyll_timeago",
    "just_the_docs",
    "keep_files",
    "kramdown",
    "lang",
    "languages",
    "last-modified-at",
    "layouts_dir",
    "license",
    "limit_posts",
    "linkedin_username",
    "liquid",
    "livereload",
    "locale",
    "logo_alt",
    "lsi",
    "markdown",
    "markdown_ext",
    "maruku",
    "minima",
    "name",
    "optional_front_matter",
    "paginate",
    "paginate_path",
    "pagination",
    "parallel_localization",
    "permalink",
    "picture",
    "plantuml",
    "plugins",
    "plugins_dir",
    "port",
    "profile",
    "quiet",
    "rdiscount",
    "readme_index",
    "redcarpet",
    "redirect_from",
    "relative_links",
    "remote_theme",
    "repository",
    "responsive_image",
    "safe",
    "sass",
    "scholar",
    "seo",
    "show_dir_listing",
    "show_drafts",
    "show_excerpts",
    "sitemap",
    "skip_config_files",
    "social",
    "source",
    "strict",
    "strict_front_matter",
    "subtitle",
    "tagline",
    "target-blank",
    "theme",
    "theme_color",
    "timezone",
    "title",
    "titles_from_headings",
    "toc",
    "twitter",
    "twitter_username",
    "unpublished",
    "url",
    "verbose",
    "version",
    "webmaster_verifications",
    "webrick",
    "weeklog",
    "whitelist",
    "whitespace",
];

/// Mappings whose keys are their own.
const OWN: &[&str] =
    &["just_the_docs", "weeklog", "defaults", "search", "mermaid", "callouts", "kramdown", "sass", "liquid", "compress_html"];

pub(super) fn check(subject: &Subject) -> Vec<Diagnostic> {
    let site = subject.site;
    let config = &site.config;
    let Some(source) = &config.source else { return Vec::new() };
    let text = source.text();
    let shift = text.len() - text.trim_start_matches('\u{feff}').len();
    let (document, _) = Document::parse(&text[shift..]);
    let own_plugins = (subject.exists)("_plugins");
    let file = File { site, source, document: &document, shift, own_plugins };
    let mut diagnostics = file.keys();
    diagnostics.extend(file.addresses());
    diagnostics.extend(file.files());
    diagnostics.extend(file.levels());
    diagnostics.extend(file.words());
    diagnostics.extend(file.scheme(subject));
    diagnostics.extend(values::check(source, &text[shift..], shift, &document.map));
    diagnostics
}

struct File<'a> {
    site: &'a Site,
    source: &'a Arc<Source>,
    document: &'a Document,
    shift: usize,
    /// The site has plugins of its own, which may read any key.
    own_plugins: bool,
}

impl File<'_> {
    fn span(&self, span: Span) -> Span {
        Span::new(span.start as usize + self.shift, span.end as usize + self.shift)
    }

    fn value(&self, key: &str) -> Span {
        self.document.key(key).map_or(Span::default(), |key| self.span(if key.value.is_empty() { key.span } else { key.value }))
    }

    fn keys(&self) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        for (i, key) in self.document.keys.iter().enumerate() {
            let name = key.name.as_str();
            let Some(value) = self.document.get(name) else { continue };
            if let Some(later) = self.document.keys[i + 1..].iter().find(|later| later.name == name) {
                let message = format!("the key `{name}` stands here twice, and only the last one counts");
                let diagnostic = Diagnostic::warning("config-duplicate-key", message);
                let diagnostic = diagnostic.at(self.source, self.span(key.span), "this one has no effect");
                diagnostics.push(diagnostic.and(self.source, self.span(later.span), "this one counts").help("remove one of the two"));
                continue;
            }
            diagnostics.extend(self.nested(key, value));
            let known = THEME.contains(&name) || KNOWN.contains(&name);
            let holds_theme = value.as_mapping().is_some_and(|map| map.keys().filter_map(Value::as_str).any(|key| THEME.contains(&key)));
            if !known && !holds_theme && !self.is_asked_for(name) && !self.is_a_plugins(name) {
                diagnostics.extend(self.unread(key));
            }
        }
        diagnostics
    }

    /// Whether the key bears the name of a plugin that the site names: `jekyll-tide` reads `tide`.
    fn is_a_plugins(&self, name: &str) -> bool {
        let bare = |name: &str| name.replace(['-', '_'], "").to_lowercase();
        let lists = ["plugins", "gems"].iter().filter_map(|list| self.document.get(list));
        let mut plugins = lists.flat_map(yaml::texts);
        plugins.any(|plugin| bare(&plugin).trim_start_matches("jekyll") == bare(name).trim_start_matches("jekyll"))
    }

    /// Whether a page or an include may print it: `site.NAME`.
    fn is_asked_for(&self, name: &str) -> bool {
        let dotted = format!("site.{name}");
        let asks = |text: &str| text.contains(&dotted) || text.contains("site[");
        self.site.mentioned.contains(name)
            || self.site.entries.iter().any(|entry| asks(entry.page.source.at_hand().text()))
            || self.site.includes.values().any(|text| asks(text))
    }

    /// A key that nothing reads; beside plugins of the site's own only one that is written with another joint.
    fn unread(&self, key: &yaml::Key) -> Option<Diagnostic> {
        let (name, span) = (&key.name, self.span(key.span));
        let bare = |name: &str| name.replace(['-', '_'], "").to_lowercase();
        let all = || THEME.iter().chain(KNOWN).copied();
        let near = all()
            .find(|known| bare(known) == bare(name))
            .or_else(|| nearest(name, all().filter(|known| known.len() > 3 && !self.own_plugins)));
        let diagnostic = match near {
            Some(meant) => {
                Diagnostic::warning("config-misspelled-key", format!("nothing reads the key `{name}`; `{meant}` is probably meant"))
                    .at(self.source, span, "misspelled?")
                    .suggest(format!("write `{meant}`"), vec![(span, meant.to_owned())])
            }
            None if self.own_plugins => return None,
            None => Diagnostic::warning("config-unread-key", format!("nothing reads the key `{name}`, so it has no effect"))
                .at(self.source, span, "read by nothing")
                .help(format!("remove it, or use it: a page prints it with `{{{{ site.{name} }}}}`")),
        };
        Some(diagnostic)
    }

    /// Keys of the theme below another key, where the theme does not look.
    fn nested(&self, key: &yaml::Key, value: &Value) -> Option<Diagnostic> {
        let name = key.name.as_str();
        let own = name != "just_the_docs" && (OWN.contains(&name) || KNOWN.contains(&name) || THEME.contains(&name));
        let map = value.as_mapping().filter(|_| !own)?;
        let inert: Vec<&str> = map.keys().filter_map(Value::as_str).filter(|name| *name != "collections").collect();
        let inert: Vec<&str> =
            if key.name == "just_the_docs" { inert } else { inert.into_iter().filter(|name| THEME.contains(name)).collect() };
        if inert.is_empty() {
            return None;
        }
        let list = inert.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let (what, have) = if inert.len() == 1 { ("it is", "has") } else { ("they are", "have") };
        let message = format!("{list} {have} no effect below `{}`: {what} read at the top level only", key.name);
        let mut diagnostic = Diagnostic::warning("config-nested-key", message).at(self.source, self.span(key.span), "below this key");
        for name in &inert {
            if let Some(span) = self.below(key, name) {
                diagnostic = diagnostic.and(self.source, span, "");
            }
        }
        Some(diagnostic.help(format!("move {} to the start of a line", if inert.len() == 1 { "it" } else { "them" })))
    }

    /// Where the key `name` stands among the indented lines below `parent`.
    fn below(&self, parent: &yaml::Key, name: &str) -> Option<Span> {
        let text = self.source.text();
        let mut at = self.span(parent.span).end as usize;
        at += text[at..].find('\n')? + 1;
        for line in text[at..].split_inclusive('\n') {
            let body = line.trim_start();
            let indent = line.len() - body.len();
            if indent == 0 && !body.trim().is_empty() && !body.starts_with('#') {
                return None;
            }
            if body.strip_prefix(name).is_some_and(|rest| rest.starts_with(':')) {
                return Some(Span::new(at + indent, at + indent + name.len()));
            }
            at += line.len();
        }
        None
    }

    fn addresses(&self) -> Option<Diagnostic> {
        let url = yaml::text(self.document.get("url")?)?;
        let (scheme, rest) = url.split_once("://")?;
        let (host, path) = rest.split_once('/')?;
        let path = path.trim_matches('/');
        if path.is_empty() {
            return None;
        }
        let base = self.document.get("baseurl").and_then(yaml::text).unwrap_or_default();
        let bare = format!("{scheme}://{host}");
        let span = self.value("url");
        let message = if base.trim_matches('/') == path {
            format!("`url` holds the path `/{path}`, which `baseurl` adds once more")
        } else {
            format!("`url` holds the path `/{path}`, which belongs in `baseurl`")
        };
        let diagnostic = Diagnostic::warning("config-url-path", message)
            .at(self.source, span, "ends with a path")
            .help(format!("write `url: {bare}` and `baseurl: /{path}`; feeds, the site map and previews use both together"));
        Some(diagnostic.suggest("keep only scheme and host", vec![(span, bare)]))
    }

    fn files(&self) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        for key in ["logo", "favicon_ico"] {
            let Some(path) = self.document.get(key).and_then(yaml::text) else { continue };
            let bare = path.trim_start_matches('/');
            if bare.is_empty() || path.contains("://") || path.contains("{{") || self.site.statics.contains_key(bare) {
                continue;
            }
            let message = format!("`{key}` names the file `{path}`, which is not in the site");
            let mut diagnostic = Diagnostic::warning("config-file-missing", message).at(self.source, self.value(key), "no such file");
            if let Some(near) = nearest(bare, self.site.statics.keys().map(String::as_str)) {
                diagnostic = diagnostic.help(format!("a file of a similar name exists: `/{near}`"));
            }
            diagnostics.push(diagnostic.help("the path is counted from the top of the site"));
        }
        diagnostics
    }

    /// `color_scheme` with a name that is none of the theme's, and without a style sheet of the site's own.
    fn scheme(&self, subject: &Subject) -> Option<Diagnostic> {
        const SCHEMES: &[&str] = &["light", "dark", "legacy_light", "nil"];
        let name = self.document.get("color_scheme").and_then(yaml::text)?;
        let own = ["scss", "sass", "css"].map(|extension| format!("_sass/color_schemes/{name}.{extension}"));
        if SCHEMES.contains(&name.as_str()) || own.iter().any(|path| (subject.exists)(path)) {
            return None;
        }
        let span = self.value("color_scheme");
        let message = format!("there is no colour scheme `{name}`, so the reader's own setting decides");
        let diagnostic = Diagnostic::warning("config-file-missing", message).at(self.source, span, "no such scheme");
        Some(match nearest(&name, ["light", "dark"]) {
            Some(near) => diagnostic.suggest(format!("write `{near}`"), vec![(span, near.to_owned())]),
            None => diagnostic.help(format!("write `light` or `dark`, or make a scheme of your own in `{}`", own[0])),
        })
    }

    /// `weeklog: words:` with a key that the interface has no word for.
    fn words(&self) -> Vec<Diagnostic> {
        let Some(section) = self.document.key("weeklog") else { return Vec::new() };
        let unknown = self.site.config.words.keys().filter(|key| !words::keys().any(|known| known == *key));
        let told = unknown.map(|key| {
            let span = self.below(section, key).unwrap_or(self.span(section.span));
            let diagnostic = Diagnostic::warning("config-unknown-word", format!("`{key}` is no word of the interface"))
                .at(self.source, span, "nothing says this")
                .help("the guide, under configuration, lists them");
            match nearest(key, words::keys()) {
                Some(near) => diagnostic.suggest(format!("write `{near}`"), vec![(span, near.to_owned())]),
                None => diagnostic,
            }
        });
        told.collect()
    }

    /// `weeklog: checks:` with a code or a severity that is none.
    fn levels(&self) -> Vec<Diagnostic> {
        let config: &Config = &self.site.config;
        let Some(checks) = config.weeklog.get("checks").and_then(Value::as_mapping) else { return Vec::new() };
        let set = settle::levels(config);
        let mut diagnostics = Vec::new();
        let Some(section) = self.document.key("weeklog") else { return diagnostics };
        for name in checks.keys().filter_map(yaml::text) {
            let span = self.below(section, &name).unwrap_or(self.span(section.span));
            let diagnostic = if codes::find(&name).is_none() {
                let diagnostic = Diagnostic::warning("config-unknown-check", format!("`{name}` is no code of a check"));
                let diagnostic = diagnostic.at(self.source, span, "no such code").help("`weeklog explain` lists them");
                match nearest(&name, codes::all().map(|code| code.name)) {
                    Some(near) => diagnostic.suggest(format!("write `{near}`"), vec![(span, near.to_owned())]),
                    None => diagnostic,
                }
            } else if !set.contains_key(&name) {
                let levels = [Severity::Note, Severity::Warning, Severity::Error].map(Severity::as_str).join("`, `");
                Diagnostic::warning("config-unknown-check", format!("`{name}` is set to something that is no severity"))
                    .at(self.source, span, "this check")
                    .help(format!("a severity is `off`, `{levels}`"))
            } else {
                continue;
            };
            diagnostics.push(diagnostic);
        }
        diagnostics
    }
}
