//! Documents and scripts as text, for people, `explain --emit` and goldens.
//!
//! [`Document::print`] is an outline with byte spans. [`Script::print`] is itself a script: one line for each
//! paragraph, tags written out with absolute values, so that reading it again gives the same script and printing
//! that the same text. Knows nothing of how either was made.

use super::document::{Document, LabelPlace, Node, PauseLength};
use super::script::{
    Alphabet, BoundaryKind, Emphasis, Item, Pitch, Reading, SayAs, SayAsKind, Script, Style, Text,
};
use crate::source::Span;
use std::fmt::Write;

impl Document {
    /// One node a line, indented by depth: what it is, its bytes, what it holds.
    pub fn print(&self) -> String {
        let mut out = String::new();
        print_nodes(&self.nodes, 0, &mut out);
        out
    }
}

fn print_nodes(nodes: &[Node], depth: usize, out: &mut String) {
    for node in nodes {
        let indent = depth * 2;
        let mut line = |span: Span, what: std::fmt::Arguments<'_>| {
            // Writing to a string cannot fail.
            let _ = writeln!(out, "{:indent$}{}..{} {what}", "", span.start, span.end);
        };
        match node {
            Node::Text(text) => line(text.span(), format_args!("text {:?}", text.text())),
            Node::ParagraphBreak(span) => line(*span, format_args!("paragraph")),
            Node::Pause(tag) => match tag.length {
                PauseLength::Short => line(tag.span, format_args!("pause short")),
                PauseLength::Medium => line(tag.span, format_args!("pause")),
                PauseLength::Long => line(tag.span, format_args!("pause long")),
                PauseLength::Time(ms) => line(tag.span, format_args!("pause {ms}ms")),
                PauseLength::Unknown => line(tag.span, format_args!("pause unknown")),
            },
            Node::Label(label) => {
                let place = match label.place {
                    LabelPlace::LineStart => "label",
                    LabelPlace::Inline => "inline label",
                };
                line(label.span, format_args!("{place} {:?}", label.name));
            }
            Node::Element(element) => {
                let mut attributes = String::new();
                for a in &element.attributes {
                    let _ = write!(attributes, " {}={:?}", a.name, a.value.text());
                }
                line(element.span, format_args!("<{}{attributes}>", element.name));
                print_nodes(&element.children, depth + 1, out);
            }
        }
    }
}

impl Script {
    /// As a script: parsing and resolving it gives this script again, but for spans.
    pub fn print(&self) -> String {
        let mut out = String::new();
        for turn in &self.turns {
            let mut line = String::new();
            for item in &turn.items {
                match item {
                    Item::Text(text) => self.print_text(text, &mut line),
                    Item::Pause(pause) => {
                        let space = if line.is_empty() || line.ends_with('\n') {
                            ""
                        } else {
                            " "
                        };
                        let _ = write!(line, "{space}<break time=\"{}ms\"/> ", pause.duration.0);
                    }
                    Item::Boundary(boundary) => match boundary.kind {
                        BoundaryKind::Paragraph => {
                            line.truncate(line.trim_end().len());
                            line.push_str("\n\n");
                        }
                        BoundaryKind::Sentence => line.push_str("<s/>"),
                    },
                    Item::Audio(_) | Item::Mark(_) => {}
                }
            }
            if let Some(speaker) = &turn.speaker {
                let _ = write!(out, "{speaker}: ");
            }
            out.push_str(&line);
        }
        while out.ends_with(char::is_whitespace) {
            out.pop();
        }
        out.push('\n');
        out
    }

    fn print_text(&self, text: &Text, out: &mut String) {
        let mut close = Vec::new();
        self.open_style(&text.style, out, &mut close);
        match &text.reading {
            Reading::Plain => {}
            Reading::SayAs(say_as) => open_say_as(say_as, out, &mut close),
            Reading::Phonemes(phonemes) => {
                let alphabet = match phonemes.alphabet {
                    Alphabet::Ipa => "ipa",
                    Alphabet::XSampa => "x-sampa",
                    Alphabet::Arpabet => "x-cmu-arpabet",
                };
                let _ = write!(out, "<phoneme alphabet=\"{alphabet}\" ph=\"");
                escape(phonemes.ph.text(), out);
                out.push_str("\">");
                close.push("</phoneme>");
            }
        }
        escape(text.text.text(), out);
        out.extend(close.into_iter().rev());
    }

