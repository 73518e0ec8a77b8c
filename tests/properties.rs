//! What must hold whatever is edited: the memo changes nothing, builds repeat, `serve` shows what `build` writes.

mod driver;

use driver::server::Server;
use driver::{Folder, Kept, Site, root};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Where files come and go: few places, so that edits meet.
const PLACES: &[&str] = &[
    "index.md",
    "about.md",
    "logs/index.md",
    "logs/week-01.md",
    "logs/week-02.md",
    "logs/week-10.md",
    "amara/index.md",
    "amara/week-01.md",
    "bo/index.md",
    "bo/week-01.md",
    "bo/week-02.md",
    "amara/notes/deep.html",
    "_drafts/later.md",
    "assets/a.png",
    "assets/b.svg",
    "assets/data.txt",
    "_config.yml",
    "_data/interns.yml",
    "_data/interns.csv",
    "_includes/head_custom.html",
    "_includes/footer_custom.html",
    "_theme/templates/page.html",
    "_theme/templates/nav.html",
    "_theme/templates/404.html",
    "_theme/assets/weeklog.css",
    "_theme/assets/own.css",
];

/// One change of the site's folder.
#[derive(Clone, Debug)]
enum Edit {
    Write(&'static str, Vec<u8>),
    Delete(&'static str),
    Rename(&'static str, &'static str),
    /// One more piece of text at a file's end: what all pages share stays as it is.
    Append(&'static str, &'static str),
    /// Another line for the one that begins like it, or a line more: what all pages share changes by one page.
    Key(&'static str, &'static str),
    Restore,
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let place = || prop::sample::select(PLACES);
    let write = place().prop_flat_map(|path| text_for(path).prop_map(move |text| Edit::Write(path, text)));
    let edit = prop_oneof![
        8 => write,
        2 => place().prop_map(Edit::Delete),
        2 => (place(), place()).prop_map(|(from, to)| Edit::Rename(from, to)),
        6 => (pages(), prop::sample::select(BLOCKS)).prop_map(|(path, block)| Edit::Append(path, block)),
        6 => (pages(), prop::sample::select(KEYS)).prop_map(|(path, key)| Edit::Key(path, key)),
        1 => Just(Edit::Restore),
    ];
    prop::collection::vec(edit, 1..12)
}

fn pages() -> impl Strategy<Value = &'static str> {
    prop::sample::select(PLACES).prop_filter("a page", |path| path.ends_with(".md"))
}

fn text_for(path: &'static str) -> BoxedStrategy<Vec<u8>> {
    match path.rsplit('.').next().unwrap_or("") {
        _ if path == "_config.yml" => config().boxed(),
        _ if path.starts_with("_data/") => one_of(&[
            "- name: Amara\n  folder: amara\n",
            "- name: Bo\n  folder: logs\n  start: 2025-06-02\n",
            "name,folder\nAmara,amara\n",
            "[",
            "",
        ]),
        _ if path.starts_with("_includes/") => one_of(&["<meta name=\"x\" content=\"1\">\n", "<p>two</p>\n", ""]),
        "png" => (1u8..5, 1u8..5).prop_map(|(width, height)| png(width, height)).boxed(),
        "svg" => (1u8..9)
            .prop_map(|side| format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{side}\" height=\"1\"/>").into_bytes())
            .boxed(),
        "css" => one_of(&["main { color: red }\n", "main { color: tan }\n", ""]),
        "md" => page().boxed(),
        "html" if path.starts_with("_theme/") => one_of(&[
            "{% extends \"base.html\" %}{% block page %}<main id=\"main\">{{ page.content | safe }}</main>{% endblock page %}",
            "<ul>{% for item in items %}<li>{{ item.title }}</li>{% endfor %}</ul>",
            "{{ page.nonsense.deep }}",
            "{% for %}",
            "{{ asset(path=\"own.css\") }}",
        ]),
        "html" => one_of(&["---\ntitle: Deep\n---\n<p>{{ page.title }}</p>\n", "<p>plain</p>\n", "---\nlayout: none\n---\n<p>bare</p>\n"]),
        _ => one_of(&["one\n", "two\n", "three\n"]),
    }
}

fn one_of(texts: &'static [&'static str]) -> BoxedStrategy<Vec<u8>> {
    prop::sample::select(texts).prop_map(|text| text.as_bytes().to_vec()).boxed()
}

