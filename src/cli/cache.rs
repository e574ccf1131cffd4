//! `declaim cache`: what the clip cache holds, making it smaller, proving that it is sound. Owns which cache the
//! options and `DECLAIM_CACHE` name; what an entry looks like is not known here.

use super::args::{CacheAction, CacheArgs, KeepingArgs};
use super::{Outcome, fail, size};
use crate::render::{CacheFolder, Keeping, USUAL_LIMIT};
use std::path::PathBuf;

/// Names the cache for whoever cannot give an option: a folder, or `off`.
const VARIABLE: &str = "DECLAIM_CACHE";

/// What the options say about keeping clips; what the variable says where they say nothing.
pub(super) fn keeping(args: &KeepingArgs) -> Keeping {
    let variable = std::env::var_os(VARIABLE).filter(|value| !value.is_empty());
    let off = args.no_cache || args.cache.is_none() && variable.as_ref().is_some_and(|value| value == "off");
    let folder = if off { None } else { folder(args.cache.clone()) };
    folder.map_or(Keeping::Nothing, |folder| {
        Keeping::Cache(folder, args.cache_size.unwrap_or(USUAL_LIMIT))
    })
}

/// The cache that is asked for, or named by the variable, or the user's.
fn folder(asked: Option<PathBuf>) -> Option<CacheFolder> {
    let named = || {
        std::env::var_os(VARIABLE)
            .filter(|value| !value.is_empty() && value != "off")
            .map(PathBuf::from)
    };
    asked
        .or_else(named)
        .map(CacheFolder::at)
        .or_else(CacheFolder::usual)
}

pub(super) fn run(args: &CacheArgs) -> Outcome {
    let off = std::env::var_os(VARIABLE).is_some_and(|value| value == "off");
    if off && args.cache.is_none() {
        let text = format!("{VARIABLE} turns the cache off; name one with `--cache DIR`");
        return fail(text, Outcome::Misused);
    }
    let Some(cache) = folder(args.cache.clone()) else {
        return fail(
            "there is no cache folder; name one with `--cache DIR`",
            Outcome::Misused,
        );
    };
    let at = cache.path().display();
    let done = match &args.action {
        CacheAction::Stats => cache.usage().map(|usage| {
            say!("{at}: {}", clips(usage.entries, usage.bytes));
        }),
        CacheAction::Prune { max_size } => cache.prune(*max_size).map(|pruned| {
            let (removed, left) = (pruned.removed, pruned.left);
            say!(
                "{at}: removed {}; {} left",
                clips(removed.entries, removed.bytes),
                clips(left.entries, left.bytes)
            );
        }),
        CacheAction::Verify => cache.verify().map(|verified| {
            for path in &verified.damaged {
                say!("damaged, removed: {}", path.display());
            }
            say!(
                "{at}: {} sound, {} damaged",
                verified.sound,
                verified.damaged.len()
            );
        }),
    };
    match done {
        Ok(()) => Outcome::Done,
        Err(error) => fail(format!("{at}: {error}"), Outcome::Failed),
    }
}

fn clips(entries: u64, bytes: u64) -> String {
    let plural = if entries == 1 { "" } else { "s" };
    format!("{entries} clip{plural}, {}", size::print(bytes))
}
