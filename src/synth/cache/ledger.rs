//! The ledger: how many bytes a cache holds, about, so that nobody has to look at every entry to know.
//!
//! A file with one number, changed under the system's lock. A killed process may leave it too small by what it had
//! stored since it last told (a sixteenth of the limit at most); looking at every entry puts it right.

use super::folder::CacheFolder;
use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Seek as _, Write as _};

const NAME: &str = "size";

/// Adds `bytes` and gives the sum; `None` where there is no ledger to be had.
pub(super) fn add(folder: &CacheFolder, bytes: u64) -> Option<u64> {
    let mut file = open(folder).ok()?;
    let mut text = String::new();
    file.read_to_string(&mut text).ok()?;
    let size = text.trim().parse::<u64>().ok()?.saturating_add(bytes);
    write(&mut file, size).ok()?;
    Some(size)
}

/// Puts it right.
pub(super) fn set(folder: &CacheFolder, bytes: u64) -> io::Result<()> {
    write(&mut open(folder)?, bytes)
}

fn open(folder: &CacheFolder) -> io::Result<File> {
    let path = folder.clips().join(NAME);
    let file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)?;
    file.lock()?;
    Ok(file)
}

fn write(file: &mut File, size: u64) -> io::Result<()> {
    file.set_len(0)?;
    file.rewind()?;
    writeln!(file, "{size}")
}
