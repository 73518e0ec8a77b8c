//! The command line: what can be said to weeklog, and the only place that prints results.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod build;
mod check;
mod explain;
#[cfg(feature = "external")]
mod external;
mod fix;
mod init;
mod inspect;
mod isolate;
mod new;
mod print;
mod render;
mod schema;
mod serve;
mod status;
mod theme;

use crate::page::Audience;
use clap::{ArgAction, Args, CommandFactory as _, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;
use std::process::ExitCode;

/// Turns a folder of weekly work logs into a site that mentors can read at a glance.
#[derive(Debug, Parser)]
#[command(name = "weeklog", version = env!("WEEKLOG_VERSION"), propagate_version = true, arg_required_else_help = true)]
#[command(after_help = "Examples:
  weeklog init my-log           a new site, ready to build
  weeklog serve my-log --open   write with a live preview
  weeklog new my-log            next week's file, with last week's plan
  weeklog check my-log          what is wrong with it
  weeklog build my-log          the whole site in my-log/_site")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// Print errors only
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    quiet: bool,
    /// Also print how long each phase took
    #[arg(short, long, global = true, action = ArgAction::Count)]
    verbose: u8,
}

#[derive(Debug, Subcommand)]
enum Command {
    Init(init::Init),
    New(new::New),
    Build(build::Build),
    Serve(serve::Serve),
    Status(status::Status),
    Inspect(inspect::Inspect),
    Check(check::Check),
    Explain(explain::Explain),
    Render(render::Render),
    Schema(schema::Schema),
    #[command(subcommand)]
    Theme(theme::Theme),
    /// Print a completion script for a shell
    #[command(after_help = "Examples:
  weeklog completions bash > ~/.local/share/bash-completion/completions/weeklog
  weeklog completions fish > ~/.config/fish/completions/weeklog.fish")]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    #[command(after_help = "Examples:
  weeklog man > weeklog.1
  weeklog man | man -l -")]
    Man,
    CompileStyle(isolate::CompileStyle),
}

/// A day of the command line.
fn day(text: &str) -> Result<jiff::civil::Date, String> {
    text.parse().map_err(|_| "no calendar has this day; write it as 2025-06-30".to_owned())
}

/// The site to work on.
#[derive(Debug, Args)]
struct Site {
    /// The folder of the site
    #[arg(default_value = ".", value_name = "SITE")]
    site: PathBuf,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum AudienceName {
    /// Everybody: without private blocks and mentors' pages
    #[default]
    Public,
    /// Mentors: with private blocks and mentors' pages
    Mentor,
}

impl From<AudienceName> for Audience {
    fn from(name: AudienceName) -> Self {
        match name {
            AudienceName::Public => Audience::Public,
            AudienceName::Mentor => Audience::Mentor,
        }
    }
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// It did what it was asked to.
    Done,
    /// The content has errors.
    Faulty,
    /// It was asked for what cannot be.
    Misused,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        ExitCode::from(match outcome {
            Outcome::Done => 0,
            Outcome::Faulty => 1,
            Outcome::Misused => 2,
        })
    }
}

/// Parses the arguments and runs the command: exit code 0, 1 for errors in the content, 2 for wrong usage.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let voice = print::Voice::new(arguments.quiet, arguments.verbose);
    let outcome = match arguments.command {
        Command::Init(command) => command.run(&voice),
        Command::New(command) => command.run(&voice),
        Command::Build(command) => command.run(&voice),
        Command::Serve(command) => command.run(&voice),
        Command::Status(command) => command.run(&voice),
        Command::Inspect(command) => command.run(&voice),
        Command::Check(command) => command.run(&voice),
        Command::Explain(command) => command.run(&voice),
        Command::Render(command) => command.run(&voice),
        Command::Schema(command) => command.run(&voice),
        Command::Theme(command) => command.run(&voice),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Arguments::command(), "weeklog", &mut script);
            voice.output(&script)
        }
        Command::CompileStyle(command) => command.run(&voice),
        Command::Man => {
            let mut page = Vec::new();
            match clap_mangen::Man::new(Arguments::command()).render(&mut page) {
                Ok(()) => voice.output(&page),
                Err(error) => voice.misused(&error.to_string()),
            }
        }
    };
    outcome.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound_and_every_command_has_examples() {
        let command = Arguments::command();
        command.clone().debug_assert();
        for sub in command.get_subcommands().flat_map(|sub| if sub.has_subcommands() { sub.get_subcommands().collect() } else { vec![sub] })
        {
            let help = sub.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(help.contains("Example"), "{} has no examples", sub.get_name());
        }
    }
}
