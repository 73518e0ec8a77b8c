//! The pages about all weeks of all interns: cohort, round-ups, logbooks.

use super::context::LinkContext;
use super::mentor::{
    Cell, CohortContext, Column, InternRow, LogbookContext, LogbookWeek, RoundupContext, RoundupLog, StateCount, TaskContext,
};
use super::page;
use super::weeks::{
    self, blockers, dates, hours, intern_link, is_awaiting, log_url, logged_of_due, logs, problems, row, sign_off, state_label, week_label,
};
use crate::site::Site;
use crate::site::cohort::{Intern, Standing, Week};
use jiff::civil::{Date, ISOWeekDate, Weekday};
use std::collections::BTreeMap;

/// A calendar week, by its Monday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CalendarWeek {
    monday: Date,
}

impl CalendarWeek {
    /// The week that most of the seven days from `start` on fall in.
    pub fn of(start: Date) -> Option<CalendarWeek> {
        let middle = start.checked_add(jiff::Span::new().days(3)).ok()?;
        let monday = middle.checked_sub(jiff::Span::new().days(i64::from(middle.weekday().since(Weekday::Monday)))).ok()?;
        Some(CalendarWeek { monday })
    }

    /// `2025-W23`, ISO 8601.
    pub fn key(self) -> String {
        let iso: ISOWeekDate = self.monday.iso_week_date();
        format!("{}-W{:02}", iso.year(), iso.week())
    }

    fn sunday(self) -> Option<Date> {
        self.monday.checked_add(jiff::Span::new().days(6)).ok()
    }
}

/// The calendar weeks in which anybody logged, in order.
pub fn calendar(site: &Site) -> Vec<CalendarWeek> {
    let started = site.cohort.interns.iter().flat_map(|intern| &intern.weeks).filter(|week| week.log.is_some());
    let mut calendar: Vec<_> = started.filter_map(|week| CalendarWeek::of(week.start?)).collect();
    calendar.sort_unstable();
    calendar.dedup();
    calendar
}

/// What the columns of the matrix are: calendar weeks, or numbers where no log has dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Calendar(CalendarWeek),
    Number(u16),
}

fn key(week: &Week, dated: bool) -> Option<Key> {
    if dated { week.start.and_then(CalendarWeek::of).map(Key::Calendar) } else { week.number.map(Key::Number) }
}

/// `cohort`.
pub fn cohort(site: &Site) -> CohortContext {
    let interns = &site.cohort.interns;
    let weeks = || interns.iter().flat_map(|intern| &intern.weeks);
    // A week that states no days would have no column among the calendar's.
    let dated = weeks().all(|week| week.start.is_some() || week.number.is_none()) && weeks().any(|week| week.start.is_some());
    let mut keys: Vec<Key> = weeks().filter_map(|week| key(week, dated)).collect();
    keys.sort_unstable();
    keys.dedup();
    let logged = calendar(site);
    let columns = keys.iter().map(|key| column(site, *key, &logged)).collect();
    let rows: Vec<InternRow> = interns.iter().map(|intern| intern_row(site, intern, &keys, dated)).collect();
    let mut mentors: Vec<String> = interns.iter().filter_map(|intern| intern.mentor.clone()).collect();
    mentors.sort();
    mentors.dedup();
    let count = |standing: Standing| weeks().filter(|week| week.standing == standing).count();
    let mut states: Vec<StateCount> = Standing::ALL
        .into_iter()
        .map(|standing| StateCount { state: standing.as_str(), label: standing_label(site, standing).to_owned(), count: count(standing) })
        .collect();
    states.push(StateCount {
        state: "awaiting",
        label: weeks::words(site).text("awaiting").to_owned(),
        count: weeks().filter(|week| is_awaiting(site, week)).count(),
    });
    states.retain(|state| state.count > 0);
    let on = site.cohort.on.map(|day| day.to_string()).unwrap_or_default();
    let on_text = dates(site, site.cohort.on, None).unwrap_or_default();
    CohortContext { columns, interns: rows, mentors, states, on, on_text }
}

