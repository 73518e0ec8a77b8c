//! Weeks as rows, counts and charts: what progress, logbook and index tables share.

use super::context::LinkContext;
use super::mentor::{Bar, Chart, Counts, HoursContext, LogContext, Pair, ProgressContext, Said, Segment, SignOffContext, WeekRow};
use super::words::Words;
use crate::log::{SectionKind, State, WeeklyLog};
use crate::site::cohort::{Intern, LogId, Standing, Week};
use crate::site::nav::label;
use crate::site::{PageId, Site};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// States from the bottom of a bar to its top, with the key of their words.
pub const STATES: [(State, &str); 7] = [
    (State::Done, "done"),
    (State::Partial, "partial"),
    (State::InProgress, "in_progress"),
    (State::Blocked, "blocked"),
    (State::Planned, "planned"),
    (State::Dropped, "dropped"),
    (State::Unstated, "unstated"),
];

/// The words of the site's language.
pub fn words(site: &Site) -> Words<'_> {
    Words::of(&site.config)
}

/// The words for a state.
pub fn state_label(words: Words<'_>, state: State) -> &str {
    STATES.iter().find(|(known, _)| *known == state).map_or("", |(_, key)| words.text(key))
}

/// "Week 4", "Weeks 6–8"; a week without a number by its first day.
pub fn week_label(site: &Site, week: &Week) -> String {
    let words = words(site);
    match week.number {
        Some(number) => words.week(number, week.last),
        None => week.start.map_or_else(|| words.text("undated").to_owned(), |start| words.dates(start, None)),
    }
}

/// How many tasks are in each state.
pub fn counts(log: &WeeklyLog) -> Counts {
    let mut counts = Counts { total: log.tasks.len(), ..Counts::default() };
    for task in &log.tasks {
        *slot(&mut counts, task.state) += 1;
    }
    counts
}

fn slot(counts: &mut Counts, state: State) -> &mut usize {
    match state {
        State::Done => &mut counts.done,
        State::InProgress => &mut counts.in_progress,
        State::Partial => &mut counts.partial,
        State::Blocked => &mut counts.blocked,
        State::Planned => &mut counts.planned,
        State::Dropped => &mut counts.dropped,
        State::Unstated => &mut counts.unstated,
    }
}

/// The sum of two counts.
pub fn sum(a: Counts, b: Counts) -> Counts {
    Counts {
        done: a.done + b.done,
        in_progress: a.in_progress + b.in_progress,
        partial: a.partial + b.partial,
        blocked: a.blocked + b.blocked,
        planned: a.planned + b.planned,
        dropped: a.dropped + b.dropped,
        unstated: a.unstated + b.unstated,
        total: a.total + b.total,
    }
}

/// The address of a log: its page, with an anchor when the page holds several.
pub fn log_url(site: &Site, id: LogId) -> String {
    let logs = &site.entries[id.page].logs;
    let anchor = logs.get(id.index).map_or("", |log| log.id.as_str());
    if logs.len() > 1 && !anchor.is_empty() { format!("{}#{anchor}", site.href(id.page)) } else { site.href(id.page) }
}

/// The address of a section of a log, or of the log.
fn section_url(site: &Site, id: LogId, kind: SectionKind) -> String {
    let section = site.log(id).and_then(|log| log.sections.iter().find(|section| section.kind == Some(kind) && !section.id.is_empty()));
    section.map_or_else(|| log_url(site, id), |section| format!("{}#{}", site.href(id.page), section.id))
}

/// "23–30 June 2025", as the site's language writes days.
pub fn dates(site: &Site, start: Option<Date>, end: Option<Date>) -> Option<String> {
    start.map(|start| words(site).dates(start, end))
}

/// Who signed a log off, and the day as the site's language writes it; what is no day stays as it is written.
pub fn sign_off(site: &Site, log: &WeeklyLog) -> Option<SignOffContext> {
    let day = |on: &String| on.parse().ok().and_then(|day| dates(site, Some(day), None)).unwrap_or_else(|| on.clone());
    log.signed_off.as_ref().map(|fact| SignOffContext { by: fact.value.by.clone(), on: fact.value.on.as_ref().map(day) })
}

/// The row of a week.
pub fn row(site: &Site, week: &Week) -> WeekRow {
    let log = week.log.and_then(|id| site.log(id));
    WeekRow {
        label: week_label(site, week),
        title: week.log.map(|id| label(&site.entries[id.page].meta).to_owned()).unwrap_or_default(),
        url: week.log.map(|id| log_url(site, id)),
        dates: dates(site, week.start, week.end),
        start: week.start.map(|day| day.to_string()),
        end: week.end.map(|day| day.to_string()),
        focus: log.and_then(|log| log.focus.as_ref()).map(|focus| focus.value.clone()),
        tasks: log.map(counts).unwrap_or_default(),
        hours: log.and_then(WeeklyLog::hours),
        open_problems: log.map_or(0, |log| log.problems.iter().filter(|problem| problem.solution.is_none()).count()),
        signed_off: log.and_then(|log| sign_off(site, log)),
        state: week.standing.as_str(),
    }
}

