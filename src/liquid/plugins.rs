//! Tags and filters of Jekyll's plugins that weeklog does not run: known by name, so that they are told as what they are.

/// Tags, with the plugin that has them.
const TAGS: &[(&str, &str)] = &[
    ("asset", "jekyll-assets"),
    ("avatar", "jekyll-avatar"),
    ("bibliography", "jekyll-scholar"),
    ("bibliography_count", "jekyll-scholar"),
    ("cite", "jekyll-scholar"),
    ("cite_details", "jekyll-scholar"),
    ("figure", "jekyll-figure"),
    ("gist", "jekyll-gist"),
    ("github_edit_link", "jekyll-github-metadata"),
    ("github_sample", "jekyll-github-sample"),
    ("google_map", "jekyll-maps"),
    ("I18n_Headers", "jekyll-polyglot"),
    ("include_absolute", "jekyll-include-absolute-plugin"),
    ("katex", "jekyll-katex"),
    ("katexmm", "jekyll-katex"),
    ("last_modified_at", "jekyll-last-modified-at"),
    ("mermaid", "jekyll-mermaid"),
    ("nocite", "jekyll-scholar"),
    ("octicon", "jekyll-octicons"),
    ("picture", "jekyll_picture_tag"),
    ("plantuml", "jekyll-plantuml"),
    ("post_files", "jekyll-postfiles"),
    ("quote", "jekyll-scholar"),
    ("reference", "jekyll-scholar"),
    ("remote_include", "jekyll-remote-include"),
    ("responsive_image", "jekyll-responsive-image"),
    ("responsive_image_block", "jekyll-responsive-image"),
    ("static_href", "jekyll-polyglot"),
    ("svg", "jekyll-inline-svg"),
    ("t", "jekyll-multiple-languages-plugin"),
    ("tab", "jekyll-tabs"),
    ("tabs", "jekyll-tabs"),
    ("tf", "jekyll-multiple-languages-plugin"),
    ("toc", "jekyll-toc"),
    ("translate", "jekyll-multiple-languages-plugin"),
    ("translate_file", "jekyll-multiple-languages-plugin"),
    ("twitter", "jekyll-twitter-plugin"),
    ("youtube", "jekyll-youtube"),
];

/// Filters, likewise; `sassify` and `scssify` come with Jekyll's own converter.
const FILTERS: &[(&str, &str)] = &[
    ("asset", "jekyll-assets"),
    ("extract_element", "jekyll-extract-element"),
    ("inject_anchors", "jekyll-toc"),
    ("remove_first_element", "jekyll-extract-element"),
    ("resize", "jekyll-resize"),
    ("sassify", "jekyll-sass-converter"),
    ("scssify", "jekyll-sass-converter"),
    ("timeago", "jekyll-timeago"),
    ("toc", "jekyll-toc"),
    ("toc_only", "jekyll-toc"),
];

/// Plugins whose work weeklog does itself, and the theme.
const DONE: &[&str] = &[
    "github-pages",
    "jekyll-default-layout",
    "jekyll-feed",
    "jekyll-github-metadata",
    "jekyll-include-cache",
    "jekyll-optional-front-matter",
    "jekyll-readme-index",
    "jekyll-redirect-from",
    "jekyll-relative-links",
    "jekyll-remote-theme",
    "jekyll-sass-converter",
    "jekyll-seo-tag",
    "jekyll-sitemap",
    "jekyll-titles-from-headings",
    "just-the-docs",
];

/// Includes of Just the Docs that stand for themselves with any theme, with what they print.
pub(super) const INCLUDES: &[(&str, &str)] = &[
    // It mends what Jekyll's line numbers break; here nothing is broken.
    ("fix_linenos.html", "{{ include.code }}"),
    (
        "css/just-the-docs.scss.liquid",
        "@import \"support/support\";\n@import \"custom/setup\";\n@import \"color_schemes/light\";\n\
         {% unless include.color_scheme == nil or include.color_scheme == \"light\" %}@import \"color_schemes/{{ include.color_scheme }}\";\n\
         {% endunless %}@import \"modules\";\n@import \"custom/custom\";\n",
    ),
];

/// Folders and files of Just the Docs' includes that are part of its pages, for which weeklog's theme stands.
const THEMES: &[&str] = &[
    "components/",
    "css/",
    "icons/",
    "js/",
    "lunr/",
    "vendor/",
    "favicon.html",
    "head.html",
    "head_nav.html",
    "mermaid_config.js",
    "nav.html",
    "search_placeholder_custom.html",
    "title.html",
    "toc_heading_custom.html",
];

/// The plugin that has a tag of this name.
pub(super) fn of_tag(name: &str) -> Option<&'static str> {
    find(TAGS, name)
}

/// The plugin that has a filter of this name.
pub(super) fn of_filter(name: &str) -> Option<&'static str> {
    find(FILTERS, name)
}

fn find(table: &[(&str, &'static str)], name: &str) -> Option<&'static str> {
    table.iter().find(|(known, _)| *known == name).map(|(_, plugin)| *plugin)
}

/// Of the `plugins` that a site lists, those that are not run here.
pub fn not_run(plugins: &[String]) -> Vec<&str> {
    plugins.iter().map(String::as_str).filter(|plugin| !DONE.contains(plugin)).collect()
}

/// Whether an include is one of Just the Docs' own.
pub(super) fn is_themes(name: &str) -> bool {
    THEMES.iter().any(|theme| name == *theme || theme.ends_with('/') && name.starts_with(theme))
}
