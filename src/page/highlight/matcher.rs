//! One pattern of a grammar, matched by a program of our own or by the library.

use super::first::{First, Place};
use super::machine::{Groups, Machine, TooLong};
use super::program::Program;
use onig::{EncodedBytes, MatchParam, Regex, RegexOptions, Region, SearchOptions, Syntax};
use std::sync::OnceLock;

/// A pattern, and what it is compiled to.
pub(super) struct Matcher {
    text: &'static str,
    /// Where it can match; none when that depends on where the search begins, or on what another pattern captured.
    pub(super) first: Option<First>,
    /// Whether somebody asks for the groups of its match.
    needs_groups: bool,
    /// Compiled when it is tried first, as most never are; for lines of ASCII.
    program: OnceLock<Option<Program>>,
    /// The library's, for other lines, and for what is no program.
    regex: OnceLock<Option<Regex>>,
    /// The same for lines of ASCII alone, without the thousands of ranges that Unicode's classes are made of: compiled in
    /// a fraction of the time. None where that cannot be told in ASCII's terms.
    ascii: OnceLock<Option<Regex>>,
}

/// A line of code.
#[derive(Clone, Copy)]
pub(super) struct Text<'a> {
    pub(super) text: &'a str,
    is_ascii: bool,
}

impl<'a> Text<'a> {
    pub(super) fn new(text: &'a str) -> Text<'a> {
        Text { text, is_ascii: text.is_ascii() }
    }
}

impl Matcher {
    pub(super) fn new(text: &'static str, needs_groups: bool, first: Option<First>) -> Matcher {
        Matcher { text, first, needs_groups, program: OnceLock::new(), regex: OnceLock::new(), ascii: OnceLock::new() }
    }

    fn program(&self) -> Option<&Program> {
        self.program.get_or_init(|| Program::new(self.text, self.needs_groups)).as_ref()
    }

    fn regex(&self) -> Option<&Regex> {
        self.regex.get_or_init(|| compile(self.text)).as_ref()
    }

    fn ascii(&self, text: Text) -> Option<&Regex> {
        self.ascii.get_or_init(|| compile_ascii(self.text)).as_ref().filter(|_| text.is_ascii)
    }

    /// Where the pattern matches right at `at`, a place that fits. The machine tells the groups if anybody asks for them.
    pub(super) fn matches(&self, text: Text, at: usize, place: &Place, machine: &mut Machine) -> Option<(usize, usize)> {
        let certain = self.first.as_ref().filter(|_| !self.needs_groups).and_then(|first| first.certain(place));
        if let Some(certain) = certain {
            return certain.map(|length| (at, at + length));
        }
        if let Some(program) = self.program().filter(|_| text.is_ascii)
            && let Ok(end) = machine.run(program, text.text.as_bytes(), at)
        {
            return end.map(|end| (at, end));
        }
        let mut region = Region::new();
        let options = SearchOptions::SEARCH_OPTION_NONE;
        let result = match self.ascii(text) {
            Some(regex) => {
                let bytes = EncodedBytes::ascii(text.text.as_bytes());
                regex.match_with_param(bytes, at, options, Some(&mut region), MatchParam::default())
            }
            None => self.regex()?.match_with_param(text.text, at, options, Some(&mut region), MatchParam::default()),
        };
        machine.groups.read(&region);
        // What fails does not match, as in the library.
        matches!(result, Ok(Some(_))).then(|| machine.groups.get(0)).flatten()
    }

