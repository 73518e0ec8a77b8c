//! `weeklog check`: everything that is wrong with a site, for people and for programs.

#[cfg(feature = "external")]
use super::external;
use super::fix::Patched;
use super::isolate;
use super::print::{Tally, Voice, counts, plural, seconds};
use super::{Outcome, build};
#[cfg(feature = "external")]
use crate::check;
use crate::diagnostic::{Diagnostic, Severity, codes, emit, github, sarif};
use crate::nearest::nearest;
use crate::pipeline::{self, Built, Request};
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};
#[cfg(feature = "external")]
use std::time::Duration;
use std::time::Instant;

/// Find what is wrong with the site before it is published
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  weeklog check                             this folder
  weeklog check my-log logs/week-04.md      one page of another folder
  weeklog check logs/week-04.md             one page of the site around it
  weeklog check --fix                       fix what is safe to fix
  weeklog check --fix --dry-run             show those fixes as a diff
  weeklog check --deny link-missing         treat missing pages as errors
  weeklog check --deny link                 treat a whole family as errors
  weeklog check --external                  also try links to other sites
  weeklog check --format github             annotations in a GitHub workflow
  weeklog check --format sarif > out.sarif  for code scanning
  weeklog explain link-missing              what a code means

Exit code: 0 when there is no error, 1 when there are errors, 2 for a wrong command.
To silence one place, put <!-- weeklog:allow CODE --> on the line or the one before;
to silence a code everywhere, `weeklog: checks: {CODE: off}` in _config.yml.")]
pub(super) struct Check {
    /// The folder of the site, or one file of it
    #[arg(default_value = ".", value_name = "SITE")]
    site: PathBuf,
    /// Report only these files and folders
    #[arg(value_name = "PATHS")]
    paths: Vec<PathBuf>,
    /// The form of the output
    #[arg(short, long, value_enum, default_value_t)]
    format: Format,
    /// Fix what can be fixed without changing what you mean
    #[arg(long)]
    fix: bool,
    /// With --fix: show the fixes as a diff, and write nothing
    #[arg(long, requires = "fix")]
    dry_run: bool,
    /// Also check links to other sites, over the network
    #[arg(long)]
    external: bool,
    /// With --external: the most links to try
    #[arg(long, value_name = "COUNT", default_value_t = 500, requires = "external")]
    external_most: usize,
    /// With --external: the most seconds to spend
    #[arg(long, value_name = "SECONDS", default_value_t = 120, requires = "external")]
    external_time: u64,
    /// With --external: where good links are remembered for a week [default: your cache folder]
    #[arg(long, value_name = "FILE", requires = "external")]
    external_cache: Option<PathBuf>,
    /// Treat a code, a family of codes or all `warnings` as errors; can be repeated
    #[arg(short, long, value_name = "CODE")]
    deny: Vec<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Excerpts that point at each problem
    #[default]
    Human,
    /// A JSON array
    Json,
    /// Annotations in a GitHub workflow
    Github,
    /// SARIF 2.1.0
    Sarif,
}

impl Check {
    pub(super) fn run(&self, voice: &Voice) -> Outcome {
        let started = Instant::now();
        if let Some(unknown) = self.deny.iter().find(|name| !is_deniable(name)) {
            let near = nearest(unknown, codes::all().map(|code| code.name)).map_or_else(String::new, |near| format!("; `{near}` is one"));
            return voice.misused(&format!("`{unknown}` is no code{near}; `weeklog explain` lists them"));
        }
        let (root, mut only) = place(&self.site);
        let disk = match build::open(&root, voice) {
            Ok(disk) => disk,
            Err(outcome) => return outcome,
        };
        for path in &self.paths {
            match inside(&root, path) {
                Some(path) => only.push(path),
                None => return voice.misused(&format!("`{}` is no file or folder of the site `{}`", path.display(), root.display())),
            }
        }
        let request =
            Request { skip: Some("_site".to_owned()), isolate: Some(isolate::compile), phases: voice.phases(), ..Request::default() };
        let mut patched = Patched::new(&disk);
        let mut memo = build::remembered(disk.root());
        let mut built = pipeline::check(&patched, &request, &mut memo);
        self.narrow(&mut built, &only);
        let before = built.diagnostics.len();
        // A mend can bring to light what the fault hid, so it goes on until nothing more can be mended.
        for _ in 0..if self.fix { 8 } else { 0 } {
            if !patched.apply(&built.diagnostics) {
                break;
            }
            built = pipeline::check(&patched, &request, &mut memo);
            self.narrow(&mut built, &only);
        }
        if self.dry_run {
            return voice.output(patched.diff().as_bytes());
        }
        let files = match patched.write() {
            Ok(files) => files,
            Err(outcome) => return voice.misused(&outcome),
        };
        let asked = match self.ask(&mut built, &only) {
            Ok(asked) => asked,
            Err(message) => return voice.misused(message),
        };
        let outcome = self.tell(&built, &root, voice);
        if self.format == Format::Human {
            if files > 0 {
                voice.summary(&format!(
                    "{} mended in {}",
                    plural(before.saturating_sub(built.diagnostics.len()), "problem"),
                    plural(files, "file")
                ));
            }
            asked.iter().for_each(|line| voice.summary(line));
            voice.summary(&self.summary(&built, &only, started));
        }
        outcome
    }

