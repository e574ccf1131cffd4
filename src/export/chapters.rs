//! The chapters sidecar: where a listener may jump to, as the JSON chapters of the podcast namespace, version 1.2.
//!
//! A chapter begins at a `<mark>` whose name says so: `chapter: What a Pod is`. Other marks are places for programs,
//! and stand in the alignment alone.

use crate::export::error::ExportError;
use crate::export::staged::{Whole, whole};
use crate::mix::timeline::Timeline;
use crate::plan::job::RenderPlan;
use serde::Serialize;
use std::path::Path;

/// How the name of a mark begins that opens a chapter; letter case does not matter.
const PREFIX: &str = "chapter:";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Chapters<'a> {
    version: &'static str,
    chapters: Vec<Chapter<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Chapter<'a> {
    start_time: f64,
    title: &'a str,
}

/// Writes the chapters of an episode, if it has any, which will be `path`.
///
/// # Errors
/// A file that cannot be written.
pub fn stage_chapters(
    path: &Path,
    plan: &RenderPlan,
    timeline: &Timeline,
) -> Result<Option<Whole>, ExportError> {
    let chapters = chapters(plan, timeline);
    if chapters.is_empty() {
        return Ok(None);
    }
    let chapters = Chapters {
        version: "1.2.0",
        chapters,
    };
    let written = whole(path, |mut file| {
        serde_json::to_writer_pretty(&mut file, &chapters)?;
        file.write_all(b"\n")
    });
    written.map(Some)
}

fn chapters<'a>(plan: &'a RenderPlan, timeline: &Timeline) -> Vec<Chapter<'a>> {
    let marks = plan.marks.iter().zip(&timeline.marks);
    marks
        .filter_map(|(planned, at)| {
            let name = planned.mark.name.trim();
            // As `markup` tells it, which reports what nearly opens one.
            let title = name.get(PREFIX.len()..)?.trim_start_matches([':', ' ']);
            let opens = name[..PREFIX.len()].eq_ignore_ascii_case(PREFIX) && !title.is_empty();
            opens.then(|| Chapter {
                start_time: at.seconds(timeline.rate),
                title,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample::episode;

    #[test]
    #[allow(
        clippy::disallowed_methods,
        reason = "export is an edge; what it wrote is read back"
    )]
    fn marks_that_say_so_open_chapters() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("episode.chapters.json");
        let (mut plan, mut timeline) = episode();
        assert!(stage_chapters(&path, &plan, &timeline).unwrap().is_none() && !path.exists());
        let mark = plan.marks[0].clone();
        for name in ["Chapter:  One & all ", "chapter:", "chap", "é: no"] {
            plan.marks.push(mark.clone());
            plan.marks.last_mut().unwrap().mark.name = name.to_owned();
            timeline.marks.push(timeline.marks[0]);
        }
        stage_chapters(&path, &plan, &timeline)
            .unwrap()
            .unwrap()
            .commit()
            .unwrap();
        let read: serde_json::Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        assert_eq!(
            read,
            serde_json::json!({
                "version": "1.2.0",
                "chapters": [{ "startTime": 1.75, "title": "One & all" }],
            })
        );
    }
}
