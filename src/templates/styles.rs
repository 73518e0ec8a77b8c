//! A site's own style sheets in Sass, with the variables and mixins that Just the Docs gives them.

use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io;
use std::path::{Component, Path};
use std::sync::Arc;
use xxhash_rust::xxh3::xxh3_128;

/// The file of the one style sheet, where Just the Docs has it.
pub(super) use crate::site::STYLES as FILE;

const PRELUDE: &str = include_str!("prelude.scss");
const LIGHT: &str = include_str!("light.scss");
const DARK: &str = include_str!("dark.scss");

/// Extends that style sheets of Just the Docs' sites make: the classes must be there.
const CLASSES: &str = "@for $i from 1 through 10 { .fs-#{$i} { --weeklog-size: #{$i}; } }\n";

/// What our theme takes from a colour scheme of the site's own.
const SCHEME: &str = "
:root, :root[data-theme] {
  color-scheme: if(lightness($body-background-color) < 50%, dark, light);
  --paper: #{$body-background-color};
  --surface: #{$sidebar-color};
  --raised: #{$search-background-color};
  --ink: #{$body-text-color};
  --line: #{$border-color};
  --accent: #{$link-color};
  --accent-hover: #{mix($link-color, $body-heading-color, 60%)};
}
main :is(h1, h2, h3, h4, h5, h6) { color: $body-heading-color; }
pre, code { background-color: $code-background-color; }
";

/// What is said of a sheet whose compiler had to be ended, or ended itself.
const ENDLESS: &str = "it takes more time, memory or nesting than a style sheet can";

fn endless() -> Fault {
    Fault { message: ENDLESS.to_owned(), place: None }
}

/// So many sheets are remembered at most.
const MOST_KNOWN: usize = 100;

/// Files under `_sass`, and the theme's names in their place.
#[derive(Debug)]
pub(super) struct Sheets<'a> {
    files: BTreeMap<String, Arc<Source>>,
    known: &'a Known,
    isolate: Option<Isolate>,
}

/// A compiled sheet, or why there is none.
type Compiled = Result<String, Box<Diagnostic>>;

/// What compiles a job apart from the program, so that a sheet that never ends can be ended: see [`run`].
pub type Isolate = fn(&[u8]) -> io::Result<Vec<u8>>;

/// One sheet with all that it may import.
#[derive(Debug, Deserialize, Serialize)]
struct Job<'a> {
    path: Cow<'a, str>,
    text: Cow<'a, str>,
    files: BTreeMap<Cow<'a, str>, Cow<'a, str>>,
}

/// What the compiler says of a sheet that does not compile.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Fault {
    message: String,
    /// The file, and the first and last line and column from 0, where it says so.
    place: Option<(String, [usize; 4])>,
}

/// Sheets that were compiled before, by a hash of all that they are made of: of no edit but one of styles is the cost theirs.
#[derive(Debug, Default)]
pub struct Known(RefCell<BTreeMap<u128, Result<String, Fault>>>);

/// Compiles a job that another process was given, and answers it.
pub fn run(job: &[u8]) -> Vec<u8> {
    let answer = serde_json::from_slice::<Job>(job).map(|job| {
        let sources = job.files.into_iter().map(|(path, text)| (path.to_string(), Arc::new(Source::new(path, text)))).collect();
        Files(&sources).compile(&job.path, &job.text)
    });
    answer.ok().and_then(|answer| serde_json::to_vec(&answer).ok()).unwrap_or_default()
}

