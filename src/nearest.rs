//! The known word or path nearest to one that is unknown, for help with misspellings.

use std::collections::BTreeMap;

/// The candidate that differs least from `word`, when it differs by so little that it was probably meant.
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    nearest_within(word, candidates, 1 + word.chars().count() / 4)
}

/// The candidate that differs least from `word`, by `most` at most; among equals the first by its letters.
pub fn nearest_within<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>, most: usize) -> Option<&'c str> {
    let near = candidates.into_iter().filter_map(|candidate| Some((within(word, candidate, most)?, candidate)));
    near.filter(|(_, candidate)| may_be(word, candidate)).min().map(|(_, candidate)| candidate)
}

/// Whether one can be the other misspelled: `week-1` may be `week-01`, and `week-03` is never `week-01`.
fn may_be(word: &str, candidate: &str) -> bool {
    let numbers = |text| numbers(text).next().is_some();
    !numbers(word) || !numbers(candidate) || self::numbers(word).eq(self::numbers(candidate))
}

/// The numbers in a text, without leading zeros.
fn numbers(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty()).map(|digits| digits.trim_start_matches('0'))
}

/// Letters of long texts that count.
const LONGEST: usize = 80;

/// How many letters must change, be swapped with their neighbour, come or go, case apart; `None` if more than `most`,
/// which is found out sooner.
pub fn within(a: &str, b: &str, most: usize) -> Option<usize> {
    let letters = |text: &str| text.len().min(LONGEST);
    if a.is_ascii() && b.is_ascii() && letters(a).abs_diff(letters(b)) > most {
        return None;
    }
    let fold = |text: &str| text.to_lowercase().chars().take(LONGEST).collect::<Vec<_>>();
    let (a, b) = (fold(a), fold(b));
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut next = vec![i + 1; b.len() + 1];
        for (j, y) in b.iter().enumerate() {
            next[j + 1] = (row[j] + usize::from(x != y)).min(row[j + 1] + 1).min(next[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                next[j + 1] = next[j + 1].min(before[j - 1] + 1);
            }
        }
        // Every way on leads over one of two rows.
        if next.iter().chain(&row).all(|&distance| distance > most) {
            return None;
        }
        before = std::mem::replace(&mut row, next);
    }
    Some(row[b.len()]).filter(|&distance| distance <= most)
}

/// Paths in which one can be looked for that was meant.
#[derive(Debug)]
pub struct Paths<P> {
    /// By their lower-case forms.
    folded: BTreeMap<String, P>,
    /// The lower-case forms of the first in each folder.
    by_folder: BTreeMap<String, Vec<String>>,
    /// The same of the first of a [plain] stem, whatever their folders.
    by_stem: BTreeMap<String, Vec<String>>,
}

/// Files of one folder that are looked at.
const NEIGHBOURS: usize = 500;
/// Paths of one stem that are looked at.
const NAMESAKES: usize = 3;

impl<P: AsRef<str>> Paths<P> {
    /// All these; of those that differ in capitals alone the last.
    pub fn new(paths: impl Iterator<Item = P>) -> Paths<P> {
        let folded: BTreeMap<String, P> = paths.map(|path| (path.as_ref().to_lowercase(), path)).collect();
        let (mut by_folder, mut by_stem) = (BTreeMap::new(), BTreeMap::new());
        let keep = |map: &mut BTreeMap<String, Vec<String>>, key: String, low: &String, most: usize| {
            let kept = map.entry(key).or_default();
            if kept.len() < most {
                kept.push(low.clone());
            }
        };
        for low in folded.keys() {
            keep(&mut by_folder, folder_of(low).to_owned(), low, NEIGHBOURS);
            keep(&mut by_stem, plain(stem_of(low)), low, NAMESAKES);
        }
        Paths { folded, by_folder, by_stem }
    }

    /// The path that is `low` in lower case.
    pub fn get(&self, low: &str) -> Option<&P> {
        self.folded.get(low)
    }

    /// The path that was probably meant: the most alike of those in its folder, or one of its name anywhere. Where that is
    /// a page's file and its address, the one that is written with the same extension.
    pub fn near(&self, path: &str) -> Option<&P> {
        let low = path.trim_end_matches('/').to_lowercase();
        let name = low.rsplit('/').next().unwrap_or(&low);
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let most = 1 + stem.chars().count() / 4;
        let beside = self.by_folder.get(folder_of(&low)).into_iter().flatten();
        let beside = beside.filter_map(|low| Some((within(stem_of(low), stem, most)?, low)));
        let mut near: Vec<(usize, &String)> = beside.filter(|(_, low)| may_be(stem, stem_of(low))).collect();
        if near.is_empty() && stem.len() > 2 && stem != "index" {
            near.extend(self.by_stem.get(&plain(stem)).into_iter().flatten().map(|low| (0, low)));
        }
        let near = near.into_iter().filter_map(|(apart, low)| Some((apart, self.folded.get(low)?)));
        let extension = |path: &str| path.rsplit_once('.').map(|(_, extension)| extension.to_owned());
        let order = |(apart, real): &(usize, &P)| (*apart, extension(real.as_ref()) != extension(path), real.as_ref().to_owned());
        near.min_by_key(order).map(|(_, real)| real)
    }
}

fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Letters and numbers alone, those without leading zeros: `week_4` and `week-04` are one name.
fn plain(stem: &str) -> String {
    let mut plain = String::with_capacity(stem.len());
    for c in stem.chars().filter(|c| c.is_alphanumeric()) {
        if c.is_ascii_digit() && plain.ends_with('0') && !plain[..plain.len() - 1].ends_with(|c: char| c.is_ascii_digit()) {
            plain.pop();
        }
        plain.push(c);
    }
    plain
}

/// The name of a file without its folder and extension; none of a name without an extension.
fn stem_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path).rsplit_once('.').map_or("", |(stem, _)| stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words_are_found_and_far_ones_not() {
        assert_eq!(nearest("base_url", ["baseurl", "url", "title"]), Some("baseurl"));
        assert_eq!(nearest("teh", ["the", "permalink"]), Some("the"));
        assert_eq!(nearest("owner", ["baseurl", "url"]), None);
        assert_eq!(nearest("week-1.md", ["week-02.md", "week-01.md"]), Some("week-01.md"));
        assert_eq!(nearest("week-03.md", ["week-01.md", "week-02.md"]), None);
        assert_eq!(within("ÉTAGE", "etage", 1), Some(1));
        assert_eq!(["week-04", "Week_4", "a00b10", "0"].map(plain), ["week4", "Week4", "a0b10", "0"]);
        let paths = Paths::new(["index.md", "logs/week-04.md", "logs/week-05.md", "logs/Recap.md"].into_iter());
        let near = |path| paths.near(path).copied();
        assert_eq!(near("logs/week-4.md"), Some("logs/week-04.md"));
        assert_eq!(near("week_5.md"), Some("logs/week-05.md"), "of its name elsewhere");
        assert_eq!((near("logs/recpa.md"), near("recpa.md"), near("logs/week-06.md")), (Some("logs/Recap.md"), None, None));
        assert_eq!((within("ab", "ba", 1), within("abcd", "dcba", 2), within("abcd", "dcba", 3)), (Some(1), None, Some(3)));
    }
}
