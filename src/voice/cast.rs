//! `Cast`: which voice speaks for whom. Owns the rule for speakers nobody cast.
//! Loads none: which voices there are, it is given.

use super::manifest::Gender;
use super::{Audience, Voice, VoiceError};
use crate::diag::{Code, Diagnostic, Findings};
use crate::ir::Speaker;

/// Which voice speaks for whom.
///
/// A speaker with an entry gets that voice; labels are compared without regard to case. One who is called as a voice is
/// gets that one. The others get the voices for listeners that nobody has by name, in order of appearance; when those
/// are used up, all voices for listeners in turn. A speaker who is named by a gender (`<voice gender>`) gets a voice of
/// it, if there is one. Text before any label is spoken by the first voice.
#[derive(Clone, Debug)]
pub struct Cast<'v> {
    voices: &'v [Voice],
    entries: Vec<(String, usize)>,
}

impl<'v> Cast<'v> {
    /// A cast without entries: every speaker gets a voice in order of appearance.
    pub fn of(voices: &'v [Voice]) -> Self {
        Self {
            voices,
            entries: Vec::new(),
        }
    }

    /// Gives `speaker` (a label as written in scripts) the voice called `voice`; a later entry replaces an
    /// earlier one.
    ///
    /// # Errors
    /// [`VoiceError::Unknown`] where no voice is called so.
    pub fn assign(mut self, speaker: &str, voice: &str) -> Result<Self, VoiceError> {
        let Some(index) = self.voices.iter().position(|v| v.name() == voice) else {
            return Err(VoiceError::Unknown {
                name: voice.to_owned(),
                known: self.voices.iter().map(|v| v.name().to_owned()).collect(),
            });
        };
        let label = speaker.trim().to_lowercase();
        self.entries.retain(|(known, _)| *known != label);
        self.entries.push((label, index));
        Ok(self)
    }

    /// The voices there are.
    pub fn voices(&self) -> &'v [Voice] {
        self.voices
    }

    /// The index into [`Self::voices`] for each speaker, with a note for each who had no entry.
    pub fn resolve(&self, speakers: &[Speaker]) -> Findings<Vec<usize>> {
        let for_listeners: Vec<usize> = (0..self.voices.len())
            .filter(|&i| self.voices[i].manifest().audience == Audience::Listeners)
            .collect();
        let pool = if for_listeners.is_empty() {
            (0..self.voices.len()).collect()
        } else {
            for_listeners
        };
        let namesake = |label: &str| {
            let fits = |&voice: &usize| self.voices[voice].name().eq_ignore_ascii_case(label.trim());
            pool.iter().copied().find(fits)
        };
        let named = |voice: &usize| {
            let labels = speakers.iter().filter_map(|s| s.name.as_deref());
            self.entries.iter().any(|(_, cast)| cast == voice)
                || labels.filter_map(namesake).any(|v| v == *voice)
        };
        let mut next = pool
            .iter()
            .copied()
            .filter(|voice| !named(voice))
            .chain(pool.iter().copied().cycle());
        let mut diagnostics = Vec::new();
        let value = speakers
            .iter()
            .map(|speaker| {
                let Some(label) = &speaker.name else {
                    return pool.first().copied().unwrap_or(0);
                };
                let key = label.trim().to_lowercase();
                if let Some(&(_, voice)) = self.entries.iter().find(|(known, _)| *known == key) {
                    return voice;
                }
                if let Some(voice) = namesake(label) {
                    return voice;
                }
                let of_gender = Gender::of_name(&key).and_then(|(gender, variant)| {
                    let fits = |&&i: &&usize| self.voices[i].manifest().gender == Some(gender);
                    let all: Vec<usize> = pool.iter().filter(fits).copied().collect();
                    all.get((variant - 1) % all.len().max(1)).copied()
                });
                let voice = of_gender.or_else(|| next.next()).unwrap_or(0);
                if let Some(given) = self.voices.get(voice) {
                    let name = given.name();
                    let bare = label.chars().all(|c| c.is_ascii_alphanumeric());
                    let key = if bare { label.clone() } else { format!("{label:?}") };
                    diagnostics.push(
                        Diagnostic::new(
                            Code::UncastSpeaker,
                            speaker.span,
                            format!("`{label}` is not in the cast and is spoken by `{name}`"),
                        )
                        .fix(format!(
                            "add `--cast \"{label}={name}\"`, or `{key} = \"{name}\"` under `[cast]` in course.toml"
                        )),
                    );
                }
                voice
            })
            .collect();
        Findings { value, diagnostics }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;
    use crate::voice::load;

    fn voices(names: &[&str]) -> Vec<Voice> {
        let tiny = load::load_named("tiny", None).unwrap();
        names
            .iter()
            .map(|name| {
                let mut voice = tiny.clone();
                voice.manifest.name = (*name).to_owned();
                voice.manifest.audience = Audience::Listeners;
                voice
            })
            .collect()
    }

    fn speakers(names: &[Option<&str>]) -> Vec<Speaker> {
        names
            .iter()
            .map(|name| Speaker {
                name: name.map(str::to_owned),
                span: Span::new(0, 1),
            })
            .collect()
    }

    #[test]
    fn speakers_without_entry_take_unnamed_voices_first() {
        let voices = voices(&["a", "b", "c"]);
        let cast = Cast::of(&voices).assign("Ann", "b").unwrap();
        let who = speakers(&[
            Some("Bob"),
            Some("ANN"),
            Some("Cid"),
            Some("Dan"),
            Some("Eve"),
            None,
        ]);
        let found = cast.resolve(&who);
        assert_eq!(found.value, [0, 1, 2, 0, 1, 0]);
        assert_eq!(found.diagnostics.len(), 4);
        assert!(found.diagnostics[0].message.contains("Bob"));
    }

    #[test]
    fn a_speaker_called_as_a_voice_is_has_that_voice() {
        let voices = voices(&["a", "b", "c"]);
        let who = speakers(&[Some("Ann"), Some("B"), Some("Bob"), Some("a")]);
        let found = Cast::of(&voices).resolve(&who);
        assert_eq!(found.value, [2, 1, 0, 0], "Ann has the one that is left");
        assert_eq!(found.diagnostics.len(), 2, "of Ann and of Bob");
    }

    #[test]
    fn a_gender_finds_a_voice_of_it() {
        let mut voices = voices(&["a", "b", "c"]);
        for (voice, gender) in voices
            .iter_mut()
            .zip([Gender::Male, Gender::Female, Gender::Female])
        {
            voice.manifest.gender = Some(gender);
        }
        let who = speakers(&[
            Some("female"),
            Some("female 2"),
            Some("male"),
            Some("female 3"),
            Some("neutral"),
        ]);
        assert_eq!(Cast::of(&voices).resolve(&who).value, [1, 2, 0, 1, 0]);
    }

    #[test]
    fn a_cast_names_voices_that_exist() {
        let voices = voices(&["a"]);
        let error = Cast::of(&voices).assign("Ann", "z").unwrap_err().to_string();
        assert!(error.contains("`z`") && error.contains("`a`"), "{error}");
    }
}
