//! Every code with its usual severity, a title and an explanation: what `weeklog explain` and the guide say.

use super::Severity;

/// One kind of problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// Its name, family first.
    pub name: &'static str,
    /// How bad it is when the configuration says nothing.
    pub severity: Severity,
    /// One line.
    pub title: &'static str,
    /// What it is, why it matters, an example, the mend; Markdown.
    pub text: &'static str,
}

/// The table: a section a code, its severity and title on the first line.
const TABLE: &str = include_str!("codes.md");

/// All codes in the order of the table, which keeps families together.
pub fn all() -> impl Iterator<Item = Code> {
    TABLE.split("\n## ").skip(1).filter_map(read)
}

fn read(section: &'static str) -> Option<Code> {
    let (name, rest) = section.split_once('\n')?;
    let (line, text) = rest.trim_start().split_once('\n')?;
    let (severity, title) = line.split_once(": ")?;
    let severity = Severity::from_name(severity)?;
    Some(Code { name: name.trim(), severity, title, text: text.trim() })
}

/// The code of this name.
pub fn find(name: &str) -> Option<Code> {
    all().find(|code| code.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_reads_and_no_name_comes_twice() {
        let sections = TABLE.lines().filter(|line| line.starts_with("## ")).count();
        let mut names: Vec<_> = all().map(|code| code.name).collect();
        assert_eq!(names.len(), sections, "a section has no line `severity: title`");
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), sections, "a name comes twice");
        for code in all() {
            assert!(code.text.contains("**Mend.**"), "{} says no mend", code.name);
            assert!(!code.title.ends_with('.') && code.title.len() < 90, "{}: {}", code.name, code.title);
        }
    }
}
