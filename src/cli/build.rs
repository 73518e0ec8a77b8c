//! `weeklog build`: the whole site into a folder.

use super::isolate;
use super::print::{Tally, Voice, counts, plural, seconds};
use super::{AudienceName, Outcome, Site};
use crate::config::Overrides;
use crate::diagnostic::{self, Diagnostic};
use crate::output::{self, Cache, Destination, Product};
use crate::pipeline::{self, Built, Memo, Phases, Request, Shelved};
use crate::render::{self, Artifact};
use crate::source::away::Store;
use crate::world::Disk;
use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Instant;

/// Build the whole site
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  weeklog build                           this folder into _site
  weeklog build my-log -d /srv/www/log    another folder into another place
  weeklog build --baseurl /my-log         for https://name.github.io/my-log/
  weeklog build --strict                  fail on warnings too, as a check before publishing")]
pub(super) struct Build {
    #[command(flatten)]
    site: Site,
    /// The folder to write to [default: _site in the site's folder]
    #[arg(short, long, value_name = "DIR")]
    destination: Option<PathBuf>,
    #[command(flatten)]
    edition: Edition,
    /// Fail on warnings too
    #[arg(long)]
    strict: bool,
    /// Build everything from scratch, and keep nothing for the next build
    #[arg(long)]
    no_cache: bool,
}

/// What of the site is built, and for where.
#[derive(Debug, Args)]
pub(super) struct Edition {
    /// The path where the site will be, such as /my-log; overrides the configuration
    #[arg(long, value_name = "PATH")]
    baseurl: Option<String>,
    /// Include drafts and unpublished pages
    #[arg(long)]
    drafts: bool,
    /// Who the site is for
    #[arg(long, value_enum, default_value_t)]
    audience: AudienceName,
}

impl Edition {
    pub(super) fn overrides(&self) -> Overrides {
        let baseurl = self.baseurl.as_ref().map(|base| base.trim_end_matches('/').to_owned());
        Overrides { baseurl, drafts: self.drafts, audience: self.audience.into(), on: source_date() }
    }
}

impl Build {
    pub(super) fn run(&self, voice: &Voice) -> Outcome {
        let started = Instant::now();
        let disk = match open(&self.site.site, voice) {
            Ok(disk) => disk,
            Err(outcome) => return outcome,
        };
        let destination = self.destination.clone().unwrap_or_else(|| self.site.site.join("_site"));
        let phases = voice.phases();
        let cache = Cache::new(disk.root(), &destination).filter(|_| !self.no_cache);
        let request = Request {
            overrides: self.edition.overrides(),
            skip: inside(disk.root(), &destination),
            isolate: Some(isolate::compile),
            writes: true,
            phases: phases.clone(),
            store: cache.as_ref().and_then(Cache::store),
        };
        let mut memo = Memo::restored(cache.as_ref().and_then(|cache| cache.find(output::PAGES)));
        let mut built = pipeline::build(&disk, &request, &mut memo);
        let mut diagnostics = std::mem::take(&mut built.diagnostics);
        let kept = cache.as_ref().map(|cache| (cache, memo.shelved()));
        let report = Destination::open(&destination).and_then(|destination| {
            let destination = destination.with_cache(cache.clone());
            Writing { built: &built, disk: &disk, kept, store: request.store.as_deref(), phases: &phases }.write(
                destination,
                voice,
                &mut diagnostics,
            )
        });
        if let Err(problem) = &report {
            diagnostics.push(problem.clone());
        }
        diagnostic::sort(&mut diagnostics);
        // What is said of a site that was read around a wrong destination would not be true.
        if report.as_ref().is_err_and(|problem| problem.code == "output-refused") {
            diagnostics.retain(|diagnostic| diagnostic.code == "output-refused");
        }
        voice.diagnostics(&diagnostics);
        let tally = Tally::of(&diagnostics);
        let outcome = if tally.errors > 0 || (self.strict && tally.warnings > 0) { Outcome::Faulty } else { Outcome::Done };
        match report {
            Ok(report) => {
                let pages = built.renderer.pages();
                let told = counts(tally);
                let told = if told.is_empty() { String::new() } else { format!(", {told}") };
                let changed = plural(report.written, "file");
                voice.summary(&format!("{} built, {changed} changed{told}, in {}", plural(pages, "page"), seconds(started.elapsed())));
            }
            Err(_) => voice.summary("nothing was written"),
        }
        // The process ends: to free a large site piece by piece would take longer than many other things it did.
        std::mem::forget((built, memo));
        outcome
    }
}

/// What is written, and what of it is kept for the next build.
struct Writing<'a> {
    built: &'a Built,
    disk: &'a Disk,
    kept: Option<(&'a Cache, Shelved<'a>)>,
    /// Where texts were put away.
    store: Option<&'a dyn Store>,
    phases: &'a Phases,
}

