//! `Script`: the resolved script, "micro-SSML". What it promises:
//!
//! - no tags and no brackets: what a tag meant stands in [`Reading`], [`Style`], [`Pause`] and [`Boundary`];
//! - no inheritance: every run of text carries its whole style; no relative values and no strings for numbers:
//!   rates are ratios, pitch is semitones or hertz, volume is decibels, pauses are milliseconds;
//! - every run of text, pause and boundary knows the bytes it came from;
//! - turns stand in script order; neighbouring text items without white space between them are one word.
//!
//! Knows nothing of XML, words, phones or voices.

use crate::source::{Mapped, Span};
use crate::units::{Decibels, Hertz, Milliseconds, Ratio, Semitones};

/// The whole script, resolved.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Script {
    /// In script order.
    pub turns: Vec<Turn>,
    /// Pitch contours that styles refer to by index.
    pub contours: Vec<Contour>,
    /// Times that styles refer to by index.
    pub extents: Vec<Extent>,
    /// Languages other than American English that styles refer to by index (BCP 47).
    pub languages: Vec<String>,
    /// Lexicons that the script names, in the order in which they are asked.
    pub lexicons: Vec<ScriptLexicon>,
}

/// A lexicon that a script names (SSML 1.1, 3.1.5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptLexicon {
    /// Where it is: a reference relative to the script's folder.
    pub uri: String,
    /// Where it was written.
    pub span: Span,
    /// It is asked for words that begin in one of these bytes of the script; rising, none overlap.
    pub within: Vec<Span>,
}

impl ScriptLexicon {
    /// Whether it is asked for what was written at byte `at`.
    pub fn holds(&self, at: u32) -> bool {
        let after = self.within.partition_point(|span| span.start <= at);
        let span = after.checked_sub(1).and_then(|i| self.within.get(i));
        span.is_some_and(|span| at < span.end)
    }
}

/// One speaker's run of speech.
#[derive(Clone, Debug, PartialEq)]
pub struct Turn {
    /// The label as written, without the colon; `None` before the first label of a script.
    pub speaker: Option<String>,
    /// The label's bytes; empty where there is none.
    pub speaker_span: Span,
    /// What is said, in order.
    pub items: Vec<Item>,
}

/// A part of a turn.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// Text to be said.
    Text(Text),
    /// Silence the author asked for.
    Pause(Pause),
    /// The end of a sentence or paragraph, marked by the layout or by `<s>` and `<p>`. Boundaries stand between
    /// what they part (the one between two turns ends the first of them), never at either end of the script,
    /// and never two side by side.
    Boundary(Boundary),
    /// A recorded clip (`<audio>`); the items of its fallback follow it.
    Audio(Audio),
    /// A named place (`<mark>`), for captions and cues.
    Mark(Mark),
}

/// A run of text with one reading and one style.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// The characters to be read (for `<sub>`, the alias), with the way back to the source.
    pub text: Mapped,
    /// How they are to be read.
    pub reading: Reading,
    /// How they are to sound.
    pub style: Style,
}

/// How a run of text becomes words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// As prose.
    Plain,
    /// As `<say-as>` demands.
    SayAs(SayAs),
    /// As one or more words with this pronunciation (`<phoneme>`); the text is what it is called.
    Phonemes(Phonemes),
    /// As prose, its words being of this class (`<w role>`).
    Word(PartOfSpeech),
}

/// The class of a word, as far as it decides how English says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are those of grammar")]
pub enum PartOfSpeech {
    Noun,
    Verb,
    Adjective,
    Adverb,
    /// Past tense or past participle.
    Past,
    /// No class: the reading that is usual, whatever the words around (Polly's `DEFAULT`).
    Usual,
    /// No class: the reading that is not usual (Polly's `SENSE_1`).
    Unusual,
}

impl PartOfSpeech {
    /// What a `role` says: an English name (`verb`), or a tag of the Penn Treebank or of CLAWS, as Polly's `amazon:VBD`
    /// and others write it behind their prefix.
    pub fn of_role(role: &str) -> Option<Self> {
        let name = role.rsplit_once(':').map_or(role, |(_, name)| name);
        let name = name.to_ascii_lowercase();
        let begins = |tags: &[&str]| tags.iter().any(|tag| name.starts_with(tag));
        Some(match name.as_str() {
            "default" | "usual" => Self::Usual,
            "unusual" => Self::Unusual,
            "n" => Self::Noun,
            "v" => Self::Verb,
            _ if begins(&["sense"]) => Self::Unusual,
            _ if begins(&["past", "vbd", "vbn", "vvd", "vvn", "vdd", "vdn", "vhd", "vhn"]) => Self::Past,
            _ if begins(&["verb", "vb", "vv", "vd", "vh", "vm"]) => Self::Verb,
            _ if begins(&["noun", "nn", "np"]) => Self::Noun,
            _ if begins(&["adj", "jj", "aj"]) => Self::Adjective,
            _ if begins(&["adv", "rb", "rr", "av0"]) => Self::Adverb,
            _ => return None,
        })
    }

    /// Its English name; [`Self::of_role`] reads it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Noun => "noun",
            Self::Verb => "verb",
            Self::Adjective => "adjective",
            Self::Adverb => "adverb",
            Self::Past => "past",
            Self::Usual => "usual",
            Self::Unusual => "unusual",
        }
    }
}

/// `<say-as>`, its values checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SayAs {
    /// What it is.
    pub kind: SayAsKind,
    /// `format`, as written (a date's field order, a time's clock, a telephone's style).
    pub format: Option<String>,
    /// `detail`, as written.
    pub detail: Option<String>,
}

