//! Elementary functions for inner loops: branch-free, so that the compiler works on several values at once, and
//! the same on every machine. Owns their error bounds; knows nothing of sound.

/// Adding and subtracting this rounds an f32 of magnitude below 2^22 to the nearest integer, ties to even.
const ROUND_F32: f32 = 12_582_912.0; // 1.5 * 2^23
/// The same for an f64 of magnitude below 2^51.
const ROUND_F64: f64 = 6_755_399_441_055_744.0; // 1.5 * 2^52

/// `e^x` for -87 <= x <= 88 (clamped outside); relative error below 2e-7.
#[inline(always)]
pub(super) fn exp(x: f32) -> f32 {
    const LN2_HIGH: f32 = 0.693_359_4; // 11 bits: exact times any exponent
    const LN2_LOW: f32 = -2.121_944_4e-4;
    let x = x.clamp(-87.0, 88.0);
    let shifted = x * std::f32::consts::LOG2_E + ROUND_F32;
    let n = shifted - ROUND_F32;
    let r = x - n * LN2_HIGH - n * LN2_LOW;
    let tail = 0.5
        + r * (0.166_666_67
            + r * (0.041_666_67 + r * (0.008_333_333 + r * (1.388_889e-3 + r * 1.984_127e-4))));
    let p = 1.0 + r * (1.0 + r * tail);
    // The low bits of `shifted` are n; move them into the exponent.
    f32::from_bits(p.to_bits().wrapping_add(shifted.to_bits() << 23))
}

/// `ln x` for normal, positive x; absolute error below 2e-7 near 1, else relative.
#[inline(always)]
pub(super) fn ln(x: f32) -> f32 {
    // x = m * 2^e with m in [sqrt(1/2), sqrt(2)); ln m = 2 atanh(s), s = (m - 1) / (m + 1), |s| < 0.172.
    let bits = x.to_bits().wrapping_sub(0x3f35_04f3);
    let e = (bits as i32 >> 23) as f32;
    let m = f32::from_bits((bits & 0x007f_ffff).wrapping_add(0x3f35_04f3));
    let s = (m - 1.0) / (m + 1.0);
    let z = s * s;
    let series = 1.0 + z * (0.333_333_34 + z * (0.2 + z * (0.142_857_15 + z * 0.111_111_11)));
    e * std::f32::consts::LN_2 + 2.0 * s * series
}

/// `(sin 2πx, cos 2πx)` of x in turns, |x| < 2^20; absolute error below 3e-7.
#[inline(always)]
pub(super) fn sin_cos_turns(x: f32) -> (f32, f32) {
    let shifted = 2.0 * x + ROUND_F32;
    let half_turns = shifted - ROUND_F32;
    let a = (x - 0.5 * half_turns) * std::f32::consts::TAU; // in [-π/2, π/2]
    let z = a * a;
    let sin = a
        * (1.0
            + z * (-1.666_666_7e-1
                + z * (8.333_333e-3 + z * (-1.984_127e-4 + z * (2.755_732e-6 - z * 2.505_211e-8)))));
    let cos = 1.0
        + z * (-0.5
            + z * (4.166_666_8e-2
                + z * (-1.388_888_9e-3 + z * (2.480_158_8e-5 - z * (2.755_732e-7 - z * 2.087_675_7e-9)))));
    let sign = shifted.to_bits() << 31; // an odd number of half turns flips both
    (
        f32::from_bits(sin.to_bits() ^ sign),
        f32::from_bits(cos.to_bits() ^ sign),
    )
}

/// The nearest integer, ties to even, |x| < 2^50.
#[inline(always)]
pub(super) fn round(x: f64) -> f64 {
    x + ROUND_F64 - ROUND_F64
}

/// The largest integer not above x, |x| < 2^50.
#[inline(always)]
pub(super) fn floor(x: f64) -> f64 {
    let nearest = round(x);
    nearest - if nearest > x { 1.0 } else { 0.0 }
}

/// `sin πx`, |x| < 2^50; absolute error below 1e-9, and relative too where |x| <= 1/2.
#[inline(always)]
pub(super) fn sin_pi(x: f64) -> f64 {
    let shifted = x + ROUND_F64;
    let n = shifted - ROUND_F64;
    let a = (x - n) * std::f64::consts::PI;
    let z = a * a;
    let sin = a
        * (1.0
            + z * (-1.0 / 6.0
                + z * (1.0 / 120.0
                    + z * (-1.0 / 5_040.0
                        + z * (1.0 / 362_880.0 + z * (-1.0 / 39_916_800.0 + z * (1.0 / 6_227_020_800.0)))))));
    f64::from_bits(sin.to_bits() ^ (shifted.to_bits() << 63))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_stay_within_their_bounds() {
        for i in -80_000..80_000 {
            let x = i as f32 * 1e-3;
            let wanted = f64::from(x).exp();
            assert!((f64::from(exp(x)) / wanted - 1.0).abs() < 2e-7, "exp {x}");
            let turns = i as f32 * 1.7e-4;
            let (sin, cos) = sin_cos_turns(turns);
            let (wanted_sin, wanted_cos) = (f64::from(turns) * std::f64::consts::TAU).sin_cos();
            assert!((f64::from(sin) - wanted_sin).abs() < 3e-7, "sin {turns}");
            assert!((f64::from(cos) - wanted_cos).abs() < 3e-7, "cos {turns}");
            let fine = f64::from(i) * 2.3e-4 + 1e-12;
            assert!(
                (sin_pi(fine) - (std::f64::consts::PI * fine).sin()).abs() < 1e-9,
                "sin_pi {fine}"
            );
        }
        for i in 1..100_000u32 {
            let x = i as f32 / 50_000.0;
            let wanted = f64::from(x).ln();
            assert!(
                (f64::from(ln(x)) - wanted).abs() < 2e-7 * (1.0 + wanted.abs()),
                "ln {x}"
            );
        }
        for x in [-3.0, -2.5, -0.1, 0.0, 0.5, 1.0, 1.999_999, 119.999_999_99, 120.0] {
            assert_eq!(floor(x), x.floor());
        }
        assert!((sin_pi(1e-12) / (std::f64::consts::PI * 1e-12) - 1.0).abs() < 1e-9);
        assert!(exp(-1e9) > 0.0 && exp(1e9).is_finite());
    }
}
