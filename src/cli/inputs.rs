//! What `INPUT...` comes to: scripts, standard input, course files and folders become episodes, each with its text
//! and its settings.
//!
//! An edge: it lists folders and reads scripts. Owns where settings come from: the course file, or the one beside a
//! script that names it, and the command line over both. Which files a course's patterns name is `course_files`'s.

use super::args::Production;
use super::casting::look_for_cast;
use super::course_files::{DEEPEST, episodes, look_for_files};
use super::options::{self, is_stdin, read_input, read_script, unreadable};
use super::{Outcome, fail, fail_with};
use crate::config::{EpisodeConfig, FileRoot};
use crate::course::{self, Course, Named};
use crate::diag::{Code, Diagnostic, Severity};
use crate::render::Studio;
use crate::source::{Source, Span};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

/// The name of a course file in its folder.
pub(super) const COURSE_FILE: &str = "course.toml";

/// Everything that was named, read as far as it could be, and the voices for it.
pub(super) struct Desk {
    /// In order.
    pub(super) episodes: Vec<Episode>,
    /// The course files that settings come from.
    pub(super) courses: Vec<CourseFile>,
    /// The lexicons of the command line in which something was found.
    pub(super) lexicons: Vec<(Source, Vec<Diagnostic>)>,
    /// What could not be read, and what to do about it.
    pub(super) unreadable: Vec<(PathBuf, String)>,
    /// Whether the command line casts somebody whom no script names, which has been said.
    pub(super) casts_nobody: bool,
    /// Pronunciations and voices for scripts of no course.
    studio: Studio,
}

/// A script with the settings that hold for it.
pub(super) struct Episode {
    /// The script, as named.
    pub(super) path: PathBuf,
    /// What it is called for people: its file's name without the extension.
    pub(super) name: String,
    /// Its text.
    pub(super) source: Source,
    /// There when its bytes are not UTF-8; it is then not rendered.
    pub(super) not_utf8: Option<Diagnostic>,
    /// Its settings.
    pub(super) config: EpisodeConfig,
    /// The folder it goes to unless the command line names another.
    pub(super) folder: PathBuf,
    /// Index into [`Desk::courses`].
    pub(super) course: Option<usize>,
}

/// A course file, or a folder that has none.
pub(super) struct CourseFile {
    /// Its text; empty for a folder without one.
    pub(super) source: Source,
    /// What it says.
    pub(super) course: Course,
    /// The folder that its paths start from.
    pub(super) folder: PathBuf,
    /// The file, where there is one.
    path: Option<PathBuf>,
    /// What is wrong in it.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Its lexicons, and what is wrong in them.
    pub(super) lexicons: Vec<(Source, Vec<Diagnostic>)>,
    /// Its pronunciations and voices.
    studio: Studio,
    /// How many episodes it has.
    count: usize,
}

impl CourseFile {
    /// Whether its episodes may be worked on.
    pub(super) fn is_sound(&self) -> bool {
        is_sound(&self.diagnostics) && self.lexicons.iter().all(|(_, found)| is_sound(found))
    }

    /// Every file of it in which something was found.
    pub(super) fn findings(&self) -> impl Iterator<Item = (&Source, &[Diagnostic])> {
        let lexicons = self.lexicons.iter().map(|(source, found)| (source, &**found));
        std::iter::once((&self.source, &*self.diagnostics))
            .chain(lexicons)
            .filter(|(_, found)| !found.is_empty())
    }

    /// What it depends on besides its episodes.
    pub(super) fn watched(&self) -> Vec<PathBuf> {
        self.path.iter().chain([&self.folder]).cloned().collect()
    }

    /// The settings of its episodes and the folder they go to, paths as they are from here.
    fn settings(&self) -> (EpisodeConfig, PathBuf) {
        let mut config = self.course.config.clone();
        let here = |path: &mut PathBuf| *path = self.folder.join(&*path);
        config.lexicons.iter_mut().for_each(here);
        let bookends = &mut config.bookends;
        bookends.intro.iter_mut().for_each(here);
        bookends.outro.iter_mut().for_each(here);
        bookends.bed.iter_mut().for_each(|bed| here(&mut bed.path));
        (config, self.folder.join(&self.course.output))
    }

