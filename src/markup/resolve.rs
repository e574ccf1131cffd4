//! `resolve`: [`Document`] to [`Script`]: inheritance, relative values and brackets folded away.
//!
//! Owns what structure, pauses and voices do; readings, prosody and other engines' tags have files of their own
//! beside it. Knows nothing of how a tag was written down, and nothing of words.

use super::attributes;
use super::builder::{Builder, Edge};
use super::chapter::{Chapter, chapter};
use super::dialects::{self, Clips};
use super::document::{Document, Element, Node, PauseLength, PauseTag};
use super::elements::{self, Scope};
use super::language::{Language, based};
use super::lexicons::Lexicons;
use super::report::Report;
use super::script::{Audio, BoundaryKind, Mark, Reading, Script, Style, Text};
use super::settings::{LabelKind, ScriptSettings};
use super::silences::Silences;
use super::speakers::Speakers;
use crate::diag::{Code, Diagnostic, Findings};
use crate::source::{Mapped, Span};
use crate::units::{Decibels, Milliseconds, Ratio};
use std::collections::BTreeSet;
use std::rc::Rc;

/// Folds tags, labels and brackets into turns of items with absolute styles.
pub fn resolve(document: &Document, settings: &ScriptSettings) -> Findings<Script> {
    let mut resolver = Resolver {
        settings,
        speakers: Speakers::of(document, settings),
        report: Report::default(),
        out: Builder::default(),
        lexicons: Lexicons::default(),
        silences: Silences::default(),
        told: BTreeSet::new(),
    };
    resolver.nodes(&document.nodes, &Context::PLAIN);
    for span in document.behind_ssml() {
        resolver.report.add(Code::BehindDocument, span, || {
            "this stands behind `</speak>`, and is spoken all the same".to_owned()
        });
    }
    for (name, span) in std::mem::take(&mut resolver.speakers.doubtful) {
        resolver.report.add(Code::DoubtfulSpeaker, span, || {
            format!("`{name}` is read as a speaker, who says nothing else in this script")
        });
    }
    let lexicons = resolver.finish_lexicons(document.span);
    let (mut script, says_something) = resolver.out.finish();
    script.lexicons = lexicons;
    if !says_something && document.span.len() <= super::parse::LARGEST {
        resolver.report.add(Code::EmptyScript, Span::new(0, 0), || {
            "there is nothing to say in this script".to_owned()
        });
    }
    Findings {
        value: script,
        diagnostics: resolver.report.finish(),
    }
}

/// What the elements around a node make of it.
#[derive(Clone)]
pub(super) struct Context {
    pub(super) style: Style,
    pub(super) reading: Reading,
    /// The tag that claimed the reading.
    pub(super) claimed: Option<Span>,
    pub(super) language: Language,
    /// What references start from (`xml:base`).
    pub(super) base: Option<Rc<str>>,
    /// What is asked of clips inside.
    pub(super) clips: Clips,
}

impl Context {
    const PLAIN: Self = Self {
        style: Style::NEUTRAL,
        reading: Reading::Plain,
        claimed: None,
        language: Language::ENGLISH,
        base: None,
        clips: Clips::AS_THEY_ARE,
    };
}

/// A script in the making, and what its document comes with.
pub(super) struct Resolver<'a> {
    settings: &'a ScriptSettings,
    pub(super) speakers: Speakers,
    pub(super) report: Report,
    pub(super) out: Builder,
    pub(super) lexicons: Lexicons,
    pub(super) silences: Silences,
    /// Kinds of loss that were reported; one finding a kind.
    told: BTreeSet<String>,
}

