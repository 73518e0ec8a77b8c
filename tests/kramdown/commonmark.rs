//! The HTML writer against the examples of CommonMark's specification.
//!
//! `COMMONMARK_SPEC` names the file `spec.txt` of the npm package commonmark-spec 0.31.2, which is under CC BY-SA and
//! therefore not part of this project. `.ci/run commonmark` fetches it and runs the test, which is left out otherwise.

use crate::{filled, normal};
use weeklog::page::markdown::render_commonmark;

/// Examples that differ, with the reason.
const DIFFERENT: &[(usize, &str)] = &[];

#[test]
#[ignore = "the specification is not part of the project: `.ci/run commonmark` fetches it and runs this"]
fn commonmarks_examples_hold() {
    let path = std::env::var_os("COMMONMARK_SPEC").expect("COMMONMARK_SPEC names the specification's file");
    let text = std::fs::read_to_string(path).expect("the specification is readable");
    let fence = "`".repeat(32);
    let mut number = 0;
    let mut wrong = String::new();
    for example in text.split(&format!("\n{fence} example\n")).skip(1) {
        let Some((example, _)) = example.split_once(&format!("\n{fence}\n")) else { continue };
        number += 1;
        let example = format!("\n{example}\n").replace('→', "\t");
        let (input, expected) = example.split_once("\n.\n").expect("an example has two parts");
        let input = format!("{}\n", input.strip_prefix('\n').unwrap_or(input));
        let ours = filled(&render_commonmark(&input));
        let same = normal::plain(&ours) == normal::plain(expected);
        let listed = DIFFERENT.iter().any(|(listed, _)| *listed == number);
        if same == listed {
            wrong.push_str(&format!("#### {number}\n{input}--- ours\n{ours}\n--- CommonMark's\n{expected}\n"));
        }
    }
    eprintln!("{} of {number} examples hold", number - DIFFERENT.len());
    assert_eq!(number, 652);
    assert!(wrong.is_empty(), "{wrong}");
}
