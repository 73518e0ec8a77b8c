//! The known word nearest to one that is unknown, for help with misspellings.

/// The candidate that differs least from `word`, when it differs by so little that it was probably meant.
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let near = |&(distance, _): &(usize, &str)| distance <= 1 + word.chars().count() / 4;
    candidates.into_iter().map(|candidate| (distance(word, candidate), candidate)).min().filter(near).map(|(_, candidate)| candidate)
}

/// How many letters must change, be swapped with their neighbour, come or go, case apart; of long texts the first eighty count.
pub fn distance(a: &str, b: &str) -> usize {
    let fold = |text: &str| text.to_lowercase().chars().take(80).collect::<Vec<_>>();
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
        before = std::mem::replace(&mut row, next);
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words_are_found_and_far_ones_not() {
        assert_eq!(nearest("base_url", ["baseurl", "url", "title"]), Some("baseurl"));
        assert_eq!(nearest("teh", ["the", "permalink"]), Some("the"));
        assert_eq!(nearest("owner", ["baseurl", "url"]), None);
    }
}
