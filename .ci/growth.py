#!/usr/bin/env python3
"""What four times as much costs: one page of a piece that is repeated, and a site whose pages all make one mistake.

    .ci/growth.py target/release/weeklog             everything
    .ci/growth.py target/release/weeklog pages       only these: pages sites

Nothing may cost the square of its length, nor a mistake the number of pages: where the larger one takes more than a
second of processor time, it is compared with one of a quarter of the size. A linear cost is four times as much, a
square sixteen times; ten is the bound, as both have costs of their own beside. Memory has a bound of its own.
"""
import argparse, os, pathlib, shutil, subprocess, sys, tempfile

parser = argparse.ArgumentParser()
parser.add_argument("bin", type=pathlib.Path)
parser.add_argument("parts", nargs="*")
options = parser.parse_args()
BIN = options.bin.resolve()
# Seconds of processor time below which nobody minds, how much more four times as much may take, and the most MB.
FREE, MOST, MEMORY = 1.0, 10, 800
# Bytes of a page, and pages of a site.
LENGTH, PAGES = 200_000, 4_160

MARKDOWN = """* ** _ ` ``` ~~ [ ![ ]( [a] [a]( [a][ [^a] < <a </a> <!-- --> <? <![CDATA[ <div> <b> <script> <pre> <svg> & &amp; \\
$$ $ $$a$$ {: {:.a} {:toc} {:a:.b} {::nomarkdown} {::comment} {:/} *[a]:b # ###### > >a -a 1. |a| || |---| a@b.c @ + " ' << >>
... --- :tada: TODO 1/ 2025- 08:00-16:00 Week AKIA ghp_ eyJ :// :AA confidential phone password= %""".split()
LINES = [
    "{:.a}", "{:.a #b c=\"d\"}", "{:a: b c d}\n{:b: a}", "- {:a: b c d}\n{:b: a} a", "[a]: b", "[a](#b)", "[a](b.md)",
    "![a](b.png)", "*[HTML]: x\n\nHTML", "# a", "## Week 1", "- a", "- a\n", "- [x] a", "- | a", "1. a", "a\n: b\n",
    "a\n: b\n\n", "> a", "> [!NOTE]\n> a\n", "{: .note }\n# a\n", "<div markdown=\"1\">", "</div>", "```\na\n```",
    "```a", "| a | b |\n|---|---|\n", "a\n=", "---", "___", "**A**: b", "**Dates**: 2025-01-01 - 2025-01-07",
    "## Tasks\n\n- a\n", "## Problems\n\n- a", "<!-- weeklog:weeks -->", "+49 170 1234567",
    "-----BEGIN PRIVATE KEY-----", "<a id=\"b\"></a>", "<img src=\"a\">", "a <script>", "<div>\n<script>\n",
    "![](a b.png)", "{: note }", "{. note }", "##Goals", "[a] (b.md)", "(a)[b.md]", "> [!HINT]", "| a | b |\n|---|",
]
LIQUID = """{{ {% {{a}} {%a%} {%-a-%} {%endif%} {%if(a)%}{%endif%} {%raw%} {%raw%}{%endraw%} {%comment%} {%comment%}{%endcomment%}
{%else%} {{a|b}} {{a.b.c}} {{a[b[c[ {%include(a.html)%} {%link(a.md)%} {%cycle(a)%} {%increment(a)%} {%for(a)in(b)%}{%endfor%}
{{site.pages|size}} {%raw%}{% {{"a""".replace("(", " ").replace(")", " ")
KEYS = ["a: b\n", "- a\n", "[", "{a: ", "? ", "a: [\n", "<<: *a\n", "a: &a [*a]\n", "titel: a\n", "é: ü\n", "redirect_from: /a\n"]


