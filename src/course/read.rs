//! `read`: the text of a course file to a [`Course`]. Owns the keys outside the cast.
//! Opens none of the files that they name.

use super::cast::{cast, lengths};
use super::table::{
    Table, Value, boolean, list, number, out_of_range, span, string, table, time, wrong_type,
};
use super::{Course, Named};
use crate::config::{Bed, Bookends, EpisodeConfig, Loudness, LoudnessPreset, SampleFormat};
use crate::diag::{Code, Diagnostic, Findings};
use crate::source::{Source, Span};
use crate::units::{Dbtp, Decibels, Lufs, Milliseconds, SampleRate};
use std::collections::HashSet;
use std::path::PathBuf;
use toml::de::{DeTable, DeValue};

/// The longest gap or fade that makes sense around speech.
const LONGEST_GAP: Milliseconds = Milliseconds(60_000);

/// Reads a course file. Its whole content is looked at, whatever is wrong in it; what is wrong keeps its default.
pub fn read(source: &Source) -> Findings<Course> {
    let (tree, errors) = DeTable::parse_recoverable(source.text());
    let mut found: Vec<_> = errors.iter().map(|error| syntax(error, source)).collect();
    let mut course = Course::default();
    top(&mut found, Table::new(tree.get_ref(), ""), &mut course);
    found.sort_by_key(|d| (d.span.start, d.span.end));
    Findings {
        value: course,
        diagnostics: found,
    }
}

fn syntax(error: &toml::de::Error, source: &Source) -> Diagnostic {
    let end = source.text().len();
    let place = error.span().unwrap_or(end..end);
    let message = error.message().lines().collect::<Vec<_>>().join("; ");
    Diagnostic::new(Code::CourseSyntax, span(place), message)
}

fn top(found: &mut Vec<Diagnostic>, mut keys: Table<'_>, course: &mut Course) {
    if let Some((key, value)) = keys.get("title") {
        course.title = string(found, &key, value).map(str::to_owned);
    }
    if let Some((key, value)) = keys.get("episodes") {
        course.episodes = names(found, &key, value);
        let mut listed = HashSet::new();
        for Named { name, span } in &course.episodes {
            if !listed.insert(name) {
                let message = format!("`{name}` is listed twice");
                found.push(Diagnostic::new(Code::CourseContradiction, *span, message));
            }
        }
        if course.episodes.is_empty() && value.get_ref().is_array() {
            out_of_range(found, &key, value, "at least one script or pattern");
        }
    }
    if let Some((key, value)) = keys.get("lexicons") {
        let lexicons = names(found, &key, value);
        course.config.lexicons = lexicons.iter().map(|named| PathBuf::from(&named.name)).collect();
        course.files.extend(lexicons);
    }
    if let Some((key, value)) = keys.get("pauses")
        && let Some(own) = table(found, &key, value)
    {
        course.config.pauses = lengths(found, own, course.config.pauses);
    }
    if let Some((key, value)) = keys.get("cast") {
        if let Some(entries) = value.get_ref().as_table() {
            let cast = cast(found, entries, course.config.pauses);
            (course.config.speakers, course.voices) = (cast.speakers, cast.voices);
            course.cast = cast.names;
        } else {
            wrong_type(found, &key, value, "a table with an entry for each speaker");
        }
    }
    if let Some((key, value)) = keys.get("loudness") {
        match value.get_ref() {
            DeValue::String(_) => preset(found, &key, value, course),
            DeValue::Table(_) => {
                if let Some(own) = table(found, &key, value) {
                    loudness(found, own, course);
                }
            }
            _ => wrong_type(found, &key, value, &format!("one of {}, or a table", presets())),
        }
    }
    if let Some((key, value)) = keys.get("output")
        && let Some(own) = table(found, &key, value)
    {
        output(found, own, course);
    }
    if let Some((key, value)) = keys.get("bookends")
        && let Some(own) = table(found, &key, value)
    {
        course.config.bookends = bookends(found, own, &mut course.files);
    }
    keys.finish(found);
}

/// A string, or a list of strings.
fn names(found: &mut Vec<Diagnostic>, key: &str, value: Value<'_>) -> Vec<Named> {
    let named = |found: &mut Vec<Diagnostic>, value: Value<'_>| {
        string(found, key, value).map(|name| Named {
            name: name.to_owned(),
            span: span(value.span()),
        })
    };
    match value.get_ref() {
        DeValue::Array(items) => items.iter().filter_map(|item| named(found, item)).collect(),
        DeValue::String(_) => named(found, value).into_iter().collect(),
        _ => {
            wrong_type(found, key, value, "a string, or a list of strings");
            Vec::new()
        }
    }
}

fn presets() -> String {
    list(&LoudnessPreset::ALL.map(LoudnessPreset::name))
}

fn preset(found: &mut Vec<Diagnostic>, key: &str, value: Value<'_>, course: &mut Course) {
    let Some(name) = string(found, key, value) else {
        return;
    };
    match LoudnessPreset::named(name) {
        Some(preset) => (course.config.loudness, course.config.ceiling) = preset.levels(),
        None => out_of_range(found, key, value, &format!("one of {}", presets())),
    }
}

