//! Indexes made-up logs and says what that costs: `cargo run --release --example search_corpus -- FOLDER [LOGS]`.
//!
//! Writes the index to `FOLDER/search/` and, up to 1,000 logs, the sections to `FOLDER/documents.json`. With the path
//! of such a file for `LOGS` it indexes what that holds; so the tests in `tests/search/` come by their sites.

#![allow(clippy::print_stdout)]

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use serde_json::{Value, json};
use weeklog::render::search::{Document, Facets, Index};

const WEEKS: usize = 26;
const PHRASES: usize = 4_000;
const INTERNS: [&str; 8] = ["Ada Lovelace", "Nguyễn Văn An", "王小明", "María José", "佐藤 花子", "김민수", "Jean-Luc", "Zoë Ångström"];
const HEADINGS: [(&str, &str, Option<&str>); 6] = [
    ("", "", None),
    ("Goals for the Week", "goals", None),
    ("Tasks Completed", "tasks", Some("task")),
    ("Key Learnings", "learnings", Some("learning")),
    ("Problems Faced & Solutions", "problems", Some("problem")),
    ("Goals for Next Week", "next", None),
];
const COMMON: &str = "the to and a of in for on with was is it this that we i from as by be at an not or are but have had new \
    added fixed read set up task goal week test data model page login user error build deploy version config server \
    space learned used found problem solution meeting review docs code branch mentor team next API OAuth Python Docker \
    README.md hf_oauth OAuthProfile LoginButton OAUTH_CLIENT_ID parseJSON week-04 3.10 2025-06-23 http2 permission denied";
const FOREIGN: [&str; 5] = [
    "Tuần này tôi đã hoàn thành giao diện đăng nhập và sửa lỗi cấu hình máy chủ. Không có quyền ghi vào ổ đĩa.",
    "本周完成了登录页面的开发，并修复了服务器配置错误。下周计划学习数据库优化。",
    "今週はログイン画面の実装と、サーバー設定の不具合の修正を行いました。データベースを学びました。",
    "이번 주에는 로그인 화면을 구현하고 서버 설정 오류를 수정했습니다. 다음 주에는 데이터베이스를 공부합니다.",
    "สัปดาห์นี้ทำหน้าเข้าสู่ระบบและแก้ไขข้อผิดพลาดของเซิร์ฟเวอร์ Übung naïve façade smørrebrød Straße",
];

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().ok_or("which folder?")?);
    let logs = arguments.next().unwrap_or_else(|| "10400".to_owned());
    match logs.parse() {
        Ok(logs) => made_up(&folder, logs),
        Err(_) => given(&folder, &fs::read_to_string(logs)?),
    }
}

fn given(folder: &Path, documents: &str) -> Result<(), Box<dyn Error>> {
    let documents: Vec<Value> = serde_json::from_str(documents)?;
    let text = |document: &'_ Value, key: &str| document[key].as_str().unwrap_or_default().to_owned();
    let index = Index::write(&|_, _| false, |builder| {
        for document in &documents {
            let [url, page, section, text] = ["url", "page", "section", "text"].map(|key| text(document, key));
            let week = document["week"].as_u64().map(|week| week as u32);
            let facets = Facets { intern: document["intern"].as_str(), week, kind: document["kind"].as_str() };
            builder.push(&Document { url: &url, page: &page, section: &section, text: &text, facets });
        }
    });
    write(folder, &index)
}

fn made_up(folder: &Path, logs: usize) -> Result<(), Box<dyn Error>> {
    let corpus = Corpus::new(logs);
    let started = Instant::now();
    let (mut bytes, mut sections, mut apart, mut documents) = (0, 0, 0.0, Vec::new());
    let index = Index::write(&|_, _| false, |builder| {
        for log in 0..logs {
            let since = Instant::now();
            let log = corpus.log(log);
            apart += since.elapsed().as_secs_f64();
            for document in log.documents() {
                builder.push(&document);
                bytes += document.text.len();
                sections += 1;
                let Document { url, page, section, text, facets: Facets { intern, week, kind } } = document;
                let document =
                    || json!({ "url": url, "page": page, "section": section, "text": text, "intern": intern, "week": week, "kind": kind });
                documents.extend((logs <= 1_000).then(document));
            }
        }
    });
    let seconds = started.elapsed().as_secs_f64() - apart;
    println!("{logs} logs, {sections} sections, {:.1} MB of text", bytes as f64 / 1e6);
    println!("built in {seconds:.2} s, peak memory {}", peak());
    write(folder, &index)?;
    if logs <= 1_000 {
        fs::write(folder.join("documents.json"), serde_json::to_vec(&documents)?)?;
    }
    Ok(())
}

