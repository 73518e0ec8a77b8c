//! Facts that disagree between pages: a mentor spelled two ways, a list that has other days than its logs, one
//! address under two titles.

use super::body::Body;
use super::places::{Found, Places};
use crate::diagnostic::Diagnostic;
use crate::log::{self, Dates, Period, Vocabulary};
use crate::nearest::within;
use crate::page::html::HoleKind;
use crate::site::cohort::{Intern, LogId};
use crate::site::{Entry, PageId, Site};
use crate::source::{Source, Span};
use pulldown_cmark::{Event, Tag};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

/// What the logs of one intern and the pages around them say differently; `readme` is the repository's own page, when
/// it is none of the site.
pub(super) fn check(places: &Places, readme: Option<&Entry>) -> Vec<Diagnostic> {
    let site = places.site;
    let mut vocabulary = Vocabulary::built_in();
    vocabulary.extend(&site.config.weeklog);
    let others: Vec<(&Entry, &Intern)> = site.pages().chain(readme).filter_map(|entry| Some((entry, intern_of(site, entry)?))).collect();
    let mut diagnostics = Vec::new();
    for intern in &site.cohort.interns {
        let around = others.iter().filter(|(_, of)| of.slug == intern.slug).map(|(entry, _)| *entry);
        diagnostics.extend(mentors(site, intern, around, &vocabulary));
    }
    let periods = periods(site);
    diagnostics.extend(others.iter().filter_map(|(entry, _)| listed_days(places, entry, &periods, &vocabulary)));
    diagnostics
}

/// Whose logs a page that is none speaks of: those of its folder, or the site's only intern's.
fn intern_of<'a>(site: &'a Site, entry: &Entry) -> Option<&'a Intern> {
    let only = match site.cohort.interns.as_slice() {
        [only] => Some(&**only),
        _ => None,
    };
    only.or_else(|| site.cohort.intern_of(entry.page.source.path())).filter(|_| entry.logs.is_empty())
}

/// The bytes of a span that stand on its first line.
fn first_line(source: &Source, span: Span) -> Span {
    let length = source.slice(span).lines().next().unwrap_or("").trim_end().len();
    Span::new(span.start as usize, span.start as usize + length)
}

/// A mentor's name that is written in two ways that differ by a few letters.
fn mentors<'a>(site: &'a Site, intern: &Intern, around: impl Iterator<Item = &'a Entry>, vocabulary: &Vocabulary) -> Vec<Diagnostic> {
    let mut named: BTreeMap<String, Vec<(&Arc<Source>, Span)>> = BTreeMap::new();
    for id in intern.weeks.iter().filter_map(|week| week.log) {
        if let (Some(entry), Some(fact)) = (site.entries.get(id.page), site.log(id).and_then(|log| log.mentor.as_ref())) {
            named.entry(fact.value.trim().to_owned()).or_default().push((&entry.page.source, fact.span));
        }
    }
    if named.is_empty() {
        return Vec::new();
    }
    for entry in around {
        for (name, span) in mentor_lines(entry, vocabulary) {
            named.entry(name).or_default().push((&entry.page.source, span));
        }
    }
    let mut diagnostics = Vec::new();
    for (name, places) in &named {
        let usual = named.iter().filter(|(other, more)| is_misspelled(name, other) && (more.len(), *other) > (places.len(), name));
        let Some((usual, others)) = usual.max_by_key(|(_, more)| more.len()) else { continue };
        for (source, span) in places {
            let (other, place) = others[0];
            let times = if others.len() == 1 { "elsewhere".to_owned() } else { format!("in {} other places", others.len()) };
            let diagnostic = Diagnostic::warning("log-facts-disagree", format!("`{name}` is written `{usual}` {times}"));
            let diagnostic = diagnostic.at(source, first_line(source, *span), "written otherwise");
            diagnostics.push(diagnostic.and(other, first_line(other, place), "as here").help("one of the two is misspelled"));
        }
    }
    diagnostics
}

fn is_misspelled(name: &str, other: &str) -> bool {
    let most = (name.chars().count() / 4).min(3);
    within(name, other, most).is_some_and(|apart| apart > 0)
}

