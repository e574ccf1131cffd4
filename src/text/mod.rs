//! Stage 3: the resolved script as the words that will be said.
//!
//! In this order, each apart from the next: `fold` makes stand-in characters plain, `passage` joins prose that stands together,
//! tags and pauses in it (`seams` says where they cut it), `tokenise` cuts it into words, numbers and signs, `classify` says
//! what each of them is (one file per semiotic class),
//! `verbalise` says it in words (again one file per class). `say_as` does the classifier's work where the
//! author has said what a text is. Knows nothing of XML, of phones, or of how a lexicon is kept.

mod abbreviations;
mod class;
mod classify;
mod fold;
mod lexical;
mod passage;
mod print;
mod say_as;
mod seams;
mod spoken;
pub mod token;
mod tokenise;
mod verbalise;

use crate::diag::Findings;
use crate::markup::script::{Item, Reading, Script, Style, Text, Turn};
use crate::source::{Mapped, Span};
use token::{Spoken, SpokenItem};

/// What normalisation must know of the lexicons: which written words are words.
pub trait Vocabulary: Sync {
    /// Whether a dictionary knows this word, whatever its case.
    fn contains(&self, word: &str) -> bool;

    /// Whether the technical or course lexicon has an entry for exactly this written form, so that it is one
    /// word and is not taken apart (`GitHub`, `YAML`, `PostgreSQL`).
    fn has_entry(&self, written: &str) -> bool;

    /// How many bytes at the start of `text` the course lexicon lists as one form that holds more than letters
    /// ("C++", "CI / CD", "->"); it is taken as it stands, before anything is read into its signs.
    fn form_at(&self, _text: &str) -> Option<usize> {
        None
    }

    /// Whether both are listed and said alike, as "K8s" is where it stands for "Kubernetes".
    fn sounds_like(&self, _a: &str, _b: &str) -> bool {
        false
    }
}

/// Turns a resolved script into spoken words; see [`token`] for what the result promises.
pub fn normalise(script: &Script, vocabulary: &dyn Vocabulary) -> Findings<Spoken> {
    spoken::speak(script, vocabulary)
}

/// Plain text as the words that will be said, single spaces between them; letters to be named are capitals. What of it
/// has no reading is reported.
pub fn spoken_words(plain: &Mapped, vocabulary: &dyn Vocabulary) -> Findings<String> {
    let text = Text {
        text: plain.clone(),
        reading: Reading::Plain,
        style: Style::NEUTRAL,
    };
    let turn = Turn {
        speaker: None,
        speaker_span: Span::default(),
        items: vec![Item::Text(text)],
    };
    let script = Script {
        turns: vec![turn],
        ..Script::default()
    };
    let spoken = normalise(&script, vocabulary);
    let words = spoken
        .value
        .turns
        .iter()
        .flat_map(|t| &t.items)
        .filter_map(|i| match i {
            SpokenItem::Word(word) => Some(word.text.as_str()),
            _ => None,
        });
    Findings {
        value: words.collect::<Vec<_>>().join(" "),
        diagnostics: spoken.diagnostics,
    }
}
