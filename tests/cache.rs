//! Clips that were spoken before: nothing is spoken twice, and no cache, killed process or full disk changes a byte.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test that cannot go on has failed, and it damages the files it is about"
)]

use declaim::config::{EpisodeConfig, SpeakerConfig};
use declaim::render::{
    Batch, CacheFolder, ClipOrigin, Event, Keeping, Notice, RenderPlan, Studio, USUAL_LIMIT, prepare,
};
use declaim::source::Source;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::time::Duration;

fn config() -> EpisodeConfig {
    let mut config = EpisodeConfig::house(NonZeroUsize::new(2).unwrap());
    config.speakers = vec![SpeakerConfig {
        voice: Some("tiny".to_owned()),
        ..SpeakerConfig::named("Ann".to_owned())
    }];
    config
}

fn studio() -> Studio {
    Studio::open(None, &config().speakers).unwrap()
}

fn plan(studio: &Studio, script: &str) -> RenderPlan {
    prepare(&Source::new("test", script), &config(), studio)
        .unwrap()
        .value
        .plan
}

fn keeping(folder: &Path) -> Keeping {
    Keeping::Cache(CacheFolder::at(folder.to_owned()), USUAL_LIMIT)
}

/// What speaking a plan came to.
struct Spoken {
    clips: Vec<Vec<f32>>,
    timeline: String,
    /// Jobs that were spoken, in order.
    spoken: Vec<usize>,
    notices: Vec<String>,
}

fn speak(studio: &Studio, plan: &RenderPlan, keeping: Keeping) -> Spoken {
    let config = config();
    let batch = Batch::new([studio], config.jobs, keeping, || Duration::ZERO).unwrap();
    let (spoken, notices) = (Mutex::new(Vec::new()), Mutex::new(Vec::new()));
    let take = batch
        .perform(plan, &config, &|event| match event {
            Event::Clip { clip, .. } => {
                if let ClipOrigin::Spoken(_) = clip.origin {
                    spoken.lock().unwrap().push(clip.job);
                }
            }
            Event::Notice(notice) => {
                assert!(!matches!(notice, Notice::Spill(_)));
                notices.lock().unwrap().push(notice.to_string());
            }
            _ => {}
        })
        .unwrap();
    let mut spoken = spoken.into_inner().unwrap();
    spoken.sort_unstable();
    Spoken {
        clips: (0..plan.jobs.len())
            .map(|job| take.clips().samples(job, &mut Vec::new()).unwrap().to_owned())
            .collect(),
        timeline: format!("{:?}", take.timeline),
        spoken,
        notices: notices.into_inner().unwrap(),
    }
}

/// Every entry of a cache.
fn entries(cache: &Path) -> Vec<PathBuf> {
    let shelves = fs::read_dir(cache.join("clips-1")).unwrap();
    let mut entries: Vec<PathBuf> = shelves
        .map(|shelf| shelf.unwrap().path())
        .filter(|shelf| shelf.is_dir())
        .flat_map(|shelf| fs::read_dir(shelf).unwrap())
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    entries
}

const SCRIPT: &str =
    "Ann: One thing. Another thing! [pause] A third, and a fourth?\n\nAnn: One thing. The end.\n";

#[test]
fn only_what_changed_is_spoken_and_a_clean_render_agrees() {
    let studio = studio();
    let folder = tempfile::tempdir().unwrap();
    let first = speak(&studio, &plan(&studio, SCRIPT), keeping(folder.path()));
    assert_eq!(first.spoken, [0, 1, 2, 4], "job 3 sounds like job 0");
    assert_eq!(first.clips[0], first.clips[3]);
    let second = speak(&studio, &plan(&studio, SCRIPT), keeping(folder.path()));
    assert!(second.spoken.is_empty());
    assert!(first.clips == second.clips && first.timeline == second.timeline);

    // Who speaks, where and after what silence are not what a clip depends on.
    let moved = SCRIPT.replace("Another thing! [pause]", "Another thing! [pause long] [pause]");
    assert!(
        speak(&studio, &plan(&studio, &moved), keeping(folder.path()))
            .spoken
            .is_empty()
    );
    let edited = plan(&studio, &SCRIPT.replace("Another thing!", "Another one!"));
    let warm = speak(&studio, &edited, keeping(folder.path()));
    assert_eq!(warm.spoken, [1]);
    let clean = speak(&studio, &edited, Keeping::Nothing);
    assert_eq!(clean.spoken, [0, 1, 2, 4]);
    assert!(warm.clips == clean.clips && warm.timeline == clean.timeline);
}

