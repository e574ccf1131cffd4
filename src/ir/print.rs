//! The phoneme IR as text: what `explain --emit phonemes` shows and golden files hold.
//!
//! One line per word, in script order; equal scripts print equally, and every field is shown, so that two scripts
//! that differ print differently. Spans are byte ranges of the source.

use super::{
    Bound, Boundary, Element, Origin, Phone, PhonemeScript, Pitch, Punctuation, Stress, Style, Utterance,
    Word,
};
use std::fmt::{self, Display, Write};

impl PhonemeScript {
    /// The script as text.
    pub fn print(&self) -> String {
        let mut out = String::new();
        // Writing to a String cannot fail.
        let _ = self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) -> fmt::Result {
        for (index, speaker) in self.speakers.iter().enumerate() {
            let name = speaker.name.as_deref().unwrap_or("-");
            writeln!(
                out,
                "speaker {index} {name} @{}..{}",
                speaker.span.start, speaker.span.end
            )?;
        }
        for (index, contour) in self.contours.iter().enumerate() {
            write!(out, "contour {index}")?;
            for (position, shift) in contour {
                write!(out, " {position}:{:+}st", shift.0)?;
            }
            writeln!(out)?;
        }
        for (index, extent) in self.extents.iter().enumerate() {
            let bound = if extent.bound == Bound::AtMost {
                "at most "
            } else {
                ""
            };
            writeln!(out, "extent {index} {bound}{}", extent.duration)?;
        }
        for element in &self.elements {
            match element {
                Element::Utterance(utterance) => write_utterance(out, utterance)?,
                Element::Pause { duration, span } => {
                    writeln!(out, "pause {duration} @{}..{}", span.start, span.end)?;
                }
                Element::Boundary(Boundary::Sentence) => writeln!(out, "sentence")?,
                Element::Boundary(Boundary::Paragraph) => writeln!(out, "paragraph")?,
            }
        }
        Ok(())
    }
}

fn write_utterance(out: &mut String, utterance: &Utterance) -> fmt::Result {
    let span = utterance.span;
    writeln!(
        out,
        "utterance {} @{}..{}",
        utterance.speaker, span.start, span.end
    )?;
    for word in &utterance.words {
        writeln!(out, "  {word}")?;
    }
    Ok(())
}

impl Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} /", self.text)?;
        for (index, phone) in self.phones.iter().enumerate() {
            let gap = if index == 0 { "" } else { " " };
            write!(f, "{gap}{phone}")?;
        }
        write!(
            f,
            "/{} {} @{}..{}",
            mark(self.after),
            origin(self.origin),
            self.span.start,
            self.span.end
        )?;
        write_style(f, &self.style)
    }
}

impl Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let stress = match self.stress {
            Stress::None => "",
            Stress::Primary => "ˈ",
            Stress::Secondary => "ˌ",
        };
        write!(f, "{stress}{}", self.segment.ipa())
    }
}

const fn mark(punctuation: Punctuation) -> &'static str {
    match punctuation {
        Punctuation::None => "",
        Punctuation::Comma => " ,",
        Punctuation::FullStop => " .",
        Punctuation::Question => " ?",
        Punctuation::Exclamation => " !",
        Punctuation::Colon => " :",
        Punctuation::Dash => " –",
    }
}

const fn origin(origin: Origin) -> &'static str {
    match origin {
        Origin::Author => "author",
        Origin::Course => "course",
        Origin::Technical => "technical",
        Origin::Dictionary => "dictionary",
        Origin::Derived => "derived",
        Origin::Letter => "letter",
        Origin::Guess => "guess",
    }
}

/// Only what differs from the voice as it is.
fn write_style(f: &mut fmt::Formatter<'_>, style: &Style) -> fmt::Result {
    let neutral = Style::NEUTRAL;
    if style.rate != neutral.rate {
        write!(f, " rate={}", style.rate.0)?;
    }
    match style.pitch {
        pitch if pitch == neutral.pitch => {}
        Pitch::Shift(shift) => write!(f, " pitch={:+}st", shift.0)?,
        Pitch::Mean(mean) => write!(f, " pitch={}Hz", mean.0)?,
    }
    if style.range != neutral.range {
        write!(f, " range={}", style.range)?;
    }
    if style.volume != neutral.volume {
        write!(f, " volume={:+}dB", style.volume.0)?;
    }
    if let Some(contour) = style.contour {
        write!(f, " contour={contour}")?;
    }
    if let Some(extent) = style.extent {
        write!(f, " extent={extent}")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::{Segment, Speaker};
    use crate::source::Span;
    use crate::units::{Milliseconds, Ratio};

    #[test]
    fn a_script_prints_line_by_line() {
        let word = Word {
            text: "go".to_owned(),
            span: Span::new(5, 7),
            phones: vec![
                Phone::new(Segment::G, Stress::None),
                Phone::new(Segment::Ow, Stress::Primary),
            ],
            after: Punctuation::FullStop,
            style: Style {
                rate: Ratio(0.5),
                ..Style::NEUTRAL
            },
            origin: Origin::Dictionary,
        };
        let script = PhonemeScript {
            speakers: vec![Speaker {
                name: Some("Ann".to_owned()),
                span: Span::new(0, 3),
            }],
            elements: vec![
                Element::Utterance(Utterance {
                    speaker: 0,
                    words: vec![word],
                    span: Span::new(5, 7),
                }),
                Element::Pause {
                    duration: Milliseconds(500),
                    span: Span::new(9, 16),
                },
                Element::Boundary(Boundary::Paragraph),
            ],
            contours: Vec::new(),
            extents: Vec::new(),
        };
        assert_eq!(
            script.print(),
            "speaker 0 Ann @0..3\nutterance 0 @5..7\n  go /ɡ ˈoʊ/ . dictionary @5..7 rate=0.5\npause 500 ms @9..16\nparagraph\n"
        );
    }
}
