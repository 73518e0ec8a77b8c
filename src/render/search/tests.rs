//! The index read back: every term of every section leads to it, and what is shown is what was given.

#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use flate2::read::ZlibDecoder;
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value;

use super::{Document, Facets, Index, tokens};

/// A section that owns its texts.
#[derive(Clone, Debug)]
struct Section {
    page: usize,
    title: String,
    heading: String,
    text: String,
    week: Option<u32>,
}

fn sections() -> impl Strategy<Value = Vec<Section>> {
    let words = "[a-dA-D_0-1é第四周ầ .\u{301}]{0,40}|\\PC{0,20}";
    let section =
        (0..9_usize, words, words, prop_oneof![9 => words.boxed(), 1 => "[a-z ]{5000,9000}".boxed()], proptest::option::of(0..9_u32));
    vec(section.prop_map(|(page, title, heading, text, week)| Section { page, title, heading, text, week }), 0..60)
}

fn index(sections: &[Section]) -> Index {
    let urls: Vec<String> = sections.iter().enumerate().map(|(n, section)| format!("/logs/{}.html#{n}", section.page)).collect();
    Index::build(sections.iter().zip(&urls).map(|(section, url)| Document {
        url,
        page: &section.title,
        section: &section.heading,
        text: &section.text,
        facets: Facets { intern: None, week: section.week, kind: Some("task") },
    }))
}

fn unpacked(index: &Index, path: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    ZlibDecoder::new(index.file(path).unwrap()).read_to_end(&mut bytes).unwrap();
    bytes
}

fn number(bytes: &mut &[u8]) -> usize {
    let (mut number, mut shift) = (0, 0);
    loop {
        let (&byte, rest) = bytes.split_first().unwrap();
        *bytes = rest;
        number |= usize::from(byte & 127) << shift;
        shift += 7;
        if byte < 128 {
            return number;
        }
    }
}

/// All terms of all shards, each with the sections that hold it and its place in them.
fn postings(index: &Index, shards: &[Value]) -> BTreeMap<String, Vec<(usize, usize)>> {
    let mut postings = BTreeMap::new();
    for (n, first) in shards.iter().enumerate() {
        let shard = unpacked(index, &format!("terms/{n}.bin"));
        let mut bytes = shard.as_slice();
        let length = number(&mut bytes);
        let (names, mut bytes) = bytes.split_at(length);
        let mut term = Vec::new();
        for (line_number, line) in std::str::from_utf8(names).unwrap().lines().enumerate() {
            term.truncate(usize::from(line.as_bytes()[0] - b' '));
            term.extend(line[1..].encode_utf16());
            let name = String::from_utf16(&term).unwrap();
            assert!(line_number > 0 || *first == *name);
            let length = number(&mut bytes);
            let (mut list, rest) = bytes.split_at(length);
            bytes = rest;
            let (mut hits, mut section) = (Vec::new(), 0);
            while !list.is_empty() {
                let posting = number(&mut list);
                section += posting >> 2;
                hits.push((section, posting & 3));
            }
            assert!(postings.insert(name, hits).is_none(), "a term stands in one shard, once");
        }
        assert!(bytes.is_empty());
    }
    postings
}

fn terms(text: &str) -> BTreeSet<String> {
    let mut terms = BTreeSet::new();
    tokens::terms(text, &mut |term| _ = terms.insert(term.to_owned()));
    terms
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_word_leads_to_its_section_and_nowhere_else(sections in sections()) {
        let index = index(&sections);
        let main: Value = serde_json::from_slice(&unpacked(&index, "index.bin")).unwrap();
        let mut expected: BTreeMap<String, BTreeMap<usize, usize>> = BTreeMap::new();
        let mut pages: Vec<u32> = Vec::new();
        for (n, section) in sections.iter().enumerate() {
            let lead = n == 0 || sections[n - 1].page != section.page;
            if lead { pages.push(1) } else { *pages.last_mut().unwrap() += 1 }
            let title = if lead { section.title.as_str() } else { "" };
            for (place, text) in [(3, title), (2, &section.heading), (0, &section.text)] {
                for term in terms(text) {
                    let at = expected.entry(term).or_default().entry(n).or_default();
                    *at = place.max(*at);
                }
            }
            let facets = section.week.map(|week| format!(":week:{week}")).into_iter().chain([":kind:task".to_owned()]);
            facets.for_each(|facet| _ = expected.entry(facet).or_default().insert(n, 0));
        }
        prop_assert_eq!(serde_json::from_value::<Vec<u32>>(main["pages"].clone()).unwrap(), pages);
        let found = postings(&index, main["shards"].as_array().unwrap());
        let without_topics = |(section, place): &(usize, usize)| (*section, if *place == 1 { 0 } else { *place });
        let found: BTreeMap<String, BTreeMap<usize, usize>> = found.into_iter().map(|(term, hits)| (term, hits.iter().map(without_topics).collect())).collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn chunks_hold_every_section_in_order(sections in sections()) {
        let index = index(&sections);
        let main: Value = serde_json::from_slice(&unpacked(&index, "index.bin")).unwrap();
        let mut shown = Vec::new();
        for (n, count) in main["chunks"].as_array().unwrap().iter().enumerate() {
            let chunk = unpacked(&index, &format!("text/{n}.bin"));
            prop_assert!(chunk.len() < 48 << 10, "{}", chunk.len());
            let before = shown.len();
            for group in serde_json::from_slice::<Vec<Value>>(&chunk).unwrap() {
                for section in group[4].as_array().unwrap() {
                    shown.push((format!("/{}#{}", group[0].as_str().unwrap(), section[0].as_str().unwrap()), group[1].clone(), group[3].clone(), section.clone()));
                }
            }
            prop_assert_eq!((shown.len() - before) as u64, count.as_u64().unwrap());
        }
        prop_assert_eq!(shown.len(), sections.len());
        for (n, (section, (url, page, week, shown))) in sections.iter().zip(shown).enumerate() {
            prop_assert_eq!(url, format!("/logs/{}.html#{n}", section.page));
            prop_assert_eq!(page.as_str(), Some(section.title.as_str()));
            prop_assert_eq!(week.as_u64(), section.week.map(u64::from));
            prop_assert_eq!(shown[1].as_str(), Some(section.heading.as_str()));
            let text = section.text.split_whitespace().collect::<Vec<_>>().join(" ");
            let kept = shown[2].as_str().unwrap();
            prop_assert!(text.starts_with(kept) && (kept.len() == text.len() || kept.len() > 4000), "{kept:?}");
        }
    }

    #[test]
    fn the_same_sections_give_the_same_bytes(sections in sections()) {
        let (one, two) = (index(&sections), index(&sections));
        prop_assert!(one.files().eq(two.files()));
        prop_assert!(one.files().all(|(path, bytes)| one.file(&path) == Some(&bytes[..])));
    }
}

#[test]
fn shards_and_chunks_stay_small_and_a_small_site_has_few() {
    let text = |n: u32| (0..300).map(|word| format!("w{:x} ", (n * 7919 + word * 104_729) % 50_021)).collect::<String>();
    let build = |sections: u32| {
        Index::write(&|_, _| false, |builder| {
            for n in 0..sections {
                builder.push(&Document { url: &format!("/{n}"), page: "Week", section: "Work", text: &text(n), ..Document::default() });
            }
        })
    };
    let (small, large) = (build(5), build(2_000));
    assert!(small.files().count() <= 10, "{}", small.files().count());
    assert!(large.files().count() > 50);
    assert!(large.files().all(|(path, bytes)| bytes.len() < 24 << 10 || path == "index.bin"));
}
