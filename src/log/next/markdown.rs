//! The page of a draft as Markdown.

use super::Draft;
use super::words::{self, Phrases};
use std::fmt::Write as _;

impl Draft {
    /// The page: front matter, facts, a callout for the focus, and a section for each thing that a log tells.
    /// `title` is the page's, `parent` the page it hangs under, `nav_order` its place there.
    pub fn to_markdown(&self, title: &str, parent: Option<&str>, nav_order: Option<i64>) -> String {
        let phrases = words::of(self.language);
        let mut page = self.front_matter(title, parent, nav_order);
        self.facts(&mut page);
        let headings = &self.headings;
        let _ = write!(page, "\n---\n\n{{: .callout-info }}\n### {}\n…\n\n", line(&headings.focus));
        section(&mut page, &headings.goals, &list(&self.goals));
        section(&mut page, &headings.work, &self.tasks(phrases));
        section(&mut page, &headings.learnings, "{: .callout-success }\n- \n");
        section(&mut page, &headings.problems, &table(&phrases.problem, &[]));
        section(&mut page, &headings.references, &list(&[]));
        section(&mut page, &headings.next, &list(&[]));
        page
    }

    fn front_matter(&self, title: &str, parent: Option<&str>, nav_order: Option<i64>) -> String {
        let mut page = format!("---\nlayout: default\ntitle: {}\n", scalar(title));
        if let Some(parent) = parent {
            let _ = writeln!(page, "parent: {}", scalar(parent));
        }
        if let Some(order) = nav_order {
            let _ = writeln!(page, "nav_order: {order}");
        }
        let _ = write!(page, "---\n\n# {}\n\n", line(title));
        page
    }

    /// A line each, held apart by two blanks at its end.
    fn facts(&self, page: &mut String) {
        let days = self.days.map_or("YYYY-MM-DD – YYYY-MM-DD".to_owned(), |(start, end)| format!("{start} – {end}"));
        let mut facts = vec![format!("**{}**: {days}", line(&self.dates_label))];
        facts.extend(self.facts.iter().map(|(label, value)| format!("**{}**: {}", line(label), line(value)).trim_end().to_owned()));
        page.push_str(&facts.join("  \n"));
        page.push('\n');
    }

    fn tasks(&self, phrases: &Phrases) -> String {
        let status = format!("⏳ {}", phrases.planned);
        let rows: Vec<[String; 3]> = self.carried.iter().map(|task| [cell(task), status.clone(), String::new()]).collect();
        let rows: Vec<&[String]> = rows.iter().map(<[String; 3]>::as_slice).collect();
        table(&phrases.task, &rows)
    }
}

fn section(page: &mut String, heading: &str, body: &str) {
    let _ = write!(page, "---\n\n## {}\n\n{body}\n", line(heading));
}

fn list(items: &[String]) -> String {
    if items.is_empty() {
        return "- \n".to_owned();
    }
    items.iter().map(|item| format!("- {}\n", line(item))).collect()
}

/// A table; without rows it has an empty one to fill.
fn table(head: &[&str], rows: &[&[String]]) -> String {
    let mut table = format!("| {} |\n|{}\n", head.join(" | "), "------|".repeat(head.len()));
    for row in rows {
        let _ = writeln!(table, "| {} |", row.join(" | "));
    }
    if rows.is_empty() {
        let _ = writeln!(table, "|{}", "  |".repeat(head.len()));
    }
    table
}

fn cell(text: &str) -> String {
    line(text).replace('|', "\\|")
}

/// Plain text on one line, with what Markdown would take for a mark escaped.
fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        if matches!(c, '\\' | '`' | '*' | '<' | '[' | ']' | '{' | '$') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A text as a YAML scalar: plain when nothing in it could mean something else.
fn scalar(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let plain = text.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | '(' | ')' | '–' | '—' | '/'));
    let named = text.chars().next().is_some_and(char::is_alphabetic) && !text.ends_with(' ');
    let word = !matches!(text.to_lowercase().as_str(), "true" | "false" | "yes" | "no" | "on" | "off" | "null" | "y" | "n");
    if plain && named && word { text } else { format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_are_quoted_when_they_must_be() {
        assert_eq!(scalar("Weekly Logs"), "Weekly Logs");
        assert_eq!(scalar("第05周"), "第05周");
        for (text, quoted) in
            [("Week 1: Start", "\"Week 1: Start\""), ("yes", "\"yes\""), ("2025", "\"2025\""), ("a \"b\"", "\"a \\\"b\\\"\"")]
        {
            assert_eq!(scalar(text), quoted);
        }
    }
}
