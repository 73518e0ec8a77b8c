//! What makes a page a log, and of which weeks. When in doubt a page is none: a list of weeks must not become one.

use super::dates::{self, Dates};
use super::items::text_of;
use super::model::{Fact, Flag, Labelled, Oddity, Origin, SectionKind, WeekRange};
use super::text::{Gap, Words, head};
use super::vocabulary::{Label, SectionWord, Vocabulary};
use super::week::{self, Hit};
use super::{Input, facts};
use crate::page::outline::{Block, Item, Kind, Line};
use crate::source::Span;
use crate::yaml::{self, Value};

/// One week's part of a page, before its text is read.
#[derive(Debug, Default)]
pub(super) struct Part<'a> {
    pub(super) week: Option<Fact<WeekRange>>,
    /// From the file's name or the week's heading.
    pub(super) dates: Option<Fact<Dates>>,
    pub(super) dated: Option<Fact<jiff::civil::Date>>,
    /// The heading that names the week.
    pub(super) heading: Option<&'a Block>,
    pub(super) blocks: &'a [Block],
    /// What stands above the first of several weeks: facts that hold for each.
    pub(super) shared: &'a [Block],
    pub(super) flags: Vec<Flag>,
    /// Other weeks stand in the page, too.
    pub(super) shared_page: bool,
    /// Not only its name makes it a log: where it lies, its title, its keys.
    pub(super) sure: bool,
}

/// What a page's path says.
#[derive(Debug, Default)]
struct Name {
    week: Option<(WeekRange, Origin)>,
    dates: Option<Dates>,
    dated: Option<jiff::civil::Date>,
    /// Its file or a folder above it is named after logs.
    trusted: bool,
    /// Beside the week, its file's name has a word of logs or of internships.
    speaking: bool,
    /// `index`, `readme` and their kind.
    index: bool,
    /// A pattern for logs, or something else that counts weeks.
    refused: bool,
}

/// The logs that a page holds.
pub(super) fn logs<'a>(input: &Input<'a>) -> Vec<Part<'a>> {
    let mut name = name_of(input.path, input.vocabulary);
    if input.front.flag("log") == Some(false) {
        return Vec::new();
    }
    let stated = front_week(input);
    let declared = stated.is_some() || input.front.flag("log") == Some(true) || has_front_dates(input);
    if name.refused && !declared {
        return Vec::new();
    }
    name.trusted |= declared;
    let first = first_heading(input);
    if stated.is_none() && name.week.is_none_or(|(week, _)| week.first < week.last) {
        let parts = several(input, &name);
        if !parts.is_empty() {
            return parts;
        }
    }
    let mut part = Part { blocks: &input.outline.blocks, dates: name.dates.take().map(by_name), ..Part::default() };
    part.dated = name.dated.map(|date| Fact { value: date, span: Span::default(), from: Origin::FileName });
    let titled = title_week(input, &name);
    let headed = first.and_then(|(block, line)| heading_week(input, block, line, name.trusted));
    part.week = stated.or_else(|| name.week.map(|(week, from)| Fact { value: week, span: Span::default(), from }));
    part.sure = name.trusted || name.speaking || titled.is_some() || headed.is_some();
    let candidates = [titled, headed.as_ref().map(|(fact, _)| fact.clone())];
    for candidate in candidates.into_iter().flatten() {
        match &part.week {
            None => part.week = Some(candidate),
            Some(week) if (week.value.first, week.value.last) != (candidate.value.first, candidate.value.last) => {
                part.flags.push(Flag { oddity: Oddity::WeekDisagrees, span: candidate.span });
            }
            Some(_) => {}
        }
    }
    if let Some((block, line)) = first
        && (headed.is_some() || is_only_title(input, block))
    {
        part.heading = Some(block);
        if part.dates.is_none() {
            part.dates = heading_dates(line, input.vocabulary);
        }
    }
    cut_repeat(&mut part, input.vocabulary);
    let is_log = part.week.is_some() || part.dates.as_ref().is_some_and(|dates| dates.from == Origin::FileName) || declared;
    let said = !is_log && !name.index && says_so_itself(input);
    part.sure |= said;
    if is_log || said { vec![part] } else { Vec::new() }
}

/// Whether a page's name alone keeps it from being a log.
pub(super) fn is_refused(input: &Input) -> bool {
    let name = name_of(input.path, input.vocabulary);
    let words = Words::new(stem(input.path.rsplit('/').next().unwrap_or("")));
    name.refused || week::find(&words, input.vocabulary).is_some() && name.week.is_none()
}

