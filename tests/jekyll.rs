//! What a site of Jekyll and Just the Docs has beside pages: posts, collections, data, layouts, redirects, style sheets.

mod driver;

use driver::Site;

fn site() -> Site {
    Site::new()
        .file(
            "_config.yml",
            "title: Tide desk\nurl: https://e.x\nbaseurl: /t\nplugins: [jekyll-feed]\n\
             collections:\n  notes:\n    output: true\n    permalink: /n/:path/\n  people:\n\
             defaults:\n  - scope: {path: '', type: people}\n    values: {layout: person}\n\
             just_the_docs:\n  collections:\n    notes: {name: Field notes}\n",
        )
        .file("_layouts/person.html", "<section class=\"person\"><h3>{{ page.title }}</h3>{{ content }}</section>\n")
        .file("_layouts/plate.html", "---\nlayout: default\n---\n<div class=\"plate\">{{ content }}</div>\n")
        .file("_data/gauges.csv", "name,depth\nNorth,12\nSouth,7\n")
        .file("_data/teams/a.json", "{\"lead\": \"Ines\"}")
        .file("_includes/head_custom.html", "<meta name=\"at\" content=\"{{ page.title }} {{ page.url }}\">")
        .file("_includes/footer_custom.html", "<i>{{ site.title | upcase }}</i>")
        .file("_people/ines.md", "---\ntitle: Ines\n---\nKeeps the *gauges*.\n")
        .file("_notes/deep-water.md", "---\n---\n# Deep\n\nSee [home](../index.md). ![c](chart.png)\n")
        .file("_notes/chart.png", "png")
        .file("_posts/2025-06-23-first-ebb.md", "---\ntitle: First ebb\ncategories: [sea]\nredirect_from: /old/\n---\nThe water *went*.\n\nIt came back.\n")
        .file("plate.md", "---\ntitle: Plate\nlayout: plate\n---\nInside, [a note](_notes/deep-water.md).\n")
        .file("feed.json", "---\n---\n{\"posts\": [{% for p in site.posts %}{{ p.title | jsonify }}{% endfor %}]}\n")
        .file("raw.json", "{{ untouched }}")
        .file("_sass/custom/custom.scss", ".tide { color: $blue-000; }\n")
        .file(
            "index.md",
            "---\ntitle: Home\n---\n{% for g in site.data.gauges %}{{ g.name }}={{ g.depth }};{% endfor %} {{ site.data.teams.a.lead }}\n\n\
             {% for person in site.people %}\n{{ person }}\n{% endfor %}\n\n{{ site.posts.first.excerpt }}\n\n[post]({% post_url 2025-06-23-first-ebb %})\n",
        )
}

#[test]
fn posts_collections_data_and_layouts_are_jekylls() {
    site()
        .build()
        .assert_page("index.html", &["North=12;South=7; Ines", "<section class=\"person\"><h3>Ines</h3><p>Keeps the <em>gauges</em>.</p>"])
        .assert_page("index.html", &["The water <em>went</em>.", "href=\"/t/sea/2025/06/23/first-ebb.html\"", "<i>TIDE DESK</i>"])
        .assert_page_lacks("index.html", &["It came back", "&lt;section"])
        .assert_page("index.html", &["<meta name=\"at\" content=\"Home /\">"])
        .assert_page("plate.html", &["<meta name=\"at\" content=\"Plate /plate.html\">"])
        .assert_page("n/deep-water/index.html", &["Deep", "href=\"/t/\"", "src=\"/t/n/chart.png\""])
        .assert_page("n/chart.png", &["png"])
        .assert_no_file("_notes/chart.png")
        .assert_page("plate.html", &["<div class=\"plate\"><p>Inside", "href=\"/t/n/deep-water/\"", "<nav"])
        .assert_page("sea/2025/06/23/first-ebb.html", &["It came back"])
        .assert_no_file("people/ines.html")
        .assert_sound();
}

#[test]
fn other_files_are_made_of_the_site() {
    site()
        .build()
        .assert_page("feed.json", &["{\"posts\": [\"First ebb\"]}"])
        .assert_page("raw.json", &["{{ untouched }}"])
        .assert_page("old/index.html", &["url=https://e.x/t/sea/2025/06/23/first-ebb.html"])
        .assert_page("redirects.json", &["\"/old/\":\"https://e.x/t/sea/2025/06/23/first-ebb.html\""])
        .assert_page("feed.xml", &["<title>First ebb</title>"])
        .assert_page("assets/css/just-the-docs-default.css", &["#2c84fa"])
        .assert_page("index.html", &["href=\"/t/assets/css/just-the-docs-default.css\"", "Field notes"]);
}

