//! Prosody and emphasis as another engine writes them. Owns what each engine takes of the two; knows nothing of
//! what our own voices make of them.

use super::{Dialect, Writer};
use crate::markup::print::percent;
use crate::markup::script::{Bound, Emphasis, Pitch, Style};
use crate::source::Span;
use crate::units::{Decibels, Ratio};
use std::fmt::Write;

impl Writer<'_> {
    fn lose_extent(&mut self, style: &Style, span: Span) {
        let bound = style
            .extent
            .and_then(|i| self.script.extents.get(i as usize))
            .map(|extent| extent.bound);
        match (self.dialect, bound) {
            (_, None) | (Dialect::Ssml, Some(Bound::Exactly)) => {}
            (Dialect::Ssml, Some(Bound::AtMost)) => {
                self.lose("longest duration", span, "write `duration`");
            }
            (_, Some(_)) => self.lose("duration of words", span, "write a rate"),
        }
    }

    pub(super) fn open_style(&mut self, style: &Style, span: Span, close: &mut Vec<&'static str>) {
        self.lose_extent(style, span);
        let (extent, language) = (style.extent, style.language);
        if *style
            == (Style {
                extent,
                language,
                ..Style::NEUTRAL
            })
        {
            return;
        }
        if self.dialect == Dialect::Text {
            return self.lose("prosody", span, "let the words carry it");
        }
        let level = match style.emphasis {
            Emphasis::None => None,
            Emphasis::Reduced => Some("reduced"),
            Emphasis::Moderate => Some("moderate"),
            Emphasis::Strong => Some("strong"),
        };
        if let Some(level) = level {
            if self.dialect == Dialect::Polly {
                self.lose(
                    "emphasis with neural voices",
                    span,
                    "move the word to the end of its sentence",
                );
            } else {
                let _ = write!(self.out, "<emphasis level=\"{level}\">");
                close.push("</emphasis>");
            }
        }
        let attributes = self.prosody(style, span);
        if !attributes.is_empty() {
            let _ = write!(self.out, "<prosody{attributes}>");
            close.push("</prosody>");
        }
    }

    fn prosody(&mut self, style: &Style, span: Span) -> String {
        let mut attributes = String::new();
        let changes = |ratio: f64| format!("{:+.2}%", (ratio - 1.0) * 100.0);
        if style.rate != Ratio::ONE {
            let rate = match self.dialect {
                // Azure reads unsigned percentages as changes.
                Dialect::Azure => changes(f64::from(style.rate.0)),
                _ => percent(style.rate.0),
            };
            let _ = write!(attributes, " rate=\"{rate}\"");
        }
        match (style.pitch, self.dialect) {
            (Pitch::Shift(shift), _) if shift.0 == 0.0 => {}
            (_, Dialect::Polly) => self.lose("pitch with neural voices", span, "choose another voice"),
            (Pitch::Shift(shift), _) => {
                let _ = write!(attributes, " pitch=\"{:+}st\"", shift.0);
            }
            (Pitch::Mean(_), Dialect::Google) => self.lose("pitch in hertz", span, "write semitones"),
            (Pitch::Mean(frequency), _) => {
                let _ = write!(attributes, " pitch=\"{}Hz\"", frequency.0);
            }
        }
        let contour = style.contour.and_then(|i| self.script.contours.get(i as usize));
        if style.range != 1.0 || contour.is_some() {
            if matches!(self.dialect, Dialect::Google | Dialect::Polly) {
                self.lose(
                    "pitch range or contour",
                    span,
                    "write `pitch` where one value is enough",
                );
            } else {
                if style.range != 1.0 {
                    let _ = write!(attributes, " range=\"{}\"", changes(f64::from(style.range)));
                }
                for (i, (position, shift)) in contour.iter().flat_map(|c| &c.points).enumerate() {
                    let open = if i == 0 { " contour=\"" } else { " " };
                    let _ = write!(attributes, "{open}({},{:+}st)", percent(*position), shift.0);
                }
                attributes.push_str(if contour.is_some() { "\"" } else { "" });
            }
        }
        if style.volume != Decibels::UNITY {
            let volume = match self.dialect {
                _ if style.volume <= Decibels::SILENCE => "silent".to_owned(),
                // Azure knows no decibels.
                Dialect::Azure => changes(style.volume.amplitude()),
                _ => format!("{:+}dB", style.volume.0),
            };
            let _ = write!(attributes, " volume=\"{volume}\"");
        }
        attributes
    }
}
