//! Standard output: everything the program prints there goes through here.
//!
//! Owns what becomes of a failed write: it is kept, and [`failure`] tells of it when the command is over. A reader who
//! closes the pipe early (`| head`) has what it wants; what is left is then nobody's.
//! Knows nothing of standard error.

use std::io::{self, Write};
use std::sync::OnceLock;

/// The first write that failed.
static FAILED: OnceLock<io::Error> = OnceLock::new();

/// Prints text as it is.
pub(super) fn print(text: &str) {
    let written = put(&mut io::stdout().lock(), text);
    keep(written);
}

/// Keeps what went wrong, unless it was the reader who went away.
pub(super) fn keep(written: io::Result<()>) {
    if let Err(error) = written
        && error.kind() != io::ErrorKind::BrokenPipe
    {
        // Of several the first is told.
        let _ = FAILED.set(error);
    }
}

/// Why not all of it was written.
pub(super) fn failure() -> Option<&'static io::Error> {
    FAILED.get()
}

/// Writes text, and past the buffer, so that nothing fails later.
fn put(out: &mut impl Write, text: &str) -> io::Result<()> {
    out.write_all(text.as_bytes())?;
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Takes what it is given, as a buffer does, and fails to write it.
    struct Full;

    impl Write for Full {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Err(io::ErrorKind::StorageFull.into())
        }
    }

    #[test]
    fn what_does_not_leave_the_buffer_is_not_written() {
        assert!(put(&mut Vec::new(), "text").is_ok());
        let error = put(&mut Full, "text").unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::StorageFull);
    }

    #[test]
    fn a_failure_is_kept_unless_the_reader_went_away() {
        keep(Ok(()));
        keep(Err(io::ErrorKind::BrokenPipe.into()));
        assert!(failure().is_none());
        keep(Err(io::ErrorKind::StorageFull.into()));
        keep(Err(io::ErrorKind::Other.into()));
        assert_eq!(failure().unwrap().kind(), io::ErrorKind::StorageFull);
    }
}
