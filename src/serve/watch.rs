//! Says when files change: one burst of changes, one word.

use crate::diagnostic::Diagnostic;
use notify::event::{AccessKind, AccessMode, EventKind, MetadataKind, ModifyKind, RenameMode};
use notify::{RecommendedWatcher, RecursiveMode, Watcher as _};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

/// Quiet for this long ends a burst: an editor's save is several events within a few milliseconds.
const QUIET: Duration = Duration::from_millis(12);
/// The same while somebody has a file of the site open who has written to it, where the system tells when it is closed:
/// it may be empty for the moment.
const OPEN: Duration = Duration::from_millis(100);
/// A burst that does not end is shown all the same after this long.
const LONGEST_BURST: Duration = Duration::from_millis(400);
/// A save touches no more files than this; where more are touched, more will be.
const SAVE: usize = 4;

/// The paths of files that changed, relative to the folder; `None` when that is not known.
pub(super) type Touched = Option<Vec<String>>;

/// What happened to which files; `None` when that is not known.
type News = Option<Vec<(String, Sign)>>;

/// What an event says of a file.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Sign {
    /// It is another one than before, and may still be changing.
    Changed,
    /// Whoever wrote to it has closed it, or it was moved here: it is whole.
    Whole,
    /// Whoever could write to it has closed it; if nothing was written that is no change.
    Closed,
    /// It is not there any more.
    Gone,
}

/// The stream of changes. Dropping it ends the watching.
pub(super) struct Changes {
    receiver: Receiver<News>,
    sender: Sender<News>,
    _watcher: RecommendedWatcher,
}

/// Watches a folder with all below it.
pub(super) fn start(root: &Path) -> Result<Changes, Diagnostic> {
    let (sender, receiver) = channel();
    let root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    let (own, send) = (root.clone(), sender.clone());
    let handler = move |event: notify::Result<notify::Event>| {
        let news = match event {
            Ok(event) if event.need_rescan() => None,
            Ok(event) if !is_change(&event.kind) || !event.paths.iter().any(|path| is_ours(&own, path)) => return,
            Ok(event) => event.paths.iter().enumerate().map(|(at, path)| Some((relative(&own, path)?, sign(&event.kind, at)))).collect(),
            Err(_) => None,
        };
        // The loop has ended when nobody listens any more.
        let _ = send.send(news);
    };
    let watcher =
        notify::recommended_watcher(handler).and_then(|mut watcher| watcher.watch(&root, RecursiveMode::Recursive).map(|()| watcher));
    match watcher {
        Ok(watcher) => Ok(Changes { receiver, sender, _watcher: watcher }),
        Err(error) => {
            let message = format!("changes under `{}` cannot be watched: {error}", root.display());
            Err(Diagnostic::warning("serve-watch", message).help("the site is served as it is; start again to see changes"))
        }
    }
}

/// Reads are reported as well: building reads everything, and must not cause itself.
fn is_change(kind: &EventKind) -> bool {
    let is_read = matches!(kind, EventKind::Access(access) if *access != AccessKind::Close(AccessMode::Write));
    !is_read && !matches!(kind, EventKind::Modify(ModifyKind::Metadata(MetadataKind::AccessTime)))
}

/// What an event says of the file that it names at this place.
fn sign(kind: &EventKind, at: usize) -> Sign {
    match kind {
        EventKind::Access(_) => Sign::Closed,
        EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(RenameMode::From)) => Sign::Gone,
        EventKind::Modify(ModifyKind::Name(RenameMode::To)) => Sign::Whole,
        EventKind::Modify(ModifyKind::Name(RenameMode::Both)) => [Sign::Gone, Sign::Whole][at.min(1)],
        _ => Sign::Changed,
    }
}

/// Whether a path is one that a site is read from: not the output, not git's or a package manager's own.
fn is_ours(root: &Path, path: &Path) -> bool {
    let relative = path.strip_prefix(root).unwrap_or(path);
    let top = relative.components().next().map(|part| part.as_os_str().to_string_lossy().into_owned()).unwrap_or_default();
    !matches!(top.as_str(), ".git" | ".weeklog" | "_site" | "node_modules" | ".jekyll-cache")
}

fn relative(root: &Path, path: &Path) -> Option<String> {
    path.strip_prefix(root).ok()?.to_str().map(|path| path.replace('\\', "/"))
}

/// Sets the flag when the user interrupts, and wakes the loop.
pub(super) fn interrupt(runtime: &tokio::runtime::Runtime, changes: &Changes) -> Arc<AtomicBool> {
    let flag = Arc::new(AtomicBool::new(false));
    let (set, wake) = (Arc::clone(&flag), changes.sender.clone());
    runtime.spawn(async move {
        let _ = tokio::signal::ctrl_c().await;
        set.store(true, Ordering::SeqCst);
        let _ = wake.send(None);
    });
    flag
}

