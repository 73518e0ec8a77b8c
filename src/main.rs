//! The program: arguments in, exit code out.

use std::process::ExitCode;

/// Pages are built of many small pieces.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    weeklog::cli::run()
}
