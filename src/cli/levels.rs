//! Flags that say what the written file is like: loudness, ceiling, rate, bits. Owns how these are typed; what a
//! preset means and which numbers are allowed, only `config` knows.

use crate::config::{EpisodeConfig, Loudness, LoudnessPreset, SampleFormat};
use crate::units::{Dbtp, Lufs, SampleRate};
use clap::Args;
use std::ops::RangeInclusive;
use std::str::FromStr;

/// What the written file is like.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct Levels {
    /// course, podcast, ebu-r128, acx, none, or a number in LUFS [default: the course's, else course: -16 LUFS, -1 dBTP]
    #[arg(long, value_name = "PRESET|LUFS", allow_hyphen_values = true, value_parser = loudness)]
    pub(super) loudness: Option<(Loudness, Option<Dbtp>)>,
    /// The highest true peak, in dBTP [default: the course's, else the preset's, else -1]
    #[arg(long, value_name = "DBTP", allow_hyphen_values = true, value_parser = ceiling)]
    pub(super) ceiling: Option<Dbtp>,
    /// Samples per second [default: the course's, else 48000]
    #[arg(long, value_name = "HZ", value_parser = rate)]
    pub(super) rate: Option<SampleRate>,
    /// Bits per sample: 16, 24, or 32 for floating point [default: the course's, else 24]
    #[arg(long, value_name = "N", value_parser = bits)]
    pub(super) bits: Option<SampleFormat>,
}

impl Levels {
    /// Changes what was asked for.
    pub(super) fn act(&self, config: &mut EpisodeConfig) {
        if let Some((loudness, ceiling)) = self.loudness {
            config.loudness = loudness;
            config.ceiling = ceiling.unwrap_or(config.ceiling);
        }
        config.ceiling = self.ceiling.unwrap_or(config.ceiling);
        config.rate = self.rate.unwrap_or(config.rate);
        config.format = self.bits.unwrap_or(config.format);
    }
}

fn loudness(text: &str) -> Result<(Loudness, Option<Dbtp>), String> {
    if let Some(preset) = LoudnessPreset::named(text) {
        let (loudness, ceiling) = preset.levels();
        return Ok((loudness, Some(ceiling)));
    }
    match number(text, &Loudness::TARGETS) {
        Some(lufs) => Ok((Loudness::Target(Lufs(lufs)), None)),
        None => Err(format!(
            "expected {}, or a number from {} to {}",
            LoudnessPreset::ALL.map(LoudnessPreset::name).join(", "),
            Loudness::TARGETS.start(),
            Loudness::TARGETS.end()
        )),
    }
}

fn ceiling(text: &str) -> Result<Dbtp, String> {
    let allowed = EpisodeConfig::CEILINGS;
    number(text, &allowed)
        .map(Dbtp)
        .ok_or_else(|| format!("expected a number from {} to {}", allowed.start(), allowed.end()))
}

fn rate(text: &str) -> Result<SampleRate, String> {
    let allowed = EpisodeConfig::RATES;
    number(text, &allowed).and_then(SampleRate::new).ok_or_else(|| {
        format!(
            "expected a whole number from {} to {}",
            allowed.start(),
            allowed.end()
        )
    })
}

fn bits(text: &str) -> Result<SampleFormat, String> {
    match text {
        "16" => Ok(SampleFormat::Int16),
        "24" => Ok(SampleFormat::Int24),
        "32" => Ok(SampleFormat::Float32),
        _ => Err("expected 16, 24 or 32".to_owned()),
    }
}

fn number<N: FromStr + PartialOrd>(text: &str, allowed: &RangeInclusive<N>) -> Option<N> {
    text.parse().ok().filter(|n| allowed.contains(n))
}