fn by_name(value: Dates) -> Fact<Dates> {
    Fact { value, span: Span::default(), from: Origin::FileName }
}

/// `week:` in the front matter: a number, `"6-8"` or `Week 6`.
fn front_week(input: &Input) -> Option<Fact<WeekRange>> {
    let text = yaml::text(input.front.get("week")?)?;
    let words = Words::new(&text);
    let bare = Words::new(&format!("weeks {}", head(&text, 40)));
    let hit = week::find(&words, input.vocabulary).or_else(|| week::find(&bare, input.vocabulary))?;
    let span = input.front.key("week").map(|key| key.value).unwrap_or_default();
    Some(Fact { value: hit.week, span, from: Origin::FrontMatter })
}

fn has_front_dates(input: &Input) -> bool {
    let filled = |key: &str| input.front.get(key).is_some_and(|value| !matches!(value, Value::Null));
    filled("dates") || (filled("start") && filled("end"))
}

fn name_of(path: &str, vocabulary: &Vocabulary) -> Name {
    let mut folders: Vec<&str> = path.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    let file = folders.pop().unwrap_or("");
    let mut name = Name::default();
    let mut elsewhere = false;
    for folder in &folders {
        let words = Words::new(folder);
        let is_of_logs = vocabulary.trusted(&words) && vocabulary.only_log_words(&words, 0, words.len());
        name.trusted |= is_of_logs;
        name.refused |= vocabulary.pattern(&words) && (words.len() == 1 || folder.starts_with('_'));
        name.refused |= matches!(*folder, "node_modules" | "vendor");
        // Whatever else a folder holds, those in it for logs are for logs: `planning/work-log`.
        elsewhere = (elsewhere && !is_of_logs) || vocabulary.wholly_something_else(&words);
    }
    name.refused |= elsewhere;
    let stem = stem(file);
    let words = Words::new(stem);
    let folder = folders.last().map(|folder| Words::new(folder));
    if matches!(words.all(), "index" | "readme") {
        name.index = true;
        name.week = folder.as_ref().and_then(|folder| folder_week(folder, vocabulary));
        return name;
    }
    if vocabulary.pattern(&words) {
        name.refused = true;
        return name;
    }
    name.trusted |= vocabulary.trusted(&words);
    read_stem(&mut name, stem, &words, vocabulary);
    if name.week.is_none()
        && name.dates.is_none()
        && let Some(folder) = folder
    {
        // `week-3/report.md`, and in a folder of logs also `week-3/somebody.md`.
        let own = vocabulary.only_log_words(&words, 0, words.len()) || (name.trusted && !vocabulary.something_else(&words, 0));
        name.week = folder_week(&folder, vocabulary).filter(|_| own && !words.is_empty() && !vocabulary.not_its_log(&words, 0));
    }
    name.refused |= name.week.is_none() && name.dates.is_none() && !name.trusted && vocabulary.something_else(&words, 0);
    name
}

fn read_stem(name: &mut Name, stem: &str, words: &Words, vocabulary: &Vocabulary) {
    let hit = week::find(words, vocabulary).filter(|hit| accepts_name(words, *hit, vocabulary, name.trusted));
    name.week = hit.map(|hit| (hit.week, Origin::FileName));
    name.speaking =
        hit.is_some_and(|hit| vocabulary.has_log_word(words, 0, hit.start) || vocabulary.has_log_word(words, hit.end, words.len()));
    if let Some(reading) = dates::range(words, vocabulary, hit.map_or(0, |hit| hit.end)) {
        let whole = reading.start.year.is_some() && reading.start.day.is_some();
        name.dates = (whole && !reading.unsure).then(|| reading.dates(stem));
    } else if let Some(iso) = iso_week(stem, words) {
        name.week = name.week.or(Some((iso.0, Origin::FileName)));
        name.dates = Some(iso.1);
    } else if let Some(point) = dates::single(words, vocabulary, 0) {
        name.dated = point.other.is_none().then(|| point.date.date()).flatten();
    }
}

