//! HTTP over [`reply`](super::reply): loopback, the Host checked, GET and HEAD only, nobody waits for a slow client.

use super::reply::{Reply, content_type, reply};
use super::{Shown, State};
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State as Extract};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::convert::Infallible;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio_stream::StreamExt as _;
use tokio_stream::wrappers::WatchStream;

const LIVE: &str = include_str!("live.js");
const IDIOMORPH: &str = include_str!("idiomorph.js");

/// Connections at a time; more wait for one to end. Below the 1024 files that a process may usually open.
const CONNECTIONS: usize = 512;
/// A client that has not sent its headers by then is sent away, so that those who wait get its place.
const PATIENCE: Duration = Duration::from_secs(10);
/// Most bytes of a request's line and headers: browsers send about one thousand.
const LONGEST_HEAD: usize = 16 << 10;

/// Answers until the runtime ends.
pub(super) async fn serve(listener: tokio::net::TcpListener, state: Arc<State>) {
    let guard = axum::middleware::from_fn_with_state(Arc::clone(&state), guard);
    let router = Router::new().fallback(answer).layer(guard).with_state(state);
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    while let Ok(place) = Arc::clone(&places).acquire_owned().await {
        // No more files can be opened, or the client is gone already: neither is the server's end.
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(Duration::from_millis(20)).await;
            continue;
        };
        let service = TowerToHyperService::new(router.clone());
        tokio::spawn(async move {
            let mut http = http1::Builder::new();
            let http = http.timer(TokioTimer::new()).header_read_timeout(PATIENCE).max_buf_size(LONGEST_HEAD);
            // An error of one connection is that connection's.
            let _ = http.serve_connection(TokioIo::new(stream), service).await;
            drop(place);
        });
    }
}

/// Refuses what no browser on this machine asks for: another site's name that was made to point here, other methods.
async fn guard(Extract(state): Extract<Arc<State>>, request: Request, next: axum::middleware::Next) -> Response {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("");
    if !is_own(host, state.host) {
        return (StatusCode::MISDIRECTED_REQUEST, "this address is not served here\n").into_response();
    }
    if !is_own_origin(request.headers(), state.host) {
        return (StatusCode::FORBIDDEN, "another site may not read this one\n").into_response();
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")], "").into_response();
    }
    let mut response = next.run(request).await;
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response.headers_mut().insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

/// Whether a Host header names this server: localhost, an address of loopback, or the one the user chose.
pub fn is_own(host: &str, chosen: IpAddr) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or(""),
        None => host.rsplit_once(':').map_or(host, |(name, _)| name),
    };
    if name.eq_ignore_ascii_case("localhost") || name.to_ascii_lowercase().ends_with(".localhost") {
        return true;
    }
    // A server for the whole network is reached by whatever address it has, never by a name that could be rebound.
    name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback() || address == chosen || chosen.is_unspecified())
}

fn is_own_origin(headers: &HeaderMap, chosen: IpAddr) -> bool {
    let Some(origin) = headers.get(header::ORIGIN) else { return true };
    origin.to_str().ok().and_then(|origin| origin.strip_prefix("http://")).is_some_and(|host| is_own(host, chosen))
}

/// Our own addresses stand below the base too, which the configuration can change at any time.
async fn answer(Extract(state): Extract<Arc<State>>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    let shown = state.shown();
    let base = shown.built.renderer.site().config.baseurl.as_str();
    match path.strip_prefix(base).and_then(|inside| inside.strip_prefix("/_weeklog/")) {
        Some("events") => events(&state),
        Some("live.js") => ([(header::CONTENT_TYPE, content_type("live.js"))], LIVE).into_response(),
        Some("idiomorph.js") => ([(header::CONTENT_TYPE, content_type("idiomorph.js"))], IDIOMORPH).into_response(),
        _ => page(shown, path).await,
    }
}

async fn page(shown: Arc<Shown>, path: String) -> Response {
    // Rendering is work for a processor, not for the loop that listens.
    let answer = tokio::task::spawn_blocking(move || reply(&shown, &path)).await;
    match answer {
        Ok(Reply::Found(bytes, content_type)) => ([(header::CONTENT_TYPE, content_type)], Body::from(bytes)).into_response(),
        Ok(Reply::Missing(bytes)) => (StatusCode::NOT_FOUND, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], bytes).into_response(),
        Ok(Reply::Elsewhere(url)) => match HeaderValue::from_str(&url) {
            Ok(url) => (StatusCode::FOUND, [(header::LOCATION, url)], "").into_response(),
            Err(_) => StatusCode::NOT_FOUND.into_response(),
        },
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// The number of the site that is shown, now and whenever it changes.
fn events(state: &State) -> Response {
    let numbers = WatchStream::new(state.news.subscribe());
    let stream = numbers.map(|number| Ok::<_, Infallible>(Event::default().data(number.to_string())));
    Sse::new(stream).keep_alive(KeepAlive::default()).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_own_names_are_answered() {
        let loopback: IpAddr = [127, 0, 0, 1].into();
        for host in ["localhost:4000", "127.0.0.1", "[::1]:4000", "site.localhost:80"] {
            assert!(is_own(host, loopback), "{host}");
        }
        for host in ["evil.example", "localhost.evil.example:4000", "192.168.0.2", ""] {
            assert!(!is_own(host, loopback), "{host}");
        }
    }
}
