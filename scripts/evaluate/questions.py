"""Owns how questions end: the pitch of the last voiced 60 ms, in semitones over the median of the words before the last one.

Short lines have few words before the last; their yardstick is the median of the statements of the same voice. Beside our voices, the
recordings of the same speaker that ask for yes or no, read by the same rule without timing (the last 0.4 s stand for the last word).
"""

import argparse
from pathlib import Path

import numpy as np
import soundfile

import engines
from melody import contour
from sentences import listed
from takes import DEFAULT_SPEECH, OUT, read_metadata

KINDS = {"yes": "yes or no", "tag": "tagged on", "one": "a word or two", "word": "question word", "said": "statement"}
OPENING = {"am", "are", "aren't", "can", "can't", "could", "did", "didn't", "do", "does", "don't", "has", "have", "is", "isn't", "shall",
           "should", "was", "were", "will", "won't", "would"}
STEP = 0.005


def track(samples, rate):
    """(times, semitones over 1 Hz) where voiced; values more than an octave from the median are the reader's mistakes and left out."""
    times, hertz = contour(samples, rate, step=STEP)
    voiced = hertz > 0
    times, found = times[voiced], 12 * np.log2(hertz[voiced])
    near = np.abs(found - np.median(found)) < 14 if len(found) else voiced[:0]
    return times[near], found[near]


def ending(pitch):
    """Median of the last 60 ms."""
    return float(np.median(pitch[-round(0.06 / STEP) :])) if len(pitch) > 6 else float("nan")


def spoken(args, voice, lines):
    """{id: (times, pitch, where the last word begins in s)} of one render."""
    samples, rate, utterances = engines.rendered(args, voice, list(lines.values()), args.out / "questions")
    found = {}
    for key, utterance in zip(lines, utterances):
        start = utterance["start_sample"]
        found[key] = (*track(samples[start : utterance["end_sample"]], rate), (utterance["words"][-1]["start_sample"] - start) / rate)
    return found


def asked(speech, name):
    """Endings of a speaker's own questions for yes or no, one take of each prompt (the prompts are written with full stops)."""
    ends, seen = [], set()
    for take, text in read_metadata(Path(speech) / name):
        if text.split()[0].lower() not in OPENING or text in seen:
            continue
        seen.add(text)
        samples, rate = soundfile.read(Path(speech) / name / f"{take}.flac")
        times, pitch = track(samples, rate)
        if len(times):
            ends.append(ending(pitch) - np.median(pitch[times < times[-1] - 0.4]))
    return np.array(ends)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    engines.options(parser, OUT)
    parser.add_argument("--speech", type=Path, default=DEFAULT_SPEECH)
    parser.add_argument("--each", action="store_true", help="every line by itself too")
    args = parser.parse_args()
    lines = listed("questions.txt")
    rows = ["| who | ending | lines | semitones over the median: mean | lowest | highest |", "|---|---|---|---|---|---|"]
    for voice in args.voices or engines.voices(args.binary, args.models):
        found = spoken(args, voice, lines)
        common = np.median(np.concatenate([pitch for key, (_, pitch, _) in found.items() if key.startswith("said")]))
        ends = {}
        for key, (times, pitch, last) in found.items():
            before = pitch[times < last]
            ends[key] = ending(pitch) - (np.median(before) if len(before) > 0.2 / STEP and not key.startswith("one") else common)
            if args.each:
                print(f"{voice} {ends[key]:+.1f} {lines[key]}")
        for prefix, kind in KINDS.items():
            of = np.array([end for key, end in ends.items() if key.startswith(prefix)])
            rows.append(f"| {voice} | {kind} | {len(of)} | {np.nanmean(of):+.1f} | {np.nanmin(of):+.1f} | {np.nanmax(of):+.1f} |")
    natural = asked(args.speech, "kathleen")
    rows.append(f"| recordings of kathleen | yes or no | {len(natural)} | {np.nanmean(natural):+.1f} | {np.nanmin(natural):+.1f} | {np.nanmax(natural):+.1f} |")
    print("\n".join(rows))
    (args.out / "questions.md").write_text("\n".join(rows) + "\n")


if __name__ == "__main__":
    main()