fn config() -> impl Strategy<Value = Vec<u8>> {
    let line = prop::sample::select(
        &[
            "title: One",
            "title: Two",
            "baseurl: /b",
            "permalink: pretty",
            "heading_anchors: false",
            "search_enabled: false",
            "nav_sort: case_insensitive",
            "exclude: [amara]",
            "include: [_drafts]",
            "callouts: {note: {title: Hint}}",
            "color_scheme: dark",
            "url: https://example.org",
            "lang: ar",
            "footer_content: <b>foot</b>",
            "defaults: [{scope: {path: logs}, values: {parent: Logs}}]",
            "weeklog: {progress: false}",
            "title: \"broken",
        ][..],
    );
    prop::collection::vec(line, 0..4).prop_map(|lines| (lines.join("\n") + "\n").into_bytes())
}

/// Keys of a page.
const KEYS: &[&str] = &[
    "title: Home",
    "title: Logs",
    "title: Week 01",
    "title: Week: broken",
    "parent: Logs",
    "parent: Home",
    "parent: Week 01",
    "nav_order: 1",
    "nav_order: 10",
    "nav_exclude: true",
    "has_toc: false",
    "permalink: /here/",
    "permalink: /about.html",
    "permalink: /about.html/below/",
    "published: false",
    "draft: true",
    "visibility: mentor",
    "layout: none",
    "search_exclude: true",
    "week: 3",
    "dates: 2 June 2025 – 8 June 2025",
    "signed_off: {by: M, on: 2025-06-09}",
    "redirect_from: /former/",
    "redirect_from: /about.html",
];

/// Pieces of a page.
const BLOCKS: &[&str] = &[
    "# Week 01",
    "# Week 02: more",
    "{: .callout .callout-info }\n### Focus\n\ntext of it\n\n---",
    "## Goals for the Week\n\n- [x] one\n- [ ] two",
    "## Tasks\n\n| Task | Status |\n|---|---|\n| a | ✅ Done |\n| b | In progress |",
    "## Problems Faced & Solutions\n\n| Problem | Solution |\n|---|---|\n| p | s |",
    "**Hours**: 38\n**Mentor**: M",
    "```python\ndef f(): return 1\n```",
    "{: .private }\nonly for mentors",
    "> [!NOTE]\n> a note",
    "{: .note }\na paragraph",
    "[a](../index.md) [b](/logs/week-01.md) [c](nowhere.md) ![i](../assets/a.png) ![j](/assets/b.svg)",
    "* toc\n{:toc}",
    "## Same\n\n## Same",
    "{{ site.title }} {% raw %}{{ x }}{% endraw %}",
    "{% include nothing.html %}",
    "<!-- weeklog:weeks -->",
    "$$x^2$$ and a footnote[^1]\n\n[^1]: here",
    "```mermaid\ngraph TD\n```",
    "第四周：登录",
    "[a](../logs/week-01.md#same) [b](/amara/week-01.md#goals-for-the-week) [c](#nowhere)",
    "[d](/cohort/) [e](/feed.xml) [f](/search/terms.json) [g](/progress/amara/) [h](/former/) [i](/weeks/2025-w23/)",
];

fn page() -> impl Strategy<Value = Vec<u8>> {
    let (key, block) = (prop::sample::select(KEYS), prop::sample::select(BLOCKS));
    let front = prop::option::of(prop::collection::vec(key, 0..5));
    (front, prop::collection::vec(block, 0..5)).prop_map(|(front, blocks)| {
        let front = front.map_or_else(String::new, |keys| format!("---\n{}\n---\n", keys.join("\n")));
        format!("{front}\n{}\n", blocks.join("\n\n")).into_bytes()
    })
}

/// The head of a picture of this size: as much as anybody reads of it.
fn png(width: u8, height: u8) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0".to_vec();
    bytes.extend([width, 0, 0, 0, height, 8, 2, 0, 0, 0, 0, 0, 0, 0]);
    bytes
}

fn start() -> BTreeMap<String, Vec<u8>> {
    let files = [
        ("_config.yml", "title: One\n"),
        ("index.md", "---\ntitle: Home\n---\n# Home\n\n[logs](logs/index.md)\n"),
        ("logs/index.md", "---\ntitle: Logs\n---\n# Logs\n"),
        ("logs/week-01.md", "---\ntitle: Week 01\nparent: Logs\n---\n# Week 01\n\n![i](../assets/a.png)\n"),
        ("logs/week-02.md", "---\ntitle: Week 02\nparent: Logs\n---\n# Week 02\n"),
        ("bo/index.md", "---\ntitle: Bo\nnav_order: 2\n---\n# Bo\n\n[first](week-01.md#tasks)\n"),
        ("bo/week-01.md", "---\ntitle: Week 01\nparent: Bo\ndates: 2 June 2025 – 8 June 2025\n---\n## Tasks\n\n- [x] one\n"),
        ("bo/week-02.md", "---\ntitle: Week 02\nparent: Bo\n---\n## Tasks\n\n- [ ] two\n"),
    ];
    let mut files: BTreeMap<String, Vec<u8>> = files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
    files.insert("assets/a.png".to_owned(), png(2, 2));
    files
}