impl Resolver<'_> {
    pub(super) fn nodes(&mut self, nodes: &[Node], context: &Context) {
        let around = self.silences;
        self.silences = around.inside();
        self.each(nodes, context);
        self.tail_silence();
        self.silences = around.after(self.silences);
    }

    fn each(&mut self, nodes: &[Node], context: &Context) {
        for (i, node) in nodes.iter().enumerate() {
            match node {
                Node::Text(text) => self.text_with_silences(text.clone(), context),
                Node::ParagraphBreak(span) | Node::Heading(span) => {
                    self.boundary(BoundaryKind::Paragraph, span.end);
                }
                Node::SentenceBreak(span) => self.boundary(BoundaryKind::Sentence, span.end),
                Node::Pause(tag) => self.pause_tag(tag),
                Node::Label(label) if self.speakers.is_speaker(&label.name) => {
                    let name = self.speakers.spelled(&label.name);
                    self.out.turn(name, label);
                }
                // The name and colon are prose after all.
                Node::Label(label) => self.text_with_silences(label.prose.clone(), context),
                Node::Element(element) => {
                    self.element(element, context);
                    if let Some(Node::Text(after)) = nodes.get(i + 1) {
                        self.check_space(element, after);
                    }
                }
            }
        }
    }

    fn boundary(&mut self, kind: BoundaryKind, at: u32) {
        self.silences.ended(kind);
        self.out.boundary(kind, at);
    }

    pub(super) fn text(&mut self, text: Mapped, context: &Context) {
        if context.language.is_ignored() {
            return;
        }
        self.out.text(Text {
            text,
            reading: context.reading.clone(),
            style: context.style,
        });
    }

    pub(super) fn pause_tag(&mut self, tag: &PauseTag) {
        let lengths = self.settings.pauses_of(self.out.speaker());
        let milliseconds = match tag.length {
            PauseLength::Short => u64::from(lengths.short.0),
            PauseLength::Medium => u64::from(lengths.medium.0),
            PauseLength::Long => u64::from(lengths.long.0),
            PauseLength::Time(milliseconds) => milliseconds,
            PauseLength::Unknown => return,
        };
        self.pause(milliseconds, tag.span);
    }

    pub(super) fn pause(&mut self, milliseconds: u64, span: Span) {
        let cap = self.settings.pauses_of(self.out.speaker()).cap;
        let duration = match u32::try_from(milliseconds) {
            Ok(asked) if asked <= cap.0 => Milliseconds(asked),
            _ => {
                // A number that large may be the end of its type, and not what was written.
                self.report
                    .add(Code::PauseOverCap, span, || match u32::try_from(milliseconds) {
                        Ok(asked) => format!("a pause of {} is cut to {cap}", Milliseconds(asked)),
                        Err(_) => format!("a pause of more than seven weeks is cut to {cap}"),
                    });
                cap
            }
        };
        self.out.pause(duration, span);
    }

    fn element(&mut self, element: &Element, context: &Context) {
        let Some(definition) = elements::definition(&element.name) else {
            return self.nodes(&element.children, context);
        };
        self.check_attributes(element, definition);
        if element.children.is_empty()
            && element.span == element.start_tag
            && definition.is_about_what_it_holds()
        {
            return self.holds_nothing(element);
        }
        let inherited = self.inherit(element, context);
        let context = inherited.as_ref().unwrap_or(context);
        match definition.name {
            "break" => self.break_tag(element),
            "p" | "speak" => self.structure(element, BoundaryKind::Paragraph, context),
            "s" => self.structure(element, BoundaryKind::Sentence, context),
            "phoneme" => self.phoneme(element, context),
            "say-as" => self.say_as(element, context),
            "sub" => self.sub(element, context),
            "prosody" => self.prosody(element, context),
            "emphasis" => self.emphasis(element, context),
            "voice" => self.voice(element, context),
            "audio" => self.audio(element, context),
            "mark" => self.mark(element, "name"),
            "lang" => self.nodes(&element.children, context),
            "token" | "w" => self.token(element, context),
            "lexicon" => self.lexicon(element, context),
            "lookup" => self.lookup(element, context),
            _ if definition.scope == Scope::Silent || definition.name == "meta" => {}
            _ => dialects::element(self, element, context),
        }
        if definition.name == "speak" {
            self.cut_to_marks(element);
        }
    }

    /// `<prosody rate="slow"/>`: a tag about what it holds, which ends where it starts.
    fn holds_nothing(&mut self, element: &Element) {
        self.report.add_with(Code::NoEffect, element.start_tag, || {
            let name = &element.name;
            let message = format!("`<{name}/>` changes nothing: it holds nothing");
            Diagnostic::new(Code::NoEffect, element.start_tag, message).fix(format!(
                "end it with `>`, and write `</{name}>` behind what it is meant for"
            ))
        });
    }

    /// `<phoneme ...>Istio</phoneme>and` is a slip; `<phoneme ...>kube</phoneme>s` is a word.
    fn check_space(&mut self, element: &Element, after: &Mapped) {
        // What is wrong with a tag has been said.
        if !element.well_formed || !matches!(elements::local(&element.name), "phoneme" | "say-as" | "sub") {
            return;
        }
        let rest = after.text();
        let word = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        if matches!(&rest[..word], "" | "s" | "es" | "d" | "ed" | "ing" | "er" | "ers") {
            return;
        }
        let span = after.span_of(0..word);
        self.report.add(Code::NoSpaceAfterTag, span, || {
            format!(
                "`{}` is read as the rest of the word before the tag's end",
                &rest[..word]
            )
        });
    }

    /// The value of an attribute, if it is there and has the form it needs.
    pub(super) fn value<T>(
        &mut self,
        element: &Element,
        name: &str,
        parse: impl Fn(&str) -> Option<T>,
        expected: &str,
    ) -> Option<T> {
        let attribute = element.attribute(name)?;
        let value = parse(attribute.value.text());
        if value.is_none() {
            self.bad(attribute, expected);
        }
        value
    }

    /// Whether this kind of finding is new.
    pub(super) fn told(&mut self, kind: String) -> bool {
        self.told.insert(kind)
    }

    /// Whether the cast names somebody so.
    pub(super) fn is_cast(&self, name: &str) -> bool {
        let label = self.settings.label(name);
        label.is_some_and(|label| label.kind == LabelKind::Speaker)
    }

    /// Reports that an element changes nothing, once a script.
    pub(super) fn lose(&mut self, element: &Element, why: &str) {
        if self.told.insert(element.name.clone()) {
            self.report.add(Code::NoEffect, element.start_tag, || {
                format!("`<{}>` changes nothing: {why}", element.name)
            });
        }
    }

    /// Reports that an attribute changes nothing, once a script.
    pub(super) fn lose_attribute(&mut self, element: &Element, name: &str, why: &str) {
        let Some(attribute) = element.attribute(name) else {
            return;
        };
        if self.told.insert(format!("{} {name}", element.name)) {
            let span = attribute.name_span.join(attribute.value_span);
            self.report.add_with(Code::NoEffect, span, || {
                let message = format!("`{name}` of `<{}>` changes nothing: {why}", element.name);
                Diagnostic::new(Code::NoEffect, span, message).fix(format!("remove `{name}`"))
            });
        }
    }

    pub(super) fn break_tag(&mut self, element: &Element) {
        let expected = "`none`, `x-weak`, `weak`, `medium`, `strong` or `x-strong`";
        let strength = self.value(element, "strength", attributes::strength, expected);
        let time = self.value(
            element,
            "time",
            attributes::time,
            "a time such as `250ms` or `3s`",
        );
        let strength = strength.map(|length| u64::from(length.0));
        // A bare break is medium (SSML 1.1, 3.2.3), and the time wins over the strength.
        self.pause(time.or(strength).unwrap_or(500), element.span);
    }

    fn structure(&mut self, element: &Element, kind: BoundaryKind, context: &Context) {
        if kind == BoundaryKind::Paragraph {
            self.silences.ended(kind);
        }
        self.out.boundary(kind, element.start_tag.end);
        self.nodes(&element.children, context);
        self.boundary(kind, element.span.end);
    }

    /// What the element holds is said by somebody else.
    pub(super) fn spoken_by(&mut self, name: String, span: Span, element: &Element, context: &Context) {
        let name = self.speakers.spelled(&name);
        let before = self.out.switch((Some(name), span));
        self.nodes(&element.children, context);
        self.out.switch_back(before);
    }

    fn audio(&mut self, element: &Element, context: &Context) {
        for name in ["fetchtimeout", "fetchhint", "maxage", "maxstale"] {
            self.lose_attribute(
                element,
                name,
                "files beside the script are read, nothing is fetched",
            );
        }
        if let Some(src) = element.attribute("src") {
            let time = "a time such as `250ms` or `3s`";
            let audio = Audio {
                src: based(context.base.as_deref(), src.value.text()),
                span: element.span,
                fallback: 0,
                begin: self
                    .value(element, "clipBegin", attributes::milliseconds, time)
                    .unwrap_or(Milliseconds::ZERO),
                end: self.value(element, "clipEnd", attributes::milliseconds, time),
                repeat: self
                    .value(
                        element,
                        "repeatCount",
                        attributes::repeat_count,
                        "a number above 0",
                    )
                    .unwrap_or(Ratio::ONE),
                repeat_duration: self.value(element, "repeatDur", attributes::milliseconds, time),
                level: self
                    .value(
                        element,
                        "soundLevel",
                        attributes::sound_level,
                        "decibels such as `-6dB`",
                    )
                    .unwrap_or(Decibels::UNITY),
                speed: self
                    .value(element, "speed", attributes::speed, "a percentage such as `110%`")
                    .unwrap_or(Ratio::ONE),
                description: description(element),
            };
            let asked = context.clips.applied(audio);
            let played = Audio {
                level: Audio::level_within(asked.level),
                speed: Audio::speed_within(asked.speed),
                ..asked.clone()
            };
            if (played.level, played.speed) != (asked.level, asked.speed) {
                self.report.add(Code::ValueClamped, element.start_tag, || {
                    format!(
                        "a clip is played at {} and {} % of its speed: it can be -120 to +40 dB and 12.5 to 400 %",
                        played.level,
                        played.speed.0 * 100.0
                    )
                });
            }
            let place = self.out.audio(played);
            self.nodes(&element.children, context);
            self.out.end_fallback(place, element.span.end);
        } else {
            self.nodes(&element.children, context);
        }
    }

    /// `startmark` and `endmark` (SSML 1.1, 3.1.1): only what stands between the two marks is rendered.
    fn cut_to_marks(&mut self, element: &Element) {
        for (name, edge) in [("startmark", Edge::Start), ("endmark", Edge::End)] {
            if let Some(attribute) = element.attribute(name)
                && !self.out.cut(attribute.value.text(), edge)
            {
                self.bad(attribute, "the name of a `<mark>` of this document");
            }
        }
    }

    pub(super) fn mark(&mut self, element: &Element, attribute: &str) {
        if let Some(name) = element.attribute(attribute) {
            let chapter = chapter(name.value.text());
            if let Some(Chapter::Meant(title)) = chapter {
                let span = name.value_span;
                self.report.add_with(Code::UnmarkedChapter, span, || {
                    let message = format!("`{}` opens no chapter", name.value.text());
                    let found = Diagnostic::new(Code::UnmarkedChapter, span, message);
                    match title.is_empty() {
                        true => found,
                        false => found.fix(format!("write `chapter: {title}`")),
                    }
                });
            }
            let chapter = match chapter {
                Some(Chapter::Opened(title)) => Some(title.to_owned()),
                _ => None,
            };
            self.out.mark(Mark {
                name: name.value.text().to_owned(),
                chapter,
                span: element.span,
            });
        }
    }
}

/// What a clip sounds like: the text of the first `<desc>` in it, its white space made single spaces.
fn description(audio: &Element) -> Option<String> {
    let desc = audio.children.iter().find_map(|node| match node {
        Node::Element(element) if elements::local(&element.name) == "desc" => Some(element),
        _ => None,
    })?;
    let texts = desc.children.iter().filter_map(|node| match node {
        Node::Text(text) => Some(text.text()),
        _ => None,
    });
    let words: Vec<&str> = texts.flat_map(str::split_whitespace).collect();
    (!words.is_empty()).then(|| words.join(" "))
}
