#!/usr/bin/env python3
"""Compares what weeklog makes of whole sites with what Jekyll and Just the Docs make of them.

    tests/compare.py --bin target/release/weeklog --theme DIR [--work DIR] [--show N] SITE...

DIR holds Just the Docs' repository; Jekyll and the plugins of GitHub Pages come from the system (on Debian: jekyll,
ruby-jekyll-seo-tag, ruby-jekyll-include-cache, ruby-jekyll-relative-links, ruby-jekyll-optional-front-matter,
ruby-jekyll-titles-from-headings, ruby-jekyll-readme-index, ruby-jekyll-redirect-from, ruby-jekyll-default-layout).
Nothing is written into a SITE.

For each site: addresses, heading ids, labels of the navigation in their order, and the visible text of `main`.
Needs only Python 3's standard library. Exits 0 when addresses, ids and labels are equal everywhere.
"""
import argparse, difflib, html.parser, os, pathlib, re, shutil, subprocess, sys, tempfile

PLUGINS = "seo-tag include-cache relative-links optional-front-matter titles-from-headings readme-index redirect-from default-layout".split()
# Files that only the theme or a plugin writes, and those that weeklog adds.
THEIRS = re.compile(r"assets/(js|css/just-the-docs)|redirects\.json$|.*\.map$|compare\.yml$")
ADDED = ("/progress", "/knowledge", "/print", "/cohort", "/weeks")
OURS = re.compile(r"feeds?[./]|knowledge/|print/|progress/|cohort/|weeks/|weeklog\.json$|\.weeklog-files$|_weeklog/|weeklog/|sitemap\.xml$|robots\.txt$|404\.html$|\.nojekyll$|redirects\.json$|assets/css/just-the-docs|search/|assets/weeklog/")


def jekyll(site, theme, work):
    """Builds a copy of the site with the theme's files beneath its own."""
    source, out = work / "source", work / "jekyll"
    shutil.copytree(site, source, symlinks=True, ignore=shutil.ignore_patterns("_plugins", "_site", ".git"))
    for folder in ("_layouts", "_includes", "_sass", "assets/css", "assets/js"):
        for file in (theme / folder).rglob("*"):
            to = source / file.relative_to(theme)
            if file.is_file() and not to.exists():
                to.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(file, to)
    plugins = ", ".join("jekyll-" + name for name in PLUGINS)
    (source / "compare.yml").write_text(f"plugins: [{plugins}]\nstrict_front_matter: false\n"
                                        "liquid:\n  error_mode: lax\n  strict_filters: false\n")
    config = source / "_config.yml"
    if config.exists():
        config.write_text(re.sub(r"^(remote_)?theme:.*$", "", config.read_text(), flags=re.M))
    configs = [p for p in (source / "_config.yml", source / "compare.yml") if p.exists()]
    # Ties in the menu are decided by the order in which folders are read, which is anybody's guess without this.
    order = work / "order.rb"
    order.write_text("class << Dir\n  alias read entries\n  def entries(*a, **k) = read(*a, **k).sort\nend\n")
    env = {**os.environ, "JEKYLL_NO_BUNDLER_REQUIRE": "true", "RUBYOPT": f"-r{order}"}
    run = subprocess.run(["jekyll", "build", "-s", source, "-d", out, "--config", ",".join(map(str, configs))],
                         cwd=source, capture_output=True, text=True, env=env)
    if run.returncode:
        faults = [line for line in run.stderr.splitlines() if "rror" in line or "Exception" in line]
        sys.exit(f"jekyll fails on {site}: " + " ".join(faults[:2]))
    return out


VOID = set("area base br col embed hr img input link meta source track wbr".split())


