//! `--why`: for every utterance that is spoken again, what changed since the last render. Compares nothing itself:
//! what changed, `lock` says.

use super::init::counted;
use super::inputs::Episode;
use crate::lock::{self, Cause, Change, Inputs, Lock};
use crate::render::{Batch, RenderPlan};
use std::collections::{BTreeMap, HashMap};

/// Prints it for one episode.
pub(super) fn print(
    episode: &Episode,
    plan: &RenderPlan,
    inputs: &Inputs,
    old: Option<&Lock>,
    batch: &Batch,
) {
    let held = |job: usize| plan.jobs.get(job).is_some_and(|job| batch.holds(&job.key));
    let missing = if batch.has_cache() {
        "no longer in the cache"
    } else {
        "no cache is used"
    };
    let name = episode.source.name();
    let spoken: Vec<usize> = (0..plan.jobs.len()).filter(|&job| !held(job)).collect();
    let Some(old) = old else {
        let all = counted(spoken.len(), "utterance");
        say!("{name}: there is no lock of an earlier render; {all} to be spoken");
        return;
    };
    let changes = lock::changes(&old.inputs, inputs);
    let changed: HashMap<usize, &Change> = changes.iter().filter_map(|c| Some((c.new?, c))).collect();
    let mut told = false;
    let mut alike: BTreeMap<String, usize> = BTreeMap::new();
    for &job in &spoken {
        let line = episode.source.locate(plan.jobs[job].span.start).line;
        let Some(change) = changed.get(&job) else {
            *alike.entry(missing.to_owned()).or_default() += 1;
            continue;
        };
        // What concerns all utterances alike is said once.
        if change
            .causes
            .iter()
            .all(|c| matches!(c, Cause::Voice | Cause::Version))
        {
            *alike.entry(said(&change.causes)).or_default() += 1;
            continue;
        }
        let was = change.old.and_then(|index| old.inputs.utterances.get(index));
        let is = &inputs.utterances[job];
        told = true;
        say!("{name}:{line}: {}", said(&change.causes));
        if let Some(was) = was.filter(|was| was.text != is.text) {
            say!("    - {}", was.text);
        }
        say!("    + {}", is.text);
    }
    for (cause, count) in alike {
        say!("{name}: {}: {cause}", counted(count, "utterance"));
    }
    if spoken.is_empty() {
        say!("{name}: nothing is spoken again");
    }
    // What changed in utterances has been said, one by one.
    if !told && let Some(difference) = lock::first_difference(&old.inputs, inputs) {
        say!("{name}: first difference: {difference}");
    }
}

fn said(causes: &[Cause]) -> String {
    causes.iter().map(Cause::to_string).collect::<Vec<_>>().join(", ")
}
