//! The pages that weeklog adds: complete when they are divided, in the site's language, and without a word that is private.

mod driver;

use driver::Site;
use proptest::prelude::*;

/// A log with so many learnings, each with a text of its own, and one open problem.
fn log(intern: usize, week: usize, learnings: usize) -> String {
    let lines: String = (0..learnings).map(|i| format!("- learning-{intern}-{week}-{i}.\n")).collect();
    format!(
        "# Week {week}\n\n## Key Learnings\n\n{lines}\n## Problems\n\n- problem-{intern}-{week}.\n\n## References\n\n- [book-{intern}-{week}.](https://example.org/{intern}/{week})\n"
    )
}

#[test]
fn a_large_knowledge_is_divided_and_complete() {
    let mut site = Site::new().file("_config.yml", "title: T\nbaseurl: /base\n").file("index.md", "# Home\n");
    for intern in 0..3 {
        for week in 1..=3 {
            // The first alone writes more than one page holds.
            site = site.file(&format!("i{intern}/week-{week}.md"), log(intern, week, if intern == 0 { 400 } else { 60 }));
        }
    }
    let build = site.build();
    let pages: Vec<(&str, &str)> =
        build.files.keys().filter(|file| file.starts_with("knowledge/i")).map(|file| (file.as_str(), build.page(file))).collect();
    let names: Vec<&str> = pages.iter().map(|(file, _)| *file).filter(|file| *file != "knowledge/index.html").collect();
    assert_eq!(
        names,
        [
            "knowledge/i0/2/index.html",
            "knowledge/i0/3/index.html",
            "knowledge/i0/index.html",
            "knowledge/i1/index.html",
            "knowledge/i2/index.html"
        ]
    );
    for intern in 0..3 {
        for week in 1..=3 {
            let learnings = if intern == 0 { 400 } else { 60 };
            let told = (0..learnings).map(|i| format!("learning-{intern}-{week}-{i}."));
            for text in told.chain([format!("problem-{intern}-{week}."), format!("book-{intern}-{week}.")]) {
                let holders = pages.iter().filter(|(file, page)| *file != "knowledge/index.html" && page.contains(&text)).count();
                assert_eq!(holders, 1, "{text}");
            }
        }
    }
    let index = build.page("knowledge/index.html");
    for address in ["/base/knowledge/i0/", "/base/knowledge/i0/2/", "/base/knowledge/i0/3/", "/base/knowledge/i2/"] {
        assert!(index.contains(&format!("href=\"{address}\"")), "{address}");
    }
    assert!(index.contains("problem-2-3."), "open problems are shown at once");
}

#[test]
fn the_added_pages_speak_the_sites_language() {
    let log = "# Woche 1\n\n**Dates:** 2025-07-28 – 2025-08-03\n\n## Aufgaben\n\n- [x] Anmeldung\n\n## Probleme\n\n- CI\n";
    let site = |lang: &str| {
        let config = format!("title: T\nlang: {lang}\nweeklog:\n  on: 2025-09-01\n");
        Site::new().file("_config.yml", config).file("ada/week-1.md", log).file("bob/week-1.md", log).build()
    };
    let german = site("de-AT");
    german
        .assert_page(
            "progress/ada/index.html",
            &["<title>Ada – Fortschritt", ">Wochen geschrieben<", "Woche 1", "28. Juli – 3. August 2025", "erledigt"],
        )
        .assert_page("cohort/index.html", &["2 Personen", "1. September 2025", "--word:\"geschrieben\"", "{n} von {of} Personen"])
        .assert_page("knowledge/index.html", &["2 ungelöst", "noch ohne Lösung"])
        .assert_page("weeks/2025-W31/index.html", &["2 Berichte"])
        .assert_page("print/ada/index.html", &["Berichtsheft von Ada"])
        .assert_page("ada/week-1.html", &["1 von 1 Aufgaben erledigt", ">Fortschritt<", ">Jahrgang<"])
        .assert_page("feed.xml", &["1 von 1 Aufgaben erledigt"])
        .assert_page_lacks("progress/ada/index.html", &["Weeks logged", "Tasks done", "Open problems"]);
    site("sv").assert_page("progress/ada/index.html", &["Weeks logged", "28 July – 3 August 2025"]);
}

