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
