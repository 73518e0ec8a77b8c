//! Content that was made to hurt: what lies outside the site stays there, and what costs too much is told.

mod driver;

use driver::{Folder, Site};

/// A page can name a link in an include, and a walk can meet one: neither leads out of the site.
#[cfg(unix)]
#[test]
fn links_out_of_the_site_are_not_followed() {
    use std::os::unix::fs::symlink;
    let (site, outside) = (Folder::new(), Folder::new());
    outside.write("inside.md", "kept secret\n");
    outside.write("config.yml", "title: kept secret\n");
    site.write("index.md", "---\ntitle: Home\n---\n{% include_relative away/inside.md %}\n\n{% include leak.html %}\n\n![x](pic.png)\n");
    site.write("_includes/own.html", "own\n");
    let (from, to) = (outside.path(), site.path());
    for (link, target) in [
        ("away", from.to_owned()),
        ("page.md", from.join("inside.md")),
        ("pic.png", from.join("inside.md")),
        ("_includes/leak.html", from.join("inside.md")),
        ("_data", from.to_owned()),
        ("_config.yml", from.join("config.yml")),
        ("loop", to.to_owned()),
        ("self.md", to.join("self.md")),
        ("endless.md", "/dev/zero".into()),
    ] {
        symlink(target, to.join(link)).expect("a link");
    }
    let run = site.run(&["build"]).assert_code(1);
    for (file, bytes) in site.output("_site") {
        assert!(!String::from_utf8_lossy(&bytes).contains("kept secret"), "{file} holds it:\n{}", run.text());
    }
    assert!(run.stderr.contains("`_config.yml` cannot be read: it is a link out of the site"), "{}", run.text());
    // A link that stays inside is as good as the file.
    site.write("part/real.md", "inside the site\n");
    site.write("index.md", "{% include_relative near/real.md %}\n");
    symlink(to.join("part"), to.join("near")).expect("a link");
    site.run(&["build"]);
    assert!(String::from_utf8_lossy(&site.output("_site")["index.html"]).contains("inside the site"));
}

/// Nesting that the parser of YAML reads in quadratic time is refused before it does.
#[test]
fn deep_yaml_is_refused() {
    let deep = "[".repeat(2_000);
    let mut site = Site::new().file("_config.yml", format!("a: {deep}\n")).file("index.md", format!("---\na: {deep}\n---\n# A\n"));
    site.build()
        .assert_problem(&["error[config-yaml]", "nested too deeply"])
        .assert_problem(&["error[front-matter-yaml]", "nested too deeply"]);
}
