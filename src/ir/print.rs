//! The phoneme IR as text: what `explain --emit phonemes` shows and golden files hold.
//!
//! One line per word, in script order; equal scripts print equally, and every field is shown, so that two scripts
//! that differ print differently. Spans are byte ranges of the source. Nothing reads it back.

use super::{
    Bound, Boundary, Element, Mark, Origin, Phone, PhonemeScript, Pitch, Punctuation, Recording, Stress,
    Style, Utterance, Word,
};
use crate::units::{Decibels, Milliseconds, Ratio};
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
                Element::Recording(recording) => writeln!(out, "recording {recording}")?,
                Element::Mark(mark) => writeln!(out, "mark {mark}")?,
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
    let mut marks = utterance.marks.iter().peekable();
    for (index, word) in utterance.words.iter().enumerate() {
        while let Some(inner) = marks.next_if(|inner| inner.before <= index) {
            writeln!(out, "  mark {}", inner.mark)?;
        }
        writeln!(out, "  {word}")?;
    }
    marks.try_for_each(|inner| writeln!(out, "  mark {}", inner.mark))
}

impl Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} @{}..{}", self.name, self.span.start, self.span.end)
    }
}

/// Only what differs from the clip as it is.
impl Display for Recording {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.src)?;
        if self.begin != Milliseconds::ZERO {
            write!(f, " from {}", self.begin)?;
        }
        if let Some(end) = self.end {
            write!(f, " to {end}")?;
        }
        if self.speed != Ratio::ONE {
            write!(f, " speed={}", self.speed.0)?;
        }
        if self.repeat != Ratio::ONE {
            write!(f, " times={}", self.repeat.0)?;
        }
        if let Some(most) = self.repeat_duration {
            write!(f, " within {most}")?;
        }
        if self.level != Decibels::UNITY {
            write!(f, " volume={:+}dB", self.level.0)?;
        }
        if let Some(description) = &self.description {
            write!(f, " ({description:?})")?;
        }
        write!(f, " @{}..{}", self.span.start, self.span.end)
    }
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
        Origin::General => "general",
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
    use crate::ir::{InnerMark, Segment, Speaker};
    use crate::source::Span;

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
        let mark = |name: &str| Mark {
            name: name.to_owned(),
            chapter: None,
            span: Span::new(8, 9),
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
                    marks: vec![InnerMark {
                        before: 1,
                        mark: mark("end"),
                    }],
                    span: Span::new(5, 7),
                }),
                Element::Pause {
                    duration: Milliseconds(500),
                    span: Span::new(9, 16),
                },
                Element::Mark(mark("a b")),
                Element::Recording(Recording {
                    src: "clips/beep.wav".to_owned(),
                    begin: Milliseconds(500),
                    end: Some(Milliseconds(1500)),
                    speed: Ratio(1.5),
                    repeat: Ratio(2.5),
                    repeat_duration: Some(Milliseconds(900)),
                    level: Decibels(-6.0),
                    description: Some("a beep".to_owned()),
                    span: Span::new(16, 20),
                }),
                Element::Boundary(Boundary::Paragraph),
            ],
            contours: Vec::new(),
            extents: Vec::new(),
        };
        assert_eq!(
            script.print(),
            "speaker 0 Ann @0..3\nutterance 0 @5..7\n  go /ɡ ˈoʊ/ . dictionary @5..7 rate=0.5\n  mark \"end\" @8..9\npause 500 ms @9..16\n\
             mark \"a b\" @8..9\nrecording \"clips/beep.wav\" from 500 ms to 1500 ms speed=1.5 times=2.5 within 900 ms \
             volume=-6dB (\"a beep\") @16..20\nparagraph\n"
        );
    }
}
