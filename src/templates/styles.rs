//! A site's own style sheets in Sass, with the variables and mixins that Just the Docs gives them.

use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span};
use std::collections::BTreeMap;
use std::io;
use std::path::{Component, Path};
use std::sync::Arc;

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

/// Files under `_sass`, and the theme's names in their place.
#[derive(Debug)]
pub(super) struct Sheets {
    files: BTreeMap<String, Arc<Source>>,
}

/// A compiled sheet, or why there is none.
type Compiled = Result<String, Box<Diagnostic>>;

impl Sheets {
    pub(super) fn new(sources: &[Arc<Source>]) -> Sheets {
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
        Sheets { files }
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
        text.push_str("@import \"custom/custom\";\n");
        Some(self.compile(&Arc::new(Source::new("_sass/weeklog.scss", text))))
    }

    /// Compiles one sheet.
    pub(super) fn compile(&self, source: &Arc<Source>) -> Compiled {
        let syntax = if source.path().ends_with(".sass") { grass::InputSyntax::Sass } else { grass::InputSyntax::Scss };
        let options = grass::Options::default().fs(self).load_path("_sass").quiet(true).input_syntax(syntax);
        grass::from_string(source.text().to_owned(), &options).map_err(|error| Box::new(self.problem(&error, source)))
    }

    fn problem(&self, error: &grass::Error, source: &Arc<Source>) -> Diagnostic {
        let diagnostic = |message: &str| Diagnostic::error("style-sass", format!("the style sheet does not compile: {message}"));
        match error.clone().kind() {
            grass::ErrorKind::ParseError { message, loc, .. } => {
                let name = loc.file.name().trim_start_matches("./");
                let file = self.files.get(name).unwrap_or(source);
                let line = file.line(loc.begin.line + 1);
                let text = file.slice(line);
                let column = text.char_indices().nth(loc.begin.column).map_or(text.len(), |(at, _)| at);
                let start = line.start as usize + column;
                let end = if loc.end.line == loc.begin.line {
                    let column = text.char_indices().nth(loc.end.column).map_or(text.len(), |(at, _)| at);
                    line.start as usize + column
                } else {
                    line.end as usize
                };
                diagnostic(&message).at(file, Span::new(start, end), "here").help("the site is built without it until it compiles")
            }
            _ => diagnostic(error.to_string().lines().next().unwrap_or("")).at(source, Span::default(), ""),
        }
    }

    fn find(&self, path: &Path) -> Option<&Arc<Source>> {
        let parts = path.components().filter_map(|part| match part {
            Component::Normal(part) => part.to_str(),
            _ => None,
        });
        self.files.get(&parts.collect::<Vec<_>>().join("/"))
    }
}

impl grass::Fs for Sheets {
    fn is_dir(&self, path: &Path) -> bool {
        let folder = format!("{}/", path.to_string_lossy().trim_start_matches("./").trim_end_matches('/'));
        self.files.keys().any(|file| file.starts_with(&folder))
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
        Sheets::new(&sources).sheet(&config, &sources)
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
