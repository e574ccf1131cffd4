//! Edge: a file written beside its destination, that gets its name only when it is whole.
//!
//! The temporary lies in the same folder, so that renaming is one step on every file system, and goes away when it
//! is dropped uncommitted. Nothing is forced to the disk before the rename: that guards against a killed program,
//! not against a power cut, and costs no wait.
//!
//! A killed program leaves its temporary behind. Whoever writes one holds the system's lock on it until it has its
//! name; the lock dies with the process, so a temporary that can be locked belongs to nobody and [`sweep`] removes
//! it. No process is asked whether another lives: ids are used again, and mean nothing between containers.
//!
//! A rename puts away whatever bore the name. So a link is followed, and the file it leads to is replaced; and where
//! something stands that is no regular file, a device or a pipe, nothing is written. Knows no formats.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// How a temporary's name ends.
const ENDING: &str = ".part";
/// Links to links that are followed, as many as the system follows.
const LINKS: u32 = 40;
/// Names that are tried before giving up; another process can only be in the way of one.
const ATTEMPTS: u32 = 16;

/// Tells apart temporaries of one process; other processes are told apart by their id.
static COUNTER: AtomicU32 = AtomicU32::new(0);

/// A file on its way. The temporary goes when this is dropped.
#[derive(Debug)]
pub struct Staged {
    path: PathBuf,
    /// Where `path` leads.
    destination: PathBuf,
    temporary: PathBuf,
    /// Holds the lock.
    file: Option<File>,
}

impl Staged {
    /// Makes an empty temporary beside `path`, or the file it links to, and gives it open for reading and writing.
    ///
    /// # Errors
    /// Where `path` names no file ([`io::ErrorKind::InvalidInput`]) or something that is no regular file, or no file
    /// can be made in its folder.
    pub fn create(path: &Path) -> io::Result<(Self, File)> {
        let destination = destination(path)?;
        let name = destination.file_name().ok_or(io::ErrorKind::InvalidInput)?;
        for _ in 0..ATTEMPTS {
            let temporary = destination.with_file_name(hidden(name));
            let open = OpenOptions::new()
                .read(true)
                .write(true)
                .create_new(true)
                .open(&temporary);
            let file = match open {
                // Left behind by a process that bore this one's id.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
                open => open?,
            };
            // Not there, or somebody else's lock on it: it was swept between the two calls.
            let taken = matches!(file.try_lock(), Err(TryLockError::WouldBlock));
            if taken || !temporary.exists() {
                continue;
            }
            let other = file.try_clone()?;
            let staged = Self {
                path: path.to_owned(),
                destination,
                temporary,
                file: Some(other),
            };
            return Ok((staged, file));
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }

    /// Where it will be, as it was asked for.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Gives it its name, in place of what bore it before.
    ///
    /// # Errors
    /// What the system says; the temporary is removed then.
    pub fn commit(mut self) -> io::Result<()> {
        fs::rename(&self.temporary, &self.destination)?;
        self.file = None;
        Ok(())
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        if self.file.take().is_some() {
            // Nothing more can be done about a temporary that will not go.
            let _ = fs::remove_file(&self.temporary);
        }
    }
}

/// Where a path leads: links are followed, to what is not there yet too.
///
/// # Errors
/// Where something stands there that is no regular file, or links lead nowhere.
pub fn destination(path: &Path) -> io::Result<PathBuf> {
    let mut place = path.to_owned();
    for _ in 0..LINKS {
        let kind = match fs::symlink_metadata(&place) {
            Ok(there) => there.file_type(),
            // That nothing can be written there is said when it is tried.
            Err(_) => return Ok(place),
        };
        if !kind.is_symlink() {
            let no_file = || io::Error::other(format!("{} is no regular file", place.display()));
            return if kind.is_file() { Ok(place) } else { Err(no_file()) };
        }
        let target = fs::read_link(&place)?;
        place = place.parent().unwrap_or(Path::new("")).join(target);
    }
    Err(io::Error::other(format!(
        "{} is a link without end",
        path.display()
    )))
}

/// Writes `bytes` as the whole of `path`.
///
/// # Errors
/// What the system says; what was at `path` before is untouched then.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let (staged, mut file) = Staged::create(path)?;
    file.write_all(bytes)?;
    drop(file);
    staged.commit()
}