/// `2025-W26`: the week of the calendar, whose days are known.
fn iso_week(stem: &str, words: &Words) -> Option<(WeekRange, Dates)> {
    let (year, digits) = words.number(0)?;
    let (week, _) = words.number(2)?;
    if digits != 4 || words.len() != 3 || !matches!(words.word(1), "w" | "kw" | "week") {
        return None;
    }
    let monday = jiff::civil::ISOWeekDate::new(year as i16, week as i8, jiff::civil::Weekday::Monday).ok()?;
    let start = monday.date();
    let end = start.checked_add(jiff::Span::new().days(6)).ok()?;
    let range = WeekRange { term: None, first: week as u16, last: week as u16 };
    let dates = Dates {
        start: Some(dates::PartialDate::of(start)),
        end: Some(dates::PartialDate::of(end)),
        written: stem.to_owned(),
        unsure: false,
    };
    Some((range, dates))
}

/// The name without its extensions and without a language: `_index.vi.md`, `[Report]2024.03.09.md.md`.
pub(super) fn stem(file: &str) -> &str {
    let mut stem = file;
    while let Some(short) = [".md", ".markdown", ".html", ".qmd", ".mdx"].iter().find_map(|extension| stem.strip_suffix(extension)) {
        stem = short;
    }
    match stem.rsplit_once('.') {
        Some((short, language)) if !short.is_empty() && is_language(language) => short,
        _ => stem,
    }
}

pub(super) fn is_language(text: &str) -> bool {
    let main = text.split(['-', '_']).next().unwrap_or("");
    main.len() == 2 && main.bytes().all(|b| b.is_ascii_lowercase()) && text.len() <= 5
}

fn folder_week(words: &Words, vocabulary: &Vocabulary) -> Option<(WeekRange, Origin)> {
    let hit = week::find(words, vocabulary)?;
    let own = vocabulary.only_log_words(words, 0, hit.start) && vocabulary.only_log_words(words, hit.end, words.len());
    own.then_some((hit.week, Origin::Folder))
}

/// Whether a file named like this is the log of that week, not something about it.
fn accepts_name(words: &Words, hit: Hit, vocabulary: &Vocabulary, trusted: bool) -> bool {
    let of_place = vocabulary.names_place(words, hit.end);
    let before = vocabulary.only_log_words(words, 0, hit.start) || trusted || of_place;
    before && (trusted || !vocabulary.something_else(words, hit.end)) && !vocabulary.not_its_log(words, hit.end)
}

/// Whether a title or heading is that of the week's log: nothing of its own stands before it, and what follows is set apart.
fn accepts_title(words: &Words, hit: Hit, vocabulary: &Vocabulary, trusted: bool) -> bool {
    let of_place = vocabulary.names_place(words, hit.end);
    if !(of_place || vocabulary.only_log_words(words, 0, hit.start)) {
        return false;
    }
    let gap = words.gap(hit.end);
    let dash = gap.has(Gap::DASH) && gap.has(Gap::SPACE);
    let apart = dash || gap.has(Gap::COLON.or(Gap::OPEN).or(Gap::COMMA).or(Gap::SLASH).or(Gap::DOT).or(Gap::CLOSE).or(Gap::TILDE));
    let own = vocabulary.only_log_words(words, hit.end, words.len());
    (own || of_place || apart) && !vocabulary.not_its_log(words, hit.end) && (own || trusted || !vocabulary.something_else(words, hit.end))
}

fn title_week(input: &Input, name: &Name) -> Option<Fact<WeekRange>> {
    let words = Words::new(input.title?);
    let hit = week::find(&words, input.vocabulary)?;
    let span = input.front.key("title").map(|key| key.value).unwrap_or_default();
    accepts_title(&words, hit, input.vocabulary, name.trusted).then_some(Fact { value: hit.week, span, from: Origin::Title })
}

/// The page's first heading, when it may be its title.
fn first_heading<'a>(input: &Input<'a>) -> Option<(&'a Block, &'a Line)> {
    input.outline.blocks.iter().find_map(|block| match &block.kind {
        Kind::Heading { level, line, .. } => Some((*level <= 2).then_some((block, line))),
        _ => None,
    })?
}

/// A page that was pasted twice, or that repeats itself in another language, is read once.
fn cut_repeat(part: &mut Part, vocabulary: &Vocabulary) {
    let Some(Block { kind: Kind::Heading { level, line, .. }, span, .. }) = part.heading else { return };
    let names = |line: &Line| {
        let words = Words::new(&text_of(line));
        week::find(&words, vocabulary).filter(|hit| accepts_title(&words, *hit, vocabulary, true)).map(|hit| hit.week)
    };
    let Some(week) = names(line).filter(|_| part.week.is_some()) else { return };
    let again = part.blocks.iter().position(|block| {
        let same = |other: &Line| block.span.start > span.start && names(other) == Some(week);
        matches!(&block.kind, Kind::Heading { level: other, line, .. } if other == level && same(line))
    });
    if let Some(at) = again {
        part.flags.push(Flag { oddity: Oddity::Repeated, span: part.blocks[at].span });
        part.blocks = &part.blocks[..at];
    }
}

