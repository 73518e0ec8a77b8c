//! `weeklog inspect`: what the reader understood of one file.

use super::Outcome;
use super::print::Voice;
use crate::config::{self, Config, Overrides};
use crate::log::WeeklyLog;
use crate::log::{self, Refusal, Vocabulary};
use crate::page::{self, Audience};
use crate::source::{Source, Span};
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Show what weeklog understood of one log, line by line
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  weeklog inspect logs/week-04.md
  weeklog inspect logs/week-04.md --format json")]
pub(super) struct Inspect {
    /// The file
    file: PathBuf,
    /// The form of the output
    #[arg(short, long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Format {
    /// Text, for people
    #[default]
    Human,
    /// JSON, for programs
    Json,
}

impl Inspect {
    pub(super) fn run(&self, voice: &Voice) -> Outcome {
        let bytes = match std::fs::read(&self.file) {
            Ok(bytes) => bytes,
            Err(error) => return voice.misused(&format!("`{}` cannot be read: {error}", self.file.display())),
        };
        let (config, path) = site_of(&self.file);
        let source = Arc::new(Source::new(path, String::from_utf8_lossy(&bytes).into_owned()));
        let (logs, refusal) = read(Arc::clone(&source), &config);
        let periods = log::resolve(&logs.iter().collect::<Vec<_>>(), None);
        let text = match self.format {
            Format::Json => {
                serde_json::to_string_pretty(&log::json::file(&source, &logs, &periods)).map(|json| json + "\n").unwrap_or_default()
            }
            Format::Human => human(&source, &logs, refusal),
        };
        voice.output(text.as_bytes())
    }
}

/// Reads one file's logs, private blocks included: whoever has the file may see them. Without any, the reason.
fn read(source: Arc<Source>, config: &Config) -> (Vec<WeeklyLog>, Option<Refusal>) {
    let mut options = config.markdown.clone();
    options.audience = Audience::Mentor;
    let mut vocabulary = Vocabulary::built_in();
    vocabulary.extend(&config.weeklog);
    let (page, outline, _) = page::read(Arc::clone(&source), &options);
    let title = page.front.text("title");
    let input = log::Input { path: source.path(), front: &page.front, outline: &outline, title: title.as_deref(), vocabulary: &vocabulary };
    let logs = log::read(&input);
    let refusal = logs.is_empty().then(|| log::refusal(&input));
    (logs, refusal)
}

/// The configuration of the site in which a file stands, and its path there; without one its last two names.
fn site_of(file: &Path) -> (Config, String) {
    let absolute = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
    let site = absolute.ancestors().skip(1).find(|folder| folder.join(config::FILE).is_file());
    let text = site.and_then(|site| std::fs::read(site.join(config::FILE)).ok());
    let source = text.map(|text| Arc::new(Source::new(config::FILE, String::from_utf8_lossy(&text).into_owned())));
    let (config, _) = Config::read(source, &Overrides::default());
    let relative = site.and_then(|site| absolute.strip_prefix(site).ok()).map(Path::to_owned);
    let path = relative.unwrap_or_else(|| {
        let names: Vec<_> = absolute.components().rev().take(2).collect();
        names.into_iter().rev().collect()
    });
    (config, path.to_string_lossy().replace('\\', "/"))
}

fn human(source: &Source, logs: &[WeeklyLog], refusal: Option<Refusal>) -> String {
    if let Some(refusal) = refusal {
        let why = match refusal {
            Refusal::Declared => "it says `log: false`",
            Refusal::SomethingElse => {
                "its name or its folder is that of something else, as a template or a plan; `log: true` in its front matter makes it one"
            }
            Refusal::NothingToldOfIt => {
                "its name has a week, but nothing in it is a log's: no dates, no heading of goals, tasks, learnings or problems; `log: true` in its front matter makes it one"
            }
            Refusal::NoWeek => "neither its name, its title nor its keys name a week",
        };
        return format!("{}: not read as a weekly log: {why}\n", source.path());
    }
    logs.iter().map(|log| one(source, log)).collect::<Vec<_>>().join("\n")
}