#[test]
fn faults_in_tags_are_told_and_the_page_is_built() {
    Site::new()
        .file("index.md", "# Home\n\nbefore {% include gone.html %} {% lnik a.md %} after {{ 'x' | upcse }}\n")
        .build()
        .assert_page("index.html", &["before", "after x"])
        .assert_problem(&["error[liquid-include]", "index.md:3:8"])
        .assert_problem(&["error[liquid-tag]", "a tag with a similar name exists: `link`"])
        .assert_problem(&["warning[liquid-filter]", "`upcase`"]);
}

#[test]
fn a_readme_is_the_index_of_its_folder_or_a_copied_file() {
    let mut site = Site::new()
        .file("_config.yml", "title: T\n")
        .file("index.md", "# Home\n\n[sub](sub/README.md)\n")
        .file("README.md", "# For GitHub\n{: .stray\n")
        .file("sub/README.md", "# Sub\n")
        .file("sub/other.md", "# Other\n")
        .file("placed/README.md", "# Lost\n")
        .file("chosen.md", "---\npermalink: /placed/\n---\n# Chosen\n")
        .file("written/README.md", "---\ntitle: Written\n---\n");
    site.build()
        .assert_page("README.md", &["For GitHub"])
        .assert_no_file("README.html")
        .assert_page("index.html", &["href=\"/sub/\"", "<h1"])
        .assert_page_lacks("index.html", &["For GitHub"])
        .assert_page("sub/index.html", &["Sub"])
        .assert_page("placed/index.html", &["Chosen"])
        .assert_page("placed/README.md", &["Lost"])
        .assert_page("written/README.html", &["Written"])
        .assert_sound();
}

#[test]
fn kramdowns_options_are_the_configurations() {
    Site::new()
        .file("_config.yml", "kramdown:\n  toc_levels: 2..2\n  hard_wrap: true\n  parse_block_html: true\n")
        .file("index.md", "# A\n\n- x\n{:toc}\n\n## B\n\n### C\n\none\ntwo\n\n<div>\n*three*\n</div>\n")
        .build()
        .assert_page("index.html", &["id=\"markdown-toc-b\"", "one<br>\ntwo", "<em>three</em>"])
        .assert_page_lacks("index.html", &["markdown-toc-a", "markdown-toc-c"]);
}

#[test]
fn the_themes_keys_reach_the_page() {
    Site::new()
        .file(
            "_config.yml",
            "title: T\nsearch: {focus_shortcut_key: j, heading_level: 1}\nga_tracking: G-1\nga_tracking_anonymize_ip: true\n\
             last_edit_timestamp: false\nfavicon_ico: /gone.ico\nnav_external_links:\n  - {title: Out, url: 'https://e.x/', hide_icon: true}\n  \
             - {title: Tab, url: 'https://e.x/t', opens_in_new_tab: true}\n",
        )
        .file("_includes/search_placeholder_custom.html", "Look in {{ site.title }}\n")
        .file("_includes/toc_heading_custom.html", "<h2>Below</h2>\n")
        .file("index.md", "---\ntitle: Home\nlast_modified_date: 2025-06-23\n---\n")
        .file("child.md", "---\ntitle: Child\nparent: Home\n---\n")
        .build()
        .assert_page("index.html", &["placeholder=\"Look in T\"", "data-key=\"j\"", "anonymize_ip", "<h2>Below</h2>"])
        .assert_page("index.html", &["<a href=\"https://e.x/\">Out", "<a class=\"nav-external\" target=\"_blank\" rel=\"noopener\" href=\"https://e.x/t\">Tab"])
        .assert_page_lacks("index.html", &["2025-06-23", "gone.ico", "In this section</h2>"]);
}

#[test]
fn documents_are_linked_by_their_path_below_the_folder_of_collections() {
    Site::new()
        .file("_config.yml", "title: T\ncollections_dir: all\ncollections:\n  notes:\n    output: true\n")
        .file("all/_notes/ebb.md", "---\ntitle: Ebb\n---\nebb\n")
        .file("index.md", "---\ntitle: Home\n---\n[a]({% link _notes/ebb.md %})\n")
        .build()
        .assert_page("index.html", &["href=\"/notes/ebb.html\""]);
}

