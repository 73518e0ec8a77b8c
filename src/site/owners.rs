//! Whose each log is: the folder that stands for an intern, or where several write into one folder the file.

use super::cohort::Listed;
use super::meta::name_of;
use super::{Entry, PageId};
use crate::log::{Vocabulary, owner};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// What a page is to the cohort. It follows from the page and the listed folders alone.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Role {
    /// It holds logs of whoever has this folder.
    Log(Arc<str>),
    /// It is the index of this folder, and no log.
    Index(Arc<str>),
    /// Neither.
    Other,
}

/// The roles that pages had before, and the pages.
type Before<'a> = (&'a [Role], &'a [Arc<Entry>]);

/// What each page is. `before` was found by the same list.
pub(super) fn roles<'a>(entries: &'a [Arc<Entry>], listed: &[Listed], before: Option<Before>) -> Vec<Role> {
    let folders: BTreeSet<&str> = listed.iter().map(|intern| intern.folder.as_str()).collect();
    let vocabulary = Vocabulary::built_in();
    let known = |page: PageId, entry: &Arc<Entry>| {
        let (roles, entries) = before?;
        entries.get(page).filter(|before| Arc::ptr_eq(before, entry)).map(|_| roles[page].clone())
    };
    // Pages of one folder stand beside each other, and share its name.
    let mut last: Option<(&'a str, Arc<str>)> = None;
    let mut read = |entry: &'a Entry| {
        let path = entry.path();
        let above = path.rsplit_once('/').map(|(folder, _)| folder);
        if entry.logs.is_empty() {
            return above.filter(|_| entry.marks.is_index).map_or(Role::Other, |folder| Role::Index(folder.into()));
        }
        // A list can name a file, too.
        let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
        if folders.contains(stem) {
            return Role::Log(stem.into());
        }
        let above = above.unwrap_or("");
        if last.as_ref().is_none_or(|(folder, _)| *folder != above) {
            let mut above_it = path.match_indices('/').map(|(end, _)| &path[..end]).rev();
            let listed = above_it.find(|folder| folders.contains(folder)).map(Cow::Borrowed);
            last = Some((above, listed.unwrap_or_else(|| folder_of(above, &vocabulary)).into()));
        }
        last.as_ref().map_or(Role::Other, |(_, owner)| Role::Log(Arc::clone(owner)))
    };
    entries.iter().enumerate().map(|(page, entry)| known(page, entry).unwrap_or_else(|| read(entry))).collect()
}

/// The folder that stands for whoever wrote the logs in a folder: those for a week, for a day or for all logs are theirs,
/// not them. Of `week-1/ada` and `week-2/ada` it is `ada`.
fn folder_of<'f>(mut folder: &'f str, vocabulary: &Vocabulary) -> Cow<'f, str> {
    loop {
        let (above, name) = folder.rsplit_once('/').unwrap_or(("", folder));
        if folder.is_empty() || !owner::is_of_logs(name, vocabulary) {
            break;
        }
        folder = above;
    }
    let is_of_week = |name: &&str| owner::is_of_week(name, vocabulary);
    if folder.split('/').any(|name| is_of_week(&name)) {
        return Cow::Owned(folder.split('/').filter(|name| !is_of_week(name)).collect::<Vec<_>>().join("/"));
    }
    Cow::Borrowed(folder)
}

/// The logs of each intern, by folder.
pub(super) type Groups = BTreeMap<Arc<str>, Group>;

/// Logs of one intern, before they are read.
#[derive(Debug)]
pub(super) struct Group {
    /// Who it is.
    pub(super) listed: Listed,
    /// Whether the list says it, or only the folder.
    pub(super) is_listed: bool,
    /// The pages with the logs.
    pub(super) pages: Vec<PageId>,
}

/// Whether two pages of one path are the same to [`group`] where they have one role: they hold logs of the same weeks.
pub(super) fn is_alike(before: &Entry, now: &Entry) -> bool {
    before.logs.len() == now.logs.len() && weeks_of(before).eq(weeks_of(now))
}

/// The weeks of a page's logs, as far as they have numbers.
fn weeks_of(entry: &Entry) -> impl Iterator<Item = (Option<u16>, u16)> {
    entry.logs.iter().filter_map(|log| log.week.as_ref()).map(|week| (week.value.term, week.value.first))
}

/// Whose the logs are.
pub(super) fn group(roles: &[Role], listed: &[Listed], entries: &[Arc<Entry>]) -> Groups {
    let mut groups = Groups::new();
    for intern in listed {
        groups.insert(intern.folder.as_str().into(), Group { listed: intern.clone(), is_listed: true, pages: Vec::new() });
    }
    let logs = roles.iter().enumerate().filter_map(|(page, role)| if let Role::Log(folder) = role { Some((folder, page)) } else { None });
    let logs: Vec<(&Arc<str>, PageId)> = logs.filter(|&(_, page)| !is_translation(entries, page)).collect();
    for run in logs.chunk_by(|(a, _), (b, _)| Arc::ptr_eq(a, b)) {
        let folder = run[0].0;
        let group = groups.entry(Arc::clone(folder)).or_insert_with(|| Group {
            listed: Listed { folder: folder.to_string(), ..Listed::default() },
            is_listed: false,
            pages: Vec::new(),
        });
        group.pages.extend(run.iter().map(|(_, page)| page));
    }
    let parted: Vec<_> =
        groups.iter_mut().filter(|(_, group)| !group.is_listed).flat_map(|(folder, group)| part(folder, group, entries)).collect();
    groups.retain(|_, group| group.is_listed || !group.pages.is_empty());
    for (folder, group) in parted {
        groups.entry(folder).or_insert(group);
    }
    groups
}

