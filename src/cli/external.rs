//! Asks other sites whether the addresses that pages name are there: a bounded number, a few hosts at a time, each
//! host slowly, and none that answered within the last days.

use crate::check::external::{Address, Verdict, tell};
use crate::diagnostic::Diagnostic;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// Hosts that are asked at the same time.
const HOSTS: usize = 8;
/// Between two questions to one host: what crawlers keep to where a site asks for nothing else.
const PAUSE: Duration = Duration::from_millis(250);
/// For one question, with all its redirections.
const PATIENCE: Duration = Duration::from_secs(10);
/// A host that left so many questions unanswered is not asked again.
const SILENT: usize = 2;
/// How long an address that was there counts as there, in seconds: a week.
const FRESH: i64 = 7 * 24 * 60 * 60;

/// How much is asked.
#[derive(Clone, Debug)]
pub(super) struct Bounds {
    /// Addresses.
    pub(super) most: usize,
    /// For all of them together.
    pub(super) time: Duration,
    /// Where answers are kept; nowhere without.
    pub(super) cache: Option<PathBuf>,
}

/// What was found, and how many addresses were asked, known, and left out.
#[derive(Default)]
pub(super) struct Asked {
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) asked: usize,
    pub(super) known: usize,
    pub(super) left: usize,
}

impl Asked {
    /// "12 addresses asked, 3 known, 40 left out: …".
    pub(super) fn summary(&self) -> String {
        let known = if self.known > 0 { format!(", {} known from before", self.known) } else { String::new() };
        let left = match self.left {
            0 => String::new(),
            left => format!(", {left} left out: see --external-most and --external-time"),
        };
        format!("{} on the web asked for{known}{left}", plural_addresses(self.asked))
    }
}

fn plural_addresses(count: usize) -> String {
    if count == 1 { "1 address".to_owned() } else { format!("{count} addresses") }
}

/// Asks for addresses on the web that are not known from before.
pub(super) fn ask(addresses: Vec<Address>, bounds: &Bounds) -> Asked {
    let mut cache = Cache::read(bounds.cache.as_deref());
    let now = Timestamp::now();
    let (known, unknown): (Vec<Address>, Vec<Address>) = addresses.into_iter().partition(|address| cache.knows(&address.url, now));
    let due = unknown.len().min(bounds.most);
    let verdicts = if due == 0 { Vec::new() } else { all(&unknown[..due], bounds.time) };
    let mut asked = Asked { known: known.len(), left: unknown.len() - due, ..Asked::default() };
    for (address, verdict) in unknown.iter().zip(verdicts) {
        let Some(verdict) = verdict else {
            asked.left += 1;
            continue;
        };
        asked.asked += 1;
        asked.diagnostics.extend(tell(address, &verdict));
        cache.note(&address.url, &verdict, now);
    }
    for address in &known {
        asked.diagnostics.extend(tell(address, &cache.verdict(&address.url)));
    }
    cache.write(bounds.cache.as_deref(), now);
    asked
}

/// A host with the places of its addresses that are still to be asked.
type Queue = VecDeque<(String, Vec<usize>)>;

/// The verdict on each address, in order; `None` where the time was up first.
fn all(addresses: &[Address], time: Duration) -> Vec<Option<Verdict>> {
    let started = Instant::now();
    let mut hosts: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (i, address) in addresses.iter().enumerate() {
        hosts.entry(address.host()).or_default().push(i);
    }
    let queue: Mutex<Queue> = Mutex::new(hosts.into_iter().collect());
    let verdicts = Mutex::new(vec![None; addresses.len()]);
    let next = || queue.lock().unwrap_or_else(std::sync::PoisonError::into_inner).pop_front();
    let worker = || {
        let client = Client::new();
        while let Some((_, places)) = next() {
            let mut silent = 0;
            for (i, place) in places.into_iter().enumerate() {
                let left = time.saturating_sub(started.elapsed());
                if left.is_zero() {
                    return;
                }
                if i > 0 {
                    std::thread::sleep(PAUSE.min(left));
                }
                let verdict = if silent < SILENT {
                    client.ask(&addresses[place].url, left.min(PATIENCE))
                } else {
                    Verdict::Unsure("its host does not answer".to_owned())
                };
                silent += usize::from(matches!(verdict, Verdict::Unsure(_)));
                verdicts.lock().unwrap_or_else(std::sync::PoisonError::into_inner)[place] = Some(verdict);
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..HOSTS.min(addresses.len()) {
            scope.spawn(worker);
        }
    });
    verdicts.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner)
}

