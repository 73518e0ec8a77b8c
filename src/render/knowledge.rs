//! Knowledge: the problems, learnings and references of all logs. On one page while they fit; else on one an intern,
//! with an index before them.

use super::context::LinkContext;
use super::mentor::{KnowledgeContext, KnowledgePart, ReferenceContext, Said};
use super::weeks::{learnings, log_url, logs, problems, week_label};
use crate::log::WeeklyLog;
use crate::site::Site;
use crate::site::address::encode;
use crate::site::cohort::{Intern, LogId, Week};
use std::collections::BTreeMap;

/// Entries of one page: about 250 kB of HTML, which opens at once on a phone.
const MOST: usize = 600;
/// Open problems, and references, that the index shows of all.
const SHOWN: usize = 40;

/// A page of a divided Knowledge: some logs of one intern, in order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// The intern's place in the cohort.
    intern: usize,
    /// Which of the intern's pages it is, from 1.
    number: usize,
    /// The first of its logs, and one past its last.
    logs: (usize, usize),
}

fn entries(log: &WeeklyLog) -> usize {
    log.problems.len() + log.learnings.len() + log.references.len()
}

/// How Knowledge is divided; not at all when its entries fit on one page.
pub fn parts(site: &Site) -> Vec<Part> {
    let interns = &site.cohort.interns;
    let all: usize = interns.iter().flat_map(|intern| logs(site, intern)).map(|(_, _, log)| entries(log)).sum();
    if all <= MOST {
        return Vec::new();
    }
    let mut parts = Vec::with_capacity(interns.len());
    for (at, intern) in interns.iter().enumerate() {
        let mut part = Part { intern: at, number: 1, logs: (0, 0) };
        let mut held = 0;
        for (_, _, log) in logs(site, intern) {
            if held > 0 && held + entries(log) > MOST {
                parts.push(part);
                part = Part { number: part.number + 1, logs: (part.logs.1, part.logs.1), ..part };
                held = 0;
            }
            held += entries(log);
            part.logs.1 += 1;
        }
        if held > 0 || part.number > 1 {
            parts.push(part);
        }
    }
    parts
}

impl Part {
    /// Its path below the site: `/knowledge/ada/`, `/knowledge/ada/2/`.
    pub fn path(&self, site: &Site) -> String {
        let slug = &site.cohort.interns[self.intern].slug;
        if self.number == 1 { format!("/knowledge/{slug}/") } else { format!("/knowledge/{slug}/{}/", self.number) }
    }

    /// Its address.
    pub fn url(&self, site: &Site) -> String {
        site.config.address(&encode(&self.path(site)))
    }

    fn told<'a>(&self, site: &'a Site) -> impl Iterator<Item = (&'a Week, LogId, &'a WeeklyLog)> {
        logs(site, &site.cohort.interns[self.intern]).take(self.logs.1).skip(self.logs.0)
    }

    fn title(&self, site: &Site) -> String {
        let intern = &site.cohort.interns[self.intern];
        let name = if intern.name.is_empty() { site.config.title.as_str() } else { intern.name.as_str() };
        let weeks: Vec<String> = self.told(site).map(|(week, ..)| week_label(site, week)).collect();
        match (self.number, weeks.as_slice()) {
            (2.., [first, .., last]) => format!("{name}, {first} – {last}"),
            (2.., [only]) => format!("{name}, {only}"),
            _ => name.to_owned(),
        }
    }
}

/// `knowledge` of an undivided site.
pub fn whole(site: &Site) -> KnowledgeContext {
    let told = site.cohort.all().flat_map(|intern| logs(site, intern).map(move |(week, id, log)| (intern, week, id, log)));
    gather(site, told, true)
}

