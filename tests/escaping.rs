//! Values are text: markup in any key of a page, of the configuration or of the interns comes out as text.

mod driver;

use driver::Site;
use html5gum::{Token, Tokenizer};
use weeklog::page::front_block;

/// It leaves a text, an attribute of either quote, a comment and a script, and is an element of its own.
const MARKUP: &str = "M\\\"'--></script></title></style><img src=x onerror=planted()>{{ 7 }}&lt;";

/// The places of a page where what was planted is markup: an element or an attribute of its own.
fn planted(name: &str, bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    let mut found = Vec::new();
    let is_markup = [".html", ".xml", ".svg"].iter().any(|end| name.ends_with(end));
    if !is_markup {
        return found;
    }
    for Ok(token) in Tokenizer::new(&*text) {
        match token {
            Token::StartTag(tag) => {
                let handler = tag.attributes.keys().any(|key| key.starts_with(b"on"));
                if handler || tag.name.starts_with(b"img") && tag.attributes.values().any(|value| value.0 == b"x") {
                    found.push(format!("{name}: {tag:?}"));
                }
            }
            Token::Error(_) | Token::EndTag(_) | Token::String(_) | Token::Comment(_) | Token::Doctype(_) => {}
        }
    }
    found
}

fn assert_text(site: &mut Site, what: &str) {
    let build = site.build();
    let found: Vec<String> = build.files.iter().flat_map(|(name, bytes)| planted(name, bytes)).collect();
    assert!(found.is_empty(), "{what} comes out as markup: {found:#?}");
}

/// A log whose front matter is these lines, beside another, with everything that lists logs.
fn site(config: &str, front: &str) -> Site {
    Site::new()
        .file("_config.yml", format!("url: https://example.org\n{config}"))
        .file("index.md", "---\ntitle: Home\nhas_children: true\n---\n# Home\n\n<!-- weeklog:weeks -->\n")
        .file("logs/index.md", "---\ntitle: Logs\nparent: Home\n---\n# Logs\n")
        .file(
            "logs/week-01.md",
            format!("---\n{front}---\n## Tasks\n\n- [x] a\n\n## Problems\n\n| Problem | Solution |\n|---|---|\n| p | s |\n"),
        )
        .file("logs/week-02.md", "---\ntitle: Week 02\nparent: Logs\n---\n# Week 02\n")
}

#[test]
fn values_of_front_matter_are_text() {
    let mut all = String::new();
    for key in front_block::KNOWN {
        for value in [format!("\"{MARKUP}\""), format!("[\"{MARKUP}\"]"), format!("{{by: \"{MARKUP}\", on: \"{MARKUP}\"}}")] {
            assert_text(&mut site("", &format!("title: Week 01\n{key}: {value}\n")), &format!("`{key}: {value}`"));
        }
        if !["permalink", "layout", "published", "draft", "visibility"].contains(key) {
            all.push_str(&format!("{key}: \"{MARKUP}\"\n"));
        }
    }
    assert_text(&mut site("", &all), "every key at once");
}

#[test]
fn values_of_the_configuration_are_text() {
    let keys = "title description lang url baseurl permalink color_scheme logo favicon_ico back_to_top_text gh_edit_link_text gh_edit_repository \
        gh_edit_branch gh_edit_view_mode gh_edit_source last_edit_time_format ga_tracking collections_dir timezone author";
    let edit = "back_to_top: true\ngh_edit_link: true\nlast_edit_timestamp: true\n";
    for key in keys.split_whitespace() {
        assert_text(
            &mut site(&format!("{edit}{key}: \"{MARKUP}\"\n"), "title: Week 01\nlast_modified_date: 2025-01-01\n"),
            &format!("`{key}`"),
        );
    }
    let nested = [
        "aux_links: {\"M\": [\"M\"]}",
        "nav_external_links: [{title: \"M\", url: \"M\"}]",
        "callouts: {\"M\": {title: \"M\", color: \"M\"}, a: {title: \"M\", color: \"M\"}}",
        "just_the_docs: {collections: {a: {name: \"M\"}}}\ncollections: {a: {output: true}}",
        "defaults: [{scope: {path: \"\"}, values: {title: \"M\", description: \"M\", mentor: \"M\"}}]",
        "weeklog: {sections: {learnings: [\"M\"]}, states: {done: [\"M\"]}, on: \"M\"}",
    ];
    for text in nested {
        assert_text(
            &mut site(&format!("{}\n", text.replace("\"M\"", &format!("\"{MARKUP}\""))), "title: Week 01\n")
                .file("_a/x.md", "---\ntitle: X\n---\n{: .a }\nx\n"),
            text,
        );
    }
}

#[test]
fn interns_files_and_text_of_logs_are_text() {
    let interns =
        format!("- name: \"{MARKUP}\"\n  folder: logs\n  mentor: \"{MARKUP}\"\n  start: 2025-06-02\n- name: B\n  folder: \"{MARKUP}\"\n");
    assert_text(&mut site("", "title: Week 01\n").file("_data/interns.yml", interns), "interns");
    let plain = "M\"'><img src=x onerror=planted()>";
    let escaped = "M\"'>\\<img src=x onerror=planted()>";
    let body = format!(
        "---\ntitle: Week 03\n---\n**Mentor**: `{plain}`\n**Hours**: {escaped}\n\n## Tasks\n\n- [x] `{plain}`\n- {escaped}\n\n## Learnings\n\n- {escaped}\n\n## Problems\n\n| Problem | Solution |\n|---|---|\n| `{plain}` | {escaped} |\n\n## References\n\n- [`{plain}`](https://example.org/\"onerror=planted())\n\n## Goals for Next Week\n\n- {escaped}\n\n## {escaped}\n"
    );
    let mut named = site("", "title: Week 01\n").file("logs/week-03.md", body);
    for name in ["logs/a\"'><img src=x onerror=planted()>.md", "p\" onerror=\"planted().md", "<img src=x onerror=planted()>/week-01.md"] {
        named = named.file(name, "# Week\n\n## Tasks\n\n- a\n");
    }
    assert_text(&mut named, "names and texts");
}

/// A judge that sees nothing proves nothing.
#[test]
fn the_judge_sees_markup() {
    assert_eq!(planted("a.html", b"<p title=\"a\" onerror=planted()>").len(), 1);
    assert_eq!(planted("a.html", b"<img src=x>").len(), 1);
    let mut own = site("footer_content: \"<img src=x onerror=planted()>\"\n", "title: Week 01\n");
    assert!(own.build().files.iter().any(|(name, bytes)| !planted(name, bytes).is_empty()), "a footer is HTML");
}
