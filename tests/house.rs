//! The house rules that a compiler cannot check: who may know whom, which doors lead outside, how files look.

use std::fs;
use std::path::{Path, PathBuf};

/// A room of the house: what it may name of `crate::`, and why when that is not plain from the picture
/// `World -> Source -> Page -> Site -> Artifact -> Output`. A room always knows itself; nobody knows `cli`.
struct Room(&'static str, &'static [&'static str], &'static str);

const ROOMS: &[Room] = &[
    Room("source", &[], "text and bytes, nothing else"),
    Room("diagnostic", &["nearest", "source"], ""),
    Room("yaml", &["source"], "spans of keys; faults are data that its users turn into diagnostics"),
    Room("world", &["diagnostic", "source"], ""),
    Room(
        "config",
        &["page", "nearest", "yaml", "diagnostic", "source"],
        "the options of Markdown are page's own type, so that page need not know config",
    ),
    Room("page", &["yaml", "diagnostic", "source"], "a page is read from its text and Markdown's options alone"),
    Room("nearest", &[], ""),
    Room("schema", &["diagnostic"], "of diagnostic the codes; its tests hold it against the rooms that read the keys"),
    Room("data", &["yaml", "diagnostic", "source"], ""),
    Room("log", &["page", "config", "yaml", "diagnostic", "source"], ""),
    Room("site", &["log", "page", "config", "nearest", "yaml", "diagnostic", "source"], "not world: a site is made of what was read"),
    Room(
        "liquid",
        &["site", "page", "config", "nearest", "yaml", "diagnostic", "source"],
        "of site what a page's keys, date and address are; a whole site is made after its pages are expanded",
    ),
    Room(
        "templates",
        &["liquid", "site", "page", "config", "yaml", "diagnostic", "source"],
        "not world: what it reads late comes through a function",
    ),
    Room("render", &["site", "log", "page", "config", "liquid", "yaml", "diagnostic", "source"], "not world, for the same reason"),
    Room(
        "check",
        &["schema", "data", "render", "nearest", "site", "log", "page", "config", "liquid", "yaml", "diagnostic", "source"],
        "not world: it judges what was read",
    ),
    Room("output", &["render", "world", "diagnostic", "source"], "of render the artifacts only, of source what can be put away"),
    Room(
        "pipeline",
        &["templates", "data", "check", "render", "site", "log", "page", "config", "liquid", "yaml", "world", "diagnostic", "source"],
        "",
    ),
    Room("serve", &["pipeline", "output", "render", "world", "diagnostic"], "of render the artifacts that a path names"),
];

/// Rooms that see the whole house: the command line, and the two roots that only list and start.
const EVERYWHERE: &[&str] = &["cli", "lib", "main"];

/// A way out of the house: text that opens it, the rooms that may, and why the others may not.
struct Door(&'static [&'static str], &'static [&'static str], &'static str);

const DOORS: &[Door] = &[
    Door(
        &["std::fs", "tokio::fs", "walkdir::"],
        &["world", "output", "cli", "serve"],
        "files are read through `World` and written by `output`",
    ),
    Door(&["std::env", "env::var"], &["world", "output", "cli", "serve"], "the same input gives the same bytes, whatever the environment"),
    Door(&["std::process", "std::net", "tokio::", "axum::", "notify::"], &["cli", "serve", "main"], "reading and rendering talk to nobody"),
    Door(
        &["SystemTime", "Instant", "Zoned::now", "Timestamp::now"],
        &["cli", "serve", "world"],
        "the same input gives the same bytes, whenever it is built (the world asks only whether a file was changed just now)",
    ),
    Door(
        &["print!", "println!", "eprint!", "eprintln!", "io::stdout", "io::stderr"],
        &["cli"],
        "problems are diagnostics; the command line alone speaks",
    ),
    Door(&["serde_yaml::"], &["yaml", "config"], "one reader of YAML, with Jekyll's leniency"),
];

/// Lines that a file may have, tests aside: about 400 is a reason to look, this one to split.
const LONGEST_FILE: usize = 600;

/// Files that are longer all the same, and how long they may be: a list to make shorter.
const LONGER: &[(&str, usize)] = &[];

