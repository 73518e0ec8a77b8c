//! The theme: a site's own files under `_theme/` over the embedded ones.

use super::utilities::Utilities;
use super::words::Words;
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span};
use include_dir::{Dir, include_dir};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Read;
use std::sync::Arc;
use tera::{Context, ErrorKind, Kwargs, State, Tera, Value};
use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

/// The folder of a site that holds its own theme files, or themes by name.
pub const FOLDER: &str = "_theme";
/// Where assets stand in the output.
pub const ASSETS: &str = "assets/weeklog";

/// The style sheet of utility classes, of which pages hold what they use.
const UTILITIES: &str = "utilities.css";
/// Mermaid, as it stands in `themes/vendor`: large, and written only into sites with diagrams.
pub const MERMAID: &str = "mermaid.js";
static MERMAID_PACKED: &[u8] = include_bytes!("../../themes/vendor/mermaid.js.gz");

static EMBEDDED: Dir = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// The embedded theme's files: `templates/…` and `assets/…`, by path.
pub fn embedded() -> BTreeMap<&'static str, &'static [u8]> {
    fn add(dir: &'static Dir, files: &mut BTreeMap<&'static str, &'static [u8]>) {
        files.extend(dir.files().filter_map(|file| Some((file.path().to_str()?, file.contents()))));
        for dir in dir.dirs() {
            add(dir, files);
        }
    }
    let mut files = BTreeMap::new();
    add(&EMBEDDED, &mut files);
    files
}

/// Templates that parsed and assets with their addresses.
pub struct Theme {
    tera: Tera,
    utilities: Utilities,
    assets: BTreeMap<String, Cow<'static, [u8]>>,
    own: BTreeMap<String, Arc<Source>>,
    key: u128,
}

impl Theme {
    /// Lays a site's `own` files (paths below `folder`) over the embedded theme. A template of its own that does
    /// not parse is an error and leaves the embedded one in place. Of `config` it needs base path, language and words.
    pub fn new(own: &BTreeMap<String, Vec<u8>>, folder: &str, config: &Config) -> (Theme, Vec<Diagnostic>) {
        let key = xxh3_128(format!("{folder} {:?} {:?} {:?} {own:?}", config.baseurl, config.lang, config.words).as_bytes());
        let mut assets: BTreeMap<String, Cow<'static, [u8]>> = BTreeMap::new();
        let mut templates: BTreeMap<String, String> = BTreeMap::new();
        for (path, bytes) in embedded() {
            match path.split_once('/') {
                Some(("templates", name)) => drop(templates.insert(name.to_owned(), String::from_utf8_lossy(bytes).into_owned())),
                Some(("assets", name)) => drop(assets.insert(name.to_owned(), Cow::Borrowed(bytes))),
                _ => {}
            }
        }
        let mut sources = BTreeMap::new();
        for (path, bytes) in own {
            match path.split_once('/') {
                Some(("templates", name)) => {
                    let text = String::from_utf8_lossy(bytes).into_owned();
                    sources.insert(name.to_owned(), Arc::new(Source::new(format!("{folder}/{path}"), text)));
                }
                Some(("assets", name)) => drop(assets.insert(name.to_owned(), Cow::Owned(bytes.clone()))),
                _ => {}
            }
        }
        // Read here once, and of no use as a file.
        let utilities = assets.remove(UTILITIES).map_or_else(Utilities::default, |css| Utilities::new(&String::from_utf8_lossy(&css)));
        let versions = link_assets(&mut assets);
        let base = &config.baseurl;
        let addresses: BTreeMap<String, String> =
            versions.into_iter().map(|(name, version)| (name.clone(), format!("{base}/{ASSETS}/{name}?v={version}"))).collect();
        let addresses = Arc::new(addresses);
        let mut diagnostics = Vec::new();
        let language = Arc::new((config.lang.clone(), config.words.clone()));
        for (_, template) in templates.iter_mut().filter(|(name, _)| !sources.contains_key(*name)) {
            *template = settled(template, &addresses, Words::of(config));
        }
        let tera = loop {
            let mut tera = Tera::default();
            let addresses = Arc::clone(&addresses);
            tera.register_function("asset", move |arguments: Kwargs, _: &State| asset(&addresses, &arguments));
            let language = Arc::clone(&language);
            tera.register_function("say", move |arguments: Kwargs, _: &State| say(Words::new(&language.0, &language.1), &arguments));
            let embedded =
                templates.iter().filter(|(name, _)| !sources.contains_key(*name)).map(|(name, text)| (name.as_str(), text.as_str()));
            let all: Vec<_> = embedded.chain(sources.iter().map(|(name, source)| (name.as_str(), source.text()))).collect();
            match tera.add_raw_templates(all) {
                Ok(()) => break tera,
                Err(error) => {
                    let name = culprit(&error, &sources);
                    diagnostics.push(template_error(&error, &sources));
                    match name.and_then(|name| sources.remove(&name)) {
                        Some(_) => {}
                        // Not to be pinned to one file: none of the site's own templates is used.
                        None if !sources.is_empty() => sources.clear(),
                        None => break tera,
                    }
                }
            }
        };
        (Theme { tera, utilities, assets, own: sources, key }, diagnostics)
    }

