//! `Gains`: how loud one channel of sound is in each channel of the mix.
//!
//! The pan law is that of equal power: a sound is as loud wherever it stands, because BS.1770 adds the channels'
//! powers as a room does. In a mix of one channel nobody stands anywhere.
//! Who stands where, and how loud, is not known here.

use crate::audio::signal::Channels;
use crate::units::Decibels;
use std::f64::consts::FRAC_PI_4;

/// Gains for left and right, or for the only channel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Gains([f32; 2]);

impl Gains {
    /// Of one channel of sound that stands at `pan` (-1 left, 0 middle, 1 right), with `gain`.
    pub(super) fn placed(gain: Decibels, pan: f32, channels: Channels) -> Self {
        let gain = gain.amplitude();
        let [left, right] = match channels {
            Channels::Mono => [1.0, 0.0],
            // Exactly nothing on the far side, so that silence there is digital.
            Channels::Stereo if pan <= -1.0 => [1.0, 0.0],
            Channels::Stereo if pan >= 1.0 => [0.0, 1.0],
            Channels::Stereo => {
                let angle = (f64::from(pan) + 1.0) * FRAC_PI_4;
                [angle.cos(), angle.sin()]
            }
        };
        Self([(gain * left) as f32, (gain * right) as f32])
    }

    /// Of sound with a channel for each of the mix.
    pub(super) fn straight(gain: Decibels) -> Self {
        Self([gain.amplitude() as f32; 2])
    }

    /// In one channel of the mix.
    pub(super) fn of(self, channel: usize) -> f32 {
        self.0.get(channel).copied().unwrap_or(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn power_is_the_same_everywhere_and_sides_are_mirrored() {
        for step in -10..=10 {
            let pan = step as f32 / 10.0;
            let Gains([left, right]) = Gains::placed(Decibels(0.0), pan, Channels::Stereo);
            assert!((left * left + right * right - 1.0).abs() < 1e-6);
            let Gains(mirrored) = Gains::placed(Decibels(0.0), -pan, Channels::Stereo);
            assert!((left - mirrored[1]).abs() < 1e-6 && (right - mirrored[0]).abs() < 1e-6);
        }
        let sides = |pan| Gains::placed(Decibels::UNITY, pan, Channels::Stereo);
        assert_eq!(sides(-1.0), Gains([1.0, 0.0]));
        assert_eq!(sides(1.0), Gains([0.0, 1.0]));
        assert_eq!(Gains::placed(Decibels::UNITY, 0.7, Channels::Mono).of(0), 1.0);
    }
}
