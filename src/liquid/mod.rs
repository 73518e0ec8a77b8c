//! Liquid in pages: a page whose text has `{{` or `{%` is expanded before Markdown, as in Jekyll.
//!
//! [`expand`] is the entry. Tags are a tree of ours ([`tree`]), as Jekyll's need places, bounds and leniency;
//! values, filters and their evaluation are the `liquid` crate's. A page's variables are a [`Context`], made once
//! for the whole site and never changed.

pub mod context;
pub mod expression;
pub mod filters;
pub mod lexer;
pub mod plugins;
mod run;
mod scope;
mod tidy;
pub mod tree;
pub mod value;

pub use context::Context;
pub use run::Files;

use crate::diagnostic::Diagnostic;
use crate::page::spans::Spans;
use crate::source::Source;
use liquid_core::model::Value;
use std::sync::Arc;

/// An expanded text.
#[derive(Debug)]
pub struct Expanded {
    /// The text, for Markdown or as it is.
    pub text: String,
    /// Where it comes from.
    pub spans: Spans,
    /// What is wrong with the page's tags.
    pub diagnostics: Vec<Diagnostic>,
}

/// Expands the text of `source` from byte `start` on; `page` is the variable of that name.
pub fn expand(source: &Arc<Source>, start: usize, page: &Value, context: &Context, files: Files) -> Expanded {
    let (template, mut diagnostics) = tree::parse(source, start);
    let mut machine = run::Machine::new(context, page, source, files);
    machine.run(&template);
    diagnostics.append(&mut machine.diagnostics);
    Expanded { text: machine.out, spans: machine.spans, diagnostics }
}

/// Expands a text that is to be Markdown: what loops leave inside HTML does not part it.
pub fn expand_markdown(source: &Arc<Source>, start: usize, page: &Value, context: &Context, files: Files) -> Expanded {
    let expanded = expand(source, start, page, context, files);
    let (text, spans) = tidy::keep_html_whole(&expanded.text, expanded.spans, source.text());
    Expanded { text, spans, ..expanded }
}

/// Expands a layout around a page's text.
pub fn expand_layout(
    template: &tree::Template,
    page: &Value,
    content: &str,
    layout: Value,
    context: &Context,
) -> (String, Vec<Diagnostic>) {
    let mut machine = run::Machine::new(context, page, &template.source, &|_| None);
    machine.set("content", value::string(content));
    machine.set("layout", layout);
    machine.run(template);
    (machine.out, machine.diagnostics)
}

#[cfg(test)]
mod tests;
