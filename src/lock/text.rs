//! A record as text and back: JSON with one line for each utterance and each file, keys in a fixed order. Owns
//! that form and its version; what a difference means is `compare`'s. Opens no file.

use super::{Digest, FileDigest, Inputs, Lock, Output, Time, Utterance, VoiceDigest};
use crate::units::{Milliseconds, SampleRate, Samples};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt::Write as _;

const FORMAT: &str = "declaim-lock";
const VERSION: u32 = 1;

/// A text that is no record.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// It is not JSON, or a key is missing or of a wrong type.
    #[error("it is no lock of an episode: {0}")]
    Json(#[from] serde_json::Error),
    /// It is another kind of file, or of another version.
    #[error("it is `{format}` version {version}, not `{FORMAT}` version {VERSION}")]
    Other {
        /// What it says it is.
        format: String,
        /// Its version.
        version: u32,
    },
}

#[derive(Serialize, Deserialize)]
struct Line {
    key: Digest,
    before: Samples,
    length: Samples,
    gap: Milliseconds,
    speaker: Option<String>,
    voice: String,
    phones: Digest,
    style: Digest,
    context: Digest,
    text: String,
}

#[derive(Deserialize)]
struct File {
    declaim: String,
    engine: String,
    script: FileDigest,
    voices: Vec<VoiceDigest>,
    lexicons: Vec<FileDigest>,
    recordings: Vec<FileDigest>,
    settings: BTreeMap<String, String>,
    rate: SampleRate,
    samples: Samples,
    outputs: Vec<Output>,
    utterances: Vec<Line>,
}

#[derive(Deserialize)]
struct Head {
    format: String,
    version: u32,
}

/// The text of a record; ends in a line end.
pub fn print(lock: &Lock) -> String {
    let inputs = &lock.inputs;
    let mut out = String::from("{\n");
    entry(&mut out, "format", &FORMAT);
    entry(&mut out, "version", &VERSION);
    entry(&mut out, "declaim", &inputs.declaim);
    entry(&mut out, "engine", &inputs.engine);
    entry(&mut out, "script", &inputs.script);
    list(&mut out, "voices", &inputs.voices);
    list(&mut out, "lexicons", &inputs.lexicons);
    list(&mut out, "recordings", &inputs.recordings);
    out.push_str("\"settings\": {\n");
    for (index, (key, value)) in inputs.settings.iter().enumerate() {
        let comma = if index + 1 == inputs.settings.len() {
            ""
        } else {
            ","
        };
        let _ = writeln!(out, "{}: {}{comma}", json(key), json(value));
    }
    out.push_str("},\n");
    entry(&mut out, "rate", &lock.rate);
    entry(&mut out, "samples", &lock.samples);
    list(&mut out, "outputs", &lock.outputs);
    let lines: Vec<_> = inputs.utterances.iter().zip(&lock.times).map(line).collect();
    list(&mut out, "utterances", &lines);
    // The last list ends the object: its comma goes.
    out.truncate(out.len() - ",\n".len());
    out.push_str("\n}\n");
    out
}

fn line((utterance, time): (&Utterance, &Time)) -> Line {
    let utterance = utterance.clone();
    Line {
        key: utterance.key,
        before: time.before,
        length: time.length,
        gap: utterance.gap,
        speaker: utterance.speaker,
        voice: utterance.voice,
        phones: utterance.phones,
        style: utterance.style,
        context: utterance.context,
        text: utterance.text,
    }
}

fn entry(out: &mut String, key: &str, value: &impl Serialize) {
    let _ = writeln!(out, "\"{key}\": {},", json(value));
}

fn list(out: &mut String, key: &str, items: &[impl Serialize]) {
    let lines: Vec<_> = items.iter().map(json).collect();
    let inside = if lines.is_empty() {
        String::new()
    } else {
        format!("\n{}\n", lines.join(",\n"))
    };
    let _ = writeln!(out, "\"{key}\": [{inside}],");
}

fn json(value: &(impl Serialize + ?Sized)) -> String {
    // Strings, numbers and plain structures of them always serialise; there is no failing case to report.
    serde_json::to_string(value).unwrap_or_default()
}

/// The record that a text holds.
///
/// # Errors
/// A text that is none, or of another version.
pub fn parse(text: &str) -> Result<Lock, LockError> {
    let head: Head = serde_json::from_str(text)?;
    if (head.format.as_str(), head.version) != (FORMAT, VERSION) {
        return Err(LockError::Other {
            format: head.format,
            version: head.version,
        });
    }
    let file: File = serde_json::from_str(text)?;
    let (utterances, times) = file
        .utterances
        .into_iter()
        .map(|line| {
            let time = Time {
                before: line.before,
                length: line.length,
            };
            let utterance = Utterance {
                key: line.key,
                speaker: line.speaker,
                voice: line.voice,
                phones: line.phones,
                style: line.style,
                context: line.context,
                gap: line.gap,
                text: line.text,
            };
            (utterance, time)
        })
        .unzip();
    Ok(Lock {
        inputs: Inputs {
            declaim: file.declaim,
            engine: file.engine,
            script: file.script,
            voices: file.voices,
            lexicons: file.lexicons,
            recordings: file.recordings,
            settings: file.settings,
            utterances,
        },
        rate: file.rate,
        samples: file.samples,
        times,
        outputs: file.outputs,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lock(texts: &[&str]) -> Lock {
        let digest = Digest::of(b"x");
        let utterance = |text: &&str| Utterance {
            key: Digest::of(text.as_bytes()),
            speaker: None,
            voice: "kathleen".to_owned(),
            phones: digest,
            style: digest,
            context: digest,
            gap: Milliseconds(250),
            text: (*text).to_owned(),
        };
        let file = FileDigest {
            file: "../\"a\".txt".to_owned(),
            blake3: digest,
        };
        Lock {
            inputs: Inputs {
                declaim: "0.1.0".to_owned(),
                engine: "e".to_owned(),
                script: file.clone(),
                voices: Vec::new(),
                lexicons: vec![file.clone(), file],
                recordings: Vec::new(),
                settings: BTreeMap::from([
                    ("a".to_owned(), "b".to_owned()),
                    ("c".to_owned(), "d".to_owned()),
                ]),
                utterances: texts.iter().map(utterance).collect(),
            },
            rate: SampleRate::EPISODE,
            samples: Samples(1_000),
            times: (1..=texts.len() as u64)
                .map(|n| Time {
                    before: Samples(n),
                    length: Samples(10 * n),
                })
                .collect(),
            outputs: vec![Output {
                file: "a.wav".to_owned(),
                bytes: 4,
                sha256: "00".to_owned(),
            }],
        }
    }

    #[test]
    fn it_reads_back_and_an_edit_changes_one_line() {
        for texts in [&[][..], &["one"], &["one", "two", "three"]] {
            assert_eq!(parse(&print(&lock(texts))).unwrap(), lock(texts));
        }
        let (old, new) = (
            print(&lock(&["one", "two", "three"])),
            print(&lock(&["one", "2", "three"])),
        );
        let changed = old.lines().zip(new.lines()).filter(|(a, b)| a != b).count();
        assert_eq!((changed, old.lines().count()), (1, new.lines().count()));
        assert_eq!(lock(&["one", "two"]).spans()[1], Samples(13)..Samples(33));
    }

    #[test]
    fn other_files_are_refused() {
        assert!(matches!(parse("[]"), Err(LockError::Json(_))));
        let newer = print(&lock(&[])).replace("\"version\": 1", "\"version\": 2");
        assert!(matches!(parse(&newer), Err(LockError::Other { version: 2, .. })));
    }
}
