//! The known word nearest to one that is unknown, for help with misspellings.

/// How many letters must change, case apart: Levenshtein's distance, bounded by the shorter texts that names are.
pub fn distance(a: &str, b: &str) -> usize {
    let fold = |text: &str| text.to_lowercase().chars().take(80).collect::<Vec<_>>();
    let (a, b) = (fold(a), fold(b));
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.iter().enumerate() {
            let next = (diagonal + usize::from(x != y)).min(row[j] + 1).min(row[j + 1] + 1);
            diagonal = std::mem::replace(&mut row[j + 1], next);
        }
    }
    row[b.len()]
}

/// The candidate that `word` is probably meant to be, if one is near enough.
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let (far, name) = candidates.into_iter().map(|name| (distance(word, name), name)).min()?;
    (far <= 1 + word.chars().count() / 4).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words_are_found_and_far_ones_not() {
        assert_eq!(nearest("base_url", ["baseurl", "url", "title"]), Some("baseurl"));
        assert_eq!(nearest("teh", ["the", "permalink"]), None);
        assert_eq!(nearest("owner", ["baseurl", "url"]), None);
    }
}
