//! The record beside a finished episode: what goes into it is gathered, it is read and written, and files are held
//! against it.
//!
//! An edge. Owns when an output counts as untouched: its size is the recorded one, and nothing was done to it after
//! its record was written, or else its bytes come to the recorded hash.

use super::inputs::Episode;
use crate::checksum;
use crate::config::{EpisodeConfig, Loudness, SampleFormat};
use crate::course::natural;
use crate::lock::{self, Digest, FileDigest, Inputs, Lock, VoiceDigest};
use crate::render::{self, Finished, RenderPlan, Studio};
use crate::staged;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::fs::{File, Metadata};
use std::io::{self, Read as _};
use std::path::{Component, Path, PathBuf};
use std::time::SystemTime;

/// The setting that holds a digest of all episodes of an album.
pub(super) const ALBUM: &str = "album";

/// Where the record of an output lies.
pub(super) fn path_of(output: &Path) -> PathBuf {
    output.with_extension("lock")
}

/// The record of an output; `None` where there is none, a sentence where it cannot be read.
pub(super) fn read(output: &Path) -> Result<Option<Lock>, String> {
    let path = path_of(output);
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        // A folder that is a file is said when it is to be written to.
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
            ) =>
        {
            return Ok(None);
        }
        Err(error) => return Err(format!("{}: cannot be read: {error}", path.display())),
    };
    match lock::parse(&text) {
        Ok(lock) => Ok(Some(lock)),
        Err(error) => Err(format!("{}: {error}; remove it, or render again", path.display())),
    }
}

/// The names of the records in a folder, in the order of people.
pub(super) fn locks(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let names = entries.flatten().map(|entry| PathBuf::from(entry.file_name()));
    let mut names: Vec<_> = names
        .filter(|n| n.extension().is_some_and(|e| e == "lock"))
        .collect();
    names.sort_by(|a, b| natural(&a.to_string_lossy(), &b.to_string_lossy()));
    Ok(names)
}

/// What an episode would be made from now. `engine` is what its samples depend on besides.
pub(super) fn inputs(
    episode: &Episode,
    plan: &RenderPlan,
    studio: &Studio,
    output: &Path,
    engine: &str,
) -> Inputs {
    let config = &episode.config;
    let home = output.parent().unwrap_or(Path::new(""));
    // What cannot be read was reported when it was looked for; here it counts as empty.
    let digest = |path: &PathBuf| FileDigest {
        file: relative(home, path),
        blake3: Digest::of(&std::fs::read(path).unwrap_or_default()),
    };
    let voices = studio.voices().iter();
    Inputs {
        declaim: env!("CARGO_PKG_VERSION").to_owned(),
        engine: engine.to_owned(),
        script: FileDigest {
            file: relative(home, &episode.path),
            blake3: Digest::of(episode.source.text().as_bytes()),
        },
        voices: voices
            .filter(|voice| plan.voices.iter().any(|name| name == voice.name()))
            .map(|voice| VoiceDigest {
                name: voice.name().to_owned(),
                version: voice.version().to_owned(),
                blake3: Digest(voice.hash()),
            })
            .collect(),
        lexicons: config.lexicons.iter().map(digest).collect(),
        recordings: render::heard_files(plan, config).iter().map(digest).collect(),
        settings: settings(config, plan, home),
        utterances: lock::utterances(plan),
    }
}

/// Whether a record is of the episode's script as it is now.
pub(super) fn is_of(lock: &Lock, episode: &Episode) -> bool {
    lock.inputs.script.blake3 == Digest::of(episode.source.text().as_bytes())
}

/// The settings that act on the whole, or on what lies between utterances, and the gaps they make where no utterance
/// records them; numbers in full, for what rounds alike may sound otherwise.
fn settings(config: &EpisodeConfig, plan: &RenderPlan, home: &Path) -> BTreeMap<String, String> {
    let mut settings = BTreeMap::new();
    let mut set = |key: &str, value: String| {
        settings.insert(key.to_owned(), value);
    };
    set("rate", config.rate.to_string());
    set(
        "format",
        match config.format {
            SampleFormat::Int16 => "16 bit",
            SampleFormat::Int24 => "24 bit",
            SampleFormat::Float32 => "32 bit floating point",
        }
        .to_owned(),
    );
    set(
        "loudness",
        match config.loudness {
            Loudness::Target(target) => format!("{} LUFS", target.0),
            Loudness::Gain(gain) => format!("gain of the album {} dB", gain.0),
            Loudness::Untouched => "untouched".to_owned(),
        },
    );
    set("ceiling", format!("{} dBTP", config.ceiling.0));
    set("tail", plan.tail.to_string());
    for speaker in &config.speakers {
        if speaker.gain.0 != 0.0 || speaker.pan != 0.0 {
            let place = format!("gain {} dB, pan {}", speaker.gain.0, speaker.pan);
            set(&format!("speaker {}", speaker.name), place);
        }
    }
    // A clip's place and cut are in the script; the silence before it may come from the course.
    for (number, clip) in (1..).zip(&plan.recordings) {
        set(
            &format!("gap before recording {number}"),
            clip.gap_before.to_string(),
        );
    }
    let bookends = &config.bookends;
    // Which file plays where: of all that are heard, the record has only the bytes.
    for (place, path) in [("intro", &bookends.intro), ("outro", &bookends.outro)] {
        if let Some(path) = path {
            set(place, format!("{}, gap {}", relative(home, path), bookends.gap));
        }
    }
    if let Some(bed) = &bookends.bed {
        let file = relative(home, &bed.path);
        let (level, duck) = (bed.level.0, bed.duck.0);
        set(
            "bed",
            format!("{file}, level {level} dB, duck {duck} dB, fade {}", bed.fade),
        );
    }
    settings
}

