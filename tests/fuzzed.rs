//! Every input that a fuzzer found to fail, and a few of every kind, through the functions that are fuzzed.

#[path = "fuzz/targets.rs"]
mod targets;

use std::path::{Path, PathBuf};
use targets::TARGETS;

/// The inputs of a target that are kept, by name.
fn inputs(name: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/inputs").join(name);
    let mut inputs: Vec<PathBuf> = std::fs::read_dir(&folder).into_iter().flatten().map(|entry| entry.expect("readable").path()).collect();
    inputs.sort();
    inputs
}

#[test]
fn what_failed_once_holds() {
    for (name, target) in TARGETS {
        for path in inputs(name) {
            eprintln!("{}", path.display());
            target(&std::fs::read(&path).expect("readable"));
        }
    }
}

/// A target that is never reached proves nothing: each eats ordinary text, broken text and no text.
#[test]
fn targets_take_anything() {
    let seed = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/log/tests/week-04.md")).expect("readable");
    for (_, target) in TARGETS {
        for bytes in [&b""[..], b"\xff\xfe\x00", b"---\n", b"{{", b"{:", b"%2e%2e/\nlocalhost:1", &seed] {
            target(bytes);
        }
    }
}