#[test]
fn the_house_is_in_order() {
    let mut faults = Vec::new();
    let mut long = Vec::new();
    for (path, text) in sources(&root().join("src")) {
        faults.extend(check(&path, &text));
        let lines = own(&text).lines().count();
        let most = LONGER.iter().find(|(longer, _)| *longer == path).map_or(LONGEST_FILE, |(_, most)| *most);
        if lines > most {
            long.push(format!("src/{path}: {lines} lines"));
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    assert!(long.is_empty(), "files above {LONGEST_FILE} lines without their tests; split them by what they do:\n{}", long.join("\n"));
}

#[test]
fn the_table_has_no_cycle_and_names_no_stranger() {
    for (at, Room(name, may, _)) in ROOMS.iter().enumerate() {
        for known in *may {
            let place = ROOMS.iter().position(|Room(other, ..)| other == known);
            assert!(place.is_some(), "{name} may know {known}, which is no room");
            let back = ROOMS.iter().any(|Room(other, may, _)| other == known && may.contains(name));
            assert!(!back, "{name} and {known} know each other (row {at})");
        }
    }
}

#[test]
fn every_top_module_has_a_room() {
    let text = fs::read_to_string(root().join("src/lib.rs")).expect("the crate has a root");
    let modules = text.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    for module in modules {
        assert!(rooms().any(|room| room == module), "`{module}` is not in the table: add a row that says whom it may know");
    }
}

/// A merge that was not finished: nothing of what is shipped or tested may hold its marks.
#[test]
fn no_merge_is_left_half_done() {
    let mut faults = Vec::new();
    let mut folders: Vec<PathBuf> = ["src", "themes", "tests", "content", "benches", ".ci"].iter().map(|name| root().join(name)).collect();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().map(|entry| entry.expect("readable").path()) {
            if entry.is_dir() && !entry.ends_with("node_modules") && !entry.ends_with("_site") {
                folders.push(entry);
            } else if let Ok(text) = fs::read_to_string(&entry) {
                let marks = text.lines().filter(|line| line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> ")).count();
                faults.extend((marks > 0).then(|| entry.display().to_string()));
            }
        }
    }
    assert!(faults.is_empty(), "marks of a merge in {faults:?}");
}

/// A checker that cannot fail proves nothing: each of these is caught, at its line.
#[test]
fn bad_snippets_are_caught() {
    let caught = |path: &str, text: &str, line: usize, word: &str| {
        let text = format!("//! A file.\n{text}");
        let faults = check(path, &text);
        let place = format!("src/{path}:{line}:");
        assert!(
            faults.iter().any(|fault| fault.starts_with(&place) && fault.contains(word)),
            "{text}\nshould be caught at {place} for {word}: {faults:?}"
        );
    };
    caught("page/x.rs", "use crate::site::Site;", 2, "site");
    caught("page/x.rs", "use crate::{source::Source, config::Config};", 2, "config");
    caught("page/x.rs", "use crate::{\n    source::Source,\n    render::{page, theme},\n};", 4, "render");
    caught("page/deep/x.rs", "use super::super::super::world::World;", 2, "world");
    caught("source.rs", "fn f() { super::config::FILE; }", 2, "config");
    caught("site/nav.rs", "fn f(w: &crate::world::Disk) {}", 2, "world");
    caught("pipeline.rs", "use crate::cli::Outcome;", 2, "cli");
    caught("newroom/x.rs", "use crate::source::Source;", 2, "newroom");
    caught("site/nav.rs", "fn f() { let _ = std::fs::read(\"a\"); }", 2, "std::fs");
    caught("site/nav.rs", "use std::{fs, io};", 2, "std::fs");
    caught("site/nav.rs", "use std::time::Instant;", 2, "Instant");
    caught("render/page.rs", "fn f() { jiff::Zoned::now(); }", 2, "Zoned::now");
    caught("output.rs", "fn f() { println!(\"x\"); }", 2, "println!");
    caught("page/x.rs", "fn f() { let text = \"a // b\"; eprintln!(\"{text}\"); }", 2, "eprintln!");
    assert!(check("page/x.rs", "use crate::source::Source;\n")[0].contains("sentence"));
    assert!(check("page/x.rs", "//! Has no end\n")[0].contains("sentence"));
}

#[test]
fn good_snippets_pass() {
    let passes = |path: &str, text: &str| assert_eq!(check(path, &format!("//! A file.\n{text}")), Vec::<String>::new(), "{text}");
    passes("page/x.rs", "use super::html;\nuse crate::source::Source;\nuse crate::page::toc;");
    passes("page/x.rs", "/// See [`crate::site`], which println!s.\n// std::fs\n/* crate::cli /* nested */ */ fn f() -> char { '\"' }");
    passes("page/x.rs", "fn f() -> &'static str { \"use crate::site; std::fs::read\" }\nconst R: &str = r#\"\"crate::cli\"#;");
    passes("page/x.rs", "#[cfg(test)]\nmod tests {\n    use crate::world::Memory;\n    fn f() { std::fs::read(\"x\"); }\n}");
    passes("render/theme.rs", "const V: &str = env!(\"CARGO_PKG_VERSION\");");
    passes("serve/watch.rs", "use std::time::Instant;");
    passes("diagnostic/emit.rs", "use super::Diagnostic;\nfn f(out: &mut dyn std::io::Write) {}");
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn rooms() -> impl Iterator<Item = &'static str> {
    ROOMS.iter().map(|Room(name, ..)| *name).chain(EVERYWHERE.iter().copied())
}

/// All Rust files below a folder, by path.
fn sources(folder: &Path) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).expect("readable").map(|entry| entry.expect("readable").path()) {
            if entry.is_dir() {
                folders.push(entry);
            } else if entry.extension().is_some_and(|extension| extension == "rs") {
                let path = entry.strip_prefix(folder).expect("below").to_string_lossy().replace('\\', "/");
                files.push((path, fs::read_to_string(&entry).expect("UTF-8")));
            }
        }
    }
    files.sort();
    files
}

