//! What a page tells of people, and what an assistant left in it: e-mail addresses, telephone numbers, words, residue.

use super::secrets::ahead;
use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span};
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

/// What a literal announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `@`.
    Mail,
    /// `+`, or a word before a number.
    Phone,
    /// A word that says: not for everybody.
    Confidential,
    /// What a chat assistant leaves behind.
    Residue,
}

/// What to look for, in any letters.
pub(super) const LITERALS: &[(&str, Kind)] = &[
    ("@", Kind::Mail),
    ("+", Kind::Phone),
    ("phone", Kind::Phone),
    ("mobile", Kind::Phone),
    ("tel:", Kind::Phone),
    ("whatsapp", Kind::Phone),
    ("điện thoại", Kind::Phone),
    ("电话", Kind::Phone),
    ("手机", Kind::Phone),
    ("電話", Kind::Phone),
    ("전화", Kind::Phone),
    ("confidential", Kind::Confidential),
    ("internal use only", Kind::Confidential),
    ("do not distribute", Kind::Confidential),
    ("do not share", Kind::Confidential),
    ("under nda", Kind::Confidential),
    ("signed an nda", Kind::Confidential),
    ("signed nda", Kind::Confidential),
    ("non-disclosure", Kind::Confidential),
    (":contentreference[oaicite", Kind::Residue),
    ("utm_source=chatgpt.com", Kind::Residue),
    ("utm_source=openai", Kind::Residue),
    ("citeturn0", Kind::Residue),
    ("†source】", Kind::Residue),
];

/// Most bytes from a word such as "phone" to the end of its number.
const LONGEST_LABELLED: usize = 120;
/// Most bytes of a number: fifteen digits (ITU-T E.164) with something between any two.
const LONGEST_NUMBER: usize = 40;

/// What was told already in this file.
#[derive(Default)]
pub(super) struct Seen(BTreeSet<String>);

/// What is wrong where a literal stands.
pub(super) fn check(source: &Arc<Source>, kind: Kind, at: Range<usize>, seen: &mut Seen) -> Option<Diagnostic> {
    let text = source.text();
    match kind {
        Kind::Mail => mail(text, at.start).filter(|range| seen.0.insert(text[range.clone()].to_lowercase())).map(|range| {
            Diagnostic::note("privacy-email", "an e-mail address would be published")
                .at(source, Span::from(range), "of a person?")
                .help("ask before you publish someone's address, and leave it out if the page does not need it")
        }),
        Kind::Phone => phone(text, &at).filter(|range| seen.0.insert(digits(&text[range.clone()]))).map(|range| {
            Diagnostic::warning("privacy-phone", "a telephone number would be published")
                .at(source, Span::from(range), "anybody can call it")
                .help("leave it out: a page on the web is read by machines first")
        }),
        Kind::Confidential => confidential(text, &at).filter(|_| seen.0.insert("confidential".to_owned())).map(|range| {
            Diagnostic::note("privacy-confidential", format!("the page says `{}`, and would be published", &text[range.clone()]))
                .at(source, Span::from(range), "not for everybody?")
                .help("show it to your mentor first; `visibility: mentor` or `{: .private }` keeps it out of the public site")
        }),
        Kind::Residue => residue(source, &at),
    }
}

fn mail(text: &str, at: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-' | b'+' | b'%');
    let before = bytes[..at].iter().rev().take_while(|&&byte| is_name(byte)).count();
    let after = bytes[at + 1..].iter().take_while(|&&byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-')).count();
    let domain = text[at + 1..at + 1 + after].trim_end_matches(['.', '-']);
    let name = text[at - before..at].trim_start_matches('.');
    let range = at - name.len()..at + 1 + domain.len();
    let (host, top) = domain.rsplit_once('.')?;
    let file = matches!(top.to_ascii_lowercase().as_str(), "png" | "jpg" | "jpeg" | "gif" | "svg" | "webp" | "md" | "js" | "css" | "html");
    let sane = !name.is_empty() && !host.is_empty() && top.len() >= 2 && top.bytes().all(|byte| byte.is_ascii_alphabetic()) && !file;
    // `https://github.com/@name`, `git@host`, `user:secret@host`.
    let lead = text[..range.start].chars().next_back();
    let address =
        matches!(lead, Some('/' | ':' | '=')) && !text[..range.start].ends_with("mailto:") && !text[..range.start].ends_with(": ");
    let lower = text[range.clone()].to_ascii_lowercase();
    let nobody = [
        "git@", "noreply", "no-reply", "info@", "support@", "contact@", "hello@", "admin@", "office@", "help@", "user@", "you@", "your",
        "name@", "someone@", "me@", "test@", "foo@", "email@",
    ];
    let reserved = ["example.", "domain.", "test.", ".example", ".test", ".invalid", ".local", "email.com", "noreply.github.com"];
    let made_up = nobody.iter().any(|word| lower.starts_with(word)) || reserved.iter().any(|word| lower.contains(word));
    (sane && !address && !made_up).then_some(range)
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

fn phone(text: &str, at: &Range<usize>) -> Option<Range<usize>> {
    let plus = &text[at.clone()] == "+";
    let start = if plus {
        let lead = text[..at.start].chars().next_back();
        if lead.is_some_and(|c| !c.is_whitespace() && !matches!(c, '(' | ':' | '*' | '：' | '>' | '|')) {
            return None;
        }
        at.start
    } else {
        // `**Phone Number:** 0123…`: a short label, a colon, the number.
        let from = at.end - usize::from(text[at.clone()].ends_with(':'));
        let line = ahead(text, from, LONGEST_LABELLED).split('\n').next()?;
        let colon = line.char_indices().take(24).find(|&(_, c)| matches!(c, ':' | '：'))?;
        let value = line[colon.0 + colon.1.len_utf8()..].trim_start_matches(['*', '_', ' ', '\t', '[', '`']);
        if !value.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '(')) {
            return None;
        }
        from + (line.len() - value.len())
    };
    // A second `+` begins another number.
    let is_part =
        |(at, byte): &(usize, u8)| byte.is_ascii_digit() || matches!(byte, b' ' | b'-' | b'(' | b')' | b'.') || (*at == 0 && *byte == b'+');
    let run = text[start..].bytes().take(LONGEST_NUMBER).enumerate().take_while(is_part).count();
    let number = text[start..start + run].trim_end_matches([' ', '-', '.', '(', '+']);
    let count = digits(number).len();
    let dotted = number.matches('.').count() == 1 || number.contains("+ ") || number.contains("- ") || number.contains("..");
    let all_one = digits(number).bytes().skip(2).collect::<BTreeSet<_>>().len() <= 2;
    let counting = digits(number).contains("123456789");
    let least = if plus { 10 } else { 8 };
    (number.len() > 1 && (least..=15).contains(&count) && !dotted && !all_one && !counting).then(|| start..start + number.len())
}

