//! The contract with the authors of themes: what the guide says that each template sees is what it sees, and a small
//! theme that keeps to it works on the whole sample site. `UPDATE=1 cargo test --test contract` writes the guide's part.

mod driver;

use driver::{Site, root};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;

/// Each template, what it is for, and what it sees beside `site` and `page`: a name and its type.
const TEMPLATES: &[(&str, &str, &str, &str)] = &[
    (
        "base.html",
        "The skeleton that the others extend; it is never rendered by itself. The embedded templates fill its blocks `title`, `styles`, `head`, `search` and `page`, so a skeleton of your own has them too.",
        "",
        "",
    ),
    ("page.html", "Every page of the site's own.", "", ""),
    (
        "nav.html",
        "The menu: `site` and the lines, no `page`, as pages share it. weeklog marks the line of the page itself with `aria-current` after the first `href=\"…\"` that is its address.",
        "items",
        "Vec<NavItem>",
    ),
    (
        "weeks.html",
        "The table of weeks where a page says `<!-- weeklog:weeks -->`: `site` and the weeks, no `page`.",
        "weeks",
        "Vec<WeekRow>",
    ),
    ("progress.html", "An intern's progress.", "progress", "ProgressContext"),
    ("cohort.html", "The matrix of interns and weeks.", "cohort", "CohortContext"),
    ("roundup.html", "What everybody wrote in one calendar week.", "roundup", "RoundupContext"),
    ("knowledge.html", "Problems, learnings and references of all logs.", "knowledge", "KnowledgeContext"),
    ("logbook.html", "A logbook to print, or the list of all logbooks.", "logbook", "LogbookContext"),
    ("search.html", "The page of the search box.", "", ""),
    ("404.html", "What stands at addresses that lead nowhere.", "", ""),
];

/// What only sites of hundreds of logs have.
const TOO_SMALL: &[&str] = &["KnowledgePart"];

/// What the contexts are made of: struct, its sentence, its fields with type and sentence, read from the code.
struct Struct {
    name: String,
    about: String,
    fields: Vec<(String, String, String)>,
}

fn structs() -> Vec<Struct> {
    let mut found = Vec::new();
    for file in ["src/render/context.rs", "src/render/mentor.rs", "src/page/toc.rs"] {
        let text = fs::read_to_string(root().join(file)).expect("the code");
        let (mut about, mut skipped, mut open) = (Vec::new(), false, false);
        for line in text.lines().map(str::trim) {
            if let Some(words) = line.strip_prefix("/// ") {
                about.push(words.to_owned());
            } else if let Some(name) = line.strip_prefix("pub struct ").and_then(|rest| rest.strip_suffix(" {")) {
                found.push(Struct { name: name.to_owned(), about: about.join(" "), fields: Vec::new() });
                (open, about) = (true, Vec::new());
            } else if line == "#[serde(skip)]" {
                skipped = true;
            } else if let Some((name, kind)) =
                line.strip_prefix("pub ").filter(|_| open).and_then(|line| line.strip_suffix(',')?.split_once(": "))
            {
                if !std::mem::take(&mut skipped) {
                    found.last_mut().expect("a struct is open").fields.push((name.to_owned(), kind.replace("toc::", ""), about.join(" ")));
                }
                about.clear();
            } else if !line.starts_with("#[") {
                open &= line != "}";
                about.clear();
            }
        }
    }
    found
}

/// `Option<Vec<LinkContext>>` from the outside in.
fn inner<'a>(kind: &'a str, outer: &str) -> Option<&'a str> {
    kind.strip_prefix(outer)?.strip_prefix('<')?.strip_suffix('>')
}

fn anchor(name: &str) -> String {
    name.strip_suffix("Context").unwrap_or(name).to_owned()
}

/// A type in the guide's words.
fn words(kind: &str) -> String {
    if let Some(kind) = inner(kind, "Option") {
        return format!("{} or nothing", words(kind));
    }
    if let Some(kind) = inner(kind, "Vec") {
        return format!("list of {}", words(kind));
    }
    match kind {
        "String" | "&'static str" => "text".to_owned(),
        "bool" => "true or false".to_owned(),
        "usize" | "u8" | "u32" | "f64" => "number".to_owned(),
        name => format!("[{0}](#{1})", anchor(name), anchor(name).to_lowercase()),
    }
}

