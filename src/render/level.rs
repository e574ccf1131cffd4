//! How loud a line is in its episode, before the episode has been made.
//!
//! Loudness is decided once for an episode, from all of it. What a preview needs is the gain that will come of it:
//! it is predicted from utterances of the episode that have been spoken already, evenly drawn; their loudness is
//! the episode's, but for what the limiter takes.
//! Speaks nothing for it: only clips that are in the cache are heard.

use crate::audio::signal::{Block, Channels};
use crate::config::{EpisodeConfig, Loudness};
use crate::master::Meter;
use crate::mix::SpeakerMix;
use crate::plan::job::RenderPlan;
use crate::synth::cache::{ClipCache, Lookup};
use crate::units::Decibels;

/// Utterances that are looked at: two minutes of speech, about.
const ENOUGH: usize = 32;

/// A predicted gain, and of how much it was predicted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Level {
    /// The gain.
    pub gain: Decibels,
    /// From so many utterances.
    pub utterances: usize,
}

/// The gain that an episode will be mastered with, from those of its clips that are in `cache`; `None` where it has
/// no target, or none are.
pub(super) fn predict(plan: &RenderPlan, config: &EpisodeConfig, cache: &ClipCache) -> Option<Level> {
    let Loudness::Target(target) = config.loudness else {
        return None;
    };
    let mixes = super::settings::mix(config);
    let mixes = SpeakerMix::of_plan(&mixes, plan);
    let mut meter: Option<Meter> = None;
    let (mut utterances, mut rate) = (0, None);
    let step = plan.jobs.len().div_ceil(ENOUGH).max(1);
    for job in plan.jobs.iter().step_by(step) {
        let Lookup::Hit(clip) = cache.get(&job.key) else {
            continue;
        };
        if *rate.get_or_insert(clip.pcm.rate) != clip.pcm.rate {
            continue; // a voice of another rate; one of each kind is enough
        }
        let meter = match &mut meter {
            Some(meter) => meter,
            none => none.insert(Meter::integrated_only(clip.pcm.rate, Channels::Mono)),
        };
        let mix = mixes.get(job.speaker as usize).copied().flatten();
        let gain = mix.map_or(Decibels::UNITY, |mix| mix.gain);
        let mut samples = clip.pcm.samples;
        if gain != Decibels::UNITY {
            let factor = gain.amplitude() as f32;
            samples.iter_mut().for_each(|sample| *sample *= factor);
        }
        meter.add(Block::mono(&samples)).ok()?;
        utterances += 1;
    }
    let gain = meter?.integrated()?.gain_to(target);
    Some(Level { gain, utterances })
}