fn one(source: &Source, log: &WeeklyLog) -> String {
    let mut out = Lines { source, text: String::new() };
    let week = log.week.as_ref().map(|fact| (fact.value.first, fact.value.last, fact.span));
    match week {
        Some((first, last, span)) if last > first => out.fact("Weeks", &format!("{first}–{last}"), span),
        Some((first, _, span)) => out.fact("Week", &first.to_string(), span),
        None => out.title("Week: not stated"),
    }
    if let Some(dates) = &log.dates {
        let value = &dates.value;
        let day = |date: Option<log::PartialDate>| date.map_or_else(|| "?".to_owned(), |date| date.to_string());
        let whole = [value.start, value.end].into_iter().flatten().all(|date| date.year.is_some());
        let note = match () {
            () if value.is_impossible() => format!(" (impossible: {})", value.written),
            () if !whole => " (no year is written; other logs of the site may tell it)".to_owned(),
            () => String::new(),
        };
        out.fact("Dates", &format!("{} to {}{note}", day(value.start), day(value.end)), dates.span);
    }
    // The dates were told as they were understood.
    let is_dates = |fact: &&log::Labelled| log.dates.as_ref().is_some_and(|dates| dates.span == fact.span);
    for fact in log.facts.iter().filter(|fact| !is_dates(fact)) {
        out.fact(&fact.label, &fact.value, fact.span);
    }
    if let Some(focus) = &log.focus {
        out.fact("Focus", &focus.value, focus.span);
    }
    out.list("Goals", log.goals.iter().map(|entry| (entry.text.clone(), entry.span)));
    out.list("Tasks", log.tasks.iter().map(|task| (format!("[{}] {}", task.state.as_str(), task.text), task.span)));
    out.list(
        "Problems",
        log.problems
            .iter()
            .map(|problem| (format!("{} → {}", problem.problem, problem.solution.as_deref().unwrap_or("open")), problem.span)),
    );
    out.list("Learnings", log.learnings.iter().map(|entry| (entry.text.clone(), entry.span)));
    out.list(
        "References",
        log.references.iter().map(|reference| (format!("{} {}", reference.text, reference.url.as_deref().unwrap_or("")), reference.span)),
    );
    out.list("Next", log.next.iter().map(|entry| (entry.text.clone(), entry.span)));
    if let Some(minutes) = &log.minutes {
        out.fact("Hours", &format!("{}", f64::from(minutes.value) / 60.0), minutes.span);
    }
    if let Some(sign_off) = &log.signed_off {
        let by = sign_off.value.by.as_deref().unwrap_or("somebody");
        out.fact(
            "Signed off",
            &format!("by {by}{}", sign_off.value.on.as_ref().map(|on| format!(" on {on}")).unwrap_or_default()),
            sign_off.span,
        );
    }
    if let Some(comment) = &log.mentor_comment {
        out.fact("Mentor's comment", &comment.value, comment.span);
    }
    out.list("Not filled in", log.unfilled.iter().map(|span| (source.slice(*span).trim().to_owned(), *span)));
    out.text
}

/// Lines with the number of the source's line in front.
struct Lines<'a> {
    source: &'a Source,
    text: String,
}

impl Lines<'_> {
    fn title(&mut self, text: &str) {
        self.text.push_str(&format!("     {text}\n"));
    }

    fn fact(&mut self, label: &str, value: &str, span: Span) {
        let line = self.source.position(span.start).line;
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        self.text.push_str(&format!("{line:>4} {label}: {value}\n"));
    }

    fn list(&mut self, label: &str, entries: impl Iterator<Item = (String, Span)>) {
        let entries: Vec<_> = entries.collect();
        if entries.is_empty() {
            return;
        }
        self.title(&format!("{label} ({})", entries.len()));
        for (text, span) in entries {
            let line = self.source.position(span.start).line;
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            self.text.push_str(&format!("{line:>4}   - {text}\n"));
        }
    }
}
