//! Stages 8 and 9 on made-up clips: exact pauses, exact places, the same samples whatever the blocks.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use declaim::audio::pcm::Pcm;
use declaim::audio::signal::{BLOCK, Blocks, Signal};
use declaim::mix::timeline::Timeline;
use declaim::mix::{MixError, Mixdown, Recordings, lay_out};
use declaim::plan::job::{Job, Key, Lean, RenderPlan};
use declaim::source::Span;
use declaim::synth::clip::{Alignment, Clip, Clips};
use declaim::units::{Milliseconds, SampleRate, Samples};

/// Numerical Recipes' generator: enough to scatter test cases.
struct Random(u32);

impl Random {
    fn next(&mut self) -> u32 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        self.0 >> 8
    }

    fn below(&mut self, n: u32) -> u32 {
        self.next() % n
    }

    /// Between -1 and 1, never zero.
    fn sample(&mut self) -> f32 {
        (self.next() as f32 + 0.5) / (1 << 23) as f32 - 1.0
    }
}

fn plan(gaps: &[u32], tail: u32) -> RenderPlan {
    RenderPlan {
        jobs: gaps
            .iter()
            .map(|&gap| Job {
                speaker: 0,
                voice: 0,
                gap_before: Milliseconds(gap),
                tokens: Vec::new(),
                words: Vec::new(),
                fits: Vec::new(),
                lean: Lean::NONE,
                span: Span::default(),
                key: Key([0; 32]),
                seed: 0,
            })
            .collect(),
        tail: Milliseconds(tail),
        ..RenderPlan::default()
    }
}

fn clip(samples: Vec<f32>, rate: SampleRate) -> Clip {
    Clip {
        pcm: Pcm { samples, rate },
        alignment: Alignment::default(),
    }
}

fn timeline(plan: &RenderPlan, clips: &dyn Clips, rate: SampleRate) -> Timeline {
    lay_out(plan, clips, &Recordings::default(), rate)
}

fn read(mixdown: &Mixdown<'_>) -> Vec<f32> {
    let mut samples = Vec::new();
    let mut pass = mixdown.pass();
    while let Some(block) = pass.next_block().unwrap() {
        samples.extend_from_slice(block.left());
    }
    samples
}

/// Lengths of the stretches of exact silence, those at the two ends included even when empty.
fn silences(samples: &[f32]) -> Vec<u64> {
    let mut runs = vec![0u64];
    let mut speaking = false;
    for &sample in samples {
        if sample == 0.0 {
            if speaking {
                runs.push(0);
            }
            *runs.last_mut().unwrap() += 1;
        }
        speaking = sample != 0.0;
    }
    if speaking {
        runs.push(0);
    }
    runs
}

#[test]
fn every_pause_is_exact_to_the_sample() {
    let mut random = Random(1);
    for rate in [48_000, 44_100, 24_000] {
        let rate = SampleRate::new(rate).unwrap();
        for _ in 0..8 {
            let count = 1 + random.below(12) as usize;
            let gaps: Vec<u32> = (0..count).map(|_| 1 + random.below(1500)).collect();
            let tail = random.below(1000);
            let clips: Vec<Clip> = (0..count)
                .map(|_| {
                    let n = 1 + random.below(8_000) as usize;
                    clip((0..n).map(|_| random.sample()).collect(), SampleRate::VOICE)
                })
                .collect();
            let plan = plan(&gaps, tail);
            let timeline = timeline(&plan, &clips, rate);
            let samples = read(&Mixdown::new(&timeline, &clips).unwrap());
            let wanted: Vec<u64> = gaps
                .iter()
                .chain([&tail])
                .map(|&ms| Milliseconds(ms).samples(rate).0)
                .collect();
            assert_eq!(silences(&samples), wanted);
            let spoken: Samples = clips
                .iter()
                .map(|clip| clip.pcm.len().at_rate(SampleRate::VOICE, rate))
                .sum();
            assert_eq!(samples.len() as u64, spoken.0 + wanted.iter().sum::<u64>());
            assert_eq!(timeline.length.0, samples.len() as u64);
        }
    }
}

