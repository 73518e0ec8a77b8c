//! Live preview: build, show, wait for a change, again.

mod http;
mod pictures;
mod reply;
mod watch;

pub use http::is_own;
pub use reply::file_of;

use crate::diagnostic::Diagnostic;
use crate::output::{self, Cache};
use crate::pipeline::{self, Built, Memo, Request};
use crate::world::Disk;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, RwLock};
use std::time::{Duration, Instant};
use tokio::sync::watch as channel;

/// What to serve and where.
pub struct Options {
    /// The site.
    pub disk: Disk,
    /// What to build of it.
    pub request: Request,
    /// What earlier commands read of the site.
    pub cache: Option<Cache>,
    /// The address to listen at; loopback unless the user says otherwise.
    pub host: IpAddr,
    /// The port; 0 is any free one.
    pub port: u16,
}

/// What the caller is told, to show it in the terminal.
pub enum Event<'a> {
    /// The server answers at this address.
    Listening(&'a str),
    /// The site was built, in this time; how often so far.
    Built(&'a Built, Duration, u64),
    /// Changes are not seen: why.
    Blind(Diagnostic),
}

/// The site that is shown now.
struct Shown {
    built: Built,
    disk: Disk,
    version: u64,
    pictures: Arc<pictures::Pictures>,
}

/// What the server's tasks share: the last site and the news of the next. This and the kept pictures are the house's locks.
struct State {
    shown: RwLock<Arc<Shown>>,
    news: channel::Sender<u64>,
    host: IpAddr,
}

impl State {
    fn shown(&self) -> Arc<Shown> {
        Arc::clone(&self.shown.read().unwrap_or_else(std::sync::PoisonError::into_inner))
    }
}

/// Serves until interrupted. Fails only when the address cannot be listened at or the system has no threads.
pub fn run(options: Options, mut tell: impl FnMut(Event)) -> std::io::Result<()> {
    let Options { disk, request, cache, host, port } = options;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let listener = runtime.block_on(tokio::net::TcpListener::bind(SocketAddr::new(host, port)))?;
    let address = listener.local_addr()?;
    let changes = watch::start(disk.root());
    let mut memo = Memo::restored(cache.as_ref().and_then(|cache| cache.find(output::PAGES)));
    let started = Instant::now();
    let built = pipeline::build(&disk, &request, &mut memo);
    let base = built.renderer.site().config.baseurl.clone();
    tell(Event::Built(&built, started.elapsed(), 0));
    let (news, _) = channel::channel(0);
    let pictures = Arc::default();
    let shown = RwLock::new(Arc::new(Shown { built, disk: disk.clone(), version: 0, pictures: Arc::clone(&pictures) }));
    let state = Arc::new(State { shown, news, host });
    runtime.spawn(http::serve(listener, Arc::clone(&state)));
    tell(Event::Listening(&format!("http://{}{base}/", show_address(address))));
    if let Some(cache) = cache {
        // The first edit does not wait for it.
        let taken = memo.take_shelf();
        runtime.spawn_blocking(move || cache.replace(output::PAGES, |open| taken.shelved().write(open)));
    }
    let changes = match changes {
        Ok(changes) => changes,
        Err(diagnostic) => {
            tell(Event::Blind(diagnostic));
            wait_for_interrupt(&runtime);
            return Ok(());
        }
    };
    let interrupted = watch::interrupt(&runtime, &changes);
    for version in 1.. {
        let site = Arc::clone(state.shown().built.renderer.site());
        let Some(touched) = changes.wait(&interrupted, |path| site.is_made_of(path)) else { break };
        let started = Instant::now();
        let built = pipeline::rebuild(&disk, &request, &mut memo, touched.as_deref());
        let time = started.elapsed();
        let shown = Arc::new(Shown { built, disk: disk.clone(), version, pictures: Arc::clone(&pictures) });
        let old = std::mem::replace(&mut *state.shown.write().unwrap_or_else(std::sync::PoisonError::into_inner), Arc::clone(&shown));
        state.news.send_replace(version);
        // Whoever waits for the page comes first: to free a large site takes longer than to make the next, and a terminal is slow.
        runtime.spawn_blocking(move || drop((old, site)));
        tell(Event::Built(&shown.built, time, version));
    }
    runtime.shutdown_background();
    Ok(())
}

fn wait_for_interrupt(runtime: &tokio::runtime::Runtime) {
    let _ = runtime.block_on(tokio::signal::ctrl_c());
}

/// `localhost` reads better than an address, and is one.
fn show_address(address: SocketAddr) -> String {
    if address.ip().is_loopback() { format!("localhost:{}", address.port()) } else { address.to_string() }
}
