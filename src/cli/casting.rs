//! Casts held against scripts: names in a course file or on the command line that no script has.
//!
//! Owns what is said of them, and that they take nobody's voice. Which names a script has, the renderer says.

use super::course_files::episodes;
use super::inputs::Desk;
use crate::course::Named;
use crate::diag::Code;
use crate::render;
use std::collections::HashSet;

/// Warns of those in the casts of courses and of the command line whom no script names.
pub(super) fn look_for_cast(desk: &mut Desk, by_hand: &[(String, String)]) {
    let in_courses = desk.courses.iter().any(|course| !course.course.cast.is_empty());
    if by_hand.is_empty() && !in_courses {
        return;
    }
    let all = desk.episodes.iter();
    let names: Vec<_> = all
        .map(|episode| render::names(&episode.source, &episode.config))
        .collect();
    of_courses(desk, &names);
    of_command_line(desk, &names, by_hand);
}

/// Those in the cast of a course. `names` has the names in each episode.
fn of_courses(desk: &mut Desk, names: &[HashSet<String>]) {
    for (index, course) in desk.courses.iter_mut().enumerate() {
        let all = desk.episodes.iter().zip(names);
        let of_course = all.filter(|(episode, _)| episode.course == Some(index));
        let names: Vec<_> = of_course.map(|(_, names)| names).collect();
        if names.len() < episodes(course).len() {
            continue; // the others may name them
        }
        for Named { name, span } in course.course.cast.clone() {
            if !is_among(&name, names.iter().copied()) {
                let message = format!("`{name}` is in the cast, and in no script");
                course.report(Code::CourseNobody, span, message, None);
            }
        }
    }
}

/// Those whom the command line casts; they are let go of, and take nobody's voice.
fn of_command_line(desk: &mut Desk, names: &[HashSet<String>], by_hand: &[(String, String)]) {
    if desk.episodes.is_empty() {
        return;
    }
    for (name, voice) in by_hand {
        if is_among(name, names) {
            continue;
        }
        desk.casts_nobody = true;
        eprintln!("warning: --cast {name}={voice}: there is no `{name}` in any script; correct the name");
        for episode in &mut desk.episodes {
            let courses = &desk.courses;
            let of_course = episode.course.is_some_and(|index| {
                let speakers = &courses[index].course.config.speakers;
                speakers.iter().any(|s| s.is_called(name))
            });
            if !of_course {
                episode.config.speakers.retain(|s| !s.is_called(name));
            }
        }
    }
}

/// Whether any script has the name.
fn is_among<'n>(name: &str, scripts: impl IntoIterator<Item = &'n HashSet<String>>) -> bool {
    let folded = name.trim().to_lowercase();
    scripts.into_iter().any(|names| names.contains(&folded))
}
