//! What the server answers to a path: a file of the output, rendered now.

use super::Shown;
use crate::diagnostic::{Severity, emit};
use crate::render::{Artifact, Content, images};
use crate::world::World as _;

/// An answer, before it is HTTP.
#[derive(Debug, PartialEq)]
pub(super) enum Reply {
    /// These bytes, of this type.
    Found(Vec<u8>, &'static str),
    /// The same for an address that leads nowhere.
    Missing(Vec<u8>),
    /// The address is this one.
    Elsewhere(String),
}

/// Answers a path as GitHub Pages would: `/logs/week-04` is `week-04.html`, `/logs` is `/logs/`.
pub(super) fn reply(shown: &Shown, path: &str) -> Reply {
    let site = shown.built.renderer.site();
    let base = &site.config.baseurl;
    let Some(inside) = path.strip_prefix(base.as_str()).filter(|rest| rest.is_empty() || rest.starts_with('/')) else {
        return if path == "/" { Reply::Elsewhere(format!("{base}/")) } else { missing(shown) };
    };
    if inside.is_empty() {
        return Reply::Elsewhere(format!("{base}/"));
    }
    let Some(file) = file_of(inside) else { return missing(shown) };
    let renderer = &shown.built.renderer;
    let candidates =
        if file.is_empty() || file.ends_with('/') { vec![format!("{file}index.html")] } else { vec![file.clone(), format!("{file}.html")] };
    for candidate in candidates {
        if let Some(artifact) = renderer.artifact(&candidate) {
            return found(shown, &candidate, &artifact);
        }
    }
    if renderer.artifact(&format!("{file}/index.html")).is_some() { Reply::Elsewhere(format!("{path}/")) } else { missing(shown) }
}

/// The file of the site that a request's path names, without its first `/`; `None` for one that tries to leave the site.
pub fn file_of(path: &str) -> Option<String> {
    let decoded = percent_encoding::percent_decode_str(path.trim_start_matches('/')).decode_utf8().ok()?;
    let leaves = decoded.starts_with('/') || decoded.split('/').any(|part| matches!(part, ".." | ".")) || decoded.contains(['\\', '\0']);
    (!leaves).then(|| decoded.into_owned())
}

fn found(shown: &Shown, file: &str, artifact: &Artifact) -> Reply {
    match bytes(shown, file, artifact) {
        Some(bytes) => Reply::Found(bytes, content_type(file)),
        None => missing(shown),
    }
}

fn missing(shown: &Shown) -> Reply {
    let artifact = shown.built.renderer.artifact("404.html").unwrap_or(Artifact::NotFound);
    Reply::Missing(bytes(shown, "404.html", &artifact).unwrap_or_default())
}

/// The bytes of a file; a page that weeklog wrote has the script in it, one that is copied is as it is.
fn bytes(shown: &Shown, file: &str, artifact: &Artifact) -> Option<Vec<u8>> {
    let (content, diagnostics) = shown.built.renderer.render(artifact);
    let bytes = match content {
        Content::Bytes(bytes) => bytes,
        Content::Copy(path) => return shown.disk.read(&path).ok(),
        Content::Smaller(path, width) => {
            return shown.pictures.get(file, || Some(images::scale(&path, shown.disk.read(&path).ok()?, width)));
        }
    };
    if !file.ends_with(".html") && !file.ends_with(".htm") {
        return Some(bytes);
    }
    let html = String::from_utf8_lossy(&bytes).into_owned();
    let source = match artifact {
        Artifact::Page(page) => shown.built.renderer.site().entries[*page].page.source.path(),
        _ => "",
    };
    let known = shown.built.diagnostics.iter().filter(|diagnostic| concerns(shown, source, diagnostic.path()));
    let errors = known.chain(&diagnostics).filter(|diagnostic| diagnostic.severity == Severity::Error);
    let problems: Vec<String> = errors.map(|diagnostic| emit::text(diagnostic, emit::Style::default())).collect();
    Some(with_script(shown, &html, &problems).into_bytes())
}

/// Whether a problem at `path` is shown on the page of `source`: its own, or one that belongs to no page.
fn concerns(shown: &Shown, source: &str, path: &str) -> bool {
    path == source
        || shown.built.renderer.site().page_at(path).is_none_or(|page| shown.built.renderer.site().entries[page].page.source.path() != path)
}

/// Adds the script that keeps the tab in step, with the page's problems, at the end of the body.
fn with_script(shown: &Shown, html: &str, problems: &[String]) -> String {
    let base = &shown.built.renderer.site().config.baseurl;
    // `</script>` in a message must not end the element.
    let problems = serde_json::to_string(problems).unwrap_or_default().replace('<', "\\u003c");
    let script = format!(
        "<script type=\"application/json\" id=\"weeklog-problems\">{problems}</script>\n<script src=\"{base}/_weeklog/idiomorph.js\"></script>\n<script type=\"module\" src=\"{base}/_weeklog/live.js\" data-weeklog-live=\"{base}\" data-version=\"{}\"></script>\n",
        shown.version
    );
    match html.rfind("</body>") {
        Some(at) => format!("{}{script}{}", &html[..at], &html[at..]),
        None => format!("{html}{script}"),
    }
}

/// Media types of what a site holds; anything else is bytes.
pub(super) fn content_type(file: &str) -> &'static str {
    match file.rsplit('.').next().unwrap_or("").to_ascii_lowercase().as_str() {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "xml" => "application/xml",
        "txt" | "md" | "csv" | "log" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "pdf" => "application/pdf",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "wasm" => "application/wasm",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::file_of;

    #[test]
    fn paths_cannot_leave_the_site() {
        for path in ["/../x", "/%2e%2e/x", "/a/%2E%2e/x", "/a\\..\\x", "/%00", "/.", "/%2fetc", "/%ff"] {
            assert_eq!(file_of(path), None, "{path}");
        }
        assert_eq!(file_of("/logs/%E7%AC%AC.html").as_deref(), Some("logs/第.html"));
    }
}
