//! Stage 4: spoken words to phones.
//!
//! [`transcribe`] finds each word's pronunciation (the author's, a lexicon's, or by rule), fits it to its
//! neighbours, and cuts turns into utterances. Owns everything between spelling and phones; knows no XML and no
//! voice.

mod code;
mod derive;
mod entries;
pub mod ipa;
mod letters;
mod lexicon;
mod table;
mod transcription;

pub use entries::{CourseEntry, Matching};
pub use lexicon::{Found, Lexicon, LexiconError};
pub use table::TableError;
pub use transcription::Transcription;
