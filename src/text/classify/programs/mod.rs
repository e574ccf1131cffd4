//! What programs, shells and machines write: code between backticks, patterns, schedules, paths, addresses of machines.
//! Expressions that prose holds too are `formulas`'.

mod borrow;
mod channel;
pub(super) mod code;
pub(super) mod electronic;
mod log_position;
mod monitor;
pub(super) mod network;
mod pattern;
mod query;
mod schedule;
mod shell;
mod types;

use super::Tagger;
