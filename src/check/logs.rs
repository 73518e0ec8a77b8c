//! Weekly logs that are empty, unfilled, misdated, or that disagree with each other.

use super::places::{Found, Places};
use crate::diagnostic::Diagnostic;
use crate::log::{Flag, Oddity, WeeklyLog};
use crate::page::html::HoleKind;
use crate::site::cohort::{Intern, LogId, Standing, Week};
use crate::site::{Entry, PageId, Site};
use crate::source::{Source, Span};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What is wrong with the logs; `readme` is the repository's own page, when it is none of the site.
pub(super) fn check(places: &Places, readme: Option<&Entry>) -> Vec<Diagnostic> {
    let site = places.site;
    let mut diagnostics: Vec<Diagnostic> = site.pages().flat_map(page).collect();
    for intern in &site.cohort.interns {
        diagnostics.extend(calendar(site, intern));
        diagnostics.extend(numbers(site, intern));
        diagnostics.extend(indexes(places, intern, readme));
    }
    diagnostics
}

/// What one page's logs say of themselves.
fn page(entry: &Entry) -> Vec<Diagnostic> {
    let source = &entry.page.source;
    let body = source.text().get(entry.page.front.body as usize..).unwrap_or("");
    let blank = body.trim().is_empty();
    if blank && (!entry.page.front.present || !entry.logs.is_empty()) {
        let diagnostic = Diagnostic::warning("log-empty", "this page is empty").at(source, Span::default(), "nothing to read below");
        return vec![diagnostic.help("write it, or delete the file: readers find a page with nothing on it")];
    }
    let mut diagnostics = Vec::new();
    for log in entry.logs.iter() {
        diagnostics.extend(template(source, log));
        // Dates that were not filled in are text of the template, too.
        let told = |flag: &&Flag| flag.oddity == Oddity::DatesUnfilled && !log.unfilled.is_empty();
        diagnostics.extend(log.flags.iter().filter(|flag| !told(flag)).filter_map(|flag| odd(source, flag)));
        diagnostics.extend(statuses(source, log));
    }
    diagnostics
}

/// Text that is still the template's.
fn template(source: &Arc<Source>, log: &WeeklyLog) -> Option<Diagnostic> {
    // The same line may be told twice: as a whole and by its value.
    let mut spans: Vec<Span> = Vec::new();
    for span in log.unfilled.iter().map(|span| line_of(source, *span)) {
        if spans.iter().all(|other| source.position(other.start).line != source.position(span.start).line) {
            spans.push(span);
        }
    }
    let (first, rest) = spans.split_first()?;
    let message = match (log.filled, rest.len()) {
        (false, _) => "nothing but the template stands in this log".to_owned(),
        (true, 0) => "text of the template was not filled in".to_owned(),
        (true, more) => {
            format!("text of the template was not filled in, here and in {more} more place{}", if more == 1 { "" } else { "s" })
        }
    };
    let diagnostic = Diagnostic::warning("log-template", message).at(source, line_of(source, *first), "still the template");
    let diagnostic = rest.iter().take(3).fold(diagnostic, |diagnostic, span| diagnostic.and(source, line_of(source, *span), "and this"));
    Some(diagnostic.help("write what happened, or remove the line or its section"))
}

/// The part of a span that stands on its first line.
fn line_of(source: &Source, span: Span) -> Span {
    let text = source.slice(span);
    let lead = text.len() - text.trim_start().len();
    let line = text.trim_start().lines().next().unwrap_or("").trim_end().len();
    Span::new(span.start as usize + lead, span.start as usize + lead + line)
}

fn odd(source: &Arc<Source>, flag: &Flag) -> Option<Diagnostic> {
    let warning = |code, message: &str, label: &'static str, help: &str| {
        Diagnostic::warning(code, message).at(source, line_of(source, flag.span), label).help(help)
    };
    let iso = "write them as `2025-06-23 – 2025-06-30`";
    Some(match flag.oddity {
        Oddity::WeekDisagrees => warning(
            "log-week",
            "this names another week than the rest of the page",
            "another week",
            "the number in the front matter counts, then the file's name, then the heading: make them agree",
        ),
        Oddity::DatesUnread => warning("log-dates-unread", "these are no dates that weeklog can read", "no dates", iso),
        Oddity::DateImpossible => match impossible(source, flag.span) {
            Some((span, message)) => {
                Diagnostic::warning("log-dates-impossible", message).at(source, span, "no such day").help("write the day that is meant")
            }
            None => warning("log-dates-impossible", "no calendar has this date", "no such day", iso),
        },
        Oddity::DatesReversed => warning(
            "log-dates-reversed",
            "this week ends before it begins",
            "the end comes first",
            "exchange the two dates, or look at the year",
        ),
        Oddity::DatesUnsure => warning("log-dates-unsure", "day and month cannot be told apart here", "which is the month?", iso),
        Oddity::DatesUnfilled => warning("log-template", "the dates of this log were not filled in", "still the template", iso),
        Oddity::Repeated => warning(
            "log-week",
            "this week stands on the page a second time, and only the first is read",
            "the same week again",
            "remove the repetition; a page that was pasted twice has everything twice",
        ),
        // Said of every page's front matter, published or not.
        Oddity::VisibilityUnknown => return None,
    })
}

