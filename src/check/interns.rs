//! `_data/interns`: entries that are passed over, keys that nothing reads, days and numbers that are none.

use crate::data;
use crate::diagnostic::Diagnostic;
use crate::nearest::within;
use crate::site::Site;
use crate::source::{Source, Span, lines};
use crate::yaml::{self, Value};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The keys of an entry that are read.
const KEYS: &[&str] = &["name", "folder", "mentor", "start", "end", "exempt", "exempt_weeks", "target_hours"];

/// Whether a file of data is the list of interns.
pub(super) fn is_list(path: &str) -> bool {
    path.strip_prefix("_data/interns.").is_some_and(|extension| !extension.contains('/'))
}

pub(super) fn check(site: &Site, source: &Arc<Source>) -> Vec<Diagnostic> {
    let (Value::Sequence(entries), None) = data::read(source) else { return Vec::new() };
    let mut diagnostics = Vec::new();
    let mut folders: BTreeMap<String, usize> = BTreeMap::new();
    let lines = Lines::new(source);
    let with_logs = site.pages().filter(|page| !page.logs.is_empty()).filter_map(|page| page.path().split_once('/'));
    let with_logs: BTreeSet<&str> = with_logs.map(|(folder, _)| folder).collect();
    for (at, value) in entries.iter().enumerate() {
        let entry = Entry { source, value, at, lines: &lines };
        if value.get("name").and_then(yaml::text).is_none_or(|name| name.trim().is_empty()) {
            let message = format!("entry {} of the list of interns has no `name`, so it is passed over", at + 1);
            diagnostics.push(
                Diagnostic::warning("data-interns", message)
                    .at(source, entry.place("", "").unwrap_or_default(), "without a name")
                    .help("write `- name: Ada Okafor` and the other keys below it"),
            );
            continue;
        }
        diagnostics.extend(entry.keys());
        diagnostics.extend(entry.values());
        diagnostics.extend(entry.folder(&with_logs, &mut folders));
    }
    diagnostics
}

/// One entry, and where it stands in the list.
struct Entry<'a> {
    source: &'a Arc<Source>,
    value: &'a Value,
    at: usize,
    lines: &'a Lines<'a>,
}

