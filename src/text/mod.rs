//! text

pub mod token;
