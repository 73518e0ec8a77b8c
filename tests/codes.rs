//! Every code of a problem is in the table, has a case that shows it whole, and the guide lists it as the table has it.

mod driver;

use driver::root;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use weeklog::diagnostic::{Diagnostic, Severity, codes, emit, sarif};
use weeklog::pipeline::{self, Memo, Request};
use weeklog::source::{Source, Span};
use weeklog::world::Memory;

/// Codes that nothing a test does brings about on every system, and why.
const ELSEWHERE: &[(&str, &str)] = &[
    ("liquid-value", "what is hard to compute is nothing so far, as in Jekyll; no page brings it about"),
    ("serve-watch", "it takes a system without watches"),
];

/// Names in quotes that begin like a code, in the files that make diagnostics.
fn used() -> BTreeSet<String> {
    let families: BTreeSet<&str> = codes::all().map(|code| code.name.split('-').next().unwrap_or("")).collect();
    let mut used = BTreeSet::new();
    for text in sources(&root().join("src")) {
        let text = text.split("#[cfg(test)]").next().unwrap_or("");
        if !text.contains("Diagnostic") {
            continue;
        }
        for word in text.split('"').skip(1).step_by(2) {
            let is_code = word.split('-').count() > 1 && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-') && !word.ends_with('-');
            let family = word.split('-').next().unwrap_or("");
            if is_code && (families.contains(family) || text.contains(&format!("Diagnostic::error(\"{word}\""))) {
                used.insert(word.to_owned());
            }
        }
        // Codes of families that the table does not know are found where a diagnostic is made.
        for kind in ["error", "warning", "note"] {
            for part in text.split(&format!("Diagnostic::{kind}(\"")).skip(1) {
                used.insert(part.split('"').next().unwrap_or("").to_owned());
            }
        }
    }
    // Classes, names of files and of styles that happen to begin like a family.
    let others = ["config-file", "link-here", "image-size", "search-data", "link-to-be-added", "front-matter"];
    used.retain(|word| !others.contains(&word.as_str()));
    used
}

fn sources(folder: &Path) -> Vec<String> {
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            texts.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            texts.push(fs::read_to_string(&path).expect("text"));
        }
    }
    texts
}

#[test]
fn every_code_is_explained_and_every_explanation_is_used() {
    let used = used();
    let known: BTreeSet<String> = codes::all().map(|code| code.name.to_owned()).collect();
    let missing: Vec<_> = used.difference(&known).collect();
    let idle: Vec<_> = known.difference(&used).collect();
    assert!(missing.is_empty(), "add these to src/diagnostic/codes.md: {missing:?}");
    assert!(idle.is_empty(), "nothing in src makes these: {idle:?}");
}

#[test]
fn every_code_is_shown_whole() {
    let texts = |folder: &str| -> String {
        let files = fs::read_dir(root().join(folder)).expect("a folder");
        files.map(|entry| fs::read_to_string(entry.expect("readable").path()).expect("text")).collect()
    };
    let shown = texts("tests/cases") + &texts("tests/snapshots");
    let shown = |name: &str| shown.contains(&format!("[{name}]: ")) || ELSEWHERE.iter().any(|(code, _)| *code == name);
    let hidden: Vec<_> = codes::all().map(|code| code.name).filter(|name| !shown(name)).collect();
    assert!(hidden.is_empty(), "no case shows these: {hidden:?}");
}