fn column(site: &Site, key: Key, logged: &[CalendarWeek]) -> Column {
    match key {
        Key::Number(number) => {
            Column { key: number.to_string(), label: number.to_string(), dates: weeks::words(site).week(number, None), url: None }
        }
        Key::Calendar(week) => Column {
            key: week.key(),
            label: format!("W{:02}", week.monday.iso_week_date().week()),
            dates: dates(site, Some(week.monday), week.sunday()).unwrap_or_default(),
            url: logged.binary_search(&week).is_ok().then(|| roundup_url(site, week)),
        },
    }
}

/// The address of a week's round-up.
pub fn roundup_url(site: &Site, week: CalendarWeek) -> String {
    site.config.address(&format!("/weeks/{}/", week.key()))
}

fn intern_row(site: &Site, intern: &Intern, keys: &[Key], dated: bool) -> InternRow {
    let mut by_key: BTreeMap<Key, &Week> = BTreeMap::new();
    for week in &intern.weeks {
        if let Some(key) = key(week, dated) {
            // Of two logs in one week the better has the cell, or the first; both are on the intern's page.
            let of_cell = by_key.entry(key).or_insert(week);
            if week.standing < of_cell.standing {
                *of_cell = week;
            }
        }
    }
    let blocked = blockers(site, intern);
    let cells = keys.iter().map(|key| by_key.get(key).map(|week| cell(site, week)).unwrap_or_default()).collect();
    let (logged, due) = logged_of_due(intern);
    let awaiting = intern.weeks.iter().filter(|week| is_awaiting(site, week)).count();
    InternRow {
        name: intern.name.clone(),
        url: weeks::progress_url(site, intern),
        mentor: intern.mentor.clone(),
        logged,
        due,
        cells,
        blockers: blocked.len(),
        awaiting,
        hours: hours(site, intern),
        attention: attention(site, intern, &blocked.iter().map(|said| said.text.as_str()).collect::<Vec<_>>()),
    }
}

fn cell(site: &Site, week: &Week) -> Cell {
    let awaiting = is_awaiting(site, week);
    let log = week.log.and_then(|id| site.log(id));
    let blocked = log.is_some_and(|log| weeks::counts(log).blocked > 0);
    let waits = if awaiting { format!(", {}", weeks::words(site).text("awaiting")) } else { String::new() };
    Cell {
        state: week.standing.as_str(),
        label: format!("{}: {}{waits}", week_label(site, week), standing_label(site, week.standing)),
        url: week.log.map(|id| log_url(site, id)),
        short: week.number.map_or_else(|| "·".to_owned(), |number| number.to_string()),
        awaiting,
        blocked,
    }
}

/// The words for how a week stands.
fn standing_label(site: &Site, standing: Standing) -> &str {
    weeks::words(site).text(if standing == Standing::NotDue { "not_due" } else { standing.as_str() })
}

/// Why somebody should look at an intern, the most pressing first.
fn attention(site: &Site, intern: &Intern, blocked: &[&str]) -> Vec<String> {
    let words = weeks::words(site);
    let mut reasons = Vec::new();
    for (standing, several) in
        [(Standing::Missing, "weeks_missing"), (Standing::Invalid, "weeks_invalid"), (Standing::Unfilled, "weeks_unfilled")]
    {
        let weeks: Vec<&Week> = intern.weeks.iter().filter(|week| week.standing == standing).collect();
        match weeks.as_slice() {
            [] => {}
            [week] => reasons.push(format!("{}: {}", week_label(site, week), standing_label(site, standing))),
            many => reasons.push(words.count(several, many.len())),
        }
    }
    reasons.extend(blocked.iter().take(2).map(|text| format!("{}: {text}", words.text("blocked"))));
    reasons
}

