//! What besides a job's own key decides its samples: how this program makes sound, the runtime, the processor.
//!
//! ONNX Runtime promises no equality across versions or machines (it picks kernels by what the processor can do, and
//! so does our own Fourier transform), so clips are shared only between equals.

use super::onnx::{Runtime, RuntimeError};
use std::fmt;

/// Raised whenever the same job comes out as other samples: a change in `synth`, or in a crate it calculates with.
pub const SYNTHESIS: u32 = 4;

/// Names everything but the job that its samples depend on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EngineIdentity(String);

impl EngineIdentity {
    /// Of this program on this machine.
    ///
    /// # Errors
    /// Where the runtime library is missing or not usable.
    pub fn here() -> Result<Self, RuntimeError> {
        let runtime = Runtime::load()?.version();
        let system = (std::env::consts::ARCH, std::env::consts::OS);
        Ok(Self(format!(
            "synthesis {SYNTHESIS}; ONNX Runtime {runtime}; {}-{}{}",
            system.0,
            system.1,
            features()
        )))
    }

    /// BLAKE3 of its text.
    pub fn hash(&self) -> [u8; 32] {
        *blake3::hash(self.0.as_bytes()).as_bytes()
    }
}

impl fmt::Display for EngineIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What the processor can do, as far as kernels are picked by it.
#[cfg(target_arch = "x86_64")]
fn features() -> String {
    [
        ("sse4.1", is_x86_feature_detected!("sse4.1")),
        ("avx", is_x86_feature_detected!("avx")),
        ("f16c", is_x86_feature_detected!("f16c")),
        ("fma", is_x86_feature_detected!("fma")),
        ("avx2", is_x86_feature_detected!("avx2")),
        ("avxvnni", is_x86_feature_detected!("avxvnni")),
        ("avx512f", is_x86_feature_detected!("avx512f")),
        ("avx512bw", is_x86_feature_detected!("avx512bw")),
        ("avx512vnni", is_x86_feature_detected!("avx512vnni")),
        ("avx512bf16", is_x86_feature_detected!("avx512bf16")),
    ]
    .into_iter()
    .filter(|(_, there)| *there)
    .map(|(name, _)| format!(" {name}"))
    .collect()
}

/// What the processor can do, as far as kernels are picked by it.
#[cfg(target_arch = "aarch64")]
fn features() -> String {
    use std::arch::is_aarch64_feature_detected as detected;
    [
        ("fp16", detected!("fp16")),
        ("dotprod", detected!("dotprod")),
        ("bf16", detected!("bf16")),
        ("i8mm", detected!("i8mm")),
        ("sve", detected!("sve")),
    ]
    .into_iter()
    .filter(|(_, there)| *there)
    .map(|(name, _)| format!(" {name}"))
    .collect()
}

/// Other processors are told apart by their architecture alone.
#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
fn features() -> String {
    String::new()
}