/// What each secret looks like, put together here so that nobody takes this file for a leak.
fn tokens() -> Vec<(&'static str, String)> {
    let body = |alphabet: &str, length: usize| -> String {
        let letters: Vec<char> = alphabet.chars().collect();
        (0..length).map(|i| letters[(i * 7 + i / 5 + 3) % letters.len()]).collect()
    };
    let mixed = "aB3dE5gH7jK9mN1pQrS4tU6vW8xYzC2fL";
    let upper = "AB3DE5GH7JK2MN4PQRS6TUVWXYZ";
    vec![
        ("secret-aws", format!("key AK{}{}", "IA", body(upper, 16))),
        ("secret-github", format!("token gh{}{}", "p_", body(mixed, 36))),
        ("secret-gitlab", format!("token gl{}{}", "pat-", body(mixed, 20))),
        ("secret-huggingface", format!("export HF_TOKEN=h{}{}", "f_", body(mixed, 36))),
        ("secret-openai", format!("key s{}{}", "k-proj-", body(mixed, 60))),
        ("secret-anthropic", format!("key s{}{}", "k-ant-api03-", body(mixed, 60))),
        ("secret-slack", format!("token xo{}{}", "xb-", body(mixed, 40))),
        ("secret-google", format!("key AI{}{}", "za", body(mixed, 35))),
        ("secret-stripe", format!("key sk_{}{}", "live_", body(mixed, 24))),
        ("secret-npm", format!("token np{}{}", "m_", body(mixed, 36))),
        ("secret-pypi", format!("token py{}{}", "pi-AgEIcHlwaS5vcmc", body(mixed, 80))),
        ("secret-sendgrid", format!("key S{}{}.{}", "G.", body(mixed, 22), body(mixed, 43))),
        ("secret-discord", format!("https://discord.com/api/{}/{}/{}", "webhooks", body("84125937", 18), body(mixed, 68))),
        ("secret-azure", format!("Account{}{}==", "Key=", body(mixed, 86))),
        ("secret-token", format!("key gs{}{}", "k_", body(mixed, 52))),
        ("secret-private-key", format!("-----BEGIN {} KEY-----\n{}\n-----END {0} KEY-----", "PRIVATE", body(mixed, 120))),
        ("secret-jwt", format!("Bearer e{}{}.e{0}{}.{}", "yJ", body(mixed, 30), body(mixed, 40), body(mixed, 43))),
        ("secret-password", format!("DB_{}=\"{}\"", "PASSWORD", body(mixed, 16))),
    ]
}

/// Tokens of providers that share a code, put together here, too: what a provider is called, how its token looks.
fn others() -> Vec<(&'static str, String)> {
    let hex = "7b1e94c0a5d3f826";
    let letters = "q7Lp9XzR4vT2kWm8NdB5";
    let body = |set: &str, length: usize| set.chars().cycle().take(length).collect::<String>();
    let hexadecimal = [
        ("DigitalOcean", "do", "p_v1_", 64),
        ("Databricks", "da", "pi", 32),
        ("Shopify", "sh", "pat_", 32),
        ("Twilio", "S", "K", 32),
        ("Mailgun", "ke", "y-", 32),
        ("OpenRouter", "s", "k-or-v1-", 64),
        ("Supabase", "sb", "p_", 40),
        ("RubyGems", "ruby", "gems_", 48),
    ];
    let mixed = [
        ("app token of Slack", "xa", "pp-", 40),
        ("GitLab", "gl", "rt-", 20),
        ("client secret of Google", "GOC", "SPX-", 28),
        ("Docker Hub", "dckr", "_pat_", 27),
        ("Square", "sq0", "atp-", 22),
        ("Postman", "PM", "AK-", 59),
        ("Linear", "lin", "_api_", 40),
        ("Notion", "nt", "n_", 46),
        ("Figma", "fi", "gd_", 40),
        ("Groq", "gs", "k_", 52),
        ("Perplexity", "pp", "lx-", 48),
        ("xAI", "xa", "i-", 80),
        ("Replicate", "r", "8_", 37),
        ("Netlify", "nf", "p_", 36),
        ("Grafana", "gl", "sa_", 41),
        ("Sentry", "snt", "rys_", 60),
        ("New Relic", "NR", "AK-", 27),
        ("Vault", "hv", "s.", 90),
        ("crates.io", "ci", "o", 32),
        ("Atlassian", "ATA", "TT3", 180),
        ("PlanetScale", "pscale", "_tkn_", 43),
        ("age", "AGE-SECRET", "-KEY-1", 58),
        ("Telegram", "8412593701:", "AA", 33),
    ];
    let built = |set: &'static str| {
        move |(name, a, b, length): &(&'static str, &str, &str, usize)| (*name, format!("{a}{b}{}", body(set, *length)))
    };
    hexadecimal.iter().map(built(hex)).chain(mixed.iter().map(built(letters))).collect()
}