/// The values of `interpret-as` that have a meaning; vendors' synonyms are already folded together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are those of the attribute's values")]
pub enum SayAsKind {
    Characters,
    Cardinal,
    Ordinal,
    Digits,
    Fraction,
    Unit,
    Date,
    Time,
    Duration,
    Telephone,
    Currency,
    Address,
    Name,
    Expletive,
}

/// A pronunciation the author wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phonemes {
    /// In which alphabet.
    pub alphabet: Alphabet,
    /// The value of `ph`, with its place in the source.
    pub ph: Mapped,
}

/// Phonetic alphabets we read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Alphabet {
    /// The International Phonetic Alphabet.
    Ipa,
    /// X-SAMPA (Wells, 1995).
    XSampa,
    /// CMU ARPAbet with stress digits.
    Arpabet,
}

impl Alphabet {
    /// By the names that SSML, PLS and authors give it, in any case.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "ipa" => Self::Ipa,
            "sampa" | "x-sampa" | "xsampa" => Self::XSampa,
            "arpabet" | "cmu" | "cmu-arpabet" | "x-arpabet" | "x-cmu-arpabet" => Self::Arpabet,
            _ => return None,
        })
    }
}

/// How text is to sound, absolutely.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
    /// Speaking rate; 2 is twice as fast. 0.25 to 4.
    pub rate: Ratio,
    /// Shift of the voice's own pitch.
    pub pitch: Pitch,
    /// Pitch range; 0.5 halves the distance of every pitch from the utterance's mean. 0 is monotone.
    pub range: f32,
    /// Gain.
    pub volume: Decibels,
    /// Emphasis.
    pub emphasis: Emphasis,
    /// Index into [`Script::contours`].
    pub contour: Option<u32>,
    /// Index into [`Script::extents`].
    pub extent: Option<u32>,
    /// Index into [`Script::languages`]; no voice of ours does anything with it.
    pub language: Option<u32>,
}

impl Style {
    /// The voice as it is.
    pub const NEUTRAL: Self = Self {
        rate: Ratio::ONE,
        pitch: Pitch::Shift(Semitones(0.0)),
        range: 1.0,
        volume: Decibels::UNITY,
        emphasis: Emphasis::None,
        contour: None,
        extent: None,
        language: None,
    };
}

/// Where the pitch lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Pitch {
    /// Relative to the voice's own.
    Shift(Semitones),
    /// The utterance's mean at this frequency.
    Mean(Hertz),
}

impl Pitch {
    /// The nearest pitch that a voice is asked for.
    pub fn speakable(self) -> Self {
        match self {
            Self::Shift(shift) => Self::Shift(Semitones(shift.0.clamp(-12.0, 12.0))),
            Self::Mean(frequency) => Self::Mean(Hertz(frequency.0.clamp(50.0, 500.0))),
        }
    }
}

/// `<emphasis level>` (SSML 1.1, 3.2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are those of the attribute's values")]
pub enum Emphasis {
    Reduced,
    None,
    Moderate,
    Strong,
}

/// `<prosody contour>`: pitch targets over the time of the words that refer to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Contour {
    /// Position 0 to 1 in the spoken time of the element, rising; pitch shift there.
    pub points: Vec<(f32, Semitones)>,
}

/// `<prosody duration>`: the time that the words which refer to it take, with the silences between them. They stand
/// side by side in one turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// How long.
    pub duration: Milliseconds,
    /// Whether they may take less.
    pub bound: Bound,
    /// Where it was written.
    pub span: Span,
}

/// How an [`Extent`] holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bound {
    /// The words are made slower or faster until they fit.
    Exactly,
    /// They are made faster where they are too long.
    AtMost,
}

/// Silence the author asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pause {
    /// How long; pauses that stand side by side sum.
    pub duration: Milliseconds,
    /// The tag.
    pub span: Span,
}

/// `<audio>` (SSML 1.1, 3.3.1), its values checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Audio {
    /// Where the clip is, as written.
    pub src: String,
    /// The tag.
    pub span: Span,
    /// How many of the items after it are its fallback, to be said only if the clip cannot be played.
    pub fallback: usize,
    /// `clipBegin`.
    pub begin: Milliseconds,
    /// `clipEnd`; the clip's own end without one.
    pub end: Option<Milliseconds>,
    /// `repeatCount`; 1 plays once, 1.5 once and a half.
    pub repeat: Ratio,
    /// `repeatDur`: the most it may last, repeats included.
    pub repeat_duration: Option<Milliseconds>,
    /// `soundLevel`.
    pub level: Decibels,
    /// `speed`; 2 plays twice as fast.
    pub speed: Ratio,
    /// The text of its `<desc>`: what is heard in it (SSML 1.1, 3.3.3).
    pub description: Option<String>,
}

impl Audio {
    /// The nearest gain that it may have: -120 to +40 dB.
    pub fn level_within(level: Decibels) -> Decibels {
        Decibels(level.0.clamp(-120.0, 40.0))
    }

    /// The nearest speed that it may have: an eighth to four times.
    pub fn speed_within(speed: Ratio) -> Ratio {
        Ratio(speed.0.clamp(0.125, 4.0))
    }
}

/// `<mark>` (SSML 1.1, 3.3.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Its name.
    pub name: String,
    /// The title of the chapter that it opens, if it opens one.
    pub chapter: Option<String>,
    /// The tag.
    pub span: Span,
}

/// Where a sentence or paragraph ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Boundary {
    /// Of what.
    pub kind: BoundaryKind,
    /// Where the next one starts.
    pub span: Span,
}

/// What ends at a [`Boundary`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BoundaryKind {
    /// A sentence (`<s>`; sentences in prose are found later, by their punctuation).
    Sentence,
    /// A paragraph (blank line, new turn, `<p>`).
    Paragraph,
}
