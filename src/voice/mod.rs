//! `Voice`: a speaker that models can give sound to, what its manifest declares, and who in a script it speaks
//! for. Knows nothing of ONNX, sessions or audio buffers; only `load` touches files.

mod cast;
mod error;
pub mod load;
mod manifest;
mod phone_map;

pub use cast::Cast;
pub use error::{ManifestProblem, VoiceError};
pub use manifest::{Audience, AudioFormat, Files, Gender, Manifest, ModelFile, Speaking};
pub use phone_map::PhoneMap;

use std::borrow::Cow;

/// A voice with its models in memory, checked against their hashes.
#[derive(Clone, Debug)]
pub struct Voice {
    manifest: Manifest,
    phones: PhoneMap,
    models: Models,
    hash: [u8; 32],
    timbre: [u8; 32],
}

/// The ONNX files of a voice, as bytes: embedded in the program or read from a folder.
#[derive(Clone, Debug)]
pub struct Models {
    /// Tokens to states and durations.
    pub encoder: Cow<'static, [u8]>,
    /// States to F0 and voicing.
    pub pitch: Cow<'static, [u8]>,
    /// States and F0 to mel.
    pub decoder: Cow<'static, [u8]>,
    /// Mel and F0 to the controls of the source-filter synthesis.
    pub vocoder: Cow<'static, [u8]>,
}

impl Voice {
    fn new(manifest: Manifest, phones: PhoneMap, models: Models) -> Self {
        let (hash, timbre) = (manifest.sound_hash(), manifest.timbre_hash());
        Self {
            manifest,
            phones,
            models,
            hash,
            timbre,
        }
    }

    /// What it is called: `kathleen`.
    pub fn name(&self) -> &str {
        &self.manifest.name
    }

    /// The version its manifest gives.
    pub fn version(&self) -> &str {
        &self.manifest.version
    }

    /// The language it speaks, as a BCP 47 tag: `en-US`.
    pub fn language(&self) -> &str {
        &self.manifest.language
    }

    /// Everything its manifest declares.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Its integers for phones.
    pub fn phones(&self) -> &PhoneMap {
        &self.phones
    }

    /// Its models.
    pub fn models(&self) -> &Models {
        &self.models
    }

    /// BLAKE3 of all that decides how it sounds: its models' hashes, its formats and its settings.
    pub fn hash(&self) -> [u8; 32] {
        self.hash
    }

    /// The same but for how loud it is.
    pub fn timbre(&self) -> [u8; 32] {
        self.timbre
    }
}