/// Writes the record of a finished episode beside it.
pub(super) fn write(
    output: &Path,
    inputs: Inputs,
    finished: &Finished,
    config: &EpisodeConfig,
) -> io::Result<()> {
    let lock = Lock {
        inputs,
        rate: config.rate,
        samples: finished.length,
        times: finished.times.clone(),
        outputs: finished.outputs(),
    };
    put(output, &lock)
}

/// Writes a record as the whole of its file.
pub(super) fn put(output: &Path, lock: &Lock) -> io::Result<()> {
    staged::write_whole(&path_of(output), lock::print(lock).as_bytes())
}

/// What an output is held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trust {
    /// Its size and times; its bytes where they do not tell.
    Times,
    /// Its bytes in any case.
    Bytes,
}

/// Whether an episode is what its record says and would come out the same: nothing needs to be rendered. A lexicon
/// that changed without changing an utterance changes nothing; the record is then brought up to date.
pub(super) fn is_current(lock: &Lock, inputs: &Inputs, output: &Path, trust: Trust) -> bool {
    let learnt = Inputs {
        lexicons: lock.inputs.lexicons.clone(),
        ..inputs.clone()
    };
    if learnt != lock.inputs || lock.times.len() != inputs.utterances.len() {
        return false;
    }
    let Some(hashed) = untouched(lock, output, trust) else {
        return false;
    };
    if hashed || lock.inputs != *inputs {
        let lock = Lock {
            inputs: inputs.clone(),
            ..lock.clone()
        };
        // Where it cannot be written, the files are hashed once more next time.
        let _ = put(output, &lock);
    }
    true
}

/// Whether the outputs are what the record says; `Some(true)` where that took hashing.
fn untouched(lock: &Lock, output: &Path, trust: Trust) -> Option<bool> {
    let recorded = std::fs::metadata(path_of(output)).ok()?.modified().ok()?;
    let mut hashed = false;
    for file in &lock.outputs {
        let path = output.with_file_name(&file.file);
        let metadata = std::fs::metadata(&path).ok().filter(|m| m.len() == file.bytes)?;
        if trust == Trust::Bytes || changed(&metadata).is_none_or(|changed| changed > recorded) {
            hashed = true;
            if sha256(&path).ok()? != file.sha256 {
                return None;
            }
        }
    }
    (!lock.outputs.is_empty()).then_some(hashed)
}

/// When something was last done to a file: written, or on Unix also renamed, replaced or given another time.
fn changed(metadata: &Metadata) -> Option<SystemTime> {
    let modified = metadata.modified().ok()?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let since = std::time::Duration::new(
            u64::try_from(metadata.ctime()).ok()?,
            u32::try_from(metadata.ctime_nsec()).ok()?,
        );
        Some(modified.max(SystemTime::UNIX_EPOCH + since))
    }
    #[cfg(not(unix))]
    Some(modified)
}

/// The first output that is not what the record says, as a sentence about it; its name is left out where it is `output`
/// itself.
pub(super) fn first_wrong_output(lock: &Lock, output: &Path) -> Option<String> {
    lock.outputs.iter().find_map(|file| {
        let path = output.with_file_name(&file.file);
        let wrong = match std::fs::metadata(&path) {
            Err(_) => "is not there".to_owned(),
            Ok(there) => match lock::other_output(file, there.len(), || sha256(&path)) {
                Err(error) => format!("cannot be read: {error}"),
                Ok(other) => other?,
            },
        };
        Some(if path == output {
            wrong
        } else {
            format!("{}: {wrong}", path.display())
        })
    })
}

/// What `sha256sum` prints of a file.
fn sha256(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 1 << 18];
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            break;
        }
        hasher.update(&buffer[..read]);
    }
    Ok(checksum::Sha256(hasher.finalize().into()).to_string())
}

/// `path` from the folder `home`, with `/`; as it is where there is no way.
pub(super) fn relative(home: &Path, path: &Path) -> String {
    if path.as_os_str() == "-" {
        return "-".to_owned();
    }
    let parts = |path: &Path| -> Option<Vec<String>> {
        let mut parts = Vec::new();
        for component in std::path::absolute(path).ok()?.components() {
            match component {
                Component::ParentDir => drop(parts.pop()),
                Component::CurDir => {}
                other => parts.push(other.as_os_str().to_string_lossy().into_owned()),
            }
        }
        Some(parts)
    };
    let (Some(home), Some(path)) = (parts(home), parts(path)) else {
        return path.display().to_string();
    };
    let shared = home.iter().zip(&path).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..", home.len() - shared);
    up.chain(path[shared..].iter().map(String::as_str))
        .collect::<Vec<_>>()
        .join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_written_from_the_record() {
        for (home, path, written) in [
            ("out", "a.txt", "../a.txt"),
            ("/c/out", "/c/parts/a.txt", "../parts/a.txt"),
            ("/c/./x/../out", "/c/out/a.txt", "a.txt"),
            ("", "a.txt", "a.txt"),
            ("out", "-", "-"),
        ] {
            assert_eq!(
                relative(Path::new(home), Path::new(path)),
                written,
                "{home} {path}"
            );
        }
    }
}