#[test]
fn states_of_all_kinds_are_told_and_reminded_of() {
    let folder = driver::Folder::new();
    folder.write("_config.yml", "title: T\n");
    folder.write("_data/interns.yml", "- name: Ada\n  folder: ada\n  mentor: Mo\n  start: 2025-06-02\n  end: 2025-07-20\n  exempt: [3]\n");
    let log =
        |week: usize, dates: &str, more: &str| format!("---\n{more}---\n# Week {week}\n\n**Dates**: {dates}\n\n## Tasks\n\n- [x] a\n");
    folder.write("ada/week-1.md", log(1, "2025-06-02 – 2025-06-08", "signed_off: {by: Mo, on: 2025-06-09}\n"));
    folder.write("ada/week-2.md", log(2, "2025-06-09 – 2025-06-15", "date: 2025-07-01\n"));
    folder.write("ada/week-4.md", "# Week 4\n\n**Dates**: YYYY-MM-DD – YYYY-MM-DD\n\n## Tasks\n\n- [Your task]\n");
    folder.write("ada/week-5.md", log(5, "2025-07-06 – 2025-06-30", ""));
    let json = folder.run(&["status", "--format", "json", "--on", "2025-07-14"]).stdout;
    let data: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let states: Vec<&str> =
        data["interns"][0]["weeks"].as_array().expect("weeks").iter().filter_map(|week| week["state"].as_str()).collect();
    assert_eq!(states, ["logged", "late", "exempt", "unfilled", "invalid", "missing", "not-due"]);
    assert_eq!(data["awaiting_sign_off"], serde_json::json!([{"intern": "Ada", "week": 2, "file": "ada/week-2.md"}]));
    let csv = folder.run(&["status", "--format", "csv", "--on", "2025-07-14"]).stdout;
    assert!(csv.contains("Ada,Mo,6,2025-07-07,2025-07-13,missing,false,\n"), "{csv}");
    let markdown = folder.run(&["status", "--format", "markdown", "--on", "2025-07-14"]).stdout;
    assert!(markdown.contains("| Ada | ✓ | l | – | u | ? | ✗ | · | 2 of 5 |"), "{markdown}");
    let reminder = folder.run(&["status", "--format", "reminder", "--on", "2025-07-14"]).stdout;
    let wanted = "Hello Ada,\n\nas of 14 July 2025, these weekly logs are due:\n\n- Week 4 (23–29 June 2025): `ada/week-4.md` is not filled in yet\n- Week 5 (30 June – 6 July 2025): the dates of `ada/week-5.md` cannot be right; `weeklog check ada/week-5.md` says why\n- Week 6 (7–13 July 2025): no log yet; `weeklog new` starts one\n\nYour mentor is Mo.\n";
    assert_eq!(reminder, wanted);
    // Days are written as the site's language writes them, the day of a sign-off too.
    folder.run(&["build"]);
    let progress = std::fs::read_to_string(folder.path().join("_site/progress/ada/index.html")).expect("written");
    assert!(progress.contains("9 June 2025") && !progress.contains(">2025-06-09<"), "{progress}");
}

/// Where a word can stand that only mentors may read. `SECRET` is the word.
const PLACES: [(&str, &str); 14] = [
    (
        "a/week-02.md",
        "---\ntitle: SECRET\nvisibility: mentor\nsummary: SECRET\n---\n# SECRET\n\n**Mentor:** SECRET\n\n## Problems\n\n- SECRET\n\n## References\n\n- [SECRET](https://SECRET.example)\n",
    ),
    ("a/week-03.md", "---\ndraft: true\n---\n# Week 3 SECRET\n\n## Key Learnings\n\n- SECRET\n"),
    ("a/week-04.md", "---\npublished: false\n---\n# Week 4 SECRET\n\n## Tasks\n\n- SECRET\n"),
    ("_drafts/SECRET.md", "# SECRET\n"),
    ("a/week-05.md", "# Week 5\n\n## Problems\n{: .private }\n\n- a SECRET one\n"),
    ("a/week-06.md", "# Week 6\n\n{: .private }\n**Mentor:** SECRET\n\n## Tasks\n\n- a\n"),
    ("a/week-07.md", "# Week 7\n\n## Tasks\n\n| Task | Status |\n|---|---|\n| SECRET | Done |\n{: .private }\n"),
    ("a/week-08.md", "# Week 8\n\n## Key Learnings\n\n- open\n- SECRET\n{: .private }\n"),
    ("a/week-09.md", "# Week 9\n\n{: .private }\n> SECRET [SECRET](https://SECRET.example)\n"),
    ("a/week-10.md", "# Week 10\n\n{: .private }\n```\nSECRET\n```\n"),
    ("a/week-11.md", "# Week 11\n\n## Goals for Next Week\n\n{: .private }\n1. SECRET\n2. SECRET\n"),
    (
        "a/week-12.md",
        "# Week 12\n\nText[^1].\n\n{: .private }\n## SECRET heading\n\nand its SECRET text\n\n## Open again\n\n[^1]: A note.\n",
    ),
    ("SECRET/week-01.md", "---\nvisibility: mentor\n---\n# Week 1\n\n## Tasks\n\n- a\n"),
    ("notes.md", "---\ntitle: Notes\n---\n# Notes\n\n- a\n- {: .private } SECRET\n- b\n\nSECRET\n{: .private }\n"),
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn a_private_word_is_in_no_public_output(chosen in prop::collection::vec(any::<bool>(), PLACES.len()), csv in any::<bool>()) {
        let word = "xylograph";
        let mut site = Site::new()
            .file("_config.yml", "title: T\nurl: https://example.org\nweeklog:\n  on: 2026-01-01\n")
            .file("index.md", "# Home\n\n<!-- weeklog:weeks -->\n")
            .file("a/week-01.md", "# Week 1\n\n**Dates:** 2025-06-02 – 2025-06-08\n\n## Tasks\n\n- shown\n")
            .file("b/week-01.md", "# Week 1\n\n**Dates:** 2025-06-02 – 2025-06-08\n\n## Tasks\n\n- shown\n");
        if csv {
            site = site.file("_data/interns.csv", "name,folder,mentor,start,end\nA,a,M,2025-06-02,2025-08-30\nB,b,M,2025-06-02,2025-06-08\n");
        }
        for ((path, text), _) in PLACES.iter().zip(&chosen).filter(|(_, chosen)| **chosen) {
            site = site.file(&path.replace("SECRET", word), text.replace("SECRET", word));
        }
        let build = site.build();
        for (name, bytes) in &build.files {
            prop_assert!(!name.contains(word), "{name}");
            prop_assert!(!String::from_utf8_lossy(bytes).to_lowercase().contains(word), "`{name}` holds a private word");
        }
        prop_assert!(build.page("weeklog.json").contains("shown"));
    }
}