impl Entry<'_> {
    fn text(&self, key: &str) -> Option<String> {
        self.value.get(key).and_then(yaml::text).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
    }

    fn name(&self) -> String {
        self.text("name").unwrap_or_default()
    }

    fn keys(&self) -> Vec<Diagnostic> {
        let names = self.value.as_mapping().into_iter().flat_map(|map| map.keys()).filter_map(yaml::text);
        // The header of a table is looked at once.
        let told = self.at > 0 && self.is_table();
        let unknown = names.filter(|name| !told && !KEYS.contains(&name.as_str()));
        let near = |name: &String| KEYS.iter().find(|known| self.value.get(**known).is_none() && is_near(known, name));
        let told = unknown.filter_map(|name| near(&name).map(|meant| (name, meant))).map(|(name, meant)| {
            let span = self.place(&name, &name).unwrap_or_default();
            let message = format!("nothing reads the key `{name}` of an intern; `{meant}` is probably meant");
            Diagnostic::warning("data-interns", message)
                .at(self.source, span, "misspelled?")
                .suggest(format!("write `{meant}`"), vec![(span, (*meant).to_owned())])
        });
        told.collect()
    }

    fn values(&self) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        let mut wrong = |key: &str, text: &str, message: String, help: &str| {
            let span = self.place(key, text).unwrap_or_default();
            diagnostics.push(Diagnostic::warning("data-interns", message).at(self.source, span, "not read").help(help));
        };
        let name = self.name();
        let mut days = Vec::new();
        for key in ["start", "end"] {
            let Some(text) = self.text(key) else { continue };
            match text.parse::<Date>() {
                Ok(day) => days.push((text, day)),
                Err(_) => wrong(key, &text, format!("`{text}` is no day, so the {key} of {name} is not known"), "write it as `2025-06-30`"),
            }
        }
        if let [(_, start), (text, end)] = days.as_slice()
            && end < start
        {
            wrong(
                "end",
                text,
                format!("the internship of {name} ends before it starts, on {start}"),
                "exchange the two days, or look at the year",
            );
        }
        for key in ["exempt", "exempt_weeks"] {
            let numbers = self.value.get(key).map(yaml::texts).unwrap_or_default();
            for text in numbers.iter().flat_map(|text| text.split([',', ';', ' '])).filter(|text| !text.is_empty()) {
                if text.trim().parse::<u16>().is_err() {
                    wrong(
                        key,
                        text,
                        format!("`{text}` is no number of a week, so {name} is not exempt"),
                        "list the numbers: `exempt: [6, 7]`",
                    );
                }
            }
        }
        if let Some(text) = self.text("target_hours").filter(|text| text.parse::<f64>().is_err()) {
            wrong("target_hours", &text, format!("`{text}` is no number of hours"), "write the number alone: `target_hours: 300`");
        }
        diagnostics
    }

    /// A folder that two interns have, or without logs beside one of nearly the same name that has some.
    fn folder(&self, with_logs: &BTreeSet<&str>, folders: &mut BTreeMap<String, usize>) -> Option<Diagnostic> {
        let written = self.text("folder")?;
        let folder = written.trim_matches('/').to_owned();
        let span = self.place("folder", &written).unwrap_or_default();
        if let Some(other) = folders.insert(folder.clone(), self.at) {
            let message = format!("entries {} and {} of the list of interns have the folder `{folder}`", other + 1, self.at + 1);
            let diagnostic = Diagnostic::warning("data-interns", message).at(self.source, span, "the same folder again");
            return Some(diagnostic.help("give each intern a folder of their own: only the last entry is shown"));
        }
        if with_logs.contains(folder.split('/').next().unwrap_or("")) {
            return None;
        }
        let near = with_logs.iter().find(|other| is_near(other, &folder))?;
        let message = format!("the folder `{folder}` of {} has no logs; `{near}` has", self.name());
        let diagnostic = Diagnostic::warning("data-interns", message).at(self.source, span, "no logs here");
        Some(diagnostic.suggest(format!("write `{near}`"), vec![(span, (*near).to_owned())]))
    }

    /// Where `text` stands on the line of `key` in this entry, or, without a key, the entry's first line.
    fn place(&self, key: &str, text: &str) -> Option<Span> {
        let named = |line: &str| self.is_table() || line.trim_start_matches(['-', ' ']).starts_with(key);
        // What is said of a key is said where it stands: in the header of a table.
        let header = self.lines.header.filter(|(_, line)| key == text && !key.is_empty() && line.contains(text));
        let own = self.lines.entries.get(self.at).into_iter().flatten().copied();
        let (start, line) = header.or_else(|| own.clone().find(|(_, line)| named(line)))?;
        let found = line.rfind(text).filter(|_| key != text).or_else(|| line.find(text)).filter(|_| !text.is_empty());
        Some(found.map_or(Span::new(start, start + line.len()), |found| Span::new(start + found, start + found + text.len())))
    }

    fn is_table(&self) -> bool {
        self.lines.header.is_some()
    }
}

/// A line and where it begins.
type Line<'s> = (usize, &'s str);

/// The lines of the list, by entry.
struct Lines<'s> {
    /// The first line of a table names the keys of all entries.
    header: Option<Line<'s>>,
    entries: Vec<Vec<Line<'s>>>,
}

impl<'s> Lines<'s> {
    fn new(source: &'s Source) -> Lines<'s> {
        let is_table = source.path().ends_with("sv");
        let mut all = Lines { header: None, entries: Vec::new() };
        let mut at = 0;
        for line in lines(source.text()) {
            let (start, written) = (at, line.trim_end());
            at += line.len();
            if written.trim().is_empty() {
                continue;
            }
            if is_table && all.header.is_none() {
                all.header = Some((start, written));
            } else if is_table || written.starts_with("- ") || written == "-" {
                all.entries.push(vec![(start, written)]);
            } else if let Some(entry) = all.entries.last_mut() {
                entry.push((start, written));
            }
        }
        all
    }
}

fn is_near(known: &str, name: &str) -> bool {
    let plain = |text: &str| text.to_lowercase().replace(['-', '_', ' '], "");
    plain(known) == plain(name) || (known.len() > 3 && within(known, name, 1 + known.len() / 6).is_some())
}
