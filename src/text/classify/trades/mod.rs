//! What single trades write down in a form of their own: law, chemistry, chess, the post. Must not know what is common
//! to all prose.

pub(super) mod address;
mod chess;
mod citation;
mod notation;
mod nuclide;

use super::Tagger;
