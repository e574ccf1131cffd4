//! `<prosody>` and `<emphasis>`: style made absolute, element by element.
//!
//! Owns the limits of what can be asked for. Knows nothing of how a voice does it.

use super::attributes::{self, Change};
use super::document::Element;
use super::resolve::{Context, Resolver};
use super::script::{Contour, Emphasis, Pitch, Style};
use crate::diag::{Code, Diagnostic};
use crate::units::{Decibels, Hertz, Ratio, Semitones};

impl Resolver<'_> {
    pub(super) fn emphasis(&mut self, element: &Element, context: &Context) {
        let expected = "`strong`, `moderate`, `none` or `reduced`";
        let level = self.value(element, "level", attributes::emphasis, expected);
        let style = Style {
            emphasis: level.unwrap_or(Emphasis::Moderate),
            ..context.style
        };
        self.nodes(
            &element.children,
            &Context {
                style,
                ..context.clone()
            },
        );
    }

    pub(super) fn prosody(&mut self, element: &Element, context: &Context) {
        let mut style = context.style;
        let rate = "a percentage such as `90%` or `+10%`, or `x-slow`, `slow`, `medium`, `fast`, `x-fast`";
        if let Some(change) = self.value(element, "rate", attributes::rate, rate) {
            style.rate = match change {
                Change::To(rate) => rate,
                Change::By(factor) => Ratio(style.rate.0 * factor.0),
            };
            self.warn_if_relative(element);
        }
        let pitch = "a change such as `+2st` or `-10%`, a frequency such as `120Hz`, or `x-low` ... `x-high`";
        if let Some(pitch) = self.value(
            element,
            "pitch",
            |v| attributes::pitch(v, context.style.pitch),
            pitch,
        ) {
            style.pitch = pitch;
        }
        let range = "a percentage such as `+20%`, or `x-low` ... `x-high`";
        match self.value(
            element,
            "range",
            |v| attributes::range(v, context.style.range),
            range,
        ) {
            Some(Some(factor)) => style.range = factor,
            Some(None) => self.lose_attribute(
                element,
                "range",
                "a range can only be given as a percentage or name",
            ),
            None => {}
        }
        let volume = "decibels such as `-6dB`, or `silent`, `x-soft` ... `x-loud`";
        if let Some(volume) = self.value(
            element,
            "volume",
            |v| attributes::volume(v, context.style.volume),
            volume,
        ) {
            style.volume = volume;
        }
        self.lose_attribute(
            element,
            "duration",
            "the time that words take follows from their rate",
        );
        self.clamp(element, &mut style);
        let contour = "pairs such as `(0%,+2st) (100%,-10%)`";
        if let Some(points) = self.value(element, "contour", attributes::contour, contour) {
            style.contour = Some(self.out.contour(Contour { points }));
        }
        self.nodes(
            &element.children,
            &Context {
                style,
                ..context.clone()
            },
        );
    }

    fn warn_if_relative(&mut self, element: &Element) {
        let Some(rate) = element
            .attribute("rate")
            .filter(|a| attributes::looks_relative(a.value.text()))
        else {
            return;
        };
        let value = rate.value.text().trim();
        self.report.add_with(Code::LooksRelative, rate.value_span, || {
            let message = format!("`{value}` is less than a fifth of the voice's own rate");
            Diagnostic::new(Code::LooksRelative, rate.value_span, message)
                .fix(format!("write `+{value}` or `-{value}` if a change was meant"))
        });
    }

    /// Brings a style inside what can be rendered.
    fn clamp(&mut self, element: &Element, style: &mut Style) {
        let asked = *style;
        style.rate = Ratio(style.rate.0.clamp(0.25, 4.0));
        style.pitch = match style.pitch {
            Pitch::Shift(shift) => Pitch::Shift(Semitones(shift.0.clamp(-12.0, 12.0))),
            Pitch::Mean(frequency) => Pitch::Mean(Hertz(frequency.0.clamp(50.0, 500.0))),
        };
        style.range = style.range.clamp(0.0, 4.0);
        style.volume = Decibels(style.volume.0.clamp(Decibels::SILENCE.0, 20.0));
        if asked.rate != style.rate || asked.pitch != style.pitch || asked.volume.0 > style.volume.0 {
            self.report.add(Code::ValueClamped, element.start_tag, || {
                "more is asked for than can be done; the nearest value is used".to_owned()
            });
        }
    }
}
