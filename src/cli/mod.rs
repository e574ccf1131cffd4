//! The command line: dispatches to one file per subcommand and turns outcomes into exit codes.
//!
//! Owns exit codes: 0 done; 1 a script has errors, a render failed, or what was asked for could not be printed; 2 the
//! command line is wrong. The only module that prints. Knows the pipeline through `render` alone.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "this module is where the program speaks"
)]
#![allow(
    clippy::disallowed_methods,
    reason = "an edge: it reads scripts and the clock"
)]

/// Prints a line.
macro_rules! say {
    ($($text:tt)*) => {
        $crate::cli::out::print(&(format!($($text)*) + "\n"))
    };
}

mod album;
mod args;
mod bench;
mod cache;
mod casting;
mod check;
mod course_files;
mod diff;
mod explain;
mod export;
mod forecast;
mod init;
mod inputs;
mod levels;
mod options;
mod out;
mod play;
mod preview;
mod progress;
mod record;
mod render;
mod session;
mod size;
mod verify;
mod voices;
mod watch;
mod why;
mod words;

use args::{Cli, Command};
use clap::Parser as _;
use std::process::ExitCode;

/// Something was done, or was not: the program's exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Done,
    Failed,
    Misused,
}

/// Runs the program with the process's arguments.
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // clap's own text; help is no error.
            let outcome = if error.use_stderr() {
                Outcome::Misused
            } else {
                Outcome::Done
            };
            out::keep(error.print());
            return exit(outcome);
        }
    };
    let outcome = if cli.version {
        voices::version()
    } else {
        match cli.command {
            Some(Command::Render(args)) => render::run(&args),
            Some(Command::Init(args)) => init::run(&args),
            Some(Command::Watch(args)) => watch::run(&args),
            Some(Command::Verify(args)) => verify::run(&args),
            Some(Command::Diff(args)) => diff::run(&args),
            Some(Command::Preview(args)) => preview::run(&args),
            Some(Command::Check(args)) => check::run(&args),
            Some(Command::Words(args)) => words::run(&args),
            Some(Command::Explain(args)) => explain::run(&args),
            Some(Command::Export(args)) => export::run(&args),
            Some(Command::Bench(args)) => bench::run(&args),
            Some(Command::Voices(args)) => voices::run(&args),
            Some(Command::Cache(args)) => cache::run(&args),
            None => fail("no command given; `declaim --help` lists them", Outcome::Misused),
        }
    };
    exit(outcome)
}

/// The exit code; what was lost on standard output is said first, and makes what was done a failure.
fn exit(mut outcome: Outcome) -> ExitCode {
    if let Some(error) = out::failure() {
        fail(
            format!("standard output cannot be written: {error}"),
            Outcome::Failed,
        );
        if outcome == Outcome::Done {
            outcome = Outcome::Failed;
        }
    }
    ExitCode::from(match outcome {
        Outcome::Done => 0,
        Outcome::Failed => 1,
        Outcome::Misused => 2,
    })
}

/// Says what went wrong, with every cause below it, and passes `outcome` on.
fn fail(error: impl std::fmt::Display, outcome: Outcome) -> Outcome {
    eprintln!("error: {error}");
    outcome
}

/// The same for an error value: its own text, then its causes.
fn fail_with(error: &dyn std::error::Error) -> Outcome {
    fail(causes(error), Outcome::Failed)
}

/// An error's own text, then its causes'.
fn causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        let inner_text = inner.to_string();
        if !text.contains(&inner_text) {
            text = format!("{text}: {inner_text}");
        }
        cause = inner.source();
    }
    text
}