#[test]
fn tokens_of_other_providers_are_found_by_name() {
    for (name, token) in others() {
        let text = whole(&format!("---\ntitle: T\n---\nset {token} here\n"));
        assert!(
            text.starts_with("error[secret-token]: ") && text.lines().next().is_some_and(|line| line.contains(name)),
            "{name}:\n{text}"
        );
        assert_eq!(text.matches("[secret-").count(), 1, "{name} is found twice:\n{text}");
        assert!(!text.contains(&token), "{name} is shown");
    }
}

/// The whole message for each secret on a page of its own.
fn secrets() -> BTreeMap<&'static str, String> {
    tokens()
        .into_iter()
        .map(|(code, token)| (code, whole(&format!("---\ntitle: T\n---\n# 第四周\n\n\t```\n\tset 全角 {token} here\n\t```\n"))))
        .collect()
}

fn whole(page: &str) -> String {
    let world = Memory::new([("_config.yml", "title: T\n"), ("index.html", "<p>"), ("log.md", page)]);
    let checked = pipeline::check(&world, &Request::default(), &mut Memo::default());
    checked.diagnostics.iter().map(|diagnostic| emit::text(diagnostic, emit::Style::default()) + "\n").collect()
}

#[test]
fn secrets_are_found_and_not_shown() {
    let mut all = String::new();
    for (code, token) in tokens() {
        let text = secrets().remove(code).unwrap_or_default();
        assert!(text.contains(&format!("[{code}]")), "{code} is not found:\n{text}");
        assert_eq!(text.matches("[secret-").count(), 1, "{code} is found twice:\n{text}");
        let secret = token.rsplit([' ', '=', '/', '\n', '"']).find(|part| part.len() > 12).unwrap_or(&token);
        assert!(!text.contains(secret), "{code} is shown");
        let _ = writeln!(all, "{text}");
    }
    insta::assert_snapshot!(all);
}

/// A line with two secrets and a dead link is shown three times, and no time with a secret in it.
#[test]
fn secrets_of_one_line_are_all_hidden() {
    let others = others();
    let (a, b) = (&others[0].1, &others[1].1);
    let text = whole(&format!("---\ntitle: T\n---\nset {a} and {b}, see [this](gone.md)\n"));
    assert_eq!((text.matches("[secret-token]").count(), text.matches("[link-missing]").count()), (2, 1), "{text}");
    assert!(!text.contains(&a[8..]) && !text.contains(&b[8..]), "{text}");
    // Where what is hidden begins in the middle of a letter.
    let text = whole(&format!("---\ntitle: T\n---\nsee https://amina:qab\u{e4}{}{}@db.reedbank.org/x\n", "V7pLKz", "92wxyz"));
    assert!(text.contains("qab**") && !text.contains("V7pLKz"), "{text}");
}

/// What no text file of a case can hold: bytes that are no text, sixteen megabytes, a file that cannot be read.
#[test]
fn files_that_cannot_be_pages_are_told_whole() {
    let mut site = driver::Site::new()
        .file("index.md", "# Home\n")
        .file("bytes.md", b"# \xff\xfe one\n")
        .file("windows.md", [b"\xff\xfe".to_vec(), "# Ebb\n".encode_utf16().flat_map(u16::to_le_bytes).collect()].concat())
        .file("large.md", vec![b'x'; (16 << 20) + 1])
        .unreadable("closed.md");
    insta::assert_snapshot!(site.build().problems.join("\n\n"));
}

