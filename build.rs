//! Tells Cargo that the theme is part of the program, and a release what it was made of.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::process::Command;

fn main() {
    for made_of in MADE_OF {
        println!("cargo:rerun-if-changed={made_of}");
    }
    println!("cargo:rerun-if-changed=build.rs");
    let version = std::env::var("CARGO_PKG_VERSION").unwrap_or_default();
    let version = commit().map_or(version.clone(), |commit| format!("{version} ({commit})"));
    println!("cargo:rustc-env=WEEKLOG_VERSION={version}");
    println!("cargo:rustc-env=WEEKLOG_SOURCES={:016x}", sources());
}

/// What the program is made of, besides the compiler.
const MADE_OF: &[&str] = &["src", "themes", "Cargo.toml", "Cargo.lock"];

/// A hash of all of it: what one program kept for its next run, another must not take for its own.
fn sources() -> u64 {
    let own = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    let mut files = Vec::new();
    for made_of in MADE_OF {
        list(&Path::new(&own).join(made_of), &mut files);
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        file.strip_prefix(&own).unwrap_or(&file).hash(&mut hasher);
        std::fs::read(&file).unwrap_or_default().hash(&mut hasher);
    }
    // Features and the compiler's own options change what is computed, too.
    let mut features: Vec<_> = std::env::vars().filter(|(name, _)| name.starts_with("CARGO_FEATURE_") || name == "TARGET").collect();
    features.sort();
    features.hash(&mut hasher);
    hasher.finish()
}

fn list(path: &Path, files: &mut Vec<PathBuf>) {
    match std::fs::read_dir(path) {
        Ok(entries) => entries.flatten().for_each(|entry| list(&entry.path(), files)),
        Err(_) if path.is_file() => files.push(path.to_owned()),
        Err(_) => {}
    }
}

/// The commit that a release is built from: what Cargo packed into the crate, or git's. A debug build is not asked, so
/// that a commit compiles nothing again.
fn commit() -> Option<String> {
    if std::env::var("PROFILE").is_ok_and(|profile| profile == "debug") {
        return None;
    }
    let own = std::env::var("CARGO_MANIFEST_DIR").ok()?;
    if let Ok(packed) = std::fs::read_to_string(Path::new(&own).join(".cargo_vcs_info.json")) {
        let sha = packed.split("\"sha1\": \"").nth(1)?;
        return sha.get(..10).map(str::to_owned);
    }
    // A copy inside somebody else's repository has no commit of its own.
    if Path::new(&git(&["rev-parse", "--show-toplevel"])?).canonicalize().ok() != Path::new(&own).canonicalize().ok() {
        return None;
    }
    for name in ["HEAD", &git(&["symbolic-ref", "-q", "HEAD"]).unwrap_or_default()] {
        if let Some(file) = git(&["rev-parse", "--git-path", name]).filter(|file| Path::new(file).exists()) {
            println!("cargo:rerun-if-changed={file}");
        }
    }
    git(&["rev-parse", "--short=10", "HEAD"])
}

fn git(arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").args(arguments).output().ok().filter(|output| output.status.success())?;
    Some(String::from_utf8(output.stdout).ok()?.trim().to_owned())
}
