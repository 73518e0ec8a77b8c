//! `weeklog serve` on a free port, asked over plain HTTP.

use super::weeklog;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

/// A running server; it ends with the test.
pub struct Server {
    child: Child,
    port: u16,
}

/// An answer.
pub struct Answer {
    pub status: u16,
    pub headers: String,
    pub body: Vec<u8>,
}

impl Answer {
    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body without what keeps an open tab in step.
    pub fn without_live_script(&self) -> Vec<u8> {
        let text = self.text();
        let Some(from) = text.find("<script type=\"application/json\" id=\"weeklog-problems\">") else { return self.body.clone() };
        let to = text.rfind("</script>\n").map_or(from, |at| at + "</script>\n".len());
        format!("{}{}", &text[..from], &text[to..]).into_bytes()
    }
}

impl Server {
    /// Serves a folder.
    pub fn start(site: &Path, arguments: &[&str]) -> Server {
        let mut command = weeklog();
        command
            .arg("serve")
            .arg(site)
            .args(["--port", "0"])
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut child = command.spawn().expect("weeklog runs");
        let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines();
        let port = loop {
            let line = lines.next().expect("serve says where it listens").expect("UTF-8");
            if let Some((_, rest)) = line.split_once("http://localhost:") {
                break rest.split('/').next().and_then(|port| port.parse().ok()).expect("a port");
            }
        };
        // Somebody must read on, or the server would wait for the pipe to empty.
        std::thread::spawn(move || lines.for_each(drop));
        Server { child, port }
    }

    /// Where it listens.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Asks for a path.
    pub fn get(&self, path: &str) -> Answer {
        self.ask(&format!("GET {path} HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\n\r\n", self.port))
    }

    /// Sends a request as it is.
    pub fn ask(&self, request: &str) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("the server listens");
        stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a socket");
        stream.write_all(request.as_bytes()).expect("sent");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("answered");
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("an end of the headers");
        let headers = String::from_utf8_lossy(&bytes[..end]).to_ascii_lowercase();
        let status = headers.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        assert!(!headers.contains("transfer-encoding: chunked"), "pages have a length");
        Answer { status, headers, body: bytes[end + 4..].to_vec() }
    }

    /// Asks again until the answer is as wanted; fails after a while.
    pub fn until(&self, path: &str, wanted: impl Fn(&Answer) -> bool) -> Answer {
        let end = Instant::now() + Duration::from_secs(20);
        loop {
            let answer = self.get(path);
            if wanted(&answer) {
                return answer;
            }
            assert!(Instant::now() < end, "{path} did not become as wanted; it is {} and\n{}", answer.status, answer.text());
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
