//! Stage 3: the resolved script as the words that will be said.
//!
//! In this order, each apart from the next: `passage` joins prose that stands together, `tokenise` cuts it
//! into words, numbers and signs, `classify` says what each of them is (one file per semiotic class),
//! `verbalise` says it in words (again one file per class). `say_as` does the classifier's work where the
//! author has said what a text is. Knows nothing of XML, of phones, or of how a lexicon is kept.

mod abbreviations;
mod class;
mod classify;
mod lexical;
mod passage;
mod print;
mod say_as;
mod spoken;
pub mod token;
mod tokenise;
mod verbalise;

use crate::diag::Findings;
use crate::markup::script::Script;
use token::Spoken;

/// What normalisation must know of the lexicons: which written words are words.
pub trait Vocabulary: Sync {
    /// Whether a dictionary knows this word, whatever its case.
    fn contains(&self, word: &str) -> bool;

    /// Whether the technical or course lexicon has an entry for exactly this written form, so that it is one
    /// word and is not taken apart (`GitHub`, `YAML`, `PostgreSQL`).
    fn has_entry(&self, written: &str) -> bool;
}

/// Turns a resolved script into spoken words; see [`token`] for what the result promises.
pub fn normalise(script: &Script, vocabulary: &dyn Vocabulary) -> Findings<Spoken> {
    spoken::speak(script, vocabulary)
}
