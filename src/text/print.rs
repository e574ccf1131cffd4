//! The printed form of [`Spoken`]: one line per paragraph, words only. For people and goldens.

use super::token::{Pronunciation, Spoken, SpokenItem};
use crate::markup::script::BoundaryKind;

impl Spoken {
    /// One line per paragraph: the words as they will be said, single spaces, no punctuation. Named letters
    /// stand apart in upper case ("A M", "P V Cs").
    pub fn print_spoken(&self) -> String {
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
                        out.push_str(&word.text);
                        if word.pronunciation == (Pronunciation::Letter { plural: true }) {
                            out.push('s');
                        }
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
