//! `weeklog status`: who has logged what, in a terminal.

use super::build::{Edition, open, remembered};
use super::isolate;
use super::print::{Tally, Voice, plural};
use super::{Outcome, Site};
use crate::pipeline::{self, Request};
use crate::render::{data, weeks};
use crate::site::Site as Built;
use crate::site::cohort::{Intern, Standing, Week};
use clap::{Args, ValueEnum};
use jiff::civil::Date;
use std::collections::BTreeSet;
use unicode_width::UnicodeWidthStr as _;

/// Show who has logged which week, what is blocked, and what awaits sign-off
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  weeklog status                                  this site, today
  weeklog status --on 2025-06-30                  what was due on a day
  weeklog status --intern 'Ada Okafor'            one intern
  weeklog status --format markdown >> issue.md    to paste in an issue
  weeklog status --format csv > status.csv        for a spreadsheet
  weeklog status --format reminder                a message to each who owes a log")]
pub(super) struct Status {
    #[command(flatten)]
    site: Site,
    /// The form of the output
    #[arg(short, long, value_enum, default_value_t)]
    format: Format,
    /// Only this intern, by name or folder
    #[arg(short, long, value_name = "NAME")]
    intern: Option<String>,
    /// The day by which weeks are due [default: today]
    #[arg(long, value_name = "DATE", value_parser = super::day)]
    on: Option<Date>,
    #[command(flatten)]
    edition: Edition,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Format {
    /// A table, for people
    #[default]
    Table,
    /// JSON, for programs
    Json,
    /// CSV, for spreadsheets
    Csv,
    /// Markdown, for issues
    Markdown,
    /// A message to each intern who owes a log
    Reminder,
}

impl Status {
    pub(super) fn run(&self, voice: &Voice) -> Outcome {
        let disk = match open(&self.site.site, voice) {
            Ok(disk) => disk,
            Err(outcome) => return outcome,
        };
        let mut overrides = self.edition.overrides();
        overrides.on = Some(self.on.unwrap_or_else(|| jiff::Zoned::now().date()));
        let built = pipeline::build(
            &disk,
            &Request {
                overrides,
                skip: Some("_site".to_owned()),
                isolate: Some(isolate::compile),
                phases: voice.phases(),
                ..Request::default()
            },
            &mut remembered(disk.root()),
        );
        let site = built.renderer.site();
        let wanted = |intern: &&Intern| {
            self.intern.as_ref().is_none_or(|only| intern.name.eq_ignore_ascii_case(only) || intern.folder == *only || intern.slug == *only)
        };
        let interns: Vec<&Intern> = site.cohort.all().filter(wanted).collect();
        if let (Some(only), true) = (&self.intern, interns.is_empty()) {
            let names = site.cohort.all().map(|intern| format!("`{}`", intern.name)).collect::<Vec<_>>().join(", ");
            let there = if site.cohort.is_cohort { format!("; there are {names}") } else { "; this site holds the logs of one".to_owned() };
            return voice.misused(&format!("no intern is called `{only}`{there}"));
        }
        let text = match self.format {
            Format::Table => table(site, &interns),
            Format::Markdown => markdown(site, &interns),
            Format::Csv => csv(site, &interns),
            Format::Reminder => reminders(site, &interns),
            Format::Json => {
                serde_json::to_string_pretty(&data::status(site, self.intern.as_deref())).map(|json| json + "\n").unwrap_or_default()
            }
        };
        voice.output(text.as_bytes());
        if Tally::of(&built.diagnostics).errors > 0 { Outcome::Faulty } else { Outcome::Done }
    }
}

/// A sign a state, told apart without colour.
fn sign(standing: Standing) -> &'static str {
    match standing {
        Standing::Logged => "✓",
        Standing::Late => "l",
        Standing::Unfilled => "u",
        Standing::Invalid => "?",
        Standing::Missing => "✗",
        Standing::Exempt => "–",
        Standing::NotDue => "·",
    }
}

fn name(intern: &Intern) -> &str {
    if intern.name.is_empty() { "Weeks" } else { &intern.name }
}

/// The numbers of weeks that any intern has.
fn numbers(interns: &[&Intern]) -> Vec<u16> {
    interns.iter().flat_map(|intern| &intern.weeks).filter_map(|week| week.number).collect::<BTreeSet<_>>().into_iter().collect()
}

fn week(intern: &Intern, number: u16) -> Option<&Week> {
    let holds = |week: &&Week| week.number.is_some_and(|first| (first..=week.last.unwrap_or(first)).contains(&number));
    // Of two logs of one week the better, or the first.
    intern.weeks.iter().filter(holds).min_by_key(|week| week.standing)
}

