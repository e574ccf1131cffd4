//! Stages 1 and 2: a script as its author wrote it becomes a [`Document`], and that a resolved [`Script`].
//!
//! Owns everything about tags, brackets, speaker labels and paragraphs. Knows nothing of words, phones or voices.
//!
//! [`Document`]: document::Document
//! [`Script`]: script::Script

pub mod document;
pub mod script;
pub mod settings;
pub mod visible;

mod aliases;
mod around;
mod asides;
mod attributes;
mod brackets;
mod builder;
mod chapter;
mod contour;
mod dialects;
mod directions;
mod elements;
mod escape;
mod export;
mod language;
mod lexicons;
mod links;
mod lists;
mod markdown;
mod marks;
mod misfits;
mod nesting;
mod opening;
mod outline;
mod parse;
mod pasted;
mod print;
mod prosody;
mod reader;
mod reading;
mod recordings;
mod references;
mod report;
mod resolve;
mod silences;
mod speakers;
mod transcript;
mod tree;
mod voices;

pub use aliases::alias;
pub use escape::escape;
pub use export::Dialect;
pub use parse::{LARGEST, parse};
pub use resolve::resolve;
pub use settings::{LabelKind, LabelSetting, PauseSettings, ScriptSettings};
