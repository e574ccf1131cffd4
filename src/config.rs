//! Settings of an episode: speakers, loudness, rates, pause lengths, recordings around the speech. Plain data with
//! one set of house values.
//!
//! Owns what an author may change and the defaults. Knows nothing of how any stage uses it, or of the files and
//! flags it comes from.

use crate::units::{Dbtp, Decibels, Lufs, Milliseconds, Ratio, SampleRate, Semitones};
use std::num::NonZeroUsize;
use std::ops::RangeInclusive;
use std::path::PathBuf;

/// Everything about an episode that its script does not say.
#[derive(Clone, Debug, PartialEq)]
pub struct EpisodeConfig {
    /// The rate of the written file.
    pub rate: SampleRate,
    /// The sample format of the written file.
    pub format: SampleFormat,
    /// How loud the master is.
    pub loudness: Loudness,
    /// The highest true peak of the master.
    pub ceiling: Dbtp,
    /// Lengths of pauses, for every speaker without lengths of their own.
    pub pauses: PauseConfig,
    /// What is set about single speakers, and about labels that are none, in the order given.
    pub speakers: Vec<SpeakerConfig>,
    /// Course lexicons, the first with the highest priority.
    pub lexicons: Vec<PathBuf>,
    /// Recordings before, after and under the speech.
    pub bookends: Bookends,
    /// Where files lie that the script names by URI.
    pub files: FileRoot,
    /// Utterances synthesised at a time; the output does not depend on it.
    pub jobs: NonZeroUsize,
}

impl EpisodeConfig {
    /// The ceilings that may be asked for, in dBTP.
    pub const CEILINGS: RangeInclusive<f64> = -20.0..=0.0;
    /// The rates that may be asked for, in hertz.
    pub const RATES: RangeInclusive<u32> = 8_000..=192_000;

    /// The house settings: -16 LUFS, -1 dBTP, 48 kHz, 24 bit, nobody cast by hand, speech alone.
    pub const fn house(jobs: NonZeroUsize) -> Self {
        let (loudness, ceiling) = LoudnessPreset::Course.levels();
        Self {
            rate: SampleRate::EPISODE,
            format: SampleFormat::Int24,
            loudness,
            ceiling,
            pauses: PauseConfig::HOUSE,
            speakers: Vec::new(),
            lexicons: Vec::new(),
            bookends: Bookends::NONE,
            files: FileRoot::HERE,
            jobs,
        }
    }
}

/// How the level of a master is decided.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Loudness {
    /// Integrated loudness, measured on this episode.
    Target(Lufs),
    /// By this gain, decided elsewhere: for all episodes of an album together.
    Gain(Decibels),
    /// Not at all; only the ceiling holds.
    Untouched,
}

impl Loudness {
    /// The targets that may be asked for, in LUFS.
    pub const TARGETS: RangeInclusive<f64> = -40.0..=-5.0;
}

/// Levels under a name: what the places that take audio ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoudnessPreset {
    /// The house: -16 LUFS, -1 dBTP.
    Course,
    /// Podcast players (Apple Podcasts, AES TD1004): -16 LUFS, -1 dBTP.
    Podcast,
    /// Broadcast (EBU R 128): -23 LUFS, -1 dBTP.
    EbuR128,
    /// Audiobooks (ACX: RMS between -23 and -18 dB, peaks under -3 dB): -20 LUFS, -3 dBTP.
    Acx,
    /// The level as it comes, only held under -1 dBTP.
    None,
}

impl LoudnessPreset {
    /// Every preset.
    pub const ALL: [Self; 5] = [Self::Course, Self::Podcast, Self::EbuR128, Self::Acx, Self::None];

    /// What it is called in course files and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Course => "course",
            Self::Podcast => "podcast",
            Self::EbuR128 => "ebu-r128",
            Self::Acx => "acx",
            Self::None => "none",
        }
    }

    /// The one of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|preset| preset.name() == name)
    }

    /// Loudness and ceiling.
    pub const fn levels(self) -> (Loudness, Dbtp) {
        match self {
            Self::Course | Self::Podcast => (Loudness::Target(Lufs(-16.0)), Dbtp(-1.0)),
            Self::EbuR128 => (Loudness::Target(Lufs(-23.0)), Dbtp(-1.0)),
            Self::Acx => (Loudness::Target(Lufs(-20.0)), Dbtp(-3.0)),
            Self::None => (Loudness::Untouched, Dbtp(-1.0)),
        }
    }
}

