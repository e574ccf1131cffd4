//! Articles in the form that does not go with the sound behind them: "a 80 ms hop", "an UUID".

use super::said::Said;
use crate::diag::{Code, Diagnostic};
use crate::ir::{Origin, Punctuation, Stress, Word};
use crate::source::Source;

/// Warns of every "a" before a vowel and every "an" before a consonant, as the word behind it is said. "An" before an h
/// that is said is used too ("an historic").
pub(super) fn mismatched(source: &Source, said: &Said<'_>) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    for pair in said.words().windows(2) {
        let [article, next] = [pair[0], pair[1]];
        let Some(right) = other_form(article, next) else {
            continue;
        };
        let text = |word: &Word| source.text().get(word.span.range()).unwrap_or("");
        // A number's words share their bytes; what nobody wrote has none.
        let historic = right == "a" && text(next).starts_with(['h', 'H']);
        let named = !text(next).starts_with(char::is_alphanumeric);
        if historic || named || !text(article).eq_ignore_ascii_case(&article.text) {
            continue;
        }
        let message = format!(
            "`{}` stands before `{}`, which is said \"{}\"",
            text(article),
            text(next),
            next.text
        );
        let right = match text(article).starts_with('A') {
            true => right.replacen('a', "A", 1),
            false => right.to_owned(),
        };
        found.push(
            Diagnostic::new(Code::WrongArticle, article.span, message)
                .fix(match next.origin {
                    Origin::Letter => format!(
                        "write `{right} {0}`, or say in the lexicon how `{0}` is said",
                        text(next)
                    ),
                    _ => format!("write `{right} {}`", text(next)),
                })
                .replace(article.span, right),
        );
    }
    found
}

/// The form that goes with the word `next`, where `article` is the other one.
fn other_form(article: &Word, next: &Word) -> Option<&'static str> {
    let stressed = article.phones.iter().any(|phone| phone.stress != Stress::None);
    let vowel = next.phones.first()?.segment.is_vowel();
    let joined = article.after == Punctuation::None && article.origin == Origin::Dictionary;
    let right = match article.text.to_ascii_lowercase().as_str() {
        // The letter is stressed.
        "a" if vowel && !stressed => "an",
        "an" if !vowel => "a",
        _ => return None,
    };
    joined.then_some(right)
}
