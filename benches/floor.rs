//! What cannot be avoided, as small programs: `cargo bench --bench floor -- MODE …`, one mode a floor.
//!
//! - `write SITE OUT`: as many files with as many bytes as the built SITE, written in parallel, nothing else.
//! - `parse LOGS OUT`: Markdown to HTML by the same parser, no template, no colours, written.
//! - `syntect LOGS OUT`: the same with code coloured by the library as it comes.
//! - `paint LOGS`: code coloured by our own highlighter, nothing written: the highlighter's own time.
//! - `phases LOGS OUT`: our own pipeline, phase by phase.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use rayon::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;
use syntect::parsing::{ParseState, ScopeStackOp, SyntaxReference, SyntaxSet};
use weeklog::pipeline::{self, Memo, Request};
use weeklog::render::Content;
use weeklog::world::{Disk, World};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["write", site, out] => write(Path::new(site), Path::new(out)),
        ["parse", logs, out] => render(Path::new(logs), Some(Path::new(out)), |_, code| escaped(code)),
        ["syntect", logs, out] => {
            let syntaxes = two_face::syntax::extra_newlines();
            render(Path::new(logs), Some(Path::new(out)), |language, code| {
                let Some(syntax) = syntaxes.find_syntax_by_token(language) else { return escaped(code) };
                plain(syntax, &syntaxes, code)
            });
        }
        ["paint", logs] => paint(Path::new(logs)),
        ["phases", logs, out] => phases(Path::new(logs), Path::new(out)),
        _ => {}
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let walk = walkdir::WalkDir::new(folder).sort_by_file_name();
    walk.into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path).collect()
}

fn logs(folder: &Path) -> Vec<PathBuf> {
    files(folder).into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "md")).collect()
}

fn folders(paths: impl Iterator<Item = PathBuf>) {
    let mut last = PathBuf::new();
    for path in paths {
        let folder = path.parent().unwrap().to_owned();
        if folder != last {
            fs::create_dir_all(&folder).unwrap();
            last = folder;
        }
    }
}

fn write(site: &Path, out: &Path) {
    let sizes: Vec<(PathBuf, usize)> = files(site)
        .into_iter()
        .map(|path| (out.join(path.strip_prefix(site).unwrap()), fs::metadata(&path).unwrap().len() as usize))
        .collect();
    let longest = sizes.iter().map(|(_, size)| *size).max().unwrap_or(0);
    let bytes = vec![b'x'; longest];
    folders(sizes.iter().map(|(path, _)| path.clone()));
    sizes.par_iter().for_each(|(path, size)| fs::write(path, &bytes[..*size]).unwrap());
}

fn escaped(code: &str) -> String {
    code.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn render(source: &Path, out: Option<&Path>, colour: impl Fn(&str, &str) -> String + Sync) {
    let logs = logs(source);
    let target = |path: &Path| out.map(|out| out.join(path.strip_prefix(source).unwrap()).with_extension("html"));
    folders(logs.iter().filter_map(|path| target(path)));
    logs.par_iter().for_each(|path| {
        let text = fs::read_to_string(path).unwrap();
        let mut page = String::with_capacity(text.len() * 3);
        coloured(&mut page, &text, &colour);
        if let Some(target) = target(path) {
            fs::write(target, page).unwrap();
        }
    });
}

/// Events to tags, without any care: less than a real writer does.
fn coloured(page: &mut String, text: &str, colour: &(impl Fn(&str, &str) -> String + Sync)) {
    let mut block: Option<(String, String)> = None;
    let syntax = Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    for event in Parser::new_ext(text, syntax) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => block = Some((info.to_string(), String::new())),
            Event::End(TagEnd::CodeBlock) => {
                let Some((language, code)) = block.take() else { continue };
                page.push_str(&format!("<pre><code>{}</code></pre>\n", colour(&language, &code)));
            }
            Event::Text(text) if block.is_some() => block.as_mut().unwrap().1.push_str(&text),
            Event::Text(text) | Event::Code(text) => page.push_str(&escaped(&text)),
            Event::Html(html) | Event::InlineHtml(html) => page.push_str(&html),
            Event::Start(_) => page.push_str("<div>"),
            Event::End(_) => page.push_str("</div>\n"),
            _ => page.push('\n'),
        }
    }
}

