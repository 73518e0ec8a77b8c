//! Problems as GitHub's workflow commands, which become annotations at the lines of a change.

use super::{Diagnostic, Severity};
use std::io::{self, Write};

/// Writes a command a problem. `prefix` stands before each path: where the site is in its repository, `docs/` or nothing.
pub fn write(out: &mut dyn Write, diagnostics: &[Diagnostic], prefix: &str) -> io::Result<()> {
    for diagnostic in diagnostics {
        writeln!(out, "{}", command(diagnostic, prefix))?;
    }
    Ok(())
}

fn command(diagnostic: &Diagnostic, prefix: &str) -> String {
    let kind = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut properties = Vec::new();
    if let Some(label) = &diagnostic.primary {
        let (start, end) = (label.source.position(label.span.start), label.source.position(label.span.end));
        properties.push(format!("file={}", property(&format!("{prefix}{}", label.source.path()))));
        properties.push(format!("line={},endLine={}", start.line, end.line.max(start.line)));
        // GitHub refuses columns on an annotation of several lines.
        if start.line == end.line {
            properties.push(format!("col={},endColumn={}", start.column, end.column));
        }
    }
    properties.push(format!("title={}", property(diagnostic.code)));
    let mut text = diagnostic.message.clone();
    let mend = diagnostic.fix.iter().map(|fix| fix.message.as_ref());
    for help in diagnostic.help.iter().map(String::as_str).chain(mend) {
        text.push_str("\nhelp: ");
        text.push_str(help);
    }
    format!("::{kind} {}::{}", properties.join(","), data(&text))
}

/// What the runner's own toolkit escapes in a message.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What it escapes in a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Source, Span};
    use std::sync::Arc;

    #[test]
    fn annotations_are_escaped_and_placed() {
        let source = Arc::new(Source::new("logs/a, b.md", "---\ntitle: x\n"));
        let diagnostic = Diagnostic::error("front-matter-yaml", "100% wrong:\nhere").at(&source, Span::new(4, 9), "").help("mend it");
        let several = Diagnostic::note("nav-same-order", "tie").at(&source, Span::new(0, 9), "");
        let mut out = Vec::new();
        write(&mut out, &[diagnostic, several], "docs/").expect("memory");
        insta::assert_snapshot!(String::from_utf8(out).expect("text"), @r"
        ::error file=docs/logs/a%2C b.md,line=2,endLine=2,col=1,endColumn=6,title=front-matter-yaml::100%25 wrong:%0Ahere%0Ahelp: mend it
        ::notice file=docs/logs/a%2C b.md,line=1,endLine=2,title=nav-same-order::tie
        ");
    }
}
