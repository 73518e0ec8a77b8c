//! Style sheets are programs: they are compiled in a process of its own, which is ended when it takes too much.

use super::Outcome;
use super::print::Voice;
use crate::templates::styles;
use clap::Args;
use std::io::{self, Read as _, Write as _};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

/// The name of the command that the process runs.
const NAME: &str = "compile-style";

/// Seconds that a sheet may take; the largest sheets of Just the Docs' sites take a hundredth of one.
const SECONDS: u64 = 5;

/// Bytes of addresses that it may take, on systems that count them. The allocator reserves more than it uses.
const MEMORY: u64 = 3 << 30;

/// Bytes of stack: grass nests its calls as a sheet nests its rules.
const STACK: usize = 64 << 20;

/// Bytes of compiled sheet that are read.
const LONGEST: u64 = 32 << 20;

/// Compile a style sheet that another process of weeklog hands over
#[derive(Debug, Args)]
#[command(
    hide = true,
    after_help = "Example:
  weeklog compile-style < job.json"
)]
pub(super) struct CompileStyle {
    /// How long it may take
    #[arg(long, default_value_t = SECONDS)]
    seconds: u64,
}

impl CompileStyle {
    pub(super) fn run(&self, voice: &Voice) -> Outcome {
        bound(self.seconds);
        let mut job = Vec::new();
        if let Err(error) = io::stdin().lock().read_to_end(&mut job) {
            return voice.misused(&error.to_string());
        }
        let compiled = std::thread::Builder::new().stack_size(STACK).spawn(move || styles::run(&job));
        match compiled.map(std::thread::JoinHandle::join) {
            Ok(Ok(answer)) => voice.output(&answer),
            _ => Outcome::Faulty,
        }
    }
}

/// Lets the system end this process when it takes more.
fn bound(seconds: u64) {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        for (resource, most) in [(Resource::Cpu, seconds), (Resource::As, MEMORY), (Resource::Core, 0)] {
            // Where the system refuses, the other process still ends this one by the clock.
            let _ = setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) });
        }
    }
    #[cfg(not(unix))]
    let _ = (seconds, MEMORY);
}

/// Compiles a job in a process of its own; fails when that takes too long, too much, or cannot be started.
pub(super) fn compile(job: &[u8]) -> io::Result<Vec<u8>> {
    let program = std::env::current_exe()?;
    let mut child = Command::new(program).arg(NAME).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
    let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else { return Err(io::ErrorKind::BrokenPipe.into()) };
    let (done, answer) = mpsc::channel();
    let result = std::thread::scope(|scope| {
        // A process that ends early does not read all: that shows in its answer.
        scope.spawn(move || drop(input.write_all(job)));
        scope.spawn(move || {
            let mut bytes = Vec::new();
            let read = output.take(LONGEST).read_to_end(&mut bytes);
            let _ = done.send(read.map(|_| bytes));
        });
        let result = answer.recv_timeout(Duration::from_secs(SECONDS + 1));
        let _ = child.kill();
        result
    });
    child.wait()?;
    result.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
}