/// `roundup` of one calendar week.
pub fn roundup(site: &Site, calendar: &[CalendarWeek], at: usize) -> RoundupContext {
    let week = calendar[at];
    let link = |week: CalendarWeek| LinkContext {
        title: dates(site, Some(week.monday), week.sunday()).unwrap_or_default(),
        url: Some(roundup_url(site, week)),
    };
    let in_week = |candidate: &&Week| candidate.start.and_then(CalendarWeek::of) == Some(week);
    let mut written = Vec::new();
    let mut missing = Vec::new();
    for intern in &site.cohort.interns {
        for week in intern.weeks.iter().filter(in_week) {
            match week.log {
                Some(_) => written.extend(roundup_log(site, intern, week)),
                None if week.standing == Standing::Missing => missing.push(intern_link(site, intern)),
                None => {}
            }
        }
    }
    RoundupContext {
        key: week.key(),
        dates: link(week).title,
        previous: at.checked_sub(1).map(|at| link(calendar[at])),
        next: calendar.get(at + 1).map(|week| link(*week)),
        logs: written,
        missing,
    }
}

fn roundup_log(site: &Site, intern: &Intern, week: &Week) -> Option<RoundupLog> {
    let id = week.log?;
    let log = site.log(id)?;
    Some(RoundupLog {
        name: if intern.name.is_empty() { week_label(site, week) } else { intern.name.clone() },
        mentor: intern.mentor.clone(),
        week: week_label(site, week),
        url: log_url(site, id),
        focus: log.focus.as_ref().map(|focus| focus.value.clone()),
        tasks: log
            .tasks
            .iter()
            .map(|task| TaskContext {
                text: task.text.clone(),
                state: task.state.as_str(),
                label: state_label(weeks::words(site), task.state).to_owned(),
            })
            .collect(),
        problems: problems(site, intern, week, id, log),
        learnings: log.learnings.iter().map(|learning| learning.text.clone()).collect(),
        next: log.next.iter().map(|entry| entry.text.clone()).collect(),
        hours: log.hours(),
        signed_off: sign_off(site, log),
    })
}

/// `logbook` of one intern, without the weeks' texts: [`add_texts`] adds those.
pub fn logbook(site: &Site, intern: &Intern) -> LogbookContext {
    let start = intern.weeks.iter().filter(|week| week.log.is_some()).filter_map(|week| week.start).min();
    let end = intern.weeks.iter().filter(|week| week.log.is_some()).filter_map(|week| week.end).max();
    let book = logs(site, intern).map(|(week, ..)| LogbookWeek { row: row(site, week), content: String::new() }).collect();
    LogbookContext {
        intern: site.cohort.is_cohort.then(|| intern_link(site, intern)),
        mentor: intern.mentor.clone(),
        period: dates(site, start, end),
        hours: hours(site, intern),
        utilities: None,
        weeks: book,
        books: Vec::new(),
    }
}

/// Puts the texts of all weeks into an intern's logbook.
pub fn add_texts(site: &Site, intern: &Intern, logbook: &mut LogbookContext) {
    let mut last = None;
    for ((_, id, _), week) in logs(site, intern).zip(&mut logbook.weeks) {
        // A page of several weeks stands once, with its first.
        if last != Some(id.page) {
            week.content = page::nested_content(site, id.page);
        }
        last = Some(id.page);
    }
}

/// The address of an intern's logbook.
pub fn logbook_url(site: &Site, intern: &Intern) -> String {
    site.config.address(&if site.cohort.is_cohort {
        format!("/print/{}/", crate::site::address::encode(&intern.slug))
    } else {
        "/print/".to_owned()
    })
}

/// `logbook` of a cohort: the list of its logbooks.
pub fn logbooks(site: &Site) -> LogbookContext {
    let books =
        site.cohort.interns.iter().map(|intern| LinkContext { title: intern.name.clone(), url: Some(logbook_url(site, intern)) }).collect();
    LogbookContext { intern: None, mentor: None, period: None, hours: None, utilities: None, weeks: Vec::new(), books }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_week_belongs_to_the_calendar_week_of_most_of_its_days() {
        assert_eq!(CalendarWeek::of(date(2025, 6, 2)).map(CalendarWeek::key).as_deref(), Some("2025-W23"));
        assert_eq!(CalendarWeek::of(date(2025, 6, 1)).map(CalendarWeek::key).as_deref(), Some("2025-W23"), "Sunday to Saturday");
        assert_eq!(CalendarWeek::of(date(2024, 12, 30)).map(CalendarWeek::key).as_deref(), Some("2025-W01"));
    }
}
