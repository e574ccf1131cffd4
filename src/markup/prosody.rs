//! `<prosody>` and `<emphasis>`: style made absolute, element by element.
//!
//! Owns the limits of what can be asked for. Knows nothing of how a voice does it.

use super::attributes::{self, Change};
use super::contour::{self, Pairs};
use super::document::{Element, Node};
use super::elements;
use super::resolve::{Context, Resolver};
use super::script::{Bound, Contour, Emphasis, Extent, Pitch, Style};
use crate::diag::{Code, Diagnostic};
use crate::units::{Decibels, Ratio};
use std::ops::Range;

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
        if element.attributes.iter().all(|a| elements::is_universal(&a.name)) {
            self.lose(element, "it asks for nothing");
        }
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
        if style.extent.is_none() {
            style.extent = self.extent(element);
        } else {
            for name in ["duration", "amazon:max-duration"] {
                self.lose_attribute(element, name, "a duration around it counts");
            }
        }
        self.clamp(element, &mut style);
        let expected = "pairs such as `(0%,+2st) (100%,-10%)`";
        if let Some(pairs) = self.value(element, "contour", contour::contour, expected) {
            self.warn_of_pairs(element, &pairs);
            let points = pairs.points;
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

    /// `duration` (SSML 1.1, 3.2.4), or the most that Polly allows its words, in which case they may take less. Where
    /// both stand the first counts.
    fn extent(&mut self, element: &Element) -> Option<u32> {
        let written = [
            ("duration", Bound::Exactly),
            ("amazon:max-duration", Bound::AtMost),
        ];
        let (name, bound) = written
            .into_iter()
            .find(|(name, _)| element.attribute(name).is_some())?;
        let duration = self.value(
            element,
            name,
            attributes::duration,
            "a time above 0, such as `2.5s`",
        )?;
        if self.has_several_speakers(&element.children) {
            self.lose_attribute(element, name, "more than one speaker's words are in it");
            return None;
        }
        Some(self.out.extent(Extent {
            duration,
            bound,
            span: element.attribute(name)?.value_span,
        }))
    }

    /// The time that an element takes by the `<mstts:audioduration>` (Azure) that stands in it.
    pub(super) fn audio_duration(&mut self, element: &Element, context: &Context) -> Option<u32> {
        let tag = element.children.iter().find_map(|node| match node {
            Node::Element(inner) if inner.name == "mstts:audioduration" => Some(inner),
            _ => None,
        })?;
        if context.style.extent.is_some() || self.has_several_speakers(&element.children) {
            self.lose(
                tag,
                "a duration around it counts, or more than one speaker's words would be in it",
            );
            return None;
        }
        let duration = self.value(
            tag,
            "value",
            attributes::duration,
            "a time above 0, such as `2.5s`",
        )?;
        Some(self.out.extent(Extent {
            duration,
            bound: Bound::Exactly,
            span: tag.span,
        }))
    }

    /// Whether somebody else begins to speak among these nodes. An element within an extent asks no more, so this
    /// looks at every node once.
    pub(super) fn has_several_speakers(&self, nodes: &[Node]) -> bool {
        nodes.iter().any(|node| match node {
            Node::Label(label) => self.speakers.is_speaker(&label.name),
            Node::Element(element) => {
                matches!(elements::local(&element.name), "voice" | "mstts:turn")
                    || self.has_several_speakers(&element.children)
            }
            _ => false,
        })
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

    /// Says which pairs of a contour ask for more than can be done, and which do not count.
    fn warn_of_pairs(&mut self, element: &Element, pairs: &Pairs) {
        let Some(attribute) = element.attribute("contour") else {
            return;
        };
        let written = |place: &Range<usize>| {
            let pair = attribute.value.slice(place.clone());
            (pair.span(), format!("`{}`", pair.text()))
        };
        for (place, used) in &pairs.clamped {
            let (span, pair) = written(place);
            self.report.add(Code::ValueClamped, span, || {
                format!("{pair} asks for more than can be done: {} is used", shown(*used))
            });
        }
        for (place, why) in &pairs.dropped {
            let (span, pair) = written(place);
            self.report
                .add(Code::NoEffect, span, || format!("{pair} changes nothing: {why}"));
        }
    }

    /// Brings a style inside what can be rendered.
    fn clamp(&mut self, element: &Element, style: &mut Style) {
        let asked = *style;
        style.rate = style.rate.speakable();
        style.pitch = style.pitch.speakable();
        style.range = style.range.clamp(0.0, 4.0);
        style.volume = Decibels(style.volume.0.clamp(Decibels::SILENCE.0, 20.0));
        if asked.rate != style.rate
            || asked.pitch != style.pitch
            || asked.range != style.range
            || asked.volume.0 > style.volume.0
        {
            self.report.add_with(Code::ValueClamped, element.start_tag, || {
                let mut used = Vec::new();
                if asked.rate != style.rate {
                    used.push(format!("rate {:.0} %", 100.0 * style.rate.0));
                }
                if asked.pitch != style.pitch {
                    used.push(shown(style.pitch));
                }
                if asked.range != style.range {
                    used.push(format!("range {:.0} %", 100.0 * style.range));
                }
                if asked.volume.0 > style.volume.0 {
                    used.push(format!("volume {:+} dB", style.volume.0));
                }
                let message = format!("more is asked for than can be done: {} is used", used.join(", "));
                let finding = Diagnostic::new(Code::ValueClamped, element.start_tag, message);
                let rate = element.attribute("rate").filter(|_| asked.rate != style.rate);
                match rate.and_then(|rate| Some((rate, attributes::percent_meant(rate.value.text())?))) {
                    Some((rate, meant)) => finding
                        .fix(format!(
                            "write `{meant}`: a number without a unit is how many times as fast"
                        ))
                        .replace(rate.value_span, meant),
                    None => match element.attribute("pitch").map(|pitch| pitch.value.text().trim()) {
                        Some(share)
                            if share.starts_with(|c: char| c.is_ascii_digit()) && share.ends_with('%') =>
                        {
                            finding.fix(format!("write `+{share}` or `-{share}` if a change was meant"))
                        }
                        _ => finding,
                    },
                }
            });
        }
    }
}

/// A pitch as a message names it.
fn shown(pitch: Pitch) -> String {
    match pitch {
        Pitch::Shift(shift) => format!("pitch {:+} semitones", shift.0),
        Pitch::Mean(mean) => format!("pitch {} Hz", mean.0),
    }
}

#[cfg(test)]
mod tests {
    use crate::diag::Code;
    use crate::markup::{PauseSettings, parse, resolve};
    use crate::source::Source;

    #[test]
    fn what_is_out_of_bounds_is_found_in_its_place() {
        for (attribute, code, place) in [
            ("range=\"1000%\"", Code::ValueClamped, "<prosody range=\"1000%\">"),
            ("range=\"-300%\"", Code::ValueClamped, "<prosody range=\"-300%\">"),
            ("contour=\"(0%,+99st)\"", Code::ValueClamped, "(0%,+99st)"),
            ("contour=\"(0%,2000Hz)\"", Code::ValueClamped, "(0%,2000Hz)"),
            ("contour=\"(50%,+1st) (50%,-3st)\"", Code::NoEffect, "(50%,-3st)"),
        ] {
            let text = format!("Ann: So <prosody {attribute}>it is</prosody>.");
            let document = parse(&Source::new("test", &*text)).value;
            let found = resolve(&document, &PauseSettings::HOUSE.into()).diagnostics;
            let at: Vec<_> = found.iter().map(|d| (d.code, &text[d.span.range()])).collect();
            assert_eq!(at, [(code, place)], "{attribute}");
        }
    }
}
