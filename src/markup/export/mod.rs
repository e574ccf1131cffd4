//! Scripts written for other engines: plain SSML 1.1, Google, Azure, Polly, or text without any tag.
//!
//! Reports what each of them would drop, one finding a kind. Knows nothing of how a script was read.

mod dialect;
mod style;

pub use dialect::Dialect;

use super::around::{declare_lexicons, open_language, open_lookups, used_lexicons};
use super::escape::{escape, escape_character};
use super::nesting::Nesting;
use super::print::{describe, percent};
use super::report::Report;
use super::script::{Audio, BoundaryKind, Item, PartOfSpeech, Reading, SayAs, Script, Text, Turn};
use crate::diag::{Code, Diagnostic, Findings};
use crate::source::Span;
use crate::units::{Decibels, Milliseconds, Ratio};
use std::collections::BTreeSet;
use std::fmt::Write;

impl Script {
    /// The script as another engine reads it, with a finding for each kind of thing that engine would drop.
    pub fn export(&self, dialect: Dialect) -> Findings<String> {
        let mut writer = Writer {
            script: self,
            dialect,
            lexicons: used_lexicons(self),
            out: String::new(),
            report: Report::default(),
            told: BTreeSet::new(),
        };
        writer.script();
        Findings {
            value: writer.out,
            diagnostics: writer.report.finish(),
        }
    }
}

struct Writer<'a> {
    script: &'a Script,
    dialect: Dialect,
    lexicons: Vec<&'a str>,
    out: String,
    report: Report,
    told: BTreeSet<&'static str>,
}