fn confidential(text: &str, at: &Range<usize>) -> Option<Range<usize>> {
    let before = text[..at.start].chars().next_back();
    let after = text[at.end..].chars().next();
    // `ConfidentialClientApplication` and "confidential computing" are of the trade.
    let rest = ahead(text, at.end, 40).trim_start().to_ascii_lowercase();
    let trade = ["comput", "client", "ity, integrity", "vm", "ledger", "container"].iter().any(|word| rest.starts_with(word));
    let whole = before.is_none_or(|c| !c.is_alphanumeric() && c != '-' && c != '/') && after.is_none_or(|c| !c.is_alphanumeric());
    (whole && !trade).then(|| at.clone())
}

fn residue(source: &Arc<Source>, at: &Range<usize>) -> Option<Diagnostic> {
    let text = source.text();
    let diagnostic = Diagnostic::warning("markdown-chat-residue", "a chat assistant left this behind");
    let literal = &text[at.clone()];
    if literal.starts_with("utm_") {
        let end = at.end;
        let amp = text[end..].starts_with('&');
        let (start, stop) = match text[..at.start].chars().next_back() {
            Some('?') if amp => (at.start, end + 1),
            Some('?' | '&') => (at.start - 1, end),
            _ => return None,
        };
        let diagnostic = diagnostic.at(source, Span::new(at.start, end), "tells where the link was copied from");
        return Some(diagnostic.fix("remove it; the link leads to the same page", vec![(Span::new(start, stop), String::new())]));
    }
    if literal.starts_with(':') {
        // `:contentReference[oaicite:0]{index=0}`.
        let close = at.end + text[at.end..].split('\n').next()?.find(']')? + 1;
        let index = text[close..].strip_prefix("{index=").and_then(|rest| rest.find('}')).filter(|&end| end < 8);
        let end = index.map_or(close, |end| close + "{index=".len() + end + 1);
        let diagnostic = diagnostic.at(source, Span::new(at.start, end), "a footnote of the chat, which readers see as text");
        return Some(diagnostic.fix("remove it", vec![(Span::new(at.start, end), String::new())]));
    }
    Some(
        diagnostic
            .at(source, Span::from(at.clone()), "a footnote of the chat, which readers see as text")
            .help("remove it, and cite the source itself"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_people_are_told_from_others() {
        let found = |text: &'static str| text.find('@').and_then(|at| mail(text, at)).map(|range| &text[range]);
        assert_eq!(found("write to lena.berg@reedbank.org."), Some("lena.berg@reedbank.org"));
        for text in
            ["git@github.com", "logo@2x.png", "x@example.org", "@name", "see https://a.b/@c.d", "a @ b.c", "1+bot@users.noreply.github.com"]
        {
            assert_eq!(found(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_of_telephones_are_told_from_others() {
        let found = |text: &'static str| {
            let at = text.find('+').map(|at| at..at + 1).or_else(|| text.find("Phone").map(|at| at..at + 5));
            at.and_then(|at| phone(text, &at)).map(|range| &text[range])
        };
        assert_eq!(found("call +49 176 5550 7312"), Some("+49 176 5550 7312"));
        assert_eq!(found("**Phone Number:** 0989 555 746"), Some("0989 555 746"));
        for text in ["1+2034567890", "+0.1234567890", "grew by +1200", "+1 000 000 000 0", "Phone: none", "Phone screens: 12"] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