/// What is set about one label of the scripts.
#[derive(Clone, Debug, PartialEq)]
pub struct SpeakerConfig {
    /// The label, without its colon; letter case does not matter.
    pub name: String,
    /// What the label is.
    pub kind: LabelKind,
    /// The voice; `None` gets one in order of appearance.
    pub voice: Option<String>,
    /// Speaking rate, on top of the script's own; 2 is twice as fast.
    pub rate: Ratio,
    /// Shift of the voice's own pitch, on top of the script's.
    pub pitch: Semitones,
    /// Gain of this speaker in the mix.
    pub gain: Decibels,
    /// Place in the stereo field: -1 left, 0 middle, 1 right.
    pub pan: f32,
    /// Lengths of this speaker's own pauses.
    pub pauses: Option<PauseConfig>,
}

impl SpeakerConfig {
    /// A speaker as the house has them: a voice in order of appearance, left as it is, in the middle.
    pub const fn named(name: String) -> Self {
        Self {
            name,
            kind: LabelKind::Speaker,
            voice: None,
            rate: Ratio::ONE,
            pitch: Semitones(0.0),
            gain: Decibels::UNITY,
            pan: 0.0,
            pauses: None,
        }
    }

    /// Whether `name` is this speaker's; letter case and white space around it do not matter.
    pub fn is_called(&self, name: &str) -> bool {
        self.name.trim().to_lowercase() == name.trim().to_lowercase()
    }
}

/// What a label in a script is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelKind {
    /// Somebody speaks.
    Speaker,
    /// Prose, read out with its colon.
    Prose,
}

/// Where the files lie that a script may name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRoot {
    /// The folder that none is read outside of: the course's, or the script's own.
    pub folder: PathBuf,
    /// The script's folder, as a path from there: where relative names start.
    pub start: PathBuf,
}

impl FileRoot {
    /// The current folder.
    pub const HERE: Self = Self {
        folder: PathBuf::new(),
        start: PathBuf::new(),
    };
}

/// Recordings before, after and under the speech of an episode.
#[derive(Clone, Debug, PartialEq)]
pub struct Bookends {
    /// Played before the speech.
    pub intro: Option<PathBuf>,
    /// Played after the speech.
    pub outro: Option<PathBuf>,
    /// Played under the speech.
    pub bed: Option<Bed>,
    /// Silence between intro and speech, and between speech and outro.
    pub gap: Milliseconds,
}

impl Bookends {
    /// Speech alone; half a second between it and an intro or outro that is added.
    pub const NONE: Self = Self {
        intro: None,
        outro: None,
        bed: None,
        gap: Milliseconds(500),
    };
}

/// A recording under the speech.
#[derive(Clone, Debug, PartialEq)]
pub struct Bed {
    /// The recording; repeated where it is shorter than the speech.
    pub path: PathBuf,
    /// Its gain.
    pub level: Decibels,
    /// Its gain while somebody speaks or a clip plays, on top.
    pub duck: Decibels,
    /// Fade at either end.
    pub fade: Milliseconds,
}

impl Bed {
    /// The house gain of a bed: well under the speech.
    pub const LEVEL: Decibels = Decibels(-24.0);
    /// The house fade of a bed.
    pub const FADE: Milliseconds = Milliseconds(2_000);
    /// The house duck of a bed: its level is the same whether somebody speaks or not.
    pub const DUCK: Decibels = Decibels::UNITY;
}

/// How samples are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SampleFormat {
    /// 16-bit integer, dithered.
    Int16,
    /// 24-bit integer, dithered.
    Int24,
    /// 32-bit float.
    Float32,
}

/// Lengths of the pauses a script names, and of those that layout implies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PauseConfig {
    /// `[pause short]`
    pub short: Milliseconds,
    /// `[pause]`
    pub medium: Milliseconds,
    /// `[pause long]`
    pub long: Milliseconds,
    /// The longest a single pause may be.
    pub cap: Milliseconds,
    /// Between two sentences with no tag between them.
    pub sentence: Milliseconds,
    /// Between two paragraphs; a tagged pause there is lengthened to it, never shortened.
    pub paragraph: Milliseconds,
}

impl PauseConfig {
    /// 250, 500 and 1000 ms; a sentence is worth a short pause, a paragraph a pause, so that a tag never
    /// makes a natural gap shorter than no tag would.
    pub const HOUSE: Self = Self {
        short: Milliseconds(250),
        medium: Milliseconds(500),
        long: Milliseconds(1000),
        cap: Milliseconds(20_000),
        sentence: Milliseconds(250),
        paragraph: Milliseconds(500),
    };
}
