//! `VoiceError`: why a voice cannot be used, with the file it is about and what to do. Knows nothing of scripts.

use crate::checksum::Sha256;
use std::fmt;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Why a voice cannot be used. Shown, it is its message and, on a line of its own, what to do.
#[derive(Debug, Error)]
pub enum VoiceError {
    /// Nothing is called so.
    Unknown {
        /// What was asked for.
        name: String,
        /// What there is.
        known: Vec<String>,
    },
    /// A file cannot be read.
    Read {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
    /// A folder of voices cannot be looked into.
    Folder {
        /// The folder.
        path: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
    /// The manifest is not TOML or not of the right form.
    Manifest {
        /// The manifest.
        path: PathBuf,
        /// Line, column and reason.
        source: toml::de::Error,
    },
    /// The manifest declares something that cannot be.
    Invalid {
        /// The manifest.
        path: PathBuf,
        /// What.
        problem: ManifestProblem,
    },
    /// A model is not the one its manifest means.
    Damaged {
        /// The voice.
        voice: String,
        /// The model file.
        path: PathBuf,
        /// The manifest's hash.
        expected: Sha256,
        /// The file's.
        found: Sha256,
    },
}

impl VoiceError {
    /// What is wrong, without what to do.
    pub fn message(&self) -> String {
        match self {
            Self::Unknown { name, known } => {
                format!("there is no voice called `{name}`; there is {}", list(known))
            }
            Self::Read { path, source } | Self::Folder { path, source } => {
                format!("{}: {source}", path.display())
            }
            Self::Manifest { path, source } => format!("{}: {source}", path.display()),
            Self::Invalid { path, problem } => format!("{}: {problem}", path.display()),
            Self::Damaged {
                voice,
                path,
                expected,
                found,
            } => {
                let path = path.display();
                format!(
                    "voice `{voice}`: the model {path} is damaged: its SHA-256 is {found}, the manifest says {expected}"
                )
            }
        }
    }

    /// What to do, where the message does not say it.
    pub fn fix(&self) -> Option<&'static str> {
        match self {
            Self::Unknown { .. } => Some(
                "name one of these (`declaim voices` lists them), or add a folder of voices with `--voices DIR`",
            ),
            Self::Read { .. } => Some("put the file back, or remove the voice's folder"),
            Self::Folder { .. } => Some("name a folder of voices with `--voices`, or leave it out"),
            Self::Manifest { .. } | Self::Invalid { .. } => None,
            Self::Damaged { .. } => Some(
                "get the file again, or, if you replaced it on purpose, write its SHA-256 into the manifest",
            ),
        }
    }

    /// Whether it is about a file in `folder`.
    pub fn concerns(&self, folder: &Path) -> bool {
        match self {
            Self::Unknown { .. } => false,
            Self::Read { path, .. }
            | Self::Folder { path, .. }
            | Self::Manifest { path, .. }
            | Self::Invalid { path, .. }
            | Self::Damaged { path, .. } => path.starts_with(folder),
        }
    }
}

impl fmt::Display for VoiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())?;
        self.fix().map_or(Ok(()), |fix| write!(f, "\n  fix: {fix}"))
    }
}

/// What a manifest declares that cannot be.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum ManifestProblem {
    /// `name` is empty or would be awkward to type.
    #[error("`name` is `{0}`; it must be letters, digits, `-` or `_`")]
    Name(String),
    /// The windows do not overlap as the synthesis needs.
    #[error(
        "[audio] `window` is {window} and `hop` {hop}; `window` must be 4 times `hop`, both even, at most 16384"
    )]
    Window {
        /// Samples from one mel frame to the next.
        hop: u32,
        /// Samples of a window.
        window: u32,
    },
    /// A count is outside what is sensible.
    #[error("`{field}` is {value}; it must lie between {least} and {most}")]
    Outside {
        /// Table and key.
        field: &'static str,
        /// What it is.
        value: f64,
        /// The least it may be.
        least: f64,
        /// The most it may be.
        most: f64,
    },
    /// `sil` or `pau` is missing.
    #[error("[phones] has no `{0}`")]
    NoSilence(&'static str),
    /// A phone's integer is none that can be stored.
    #[error("[phones] `{0}` is {1}; it must be at least 1 (0 is padding) and at most 65535")]
    PhoneId(String, i64),
    /// Not a phone of the inventory.
    #[error("[phones] `{0}` is not of the inventory; it is {inventory}", inventory = inventory())]
    UnknownPhone(String),
}

fn inventory() -> String {
    crate::ir::Segment::ALL.map(crate::ir::Segment::ipa).join(" ")
}

fn list(known: &[String]) -> String {
    if known.is_empty() {
        return "none".to_owned();
    }
    known
        .iter()
        .map(|n| format!("`{n}`"))
        .collect::<Vec<_>>()
        .join(", ")
}
