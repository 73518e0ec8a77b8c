//! Painted text as HTML: neighbours of one class share a span, and blanks stand outside.

use super::classes::{self, Class};
use crate::page::html::escape;

/// Collects painted text.
#[derive(Default)]
pub(super) struct Spans {
    html: String,
    open: Class,
    buffer: String,
}

impl Spans {
    /// Room for the HTML of this much code.
    pub(super) fn with_capacity(code: usize) -> Spans {
        Spans { html: String::with_capacity(code * 4), ..Spans::default() }
    }

    /// Adds text to the open span, or closes it and opens the next; blanks join whatever stands before them.
    pub(super) fn put(&mut self, class: Class, text: &str) {
        if class != self.open && (text.contains('\n') || !text.bytes().all(|byte| byte.is_ascii_whitespace())) {
            self.flush();
            self.open = class;
        }
        self.buffer.push_str(text);
    }

    fn flush(&mut self) {
        let (html, buffer) = (&mut self.html, &self.buffer);
        let text = buffer.trim_end_matches([' ', '\n']);
        if self.open == 0 || text.is_empty() {
            escape(html, buffer);
        } else {
            html.push_str("<span class=\"");
            html.push_str(classes::name(self.open));
            html.push_str("\">");
            escape(html, text);
            html.push_str("</span>");
            html.push_str(&buffer[text.len()..]);
        }
        self.buffer.clear();
    }

    /// The HTML.
    pub(super) fn finish(mut self) -> String {
        self.flush();
        self.html
    }
}
