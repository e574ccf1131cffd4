//! What `check` asks of scripts: stages 1 to 6 of each, then what only all of them together show.

use super::studio::{Known, Studio};
use super::{Prepared, RenderError, lexicons, prepare, recordings};
use crate::config::{Bookends, EpisodeConfig, SpeakerConfig};
use crate::diag::{Diagnostic, Findings};
use crate::g2p;
use crate::ir::{Origin, PhonemeScript};
use crate::lint::{self, Unknown};
use crate::source::Source;
use crate::text;
use std::borrow::Cow;

/// Scripts looked at together.
#[derive(Clone, Debug)]
pub struct Review {
    /// For each script, in the order they were given.
    pub scripts: Vec<Reviewed>,
    /// Words of all of them that no lexicon knows, those first that will most often be said wrong.
    pub unknown: Vec<Unknown>,
}

/// A script that was looked at.
#[derive(Clone, Debug)]
pub struct Reviewed {
    /// Everything found, in the order of its text.
    pub diagnostics: Vec<Diagnostic>,
    /// How long it will be, in seconds.
    pub seconds: f64,
}

/// Finds what there is to find in scripts that belong together.
///
/// # Errors
/// A cast that names a voice its studio was not opened with.
pub fn review(scripts: &[(&Source, &EpisodeConfig, &Studio)]) -> Result<Review, RenderError> {
    let mut prepared = Vec::with_capacity(scripts.len());
    for &(source, config, studio) in scripts {
        let config = &reviewable(config, studio);
        let Findings { value, diagnostics } = prepare(source, config, studio)?;
        let bare = without_tags(&value, config, studio);
        prepared.push((value, bare, diagnostics));
    }
    let episodes: Vec<lint::Episode> = scripts
        .iter()
        .zip(&prepared)
        .map(|(&(source, ..), (prepared, bare, diagnostics))| lint::Episode {
            source,
            found: diagnostics,
            document: &prepared.document,
            script: &prepared.script,
            phonemes: &prepared.phonemes,
            bare,
        })
        .collect();
    let unknown = lint::unknown(&episodes, |script, word| {
        let lexicon = scripts.get(script).map(|(_, _, studio)| &studio.lexicon);
        lexicon.map_or(0.0, |lexicon| lexicon.confidence(word, Origin::Guess))
    });
    let found = lint_courses(scripts, &episodes);
    let scripts = scripts
        .iter()
        .zip(prepared)
        .zip(found)
        .map(|((&(_, _, studio), (prepared, _, mut diagnostics)), found)| {
            diagnostics.extend(found);
            lint::once(&mut diagnostics);
            diagnostics.sort_by_key(|d| (d.span.start, d.span.end));
            Reviewed {
                diagnostics,
                seconds: studio.predict(&prepared.plan).seconds(),
            }
        })
        .collect();
    Ok(Review { scripts, unknown })
}

/// Settings without what is not there: recordings around the speech, voices. Findings of the course file say so, and must not
/// hide those of its scripts.
fn reviewable<'a>(config: &'a EpisodeConfig, studio: &Studio) -> Cow<'a, EpisodeConfig> {
    let mut config = Cow::Borrowed(config);
    if recordings::check(&config).is_err() {
        config.to_mut().bookends = Bookends::NONE;
    }
    let known = |voice: &String| studio.voices.iter().any(|v| v.name() == voice);
    let unknown = |speaker: &SpeakerConfig| speaker.voice.as_ref().is_some_and(|voice| !known(voice));
    if config.speakers.iter().any(unknown) {
        let lost = config
            .to_mut()
            .speakers
            .iter_mut()
            .filter(|speaker| unknown(speaker));
        lost.for_each(|speaker| speaker.voice = None);
    }
    config
}

/// The lints' findings for each script. Those with one studio are one course; others are not held against them.
fn lint_courses(
    scripts: &[(&Source, &EpisodeConfig, &Studio)],
    episodes: &[lint::Episode<'_>],
) -> Vec<Vec<Diagnostic>> {
    let mut found = vec![Vec::new(); episodes.len()];
    let mut done: Vec<*const Studio> = Vec::new();
    for &(_, _, studio) in scripts {
        if done.contains(&std::ptr::from_ref(studio)) {
            continue;
        }
        done.push(std::ptr::from_ref(studio));
        let of_course: Vec<usize> = (0..scripts.len())
            .filter(|&at| std::ptr::eq(scripts[at].2, studio))
            .collect();
        let together: Vec<lint::Episode> = of_course.iter().map(|&at| episodes[at]).collect();
        for (at, list) in of_course.into_iter().zip(lint::lint(&together)) {
            found[at] = list;
        }
    }
    found
}

/// What would be said without the author's pronunciations. Its findings are about a script that nobody wrote.
fn without_tags(prepared: &Prepared, config: &EpisodeConfig, studio: &Studio) -> PhonemeScript {
    let script = lint::bare(&prepared.script);
    let lexicon = lexicons::with_those_named(&studio.lexicon, &script, config, &mut Vec::new());
    let spoken = text::normalise(&script, &Known(&lexicon)).value;
    g2p::transcribe(&spoken, &lexicon).value
}
