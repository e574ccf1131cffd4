//! Stage 11: what ends up in the file, and what is left of it when something breaks off.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test that cannot go on has failed; what was written is read back"
)]

mod sound_support;

use declaim::audio::pcm::Pcm;
use declaim::audio::signal::{Block, Blocks, Channels, Signal};
use declaim::export::{Encoding, ExportError, WavFile};
use declaim::master::{Encoder, LoudnessReport, MasterError, Sink, master, measure};
use declaim::units::{Dbtp, Lufs, SampleRate, Samples};
use sound_support::{PODCAST, RATE, pcm, speech};
use std::path::Path;

fn wav(signal: &Pcm, path: &Path, encoding: Encoding) -> LoudnessReport {
    let mut file = WavFile::create(path, signal.rate(), encoding).unwrap();
    let report = master(signal, &PODCAST, &mut file).unwrap();
    assert_eq!(file.len(), signal.length());
    file.commit().unwrap();
    report
}

fn stored(path: &Path) -> Pcm {
    let mut reader = hound::WavReader::open(path).unwrap();
    let spec = reader.spec();
    assert_eq!((spec.channels, spec.sample_rate), (1, 48_000));
    pcm(match spec.sample_format {
        hound::SampleFormat::Float => reader.samples::<f32>().map(Result::unwrap).collect(),
        hound::SampleFormat::Int => {
            let scale = 1.0 / (1u32 << (spec.bits_per_sample - 1)) as f32;
            reader
                .samples::<i32>()
                .map(|s| s.unwrap() as f32 * scale)
                .collect()
        }
    })
}

#[test]
fn a_file_holds_what_was_reported_and_its_zeros_are_the_pauses() {
    let folder = tempfile::tempdir().unwrap();
    // An odd number of samples, so that 24 bits make an odd number of bytes.
    let mut signal = speech(8, 9);
    signal.samples.pop();
    for encoding in [Encoding::Pcm16, Encoding::Pcm24, Encoding::Float32] {
        let path = folder.path().join(format!("{encoding:?}.wav"));
        let report = wav(&signal, &path, encoding);
        let stored = stored(&path);
        assert_eq!(measure(&stored).unwrap(), report.after, "{encoding:?}");
        assert!(report.missed_by(Lufs(-16.0)).unwrap().0 <= 0.1, "{report:?}");
        assert!(report.after.true_peak <= Dbtp(-1.0), "{report:?}");
        assert!(
            stored
                .samples
                .iter()
                .zip(&signal.samples)
                .all(|(a, b)| (*a == 0.0) == (*b == 0.0))
        );

        let bytes = std::fs::read(&path).unwrap();
        let size = u32::from_le_bytes(bytes[4..8].try_into().unwrap());
        assert_eq!(
            (bytes.len(), bytes.len() % 2),
            (size as usize + 8, 0),
            "{encoding:?}"
        );

        // A plain header (1: integers, 3: floating point), not an extended one with a place for its channel.
        let tag = u16::from_le_bytes(bytes[20..22].try_into().unwrap());
        assert_eq!(tag, if encoding == Encoding::Float32 { 3 } else { 1 });

        let again = folder.path().join("again.wav");
        wav(&signal, &again, encoding);
        assert!(
            std::fs::read(&again).unwrap() == bytes,
            "{encoding:?}: the same bytes"
        );
    }
}

/// Reads a second, then fails.
struct Broken(Pcm);

struct BrokenPass<'a>(<Pcm as Signal>::Pass<'a>, u32);

#[derive(Debug, thiserror::Error)]
#[error("the signal broke off")]
struct BrokeOff;

impl Signal for Broken {
    type Error = BrokeOff;
    type Pass<'a> = BrokenPass<'a>;

    fn rate(&self) -> SampleRate {
        self.0.rate
    }

    fn channels(&self) -> Channels {
        Channels::Mono
    }

    fn length(&self) -> Samples {
        self.0.len()
    }

    fn pass_from(&self, start: Samples) -> BrokenPass<'_> {
        BrokenPass(self.0.pass_from(start), 0)
    }
}

impl Blocks for BrokenPass<'_> {
    type Error = BrokeOff;

    fn next_block(&mut self) -> Result<Option<Block<'_>>, BrokeOff> {
        self.1 += 1;
        if self.1 > 2 {
            return Err(BrokeOff);
        }
        self.0.next_block().map_err(|never| match never {})
    }
}

#[test]
fn an_error_leaves_the_old_file_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("episode.wav");
    std::fs::write(&path, "the old one").unwrap();
    let mut file = WavFile::create(&path, RATE, Encoding::Pcm24).unwrap();
    file.write(&vec![0; 3000]).unwrap();
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 2);
    assert!(matches!(
        master(&Broken(speech(8, 1)), &PODCAST, &mut file),
        Err(MasterError::Read(BrokeOff))
    ));
    drop(file);
    assert_eq!(std::fs::read(&path).unwrap(), b"the old one");
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
}

#[test]
fn a_second_beginning_voids_the_first() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("episode.wav");
    let mut file = WavFile::create(&path, RATE, Encoding::Float32).unwrap();
    for level in [0.25, 0.5] {
        let storage = file.begin(Samples(100), Channels::Mono).unwrap();
        let mut encoded = Vec::new();
        storage.encode(&mut [vec![level; 100]], Samples::ZERO, 0, &mut encoded);
        file.write(&encoded).unwrap();
    }
    file.commit().unwrap();
    assert_eq!(stored(&path).samples, [0.5; 100]);
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
}

#[test]
fn places_that_cannot_be_written_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let nowhere = folder.path().join("no/such/folder/episode.wav");
    assert!(matches!(
        WavFile::create(&nowhere, RATE, Encoding::Pcm24),
        Err(ExportError::Create { path, .. }) if path == nowhere
    ));
    assert!(matches!(
        WavFile::create(Path::new("/"), RATE, Encoding::Pcm24),
        Err(ExportError::NoName { .. })
    ));
    // A folder stands where the file is to be: known before anything is rendered.
    let taken = folder.path().join("taken.wav");
    std::fs::create_dir(&taken).unwrap();
    assert!(matches!(
        WavFile::create(&taken, RATE, Encoding::Pcm24),
        Err(ExportError::NotAFile { path }) if path == taken
    ));
    // One that comes to stand there meanwhile is not replaced either.
    let late = folder.path().join("late.wav");
    let file = WavFile::create(&late, RATE, Encoding::Pcm24).unwrap();
    std::fs::create_dir(&late).unwrap();
    std::fs::write(late.join("inside"), "").unwrap();
    assert!(matches!(file.commit(), Err(ExportError::Rename { path, .. }) if path == late));
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 2);
}
