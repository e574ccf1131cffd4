//! Numbers: which class one belongs to by its form and by the words around it. Names of signs are `signs`',
//! symbols of units `measures`'. Owns no words: `verbalise` says them.

pub(super) mod context;
pub(super) mod fraction;
mod joint;
pub(super) mod magnitude;
pub(super) mod number;
mod often;
pub(super) mod ordinal;
mod plural;
pub(super) mod range;
mod ratio;
pub(super) mod roman;
mod score;
mod serial;
mod status;
mod telephone;
pub(super) mod version;

use super::Tagger;
