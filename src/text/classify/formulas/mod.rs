//! Formulas in prose, and expressions of algebra and programs there: which tokens are part of one, and what their
//! letters and signs are called. What code between backticks says otherwise is `programs`'.

mod algebra;
mod bars;
mod comparison;
mod expression;
pub(super) mod formula;
mod function;
mod gradient;
mod interval;
mod matrix;
mod omission;
mod power;
mod quotient;
mod sum;
pub(super) mod symbol;

use super::Tagger;
