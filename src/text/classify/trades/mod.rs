//! What single trades write down in a form of their own: law, chemistry, chess, the post, bonds. What is common to all prose is
//! the other folders'.

pub(super) mod address;
mod bond;
mod chess;
mod citation;
mod notation;
mod nuclide;

use super::Tagger;
