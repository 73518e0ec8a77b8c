//! Probes of Jekyll's Liquid with its exact outputs, and of what must not happen.

use super::context::{Entry, Mentions, Parts, page_value};
use super::*;
use crate::config::{Config, Overrides};
use crate::page;
use crate::site;
use std::collections::BTreeMap;

const CONFIG: &str = "title: T\nbaseurl: /base\nurl: https://e.x\n";

fn entry(path: &str, text: &str, config: &Config) -> Entry {
    let (page, ..) = page::read(Arc::new(Source::new(path, text)), &config.markdown);
    let site::Entry { page, meta, address, .. } = site::Entry::new(Arc::new(page), Arc::default(), config);
    Entry { page, meta, address, content: None, output: None }
}

fn run(body: &str) -> Expanded {
    let config = Config::read(Some(Arc::new(Source::new("_config.yml", CONFIG))), &Overrides::default()).0;
    let text = format!("---\ntitle: T\nx: 5\n---\n{body}");
    let others = [
        ("docs/t.md", text.as_str()),
        ("b.md", "---\ntitle: B\nparent: Home\n---\nb"),
        ("docs/c d.md", "---\ntitle: CD\n---\n"),
        ("index.md", "---\ntitle: Home\nnav_order: 1\n---\n"),
        ("_posts/2025-01-02-hello.md", "---\ntitle: Hello\n---\nhi"),
    ];
    let entries: Vec<Entry> = others.iter().map(|(path, text)| entry(path, text, &config)).collect();
    let includes = [
        ("x.md", "inc *{{ include.p }}*"),
        ("y.html", "{{ page.title }} <b>{{ include.p }}</b>"),
        ("loop.html", "{% include loop.html %}"),
        ("beside.html", "{% include_relative rel.md %}"),
    ];
    let includes: BTreeMap<String, String> = includes.map(|(name, text)| (name.to_owned(), text.to_owned())).into();
    let data = value::from_yaml(&crate::yaml::parse("{nav: [{t: 1}], sub: {f: [{b: 2}]}}").expect("valid"));
    let mut mentions = Mentions::default();
    mentions.look(body);
    let parts = Parts { config: &config, entries: &entries, statics: &[], data: &data, includes: &includes, mentions: &mentions };
    let (context, _) = Context::new(&parts);
    let page = page_value(&entries[0], &config, &mentions);
    let source = &entries[0].page.source;
    let files = |path: &str| (path == "docs/rel.md").then(|| "---\n---\nREL\n".to_owned());
    expand(source, entries[0].page.front.body as usize, &page, &context, &files)
}

fn text(body: &str) -> String {
    let expanded = run(body);
    assert!(expanded.diagnostics.is_empty(), "{body}: {:?}", expanded.diagnostics);
    expanded.text
}

/// What is wrong: the code and the bytes it points at.
fn faults(body: &str) -> Vec<(&'static str, String)> {
    let place =
        |diagnostic: &Diagnostic| diagnostic.primary.as_ref().map(|label| label.source.slice(label.span).to_owned()).unwrap_or_default();
    run(body).diagnostics.iter().map(|diagnostic| (diagnostic.code, place(diagnostic))).collect()
}

