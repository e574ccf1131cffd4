//! What an element passes on from its attributes: the language its text is in, and where references start from.
//!
//! Owns `xml:lang`, `onlangfailure` and `xml:base` (SSML 1.1, 3.1.2, 3.1.13 and 3.1.3). All our voices speak English.
//! How foreign words sound is not decided here, and no reference is followed.

use super::attributes::{self, LanguageFailure};
use super::document::{Attribute, Element};
use super::elements;
use super::resolve::{Context, Resolver};
use crate::diag::{Code, Diagnostic};
use std::rc::Rc;

/// What is known of the language around.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Language {
    /// No voice speaks it.
    foreign: bool,
    /// What to do then.
    failure: LanguageFailure,
}

impl Language {
    /// English, whose failure nobody expects.
    pub(super) const ENGLISH: Self = Self {
        foreign: false,
        failure: LanguageFailure::ProcessorChoice,
    };

    /// Whether text in it is left out.
    pub(super) fn is_ignored(self) -> bool {
        self.foreign && self.failure == LanguageFailure::IgnoreText
    }
}

impl Resolver<'_> {
    /// The context inside an element that sets language or base; `None` where it sets neither.
    pub(super) fn inherit(&mut self, element: &Element, context: &Context) -> Option<Context> {
        let (language, base) = (element.attribute("xml:lang"), element.attribute("xml:base"));
        let expected = "`changevoice`, `ignoretext`, `ignorelang` or `processorchoice`";
        let failure = self.value(element, "onlangfailure", attributes::language_failure, expected);
        let extent = self.audio_duration(element, context);
        if language.is_none() && base.is_none() && failure.is_none() && extent.is_none() {
            return None;
        }
        let mut inside = context.clone();
        inside.style.extent = extent.or(inside.style.extent);
        inside.language.failure = failure.unwrap_or(context.language.failure);
        if let Some(language) = language {
            inside.language.foreign = is_foreign(language.value.text());
            self.tell_language(language, inside.language);
            let tag = language.value.text().trim();
            inside.style.language = is_marked(element, tag).then(|| self.out.language(tag));
        }
        if let Some(base) = base {
            inside.base = Some(Rc::from(based(context.base.as_deref(), base.value.text())));
        }
        Some(inside)
    }

    fn tell_language(&mut self, attribute: &Attribute, language: Language) {
        if !language.foreign {
            return;
        }
        let tag = attribute.value.text().trim();
        let ignored = language.is_ignored();
        if self.told(format!("language {} {ignored}", primary(tag))) {
            self.report.add_with(Code::NoEffect, attribute.value_span, || {
                let message = if ignored {
                    format!("text in `{tag}` is left out, as `onlangfailure` asks: no voice speaks it")
                } else {
                    format!("`{tag}` is read as if it were English: no voice speaks it")
                };
                Diagnostic::new(Code::NoEffect, attribute.value_span, message)
                    .fix("give its words their sound with `<phoneme>`, or leave it so")
            });
        }
    }
}

/// Whether no voice speaks the language of this tag (BCP 47); no tag says nothing.
pub(super) fn is_foreign(tag: &str) -> bool {
    !matches!(primary(tag).as_str(), "" | "en" | "eng")
}

/// Whether words in this language are told from those around: foreign ones always, and those in English of another country,
/// unless the whole document is.
fn is_marked(element: &Element, tag: &str) -> bool {
    let plain = ["", "en", "eng", "en-us", "en_us"].contains(&tag.to_lowercase().as_str());
    !plain && (is_foreign(tag) || elements::local(&element.name) != "speak")
}

fn primary(tag: &str) -> String {
    tag.trim().split(['-', '_']).next().unwrap_or("").to_lowercase()
}

/// A reference that starts from `base` (RFC 3986, 5.2.3: what follows the base's last `/` does not count). One that
/// has a scheme or begins at a root stands for itself. Nothing is decoded, and `..` stays for whoever reads the file.
pub(super) fn based(base: Option<&str>, reference: &str) -> String {
    let reference = reference.trim();
    let scheme = reference.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
    });
    match base.and_then(|base| base.trim().rsplit_once('/')) {
        Some((folder, _)) if !scheme && !reference.starts_with('/') => format!("{folder}/{reference}"),
        _ => reference.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_start_from_the_base() {
        for (base, reference, whole) in [
            (None, " a.wav ", "a.wav"),
            (Some("clips/"), "a.wav", "clips/a.wav"),
            (Some("clips/x.ssml"), "../a.wav", "clips/../a.wav"),
            (Some("x.ssml"), "a.wav", "a.wav"),
            (Some("clips/"), "/a.wav", "/a.wav"),
            (Some("clips/"), "https://x.y/a.wav", "https://x.y/a.wav"),
            (Some("http://x.y/z"), "a.wav", "http://x.y/a.wav"),
            (Some("clips/"), "1:2.wav", "clips/1:2.wav"),
        ] {
            assert_eq!(based(base, reference), whole, "{base:?} {reference}");
        }
    }

    #[test]
    fn english_is_spoken_whatever_its_country() {
        assert!(!is_foreign("en-GB") && !is_foreign("EN_us") && !is_foreign(""));
        assert!(is_foreign("fr") && is_foreign("enm"));
    }
}
