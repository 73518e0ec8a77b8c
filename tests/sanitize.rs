//! `markdown.html: sanitize`: whatever strangers write, nothing of it runs, and what they meant is still there.

mod driver;

use driver::Site;
use html5gum::{Token, Tokenizer};
use proptest::prelude::*;

const CONFIG: &str = "title: T\nurl: https://example.org\nweeklog:\n  markdown:\n    html: sanitize\n";

/// Pieces that run something in some browser, or would if a cleaner put them together wrongly; `X` is what is run.
const PIECES: &[&str] = &[
    "<script>X</script>",
    "<ScRiPt src=//evil.example/x.js></sCrIpT>",
    "<scr<script>ipt>X</scr</script>ipt>",
    "<img src=x onerror=X>",
    "<img src=\"x\" OnErRoR = 'X'>",
    "<img src=`x` onerror=X",
    "<svg onload=X>",
    "<svg><script>X</script></svg>",
    "<svg><animate onbegin=X attributeName=x dur=1s>",
    "<svg><a xlink:href=\"javascript:X\"><text>t</text></a></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=X&gt;\">",
    "<math href=\"javascript:X\">m</math>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=X>",
    "<a href=\"javascript:X\">a</a>",
    "<a href=\" java\tscript:X\">a</a>",
    "<a href=\"&#106;avascript:X\">a</a>",
    "<a href=\"data:text/html,<script>X</script>\">a</a>",
    "<a href=\"vbscript:X\">a</a>",
    "[a](javascript:X)",
    "[a](<java\tscript:X>)",
    "[a](java&#x0a;script:X)",
    "[a](&#x1;javascript:X)",
    "![a](javascript:X)",
    "![a](data:image/svg+xml,<svg/onload=X>)",
    "[a][evil]\n\n[evil]: JaVaScRiPt:X",
    "<javascript:X>",
    "<iframe src=\"javascript:X\"></iframe>",
    "<iframe srcdoc=\"<script>X</script>\">",
    "<object data=\"javascript:X\">",
    "<embed src=\"//evil.example/x.swf\">",
    "<base href=\"//evil.example/\">",
    "<meta http-equiv=refresh content=\"0;url=javascript:X\">",
    "<link rel=stylesheet href=\"//evil.example/x.css\">",
    "<style>@import '//evil.example/x.css';</style>",
    "<p style=\"background:url(javascript:X)\">p</p>",
    "<td style=\"text-align:left;position:fixed;background:url(//evil.example)\">",
    "<form action=\"javascript:X\"><button formaction=\"javascript:X\">b</button><input type=password name=p></form>",
    "<details open ontoggle=X>",
    "<video><source onerror=X></video>",
    "<template><script>X</script></template>",
    "<noscript><p title=\"</noscript><img src=x onerror=X>\">",
    "<textarea><img title=\"</textarea><img src=x onerror=X>\">",
    "<!--><img src=x onerror=X>-->",
    "<![CDATA[<img src=x onerror=X>]]>",
    "<?xml <img src=x onerror=X> ?>",
    "{: onclick=\"X\" style=\"position:fixed\" .a }",
    "**a**{: onmouseover=\"X\" }",
    "{::nomarkdown}<script>X</script>{:/}",
    "{{ '<script>X</script>' }}",
    "{% raw %}<img src=x onerror=X>{% endraw %}",
    "<div title=\"\n\n$$a\" onmouseover=X b$$\n\n\">",
    "$$\\text{<img src=x onerror=X>}$$",
    "$$</math><script>X</script>$$",
    "```html\"><script>X</script>\ncode\n```",
    "`<script>X</script>`{: .language-html\"onclick=X }",
    "*[T]: \"><script>X</script>",
    "[^1]\n\n[^1]: <script>X</script>",
    "## Heading <img src=x onerror=X>",
    "- [ ] <input onfocus=X autofocus>",
    "| <script>X</script> | a |\n|---|---|\n| <img src=x onerror=X> | b |",
    "</div></main></body><script>X</script>",
    "<!-- weeklog:weeks --><script>X</script>",
    "<div markdown=\"1\" onclick=X>\n\n*a*\n\n</div>",
    "\n\n---\n\n",
    "<b><p><a href=x>",
    "</a></p></b>",
    "<table><tr><td>",
    "\"'>",
];