/// Whether a heading is the page's one heading of the first level.
fn is_only_title(input: &Input, block: &Block) -> bool {
    let mut titles = input.outline.blocks.iter().filter(|block| matches!(block.kind, Kind::Heading { level: 1, .. }));
    titles.next().is_some_and(|first| std::ptr::eq(first, block)) && titles.next().is_none()
}

fn heading_week(input: &Input, block: &Block, line: &Line, trusted: bool) -> Option<(Fact<WeekRange>, Hit)> {
    let words = Words::new(&text_of(line));
    let hit = week::find(&words, input.vocabulary)?;
    let fact = Fact { value: hit.week, span: block_line(block, line), from: Origin::Heading };
    accepts_title(&words, hit, input.vocabulary, trusted).then_some((fact, hit))
}

fn block_line(block: &Block, line: &Line) -> Span {
    if line.span.is_empty() { block.span } else { line.span }
}

/// The dates that a week's heading states: `第1周（1月19日 - 1月25日）`.
fn heading_dates(line: &Line, vocabulary: &Vocabulary) -> Option<Fact<Dates>> {
    let text = text_of(line);
    let words = Words::new(&text);
    let from = week::find(&words, vocabulary).map_or(0, |hit| hit.end);
    let reading = dates::range(&words, vocabulary, from)?;
    Some(Fact { value: reading.dates(&text), span: line.span, from: Origin::Heading })
}

/// A week of several in one page: where its heading stands, and what it says.
struct Mark<'a> {
    at: usize,
    level: u8,
    block: &'a Block,
    line: &'a Line,
    week: Option<WeekRange>,
    dates: Option<Fact<Dates>>,
}

/// The logs of a page that has a heading for each.
fn several<'a>(input: &Input<'a>, name: &Name) -> Vec<Part<'a>> {
    let blocks = &input.outline.blocks;
    let marks = marks(input, name);
    let level = (1..=6).find(|&level| {
        let mut weeks = marks.iter().filter(|mark| mark.level == level);
        let first = weeks.next();
        // One week alone makes a log of its own only where logs are kept, and not as the page's title.
        first.is_some_and(|first| weeks.any(|mark| mark.week != first.week || mark.dates != first.dates) || (name.trusted && level > 1))
    });
    let Some(level) = level else { return Vec::new() };
    let mut marks: Vec<&Mark> = marks.iter().filter(|mark| mark.level == level).collect();
    // The heading of a week's second sheet begins no other week.
    let days = |mark: &Mark| mark.dates.as_ref().map(|fact| fact.value.clone());
    marks.dedup_by(|next, mark| next.week == mark.week && days(next) == days(mark));
    let about = input.title.is_some_and(|title| input.vocabulary.something_else(&Words::new(title), 0));
    if name.index || (about && !name.trusted) {
        return Vec::new();
    }
    let shared = &blocks[..marks[0].at];
    let mut parts = Vec::with_capacity(marks.len());
    for (i, mark) in marks.iter().enumerate() {
        let limit = marks.get(i + 1).map_or(blocks.len(), |next| next.at);
        let end = (mark.at + 1..limit).find(|&at| ends_week(&blocks[at], level, input.vocabulary)).unwrap_or(limit);
        let mut dates = mark.dates.clone();
        if let Some((fact, named)) = dates.as_mut().zip(name.dates.as_ref()) {
            fact.value.take_year(named);
        }
        parts.push(Part {
            week: mark.week.map(|week| Fact { value: week, span: block_line(mark.block, mark.line), from: Origin::Heading }),
            dates,
            dated: None,
            heading: Some(mark.block),
            blocks: &blocks[mark.at + 1..end],
            shared,
            flags: Vec::new(),
            shared_page: true,
            sure: true,
        });
    }
    if parts.iter().all(|part| only_links(part.blocks)) { Vec::new() } else { parts }
}

