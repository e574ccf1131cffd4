//! The printed form of [`Spoken`]: one line per paragraph, words only. For people and goldens.

use super::Vocabulary;
use super::abbreviations;
use super::token::{Inflection, Pronunciation, Spoken, SpokenItem, SpokenWord};
use crate::markup::script::BoundaryKind;
use crate::source::Mapped;

impl Spoken {
    /// One line per paragraph: the words as they will be said, single spaces, no punctuation. Named letters
    /// stand apart in upper case ("A M", "P V Cs"); a lexicon's form with digits or signs in it is printed as it
    /// would be read ("C I C D").
    pub fn print_spoken(&self) -> String {
        self.print_spoken_as(&|_, _| None)
    }

    /// The same, where `said` may give other words for such a form, given as it is written and as it would be read.
    pub fn print_spoken_as(&self, said: &dyn Fn(&str, &str) -> Option<String>) -> String {
        let mut out = String::new();
        let mut at_line_start = true;
        for turn in &self.turns {
            for item in &turn.items {
                match item {
                    SpokenItem::Word(word) => {
                        if !at_line_start {
                            out.push(' ');
                        }
                        at_line_start = false;
                        print_word(word, said, &mut out);
                    }
                    SpokenItem::Boundary(boundary) if boundary.kind == BoundaryKind::Paragraph => {
                        end_line(&mut out, &mut at_line_start);
                    }
                    _ => {}
                }
            }
            end_line(&mut out, &mut at_line_start);
        }
        out
    }
}

fn end_line(out: &mut String, at_line_start: &mut bool) {
    if !*at_line_start {
        out.push('\n');
        *at_line_start = true;
    }
}

fn print_word(word: &SpokenWord, said: &dyn Fn(&str, &str) -> Option<String>, out: &mut String) {
    let plain = word.text.chars().all(|c| c.is_alphabetic() || c == '\'');
    match word.pronunciation {
        Pronunciation::Word if !plain || abbreviations::is_spelled(&word.text) => {
            let read = as_read(&word.text);
            out.push_str(&said(&word.text, &read).unwrap_or(read));
        }
        Pronunciation::Letter { ending: Some(ending) } => {
            out.push_str(&word.text);
            out.push_str(match ending {
                Inflection::S => "s",
                Inflection::Ed => "'d",
                Inflection::Ing => "ing",
            });
        }
        _ => out.push_str(&word.text),
    }
}

/// No lexicon at all.
struct Nothing;

impl Vocabulary for Nothing {
    fn contains(&self, _: &str) -> bool {
        false
    }

    fn has_entry(&self, _: &str) -> bool {
        false
    }
}

/// A written form that only a lexicon made a word, as it is read without one.
fn as_read(written: &str) -> String {
    super::spoken_words(&Mapped::verbatim(written, 0), &Nothing).value
}
