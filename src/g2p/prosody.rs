//! Styles of the script as styles of the phoneme IR: emphasis becomes numbers.
//!
//! The directions are MaryTTS's (strong: higher and slower; reduced: flatter and faster), the amounts about half
//! of its, because several emphasised words in one sentence must still sound like speech. Owns these amounts.
//! Knows no voice: what one makes of a style is decided in `synth`.

use crate::ir;
use crate::markup::script::{Bound, Emphasis, Extent, Pitch, Style};
use crate::units::{Decibels, Hertz, Ratio, Semitones};

/// What a level of emphasis adds to a style.
struct Amount {
    shift: Semitones,
    rate: f32,
    range: f32,
    gain: Decibels,
}

const fn amount(emphasis: Emphasis) -> Option<Amount> {
    let (shift, rate, range, gain) = match emphasis {
        Emphasis::None => return None,
        Emphasis::Strong => (2.0, 0.86, 1.2, 1.5),
        Emphasis::Moderate => (1.0, 0.93, 1.1, 0.8),
        Emphasis::Reduced => (-0.5, 1.08, 0.8, -1.5),
    };
    Some(Amount {
        shift: Semitones(shift),
        rate,
        range,
        gain: Decibels(gain),
    })
}

/// The extent as the IR has it.
pub(crate) fn extent(extent: &Extent) -> ir::Extent {
    ir::Extent {
        duration: extent.duration,
        bound: match extent.bound {
            Bound::Exactly => ir::Bound::Exactly,
            Bound::AtMost => ir::Bound::AtMost,
        },
        span: extent.span,
    }
}

/// The style with its emphasis folded in.
pub(crate) fn fold(style: &Style) -> ir::Style {
    let pitch = match style.pitch {
        Pitch::Shift(shift) => ir::Pitch::Shift(shift),
        Pitch::Mean(mean) => ir::Pitch::Mean(mean),
    };
    let plain = ir::Style {
        rate: style.rate,
        pitch,
        range: style.range,
        volume: style.volume,
        contour: style.contour,
        extent: style.extent,
    };
    let Some(amount) = amount(style.emphasis) else {
        return plain;
    };
    ir::Style {
        rate: Ratio((plain.rate.0 * amount.rate).clamp(0.25, 4.0)),
        pitch: match plain.pitch {
            ir::Pitch::Shift(shift) => ir::Pitch::Shift(Semitones(shift.0 + amount.shift.0)),
            ir::Pitch::Mean(mean) => ir::Pitch::Mean(Hertz(mean.0 * amount.shift.ln_ratio().exp())),
        },
        range: plain.range * amount.range,
        volume: plain.volume + amount.gain,
        contour: plain.contour,
        extent: plain.extent,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emphasis_becomes_numbers_and_nothing_else_changes() {
        assert_eq!(fold(&Style::NEUTRAL), ir::Style::NEUTRAL);
        let strong = fold(&Style {
            emphasis: Emphasis::Strong,
            pitch: Pitch::Mean(Hertz(200.0)),
            ..Style::NEUTRAL
        });
        assert!(strong.rate.0 < 1.0 && strong.volume.0 > 0.0);
        assert!(matches!(strong.pitch, ir::Pitch::Mean(hz) if (hz.0 - 224.49).abs() < 0.01));
    }
}