    /// The first match from `start` on. Where the pattern refers to groups, they are those of `captures` in its line.
    pub(super) fn search(&self, text: Text, start: usize, captures: Option<&(Groups, String)>, machine: &mut Machine) -> Option<Groups> {
        let substituted = captures.map(|captures| substitute(self.text, captures));
        if text.is_ascii {
            let made = substituted.as_ref().and_then(|pattern| Program::new(pattern, self.needs_groups));
            let program = if captures.is_some() { made.as_ref() } else { self.program() };
            if let Some(Ok(found)) = program.map(|program| search(program, text.text.as_bytes(), start, machine)) {
                return found;
            }
        }
        let mut region = Region::new();
        let (end, options) = (text.text.len(), SearchOptions::SEARCH_OPTION_NONE);
        let result = match (substituted, self.ascii(text)) {
            (Some(pattern), _) => {
                let regex = compile(&pattern)?;
                regex.search_with_param(text.text, start, end, options, Some(&mut region), MatchParam::default())
            }
            (None, Some(regex)) => {
                let bytes = EncodedBytes::ascii(text.text.as_bytes());
                regex.search_with_param(bytes, start, end, options, Some(&mut region), MatchParam::default())
            }
            (None, None) => self.regex()?.search_with_param(text.text, start, end, options, Some(&mut region), MatchParam::default()),
        };
        let mut groups = Groups::default();
        groups.read(&region);
        matches!(result, Ok(Some(_))).then_some(groups)
    }
}

/// The groups of a program's first match from `start` on.
fn search(program: &Program, line: &[u8], start: usize, machine: &mut Machine) -> Result<Option<Groups>, TooLong> {
    for at in start..=line.len() {
        if machine.run(program, line, at)?.is_some() {
            return Ok(Some(machine.groups.clone()));
        }
    }
    Ok(None)
}

fn compile(pattern: &str) -> Option<Regex> {
    Regex::with_options(pattern, RegexOptions::REGEX_OPTION_CAPTURE_GROUP, Syntax::default()).ok()
}

/// Unicode's properties in patterns, and what they are in ASCII.
const PROPERTIES: &[(&str, &str)] = &[
    (r"\p{L}", r"\p{Alpha}"),
    (r"\p{Lu}", r"\p{Upper}"),
    (r"\p{Ll}", r"\p{Lower}"),
    (r"\p{N}", r"\p{Digit}"),
    (r"\p{Nd}", r"\p{Digit}"),
    (r"\p{Pc}", "_"),
];

/// A pattern for text of ASCII. None where it has characters beyond, or properties that are not known here.
fn compile_ascii(pattern: &str) -> Option<Regex> {
    if !pattern.is_ascii() {
        return None;
    }
    let pattern = PROPERTIES.iter().fold(pattern.to_owned(), |pattern, (unicode, ascii)| pattern.replace(unicode, ascii));
    Regex::with_options_and_encoding(EncodedBytes::ascii(pattern.as_bytes()), RegexOptions::REGEX_OPTION_CAPTURE_GROUP, Syntax::default())
        .ok()
}

/// A pattern with the text of groups in place of `\1` to `\9`, as the library replaces them.
fn substitute(pattern: &str, (groups, line): &(Groups, String)) -> String {
    let mut substituted = String::with_capacity(pattern.len());
    let mut characters = pattern.chars();
    while let Some(c) = characters.next() {
        match (c, characters.clone().next()) {
            ('\\', Some(escaped)) => {
                characters.next();
                match escaped.to_digit(10) {
                    Some(group) => {
                        if let Some((from, to)) = groups.get(group as usize) {
                            substituted.push_str(&regex::escape(&line[from..to]));
                        }
                    }
                    None => substituted.extend(['\\', escaped]),
                }
            }
            _ => substituted.push(c),
        }
    }
    substituted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::highlight::grammar;
    use std::collections::BTreeSet;

    /// Trying each pattern of every grammar only where it can begin finds what searching for it finds, in any text; and
    /// in ASCII's terms it finds what it finds in Unicode's.
    #[test]
    fn patterns_match_where_they_can_begin() {
        let wide =
            "a1_ \t\"'`#/*-+=<>(){}[]:;,.|&^%$@!~?\\ if for def class SELECT fn é x\u{2028}漢\u{b5}Kſ 0x1F 1.5e3 <!-- --> ${a} -- // # \n";
        let ascii: String = wide.chars().filter(char::is_ascii).collect();
        let (mut matched, mut compared) = (0, 0);
        let mut machine = Machine::default();
        for text in [wide, &ascii] {
            let text = Text::new(text);
            let places: Vec<usize> = text.text.char_indices().map(|(at, _)| at).chain([text.text.len()]).collect();
            for rule in grammar::rules() {
                let pattern = &rule.pattern;
                let searched = pattern.search(Text { is_ascii: false, ..text }, 0, None, &mut machine);
                let whole = |groups: &Option<Groups>| groups.as_ref().and_then(|groups| groups.get(0));
                if pattern.ascii(text).is_some() && !rule.has_captures {
                    assert_eq!(whole(&pattern.search(text, 0, None, &mut machine)), whole(&searched), "{}", pattern.text);
                    compared += 1;
                }
                let Some(first) = pattern.first else { continue };
                let tried = places.iter().find_map(|&at| {
                    let place = fitting(&first, text, at)?;
                    pattern.matches(text, at, &place, &mut machine)
                });
                assert_eq!(tried, whole(&searched), "{}", pattern.text);
                matched += usize::from(tried.is_some());
            }
        }
        assert!(matched > 10_000 && compared > 10_000, "{matched} {compared}");
    }

    /// A program matches what the library matches, groups included, at each place of texts that are much like its pattern.
    #[test]
    fn programs_match_as_the_library_does() {
        let (mut known, mut matched, mut left, mut unknown) = (0, 0, 0, BTreeSet::new());
        let patterns = grammar::rules().map(|rule| &rule.pattern).filter(|pattern| pattern.first.is_some());
        let patterns: BTreeSet<&str> = patterns.map(|pattern| pattern.text).collect();
        let mut random = 1_u64;
        for pattern in patterns {
            let Some(regex) = compile_ascii(pattern) else { continue };
            let (Some(plain), Some(grouping)) = (Program::new(pattern, false), Program::new(pattern, true)) else {
                unknown.insert(pattern);
                continue;
            };
            known += 1;
            for _ in 0..5 {
                let mut machine = Machine::default();
                let text = alike(pattern, &mut random);
                for at in 0..=text.len() {
                    let mut region = Region::new();
                    let (bytes, options) = (EncodedBytes::ascii(text.as_bytes()), SearchOptions::SEARCH_OPTION_NONE);
                    let end = regex.match_with_param(bytes, at, options, Some(&mut region), MatchParam::default()).expect("bounded");
                    let expected = Ok(end.map(|length| at + length));
                    for program in [&plain, &grouping] {
                        match machine.run(program, text.as_bytes(), at) {
                            Err(TooLong) => left += 1,
                            outcome => assert_eq!(outcome, expected, "{pattern}\nat {at} of {text:?}"),
                        }
                    }
                    if end.is_some() {
                        let groups: Vec<_> = (0..region.len()).map(|group| machine.groups.get(group)).collect();
                        assert_eq!(
                            groups,
                            (0..region.len()).map(|group| region.pos(group)).collect::<Vec<_>>(),
                            "{pattern}\nat {at} of {text:?}"
                        );
                        matched += 1;
                    }
                }
            }
        }
        assert!(known > 9_000 && matched > 50_000 && left < 100, "{known} {matched} {left}");
        assert!(unknown.len() * 50 < known, "{known} {unknown:#?}");
    }

    /// A line of pieces of a pattern, and of what it may stand for.
    fn alike(pattern: &str, random: &mut u64) -> String {
        let mut next = |below: usize| {
            *random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (*random >> 33) as usize % below
        };
        let pieces: Vec<&str> = pattern.split(|c: char| "\\()[]{}|?*+^$".contains(c)).filter(|piece| piece.is_ascii()).collect();
        let others =
            [" ", "a", "b1", "_", "0", ".", "=", "(", ")", "\"", "'", "-", "/", "<", ":", ",", "\t", "\\", "#", "$", "[", "{", "@"];
        let mut text = String::new();
        while text.len() < 30 {
            let pick = next(pieces.len() + others.len());
            text.push_str(pieces.get(pick).map_or_else(|| others[pick - pieces.len()], |piece| &piece[..piece.len().min(8)]));
        }
        if next(3) > 0 {
            text.push('\n');
        }
        text
    }

    /// The place, if a match can begin there.
    fn fitting(first: &First, text: Text, at: usize) -> Option<Place> {
        let mut place = Place::of(text.text.as_bytes(), at);
        place.look(text.text.as_bytes(), at);
        let can = first.bytes.has(place.byte) && (place.boundary || !first.boundary) && (place.line_start || !first.line_start);
        (can && first.fits(&place)).then_some(place)
    }
}
