//! The destination: whole after a kill at any moment, never a mixture of two builds, never somebody else's.

mod driver;

use driver::{Folder, Site, weeklog};
use std::collections::BTreeMap;
use std::process::Stdio;
use std::time::{Duration, Instant};

/// A site big enough that a build takes a while; every page says `word`.
fn site(word: &str) -> Site {
    let mut site = Site::new().file("_config.yml", "title: T\n").file("index.md", format!("# Home\n\n{word}\n"));
    for intern in 0..12 {
        for week in 1..=20 {
            let code = "```python\ndef f(x):\n    return x\n```\n";
            site = site.file(&format!("p{intern:02}/week-{week:02}.md"), format!("# Week {week}\n\n{word}\n\n{code}"));
        }
    }
    site
}

fn put(folder: &Folder, site: &mut Site) {
    site.files().iter().for_each(|(path, bytes)| folder.write(path, bytes));
}

/// Kills need a destination that is swapped in one step, which only Linux has; `recover` mends the rest elsewhere.
#[cfg(target_os = "linux")]
#[test]
fn a_killed_build_leaves_a_whole_site() {
    let (folder, other) = (Folder::new(), Folder::new());
    put(&folder, &mut site("stripes"));
    put(&other, &mut site("spots"));
    other.run(&["build"]).assert_code(0);
    let new = other.output("_site");
    folder.run(&["build"]).assert_code(0);
    let old = folder.output("_site");
    let started = Instant::now();
    other.run(&["build", "-d", "again"]).assert_code(0);
    let whole = started.elapsed();
    std::fs::remove_dir_all(other.path().join("again")).expect("ours");
    put(&folder, &mut site("spots"));
    let mut seen = BTreeMap::new();
    for round in 0..40u32 {
        let mut child =
            weeklog().arg("build").arg(folder.path()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("weeklog runs");
        // Steps that share no factor with the build's own rhythm, from its start to a little after its end.
        std::thread::sleep(whole.mul_f64(f64::from(round * 17 % 40) / 32.0));
        child.kill().expect("killed");
        child.wait().expect("ended");
        let now = folder.output("_site");
        let state = if now == old {
            "old"
        } else if now == new {
            "new"
        } else {
            panic!("round {round}: neither the old site nor the new: {} files of {}", now.len(), old.len())
        };
        *seen.entry(state).or_insert(0) += 1;
        if state == "new" {
            put(&folder, &mut site("stripes"));
            folder.run(&["build"]).assert_code(0);
            put(&folder, &mut site("spots"));
        }
    }
    assert!(seen.contains_key("old"), "no kill came in time: {seen:?}");
    folder.run(&["build"]).assert_code(0);
    assert!(folder.output("_site") == new, "the next build completes the site");
    let names = |path: &str| -> Vec<String> {
        let entries = std::fs::read_dir(folder.path().join(path)).expect("readable");
        let mut names: Vec<_> = entries.map(|entry| entry.expect("readable").file_name().into_string().expect("UTF-8")).collect();
        names.sort();
        names
    };
    assert_eq!(names(".weeklog"), ["cache"], "remains of killed builds");
    assert_eq!(names(".weeklog/cache"), [".gitignore", "CACHEDIR.TAG", "_site.files", "_site.pages"], "remains of killed builds");
}

#[test]
fn two_builds_at_once_do_not_mix() {
    let folder = Folder::new();
    put(&folder, &mut site("stripes"));
    let out = Folder::new();
    let built = |base: &str| {
        folder.run(&["build", "-d", &out.path().join("out").to_string_lossy(), "--baseurl", base]).assert_code(0);
        out.output("out")
    };
    let (one, two) = (built("/one"), built("/two"));
    for _ in 0..4 {
        let start = |base: &str| {
            let mut command = weeklog();
            command.arg("build").arg(folder.path()).args(["--baseurl", base]).stdout(Stdio::null()).stderr(Stdio::null());
            command.spawn().expect("weeklog runs")
        };
        let mut builds = [start("/one"), start("/two"), start("/one"), start("/two")];
        for build in &mut builds {
            assert_eq!(build.wait().expect("ended").code(), Some(0));
        }
        let now = folder.output("_site");
        assert!(now == one || now == two, "a mixture of two builds");
    }
}

#[test]
fn a_build_that_cannot_write_leaves_the_last_site() {
    let folder = Folder::new();
    put(&folder, &mut site("stripes"));
    folder.run(&["build"]).assert_code(0);
    let before = folder.output("_site");
    // Where the next site is made there is a file: nothing can be staged.
    folder.write(".weeklog/_site", "in the way");
    folder.write("index.md", "# Changed\n");
    let run = folder.run(&["build"]).assert_code(1).assert_stderr("error[output-failed]").assert_stderr("the last site was left as it is");
    assert!(run.stdout.contains("nothing was written"), "{}", run.text());
    assert!(folder.output("_site") == before);
}

#[test]
fn what_others_put_there_stays_and_what_we_wrote_goes() {
    let folder = Site::new().file("a.md", "# A\n").file("b.md", "# B\n").file("pic.txt", "x").on_disk();
    folder.run(&["build"]).assert_code(0);
    folder.write("_site/CNAME", "example.org");
    // The destination may be a branch of its own, whose `.git` has folders that are empty.
    folder.write("_site/.git/HEAD", "ref: refs/heads/pages\n");
    std::fs::create_dir_all(folder.path().join("_site/.git/refs/tags")).expect("writable");
    std::fs::remove_file(folder.path().join("b.md")).expect("ours");
    std::fs::remove_file(folder.path().join("pic.txt")).expect("ours");
    folder.run(&["build"]).assert_code(0);
    let files = folder.output("_site");
    assert!(files.contains_key("CNAME") && files.contains_key("a.html"));
    assert!(!files.contains_key("b.html") && !files.contains_key("pic.txt"));
    assert!(folder.path().join("_site/.git/HEAD").exists() && folder.path().join("_site/.git/refs/tags").exists());
}

#[test]
fn an_unchanged_file_is_not_written_again() {
    let folder = Folder::sample();
    folder.run(&["build"]).assert_code(0);
    let time = |name: &str| std::fs::metadata(folder.path().join("_site").join(name)).and_then(|meta| meta.modified()).expect("a time");
    let (page, style) = (time("linh/week-01.html"), time("assets/weeklog/weeklog.css"));
    std::thread::sleep(Duration::from_millis(20));
    let text = folder.read("amara/week-01.md");
    folder.write("amara/week-01.md", format!("{text}\n\nOne more paragraph.\n"));
    folder.run(&["build"]).assert_code(0).assert_stdout(" changed, in");
    assert_eq!((time("linh/week-01.html"), time("assets/weeklog/weeklog.css")), (page, style));
}

#[test]
fn a_second_build_makes_what_changed_and_nothing_else() {
    let folder = Folder::new();
    put(&folder, &mut site("stripes"));
    folder.run(&["build"]).assert_code(0);
    folder.run(&["build"]).assert_code(0).assert_stdout(" 0 files changed");
    folder.write("p00/week-02.md", "# Week 2\n\nfeathers\n");
    folder.run(&["build"]).assert_code(0);
    let warm = folder.output("_site");
    assert!(String::from_utf8_lossy(&warm["p00/week-02.html"]).contains("feathers"));
    folder.run(&["build", "-d", "clean", "--no-cache"]).assert_code(0);
    assert!(warm == folder.output("clean"), "a warm build differs from a clean one");
}

#[test]
fn what_was_done_to_the_output_by_hand_is_undone() {
    let folder = Folder::new();
    put(&folder, &mut site("stripes"));
    folder.run(&["build"]).assert_code(0);
    let built = folder.output("_site");
    folder.write("_site/p00/week-01.html", "mine");
    std::fs::remove_file(folder.path().join("_site/p01/week-01.html")).expect("writable");
    std::fs::remove_file(folder.path().join("_site/search/index.bin")).expect("writable");
    folder.run(&["build"]).assert_code(0);
    assert!(folder.output("_site") == built);
}

#[test]
fn a_damaged_or_foreign_cache_is_none() {
    let folder = Folder::new();
    put(&folder, &mut site("stripes"));
    folder.run(&["build"]).assert_code(0);
    let built = folder.output("_site");
    for name in ["_site.pages", "_site.files"] {
        let path = folder.path().join(".weeklog/cache").join(name);
        let whole = std::fs::read(&path).expect("kept");
        for damaged in [&whole[..whole.len() / 2], &whole[..0], &[whole.as_slice(), b"more"].concat(), &vec![0; whole.len()]] {
            std::fs::write(&path, damaged).expect("writable");
            folder.write("index.md", format!("# Home\n\n{}\n", damaged.len()));
            folder.run(&["build"]).assert_code(0);
            folder.run(&["build", "-d", "clean", "--no-cache"]).assert_code(0);
            assert!(folder.output("_site") == folder.output("clean"), "{name}");
        }
    }
    // As it comes out of a repository: the same bytes, written at another time.
    let cache = folder.path().join(".weeklog/cache");
    let tag = std::fs::read(cache.join("CACHEDIR.TAG")).expect("kept");
    std::fs::remove_file(cache.join("CACHEDIR.TAG")).expect("writable");
    std::fs::write(cache.join("CACHEDIR.TAG"), tag).expect("writable");
    folder.write("index.md", "# Home\n\nstripes\n");
    folder.run(&["build"]).assert_code(0);
    assert!(folder.output("_site") == built);
}

#[cfg(unix)]
#[test]
fn a_workshop_that_leads_elsewhere_is_refused() {
    let (folder, other) = (Folder::new(), Folder::new());
    put(&folder, &mut site("stripes"));
    std::os::unix::fs::symlink(other.path(), folder.path().join(".weeklog")).expect("a link");
    folder.run(&["build"]).assert_code(1).assert_stderr("error[output-refused]");
    let out = Folder::new();
    folder.run(&["build", "-d", &out.path().join("out").to_string_lossy()]).assert_code(0);
    assert_eq!(std::fs::read_dir(other.path()).expect("readable").count(), 0, "written through a link");
}

#[test]
fn what_is_kept_lies_with_the_pages_and_not_with_the_site() {
    let (folder, out) = (Folder::new(), Folder::new());
    put(&folder, &mut site("stripes").file("secret.md", "---\nvisibility: mentor\n---\n# Secret\n"));
    let there = out.path().join("www");
    folder.run(&["build", "-d", &there.to_string_lossy()]).assert_code(0);
    folder.run(&["build", "-d", &there.to_string_lossy()]).assert_code(0).assert_stdout(" 0 files changed");
    let beside: Vec<_> = std::fs::read_dir(out.path()).expect("readable").map(|entry| entry.expect("readable").file_name()).collect();
    assert_eq!(beside, ["www"], "left beside what is published");
    for n in 0..6 {
        folder.run(&["build", "-d", &out.path().join(n.to_string()).to_string_lossy()]).assert_code(0);
    }
    let kept = std::fs::read_dir(folder.path().join(".weeklog/cache")).expect("readable").count();
    assert_eq!(kept, 2 + 4 * 2, "of four destinations, with the two files that mark the folder");
}
