//! Files that would be published and should not be.

use crate::diagnostic::Diagnostic;
use crate::page::html::HoleKind;
use crate::site::Site;
use crate::source::{Source, Span};
use std::collections::BTreeMap;
use std::sync::Arc;

pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut scripts: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for path in site.statics.keys() {
        let name = path.rsplit('/').next().unwrap_or(path);
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
        if is_private(name, &extension) {
            diagnostics.push(private(path));
        }
        if matches!(extension.as_str(), "py" | "ipynb" | "sh" | "bat" | "ps1" | "rb") {
            scripts.entry(path.rsplit_once('/').map_or("", |(folder, _)| folder)).or_default().push(name);
        }
    }
    diagnostics.extend(scripts.iter().map(|(folder, names)| script(folder, names)));
    diagnostics.extend(large(site));
    diagnostics
}

/// Large pictures that no link of Markdown leads to: there they are told where they are shown.
fn large(site: &Site) -> Vec<Diagnostic> {
    let is_picture = |path: &str| matches!(path.rsplit('.').next(), Some("png" | "jpg" | "jpeg" | "gif" | "webp" | "bmp" | "svg"));
    let pictures = site.statics.iter().filter(|(path, file)| file.len > super::links::LARGE && is_picture(path));
    let holes = || site.entries.iter().flat_map(|entry| &entry.page.body.holes);
    let is_shown = |name: &str| holes().any(|hole| matches!(&hole.kind, HoleKind::Image(to) if to.ends_with(name)));
    let mut folders: BTreeMap<&str, Vec<(&str, u64)>> = BTreeMap::new();
    for (path, file) in pictures {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        if !is_shown(name) {
            folders.entry(folder).or_default().push((path, file.len));
        }
    }
    let tell = |images: Vec<(&str, u64)>| {
        let (path, len) = images.iter().copied().max_by_key(|&(_, len)| len)?;
        let others = if images.len() > 1 { format!(", and {} more beside it are large", images.len() - 1) } else { String::new() };
        let message = format!("the image `{path}` has {} kB, which is long to wait for{others}", len / 1000);
        let diagnostic = Diagnostic::note("image-large", message).at(&whole(path), Span::default(), "");
        Some(diagnostic.help("scale it to 1600 pixels across, or save it as WebP: 200 kB are enough for a screenshot"))
    };
    folders.into_values().filter_map(tell).collect()
}

fn is_private(name: &str, extension: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let env = name == ".env" || name.starts_with(".env.") && !name.ends_with(".example") && !name.ends_with(".sample");
    let known = matches!(
        name.as_str(),
        "cookies.txt"
            | "cookies.json"
            | "cookies.sqlite"
            | ".netrc"
            | "_netrc"
            | ".npmrc"
            | ".pypirc"
            | ".htpasswd"
            | "id_rsa"
            | "id_ed25519"
            | "id_ecdsa"
            | "client_secret.json"
            | "credentials.json"
            | "secrets.json"
            | "secrets.toml"
            | "secrets.yml"
            | "service-account.json"
            | ".git-credentials"
            | ".pgpass"
    );
    env || known || matches!(extension, "env" | "p12" | "pfx" | "jks" | "keystore" | "kdbx" | "ovpn" | "ppk" | "tfstate")
}

fn private(path: &str) -> Diagnostic {
    Diagnostic::error("privacy-file", "this file would be published, and files of this name hold passwords, keys or sessions")
        .at(&whole(path), Span::default(), "")
        .help("delete it, or add it to `exclude` in `_config.yml`; if it was pushed before, what it holds is known")
}

fn script(folder: &str, names: &[&str]) -> Diagnostic {
    let (place, first) = match folder {
        "" => ("at the top of the site".to_owned(), names[0].to_owned()),
        folder => (format!("in `{folder}/`"), format!("{folder}/{}", names[0])),
    };
    let shown = names.iter().take(3).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let more = if names.len() > 3 { format!(" and {} more", names.len() - 3) } else { String::new() };
    Diagnostic::note("privacy-script", format!("scripts and notebooks {place} would be published as they are: {shown}{more}"))
        .at(&whole(&first), Span::default(), "")
        .help("if they are not for readers, add them to `exclude` in `_config.yml`")
}

/// A file of which only the name matters.
fn whole(path: &str) -> Arc<Source> {
    Arc::new(Source::new(path, ""))
}