/// The part of a file that is not its tests, which stand at its end and may know anybody.
fn own(text: &str) -> &str {
    text.find("\n#[cfg(test)]\nmod ").map_or(text, |at| &text[..=at])
}

/// What is wrong with the file at `path` below `src`: `src/path:line: what`.
fn check(path: &str, text: &str) -> Vec<String> {
    let modules: Vec<&str> = path.trim_end_matches(".rs").split('/').filter(|part| *part != "mod").collect();
    let room = modules[0];
    let mut faults = Vec::new();
    let mut fault = |line: usize, what: String| faults.push(format!("src/{path}:{line}: {what}"));
    if !is_sentence(text) {
        fault(1, "does not open with one `//!` sentence that says what it is for".to_owned());
    }
    if path.ends_with("tests.rs") {
        return faults;
    }
    let code = blank(own(text));
    let whole = EVERYWHERE.contains(&room);
    let row = ROOMS.iter().find(|Room(name, ..)| *name == room);
    let may = row.map(|Room(_, may, _)| *may);
    if may.is_none() && !whole {
        fault(2, format!("the room `{room}` is not in the table of tests/house.rs"));
    }
    for (line, known) in mentions(&code, modules.len()) {
        let is_room = rooms().any(|room| room == known);
        if !whole && is_room && known != room && !may.unwrap_or_default().contains(&known.as_str()) {
            let why = row.map_or("", |Room(.., why)| why);
            fault(line, format!("`{room}` may not know `{known}`{}{why}", if why.is_empty() { "" } else { ": " }));
        }
    }
    for Door(words, allowed, why) in DOORS.iter().filter(|Door(_, allowed, _)| !allowed.contains(&room)) {
        for (number, line) in spread(&code).lines().enumerate() {
            if let Some(word) = words.iter().find(|word| has_word(line, word)) {
                fault(number + 1, format!("`{word}` belongs to {allowed:?}: {why}"));
            }
        }
    }
    faults
}

fn is_sentence(text: &str) -> bool {
    let paragraph: Vec<&str> =
        text.lines().map_while(|line| line.strip_prefix("//!")).map(str::trim).take_while(|line| !line.is_empty()).collect();
    let opening = paragraph.join(" ");
    opening.contains(' ') && opening.ends_with(['.', ':'])
}

