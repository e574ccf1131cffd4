//! `--play`: a finished file to the sound device, through the player that the system brings.
//!
//! No sound library is linked: it would ask for headers to build and a device to test, and would be silent on half the
//! machines that render. Every desktop has one of these programs.

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Programs that play a WAV file and end when it is over, the likeliest first; what they are given before its name.
#[cfg(target_os = "macos")]
const PLAYERS: &[(&str, &[&str])] = &[("afplay", &[])];
#[cfg(windows)]
const PLAYERS: &[(&str, &[&str])] = &[(
    "powershell.exe",
    &[
        "-NoProfile",
        "-Command",
        "(New-Object Media.SoundPlayer $args[0]).PlaySync()",
        "-args",
    ],
)];
#[cfg(not(any(target_os = "macos", windows)))]
const PLAYERS: &[(&str, &[&str])] = &[
    ("pw-play", &[]),
    ("paplay", &[]),
    ("aplay", &["-q"]),
    ("ffplay", &["-nodisp", "-autoexit", "-loglevel", "error"]),
];

/// Why nothing can be heard.
#[derive(Debug, thiserror::Error)]
pub(super) enum PlayError {
    /// None of the programs is there.
    #[error("nothing here plays sound (looked for {tried}); write a file with `-o` and play it elsewhere")]
    NoPlayer {
        /// What was looked for.
        tried: String,
    },
    /// It does not start.
    #[error("{} does not start", program.display())]
    Start {
        /// The program.
        program: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// It failed: most often there is no sound device.
    #[error(
        "{} could not play it, most likely for want of a sound device{}; write a file with `-o` and play it elsewhere",
        program.display(), if said.is_empty() { String::new() } else { format!(" (it says: {said})") }
    )]
    Failed {
        /// The program.
        program: PathBuf,
        /// The first line of what it said.
        said: String,
    },
}

/// A program that plays.
pub(super) struct Player {
    program: PathBuf,
    options: &'static [&'static str],
}

impl Player {
    /// The first that is there.
    pub(super) fn find() -> Result<Self, PlayError> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        for (name, options) in PLAYERS {
            let mut places = std::env::split_paths(&path).map(|folder| folder.join(name));
            if let Some(program) = places.find(|program| program.is_file()) {
                return Ok(Self { program, options });
            }
        }
        let tried: Vec<_> = PLAYERS.iter().map(|(name, _)| *name).collect();
        Err(PlayError::NoPlayer {
            tried: tried.join(", "),
        })
    }

    /// Plays a file to its end.
    pub(super) fn play(&self, file: &Path) -> Result<(), PlayError> {
        let program = || self.program.clone();
        let output = Command::new(&self.program)
            .args(self.options)
            .arg(file)
            .stdin(Stdio::null())
            .output()
            .map_err(|source| PlayError::Start {
                program: program(),
                source,
            })?;
        if output.status.success() {
            return Ok(());
        }
        let said = String::from_utf8_lossy(&output.stderr);
        Err(PlayError::Failed {
            program: program(),
            said: said.lines().next().unwrap_or_default().trim().to_owned(),
        })
    }
}
