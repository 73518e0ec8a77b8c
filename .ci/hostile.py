#!/usr/bin/env python3
"""What must not hurt: kills, full disks, folders that cannot be written, and content made to cost too much.

    .ci/hostile.py target/release/weeklog            everything
    .ci/hostile.py target/release/weeklog kills      only these: kills full readonly at_once content load storm
    .ci/hostile.py --seed 7 --kills 1000 target/release/weeklog kills

A full disk is a small file system in memory, so that part needs root or user namespaces, and says so when it has
neither. Times and sizes are bounds that hold with room on a slow machine, not measurements.
"""
import argparse, concurrent.futures, http.client, os, pathlib, random, re, shutil, socket, subprocess, sys, tempfile, threading, time

parser = argparse.ArgumentParser()
parser.add_argument("bin", type=pathlib.Path)
parser.add_argument("parts", nargs="*")
parser.add_argument("--seed", type=int, default=8)
parser.add_argument("--kills", type=int, default=200)
options = parser.parse_args()
BIN = options.bin.resolve()
MANIFEST = ".weeklog-files"


def run(*arguments, cwd=None, user=None):
    """Runs weeklog; returns the exit code, all it said, seconds, and the most memory it had in MB."""
    with tempfile.TemporaryFile() as said:
        started = time.monotonic()
        process = subprocess.Popen([str(BIN), *map(str, arguments)], cwd=cwd, stdin=subprocess.DEVNULL, stdout=said, stderr=said, user=user)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        text = said.read().decode("utf-8", "replace")
    assert "panicked at" not in text and process.returncode >= 0, f"{arguments}: {process.returncode}\n{text[-3000:]}"
    return process.returncode, text, time.monotonic() - started, usage.ru_maxrss / 1024


