//! `PhoneMap`: a voice's integer for each phone. A phone it lacks is `None`, for `plan` to report; never a skip.

use super::error::ManifestProblem;
use crate::ir::Segment;
use std::collections::BTreeMap;

/// A voice's integers for phones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhoneMap {
    ids: [Option<u16>; Segment::ALL.len()],
    edge: u16,
    pause: u16,
}

impl PhoneMap {
    /// From a manifest's `[phones]`.
    ///
    /// # Errors
    /// Where `sil` or `pau` is missing, a key is not of the inventory or a value is not between 1 and 65535.
    pub(super) fn new(phones: &BTreeMap<String, i64>) -> Result<Self, ManifestProblem> {
        let mut map = Self {
            ids: [None; Segment::ALL.len()],
            edge: 0,
            pause: 0,
        };
        for (name, &id) in phones {
            let Some(id) = u16::try_from(id).ok().filter(|&id| id > 0) else {
                return Err(ManifestProblem::PhoneId(name.clone(), id));
            };
            match name.as_str() {
                "sil" => map.edge = id,
                "pau" => map.pause = id,
                _ => match Segment::ALL.iter().find(|s| s.ipa() == name) {
                    Some(&segment) => map.ids[segment as usize] = Some(id),
                    None => return Err(ManifestProblem::UnknownPhone(name.clone())),
                },
            }
        }
        for (name, id) in [("sil", map.edge), ("pau", map.pause)] {
            if id == 0 {
                return Err(ManifestProblem::NoSilence(name));
            }
        }
        Ok(map)
    }

    /// The integer for a segment; `None` where the voice cannot say it.
    pub fn id(&self, segment: Segment) -> Option<u16> {
        self.ids[segment as usize]
    }

    /// The integer for the silence at both edges of an utterance.
    pub fn edge(&self) -> u16 {
        self.edge
    }

    /// The integer for a pause inside an utterance.
    pub fn pause(&self) -> u16 {
        self.pause
    }
}
