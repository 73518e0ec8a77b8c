//! `weeklog new`: next week's file, from the last one.

use super::build::{open, remembered};
use super::isolate;
use super::print::Voice;
use super::{Outcome, Site};
use crate::config::{Config, Overrides};
use crate::log::next::{Draft, first_week, name_after, next_week};
use crate::log::{Lang, Vocabulary};
use crate::page::Audience;
use crate::pipeline::{self, Request};
use crate::site::Site as Built;
use crate::site::cohort::{Intern, LogId};
use clap::Args;
use jiff::civil::{Date, Weekday};
use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use tera::{Context, Tera};

/// A site's own form for a week, instead of ours.
const TEMPLATE: &str = "_templates/week.md";

/// Write next week's file, with last week's plan as its goals
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  weeklog new                        the week after the last in this folder
  weeklog new my-log                 in another folder
  weeklog new --intern 'Ada Okafor'  the week of one intern of a cohort
  weeklog new --start 2025-07-07     with another first day

The number and the dates follow the last log; tasks that were left open are listed.
A site can have a form of its own in `_templates/week.md`: a Tera template with the
variables week, title, start, end, parent, nav_order, facts, goals and carried.")]
pub(super) struct New {
    #[command(flatten)]
    site: Site,
    /// Whose week, by name or folder; needed when the site has several interns
    #[arg(short, long, value_name = "NAME")]
    intern: Option<String>,
    /// The first day [default: the day after the last log's end]
    #[arg(long, value_name = "DATE", value_parser = super::day)]
    start: Option<Date>,
}

impl New {
    pub(super) fn run(&self, voice: &Voice) -> Outcome {
        match self.write(voice) {
            Ok(path) => voice.output(format!("{}\n", path.display()).as_bytes()),
            Err(outcome) => outcome,
        }
    }

    fn write(&self, voice: &Voice) -> Result<PathBuf, Outcome> {
        let disk = open(&self.site.site, voice)?;
        // Whoever has the folder may read all of it: drafts and the mentors' pages count as weeks.
        let overrides = Overrides { drafts: true, audience: Audience::Mentor, ..Overrides::default() };
        let built = pipeline::build(
            &disk,
            &Request { overrides, skip: None, isolate: Some(isolate::compile), ..Request::default() },
            &mut remembered(disk.root()),
        );
        let site = built.renderer.site();
        let next = self.next(site, voice)?;
        let path = self.site.site.join(&next.path);
        let text = match std::fs::read_to_string(self.site.site.join(TEMPLATE)) {
            Ok(template) => next.fill(&template).map_err(|error| voice.misused(&format!("`{TEMPLATE}` fails: {error}")))?,
            Err(_) => next.draft.to_markdown(&next.title, next.parent.as_deref(), next.nav_order),
        };
        create(&path, &text).map_err(|error| voice.misused(&format!("`{}` cannot be written: {error}", path.display())))?;
        Ok(path)
    }

    fn next(&self, site: &Built, voice: &Voice) -> Result<Next, Outcome> {
        let intern = self.intern(site, voice)?;
        let last = intern.and_then(|intern| intern.weeks.iter().filter_map(|week| week.log).next_back());
        match (last, intern) {
            (Some(last), _) => self.after(site, last).ok_or_else(|| {
                let file = site.entries[last.page].page.source.path();
                voice.misused(&format!("the name of the last log, `{file}`, does not say its week in digits; rename it to `week-NN.md`"))
            }),
            (None, intern) => Ok(self.first(site, intern)),
        }
    }