/// Compares a value that a template saw with the type that the code gives it; notes which structs were seen.
fn compare(kind: &str, value: &Value, at: &str, known: &BTreeMap<&str, &Struct>, seen: &mut BTreeSet<String>) {
    if let Some(kind) = inner(kind, "Option") {
        return if value.is_null() {
        } else {
            compare(kind, value, at, known, seen)
        };
    }
    if let Some(kind) = inner(kind, "Vec") {
        let items = value.as_array().unwrap_or_else(|| panic!("{at} is no list: {value}"));
        return items.iter().for_each(|item| compare(kind, item, &format!("{at}[]"), known, seen));
    }
    let fits = match kind {
        "String" | "&'static str" => value.is_string(),
        "bool" => value.is_boolean(),
        "usize" | "u8" | "u32" | "f64" => value.is_number(),
        name => {
            let Struct { fields, .. } = known.get(name).unwrap_or_else(|| panic!("{at}: no struct `{name}`"));
            let map = value.as_object().unwrap_or_else(|| panic!("{at} is no map: {value}"));
            let (names, keys): (BTreeSet<&str>, BTreeSet<&str>) =
                (fields.iter().map(|(name, ..)| name.as_str()).collect(), map.keys().map(String::as_str).collect());
            assert_eq!(keys, names, "{at}");
            fields.iter().for_each(|(name, kind, _)| compare(kind, &map[name], &format!("{at}.{name}"), known, seen));
            seen.insert(name.to_owned());
            true
        }
    };
    assert!(fits, "{at} is no {}: {value}", words(kind));
}

/// What Tera prints of a context: JSON but for nothing, which it leaves out, and for characters that Rust escapes.
fn json(text: &str) -> Option<Value> {
    let mut whole = String::with_capacity(text.len());
    let (mut quoted, mut escaped, mut colon) = (false, false, false);
    for c in text.trim().chars() {
        if colon && !quoted && matches!(c, ',' | '}') {
            whole.push_str("null");
        }
        colon = !quoted && (c == ':' || colon && c == ' ');
        quoted ^= c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        whole.push(c);
    }
    let escapes = regex::Regex::new(r"\\u\{([0-9a-f]+)\}").expect("valid");
    let character =
        |found: &regex::Captures| u32::from_str_radix(&found[1], 16).ok().and_then(char::from_u32).unwrap_or_default().to_string();
    serde_json::from_str(&escapes.replace_all(&whole, character)).ok()
}

fn sample() -> Site {
    let mut site = Site::from_dir(&root().join("content"));
    site.files().retain(|path, _| !path.starts_with("_site/"));
    site
}

/// The sample site with every template printing what it sees.
fn dumped() -> BTreeMap<String, Vec<Value>> {
    let mut site =
        sample().file("only-weeks.md", "---\nlayout: default\ntitle: Only weeks\nparent: Amara Nwosu\n---\n<!-- weeklog:weeks -->\n");
    for (template, ..) in TEMPLATES.iter().skip(1) {
        let name = template.trim_end_matches(".html");
        site = site.file(&format!("_theme/templates/{template}"), format!("{{\"{name}\": {{{{ __tera_context | safe }}}}}}"));
    }
    let build = site.build();
    let mut seen: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    let pages = build.files.iter().filter(|(name, _)| name.ends_with(".html"));
    let mut open: Vec<Value> = pages.filter_map(|(_, bytes)| json(std::str::from_utf8(bytes).ok()?)).collect();
    while let Some(value) = open.pop() {
        let Some((name, value)) = value.as_object().and_then(|map| map.iter().next()) else { continue };
        // The menu and the table of weeks stand as text in the pages that have them.
        for inner in [&value["nav"], &value["page"]["content"]] {
            open.extend(inner.as_str().and_then(json));
        }
        seen.entry(format!("{name}.html")).or_default().push(value.clone());
    }
    seen
}

#[test]
fn templates_see_what_the_code_says() {
    let structs = structs();
    let known: BTreeMap<&str, &Struct> = structs.iter().map(|one| (one.name.as_str(), one)).collect();
    let seen_by = dumped();
    let mut seen = BTreeSet::new();
    for (template, _, name, kind) in TEMPLATES.iter().skip(1) {
        let values = seen_by.get(*template).unwrap_or_else(|| panic!("`{template}` was never used"));
        for value in values {
            compare("SiteContext", &value["site"], &format!("{template}: site"), &known, &mut seen);
            if !value["page"].is_null() {
                compare("PageContext", &value["page"], &format!("{template}: page"), &known, &mut seen);
                assert!(value["nav"].is_string());
            }
            if !name.is_empty() {
                compare(kind, &value[*name], &format!("{template}: {name}"), &known, &mut seen);
            }
        }
    }
    let unseen: Vec<_> = known.keys().filter(|name| !seen.contains(**name) && !TOO_SMALL.contains(*name)).collect();
    assert!(unseen.is_empty(), "the sample site has no {unseen:?}");
}

