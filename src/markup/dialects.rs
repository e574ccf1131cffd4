//! What Google, Azure, Polly and Watson add to SSML: read where the meaning is clear, and said so where it is lost.
//!
//! The text inside is spoken in any case. Knows nothing of the elements of SSML itself.

use super::attributes;
use super::document::{Element, Node};
use super::elements;
use super::resolve::{Context, Resolver};
use super::script::{Audio, Style};
use crate::units::{Decibels, Ratio};

/// Elements without a counterpart here, and why.
const LOST: &[(&str, &str)] = &[
    ("google:style", "our voices have one style"),
    ("mstts:express-as", "our voices have one style"),
    ("amazon:domain", "our voices have one style"),
    ("amazon:emotion", "our voices have one style"),
    ("express-as", "our voices have one style"),
    ("mstts:audioduration", "no element around it can take that time"),
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
        "mstts:silence" => resolver.silence(element),
        "mstts:audioduration" if context.style.extent.is_some() => {}
        "seq" | "par" => container(resolver, element, context),
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

/// What is asked of the clips in an element, beside what they say themselves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Clips {
    level: Decibels,
    speed: Ratio,
    repeat: Ratio,
    /// They stand in a `<par>`.
    parallel: bool,
}

impl Clips {
    /// Nothing.
    pub(super) const AS_THEY_ARE: Self = Self {
        level: Decibels::UNITY,
        speed: Ratio::ONE,
        repeat: Ratio::ONE,
        parallel: false,
    };

    /// A clip with what is asked of it.
    pub(super) fn applied(&self, audio: Audio) -> Audio {
        Audio {
            level: audio.level + self.level,
            speed: Ratio(audio.speed.0 * self.speed.0),
            repeat: Ratio(audio.repeat.0 * self.repeat.0),
            ..audio
        }
    }
}

/// Google's `<seq>` and `<par>`. What `<par>` holds is to sound at once; it is spoken in order instead.
fn container(resolver: &mut Resolver<'_>, element: &Element, context: &Context) {
    let parallel = elements::local(&element.name) == "par";
    if parallel {
        resolver.lose(element, "what it holds is spoken in order, not at once");
    }
    let clips = Clips {
        parallel,
        ..context.clips
    };
    resolver.nodes(
        &element.children,
        &Context {
            clips,
            ..context.clone()
        },
    );
}

/// Google's `<media>`: its level and speed are those of what it holds, and a beginning after the one before is a
/// pause. Where it would overlap what stands before, it follows.
fn media(resolver: &mut Resolver<'_>, element: &Element, context: &Context) {
    for name in ["end", "repeatDur", "fadeInDur", "fadeOutDur"] {
        resolver.lose_attribute(element, name, "speech is neither cut off nor faded");
    }
    let times = "a time such as `2.5s`, or `name.end+500ms`";
    if let Some(begin) = resolver.value(element, "begin", attributes::begin, times) {
        let follows = begin.after || (!begin.with && !context.clips.parallel);
        match u64::try_from(begin.offset) {
            Ok(0) if follows || !begin.with => {}
            Ok(time) if follows => resolver.pause(time, element.start_tag),
            _ => resolver.lose_attribute(element, "begin", "it follows what stands before it"),
        }
    }
    let decibels = "decibels such as `-6dB`";
    let level = resolver
        .value(element, "soundLevel", attributes::sound_level, decibels)
        .unwrap_or(Decibels::UNITY);
    let percentage = "a percentage such as `110%`";
    let speed = resolver
        .value(element, "speed", attributes::speed, percentage)
        .unwrap_or(Ratio::ONE);
    let mut repeat = resolver
        .value(
            element,
            "repeatCount",
            attributes::repeat_count,
            "a number above 0",
        )
        .unwrap_or(Ratio::ONE);
    if repeat != Ratio::ONE && !holds_clips_only(&element.children) {
        resolver.lose_attribute(element, "repeatCount", "speech is not repeated");
        repeat = Ratio::ONE;
    }
    let style = Style {
        volume: context.style.volume + level,
        rate: Ratio(context.style.rate.0 * speed.0).speakable(),
        ..context.style
    };
    let clips = Clips {
        level: context.clips.level + level,
        speed: Ratio(context.clips.speed.0 * speed.0),
        repeat: Ratio(context.clips.repeat.0 * repeat.0),
        ..context.clips
    };
    resolver.nodes(
        &element.children,
        &Context {
            style,
            clips,
            ..context.clone()
        },
    );
}

fn holds_clips_only(nodes: &[Node]) -> bool {
    nodes.iter().all(|node| match node {
        Node::Element(element) => elements::local(&element.name) == "audio",
        Node::Text(text) => text.text().trim().is_empty(),
        _ => false,
    })
}
