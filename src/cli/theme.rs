//! `weeklog theme`: the embedded theme's files, to read and to change.

use super::print::{Voice, plural};
use super::{Outcome, Site};
use crate::nearest::nearest;
use crate::render::theme::{FOLDER, embedded};
use clap::{Args, Subcommand};
use std::path::Path;

/// List the theme's files, or copy them to change them
#[derive(Debug, Subcommand)]
pub(super) enum Theme {
    /// List the theme's files
    #[command(after_help = "Example:
  weeklog theme list")]
    List,
    Eject(Eject),
}

/// Copy the theme's files into the site, where you can change them
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  weeklog theme eject                                      every file
  weeklog theme eject my-log --file templates/page.html    one file
  weeklog theme eject --name quiet                         into _theme/quiet

A file in _theme replaces the theme's file of the same name; delete it to go back.
A site uses the theme in _theme/quiet when _config.yml says `weeklog: theme: quiet`.")]
pub(super) struct Eject {
    #[command(flatten)]
    site: Site,
    /// Only this file, as `theme list` names it; can be repeated
    #[arg(short, long, value_name = "FILE")]
    file: Vec<String>,
    /// Make a theme of this name, in _theme/NAME
    #[arg(short, long, value_name = "NAME")]
    name: Option<String>,
}

impl Theme {
    pub(super) fn run(&self, voice: &Voice) -> Outcome {
        match self {
            Theme::List => voice.output(embedded().keys().flat_map(|path| [path, "\n"]).collect::<String>().as_bytes()),
            Theme::Eject(eject) => eject.run(voice),
        }
    }
}

impl Eject {
    fn run(&self, voice: &Voice) -> Outcome {
        let files = embedded();
        if let Some(name) = self.name.as_ref().filter(|name| name.is_empty() || name.contains(['/', '\\']) || name.starts_with('.')) {
            return voice.misused(&format!("`{name}` is no name for a folder below {FOLDER}"));
        }
        if let Some(unknown) = self.file.iter().find(|file| !files.contains_key(file.as_str())) {
            let near = nearest(unknown, files.keys().map(|file| &**file)).map_or_else(String::new, |near| format!("; `{near}` is one"));
            return voice.misused(&format!("the theme has no file `{unknown}`{near}; `weeklog theme list` names them"));
        }
        let chosen = files.iter().filter(|(path, _)| self.file.is_empty() || self.file.iter().any(|file| file == *path));
        let mut written = 0;
        let folder = self.site.site.join(FOLDER);
        let folder = self.name.as_ref().map_or(folder.clone(), |name| folder.join(name));
        for (path, bytes) in chosen {
            let to = folder.join(path);
            if to.exists() {
                voice.summary(&format!("kept {}", to.display()));
                continue;
            }
            if let Err(error) = write(&to, bytes) {
                return voice.misused(&format!("`{}` cannot be written: {error}", to.display()));
            }
            written += 1;
        }
        voice.summary(&format!("{} written to {}", plural(written, "file"), folder.display()));
        Outcome::Done
    }
}

/// Writes a file with the folders above it.
pub(super) fn write(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(path, bytes)
}