def write(root, name, text):
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def pieces():
    """A page for each piece, by what is repeated: alone, and as a line or a key of its own."""
    for piece in MARKDOWN + LIQUID.split():
        yield piece, lambda length, piece=piece: "# A\n\n" + piece * (length // len(piece)) + "\n"
    for line in LINES:
        yield line, lambda length, line=line + "\n": "# A\n\n" + line * (length // len(line))
    for key in KEYS:
        yield "front matter " + key, lambda length, key=key: "---\n" + key * (length // len(key)) + "\n---\n# A\n"


def log(keys, text):
    """A week that says of itself which one it is: {i} is the intern, {k} the week."""
    return "---\ntitle: Week {k}\n" + keys + "---\n# Week {k}\n\n## Tasks\n\n- [x] did {i} {k}\n\n" + text + "\n"


INDEX = "---\ntitle: Weekly Logs\n---\n# Logs\n"
# A log and the index of its folder, by the mistake that they make, or by what is usual and could cost too much.
MISTAKES = {
    "a parent that nobody is": (log("parent: Weekly Log\n", ""), INDEX),
    "a parent of its own that nobody is": (log("parent: Weekly Log {i} {k}\n", ""), INDEX),
    "a parent that many are": (log("parent: Weekly Logs\n", ""), INDEX),
    "one title, its own parent": ("---\ntitle: A\nparent: A\n---\n# A\n", INDEX),
    "a circle of two": ("---\ntitle: P {i} {k}\nparent: P {i} {other}\n---\n# A\n", INDEX),
    "links that lead nowhere": (log("", "[a](gone-{i}-{k}.md) [b](../no/{k}.md) ![c](c-{i}.png)"), INDEX),
    "places that are not there": (log("", "[a](../i0/week-1.md#no-{k}) [b](#no-{i})"), INDEX),
    "tags that lead nowhere": (log("", "{{% link gone-{i}-{k}.md %}} {{% post_url 2025-01-01-{i} %}} {{% include no.html %}}"), INDEX),
    "one address": (log("permalink: /a/\n", ""), INDEX),
    "one former address": (log("redirect_from: /old/\n", ""), INDEX),
    "a misspelled callout": (log("", "{{: .waring{i} }}\na\n"), INDEX),
    "a mentor of its own": (log("", "**Mentor**: Person {i} {k}"), INDEX),
    "one week": ("# Week 3\n\n## Tasks\n\n- a\n", INDEX),
    "a table of all weeks": (log("", "<!-- weeklog:weeks -->"), INDEX),
}


def lay_out(root, mistake, pages):
    page, index = MISTAKES[mistake]
    for i in range(pages // 26):
        write(root, f"i{i}/index.md", index)
        for k in range(1, 27):
            other = k + 1 if k % 2 else k - 1
            write(root, f"i{i}/week-{k}.md", page.format(i=i, k=k, other=other))


def cost(command, root):
    """Seconds of processor time and MB that a command takes on a site."""
    arguments = [BIN, "-q", command, root] + (["--no-cache", "-d", root.parent / "out"] if command == "build" else [])
    process = subprocess.Popen(arguments, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode in (0, 1) and b"panicked" not in said, said[-2000:].decode("utf-8", "replace")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def grows(what, make, size):
    """What grows faster than it may, a line each."""
    for command in ["build", "check"]:
        took = []
        for part in [size, size // 4]:
            with tempfile.TemporaryDirectory(prefix="weeklog-growth-") as work:
                root = pathlib.Path(work) / "site"
                make(root, part)
                seconds, megabytes = cost(command, root)
            took.append(seconds)
            if megabytes > MEMORY:
                yield f"{command} of {what!r}: {megabytes:.0f} MB"
            if seconds < FREE:
                break
        else:
            if took[0] > MOST * took[1]:
                yield f"{command} of {what!r}: {took[1]:.2f} s became {took[0]:.2f} s with four times as much"


def pages():
    told = list(pieces())
    wrong = [line for what, text in told for line in grows(what, lambda root, length: write(root, "index.md", text(length)), LENGTH)]
    return len(told), "pieces", wrong


def sites():
    wrong = [line for mistake in MISTAKES for line in grows(mistake, lambda root, count: lay_out(root, mistake, count), PAGES)]
    return len(MISTAKES), "kinds of sites", wrong


def main():
    parts = {part.__name__: part for part in [pages, sites]}
    failed = False
    for name in options.parts or parts:
        count, what, wrong = parts[name]()
        print("\n".join([*wrong, f"{name}: {count} {what}, {len(wrong)} grow faster than their size"]), flush=True)
        failed |= bool(wrong)
    return failed


sys.exit(main())
