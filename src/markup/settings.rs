//! What a course may set about how its scripts are read: the lengths of pause tags, and who its speakers are. Plain
//! data. Voices, rates and gaps are no part of it: they are set in `voice` and `plan`.

use crate::units::Milliseconds;

/// How long the pause tags are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PauseSettings {
    /// `[pause short]`.
    pub short: Milliseconds,
    /// `[pause]`.
    pub medium: Milliseconds,
    /// `[pause long]`.
    pub long: Milliseconds,
    /// The longest single pause; a longer one is cut to it, with a warning.
    pub cap: Milliseconds,
}

impl PauseSettings {
    /// The lengths of the house: 250, 500 and 1000 ms, at most 20 s.
    pub const HOUSE: Self = Self {
        short: Milliseconds(250),
        medium: Milliseconds(500),
        long: Milliseconds(1000),
        cap: Milliseconds(20_000),
    };
}

/// Everything a course may set about how its scripts are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptSettings {
    /// For every speaker without lengths of their own.
    pub pauses: PauseSettings,
    /// What the cast says about labels.
    pub labels: Vec<LabelSetting>,
}

impl From<PauseSettings> for ScriptSettings {
    fn from(pauses: PauseSettings) -> Self {
        Self {
            pauses,
            labels: Vec::new(),
        }
    }
}

impl ScriptSettings {
    /// The setting for a label, whatever the case of its letters and the white space around it.
    pub(super) fn label(&self, name: &str) -> Option<&LabelSetting> {
        let called = |name: &str| name.trim().to_lowercase();
        self.labels.iter().find(|l| called(&l.name) == called(name))
    }

    /// The pauses of a speaker.
    pub(super) fn pauses_of(&self, speaker: Option<&str>) -> &PauseSettings {
        speaker
            .and_then(|name| self.label(name))
            .and_then(|label| label.pauses.as_ref())
            .unwrap_or(&self.pauses)
    }
}

/// What the cast says about one label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelSetting {
    /// The label, without its colon.
    pub name: String,
    /// What it is.
    pub kind: LabelKind,
    /// Lengths of this speaker's own.
    pub pauses: Option<PauseSettings>,
}

/// What a label is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelKind {
    /// Somebody speaks.
    Speaker,
    /// Prose, to be read out with its colon.
    Prose,
}
