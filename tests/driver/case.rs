//! A case in one text file: a sentence, the files of a site, commands with everything that the terminal shows.

use super::Folder;
use std::fs;
use std::path::Path;

/// Runs the case at `path`; with `UPDATE=1` in the environment the file gets what the terminal showed.
pub fn run(path: &Path) -> Result<(), String> {
    let text = fs::read_to_string(path).map_err(|error| error.to_string())?.replace("\r\n", "\n");
    let (setup, _) = split(&text);
    let folder = Folder::new();
    for (name, body) in files(setup) {
        folder.write(name, body);
    }
    let mut actual = setup.to_owned();
    for command in text.lines().filter_map(|line| line.strip_prefix("$ ")) {
        let arguments = command.strip_prefix("weeklog ").ok_or("a command begins with `weeklog`")?;
        let run = folder.run(&arguments.split_whitespace().collect::<Vec<_>>());
        actual.push_str(&format!("$ {command}\n{}", run.text()));
    }
    if actual == text {
        return Ok(());
    }
    if std::env::var_os("UPDATE").is_some() {
        return fs::write(path, actual).map_err(|error| error.to_string());
    }
    Err(format!("{} shows something else (UPDATE=1 accepts it):\n{}", path.display(), difference(&text, &actual)))
}

/// What comes before the first command, and the rest.
fn split(text: &str) -> (&str, &str) {
    let at = if text.starts_with("$ ") { Some(0) } else { text.find("\n$ ").map(|at| at + 1) };
    text.split_at(at.unwrap_or(text.len()))
}

/// The files after lines such as `-- logs/week-01.md --`.
fn files(setup: &str) -> Vec<(&str, String)> {
    let mut files: Vec<(&str, String)> = Vec::new();
    for line in setup.lines() {
        if let Some(name) = line.strip_prefix("-- ").and_then(|line| line.strip_suffix(" --")) {
            files.push((name, String::new()));
        } else if let Some((_, body)) = files.last_mut() {
            body.push_str(line);
            body.push('\n');
        }
    }
    files
}

/// Lines of only one of the two, in place.
fn difference(expected: &str, actual: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), actual.lines().collect());
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let lines = |sign: &str, lines: &[&str]| lines.iter().map(|line| format!("{sign} {line}\n")).collect::<String>();
    format!("{}{}", lines("-", &old[head..old.len() - tail]), lines("+", &new[head..new.len() - tail]))
}
