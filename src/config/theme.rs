//! The keys of Just the Docs: how the site looks.

use super::raw::Raw;
use crate::yaml::{self, Value};

/// Just the Docs' keys.
#[derive(Clone, Debug, Default)]
pub struct Theme {
    /// `light`, `dark`, or anything else: automatic.
    pub color_scheme: Option<String>,
    /// A picture instead of the title.
    pub logo: Option<String>,
    /// The favicon's path.
    pub favicon: Option<String>,
    /// Links at the top: label, address.
    pub aux_links: Vec<(String, String)>,
    /// Whether those open a new tab.
    pub aux_links_new_tab: bool,
    /// Links below the navigation.
    pub external_links: Vec<ExternalLink>,
    /// HTML in the footer.
    pub footer: Option<String>,
    /// Whether there is a search box.
    pub search: bool,
    /// `search.heading_level`: the search finds sections of headings down to this level; none: as deep as it can.
    pub search_level: Option<u8>,
    /// `search.focus_shortcut_key`: the key that opens the search together with Ctrl or Cmd.
    pub search_key: Option<String>,
    /// Whether pages have the sidebar.
    pub nav: bool,
    /// Titles are compared without regard to case.
    pub nav_case_insensitive: bool,
    /// Headings have links to themselves.
    pub heading_anchors: bool,
    /// Code blocks have a copy button.
    pub copy_code: bool,
    /// The text of the link to the top of the page.
    pub back_to_top: Option<String>,
    /// Where pages are edited.
    pub edit: Option<EditLink>,
    /// How `last_modified_date` is shown; none: not at all.
    pub edit_time_format: Option<String>,
    /// Whether pages say when they were changed: `last_edit_timestamp: false` says no.
    pub edit_time: bool,
    /// `ga_tracking`: the ids of Google Analytics.
    pub tracking: Vec<String>,
    /// `ga_tracking_anonymize_ip`: as in the theme any value but null counts as true.
    pub tracking_anonymous: bool,
}

/// One of `nav_external_links`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ExternalLink {
    /// What it says.
    pub title: String,
    /// Where it leads.
    pub url: String,
    /// Whether it opens a new tab.
    pub new_tab: bool,
    /// Whether it is marked as leading out of the site.
    pub icon: bool,
}

/// `gh_edit_*`: shown only when all of Just the Docs' five keys are set.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EditLink {
    /// What the link says.
    pub text: String,
    /// `repository/mode/branch[/source]`, to which a page's path is added.
    pub base: String,
}

impl Theme {
    /// What the keys say, with the theme's own default of every one that is left out.
    pub(super) fn resolve(raw: Raw) -> Theme {
        // Every key is named: one that is added to `Raw` must be read here or above.
        #[rustfmt::skip]
        let Raw {
            title: _, description: _, lang: _, url: _, baseurl: _, permalink: _, include: _, exclude: _, defaults: _,
            callouts: _, kramdown: _, collections: _, collections_dir: _, just_the_docs: _, plugins: _, gems: _, weeklog: _,
            heading_anchors, color_scheme, logo, favicon_ico, aux_links, aux_links_new_tab, nav_external_links, nav_external_links_new_tab,
            footer_content, search_enabled, search, nav_enabled, nav_sort, enable_copy_code_button, back_to_top, back_to_top_text,
            gh_edit_link, gh_edit_link_text, gh_edit_repository, gh_edit_branch, gh_edit_view_mode, gh_edit_source,
            last_edit_timestamp, last_edit_time_format, ga_tracking, ga_tracking_anonymize_ip,
        } = raw;
        let is = |value: &Value, default: bool| yaml::flag(value).unwrap_or(default);
        let all_new_tab = is(&nav_external_links_new_tab, false);
        Theme {
            color_scheme: yaml::text(&color_scheme).filter(|scheme| scheme != "nil"),
            logo: yaml::text(&logo),
            favicon: yaml::text(&favicon_ico),
            aux_links: aux(&aux_links),
            aux_links_new_tab: is(&aux_links_new_tab, false),
            external_links: external(&nav_external_links, all_new_tab),
            footer: yaml::text(&footer_content),
            search: is(&search_enabled, true),
            search_level: search.get("heading_level").and_then(Value::as_u64).and_then(|level| u8::try_from(level).ok()),
            search_key: search.get("focus_shortcut_key").and_then(yaml::text).filter(|key| key.chars().count() == 1),
            nav: is(&nav_enabled, true),
            nav_case_insensitive: yaml::text(&nav_sort).as_deref() == Some("case_insensitive"),
            heading_anchors: is(&heading_anchors, true),
            copy_code: is(&enable_copy_code_button, true),
            back_to_top: if is(&back_to_top, false) { yaml::text(&back_to_top_text) } else { None },
            edit_time_format: if is(&last_edit_timestamp, false) { yaml::text(&last_edit_time_format) } else { None },
            edit_time: is(&last_edit_timestamp, true),
            tracking_anonymous: !ga_tracking_anonymize_ip.is_null(),
            tracking: yaml::text(&ga_tracking).map(|ids| ids.split(',').map(|id| id.trim().to_owned()).collect()).unwrap_or_default(),
            edit: edit_link(&gh_edit_link, &gh_edit_link_text, &[gh_edit_repository, gh_edit_view_mode, gh_edit_branch], &gh_edit_source),
        }
    }
}

fn edit_link(on: &Value, text: &Value, parts: &[Value; 3], folder: &Value) -> Option<EditLink> {
    let text = yaml::text(text).filter(|_| yaml::flag(on) == Some(true))?;
    let mut parts = parts.iter().map(yaml::text).collect::<Option<Vec<_>>>()?;
    parts.extend(yaml::text(folder));
    let base = parts.iter().map(|part| part.trim_matches('/')).collect::<Vec<_>>().join("/");
    Some(EditLink { text, base })
}

/// `{label: url}` or `{label: [url, …]}`, or a list of such.
fn aux(value: &Value) -> Vec<(String, String)> {
    match value {
        Value::Mapping(map) => {
            map.iter().filter_map(|(label, url)| Some((yaml::text(label)?, yaml::texts(url).into_iter().next()?))).collect()
        }
        Value::Sequence(items) => items.iter().flat_map(aux).collect(),
        _ => Vec::new(),
    }
}

fn external(value: &Value, all_new_tab: bool) -> Vec<ExternalLink> {
    let items = value.as_sequence().map_or(&[][..], Vec::as_slice);
    let link = |item: &Value| {
        let text = |key: &str| item.get(key).and_then(yaml::text);
        let flag = |key: &str| item.get(key).and_then(yaml::flag);
        let (new_tab, icon) = (flag("opens_in_new_tab").unwrap_or(all_new_tab), !flag("hide_icon").unwrap_or(false));
        Some(ExternalLink { title: text("title")?, url: text("url")?, new_tab, icon })
    };
    items.iter().filter_map(link).collect()
}
