//! synth

pub mod clip;