/// Whether a week's log waits for a sign-off.
pub fn is_awaiting(site: &Site, week: &Week) -> bool {
    let log = week.log.and_then(|id| site.log(id));
    site.cohort.signs_off && matches!(week.standing, Standing::Logged | Standing::Late) && log.is_some_and(|log| !log.is_signed_off())
}

/// Weeks with a log, and weeks that should have one. Two logs of one week are one week.
pub fn logged_of_due(intern: &Intern) -> (usize, usize) {
    let count = |counts: fn(Standing) -> bool| {
        intern.weeks.iter().filter(|week| counts(week.standing)).map(Week::key).collect::<BTreeSet<_>>().len()
    };
    let logged = count(|standing| matches!(standing, Standing::Logged | Standing::Late));
    (logged, count(|standing| !matches!(standing, Standing::Exempt | Standing::NotDue)))
}

/// Hours of all weeks; none when no log states any.
pub fn hours(site: &Site, intern: &Intern) -> Option<HoursContext> {
    let stated: Vec<f64> = logs(site, intern).filter_map(|(_, _, log)| log.hours()).collect();
    let total: f64 = stated.iter().sum();
    let target = intern.target_hours.filter(|target| *target > 0.0);
    let percent = target.map(|target| (total / target * 100.0).clamp(0.0, 100.0) as u32);
    (!stated.is_empty()).then_some(HoursContext { total, target, percent })
}

/// An intern's logs in order, with their weeks.
pub fn logs<'a>(site: &'a Site, intern: &'a Intern) -> impl Iterator<Item = (&'a Week, LogId, &'a WeeklyLog)> {
    intern.weeks.iter().filter_map(|week| {
        let id = week.log?;
        Some((week, id, site.log(id)?))
    })
}

/// Tasks that are blocked and in no later log done: the last word counts.
pub fn blockers(site: &Site, intern: &Intern) -> Vec<Said> {
    let mut open: BTreeMap<String, (usize, Option<Said>)> = BTreeMap::new();
    for (at, (week, id, log)) in logs(site, intern).enumerate() {
        for task in &log.tasks {
            let blocked = task.state == State::Blocked;
            let said =
                blocked.then(|| saying(site, intern, week, section_url(site, id, SectionKind::Work))((&task.text, Some(&task.notes))));
            let known = open.contains_key(&task.text.to_lowercase());
            if blocked || known {
                open.insert(task.text.to_lowercase(), (at, said));
            }
        }
    }
    let mut blockers: Vec<_> = open.into_values().collect();
    blockers.sort_by_key(|(at, _)| *at);
    blockers.into_iter().filter_map(|(_, said)| said).collect()
}

/// Something said in a log, with its note: to be told of each `(text, note)`.
pub fn saying<'a>(site: &Site, intern: &Intern, week: &Week, url: String) -> impl Fn((&'a str, Option<&'a str>)) -> Said {
    let (week, intern) = (week_label(site, week), site.cohort.is_cohort.then(|| intern.name.clone()));
    move |(text, note)| {
        let note = note.map(str::trim).filter(|note| !note.is_empty()).map(str::to_owned);
        Said { text: text.to_owned(), note, week: week.clone(), url: url.clone(), intern: intern.clone() }
    }
}

/// The problems of a log; the note is the solution.
pub fn problems(site: &Site, intern: &Intern, week: &Week, id: LogId, log: &WeeklyLog) -> Vec<Said> {
    let said = saying(site, intern, week, section_url(site, id, SectionKind::Problems));
    log.problems.iter().map(|problem| said((&problem.problem, problem.solution.as_deref()))).collect()
}

/// The learnings of a log.
pub fn learnings(site: &Site, intern: &Intern, week: &Week, id: LogId, log: &WeeklyLog) -> Vec<Said> {
    let said = saying(site, intern, week, section_url(site, id, SectionKind::Learnings));
    log.learnings.iter().map(|learning| said((&learning.text, Some(&learning.notes)))).collect()
}

fn chart(site: &Site, intern: &Intern) -> Option<Chart> {
    let bars: Vec<Bar> = intern.weeks.iter().map(|week| bar(site, week)).collect();
    let max = bars.iter().map(|bar| bar.total).max().filter(|max| *max > 0)?;
    let all = logs(site, intern).map(|(_, _, log)| counts(log)).fold(Counts::default(), sum);
    let legend = segments(site, all);
    let parts: Vec<String> = legend.iter().map(|segment| format!("{} {}", segment.count, segment.label)).collect();
    let said = words(site).text("tasks_in_weeks").replace("{n}", &all.total.to_string()).replace("{of}", &bars.len().to_string());
    let summary = format!("{said}: {}", parts.join(", "));
    Some(Chart { max, bars, legend, summary })
}

