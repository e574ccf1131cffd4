//! A plan as stable text: what `explain --emit plan` shows and golden files hold.
//! Looks nothing up: phones stay the voice's integers.

use super::job::{Job, Lean, Moment, RenderPlan};
use crate::ir::{Bound, Pitch, Style};
use crate::units::{Hertz, Milliseconds, Semitones};
use std::fmt::Write;

/// One line for each silence, one for each job, then its words, each with its rows
/// (`phone/stress/position/punctuation/since/until`); rows between words are silences.
pub fn print(plan: &RenderPlan) -> String {
    let mut out = String::new();
    let mut marks = Marks(plan, 0);
    for index in 0..=plan.jobs.len() {
        for (place, planned) in plan.recordings_before(index) {
            marks.silent(&mut out, index, place);
            silence(&mut out, planned.gap_before);
            let _ = writeln!(out, "recording {place}: {}", planned.recording);
        }
        let after = plan.recordings.partition_point(|clip| clip.before <= index);
        marks.silent(&mut out, index, after);
        if let Some(job) = plan.jobs.get(index) {
            silence(&mut out, job.gap_before);
            print_job(&mut out, plan, index, job, &mut marks);
        }
    }
    silence(&mut out, plan.tail);
    for (index, points) in plan.contours.iter().enumerate() {
        let _ = write!(out, "contour {index}:");
        for (at, Semitones(shift)) in points {
            let _ = write!(out, " {:.1}%{shift:+.2}st", at * 100.0);
        }
        out.push('\n');
    }
    out
}

fn silence(out: &mut String, duration: Milliseconds) {
    if duration > Milliseconds::ZERO {
        let _ = writeln!(out, "silence {duration}");
    }
}

/// A plan's named places, and how many of them have been printed.
struct Marks<'p>(&'p RenderPlan, usize);

impl Marks<'_> {
    fn print_while(&mut self, out: &mut String, here: impl Fn(Moment) -> bool) {
        while let Some(planned) = self.0.marks.get(self.1).filter(|planned| here(planned.moment)) {
            let _ = write!(out, "mark {}", planned.mark);
            if let Moment::Silence {
                after: Some(after), ..
            } = planned.moment
            {
                let _ = write!(out, " after {after} of silence");
            }
            out.push('\n');
            self.1 += 1;
        }
    }

    /// Those of the silence after so many jobs and clips.
    fn silent(&mut self, out: &mut String, before: usize, clips: usize) {
        self.print_while(out, |moment| {
            matches!(moment, Moment::Silence { jobs, recordings, .. } if (jobs, recordings) == (before, clips))
        });
    }

    /// Those before a word.
    fn before_word(&mut self, out: &mut String, at: (usize, usize)) {
        self.print_while(
            out,
            |moment| matches!(moment, Moment::Word { job, word } if (job, word) == at),
        );
    }
}

fn print_job(out: &mut String, plan: &RenderPlan, index: usize, job: &Job, marks: &mut Marks<'_>) {
    let speaker = plan.speakers.get(job.speaker as usize).and_then(Option::as_deref);
    let voice = plan.voices.get(job.voice as usize).map_or("", String::as_str);
    let key = &blake3::Hash::from(job.key.0).to_hex()[..12];
    let _ = writeln!(
        out,
        "job {index}: {} by {voice}, bytes {}..{}, {} tokens, key {key}",
        speaker.unwrap_or("(no speaker)"),
        job.span.start,
        job.span.end,
        job.tokens.len(),
    );
    let mut next = 0;
    for (place, word) in job.words.iter().enumerate() {
        rows(out, job, next..word.tokens.start, "-", "");
        marks.before_word(out, (index, place));
        rows(out, job, word.tokens.clone(), &word.text, &style(&word.style));
        next = word.tokens.end;
    }
    if job.lean != Lean::NONE {
        let (from, to) = (job.lean.from.0, job.lean.to.0);
        let _ = writeln!(out, "  lean {from:+.2}st to {to:+.2}st");
    }
    for fit in &job.fits {
        let bound = if fit.bound == Bound::AtMost {
            "at most "
        } else {
            ""
        };
        let (first, last) = (fit.words.start, fit.words.end.saturating_sub(1));
        let _ = writeln!(out, "  words {first} to {last} take {bound}{}", fit.duration);
    }
    rows(out, job, next..job.tokens.len(), "-", "");
}

fn rows(out: &mut String, job: &Job, range: std::ops::Range<usize>, text: &str, style: &str) {
    let Some(rows) = job.tokens.get(range).filter(|rows| !rows.is_empty()) else {
        return;
    };
    let _ = write!(out, "  {text}");
    for [phone, stress, position, punctuation, since, until] in rows {
        let _ = write!(out, " {phone}/{stress}/{position}/{punctuation}/{since}/{until}");
    }
    let _ = writeln!(out, "{style}");
}

/// What differs from the voice as it is.
fn style(style: &Style) -> String {
    let mut out = String::new();
    let neutral = Style::NEUTRAL;
    if style.rate != neutral.rate {
        let _ = write!(out, " rate {:.3}", style.rate.0);
    }
    match style.pitch {
        Pitch::Shift(Semitones(shift)) if shift != 0.0 => {
            let _ = write!(out, " pitch {shift:+.2}st");
        }
        Pitch::Shift(_) => {}
        Pitch::Mean(Hertz(mean)) => {
            let _ = write!(out, " pitch {mean:.1}Hz");
        }
    }
    if style.range != neutral.range {
        let _ = write!(out, " range {:.3}", style.range);
    }
    if style.volume != neutral.volume {
        let _ = write!(out, " volume {}", style.volume);
    }
    if let Some(contour) = style.contour {
        let _ = write!(out, " contour {contour}");
    }
    if out.is_empty() { out } else { format!(" |{out}") }
}
