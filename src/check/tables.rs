//! Table rows with more or fewer cells than their header.

use super::body::Body;
use crate::diagnostic::Diagnostic;
use crate::page::table_bodies::is_line;
use std::ops::Range;

pub(super) fn check(body: &Body, range: &Range<usize>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut at = range.start;
    let mut columns = 0;
    for (number, line) in body.text[range.clone()].split_inclusive('\n').enumerate() {
        let written = line.trim_end();
        let start = at + (written.len() - written.trim_start_matches([' ', '\t', '>']).len());
        let end = at + written.len();
        at += line.len();
        let bounds = cells(&body.text[start.min(end)..end]);
        if number == 0 {
            columns = bounds.len();
        }
        let computed = written.contains("{%") || written.contains("{{");
        if number < 2 || is_line(written) || bounds.is_empty() || bounds.len() == columns || computed {
            continue;
        }
        let count = |n: usize| format!("{n} cell{}", if n == 1 { "" } else { "s" });
        if bounds.len() > columns {
            let lost = start + bounds[columns].start..end;
            if body.text[lost.clone()].trim_matches(['|', ' ', '\t']).is_empty() {
                continue;
            }
            let message = format!("this row has {}, the header {columns}: what is over is not shown", count(bounds.len()));
            diagnostics.push(
                Diagnostic::warning("markdown-table-row", message)
                    .at(body.source, body.span(lost), "not shown")
                    .help("write `\\|` for a bar inside a cell, in code too, or give the header another column"),
            );
        } else if columns > 1 {
            let message = format!("this row has {}, the header {columns}: the last ones stay empty", count(bounds.len()));
            diagnostics.push(
                Diagnostic::note("markdown-table-row", message)
                    .at(body.source, body.span(start..end), "cells are missing")
                    .help("put a bar for each column, `| | |`, if they are meant to be empty"),
            );
        }
    }
    diagnostics
}

/// The cells of a row, as GFM splits it: at every bar without a backslash, in code too.
pub(super) fn cells(row: &str) -> Vec<Range<usize>> {
    let trimmed = row.trim_end();
    let mut start = usize::from(trimmed.starts_with('|'));
    let closed = trimmed.len() > 1 && trimmed.ends_with('|') && !trimmed.ends_with("\\|");
    let end = trimmed.len() - usize::from(closed);
    let mut cells = Vec::new();
    if trimmed.is_empty() {
        return cells;
    }
    for (at, _) in trimmed.match_indices('|') {
        if at >= start && at < end && !(at > 0 && trimmed.as_bytes()[at - 1] == b'\\') {
            cells.push(start..at);
            start = at + 1;
        }
    }
    cells.push(start.min(end)..end);
    cells
}

#[cfg(test)]
mod tests {
    use super::cells;

    #[test]
    fn rows_split_at_bars_without_a_backslash() {
        for (row, count) in [("| a | b |", 2), ("a | b", 2), ("| a \\| b |", 1), ("| a | b", 2), ("|", 1), ("| `x|y` | b |", 3), ("", 0)] {
            assert_eq!(cells(row).len(), count, "{row}");
        }
    }
}