    /// A hash of all that it was made of, but for what is embedded.
    pub fn key(&self) -> u128 {
        self.key
    }

    /// Renders a template.
    pub fn render(&self, template: &str, context: &Context) -> Result<String, Diagnostic> {
        self.tera.render(template, context).map_err(|error| template_error(&error, &self.own))
    }

    /// The rules of the utility classes that a text of HTML uses.
    pub fn utilities(&self, html: &str) -> Option<String> {
        Some(self.utilities.of(html)).filter(|css| !css.is_empty())
    }

    /// One asset. Mermaid is unpacked for whoever asks for it, unless the site has its own.
    pub fn asset(&self, name: &str) -> Option<Cow<'_, [u8]>> {
        match self.assets.get(name) {
            Some(bytes) => Some(Cow::Borrowed(bytes)),
            None if name == MERMAID => {
                let mut bytes = Vec::new();
                flate2::read::GzDecoder::new(MERMAID_PACKED).read_to_end(&mut bytes).ok()?;
                Some(Cow::Owned(bytes))
            }
            None => None,
        }
    }

    /// The assets that every site has, by name.
    pub fn assets(&self) -> &BTreeMap<String, Cow<'static, [u8]>> {
        &self.assets
    }
}

/// Gives every asset its version, and the scripts that name another as `"./name"` that one's, so that none is taken
/// from a cache when it changed.
fn link_assets(assets: &mut BTreeMap<String, Cow<'static, [u8]>>) -> BTreeMap<String, String> {
    let version = |bytes: &[u8]| format!("{:08x}", xxh3_64(bytes) as u32);
    let mut versions: BTreeMap<String, String> = assets.iter().map(|(name, bytes)| (name.clone(), version(bytes))).collect();
    versions.entry(MERMAID.to_owned()).or_insert_with(|| version(MERMAID_PACKED));
    let scripts: Vec<String> = assets.keys().filter(|name| name.ends_with(".js")).cloned().collect();
    let mut names = |script: &String| {
        let text = std::str::from_utf8(&assets[script]).ok()?;
        let named: Vec<String> =
            versions.keys().filter(|name| *name != script && text.contains(&format!("\"./{name}\""))).cloned().collect();
        (!named.is_empty()).then(|| (script.clone(), text.to_owned(), named))
    };
    let linking: Vec<_> = scripts.iter().filter_map(&mut names).collect();
    // As often as there are scripts that name others: the last of a chain is settled first. Circles stay unsettled.
    for _ in 0..linking.len() {
        for (script, text, named) in &linking {
            let linked = named
                .iter()
                .fold(text.clone(), |text, name| text.replace(&format!("\"./{name}\""), &format!("\"./{name}?v={}\"", versions[name])));
            versions.insert(script.clone(), version(linked.as_bytes()));
            assets.insert(script.clone(), Cow::Owned(linked.into_bytes()));
        }
    }
    versions
}

fn asset(addresses: &BTreeMap<String, String>, arguments: &Kwargs) -> tera::TeraResult<Value> {
    let path: &str = arguments.must_get("path")?;
    let address = addresses.get(path).ok_or_else(|| tera::Error::message(format!("the theme has no asset `{path}`")))?;
    Ok(Value::safe_string(address))
}

/// `say(key="weeks_logged")`: a text in the site's language, with `n`, `of` and `name` filled in.
fn say(words: Words<'_>, arguments: &Kwargs) -> tera::TeraResult<Value> {
    let key: &str = arguments.must_get("key")?;
    let given = |name: &str| -> tera::TeraResult<Option<String>> {
        let value: Option<Value> = arguments.get(name)?;
        Ok(value.map(|value| value.to_string()))
    };
    let n: Option<usize> = arguments.get::<usize>("n").unwrap_or(None);
    let mut text = n.map_or_else(|| words.find(key).unwrap_or(key).to_owned(), |n| words.count(key, n));
    // Most texts have nothing to fill in.
    let names: &[&str] = if text.contains('{') { &["n", "of", "name"] } else { &[] };
    for name in names {
        if let Some(value) = given(name)? {
            text = text.replace(&format!("{{{name}}}"), &value);
        }
    }
    Ok(Value::from(words.apart(key, text)))
}

