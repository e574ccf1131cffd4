//! `course`: what a `course.toml` says. The text of the file to an [`EpisodeConfig`] that all its episodes share, and
//! the patterns that name them; everything in it has a default, and every mistake in it is a located finding.
//!
//! Owns the keys of the file (docs/COURSE.md lists them), their ranges and the order of episodes. Opens no file:
//! [`Course::files`] says which must exist, and the command line looks.

mod cast;
mod order;
mod pattern;
mod read;
mod table;
mod template;

pub use order::natural;
pub use pattern::{is_pattern, matches};
pub use read::read;
pub use template::{Member, template};

use crate::config::EpisodeConfig;
use crate::source::Span;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// What a course file says. Paths are as written: relative to the folder the file lies in.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    /// What the course is called.
    pub title: Option<String>,
    /// Scripts or patterns of scripts, in order; none means every script beside the file.
    pub episodes: Vec<Named>,
    /// What every episode shares.
    pub config: EpisodeConfig,
    /// The folder that finished episodes go to.
    pub output: PathBuf,
    /// Whether one gain is decided for all episodes together, so that they keep their levels among each other.
    pub album: bool,
    /// The files it names that must exist.
    pub files: Vec<Named>,
    /// The voices it names.
    pub voices: Vec<Named>,
    /// The speakers of its cast, each at its key.
    pub cast: Vec<Named>,
}

impl Default for Course {
    fn default() -> Self {
        Self {
            title: None,
            episodes: Vec::new(),
            config: EpisodeConfig::house(NonZeroUsize::MIN),
            output: PathBuf::from("out"),
            album: false,
            files: Vec::new(),
            voices: Vec::new(),
            cast: Vec::new(),
        }
    }
}

/// Something a course file names, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its name, escapes resolved.
    pub name: String,
    /// The bytes that name it, with their quotes.
    pub span: Span,
}

/// Whether a file of this name in a course's folder is a script: text, SSML or Markdown, and not one of the files
/// that are about the folder, which are known by their whole names.
pub fn is_script(name: &str) -> bool {
    let Some((stem, extension)) = name.rsplit_once('.') else {
        return false;
    };
    let about = [
        "readme",
        "license",
        "licence",
        "changelog",
        "contributing",
        "notice",
    ];
    ["txt", "ssml", "md"].contains(&extension.to_lowercase().as_str())
        && !name.starts_with('.')
        && !about.iter().any(|word| stem.eq_ignore_ascii_case(word))
}