#[test]
fn damaged_entries_are_noted_once_and_spoken_again() {
    let studio = studio();
    let words = [
        "A", "an", "and", "are", "as", "at", "be", "by", "can", "do", "for", "go", "he", "if", "in", "is",
        "it",
    ];
    let script: String = (0..100)
        .map(|i| {
            format!(
                "Ann: {} {} {}.\n\n",
                words[i % 17],
                words[i / 17],
                words[(i * 7 + 3) % 17]
            )
        })
        .collect();
    let plan = plan(&studio, &script);
    let folder = tempfile::tempdir().unwrap();
    let first = speak(&studio, &plan, keeping(folder.path()));
    assert_eq!(first.spoken.len(), 100);
    for (i, path) in entries(folder.path()).iter().enumerate() {
        let mut bytes = fs::read(path).unwrap();
        let at = i * 7919 % bytes.len();
        match i % 10 {
            8 => bytes.truncate(at),
            9 => bytes.clear(),
            _ => bytes[at] ^= 1 << (i % 8),
        }
        fs::write(path, bytes).unwrap();
    }
    let second = speak(&studio, &plan, keeping(folder.path()));
    assert_eq!((second.spoken.len(), second.notices.len()), (100, 1));
    assert!(second.notices[0].contains("damaged"), "{:?}", second.notices);
    assert!(first.clips == second.clips && first.timeline == second.timeline);
    let third = speak(&studio, &plan, keeping(folder.path()));
    assert_eq!((third.spoken.len(), third.notices.len()), (0, 0));

    let broken = &entries(folder.path())[50];
    fs::write(broken, "nothing").unwrap();
    let verified = CacheFolder::at(folder.path().to_owned()).verify().unwrap();
    assert_eq!((verified.sound, verified.damaged), (99, vec![broken.clone()]));
    assert!(!broken.exists());
}

#[test]
fn a_cache_that_cannot_be_written_costs_a_warning() {
    let studio = studio();
    let plan = plan(&studio, SCRIPT);
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("clips-1"), "in the way").unwrap();
    let spoken = speak(&studio, &plan, keeping(folder.path()));
    assert_eq!((spoken.spoken.len(), spoken.notices.len()), (4, 1));
    assert!(
        spoken.notices[0].contains("cannot be kept"),
        "{:?}",
        spoken.notices
    );
    assert_eq!(spoken.clips, speak(&studio, &plan, Keeping::Nothing).clips);
}

#[test]
fn a_render_that_stores_nothing_holds_the_cache_to_a_lower_limit_too() {
    let (studio, folder) = (studio(), tempfile::tempdir().unwrap());
    let cache = CacheFolder::at(folder.path().to_owned());
    let plan = plan(&studio, SCRIPT);
    speak(&studio, &plan, keeping(folder.path()));
    let limit = cache.usage().unwrap().bytes - 1;
    let again = speak(&studio, &plan, Keeping::Cache(cache.clone(), limit));
    assert!(again.spoken.is_empty());
    assert!(cache.usage().unwrap().bytes <= limit);
}

#[test]
fn a_cache_stays_under_its_limit_and_forgets_the_oldest_first() {
    let studio = studio();
    let folder = tempfile::tempdir().unwrap();
    let cache = CacheFolder::at(folder.path().to_owned());
    speak(&studio, &plan(&studio, SCRIPT), keeping(folder.path()));
    let all = entries(folder.path());
    let day = Duration::from_secs(86_400);
    for (age, path) in all.iter().enumerate() {
        let file = fs::File::options().write(true).open(path).unwrap();
        let used = file.metadata().unwrap().modified().unwrap();
        file.set_modified(used - day * (1 + age as u32)).unwrap();
    }
    let usage = cache.usage().unwrap();
    assert_eq!(usage.entries, 4);
    let oldest = fs::metadata(&all[3]).unwrap().len();
    let pruned = cache.prune(usage.bytes - 1).unwrap();
    assert_eq!((pruned.removed.entries, pruned.removed.bytes), (1, oldest));
    assert_eq!(entries(folder.path()), all[..3]);

    // A render that stores more than there is room for leaves no more than the limit.
    let limit = usage.bytes / 2;
    let more = plan(
        &studio,
        "Ann: Quite another sentence, which is longer. And one more of them.\n",
    );
    speak(&studio, &more, Keeping::Cache(cache.clone(), limit));
    let left = cache.usage().unwrap();
    assert!(left.bytes <= limit, "{left:?}, {limit}");
    // What killed processes have left in it goes with the next look at it.
    let left_over = all[0].with_file_name(".x.1-2.part");
    fs::create_dir_all(left_over.parent().unwrap()).unwrap();
    fs::write(&left_over, "half").unwrap();
    assert_eq!(cache.prune(0).unwrap().left.entries, 0);
    assert!(!left_over.exists());
}

/// The program rendering `script` into `folder`.
fn start(script: &Path, folder: &Path, cache: &Path) -> Child {
    Command::new(env!("CARGO_BIN_EXE_declaim"))
        .args(["render", "--cast", "Ann=tiny", "--jobs", "2", "-o"])
        .args([folder, "--cache".as_ref(), cache, script])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn finished(child: Child) {
    let output = child.wait_with_output().unwrap();
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && !text.contains("warning"), "{text}");
}

