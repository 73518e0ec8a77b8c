//! What the names of folders and files say of whose the logs in them are.

use super::identity::stem;
use super::sections::after_day;
use super::text::Words;
use super::vocabulary::Vocabulary;
use super::week;

/// Parts of a file's name that tell one version of it from another.
const VERSIONS: &[&str] = &["copy", "copia", "copie", "kopie", "final", "draft", "new", "old", "updated", "v"];

/// Words that stand in names of logs, and for people: `intern-07` is a person's folder.
const PEOPLE: &[&str] = &["intern", "interns", "trainee", "trainees", "インターン", "인턴"];

/// Whether a folder is for one week: `week-04`, `Week 1 - Intro`, `第四周`, `W3`.
pub fn is_of_week(folder: &str, vocabulary: &Vocabulary) -> bool {
    let words = Words::new(folder);
    // "W3C" is a name.
    week::find(&words, vocabulary).is_some_and(|hit| words.word(hit.start) != "w" || (hit.start == 0 && hit.end == words.len()))
}

/// Whether a folder holds logs of whoever has the folder above it: it is for a week, for a day, or for all logs.
pub fn is_of_logs(folder: &str, vocabulary: &Vocabulary) -> bool {
    let words = Words::new(folder);
    let is_person = || (0..words.len()).any(|at| PEOPLE.contains(&words.word(at)));
    let named = || week::speaks_of_weeks(&words) || vocabulary.has_log_word(&words, 0, words.len()) && !is_person();
    vocabulary.only_log_words(&words, 0, words.len()) && named()
        || is_of_week(folder, vocabulary)
        || after_day(&words, vocabulary).is_some_and(|end| end >= words.len())
}

/// Whether a file is named after logs, or lies in a folder that is.
pub fn is_among_logs(path: &str, vocabulary: &Vocabulary) -> bool {
    let named = |part: &str| vocabulary.trusted(&Words::new(part));
    path.split('/').any(|part| named(part.strip_suffix(".md").unwrap_or(part)))
}

/// What the name of a log's file says besides that it is a log, and of which week: `ada` of `week-3-ada.md` and of
/// `personal-log-ada.md`. The second says whether it names the week, too.
pub fn writer(path: &str, vocabulary: &Vocabulary) -> Option<(String, bool)> {
    let stem = stem(path.rsplit('/').next().unwrap_or(path));
    let says_more = |part: &&str| {
        let words = Words::new(part);
        let known =
            vocabulary.only_log_words(&words, 0, words.len()) || week::speaks_of_weeks(&words) || week::find(&words, vocabulary).is_some();
        !known && !VERSIONS.contains(&words.word(0)) && !vocabulary.something_else(&words, 0)
    };
    let parts: Vec<&str> = stem.split(['-', '_', ' ', '.', '(', ')', '[', ']']).filter(says_more).collect();
    let whole = Words::new(stem);
    (!parts.is_empty()).then(|| (parts.join(" "), week::find(&whole, vocabulary).is_some()))
}

/// The path without the language in its file's name: `_index.md` of `_index.vi.md`.
pub fn without_language(path: &str) -> Option<String> {
    let (name, extension) = path.rsplit_once('.')?;
    let (short, language) = name.rsplit_once('.')?;
    let is_name = !short.is_empty() && !short.ends_with('/') && !language.contains('/');
    (is_name && super::identity::is_language(language)).then(|| format!("{short}.{extension}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_of_logs_are_known_in_every_language() {
        let vocabulary = Vocabulary::built_in();
        for folder in [
            "logs",
            "week-01",
            "Week 1 - Intro",
            "1.4-Week4",
            "1-Worklog",
            "Semana1",
            "semaine_2",
            "KW12",
            "W3",
            "Woche 3",
            "minggu-1",
            "Tuần 2",
            "Tuan2",
            "第一周",
            "第3週",
            "3주차",
            "weken",
            "Semanas",
            "weekly-reports",
            "Wochenberichte",
            "bitácora",
            "日志",
            "logboek",
            "week-logs",
            "Day 3",
            "Lab Week 4",
        ] {
            assert!(is_of_logs(folder, &vocabulary), "{folder}");
        }
        // Names of people, some of which are words elsewhere.
        for folder in [
            "intern-0003",
            "Intern A",
            "trainee_12",
            "interns",
            "student-01",
            "i07",
            "ada",
            "Tuan",
            "Tuấn",
            "An",
            "Van",
            "Le",
            "Minh",
            "周杰",
            "张三",
            "3_somebody",
            "W3C",
            "2025",
            "01",
            "team-4",
            "홍길동",
        ] {
            assert!(!is_of_logs(folder, &vocabulary), "{folder}");
        }
    }

    #[test]
    fn names_of_files_say_whose_a_log_is() {
        let vocabulary = Vocabulary::built_in();
        let told = |path: &str| writer(path, &vocabulary);
        assert_eq!(told("docs/logs/personal-log-ada-okoro.md"), Some(("ada okoro".to_owned(), false)));
        assert_eq!(told("week-3-ada.md"), Some(("ada".to_owned(), true)));
        assert_eq!(told("logs/Weekly Log (Ben).md"), Some(("Ben".to_owned(), false)));
        for path in [
            "week-03.md",
            "logs/Week 3 report.md",
            "第四周.md",
            "laporan copy 2.md",
            "log.md",
            "2025-W26.md",
            "report_2025-06-02.md",
            "semana_04.md",
        ] {
            assert_eq!(told(path), None, "{path}");
        }
    }

    #[test]
    fn languages_stand_before_the_ending() {
        assert_eq!(without_language("a/_index.vi.md").as_deref(), Some("a/_index.md"));
        assert_eq!(without_language("week-1.pt-BR.md").as_deref(), Some("week-1.md"));
        for path in ["a/_index.md", "v1.2.md", "notes.old.md", "a.b/c.md", "de.md"] {
            assert_eq!(without_language(path), None, "{path}");
        }
    }
}