    /// The intern that is meant: the only one, or the one named.
    fn intern<'s>(&self, site: &'s Built, voice: &Voice) -> Result<Option<&'s Intern>, Outcome> {
        let interns = &site.cohort.interns;
        let names = || interns.iter().map(|intern| format!("`{}`", intern.name)).collect::<Vec<_>>().join(", ");
        match (&self.intern, interns.as_slice()) {
            (Some(name), _) => {
                let found = site
                    .cohort
                    .all()
                    .find(|intern| intern.name.eq_ignore_ascii_case(name) || intern.folder == *name || intern.slug == *name);
                found.map(Some).ok_or_else(|| voice.misused(&format!("no intern is called `{name}`; there are {}", names())))
            }
            (None, []) => Ok(None),
            (None, [only]) => Ok(Some(only)),
            (None, _) => Err(voice.misused(&format!("several interns log here; say whose week with `--intern`: {}", names()))),
        }
    }

    fn after(&self, site: &Built, last: LogId) -> Option<Next> {
        let entry = &site.entries[last.page];
        let log = site.log(last)?;
        let vocabulary = vocabulary(&site.config);
        let draft = next_week(log, site.cohort.period(last), self.start, &vocabulary);
        let number = log.week.as_ref().map(|week| week.value.last)?;
        let path = path_after(entry.page.source.path(), number, &vocabulary)?;
        let nav_order = entry.page.front.text("nav_order").and_then(|order| order.parse::<i64>().ok()).map(|order| order + 1);
        let title = entry.meta.title.as_deref().filter(|_| entry.page.front.get("title").is_some());
        let title = title.and_then(|title| name_after(title, number, &vocabulary)).unwrap_or_else(|| draft.title.clone());
        Some(Next { path, title, parent: entry.meta.parent.clone(), nav_order, draft })
    }

    /// The first week: in the intern's folder, or in `logs` if the site has one.
    fn first(&self, site: &Built, intern: Option<&Intern>) -> Next {
        let folder = intern.map(|intern| intern.folder.clone()).unwrap_or_else(|| "logs".to_owned());
        let index = site.page_at(&folder).map(|page| &site.entries[page].meta);
        let parent = index.and_then(|meta| meta.title.clone()).filter(|_| site.entries.iter().any(|entry| entry.meta.parent.is_some()));
        let start = self.start.unwrap_or_else(monday);
        let draft = first_week(Lang::En, Some(start));
        Next { path: format!("{folder}/week-01.md"), title: "Week 01".to_owned(), parent, nav_order: Some(1), draft }
    }
}

/// The file to write.
struct Next {
    path: String,
    title: String,
    parent: Option<String>,
    nav_order: Option<i64>,
    draft: Draft,
}

impl Next {
    /// Fills in a site's own form.
    fn fill(&self, template: &str) -> Result<String, tera::Error> {
        let mut context = Context::new();
        let day = |day: Option<Date>| day.map(|day| day.to_string());
        context.insert("week", &self.draft.week);
        context.insert("title", &self.title);
        context.insert("start", &day(self.draft.days.map(|days| days.0)));
        context.insert("end", &day(self.draft.days.map(|days| days.1)));
        context.insert("parent", &self.parent);
        context.insert("nav_order", &self.nav_order);
        context.insert("facts", &self.draft.facts);
        context.insert("goals", &self.draft.goals);
        context.insert("carried", &self.draft.carried);
        Tera::one_off(template, &context, false)
    }
}

fn vocabulary(config: &Config) -> Vocabulary {
    let mut vocabulary = Vocabulary::built_in();
    vocabulary.extend(&config.weeklog);
    vocabulary
}

/// The next week's path: its file's name, or where that says no number (`Week4/README.md`) its folder's.
fn path_after(path: &str, number: u16, vocabulary: &Vocabulary) -> Option<String> {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    if let Some(next) = name_after(file, number, vocabulary) {
        return Some(if folder.is_empty() { next } else { format!("{folder}/{next}") });
    }
    let (above, name) = folder.rsplit_once('/').unwrap_or(("", folder));
    let next = name_after(name, number, vocabulary)?;
    Some(if above.is_empty() { format!("{next}/{file}") } else { format!("{above}/{next}/{file}") })
}

/// This week's Monday.
pub(super) fn monday() -> Date {
    let today = jiff::Zoned::now().date();
    today.saturating_sub(jiff::Span::new().days(i64::from(today.weekday().since(Weekday::Monday))))
}

/// Writes a new file; one that exists is never overwritten.
fn create(path: &Path, text: &str) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    File::options().write(true).create_new(true).open(path)?.write_all(text.as_bytes())
}