/// SHA-256 of every file in a folder that a listener would see; and how many there are that none should.
fn outputs(folder: &Path) -> (BTreeMap<String, String>, usize) {
    let (mut sums, mut hidden) = (BTreeMap::new(), 0);
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let extension = path.extension().unwrap_or_default();
        if name.starts_with('.') {
            hidden += 1;
        } else if extension != "lock" {
            let sum = Sha256::digest(fs::read(&path).unwrap());
            sums.insert(name, sum.iter().map(|b| format!("{b:02x}")).collect());
        }
    }
    (sums, hidden)
}

fn script(folder: &Path) -> PathBuf {
    let path = folder.join("episode.txt");
    fs::write(&path, SCRIPT).unwrap();
    path
}

#[test]
fn two_processes_share_a_cache() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let script = script(folder.path());
    let both = [at("a"), at("b")].map(|out| start(&script, &out, &at("cache")));
    both.into_iter().for_each(finished);
    let (a, b) = (outputs(&at("a")), outputs(&at("b")));
    assert_eq!(a, b);
    assert!(a.0.len() >= 3 && a.1 == 0, "{a:?}");
    let verified = CacheFolder::at(at("cache")).verify().unwrap();
    assert_eq!((verified.sound, verified.damaged.len()), (4, 0));
}

#[test]
fn a_preview_speaks_its_line_into_the_cache_of_the_episode() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let script = script(folder.path());
    let preview = |more: &[&str], path: &str| {
        Command::new(env!("CARGO_BIN_EXE_declaim"))
            .args(["preview", "--cast", "Ann=tiny", "--cache"])
            .args([&at("cache"), &script])
            .args(more)
            .env("PATH", path)
            .current_dir(folder.path())
            .output()
            .unwrap()
    };
    let text = |output: &std::process::Output| String::from_utf8_lossy(&output.stderr).into_owned();

    let unheard = preview(&["--line", "3", "--play"], "");
    assert_eq!(unheard.status.code(), Some(1));
    assert!(
        text(&unheard).contains("nothing here plays sound"),
        "{}",
        text(&unheard)
    );
    assert!(!at("cache").exists(), "it said so before it spoke");

    let first = preview(&["--line", "3"], "");
    assert!(
        first.status.success() && text(&first).contains("line alone"),
        "{}",
        text(&first)
    );
    assert!(at("preview.wav").is_file());
    let spoken: BTreeMap<_, _> = entries(&at("cache"))
        .into_iter()
        .map(|path| (path.clone(), fs::read(path).unwrap()))
        .collect();
    assert_eq!(spoken.len(), 2);
    finished(start(&script, &at("out"), &at("cache")));
    assert_eq!(entries(&at("cache")).len(), 4);
    for (path, bytes) in spoken {
        assert_eq!(fs::read(path).unwrap(), bytes);
    }
    let second = preview(&["--line", "3", "--context", "1"], "");
    assert!(
        text(&second).contains("dB, that of the episode"),
        "{}",
        text(&second)
    );
}

/// A few here; `scripts/evaluate/kill.py` does fifty on a course.
#[test]
fn killed_at_any_moment_it_goes_on_and_comes_to_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let script = script(folder.path());
    let started = std::time::Instant::now();
    finished(start(&script, &at("undisturbed"), &at("cache of its own")));
    let whole = started.elapsed();
    let (wanted, _) = outputs(&at("undisturbed"));
    for part in [1, 2, 3, 4, 5] {
        let mut child = start(&script, &at("out"), &at("cache"));
        std::thread::sleep(whole * part / 6);
        child.kill().unwrap(); // SIGKILL
        child.wait().unwrap();
        for (name, sum) in outputs(&at("out")).0 {
            assert_eq!(wanted.get(&name), Some(&sum), "{name} is there, and not whole");
        }
    }
    finished(start(&script, &at("out"), &at("cache")));
    assert_eq!(outputs(&at("out")), (wanted, 0), "nothing is left over");
}

/// Files that may grow no further stand for a full disk.
#[cfg(unix)]
#[test]
fn a_full_disk_is_a_clear_error_and_damages_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let script = script(folder.path());
    fs::create_dir(at("out")).unwrap();
    fs::write(at("out").join("episode.wav"), "the last render").unwrap();
    let limited = format!(
        "trap '' XFSZ; ulimit -f 200; exec '{}' render --cast Ann=tiny -o out --cache cache '{}'",
        env!("CARGO_BIN_EXE_declaim"),
        script.display()
    );
    let output = Command::new("sh")
        .args(["-c", &limited])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(text.contains("cannot write out/episode.wav"), "{text}");
    let kept = fs::read(at("out").join("episode.wav")).unwrap();
    assert_eq!(
        (kept.as_slice(), outputs(&at("out")).1),
        (&b"the last render"[..], 0)
    );
    finished(start(&script, &at("out"), &at("cache")));
    assert_eq!(outputs(&at("out")).1, 0);
}
