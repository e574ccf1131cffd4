//! Amounts: units by their symbols, and what the same letters mean elsewhere; money, sizes, directions of medicine.
//! How a number is said is `verbalise`'s.

mod ambiguous;
mod attribute;
mod compass;
mod dose;
mod measure;
mod memory;
mod minute;
pub(super) mod money;
mod shilling;
mod size;
pub(super) mod unit;
mod wiring;

use super::Tagger;