/// The guide's part that follows from the code and from the small theme.
fn reference() -> String {
    let mut text = String::new();
    for (template, about, name, kind) in TEMPLATES {
        let _ = writeln!(text, "### {template}\n\n{about}\n");
        if !name.is_empty() {
            let _ = writeln!(text, "`{name}`: {}.\n", words(kind));
        }
        let example = fs::read_to_string(root().join("tests/plain/templates").join(template)).expect("the small theme has it");
        let _ = writeln!(text, "{{% raw %}}\n```jinja\n{example}```\n{{% endraw %}}\n");
    }
    text.push_str("## What they see\n\n");
    for Struct { name, about, fields } in structs() {
        let _ = writeln!(text, "### {}\n\n{about}\n\n| Field | Type | |\n|---|---|---|", anchor(&name));
        for (name, kind, about) in fields {
            let _ = writeln!(text, "| `{name}` | {} | {} |", words(&kind), about.replace('|', "\\|"));
        }
        text.push('\n');
    }
    text
}

#[test]
fn the_guide_says_what_templates_see() {
    const MARK: &str = "## The templates\n\n";
    let path = root().join("content/guide/theme.md");
    let guide = fs::read_to_string(&path).expect("the guide");
    let (prose, written) = guide.split_once(MARK).expect("the guide has a part of templates");
    if written != reference() && std::env::var_os("UPDATE").is_some() {
        return fs::write(&path, format!("{prose}{MARK}{}", reference())).expect("written");
    }
    assert!(written == reference(), "content/guide/theme.md is stale: UPDATE=1 cargo test --test contract");
}

#[test]
fn a_small_theme_by_name_carries_the_whole_sample_site() {
    let mut site = plain();
    let build = site.build();
    build.clone().assert_sound();
    for (file, holds) in [
        ("index.html", "<ul>\n<li><a href=\"/\" aria-current=\"page\">"),
        ("amara/week-04.html", "<p>Week 4, 23–29 June 2025</p>"),
        ("amara/index.html", "<ol>\n<li><a href=\"/amara/week-01.html\">"),
        ("progress/amara/index.html", "<h1>Progress of Amara Nwosu</h1>"),
        ("cohort/index.html", "<h1>Cohort on "),
        ("weeks/2025-W26/index.html", "Amara Nwosu</a></h2>"),
        ("knowledge/index.html", "<h1>Knowledge</h1>\n<dl>"),
        ("print/amara/index.html", "<article>"),
        ("search/index.html", "role=\"search\""),
        ("404.html", "<h1>Page not found</h1>"),
    ] {
        assert!(build.page(file).contains(holds), "`{file}` does not hold {holds:?}:\n{}", build.page(file));
    }
    let pages = build.files.keys().filter(|name| name.ends_with(".html"));
    for page in pages.filter(|name| build.page(name).starts_with("<!doctype")) {
        assert!(
            build.page(page).contains("/assets/weeklog/plain.css?v=") && !build.page(page).contains("/assets/weeklog/weeklog.css"),
            "`{page}` is not in the theme"
        );
    }
    let lost = site.edit("_config.yml", "theme: plain", "theme: plein").build();
    lost.clone()
        .assert_problem(&["error[theme-unknown]", "there is no theme `plein`", "_config.yml:"])
        .assert_page("index.html", &["weeklog.css"]);
}

/// The sample site in the small theme.
fn plain() -> Site {
    let mut site = sample();
    let config = String::from_utf8(site.files()["_config.yml"].clone()).expect("UTF-8");
    site = site.file("_config.yml", format!("{config}\nweeklog:\n  theme: plain\n"));
    for (path, bytes) in Site::from_dir(&root().join("tests/plain")).files() {
        site = site.file(&format!("_theme/plain/{path}"), bytes);
    }
    site
}

#[test]
fn one_template_of_its_own_is_enough() {
    let base = fs::read_to_string(root().join("tests/plain/templates/base.html")).expect("the small theme");
    let mut site = sample().file("_theme/templates/base.html", base).file("_theme/assets/plain.css", "body { margin: 0 }");
    site.build()
        .assert_sound()
        .assert_page("cohort/index.html", &["plain.css", "Amara"])
        .assert_page("search/index.html", &["role=\"search\""]);
}
