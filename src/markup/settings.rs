//! What a course may set about how its scripts are read: the lengths of pause tags and their cap. Plain data.

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
