//! The chapters sidecar: where a listener may jump to, as the JSON chapters of the podcast namespace, version 1.2.
//!
//! A chapter begins at a mark that has the title of one; `markup` says which do. Other marks are places for programs,
//! and stand in the alignment alone.

use crate::export::error::ExportError;
use crate::export::staged::{Whole, whole};
use crate::mix::timeline::Timeline;
use crate::plan::job::RenderPlan;
use serde::Serialize;
use std::path::Path;

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
            Some(Chapter {
                start_time: at.seconds(timeline.rate),
                title: planned.mark.chapter.as_deref()?,
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
    fn marks_with_a_title_are_chapters() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("episode.chapters.json");
        let (mut plan, mut timeline) = episode();
        assert!(stage_chapters(&path, &plan, &timeline).unwrap().is_none() && !path.exists());
        plan.marks.push(plan.marks[0].clone());
        plan.marks[1].mark.chapter = Some("One & all".to_owned());
        timeline.marks.push(timeline.marks[0]);
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
