//! The theme from outside: what it writes only where it is needed, and that a site's own theme can rely on its contract.

mod driver;

use driver::Site;

const DIAGRAM: &str = "# A\n\n```mermaid\ngraph TD\n  A --> B\n```\n";

#[test]
fn mermaid_is_written_only_where_a_page_has_a_diagram() {
    let mut site = Site::new().file("index.md", "# A\n\nNo picture.\n");
    site.build().assert_no_file("assets/weeklog/mermaid.js");
    let build = site.file("index.md", DIAGRAM).build().assert_sound();
    build.clone().assert_page("index.html", &["<pre><code class=\"language-mermaid\">graph TD\n  A --&gt; B\n</code></pre>"]);
    assert!(build.page("assets/weeklog/mermaid.js").starts_with("/*! Mermaid"));
    let own = Site::new().file("index.md", DIAGRAM).file("_theme/assets/mermaid.js", "// mine").build();
    own.assert_page("assets/weeklog/mermaid.js", &["// mine"]);
}

#[test]
fn scripts_name_the_version_of_the_scripts_that_they_load() {
    let version = |site: Site| {
        let build = { site }.build();
        let script = build.page("assets/weeklog/prose.js").to_owned();
        let at = script.find("./diagrams.js?v=").expect("the script is named with its version") + "./diagrams.js?v=".len();
        (script[at..at + 8].to_owned(), build.page("index.html").split_once("prose.js?v=").expect("linked").1[..8].to_owned())
    };
    let site = || Site::new().file("index.md", "# A\n");
    assert_ne!(version(site()), version(site().file("_theme/assets/mermaid.js", "// mine")), "two steps away");
    assert_eq!(version(site()), version(site()));
}

#[test]
fn a_page_holds_the_utility_rules_of_its_classes_and_no_other() {
    Site::new()
        .file("index.md", "# A\n\nBig\n{: .fs-6 .mt-md-4 }\n\n[b](x.md){: .btn .btn-blue }\n")
        .file("x.md", "# X\n\nPlain\n{: .note }\n")
        .build()
        .assert_page("index.html", &["<style>@layer components{.btn{", ".fs-6{font-size:1.125rem}", "@media (min-width:50rem){.mt-md-4{"])
        .assert_page_lacks("index.html", &[".fs-7", "utilities.css"])
        .assert_page_lacks("x.html", &["<style>"])
        .assert_no_file("assets/weeklog/utilities.css");
}

/// A picture so full of detail that less of it is smaller.
fn picture(width: u32, height: u32) -> Vec<u8> {
    let mut seed = 1u32;
    let noise = image::RgbImage::from_fn(width, height, |_, _| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        image::Rgb([(seed >> 24) as u8, (seed >> 16) as u8, (seed >> 8) as u8])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    noise.write_to(&mut bytes, image::ImageFormat::Png).expect("written");
    bytes.into_inner()
}

#[test]
fn large_pictures_are_offered_smaller_and_enlarged() {
    let text = "# A\n\n![A shot](shot.png)\n\n[![Linked](shot.png)](x.md)\n\n![](shot.png)\n\n![Mine](shot.png){: srcset=\"a.png 2x\" }\n";
    let mut site = Site::new()
        .file("_config.yml", "baseurl: /b\n")
        .file("shot.png", picture(1000, 40))
        .file("unused.png", picture(1200, 40))
        .file("index.md", text)
        .file("x.md", "# X\n");
    let build = site.build();
    let sizes: Vec<&String> = build.files.keys().filter(|name| name.contains("/images/")).collect();
    let [smaller] = sizes.as_slice() else { panic!("one size of the one picture that is shown: {sizes:?}") };
    let sources =
        format!("srcset=\"/b/{smaller} 688w, /b/shot.png 1000w\" sizes=\"(min-width: 50rem) 43rem, 100vw\" width=\"1000\" height=\"40\"");
    assert!(build.files[*smaller].len() * 4 < build.files["shot.png"].len() * 3);
    assert_eq!(build.page("index.html").matches(&sources).count(), 3, "all but the writer's own");
    assert_eq!(
        build.page("index.html").matches("<a class=\"enlarge\" href=\"/b/shot.png\"><img").count(),
        2,
        "not in links, not without a name"
    );
    build.assert_same(&site.build_clean(), "a clean build");
    let plain = site.file("_config.yml", "weeklog: {images: false}\n").build();
    plain.clone().assert_page_lacks("index.html", &["/b/", "688w"]);
    assert!(!plain.files.keys().any(|name| name.contains("/images/")));
}
