//! `declaim diff`: what changed between two renders, by their locks; and a WAV that auditions only that.

use super::args::DiffArgs;
use super::init::counted;
use super::{Outcome, fail, fail_with, inputs, options, record};
use crate::lock::{self, Cause, Lock};
use crate::render::{self, Excerpt};
use crate::units::{Milliseconds, SampleRate, Samples};
use std::ops::Range;
use std::path::{Path, PathBuf};

/// Between what was and what is, and between two changes.
const GAPS: (Milliseconds, Milliseconds) = (Milliseconds(300), Milliseconds(900));

pub(super) fn run(args: &DiffArgs) -> Outcome {
    let pairs = match pairs(&args.old, &args.new) {
        Ok(pairs) => pairs,
        Err(text) => return fail(text, Outcome::Failed),
    };
    if let Some(path) = &args.audition {
        if let Err(outcome) = options::wav(path) {
            return outcome;
        }
        let same = |other: &Path| other == path || inputs::is_same_file(other, path);
        if pairs.iter().any(|(old, new)| same(old) || same(new)) {
            let text = format!(
                "{}: is one of the renders that are compared; name another file",
                path.display()
            );
            return fail(text, Outcome::Misused);
        }
    }
    let mut excerpts = Vec::new();
    for (old, new) in &pairs {
        let (old_lock, new_lock) = match (read(old), read(new)) {
            (Ok(old), Ok(new)) => (old, new),
            (Err(text), _) | (_, Err(text)) => return fail(text, Outcome::Failed),
        };
        let name = new.file_stem().unwrap_or_default().to_string_lossy();
        excerpts.extend(one(&name, (old, &old_lock), (new, &new_lock)));
    }
    let Some(path) = &args.audition else {
        return Outcome::Done;
    };
    if excerpts.is_empty() {
        eprintln!(
            "no utterance and no pause changed, so there is nothing to audition; {} is not written",
            path.display()
        );
        return Outcome::Done;
    }
    match render::write_audition(path, &excerpts) {
        Ok(()) => {
            say!("{}: {}", path.display(), counted(excerpts.len(), "excerpt"));
            Outcome::Done
        }
        Err(error) => fail_with(&error),
    }
}

