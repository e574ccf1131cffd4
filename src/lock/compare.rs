//! What two records say of each other: which utterances changed and why, and the first thing that differs. Owns
//! the causes and the order in which they are told. Opens no file: whoever has one gives its length and sum.

use super::align::align;
use super::{FileDigest, Inputs, Output, Utterance, VoiceDigest};
use std::convert::Infallible;
use std::fmt;

/// Why an utterance is rendered again.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cause {
    /// It was not there before.
    New,
    /// It says something else.
    Text,
    /// The same is said under another speaker's name.
    Speaker,
    /// The same words are pronounced otherwise, and a lexicon of the course changed.
    Lexicon,
    /// The same words are pronounced otherwise: by the script, or by a new version of the program.
    Pronunciation,
    /// Another voice speaks, or the voice has changed.
    Voice,
    /// Rate, pitch, range, volume or contour, or the sentence's place in its paragraph.
    Prosody,
    /// What surrounds it: punctuation, or its words' places.
    Context,
    /// The program, its engine or the form of keys.
    Version,
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::New => "new",
            Self::Text => "text",
            Self::Speaker => "speaker",
            Self::Lexicon => "lexicon",
            Self::Pronunciation => "pronunciation",
            Self::Voice => "voice",
            Self::Prosody => "prosody",
            Self::Context => "context",
            Self::Version => "version",
        })
    }
}

/// An utterance that is not what it was; indices into the records' utterances.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// In the older record; `None` where it was added.
    pub old: Option<usize>,
    /// In the newer record; `None` where it was removed.
    pub new: Option<usize>,
    /// Why; nothing where it was removed.
    pub causes: Vec<Cause>,
}

/// Who says what, by which utterances are the same.
fn said(inputs: &Inputs) -> Vec<(Option<String>, String)> {
    let said = |u: &Utterance| (u.speaker.clone(), u.text.clone());
    inputs.utterances.iter().map(said).collect()
}

/// The utterances that sound otherwise than before, in order; silence alone is no change.
pub fn changes(old: &Inputs, new: &Inputs) -> Vec<Change> {
    align(&said(old), &said(new))
        .into_iter()
        .filter_map(|(o, n)| {
            let causes = match (o, n) {
                (Some(o), Some(n)) => causes(old, &old.utterances[o], new, &new.utterances[n]),
                (None, Some(_)) => vec![Cause::New],
                _ => Vec::new(),
            };
            let removed = n.is_none();
            (removed || !causes.is_empty()).then_some(Change {
                old: o,
                new: n,
                causes,
            })
        })
        .collect()
}

/// The utterances that are in both and have another silence before them, as indices into both.
pub fn pauses(old: &Inputs, new: &Inputs) -> Vec<(usize, usize)> {
    let both = align(&said(old), &said(new)).into_iter();
    both.filter_map(|(o, n)| Some((o?, n?)))
        .filter(|&(o, n)| old.utterances[o].gap != new.utterances[n].gap)
        .collect()
}

fn causes(old: &Inputs, o: &Utterance, new: &Inputs, n: &Utterance) -> Vec<Cause> {
    let same_engine = old.engine == new.engine;
    let mut causes = Vec::new();
    if o.text == n.text && o.speaker != n.speaker {
        causes.push(Cause::Speaker);
    }
    if o.key == n.key && same_engine {
        return causes;
    }
    if o.text != n.text {
        causes.push(Cause::Text);
    } else if o.phones != n.phones && old.lexicons != new.lexicons {
        causes.push(Cause::Lexicon);
    } else if o.phones != n.phones {
        causes.push(Cause::Pronunciation);
    }
    fn voice<'a>(inputs: &'a Inputs, name: &str) -> Option<&'a VoiceDigest> {
        inputs.voices.iter().find(|voice| voice.name == name)
    }
    if voice(old, &o.voice) != voice(new, &n.voice) {
        causes.push(Cause::Voice);
    }
    // Other phones have other styles and surroundings; that says nothing.
    if o.text == n.text && o.phones == n.phones {
        if o.style != n.style {
            causes.push(Cause::Prosody);
        }
        if o.context != n.context {
            causes.push(Cause::Context);
        }
    }
    if causes.is_empty() || !same_engine {
        causes.push(Cause::Version);
    }
    causes
}

/// Something that is not the same in two records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What: `engine`, `voice kathleen`, `utterance 12`.
    pub what: String,
    /// What the older record says.
    pub old: String,
    /// What the newer one says.
    pub new: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: was {}, is {}", self.what, self.old, self.new)
    }
}

