//! `<phoneme>`, `<say-as>` and `<sub>`: what decides how text becomes words.
//!
//! Owns the rule that they do not nest, and the values of `interpret-as`. Knows nothing of how words are made.

use super::aliases;
use super::document::{Element, Node};
use super::elements;
use super::language::is_foreign;
use super::resolve::{Context, Resolver};
use super::script::{Alphabet, PartOfSpeech, Phonemes, Reading, SayAs, SayAsKind};
use crate::diag::{Code, Diagnostic, nearest};
use crate::source::Mapped;

impl Resolver<'_> {
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

    pub(super) fn phoneme(&mut self, element: &Element, context: &Context) {
        self.lose_attribute(element, "type", "how `ph` was made says nothing about its sound");
        if !self.claim(element, context) {
            return self.nodes(&element.children, context);
        }
        let alphabet = match element.attribute("alphabet").map(|a| (a, a.value.text().trim())) {
            None | Some((_, "")) => Alphabet::Ipa,
            Some((a, name)) => match Alphabet::named(name) {
                Some(alphabet) => alphabet,
                None => {
                    self.report.add_with(Code::UnknownAlphabet, a.value_span, || {
                        let message = format!("pronunciations in `{name}` cannot be read");
                        Diagnostic::new(Code::UnknownAlphabet, a.value_span, message).fix(instead_of(name))
                    });
                    return self.nodes(&element.children, context);
                }
            },
        };
        let Some(ph) = element.attribute("ph") else {
            return self.nodes(&element.children, context);
        };
        if ph.value.text().trim().is_empty() {
            self.report
                .add(Code::EmptyPhoneme, ph.name_span, || "`ph` is empty".to_owned());
            return self.nodes(&element.children, context);
        }
        let mut text = Mapped::default();
        let inside = Context {
            claimed: Some(element.start_tag),
            ..context.clone()
        };
        self.gather(&element.children, &inside, &mut text);
        if text.text().trim().is_empty() {
            // SSML 1.1, 3.1.10: an empty element is said all the same; the pronunciation is its name.
            text = Mapped::replaced(ph.value.text(), element.span);
        }
        let reading = Reading::Phonemes(Phonemes {
            alphabet,
            ph: ph.value.clone(),
        });
        self.text(text, &Context { reading, ..inside });
    }

    /// The text of all that nodes hold, for a reading that takes it as a whole.
    fn gather(&mut self, nodes: &[Node], context: &Context, into: &mut Mapped) {
        for node in nodes {
            match node {
                Node::Text(text) => into.append(text),
                Node::Label(label) => into.append(&label.prose),
                Node::Pause(tag) => self.pause_tag(tag),
                Node::ParagraphBreak(_) | Node::Heading(_) | Node::SentenceBreak(_) => {}
                Node::Element(inner) => {
                    match elements::local(&inner.name) {
                        "phoneme" | "say-as" | "sub" => {
                            self.claim(inner, context);
                        }
                        "break" => self.break_tag(inner),
                        "mark" => self.mark(inner, "name"),
                        "bookmark" => self.mark(inner, "mark"),
                        // Of what is unknown, that has been said.
                        name if elements::definition(name).is_some() => {
                            self.lose(inner, "what it stands in is said as a whole");
                        }
                        _ => {}
                    }
                    self.gather(&inner.children, context, into);
                }
            }
        }
    }

    pub(super) fn sub(&mut self, element: &Element, context: &Context) {
        if !self.claim(element, context) {
            return self.nodes(&element.children, context);
        }
        let Some(alias) = element.attribute("alias") else {
            return self.nodes(&element.children, context);
        };
        if alias.value.text().trim().is_empty() {
            self.bad(alias, "what is said instead, or take the tag out");
            return self.nodes(&element.children, context);
        }
        let said = aliases::read(&alias.value, &mut self.report);
        if said.text().trim().is_empty() {
            return self.nodes(&element.children, context); // what was there has been reported
        }
        let inside = Context {
            claimed: Some(element.start_tag),
            ..context.clone()
        };
        self.gather(&element.children, &inside, &mut Mapped::default());
        self.text(Mapped::replaced(said.text(), element.span), context);
    }

    /// `<token>` and `<w>` (SSML 1.1, 3.1.8.2): one word, which its `role` tells from others spelled alike.
    pub(super) fn token(&mut self, element: &Element, context: &Context) {
        self.out.seam();
        let role = element
            .attribute("role")
            .filter(|role| !role.value.text().trim().is_empty());
        let class = role.and_then(|role| {
            let mut names = role.value.text().split_whitespace();
            names.find_map(PartOfSpeech::of_role)
        });
        match class {
            Some(class) if self.claim(element, context) => {
                let reading = Reading::Word(class);
                self.nodes(
                    &element.children,
                    &Context {
                        reading,
                        ..context.clone()
                    },
                );
            }
            _ => {
                if role.is_some() && class.is_none() {
                    self.lose_attribute(
                        element,
                        "role",
                        "it names no part of speech that tells words apart",
                    );
                }
                self.nodes(&element.children, context);
            }
        }
        self.out.seam();
    }

    pub(super) fn say_as(&mut self, element: &Element, context: &Context) {
        if let Some(language) = element.attribute("language")
            && is_foreign(language.value.text())
        {
            self.lose_attribute(element, "language", "no voice speaks it");
        }
        if !self.claim(element, context) {
            return self.nodes(&element.children, context);
        }
        let Some(interpret) = element.attribute("interpret-as") else {
            return self.nodes(&element.children, context);
        };
        let written = |name| element.attribute(name).map(|a| a.value.text().trim().to_owned());
        let found = interpret.value.text().trim();
        let Some((kind, format)) = say_as_kind(found, written("format")) else {
            if found == "interjection" {
                let why = "an interjection is said as any other word";
                self.lose_attribute(element, "interpret-as", why);
            } else if !matches!(found, "net" | "uri" | "url" | "email" | "text" | "words") {
                let span = interpret.value_span;
                self.report.add_with(Code::UnknownSayAs, span, || {
                    let message = format!("`{found}` is no `interpret-as`");
                    let finding = Diagnostic::new(Code::UnknownSayAs, span, message);
                    match nearest(found, INTERPRETATIONS.into_iter()) {
                        Some(meant) => finding
                            .fix(format!("did you mean `{meant}`?"))
                            .replace(span, meant),
                        None => finding,
                    }
                });
            }
            return self.nodes(&element.children, context);
        };
        if let Some(unknown) = format.as_deref().filter(|format| !has_format(kind, format)) {
            let why = format!("`{found}` has no format `{unknown}`");
            self.lose_attribute(element, "format", &why);
        }
        let detail = written("detail").or_else(|| written("google:style"));
        let context = Context {
            reading: Reading::SayAs(SayAs { kind, format, detail }),
            claimed: Some(element.start_tag),
            ..context.clone()
        };
        self.nodes(&element.children, &context);
    }
}