impl Changes {
    /// Waits for a change and the end of its burst; `None` when interrupted. `is_shown` says which files the site that is
    /// shown was made of: where a save has written some of these and closed them, nothing is left to wait for.
    pub(super) fn wait(&self, interrupted: &AtomicBool, is_shown: impl Fn(&str) -> bool) -> Option<Touched> {
        let mut burst = Burst::default();
        while burst.is_empty() {
            burst.add(self.receiver.recv().ok()?);
        }
        let end = Instant::now() + LONGEST_BURST;
        loop {
            self.receiver.try_iter().for_each(|news| burst.add(news));
            if burst.is_save(&is_shown) || Instant::now() >= end {
                break;
            }
            match self.receiver.recv_timeout(burst.patience(&is_shown)) {
                Ok(news) => burst.add(news),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        (!interrupted.load(Ordering::SeqCst)).then(|| burst.touched())
    }
}

/// What was heard since the last word.
#[derive(Debug, Default)]
struct Burst {
    /// By path what was heard last.
    files: BTreeMap<String, Sign>,
    /// Something happened, and nobody knows to which file.
    is_vague: bool,
}

impl Burst {
    fn add(&mut self, news: News) {
        let Some(news) = news else {
            self.is_vague = true;
            return;
        };
        for (path, sign) in news {
            if sign != Sign::Closed {
                self.files.insert(path, sign);
            } else if let Some(known) = self.files.get_mut(&path).filter(|known| **known == Sign::Changed) {
                *known = Sign::Whole;
            }
        }
    }

    fn is_empty(&self) -> bool {
        self.files.is_empty() && !self.is_vague
    }

    /// Whether this is all of a save: files that are shown are whole, and what an editor wrote beside them is gone again.
    fn is_save(&self, is_shown: &impl Fn(&str) -> bool) -> bool {
        let is_done = |(path, sign): (&String, &Sign)| *sign == if is_shown(path) { Sign::Whole } else { Sign::Gone };
        let few = !self.is_vague && self.files.len() <= SAVE;
        few && self.files.values().any(|sign| *sign == Sign::Whole) && self.files.iter().all(is_done)
    }

    /// How long to wait for more.
    fn patience(&self, is_shown: &impl Fn(&str) -> bool) -> Duration {
        let tells = cfg!(any(target_os = "linux", target_os = "android"));
        let is_open = || self.files.iter().any(|(path, sign)| *sign == Sign::Changed && is_shown(path));
        if tells && self.files.len() <= SAVE && is_open() { OPEN } else { QUIET }
    }

    fn touched(self) -> Touched {
        (!self.is_vague).then(|| self.files.into_keys().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn burst(news: &[(&str, Sign)]) -> Burst {
        let mut burst = Burst::default();
        news.iter().for_each(|(path, sign)| burst.add(Some(vec![((*path).to_owned(), *sign)])));
        burst
    }

    fn is_shown(path: &str) -> bool {
        path.starts_with("week") && path.ends_with(".md")
    }

    #[test]
    fn a_save_is_over_when_its_files_are_whole() {
        use Sign::{Changed, Closed, Gone, Whole};
        for (over, news) in [
            (false, &[("week-1.md", Changed)][..]),
            (true, &[("week-1.md", Changed), ("week-1.md", Closed)]),
            (false, &[("week-1.md", Changed), ("week-1.md", Closed), ("week-1.md", Changed)]),
            (false, &[("week-1.md", Changed), ("week-1.md", Closed), ("week-2.md", Changed)]),
            (false, &[("week-1.md", Gone)]),
            (false, &[("new.md", Changed), ("new.md", Closed)]),
            // Another file is moved over it.
            (true, &[(".tmp", Changed), (".tmp", Closed), (".tmp", Gone), ("week-1.md", Whole)]),
            (false, &[(".tmp", Changed), (".tmp", Closed), (".tmp", Gone)]),
            // As Vim does it.
            (false, &[("4913", Changed), ("4913", Gone), ("week-1.md", Gone), ("week-1.md~", Whole)]),
            (false, &[("week-1.md", Gone), ("week-1.md~", Whole), ("week-1.md", Changed), ("week-1.md", Closed)]),
            (true, &[("week-1.md", Gone), ("week-1.md~", Whole), ("week-1.md", Changed), ("week-1.md", Closed), ("week-1.md~", Gone)]),
        ] {
            assert_eq!(burst(news).is_save(&is_shown), over, "{news:?}");
        }
        let many: Vec<String> = (0..9).map(|week| format!("week-{week}.md")).collect();
        let many: Vec<(&str, Sign)> = many.iter().map(|path| (path.as_str(), Whole)).collect();
        assert!(!burst(&many).is_save(&is_shown), "more will come");
    }

    #[test]
    fn a_file_that_was_only_opened_is_no_change() {
        assert!(burst(&[("week-1.md", Sign::Closed)]).is_empty());
    }

    #[test]
    fn a_file_that_is_open_is_waited_for() {
        let open = burst(&[("week-1.md", Sign::Changed)]);
        assert_eq!(open.patience(&is_shown), if cfg!(target_os = "linux") { OPEN } else { QUIET });
        assert_eq!(burst(&[("new.md", Sign::Changed)]).patience(&is_shown), QUIET);
        assert_eq!(open.touched(), Some(vec!["week-1.md".to_owned()]));
    }
}