/// The one of two ISO dates that no calendar has, and why.
fn impossible(source: &Arc<Source>, span: Span) -> Option<(Span, String)> {
    let text = source.slice(span);
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let dates = text.split(|c: char| !c.is_ascii_digit() && c != '-').filter_map(|word| {
        let (year, rest) = word.split_once('-')?;
        let (month, day) = rest.split_once('-').filter(|(month, day)| digits(month) && digits(day))?;
        Some((word, year.parse::<i16>().ok().filter(|_| year.len() == 4)?, month.parse::<i8>().ok()?, day.parse::<i8>().ok()?))
    });
    let (word, year, month, _) = dates.into_iter().find(|(_, year, month, day)| Date::new(*year, *month, *day).is_err())?;
    let at = span.start as usize + text.find(word)?;
    let why = match Date::new(year, month, 1) {
        Ok(first) => format!("{} has {} days", first.strftime("%B %Y"), first.days_in_month()),
        Err(_) => format!("there is no month {month}"),
    };
    Some((Span::new(at, at + word.len()), format!("no calendar has the day {word}: {why}")))
}

/// The head of a column that says how far a task is.
const STATUS: &[&str] = &["status", "state", "estado", "situação", "statut", "stand", "状态", "状態", "trạng thái", "상태"];

/// Cells of a status column whose words are not known.
fn statuses(source: &Arc<Source>, log: &WeeklyLog) -> Vec<Diagnostic> {
    let text = source.text();
    let is_row = |line: &str| line.contains('|');
    // A long table is walked through once: the head of a row is that of the row above.
    let mut known: Option<(usize, &str)> = None;
    let mut found = Vec::new();
    for task in log.tasks.iter().filter(|task| task.state == crate::log::State::Unstated) {
        let line = source.line(source.position(task.span.start).line);
        let start = line.start as usize;
        let same = known.filter(|(row, _)| text.get(*row..start).is_some_and(|rows| rows.lines().all(is_row)));
        let head = same.map_or_else(|| text[..start].lines().rev().take_while(|line| is_row(line)).last(), |(_, head)| Some(head));
        known = head.map(|head| (start, head));
        found.extend(head.and_then(|head| status(source, head, line)));
    }
    found
}

/// What is wrong with the status in a `line` of the table with the head `above`.
fn status(source: &Arc<Source>, above: &str, line: Span) -> Option<Diagnostic> {
    let cells = |line: &str| line.trim().trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>();
    let column = cells(above).iter().position(|cell| STATUS.contains(&cell.trim_matches(['*', '_', ' ']).to_lowercase().as_str()))?;
    let written = source.slice(line);
    let cell = cells(written).into_iter().nth(column)?;
    let says = cell.chars().filter(|c| c.is_alphabetic()).count() > 1 && !cell.contains(|c: char| c.is_ascii_digit());
    let at = written.rfind(cell.as_str()).filter(|_| says && !cells(above).contains(&cell))?;
    let span = Span::new(line.start as usize + at, line.start as usize + at + cell.len());
    Some(
        Diagnostic::warning("log-status", format!("`{cell}` is no status that weeklog knows, so the task counts as unstated"))
            .at(source, span, "unknown status")
            .help("known are done, in progress, partial, blocked, planned and dropped, with their usual words and signs"),
    )
}

/// A week with its log and its page.
struct Dated<'a> {
    week: &'a Week,
    entry: &'a Entry,
    log: &'a WeeklyLog,
    id: LogId,
}