#[test]
fn the_menu_is_ordered_and_cut_as_jekylls() {
    let page = |title: &str, more: &str| format!("---\ntitle: {title}\n{more}---\n# {title}\n");
    let built = Site::new()
        .file("_config.yml", "title: T\ntheme: just-the-docs\nbaseurl: /t\n")
        .file("index.md", page("Home", "nav_order: 0\n"))
        .file("b/ebb.md", page("Ebb", "nav_order: 1\n"))
        .file("a/flood.md", page("Flood", "nav_order: 1\n"))
        .file("kept.md", page("Kept", "nav_exclude: true\n"))
        .file("below.md", page("Below", "parent: Kept\n"))
        .build();
    let labels = |file: &str| {
        let html = String::from_utf8_lossy(&built.files[file]).into_owned();
        let menu = html.split("aria-label=\"Main\"").nth(1).and_then(|rest| rest.split("</nav>").next()).expect("a menu").to_owned();
        let places: Vec<usize> = ["Home", "Ebb", "Flood"].map(|label| menu.find(&format!(">{label}<")).expect(label)).to_vec();
        assert!(places.is_sorted(), "ties are ordered by the names of files: {menu}");
        assert!(!menu.contains("Kept") && !menu.contains("Below"), "{menu}");
    };
    labels("index.html");
    labels("kept.html");
    labels("below.html");
}

#[test]
fn pages_without_a_layout_have_the_one_that_github_pages_gives_them() {
    let inner = |name: &str| format!("---\nlayout: default\n---\n<i>{name}</i>{{{{ content }}}}\n");
    let mut site = Site::new()
        .file("_config.yml", "title: T\ncollections: {notes: {output: true}}\n")
        .file("_layouts/page.html", inner("of a page"))
        .file("_layouts/post.html", inner("of a post"))
        .file("index.md", "# Home\n")
        .file("tide.md", "# Tide\n")
        .file("plain.md", "---\nlayout: default\n---\n# Plain\n")
        .file("bare.md", "---\nlayout: none\n---\n# Bare\n")
        .file("_posts/2025-06-23-ebb.md", "---\n---\n# Ebb\n")
        .file("_notes/flood.md", "---\n---\n# Flood\n");
    let posts = "2025/06/23/ebb.html";
    site.build()
        .assert_page("tide.html", &["<i>of a page</i>", "<nav"])
        .assert_page(posts, &["<i>of a post</i>"])
        .assert_page_lacks("index.html", &["<i>of"])
        .assert_page_lacks("plain.html", &["<i>of"])
        .assert_page_lacks("bare.html", &["<i>of"])
        .assert_page_lacks("notes/flood.html", &["<i>of"]);
    // The theme's layouts stand in the site's own `default`, when it has one that needs nothing of the theme.
    site.file("_layouts/default.html", "<html><body><b>all</b>{{ content }}</body></html>\n")
        .build()
        .assert_page("tide.html", &["<b>all</b>", "<i>of a page</i>"])
        .assert_page_lacks("tide.html", &["<nav"])
        .assert_page("index.html", &["<b>all</b><h1"])
        .assert_page("notes/flood.html", &["<b>all</b><h1"])
        .assert_page_lacks("bare.html", &["<b>all</b>"]);
}

#[test]
fn files_saved_by_their_address_stand_under_their_name() {
    Site::new()
        .file("index.md", "![low](img/tide(low).png)\n")
        .file("img/tide%28low%29.png", "png")
        .file("up%2E%2E%2Fx.png", "png")
        .file("100%.png", "png")
        .build()
        .assert_page("img/tide(low).png", &["png"])
        .assert_page("up%2E%2E%2Fx.png", &["png"])
        .assert_page("100%.png", &["png"])
        .assert_sound();
}

#[test]
fn lists_that_liquid_prints_below_a_heading_are_whole() {
    Site::new()
        .file(
            "_includes/list.html",
            "<ul>\n  {% for n in (1..2) %}\n    {% if n %}\n        <li>{{ n }}</li>\n    {% endif %}\n  {% endfor %}\n</ul>\n",
        )
        .file("index.md", "<h2>Tides</h2>\n{%- assign x = 1 -%}\n{% include list.html %}\n\nThe *end*.\n")
        .build()
        .assert_page("index.html", &["<li>1</li>", "<li>2</li>", "<p>The <em>end</em>."])
        .assert_page_lacks("index.html", &["<pre", "&lt;li"]);
}