#[test]
fn probes_print_what_jekyll_prints() {
    let cases = [
        (
            r#"![a]({{ site.baseurl }}/a.png) {{ "/x" | relative_url }} {{ "/x" | absolute_url }} {{ "x" | relative_url }} {{ "http://q" | relative_url }}"#,
            "![a](/base/a.png) /base/x https://e.x/base/x /base/x http://q",
        ),
        ("[b]({% link b.md %}) [c]({% link docs/c d.md %})", "[b](/base/b.html) [c](/base/docs/c%20d.html)"),
        ("{% post_url 2025-01-02-hello %}", "/base/2025/01/02/hello.html"),
        (r#"{% include x.md p="v" %} {% include y.html p=page.x %}"#, "inc *v* T <b>5</b>"),
        ("{% include_relative rel.md %}", "---\n---\nREL\n"),
        ("{% include beside.html %}", "---\n---\nREL\n"),
        ("{% raw %}{{ x }} {% y %}{% endraw %}", "{{ x }} {% y %}"),
        ("`{{ site.baseurl }}` {{ page.title }} {% if true %}y{% endif %}", "`/base` T y"),
        (
            r#"{% for p in site.html_pages %}{{ p.title }},{% endfor %} {{ site.html_pages | where: "parent","Home" | map: "title" | join: "," }} {{ site.pages.size }}"#,
            "B,CD,Home,T, B 4",
        ),
        (
            "{{ site.data.nav[0].t }} {{ site.data.sub.f[0].b }} {{ site.title }} {{ page.url }} {{ page.path }} {{ page.dir }} {{ page.name }}",
            "1 2 T /docs/t.html docs/t.md /docs/ t.md",
        ),
        ("{{ page.x | plus: 1 }} {{ 7 | divided_by: 2 }} {{ 7 | divided_by: 2.0 }} {{ 1.5 | times: 2 }}", "6 3 3.5 3.0"),
        (
            r#"{% assign a = "q" %}{% capture c %}w{{a}}{% endcapture %}{{ c | upcase }} {{ c | append: "!" }} {% if a == "q" and page.x > 3 %}Y{% endif %}{% unless a %}N{% endunless %}{% case page.x %}{% when 5 %}five{% endcase %}"#,
            "WQ wq! Yfive",
        ),
        (
            r#"{{ "2025-06-23" | date: "%b %-d, %Y" }} {{ "2025-06-23" | date_to_string }} {{ "2025-06-23" | date_to_long_string: "ordinal" }} {{ "2025-06-23" | date_to_xmlschema }}"#,
            "Jun 23, 2025 23 Jun 2025 23rd June 2025 2025-06-23T00:00:00+00:00",
        ),
        (
            r#"{{ "A b – C" | slugify }} {{ "a  b" | normalize_whitespace }} {{ "<b>x</b>" | strip_html | escape }} {{ "one two" | number_of_words }} {{ "a,b" | split: "," | array_to_sentence_string }} {{ page.x | jsonify }}"#,
            "a-b-c a b x 2 a and b 5",
        ),
        ("a{% comment %}hid{% endcomment %}b {%- if true -%} z {%- endif -%}", "abz"),
        (r#"{% cycle "a","b" %}{% cycle "a","b" %} {% increment n %}{% increment n %} {% decrement m %}"#, "ab 01 -1"),
        ("{{ nothing.at.all }}{{ page.nothing | upcase }}|", "|"),
        ("{% for i in (1..5) reversed limit: 2 offset: 1 %}{{ i }}{% if forloop.last %}.{% endif %}{% endfor %}", "32."),
        ("{% for i in (1..9) %}{% if i == 2 %}{% continue %}{% endif %}{% if i == 4 %}{% break %}{% endif %}{{ i }}{% endfor %}", "13"),
        ("{% for i in nothing %}x{% else %}none{% endfor %}", "none"),
        (r#"{% if site.data.nav contains "t" or page.title != "T" %}a{% elsif blank_line == nil %}b{% else %}c{% endif %}"#, "b"),
        (
            r#"{{ site.html_pages | where_exp: "p", "p.title contains 'o'" | map: "title" }} {{ site.html_pages | group_by: "parent" | size }}"#,
            "Home 2",
        ),
        (
            r#"{{ site.html_pages | sort: "nav_order", "last" | map: "title" | first }} {{ "b a" | split: " " | sort | join: "" }}"#,
            "Home ab",
        ),
        ("{{ weeklog.weeks }}", "<!-- weeklog:weeks -->"),
        (
            r#"{{ site.posts.first.title }} {{ site.posts[0].url }} {{ site.posts.first.date | date: "%Y" }}"#,
            "Hello /2025/01/02/hello.html 2025",
        ),
        (r#"{{ "*m*" | markdownify }}"#, "<p><em>m</em></p>\n"),
    ];
    for (body, expected) in cases {
        assert_eq!(text(body), expected, "{body}");
    }
}

#[test]
fn faults_are_told_at_their_place_and_the_text_stays() {
    assert_eq!(faults("a {% include nope.html %}"), [("liquid-include", "{% include nope.html %}".to_owned())]);
    assert_eq!(faults("{% link nope.md %}"), [("liquid-link", "{% link nope.md %}".to_owned())]);
    assert_eq!(faults("{% foo %}x"), [("liquid-tag", "foo".to_owned())]);
    assert_eq!(faults(r#"{{ "a" | nofilter }}"#), [("liquid-filter", "nofilter".to_owned())]);
    assert_eq!(faults("é ${{ secrets.X }} and {{ a.b"), [("liquid-syntax", "{{".to_owned())]);
    assert_eq!(faults("{% if x %}a"), [("liquid-syntax", "if".to_owned())]);
    assert_eq!(faults("a{% endif %}b"), [("liquid-syntax", "endif".to_owned())]);
    assert_eq!(run("a {{ 'x' | nofilter }} {% foo %}{% if %}n{% endif %} b {{ open").text, "a x  b {{ open");
}

#[test]
fn nothing_runs_for_ever() {
    let codes = |body: &str| faults(body).into_iter().map(|(code, _)| code).collect::<Vec<_>>();
    assert_eq!(codes("{% include loop.html %}"), ["liquid-include"]);
    assert_eq!(codes("{% for a in (1..99999) %}{% for b in (1..99999) %}{% endfor %}{% endfor %}"), ["liquid-too-much"]);
    assert_eq!(codes("{% for a in (1..99999999999) %}xxxxxxxxxxxxxxx{% endfor %}"), ["liquid-too-much"]);
    let doubled = run("{% assign a = 'xxxxxxxx' %}{% for i in (1..60) %}{% assign a = a | append: a %}{% endfor %}{{ a | size }}");
    assert!(doubled.text.len() < 20);
    assert!(!codes(&"{% if true %}".repeat(5000)).is_empty());
    assert!(!codes(&format!("{{{{ {}x{} }}}}", "a[".repeat(500), "]".repeat(500))).is_empty());
}

#[test]
fn places_lead_back_to_the_file() {
    let body = "{% assign a = 'longer than its tag' %}{{ a }}\n\n## Heading {{ page.x }} é\n\n[b](b.md) {{ a }}\n";
    let expanded = run(body);
    let source = Arc::new(Source::new("docs/t.md", format!("---\ntitle: T\nx: 5\n---\n{body}")));
    let (front, _) = page::front_matter::FrontMatter::read(&source);
    let (page, ..) = page::read_expanded(&source, &front, &expanded.text, &expanded.spans, &page::markdown::Options::default());
    assert_eq!(source.slice(page.body.headings[0].span), "## Heading {{ page.x }} é\n");
    assert_eq!(source.slice(page.body.holes[0].span), "[b](b.md)");
}

#[test]
fn highlighted_lines_have_numbers_when_they_are_asked_for() {
    let numbered = text("{% highlight ruby linenos %}\nx = 1\n\ny = 2\n{% endhighlight %}");
    assert!(numbered.contains("<pre class=\"lineno\">1&#10;2&#10;3&#10;</pre>") && numbered.contains("data-lang=\"ruby\""), "{numbered}");
    assert!(numbered.find("lineno") < numbered.find("<code") && !numbered.contains("\n\n"), "{numbered}");
    assert!(!text("{% highlight ruby %}\nx = 1\n{% endhighlight %}").contains("lineno"));
}