struct Client(ureq::Agent);

/// What one question brought.
enum Answer {
    Status(u16, Option<String>),
    Failed(Verdict),
}

impl Client {
    fn new() -> Client {
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .user_agent(concat!("weeklog/", env!("CARGO_PKG_VERSION"), " (link check)"))
            .build();
        Client(config.into())
    }

    /// Follows an address through at most five redirections. Many servers refuse `HEAD`: what is refused is asked
    /// again with `GET`, of which only the head is read.
    fn ask(&self, url: &str, time: Duration) -> Verdict {
        let end = Instant::now() + time;
        let mut at = url.to_owned();
        let mut for_good = true;
        for _ in 0..=5 {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Verdict::Unsure("no answer in time".to_owned());
            }
            let answer = match self.once("HEAD", &at, left) {
                Answer::Status(400.., _) => self.once("GET", &at, left),
                answer => answer,
            };
            match answer {
                Answer::Failed(verdict) => return verdict,
                Answer::Status(status @ 300..=399, Some(to)) => {
                    for_good &= matches!(status, 301 | 308);
                    let Some(next) = join(&at, &to) else { return Verdict::Unsure("it leads on to no address".to_owned()) };
                    at = next;
                }
                Answer::Status(status @ (404 | 410), _) => return Verdict::Gone(named(status)),
                Answer::Status(status @ 400.., _) => return Verdict::Unsure(format!("the answer is {}", named(status))),
                Answer::Status(..) if at != url && for_good => return Verdict::Moved(at),
                Answer::Status(..) => return Verdict::Fine,
            }
        }
        Verdict::Unsure("it leads on and on".to_owned())
    }

    fn once(&self, method: &str, url: &str, time: Duration) -> Answer {
        let request = match method {
            "HEAD" => self.0.head(url),
            _ => self.0.get(url),
        };
        match request.config().timeout_global(Some(time)).build().call() {
            Ok(response) => {
                let to = response.headers().get("location").and_then(|value| value.to_str().ok()).map(str::to_owned);
                Answer::Status(response.status().as_u16(), to)
            }
            Err(ureq::Error::HostNotFound) => Answer::Failed(Verdict::Gone("its host has no such name".to_owned())),
            Err(ureq::Error::Timeout(_)) => Answer::Failed(Verdict::Unsure("no answer in time".to_owned())),
            Err(error) => Answer::Failed(Verdict::Unsure(error.to_string())),
        }
    }
}

/// A status with its usual words.
fn named(status: u16) -> String {
    let reason = ureq::http::StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason());
    format!("{status} {}", reason.unwrap_or("")).trim_end().to_owned()
}

/// Where a `Location` leads, which may leave out what it shares with the address it was given for.
fn join(from: &str, to: &str) -> Option<String> {
    let to = to.split('#').next().unwrap_or(to);
    let (scheme, rest) = from.split_once("://")?;
    let host = rest.split(['/', '?']).next()?;
    let whole = if to.starts_with("http://") || to.starts_with("https://") {
        to.to_owned()
    } else if let Some(rest) = to.strip_prefix("//") {
        format!("{scheme}://{rest}")
    } else if to.starts_with('/') {
        format!("{scheme}://{host}{to}")
    } else {
        let path = rest[host.len()..].split('?').next().unwrap_or("");
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        format!("{scheme}://{host}{folder}/{to}")
    };
    (!to.is_empty()).then_some(whole)
}

