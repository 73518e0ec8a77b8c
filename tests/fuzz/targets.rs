//! What is fuzzed, and what must hold whatever the bytes are: no panic, places inside the text, the same answer twice.
//!
//! The programs beside this file hand bytes of a fuzzer to these functions; `tests/fuzzed.rs` hands them every input
//! that ever failed.
#![allow(dead_code, unreachable_pub)]

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;
use weeklog::config::{self, Config, Overrides};
use weeklog::diagnostic::{Diagnostic, emit, github, sarif};
use weeklog::log::{self, Vocabulary};
use weeklog::page::html::{Body, HoleKind, Html};
use weeklog::page::mask::{Masked, Settings};
use weeklog::page::{self, Audience, attributes::Attributes, front_matter::FrontMatter, markdown};
use weeklog::pipeline::{self, Memo, Request};
use weeklog::render::Content;
use weeklog::source::{Source, Span};
use weeklog::world::{Memory, World as _};
use weeklog::{data, serve};

/// A name, also that of the folder of its inputs, and what is done with the bytes.
pub type Target = (&'static str, fn(&[u8]));

/// All of them.
pub const TARGETS: &[Target] = &[
    ("front_matter", front_matter),
    ("attributes", attributes),
    ("page", page),
    ("log", log),
    ("liquid", liquid),
    ("config", config),
    ("request", request),
    ("data", data),
    ("site", site),
];

/// The keys of a page: their places are in the text, and what a fix writes can be read again.
pub fn front_matter(bytes: &[u8]) {
    let source = source("logs/week-01.md", bytes);
    let (front, problems) = FrontMatter::read(&source);
    assert!(source.text().is_char_boundary(front.body as usize), "the body begins within a character");
    for key in front.keys() {
        inside(&source, key.span);
        inside(&source, key.value);
    }
    sound(&problems);
    for fix in problems.iter().filter_map(|problem| problem.fix.as_ref()) {
        FrontMatter::read(&self::source("logs/week-01.md", mended(source.text(), &fix.edits).as_bytes()));
    }
}

/// Attribute lists: the mask is as long as the text, and lists in any place leave a page that can be written.
pub fn attributes(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    Attributes::parse(&text);
    assert_eq!(Masked::new(&text, &Settings::default()).text.len(), text.len(), "the mask has another length");
    for text in [text.to_string(), format!("para\n{{: {text} }}\n\n* a\n{{:{text}}}\n")] {
        let source = Arc::new(Source::new("a.md", text));
        let (body, _, problems) = markdown::render(&source, 0, &markdown::Options::default());
        whole(&body, &source);
        sound(&problems);
    }
}

/// One page by itself, for both audiences and twice.
pub fn page(bytes: &[u8]) {
    let source = source("logs/week-04.md", bytes);
    for audience in [Audience::Public, Audience::Mentor] {
        let options = markdown::Options { audience, ..markdown::Options::default() };
        let (page, outline, problems) = page::read(Arc::clone(&source), &options);
        whole(&page.body, &source);
        sound(&problems);
        sound(&weeklog::check::page(&page));
        let clean = markdown::Options { sanitize: true, ..options.clone() };
        let (clean, ..) = page::read(Arc::clone(&source), &clean);
        whole(&clean.body, &source);
        let lower = clean.body.html.written().to_ascii_lowercase();
        assert!(!lower.contains("<script") && !lower.contains("<iframe"), "a sanitized page runs something: {lower}");
        let (again, same, _) = page::read(Arc::clone(&source), &options);
        assert_eq!(page.body, again.body, "the same page, another body");
        assert_eq!(format!("{outline:?}"), format!("{same:?}"), "the same page, another outline");
        let (later, same, _) = page::read_to_write_later(Arc::clone(&source), &Arc::new(options));
        whole(&later.body, &source);
        assert_eq!(format!("{outline:?}"), format!("{same:?}"), "a page to be written later, another outline");
        let html = |page: &page::Page| page.body.html.written().into_owned();
        let shown = |page: &page::Page| (html(page), page.body.placed().to_vec(), page.sections.clone(), page.words);
        assert_eq!(shown(&page), shown(&later), "a page to be written later, another text");
    }
}

/// The reader of logs: every fact it finds has its place in the file.
pub fn log(bytes: &[u8]) {
    thread_local! { static WORDS: Vocabulary = Vocabulary::built_in(); }
    let source = source("amara/week-04.md", bytes);
    let (page, outline, _) = page::read(Arc::clone(&source), &markdown::Options::default());
    WORDS.with(|vocabulary| {
        let input = log::Input { path: source.path(), front: &page.front, outline: &outline, title: None, vocabulary };
        let logs = log::read(&input);
        let periods = log::resolve(&logs.iter().collect::<Vec<_>>(), Some(2025));
        assert_eq!(periods.len(), logs.len(), "as many periods as logs");
        let file = log::json::file(&source, &logs, &periods);
        let _ = format!("{logs:?}");
        assert!(weeklog_json(&file).starts_with('{'), "a file of logs is an object");
    });
}

/// A page with tags, an include and a layout that hold the same text.
pub fn liquid(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    build(&BTreeMap::from([
        ("_config.yml".to_owned(), b"title: T\nbaseurl: /b\n".to_vec()),
        ("index.md".to_owned(), format!("---\ntitle: A\nlist: [3, 1, 2]\nlayout: own\n---\n{text}").into_bytes()),
        ("_includes/part.html".to_owned(), text.as_bytes().to_vec()),
        ("_includes/footer_custom.html".to_owned(), b"{{ page.title }}".to_vec()),
        ("_layouts/own.html".to_owned(), format!("{{{{ content }}}}{text}").into_bytes()),
        ("_data/people.yml".to_owned(), b"- {name: A, n: 1}\n- {name: B, n: 2}\n".to_vec()),
    ]));
}

/// A configuration, of a site of two pages.
pub fn config(bytes: &[u8]) {
    let source = source(config::FILE, bytes);
    sound(&Config::read(Some(source), &Overrides::default()).1);
    build(&BTreeMap::from([
        (config::FILE.to_owned(), bytes.to_vec()),
        ("index.md".to_owned(), b"# Home\n\n[a](logs/week-01.md) **x**\n".to_vec()),
        ("logs/week-01.md".to_owned(), b"---\ntitle: Week 01\nparent: Home\n---\n# Week 01\n\n## Tasks\n\n- [x] a\n".to_vec()),
    ]));
}

/// A path and a Host of a request: whatever they say, the file is one below the site.
pub fn request(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (path, host) = text.split_once('\n').unwrap_or((&text, ""));
    if let Some(file) = serve::file_of(path) {
        let leaves = file.split(['/', '\\']).any(|part| part == "..") || file.starts_with('/') || file.contains('\0');
        assert!(!leaves, "{path:?} leads to {file:?}");
    }
    let loopback = [127, 0, 0, 1].into();
    let own = |name: &str| name.eq_ignore_ascii_case("localhost") || name.to_ascii_lowercase().ends_with(".localhost");
    if serve::is_own(host, loopback) {
        let bare = host
            .strip_prefix('[')
            .and_then(|rest| rest.split(']').next())
            .unwrap_or_else(|| host.rsplit_once(':').map_or(host, |(name, _)| name));
        let address = bare.parse::<std::net::IpAddr>();
        assert!(own(bare) || address.is_ok_and(|address| address.is_loopback()), "{host:?} passes for this machine");
    }
}

/// The same text as each kind of data.
pub fn data(bytes: &[u8]) {
    for name in ["_data/a.yml", "_data/a.json", "_data/a.csv", "_data/a.tsv"] {
        let (value, problem) = data::read(&source(name, bytes));
        sound(problem.as_slice());
        weeklog::liquid::value::from_yaml(&value);
    }
}

/// Any files: `-- path --` lines part them, as in `tests/cases`. Everything is checked and written.
pub fn site(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut name = "index.md".to_owned();
    for line in text.split_inclusive('\n') {
        if line.starts_with("$ ") {
            break;
        }
        match line.trim_end().strip_prefix("-- ").and_then(|line| line.strip_suffix(" --")) {
            // A world lists no other names.
            Some(next) if !next.contains(char::is_control) && !next.split('/').any(str::is_empty) => next.clone_into(&mut name),
            _ => files.entry(name.clone()).or_default().extend(line.as_bytes()),
        }
    }
    build(&files);
}

/// Checks a site and renders all of it.
fn build(files: &BTreeMap<String, Vec<u8>>) {
    // The theme does not change, and costs more to read than everything else.
    thread_local! { static MEMO: RefCell<Memo> = RefCell::default(); }
    // Sass is compiled in a process of its own, whose end is a diagnostic; here it would be the fuzzer's.
    let is_sass = |path: &str| path.starts_with("_sass/") || path.ends_with(".scss") || path.ends_with(".sass");
    let files = files.iter().filter(|(path, _)| !is_sass(path)).map(|(path, bytes)| (path.clone(), bytes.clone())).collect();
    let world = Memory { files };
    let built = MEMO.with_borrow_mut(|memo| pipeline::check(&world, &Request::default(), memo));
    sound(&built.diagnostics);
    for (file, artifact) in built.renderer.artifacts() {
        let leaves = file.split('/').any(|part| matches!(part, ".." | "." | "")) || file.contains('\0');
        assert!(!leaves, "a file of the output is called {file:?}");
        let (content, problems) = built.renderer.render(&artifact);
        sound(&problems);
        if let Content::Copy(path) = content {
            assert!(world.read(&path).is_ok(), "{path:?} is copied and not there");
        }
    }
}

fn source(path: &str, bytes: &[u8]) -> Arc<Source> {
    Arc::new(Source::new(path, String::from_utf8_lossy(bytes).into_owned()))
}

fn weeklog_json(file: &log::json::File) -> String {
    serde_json::to_string(file).expect("plain data")
}

fn inside(source: &Source, span: Span) {
    assert!(source.text().get(span.range()).is_some(), "{span:?} is no place in {:?}", source.path());
}

/// Each problem can be told in every form, and its fixes stay inside the text.
fn sound(problems: &[Diagnostic]) {
    for problem in problems {
        for label in problem.primary.iter().chain(&problem.secondary) {
            inside(&label.source, label.span);
        }
        emit::text(problem, emit::Style::default());
        serde_json::to_string(&emit::json(problem)).expect("plain data");
        if let (Some(fix), Some(label)) = (&problem.fix, &problem.primary) {
            mended(label.source.text(), &fix.edits);
        }
    }
    github::write(&mut std::io::sink(), problems, "").expect("nowhere is never full");
    sarif::report(problems, "docs/");
}

fn mended(text: &str, edits: &[(Span, String)]) -> String {
    let mut edits = edits.to_vec();
    edits.sort_by_key(|(span, _)| span.start);
    let mut mended = text.to_owned();
    for pair in edits.windows(2) {
        assert!(pair[0].0.end <= pair[1].0.start, "two edits of one fix overlap");
    }
    for (span, new) in edits.iter().rev() {
        mended.replace_range(span.range(), new);
    }
    mended
}

/// The holes of a body are in order, inside it and between characters.
fn whole<Text: Html>(body: &Body<Text>, source: &Source) {
    let (mut last, html) = (0, body.html.written());
    for hole in body.placed() {
        assert!(hole.at >= last && html.is_char_boundary(hole.at), "a hole in the wrong place");
        last = hole.at;
        inside(source, hole.span);
    }
    body.fill(|kind, html| match kind {
        HoleKind::Link(url) | HoleKind::Image(url) => html.push_str(url),
        HoleKind::Weeks => {}
    });
}