/// `knowledge` of the page before the parts: what is open, what is named most, and where the rest is.
pub fn index(site: &Site, parts: &[Part]) -> KnowledgeContext {
    let mut open: Vec<(Option<jiff::civil::Date>, Said)> = Vec::new();
    let mut named = References::default();
    for intern in &site.cohort.interns {
        for (week, id, log) in logs(site, intern) {
            if log.problems.iter().any(|problem| problem.solution.is_none()) {
                let unsolved = problems(site, intern, week, id, log).into_iter().filter(|said| said.note.is_none());
                open.extend(unsolved.map(|said| (week.start, said)));
            }
            named.add(site, intern, week, id, log, true);
        }
    }
    // The newest first; of one week in the order of names.
    open.sort_by_key(|(start, _)| std::cmp::Reverse(*start));
    open.truncate(SHOWN);
    let mut references = named.sorted();
    references.retain(|reference| reference.logs.len() > 1);
    references.truncate(SHOWN);
    for reference in &mut references {
        reference.more = reference.logs.len().saturating_sub(3);
        reference.logs.truncate(3);
    }
    let list = parts.iter().map(|part| {
        let mut line = KnowledgePart { title: part.title(site), url: part.url(site), ..KnowledgePart::default() };
        for (_, _, log) in part.told(site) {
            line.problems += log.problems.len();
            line.unsolved += log.problems.iter().filter(|problem| problem.solution.is_none()).count();
            line.learnings += log.learnings.len();
            line.references += log.references.len();
        }
        line
    });
    KnowledgeContext {
        problems: open.into_iter().map(|(_, said)| said).collect(),
        references,
        parts: list.collect(),
        ..KnowledgeContext::default()
    }
}

/// `knowledge` of one part.
pub fn part(site: &Site, parts: &[Part], at: usize) -> KnowledgeContext {
    let part = parts[at];
    let intern = &*site.cohort.interns[part.intern];
    let link = |part: &Part| LinkContext { title: part.title(site), url: Some(part.url(site)) };
    let mut context = gather(site, part.told(site).map(|(week, id, log)| (intern, week, id, log)), false);
    context.of = Some(part.title(site));
    context.previous = at.checked_sub(1).and_then(|at| parts.get(at)).map(link);
    context.next = parts.get(at + 1).map(link);
    context
}

type Told<'a> = (&'a Intern, &'a Week, LogId, &'a WeeklyLog);

fn gather<'a>(site: &Site, told: impl Iterator<Item = Told<'a>>, named: bool) -> KnowledgeContext {
    let mut context = KnowledgeContext::default();
    let mut references = References::default();
    let unnamed = |said: Said| Said { intern: said.intern.filter(|_| named), ..said };
    for (intern, week, id, log) in told {
        context.problems.extend(problems(site, intern, week, id, log).into_iter().map(unnamed));
        context.learnings.extend(learnings(site, intern, week, id, log).into_iter().map(unnamed));
        references.add(site, intern, week, id, log, named);
    }
    context.references = references.sorted();
    context
}

/// References by their address, or by their name where they have none.
#[derive(Default)]
struct References(BTreeMap<String, ReferenceContext>);

impl References {
    fn add(&mut self, site: &Site, intern: &Intern, week: &Week, id: LogId, log: &WeeklyLog, named: bool) {
        if log.references.is_empty() {
            return;
        }
        let name =
            if named && site.cohort.is_cohort { format!("{}, {}", intern.name, week_label(site, week)) } else { week_label(site, week) };
        let link = LinkContext { title: name, url: Some(log_url(site, id)) };
        for reference in &log.references {
            let key = reference.url.clone().unwrap_or_else(|| reference.text.clone());
            let known = self.0.entry(key).or_insert_with(|| ReferenceContext {
                text: reference.text.clone(),
                url: reference.url.clone(),
                logs: Vec::new(),
                more: 0,
            });
            if known.logs.last() != Some(&link) {
                known.logs.push(link.clone());
            }
        }
    }

    /// The most named first.
    fn sorted(self) -> Vec<ReferenceContext> {
        let mut references: Vec<ReferenceContext> = self.0.into_values().collect();
        references.sort_by(|a, b| b.logs.len().cmp(&a.logs.len()).then_with(|| a.text.cmp(&b.text)));
        references
    }
}
