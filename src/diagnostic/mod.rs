//! What is wrong, as data; [`emit`] alone turns it into text.

pub mod codes;
pub mod emit;
pub mod github;
pub mod sarif;

use crate::source::{Source, Span};
use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

/// How bad it is: an error breaks a page or leaks a secret, a warning misleads a reader, a note informs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Good to know.
    Note,
    /// Probably not what the writer meant.
    Warning,
    /// The page is broken, or something leaks.
    Error,
}

impl Severity {
    /// The word that people and programs read: `error`, `warning` or `note`.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }

    /// The severity of that name.
    pub fn from_name(name: &str) -> Option<Severity> {
        [Severity::Note, Severity::Warning, Severity::Error].into_iter().find(|severity| severity.as_str() == name)
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Bytes of one file, with what to say under them (nothing: carets alone).
#[derive(Clone, Debug)]
pub struct Label {
    /// The file.
    pub source: Arc<Source>,
    /// The bytes in it.
    pub span: Span,
    /// What to say there.
    pub text: Cow<'static, str>,
}

/// A change of text that mends the problem.
#[derive(Clone, Debug)]
pub struct Fix {
    /// What it does, in the imperative: "remove the backslash".
    pub message: Cow<'static, str>,
    /// Bytes of the primary label's file, each with what replaces them, in order and apart.
    pub edits: Vec<(Span, String)>,
    /// Whether it cannot change what the writer means: `weeklog check --fix` applies it without asking.
    pub safe: bool,
}

/// One problem: its code, how bad, one sentence, where, and how to mend it.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// A stable name: family first, as in `front-matter-yaml`.
    pub code: &'static str,
    /// How bad.
    pub severity: Severity,
    /// One sentence without a full stop.
    pub message: String,
    /// Where; `None` when it concerns no single file.
    pub primary: Option<Label>,
    /// Other places that explain it.
    pub secondary: Vec<Label>,
    /// What to do, in the writer's words, a sentence each.
    pub help: Vec<String>,
    /// The mend that a program may apply.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// A problem of any severity, without a place so far.
    pub fn new(severity: Severity, code: &'static str, message: impl Into<String>) -> Self {
        let message = message.into();
        Diagnostic { code, severity, message, primary: None, secondary: Vec::new(), help: Vec::new(), fix: None }
    }

    /// An error.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, message)
    }

    /// A warning.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, message)
    }

    /// A note.
    pub fn note(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Note, code, message)
    }

    /// The same, pointing at `span` of `source` and saying `text` under the carets.
    #[must_use]
    pub fn at(mut self, source: &Arc<Source>, span: impl Into<Span>, text: impl Into<Cow<'static, str>>) -> Self {
        self.primary = Some(Label { source: Arc::clone(source), span: span.into(), text: text.into() });
        self
    }

    /// The same, with another place that explains it.
    #[must_use]
    pub fn and(mut self, source: &Arc<Source>, span: impl Into<Span>, text: impl Into<Cow<'static, str>>) -> Self {
        self.secondary.push(Label { source: Arc::clone(source), span: span.into(), text: text.into() });
        self
    }

    /// The same, with one more sentence of help.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help.push(text.into());
        self
    }

    /// The same, with a mend that cannot change what the writer means: `edits` replace spans of the primary file.
    #[must_use]
    pub fn fix(mut self, message: impl Into<Cow<'static, str>>, edits: Vec<(Span, String)>) -> Self {
        self.fix = Some(Fix { message: message.into(), edits, safe: true });
        self
    }

    /// The same, with a mend that is a guess: shown, and applied only by the writer.
    #[must_use]
    pub fn suggest(mut self, message: impl Into<Cow<'static, str>>, edits: Vec<(Span, String)>) -> Self {
        self.fix = Some(Fix { message: message.into(), edits, safe: false });
        self
    }

    /// The path of the file it points at, or an empty string.
    pub fn path(&self) -> &str {
        self.primary.as_ref().map_or("", |label| label.source.path())
    }

    /// The order in which problems are shown: by file, then place, then code.
    pub fn sort_key(&self) -> (&str, Span, &'static str, &str) {
        let span = self.primary.as_ref().map_or(Span::default(), |label| label.span);
        (self.path(), span, self.code, &self.message)
    }
}

/// Sorts problems into the order in which they are shown and drops exact repeats.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
    diagnostics.dedup_by(|a, b| a.sort_key() == b.sort_key());
}