/// Addresses that were there, with the day; those that were not are asked for again each time.
#[derive(Default, Deserialize, Serialize)]
struct Cache {
    version: u8,
    addresses: BTreeMap<String, Known>,
}

#[derive(Deserialize, Serialize)]
struct Known {
    /// Seconds since 1970.
    checked: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    moved_to: Option<String>,
}

impl Cache {
    /// What is kept at `path`; a file that is no cache counts as an empty one.
    fn read(path: Option<&Path>) -> Cache {
        let text = path.and_then(|path| std::fs::read_to_string(path).ok());
        let cache: Option<Cache> = text.and_then(|text| serde_json::from_str(&text).ok());
        cache.filter(|cache| cache.version == 1).unwrap_or_default()
    }

    fn knows(&self, url: &str, now: Timestamp) -> bool {
        self.addresses.get(url).is_some_and(|known| is_fresh(known, now))
    }

    fn verdict(&self, url: &str) -> Verdict {
        let moved = self.addresses.get(url).and_then(|known| known.moved_to.clone());
        moved.map_or(Verdict::Fine, Verdict::Moved)
    }

    fn note(&mut self, url: &str, verdict: &Verdict, now: Timestamp) {
        let moved_to = match verdict {
            Verdict::Fine => None,
            Verdict::Moved(to) => Some(to.clone()),
            Verdict::Gone(_) | Verdict::Unsure(_) => return,
        };
        self.addresses.insert(url.to_owned(), Known { checked: now.as_second(), moved_to });
    }

    /// Writes what is still fresh, in one step; a cache that cannot be written is done without.
    fn write(&mut self, path: Option<&Path>, now: Timestamp) {
        let Some(path) = path else { return };
        self.version = 1;
        self.addresses.retain(|_, known| is_fresh(known, now));
        let beside = path.with_extension(format!("{}.tmp", std::process::id()));
        let folder = path.parent().map_or(Ok(()), std::fs::create_dir_all);
        let written = folder.and_then(|()| std::fs::write(&beside, serde_json::to_vec_pretty(self)?));
        if written.and_then(|()| std::fs::rename(&beside, path)).is_err() {
            let _ = std::fs::remove_file(&beside);
        }
    }
}

fn is_fresh(known: &Known, now: Timestamp) -> bool {
    (0..FRESH).contains(&now.as_second().saturating_sub(known.checked))
}

