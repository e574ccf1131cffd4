//! The engines that scripts are written for, and what each of them can do. Only answers: what is written for an
//! engine, and what is lost, is decided by the writer (`export`, `style`).

use crate::markup::print::say_as_name;
use crate::markup::script::{Alphabet, SayAsKind};
use crate::units::Milliseconds;

/// For whom a script is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// The W3C's recommendation.
    Ssml,
    /// Google Cloud Text-to-Speech.
    Google,
    /// Azure Speech.
    Azure,
    /// Amazon Polly.
    Polly,
    /// Labels and prose only.
    Text,
}

impl Dialect {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Ssml, Self::Google, Self::Azure, Self::Polly, Self::Text];

    /// What people call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ssml => "SSML 1.1",
            Self::Google => "Google",
            Self::Azure => "Azure",
            Self::Polly => "Polly",
            Self::Text => "plain text",
        }
    }

    /// The longest pause it takes.
    pub(super) const fn longest_pause(self) -> Milliseconds {
        match self {
            Self::Google | Self::Polly => Milliseconds(10_000),
            Self::Azure => Milliseconds(20_000),
            Self::Ssml | Self::Text => Milliseconds(u32::MAX),
        }
    }

    /// A voice of its own, where `name` is not like one: both name the language first.
    pub(super) fn voice_like(self, name: &str) -> Option<&'static str> {
        let example = match self {
            Self::Google => "en-US-Neural2-F",
            Self::Azure => "en-US-JennyNeural",
            Self::Ssml | Self::Polly | Self::Text => return None,
        };
        let mut parts = name.split('-');
        let mut letters = |most| {
            let part = parts.next().unwrap_or_default();
            (2..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphabetic())
        };
        (!(letters(3) && letters(2))).then_some(example)
    }

    /// Its value of `interpret-as`.
    pub(super) const fn say_as(self, kind: SayAsKind) -> Option<&'static str> {
        use SayAsKind as Kind;
        match (self, kind) {
            (Self::Text, _)
            | (Self::Google, Kind::Duration | Kind::Address | Kind::Name)
            | (Self::Azure, Kind::Unit | Kind::Expletive)
            | (Self::Polly, Kind::Duration | Kind::Currency | Kind::Name) => None,
            (Self::Google, Kind::Digits) => Some("characters"),
            (Self::Azure, Kind::Digits) => Some("number_digit"),
            _ => Some(say_as_name(kind)),
        }
    }

    /// Its name for an alphabet.
    pub(super) const fn alphabet(self, alphabet: Alphabet) -> Option<&'static str> {
        match (self, alphabet) {
            (Self::Text, _) | (Self::Google | Self::Azure | Self::Polly, Alphabet::Arpabet) => None,
            (_, Alphabet::Ipa) => Some("ipa"),
            (_, Alphabet::XSampa) => Some("x-sampa"),
            (Self::Ssml, Alphabet::Arpabet) => Some("x-cmu-arpabet"),
        }
    }
}