fn apply(files: &mut BTreeMap<String, Vec<u8>>, edit: &Edit) {
    match edit {
        Edit::Write(path, bytes) => drop(files.insert((*path).to_owned(), bytes.clone())),
        Edit::Delete(path) => drop(files.remove(*path)),
        Edit::Rename(from, to) => {
            if let Some(bytes) = files.remove(*from) {
                files.insert((*to).to_owned(), bytes);
            }
        }
        Edit::Append(path, block) => {
            if let Some(bytes) = files.get_mut(*path) {
                bytes.extend(format!("\n{block}\n").bytes());
            }
        }
        Edit::Key(path, line) => {
            if let Some(bytes) = files.get_mut(*path) {
                let text = String::from_utf8_lossy(bytes).into_owned();
                let name = line.split(' ').next().unwrap_or("");
                let body = text.strip_prefix("---\n").and_then(|rest| rest.split_once("---\n"));
                let (front, body) = body.unwrap_or(("", &text));
                let others = front.lines().filter(|other| !other.starts_with(name)).map(|other| format!("{other}\n"));
                *bytes = format!("---\n{}{line}\n---\n{body}", others.collect::<String>()).into_bytes();
            }
        }
        Edit::Restore => *files = start(),
    }
}

/// So many cases, or as many as `PROPTEST_CASES` asks for.
fn config_of(cases: u32) -> ProptestConfig {
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { ProptestConfig::default().cases } else { cases };
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config_of(64))]

    #[test]
    fn a_build_with_the_memo_is_a_clean_build(edits in edits()) {
        let mut site = Site::new();
        *site.files() = start();
        site.build();
        for edit in &edits {
            apply(site.files(), edit);
            site.build().assert_same(&site.build_clean(), &format!("after {edit:?}"));
        }
    }
}

proptest! {
    #![proptest_config(config_of(64))]

    #[test]
    fn a_warm_build_is_a_clean_build(edits in edits()) {
        let mut site = Site::new();
        *site.files() = start();
        let mut kept = Kept::default();
        site.build_warm(&mut kept);
        for edit in &edits {
            apply(site.files(), edit);
            let clean = site.build_clean();
            site.build_warm(&mut kept).assert_same(&clean, &format!("after {edit:?}"));
            site.build_warm(&mut kept).assert_same(&clean, &format!("again after {edit:?}"));
        }
    }
}

proptest! {
    #![proptest_config(config_of(6))]

    #[test]
    fn builds_repeat_and_touch_nothing(edits in edits()) {
        let mut site = Site::new();
        *site.files() = start();
        for edit in &edits {
            apply(site.files(), edit);
        }
        let (folder, out) = (site.on_disk(), Folder::new());
        let (a, b) = (out.path().join("a"), out.path().join("b"));
        folder.run(&["build", "-d", &a.to_string_lossy()]);
        folder.run(&["build", "-d", &b.to_string_lossy()]);
        same(&out.output("a"), &out.output("b"));
        folder.run(&["build", "-d", &a.to_string_lossy()]).assert_stdout(" built, 0 files changed");
    }

    #[test]
    fn a_build_over_another_is_a_clean_build(before in edits(), after in edits()) {
        let mut site = Site::new();
        *site.files() = start();
        before.iter().for_each(|edit| apply(site.files(), edit));
        let folder = Folder::new();
        site.on_disk().run(&["build", "-d", &folder.path().join("out").to_string_lossy()]);
        after.iter().for_each(|edit| apply(site.files(), edit));
        let now = site.on_disk();
        now.run(&["build", "-d", &folder.path().join("out").to_string_lossy()]);
        now.run(&["build", "-d", &folder.path().join("clean").to_string_lossy()]);
        same(&folder.output("out"), &folder.output("clean"));
    }

    #[test]
    fn serve_shows_what_build_writes_after_edits(edits in edits()) {
        let mut site = Site::new();
        *site.files() = start();
        let folder = site.on_disk();
        let server = Server::start(folder.path(), &[]);
        for edit in &edits {
            apply(site.files(), edit);
        }
        // A page of its own says when the server has seen everything before it.
        site.files().insert("done.md".to_owned(), b"---\npermalink: /done/\nlayout: none\n---\nall is written\n".to_vec());
        let old = driver::files_of(folder.path());
        for gone in old.keys().filter(|path| !site.files().contains_key(*path)) {
            std::fs::remove_file(folder.path().join(gone)).expect("writable");
        }
        let (last, first): (Vec<_>, Vec<_>) = site.files().iter().partition(|(path, _)| *path == "done.md");
        for (path, bytes) in first.into_iter().chain(last) {
            folder.write(path, bytes);
        }
        let config = folder.path().join("_config.yml");
        let base = if std::fs::read_to_string(config).is_ok_and(|text| text.contains("baseurl") && !text.contains("\"broken")) { "/b" } else { "" };
        server.until(&format!("{base}/done/"), |answer| answer.text().contains("all is written"));
        same_as_built(&folder, &server, base);
    }
}