#[test]
fn blocks_and_where_reading_begins_make_no_difference() {
    let mut random = Random(2);
    // Of two rates, one of them empty.
    let gaps: Vec<u32> = (0..70).map(|_| random.below(40)).collect();
    let clips: Vec<Clip> = (0..70)
        .map(|i| {
            let n = if i == 33 {
                0
            } else {
                1 + random.below(3000) as usize
            };
            let rate = if i % 3 == 0 {
                SampleRate::EPISODE
            } else {
                SampleRate::VOICE
            };
            clip((0..n).map(|_| random.sample()).collect(), rate)
        })
        .collect();
    let timeline = timeline(&plan(&gaps, 10), &clips, SampleRate::EPISODE);
    let wanted = read(&Mixdown::new(&timeline, &clips).unwrap());
    for block in [1, 997, 4096, BLOCK.0, 1 << 30] {
        let mixdown = Mixdown::with(&timeline, &clips, Samples(block)).unwrap();
        assert!(read(&mixdown) == wanted, "blocks of {block}");
        assert!(read(&mixdown) == wanted, "a second pass");
    }
    let mixdown = Mixdown::with(&timeline, &clips, Samples(997)).unwrap();
    for start in (0..wanted.len() as u64 + 2)
        .step_by(1231)
        .chain([wanted.len() as u64])
    {
        let mut found = Vec::new();
        let mut pass = mixdown.pass_from(Samples(start));
        while let Some(block) = pass.next_block().unwrap() {
            found.extend_from_slice(block.left());
        }
        let rest = wanted.get(start as usize..).unwrap_or(&[]);
        assert!(found == rest, "from {start}");
    }
}

#[test]
fn words_keep_their_time_at_the_episode_rate() {
    let (voice, episode) = (SampleRate::VOICE, SampleRate::EPISODE);
    let mut samples = vec![0.0f32; 24_000];
    samples[9_000] = 0.5;
    let word = Samples(9_000)..Samples(9_001);
    let mut spoken = clip(samples, voice);
    spoken.alignment.words = vec![word];
    spoken.alignment.tokens = vec![Samples(0)..Samples(9_000), Samples(9_000)..Samples(24_000)];
    let clips = vec![spoken.clone(), spoken];
    let timeline = timeline(&plan(&[250, 500], 0), &clips, episode);
    let samples = read(&Mixdown::new(&timeline, &clips).unwrap());
    for (placement, start) in timeline.placements.iter().zip([12_000, 12_000 + 48_000 + 24_000]) {
        assert_eq!(placement.start, Samples(start));
        assert_eq!(
            placement.words,
            [Samples(start + 18_000)..Samples(start + 18_002)]
        );
        let spoken = &samples[placement.start.count()..(placement.start + placement.length).count()];
        let highest = (0..spoken.len()).max_by(|&a, &b| spoken[a].abs().total_cmp(&spoken[b].abs()));
        assert_eq!(highest, Some(18_000));
    }
}

#[test]
fn a_clip_fades_at_both_edges_after_resampling() {
    let clips = vec![clip(vec![0.5; 24_000], SampleRate::VOICE)];
    let timeline = timeline(&plan(&[100], 0), &clips, SampleRate::EPISODE);
    let samples = read(&Mixdown::new(&timeline, &clips).unwrap());
    let spoken = &samples[4_800..];
    assert!(spoken[0] > 0.0 && spoken[0] < 1e-4);
    assert!(
        (spoken[119] + spoken[120] - 0.5).abs() < 0.05,
        "half-way after 2.5 ms"
    );
    assert!(
        spoken[1000..47_000]
            .iter()
            .all(|sample| (sample - 0.5).abs() < 1e-3)
    );
    assert!(spoken[47_999] > 0.0 && spoken[47_999] < 1e-4);
}

#[test]
fn a_timeline_of_other_clips_is_refused() {
    let clips = vec![
        clip(vec![0.5; 100], SampleRate::VOICE),
        clip(vec![0.5; 50], SampleRate::VOICE),
    ];
    let laid_out = timeline(&plan(&[0, 10], 0), &clips, SampleRate::EPISODE);
    assert!(matches!(
        Mixdown::new(&laid_out, &clips[..1].to_vec()),
        Err(MixError::MissingClip { job: 1, clips: 1 })
    ));
    let swapped = vec![clips[1].clone(), clips[0].clone()];
    assert!(matches!(
        Mixdown::new(&laid_out, &swapped),
        Err(MixError::ClipLength {
            job: 0,
            placed: Samples(200),
            found: Samples(100)
        })
    ));
    let mut broken = clips.clone();
    broken[1].pcm.samples[7] = f32::NAN;
    // Clip 1 lies behind 200 samples and 480 of silence.
    let mixdown = Mixdown::with(&laid_out, &broken, Samples(340)).unwrap();
    let mut pass = mixdown.pass();
    assert!(pass.next_block().is_ok() && pass.next_block().is_ok());
    assert!(matches!(pass.next_block(), Err(MixError::NotFinite { job: 1 })));
    let mut overlapping = laid_out.clone();
    overlapping.placements[1].start = Samples(199);
    assert!(matches!(
        Mixdown::new(&overlapping, &clips),
        Err(MixError::Overlap { job: 1 })
    ));
}

#[test]
fn nothing_to_say_is_only_the_tail() {
    let timeline = timeline(&plan(&[], 20), &Vec::new(), SampleRate::EPISODE);
    assert_eq!(
        read(&Mixdown::new(&timeline, &Vec::new()).unwrap()),
        vec![0.0; 960]
    );
}
