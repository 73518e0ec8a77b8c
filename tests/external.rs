//! `weeklog check --external` from end to end, behind a proxy on loopback that plays the rest of the web.

mod driver;

use driver::{Folder, weeklog};
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// What the web answers to each path; everything else is there.
const WEB: &[(&str, &str)] = &[
    ("/gone", "404 Not Found"),
    ("/login", "403 Forbidden"),
    ("/old", "301 Moved Permanently\r\nLocation: https://new.reedbank.org/here"),
    ("/old-too", "308 Permanent Redirect\r\nLocation: /here"),
];

/// Answers `CONNECT` and what comes through the tunnel; returns the proxy's address and what was asked for.
fn web() -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    let asked = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&asked);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let log = Arc::clone(&log);
            std::thread::spawn(move || tunnel(stream, &log));
        }
    });
    (address, asked)
}

fn tunnel(mut stream: TcpStream, log: &Mutex<Vec<String>>) -> Option<()> {
    let mut lines = BufReader::new(stream.try_clone().ok()?).lines().map_while(Result::ok);
    loop {
        let head: Vec<String> = lines.by_ref().take_while(|line| !line.is_empty()).collect();
        let mut words = head.first()?.split(' ');
        let (method, path) = (words.next()?, words.next()?);
        if method == "CONNECT" {
            write!(stream, "HTTP/1.1 200 Connection established\r\n\r\n").ok()?;
            continue;
        }
        let host = head.iter().find_map(|line| line.to_ascii_lowercase().strip_prefix("host: ").map(str::to_owned))?;
        log.lock().ok()?.push(format!("{method} {host}{path}"));
        let answer = WEB.iter().find(|(known, _)| *known == path).map_or("200 OK", |(_, answer)| answer);
        write!(stream, "HTTP/1.1 {answer}\r\nContent-Length: 0\r\n\r\n").ok()?;
    }
}

fn site() -> Folder {
    let folder = Folder::new();
    folder.write("_config.yml", "title: T\nurl: http://me.reedbank.org\n");
    folder.write(
        "week-01.md",
        "# 第 1 周\n\n\tno [code](http://a.reedbank.org/gone)\n\n\
         全角 [one](http://a.reedbank.org/gone#part), [two](http://b.reedbank.org/old-too), <http://c.reedbank.org/login>\n\
         and http://d.reedbank.org/fine, [me](http://me.reedbank.org/), [here](http://localhost:4001/gone), [ex](http://example.org/gone)\n\
         [again](http://a.reedbank.org/gone)\n",
    );
    folder
}

fn check(folder: &Folder, proxy: &str, arguments: &[&str]) -> String {
    let mut command = weeklog();
    command.current_dir(folder.path()).env("NO_COLOR", "1").args(["check", "--external", "--external-cache", "kept/external.json"]);
    // Whatever the machine's own proxies are, this one is asked.
    for name in ["ALL_PROXY", "all_proxy", "HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "NO_PROXY", "no_proxy"] {
        command.env_remove(name);
    }
    let output = command.env("HTTP_PROXY", proxy).args(arguments).output().expect("weeklog runs");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    let text = String::from_utf8(output.stdout).expect("text");
    text.rsplit_once(", in ").map_or(text.clone(), |(text, _)| text.to_owned())
}

#[test]
fn addresses_are_asked_for_once_and_remembered() {
    let (proxy, asked) = web();
    let folder = site();
    insta::assert_snapshot!(check(&folder, &proxy, &[]));
    let mut first = asked.lock().expect("a log").drain(..).collect::<Vec<_>>();
    first.sort();
    assert_eq!(
        first,
        [
            "GET a.reedbank.org/gone",
            "GET c.reedbank.org/login",
            "HEAD a.reedbank.org/gone",
            "HEAD b.reedbank.org/here",
            "HEAD b.reedbank.org/old-too",
            "HEAD c.reedbank.org/login",
            "HEAD d.reedbank.org/fine"
        ]
    );
    let again = check(&folder, &proxy, &[]);
    assert!(again.contains("2 addresses on the web asked for, 2 known from before"), "{again}");
    assert!(again.contains("has moved for good"), "{again}");
    assert!(asked.lock().expect("a log").iter().all(|line| !line.contains("d.reedbank.org")));
}

#[test]
fn bounds_are_kept() {
    let (proxy, asked) = web();
    let folder = site();
    let text = check(&folder, &proxy, &["--external-most", "1"]);
    assert!(text.contains("1 address on the web asked for, 3 left out"), "{text}");
    assert!(asked.lock().expect("a log").iter().all(|line| line.contains("a.reedbank.org")));
    let text = check(&folder, &proxy, &["--external-time", "0"]);
    assert!(text.contains("0 addresses on the web asked for, 4 left out"), "{text}");
}