/// Whether a block between two weeks belongs to neither: a heading above them, or one beside them that is no section.
fn ends_week(block: &Block, level: u8, vocabulary: &Vocabulary) -> bool {
    let Kind::Heading { level: own, line, .. } = &block.kind else { return false };
    *own < level || (level == 1 && *own == 1 && vocabulary.section(&Words::new(&text_of(line))).is_none())
}

fn marks<'a>(input: &Input<'a>, name: &Name) -> Vec<Mark<'a>> {
    let vocabulary = input.vocabulary;
    let headings = input.outline.blocks.iter().enumerate().filter_map(|(at, block)| match &block.kind {
        Kind::Heading { level, line, .. } => Some((at, block, *level, line)),
        _ => None,
    });
    let mark = |(at, block, level, line): (usize, &'a Block, u8, &'a Line)| {
        let words = Words::new(&text_of(line));
        match week::find(&words, vocabulary) {
            Some(hit) => {
                let section = is_section_of_week(vocabulary.section(&words), &words, hit, vocabulary);
                let accepted = !section && accepts_title(&words, hit, vocabulary, true);
                accepted.then(|| Mark { at, level, block, line, week: Some(hit.week), dates: heading_dates(line, vocabulary) })
            }
            None => {
                let text = text_of(line);
                let reading = dates::range(&words, vocabulary, 0).filter(|reading| name.trusted && is_a_week(*reading))?;
                let dates = Fact { value: reading.dates(&text), span: line.span, from: Origin::Heading };
                let section = vocabulary.section(&words).is_some();
                (!section).then_some(Mark { at, level, block, line, week: None, dates: Some(dates) })
            }
        }
    };
    headings.filter_map(mark).collect()
}

/// Whether a range of dates covers about a week or two.
fn is_a_week(reading: dates::Reading) -> bool {
    let year = reading.start.year.or(reading.end.and_then(|end| end.year)).unwrap_or(2024);
    let date = |date: dates::PartialDate| jiff::civil::Date::new(date.year.unwrap_or(year), date.month?, date.day?).ok();
    let days = date(reading.start).zip(reading.end.and_then(date)).and_then(|(start, end)| Some(end.since(start).ok()?.get_days()));
    days.is_some_and(|days| (4..=35).contains(&days))
}

/// "Week 5 Objectives" is a section of week 5; "Week 5 Report" is its log.
fn is_section_of_week(section: Option<SectionWord>, words: &Words, hit: Hit, vocabulary: &Vocabulary) -> bool {
    section.is_some() && words.len() > hit.end && !vocabulary.only_log_words(words, hit.end, words.len())
}

/// Whether blocks hold nothing but links: a list of weeks, not their logs.
fn only_links(blocks: &[Block]) -> bool {
    let linked = |line: &Line| line.runs.iter().all(|run| run.link.is_some() || !run.text.contains(char::is_alphanumeric));
    let item = |item: &Item| item.lines.iter().all(linked) && item.blocks.is_empty();
    blocks.iter().all(|block| match &block.kind {
        Kind::Paragraph(lines) => lines.iter().all(linked),
        Kind::List(items) => items.iter().all(item),
        Kind::Rule | Kind::Heading { .. } => true,
        _ => false,
    })
}

/// A page whose name says nothing is a log when it has a line for its week or its dates, and two of a log's sections.
fn says_so_itself(input: &Input) -> bool {
    let vocabulary = input.vocabulary;
    let names_week = |fact: &Labelled| {
        let words = Words::new(&fact.value);
        match facts::meaning(&fact.label, vocabulary) {
            Some(Label::Dates | Label::Day) => dates::range(&words, vocabulary, 0).is_some(),
            Some(Label::Week) => week::find(&words, vocabulary).is_some() || (words.len() == 1 && words.number(0).is_some()),
            _ => false,
        }
    };
    let dated = input.outline.blocks.iter().take(12).any(|block| match &block.kind {
        Kind::Heading { line, .. } => facts::in_heading(line, vocabulary).is_some_and(|fact| names_week(&fact)),
        _ => facts::of_block(block, vocabulary, true).is_some_and(|facts| facts.iter().any(names_week)),
    });
    let mut kinds: Vec<SectionKind> = Vec::new();
    for block in input.outline.blocks.iter().filter(|_| dated) {
        if let Kind::Heading { line, .. } = &block.kind
            && let Some(hit) = vocabulary.section(&Words::new(&text_of(line)))
            && !kinds.contains(&hit.kind)
        {
            kinds.push(hit.kind);
        }
    }
    kinds.len() >= 2
}
