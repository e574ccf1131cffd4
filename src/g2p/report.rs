//! Problems of phonetic strings as findings for the author. Knows nothing of alphabets.

use super::ipa::{Problem, ProblemKind, Reading};
use super::respelt::{self, Writing};
use crate::diag::{Code, Diagnostic};
use crate::markup::script::Alphabet;
use crate::source::Mapped;

/// Where a phonetic string stands, which decides how its alphabet is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holder {
    /// The tag `<phoneme>`.
    Tag,
    /// A course's lexicon in TOML.
    Table,
}

/// What is wrong with a phonetic string: each problem at its place, or one finding where all of it is another kind of
/// writing. `say` gives the IPA of what is meant, where it is known.
pub(super) fn findings(
    reading: &Reading,
    (alphabet, ph): (Alphabet, &Mapped),
    holder: Holder,
    say: impl FnOnce() -> Option<String>,
) -> Vec<Diagnostic> {
    let doubtful = !reading.problems.is_empty() || ph.text().is_ascii();
    let other = (alphabet == Alphabet::Ipa && doubtful)
        .then(|| respelt::writing(ph.text()))
        .flatten();
    let Some(writing) = other else {
        return reading
            .problems
            .iter()
            .map(|p| diagnose(p, alphabet, ph))
            .collect();
    };
    let written = ph.text().trim();
    let (what, name) = match writing {
        Writing::Respelling => {
            let message = format!("`{written}` looks like a respelling; IPA is read here");
            let found = Diagnostic::new(Code::UnknownIpaSymbol, ph.span(), message);
            return vec![match say() {
                Some(ipa) => found.fix(format!("write IPA, `{ipa}` perhaps: so it is said without it")),
                None if holder == Holder::Table => {
                    found.fix("write the sounds in IPA, or words that sound so: `{ alias = \"...\" }`")
                }
                None => found.fix("write the sounds in IPA"),
            }];
        }
        Writing::Arpabet => ("ARPABET", "x-cmu-arpabet"),
        Writing::XSampa => ("X-SAMPA", "x-sampa"),
    };
    let message = format!("`{written}` is {what}, and nothing says so: IPA is read here");
    let found = Diagnostic::new(Code::UnknownIpaSymbol, ph.span(), message);
    vec![match holder {
        Holder::Tag => found.fix(format!("write `alphabet=\"{name}\"` into the tag")),
        // Single quotes: X-SAMPA's sign of stress is the double one.
        Holder::Table => {
            let key = name.trim_start_matches("x-cmu-");
            found.fix(format!("write `{{ {key} = '{written}' }}`"))
        }
    }]
}

/// A problem in a phonetic string as a finding at its place in the source.
fn diagnose(problem: &Problem, alphabet: Alphabet, ph: &Mapped) -> Diagnostic {
    let span = ph.span_of(problem.range.clone());
    match &problem.kind {
        ProblemKind::Unknown { symbol, nearest } => {
            let found = Diagnostic::new(
                Code::UnknownIpaSymbol,
                span,
                format!("`{symbol}` is not in the phone inventory"),
            );
            match nearest {
                Some(near) => found.fix(format!("write `{}`, the nearest phone", near.ipa())),
                None => found.fix("remove it, or write a phone of the inventory"),
            }
        }
        ProblemKind::LookAlike { found, meant } => Diagnostic::new(
            Code::IpaLookAlike,
            span,
            format!("`{found}` is read as `{meant}`"),
        )
        .fix(format!("write `{meant}`")),
        ProblemKind::Unstressed => Diagnostic::new(
            Code::IpaWithoutStress,
            span,
            format!("`{}` marks no stress", ph.text()),
        )
        .fix(match alphabet {
            Alphabet::Ipa => "put `ˈ` before the stressed syllable",
            Alphabet::XSampa => "put `\"` before the stressed syllable",
            Alphabet::Arpabet => "put `1` behind the stressed vowel: `AE1`",
        }),
    }
}
