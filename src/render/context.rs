//! What templates see: the contract between weeklog and the authors of themes.

use super::mentor::LogContext;
use crate::page::toc;
use serde::{Serialize, Serializer};
use tera::Value;

/// `site`, the same on every page.
#[derive(Debug, Serialize)]
pub struct SiteContext {
    /// The site's name.
    pub title: String,
    /// One sentence about it.
    pub description: Option<String>,
    /// Its language tag.
    pub lang: String,
    /// `ltr` or `rtl`.
    pub dir: &'static str,
    /// What scripts say, as JSON, where it is not their English.
    pub words: Option<String>,
    /// The path that every address of the site begins with: `/name` or empty.
    pub base: String,
    /// The address of the home page.
    pub home: String,
    /// `auto`, `light` or `dark`.
    pub color_scheme: &'static str,
    /// The address of a picture that stands for the title.
    pub logo: Option<String>,
    /// The address of the favicon.
    pub favicon: Option<String>,
    /// Whether there is a search box.
    pub search: bool,
    /// Links at the top.
    pub aux_links: Vec<AuxLink>,
    /// HTML of the footer.
    pub footer: Option<String>,
    /// Headings have links to themselves.
    pub heading_anchors: bool,
    /// Code has a copy button.
    pub copy_code: bool,
    /// The text of the link to the top.
    pub back_to_top: Option<String>,
    /// Name and version of this program.
    pub generator: String,
    /// `_includes/head_custom.html`.
    pub head_custom: Option<String>,
    /// `_includes/header_custom.html`.
    pub header_custom: Option<String>,
    /// `_includes/footer_custom.html`.
    pub footer_custom: Option<String>,
    /// `_includes/nav_footer_custom.html`.
    pub nav_footer_custom: Option<String>,
    /// `_includes/toc_heading_custom.html`: the heading of the list of children.
    pub toc_heading_custom: Option<String>,
    /// `_includes/search_placeholder_custom.html`: what stands in the empty search box.
    pub search_placeholder: Option<String>,
    /// The key that opens the search together with Ctrl or Cmd, if not K.
    pub search_key: Option<String>,
    /// The ids of Google Analytics that the site sets.
    pub tracking: Vec<String>,
    /// Whether it is asked not to keep addresses.
    pub tracking_anonymous: bool,
    /// Addresses of the site's own style sheets, which come after the theme's.
    pub styles: Vec<String>,
    /// Whether the site has weekly logs.
    pub logs: bool,
}

/// A link at the top.
#[derive(Debug, Serialize)]
pub struct AuxLink {
    /// What it says.
    pub label: String,
    /// Where it leads.
    pub url: String,
    /// Whether it opens a new tab.
    pub new_tab: bool,
}

/// `page`, on each page.
#[derive(Debug, Default, Serialize)]
pub struct PageContext {
    /// The site's fragments that differ on this page, by the name of the site's key.
    #[serde(skip)]
    pub hooks: Vec<(String, String)>,
    /// Its title.
    pub title: String,
    /// A first heading to show, as the content has none of level 1.
    pub heading: Option<String>,
    /// Its address, base included.
    pub url: String,
    /// Its address with scheme and host.
    pub canonical: Option<String>,
    /// Its language tag.
    pub lang: String,
    /// `ltr` or `rtl`, where that is not the site's.
    pub dir: Option<&'static str>,
    /// One sentence about it.
    pub description: Option<String>,
    /// Its text, as HTML.
    #[serde(serialize_with = "as_html")]
    pub content: String,
    /// Its headings of level 2 and 3.
    pub toc: Vec<toc::Entry>,
    /// The pages above and the page itself, last.
    pub breadcrumbs: Vec<LinkContext>,
    /// The pages below.
    pub children: Vec<ChildContext>,
    /// The page before it among its siblings.
    pub previous: Option<LinkContext>,
    /// The page after it.
    pub next: Option<LinkContext>,
    /// When it was changed.
    pub modified: Option<String>,
    /// Where it is edited.
    pub edit_url: Option<String>,
    /// What the link there says.
    pub edit_text: String,
    /// Whether it is the page at `/`.
    pub is_home: bool,
    /// Whether it has the sidebar.
    pub nav_enabled: bool,
    /// It has a diagram.
    pub mermaid: bool,
    /// It has a formula.
    pub math: bool,
    /// The style rules of the utility classes that it uses.
    pub utilities: Option<String>,
    /// A class for its body.
    pub class: String,
    /// What robots may do, when not everything.
    pub robots: Option<String>,
    /// The facts of the log on it, if it is the page of one.
    pub log: Option<LogContext>,
}

/// HTML, which templates write as it is.
pub fn as_html<S: Serializer>(html: &str, serializer: S) -> Result<S::Ok, S::Error> {
    Value::safe_string(html).serialize(serializer)
}

/// A page to link to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LinkContext {
    /// Its title.
    pub title: String,
    /// Its address; none for a folder without a page.
    pub url: Option<String>,
}

/// A page in its parent's list.
#[derive(Debug, Serialize)]
pub struct ChildContext {
    /// Its title.
    pub title: String,
    /// Its address.
    pub url: String,
    /// What it is about.
    pub summary: Option<String>,
}

/// A line of the menu: `items` of `nav.html`.
#[derive(Debug, Serialize)]
pub struct NavItem {
    /// Its label.
    pub title: String,
    /// Its address; none for a folder without a page.
    pub url: Option<String>,
    /// On the way to the open page.
    pub open: bool,
    /// Is marked as leading out of the site.
    pub external: bool,
    /// Opens a new tab.
    pub new_tab: bool,
    /// The lines below.
    pub children: Vec<NavItem>,
    /// How many lines below are left out.
    pub more: usize,
}