    /// Asks for the addresses on the web that the chosen paths name, when that is wanted; a sentence about it.
    #[cfg(feature = "external")]
    fn ask(&self, built: &mut Built, only: &[String]) -> Result<Option<String>, &'static str> {
        if !self.external {
            return Ok(None);
        }
        let site = built.renderer.site();
        let mut addresses = check::external::addresses(site);
        for address in &mut addresses {
            address.places.retain(|(source, _)| concerns(only, source.path()));
        }
        addresses.retain(|address| !address.places.is_empty());
        let bounds = external::Bounds {
            most: self.external_most,
            time: Duration::from_secs(self.external_time),
            cache: self.external_cache.clone().or_else(external::usual_cache),
        };
        let mut asked = external::ask(addresses, &bounds);
        check::settle(&mut asked.diagnostics, &site.config);
        built.diagnostics.append(&mut asked.diagnostics);
        crate::diagnostic::sort(&mut built.diagnostics);
        self.narrow(built, only);
        Ok(Some(asked.summary()))
    }

    #[cfg(not(feature = "external"))]
    fn ask(&self, _: &mut Built, _: &[String]) -> Result<Option<String>, &'static str> {
        if self.external { Err("this weeklog was built without the feature `external`") } else { Ok(None) }
    }

    /// Keeps what concerns the chosen paths, and makes errors of what is denied.
    fn narrow(&self, built: &mut Built, only: &[String]) {
        built.diagnostics.retain(|diagnostic| concerns(only, diagnostic.path()));
        for diagnostic in &mut built.diagnostics {
            if self.deny.iter().any(|name| denies(name, diagnostic)) {
                diagnostic.severity = Severity::Error;
            }
        }
    }

    fn tell(&self, built: &Built, root: &Path, voice: &Voice) -> Outcome {
        let told: Vec<Diagnostic> =
            built.diagnostics.iter().filter(|diagnostic| !voice.is_quiet() || diagnostic.severity == Severity::Error).cloned().collect();
        let mut out = Vec::new();
        let written = match self.format {
            Format::Human => emit::human(&mut out, &told, voice.style()),
            Format::Github => github::write(&mut out, &told, &prefix(root)),
            Format::Json => {
                let list: Vec<_> = told.iter().map(emit::json).collect();
                serde_json::to_writer_pretty(&mut out, &list).map(|()| out.push(b'\n')).map_err(std::io::Error::from)
            }
            Format::Sarif => serde_json::to_writer_pretty(&mut out, &sarif::report(&told, &prefix(root)))
                .map(|()| out.push(b'\n'))
                .map_err(std::io::Error::from),
        };
        if let Err(error) = written {
            return voice.misused(&error.to_string());
        }
        match voice.output(&out) {
            Outcome::Done if Tally::of(&built.diagnostics).errors > 0 => Outcome::Faulty,
            outcome => outcome,
        }
    }

    fn summary(&self, built: &Built, only: &[String], started: Instant) -> String {
        let told = counts(Tally::of(&built.diagnostics));
        let told = if told.is_empty() { "no problems".to_owned() } else { told };
        let what = if only.is_empty() { plural(built.renderer.site().entries.len(), "page") } else { plural(only.len(), "path") };
        format!("{what} checked, {told}, in {}", seconds(started.elapsed()))
    }
}

/// Whether a path is chosen, or below one that is; without a choice all are.
fn concerns(only: &[String], path: &str) -> bool {
    let is_below = |chosen: &String| {
        chosen.is_empty() || path == chosen || path.strip_prefix(chosen.as_str()).is_some_and(|rest| rest.starts_with('/'))
    };
    only.is_empty() || only.iter().any(is_below)
}

fn is_deniable(name: &str) -> bool {
    name == "warnings"
        || codes::all().any(|code| code.name == name || code.name.strip_prefix(name).is_some_and(|rest| rest.starts_with('-')))
}

fn denies(name: &str, diagnostic: &Diagnostic) -> bool {
    let family = || diagnostic.code.strip_prefix(name).is_some_and(|rest| rest.starts_with('-'));
    diagnostic.code == name || family() || name == "warnings" && diagnostic.severity == Severity::Warning
}

/// The site's folder, and the file to check alone when a file was named: then the site is the folder around it.
fn place(named: &Path) -> (PathBuf, Vec<String>) {
    if !named.is_file() {
        return (named.to_owned(), Vec::new());
    }
    let absolute = std::path::absolute(named).unwrap_or_else(|_| named.to_owned());
    let around = absolute.ancestors().skip(1).find(|folder| folder.join(crate::config::FILE).is_file());
    let root = around.or(absolute.parent()).unwrap_or(Path::new(".")).to_owned();
    let only = inside(&root, named).into_iter().collect();
    (root, only)
}

/// A path, counted from here or from the site, as a path of the site.
fn inside(root: &Path, path: &Path) -> Option<String> {
    let root = root.canonicalize().ok()?;
    let from_here = path.canonicalize().ok().filter(|path| path.starts_with(&root));
    let found = from_here.or_else(|| root.join(path).canonicalize().ok().filter(|path| path.starts_with(&root)))?;
    Some(found.strip_prefix(&root).ok()?.to_str()?.replace('\\', "/"))
}

/// Where the site is, seen from here: what annotations put before its paths.
fn prefix(root: &Path) -> String {
    let here = std::env::current_dir().and_then(|path| path.canonicalize());
    let below = root.canonicalize().ok().zip(here.ok()).and_then(|(root, here)| root.strip_prefix(here).map(Path::to_owned).ok());
    match below.as_deref().and_then(Path::to_str) {
        Some("") | None => String::new(),
        Some(path) => format!("{}/", path.replace('\\', "/")),
    }
}