#[test]
fn a_week_without_days_keeps_its_column() {
    let dated = "# Week 1\n\n**Dates:** 2025-07-28 – 2025-08-03\n\n## Tasks\n\n- gauge\n";
    let site = Site::new().file("ada/week-1.md", dated).file("ben/week-1.md", "# Week 1\n\n## Tasks\n\n- pump\n").build();
    site.assert_page("cohort/index.html", &["href=\"/ada/week-1.html\"", "href=\"/ben/week-1.html\""])
        .assert_page_lacks("cohort/index.html", &["the columns are calendar weeks"]);
    let site = Site::new().file("ada/week-1.md", dated).file("ben/week-1.md", dated).build();
    site.assert_page("cohort/index.html", &["the columns are calendar weeks"]);
    let site = Site::new()
        .file("ada/week-1.md", "# Week 1\n\n## Tasks\n\n- gauge\n")
        .file("ben/week-2.md", "# Week 2\n\n## Tasks\n\n- gauge\n")
        .build();
    site.assert_page("cohort/index.html", &["2 interns"]).assert_page_lacks("cohort/index.html", &["due up to"]);
}

#[test]
fn tasks_without_a_state_are_not_told_to_be_undone() {
    let site = |tasks: &str| Site::new().file("logs/week-1.md", format!("# Week 1\n\n## Tasks\n\n{tasks}")).build();
    site("- gauge\n- pump\n")
        .assert_page("progress/index.html", &["<dt>Tasks</dt><dd><b>2</b></dd>", "<span class=\"ratio\">2</span>"])
        .assert_page_lacks("progress/index.html", &["Tasks done", "0/2"])
        .assert_page_lacks("logs/week-1.html", &["tasks done"]);
    site("- [ ] gauge\n- pump\n")
        .assert_page("progress/index.html", &["Tasks done", "<span class=\"ratio\">0/2</span>"])
        .assert_page("logs/week-1.html", &["0 of 2 tasks done"]);
}

/// Every intern calls the page above the weeks alike. Just the Docs would put each week below all of these.
#[test]
fn weeks_stand_below_the_page_of_their_own_folder() {
    let mut site = Site::new().file("index.md", "---\ntitle: Home\n---\n# Home\n");
    for intern in 0..3 {
        site = site.file(&format!("i{intern}/index.md"), "---\ntitle: Weekly Logs\n---\n# Weekly Logs\n");
        for week in 1..=2 {
            let front = format!("---\ntitle: Week {week} of {intern}\nparent: Weekly Logs\n---\n# Week {week}\n");
            site = site.file(&format!("i{intern}/week-{week}.md"), front);
        }
    }
    let build = site.build().assert_problem(&["nav-same-title"]);
    for intern in 0..3 {
        let menu = build.page("i1/week-1.html").split("</nav>").next().unwrap_or("");
        let link = format!(">Week 2 of {intern}</a>");
        assert_eq!(menu.matches(&link).count(), 1, "{link} in\n{menu}");
    }
}
