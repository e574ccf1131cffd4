//! `Recordings`: the clips of a script and those around it, decoded, at the episode's rate.
//!
//! Owns how long each lasts in the episode. Knows nothing of files: whoever reads them fills it.

use crate::audio::recording::Recording;
use crate::plan::job;
use crate::units::{Decibels, Milliseconds, Ratio, SampleRate, Samples};
use std::collections::HashMap;
use std::sync::Arc;

/// Everything that is mixed in beside speech.
#[derive(Clone, Debug, Default)]
pub struct Recordings {
    clips: HashMap<Excerpt, Arc<Recording>>,
    /// Played before the speech.
    pub intro: Option<Arc<Recording>>,
    /// Played after it.
    pub outro: Option<Arc<Recording>>,
    /// Played under it.
    pub bed: Option<Bed>,
    /// Silence between intro and speech, and between speech and outro.
    pub gap: Milliseconds,
}

/// What of a file a clip is, and how fast: clips that are equal in this share their PCM.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Excerpt {
    /// The clip's URI.
    pub src: String,
    /// Where in the clip it starts.
    pub begin: Milliseconds,
    /// Where in the clip it ends.
    pub end: Option<Milliseconds>,
    /// The bits of a [`Ratio`].
    speed: u32,
}

/// A recording under the speech.
#[derive(Clone, Debug)]
pub struct Bed {
    /// Repeated as often as needed.
    pub recording: Arc<Recording>,
    /// Its gain.
    pub level: Decibels,
    /// Its gain while somebody speaks, on top.
    pub duck: Decibels,
    /// How long it takes to come and to go.
    pub fade: Milliseconds,
}

impl Excerpt {
    /// A part of the clip at `src`.
    pub fn new(src: &str, begin: Milliseconds, end: Option<Milliseconds>, speed: Ratio) -> Self {
        Self {
            src: src.to_owned(),
            begin,
            end,
            speed: speed.0.to_bits(),
        }
    }

    /// What a clip of a plan plays once.
    pub fn of(clip: &job::Recording) -> Self {
        Self::new(&clip.src, clip.begin, clip.end, clip.speed)
    }

    /// How fast it is played.
    pub fn speed(&self) -> Ratio {
        Ratio(f32::from_bits(self.speed))
    }
}

impl Recordings {
    /// Keeps an excerpt, decoded, at the episode's rate.
    pub fn insert(&mut self, excerpt: Excerpt, recording: Arc<Recording>) {
        self.clips.insert(excerpt, recording);
    }

    /// Whether an excerpt is there.
    pub fn contains(&self, excerpt: &Excerpt) -> bool {
        self.clips.contains_key(excerpt)
    }

    /// What a clip of the script plays once.
    pub fn clip(&self, clip: &job::Recording) -> Option<&Recording> {
        self.clips.get(&Excerpt::of(clip)).map(Arc::as_ref)
    }

    /// How long a clip of the script lasts at `rate`, repeats included (SSML 1.1, 3.3.1.1: `repeatDur` cuts off what
    /// `repeatCount` asks for). A clip that is not there lasts no time.
    pub fn length(&self, clip: &job::Recording, rate: SampleRate) -> Samples {
        let once = self.clip(clip).map_or(Samples::ZERO, Recording::len);
        let all = times(once, clip.repeat);
        clip.repeat_duration
            .map_or(all, |most| all.min(most.samples(rate)))
    }

    /// Whether any of them has two channels.
    pub fn any_stereo(&self) -> bool {
        let around = [&self.intro, &self.outro];
        let bed = self.bed.iter().map(|bed| &bed.recording);
        self.clips
            .values()
            .chain(around.into_iter().flatten())
            .chain(bed)
            .any(|recording| recording.channels().len() > 1)
    }
}

fn times(once: Samples, repeat: Ratio) -> Samples {
    Samples((once.0 as f64 * f64::from(repeat.0)).round() as u64)
}