/// The first thing that differs, what explains most first: program, engine, voices, lexicons, settings, utterances,
/// recordings, and at last the bytes of the script.
pub fn first_difference(old: &Inputs, new: &Inputs) -> Option<Difference> {
    let text = |what: &str, old: &str, new: &str| {
        (old != new).then(|| Difference {
            what: what.to_owned(),
            old: old.to_owned(),
            new: new.to_owned(),
        })
    };
    text("declaim", &old.declaim, &new.declaim)
        .or_else(|| text("engine", &old.engine, &new.engine))
        .or_else(|| first_voice(old, new))
        .or_else(|| files("lexicon", &old.lexicons, &new.lexicons))
        .or_else(|| first_setting(old, new))
        .or_else(|| first_utterance(old, new))
        .or_else(|| files("recording", &old.recordings, &new.recordings))
        .or_else(|| {
            let (old, new) = (&old.script, &new.script);
            files("script", std::slice::from_ref(old), std::slice::from_ref(new))
        })
}

const NONE: &str = "not there";

fn first_voice(old: &Inputs, new: &Inputs) -> Option<Difference> {
    let say = |voice: Option<&VoiceDigest>| {
        voice.map_or(NONE.to_owned(), |v| {
            format!("{} ({})", v.version, short(&v.blake3.to_string()))
        })
    };
    let names = old.voices.iter().chain(&new.voices).map(|voice| &voice.name);
    let of = |inputs: &'_ Inputs, name: &str| inputs.voices.iter().find(|v| v.name == name).cloned();
    names
        .map(|name| (name, of(old, name), of(new, name)))
        .find(|(_, old, new)| old != new)
        .map(|(name, old, new)| Difference {
            what: format!("voice {name}"),
            old: say(old.as_ref()),
            new: new
                .as_ref()
                .map_or("not heard any more".to_owned(), |new| say(Some(new))),
        })
}

fn files(what: &str, old: &[FileDigest], new: &[FileDigest]) -> Option<Difference> {
    let say = |file: Option<&FileDigest>| {
        file.map_or(NONE.to_owned(), |f| {
            format!("{} ({})", f.file, short(&f.blake3.to_string()))
        })
    };
    (0..old.len().max(new.len()))
        .map(|index| (old.get(index), new.get(index)))
        .find(|(old, new)| old != new)
        .map(|(old, new)| Difference {
            what: what.to_owned(),
            old: say(old),
            new: say(new),
        })
}

fn first_setting(old: &Inputs, new: &Inputs) -> Option<Difference> {
    let say = |value: Option<&String>| value.map_or(NONE.to_owned(), Clone::clone);
    let keys = old.settings.keys().chain(new.settings.keys());
    keys.map(|key| (key, old.settings.get(key), new.settings.get(key)))
        .find(|(_, old, new)| old != new)
        .map(|(key, old, new)| Difference {
            what: key.clone(),
            old: say(old),
            new: say(new),
        })
}

fn first_utterance(old: &Inputs, new: &Inputs) -> Option<Difference> {
    let say = |utterance: Option<&Utterance>| {
        utterance.map_or(NONE.to_owned(), |u| format!("`{}` after {}", u.text, u.gap))
    };
    (0..old.utterances.len().max(new.utterances.len()))
        .map(|index| (index, old.utterances.get(index), new.utterances.get(index)))
        .find(|(_, old, new)| old != new)
        .map(|(index, o, n)| {
            let causes = match (o, n) {
                (Some(o), Some(n)) => causes(old, o, new, n),
                _ => Vec::new(),
            };
            let causes: Vec<_> = causes.iter().map(Cause::to_string).collect();
            let causes = if causes.is_empty() {
                "pause".to_owned()
            } else {
                causes.join(", ")
            };
            Difference {
                what: format!("utterance {} ({causes})", index + 1),
                old: say(o),
                new: say(n),
            }
        })
}

fn short(digest: &str) -> &str {
    digest.get(..12).unwrap_or(digest)
}

/// How a file is other than it is recorded, as the end of a sentence about it. Its sum is asked for only where it has
/// the right length.
///
/// # Errors
/// What stood in the way of the sum.
pub fn other_output<E>(
    wanted: &Output,
    bytes: u64,
    sha256: impl FnOnce() -> Result<String, E>,
) -> Result<Option<String>, E> {
    if bytes != wanted.bytes {
        return Ok(Some(format!("has {bytes} bytes, the lock says {}", wanted.bytes)));
    }
    let found = sha256()?;
    let other = || format!("SHA-256 is {found}, the lock says {}", wanted.sha256);
    Ok((found != wanted.sha256).then(other))
}

/// The first of `wanted` that is not among `found` as it is recorded, as a sentence.
pub fn first_other_output(wanted: &[Output], found: &[Output]) -> Option<String> {
    wanted.iter().find_map(|wanted| {
        let other = match found.iter().find(|found| found.file == wanted.file) {
            None => Some("is not written any more".to_owned()),
            Some(found) => {
                let Ok(other) = other_output::<Infallible>(wanted, found.bytes, || Ok(found.sha256.clone()));
                other
            }
        };
        other.map(|other| format!("{}: {other}", wanted.file))
    })
}

#[cfg(test)]
mod tests;