impl Writing<'_> {
    fn write(&self, destination: Destination, voice: &Voice, diagnostics: &mut Vec<Diagnostic>) -> Result<output::Report, Diagnostic> {
        let renderer = &self.built.renderer;
        let bar = progress(renderer.listed().len(), voice);
        let problems = Mutex::new(Vec::new());
        let make = |artifact: &Artifact, is_there: &dyn Fn(u128) -> bool| {
            bar.inc(1);
            let prepared = renderer.prepare(artifact);
            let key = prepared.key();
            if let Some(key) = key.filter(|key| is_there(*key)) {
                return Product::AsItWas(key);
            }
            let (content, more) = prepared.render();
            let key = key.filter(|_| more.is_empty());
            if !more.is_empty() {
                problems.lock().unwrap_or_else(std::sync::PoisonError::into_inner).extend(more);
            }
            Product::Made(content, key)
        };
        // The search index takes one thread for long: the others write pages meanwhile.
        let files: Vec<&str> = renderer.listed().keys().map(String::as_str).collect();
        let searched = || {
            let searched = self.searched(&destination);
            self.phases.ended("index for the search (beside the pages)");
            self.keep();
            searched
        };
        let pages = || {
            let pages = destination.stage(self.disk, &files, |file, is_there| make(&renderer.listed()[file], is_there));
            self.phases.ended("render and write pages");
            pages
        };
        let (searched, pages) = rayon::join(searched, pages);
        let files: Vec<&str> = searched.keys().map(String::as_str).collect();
        bar.inc_length(files.len() as u64);
        let report = pages.and_then(|pages| {
            let index = destination.stage(self.disk, &files, |file, is_there| match &searched[file] {
                Searched::There(key) => Product::AsItWas(*key),
                Searched::Made(artifact) => make(artifact, is_there),
            })?;
            self.phases.ended("write search index");
            if let Some(loss) = self.store.and_then(Store::loss) {
                return Err(lost(loss));
            }
            destination.finish(&[pages, index])
        });
        self.phases.ended("swap in");
        bar.finish_and_clear();
        diagnostics.append(&mut problems.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner));
        report
    }

    /// The files of the search index; where the last build's are those, it is not made.
    fn searched(&self, destination: &Destination) -> BTreeMap<String, Searched> {
        let renderer = &self.built.renderer;
        if self.kept.is_some()
            && let Some(key) = renderer.search_key()
        {
            let files = destination.known_below(render::SEARCH, render::search::ENTRANCE, key);
            let files = files.into_iter().filter(|(file, _)| !renderer.listed().contains_key(file));
            let files: BTreeMap<_, _> = files.map(|(file, key)| (file, Searched::There(key))).collect();
            if !files.is_empty() {
                return files;
            }
        }
        renderer.make_index(&|file, key| destination.is_known(file, key));
        renderer.searched().into_iter().map(|(file, artifact)| (file, Searched::Made(artifact))).collect()
    }

    /// Keeps for the next build what was read of the pages. The site stands without it.
    fn keep(&self) {
        if let Some((cache, shelved)) = &self.kept {
            let _ = cache.replace(output::PAGES, |open| {
                let written = shelved.write(open)?;
                self.store.and_then(Store::loss).map_or(Ok(written), |loss| Err(loss.kind().into()))
            });
        }
    }
}

fn lost(loss: &std::io::Error) -> Diagnostic {
    Diagnostic::error("output-failed", format!("texts that were put away for the time of the build cannot be read again: {loss}"))
        .help("the last site was left as it is; `--no-cache` keeps all texts in memory")
}

/// A file of the search index: there already, made of what this is a hash of; or to be made.
enum Searched {
    There(u128),
    Made(Artifact),
}

fn progress(files: usize, voice: &Voice) -> ProgressBar {
    let target = if voice.is_live() { ProgressDrawTarget::stderr_with_hz(10) } else { ProgressDrawTarget::hidden() };
    let style = ProgressStyle::with_template("{wide_bar} {pos}/{len} files").unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::with_draw_target(Some(files as u64), target).with_style(style)
}

/// The day of `SOURCE_DATE_EPOCH`, by which reproducible builds set the clock: <https://reproducible-builds.org/specs/source-date-epoch/>.
fn source_date() -> Option<jiff::civil::Date> {
    let seconds = std::env::var("SOURCE_DATE_EPOCH").ok()?.parse().ok()?;
    let instant = jiff::Timestamp::from_second(seconds).ok()?;
    Some(instant.to_zoned(jiff::tz::TimeZone::UTC).date())
}

/// What the last build into the usual place read of a site's pages, for commands that read it again.
pub(super) fn remembered(site: &Path) -> Memo {
    Memo::restored(Cache::new(site, &site.join("_site")).and_then(|cache| cache.find(output::PAGES)))
}

/// Opens a site's folder, or says why that cannot be.
pub(super) fn open(site: &Path, voice: &Voice) -> Result<Disk, Outcome> {
    let name = site.display();
    Disk::new(site).map_err(|error| {
        voice.misused(&match error.kind() {
            std::io::ErrorKind::NotFound => format!("there is no folder `{name}`; `weeklog init {name}` makes a new site there"),
            std::io::ErrorKind::NotADirectory => format!("`{name}` is a file; name the folder of the site"),
            _ => format!("the site `{name}` cannot be read: {error}"),
        })
    })
}

/// The destination's path in the site, if it is inside.
fn inside(site: &Path, destination: &Path) -> Option<String> {
    let site = std::path::absolute(site).ok()?;
    let destination = std::path::absolute(destination).ok()?;
    destination.strip_prefix(site).ok()?.to_str().map(|path| path.replace('\\', "/"))
}