fn loudness(found: &mut Vec<Diagnostic>, mut keys: Table<'_>, course: &mut Course) {
    let mut first: Option<Span> = None;
    if let Some((key, value)) = keys.get("preset") {
        first = Some(span(value.span()));
        preset(found, &key, value, course);
    }
    if let Some((key, value)) = keys.get("target") {
        if let Some(preset) = first {
            found.push(
                Diagnostic::new(
                    Code::CourseContradiction,
                    span(value.span()),
                    "a preset and a target are both given",
                )
                .label(preset, "the preset")
                .fix("keep one of them"),
            );
        }
        if let Some(target) = number(found, &key, value, Loudness::TARGETS, " LUFS") {
            course.config.loudness = Loudness::Target(Lufs(target));
        }
    }
    if let Some((key, value)) = keys.get("ceiling")
        && let Some(ceiling) = number(found, &key, value, EpisodeConfig::CEILINGS, " dBTP")
    {
        course.config.ceiling = Dbtp(ceiling);
    }
    if let Some((key, value)) = keys.get("album") {
        course.album = boolean(found, &key, value).unwrap_or(false);
        if course.album && course.config.loudness == Loudness::Untouched {
            let message = "an album without a target has no loudness to come to";
            found.push(
                Diagnostic::new(Code::CourseContradiction, span(value.span()), message)
                    .fix("choose a preset with a target, or remove `album`"),
            );
        }
    }
    keys.finish(found);
}

fn output(found: &mut Vec<Diagnostic>, mut keys: Table<'_>, course: &mut Course) {
    if let Some((key, value)) = keys.get("folder")
        && let Some(folder) = string(found, &key, value)
    {
        course.output = PathBuf::from(folder);
    }
    let rates = f64::from(*EpisodeConfig::RATES.start())..=f64::from(*EpisodeConfig::RATES.end());
    if let Some((key, value)) = keys.get("rate")
        && let Some(hz) = number(found, &key, value, rates, " Hz")
    {
        match SampleRate::new(hz as u32).filter(|_| hz.fract() == 0.0) {
            Some(rate) => course.config.rate = rate,
            None => wrong_type(found, &key, value, "a whole number of samples a second"),
        }
    }
    if let Some((key, value)) = keys.get("bits") {
        let allowed = "16 or 24 (whole numbers), or 32 (floating point)";
        match value.get_ref() {
            DeValue::Integer(bits) => match bits.as_str() {
                "16" => course.config.format = SampleFormat::Int16,
                "24" => course.config.format = SampleFormat::Int24,
                "32" => course.config.format = SampleFormat::Float32,
                _ => out_of_range(found, &key, value, allowed),
            },
            _ => wrong_type(found, &key, value, allowed),
        }
    }
    keys.finish(found);
}

fn bookends(found: &mut Vec<Diagnostic>, mut keys: Table<'_>, files: &mut Vec<Named>) -> Bookends {
    let mut bookends = Bookends::NONE;
    let mut file = |found: &mut Vec<Diagnostic>, key: &str, value: Value<'_>| {
        let name = string(found, key, value)?.to_owned();
        let path = PathBuf::from(&name);
        let span = span(value.span());
        files.push(Named { name, span });
        Some(path)
    };
    if let Some((key, value)) = keys.get("intro") {
        bookends.intro = file(found, &key, value);
    }
    if let Some((key, value)) = keys.get("outro") {
        bookends.outro = file(found, &key, value);
    }
    if let Some((key, value)) = keys.get("bed") {
        match value.get_ref() {
            DeValue::Table(entries) => {
                let mut own = Table::new(entries, &*key);
                let path = match own.get("file") {
                    Some((key, value)) => file(found, &key, value),
                    None => {
                        wrong_type(found, &key, value, "a file, or a table with the key `file`");
                        None
                    }
                };
                let (mut level, mut duck, mut fade) = (Bed::LEVEL, Bed::DUCK, Bed::FADE);
                if let Some((key, value)) = own.get("level")
                    && let Some(read) = number(found, &key, value, -60.0..=0.0, " dB")
                {
                    level = Decibels(read);
                }
                if let Some((key, value)) = own.get("duck")
                    && let Some(read) = number(found, &key, value, -60.0..=0.0, " dB")
                {
                    duck = Decibels(read);
                }
                if let Some((key, value)) = own.get("fade") {
                    fade = time(found, &key, value, LONGEST_GAP).unwrap_or(fade);
                }
                own.finish(found);
                bookends.bed = path.map(|path| Bed {
                    path,
                    level,
                    duck,
                    fade,
                });
            }
            _ => {
                bookends.bed = file(found, &key, value).map(|path| Bed {
                    path,
                    level: Bed::LEVEL,
                    duck: Bed::DUCK,
                    fade: Bed::FADE,
                });
            }
        }
    }
    if let Some((key, value)) = keys.get("gap") {
        bookends.gap = time(found, &key, value, LONGEST_GAP).unwrap_or(bookends.gap);
    }
    keys.finish(found);
    bookends
}

#[cfg(test)]
mod tests;