    pub(super) fn report(&mut self, code: Code, span: Span, message: String, fix: Option<String>) {
        let finding = Diagnostic::new(code, span, message);
        self.diagnostics.push(match fix {
            Some(fix) => finding.fix(fix),
            None => finding,
        });
    }
}

/// Whether nothing of it is an error.
fn is_sound(found: &[Diagnostic]) -> bool {
    found.iter().all(|d| d.severity() != Severity::Error)
}

/// Reads everything that `inputs` name and that can be worked on. What is wrong with single inputs is in the answer; an
/// answer of `Err` has been said, and nothing can be done at all.
pub(super) fn gather(inputs: &[PathBuf], production: &Production) -> Result<Desk, Outcome> {
    let mut desk = gather_all(inputs, production)?;
    let mut sound = true;
    for (source, found) in &desk.lexicons {
        sound &= !options::show(found, source);
    }
    if !sound {
        return Err(Outcome::Failed);
    }
    let courses = &desk.courses;
    let known = |episode: &Episode| episode.course.is_none_or(|index| courses[index].is_sound());
    desk.episodes.retain(known); // of the others it is not known which settings hold
    Ok(desk)
}

/// The same with the scripts of a course that has errors, and with lexicons that have: for their findings alone.
pub(super) fn gather_all(inputs: &[PathBuf], production: &Production) -> Result<Desk, Outcome> {
    let speakers = options::speakers_by_hand(&production.cast);
    let mut studio =
        Studio::open(production.voices.as_deref(), &speakers).map_err(|error| fail_with(&error))?;
    let lexicons = lexicons_by_hand(&mut studio, &production.lexicon)?;
    let mut desk = Desk {
        episodes: Vec::new(),
        courses: Vec::new(),
        lexicons,
        unreadable: Vec::new(),
        casts_nobody: false,
        studio,
    };
    for input in inputs {
        // `.` adds nothing to a path.
        let input = if input == Path::new(".") {
            Path::new("")
        } else {
            input
        };
        if input.as_os_str().is_empty() || !is_stdin(input) && input.is_dir() {
            let file = input.join(COURSE_FILE);
            let file = file.is_file().then_some(file);
            desk.whole_course(file, input, production);
        } else if input.extension().is_some_and(|e| e == "toml") {
            let folder = input.parent().unwrap_or(Path::new("")).to_owned();
            desk.whole_course(Some(input.to_owned()), &folder, production);
        } else {
            desk.script(input, production);
        }
    }
    look_for_cast(&mut desk, &production.cast);
    Ok(desk)
}

/// Adds the lexicons of the command line, which come before those of a course. Those in which something was found.
fn lexicons_by_hand(
    studio: &mut Studio,
    lexicons: &[PathBuf],
) -> Result<Vec<(Source, Vec<Diagnostic>)>, Outcome> {
    let mut found = Vec::new();
    for path in lexicons {
        let read = read_lexicon(studio, path);
        found.push(read.map_err(|error| fail(unreadable(path, "lexicons", &error), Outcome::Failed))?);
    }
    found.retain(|(_, found)| !found.is_empty());
    Ok(found)
}

/// Adds a lexicon behind those that are there already.
fn read_lexicon(studio: &mut Studio, path: &Path) -> std::io::Result<(Source, Vec<Diagnostic>)> {
    let (source, not_utf8) = read_input(path)?;
    let found = match not_utf8 {
        Some(finding) => vec![finding],
        None => studio.add_lexicon(&source),
    };
    Ok((source, found))
}

/// Reads every script in a folder, whatever a course file there says.
pub(super) fn gather_folder(folder: &Path, production: &Production) -> Result<Desk, Outcome> {
    let mut desk = gather(&[], production)?;
    desk.whole_course(None, folder, production);
    Ok(desk)
}

/// One line that was typed, as an episode.
pub(super) fn typed(text: &str, production: &Production) -> Result<Desk, Outcome> {
    one_line(Source::new("<line>", text), None, production)
}

/// One line of no file, as an episode; with a finding if it is not UTF-8.
pub(super) fn one_line(
    source: Source,
    not_utf8: Option<Diagnostic>,
    production: &Production,
) -> Result<Desk, Outcome> {
    let mut desk = gather(&[], production)?;
    desk.episodes.push(Episode {
        path: PathBuf::from(TYPED),
        name: TYPED.to_owned(),
        source,
        not_utf8,
        config: options::config(production),
        folder: PathBuf::new(),
        course: None,
    });
    Ok(desk)
}

