//! What Google, Azure, Polly and Watson add to SSML: read where the meaning is clear, and said so where it is lost.
//!
//! The text inside is spoken in any case. Knows nothing of the elements of SSML itself.

use super::attributes;
use super::document::Element;
use super::elements;
use super::resolve::{Context, Resolver};
use super::script::Style;

/// Elements without a counterpart here, and why.
const LOST: &[(&str, &str)] = &[
    ("google:style", "our voices have one style"),
    ("mstts:express-as", "our voices have one style"),
    ("amazon:domain", "our voices have one style"),
    ("amazon:emotion", "our voices have one style"),
    ("express-as", "our voices have one style"),
    ("par", "clips are not mixed yet; what it holds is spoken in order"),
    (
        "mstts:audioduration",
        "the time that words take follows from their rate",
    ),
    ("mstts:backgroundaudio", "music belongs to the episode's settings"),
    (
        "mstts:viseme",
        "there is no picture; alignment is written beside the audio",
    ),
    ("mstts:ttsembedding", "voices are chosen by the cast"),
    ("amazon:effect", "there are no such effects"),
    ("voice-transformation", "there are no such effects"),
    ("amazon:breath", "our voices do not breathe"),
    ("amazon:auto-breaths", "our voices do not breathe"),
];

/// An element of one of the dialects.
pub(super) fn element(resolver: &mut Resolver<'_>, element: &Element, context: &Context) {
    match elements::local(&element.name) {
        "bookmark" => resolver.mark(element, "mark"),
        "mstts:silence" => silence(resolver, element),
        "mstts:turn" => {
            if let Some(speaker) = element.attribute("speaker") {
                let name = speaker.value.text().trim().to_owned();
                return resolver.spoken_by(name, speaker.value_span, element, context);
            }
            resolver.nodes(&element.children, context);
        }
        "media" => media(resolver, element, context),
        name => {
            if let Some((_, why)) = LOST.iter().find(|(lost, _)| *lost == name) {
                resolver.lose(element, why);
            }
            resolver.nodes(&element.children, context);
        }
    }
}

/// Azure's `<mstts:silence>`: silence before the text is a pause; the other types set gaps for a whole voice.
fn silence(resolver: &mut Resolver<'_>, element: &Element) {
    let time = resolver.value(
        element,
        "value",
        attributes::time,
        "a time such as `250ms` or `3s`",
    );
    let leading = element
        .attribute("type")
        .is_some_and(|a| a.value.text().starts_with("Leading"));
    match time {
        Some(time) if leading => resolver.pause(time, element.span),
        _ => resolver.lose(element, "gaps between sentences belong to the episode's settings"),
    }
}

/// Google's `<media>`: its level is a volume; the times of a layered mix have no counterpart yet.
fn media(resolver: &mut Resolver<'_>, element: &Element, context: &Context) {
    for name in [
        "begin",
        "end",
        "repeatCount",
        "repeatDur",
        "fadeInDur",
        "fadeOutDur",
        "speed",
    ] {
        resolver.lose_attribute(element, name, "what it holds is spoken in order");
    }
    let level = resolver.value(
        element,
        "soundLevel",
        attributes::sound_level,
        "decibels such as `-6dB`",
    );
    let volume = level.map_or(context.style.volume, |level| context.style.volume + level);
    let style = Style {
        volume,
        ..context.style
    };
    resolver.nodes(
        &element.children,
        &Context {
            style,
            ..context.clone()
        },
    );
}