    fn open_style(&self, style: &Style, out: &mut String, close: &mut Vec<&'static str>) {
        let level = match style.emphasis {
            Emphasis::None => None,
            Emphasis::Reduced => Some("reduced"),
            Emphasis::Moderate => Some("moderate"),
            Emphasis::Strong => Some("strong"),
        };
        if let Some(level) = level {
            let _ = write!(out, "<emphasis level=\"{level}\">");
            close.push("</emphasis>");
        }
        let neutral = Style {
            emphasis: style.emphasis,
            ..Style::NEUTRAL
        };
        if *style == neutral {
            return;
        }
        out.push_str("<prosody");
        if style.rate != neutral.rate {
            let _ = write!(out, " rate=\"{}%\"", style.rate.0 * 100.0);
        }
        match style.pitch {
            Pitch::Shift(shift) if shift.0 != 0.0 => {
                let _ = write!(out, " pitch=\"{:+}st\"", shift.0);
            }
            Pitch::Shift(_) => {}
            Pitch::Mean(frequency) => {
                let _ = write!(out, " pitch=\"{}Hz\"", frequency.0);
            }
        }
        if style.range != neutral.range {
            let _ = write!(out, " range=\"{:+}%\"", (style.range - 1.0) * 100.0);
        }
        if style.volume != neutral.volume {
            let _ = write!(out, " volume=\"{:+}dB\"", style.volume.0);
        }
        let contour = style.contour.and_then(|i| self.contours.get(i as usize));
        if let Some(contour) = contour {
            out.push_str(" contour=\"");
            for (i, (position, shift)) in contour.points.iter().enumerate() {
                let space = if i > 0 { " " } else { "" };
                let _ = write!(out, "{space}({}%,{:+}st)", position * 100.0, shift.0);
            }
            out.push('"');
        }
        out.push('>');
        close.push("</prosody>");
    }
}

fn open_say_as(say_as: &SayAs, out: &mut String, close: &mut Vec<&'static str>) {
    let kind = match say_as.kind {
        SayAsKind::Characters => "characters",
        SayAsKind::Cardinal => "cardinal",
        SayAsKind::Ordinal => "ordinal",
        SayAsKind::Digits => "digits",
        SayAsKind::Fraction => "fraction",
        SayAsKind::Unit => "unit",
        SayAsKind::Date => "date",
        SayAsKind::Time => "time",
        SayAsKind::Duration => "duration",
        SayAsKind::Telephone => "telephone",
        SayAsKind::Currency => "currency",
        SayAsKind::Address => "address",
        SayAsKind::Name => "name",
        SayAsKind::Expletive => "expletive",
    };
    let _ = write!(out, "<say-as interpret-as=\"{kind}\"");
    for (name, value) in [("format", &say_as.format), ("detail", &say_as.detail)] {
        if let Some(value) = value {
            let _ = write!(out, " {name}=\"");
            escape(value, out);
            out.push('"');
        }
    }
    out.push('>');
    close.push("</say-as>");
}

/// Writes text so that it is read as itself: references for what would start a construct, white space folded.
fn escape(text: &str, out: &mut String) {
    let mut space = false;
    let mut capital = false;
    let mut word_start = true;
    for c in text.chars() {
        if c.is_whitespace() {
            space = true;
            word_start = true;
            continue;
        }
        if std::mem::take(&mut space) {
            out.push(' ');
        }
        if std::mem::take(&mut word_start) {
            capital = !c.is_lowercase();
        }
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '[' => out.push_str("&#91;"),
            // Only a colon that could end a speaker's name.
            ':' if capital => out.push_str("&#58;"),
            c => out.push(c),
        }
    }
    if space {
        out.push(' ');
    }
}
