//! `Quantiser`: f32 samples to integers of a given width, with triangular (TPDF) dither.
//!
//! Dither of two steps' width makes the rounding error's mean and power independent of the signal, so that a
//! fading voice ends in even noise instead of distortion. It is a hash of the sample's number: the same file
//! comes out each time, however the signal is cut.
//!
//! Digital silence is left alone: its rounding error is zero already, and a pause is exactly as long as the
//! script says only if it can be told from speech. For the same reason a sample that is not zero is never
//! stored as zero (it becomes one step up or down, as its dither falls), so that the zeros of a file are
//! its pauses, sample for sample.

/// Rounds samples to integers of `bits`.
#[derive(Debug, Clone)]
pub(super) struct Quantiser {
    full_scale: f64,
    /// Of the last bit; a power of two, so that multiplying by it is dividing by the full scale.
    step: f64,
}

impl Quantiser {
    /// For integers of `bits` (2 to 32).
    pub(super) fn new(bits: u16) -> Self {
        let full_scale = (1u64 << (bits.clamp(2, 32) - 1)) as f64;
        Self {
            full_scale,
            step: 1.0 / full_scale,
        }
    }

    /// The integer to store for the sample of that number. Without a branch, so that it can be done to several at once.
    #[inline(always)]
    pub(super) fn store(&self, sample: f32, number: u64) -> i32 {
        let dithered = f64::from(sample) * self.full_scale + triangular(number);
        let rounded = nearest(dithered);
        let kept = if rounded == 0.0 {
            1f64.copysign(dithered)
        } else {
            rounded
        };
        let kept = if sample == 0.0 { 0.0 } else { kept };
        integer(kept.clamp(-self.full_scale, self.full_scale - 1.0))
    }

    /// The sample an integer stands for.
    #[inline(always)]
    pub(super) fn value(&self, stored: i32) -> f32 {
        (f64::from(stored) * self.step) as f32
    }
}

/// To a number so large a sum leaves no bits for a fraction.
const LARGE: f64 = 1.5 * (1u64 << 52) as f64;

/// The nearest integer, ties to even, by an addition where `f64::round` is a call on the plainest x86-64. Right up to
/// 2^51, more than 32 bits need.
#[inline(always)]
fn nearest(x: f64) -> f64 {
    (x + LARGE) - LARGE
}

/// The integer that a whole number of at most 32 bits is: the last bits of the sum are just that.
#[inline(always)]
fn integer(x: f64) -> i32 {
    (x + LARGE).to_bits() as i32
}

/// Noise of triangular density between -1 and 1, in steps: the difference of two even ones.
#[inline(always)]
fn triangular(number: u64) -> f64 {
    const SCALE: f64 = 1.0 / (1u64 << 32) as f64;
    /// 2^52: with a number of 32 bits in its last bits it is the sum of the two.
    const WHOLE: u64 = 0x4330_0000_0000_0000;
    let bits = mix(number);
    let [first, second] = [bits >> 32, bits & 0xFFFF_FFFF].map(|even| f64::from_bits(WHOLE | even));
    (first - second) * SCALE
}

/// The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): every bit of the result hangs on every
/// bit of the number.
#[inline(always)]
fn mix(number: u64) -> u64 {
    let z = number.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silence_is_stored_as_silence_and_nothing_else_is() {
        let quantiser = Quantiser::new(16);
        for i in 0..10_000 {
            assert_eq!(quantiser.store(0.0, i), 0);
            assert_ne!(quantiser.store((i as f32 - 5000.0) * 1e-9 + 1e-12, i), 0);
        }
    }

    #[test]
    fn the_mean_of_what_is_stored_is_what_was_meant() {
        let quantiser = Quantiser::new(16);
        for steps in [20.25, -7.5, 1000.1] {
            let n = 200_000;
            let sum: f64 = (0..n)
                .map(|i| f64::from(quantiser.store((steps / 32768.0) as f32, i)))
                .sum();
            assert!((sum / n as f64 - steps).abs() < 0.01, "{steps}");
        }
    }

    #[test]
    fn the_error_has_the_power_of_triangular_dither() {
        // 1/12 of rounding and 2/12 of dither make a quarter of a step squared, whatever the signal.
        let quantiser = Quantiser::new(16);
        let n = 200_000;
        let power: f64 = (0..n)
            .map(|i| {
                let steps = 500.0 * (f64::from(i) * 0.37).sin() + 1000.0;
                let sample = (steps / 32768.0) as f32;
                (f64::from(quantiser.store(sample, i as u64)) - f64::from(sample) * 32768.0).powi(2)
            })
            .sum::<f64>()
            / f64::from(n);
        assert!((power - 0.25).abs() < 0.005, "{power}");
    }

    #[test]
    fn full_scale_does_not_wrap() {
        let quantiser = Quantiser::new(24);
        for sample in [1.0f32, 2.0, 1e30, f32::INFINITY] {
            assert_eq!(quantiser.store(sample, 0), (1 << 23) - 1);
            assert_eq!(quantiser.store(-sample, 0), -(1 << 23));
        }
        assert_eq!(quantiser.value(1 << 22), 0.5);
    }
}
