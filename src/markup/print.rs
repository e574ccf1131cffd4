//! The resolved script as text, for people, `explain --emit` and goldens.
//!
//! [`Script::print`] is itself a script: one line for each paragraph, tags written out with absolute values, so that
//! reading it again gives the same script and printing that the same text. Knows nothing of how it was made.

use super::around::{declare_lexicons, open_language, open_lookups, used_lexicons};
use super::document::LabelPlace;
use super::escape::{escape, escape_character};
use super::lists::ends_in_number;
use super::markdown;
use super::nesting::Nesting;
use super::pasted;
use super::script::{
    Alphabet, Audio, Bound, BoundaryKind, Emphasis, Item, Pitch, Reading, SayAs, SayAsKind, Script, Style,
    Text, Turn,
};
use super::settings::{PauseSettings, ScriptSettings};
use super::speakers::Speakers;
use super::transcript::label_at;
use crate::source::Source;
use crate::units::{Decibels, Milliseconds, Ratio};
use std::collections::BTreeSet;
use std::fmt::Write;

// Writing to a string cannot fail; the results of `write!` are dropped here for that reason.

impl Script {
    /// As a script: parsing and resolving it with the settings of the house gives this script again, but for
    /// spans and the amount of white space.
    pub fn print(&self) -> String {
        let mut labels: BTreeSet<&str> = self.turns.iter().filter_map(|t| t.speaker.as_deref()).collect();
        let lexicons = used_lexicons(self);
        // Names that would not be read as labels are written as `<voice>`; that may take others with them.
        for _ in 0..3 {
            let printed = Printer {
                script: self,
                labels: &labels,
                lexicons: &lexicons,
                out: String::new(),
            }
            .print();
            let document = super::parse(&Source::new("", printed.as_str())).value;
            let read = Speakers::of(&document, &ScriptSettings::from(PauseSettings::HOUSE));
            let before = labels.len();
            labels.retain(|name| read.is_speaker(name));
            if labels.len() == before {
                return printed;
            }
        }
        Printer {
            script: self,
            labels: &BTreeSet::new(),
            lexicons: &lexicons,
            out: String::new(),
        }
        .print()
    }
}

struct Printer<'a> {
    script: &'a Script,
    /// The speakers that are written as labels.
    labels: &'a BTreeSet<&'a str>,
    lexicons: &'a [&'a str],
    out: String,
}

