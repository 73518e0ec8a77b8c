//! Names as parts of addresses.

/// Jekyll's `Utils.slugify`.
pub fn slugify(text: &str, mode: &str) -> String {
    if mode == "none" { text.to_owned() } else { slugify_cased(text, mode).to_lowercase() }
}

/// The same, with capitals as they are written.
pub fn slugify_cased(text: &str, mode: &str) -> String {
    let keep = |c: char| match mode {
        "raw" => !c.is_whitespace(),
        "pretty" => c.is_alphanumeric() || "._~!$&'()+,;=@".contains(c),
        "ascii" => c.is_ascii_alphanumeric(),
        _ => c.is_alphanumeric() || is_mark(c),
    };
    if mode == "none" {
        return text.to_owned();
    }
    let folded: String = match mode {
        "latin" => {
            use unicode_normalization::UnicodeNormalization as _;
            text.nfd().filter(|&c| !is_mark(c)).collect()
        }
        _ => text.to_owned(),
    };
    let words: Vec<&str> = folded.split(|c| !keep(c)).filter(|word| !word.is_empty()).collect();
    words.join("-")
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}' | '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}')
}