/// Removes a file or a link, if it is there; what is neither stays.
///
/// # Errors
/// What the system says.
pub fn remove(path: &Path) -> io::Result<()> {
    let goes = |there: fs::Metadata| there.is_file() || there.is_symlink();
    if !fs::symlink_metadata(path).is_ok_and(goes) {
        return Ok(());
    }
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Removes the temporaries in `folder` that nobody writes any more, and says how many there were. Only files
/// whose names are of this module's making are touched.
pub fn sweep(folder: &Path) -> usize {
    let here = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    let Ok(entries) = fs::read_dir(here) else {
        return 0;
    };
    entries
        .flatten()
        .filter(|entry| is_hidden(&entry.file_name()) && abandoned(&entry.path()))
        .count()
}

/// Whether a name is a temporary's.
pub(crate) fn is_hidden(name: &OsStr) -> bool {
    let number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let ids = name
        .to_str()
        .and_then(|name| name.strip_prefix('.')?.strip_suffix(ENDING)?.rsplit_once('.'))
        .and_then(|(_, ids)| ids.split_once('-'));
    ids.is_some_and(|(process, count)| number(process) && number(count))
}

/// Removes a temporary that can be locked.
fn abandoned(path: &Path) -> bool {
    let Ok(file) = OpenOptions::new().write(true).open(path) else {
        return false;
    };
    file.try_lock().is_ok() && fs::remove_file(path).is_ok()
}

/// `.NAME.PROCESS-COUNT.part`
fn hidden(name: &OsStr) -> OsString {
    let mut hidden = OsString::from(".");
    hidden.push(name);
    let count = COUNTER.fetch_add(1, Ordering::Relaxed);
    hidden.push(format!(".{}-{count}{ENDING}", std::process::id()));
    hidden
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "an edge; what it wrote is looked at")]
mod tests {
    use super::*;

    #[test]
    fn only_what_nobody_writes_is_swept() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        for name in [
            ".a.wav.123-4.part",
            ".a.wav.part",
            ".a.wav.x-4.part",
            "a.123-4.part",
        ] {
            fs::write(at(name), "left").unwrap();
        }
        let (alive, mut file) = Staged::create(&at("a.wav")).unwrap();
        file.write_all(b"whole").unwrap();
        assert_eq!(sweep(folder.path()), 1);
        assert!(!at(".a.wav.123-4.part").exists());
        alive.commit().unwrap();
        assert_eq!(fs::read(at("a.wav")).unwrap(), b"whole");
        let (dropped, file) = Staged::create(&at("a.wav")).unwrap();
        drop((dropped, file));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 4);
        assert_eq!(sweep(folder.path()), 0);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_and_stay() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let is_link = |name: &str| fs::symlink_metadata(at(name)).unwrap().is_symlink();
        fs::create_dir(at("far")).unwrap();
        fs::write(at("far/old.wav"), "old").unwrap();
        symlink("far/old.wav", at("a.wav")).unwrap();
        symlink("a.wav", at("b.wav")).unwrap();
        symlink(at("far/new.wav"), at("new.wav")).unwrap();
        for (name, target) in [("b.wav", "far/old.wav"), ("new.wav", "far/new.wav")] {
            let (staged, mut file) = Staged::create(&at(name)).unwrap();
            assert_eq!(staged.path(), at(name));
            file.write_all(b"whole").unwrap();
            staged.commit().unwrap();
            assert_eq!(fs::read(at(target)).unwrap(), b"whole");
            assert!(is_link(name), "{name}");
        }
        assert!(is_link("a.wav"));
        assert_eq!(fs::read_dir(at("far")).unwrap().count(), 2);
        symlink("round.wav", at("round.wav")).unwrap();
        assert!(write_whole(&at("round.wav"), b"x").is_err());
        remove(&at("a.wav")).unwrap();
        assert!(!at("a.wav").exists() && at("far/old.wav").exists());
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_regular_file_is_refused_and_stays() {
        use std::os::unix::fs::{FileTypeExt as _, symlink};
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let made = std::process::Command::new("mkfifo").arg(at("pipe")).status();
        assert!(made.unwrap().success());
        fs::create_dir(at("folder")).unwrap();
        symlink("pipe", at("link")).unwrap();
        for (name, said) in [("pipe", "pipe"), ("link", "pipe"), ("folder", "folder")] {
            let error = write_whole(&at(name), b"x").unwrap_err().to_string();
            assert!(error.ends_with(&format!("{said} is no regular file")), "{error}");
        }
        remove(&at("pipe")).unwrap();
        assert!(fs::metadata(at("pipe")).unwrap().file_type().is_fifo());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3);
    }
}