// Writing to a string cannot fail; the results of `write!` are dropped for that reason.
impl Writer<'_> {
    fn script(&mut self) {
        const NAMESPACE: &str = "xmlns=\"http://www.w3.org/2001/10/synthesis\" xml:lang=\"en-US\"";
        let tagged = self.dialect != Dialect::Text;
        match self.dialect {
            Dialect::Ssml => {
                let _ = writeln!(self.out, "<speak version=\"1.1\" {NAMESPACE}>");
            }
            Dialect::Azure => {
                let _ = writeln!(self.out, "<speak version=\"1.0\" {NAMESPACE}>");
            }
            Dialect::Google | Dialect::Polly => self.out.push_str("<speak>\n"),
            Dialect::Text => {}
        }
        let script = self.script;
        match (self.dialect, script.lexicons.first()) {
            (Dialect::Ssml, _) => declare_lexicons(&self.lexicons, &mut self.out),
            (_, Some(lexicon)) => self.lose(
                "lexicons of a script",
                lexicon.span,
                "give the words their pronunciations with `<phoneme>`",
            ),
            (_, None) => {}
        }
        let mut speaker = None;
        for turn in &script.turns {
            self.turn(turn, &mut speaker);
        }
        self.out.truncate(self.out.trim_end().len());
        self.out.push_str(if tagged { "\n</speak>\n" } else { "\n" });
    }

    fn lose(&mut self, kind: &'static str, span: Span, fix: &str) {
        if self.told.insert(kind) {
            let name = self.dialect.name();
            self.report.add_with(Code::LostInExport, span, || {
                Diagnostic::new(Code::LostInExport, span, format!("{name} has no {kind}")).fix(fix)
            });
        }
    }

    fn turn<'t>(&mut self, turn: &'t Turn, speaker: &mut Option<&'t str>) {
        let name = turn.speaker.as_deref();
        let first = self.script.turns.first();
        let begins = first.is_some_and(|first| std::ptr::eq(first, turn));
        let mut voiced = false;
        match (self.dialect, name) {
            (Dialect::Text, Some(name)) => {
                let _ = write!(self.out, "{name}: ");
            }
            (Dialect::Polly, Some(_)) => {
                if !begins && *speaker != name {
                    self.lose(
                        "tag to change the voice",
                        turn.speaker_span,
                        "write a file for each speaker",
                    );
                }
            }
            (Dialect::Azure, None) => {
                let start = turn.items.first().map_or(turn.speaker_span, span_of);
                self.lose("speech without a named voice", start, "label every turn");
            }
            (_, Some(name)) => {
                if let Some(example) = self.dialect.voice_like(name) {
                    let fix = format!("put the name of one in its place, such as `{example}`");
                    self.lose("voice of this speaker's name", turn.speaker_span, &fix);
                }
                self.out.push_str("<voice name=\"");
                escape(name, &mut self.out);
                self.out.push_str("\">");
                voiced = true;
            }
            (_, None) => {}
        }
        *speaker = name;
        let paragraphs = turn
            .items
            .split(|i| matches!(i, Item::Boundary(b) if b.kind == BoundaryKind::Paragraph));
        let last = paragraphs.clone().count().saturating_sub(1);
        for (i, paragraph) in paragraphs.enumerate().filter(|(_, items)| !items.is_empty()) {
            if i > 0 {
                self.out.push_str(if self.dialect == Dialect::Text {
                    "\n\n"
                } else {
                    "\n"
                });
            }
            // The paragraph at the end of a turn may go on in the next, so only those before it are marked.
            let marked = i < last && self.dialect != Dialect::Text;
            self.out.push_str(if marked { "<p>" } else { "" });
            self.paragraph(paragraph);
            self.out.push_str(if marked { "</p>" } else { "" });
        }
        self.out.truncate(self.out.trim_end().len());
        self.out.push_str(if voiced { "</voice>\n" } else { "\n" });
        if self.dialect == Dialect::Text {
            self.out.push('\n');
        }
    }

    fn paragraph(&mut self, items: &[Item]) {
        let sentences = items.split(|i| matches!(i, Item::Boundary(_)));
        let marked = self.dialect != Dialect::Text && sentences.clone().count() > 1;
        for (i, sentence) in sentences.enumerate().filter(|(_, items)| !items.is_empty()) {
            self.out.push_str(if i > 0 { " " } else { "" });
            self.out.push_str(if marked { "<s>" } else { "" });
            self.items(sentence);
            self.out.push_str(if marked { "</s>" } else { "" });
        }
    }

    fn items(&mut self, items: &[Item]) {
        let mut nesting = Nesting::of(items);
        for (i, item) in items.iter().enumerate() {
            nesting.close(i, &mut self.out);
            match item {
                Item::Text(text) => {
                    if self.dialect == Dialect::Ssml
                        && let Some(extent) = nesting.extent(i, text.style.extent, "</prosody>")
                    {
                        self.extent(extent);
                    }
                    self.text(text);
                }
                Item::Pause(pause) => self.pause(pause.duration, pause.span),
                Item::Boundary(_) => {}
                Item::Audio(audio) => {
                    if matches!(self.dialect, Dialect::Polly | Dialect::Text) {
                        self.lose(
                            "recorded clips",
                            audio.span,
                            "mix the clip in afterwards; its fallback is written",
                        );
                    } else {
                        self.audio(audio);
                        nesting.open(i + 1 + audio.fallback, "</audio>");
                        nesting.close(i + 1, &mut self.out);
                    }
                }
                Item::Mark(mark) => {
                    let (tag, attribute) = match self.dialect {
                        Dialect::Azure => ("bookmark", "mark"),
                        Dialect::Text => {
                            self.lose("marks", mark.span, "keep the tagged script for the marks");
                            continue;
                        }
                        _ => ("mark", "name"),
                    };
                    let _ = write!(self.out, "<{tag} {attribute}=\"");
                    escape(&mark.name, &mut self.out);
                    self.out.push_str("\"/>");
                }
            }
        }
        nesting.finish(&mut self.out);
    }

    /// The start tag around the words that take a set time.
    fn extent(&mut self, index: u32) {
        let duration = self.script.extents.get(index as usize).map(|e| e.duration.0);
        let _ = write!(self.out, "<prosody duration=\"{}ms\">", duration.unwrap_or(0));
    }

    /// A pause longer than the engine's longest is written as several; they sum.
    fn pause(&mut self, duration: Milliseconds, span: Span) {
        let spaced = self.out.is_empty() || self.out.ends_with([' ', '>', '\n']);
        self.out.push_str(if spaced { "" } else { " " });
        if self.dialect == Dialect::Text {
            return self.lose("pauses", span, "leave a blank line where silence matters");
        }
        let longest = self.dialect.longest_pause().0;
        let mut left = duration.0;
        loop {
            let part = left.min(longest);
            let _ = write!(self.out, "<break time=\"{part}ms\"/>");
            left -= part;
            if left == 0 {
                break;
            }
        }
        self.out.push(' ');
    }

    fn audio(&mut self, audio: &Audio) {
        self.out.push_str("<audio src=\"");
        escape(&audio.src, &mut self.out);
        self.out.push('"');
        let plain = audio.begin == Milliseconds::ZERO
            && audio.end.is_none()
            && audio.repeat == Ratio::ONE
            && audio.repeat_duration.is_none()
            && audio.level == Decibels::UNITY
            && audio.speed == Ratio::ONE;
        if self.dialect == Dialect::Azure && !plain {
            self.lose("clipped or repeated audio", audio.span, "cut the clip itself");
        } else if !plain {
            let _ = write!(self.out, " clipBegin=\"{}ms\"", audio.begin.0);
            if let Some(end) = audio.end {
                let _ = write!(self.out, " clipEnd=\"{}ms\"", end.0);
            }
            if let Some(duration) = audio.repeat_duration {
                let _ = write!(self.out, " repeatDur=\"{}ms\"", duration.0);
            }
            let (repeat, level, speed) = (audio.repeat.0, audio.level.0, percent(audio.speed.0));
            let _ = write!(
                self.out,
                " repeatCount=\"{repeat}\" soundLevel=\"{level:+}dB\" speed=\"{speed}\""
            );
        }
        self.out.push('>');
        match &audio.description {
            Some(_) if self.dialect == Dialect::Azure => {
                self.lose(
                    "description of a clip",
                    audio.span,
                    "say in the clip's fallback what is heard",
                );
            }
            description => describe(description.as_deref(), &mut self.out),
        }
    }

    fn text(&mut self, text: &Text) {
        let span = text.text.span();
        let mut close = Vec::new();
        if self.dialect == Dialect::Ssml {
            open_lookups(self.script, text, &self.lexicons, &mut self.out, &mut close);
        }
        if self.dialect == Dialect::Text && text.style.language.is_some() {
            self.lose(
                "languages",
                span,
                "spell the words so that English letters tell their sound",
            );
        } else {
            open_language(self.script, &text.style, &mut self.out, &mut close);
        }
        self.open_style(&text.style, span, &mut close);
        match &text.reading {
            Reading::Plain => {}
            Reading::Word(class) => self.open_word(*class, span, &mut close),
            Reading::SayAs(say_as) => self.open_say_as(say_as, span, &mut close),
            Reading::Phonemes(phonemes) => match self.dialect.alphabet(phonemes.alphabet) {
                Some(alphabet) => {
                    let _ = write!(self.out, "<phoneme alphabet=\"{alphabet}\" ph=\"");
                    escape(phonemes.ph.text(), &mut self.out);
                    self.out.push_str("\">");
                    close.push("</phoneme>");
                }
                None if self.dialect == Dialect::Text => {
                    self.lose(
                        "pronunciations",
                        span,
                        "write the word as it sounds where it matters",
                    );
                }
                None => self.lose("ARPAbet", span, "write the pronunciation in IPA"),
            },
        }
        let mut space = self.out.ends_with(char::is_whitespace);
        for c in text.text.text().chars() {
            if c.is_ascii_whitespace() {
                self.out.push_str(if space { "" } else { " " });
            } else {
                match self.dialect {
                    Dialect::Text => self.out.push(c),
                    _ => escape_character(c, &mut self.out),
                }
            }
            space = c.is_ascii_whitespace();
        }
        self.out.extend(close.into_iter().rev());
    }

    fn open_say_as(&mut self, say_as: &SayAs, span: Span, close: &mut Vec<&'static str>) {
        let Some(kind) = self.dialect.say_as(say_as.kind) else {
            let lost = match self.dialect {
                Dialect::Text => "readings",
                _ => "`interpret-as` for some readings",
            };
            return self.lose(lost, span, "write the words as they are to be read");
        };
        let _ = write!(self.out, "<say-as interpret-as=\"{kind}\"");
        for (name, value) in [("format", &say_as.format), ("detail", &say_as.detail)] {
            if let Some(value) = value {
                let _ = write!(self.out, " {name}=\"");
                escape(value, &mut self.out);
                self.out.push('"');
            }
        }
        self.out.push('>');
        close.push("</say-as>");
    }

    fn open_word(&mut self, class: PartOfSpeech, span: Span, close: &mut Vec<&'static str>) {
        let role = match (self.dialect, class) {
            (Dialect::Ssml, _) => class.name(),
            (Dialect::Polly, PartOfSpeech::Noun) => "amazon:NN",
            (Dialect::Polly, PartOfSpeech::Verb) => "amazon:VB",
            (Dialect::Polly, PartOfSpeech::Past) => "amazon:VBD",
            (Dialect::Polly, PartOfSpeech::Adjective) => "amazon:JJ",
            (Dialect::Polly, PartOfSpeech::Usual) => "amazon:DEFAULT",
            (Dialect::Polly, PartOfSpeech::Unusual) => "amazon:SENSE_1",
            _ => {
                return self.lose(
                    "role of a word",
                    span,
                    "give the word its pronunciation with `<phoneme>`",
                );
            }
        };
        let _ = write!(self.out, "<w role=\"{role}\">");
        close.push("</w>");
    }
}

