//! The tables `[cast]` and `[pauses]`: who speaks how, and how long pauses are. Whether there is such a voice, or
//! such a speaker in a script, is found out elsewhere.

use super::Named;
use super::table::{Table, boolean, number, span, string, time, wrong_type};
use crate::config::{LabelKind, PauseConfig, SpeakerConfig};
use crate::diag::{Code, Diagnostic};
use crate::units::{Decibels, Milliseconds, Ratio, Semitones};
use toml::de::{DeTable, DeValue};

/// What `[cast]` says.
#[derive(Default)]
pub(super) struct Cast {
    /// Every entry, in the order of the file.
    pub(super) speakers: Vec<SpeakerConfig>,
    /// Their names, where they stand.
    pub(super) names: Vec<Named>,
    /// The voices they have.
    pub(super) voices: Vec<Named>,
}

/// Every entry of `[cast]`. `pauses` are those of the course, which a speaker's own change.
pub(super) fn cast(found: &mut Vec<Diagnostic>, entries: &DeTable<'_>, pauses: PauseConfig) -> Cast {
    let mut sorted: Vec<_> = entries.iter().collect();
    sorted.sort_by_key(|(key, _)| key.span().start);
    let mut cast = Cast::default();
    for (label, value) in sorted {
        let name = label.get_ref().trim();
        let twin = |s: &SpeakerConfig| s.is_called(name);
        if name.is_empty() || cast.speakers.iter().any(twin) {
            let message = if name.is_empty() {
                "a speaker has a name".to_owned()
            } else {
                format!("`{name}` is in the cast twice; letter case does not tell speakers apart")
            };
            found.push(
                Diagnostic::new(Code::CourseContradiction, span(label.span()), message)
                    .fix("keep one entry for each speaker"),
            );
            continue;
        }
        let mut speaker = SpeakerConfig::named(name.to_owned());
        let key = format!("cast.{name}");
        match value.get_ref() {
            DeValue::String(_) => {
                if let Some(voice) = string(found, &key, value) {
                    speaker.voice = Some(voice.to_owned());
                    cast.voices.push(Named {
                        name: voice.to_owned(),
                        span: span(value.span()),
                    });
                }
            }
            DeValue::Table(settings) => {
                entry(
                    found,
                    Table::new(settings, key),
                    &mut speaker,
                    &mut cast.voices,
                    pauses,
                );
            }
            _ => wrong_type(found, &key, value, "the name of a voice, or a table"),
        }
        cast.names.push(Named {
            name: name.to_owned(),
            span: span(label.span()),
        });
        cast.speakers.push(speaker);
    }
    cast
}

/// One speaker's table.
fn entry(
    found: &mut Vec<Diagnostic>,
    mut table: Table<'_>,
    speaker: &mut SpeakerConfig,
    voices: &mut Vec<Named>,
    pauses: PauseConfig,
) {
    let mut sounds = None;
    if let Some((key, value)) = table.get("voice") {
        sounds = Some(value.span());
        if let Some(voice) = string(found, &key, value) {
            speaker.voice = Some(voice.to_owned());
            voices.push(Named {
                name: voice.to_owned(),
                span: span(value.span()),
            });
        }
    }
    if let Some((key, value)) = table.get("rate") {
        sounds = Some(value.span());
        if let Some(rate) = number(found, &key, value, 0.5..=2.0, "") {
            speaker.rate = Ratio(rate as f32);
        }
    }
    if let Some((key, value)) = table.get("pitch") {
        sounds = Some(value.span());
        if let Some(pitch) = number(found, &key, value, -12.0..=12.0, " semitones") {
            speaker.pitch = Semitones(pitch as f32);
        }
    }
    if let Some((key, value)) = table.get("gain") {
        sounds = Some(value.span());
        if let Some(gain) = number(found, &key, value, -40.0..=20.0, " dB") {
            speaker.gain = Decibels(gain);
        }
    }
    if let Some((key, value)) = table.get("pan") {
        sounds = Some(value.span());
        if let Some(pan) = number(found, &key, value, -1.0..=1.0, " (left to right)") {
            speaker.pan = pan as f32;
        }
    }
    if let Some((key, value)) = table.get("pauses") {
        sounds = Some(value.span());
        if let Some(own) = super::table::table(found, &key, value) {
            speaker.pauses = Some(lengths(found, own, pauses));
        }
    }
    if let Some((key, value)) = table.get("prose")
        && boolean(found, &key, value) == Some(true)
    {
        speaker.kind = LabelKind::Prose;
        if let Some(other) = sounds {
            let message = format!("`{}` is prose, so nobody speaks as it", speaker.name);
            found.push(
                Diagnostic::new(Code::CourseContradiction, span(other), message)
                    .label(span(value.span()), "said here")
                    .fix("remove either"),
            );
        }
    }
    table.finish(found);
}

/// A table of pause lengths; what it leaves out is as in `base`.
pub(super) fn lengths(found: &mut Vec<Diagnostic>, mut table: Table<'_>, base: PauseConfig) -> PauseConfig {
    let mut pauses = base;
    let mut set = |key: &'static str, length: &mut Milliseconds| {
        if let Some((key, value)) = table.get(key)
            && let Some(read) = time(found, &key, value, Milliseconds::LONGEST_PAUSE)
        {
            *length = read;
        }
    };
    set("short", &mut pauses.short);
    set("medium", &mut pauses.medium);
    set("long", &mut pauses.long);
    set("cap", &mut pauses.cap);
    set("sentence", &mut pauses.sentence);
    set("paragraph", &mut pauses.paragraph);
    table.finish(found);
    pauses
}