/// What a typed line is called in progress and file names.
const TYPED: &str = "preview";

impl Desk {
    /// Prints what was found in course files and what could not be read; what is lost by it, and why.
    pub(super) fn show_faults(&self) -> Vec<(String, String)> {
        let mut lost = Vec::new();
        for (source, found) in self.courses.iter().flat_map(CourseFile::findings) {
            if options::show(found, source) {
                let count = options::count_line(found);
                fail(format!("{}: {count}", source.name()), Outcome::Failed);
                lost.push((source.name().to_owned(), count));
            }
        }
        for (path, text) in &self.unreadable {
            fail(text, Outcome::Failed);
            lost.push((path.display().to_string(), "cannot be read".to_owned()));
        }
        lost
    }

    /// What progress calls what a fault is about: a script as any episode, a course file or a folder by its own name.
    pub(super) fn called(&self, fault: &str) -> String {
        let is_script = |path: &&PathBuf| {
            path.display().to_string() == fault && path.extension().is_none_or(|e| e != "toml")
        };
        let mut paths = self.unreadable.iter().map(|(path, _)| path);
        let script = paths.find(is_script);
        script.map_or_else(|| fault.to_owned(), |path| name_of(path))
    }

    /// Whether all episodes of a course are here.
    pub(super) fn is_whole(&self, course: usize) -> bool {
        let here = self.episodes.iter().filter(|e| e.course == Some(course));
        here.count() >= self.courses[course].count
    }

    /// The pronunciations and voices for an episode.
    pub(super) fn studio(&self, episode: &Episode) -> &Studio {
        episode
            .course
            .map_or(&self.studio, |index| &self.courses[index].studio)
    }

    /// Every episode of a course file, or of a folder without one.
    fn whole_course(&mut self, file: Option<PathBuf>, folder: &Path, production: &Production) {
        let Some(index) = self.course(file, folder, production) else {
            return;
        };
        let course = &mut self.courses[index];
        let episodes = episodes(course);
        if episodes.is_empty() && course.is_sound() {
            let message = format!("there is no script in {}", shown(&course.folder));
            course.report(Code::CourseNoEpisodes, Span::default(), message, None);
        }
        for episode in episodes {
            let path = self.courses[index].folder.join(episode);
            self.read(&path, Some(index), production);
        }
    }

    /// A single script; the nearest course file beside it or above holds for it too, if it names it.
    fn script(&mut self, path: &Path, production: &Production) {
        let file = (!is_stdin(path) && path.is_file())
            .then(|| nearest_course(path))
            .flatten();
        let course = file.and_then(|(folder, name)| {
            let known = self.courses.len();
            let index = self.course(Some(folder.join(COURSE_FILE)), &folder, production)?;
            let named = episodes(&mut self.courses[index]).contains(&name);
            // One that does not name the script has nothing to say here, unless what it names could not be read.
            let unreadable = !name.contains('/') && !self.courses[index].is_sound();
            if !named && !unreadable {
                self.courses.truncate(known);
            }
            named.then_some(index)
        });
        self.read(path, course, production);
    }

    fn read(&mut self, path: &Path, course: Option<usize>, production: &Production) {
        let same = |one: &Path| one == path || is_same_file(one, path);
        if self.episodes.iter().any(|episode| same(&episode.path)) {
            return; // named twice, read once
        }
        match read_script(path) {
            Ok((source, not_utf8)) => {
                let (mut config, folder) = match course {
                    Some(index) => self.courses[index].settings(),
                    None => (
                        EpisodeConfig::house(NonZeroUsize::MIN),
                        PathBuf::from(USUAL_FOLDER),
                    ),
                };
                config.files = file_root(path, course.map(|index| &*self.courses[index].folder));
                options::by_hand(&mut config, production);
                self.episodes.push(Episode {
                    name: name_of(path),
                    path: path.to_owned(),
                    source,
                    not_utf8,
                    config,
                    folder,
                    course,
                });
            }
            Err(error) => self
                .unreadable
                .push((path.to_owned(), unreadable(path, "script files", &error))),
        }
    }