#[test]
fn the_sample_site_is_served_as_it_is_built() {
    let folder = Folder::sample();
    let server = Server::start(folder.path(), &[]);
    same_as_built(&folder, &server, "");
    let server = Server::start(folder.path(), &["--baseurl", "/some/base"]);
    let built = folder.run(&["build", "-d", "based", "--baseurl", "/some/base"]);
    compare(&folder.output("based"), &server, "/some/base");
    assert_eq!(built.code, 0, "{}", built.text());
}

#[test]
fn the_sample_site_builds_strictly_and_repeats() {
    let folder = Folder::sample();
    folder.run(&["build", "--strict"]).assert_code(0);
    let first = folder.output("_site");
    folder.run(&["build", "--strict"]).assert_code(0).assert_stdout(" 0 files changed");
    assert!(first == folder.output("_site"), "the second build changed bytes");
    let other = Folder::sample();
    other.run(&["build", "--strict"]).assert_code(0);
    assert!(first == other.output("_site"), "another folder, other bytes");
}

#[test]
fn the_memo_changes_nothing_on_the_sample_site() {
    let mut site = Site::from_dir(&root().join("content"));
    site.build().assert_same(&site.build_clean(), "first");
    let mut site = site.edit("amara/week-04.md", "title: ", "title: New ").without("jonas/week-02.md");
    site.build().assert_same(&site.build_clean(), "after edits");
}

#[test]
fn a_warm_build_of_the_sample_site_makes_what_changed() {
    let site = Site::from_dir(&root().join("content"));
    let mut kept = Kept::default();
    let files = site.build_warm(&mut kept).files.len();
    assert!(kept.len() * 2 > files, "{} of {files} files can be taken over", kept.len());
    let mut site = site.edit("amara/week-04.md", "title: ", "title: New ").without("jonas/week-02.md");
    site.build_warm(&mut kept).assert_same(&site.build_clean(), "after edits");
    let bytes = std::mem::take(site.files().get_mut("amara/week-03.md").expect("there"));
    site.files().insert(
        "amara/week-03.md".to_owned(),
        String::from_utf8(bytes).expect("UTF-8").replacen("\n## ", "\n\nOne line more.\n\n## ", 1).into_bytes(),
    );
    site.build_warm(&mut kept).assert_same(&site.build_clean(), "after a paragraph");
}

fn same(a: &BTreeMap<String, Vec<u8>>, b: &BTreeMap<String, Vec<u8>>) {
    let build = |files: &BTreeMap<String, Vec<u8>>| driver::Build { files: files.clone(), problems: Vec::new() };
    build(a).assert_same(&build(b), "two folders");
}

fn same_as_built(folder: &Folder, server: &Server, base: &str) {
    let out = Folder::new();
    folder.run(&["build", "-d", &out.path().join("out").to_string_lossy()]);
    compare(&out.output("out"), server, base);
}

fn compare(files: &BTreeMap<String, Vec<u8>>, server: &Server, base: &str) {
    assert!(files.len() > 4, "something was built: {:?}", files.keys());
    for (name, bytes) in files {
        let answer = server.get(&format!("{base}/{name}"));
        let is_page = answer.headers.contains("content-type: text/html");
        let body = if is_page { answer.without_live_script() } else { answer.body.clone() };
        assert_eq!(answer.status, if name == "404.html" { answer.status } else { 200 }, "{name}");
        if body != *bytes {
            panic!("`{name}` is served as\n{}\nand built as\n{}", String::from_utf8_lossy(&body), String::from_utf8_lossy(bytes));
        }
    }
    let missing = server.get(&format!("{base}/no/such/page"));
    assert_eq!((missing.status, missing.without_live_script() == files["404.html"]), (404, true));
}