/// `std::{fs, io}` names `std::fs`: the first level of such lists is written out, line by line.
fn spread(code: &str) -> String {
    let mut out = String::with_capacity(code.len());
    for line in code.lines() {
        out.push_str(line);
        if let Some(list) = line.split("std::{").nth(1) {
            list.split([',', '}']).for_each(|name| out.push_str(&format!(" std::{}", name.trim())));
        }
        out.push('\n');
    }
    out
}

fn has_word(line: &str, word: &str) -> bool {
    let joined = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back().is_none_or(|c| !joined(c));
        let after = line[at + word.len()..].chars().next().is_none_or(|c| word.ends_with([':', '!']) || !joined(c));
        before && after
    })
}

/// The rooms that code names, with lines: after `crate::`, in `crate::{…}`, and after enough `super::` to leave a file
/// that lies `depth` modules deep.
fn mentions(code: &str, depth: usize) -> Vec<(usize, String)> {
    let ups = "super::".repeat(depth);
    let mut found = Vec::new();
    for prefix in ["crate::", ups.as_str()] {
        for (at, _) in code.match_indices(prefix) {
            let before = code[..at].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':' || c == '$') {
                continue;
            }
            let start = at + prefix.len();
            let mut add = |at: usize| {
                let name: String = code[at..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                found.push((code[..at].matches('\n').count() + 1, name));
            };
            if !code[start..].starts_with('{') {
                add(start);
                continue;
            }
            let mut level = 0;
            let mut fresh = true;
            for (offset, c) in code[start..].char_indices() {
                match c {
                    '{' => level += 1,
                    '}' if level == 1 => break,
                    '}' => level -= 1,
                    ',' if level == 1 => fresh = true,
                    c if fresh && level == 1 && (c.is_alphabetic() || c == '_') => {
                        add(start + offset);
                        fresh = false;
                    }
                    _ => {}
                }
            }
        }
    }
    found
}

/// The code with comments and the insides of literals blanked out, line for line.
fn blank(text: &str) -> String {
    let bytes: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    let erase =
        |out: &mut String, from: usize, to: usize| bytes[from..to].iter().for_each(|c| out.push(if *c == '\n' { '\n' } else { ' ' }));
    while at < bytes.len() {
        let rest = |text: &str| text.chars().enumerate().all(|(i, c)| bytes.get(at + i) == Some(&c));
        let end = if rest("//") {
            (at..bytes.len()).find(|&i| bytes[i] == '\n').unwrap_or(bytes.len())
        } else if rest("/*") {
            after_comment(&bytes, at)
        } else if (rest("r\"") || rest("r#")) && (at == 0 || !bytes[at - 1].is_alphanumeric()) {
            after_raw(&bytes, at)
        } else if bytes[at] == '"' {
            after_quote(&bytes, at, '"')
        } else if bytes[at] == '\'' && (bytes.get(at + 1) == Some(&'\\') || bytes.get(at + 2) == Some(&'\'')) {
            after_quote(&bytes, at, '\'')
        } else {
            at
        };
        if end > at {
            erase(&mut out, at, end);
            at = end;
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    out
}

fn after_comment(text: &[char], from: usize) -> usize {
    let mut depth = 0;
    let mut at = from;
    while at < text.len() {
        match (text[at], text.get(at + 1)) {
            ('/', Some('*')) => (depth, at) = (depth + 1, at + 2),
            ('*', Some('/')) => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at.min(text.len())
}

fn after_raw(text: &[char], from: usize) -> usize {
    let hashes = text[from + 1..].iter().take_while(|c| **c == '#').count();
    if text.get(from + 1 + hashes) != Some(&'"') {
        return from; // a raw identifier
    }
    let closes = |at: usize| text[at] == '"' && text[at + 1..].iter().take(hashes).filter(|c| **c == '#').count() == hashes;
    (from + hashes + 2..text.len()).find(|&at| closes(at)).map_or(text.len(), |at| at + 1 + hashes)
}

fn after_quote(text: &[char], from: usize, quote: char) -> usize {
    let mut at = from + 1;
    while at < text.len() && text[at] != quote {
        at += if text[at] == '\\' { 2 } else { 1 };
    }
    (at + 1).min(text.len())
}