/// Where answers are kept when nobody says otherwise: the user's folder of caches.
pub(super) fn usual_cache() -> Option<PathBuf> {
    let named = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let folder = named("XDG_CACHE_HOME").or_else(|| named("LOCALAPPDATA")).or_else(|| Some(named("HOME")?.join(".cache")))?;
    Some(folder.join("weeklog").join("external.json"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufRead as _, BufReader, Write as _};
    use std::net::TcpListener;

    /// A server on loopback that answers each path with the status and header of its table, and counts what it is asked.
    fn server(table: &'static [(&'static str, &'static str)]) -> (String, std::sync::Arc<Mutex<Vec<String>>>) {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        let seen = std::sync::Arc::new(Mutex::new(Vec::new()));
        let log = std::sync::Arc::clone(&seen);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.expect("a connection");
                let lines: Vec<String> =
                    BufReader::new(&stream).lines().map_while(Result::ok).take_while(|line| !line.is_empty()).collect();
                let request = lines.first().cloned().unwrap_or_default();
                let mut words = request.split(' ');
                let (method, path) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
                log.lock().expect("a log").push(format!("{method} {path}"));
                let exact = format!("{method} {path}");
                let found = table.iter().find(|(key, _)| *key == exact || *key == path);
                let answer = found.map_or("404 Not Found", |(_, answer)| answer);
                let _ = write!(stream, "HTTP/1.1 {answer}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            }
        });
        (base, seen)
    }

    fn ask_all(base: &str, paths: &[&str]) -> Vec<Option<Verdict>> {
        let addresses: Vec<Address> = paths.iter().map(|path| Address { url: format!("{base}{path}"), places: Vec::new() }).collect();
        all(&addresses, Duration::from_secs(20))
    }

    #[test]
    fn answers_are_told_apart() {
        let (base, seen) = server(&[
            ("/fine", "200 OK"),
            ("HEAD /get-only", "405 Method Not Allowed"),
            ("GET /get-only", "200 OK"),
            ("/login", "403 Forbidden"),
            ("/old", "301 Moved Permanently\r\nLocation: /fine"),
            ("/for-now", "302 Found\r\nLocation: /fine"),
            ("/round", "302 Found\r\nLocation: /round"),
            ("/gone", "410 Gone"),
        ]);
        let verdicts = ask_all(&base, &["/fine", "/get-only", "/missing", "/old", "/for-now", "/gone", "/login", "/round"]);
        let expected = [
            Verdict::Fine,
            Verdict::Fine,
            Verdict::Gone("404 Not Found".to_owned()),
            Verdict::Moved(format!("{base}/fine")),
            Verdict::Fine,
            Verdict::Gone("410 Gone".to_owned()),
            Verdict::Unsure("the answer is 403 Forbidden".to_owned()),
            Verdict::Unsure("it leads on and on".to_owned()),
        ];
        assert_eq!(verdicts, expected.map(Some));
        let seen = seen.lock().expect("a log");
        assert_eq!(seen.iter().filter(|line| line.ends_with(" /fine")).count(), 3, "{seen:?}");
    }

    #[test]
    fn a_host_that_does_not_answer_is_left_alone() {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        drop(listener);
        let verdicts = ask_all(&base, &["/a", "/b", "/c"]);
        assert_eq!(verdicts[2], Some(Verdict::Unsure("its host does not answer".to_owned())));
        assert!(matches!(&verdicts[0], Some(Verdict::Unsure(_))), "{verdicts:?}");
    }

    #[test]
    fn nothing_is_asked_when_the_time_is_up() {
        let address = Address { url: "http://127.0.0.1:9/".to_owned(), places: Vec::new() };
        assert_eq!(all(&[address], Duration::ZERO), [None]);
    }

    #[test]
    fn the_cache_keeps_what_was_there_for_some_days() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a/external.json");
        let now = Timestamp::now();
        let mut cache = Cache::default();
        cache.note("https://a.reedbank.org/", &Verdict::Fine, now);
        cache.note("https://b.reedbank.org/", &Verdict::Moved("https://c.reedbank.org/".to_owned()), now);
        cache.note("https://d.reedbank.org/", &Verdict::Gone("404".to_owned()), now);
        cache.write(Some(&path), now);
        let read = Cache::read(Some(&path));
        assert!(read.knows("https://a.reedbank.org/", now) && !read.knows("https://d.reedbank.org/", now));
        assert_eq!(read.verdict("https://b.reedbank.org/"), Verdict::Moved("https://c.reedbank.org/".to_owned()));
        let later = now.checked_add(jiff::Span::new().hours(8 * 24)).expect("a time");
        assert!(!read.knows("https://a.reedbank.org/", later));
        std::fs::write(&path, "{").expect("written");
        assert!(Cache::read(Some(&path)).addresses.is_empty());
    }

    #[test]
    fn redirections_are_joined() {
        for (to, whole) in [
            ("/x", "https://a.org/x"),
            ("//b.org/y", "https://b.org/y"),
            ("z?q#f", "https://a.org/p/z?q"),
            ("http://c.org", "http://c.org"),
        ] {
            assert_eq!(join("https://a.org/p/q?r=1", to).as_deref(), Some(whole));
        }
        assert_eq!(join("https://a.org", ""), None);
    }
}
