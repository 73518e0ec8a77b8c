//! The last word on severities: what the configuration sets and what a comment beside the place allows.

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Source;
use crate::yaml;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How a comment that allows something begins.
const ALLOW: &str = "weeklog:allow";

/// What `weeklog: checks:` says of each code: its severity, or nothing for `off`.
pub(super) fn levels(config: &Config) -> BTreeMap<String, Option<Severity>> {
    let checks = config.weeklog.get("checks").and_then(yaml::Value::as_mapping);
    let level = |(name, level): (&yaml::Value, &yaml::Value)| {
        let name = yaml::text(name)?;
        // YAML 1.1 reads `off` as false.
        let off = yaml::flag(level) == Some(false);
        let severity = yaml::text(level).and_then(|level| Severity::from_name(&level));
        (off || severity.is_some()).then_some((name, severity))
    };
    checks.into_iter().flatten().filter_map(level).collect()
}

/// Gives every problem its configured severity; drops those that are off and those that a comment allows.
pub fn settle(diagnostics: &mut Vec<Diagnostic>, config: &Config) {
    let levels = levels(config);
    // A text is searched once, however many problems it has: they stand together.
    let mut last: Option<(Arc<Source>, bool)> = None;
    let mut has_comments = |diagnostic: &Diagnostic| {
        let Some(source) = diagnostic.primary.as_ref().map(|label| &label.source) else { return false };
        match &last {
            Some((known, has)) if Arc::ptr_eq(known, source) => *has,
            _ => last.insert((Arc::clone(source), source.text().contains(ALLOW))).1,
        }
    };
    diagnostics.retain_mut(|diagnostic| {
        match levels.get(diagnostic.code) {
            Some(None) => return false,
            Some(Some(severity)) => diagnostic.severity = *severity,
            None => {}
        }
        !(has_comments(diagnostic) && is_allowed(diagnostic))
    });
}

/// `<!-- weeklog:allow link-missing image-alt -->` on the line of the problem or on the line before; in YAML after `#`.
fn is_allowed(diagnostic: &Diagnostic) -> bool {
    let Some(label) = &diagnostic.primary else { return false };
    let line = label.source.position(label.span.start).line;
    let allows = |line: usize| {
        let text = label.source.slice(label.source.line(line));
        text.split(ALLOW).skip(1).any(|after| {
            let codes = after.split("-->").next().unwrap_or(after);
            codes.split([' ', ',', '\t']).any(|code| code == diagnostic.code)
        })
    };
    allows(line) || line > 1 && allows(line - 1)
}