/// What to write instead of a pronunciation in an alphabet that other engines read.
fn instead_of(alphabet: &str) -> &'static str {
    match alphabet.to_ascii_lowercase().as_str() {
        "sapi" | "ups" | "x-microsoft-sapi" | "x-microsoft-ups" => {
            "write it in IPA; Microsoft lists the IPA of each of its phones beside them"
        }
        "x-amazon-pinyin" | "x-amazon-jyutping" | "pinyin" | "jyutping" => {
            "no voice of ours speaks Chinese: write an English reading of the word in IPA"
        }
        "x-amazon-yomigana" | "x-amazon-pron-kana" | "yomigana" | "x-sampa-ja" => {
            "no voice of ours speaks Japanese: write an English reading of the word in IPA"
        }
        _ => "write the pronunciation in IPA",
    }
}

/// The values that are proposed for a slip; docs/SCRIPT.md lists them.
#[rustfmt::skip]
const INTERPRETATIONS: [&str; 19] = [
    "characters", "spell-out", "verbatim", "cardinal", "number", "ordinal", "digits", "fraction", "unit", "date", "time",
    "duration", "telephone", "currency", "address", "name", "expletive", "bleep", "acronym",
];

/// The kind that a value names, and the format that goes with it. Vendors' synonyms are folded together:
/// VoiceXML's `vxml:phone`, the `date:mdy` and `number:digits` of the W3C note on `say-as`, Azure's `number_digit`.
fn say_as_kind(value: &str, format: Option<String>) -> Option<(SayAsKind, Option<String>)> {
    use SayAsKind as Kind;
    let value = value.strip_prefix("vxml:").unwrap_or(value);
    let (value, suffix) = value
        .split_once(':')
        .map_or((value, None), |(v, s)| (v, Some(s.to_owned())));
    let named = suffix.is_some();
    let format = format.or(suffix).filter(|f| !f.is_empty());
    let kind = match value {
        "characters" | "spell-out" | "spell" | "verbatim" | "letters" | "acronym" | "alphanumeric" => {
            Kind::Characters
        }
        "cardinal" | "number" => match format.as_deref() {
            Some("ordinal") => return Some((Kind::Ordinal, None)),
            Some("digits") => return Some((Kind::Digits, None)),
            Some("telephone") => return Some((Kind::Telephone, None)),
            Some("year") => return Some((Kind::Date, Some("y".to_owned()))),
            _ => Kind::Cardinal,
        },
        "ordinal" => Kind::Ordinal,
        "digits" | "number_digit" => Kind::Digits,
        "fraction" => Kind::Fraction,
        "unit" | "measure" => Kind::Unit,
        "date" => Kind::Date,
        "year" => return Some((Kind::Date, Some("y".to_owned()))),
        "time" => Kind::Time,
        "duration" => Kind::Duration,
        "telephone" | "phone" => Kind::Telephone,
        "currency" | "money" => Kind::Currency,
        "address" => Kind::Address,
        "name" => Kind::Name,
        "expletive" | "bleep" => Kind::Expletive,
        _ => return None,
    };
    let known = format.as_deref().is_none_or(|format| has_format(kind, format));
    (known || !named).then_some((kind, format))
}