/// The mentors that lines such as `- **Mentor**: Name` of a page name.
fn mentor_lines(entry: &Entry, vocabulary: &Vocabulary) -> Vec<(String, Span)> {
    let start = entry.page.front.body as usize;
    let text = entry.page.source.text().get(start..).unwrap_or("");
    let mut at = start;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        let begin = at;
        at += line.len();
        let Some(rest) = line.trim_start_matches([' ', '\t', '>', '-', '*', '+']).split_once([':', '：']).filter(|_| line.contains("**"))
        else {
            continue;
        };
        let (label, value) = (rest.0.trim_matches(['*', ' ']), rest.1.trim_start_matches(['*', ' ']).trim_end());
        let value = value.trim_end_matches(['\\', ' ']);
        if !value.is_empty() && value.len() < 80 && log::is_mentor_label(label, vocabulary) {
            let from = begin + (line.len() - rest.1.len()) + (rest.1.len() - rest.1.trim_start_matches(['*', ' ']).len());
            found.push((value.to_owned(), Span::new(from, from + value.len())));
        }
    }
    found
}

/// The days of each page that holds one log.
fn periods(site: &Site) -> BTreeMap<PageId, (LogId, Period)> {
    let ids = site.cohort.interns.iter().flat_map(|intern| intern.weeks.iter().filter_map(|week| week.log));
    let alone = ids.filter(|id| site.entries.get(id.page).is_some_and(|entry| entry.logs.len() == 1));
    alone.filter_map(|id| Some((id.page, (id, site.cohort.period(id)?)))).collect()
}

/// A hand-made list whose rows give a log other days than the log itself does.
fn listed_days(places: &Places, entry: &Entry, periods: &BTreeMap<PageId, (LogId, Period)>, vocabulary: &Vocabulary) -> Option<Diagnostic> {
    let source = &entry.page.source;
    let mut wrong = Vec::new();
    for hole in &entry.page.body.holes {
        let HoleKind::Link(to) = &hole.kind else { continue };
        let Found::Page(page, _) = places.find(entry, to, false) else { continue };
        let Some(&(id, ref period)) = periods.get(&page) else { continue };
        let Some(log) = places.site.log(id).filter(|log| log.dates.is_some()) else { continue };
        let row = source.line(source.position(hole.span.start).line);
        let Some((place, dates)) = days_of_row(source, row, hole.span, vocabulary) else { continue };
        if period.end.is_some_and(|end| differs(&dates, period, end)) {
            wrong.push((place, id.page, log, period));
        }
    }
    let (place, page, log, period) = wrong.first()?;
    let other = &places.site.entries[*page].page.source;
    let end = period.end.map_or_else(String::new, |end| format!(" – {end}"));
    let more = match wrong.len() {
        1 => String::new(),
        2 => "; another row is wrong, too".to_owned(),
        count => format!("; {} more rows are wrong, too", count - 1),
    };
    let message = format!("this list has other days than the log itself, {}{end}{more}", period.start);
    let diagnostic = Diagnostic::warning("log-facts-disagree", message).at(source, *place, "other days");
    let said = log.dates.as_ref().map_or(Span::default(), |fact| first_line(other, fact.span));
    let diagnostic = wrong.iter().skip(1).take(3).fold(diagnostic, |diagnostic, (place, ..)| diagnostic.and(source, *place, "and here"));
    Some(diagnostic.and(other, said, "as the log says").help("write `<!-- weeklog:weeks -->` in place of the list, and it is always right"))
}

/// The first and last day that one cell of a row names, with their place; the link itself is passed over.
fn days_of_row(source: &Source, row: Span, link: Span, vocabulary: &Vocabulary) -> Option<(Span, Dates)> {
    let text = source.slice(row);
    let mut at = row.start as usize;
    for cell in text.split_inclusive('|') {
        let (start, words) = (at, cell.trim_end_matches('|'));
        at += cell.len();
        let holds_link = start <= link.start as usize && (link.start as usize) < at;
        let dates = if holds_link { None } else { log::dates_in(words, vocabulary) };
        if let Some(dates) = dates {
            let lead = words.len() - words.trim_start().len();
            return Some((Span::new(start + lead, start + lead + words.trim().len()), dates));
        }
    }
    None
}

/// Whether a row's days, as far as they are stated, are not those of the log.
fn differs(dates: &Dates, period: &Period, end: jiff::civil::Date) -> bool {
    let same = |partial: Option<log::PartialDate>, date: jiff::civil::Date| {
        partial.is_none_or(|partial| {
            partial.year.is_none_or(|year| year == date.year())
                && partial.month.is_none_or(|month| month == date.month())
                && partial.day.is_none_or(|day| day == date.day())
        })
    };
    dates.end.is_some() && !(same(dates.start, period.start) && same(dates.end, end))
}

/// A link to another site whose text reads like a title.
pub(super) struct Titled<'a> {
    source: &'a Arc<Source>,
    span: Span,
    address: String,
    title: String,
}