impl Printer<'_> {
    fn print(mut self) -> String {
        let script = self.script;
        declare_lexicons(self.lexicons, &mut self.out);
        // Whom the last label named.
        let mut base = None;
        let mut joined = false;
        // After a label somebody always speaks by name.
        let nobody = script.turns.iter().rposition(|t| t.speaker.is_none());
        for (i, turn) in script.turns.iter().enumerate() {
            let speaker = turn.speaker.as_deref();
            let labelled = !joined
                && nobody.is_none_or(|last| i > last)
                && speaker.is_some_and(|name| self.labels.contains(name));
            let voiced = !labelled && speaker != base;
            if labelled {
                base = speaker;
            }
            match speaker {
                Some(name) if labelled => {
                    let _ = write!(self.out, "{name}: ");
                }
                Some(name) if voiced => {
                    self.space();
                    self.out.push_str("<voice name=\"");
                    escape(name, &mut self.out);
                    self.out.push_str("\">");
                }
                _ => {}
            }
            let ends = self.turn(turn);
            if voiced && speaker.is_some() {
                self.out.truncate(self.out.trim_end().len());
                self.out.push_str("</voice> ");
            }
            // A label begins a paragraph, so it can only stand where one ended.
            joined = ends != Some(BoundaryKind::Paragraph);
            if let Some(kind) = ends {
                self.boundary(kind);
            }
        }
        self.out.truncate(self.out.trim_end().len());
        self.out.push('\n');
        self.out
    }

    /// Writes a turn; answers the boundary at its end, which is left out.
    fn turn(&mut self, turn: &Turn) -> Option<BoundaryKind> {
        let (items, end) = match turn.items.split_last() {
            Some((Item::Boundary(boundary), items)) => (items, Some(boundary.kind)),
            _ => (turn.items.as_slice(), None),
        };
        let mut nesting = Nesting::of(items);
        for (i, item) in items.iter().enumerate() {
            nesting.close(i, &mut self.out);
            match item {
                Item::Text(text) => {
                    if let Some(extent) = nesting.extent(i, text.style.extent, "</prosody>") {
                        self.extent(extent);
                    }
                    self.text(text);
                }
                Item::Pause(pause) => {
                    self.space();
                    let _ = write!(self.out, "<break time=\"{}ms\"/> ", pause.duration.0);
                }
                Item::Boundary(boundary) => self.boundary(boundary.kind),
                Item::Audio(audio) => {
                    self.space();
                    self.audio(audio);
                    nesting.open(i + 1 + audio.fallback, "</audio>");
                    nesting.close(i + 1, &mut self.out);
                }
                Item::Mark(mark) => {
                    self.out.push_str("<mark name=\"");
                    escape(&mark.name, &mut self.out);
                    self.out.push_str("\"/>");
                }
            }
        }
        nesting.finish(&mut self.out);
        end
    }

    /// The start tag around the words that take a set time.
    fn extent(&mut self, index: u32) {
        if let Some(extent) = self.script.extents.get(index as usize) {
            let name = match extent.bound {
                Bound::Exactly => "duration",
                Bound::AtMost => "amazon:max-duration",
            };
            let _ = write!(self.out, "<prosody {name}=\"{}ms\">", extent.duration.0);
        }
    }

    fn boundary(&mut self, kind: BoundaryKind) {
        self.out.truncate(self.out.trim_end().len());
        self.out.push_str(match kind {
            BoundaryKind::Paragraph => "\n\n",
            BoundaryKind::Sentence => " <s/> ",
        });
    }

    /// White space where something other than words follows; it means nothing there.
    fn space(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with([' ', '\n']) {
            self.out.push(' ');
        }
    }

    fn audio(&mut self, audio: &Audio) {
        self.out.push_str("<audio src=\"");
        escape(&audio.src, &mut self.out);
        self.out.push('"');
        if audio.begin != Milliseconds::ZERO {
            let _ = write!(self.out, " clipBegin=\"{}ms\"", audio.begin.0);
        }
        if let Some(end) = audio.end {
            let _ = write!(self.out, " clipEnd=\"{}ms\"", end.0);
        }
        if audio.repeat != Ratio::ONE {
            let _ = write!(self.out, " repeatCount=\"{}\"", audio.repeat.0);
        }
        if let Some(duration) = audio.repeat_duration {
            let _ = write!(self.out, " repeatDur=\"{}ms\"", duration.0);
        }
        if audio.level != Decibels::UNITY {
            let _ = write!(self.out, " soundLevel=\"{:+}dB\"", audio.level.0);
        }
        if audio.speed != Ratio::ONE {
            let _ = write!(self.out, " speed=\"{}\"", percent(audio.speed.0));
        }
        self.out.push('>');
        describe(audio.description.as_deref(), &mut self.out);
    }

    fn text(&mut self, text: &Text) {
        let mut close = Vec::new();
        open_lookups(self.script, text, self.lexicons, &mut self.out, &mut close);
        open_language(self.script, &text.style, &mut self.out, &mut close);
        self.open_style(&text.style, &mut close);
        match &text.reading {
            Reading::Plain => {}
            Reading::Word(class) => {
                let _ = write!(self.out, "<w role=\"{}\">", class.name());
                close.push("</w>");
            }
            Reading::SayAs(say_as) => {
                open_say_as(say_as, &mut self.out);
                close.push("</say-as>");
            }
            Reading::Phonemes(phonemes) => {
                let alphabet = match phonemes.alphabet {
                    Alphabet::Ipa => "ipa",
                    Alphabet::XSampa => "x-sampa",
                    Alphabet::Arpabet => "x-cmu-arpabet",
                };
                let _ = write!(self.out, "<phoneme alphabet=\"{alphabet}\" ph=\"");
                escape(phonemes.ph.text(), &mut self.out);
                self.out.push_str("\">");
                close.push("</phoneme>");
            }
        }
        let (written, mut done) = (text.text.text(), 0);
        for code in text.text.code() {
            let (start, end) = (code.start as usize, code.end as usize);
            escape_text(&written[done..start], self.labels, &mut self.out);
            escape_code(&written[start..end], self.labels, &mut self.out);
            done = end;
        }
        escape_text(&written[done..], self.labels, &mut self.out);
        self.out.extend(close.into_iter().rev());
    }

    fn open_style(&mut self, style: &Style, close: &mut Vec<&'static str>) {
        let level = match style.emphasis {
            Emphasis::None => None,
            Emphasis::Reduced => Some("reduced"),
            Emphasis::Moderate => Some("moderate"),
            Emphasis::Strong => Some("strong"),
        };
        let out = &mut self.out;
        if let Some(level) = level {
            let _ = write!(out, "<emphasis level=\"{level}\">");
            close.push("</emphasis>");
        }
        let neutral = Style {
            emphasis: style.emphasis,
            extent: style.extent,
            language: style.language,
            ..Style::NEUTRAL
        };
        if *style == neutral {
            return;
        }
        out.push_str("<prosody");
        if style.rate != neutral.rate {
            let _ = write!(out, " rate=\"{}\"", percent(style.rate.0));
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
            let _ = write!(out, " range=\"{}\"", percent(style.range));
        }
        if style.volume == Decibels::SILENCE {
            out.push_str(" volume=\"silent\"");
        } else if style.volume != neutral.volume {
            let _ = write!(out, " volume=\"{:+}dB\"", style.volume.0);
        }
        let contour = style.contour.and_then(|i| self.script.contours.get(i as usize));
        if let Some(contour) = contour {
            out.push_str(" contour=\"");
            for (i, (position, shift)) in contour.points.iter().enumerate() {
                let space = if i > 0 { " " } else { "" };
                let _ = write!(out, "{space}({},{:+}st)", percent(*position), shift.0);
            }
            out.push('"');
        }
        out.push('>');
        close.push("</prosody>");
    }
}

