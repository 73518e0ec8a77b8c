"""Checks what weeklog writes for programs against its documented schema, and its feeds with a reader of feeds.

Usage: data.py WEEKLOG CONTENT SITE
"""

import json
import pathlib
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml

import feedparser
from jsonschema import Draft202012Validator

ATOM = "{http://www.w3.org/2005/Atom}"
INSPECTED = {"week", "weeks", "dates", "facts", "goals", "tasks", "problems", "learnings", "references", "next", "hours", "signed_off", "mentor_comment", "sections"}
problems = []


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def check(what, value, schema):
    errors = list(Draft202012Validator(schema).iter_errors(value))
    problems.extend(f"{what}: {'/'.join(map(str, error.path))}: {error.message}" for error in errors[:5])


def feed(path):
    """RFC 4287, section 4.1: what a feed and an entry must have."""
    read = feedparser.parse(str(path))
    if read.bozo:
        problems.append(f"{path}: {read.bozo_exception}")
    root = xml.parse(path).getroot()
    for part in [root, *root.iter(f"{ATOM}entry")]:
        for name in ["id", "title", "updated"]:
            if len(part.findall(f"{ATOM}{name}")) != 1:
                problems.append(f"{path}: not one {name}")
    names = [entry.findtext(f"{ATOM}id") for entry in root.iter(f"{ATOM}entry")]
    if len(names) != len(set(names)):
        problems.append(f"{path}: an id stands twice")
    return len(read.entries)


def large(weeklog, schema):
    """More logs than one file holds: the others stand where it says."""
    with tempfile.TemporaryDirectory() as folder:
        site = pathlib.Path(folder, "site")
        for intern in range(21):
            (site / f"i{intern}").mkdir(parents=True)
            for week in range(1, 52):
                (site / f"i{intern}/week-{week}.md").write_text(f"# Week {week}\n\n**Dates:** 06-02 to 06-08\n\n## Tasks\n\n- task {week}\n")
        run(weeklog, "build", str(site), "-d", f"{folder}/out", "-q")
        data = json.loads(pathlib.Path(folder, "out/weeklog.json").read_text())
        check("weeklog.json of a large site", data, schema)
        parts = [json.loads(pathlib.Path(folder, "out" + intern["logs"]).read_text()) for intern in data["interns"]]
        for part in parts:
            check("an intern's file", part, {**schema, **schema["$defs"]["file"], "$defs": schema["$defs"]})
        if "logs" in data or sum(len(part["logs"]) for part in parts) != 21 * 51:
            problems.append("a large site's logs are not all in the interns' files")


def main():
    weeklog, content, site = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    schema = json.loads((content / "guide/weeklog.schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    data = json.loads((site / "weeklog.json").read_text())
    check("weeklog.json", data, schema)
    log = {**schema["$defs"]["log"], "$defs": schema["$defs"]}
    log["required"] = sorted(INSPECTED)
    for path in sorted(content.glob("*/week-*.md")):
        seen = json.loads(run(weeklog, "inspect", str(path), "--format", "json"))
        if set(seen) != {"file", "logs"} or not seen["logs"]:
            problems.append(f"inspect {path}: {sorted(seen)}")
        for one in seen["logs"]:
            check(f"inspect {path}", one, log)
    status = json.loads(run(weeklog, "status", str(content), "--format", "json", "--on", "2025-07-15"))
    check("status", {"version": 1, "generator": "", "site": {"title": "", "url": "", "baseurl": ""}, **status}, schema)
    entries = sum(feed(path) for path in [site / "feed.xml", *sorted(site.glob("feeds/*.xml"))])
    large(weeklog, schema)
    print(f"{len(data['logs'])} logs and {entries} entries of feeds are as documented" if not problems else "\n".join(problems))
    sys.exit(bool(problems))


main()
