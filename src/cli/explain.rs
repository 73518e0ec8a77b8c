//! `weeklog explain`: what a code means, why it matters, an example, the mend.

use super::Outcome;
use super::print::Voice;
use crate::diagnostic::codes;
use crate::nearest::nearest;
use clap::Args;

/// Explain what a problem's code means
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  weeklog explain                       all codes
  weeklog explain front-matter-dashes   one of them
  weeklog explain link                  the codes of a family")]
pub(super) struct Explain {
    /// The code, as it stands in brackets after `error` or `warning`
    code: Option<String>,
}

impl Explain {
    pub(super) fn run(&self, voice: &Voice) -> Outcome {
        let Some(name) = &self.code else {
            let width = codes::all().map(|code| code.name.len()).max().unwrap_or(0);
            let list: String = codes::all().map(|code| format!("{:width$}  {:7}  {}\n", code.name, code.severity, code.title)).collect();
            return voice.output(list.as_bytes());
        };
        let name = name.trim_matches(['[', ']']);
        let family: String = codes::all()
            .filter(|code| code.name.strip_prefix(name).is_some_and(|rest| rest.starts_with('-')))
            .map(|code| format!("{}  {:7}  {}\n", code.name, code.severity, code.title))
            .collect();
        match codes::find(name) {
            None if !family.is_empty() => voice.output(family.as_bytes()),
            Some(code) => voice.output(format!("{}[{}]: {}\n\n{}\n", code.severity, code.name, code.title, code.text).as_bytes()),
            None => {
                let near = nearest(name, codes::all().map(|code| code.name)).map_or_else(String::new, |near| format!("; `{near}` is one"));
                voice.misused(&format!("`{name}` is no code{near}; `weeklog explain` lists them"))
            }
        }
    }
}
