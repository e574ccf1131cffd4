//! What the typed options mean: inputs read, defaults filled in, findings shown.
//!
//! An edge: reads scripts from files and standard input. Lists no folder: what `INPUT...` names is `inputs`'s.

use super::args::Production;
use super::{Outcome, fail, record};
use crate::config::{EpisodeConfig, LabelKind, SpeakerConfig};
use crate::diag::{self, Code, Diagnostic, Severity};
use crate::render::{LARGEST_SCRIPT, decode};
use crate::source::Source;
use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read};
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// Reads a lexicon or a course file; `-` is standard input. The finding is there when the bytes are not UTF-8.
pub(super) fn read_input(path: &Path) -> io::Result<(Source, Option<Diagnostic>)> {
    let bytes = open(path)?.map_or_else(|| read_all(io::stdin().lock()), read_all)?;
    Ok(decode(shown_name(path), bytes))
}

/// The same of a script: of one that is too large, only so much that the parser will refuse it.
pub(super) fn read_script(path: &Path) -> io::Result<(Source, Option<Diagnostic>)> {
    let bytes = open(path)?.map_or_else(|| read_at_most(io::stdin().lock()), read_at_most)?;
    Ok(decode(shown_name(path), bytes))
}

/// `None` for standard input.
fn open(path: &Path) -> io::Result<Option<File>> {
    (!is_stdin(path)).then(|| File::open(path)).transpose()
}

fn shown_name(path: &Path) -> String {
    if is_stdin(path) {
        "<stdin>".to_owned()
    } else {
        path.display().to_string()
    }
}