/// Prints the changes of one episode; what to listen to.
fn one(name: &str, (old_wav, old): (&Path, &Lock), (new_wav, new): (&Path, &Lock)) -> Vec<Excerpt> {
    let changes = lock::changes(&old.inputs, &new.inputs);
    let pauses = lock::pauses(&old.inputs, &new.inputs);
    let sound = if old.outputs.first().map(|o| &o.sha256) == new.outputs.first().map(|o| &o.sha256) {
        "the same sound"
    } else {
        "other sound"
    };
    let silent = match pauses.len() {
        0 => String::new(),
        n => format!(", {}", counted(n, "pause")),
    };
    say!(
        "{name}: {}{silent} changed, {sound}",
        counted(changes.len(), "utterance")
    );
    if let Some(difference) = lock::first_difference(&old.inputs, &new.inputs) {
        say!("  first difference: {difference}");
    }
    let (old_spans, new_spans) = (old.spans(), new.spans());
    let mut excerpts = Vec::new();
    for change in changes {
        let was = change
            .old
            .and_then(|index| Some((old_spans.get(index)?.clone(), old.inputs.utterances.get(index)?)));
        let is = change
            .new
            .and_then(|index| Some((new_spans.get(index)?.clone(), new.inputs.utterances.get(index)?)));
        let time = |span: Option<&Range<Samples>>, rate: SampleRate| {
            span.map_or_else(|| format!("{:>10}", "-"), |span| clock(span.start, rate))
        };
        let causes: Vec<_> = change.causes.iter().map(Cause::to_string).collect();
        let speaker = is
            .as_ref()
            .or(was.as_ref())
            .and_then(|(_, u)| u.speaker.as_deref());
        say!(
            "  {} -> {}  {}: {}",
            time(was.as_ref().map(|(span, _)| span), old.rate),
            time(is.as_ref().map(|(span, _)| span), new.rate),
            speaker.unwrap_or("-"),
            match (&was, &is) {
                (Some(_), None) => "removed".to_owned(),
                _ => causes.join(", "),
            }
        );
        if let Some((_, was)) = was
            .as_ref()
            .filter(|(_, was)| is.as_ref().is_none_or(|(_, is)| is.text != was.text))
        {
            say!("    - {}", was.text);
        }
        if let Some((_, is)) = &is {
            say!("    + {}", is.text);
        }
        let both = was.is_some() && is.is_some();
        let excerpt = |wav: &Path, range: Range<Samples>, gap| Excerpt {
            wav: wav.to_owned(),
            range,
            gap,
        };
        excerpts.extend(was.map(|(span, _)| excerpt(old_wav, span, if both { GAPS.0 } else { GAPS.1 })));
        excerpts.extend(is.map(|(span, _)| excerpt(new_wav, span, GAPS.1)));
    }
    for (o, n) in pauses {
        let (Some(was), Some(is)) = (old.inputs.utterances.get(o), new.inputs.utterances.get(n)) else {
            continue;
        };
        let (Some(old_span), Some(new_span)) = (old_spans.get(o), new_spans.get(n)) else {
            continue;
        };
        say!(
            "  {} -> {}  {}: pause",
            clock(old_span.start, old.rate),
            clock(new_span.start, new.rate),
            is.speaker.as_deref().unwrap_or("-")
        );
        say!("    - {} before {}", was.gap, was.text);
        say!("    + {} before {}", is.gap, is.text);
        let around = |lock: &Lock, index: usize, start: Samples| {
            let before = lock.times.get(index).map_or(Samples::ZERO, |time| time.before);
            let beside = BESIDE.samples(lock.rate);
            start.saturating_sub(before + beside)..start + beside
        };
        excerpts.push(Excerpt {
            wav: old_wav.to_owned(),
            range: around(old, o, old_span.start),
            gap: GAPS.0,
        });
        excerpts.push(Excerpt {
            wav: new_wav.to_owned(),
            range: around(new, n, new_span.start),
            gap: GAPS.1,
        });
    }
    excerpts
}

/// What is heard of the speech on either side of a pause.
const BESIDE: Milliseconds = Milliseconds(700);

/// `12:34.567`, ten characters wide.
fn clock(at: Samples, rate: SampleRate) -> String {
    let seconds = at.seconds(rate);
    let minutes = (seconds / 60.0).floor();
    format!("{minutes:>3.0}:{:06.3}", seconds - 60.0 * minutes)
}

fn read(wav: &Path) -> Result<Lock, String> {
    record::read(wav)?
        .ok_or_else(|| format!("there is no {}; render it first", record::path_of(wav).display()))
}

/// The WAV files to compare: the two that are named, or those of the same name in two folders.
fn pairs(old: &Path, new: &Path) -> Result<Vec<(PathBuf, PathBuf)>, String> {
    for path in [old, new] {
        if !path.exists() && !path.with_extension("lock").exists() {
            return Err(format!("{}: there is no such file or folder", path.display()));
        }
    }
    match (old.is_dir(), new.is_dir()) {
        (false, false) => Ok(vec![(old.with_extension("wav"), new.with_extension("wav"))]),
        (true, true) => {
            let (before, after) = (record::locks(old)?, record::locks(new)?);
            for (folder, here, there) in [(old, &before, &after), (new, &after, &before)] {
                for name in here.iter().filter(|name| !there.contains(name)) {
                    say!(
                        "{}: only in {}",
                        name.with_extension("").display(),
                        folder.display()
                    );
                }
            }
            let mut names = after;
            names.retain(|name| before.contains(name));
            let names: Vec<_> = names.iter().map(|name| name.with_extension("wav")).collect();
            if names.is_empty() {
                return Err(format!(
                    "{} and {} have no lock of the same name",
                    old.display(),
                    new.display()
                ));
            }
            Ok(names
                .iter()
                .map(|name| (old.join(name), new.join(name)))
                .collect())
        }
        _ => Err("compare two files or two folders, not one with the other".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_line_up() {
        assert_eq!(
            clock(Samples(48_000 * 75 + 24), SampleRate::EPISODE),
            "  1:15.001"
        );
    }
}
