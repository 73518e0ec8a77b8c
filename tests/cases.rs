//! Every file of `tests/cases`: what the terminal shows, whole.
#![cfg(unix)] // the system's own words differ elsewhere; what weeklog does is tested there by the other programs

mod driver;

use driver::{case, root};

#[test]
fn cases() {
    let folder = std::fs::read_dir(root().join("tests/cases")).expect("the cases");
    let mut paths: Vec<_> =
        folder.map(|entry| entry.expect("readable").path()).filter(|path| path.extension().is_some_and(|e| e == "txt")).collect();
    paths.sort();
    assert!(!paths.is_empty());
    let faults: Vec<String> = paths.iter().filter_map(|path| case::run(path).err()).collect();
    assert!(faults.is_empty(), "{} of {} cases:\n\n{}", faults.len(), paths.len(), faults.join("\n"));
}
