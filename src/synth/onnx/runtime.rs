//! The ONNX Runtime library: where it is looked for, loading it once, its version.
//! Opens no model, and fetches nothing.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use thiserror::Error;

/// The library, loaded; there is one in a process.
#[derive(Clone, Debug)]
pub struct Runtime {
    pub(super) environment: ort::environment::Environment,
    path: PathBuf,
}

/// Why the library cannot be used.
#[derive(Debug, Error)]
pub enum RuntimeError {
    /// It is nowhere it should be.
    #[error(
        "the ONNX Runtime library ({}) was not found\n  fix: run scripts/fetch_runtime.py (make episode does it), \
         or put the library into a folder `lib` or `.runtime` beside or above the program",
        NAMES[0]
    )]
    Missing {
        /// The files that were tried.
        tried: Vec<PathBuf>,
    },
    /// It does not load.
    #[error("{} cannot be used as ONNX Runtime: {source}\n  fix: run scripts/fetch_runtime.py", path.display())]
    Unusable {
        /// The library.
        path: PathBuf,
        /// The loader's reason.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

/// What the library is called here, the likeliest name first.
#[cfg(windows)]
const NAMES: &[&str] = &["onnxruntime.dll"];
/// What the library is called here, the likeliest name first.
#[cfg(target_os = "macos")]
const NAMES: &[&str] = &["libonnxruntime.dylib", "libonnxruntime.1.dylib"];
/// What the library is called here, the likeliest name first.
#[cfg(not(any(windows, target_os = "macos")))]
const NAMES: &[&str] = &["libonnxruntime.so.1", "libonnxruntime.so"];

/// Where it may lie below each folder above the program: a checkout, an unpacked archive, an installed prefix.
const FOLDERS: &[&str] = &[".runtime", "lib/declaim", "lib", ""];

/// The release that `scripts/fetch_runtime.py` fetches, and the commit it was built from.
const PINNED: (&str, &str) = ("1.31.1", "6af1a93");

static LOADED: Mutex<Option<Runtime>> = Mutex::new(None);

impl Runtime {
    /// The library: loaded now, or before. `ORT_DYLIB_PATH` names it where it is set; else it is looked for below
    /// every folder above the program, the nearest first. No variable is needed.
    ///
    /// # Errors
    /// Where it is missing or does not load.
    pub fn load() -> Result<Self, RuntimeError> {
        let mut loaded = LOADED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(runtime) = loaded.as_ref() {
            return Ok(runtime.clone());
        }
        let tried = candidates();
        let Some(path) = tried.iter().find(|path| path.is_file()).cloned() else {
            return Err(RuntimeError::Missing { tried });
        };
        let unusable = |source: Box<dyn std::error::Error + Send + Sync>| RuntimeError::Unusable {
            path: path.clone(),
            source,
        };
        let environment = ort::init_from(&path)
            .map_err(|error| unusable(Box::new(error)))?
            .with_name("declaim")
            .with_telemetry(false)
            .build()
            .map_err(|error| unusable(Box::new(error)))?;
        Ok(loaded.insert(Self { environment, path }).clone())
    }

    /// The library's file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Its version. The library tells the commit it was built from; where that is not the pinned release's, the
    /// commit stands for the version.
    pub fn version(&self) -> String {
        let info = ort::info();
        let commit = info
            .split([',', ' '])
            .find_map(|part| part.strip_prefix("git-commit-id="))
            .unwrap_or("unknown");
        if commit == PINNED.1 {
            PINNED.0.to_owned()
        } else {
            format!("commit {commit}")
        }
    }
}

#[allow(
    clippy::disallowed_methods,
    reason = "the runtime's own variable, for those who have set it"
)]
fn candidates() -> Vec<PathBuf> {
    if let Some(path) = std::env::var_os("ORT_DYLIB_PATH").filter(|path| !path.is_empty()) {
        return vec![PathBuf::from(path)];
    }
    let Ok(program) = std::env::current_exe() else {
        return Vec::new();
    };
    let program = program.canonicalize().unwrap_or(program);
    let mut candidates = Vec::new();
    for folder in program.ancestors().skip(1) {
        for below in FOLDERS {
            candidates.extend(NAMES.iter().map(|name| folder.join(below).join(name)));
        }
    }
    candidates
}
