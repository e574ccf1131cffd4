//! audio

pub mod mel;
pub mod pcm;
