//! `resolve`: [`Document`] to [`Script`]: inheritance, relative values and brackets folded away.
//!
//! Owns what tags do. Knows nothing of how they were written down, and nothing of words.

use super::attributes;
use super::builder::Builder;
use super::document::{Attribute, Document, Element, Node, PauseLength, PauseTag};
use super::elements::{self, Scope};
use super::report::Report;
use super::script::{Alphabet, BoundaryKind, Phonemes, Reading, SayAs, SayAsKind, Script, Style, Text};
use super::settings::PauseSettings;
use super::speakers::Speakers;
use crate::diag::{Code, Diagnostic, Findings};
use crate::source::{Mapped, Span};
use crate::units::Milliseconds;

/// Folds tags, labels and brackets into turns of items with absolute styles.
pub fn resolve(document: &Document, settings: &PauseSettings) -> Findings<Script> {
    let mut resolver = Resolver {
        settings,
        speakers: Speakers::of(document, settings),
        report: Report::default(),
        out: Builder::default(),
    };
    resolver.nodes(&document.nodes, &Context::PLAIN);
    for (name, span) in std::mem::take(&mut resolver.speakers.doubtful) {
        resolver.report.add(Code::DoubtfulSpeaker, span, || {
            format!("`{name}` is read as a speaker, who says nothing else in this script")
        });
    }
    let (script, says_something) = resolver.out.finish();
    if !says_something {
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
struct Context {
    style: Style,
    reading: Reading,
    /// The tag that claimed the reading.
    claimed: Option<Span>,
}

impl Context {
    const PLAIN: Self = Self {
        style: Style::NEUTRAL,
        reading: Reading::Plain,
        claimed: None,
    };
}

struct Resolver<'a> {
    settings: &'a PauseSettings,
    speakers: Speakers,
    report: Report,
    out: Builder,
}

impl Resolver<'_> {
    fn nodes(&mut self, nodes: &[Node], context: &Context) {
        for node in nodes {
            match node {
                Node::Text(text) => self.text(text.clone(), context),
                Node::ParagraphBreak(span) => self.out.boundary(BoundaryKind::Paragraph, span.end),
                Node::Pause(tag) => self.pause_tag(tag),
                Node::Label(label) if self.speakers.hold(label) => self.out.turn(label),
                // The name and colon are prose after all.
                Node::Label(label) => {
                    let mut prose = Mapped::verbatim(&label.name, label.name_span.start as usize);
                    prose.push_verbatim(":", label.name_span.end as usize);
                    self.text(prose, context);
                }
                Node::Element(element) => self.element(element, context),
            }
        }
    }

    fn text(&mut self, text: Mapped, context: &Context) {
        self.out.text(Text {
            text,
            reading: context.reading.clone(),
            style: context.style,
        });
    }

    fn pause_tag(&mut self, tag: &PauseTag) {
        let lengths = self.settings;
        let milliseconds = match tag.length {
            PauseLength::Short => u64::from(lengths.short.0),
            PauseLength::Medium => u64::from(lengths.medium.0),
            PauseLength::Long => u64::from(lengths.long.0),
            PauseLength::Time(milliseconds) => milliseconds,
            PauseLength::Unknown => return,
        };
        self.pause(milliseconds, tag.span);
    }

    fn pause(&mut self, milliseconds: u64, span: Span) {
        let cap = self.settings.cap;
        let duration = match u32::try_from(milliseconds) {
            Ok(asked) if asked <= cap.0 => Milliseconds(asked),
            _ => {
                self.report.add(Code::PauseOverCap, span, || {
                    format!("a pause of {milliseconds} ms is cut to {cap}")
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
        match element.name.as_str() {
            "break" => self.break_tag(element),
            "p" | "speak" => self.structure(element, BoundaryKind::Paragraph, context),
            "s" => self.structure(element, BoundaryKind::Sentence, context),
            "phoneme" => self.phoneme(element, context),
            "say-as" => self.say_as(element, context),
            "sub" => self.sub(element, context),
            _ if matches!(definition.scope, Scope::Silent | Scope::Empty) => {}
            _ => self.nodes(&element.children, context),
        }
    }

    fn check_attributes(&mut self, element: &Element, definition: &elements::Definition) {
        for attribute in &element.attributes {
            let name = attribute.name.as_str();
            if definition.attributes.contains(&name) || elements::is_universal(name) {
                continue;
            }
            self.report
                .add_with(Code::UnknownAttribute, attribute.name_span, || {
                    let message = format!("`<{}>` has no attribute `{name}`", element.name);
                    let found = Diagnostic::new(Code::UnknownAttribute, attribute.name_span, message);
                    match elements::nearest(name, definition.attributes.iter().copied()) {
                        Some(meant) => found.fix(format!("did you mean `{meant}`?")),
                        None => found,
                    }
                });
        }
        if !element.well_formed {
            return;
        }
        for &required in definition.required {
            if attribute(element, required).is_none() {
                self.report
                    .add_with(Code::MissingAttribute, element.start_tag, || {
                        let message = format!("`<{}>` needs `{required}`", element.name);
                        Diagnostic::new(Code::MissingAttribute, element.start_tag, message)
                            .fix(format!("write `<{} {required}=\"...\">`", element.name))
                    });
            }
        }
    }

    fn bad(&mut self, attribute: &Attribute, expected: &str) {
        let span = if attribute.value_span.is_empty() {
            attribute.name_span
        } else {
            attribute.value_span
        };
        self.report.add_with(Code::BadAttribute, span, || {
            let message = format!("`{}` cannot be `{}`", attribute.name, attribute.value.text());
            Diagnostic::new(Code::BadAttribute, span, message).fix(format!("write {expected}"))
        });
    }

    fn break_tag(&mut self, element: &Element) {
        let strength = attribute(element, "strength").and_then(|a| {
            // semantics of the house: none suppresses, a bare break is medium.
            let known = match a.value.text() {
                "none" => 0,
                "x-weak" => 100,
                "weak" => 250,
                "medium" => 500,
                "strong" => 1_000,
                "x-strong" => 1_500,
                _ => {
                    self.bad(a, "`none`, `x-weak`, `weak`, `medium`, `strong` or `x-strong`");
                    return None;
                }
            };
            Some(known)
        });
        let time = attribute(element, "time").and_then(|a| {
            let time = attributes::time(a.value.text());
            if time.is_none() {
                self.bad(a, "a time such as `250ms` or `3s`");
            }
            time
        });
        self.pause(time.or(strength).unwrap_or(500), element.span);
    }

    fn structure(&mut self, element: &Element, kind: BoundaryKind, context: &Context) {
        self.out.boundary(kind, element.start_tag.end);
        self.nodes(&element.children, context);
        self.out.boundary(kind, element.span.end);
    }

    /// Whether the reading is still free; says so where it is not.
    fn claim(&mut self, element: &Element, context: &Context) -> bool {
        let Some(outer) = context.claimed else { return true };
        self.report.add_with(Code::NestedReading, element.start_tag, || {
            let message = format!(
                "`<{}>` stands inside another reading and has no effect",
                element.name
            );
            Diagnostic::new(Code::NestedReading, element.start_tag, message).label(outer, "inside this")
        });
        false
    }

    fn phoneme(&mut self, element: &Element, context: &Context) {
        let ph = attribute(element, "ph");
        if !self.claim(element, context) {
            return self.nodes(&element.children, context);
        }
        let alphabet = match attribute(element, "alphabet").map(|a| (a, a.value.text())) {
            None | Some((_, "ipa")) => Alphabet::Ipa,
            Some((_, "x-sampa" | "xsampa" | "x-SAMPA")) => Alphabet::XSampa,
            Some((_, "x-cmu-arpabet" | "cmu-arpabet" | "arpabet")) => Alphabet::Arpabet,
            Some((a, other)) => {
                self.report.add(Code::UnknownAlphabet, a.value_span, || {
                    format!("`{other}` is no alphabet we read")
                });
                return self.nodes(&element.children, context);
            }
        };
        let Some(ph) = ph else {
            return self.nodes(&element.children, context);
        };
        if ph.value.text().trim().is_empty() {
            self.report
                .add(Code::EmptyPhoneme, ph.name_span, || "`ph` is empty".to_owned());
            return self.nodes(&element.children, context);
        }
        let context = Context {
            reading: Reading::Phonemes(Phonemes {
                alphabet,
                ph: ph.value.clone(),
            }),
            claimed: Some(element.start_tag),
            ..context.clone()
        };
        self.whole(element, &context);
    }

    /// Everything the element holds as one text; `<phoneme>` holds one pronunciation, however it is cut up.
    fn whole(&mut self, element: &Element, context: &Context) {
        let mut text = Mapped::default();
        self.gather(&element.children, context, &mut text);
        if text.text().trim().is_empty() {
            // A pronunciation of nothing is still said.
            text = Mapped::replaced(phonemes_name(context), element.span);
        }
        self.text(text, context);
    }

    fn gather(&mut self, nodes: &[Node], context: &Context, into: &mut Mapped) {
        for node in nodes {
            match node {
                Node::Text(text) => into.append(text),
                Node::Label(label) => {
                    into.push_verbatim(&label.name, label.name_span.start as usize);
                    into.push_verbatim(":", label.name_span.end as usize);
                }
                Node::Pause(tag) => self.pause_tag(tag),
                Node::ParagraphBreak(_) => {}
                Node::Element(inner) => {
                    if matches!(inner.name.as_str(), "phoneme" | "say-as" | "sub") {
                        self.claim(inner, context);
                    }
                    self.gather(&inner.children, context, into);
                }
            }
        }
    }

    fn sub(&mut self, element: &Element, context: &Context) {
        let Some(alias) = attribute(element, "alias") else {
            return self.nodes(&element.children, context);
        };
        if !self.claim(element, context) {
            return self.nodes(&element.children, context);
        }
        let inside = Context {
            claimed: Some(element.start_tag),
            ..context.clone()
        };
        let mut written = Mapped::default();
        self.gather(&element.children, &inside, &mut written);
        self.text(Mapped::replaced(alias.value.text(), element.span), context);
    }

    fn say_as(&mut self, element: &Element, context: &Context) {
        let Some(interpret) = attribute(element, "interpret-as") else {
            return self.nodes(&element.children, context);
        };
        if !self.claim(element, context) {
            return self.nodes(&element.children, context);
        }
        let Some(kind) = say_as_kind(interpret.value.text().trim()) else {
            let found = interpret.value.text();
            self.report.add(Code::UnknownSayAs, interpret.value_span, || {
                format!("`{found}` is no `interpret-as`")
            });
            return self.nodes(&element.children, context);
        };
        let written = |name| attribute(element, name).map(|a| a.value.text().to_owned());
        let context = Context {
            reading: Reading::SayAs(SayAs {
                kind,
                format: written("format"),
                detail: written("detail"),
            }),
            claimed: Some(element.start_tag),
            ..context.clone()
        };
        self.nodes(&element.children, &context);
    }
}

fn phonemes_name(context: &Context) -> &str {
    match &context.reading {
        Reading::Phonemes(phonemes) => phonemes.ph.text(),
        _ => "",
    }
}

fn attribute<'a>(element: &'a Element, name: &str) -> Option<&'a Attribute> {
    element.attributes.iter().find(|a| a.name == name)
}

fn say_as_kind(value: &str) -> Option<SayAsKind> {
    Some(match value {
        "characters" | "spell-out" | "verbatim" | "letters" => SayAsKind::Characters,
        "cardinal" | "number" => SayAsKind::Cardinal,
        "ordinal" => SayAsKind::Ordinal,
        "digits" | "number_digit" => SayAsKind::Digits,
        "fraction" => SayAsKind::Fraction,
        "unit" => SayAsKind::Unit,
        "date" => SayAsKind::Date,
        "time" => SayAsKind::Time,
        "duration" => SayAsKind::Duration,
        "telephone" => SayAsKind::Telephone,
        "currency" => SayAsKind::Currency,
        "address" => SayAsKind::Address,
        "name" => SayAsKind::Name,
        "expletive" | "bleep" => SayAsKind::Expletive,
        _ => return None,
    })
}
