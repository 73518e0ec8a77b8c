//! How weeklog speaks in a terminal: results on standard output, everything else on standard error.

use super::Outcome;
use crate::diagnostic::{Diagnostic, Severity, emit};
use crate::pipeline::Phases;
use std::io::{self, IsTerminal as _, Write as _};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// How loud, and whether in colour.
pub(super) struct Voice {
    quiet: bool,
    verbose: u8,
}

/// How many problems of each severity were told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) errors: usize,
    pub(super) warnings: usize,
    pub(super) notes: usize,
}

impl Tally {
    pub(super) fn of(diagnostics: &[Diagnostic]) -> Tally {
        let count = |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
        Tally { errors: count(Severity::Error), warnings: count(Severity::Warning), notes: count(Severity::Note) }
    }
}

impl Voice {
    pub(super) fn new(quiet: bool, verbose: u8) -> Voice {
        Voice { quiet, verbose }
    }

    pub(super) fn is_verbose(&self) -> bool {
        self.verbose > 0
    }

    pub(super) fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// How problems are drawn on standard output.
    pub(super) fn style(&self) -> emit::Style {
        emit::Style { colour: Self::has_colour(&io::stdout()) }
    }

    /// Whether something moving may be drawn.
    pub(super) fn is_live(&self) -> bool {
        !self.quiet && io::stderr().is_terminal() && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
    }

    fn has_colour(stream: &impl io::IsTerminal) -> bool {
        let forbidden = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        stream.is_terminal() && !forbidden
    }

    /// What the command was asked for.
    pub(super) fn output(&self, bytes: &[u8]) -> Outcome {
        let mut out = io::stdout().lock();
        match out.write_all(bytes).and_then(|()| out.flush()) {
            // Whoever reads has read enough: `weeklog man | head`.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Outcome::Done,
            Err(error) => self.misused(&format!("standard output cannot be written: {error}")),
            Ok(()) => Outcome::Done,
        }
    }

    /// One line that sums up.
    pub(super) fn summary(&self, line: &str) {
        if !self.quiet {
            let _ = writeln!(io::stdout(), "{line}");
        }
    }

    /// Shows those who asked for more how long each phase of a build took, and when it had ended.
    pub(super) fn phases(&self) -> Phases {
        if !self.is_verbose() {
            return Phases::default();
        }
        let clock = Mutex::new((Instant::now(), Duration::ZERO));
        Phases::new(move |phase| {
            let (start, before) = &mut *clock.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            if phase.is_empty() {
                (*start, *before) = (Instant::now(), Duration::ZERO);
                return;
            }
            let now = start.elapsed();
            let [took, at] = [now - *before, now].map(|time| time.as_secs_f64() * 1000.0);
            let _ = writeln!(io::stderr(), "{took:>9.1} ms, at {at:>9.1}: {phase}");
            *before = now;
        })
    }

    /// Problems, all of them; when quiet only errors.
    pub(super) fn diagnostics(&self, diagnostics: &[Diagnostic]) {
        let mut err = io::stderr().lock();
        let style = emit::Style { colour: Self::has_colour(&err) };
        let is_told = |diagnostic: &&Diagnostic| !self.quiet || diagnostic.severity == Severity::Error;
        let told: Vec<Diagnostic> = diagnostics.iter().filter(is_told).cloned().collect();
        let _ = emit::human(&mut err, &told, style);
    }

    /// Why the command cannot be carried out.
    pub(super) fn misused(&self, message: &str) -> Outcome {
        let _ = writeln!(io::stderr(), "error: {message}");
        Outcome::Misused
    }
}

/// "2 errors, 1 warning"; empty when there is nothing to tell.
pub(super) fn counts(tally: Tally) -> String {
    let part = |count: usize, word: &str| (count > 0).then(|| plural(count, word));
    [part(tally.errors, "error"), part(tally.warnings, "warning"), part(tally.notes, "note")]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ")
}

/// "1 page", "2 pages".
pub(super) fn plural(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

/// "12 ms", "1.23 s".
pub(super) fn seconds(time: Duration) -> String {
    if time < Duration::from_secs(1) { format!("{} ms", time.as_millis()) } else { format!("{:.2} s", time.as_secs_f64()) }
}
