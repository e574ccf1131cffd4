//! Words: said whole, by their letters, or written short; which letters are a name. How a word is pronounced is `g2p`'s.

mod abbreviation;
mod initials;
mod language;
mod letter;
mod numeronym;
mod savings;
mod shorthand;
mod shouted;
mod stock;
mod system;
mod word;

use super::Tagger;
