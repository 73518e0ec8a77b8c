//! `weeklog schema`: the keys of configuration and front matter, for editors.

use super::Outcome;
use super::print::Voice;
use crate::schema;
use clap::{Args, ValueEnum};

/// Print the JSON Schema of the configuration or front matter, for editors
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  weeklog schema config > .vscode/weeklog-config.schema.json
  weeklog schema front-matter

An editor with a YAML language server uses the first one when _config.yml begins with
  # yaml-language-server: $schema=.vscode/weeklog-config.schema.json")]
pub(super) struct Schema {
    /// Which schema
    #[arg(value_enum, value_name = "SCHEMA")]
    of: Of,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Of {
    /// `_config.yml`
    Config,
    /// The keys at the top of a page
    FrontMatter,
}

impl Schema {
    pub(super) fn run(&self, voice: &Voice) -> Outcome {
        voice.output(
            match self.of {
                Of::Config => text(&schema::config()),
                Of::FrontMatter => text(&schema::front_matter()),
            }
            .as_bytes(),
        )
    }
}

/// A schema as a file holds it.
pub(super) fn text(schema: &serde_json::Value) -> String {
    format!("{schema:#}\n")
}