impl<'a> Sheets<'a> {
    pub(super) fn new(sources: &[Arc<Source>], known: &'a Known, isolate: Option<Isolate>) -> Sheets<'a> {
        let mut files: BTreeMap<String, Arc<Source>> =
            sources.iter().map(|source| (source.path().to_owned(), Arc::clone(source))).collect();
        let theme = [
            ("support/support", PRELUDE),
            ("color_schemes/light", LIGHT),
            ("color_schemes/dark", DARK),
            ("custom/setup", ""),
            ("custom/custom", ""),
            ("modules", CLASSES),
        ];
        for (name, text) in theme {
            let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
            let spellings = [format!("_sass/{name}.scss"), format!("_sass/{folder}/_{file}.scss"), format!("_sass/{name}.sass")];
            if !spellings.iter().any(|path| files.contains_key(path)) {
                let path = format!("_sass/{name}.scss");
                files.insert(path.clone(), Arc::new(Source::new(path, text)));
            }
        }
        Sheets { files, known, isolate }
    }

    fn own(&self, name: &str) -> bool {
        self.files.get(&format!("_sass/{name}.scss")).is_some_and(|source| !source.text().trim().is_empty())
    }

    /// The sheet of a site with `custom.scss`, `setup.scss` or a scheme of its own; none for others.
    pub(super) fn sheet(&self, config: &Config, sources: &[Arc<Source>]) -> Option<Compiled> {
        let has = |name: &str| sources.iter().any(|source| source.path() == format!("_sass/{name}.scss"));
        let scheme = config.theme.color_scheme.as_deref().filter(|scheme| has(&format!("color_schemes/{scheme}")));
        if scheme.is_none() && !self.own("custom/custom") && !self.own("custom/setup") {
            return None;
        }
        let mut text = "@import \"support/support\";\n@import \"custom/setup\";\n@import \"color_schemes/light\";\n".to_owned();
        if let Some(scheme) = scheme {
            text.push_str(&format!("@import \"color_schemes/{scheme}\";\n{SCHEME}"));
        } else if config.theme.color_scheme.as_deref() == Some("dark") {
            text.push_str("@import \"color_schemes/dark\";\n");
        }
        if sources.iter().any(|source| source.text().contains("@extend")) {
            text.push_str(CLASSES);
        }
        for color in config.markdown.callouts.values().filter_map(|kind| kind.color.as_deref()) {
            if color.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') && !color.is_empty() {
                text.push_str(&format!(
                    "@if variable-exists(\"{color}-300\") {{ [data-color=\"{color}\"] {{ --tone: #{{${color}-300}}; }} }}\n"
                ));
            }
        }
        text.push_str("@import \"custom/custom\";\n");
        Some(self.compile(&Arc::new(Source::new("_sass/weeklog.scss", text))))
    }

    /// Compiles one sheet, unless it is known.
    pub(super) fn compile(&self, source: &Arc<Source>) -> Compiled {
        let files = self.files.iter().map(|(path, file)| (Cow::from(path.as_str()), Cow::from(file.text()))).collect();
        let job = Job { path: source.path().into(), text: source.text().into(), files };
        let job = serde_json::to_vec(&job).unwrap_or_default();
        let here = || Files(&self.files).compile(source.path(), source.text());
        let mut known = self.known.0.borrow_mut();
        if known.len() >= MOST_KNOWN {
            known.clear();
        }
        let answer = known.entry(xxh3_128(&job)).or_insert_with(|| match self.isolate.map(|isolate| isolate(&job)) {
            Some(Ok(answer)) => serde_json::from_slice(&answer).unwrap_or_else(|_| Err(endless())),
            Some(Err(error)) if error.kind() == io::ErrorKind::TimedOut => Err(endless()),
            // Where no process can be started the sheet is compiled here.
            Some(Err(_)) | None => here(),
        });
        answer.clone().map_err(|fault| Box::new(self.problem(&fault, source)))
    }

    fn problem(&self, fault: &Fault, source: &Arc<Source>) -> Diagnostic {
        let diagnostic = Diagnostic::error("style-sass", format!("the style sheet does not compile: {}", fault.message));
        let help = "the site is built without it until it compiles";
        let Some((name, [first, from, last, to])) = &fault.place else {
            // Of what the program put together itself the site's own sheet is the part that can be mended.
            let own =
                self.files.get("_sass/custom/custom.scss").filter(|own| !self.files.contains_key(source.path()) && !own.text().is_empty());
            return diagnostic.at(own.unwrap_or(source), Span::default(), "in this sheet, or in one that it imports").help(help);
        };
        let file = self.files.get(name).unwrap_or(source);
        let line = file.line(first + 1);
        let text = file.slice(line);
        let place = |column: usize| line.start as usize + text.char_indices().nth(column).map_or(text.len(), |(at, _)| at);
        let end = if last == first { place(*to) } else { line.end as usize };
        diagnostic.at(file, Span::new(place(*from), end), "here").help(help)
    }
}

/// The files that sheets import from.
#[derive(Debug)]
struct Files<'a>(&'a BTreeMap<String, Arc<Source>>);

