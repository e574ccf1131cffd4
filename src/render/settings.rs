//! What an episode's config means to single stages. Owns the translation and no value of its own.

use crate::config::{self, EpisodeConfig, Loudness, PauseConfig, SpeakerConfig};
use crate::markup::{LabelKind, LabelSetting, PauseSettings, ScriptSettings};
use crate::master::{Level, Target};
use crate::mix::SpeakerMix;
use crate::plan::{GapSettings, PlanSettings, SpeakerSettings};
use crate::units::Decibels;

/// How scripts are read.
pub(super) fn script(config: &EpisodeConfig) -> ScriptSettings {
    ScriptSettings {
        pauses: pauses(&config.pauses),
        labels: config.speakers.iter().map(label).collect(),
    }
}

/// How speakers speak.
pub(super) fn plan(config: &EpisodeConfig) -> PlanSettings {
    let speaker = |speaker: &SpeakerConfig| SpeakerSettings {
        name: speaker.name.clone(),
        rate: speaker.rate,
        pitch: speaker.pitch,
        gaps: speaker.pauses.as_ref().map(gaps),
    };
    PlanSettings {
        gaps: gaps(&config.pauses),
        speakers: config.speakers.iter().map(speaker).collect(),
    }
}

/// How speakers are mixed.
pub(super) fn mix(config: &EpisodeConfig) -> Vec<SpeakerMix> {
    let speaker = |speaker: &SpeakerConfig| SpeakerMix {
        name: speaker.name.clone(),
        gain: speaker.gain,
        pan: speaker.pan,
    };
    config.speakers.iter().map(speaker).collect()
}

/// How loud the master is.
pub(super) fn target(config: &EpisodeConfig) -> Target {
    Target {
        level: match config.loudness {
            Loudness::Target(loudness) => Level::Loudness(loudness),
            Loudness::Gain(gain) => Level::Gain(gain),
            Loudness::Untouched => Level::Gain(Decibels::UNITY),
        },
        ceiling: config.ceiling,
    }
}

/// A label that the cast names is what the cast says, whatever the script's layout suggests.
fn label(speaker: &SpeakerConfig) -> LabelSetting {
    LabelSetting {
        name: speaker.name.clone(),
        kind: match speaker.kind {
            config::LabelKind::Speaker => LabelKind::Speaker,
            config::LabelKind::Prose => LabelKind::Prose,
        },
        pauses: speaker.pauses.as_ref().map(pauses),
    }
}

fn pauses(config: &PauseConfig) -> PauseSettings {
    PauseSettings {
        short: config.short,
        medium: config.medium,
        long: config.long,
        cap: config.cap,
    }
}

fn gaps(config: &PauseConfig) -> GapSettings {
    GapSettings {
        sentence: config.sentence,
        paragraph: config.paragraph,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stages_own_values_are_those_of_the_house() {
        assert_eq!(pauses(&PauseConfig::HOUSE), PauseSettings::HOUSE);
        assert_eq!(gaps(&PauseConfig::HOUSE), GapSettings::STANDARD);
    }
}