#[cfg(target_os = "linux")] // other systems have no such names
#[test]
fn names_without_an_address_are_told_whole() {
    use std::os::unix::ffi::OsStrExt as _;
    let folder = driver::Folder::new();
    folder.write("index.md", "# Home\n");
    folder.write("a\tb.md", "# Tab\n");
    fs::write(folder.path().join(std::ffi::OsStr::from_bytes(b"c\xff.md")), "# Byte\n").expect("written");
    insta::assert_snapshot!(folder.run(&["build"]).text());
}

#[test]
fn examples_of_secrets_are_passed_by() {
    for token in [
        "hf_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "ghp_your_token_here",
        "AKIAIOSFODNN7EXAMPLE",
        "sk-...",
        "api_key = \"YOUR_API_KEY\"",
        "password: ********",
        "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----",
    ] {
        assert_eq!(whole(&format!("# T\n\n{token}\n")), "", "{token}");
    }
}

#[test]
fn sarif_has_the_places_and_the_rules() {
    let source = Arc::new(Source::new("logs/第 4.md", "é: x\n"));
    let diagnostic = Diagnostic::new(Severity::Warning, "link-missing", "gone")
        .at(&source, Span::new(4, 5), "here")
        .fix("mend", vec![(Span::new(4, 5), "y".to_owned())]);
    let report = sarif::report(&[diagnostic], "docs/");
    let result = &report["runs"][0]["results"][0];
    assert_eq!(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "docs/logs/%E7%AC%AC%204.md");
    assert_eq!(result["locations"][0]["physicalLocation"]["region"]["startColumn"], 4);
    assert_eq!(result["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"], "y");
    assert_eq!(report["runs"][0]["tool"]["driver"]["rules"][0]["id"], "link-missing");
}

/// The guide's page of codes, made from the table.
fn guide() -> String {
    let mut page = String::from(
        "---\ntitle: Diagnostics\nparent: Guide\nnav_order: 8\nsummary: Every kind of problem, what it means and how to fix it.\nrender_with_liquid: false\n---\n\n# Diagnostics\n\n\
         `weeklog check` reports everything that is wrong with a site. Each problem has a code, a place and a way to fix it; \
         `weeklog explain CODE` prints its section of this page. `weeklog build` and `weeklog serve` report problems with \
         reading, navigation and links as they go.\n\n\
         - **Errors** break a page or leak a secret, and end `check` with exit code 1. **Warnings** mislead readers. **Notes** are good to know.\n\
         - `weeklog check --fix` makes the fixes that cannot change what you mean; `--dry-run` shows them first.\n\
         - `--external` also tries the links to other sites: at most 500 of them, for at most two minutes (`--external-most`, `--external-time`), \
         eight hosts at a time, and each host at most four times a second. Good links are remembered for a week in your cache \
         folder; `--external-cache FILE` names another place, such as one that a workflow keeps.\n\
         - `--deny CODE` treats a code, a family or all `warnings` as errors.\n\
         - `--format json`, `github` and `sarif` are for programs.\n\n\
         Set the severity of a code in `_config.yml`:\n\n\
         ```yaml\nweeklog:\n  checks:\n    link-missing: error\n    image-alt: off\n```\n\n\
         To silence one place, put a comment on its line or on the line before: `<!-- weeklog:allow link-missing -->`.\n\n",
    );
    page.push_str("| Code | Severity | What it says |\n|---|---|---|\n");
    for code in codes::all() {
        let _ = writeln!(page, "| [`{0}`](#{0}) | {1} | {2} |", code.name, code.severity, code.title);
    }
    for code in codes::all() {
        let _ = write!(page, "\n## {}\n\n*{}*: {}.\n\n{}\n", code.name, code.severity, code.title, code.text);
    }
    page
}

#[test]
fn the_guide_is_the_table() {
    let path = root().join("content/guide/diagnostics.md");
    let written = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    if written != guide() && std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(&path, guide()).expect("written");
        return;
    }
    assert!(written == guide(), "content/guide/diagnostics.md is stale: UPDATE=1 cargo test --test codes");
}