fn bar(site: &Site, week: &Week) -> Bar {
    let counts = week.log.and_then(|id| site.log(id)).map(counts).unwrap_or_default();
    let short = week.number.map_or_else(|| "–".to_owned(), |number| number.to_string());
    Bar {
        label: week_label(site, week),
        short,
        url: week.log.map(|id| log_url(site, id)),
        total: counts.total,
        segments: segments(site, counts),
    }
}

fn segments(site: &Site, mut counts: Counts) -> Vec<Segment> {
    let mut offset = 0;
    let mut segments = Vec::new();
    for (state, key) in STATES {
        let label = words(site).text(key);
        let count = *slot(&mut counts, state);
        if count > 0 {
            segments.push(Segment { state: state.as_str(), label: label.to_owned(), count, offset });
            offset += count;
        }
    }
    segments
}

/// An intern as a link: to their page, or to their progress.
pub fn intern_link(site: &Site, intern: &Intern) -> LinkContext {
    let url = intern.page.map_or_else(|| progress_url(site, intern), |page| site.href(page));
    LinkContext { title: intern.name.clone(), url: Some(url) }
}

/// The address of an intern's progress.
pub fn progress_url(site: &Site, intern: &Intern) -> String {
    site.config.address(&if site.cohort.is_cohort {
        format!("/progress/{}/", crate::site::address::encode(&intern.slug))
    } else {
        "/progress/".to_owned()
    })
}

/// `progress` for one intern.
pub fn progress(site: &Site, intern: &Intern) -> ProgressContext {
    let (logged, due) = logged_of_due(intern);
    let all: Vec<_> = logs(site, intern).collect();
    let link = |week: &Week, id: LogId| LinkContext { title: week_label(site, week), url: Some(log_url(site, id)) };
    let texts = |entries: &[crate::log::Entry]| entries.iter().map(|entry| entry.text.clone()).collect::<Vec<_>>();
    let pairs = all.windows(2).map(|pair| {
        let ((week, id, log), (next_week, next_id, next)) = (&pair[0], &pair[1]);
        Pair { from: link(week, *id), to: link(next_week, *next_id), planned: texts(&log.next), set: texts(&next.goals) }
    });
    ProgressContext {
        intern: site.cohort.is_cohort.then(|| intern_link(site, intern)),
        mentor: intern.mentor.clone(),
        logged,
        due,
        tasks: all.iter().map(|(_, _, log)| counts(log)).fold(Counts::default(), sum),
        hours: hours(site, intern),
        chart: chart(site, intern),
        blockers: blockers(site, intern),
        open_problems: all
            .iter()
            .flat_map(|(week, id, log)| problems(site, intern, week, *id, log))
            .filter(|said| said.note.is_none())
            .collect(),
        awaiting: all.iter().filter(|(week, ..)| is_awaiting(site, week)).map(|(week, id, _)| link(week, *id)).collect(),
        weeks: intern.weeks.iter().map(|week| row(site, week)).collect(),
        pairs: pairs.filter(|pair| !pair.planned.is_empty() || !pair.set.is_empty()).collect(),
    }
}

/// `page.log` of the page of one log; a page of several has no such header.
pub fn log_context(site: &Site, page: PageId) -> Option<LogContext> {
    let entry = &site.entries[page];
    let [_] = &*entry.logs else { return None };
    let intern = site.cohort.writer_of(page, entry.path())?;
    let week = intern.weeks.iter().find(|week| week.log.is_some_and(|id| id.page == page))?;
    Some(LogContext {
        row: row(site, week),
        intern: site.cohort.is_cohort.then(|| intern_link(site, intern)),
        progress_url: progress_url(site, intern),
        minutes: (entry.page.words / 200).max(1),
    })
}

/// The rows of `<!-- weeklog:weeks -->` on a page: an intern's weeks, or on a page of the whole cohort a row an intern.
pub fn index_rows(site: &Site, page: PageId) -> Vec<WeekRow> {
    let path = site.entries[page].page.source.path();
    match site.cohort.writer_of(page, path) {
        Some(intern) => intern.weeks.iter().map(|week| row(site, week)).collect(),
        None => site.cohort.interns.iter().map(|intern| summary_row(site, intern)).collect(),
    }
}

fn summary_row(site: &Site, intern: &Intern) -> WeekRow {
    let start = intern.weeks.iter().filter_map(|week| week.start).min();
    let end = intern.weeks.iter().filter_map(|week| week.end).max();
    let (logged, due) = logged_of_due(intern);
    WeekRow {
        label: intern.name.clone(),
        title: intern.name.clone(),
        url: intern_link(site, intern).url,
        dates: dates(site, start, end),
        start: start.map(|day| day.to_string()),
        end: end.map(|day| day.to_string()),
        focus: Some(words(site).text("weeks_logged_of").replace("{n}", &logged.to_string()).replace("{of}", &due.to_string())),
        tasks: logs(site, intern).map(|(_, _, log)| counts(log)).fold(Counts::default(), sum),
        hours: hours(site, intern).map(|hours| hours.total),
        state: if logged < due { "missing" } else { "logged" },
        ..WeekRow::default()
    }
}
