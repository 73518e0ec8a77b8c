//! `weeklog render`: Markdown to HTML, without a site.

use super::Outcome;
use super::print::Voice;
use crate::page::front_matter::FrontMatter;
use crate::page::html::HoleKind;
use crate::page::html::escape_href;
use crate::page::markdown::{self, Options};
use crate::source::Source;
use clap::Args;
use std::io::Read as _;
use std::path::PathBuf;
use std::sync::Arc;

/// Turn Markdown into an HTML fragment
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  weeklog render week-04.md
  echo '*hello*' | weeklog render -")]
pub(super) struct Render {
    /// The file, or - for standard input
    #[arg(default_value = "-")]
    file: PathBuf,
}

impl Render {
    pub(super) fn run(&self, voice: &Voice) -> Outcome {
        let name = self.file.display().to_string();
        let bytes = if name == "-" {
            let mut bytes = Vec::new();
            std::io::stdin().read_to_end(&mut bytes).map(|_| bytes)
        } else {
            std::fs::read(&self.file)
        };
        let text = match bytes {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(error) => return voice.misused(&format!("`{name}` cannot be read: {error}")),
        };
        let source = Arc::new(Source::new(name, text));
        let (front, mut diagnostics) = FrontMatter::read(&source);
        let (body, _, more) = markdown::render(&source, front.body as usize, &Options::default());
        diagnostics.extend(more);
        voice.diagnostics(&diagnostics);
        let html = body.fill(|kind, html| match kind {
            HoleKind::Link(url) => escape_href(html, url),
            HoleKind::Image(url) => {
                html.push_str(" src=\"");
                escape_href(html, url);
                html.push('"');
            }
            HoleKind::Weeks => html.push_str("<!-- weeklog:weeks -->"),
        });
        voice.output(html.as_bytes())
    }
}
