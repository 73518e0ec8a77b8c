//! The known word nearest to one that is unknown, for help with misspellings.

/// The candidate that differs least from `word`, when it differs by so little that it was probably meant.
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let near = |&(distance, _): &(usize, &str)| distance <= 1 + word.chars().count() / 4;
    candidates
        .into_iter()
        .filter(|candidate| may_be(word, candidate))
        .map(|candidate| (distance(word, candidate), candidate))
        .min()
        .filter(near)
        .map(|(_, candidate)| candidate)
}

/// Whether one can be the other misspelled: `week-1` may be `week-01`, and `week-03` is never `week-01`.
pub fn may_be(word: &str, candidate: &str) -> bool {
    let (a, b) = (numbers(word), numbers(candidate));
    a.is_empty() || b.is_empty() || a == b
}

/// The numbers in a text, without leading zeros.
fn numbers(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty()).map(|digits| digits.trim_start_matches('0')).collect()
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
        assert_eq!(nearest("week-1.md", ["week-02.md", "week-01.md"]), Some("week-01.md"));
        assert_eq!(nearest("week-03.md", ["week-01.md", "week-02.md"]), None);
    }
}