fn table(site: &Built, interns: &[&Intern]) -> String {
    if interns.iter().all(|intern| intern.weeks.is_empty()) {
        return "No weeks are logged yet; `weeklog new` writes the first.\n".to_owned();
    }
    let numbers = numbers(interns);
    let width = interns.iter().map(|intern| name(intern).width()).max().unwrap_or(0);
    let mut text = format!("{:width$}", "");
    text.extend(numbers.iter().map(|number| format!(" {number:>3}")));
    text.push_str("  logged  hours\n");
    for intern in interns {
        let pad = width - name(intern).width();
        text.push_str(&format!("{}{:pad$}", name(intern), ""));
        for number in &numbers {
            text.push_str(&format!("   {}", week(intern, *number).map_or(" ", |week| sign(week.standing))));
        }
        let (logged, due) = weeks::logged_of_due(intern);
        let hours = weeks::hours(site, intern).map_or_else(String::new, |hours| match hours.target {
            Some(target) => format!("{}/{target}", hours.total),
            None => hours.total.to_string(),
        });
        text.push_str(&format!("  {:>6}  {hours}\n", format!("{logged}/{due}")));
    }
    let used: BTreeSet<Standing> = interns.iter().flat_map(|intern| &intern.weeks).map(|week| week.standing).collect();
    let legend: Vec<String> = used.iter().map(|standing| format!("{} {}", sign(*standing), standing.label())).collect();
    text.push_str(&format!("\n{}\n", legend.join("   ")));
    text.push_str(&lists(site, interns, "", "  "));
    text
}

fn markdown(site: &Built, interns: &[&Intern]) -> String {
    let numbers = numbers(interns);
    let mut text = String::from("| Intern |");
    text.extend(numbers.iter().map(|number| format!(" {number} |")));
    text.push_str(" Logged |\n|---|");
    text.push_str(&":-:|".repeat(numbers.len() + 1));
    text.push('\n');
    for intern in interns {
        let cells: String =
            numbers.iter().map(|number| format!(" {} |", week(intern, *number).map_or(" ", |week| sign(week.standing)))).collect();
        let (logged, due) = weeks::logged_of_due(intern);
        text.push_str(&format!("| {} |{cells} {logged} of {due} |\n", name(intern).replace('|', "\\|")));
    }
    text.push_str(&lists(site, interns, "### ", "- "));
    text
}

/// What is blocked, what waits.
fn lists(site: &Built, interns: &[&Intern], heading: &str, bullet: &str) -> String {
    let mut text = String::new();
    let blocked: Vec<String> = interns
        .iter()
        .flat_map(|intern| weeks::blockers(site, intern))
        .map(|said| format!("{}{}: {}", said.intern.map(|name| name + ", ").unwrap_or_default(), said.week, said.text))
        .collect();
    let waiting = interns.iter().flat_map(|intern| {
        intern
            .weeks
            .iter()
            .filter(|week| weeks::is_awaiting(site, week))
            .map(|week| format!("{}, {}", name(intern), weeks::week_label(site, week)))
    });
    for (title, entries) in [("Blocked", blocked), ("Awaiting sign-off", waiting.collect())] {
        if !entries.is_empty() {
            text.push_str(&format!("\n{heading}{title} ({})\n", plural(entries.len(), "entry").replace("entrys", "entries")));
            text.extend(entries.iter().map(|entry| format!("{bullet}{entry}\n")));
        }
    }
    text
}

/// A text for each who owes a log or has to mend one, set apart by a line of dashes.
fn reminders(site: &Built, interns: &[&Intern]) -> String {
    let owed = |week: &Week| {
        let file = week.log.map(|id| site.entries[id.page].page.source.path());
        let days = weeks::dates(site, week.start, week.end).map(|days| format!(" ({days})")).unwrap_or_default();
        let what = match (week.standing, file) {
            (Standing::Missing, _) => "no log yet; `weeklog new` starts one".to_owned(),
            (Standing::Unfilled, Some(file)) => format!("`{file}` is not filled in yet"),
            (Standing::Invalid, Some(file)) => format!("the dates of `{file}` cannot be right; `weeklog check {file}` says why"),
            _ => return None,
        };
        Some(format!("- {}{days}: {what}\n", weeks::week_label(site, week)))
    };
    let texts = interns.iter().filter_map(|intern| {
        let lines: String = intern.weeks.iter().filter_map(owed).collect();
        let mentor = intern.mentor.as_ref().map(|mentor| format!("\nYour mentor is {mentor}.\n")).unwrap_or_default();
        let on = site.cohort.on.and_then(|on| weeks::dates(site, Some(on), None)).unwrap_or_default();
        let name = if intern.name.is_empty() { String::new() } else { format!(" {}", intern.name) };
        (!lines.is_empty()).then(|| format!("Hello{name},\n\nas of {on}, these weekly logs are due:\n\n{lines}{mentor}"))
    });
    let text = texts.collect::<Vec<_>>().join("\n---\n\n");
    if text.is_empty() { "Nobody owes a log.\n".to_owned() } else { text }
}

/// A row a week: the form that spreadsheets pivot.
fn csv(site: &Built, interns: &[&Intern]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut write = |cells: [String; 8]| writer.write_record(cells).is_ok();
    write(["intern", "mentor", "week", "start", "end", "state", "awaiting_sign_off", "file"].map(str::to_owned));
    for intern in interns {
        for week in &intern.weeks {
            let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
            write([
                intern.name.clone(),
                intern.mentor.clone().unwrap_or_default(),
                week.number.map(|number| number.to_string()).unwrap_or_default(),
                day(week.start),
                day(week.end),
                week.standing.as_str().to_owned(),
                weeks::is_awaiting(site, week).to_string(),
                week.log.map(|id| site.entries[id.page].page.source.path().to_owned()).unwrap_or_default(),
            ]);
        }
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}
