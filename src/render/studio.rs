//! `Studio`: what every render shares, loaded once. Knows no script.

use super::error::RenderError;
use crate::config::SpeakerConfig;
use crate::g2p::Lexicon;
use crate::ir::Speaker;
use crate::plan::{self, Prediction, RenderPlan};
use crate::source::Span;
use crate::text::Vocabulary;
use crate::text::token::Spoken;
use crate::voice::{self, Cast, Voice, VoiceError};
use std::path::Path;

/// What every render shares: pronunciations and voices, loaded once.
pub struct Studio {
    pub(super) lexicon: Lexicon,
    pub(super) voices: Vec<Voice>,
    unusable: Vec<VoiceError>,
}

impl Studio {
    /// Loads the lexicon and the voices: the embedded ones, those in the usual places, those in `folder`, and
    /// every voice that `speakers` are given wherever it lies.
    ///
    /// # Errors
    /// A voice in `folder`, or one that is cast, that is missing or damaged. A damaged voice nobody asked for
    /// is kept in [`Self::unusable`].
    pub fn open(folder: Option<&Path>, speakers: &[SpeakerConfig]) -> Result<Self, RenderError> {
        let (mut voices, mut unusable) = (Vec::new(), Vec::new());
        for loaded in voice::load::load_all(folder) {
            match loaded {
                Ok(voice) => voices.push(voice),
                Err(error) if folder.is_some_and(|folder| error.concerns(folder)) => return Err(error.into()),
                Err(error) => unusable.push(error),
            }
        }
        let mut studio = Self {
            lexicon: Lexicon::embedded()?,
            voices,
            unusable,
        };
        for name in speakers.iter().filter_map(|s| s.voice.as_ref()) {
            studio.admit(name, folder)?;
        }
        Ok(studio)
    }

    /// Loads one more voice, wherever it lies, unless it is there.
    ///
    /// # Errors
    /// A voice that is missing or damaged.
    pub fn admit(&mut self, name: &str, folder: Option<&Path>) -> Result<(), VoiceError> {
        if !self.voices.iter().any(|voice| voice.name() == name) {
            self.voices.push(voice::load::load_named(name, folder)?);
        }
        Ok(())
    }

    /// One with the same voices, to be given a course's own lexicons and voices.
    pub fn fork(&self) -> Self {
        Self {
            lexicon: self.lexicon.clone(),
            voices: self.voices.clone(),
            unusable: Vec::new(),
        }
    }

    /// What is said, in words, one line per paragraph; a lexicon's form with digits or signs by the words it is said as,
    /// where there are such ("Node J S", "kubernetes").
    pub fn print_spoken(&self, spoken: &Spoken) -> String {
        spoken.print_spoken_as(&|written, read| self.lexicon.words_of(written, read))
    }

    /// The voices, the default one first.
    pub fn voices(&self) -> &[Voice] {
        &self.voices
    }

    /// How long a plan will speak, without a model.
    pub fn predict(&self, plan: &RenderPlan) -> Prediction {
        plan::predict(plan, &self.voices)
    }

    /// The voice that each of these speakers gets where nobody casts them, in order of appearance.
    ///
    /// # Errors
    /// A voice in `by_hand` that is not there.
    pub fn usual_voices(
        &self,
        speakers: &[String],
        by_hand: &[SpeakerConfig],
    ) -> Result<Vec<String>, VoiceError> {
        let speaker = |name: &String| Speaker {
            name: Some(name.clone()),
            span: Span::default(),
        };
        let speakers: Vec<_> = speakers.iter().map(speaker).collect();
        let voices = self.cast(by_hand)?.resolve(&speakers).value;
        let name = |voice: &usize| self.voices.get(*voice).map(|v| v.name().to_owned());
        Ok(voices.iter().filter_map(name).collect())
    }

    /// Why voices that were found cannot be used.
    pub fn unusable(&self) -> &[VoiceError] {
        &self.unusable
    }

    pub(super) fn cast(&self, speakers: &[SpeakerConfig]) -> Result<Cast<'_>, VoiceError> {
        speakers
            .iter()
            .filter_map(|speaker| Some((&speaker.name, speaker.voice.as_ref()?)))
            .try_fold(Cast::of(&self.voices), |cast, (name, voice)| {
                cast.assign(name, voice)
            })
    }
}

/// What normalisation may ask of a lexicon: the course's, or that with a script's own layers.
pub(super) struct Known<'a>(pub(super) &'a Lexicon);

impl Vocabulary for Known<'_> {
    fn contains(&self, word: &str) -> bool {
        self.0.contains(word)
    }

    fn has_entry(&self, written: &str) -> bool {
        self.0.has_entry(written)
    }

    fn form_at(&self, text: &str) -> Option<usize> {
        self.0.form_at(text)
    }

    fn sounds_like(&self, a: &str, b: &str) -> bool {
        let (a, b) = (self.0.lookup(a), self.0.lookup(b));
        a.zip(b).is_some_and(|(a, b)| a.transcription == b.transcription)
    }
}