class Node:
    def __init__(self, tag, attrs, parent):
        self.tag, self.attrs, self.parent, self.kids = tag, dict(attrs), parent, []

    @property
    def classes(self):
        return (self.attrs.get("class") or "").split()

    def all(self):
        for kid in self.kids:
            if isinstance(kid, Node):
                yield kid
                yield from kid.all()

    def text(self, skip=lambda node: False):
        parts = []
        for kid in self.kids:
            if isinstance(kid, str):
                parts.append(kid)
            elif kid.tag == "math":
                # Formulas are MathML here and TeX there.
                tex = next((n.text() for n in kid.all() if n.tag == "annotation"), "")
                block = kid.attrs.get("display") == "block"
                parts.append(f"\\[{tex}\\]" if block else f"\\({tex}\\)")
            elif not skip(kid):
                block = kid.tag in BLOCKS
                parts.append((" " if block else "") + kid.text(skip) + (" " if block else ""))
        return "".join(parts)


BLOCKS = set("p div li ul ol table tr td th h1 h2 h3 h4 h5 h6 pre blockquote br hr dt dd dl figure section nav main header footer details summary".split())


class Tree(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.root = self.at = Node("#", {}, None)
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        if tag == self.at.tag == "li":
            self.at = self.at.parent
        node = Node(tag, attrs, self.at)
        self.at.kids.append(node)
        if tag not in VOID:
            self.at = node

    def handle_startendtag(self, tag, attrs):
        self.at.kids.append(Node(tag, attrs, self.at))

    def handle_endtag(self, tag):
        node = self.at
        while node and node.tag != tag:
            node = node.parent
        if node and node.parent:
            self.at = node.parent

    def handle_data(self, data):
        self.at.kids.append(data)


def squash(text):
    return re.sub(r"\s+", " ", text).strip()


class Page:
    def __init__(self, file):
        html = file.read_text(errors="replace")
        root = Tree(html).root
        # A stub that leads elsewhere says so in words of its own: where it leads is compared.
        refresh = re.search('http-equiv="refresh" content="0; *url=([^"]*)"', html)
        self.leads = refresh and refresh.group(1)
        mains = [n for n in root.all() if n.tag == "main"] or [n for n in root.all() if n.attrs.get("id") == "main-content"]
        self.main = mains[0] if mains else root
        # The list of children is ours to place: below the text there, in a section of its own here.
        kids = self.main.kids
        for at, kid in enumerate(kids):
            if isinstance(kid, Node) and kid.tag == "h2" and "text-delta" in kid.classes and not kid.attrs.get("id"):
                del kids[at:]
                break
        self.ids = [n.attrs["id"] for n in self.main.all() if re.fullmatch("h[1-6]", n.tag) and n.attrs.get("id")]
        navs = [n for n in root.all() if n.tag == "nav" and n.attrs.get("aria-label") == "Main"]
        links = [n for nav in navs for n in nav.all() if n.tag == "a" and ("nav-list-link" in n.classes or n.parent.tag == "li" and not any(k.startswith("nav-list") for k in n.parent.classes))]
        self.labels = [squash(n.text()) for n in links if not n.attrs.get("href", "").rstrip("/").endswith(ADDED)]

    def text(self):
        if self.leads:
            return self.leads

        def skip(n):
            if "facts" in n.classes:
                return True
            # Just the Docs writes a configured title in its style sheet.
            titled = any(name.endswith("-title") for name in n.parent.classes)
            ours = "callout-title" in n.classes and not titled or "heading-anchor" in n.classes
            heading = n.tag == "h1" and not n.attrs.get("id") and n.parent is self.main
            return n.tag in ("script", "style", "svg", "footer") or ours or heading
        return squash(self.main.text(skip))


ALERT = re.compile(r"\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\] ?", re.I)


def is_part(part, whole):
    whole = iter(whole)
    return all(item in whole for item in part)


def lost_pages(site, told):
    """Titles of pages that Just the Docs leaves out of its menu, and that weeklog shows with a warning; with what is below."""
    key = lambda text, name: next(iter(re.findall(f"^{name}: *[\"']?(.*?)[\"']? *$", text, re.M)), None)
    heads = {str(p.relative_to(site)): p.read_text(errors="replace").split("\n---", 1)[0] for p in site.rglob("*.md") if p.is_file()}
    files = re.findall(r"warning\[nav-parent-missing\].*\n *--> (.*?):\d", told)
    lost = {key(heads[f], "title") for f in files if f in heads}
    while more := {key(h, "title") for h in heads.values() if key(h, "parent") in lost} - lost:
        lost |= more
    return lost - {None}


def compare(site, args, work):
    theirs = jekyll(site, args.theme, work)
    ours = work / "weeklog"
    run = subprocess.run([args.bin, "build", site, "-d", ours], capture_output=True, text=True)
    if not ours.exists():
        sys.exit(f"weeklog fails on {site}:\n{run.stderr}")
    files = lambda root: {str(p.relative_to(root)) for p in root.rglob("*") if p.is_file()}
    a, b = files(theirs), files(ours)
    # jekyll-optional-front-matter leaves the originals beside its pages.
    page_of = lambda f: {f[:-3] + ".html", f[:-3] + "/index.html", re.sub("[^/]*$", "index.html", f, count=1)}
    originals = {f for f in a if f.endswith(".md") and page_of(f) & a}
    lost = lost_pages(site, run.stderr)
    missing = sorted(f for f in a - b - originals if not THEIRS.match(f))
    added = sorted(f for f in b - a if not OURS.match(f))
    pages = sorted(f for f in a & b if f.endswith(".html"))
    ids = labels = texts = alerts = 0
    shown = []
    for name in pages:
        one, two = Page(theirs / name), Page(ours / name)
        two.labels = [label for label in two.labels if label not in lost or label in one.labels]
        same_ids = one.ids == two.ids
        # A large site's menu shows the branch that is open: then it is a part of the whole, in its order.
        same_labels = one.labels == two.labels or len(two.labels) < len(one.labels) and len(one.labels) > 100 and is_part(two.labels, one.labels)
        x, y = one.text(), two.text()
        ids, labels, texts = ids + same_ids, labels + same_labels, texts + (x == y)
        # GitHub's alerts are text to kramdown and callouts here.
        if x != y and ALERT.sub("", x) == y:
            alerts, y = alerts + 1, x
        if not same_ids:
            shown.append(f"  ids    {name}: " + "; ".join(d for d in difflib.ndiff(one.ids, two.ids) if d[0] in "+-"))
        if not same_labels:
            shown.append(f"  labels {name}: " + "; ".join(d for d in difflib.ndiff(one.labels, two.labels) if d[0] in "+-")[:300])
        if x != y:
            at = next((i for i, (p, q) in enumerate(zip(x, y)) if p != q), min(len(x), len(y)))
            shown.append(f"  text   {name} at {at}: {x[max(0, at - 30):at + 60]!r} | {y[max(0, at - 30):at + 60]!r}")
    n = len(pages)
    print(f"{site.name}: addresses {len(a & b)} common, {len(missing)} missing, {len(added)} more; "
          f"{n} pages: ids {ids}/{n}, labels {labels}/{n}, text {texts}/{n}" + (f" and {alerts} but for alerts" if alerts else "")
          + (f"; shown though Just the Docs loses them: {', '.join(sorted(lost))}" if lost else ""))
    for file in missing[:args.show]:
        print(f"  missing {file}")
    for file in added[:args.show]:
        print(f"  more    {file}")
    print("\n".join(shown[:args.show]))
    return not missing and ids == n and labels == n


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bin", type=pathlib.Path, default="target/release/weeklog")
    parser.add_argument("--theme", type=pathlib.Path, required=True)
    parser.add_argument("--work", type=pathlib.Path)
    parser.add_argument("--show", type=int, default=20)
    parser.add_argument("sites", type=pathlib.Path, nargs="+")
    args = parser.parse_args()
    args.bin, args.theme = args.bin.resolve(), args.theme.resolve()
    equal = True
    for site in args.sites:
        with tempfile.TemporaryDirectory(dir=args.work) as work:
            equal &= compare(site.resolve(), args, pathlib.Path(work))
    sys.exit(0 if equal else 1)


main()