def write(root, name, text):
    path = os.path.join(root, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(text if isinstance(text, bytes) else text.encode())


def site(root, word, interns=6, weeks=12, extra=0):
    """A site whose every page says `word`."""
    write(root, "_config.yml", "title: T\n")
    write(root, "index.md", f"# Home\n\n{word}\n")
    for intern in range(interns):
        for week in range(1, weeks + 1):
            write(root, f"p{intern:02}/week-{week:02}.md", f"# Week {week}\n\n{word}\n\n" + f"{word} and more. " * extra + "\n\n```python\ndef f(x):\n    return x\n```\n")
    return root


def files(root):
    """Every file below a folder with its bytes, weeklog's own list aside."""
    found = {}
    for folder, _, names in os.walk(root):
        for name in names:
            path = os.path.join(folder, name)
            found[os.path.relpath(path, root)] = pathlib.Path(path).read_bytes()
    found.pop(MANIFEST, None)
    return found


def remains(folder):
    """What a killed build left: all but what is kept for the next build."""
    kept = lambda name: name in ("cache", ".gitignore", "CACHEDIR.TAG") or name.endswith((".files", ".pages"))
    inside = (path.name for path in (folder / ".weeklog").rglob("*"))
    return sorted(name for name in inside if not kept(name)) + sorted(name for name in os.listdir(folder) if name.startswith("_site."))


# ---- the parts --------------------------------------------------------------


def kills(work):
    """Killed at random moments, the destination is the old site or the new one, and the next build cleans up."""
    rng = random.Random(options.seed)
    folder, other = site(work / "a", "stripes"), site(work / "b", "spots")
    run("build", other)
    new = files(other / "_site")
    run("build", folder)
    old = files(folder / "_site")
    site(folder, "spots")
    shutil.copytree(folder, work / "c")
    whole = run("build", work / "c")[2]
    seen = {"old": 0, "new": 0}
    for _ in range(options.kills):
        process = subprocess.Popen([str(BIN), "build", str(folder)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(rng.uniform(0, whole * 1.1))
        process.kill()
        process.wait()
        now = files(folder / "_site")
        state = "old" if now == old else "new" if now == new else None
        assert state, f"neither the old site nor the new: {len(now)} files of {len(old)}"
        seen[state] += 1
        if state == "new":
            site(folder, "stripes")
            assert run("build", folder)[0] == 0
            assert files(folder / "_site") == old
            site(folder, "spots")
    assert seen["old"] and seen["new"], f"the kills were all too early or too late: {seen}"
    assert run("build", folder)[0] == 0 and files(folder / "_site") == new
    assert not remains(folder), remains(folder)
    return f"{options.kills} kills in builds of {whole * 1000:.0f} ms: {seen['old']} left the old site, {seen['new']} the new"


def mounted(work, size):
    """A file system of so many KiB, or None where that cannot be."""
    folder = work / "small"
    folder.mkdir(exist_ok=True)
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}k,mode=777", "weeklog-test", str(folder)], capture_output=True)
    return folder if done.returncode == 0 else None


def full(work):
    """With the disk full at any point of a build, the last site stands, the message says so, and room mends it."""
    content, larger = site(work / "old", "stripes"), site(work / "new", "spots", extra=40)
    failed = built = 0
    sizes = [0, 4, 16, 64, 128, 256, 512, 1024, 2048, 3072, 4096, 6144, 8192, 12288]
    for spare in sizes:
        small = mounted(work, 32768)
        if small is None:
            return "skipped: no file system can be mounted here"
        try:
            out = small / "_site"
            assert run("build", content, "-d", out)[0] == 0
            before = files(out)
            free = os.statvfs(small).f_bavail * 4 - spare
            (small / "ballast").write_bytes(b"x" * max(0, free * 1024))
            code, said, _, _ = run("build", larger, "-d", out)
            if code == 0:
                built += 1
                continue
            failed += 1
            assert files(out) == before, f"with {spare} KiB free the last site is not whole"
            assert "error[output-failed]" in said and "No space left" in said and "the last site was left as it is" in said, said
            (small / "ballast").unlink()
            assert run("build", larger, "-d", out)[0] == 0, "room does not mend it"
            assert remains(small) == [], remains(small)
        finally:
            subprocess.run(["umount", str(small)], check=True)
    assert failed > 3 and built, f"{failed} builds failed, {built} did not: the sizes say nothing"
    return f"{failed} builds ran out of room at {len(sizes)} sizes, {built} had enough; no site was hurt"


def readonly(work):
    """A destination that cannot be written is told, and not touched."""
    told = []
    content = site(work / "old", "stripes")
    if small := mounted(work, 32768):
        try:
            out = small / "_site"
            run("build", content, "-d", out)
            before = files(out)
            subprocess.run(["mount", "-o", "remount,ro", str(small)], check=True)
            site(content, "spots")
            code, said, _, _ = run("build", content, "-d", out)
            assert code == 1 and "error[output-failed]" in said and "Read-only file system" in said, said
            assert files(out) == before
            told.append("a read-only file system")
        finally:
            subprocess.run(["umount", str(small)], check=True)
    # Rights say nothing to root, so somebody else tries.
    nobody = 65534 if os.geteuid() == 0 else None
    place = work / "place"
    run("build", content, "-d", place / "_site")
    before = files(place / "_site")
    site(content, "dots")
    for path in [work, content, *content.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    place.chmod(0o555)
    code, said, _, _ = run("build", content, "-d", place / "_site", user=nobody)
    assert code == 1 and "error[output-failed]" in said and "Permission denied" in said, said
    place.chmod(0o755)
    assert files(place / "_site") == before
    told.append("a folder without the right to write")
    return " and ".join(told)


def at_once(work):
    """Eight builds of two editions into one destination: one of them wins whole, none fails."""
    folder = site(work / "a", "stripes")
    editions = {}
    for base in ["/one", "/two"]:
        run("build", folder, "-d", work / "out", "--baseurl", base)
        editions[base] = files(work / "out")
    for _ in range(6):
        builds = [subprocess.Popen([str(BIN), "build", str(folder), "-d", str(work / "out"), "--baseurl", base], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for base in ["/one", "/two"] * 4]
        assert [build.wait() for build in builds] == [0] * 8
        assert files(work / "out") in editions.values(), "a mixture of two builds"
    assert not remains(work), remains(work)
    return "48 builds, eight at a time"


def apart(make, root):
    """Makes a site in a process of its own: a child begins with the memory of its parent, which would count as weeklog's."""
    if (child := os.fork()) == 0:
        make(root)
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0, f"{make.__name__} cannot be made"


# Each makes a site that was meant to cost too much, and says the most seconds and MB, and what must be said of it.
def deep_quotes(root):
    write(root, "a.md", "# A\n\n" + "> " * 20_000 + "x\n")


def deep_lists(root):
    write(root, "a.md", "# A\n\n" + "".join(" " * i + "- x\n" for i in range(1500)))


def deep_html(root):
    write(root, "a.md", "# A\n\n" + "<div markdown=\"1\">\n" * 20_000 + "x\n")


def many_links(root):
    write(root, "a.md", "# A\n\n" + "[" * 100_000 + "a](b) " + "[x][y] " * 50_000 + "\n\n" + "".join(f"[y{i}]: /z\n" for i in range(50_000)))


def many_emphases(root):
    write(root, "a.md", "# A\n\n" + "*a_ " * 100_000 + "**a *b " * 50_000 + "\n")


def wide_table(root):
    write(root, "a.md", "# A\n\n" + "| a " * 5_000 + "|\n" + "|---" * 5_000 + "|\n" + "| b |\n" * 200_000)


def many_attribute_lists(root):
    write(root, "a.md", "# A\n\n" + "{: .a #b c=\"d\" e}\n" * 50_000 + "\n" + "x{: .a}" * 50_000 + "{:" * 50_000 + "\n")


def many_footnotes(root):
    write(root, "a.md", "# A\n\n" + "".join(f"x[^{i}] " for i in range(30_000)) + "\n\n" + "".join(f"[^{i}]: y[^{i + 1}]\n" for i in range(30_000)))


def many_headings(root):
    write(root, "a.md", "* toc\n{:toc}\n\n" + "## Same\n" * 50_000)


def open_tags(root):
    write(root, "a.md", "# A\n\n" + "<a <!-- <![CDATA[ <? " * 50_000 + "`" * 50_000 + "``` " * 20_000 + "\n")


def yaml_bomb(root):
    lines = ["a0: &a0 [lol, lol, lol]"] + [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 12)]
    write(root, "a.md", "---\n" + "\n".join(lines) + "\n---\n# A\n")
    write(root, "_data/b.yml", "\n".join(lines) + "\n")


def yaml_depth(root):
    write(root, "a.md", "---\na: " + "[" * 50_000 + "\n---\n# A\n")
    write(root, "_data/b.json", "[" * 200_000)
    write(root, "_config.yml", "weeklog: " + "{a: " * 30_000 + "\n")


def long_line(root):
    write(root, "a.md", "# A\n\n" + "word " * 3_000_000 + "\n")


def large_file(root):
    write(root, "a.md", b"# A\n\n" + b"word and word\n" * 7_500_000)
    write(root, "b.png", b"\0" * 100_000_000)


def no_text(root):
    write(root, "a.md", bytes(range(256)) * 20_000)
    write(root, "_data/a.csv", bytes(range(256)) * 2_000)


def loops_of_liquid(root):
    write(root, "a.md", "# A\n\n" + "{% for a in (1..100000) %}" * 5 + "{{ a }}" + "{% endfor %}" * 5 + "\n")
    write(root, "_includes/r.html", "{% include r.html %}{% include r.html %}")
    write(root, "b.md", "{% include r.html %}\n")
    write(root, "c.md", "{% assign a = 'xxxxxxxx' %}" + "{% assign a = a | append: a | append: a %}" * 40 + "{{ a }}\n")


def many_files(root):
    for i in range(100_000):
        write(root, f"d{i % 100:02}/f{i:06}.txt", "x")
    write(root, "index.md", "# Home\n")


def many_pages(root):
    for i in range(10_000):
        write(root, f"n{i % 100:02}/week-{i // 100:02}.md", f"# Week {i // 100}\n\nx\n")


def names(root):
    for name in ["new\nline.md", "tab\t.md", "a\x1b[31mred.md", "\"quoted\" & <b>.md", "%2e%2e.md", "..md", " .md", "-rf.md", "CON.md", "a?b#c.md", "é.md", "e\u0301.md", "\u202egnp.md", "{{x}}.md", "'.md"]:
        write(root, f"w/{name}", f"# A\n\n[b](index.md)\n")
    os.makedirs(os.path.join(os.fsencode(root), b"bad"), exist_ok=True)
    open(os.path.join(os.fsencode(root), b"bad/\xff\xfe.md"), "w").close()
    write(root, "index.md", "# Home\n")


def links_out(root):
    write(root, "index.md", "---\ntitle: Home\n---\n# Home\n\n{% include_relative secret/inside.md %}\n{% include leak.html %}\n![x](pic.png)\n")
    write(root.parent / "outside", "inside.md", "kept secret")
    os.makedirs(root / "_includes", exist_ok=True)
    for link, target in [("loop", "."), ("up", ".."), ("secret", root.parent / "outside"), ("_includes/leak.html", root.parent / "outside/inside.md"), ("page.md", root.parent / "outside/inside.md"), ("pic.png", root.parent / "outside/inside.md"), ("_data", root.parent / "outside"), ("self", "self"), ("pipe.md", "/dev/zero")]:
        os.symlink(target, root / link)


CONTENT = [
    (deep_quotes, 10, 500), (deep_lists, 20, 800), (deep_html, 20, 800), (many_links, 20, 800), (many_emphases, 20, 800),
    (wide_table, 30, 2000), (many_attribute_lists, 20, 800), (many_footnotes, 20, 800), (many_headings, 20, 800), (open_tags, 20, 800),
    (yaml_bomb, 10, 500), (yaml_depth, 10, 500), (long_line, 20, 1500), (large_file, 10, 600), (no_text, 20, 800),
    (loops_of_liquid, 30, 800), (many_files, 60, 600), (many_pages, 60, 1500), (names, 10, 500), (links_out, 10, 500),
]


def content(work):
    """Content made to cost too much ends in bounded time and memory, and nothing outside the site is read."""
    told, slow = [], []
    for make, seconds, megabytes in CONTENT:
        root = work / make.__name__ / "site"
        root.mkdir(parents=True)
        apart(make, root)
        for command in ["build", "check"]:
            try:
                _, said, took, memory = run(command, root)
            except AssertionError as error:
                slow.append(f"{command} {make.__name__}: {error}")
                continue
            told.append(f"{command} {make.__name__}: {took:.1f} s, {memory:.0f} MB")
            print("   ", told[-1], flush=True)
            if took > seconds or memory > megabytes:
                slow.append(f"{told[-1]}, and {seconds} s, {megabytes} MB are the bounds")
        if make is links_out:
            leaks = [name for name, text in files(root / "_site").items() if b"kept secret" in text]
            assert not leaks, f"a link out of the site was followed into {leaks}"
        shutil.rmtree(work / make.__name__)
    assert not slow, "\n".join(slow)
    return f"{len(CONTENT)} sites built and checked within their bounds"


class Serving:
    """weeklog serve on a port of its own."""

    def __init__(self, root):
        self.process = subprocess.Popen([str(BIN), "serve", str(root), "--port", "0"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        for line in self.process.stdout:
            if found := re.search(r"http://localhost:(\d+)", line):
                self.port = int(found[1])
                break
        threading.Thread(target=self.process.stdout.read, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()

    def connect(self, path):
        stream = socket.create_connection(("127.0.0.1", self.port), timeout=60)
        stream.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: keep-alive\r\n\r\n".encode())
        return stream

    def memory(self):
        """MB that it holds now."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024


def load(work):
    """200 tabs that listen, 100 clients that never finish, and ten thousand requests beside them."""
    with Serving(site(work / "a", "stripes")) as server:
        tabs = [server.connect("/_weeklog/events") for _ in range(200)]
        slow = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(100)]
        for stream in slow:
            stream.sendall(b"GET / HT")
        paths = [f"/p{i % 6:02}/week-{i % 12 + 1:02}.html" for i in range(10_000)]
        before, started = server.memory(), time.monotonic()

        def worker(share):
            connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
            for path in share:
                connection.request("GET", path, headers={"Host": "localhost"})
                answer = connection.getresponse()
                body = answer.read()
                assert answer.status == 200 and b"stripes" in body, f"{path}: {answer.status}"

        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            list(pool.map(worker, [paths[i::8] for i in range(8)]))
        took, after = time.monotonic() - started, server.memory()
        write(work / "a", "index.md", "# Home\n\nchanged\n")
        for tab in tabs:
            heard = b""
            while b"data: 1" not in heard:
                piece = tab.recv(4096)
                assert piece, "a tab was sent away"
                heard += piece
        assert after < before + 200, f"{before:.0f} MB became {after:.0f} MB"
        return f"10,000 requests in {took:.1f} s beside 200 tabs and 100 slow clients, {before:.0f} MB before and {after:.0f} MB after"


def storm(work):
    """5,000 files replaced at once, as `git checkout` does: a few rebuilds show the last of them, and then it is quiet."""
    root = site(work / "a", "stripes", interns=100, weeks=50)
    with Serving(root) as server:
        tab = server.connect("/_weeklog/events")
        tab.settimeout(3)
        time.sleep(0.5)
        site(root, "spots", interns=100, weeks=50)
        heard, ended = b"", time.monotonic() + 60
        while time.monotonic() < ended:
            try:
                heard += tab.recv(65536)
            except TimeoutError:
                break
        events = heard.count(b"data: ") - 1
        stream = server.connect("/p99/week-50.html")
        assert b"spots" in stream.recv(1 << 20)
        assert 1 <= events <= 12, f"{events} rebuilds"
        return f"5,000 files replaced, {events} rebuilds told to the tab"


# ---- all of them ------------------------------------------------------------


def main():
    parts = {part.__name__: part for part in [kills, full, readonly, at_once, content, load, storm]}
    failed = 0
    for name in options.parts or parts:
        work = pathlib.Path(tempfile.mkdtemp(prefix=f"weeklog-{name}-"))
        try:
            print(f"{name}: {parts[name](work)}", flush=True)
        except AssertionError as error:
            failed += 1
            print(f"{name}: FAILED: {error}", flush=True)
        finally:
            subprocess.run(["chmod", "-R", "u+rwX", str(work)], capture_output=True)
            shutil.rmtree(work, ignore_errors=True)
    return 1 if failed else 0


sys.exit(main())