/// What a clip sounds like.
pub(super) fn describe(description: Option<&str>, out: &mut String) {
    if let Some(description) = description {
        out.push_str("<desc>");
        escape(description, out);
        out.push_str("</desc>");
    }
}

/// A factor as the shortest percentage that is read as the same factor.
pub(super) fn percent(factor: f32) -> String {
    let exact = f64::from(factor) * 100.0;
    let rounded = (exact * 1e4).round() / 1e4;
    let shown = if (rounded / 100.0) as f32 == factor {
        rounded
    } else {
        exact
    };
    format!("{shown}%")
}

/// The value of `interpret-as`.
pub(super) const fn say_as_name(kind: SayAsKind) -> &'static str {
    match kind {
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
    }
}

fn open_say_as(say_as: &SayAs, out: &mut String) {
    let kind = say_as_name(say_as.kind);
    let _ = write!(out, "<say-as interpret-as=\"{kind}\"");
    for (name, value) in [("format", &say_as.format), ("detail", &say_as.detail)] {
        if let Some(value) = value {
            let _ = write!(out, " {name}=\"");
            escape(value, out);
            out.push('"');
        }
    }
    out.push('>');
}

/// Writes text so that it is read as itself, and as code if it still can be.
fn escape_code(text: &str, labels: &BTreeSet<&str>, out: &mut String) {
    let open = out.len();
    out.push('`');
    escape_text(text, labels, out);
    out.push('`');
    if markdown::emphasis(out, open) != Some((1, out.len() - 1)) {
        out.truncate(open);
        escape_text(text, labels, out);
    }
}

/// Writes text so that it is read as itself: references for what would start a construct, white space folded.
fn escape_text(text: &str, labels: &BTreeSet<&str>, out: &mut String) {
    let mut capital = false;
    let mut in_label = 0;
    let mut line_start = out.is_empty() || out.ends_with('\n');
    if line_start {
        in_label = colons_of_label(text, labels);
    }
    let mut before = out.chars().next_back().unwrap_or(' ');
    let mut word_start = !before.is_alphanumeric();
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        if matches!(c, ' ' | '\n' | '\r' | '\t') {
            if before != ' ' {
                out.push(' ');
            }
            before = ' ';
            word_start = true;
            continue;
        }
        if std::mem::take(&mut word_start) {
            capital = !c.is_lowercase();
        }
        let special = match c {
            '[' | '*' | '`' => true,
            '_' => !before.is_alphanumeric(),
            // `{pause}` would be reported.
            '{' => characters
                .peek()
                .is_some_and(|&next| next.is_alphabetic() || matches!(next, ' ' | '{')),
            // Only a colon that could end a speaker's name.
            ':' if in_label > 0 => {
                in_label -= 1;
                true
            }
            ':' => capital && characters.peek().is_none_or(|next| next.is_whitespace()),
            '~' => line_start || before == '~' || characters.peek() == Some(&'~'),
            '\\' => characters.peek().is_none_or(char::is_ascii_punctuation),
            '.' | ')' => ends_in_number(out.as_bytes()),
            '#' | '-' | '+' | '=' | '|' | '>' | '•' => line_start,
            _ => false,
        };
        match c {
            c if special => {
                let _ = write!(out, "&#{};", u32::from(c));
            }
            c => escape_character(c, out),
        }
        line_start = false;
        before = c;
    }
}

/// How many colons of a text at the start of a line belong to what would be read as a label of one of these speakers, or
/// could be, where no label has a space behind it.
fn colons_of_label(text: &str, labels: &BTreeSet<&str>) -> usize {
    let words: Vec<&str> = text.split_whitespace().take(16).collect();
    let head = words.join(" ");
    // So would a cue of subtitles.
    if pasted::cue(&head).is_some() {
        return head.matches(':').count();
    }
    // A time before a label would be left out.
    let time = pasted::time(&head).map_or(0, |(_, bytes)| bytes);
    let Some(label) = label_at(&head, time, LabelPlace::LineStart) else {
        return 0;
    };
    if time > 0 {
        return head[..label.span.end as usize].matches(':').count();
    }
    let name = label.name.to_lowercase();
    if label.loose || labels.iter().any(|known| known.to_lowercase() == name) {
        head[label.span.range()].matches(':').count()
    } else {
        0
    }
}
