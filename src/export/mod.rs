//! Stage 11: masters and what goes with them, as files. Each appears whole under its name or not at all.

mod alignment;
mod audition;
mod captions;
mod chapters;
mod dither;
mod error;
mod riff;
#[cfg(test)]
mod sample;
mod staged;
mod wav;
mod wording;

pub use alignment::write_alignment;
pub use audition::{Excerpt, write_audition};
pub use captions::write_captions;
pub use chapters::write_chapters;
pub use error::ExportError;
pub use wav::{Encoding, WavFile};
