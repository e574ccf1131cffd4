//! Amounts: units by their symbols, and what the same letters mean elsewhere; money, sizes, directions of medicine.
//! Must not know how a number is said.

mod ambiguous;
mod attribute;
mod compass;
mod dose;
mod measure;
mod minute;
pub(super) mod money;
mod size;
pub(super) mod unit;
mod wiring;

use super::Tagger;