impl Files<'_> {
    fn compile(&self, path: &str, text: &str) -> Result<String, Fault> {
        let syntax = if path.ends_with(".sass") { grass::InputSyntax::Sass } else { grass::InputSyntax::Scss };
        let options = grass::Options::default().fs(self).load_path("_sass").quiet(true).input_syntax(syntax);
        grass::from_string(text.to_owned(), &options).map_err(|error| match error.clone().kind() {
            grass::ErrorKind::ParseError { message, loc, .. } => {
                let name = loc.file.name().trim_start_matches("./").to_owned();
                let place = [loc.begin.line, loc.begin.column, loc.end.line, loc.end.column];
                Fault { message, place: Some((name, place)) }
            }
            _ => Fault { message: error.to_string().lines().next().unwrap_or("").to_owned(), place: None },
        })
    }

    fn find(&self, path: &Path) -> Option<&Arc<Source>> {
        let mut parts: Vec<&str> = Vec::new();
        for part in path.components() {
            match part {
                Component::Normal(part) => parts.push(part.to_str()?),
                Component::ParentDir => drop(parts.pop()),
                _ => {}
            }
        }
        self.0.get(&parts.join("/"))
    }
}

impl grass::Fs for Files<'_> {
    fn is_dir(&self, path: &Path) -> bool {
        let folder = format!("{}/", path.to_string_lossy().trim_start_matches("./").trim_end_matches('/'));
        self.0.keys().any(|file| file.starts_with(&folder))
    }

    fn is_file(&self, path: &Path) -> bool {
        self.find(path).is_some()
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.find(path).map(|source| source.text().as_bytes().to_vec()).ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Overrides;

    fn sheet(config: &str, files: &[(&str, &str)]) -> Option<Compiled> {
        let config = Config::read(Some(Arc::new(Source::new("_config.yml", config))), &Overrides::default()).0;
        let sources: Vec<Arc<Source>> = files.iter().map(|(path, text)| Arc::new(Source::new(*path, *text))).collect();
        Sheets::new(&sources, &Known::default(), None).sheet(&config, &sources)
    }

    #[test]
    fn just_the_docs_variables_and_mixins_are_there() {
        let custom = "@import 'part';\n.x { color: $purple-000; @include mq(md) { width: $content-width; } @extend .fs-2; }\n";
        let files = [("_sass/custom/custom.scss", custom), ("_sass/custom/_part.scss", ".y { @include fs-3; }\n")];
        let css = sheet("", &files).expect("there is one").expect("it compiles");
        assert!(css.contains("#7253ed") && css.contains("@media (min-width: 50rem)") && css.contains(".y {"), "{css}");
        assert!(sheet("", &[("_sass/other.scss", "x")]).is_none());
    }

    #[test]
    fn what_another_process_does_is_the_same() {
        let files =
            [("_sass/custom/custom.scss", "@import '../parts/a.scss';\n.x { color: $nothing; }\n"), ("_sass/parts/a.scss", ".y {}\n")];
        let sources: Vec<Arc<Source>> = files.iter().map(|(path, text)| Arc::new(Source::new(*path, *text))).collect();
        let (here, there) = (Known::default(), Known::default());
        let compiled = |known: &Known, isolate: Option<Isolate>| {
            let sheet = Sheets::new(&sources, known, isolate).compile(&sources[0]);
            sheet.expect_err("a variable is missing").message
        };
        assert_eq!(compiled(&here, None), compiled(&there, Some(|job| Ok(run(job)))));
        let ended = compiled(&Known::default(), Some(|_| Ok(Vec::new())));
        assert!(ended.ends_with(ENDLESS), "{ended}");
    }

    #[test]
    fn an_own_scheme_sets_the_themes_colours() {
        let files = [("_sass/color_schemes/foundry.scss", "$body-background-color: #123;\n$link-color: #abc;\n")];
        let css = sheet("color_scheme: foundry\n", &files).expect("there is one").expect("it compiles");
        assert!(css.contains("--paper: #123") && css.contains("color-scheme: dark"), "{css}");
    }

    #[test]
    fn a_fault_is_told_at_its_place() {
        let files = [("_sass/custom/custom.scss", ".x {}\n.y { color: $nothing; }\n")];
        let problem = sheet("", &files).expect("there is one").expect_err("it does not compile");
        assert_eq!(problem.path(), "_sass/custom/custom.scss");
        assert_eq!(problem.primary.as_ref().map(|label| label.source.slice(label.span)), Some("$nothing"));
    }
}
