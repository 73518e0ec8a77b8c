//! Text, attributes and addresses as they may stand in HTML.

/// An address that names its own scheme or host: `https:`, `mailto:`, `//`.
pub fn is_foreign(url: &str) -> bool {
    if url.starts_with("//") {
        return true;
    }
    let scheme = url.split([':', '/', '?', '#']).next().unwrap_or("");
    url.as_bytes().get(scheme.len()) == Some(&b':')
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}

/// Schemes of addresses that a page of strangers may link to: they lead somewhere and run nothing.
pub const SCHEMES: &[&str] =
    &["http", "https", "mailto", "tel", "sms", "ftp", "sftp", "ssh", "git", "irc", "ircs", "xmpp", "matrix", "geo"];

/// Whether an address is relative or of a known scheme, as a browser reads it: blanks and control characters aside.
pub fn is_safe_url(url: &str) -> bool {
    let bare: String = url.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let scheme = bare.split(':').next().unwrap_or("").to_ascii_lowercase();
    !is_foreign(&bare) || bare.starts_with("//") || SCHEMES.contains(&scheme.as_str())
}

/// A name that can stand in a tag: what attribute lists of strangers may set, event handlers excepted.
pub(super) fn is_attribute_name(name: &str) -> bool {
    !name.is_empty()
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':' | b'.'))
        && !name.as_bytes()[0].is_ascii_digit()
}

/// Appends text with `<`, `>` and `&` as entities.
pub fn escape(html: &mut String, text: &str) {
    escape_with(html, text, false);
}

/// Appends an attribute's value: quotes as entities too.
pub fn escape_attribute(html: &mut String, text: &str) {
    escape_with(html, text, true);
}

fn escape_with(html: &mut String, text: &str, quotes: bool) {
    let mut start = 0;
    for (i, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'&' => "&amp;",
            b'"' if quotes => "&quot;",
            _ => continue,
        };
        html.push_str(&text[start..i]);
        html.push_str(entity);
        start = i + 1;
    }
    html.push_str(&text[start..]);
}

/// Appends an address for an `href`: what must not stand in one is percent-encoded, what is encoded stays.
pub fn escape_href(html: &mut String, url: &str) {
    for c in url.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '"' => html.push_str("%22"),
            '\'' => html.push_str("&#x27;"),
            '<' => html.push_str("%3C"),
            '>' => html.push_str("%3E"),
            ' ' => html.push_str("%20"),
            '`' => html.push_str("%60"),
            '\\' => html.push_str("%5C"),
            c if c.is_control() => {}
            c => html.push(c),
        }
    }
}