    /// The index of a course, read unless it was before.
    fn course(&mut self, path: Option<PathBuf>, folder: &Path, production: &Production) -> Option<usize> {
        let known = |known: &CourseFile| known.path == path && known.folder == folder;
        if let Some(index) = self.courses.iter().position(known) {
            return Some(index);
        }
        let (source, course, diagnostics) = match &path {
            None => (Source::folder(shown(folder)), Course::default(), Vec::new()),
            Some(file) => match read_input(file) {
                Ok((source, Some(finding))) => (source, Course::default(), vec![finding]),
                Ok((source, None)) => {
                    let found = course::read(&source);
                    (source, found.value, found.diagnostics)
                }
                Err(error) => {
                    self.unreadable
                        .push((file.clone(), unreadable(file, "course file", &error)));
                    return None;
                }
            },
        };
        let mut course = CourseFile {
            source,
            course,
            folder: folder.to_owned(),
            path,
            diagnostics,
            lexicons: Vec::new(),
            studio: self.studio.fork(),
            count: 0,
        };
        look_for_files(&mut course);
        for Named { name, span } in course.course.voices.clone() {
            if let Err(error) = course.studio.admit(&name, production.voices.as_deref()) {
                let fix = error.fix().map(str::to_owned);
                course.report(Code::UnknownVoice, span, error.message(), fix);
            }
        }
        for lexicon in course.settings().0.lexicons {
            // One that is not there has been reported.
            if let Ok(read) = read_lexicon(&mut course.studio, &lexicon) {
                course.lexicons.push(read);
            }
        }
        course.count = episodes(&mut course).len();
        course.diagnostics.sort_by_key(|d| d.span);
        self.courses.push(course);
        Some(self.courses.len() - 1)
    }
}

/// The nearest folder with a course file, beside a script or above, and the script's path from there, with `/`.
fn nearest_course(script: &Path) -> Option<(PathBuf, String)> {
    let real = std::fs::canonicalize(script).ok()?;
    let own = script.parent().unwrap_or(Path::new(""));
    // As people wrote it as far as that goes, then upwards from there.
    let written = own.ancestors().filter(|folder| *folder != Path::new("/"));
    let above = (1..=DEEPEST).map(|depth| PathBuf::from_iter(std::iter::repeat_n("..", depth)));
    let above = above.filter(|_| own.is_relative());
    let folders = written.map(Path::to_owned).chain(above).take(DEEPEST + 1);
    for folder in folders {
        if folder.join(COURSE_FILE).is_file() {
            let shown = if folder.as_os_str().is_empty() {
                Path::new(".")
            } else {
                &folder
            };
            let below = real.strip_prefix(std::fs::canonicalize(shown).ok()?).ok()?;
            let parts = below.iter().map(|part| part.to_string_lossy());
            return Some((folder, parts.collect::<Vec<_>>().join("/")));
        }
    }
    None
}

/// Whether two paths lead to one file.
pub(super) fn is_same_file(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| std::fs::canonicalize(path).ok();
    one.file_name() == other.file_name() && real(one).is_some_and(|one| Some(one) == real(other))
}

/// A folder for people: the current one has a name too.
pub(super) fn shown(folder: &Path) -> String {
    let here = folder.as_os_str().is_empty();
    if here {
        ".".to_owned()
    } else {
        folder.display().to_string()
    }
}

/// What an episode is called after its script.
pub(super) fn name_of(path: &Path) -> String {
    if is_stdin(path) {
        return "stdin".to_owned();
    }
    let stem = path.file_stem().unwrap_or("episode".as_ref());
    stem.to_string_lossy().into_owned()
}

/// Where the files of a script lie: below the course's folder, if it is one of a course's, else below its own.
fn file_root(script: &Path, course: Option<&Path>) -> FileRoot {
    let own = script.parent().unwrap_or(Path::new(""));
    let folder = course.filter(|folder| own.starts_with(folder)).unwrap_or(own);
    FileRoot {
        folder: folder.to_owned(),
        start: own.strip_prefix(folder).unwrap_or(Path::new("")).to_owned(),
    }
}

/// The folder that episodes of no course go to.
pub(super) const USUAL_FOLDER: &str = "out";