/// The intern's weeks beside each other: without dates, overlapping, far apart.
fn calendar(site: &Site, intern: &Intern) -> Vec<Diagnostic> {
    let dated = intern.weeks.iter().filter_map(|week| {
        let id = week.log?;
        Some(Dated { week, entry: site.entries.get(id.page)?, log: site.log(id)?, id })
    });
    let mut weeks: Vec<Dated> = dated.collect();
    if weeks.iter().all(|week| week.week.number.is_some() && week.log.week.as_ref().is_none_or(|range| range.value.term.is_none())) {
        weeks.sort_by_key(|week| week.week.number);
    }
    let mut diagnostics = Vec::new();
    let some_have_dates = weeks.iter().any(|week| week.log.dates.is_some());
    let some_have_years = weeks.iter().any(|week| states_year(week.log));
    for week in &weeks {
        diagnostics.extend(without(site, week, some_have_dates, some_have_years));
    }
    for pair in weeks.windows(2) {
        diagnostics.extend(neighbours(site, &pair[0], &pair[1]));
    }
    diagnostics
}

fn states_year(log: &WeeklyLog) -> bool {
    log.dates.as_ref().is_some_and(|dates| [dates.value.start, dates.value.end].iter().flatten().any(|date| date.year.is_some()))
}

/// What is missing from one log that the others have.
fn without(site: &Site, week: &Dated, dates: bool, years: bool) -> Option<Diagnostic> {
    let source = &week.entry.page.source;
    let told = week.log.flags.iter().any(|flag| matches!(flag.oddity, Oddity::DatesUnread | Oddity::DatesUnfilled));
    match &week.log.dates {
        None if dates && week.log.dated.is_none() && week.log.filled && !told => {
            let span = heading(week);
            let diagnostic =
                Diagnostic::note("log-dates-missing", "this log does not say which days it covers").at(source, span, "no dates below");
            Some(diagnostic.help("other logs do: `**Dates**: 2025-06-23 – 2025-06-30`"))
        }
        Some(fact) if years && !states_year(week.log) && !fact.span.is_empty() => {
            let diagnostic =
                Diagnostic::warning("log-dates-year", "these dates have no year").at(source, line_of(source, fact.span), "which year?");
            Some(match site.cohort.period(week.id) {
                Some(period) => diagnostic.help(format!("read as {}, from the other logs", period.start)),
                None => diagnostic.help("write it: `2025-06-23 – 2025-06-30`"),
            })
        }
        _ => None,
    }
}

/// The heading of a log, or its first line.
fn heading(week: &Dated) -> Span {
    let source = &week.entry.page.source;
    let inside = |span: &Span| week.log.span.start <= span.start && span.start < week.log.span.end;
    let first = week.entry.page.body.headings.iter().map(|heading| heading.span).find(inside);
    line_of(source, first.unwrap_or(week.log.span))
}

fn dates(week: &Dated) -> Span {
    week.log
        .dates
        .as_ref()
        .map(|fact| fact.span)
        .filter(|span| !span.is_empty())
        .map_or_else(|| heading(week), |span| line_of(&week.entry.page.source, span))
}

/// Two logs one after the other whose days overlap, or leave a week between them that no number accounts for.
fn neighbours(site: &Site, first: &Dated, second: &Dated) -> Option<Diagnostic> {
    let (before, after) = (site.cohort.period(first.id)?, site.cohort.period(second.id)?);
    let end = before.end?;
    let stated = !before.inferred && !after.inferred || first.log.dates.is_some() && second.log.dates.is_some();
    if first.id == second.id || !stated || first.log.dates.is_none() || second.log.dates.is_none() {
        return None;
    }
    let source = &second.entry.page.source;
    let days = (after.start - end).get_days();
    let (from, to) = (first.week.label(), second.week.label());
    let consecutive = first.week.last.or(first.week.number).zip(second.week.number).is_some_and(|(a, b)| b == a + 1);
    let diagnostic = if days < 0 {
        let message = if from == to {
            format!("two logs cover the days from {} on", after.start)
        } else {
            format!("{to} begins on {}, before {from} ends on {end}", after.start)
        };
        Diagnostic::warning("log-dates-overlap", message)
    } else if days == 0 {
        return Some(
            Diagnostic::note("log-dates-overlap", format!("{to} begins on the day on which {from} ends, {end}"))
                .at(source, dates(second), "begins here")
                .and(&first.entry.page.source, dates(first), "ends here"),
        );
    } else if days > 7 && consecutive {
        Diagnostic::note("log-dates-gap", format!("{} days between {from} and {to} are in no log", days - 1))
    } else {
        return None;
    };
    Some(diagnostic.at(source, dates(second), "begins here").and(&first.entry.page.source, dates(first), "ends here").help(if days < 0 {
        "correct one of the two, if they are not meant to overlap"
    } else {
        "if it was a holiday, all is well; otherwise a log or a date is wrong"
    }))
}