fn span_of(item: &Item) -> Span {
    match item {
        Item::Text(text) => text.text.span(),
        Item::Pause(pause) => pause.span,
        Item::Boundary(boundary) => boundary.span,
        Item::Audio(audio) => audio.span,
        Item::Mark(mark) => mark.span,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::{PauseSettings, parse, resolve};
    use crate::source::Source;

    #[test]
    fn languages_and_descriptions_are_written_or_their_loss_is_told() {
        let text = "<speak>Say <lang xml:lang=\"fr\">bon</lang>. <audio src=\"a.wav\"><desc>a bell</desc>ding</audio></speak>";
        let document = parse(&Source::new("test", text)).value;
        let script = resolve(&document, &PauseSettings::HOUSE.into()).value;
        for dialect in Dialect::ALL {
            let exported = script.export(dialect);
            let holds = |part: &str| exported.value.contains(part);
            let tells = |part: &str| exported.diagnostics.iter().any(|d| d.message.contains(part));
            assert!(
                holds("<lang xml:lang=\"fr\">bon</lang>.") != tells("no languages"),
                "{dialect:?}: {}",
                exported.value
            );
            assert!(
                holds("<desc>a bell</desc>") != (tells("no description") || tells("no recorded clips")),
                "{dialect:?}: {}",
                exported.value
            );
        }
    }
}
