//! Says when files change: one burst of changes, one word.

use crate::diagnostic::Diagnostic;
use notify::event::{EventKind, MetadataKind, ModifyKind};
use notify::{RecommendedWatcher, RecursiveMode, Watcher as _};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

/// Quiet for this long ends a burst: an editor's save is several events within a few milliseconds.
const QUIET: Duration = Duration::from_millis(12);
/// A burst that does not end is shown all the same after this long.
const LONGEST_BURST: Duration = Duration::from_millis(400);

/// The paths of files that changed, relative to the folder; `None` when that is not known.
pub(super) type Touched = Option<Vec<String>>;

/// The stream of changes. Dropping it ends the watching.
pub(super) struct Changes {
    receiver: Receiver<Touched>,
    sender: Sender<Touched>,
    _watcher: RecommendedWatcher,
}

/// Watches a folder with all below it.
pub(super) fn start(root: &Path) -> Result<Changes, Diagnostic> {
    let (sender, receiver) = channel();
    let root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    let (own, send) = (root.clone(), sender.clone());
    let handler = move |event: notify::Result<notify::Event>| {
        let touched = match event {
            Ok(event) if event.need_rescan() => None,
            Ok(event) if !is_change(&event.kind) || !event.paths.iter().any(|path| is_ours(&own, path)) => return,
            Ok(event) => event.paths.iter().map(|path| relative(&own, path)).collect(),
            Err(_) => None,
        };
        // The loop has ended when nobody listens any more.
        let _ = send.send(touched);
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
    !matches!(kind, EventKind::Access(_) | EventKind::Modify(ModifyKind::Metadata(MetadataKind::AccessTime)))
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
    /// Waits for a change and the end of its burst; `None` when interrupted.
    pub(super) fn wait(&self, interrupted: &AtomicBool) -> Option<Touched> {
        let mut touched = self.receiver.recv().ok()?;
        let end = Instant::now() + LONGEST_BURST;
        while Instant::now() < end {
            match self.receiver.recv_timeout(QUIET) {
                Ok(more) => match touched.as_mut().zip(more) {
                    Some((touched, more)) => touched.extend(more),
                    None => touched = None,
                },
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        touched.iter_mut().for_each(|paths| {
            paths.sort();
            paths.dedup();
        });
        (!interrupted.load(Ordering::SeqCst)).then_some(touched)
    }
}
