//! Two builds of one tree are the same bytes: whatever the folder, the time, the language, the zone and the processors.

mod driver;

use driver::{Folder, Site, root};
use std::process::Stdio;
use std::time::{Duration, SystemTime};

/// Everything that could look at a clock, a locale or the order of a folder.
fn site() -> Site {
    Site::from_dir(&root().join("content"))
        .file("clock.md", "---\ntitle: Clock\ndate: 2025-06-02 23:30:00 +0200\n---\n{{ site.time | date: '%c %Z' }} {{ 'now' | date: '%s' }} {{ page.date | date_to_rfc822 }} {{ page.date | date: '%H:%M' }}\n\n{% for file in site.static_files %}{{ file.path }} {{ file.modified_time }}\n{% endfor %}\n")
        .file("_posts/2025-06-02-late.md", "---\ntitle: Late\n---\nÄäÖöÇçİiIı {{ 'ÄİI' | downcase }} {{ 'i' | upcase }} {{ site.posts | map: 'date' }}\n")
        .file("_data/z.yml", "b: 1\na: 2\nC: 3\n")
        .file("data.md", "{% for pair in site.data.z %}{{ pair[0] }}{% endfor %} {{ 'ä,z,A,a' | split: ',' | sort_natural | join: ' ' }}\n")
}

#[test]
fn two_builds_are_the_same_bytes() {
    let surroundings =
        [("C", "UTC", "1", "near", 1_000_000_000), ("tr_TR.UTF-8", "Pacific/Kiritimati", "4", "a/much/deeper/place to be", 1_700_000_000)];
    let outputs = surroundings.map(|(locale, zone, threads, place, seconds)| {
        let folder = Folder::new();
        let mut site = site();
        let mut files: Vec<_> = site.files().iter().collect();
        if threads == "4" {
            files.reverse();
        }
        for (path, bytes) in files {
            let path = format!("{place}/{path}");
            folder.write(&path, bytes);
            let file = std::fs::File::options().write(true).open(folder.path().join(&path)).expect("writable");
            file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)).expect("settable");
        }
        let mut command = driver::weeklog();
        command.args(["build", place, "-d", "out"]).current_dir(folder.path()).stdin(Stdio::null());
        command.env("LC_ALL", locale).env("LANG", locale).env("TZ", zone).env("RAYON_NUM_THREADS", threads).env("HOME", folder.path());
        let output = command.output().expect("weeklog runs");
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        folder.output("out")
    });
    let [one, other] = &outputs;
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    for (name, bytes) in one {
        assert!(*bytes == other[name], "`{name}` differs:\n{}\n{}", String::from_utf8_lossy(bytes), String::from_utf8_lossy(&other[name]));
    }
}

/// The one thing outside the content that may be asked for: the day, by the variable that reproducible builds agree on.
#[test]
fn the_day_can_be_given() {
    let folder = Site::new().file("index.md", "{{ site.time | date: '%Y-%m-%d' }} and {{ 'now' | date: '%Y' }}\n").on_disk();
    let run = |day: Option<&str>| {
        let mut command = driver::weeklog();
        command.args(["build"]).current_dir(folder.path()).stdin(Stdio::null());
        if let Some(day) = day {
            command.env("SOURCE_DATE_EPOCH", day);
        }
        assert!(command.output().expect("weeklog runs").status.success());
        String::from_utf8(folder.output("_site")["index.html"].clone()).expect("UTF-8")
    };
    assert!(run(Some("951782400")).contains("2000-02-29 and 2000"));
    let year = jiff::Zoned::now().year().to_string();
    assert!(!run(None).contains(&format!("and {year}")), "the clock was asked");
}
