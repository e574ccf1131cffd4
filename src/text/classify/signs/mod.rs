//! Signs: what one is called, which part sentences, and what they mean between words. Those of a formula are `formulas`'.

mod dash;
mod percent;
mod quoted;
pub(super) mod sign;
pub(super) mod sign_name;
mod slash;
mod star;
mod stop;

use super::Tagger;
