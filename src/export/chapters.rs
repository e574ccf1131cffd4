//! The chapters sidecar: where a listener may jump to, as the JSON chapters of the podcast namespace, version 1.2.
//!
//! A chapter begins at a `<mark>` whose name says so: `chapter: What a Pod is`. Other marks are places for programs,
//! and stand in the alignment alone.

use crate::export::error::ExportError;
use crate::export::staged::write_whole;
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

/// Writes the chapters of an episode to `path`, if it has any; whether it has.
pub fn write_chapters(path: &Path, plan: &RenderPlan, timeline: &Timeline) -> Result<bool, ExportError> {
    let chapters = chapters(plan, timeline);
    if chapters.is_empty() {
        return Ok(false);
    }
    let file = Chapters {
        version: "1.2.0",
        chapters,
    };
    let mut bytes = serde_json::to_vec_pretty(&file).map_err(|source| ExportError::Write {
        path: path.to_owned(),
        source: source.into(),
    })?;
    bytes.push(b'\n');
    write_whole(path, &bytes).map(|()| true)
}

fn chapters<'a>(plan: &'a RenderPlan, timeline: &Timeline) -> Vec<Chapter<'a>> {
    let marks = plan.marks.iter().zip(&timeline.marks);
    marks
        .filter_map(|(planned, at)| {
            let name = planned.mark.name.trim();
            let title = name.get(PREFIX.len()..)?.trim();
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
        assert!(!write_chapters(&path, &plan, &timeline).unwrap() && !path.exists());
        let mark = plan.marks[0].clone();
        for name in ["Chapter:  One & all ", "chapter:", "chap", "é: no"] {
            plan.marks.push(mark.clone());
            plan.marks.last_mut().unwrap().mark.name = name.to_owned();
            timeline.marks.push(timeline.marks[0]);
        }
        assert!(write_chapters(&path, &plan, &timeline).unwrap());
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
