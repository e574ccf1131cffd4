//! Stage 10: the mix brought to its loudness, held under its true-peak ceiling, and measured again. Knows nothing
//! of timelines, clips or files.

mod aim;
mod chain;
mod gain;
mod gating;
mod limiter;
mod loudness;
mod peak;
mod relay;
mod report;
mod sink;
mod true_peak;
mod weighting;

pub use aim::{Level, Target};
pub use chain::{MasterError, master};
pub use limiter::{Limited, Limiter};
pub use loudness::{MeasureError, Meter, MeterError, measure, meter};
pub use report::{LoudnessReport, Measurement};
pub use sink::{AsTheyAre, Encoder, Sink};
