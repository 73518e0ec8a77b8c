//! The test driver: a site in memory or on disk, edited, built and looked at in one breath. See README.md beside this file.
#![allow(dead_code, unreachable_pub)] // every test program uses a part of it

pub mod case;
pub mod server;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use weeklog::diagnostic::{Diagnostic, emit};
use weeklog::pipeline::{self, Built, Memo, Request};
use weeklog::render::{Artifact, Content, Renderer, images};
use weeklog::source::away::{Away, Store};
use weeklog::world::{Entry, Memory, Skip, World};

/// Where a build puts texts away, in memory.
#[derive(Debug, Default)]
struct Drawer(Mutex<Vec<u8>>);

impl Store for Drawer {
    fn put(&self, bytes: &[u8]) -> Option<u64> {
        let mut drawer = self.0.lock().expect("nobody panics");
        let at = drawer.len() as u64;
        drawer.extend_from_slice(bytes);
        Some(at)
    }

    fn get(&self, at: u64, len: usize) -> io::Result<Vec<u8>> {
        self.0.lock().expect("nobody panics").get(at, len)
    }
}

/// A site in memory that is edited and built again and again, with the memo that `serve` keeps.
#[derive(Default)]
pub struct Site {
    world: Memory,
    unreadable: Vec<String>,
    request: Request,
    memo: Memo,
    /// Its files when it was built last.
    before: Option<BTreeMap<String, Vec<u8>>>,
}

impl Site {
    /// An empty site.
    pub fn new() -> Site {
        Site::default()
    }

    /// All files below a folder.
    pub fn from_dir(folder: &Path) -> Site {
        let mut site = Site::new();
        site.world.files = files_of(folder);
        site
    }

    /// The same with a file more, or with another text in it.
    pub fn file(mut self, path: &str, text: impl AsRef<[u8]>) -> Site {
        self.write(path, text);
        self
    }

    /// The same with `from` replaced in a file, which must hold it.
    pub fn edit(mut self, path: &str, from: &str, to: &str) -> Site {
        let text = String::from_utf8(self.world.files[path].clone()).expect("UTF-8");
        assert!(text.contains(from), "`{path}` does not hold {from:?}");
        self.write(path, text.replace(from, to));
        self
    }

    /// The same without a file.
    pub fn without(mut self, path: &str) -> Site {
        assert!(self.world.files.remove(path).is_some(), "there is no `{path}`");
        self
    }

    /// The same with a file under another name.
    pub fn rename(mut self, from: &str, to: &str) -> Site {
        let bytes = self.world.files.remove(from).unwrap_or_else(|| panic!("there is no `{from}`"));
        self.write(to, bytes);
        self
    }

    /// The same with a file that is listed and cannot be read.
    pub fn unreadable(mut self, path: &str) -> Site {
        self.unreadable.push(path.to_owned());
        self.file(path, "")
    }

    /// The same under another base.
    pub fn baseurl(mut self, base: &str) -> Site {
        self.request.overrides.baseurl = Some(base.to_owned());
        self
    }

    /// Its files, to be changed at will.
    pub fn files(&mut self) -> &mut BTreeMap<String, Vec<u8>> {
        &mut self.world.files
    }

    /// Builds with what the last build left in the memo, told what was touched since.
    pub fn build(&mut self) -> Build {
        let world = Faulty { world: &self.world, unreadable: &self.unreadable };
        let touched = self.before.replace(self.world.files.clone()).map(|before| changes(&before, &self.world.files));
        Build::of(pipeline::rebuild(&world, &self.request, &mut self.memo, touched.as_deref()), &world)
    }

    /// Builds as if for the first time, to write all of it.
    pub fn build_clean(&self) -> Build {
        let world = Faulty { world: &self.world, unreadable: &self.unreadable };
        let request = Request { writes: true, ..self.request.clone() };
        Build::of(pipeline::build(&world, &request, &mut Memo::default()), &world)
    }

    /// Builds as a new process would that finds what `kept` holds of the last build, and keeps this one there.
    pub fn build_warm(&self, kept: &mut Kept) -> Build {
        let world = Faulty { world: &self.world, unreadable: &self.unreadable };
        let pages = std::mem::take(&mut kept.pages);
        let len = pages.len() as u32;
        let mut memo = Memo::restored(Some(Away::first(Arc::new(pages), len)));
        // Where texts are put away must make no difference either.
        let request = Request { writes: true, store: Some(Arc::new(Drawer::default())), ..self.request.clone() };
        let built = pipeline::build(&world, &request, &mut memo);
        let pages = Arc::new(Mutex::new(Vec::new()));
        let open = || Ok(Box::new(Shared(Arc::clone(&pages))) as Box<dyn io::Write + Send>);
        memo.shelved().write(open).expect("memory");
        kept.pages = pages.lock().expect("one thread").clone();
        let files = std::mem::take(&mut kept.files);
        let is_known = |file: &str, key: u128| files.get(file).is_some_and(|(known, _)| *known == key);
        built.renderer.make_index(&is_known);
        Build::with(built, &world, |renderer, file, artifact| {
            let prepared = renderer.prepare(artifact);
            let key = prepared.key();
            let (content, more) = match key.filter(|key| is_known(file, *key)) {
                Some(_) => (Content::Bytes(files[file].1.clone()), Vec::new()),
                None => prepared.render(),
            };
            if let (Some(key), Content::Bytes(bytes), true) = (key, &content, more.is_empty()) {
                kept.files.insert(file.to_owned(), (key, bytes.clone()));
            }
            (content, more)
        })
    }

