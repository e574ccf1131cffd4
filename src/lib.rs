//! declaim turns course scripts into finished audio, offline.
//!
//! Data flows one way, through a typed border after every stage; [`render`] is the story, one call per line:
//!
//! | stage | makes | may find or fail |
//! |---|---|---|
//! | [`markup::parse`] | [`markup::document::Document`] | findings |
//! | [`markup::resolve`] | [`markup::script::Script`]: no tags, nothing relative | findings |
//! | [`text::normalise`] | [`text::token::Spoken`]: words only | findings |
//! | [`g2p::transcribe`] | [`ir::PhonemeScript`]: phones | findings |
//! | [`ir::validate()`] | nothing: later stages trust the IR | findings |
//! | [`plan::plan()`] | [`plan::RenderPlan`]: model calls and exact gaps | findings |
//! | [`synth::Engine::speak`], each job by [`render::Batch`] | [`synth::Clip`]s: speech with its alignment | [`synth::SynthError`] |
//! | [`mix::lay_out`] | [`mix::timeline::Timeline`]: samples, not seconds | nothing |
//! | [`mix::Mixdown`] | blocks of PCM at the episode's rate | [`mix::MixError`] |
//! | [`master::master`] | target loudness under the true-peak ceiling | [`master::MasterError`] |
//! | [`export`] | WAV, word times, captions; whole or not at all | [`export::ExportError`] |
//!
//! The first six return [`diag::Findings`]: a value and everything found, never a stop at the first problem.
//! `tests/architecture.rs` holds who may import whom; ARCHITECTURE.md says why. Modules are public so that tests and
//! benches reach every border; the interface that is kept is the command line.

pub mod assets;
pub mod audio;
pub mod checksum;
pub mod cli;
pub mod config;
pub mod course;
pub mod diag;
pub mod export;
pub mod g2p;
pub mod ir;
pub mod lint;
pub mod lock;
pub mod markup;
pub mod master;
pub mod mix;
pub mod plan;
pub mod punctuation;
pub mod render;
pub mod source;
pub mod staged;
pub mod synth;
pub mod text;
pub mod units;
pub mod voice;
