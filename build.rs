//! Tells Cargo that the theme is part of the program, and a release what it was made of.

use std::path::Path;
use std::process::Command;

fn main() {
    println!("cargo:rerun-if-changed=themes");
    println!("cargo:rerun-if-changed=build.rs");
    let version = std::env::var("CARGO_PKG_VERSION").unwrap_or_default();
    let version = commit().map_or(version.clone(), |commit| format!("{version} ({commit})"));
    println!("cargo:rustc-env=WEEKLOG_VERSION={version}");
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
