//! declaim turns course scripts into finished audio, offline.

pub mod audio;
pub mod cli;
pub mod config;
pub mod diag;
pub mod export;
pub mod g2p;
pub mod ir;
pub mod markup;
pub mod master;
pub mod mix;
pub mod plan;
pub mod render;
pub mod source;
pub mod synth;
pub mod text;
pub mod units;
pub mod voice;