/// A span for every scope, as the library's own generator writes them.
fn plain(syntax: &SyntaxReference, syntaxes: &SyntaxSet, code: &str) -> String {
    let mut state = ParseState::new(syntax);
    let mut html = String::new();
    for line in code.split_inclusive('\n') {
        let mut at = 0;
        for (offset, operation) in state.parse_line(line, syntaxes).unwrap() {
            html.push_str(&escaped(&line[at..offset]));
            at = offset;
            match operation {
                ScopeStackOp::Push(scope) => html.push_str(&format!("<span class=\"{}\">", scope.build_string().replace('.', " "))),
                ScopeStackOp::Pop(count) => (0..count).for_each(|_| html.push_str("</span>")),
                _ => {}
            }
        }
        html.push_str(&escaped(&line[at..]));
    }
    html
}

fn paint(source: &Path) {
    render(source, None, |language, code| weeklog::page::highlight::highlight(language, code).unwrap_or_default());
}

fn phases(source: &Path, out: &Path) {
    let mut last = Instant::now();
    let mut tell = |name: &str| {
        println!("{name:>36} {:8.1} ms", last.elapsed().as_secs_f64() * 1e3);
        last = Instant::now();
    };
    weeklog::page::highlight::highlight("python", "x = 1");
    tell("load the grammars, first block");
    let disk = Disk::new(source).unwrap();
    let (entries, _) = disk.walk(&|_, _| false);
    tell("walk");
    let texts: Vec<(String, String)> =
        entries.par_iter().map(|entry| (entry.path.clone(), String::from_utf8(disk.read(&entry.path).unwrap()).unwrap())).collect();
    tell("read");
    let blocks: Vec<(String, String)> = texts.iter().flat_map(|(_, text)| fences(text)).collect();
    tell("(find the code blocks)");
    blocks.par_iter().for_each(|(language, code)| drop(weeklog::page::highlight::highlight(language, code)));
    tell("highlight");
    let options = weeklog::page::markdown::Options::default();
    texts.par_iter().filter(|(path, _)| path.ends_with(".md")).for_each(|(path, text)| {
        let without: String = strip(text);
        weeklog::page::read(weeklog::source::Source::new(path.as_str(), without).into(), &options);
    });
    tell("pages without their code");
    let mut memo = Memo::default();
    drop(pipeline::build(&disk, &Request::default(), &mut memo));
    tell("pipeline::build, cold");
    let built = pipeline::build(&disk, &Request::default(), &mut memo);
    tell("pipeline::build, memo full");
    let artifacts = built.renderer.artifacts();
    let rendered: Vec<(&String, Content)> =
        artifacts.par_iter().map(|(file, artifact)| (file, built.renderer.render(artifact).0)).collect();
    tell("render all");
    folders(rendered.iter().map(|(file, _)| out.join(file)));
    rendered.par_iter().for_each(|(file, content)| {
        if let Content::Bytes(bytes) = content {
            fs::write(out.join(file), bytes).unwrap();
        }
    });
    tell("write all, plainly");
    drop(rendered);
    drop(built);
    drop(memo);
    tell("free all");
}

fn fences(text: &str) -> Vec<(String, String)> {
    let parts = text.split("```");
    parts
        .skip(1)
        .step_by(2)
        .filter_map(|part| part.split_once('\n'))
        .map(|(language, code)| (language.to_owned(), code.to_owned()))
        .collect()
}

fn strip(text: &str) -> String {
    text.split("```").step_by(2).collect()
}
