//! `declaim check`: every finding of every script, nothing rendered.

use super::args::{CheckArgs, Deny, Format};
use super::options::{self, read_input, unreadable};
use super::{Outcome, fail, fail_with};
use crate::diag::{self, Severity};
use crate::render::{self, Studio};

pub(super) fn run(args: &CheckArgs) -> Outcome {
    let config = options::config(&args.production);
    let studio = match Studio::open(args.production.voices.as_deref(), &config.speakers) {
        Ok(studio) => studio,
        Err(error) => return fail_with(&error),
    };
    let worst = if args.deny == Some(Deny::Warnings) {
        Severity::Warning
    } else {
        Severity::Error
    };
    let mut outcome = Outcome::Done;
    for input in &args.inputs {
        let (source, not_utf8) = match read_input(input) {
            Ok(read) => read,
            Err(error) => {
                outcome = fail(unreadable(input, &error), Outcome::Failed);
                continue;
            }
        };
        let diagnostics = match not_utf8 {
            Some(finding) => vec![finding],
            None => match render::prepare(&source, &config, &studio) {
                Ok(prepared) => prepared.diagnostics,
                Err(error) => return fail_with(&error),
            },
        };
        match args.format {
            Format::Text => {
                options::show_each(&diagnostics, &source);
                println!("{}: {}", source.name(), options::count_line(&diagnostics));
            }
            Format::Json => {
                for diagnostic in &diagnostics {
                    println!("{}", diag::json::to_line(diagnostic, &source));
                }
            }
        }
        if diagnostics.iter().any(|d| d.severity() >= worst) {
            outcome = Outcome::Failed;
        }
    }
    outcome
}
