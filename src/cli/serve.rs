//! `weeklog serve`: the live preview in a terminal.

use super::build::{Edition, open};
use super::isolate;
use super::print::{Tally, Voice, counts, plural, seconds};
use super::{Outcome, Site};
use crate::diagnostic::Diagnostic;
use crate::output::Cache;
use crate::pipeline::Request;
use crate::serve::{self, Event, Options};
use clap::Args;
use std::collections::HashSet;
use std::net::IpAddr;
use xxhash_rust::xxh3::xxh3_128;

/// Preview the site in a browser; it follows every change
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  weeklog serve --open            this folder, in the browser
  weeklog serve my-log            another folder, at http://localhost:4000/
  weeklog serve --port 8080       on another port; 0 takes any free one
  weeklog serve --host 0.0.0.0    for the whole network, such as your phone")]
pub(super) struct Serve {
    #[command(flatten)]
    site: Site,
    /// The port to listen on
    #[arg(short, long, default_value_t = 4000)]
    port: u16,
    /// The address to listen on
    #[arg(long, default_value = "127.0.0.1")]
    host: IpAddr,
    /// Open the site in the browser
    #[arg(short, long)]
    open: bool,
    #[command(flatten)]
    edition: Edition,
}

impl Serve {
    pub(super) fn run(&self, voice: &Voice) -> Outcome {
        let disk = match open(&self.site.site, voice) {
            Ok(disk) => disk,
            Err(outcome) => return outcome,
        };
        let request = Request {
            overrides: self.edition.overrides(),
            skip: Some("_site".to_owned()),
            isolate: Some(isolate::compile),
            phases: voice.phases(),
            ..Request::default()
        };
        let cache = Cache::new(disk.root(), &disk.root().join("_site"));
        let options = Options { disk, request, cache, host: self.host, port: self.port };
        let mut known = Known::default();
        match serve::run(options, |event| self.tell(voice, event, &mut known)) {
            Ok(()) => Outcome::Done,
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {
                voice.misused(&format!("port {} is in use; choose another with `--port`, or `--port 0` for any", self.port))
            }
            Err(error) => voice.misused(&format!("{}:{} cannot be listened at: {error}", self.host, self.port)),
        }
    }

    fn tell(&self, voice: &Voice, event: Event, known: &mut Known) {
        match event {
            Event::Listening(url) => {
                voice.summary(&format!("Serving at {url} (Ctrl-C ends it)"));
                if self.open
                    && let Err(error) = open::that_detached(url)
                {
                    voice.summary(&format!("The browser cannot be opened: {error}"));
                }
            }
            Event::Built(built, time, count) => {
                let new = known.renew(&built.diagnostics);
                voice.diagnostics(&new);
                let pages = built.renderer.pages();
                let told = counts(Tally::of(&built.diagnostics));
                let told = match new.len() {
                    _ if told.is_empty() => told,
                    new if new == built.diagnostics.len() => format!(": {told}"),
                    0 => format!(": {told}, none of them new"),
                    new => format!(": {told}, {new} of them new"),
                };
                let again = if count == 0 { "read" } else { "read again" };
                voice.summary(&format!("{} {again} in {}{told}", plural(pages, "page"), seconds(time)));
            }
            Event::Blind(diagnostic) => voice.diagnostics(&[diagnostic]),
        }
    }
}

/// The problems that the last site had, each by a hash of what it says of which text: a terminal that shows all of them
/// again after each edit hides the new one.
#[derive(Default)]
struct Known(HashSet<u128>);

impl Known {
    /// Those of these problems that the last site did not have; these are the known ones from now on.
    fn renew(&mut self, diagnostics: &[Diagnostic]) -> Vec<Diagnostic> {
        let name = |diagnostic: &Diagnostic| {
            let text = diagnostic.primary.as_ref().map_or("", |label| label.source.slice(label.span));
            xxh3_128(format!("{} {} {} {text}", diagnostic.code, diagnostic.path(), diagnostic.message).as_bytes())
        };
        let names: Vec<u128> = diagnostics.iter().map(name).collect();
        let is_new = |(_, name): &(&Diagnostic, &u128)| !self.0.contains(*name);
        let new = diagnostics.iter().zip(&names).filter(is_new).map(|(diagnostic, _)| diagnostic.clone()).collect();
        self.0 = names.into_iter().collect();
        new
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;
    use std::sync::Arc;

    #[test]
    fn a_problem_is_new_once() {
        let source = Arc::new(Source::new("a.md", "one two"));
        let problem = |at: std::ops::Range<usize>| Diagnostic::warning("link-missing", "it is not there").at(&source, at, "");
        let mut known = Known::default();
        let new = |known: &mut Known, all: &[Diagnostic]| {
            known.renew(all).iter().map(|new| new.primary.as_ref().map_or(0, |label| label.span.start)).collect::<Vec<_>>()
        };
        assert_eq!(new(&mut known, &[problem(0..3)]), [0]);
        assert_eq!(new(&mut known, &[problem(0..3), problem(4..7)]), [4]);
        assert_eq!(new(&mut known, &[problem(4..7)]), [0; 0]);
        assert_eq!(new(&mut known, &[problem(0..3)]), [0], "it was gone in between");
    }
}