    /// Puts the site into a new folder on disk.
    pub fn on_disk(&self) -> Folder {
        let folder = Folder::new();
        for (path, bytes) in &self.world.files {
            folder.write(path, bytes);
        }
        folder
    }

    fn write(&mut self, path: &str, text: impl AsRef<[u8]>) {
        self.world.files.insert(path.to_owned(), text.as_ref().to_vec());
    }
}

/// What one process leaves to the next.
#[derive(Default)]
pub struct Kept {
    pages: Vec<u8>,
    files: BTreeMap<String, (u128, Vec<u8>)>,
}

impl Kept {
    /// Files that the next build can take over.
    pub fn len(&self) -> usize {
        self.files.len()
    }
}

/// Bytes that are written in one place and read in another.
struct Shared(Arc<Mutex<Vec<u8>>>);

impl io::Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("one thread").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The paths of files that came, went or changed, and of a file that an editor had for a moment.
fn changes(before: &BTreeMap<String, Vec<u8>>, after: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let paths = before.keys().chain(after.keys()).filter(|path| before.get(*path) != after.get(*path));
    paths.cloned().chain(["logs/4913".to_owned()]).collect()
}

/// A world some of whose files cannot be read, whoever runs the test.
struct Faulty<'a> {
    world: &'a Memory,
    unreadable: &'a [String],
}

impl World for Faulty<'_> {
    fn walk(&self, skip: Skip) -> (Vec<Entry>, Vec<Diagnostic>) {
        self.world.walk(skip)
    }

    fn entry(&self, path: &str) -> Option<Entry> {
        self.world.entry(path)
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        if self.unreadable.iter().any(|name| name == path) {
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, "permission denied"));
        }
        self.world.read(path)
    }

    fn exists(&self, path: &str) -> bool {
        self.world.exists(path)
    }

    fn locate(&self, _: &str) -> Option<PathBuf> {
        None
    }
}

/// What a build made: every artifact's bytes, every problem as it is told.
#[derive(Clone, PartialEq)]
pub struct Build {
    pub files: BTreeMap<String, Vec<u8>>,
    pub problems: Vec<String>,
}

impl Build {
    fn of(built: Built, world: &dyn World) -> Build {
        Build::with(built, world, |renderer, _, artifact| renderer.render(artifact))
    }

    fn with(built: Built, world: &dyn World, mut render: impl FnMut(&Renderer, &str, &Artifact) -> (Content, Vec<Diagnostic>)) -> Build {
        let mut diagnostics = built.diagnostics;
        let mut files = BTreeMap::new();
        for (file, artifact) in built.renderer.artifacts() {
            let (content, more) = render(&built.renderer, &file, &artifact);
            diagnostics.extend(more);
            let bytes = match content {
                Content::Bytes(bytes) => bytes,
                Content::Copy(path) => world.read(&path).unwrap_or_default(),
                Content::Smaller(path, width) => images::scale(&path, world.read(&path).unwrap_or_default(), width),
            };
            files.insert(file, bytes);
        }
        weeklog::diagnostic::sort(&mut diagnostics);
        Build { files, problems: diagnostics.iter().map(|diagnostic| emit::text(diagnostic, emit::Style::default())).collect() }
    }

    /// The text of a file of the output.
    pub fn page(&self, file: &str) -> &str {
        let bytes = self.files.get(file).unwrap_or_else(|| panic!("no `{file}` among {:?}", self.files.keys()));
        std::str::from_utf8(bytes).expect("UTF-8")
    }

    /// The page is there and holds all of these.
    pub fn assert_page(self, file: &str, holds: &[&str]) -> Build {
        for text in holds {
            assert!(self.page(file).contains(text), "`{file}` does not hold {text:?}:\n{}", self.page(file));
        }
        self
    }

    /// The page is there and holds none of these.
    pub fn assert_page_lacks(self, file: &str, lacks: &[&str]) -> Build {
        for text in lacks {
            assert!(!self.page(file).contains(text), "`{file}` holds {text:?}:\n{}", self.page(file));
        }
        self
    }

    /// There is no such file.
    pub fn assert_no_file(self, file: &str) -> Build {
        assert!(!self.files.contains_key(file), "`{file}` is there");
        self
    }

    /// Nothing is wrong.
    pub fn assert_sound(self) -> Build {
        assert!(self.problems.is_empty(), "{}", self.problems.join("\n\n"));
        self
    }

    /// Some problem's whole text holds all of these.
    pub fn assert_problem(self, holds: &[&str]) -> Build {
        let found = self.problems.iter().any(|problem| holds.iter().all(|text| problem.contains(text)));
        assert!(found, "no problem holds all of {holds:?}:\n{}", self.problems.join("\n\n"));
        self
    }