/// Whether a kind of text is read by such a format. A date that its format does not fit is found where it is read.
fn has_format(kind: SayAsKind, format: &str) -> bool {
    match kind {
        SayAsKind::Date => true,
        SayAsKind::Time | SayAsKind::Duration => {
            let clock = format.strip_suffix("12").or(format.strip_suffix("24"));
            let fields = clock.unwrap_or(format);
            fields
                .chars()
                .all(|c| matches!(c.to_ascii_lowercase(), 'h' | 'm' | 's' | 'z' | ':'))
        }
        SayAsKind::Telephone => format.bytes().all(|b| b.is_ascii_digit()),
        SayAsKind::Characters => format == "characters",
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn synonyms_fold_together() {
        let kind = |value: &str, format: Option<&str>| say_as_kind(value, format.map(str::to_owned));
        let some = |kind, format: Option<&str>| Some((kind, format.map(str::to_owned)));
        assert_eq!(kind("verbatim", None), some(SayAsKind::Characters, None));
        assert_eq!(kind("date:mdy", None), some(SayAsKind::Date, Some("mdy")));
        assert_eq!(kind("date", Some("ymd")), some(SayAsKind::Date, Some("ymd")));
        assert_eq!(kind("number", Some("ordinal")), some(SayAsKind::Ordinal, None));
        assert_eq!(kind("number:digits", None), some(SayAsKind::Digits, None));
        assert_eq!(kind("vxml:phone", None), some(SayAsKind::Telephone, None));
        assert_eq!(kind("nonsense", None), None);
        assert_eq!(kind("ordinal:roman", None), None);
        assert!(has_format(SayAsKind::Time, "hmsZ12") && !has_format(SayAsKind::Time, "hms99"));
        assert!(!has_format(SayAsKind::Ordinal, "roman"));
        assert!(INTERPRETATIONS.iter().all(|value| kind(value, None).is_some()));
    }
}
