//! `Manifest`: what a voice's `voice.toml` declares: who it is, its audio format, its settings, its files.
//!
//! Owns the form of that file and its limits. Touches no file itself and knows nothing of what models compute.

use super::error::ManifestProblem;
use super::phone_map::PhoneMap;
use crate::checksum::Sha256;
use crate::units::{Decibels, Ratio, SampleRate, Semitones};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// A voice's `voice.toml`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// What people call it; letters, digits, `-` and `_`.
    pub name: String,
    /// Raised whenever the voice sounds different.
    pub version: String,
    /// BCP 47 tag of the language it speaks.
    pub language: String,
    /// One line for a person.
    pub description: String,
    /// SPDX expression of its weights.
    pub licence: String,
    /// What `<voice gender>` finds it by.
    #[serde(default)]
    pub gender: Option<Gender>,
    /// Who is to hear it.
    #[serde(default)]
    pub audience: Audience,
    /// Rates and sizes its models were trained with.
    pub audio: AudioFormat,
    /// How it speaks when a script asks for nothing.
    pub speaking: Speaking,
    /// Its models.
    pub files: Files,
    /// Its integer for each phone of the inventory (in IPA), `sil` and `pau`.
    pub phones: BTreeMap<String, i64>,
}

/// What a voice sounds like (SSML 1.1, 3.2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Gender {
    /// A woman.
    Female,
    /// A man.
    Male,
    /// Neither.
    Neutral,
}

impl Gender {
    /// The gender and the variant, from 1, that a speaker's name stands for who was named by them alone: `female`,
    /// `male 2`.
    pub fn of_name(name: &str) -> Option<(Self, usize)> {
        let (gender, variant) = match name.split_once(' ') {
            Some((gender, variant)) => (gender, variant.parse().ok().filter(|&n| n > 0)?),
            None => (name, 1),
        };
        let gender = match gender.to_ascii_lowercase().as_str() {
            "female" => Self::Female,
            "male" => Self::Male,
            "neutral" => Self::Neutral,
            _ => return None,
        };
        Some((gender, variant))
    }
}

/// Who is to hear a voice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Audience {
    /// People; listed and given to speakers who have no entry in the cast.
    #[default]
    Listeners,
    /// Tests; used only where it is named.
    Tests,
}

/// Rates and sizes that models and signal processing must agree on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AudioFormat {
    /// Sample rate.
    pub rate: SampleRate,
    /// Samples from one mel frame to the next.
    pub hop: u32,
    /// Samples of a window (Hann), and the length of the transform; 4 times `hop`.
    pub window: u32,
    /// Mel bands of the decoder's output.
    pub mel_bands: u32,
    /// Knots of the harmonic part's log magnitude.
    pub harmonic_knots: u32,
    /// Knots of the noise part's log magnitude.
    pub noise_knots: u32,
}

/// How a voice speaks when a script asks for nothing.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Speaking {
    /// Brings it to the level of the other voices.
    pub gain: Decibels,
    /// Speaking rate; the script's rate multiplies it.
    pub rate: Ratio,
    /// Pitch shift; the script's adds to it.
    pub pitch: Semitones,
    /// Pitch range; the script's multiplies it.
    pub range: f32,
    /// What is added to F0 where a paragraph's sentences but its first and last begin; less and less up to their ends.
    #[serde(default)]
    pub inner_onset: Semitones,
    /// The same of the last, where it is not the only one.
    #[serde(default)]
    pub last_onset: Semitones,
    /// A mel frame is voiced from this probability on.
    pub voicing_threshold: f32,
    /// Longer utterances are cut: the voice was not trained on them.
    pub max_tokens: u32,
    /// How long its phones are, at its rate of 1, against the table that durations are predicted from; changes no
    /// sound.
    #[serde(default = "usual_pace")]
    pub pace: Ratio,
}

fn usual_pace() -> Ratio {
    Ratio::ONE
}

/// The four models.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Files {
    /// `tokens` to `states` and `durations`.
    pub encoder: ModelFile,
    /// `states` and `position` to `log_f0` and `voicing`.
    pub pitch: ModelFile,
    /// `states`, `position`, `log_f0` and `voicing` to `mel`.
    pub decoder: ModelFile,
    /// `mel`, `log_f0` and `voicing` to `harmonic` and `noise`.
    pub vocoder: ModelFile,
}

/// One model of a voice.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelFile {
    /// Relative to the manifest's folder.
    pub path: PathBuf,
    /// Of the whole file.
    pub sha256: Sha256,
}

impl Manifest {
    /// Reads a manifest's text; nothing is checked but its form.
    ///
    /// # Errors
    /// Where the text is not TOML, a key is missing, unknown or of the wrong type.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }

    /// Checks every value and gives the phone map.
    ///
    /// # Errors
    /// The first value that cannot be.
    pub fn check(&self) -> Result<PhoneMap, ManifestProblem> {
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        if self.name.is_empty() || !self.name.chars().all(plain) {
            return Err(ManifestProblem::Name(self.name.clone()));
        }
        let AudioFormat { hop, window, .. } = self.audio;
        if hop < 16 || hop % 2 != 0 || window > 16_384 || hop.checked_mul(4) != Some(window) {
            return Err(ManifestProblem::Window { hop, window });
        }
        let speaking = &self.speaking;
        for (field, value, least, most) in [
            ("audio.mel_bands", f64::from(self.audio.mel_bands), 1.0, 1024.0),
            (
                "audio.harmonic_knots",
                f64::from(self.audio.harmonic_knots),
                2.0,
                4096.0,
            ),
            (
                "audio.noise_knots",
                f64::from(self.audio.noise_knots),
                2.0,
                4096.0,
            ),
            ("speaking.gain", speaking.gain.0, -40.0, 40.0),
            ("speaking.rate", f64::from(speaking.rate.0), 0.25, 4.0),
            ("speaking.pace", f64::from(speaking.pace.0), 0.25, 4.0),
            ("speaking.pitch", f64::from(speaking.pitch.0), -24.0, 24.0),
            ("speaking.range", f64::from(speaking.range), 0.0, 4.0),
            (
                "speaking.inner_onset",
                f64::from(speaking.inner_onset.0),
                -12.0,
                12.0,
            ),
            (
                "speaking.last_onset",
                f64::from(speaking.last_onset.0),
                -12.0,
                12.0,
            ),
            (
                "speaking.voicing_threshold",
                f64::from(speaking.voicing_threshold),
                0.0,
                1.0,
            ),
            (
                "speaking.max_tokens",
                f64::from(speaking.max_tokens),
                16.0,
                2000.0,
            ),
        ] {
            // Written so that NaN, which TOML can spell, is outside.
            if !(value >= least && value <= most) {
                return Err(ManifestProblem::Outside {
                    field,
                    value,
                    least,
                    most,
                });
            }
        }
        PhoneMap::new(&self.phones)
    }

    /// BLAKE3 of what decides how the voice sounds; name, licence and description do not.
    pub fn sound_hash(&self) -> [u8; 32] {
        self.hash(self.speaking.gain)
    }

    /// The same but for how loud it is: [`Manifest::sound_hash`] at a gain of 0 dB.
    pub fn timbre_hash(&self) -> [u8; 32] {
        self.hash(Decibels::UNITY)
    }

    fn hash(&self, gain: Decibels) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new();
        hasher.update(b"declaim voice 1");
        let Files {
            encoder,
            pitch,
            decoder,
            vocoder,
        } = &self.files;
        for file in [encoder, pitch, decoder, vocoder] {
            hasher.update(&file.sha256.0);
        }
        let a = &self.audio;
        for number in [
            a.rate.hz(),
            a.hop,
            a.window,
            a.mel_bands,
            a.harmonic_knots,
            a.noise_knots,
        ] {
            hasher.update(&number.to_le_bytes());
        }
        let s = &self.speaking;
        hasher.update(&gain.0.to_le_bytes());
        for number in [s.rate.0, s.pitch.0, s.range, s.voicing_threshold] {
            hasher.update(&number.to_le_bytes());
        }
        *hasher.finalize().as_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TINY: &str = include_str!("../../voices/tiny/voice.toml");

    #[test]
    fn a_manifest_says_where_it_is_wrong() {
        let unknown = TINY.replace("hop = 256", "hopp = 256");
        let error = Manifest::parse(&unknown).unwrap_err().to_string();
        assert!(error.contains("hopp") && error.contains("line"), "{error}");
        let short = TINY.replacen("sha256 = \"", "sha256 = \"zz", 1);
        assert!(
            Manifest::parse(&short)
                .unwrap_err()
                .to_string()
                .contains("64 hexadecimal")
        );
    }

    #[test]
    fn values_outside_their_limits_are_named() {
        for (from, to, problem) in [
            ("hop = 256", "hop = 200", "4 times"),
            ("gain = 0.0", "gain = nan", "speaking.gain"),
            ("rate = 1.0", "rate = 0.0", "speaking.rate"),
            ("sil = 1\n", "", "sil"),
            ("\"ɚ\" = 43", "\"ɚ\" = 0", "padding"),
            ("\"ɚ\" = 43", "\"ɚ\" = 65536", "at most 65535"),
            ("\"ɚ\" = 43", "\"q\" = 43", "inventory"),
            ("name = \"tiny\"", "name = \"../x\"", "letters"),
        ] {
            assert!(TINY.contains(from), "{from}");
            let manifest = Manifest::parse(&TINY.replacen(from, to, 1)).unwrap();
            let message = manifest.check().unwrap_err().to_string();
            assert!(message.contains(problem), "{to}: {message}");
        }
        assert!(Manifest::parse(TINY).unwrap().check().is_ok());
    }

    #[test]
    fn only_what_is_heard_changes_the_hash() {
        let hash = |text: &str| Manifest::parse(text).unwrap().sound_hash();
        assert_eq!(hash(TINY), hash(&TINY.replace("Hums", "Sings")));
        let louder = TINY.replace("gain = 0.0", "gain = 1.0");
        assert_ne!(hash(TINY), hash(&louder));
        assert_eq!(hash(TINY), Manifest::parse(&louder).unwrap().timbre_hash());
    }
}