/// Whether a page's logs are those of another in another language: `_index.vi.md` beside `_index.md`, `week-1.vi.md` beside
/// `week-1.en.md`.
fn is_translation(entries: &[Arc<Entry>], page: PageId) -> bool {
    let path = entries[page].path();
    let Some(plain) = owner::without_language(path) else { return false };
    let holds_logs = |path: &str| entries.binary_search_by(|entry| entry.path().cmp(path)).is_ok_and(|page| !entries[page].logs.is_empty());
    // Of several languages the first stands for all.
    let before = entries[..page].iter().rev().take_while(|entry| entry.path().starts_with(plain.trim_end_matches(".md")));
    holds_logs(&plain)
        || before.take(16).any(|entry| !entry.logs.is_empty() && owner::without_language(entry.path()).as_ref() == Some(&plain))
}

/// Takes from a folder's logs those of several writers: each has files of a name of their own, and they write of the same weeks.
fn part(folder: &Arc<str>, group: &mut Group, entries: &[Arc<Entry>]) -> Vec<(Arc<str>, Group)> {
    let mut weeks: Vec<_> = group.pages.iter().flat_map(|&page| weeks_of(&entries[page]).map(move |week| (week, page))).collect();
    weeks.sort_unstable();
    let is_shared = |pair: &[((Option<u16>, u16), PageId)]| pair[0].0 == pair[1].0 && pair[0].1 != pair[1].1;
    if !weeks.windows(2).any(is_shared) {
        return Vec::new();
    }
    let vocabulary = Vocabulary::built_in();
    let mut writers: BTreeMap<String, (String, bool, Vec<PageId>)> = BTreeMap::new();
    for &page in &group.pages {
        let path = entries[page].path();
        let named = owner::writer(path, &vocabulary).filter(|_| owner::is_among_logs(path, &vocabulary));
        if let Some((name, names_week)) = named {
            let writer = writers.entry(super::cohort::slug(&name)).or_insert_with(|| (name, true, Vec::new()));
            writer.1 &= names_week;
            writer.2.push(page);
        }
    }
    // What stands beside the week in one file's name alone is what that week was about.
    writers.retain(|_, (_, names_week, pages)| {
        let weeks: BTreeSet<_> = pages.iter().flat_map(|&page| weeks_of(&entries[page])).collect();
        !*names_week || weeks.len() > 1
    });
    let writer_of: HashMap<PageId, &str> =
        writers.iter().flat_map(|(slug, (.., pages))| pages.iter().map(|&page| (page, slug.as_str()))).collect();
    let both = |pair: &[((Option<u16>, u16), PageId)]| {
        let names = (writer_of.get(&pair[0].1), writer_of.get(&pair[1].1));
        pair[0].0 == pair[1].0 && names.0.is_some() && names.1.is_some() && names.0 != names.1
    };
    weeks.retain(|(_, page)| writer_of.contains_key(page));
    if !weeks.windows(2).any(both) {
        return Vec::new();
    }
    group.pages.retain(|page| !writer_of.contains_key(page));
    let of = |(slug, (name, _, pages)): (&String, &(String, bool, Vec<PageId>))| {
        let own = if folder.is_empty() { slug.clone() } else { format!("{folder}/{slug}") };
        let listed = Listed { name: name_of(&format!("{name}.md")), folder: own.clone(), ..Listed::default() };
        (own.into(), Group { listed, is_listed: false, pages: pages.clone() })
    };
    writers.iter().map(of).collect()
}

/// The index page of each folder, the first by path, that is no log itself.
pub(super) fn indexes(roles: &[Role]) -> HashMap<&str, PageId> {
    let mut indexes = HashMap::new();
    for (page, role) in roles.iter().enumerate() {
        if let Role::Index(folder) = role {
            indexes.entry(&**folder).or_insert(page);
        }
    }
    indexes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_of_weeks_belong_to_the_folder_above() {
        let vocabulary = Vocabulary::built_in();
        for (folder, expected) in [
            ("logs", ""),
            ("ada", "ada"),
            ("ada/logs", "ada"),
            ("content/1-Worklog/1.1-Week1", "content"),
            ("week-01", ""),
            ("1주차", ""),
            ("ada/第一周", "ada"),
            ("Semana 1/ada", "ada"),
            ("team/week-2/ada/notes", "team/ada/notes"),
        ] {
            assert_eq!(folder_of(folder, &vocabulary), expected, "{folder}");
        }
    }
}