fn write(folder: &Path, index: &Index) -> Result<(), Box<dyn Error>> {
    let mut kinds: BTreeMap<String, (usize, usize, usize)> = BTreeMap::new();
    for (path, content) in index.files() {
        let kind = path.split('/').next().unwrap_or_default().to_owned();
        let (count, total, largest) = kinds.entry(kind).or_default();
        *count += 1;
        *total += content.len();
        *largest = content.len().max(*largest);
        let path = folder.join("search").join(path);
        fs::create_dir_all(path.parent().ok_or("no folder")?)?;
        fs::write(path, content)?;
    }
    for (kind, (count, total, largest)) in kinds {
        println!("{kind}: {count} of {:.1} kB, the largest {:.1} kB", total as f64 / 1e3, largest as f64 / 1e3);
    }
    Ok(())
}

/// The most memory this process ever held, where the system tells.
fn peak() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or_else(|| "unknown".to_owned(), |size| size.trim().to_owned())
}

struct Corpus {
    words: Vec<String>,
    /// Turns of phrase, each intern's own: real text compresses to 31 %, this to 33.
    phrases: Vec<String>,
}

struct Log {
    page: String,
    intern: String,
    week: u32,
    texts: Vec<String>,
    urls: Vec<String>,
}

impl Log {
    fn documents(&self) -> impl Iterator<Item = Document<'_>> {
        HEADINGS.iter().zip(&self.texts).zip(&self.urls).map(|((&(section, _, kind), text), url)| Document {
            url,
            page: &self.page,
            section,
            text,
            facets: Facets { intern: Some(&self.intern), week: Some(self.week), kind },
        })
    }
}

impl Corpus {
    /// Words by falling frequency: common ones, then made-up ones, more of them the more logs.
    fn new(logs: usize) -> Corpus {
        const SYLLABLES: [&str; 24] = [
            "al", "ber", "con", "de", "er", "fin", "gra", "ho", "in", "ja", "ker", "li", "men", "no", "op", "pre", "que", "ra", "sta",
            "tion", "un", "ver", "wo", "xi",
        ];
        let mut random = Random(7);
        let mut words: Vec<String> = COMMON.split_whitespace().map(str::to_owned).collect();
        for _ in 0..2_000 + 5 * logs.min(20_000) {
            let word: String = (0..2 + random.below(3)).map(|_| SYLLABLES[random.below(24)]).collect();
            words.push(word);
        }
        let mut corpus = Corpus { words, phrases: Vec::new() };
        for _ in 0..PHRASES {
            let words: Vec<&str> = (0..3 + random.below(5)).map(|_| corpus.word(&mut random)).collect();
            corpus.phrases.push(words.join(" "));
        }
        corpus
    }

    fn log(&self, log: usize) -> Log {
        let mut random = Random(log as u64 * 7919 + 1);
        let (number, week) = (log / WEEKS, log % WEEKS + 1);
        let intern = match number / 8 {
            0 => INTERNS[number].to_owned(),
            round => format!("{} {round}", INTERNS[number % 8]),
        };
        let url = format!("/intern-{number:03}/logs/week-{week:02}.html");
        let page = format!("Week {week:02} – {} {}", self.word(&mut random), self.word(&mut random));
        let urls = HEADINGS.map(|(_, id, _)| if id.is_empty() { url.clone() } else { format!("{url}#{id}") }).to_vec();
        let texts = (0..HEADINGS.len()).map(|section| self.text(&mut random, log, section)).collect();
        Log { page, intern, week: week as u32, texts, urls }
    }

    /// Some 350 bytes; the tasks name commits, every fifth log brings other languages.
    fn text(&self, random: &mut Random, log: usize, section: usize) -> String {
        let mut text = String::new();
        let length = 250 + random.below(200);
        while text.len() < length {
            match random.below(60) {
                0 => text.push_str(&format!("{}_{}(self, {})\n", self.word(random), self.word(random), random.below(10_000))),
                1 if section == 2 => text.push_str(&format!("commit {:08x}. ", random.below(1 << 32))),
                2..4 if log % 5 == 1 => text.push_str(FOREIGN[random.below(5)]),
                4..7 => text.push_str(". "),
                7..30 => text.push_str(&self.phrases[(log / WEEKS * 40 + random.below(120)) % PHRASES]),
                _ => text.push_str(self.word(random)),
            }
            text.push(' ');
        }
        text
    }

    /// A word by Zipf's law: the n-th as often as 1 / n.
    fn word(&self, random: &mut Random) -> &str {
        let position = (self.words.len() as f64).powf(random.below(1 << 24) as f64 / f64::from(1 << 24));
        &self.words[(position as usize - 1).min(self.words.len() - 1)]
    }
}

/// A linear congruence: the same numbers on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % limit
    }
}
