//! `weeklog.json`: everything that was understood, for programs. The schema is in the guide. The logs of a large site
//! stand in a file an intern beside it, so that who asks for the cohort need not fetch all that everybody wrote.

use super::weeks::{hours, is_awaiting, log_url, logged_of_due, logs};
use crate::log::json;
use crate::site::Site;
use crate::site::address::encode;
use crate::site::cohort::{Intern, Week};
use serde::Serialize;

/// Raised when a field changes its meaning or goes; new fields do not raise it.
pub const VERSION: u32 = 1;

/// The folder of the interns' own files.
pub const FOLDER: &str = "weeklog";
/// Logs that `weeklog.json` itself holds: about 3 MB.
const MOST_LOGS: usize = 1000;

/// The file.
#[derive(Debug, Serialize)]
pub struct Data<'a> {
    version: u32,
    generator: &'static str,
    site: SiteData<'a>,
    #[serde(flatten)]
    status: Status<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    logs: Option<Vec<LogData<'a>>>,
}

/// The file of one intern.
#[derive(Debug, Serialize)]
pub struct InternLogs<'a> {
    version: u32,
    name: &'a str,
    logs: Vec<LogData<'a>>,
}

#[derive(Debug, Serialize)]
struct SiteData<'a> {
    title: &'a str,
    url: &'a str,
    baseurl: &'a str,
}

/// Who has logged what: also what `weeklog status --format json` prints.
#[derive(Debug, Serialize)]
pub struct Status<'a> {
    /// Weeks that ended before this day are due.
    on: Option<String>,
    interns: Vec<InternData<'a>>,
    awaiting_sign_off: Vec<Awaiting<'a>>,
}

#[derive(Debug, Serialize)]
struct InternData<'a> {
    name: &'a str,
    mentor: Option<&'a str>,
    folder: &'a str,
    weeks: Vec<WeekData<'a>>,
    totals: Totals,
    /// The address of the intern's logs, when the file does not hold them itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    logs: Option<String>,
}

#[derive(Debug, Serialize)]
struct WeekData<'a> {
    week: Option<u16>,
    start: Option<String>,
    end: Option<String>,
    state: &'static str,
    file: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct Totals {
    logged: usize,
    due: usize,
    tasks: usize,
    tasks_done: usize,
    tasks_blocked: usize,
    open_problems: usize,
    hours: Option<f64>,
    target_hours: Option<f64>,
}

#[derive(Debug, Serialize)]
struct Awaiting<'a> {
    intern: &'a str,
    week: Option<u16>,
    file: &'a str,
}

#[derive(Debug, Serialize)]
struct LogData<'a> {
    intern: &'a str,
    file: &'a str,
    url: String,
    #[serde(flatten)]
    log: json::Log<'a>,
}

/// The site's standing.
pub fn status<'a>(site: &'a Site, only: Option<&str>) -> Status<'a> {
    let matches =
        |intern: &&Intern| only.is_none_or(|only| intern.name.eq_ignore_ascii_case(only) || intern.folder == only || intern.slug == only);
    let interns: Vec<&Intern> = site.cohort.all().filter(matches).collect();
    let file = |week: &Week| week.log.map(|id| site.entries[id.page].page.source.path());
    let awaiting = interns.iter().flat_map(|intern| {
        let waiting = intern.weeks.iter().filter(|week| is_awaiting(site, week));
        waiting.filter_map(move |week| Some(Awaiting { intern: &intern.name, week: week.number, file: file(week)? }))
    });
    Status {
        on: site.cohort.on.map(|day| day.to_string()),
        awaiting_sign_off: awaiting.collect(),
        interns: interns.iter().map(|intern| intern_data(site, intern)).collect(),
    }
}

fn intern_data<'a>(site: &'a Site, intern: &'a Intern) -> InternData<'a> {
    let week = |week: &'a Week| WeekData {
        week: week.number,
        start: week.start.map(|day| day.to_string()),
        end: week.end.map(|day| day.to_string()),
        state: week.standing.as_str(),
        file: week.log.map(|id| site.entries[id.page].page.source.path()),
    };
    let (logged, due) = logged_of_due(intern);
    let all = || logs(site, intern).map(|(_, _, log)| log);
    let tasks = logs(site, intern).map(|(_, _, log)| super::weeks::counts(log)).fold(Default::default(), super::weeks::sum);
    let totals = Totals {
        logged,
        due,
        tasks: tasks.total,
        tasks_done: tasks.done,
        tasks_blocked: tasks.blocked,
        open_problems: all().flat_map(|log| &log.problems).filter(|problem| problem.solution.is_none()).count(),
        hours: hours(site, intern).map(|hours| hours.total),
        target_hours: intern.target_hours,
    };
    InternData {
        name: &intern.name,
        mentor: intern.mentor.as_deref(),
        folder: &intern.folder,
        weeks: intern.weeks.iter().map(week).collect(),
        totals,
        logs: None,
    }
}

/// Whether the logs stand in files of their own.
pub fn is_divided(site: &Site) -> bool {
    site.cohort.interns.iter().map(|intern| logs(site, intern).count()).sum::<usize>() > MOST_LOGS
}

/// All of it; of a large site without the logs, but with where they are.
pub fn data(site: &Site) -> Data<'_> {
    let mut status = status(site, None);
    let divided = is_divided(site);
    if divided {
        for (data, intern) in status.interns.iter_mut().zip(&site.cohort.interns) {
            data.logs = Some(site.config.address(&encode(&format!("/{FOLDER}/{}.json", intern.slug))));
        }
    }
    let all = || site.cohort.interns.iter().flat_map(|intern| logs_of(site, intern)).collect();
    Data {
        version: VERSION,
        generator: concat!("weeklog ", env!("CARGO_PKG_VERSION")),
        site: SiteData { title: &site.config.title, url: &site.config.url, baseurl: &site.config.baseurl },
        status,
        logs: (!divided).then(all),
    }
}

/// What one intern wrote.
pub fn of_intern<'a>(site: &'a Site, intern: &'a Intern) -> InternLogs<'a> {
    InternLogs { version: VERSION, name: &intern.name, logs: logs_of(site, intern).collect() }
}

fn logs_of<'a>(site: &'a Site, intern: &'a Intern) -> impl Iterator<Item = LogData<'a>> {
    logs(site, intern).map(|(_, id, log)| {
        let source = &site.entries[id.page].page.source;
        LogData {
            intern: &intern.name,
            file: source.path(),
            url: log_url(site, id),
            log: json::log(log, &source.at_hand(), site.cohort.period(id)),
        }
    })
}