/// What of a page would run: elements that load or run, event handlers, addresses that are scripts.
fn what_runs(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).to_ascii_lowercase();
    for Ok(token) in Tokenizer::new(html) {
        let Token::StartTag(tag) = token else { continue };
        let name = text(&tag.name);
        let banned =
            ["script", "style", "iframe", "object", "embed", "base", "meta", "link", "form", "template", "foreignobject", "annotation-xml"];
        if banned.contains(&name.as_str()) {
            found.push(format!("<{name}>"));
        }
        for (key, value) in &tag.attributes {
            let (key, value) = (text(key), text(value));
            let bare: String = value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
            let scripts = ["javascript:", "vbscript:", "data:"].iter().any(|scheme| bare.starts_with(scheme));
            // The theme's own bars have their length in a property.
            let styles = key == "style"
                && !bare.starts_with("--v:")
                && !bare.trim_end_matches(';').strip_prefix("text-align:").is_some_and(|rest| rest.chars().all(char::is_alphabetic));
            if key.starts_with("on") || key == "srcdoc" || scripts || styles {
                found.push(format!("<{name} {key}=\"{value}\">"));
            }
        }
    }
    found
}

/// What of a page of the theme holds what its writer wrote.
fn main_of(html: &str) -> &str {
    &html[html.find("<main").expect("a place for it")..html.rfind("</main>").expect("its end")]
}

/// A page of this text, as a log in Markdown and as HTML.
fn site(config: &str, text: &str) -> Site {
    let front = "---\ntitle: Week 04\n---\n";
    Site::new()
        .file("_config.yml", config)
        .file("index.md", "# Home\n")
        .file("logs/week-04.md", format!("{front}{text}\n"))
        .file("own.html", format!("---\ntitle: Own\n---\n{text}\n"))
}

fn assert_harmless(text: &str) {
    let build = site(CONFIG, text).build();
    for page in
        ["logs/week-04.html", "own.html", "print/index.html", "knowledge/index.html"].iter().filter(|page| build.files.contains_key(**page))
    {
        let found = what_runs(main_of(build.page(page)));
        assert!(found.is_empty(), "{page} runs {found:?}\nof\n{text}\nas\n{}", main_of(build.page(page)));
    }
}

#[test]
fn no_piece_runs() {
    PIECES.iter().for_each(|piece| assert_harmless(&format!("# Log\n\n{piece}\n\nafter\n")));
    PIECES.iter().for_each(|piece| assert_harmless(&format!("text {piece} text")));
}

/// A judge that sees nothing proves nothing: without the key most pieces would run.
#[test]
fn the_judge_sees_what_runs() {
    let runs = |piece: &&&str| {
        let build = site("title: T\n", &format!("# Log\n\n{piece}\n")).build();
        ["logs/week-04.html", "own.html"].iter().any(|page| !what_runs(main_of(build.page(page))).is_empty())
    };
    let seen = PIECES.iter().filter(runs).count();
    assert!(seen > PIECES.len() * 2 / 3, "only {seen} of {} are seen", PIECES.len());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_mixture_runs(pieces in prop::collection::vec((prop::sample::select(PIECES), prop::sample::select(&["", " ", "\n", "\n\n"][..])), 2..12)) {
        assert_harmless(&pieces.iter().flat_map(|(piece, gap)| [*piece, *gap]).collect::<String>());
    }
}

/// Sanitizing is for strangers' HTML: what Markdown means stays as it was.
#[test]
fn the_sample_site_means_the_same() {
    let config = |own: &str| format!("{}{own}", std::fs::read_to_string(driver::root().join("content/_config.yml")).expect("readable"));
    let built = |own: &str| Site::from_dir(&driver::root().join("content")).file("_config.yml", config(own)).build();
    let (plain, clean) = (built(""), built("\nweeklog:\n  markdown:\n    html: sanitize\n"));
    let same = |html: &str| {
        // Comments are left out.
        let html: String = html
            .split("<!--")
            .enumerate()
            .map(|(i, part)| if i == 0 { part } else { part.split_once("-->").map_or("", |(_, rest)| rest) })
            .collect();
        let html = html.replace("text-align: ", "text-align:").replace("=\"\"", "").replace("&#160;", "\u{a0}").replace("&nbsp;", "\u{a0}");
        html.replace("<wbr />", "<wbr>").replace("<br />", "<br>")
    };
    for (name, bytes) in plain.files.iter().filter(|(name, _)| name.ends_with(".html")) {
        let (one, other) = (same(std::str::from_utf8(bytes).expect("UTF-8")), same(clean.page(name)));
        let differs = one.lines().zip(other.lines()).find(|(a, b)| a != b);
        assert!(one == other, "`{name}` differs, first in {differs:#?}");
    }
}

/// Without the key, HTML is its writer's.
#[test]
fn html_is_allowed_unless_told_otherwise() {
    let page = |config: &str| Site::new().file("_config.yml", config).file("a.md", "<b onclick=\"x()\">a</b>\n").build();
    page("title: T\n").assert_page("a.html", &["<b onclick=\"x()\">a</b>"]);
    page("weeklog: {markdown: {html: allow}}\n").assert_page("a.html", &["<b onclick=\"x()\">a</b>"]);
    page("weeklog: {markdown: {html: sanitise}}\n").assert_page("a.html", &["<b>a</b>"]);
}
