//! Albums: courses whose episodes get one gain for all, so that they keep their levels among each other.
//!
//! Owns when that gain has to be decided anew: whenever any episode of the album sounds otherwise. Every episode's
//! record holds a digest of them all for it. Measures nothing itself: how loud an album is, `render` says.

use super::inputs::{Desk, Episode};
use super::record::ALBUM;
use crate::config::Loudness;
use crate::lock::{Digest, Inputs};
use crate::render::{self, Batch, RenderError};
use crate::units::Decibels;

/// The album that an episode is part of: the index of its course.
pub(super) fn of(desk: &Desk, episode: &Episode) -> Option<usize> {
    episode
        .course
        .filter(|&index| desk.courses[index].course.album)
        .filter(|_| matches!(episode.config.loudness, Loudness::Target(_)))
}

/// Takes out those of `parts` that belong to an album of which any episode is missing among them.
pub(super) fn broken<T>(desk: &Desk, parts: &mut Vec<T>, of_part: impl Fn(&T) -> Option<usize>) -> Vec<T> {
    let whole = |album: usize| {
        let wanted = desk
            .episodes
            .iter()
            .filter(|episode| of(desk, episode) == Some(album));
        let there = parts.iter().filter(|part| of_part(part) == Some(album));
        there.count() >= wanted.count()
    };
    let is_broken: Vec<bool> = parts
        .iter()
        .map(|part| of_part(part).is_some_and(|album| !whole(album)))
        .collect();
    let mut marks = is_broken.into_iter();
    parts.extract_if(.., |_| marks.next() == Some(true)).collect()
}

/// Puts into the inputs of each album's episodes what all of them are made from.
pub(super) fn sign<'a>(desk: &Desk, inputs: impl Iterator<Item = (&'a Episode, &'a mut Inputs)>) {
    let mut albums: Vec<(usize, Vec<&mut Inputs>)> = Vec::new();
    for (episode, inputs) in inputs {
        let Some(album) = of(desk, episode) else {
            continue;
        };
        match albums.iter_mut().find(|(index, _)| *index == album) {
            Some((_, parts)) => parts.push(inputs),
            None => albums.push((album, vec![inputs])),
        }
    }
    for (_, mut parts) in albums {
        let mut bytes = Vec::new();
        for part in &parts {
            for utterance in &part.utterances {
                bytes.extend(utterance.key.0);
                bytes.extend(utterance.gap.0.to_le_bytes());
            }
            for recording in &part.recordings {
                bytes.extend(recording.blake3.0);
            }
            for (key, value) in &part.settings {
                bytes.extend(key.bytes().chain([0]).chain(value.bytes()).chain([0]));
            }
        }
        let digest = Digest::of(&bytes).to_string();
        for part in &mut parts {
            part.settings.insert(ALBUM.to_owned(), digest.clone());
        }
    }
}

/// The gain for an album whose episodes these are.
pub(super) fn gain(batch: &Batch, episodes: &[render::Episode<'_>]) -> Result<Decibels, RenderError> {
    let loudness = batch.album_loudness(episodes, &|_| {})?;
    let target = episodes.iter().find_map(|episode| match episode.config.loudness {
        Loudness::Target(target) => Some(target),
        _ => None,
    });
    Ok(match (loudness, target) {
        (Some(found), Some(target)) => found.gain_to(target),
        _ => Decibels::UNITY,
    })
}
