//! Whole dates for the logs of one intern: a missing year or month comes from the neighbours, never silently.

use super::dates::PartialDate;
use super::model::{Origin, WeeklyLog};
use jiff::Span;
use jiff::civil::Date;

/// The days that a log covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub start: Date,
    /// The last day; `None` when the log does not say.
    pub end: Option<Date>,
    /// Whether a year, a month or all of it is a conclusion, not a statement.
    pub inferred: bool,
}

/// The periods of logs that stand in the order of their weeks. A log whose dates are impossible, reversed or
/// missing has none; nor has one without a year when no neighbour, no day of writing and no configuration tells it.
pub fn resolve(logs: &[&WeeklyLog], default_year: Option<i16>) -> Vec<Option<Period>> {
    let mut periods: Vec<Option<Period>> = logs.iter().map(|log| stated(log)).collect();
    follow(logs, &mut periods);
    let Some(year) = default_year.filter(|_| periods.iter().all(Option::is_none)) else { return periods };
    // Nobody says a year: the first log that states its day and month stands in the configured one, and the others follow it.
    let anchors = logs.iter().map(|log| start_of(log).and_then(|date| Date::new(year, date.month?, date.day?).ok()));
    if let Some((first, anchor)) = anchors.enumerate().find_map(|(i, anchor)| anchor.map(|anchor| (i, anchor))) {
        periods[first] = near(logs[first], anchor);
        follow(logs, &mut periods);
    }
    periods
}

/// Goes on from each known log to those after it, then back to those before the first.
fn follow(logs: &[&WeeklyLog], periods: &mut [Option<Period>]) {
    let forwards: Vec<usize> = (0..logs.len()).collect();
    let backwards: Vec<usize> = forwards.iter().rev().copied().collect();
    for order in [forwards, backwards] {
        let mut known = None;
        for i in order {
            if periods[i].is_none() {
                let expected = known.and_then(|(j, period)| expected(logs, j, period, i));
                periods[i] = expected.and_then(|expected| near(logs[i], expected));
            }
            known = periods[i].map(|period| (i, period)).or(known);
        }
    }
}

fn start_of(log: &WeeklyLog) -> Option<PartialDate> {
    let dates = &log.dates.as_ref()?.value;
    dates.start.or(dates.end)
}

/// A log's own statement, when it is whole; or its days in the year in which it was written.
fn stated(log: &WeeklyLog) -> Option<Period> {
    let fact = log.dates.as_ref()?;
    let dates = &fact.value;
    let start = match (dates.start, dates.end) {
        (Some(start), _) => start.date(),
        // "week ending": seven days.
        (None, Some(end)) => end.date().and_then(|end| end.checked_sub(Span::new().days(6)).ok()),
        (None, None) => None,
    };
    match start {
        Some(start) if !dates.is_impossible() && !dates.is_reversed() && !dates.unsure => {
            let end = dates.end.and_then(PartialDate::date);
            Some(Period { start, end, inferred: fact.from == Origin::Table || dates.start.is_none() })
        }
        _ => near(log, log.dated.as_ref()?.value),
    }
}

/// When log `i` should begin, seen from log `j`, whose period is known.
fn expected(logs: &[&WeeklyLog], j: usize, period: Period, i: usize) -> Option<Date> {
    let number = |log: &WeeklyLog| log.week.as_ref().map(|week| (week.value.term, i64::from(week.value.first)));
    let steps = i as i64 - j as i64;
    let weeks = match (number(logs[i]), number(logs[j])) {
        (Some((a, here)), Some((b, there))) if a == b && (here - there).signum() == steps.signum() => here - there,
        _ => steps,
    };
    period.start.checked_add(Span::new().try_weeks(weeks).ok()?).ok()
}

/// The reading of a log's dates that begins nearest to the day it should: only what is not stated may vary.
fn near(log: &WeeklyLog, expected: Date) -> Option<Period> {
    let dates = &log.dates.as_ref()?.value;
    let partial = dates.start.or(dates.end)?;
    if dates.is_impossible() || dates.is_reversed() || partial.day.is_none() {
        return None;
    }
    let years = partial.year.map_or(expected.year().saturating_sub(1)..=expected.year().saturating_add(1), |year| year..=year);
    let months = partial.month.map_or(1..=12, |month| month..=month);
    let mut candidates: Vec<Date> =
        years.flat_map(|year| months.clone().filter_map(move |month| Date::new(year, month, partial.day?).ok())).collect();
    if dates.unsure
        && let Some(date) = partial.date()
    {
        candidates.extend(Date::new(date.year(), date.day(), date.month()));
    }
    let distance = |date: &Date| date.since(expected).map_or(i32::MAX, |span| span.get_days().abs());
    let start = candidates.into_iter().min_by_key(distance)?;
    // A year off is another year's log, not this neighbour's.
    if distance(&start) > 200 {
        return None;
    }
    Some(Period { start, end: dates.end.filter(|_| dates.start.is_some()).and_then(|end| after(start, end)), inferred: true })
}

/// The last day, completed from the first: the same year and month, or the next ones.
fn after(start: Date, end: PartialDate) -> Option<Date> {
    let month = end.month.unwrap_or(start.month());
    let day = end.day?;
    let found = Date::new(end.year.unwrap_or(start.year()), month, day).ok();
    match found {
        Some(date) if date >= start => Some(date),
        _ if end.month.is_none() => {
            let next = start.first_of_month().checked_add(Span::new().months(1)).ok()?;
            Date::new(next.year(), next.month(), day).ok()
        }
        _ if end.year.is_none() || end.year == Some(start.year()) => Date::new(start.year().checked_add(1)?, month, day).ok(),
        _ => None,
    }
}
