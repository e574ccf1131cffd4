//! Calls the library's command line and turns its answer into an exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    declaim::cli::run()
}
