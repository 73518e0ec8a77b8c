//! Sites in memory, built and looked at: what a fault in one file does to the others.

mod driver;

use driver::Site;

#[test]
fn an_unreadable_file_is_named_and_the_rest_is_built() {
    Site::new()
        .file("index.md", "# Home\n")
        .unreadable("logs/week-01.md")
        .unreadable("_includes/head_custom.html")
        .unreadable("_theme/templates/page.html")
        .build()
        .assert_problem(&["error[file-unreadable]", "`logs/week-01.md` cannot be read: permission denied"])
        .assert_problem(&["error[file-unreadable]", "`_includes/head_custom.html`"])
        .assert_problem(&["error[file-unreadable]", "`_theme/templates/page.html`"])
        .assert_page("index.html", &["<h1", "Home"])
        .assert_no_file("logs/week-01.html");
}

#[test]
fn an_unreadable_configuration_is_named_and_has_its_defaults() {
    Site::new()
        .unreadable("_config.yml")
        .file("index.md", "# Home\n")
        .build()
        .assert_problem(&["error[file-unreadable]", "`_config.yml`"])
        .assert_page("index.html", &["Home"]);
}

#[test]
fn a_page_is_renamed_edited_and_deleted() {
    let mut site = Site::new().file("index.md", "# Home\n\n[one](one.md)\n").file("one.md", "# One\n");
    site.build().assert_page("index.html", &["href=\"/one.html\""]).assert_page("one.html", &["One"]).assert_sound();
    let mut site = site.rename("one.md", "two.md").edit("two.md", "One", "Two").edit("index.md", "one.md", "two.md");
    site.build().assert_no_file("one.html").assert_page("index.html", &["href=\"/two.html\""]).assert_page("two.html", &["Two"]);
    let mut site = site.without("two.md").baseurl("/b");
    site.build().assert_no_file("two.html").assert_page_lacks("index.html", &["href=\"/b/two.html\""]);
}

#[test]
fn private_text_is_in_no_file() {
    let private = "xylophone";
    let build = Site::new()
        .file("index.md", format!("---\ntitle: Home\n---\n# Home\n\n{{: .private }}\n{private} block\n\n- a\n- b\n{{: .private }}\n"))
        .file("logs/week-01.md", format!("---\ntitle: {private} mentor\nvisibility: mentor\n---\n{private}\n"))
        .file("logs/week-02.md", format!("---\ntitle: {private} draft\ndraft: true\n---\n# {private}\n"))
        .file("logs/week-03.md", format!("---\ntitle: {private} off\npublished: false\n---\n# {private}\n"))
        .file("_drafts/later.md", format!("# {private}\n"))
        .build();
    for (name, bytes) in &build.files {
        assert!(!String::from_utf8_lossy(bytes).contains(private), "`{name}` holds private text");
    }
    assert!(!build.files.keys().any(|name| name.contains("week-0")), "{:?}", build.files.keys());
}

#[test]
fn addresses_without_the_base_lead_to_their_pages_under_it() {
    Site::new()
        .file("_config.yml", "baseurl: /b\naux_links: {Handbook: /handbook.html, Out: 'https://example.org/'}\n")
        .file("index.md", "# Home\n\n[h](/handbook.html#x) [l](/logs/) [gone](/gone.html)\n")
        .file("handbook.md", "# Handbook\n")
        .file("logs/index.md", "# Logs\n")
        .build()
        .assert_page(
            "index.html",
            &["<a href=\"/b/handbook.html#x\">h</a>", "<a href=\"/b/logs/\">l</a>", "<a href=\"/gone.html\">gone</a>"],
        )
        .assert_page("handbook.html", &["<a href=\"/b/handbook.html\">Handbook</a>", "href=\"https://example.org/\""]);
}

#[test]
fn an_image_has_its_size_once() {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"640\" height=\"330\"/>";
    Site::new()
        .file("a.svg", svg)
        .file("index.md", "# A\n\n![a](a.svg)\n\n![b](a.svg){: width=\"320\" }\n\n![c](a.svg){: height=\"33\" loading=\"eager\" }\n")
        .build()
        .assert_page("index.html", &["src=\"/a.svg\" width=\"640\" height=\"330\" loading=\"lazy\""])
        .assert_page("index.html", &["<img width=\"320\" src=\"/a.svg\" height=\"165\" loading=\"lazy\""])
        .assert_page("index.html", &["<img height=\"33\" loading=\"eager\" src=\"/a.svg\" width=\"64\" decoding"]);
}

/// A site that was written inside itself under another name is not taken for content the next time.
#[test]
fn what_was_written_before_is_no_source() {
    let folder = driver::Folder::new();
    folder.write("index.md", "# Home\n");
    folder.run(&["build", "-d", "public"]).assert_code(0);
    folder.run(&["build"]).assert_code(0);
    let output = folder.output("_site");
    assert!(output.contains_key("index.html") && !output.keys().any(|file| file.starts_with("public/")), "{:?}", output.keys());
}