fn read_all(mut from: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// All of it, or more than a script may have, up to the end of a character.
fn read_at_most(from: impl Read) -> io::Result<Vec<u8>> {
    let most = LARGEST_SCRIPT + char::MAX.len_utf8();
    let mut bytes = read_all(from.take(most as u64))?;
    if bytes.len() == most
        && let Err(error) = std::str::from_utf8(&bytes)
        && error.error_len().is_none()
    {
        bytes.truncate(error.valid_up_to());
    }
    Ok(bytes)
}

pub(super) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Says that a file could not be read, of those that are called `files`, and what to do.
pub(super) fn unreadable(path: &Path, files: &str, error: &std::io::Error) -> String {
    let name = path.display();
    match error.kind() {
        std::io::ErrorKind::NotFound => format!("{name}: no such file; check the path"),
        std::io::ErrorKind::PermissionDenied => {
            format!("{name}: not allowed to read it; check its permissions")
        }
        _ if path.is_dir() => format!("{name}: is a folder; name the {files} in it"),
        _ => format!("{name}: cannot be read: {error}"),
    }
}

/// The settings of an episode that no course file holds for.
pub(super) fn config(production: &Production) -> EpisodeConfig {
    let mut config = EpisodeConfig::house(jobs(production.jobs));
    by_hand(&mut config, production);
    config
}

/// What the command line changes in the settings of an episode.
pub(super) fn by_hand(config: &mut EpisodeConfig, production: &Production) {
    config.jobs = jobs(production.jobs);
    config.lexicons.splice(0..0, production.lexicon.iter().cloned());
    for cast in speakers_by_hand(&production.cast) {
        let same = |s: &&mut SpeakerConfig| s.is_called(&cast.name);
        match config.speakers.iter_mut().find(same) {
            Some(speaker) => {
                speaker.voice = cast.voice;
                speaker.kind = LabelKind::Speaker;
            }
            None => config.speakers.push(cast),
        }
    }
}

/// The speakers that the command line casts.
pub(super) fn speakers_by_hand(cast: &[(String, String)]) -> Vec<SpeakerConfig> {
    let speaker = |(name, voice): &(String, String)| SpeakerConfig {
        voice: Some(voice.clone()),
        ..SpeakerConfig::named(name.clone())
    };
    cast.iter().map(speaker).collect()
}

/// As many workers as were asked for, or one per core.
pub(super) fn jobs(asked: Option<NonZeroUsize>) -> NonZeroUsize {
    let cores = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    asked.map_or(cores, |asked| useful(asked, cores))
}

/// At most four workers for each core: more take memory and wait for each other.
fn useful(asked: NonZeroUsize, cores: NonZeroUsize) -> NonZeroUsize {
    asked.min(cores.saturating_mul(NonZeroUsize::MIN.saturating_add(3)))
}

/// Prints findings for a person on standard error; true if any is an error. Notes take a line each; what else is said
/// of many places alike and is no error is shown at the first, with their number; `check` shows each.
pub(super) fn show(diagnostics: &[Diagnostic], source: &Source) -> bool {
    let grave: Vec<_> = grave(diagnostics);
    if !grave.is_empty() {
        let shown = diag::render::to_terminal(&fold(&grave), source, color(&std::io::stderr()));
        eprintln!("{shown}");
    }
    let note = |d: &Diagnostic| d.severity() == Severity::Note;
    eprint!("{}", diag::brief::to_lines(&[(source, diagnostics)], note));
    diagnostics.iter().any(|d| d.severity() == Severity::Error)
}

/// Those that are more than a note.
pub(super) fn grave(diagnostics: &[Diagnostic]) -> Vec<Diagnostic> {
    let grave = |d: &&Diagnostic| d.severity() > Severity::Note;
    diagnostics.iter().filter(grave).cloned().collect()
}

/// The findings, those alike in code and message (errors apart) folded into the first of them.
pub(super) fn fold(diagnostics: &[Diagnostic]) -> Vec<Diagnostic> {
    let mut folded: Vec<(Diagnostic, usize)> = Vec::new();
    let mut first: HashMap<(Code, &str), usize> = HashMap::new();
    for diagnostic in diagnostics {
        let key = (diagnostic.code, diagnostic.message.as_str());
        match first.get(&key) {
            Some(&at) if diagnostic.severity() != Severity::Error => folded[at].1 += 1,
            _ => {
                first.insert(key, folded.len());
                folded.push((diagnostic.clone(), 0));
            }
        }
    }
    let say = |(mut diagnostic, more): (Diagnostic, usize)| {
        if more > 0 {
            let places = if more == 1 { "place" } else { "places" };
            diagnostic
                .message
                .push_str(&format!(" (and at {more} more {places})"));
        }
        diagnostic
    };
    folded.into_iter().map(say).collect()
}

/// Refuses a name that is not a WAV's for what is written as one, and that of a finished episode, which has been said.
pub(super) fn wav(path: &Path) -> Result<(), Outcome> {
    if path.extension().is_some_and(|e| !e.eq_ignore_ascii_case("wav")) {
        let text = format!(
            "{}: output is always WAV: give it a name that ends in `.wav`",
            path.display()
        );
        return Err(fail(text, Outcome::Misused));
    }
    let lock = record::path_of(path);
    if path.is_file() && lock.is_file() {
        let (path, lock) = (path.display(), lock.display());
        let text = format!("{path}: is a finished episode, of which {lock} is the record; name another file");
        return Err(fail(text, Outcome::Misused));
    }
    Ok(())
}

/// Makes the folder of a file that is to be written; why it could not, has been said.
pub(super) fn make_folder_of(path: &Path) -> Result<(), Outcome> {
    let folder = path.parent().unwrap_or(Path::new(""));
    if folder.as_os_str().is_empty() {
        return Ok(());
    }
    std::fs::create_dir_all(folder).map_err(|error| {
        fail(
            format!("{}: cannot be made: {error}", folder.display()),
            Outcome::Failed,
        )
    })
}

/// Colour where a person looks: on a stream that is a terminal.
pub(super) fn color(stream: &impl std::io::IsTerminal) -> diag::render::Color {
    if stream.is_terminal() && std::env::var_os("NO_COLOR").is_none() {
        diag::render::Color::Always
    } else {
        diag::render::Color::Never
    }
}

/// `file:line:column` style summary: "2 errors, 1 warning".
pub(super) fn count_line(diagnostics: &[Diagnostic]) -> String {
    let count = |severity| diagnostics.iter().filter(|d| d.severity() == severity).count();
    let part = |n: usize, what: &str| match n {
        0 => None,
        1 => Some(format!("1 {what}")),
        n => Some(format!("{n} {what}s")),
    };
    let parts: Vec<_> = [
        part(count(Severity::Error), "error"),
        part(count(Severity::Warning), "warning"),
        part(count(Severity::Note), "note"),
    ]
    .into_iter()
    .flatten()
    .collect();
    if parts.is_empty() {
        "no findings".to_owned()
    } else {
        parts.join(", ")
    }
}

/// Time since the program first asked: what the engine measures its parts with.
pub(super) fn clock() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_without_end_is_read_until_it_is_too_large() {
        assert_eq!(read_at_most(&b"Ann: hi"[..]).unwrap(), b"Ann: hi");
        assert!(read_at_most(io::repeat(b'x')).unwrap().len() > LARGEST_SCRIPT);
        for character in ["é", "日", "🦀"] {
            for lead in ["", "x", "xx", "xxx"] {
                let much = format!("{lead}{}", character.repeat(LARGEST_SCRIPT / 2 + 8));
                let read = read_at_most(much.as_bytes()).unwrap();
                assert!(read.len() > LARGEST_SCRIPT && read.len() < LARGEST_SCRIPT + 8);
                assert!(std::str::from_utf8(&read).is_ok(), "{lead}{character}");
            }
        }
    }

    #[test]
    fn workers_are_no_more_than_four_for_each_core() {
        let number = |n| NonZeroUsize::new(n).unwrap();
        for (asked, cores, come) in [(1, 2, 1), (8, 2, 8), (9, 2, 8), (3_000, 16, 64)] {
            assert_eq!(useful(number(asked), number(cores)), number(come));
        }
    }
}
