//! Style sheets that never end: the process that compiles one is ended by its own bounds.
#![cfg(target_os = "linux")] // elsewhere the other process ends it by the clock

use std::io::Write as _;
use std::process::{Command, Stdio};

/// Compiles a sheet with a bound of one second; what it makes, if it ends by itself.
fn compile(text: &str) -> Option<String> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_weeklog"))
        .args(["compile-style", "--seconds", "1"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let job = serde_json::json!({ "path": "a.scss", "text": text, "files": {} }).to_string();
    child.stdin.take().expect("a pipe").write_all(job.as_bytes()).expect("it reads its job");
    let output = child.wait_with_output().expect("it ends");
    output.status.success().then(|| String::from_utf8(output.stdout).expect("its answer is text"))
}

#[test]
fn what_never_ends_is_ended() {
    assert_eq!(compile(".a { b: 1 + 1; }").as_deref(), Some("{\"Ok\":\".a {\\n  b: 2;\\n}\\n\"}"));
    assert_eq!(compile("@while true { $a: 1; }"), None, "a loop");
    assert_eq!(compile("@function f($x) { @return f($x + 1); } .a { b: f(1); }"), None, "a function in itself");
    assert_eq!(compile("$s: 'aaaaaaaa'; @while true { $s: $s + $s; }"), None, "a text that doubles");
}
