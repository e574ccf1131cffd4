//! How loud the episodes of an album are together, before any is mastered: what their one gain is decided by.
//! Which episodes are an album, and when that gain is decided anew, is known in `cli/album` alone, not here.

use super::{Batch, Episode, Event, RenderError, Take, settings};
use crate::audio::signal::{Blocks as _, Signal as _};
use crate::master::{MasterError, Meter};
use crate::mix::Mixdown;
use crate::units::Lufs;

impl Batch {
    /// Integrated loudness of the mixes of `episodes` as though they were one signal; `None` where nothing of them is
    /// loud enough to count. Every clip is spoken, or read from the cache, for it.
    ///
    /// # Errors
    /// The first episode that cannot be mixed.
    pub fn album_loudness(
        &self,
        episodes: &[Episode<'_>],
        events: &(dyn Fn(Event<'_>) + Sync),
    ) -> Result<Option<Lufs>, RenderError> {
        let plans: Vec<_> = episodes.iter().map(|e| (e.plan, e.output.parent())).collect();
        let meters = self.work(&plans, events, |index, clips| {
            let Episode { plan, config, .. } = episodes[index];
            let take = Take::new(clips?, plan, config)?;
            let mixdown = Mixdown::new(&take.timeline, &take.clips)?.produced(
                plan,
                &take.recordings,
                &settings::mix(config),
            );
            let mut meter = Meter::integrated_only(mixdown.rate(), mixdown.channels());
            let mut pass = mixdown.pass();
            while let Some(block) = pass.next_block()? {
                meter.add(block).map_err(MasterError::from)?;
            }
            Ok::<_, RenderError>(meter)
        });
        let meters: Vec<Meter> = meters.into_iter().collect::<Result<_, _>>()?;
        Ok(Meter::together(&meters))
    }
}
