//! The server is for this machine's browser: other names, origins, methods and paths get nothing, slow clients stop nobody.

mod driver;

use driver::server::Server;
use driver::{Folder, Site};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

fn site() -> Folder {
    let folder = Site::new().file("index.md", "# Home\n").file("docs/a.txt", "open\n").on_disk();
    folder.write(".secret", "kept\n");
    folder.write("_private/x.md", "kept\n");
    folder
}

#[test]
fn only_this_machines_browser_is_answered() {
    let folder = site();
    let server = Server::start(folder.path(), &[]);
    let ask = |head: &str| server.ask(&format!("{head}\r\nConnection: close\r\n\r\n")).status;
    for (head, status) in [
        ("GET / HTTP/1.1\r\nHost: localhost", 200),
        ("HEAD / HTTP/1.1\r\nHost: 127.0.0.1", 200),
        ("GET / HTTP/1.1\r\nHost: [::1]:4000", 200),
        ("GET / HTTP/1.1\r\nHost: evil.example", 421),
        ("GET / HTTP/1.1\r\nHost: 127.0.0.1.evil.example", 421),
        ("GET / HTTP/1.1\r\nHost: 192.168.0.7", 421),
        ("GET / HTTP/1.1\r\nHost:", 421),
        ("GET /_weeklog/live.js HTTP/1.1\r\nHost: localhost\r\nOrigin: https://evil.example", 403),
        ("GET /_weeklog/events HTTP/1.1\r\nHost: localhost\r\nOrigin: null", 403),
        ("GET / HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost:4000", 200),
        ("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0", 405),
        ("PUT /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0", 405),
        ("TRACE / HTTP/1.1\r\nHost: localhost", 405),
        ("CONNECT evil.example:443 HTTP/1.1\r\nHost: localhost", 405),
    ] {
        assert_eq!(ask(head), status, "{head}");
    }
}

#[test]
fn no_path_leaves_the_site() {
    let folder = site();
    let server = Server::start(folder.path(), &[]);
    assert_eq!(server.get("/docs/a.txt").text(), "open\n");
    let secrets = ["/.secret", "/_private/x.md", "/_config.yml", "/.weeklog-files"];
    let escapes = [
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/docs/..%2f..%2f.secret",
        "/..%5c..%5cx",
        "//etc/passwd",
        "/%00",
        "/docs/a.txt%00.html",
        "/%2fetc/passwd",
    ];
    for path in secrets.iter().chain(&escapes) {
        let answer = server.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(!answer.text().contains("kept") && !answer.text().contains("root:"), "{path}");
    }
}

#[test]
fn large_headers_are_refused_and_slow_clients_stop_nobody() {
    let folder = site();
    let server = Server::start(folder.path(), &[]);
    let long = "x".repeat(64 << 10);
    let refused = server.ask(&format!("GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: {long}\r\nConnection: close\r\n\r\n"));
    assert_eq!(refused.status, 431);
    let many = "X-Many: 1\r\n".repeat(1000);
    let refused = server.ask(&format!("GET / HTTP/1.1\r\nHost: localhost\r\n{many}Connection: close\r\n\r\n"));
    assert_eq!(refused.status, 431);
    // Clients that never finish a request, and tabs that only listen.
    let slow: Vec<TcpStream> = (0..150)
        .map(|_| {
            let mut stream = TcpStream::connect(("127.0.0.1", server.port())).expect("the server listens");
            stream.write_all(b"GET / HTTP/1.1\r\nHost: loc").expect("sent");
            stream
        })
        .collect();
    let tabs: Vec<TcpStream> = (0..200)
        .map(|_| {
            let mut stream = TcpStream::connect(("127.0.0.1", server.port())).expect("the server listens");
            stream.set_read_timeout(Some(Duration::from_secs(30))).expect("settable");
            stream.write_all(b"GET /_weeklog/events HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("sent");
            stream
        })
        .collect();
    for _ in 0..200 {
        assert_eq!(server.get("/").status, 200);
    }
    folder.write("index.md", "# Changed\n");
    server.until("/", |answer| answer.text().contains("Changed"));
    for mut tab in tabs {
        let mut heard = String::new();
        let mut bytes = [0; 4096];
        while !heard.contains("data: 1") {
            let count = tab.read(&mut bytes).expect("a tab hears of the change");
            assert!(count > 0, "a tab was sent away: {heard}");
            heard.push_str(&String::from_utf8_lossy(&bytes[..count]));
        }
    }
    drop(slow);
}