/// An embedded template with the texts and addresses in it that are the same on all pages, in place of the calls that
/// ask for them: each of these calls would cost as much as a line of the page.
fn settled(template: &str, addresses: &BTreeMap<String, String>, words: Words<'_>) -> String {
    let answer = |call: &str| {
        let argument = |start: &str| call.strip_prefix(start)?.strip_suffix("\")").filter(|name| !name.contains('"'));
        if let Some(name) = argument("asset(path=\"") {
            return addresses.get(name).cloned();
        }
        let key = argument("say(key=\"")?;
        let mut html = Vec::new();
        tera::escape_html(&words.apart(key, words.find(key)?.to_owned()), &mut html).ok()?;
        String::from_utf8(html).ok()
    };
    // What could be taken for a part of the template, or for space beside a mark that removes it, is left to the call.
    let is_plain = |text: &String| !text.is_empty() && text.trim() == text && !text.contains(['{', '}']);
    let mut settled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, call)) = rest.split_once("{{ ") {
        settled.push_str(before);
        let (answer, after) = match call.split_once(" }}") {
            Some((call, after)) => (answer(call).filter(is_plain), after),
            None => (None, call),
        };
        rest = if answer.is_some() { after } else { call };
        settled.push_str(answer.as_deref().unwrap_or("{{ "));
    }
    settled.push_str(rest);
    settled
}

/// The site's own template that an error is about.
fn culprit(error: &tera::Error, own: &BTreeMap<String, Arc<Source>>) -> Option<String> {
    let named = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => report.filename().to_owned(),
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => tpl.clone(),
        ErrorKind::MissingParent { current, .. } => current.clone(),
        // Told without the template: the embedded ones name no block that the embedded skeleton lacks.
        _ if error.to_string().contains("not defined in any parent") => "base.html".to_owned(),
        _ => own.keys().find(|name| error.to_string().contains(name.as_str()))?.clone(),
    };
    own.contains_key(&named).then_some(named)
}

fn template_error(error: &tera::Error, own: &BTreeMap<String, Arc<Source>>) -> Diagnostic {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let diagnostic =
                Diagnostic::error("theme-template", format!("the template `{}` fails: {}", report.filename(), report.message()));
            match own.get(report.filename()) {
                Some(source) => diagnostic.at(source, Span::from(report.span().range.clone()), "here"),
                None => diagnostic,
            }
        }
        _ => {
            let diagnostic = Diagnostic::error("theme-template", format!("a template fails: {}", first_line(&error.to_string())));
            match culprit(error, own).and_then(|name| own.get(&name)) {
                Some(source) => diagnostic.at(source, Span::default(), "in this template"),
                None => diagnostic,
            }
        }
    }
    .help("the embedded template is used until this one works; `weeklog theme eject` writes the originals")
}

fn first_line(text: &str) -> &str {
    text.lines().find(|line| !line.trim().is_empty()).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Overrides;

    fn config() -> Config {
        Config::read(None, &Overrides::default()).0
    }

    #[test]
    fn a_broken_template_is_named_and_the_embedded_one_stays() {
        let own = BTreeMap::from([("templates/page.html".to_owned(), b"line one\n{{ page.title".to_vec())]);
        let (theme, diagnostics) = Theme::new(&own, FOLDER, &config());
        assert_eq!(diagnostics.len(), 1);
        assert_eq!(diagnostics[0].path(), "_theme/templates/page.html");
        assert!(theme.own.is_empty());
    }

    #[test]
    fn the_embedded_theme_parses() {
        assert!(Theme::new(&BTreeMap::new(), FOLDER, &config()).1.is_empty());
    }

    #[test]
    fn calls_that_are_the_same_on_all_pages_are_answered_before() {
        let mut config = config();
        config.words = [("menu", "<a>"), ("close", " x"), ("copy", ""), ("search", "{{ 1 }}")]
            .map(|(key, text)| (key.to_owned(), text.to_owned()))
            .into();
        let addresses = BTreeMap::from([("a.css".to_owned(), "/a.css?v=1".to_owned())]);
        let settled = |template: &str| settled(template, &addresses, Words::of(&config));
        assert_eq!(settled("<b>{{ say(key=\"menu\") }}</b> {{ asset(path=\"a.css\") }}"), "<b>&lt;a&gt;</b> /a.css?v=1");
        for other in [
            "{{ say(key=\"n_logs\", n=1) }}",
            "{{ asset(path=\"b.css\") }}",
            "{{ say(key=\"none\") }}",
            "{{ page.title",
            "{{ say(key=k) }}",
        ] {
            assert_eq!(settled(other), other);
        }
        for key in ["close", "copy", "search"] {
            let call = format!("{{{{ say(key=\"{key}\") }}}}");
            assert_eq!(settled(&call), call);
        }
    }
}