#[test]
fn a_document_in_html_without_a_layout_stays_as_it_is() {
    let document = "<!DOCTYPE html>\n<html lang=\"en\"><body><p>Moved to {{ site.title }}.</p></body></html>\n";
    Site::new()
        .file("_config.yml", "title: T\n")
        .file("index.md", "# Home\n")
        .file("moved.html", format!("---\nnav_exclude: true\n---\n{document}"))
        .file("part.html", "---\ntitle: Part\n---\n<p>A part.</p>\n")
        .build()
        .assert_page("moved.html", &["<p>Moved to T.</p>"])
        .assert_page_lacks("moved.html", &["<nav", "weeklog.css"])
        .assert_page("part.html", &["<nav", "<p>A part.</p>"]);
}

#[test]
fn a_readme_beside_a_page_that_is_copied_is_copied_too() {
    Site::new()
        .file("index.md", "# Home\n")
        .file("www/README.md", "# Of the folder\n")
        .file("www/index.html", "<p>The folder.</p>\n")
        .build()
        .assert_page("www/index.html", &["<p>The folder.</p>"])
        .assert_page_lacks("www/index.html", &["<nav"])
        .assert_page("www/README.md", &["# Of the folder"])
        .assert_sound();
}

#[test]
fn a_page_without_text_has_no_content() {
    Site::new()
        .file(
            "_layouts/plate.html",
            "---\nlayout: default\n---\n<b>{% if page.content == \"\" %}none{% else %}{{ page.content | strip }}{% endif %}</b>\n",
        )
        .file("index.md", "# Home\n")
        .file("bare.md", "---\nlayout: plate\n---\n\n")
        .file("full.md", "---\nlayout: plate\n---\n\nfull\n")
        .build()
        .assert_page("bare.html", &["<b>none</b>"])
        .assert_page("full.html", &["<b>full</b>"]);
}

#[test]
fn addresses_of_documents_are_jekylls() {
    Site::new()
        .file(
            "_config.yml",
            "title: T\npermalink: /:categories/:title/\ncollections:\n  work:\n    output: true\n    permalink: /:collection/:path/\n  talks:\n    output: true\n",
        )
        .file("_posts/2025-06-23-First-Ebb.md", "---\ncategories: [High Water]\n---\na\n")
        .file("_posts/2025-6-3- Gauge One.md", "---\ntitle: Gauge\ncategory: low water\n---\nb\n")
        .file("_work/2025-06-01-Deep_water.md", "---\n---\nc\n")
        .file("_talks/deep_Water-one.md", "---\n---\n{{ page.title }}\n")
        .file("index.md", "{% for post in site.posts %}{{ post.date | date: '%F' }} {{ post.url }};{% endfor %}\n")
        .build()
        .assert_page("high water/First-Ebb/index.html", &["<p>a</p>"])
        .assert_page("low water/Gauge-One/index.html", &["<p>b</p>"])
        .assert_page("work/2025-06-01-Deep_water/index.html", &["<p>c</p>"])
        .assert_page("talks/deep_Water-one/index.html", &["Deep_water One"])
        .assert_page("index.html", &["2025-06-23 /high%20water/First-Ebb/;2025-06-03 /low%20water/Gauge-One/;"])
        .assert_sound();
}

#[test]
fn names_are_passed_by_as_jekyll_does() {
    Site::new()
        .file("_config.yml", "title: T\ninclude: [_pages]\nexclude: [NOTES, drafts/]\n")
        .file("_pages/about.md", "# About\n")
        .file("_pages/.cache/x.txt", "x")
        .file("_pages/_inner.md", "# Inner\n")
        .file("NOTES.md", "# Notes\n")
        .file("drafts-2025.md", "# Kept\n")
        .file("drafts/a.md", "# Left out\n")
        .build()
        .assert_page("_pages/about.html", &["About"])
        .assert_page("drafts-2025.html", &["Kept"])
        .assert_no_file("_pages/.cache/x.txt")
        .assert_no_file("_pages/_inner.html")
        .assert_no_file("NOTES.html")
        .assert_no_file("drafts/a.html");
}