/// Weeks without a log between others, and logs without a number among numbered ones.
fn numbers(site: &Site, intern: &Intern) -> Vec<Diagnostic> {
    let logged: Vec<(&Week, LogId)> = intern.weeks.iter().filter_map(|week| Some((week, week.log?))).collect();
    let numbered = logged.iter().filter(|(week, _)| week.number.is_some()).count();
    // Terms count anew; where hardly a log is numbered, numbers are no habit.
    let terms = logged.iter().filter_map(|(_, id)| site.log(*id)?.week.as_ref()).any(|week| week.value.term.is_some());
    if terms || numbered < 3 || numbered * 4 < logged.len() * 3 {
        return Vec::new();
    }
    let mut diagnostics = Vec::new();
    for (_, id) in logged.iter().filter(|(week, _)| week.number.is_none()) {
        let source = &site.entries[id.page].page.source;
        let Some(log) = site.log(*id) else { continue };
        let diagnostic = Diagnostic::note("log-week-missing", "this log does not say which week it is, as the others do");
        let diagnostic = diagnostic.at(source, line_of(source, log.span), "no number");
        diagnostics.push(diagnostic.help("write `week: 4` in the front matter, or name the file `week-04.md`"));
    }
    let mut in_order: Vec<(u16, u16, LogId)> =
        logged.iter().filter_map(|(week, id)| Some((week.number?, week.last.or(week.number)?, *id))).collect();
    in_order.sort_unstable();
    for pair in in_order.windows(2) {
        let (last, next) = (pair[0].1, pair[1].0);
        let missing: Vec<u16> = (last + 1..next.min(last + 100)).filter(|number| !is_exempt(intern, *number)).collect();
        let (Some(first), Some(end)) = (missing.first(), missing.last()) else { continue };
        let which = if first == end { format!("week {first} has") } else { format!("weeks {first} to {end} have") };
        let (entry, log) = (&site.entries[pair[1].2.page], site.log(pair[1].2));
        let span = log.and_then(|log| log.week.as_ref()).map(|fact| fact.span).filter(|span| !span.is_empty());
        let span = span.or_else(|| log.map(|log| log.span)).unwrap_or_default();
        let source = &entry.page.source;
        let diagnostic =
            Diagnostic::note("log-week-gap", format!("{which} no log")).at(source, line_of(source, span), "the next one that is there");
        diagnostics.push(diagnostic.help(format!("write it, or say in `_data/interns.yml` that none is due: `exempt: [{first}]`")));
    }
    diagnostics
}

fn is_exempt(intern: &Intern, number: u16) -> bool {
    intern.weeks.iter().any(|week| week.standing == Standing::Exempt && week.number == Some(number))
}

/// A hand-made list of weeks that stops before the last one.
fn indexes(places: &Places, intern: &Intern, readme: Option<&Entry>) -> Vec<Diagnostic> {
    let order: Vec<PageId> = intern.weeks.iter().filter_map(|week| week.log).map(|id| id.page).collect();
    let logs: BTreeSet<PageId> = order.iter().copied().collect();
    if logs.len() < 3 {
        return Vec::new();
    }
    let others = places.site.pages().filter(|entry| entry.logs.is_empty());
    others.chain(readme).filter_map(|entry| index(places, entry, &order, &logs)).collect()
}

fn index(places: &Places, entry: &Entry, order: &[PageId], logs: &BTreeSet<PageId>) -> Option<Diagnostic> {
    let mut linked: BTreeMap<PageId, Span> = BTreeMap::new();
    for hole in &entry.page.body.holes {
        match &hole.kind {
            HoleKind::Weeks => return None,
            HoleKind::Link(to) => {
                if let Found::Page(page, _) = places.find(entry, to, false)
                    && logs.contains(&page)
                {
                    linked.insert(page, hole.span);
                }
            }
            HoleKind::Image(_) => {}
        }
    }
    // A list that begins with the first week and goes on without a hole, up to a point.
    let listed = order.iter().take_while(|page| linked.contains_key(page)).count();
    let last = linked.get(order.get(listed.checked_sub(1)?)?)?;
    let missing: Vec<PageId> =
        order[listed..].iter().copied().filter(|page| !linked.contains_key(page)).collect::<BTreeSet<_>>().into_iter().collect();
    if listed < 2 || missing.is_empty() || linked.len() != listed {
        return None;
    }
    let name = crate::site::nav::label(&places.site.entries[*missing.first()?].meta);
    let message = match missing.len() {
        1 => format!("this list of weeks stops here, and `{name}` is missing"),
        count => format!("this list of weeks stops here, and {count} logs are missing, from `{name}` on"),
    };
    Some(
        Diagnostic::warning("log-index", message)
            .at(&entry.page.source, line_of(&entry.page.source, *last), "the last one listed")
            .help("write `<!-- weeklog:weeks -->` in place of the list, and it is always complete"),
    )
}