/// The links of a page whose text reads like the title of what they lead to.
pub(super) fn titled<'a>(entry: &'a Entry, body: &Body) -> Vec<Titled<'a>> {
    let mut found = Vec::new();
    for (i, (range, event)) in body.events.iter().enumerate() {
        let Event::Start(Tag::Link { dest_url, .. }) = event else { continue };
        let Some(address) = work(dest_url) else { continue };
        let inside = &body.events[i + 1..body.after(i).max(i + 1)];
        let text: String =
            inside.iter().filter_map(|(_, event)| if let Event::Text(text) = event { Some(text.as_ref()) } else { None }).collect();
        if reads_like_a_title(&text) {
            found.push(Titled { source: &entry.page.source, span: body.span(title_range(body, inside, range)), address, title: text });
        }
    }
    found
}

fn title_range(body: &Body, inside: &[(Range<usize>, Event)], link: &Range<usize>) -> Range<usize> {
    let texts = inside.iter().filter(|(_, event)| matches!(event, Event::Text(_))).map(|(range, _)| range);
    let range = texts.cloned().reduce(|a, b| a.start..b.end).unwrap_or_else(|| link.clone());
    let line = body.text[range.clone()].lines().next().unwrap_or("").len();
    range.start..range.start + line
}

/// The identifier of a paper or book that an address leads to: <https://info.arxiv.org/help/arxiv_identifier.html>, <https://www.doi.org>.
fn work(address: &str) -> Option<String> {
    let rest = address.split_once("://")?.1;
    let (host, path) = rest.split_once('/')?;
    let path = path.split(['?', '#']).next().unwrap_or(path).trim_end_matches('/');
    match host.trim_start_matches("www.") {
        "arxiv.org" => {
            let number = path.strip_prefix("abs/").or_else(|| path.strip_prefix("pdf/"))?.trim_end_matches(".pdf");
            let version = number.rfind('v').filter(|&at| at > 0 && number[at + 1..].bytes().all(|byte| byte.is_ascii_digit()));
            Some(format!("arxiv {}", &number[..version.unwrap_or(number.len())]))
        }
        "doi.org" | "dx.doi.org" => Some(format!("doi {}", path.to_ascii_lowercase())),
        _ => None,
    }
}

/// Four words or more, most of the longer ones with a capital.
fn reads_like_a_title(text: &str) -> bool {
    let long: Vec<&str> = text.split_whitespace().filter(|word| word.chars().count() > 3).collect();
    let capital = long.iter().filter(|word| word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase)).count();
    text.split_whitespace().count() >= 4 && capital >= 2 && capital * 3 >= long.len() * 2
}

/// One work under two titles that have hardly a word in common.
pub(super) fn titles(mut links: Vec<Titled>) -> Vec<Diagnostic> {
    links.sort_by(|a, b| (&a.address, a.source.path(), a.span).cmp(&(&b.address, b.source.path(), b.span)));
    let mut diagnostics = Vec::new();
    for same in links.chunk_by(|a, b| a.address == b.address) {
        let other = same.iter().skip(1).find(|link| are_unlike(&link.title, &same[0].title));
        let Some(link) = other else { continue };
        let message = "two titles stand for one work: one of the links leads to another than it says";
        let diagnostic = Diagnostic::note("link-two-titles", message).at(link.source, link.span, "one title");
        let diagnostic = diagnostic.and(same[0].source, same[0].span, "the other one");
        diagnostics.push(diagnostic.help(format!("both lead to {}; open it and see which title it has", link.address)));
    }
    diagnostics
}

fn are_unlike(a: &str, b: &str) -> bool {
    let words = |text: &str| -> BTreeSet<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
        words.filter(|word| word.chars().count() > 3).collect()
    };
    let (a, b) = (words(a), words(b));
    let common = a.intersection(&b).count();
    common * 3 < a.len().min(b.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn works_are_known_by_their_number() {
        assert_eq!(work("https://arxiv.org/pdf/2101.00001v2.pdf?x=1"), work("https://arxiv.org/abs/2101.00001"));
        assert_eq!(work("https://doi.org/10.1000/ABC"), Some("doi 10.1000/abc".to_owned()));
        assert_eq!(work("https://reedbank.org/abs/1"), None);
    }

    #[test]
    fn titles_are_told_from_other_texts_of_links() {
        assert!(reads_like_a_title("A Survey of Small Boats in Rough Weather"));
        for text in ["Original arXiv PDF", "see the paper on small boats", "this paper", "Paper"] {
            assert!(!reads_like_a_title(text), "{text}");
        }
        assert!(are_unlike("A Survey of Small Boats", "Counting Birds over Open Water"));
        assert!(!are_unlike("A Survey of Small Boats", "Survey of small boats (preprint)"));
    }
}
