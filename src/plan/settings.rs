//! What a course may set about how its speakers speak: gaps, rate and pitch. Plain data, and how it acts on a style.
//! A speaker's voice, gain and pan are set elsewhere.

use super::gaps::GapSettings;
use crate::ir::{Pitch, Style};
use crate::units::{Ratio, Semitones};

/// Everything a course may set about a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanSettings {
    /// For every speaker without gaps of their own.
    pub gaps: GapSettings,
    /// What is set about single speakers.
    pub speakers: Vec<SpeakerSettings>,
}

impl From<GapSettings> for PlanSettings {
    fn from(gaps: GapSettings) -> Self {
        Self {
            gaps,
            speakers: Vec::new(),
        }
    }
}

/// What is set about one speaker.
#[derive(Clone, Debug, PartialEq)]
pub struct SpeakerSettings {
    /// The label; letter case does not matter.
    pub name: String,
    /// Factor on every rate.
    pub rate: Ratio,
    /// Added to every pitch that the script leaves relative to the voice's own.
    pub pitch: Semitones,
    /// Gaps after this speaker's sentences and paragraphs.
    pub gaps: Option<GapSettings>,
}

/// One speaker's way of speaking, on top of the script's.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner {
    rate: Ratio,
    pitch: Semitones,
    pub(super) gaps: GapSettings,
}

impl PlanSettings {
    /// How the speaker with this label speaks.
    pub(super) fn manner(&self, label: Option<&str>) -> Manner {
        let of = |name: &str| {
            let name = name.trim().to_lowercase();
            // A later entry replaces an earlier one, as in the cast.
            self.speakers
                .iter()
                .rfind(|s| s.name.trim().to_lowercase() == name)
        };
        let speaker = label.and_then(of);
        Manner {
            rate: speaker.map_or(Ratio::ONE, |s| s.rate),
            pitch: speaker.map_or(Semitones(0.0), |s| s.pitch),
            gaps: speaker.and_then(|s| s.gaps).unwrap_or(self.gaps),
        }
    }
}

impl Manner {
    /// A word's style in this manner. A manner without effect leaves every bit as it is. What speaker and script ask
    /// for together is held within what a script may ask for itself.
    pub(super) fn act(&self, style: &mut Style) {
        if self.rate != Ratio::ONE {
            style.rate = Ratio(style.rate.0 * self.rate.0).speakable();
        }
        if self.pitch.0 != 0.0
            && let Pitch::Shift(Semitones(shift)) = &mut style.pitch
        {
            *shift += self.pitch.0;
        }
    }
}