    /// Both are the same, file by file and problem by problem.
    pub fn assert_same(&self, other: &Build, what: &str) {
        let names = |build: &Build| build.files.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(self), names(other), "{what}: other files");
        for (name, bytes) in &self.files {
            if *bytes != other.files[name] {
                let (a, b) = (String::from_utf8_lossy(bytes), String::from_utf8_lossy(&other.files[name]));
                let differs = a.lines().zip(b.lines()).find(|(a, b)| a != b);
                panic!("{what}: `{name}` differs, first in {differs:#?}");
            }
        }
        assert_eq!(self.problems, other.problems, "{what}: other problems");
    }
}

/// A folder on disk with a site in it, removed when the test ends.
pub struct Folder {
    keep: tempfile::TempDir,
}

impl Folder {
    /// An empty one.
    pub fn new() -> Folder {
        Folder { keep: tempfile::tempdir().expect("a folder for the test") }
    }

    /// A copy of the sample site.
    pub fn sample() -> Folder {
        Site::from_dir(&root().join("content")).on_disk()
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.keep.path()
    }

    /// Writes a file with the folders above it.
    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().expect("below the folder")).expect("writable");
        fs::write(path, bytes).expect("writable");
    }

    /// Reads a text.
    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Runs weeklog in the folder, to its end.
    pub fn run(&self, arguments: &[&str]) -> Run {
        let output = weeklog().args(arguments).current_dir(self.path()).stdin(Stdio::null()).output().expect("weeklog runs");
        let text = |bytes: Vec<u8>| self.plain(&String::from_utf8(bytes).expect("UTF-8"));
        Run { code: output.status.code().unwrap_or(-1), stdout: text(output.stdout), stderr: text(output.stderr) }
    }

    /// The site that was built into `folder`, without weeklog's own list of files.
    pub fn output(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        let mut files = files_of(&self.path().join(folder));
        files.remove(weeklog::world::MANIFEST);
        files
    }

    /// What was printed, without what differs from run to run: this folder's name, times.
    fn plain(&self, text: &str) -> String {
        let real = self.path().canonicalize().unwrap_or_else(|_| self.path().to_owned());
        let mut plain = text.replace("\r\n", "\n");
        for path in [self.path(), real.as_path()] {
            plain = plain.replace(&*path.to_string_lossy(), "[folder]");
        }
        if cfg!(windows) {
            plain = plain.replace(".exe", "").replace('\\', "/");
        }
        let mut words: Vec<&str> = plain.split(' ').collect();
        for at in 1..words.len() {
            let unit = words[at].trim_end();
            if (unit == "ms" || unit == "s") && words[at - 1].parse::<f64>().is_ok() {
                words[at - 1] = "[time]";
            }
            // How many files a whole site has changes with every feature; that nothing changed is worth seeing.
            let changed = matches!(unit, "file" | "files") && words.get(at + 1).is_some_and(|word| word.starts_with("changed"));
            if changed && words[at - 1].parse::<u32>().is_ok_and(|count| count > 0) {
                words[at - 1] = "[some]";
            }
        }
        let mut text = words.join(" ");
        for unit in ["ms", "s"] {
            text = text.replace(&format!("[time] {unit}\n"), "[time]\n");
        }
        text
    }
}

/// What a command said and how it ended.
#[derive(Debug, PartialEq)]
pub struct Run {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Run {
    /// It ended with this code.
    pub fn assert_code(self, code: i32) -> Run {
        assert_eq!(self.code, code, "{}", self.text());
        self
    }

    /// Standard output holds this.
    pub fn assert_stdout(self, text: &str) -> Run {
        assert!(self.stdout.contains(text), "standard output lacks {text:?}:\n{}", self.text());
        self
    }

    /// Standard error holds this.
    pub fn assert_stderr(self, text: &str) -> Run {
        assert!(self.stderr.contains(text), "standard error lacks {text:?}:\n{}", self.text());
        self
    }

    /// All of it, as a snapshot shows it.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for (name, stream) in [("stdout", &self.stdout), ("stderr", &self.stderr)] {
            if !stream.is_empty() {
                text.push_str(&format!("[{name}]\n{}\n", stream.trim_end()));
            }
        }
        text.push_str(&format!("[exit {}]\n", self.code));
        text
    }
}

/// The program under test, with an environment that does not change its words.
pub fn weeklog() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_weeklog"));
    command.env("NO_COLOR", "1").env_remove("RUST_BACKTRACE").env("LC_ALL", "C.UTF-8");
    command
}

/// The folder of the project.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// All files below a folder with their bytes, built sites and git's own left out.
pub fn files_of(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).unwrap_or_else(|error| panic!("{}: {error}", next.display())) {
            let path = entry.expect("readable").path();
            let name = path.strip_prefix(folder).expect("below").to_string_lossy().replace('\\', "/");
            if path.is_dir() && !matches!(name.as_str(), "_site" | ".weeklog" | ".git") {
                folders.push(path);
            } else if path.is_file() {
                files.insert(name, fs::read(&path).expect("readable"));
            }
        }
    }
    files
}
