//! `weeklog serve`: the live preview in a terminal.

use super::build::{Edition, open};
use super::isolate;
use super::print::{Tally, Voice, counts, plural, seconds};
use super::{Outcome, Site};
use crate::output::Cache;
use crate::pipeline::Request;

use crate::serve::{self, Event, Options};
use clap::Args;
use std::net::IpAddr;

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
        match serve::run(options, |event| self.tell(voice, event)) {
            Ok(()) => Outcome::Done,
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {
                voice.misused(&format!("port {} is in use; choose another with `--port`, or `--port 0` for any", self.port))
            }
            Err(error) => voice.misused(&format!("{}:{} cannot be listened at: {error}", self.host, self.port)),
        }
    }

    fn tell(&self, voice: &Voice, event: Event) {
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
                voice.diagnostics(&built.diagnostics);
                let pages = built.renderer.pages();
                let told = counts(Tally::of(&built.diagnostics));
                let told = if told.is_empty() { String::new() } else { format!(": {told}") };
                let again = if count == 0 { "read" } else { "read again" };
                voice.summary(&format!("{} {again} in {}{told}", plural(pages, "page"), seconds(time)));
            }
            Event::Blind(diagnostic) => voice.diagnostics(&[diagnostic]),
        }
    }
}
