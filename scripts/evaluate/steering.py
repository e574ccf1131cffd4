"""Owns requested against obtained: rate, pitch, range, contour, volume and emphasis, through the program and read from its WAV.

One script holds every request as a paragraph of its own, three sentences each, and the three as one paragraph, whose later sentences begin
lower; one render makes one WAV, whose timing file says where they lie. It is rendered without loudness target or limiter, whose work is another's to judge. F0 is read by Praat, its limits moved with the
request, and compared with the plain sentence 5 ms by 5 ms. Wanted: durations within 3 %, pitch within 30 cents.
"""

import argparse
import json

import numpy as np
import soundfile

import engines
from melody import CEILING, FLOOR, contour
from takes import OUT

SENTENCES = ["Production is like driving on a freeway.", "You and I know nothing more about that machine.", "Nobody remembers the old region anymore."]
# What emphasis is to add, from src/g2p/prosody.rs: semitones, rate, range, decibels.
EMPHASIS = {"strong": (2.0, 0.86, 1.2, 1.5), "moderate": (1.0, 0.93, 1.1, 0.8), "reduced": (-0.5, 1.08, 0.8, -1.5)}
CONTOURS = {"(0%,+0st) (50%,+4st) (100%,-4st)": ((0, 0.5, 1), (0, 4, -4)), "(0%,-3st) (100%,+3st)": ((0, 1), (-3, 3))}
# How much lower the first, the inner and the last sentence of a paragraph begin, from voices/*/voice.toml: semitones.
ONSETS = (0.0, -1.0, -1.8)
STRESSED = 3  # which word of a sentence is emphasised
GAP = "\n\n"


def requests():
    """(kind, label, tag with {} for the text, number asked for), the plain one first."""
    made = [("plain", "plain", "{}", 0.0)]
    made += [("rate", f"{r:g}", f'<prosody rate="{r * 100:g}%">{{}}</prosody>', r) for r in (0.5, 0.6, 0.75, 0.9, 1.1, 1.25, 1.5, 1.75, 2.0)]
    made += [("pitch", f"{s:+d} st", f'<prosody pitch="{s:+d}st">{{}}</prosody>', float(s)) for s in (-12, -8, -4, -2, -1, 1, 2, 4, 8, 12)]
    made += [("mean", f"{h} Hz", f'<prosody pitch="{h}Hz">{{}}</prosody>', float(h)) for h in (90, 120, 150, 180, 220, 300)]
    made += [("range", f"{p} %", f'<prosody range="{p}%">{{}}</prosody>', p / 100) for p in (0, 50, 150, 200)]
    made += [("contour", label, f'<prosody contour="{label}">{{}}</prosody>', 0.0) for label in CONTOURS]
    made += [("volume", f"{d:+d} dB", f'<prosody volume="{d:+d}dB">{{}}</prosody>', float(d)) for d in (-12, -6, -3, 3, 6)]
    made += [("paragraph", "one of three sentences", "", 0.0)]
    # Beside each emphasis the same word with its pitch, rate and range but not its volume: a voice that rises gets louder by itself.
    for level, (shift, rate, widen, _) in EMPHASIS.items():
        alike = f'<prosody pitch="{shift:+g}st" rate="{rate:.0%}" range="{widen:.0%}">{{}}</prosody>'
        made += [("alike", level, alike, 0.0), ("emphasis", level, f'<emphasis level="{level}">{{}}</emphasis>', 0.0)]
    return made


def script(asked):
    paragraphs = []
    for kind, _, tag, _ in asked:
        if kind == "paragraph":
            paragraphs.append("Reader: " + " ".join(SENTENCES))
            continue
        for sentence in SENTENCES:
            if kind in ("alike", "emphasis"):
                parts = sentence.split(" ")
                parts[STRESSED] = tag.format(parts[STRESSED])
                paragraphs.append("Reader: " + " ".join(parts))
            else:
                paragraphs.append("Reader: " + tag.format(sentence))
    return GAP.join(paragraphs) + "\n"


class Spoken:
    """One sentence of the render: where it lies and how it sounds."""

    def __init__(self, utterance, samples, rate):
        self.rate = rate
        self.words = [(w["start_sample"], w["end_sample"]) for w in utterance["words"]]
        self.start, self.end = self.words[0][0], self.words[-1][1]
        self.samples = samples[self.start : self.end]

    def seconds(self, word=None):
        start, end = (self.start, self.end) if word is None else self.words[word]
        return (end - start) / self.rate

    def pitch(self, octaves=0.0, reach=1.0):
        """(place 0..1, log2 F0, not a number where unvoiced or, as in melody.py, read more than `reach` octaves off the median)."""
        times, hertz = contour(self.samples, self.rate, FLOOR * 2**octaves, CEILING * 2**octaves)
        pitch = np.log2(np.where(hertz > 0, hertz, np.nan))
        pitch[np.abs(pitch - np.nanmedian(pitch)) > reach] = np.nan
        return times / (len(self.samples) / self.rate), pitch

    def mean_pitch(self, word=None, octaves=0.0):
        place, pitch = self.pitch(octaves)
        if word is not None:
            length = self.end - self.start
            low, high = ((edge - self.start) / length for edge in self.words[word])
            pitch = pitch[(place >= low) & (place < high)]
        return float(np.nanmean(pitch)) if np.isfinite(pitch).any() else float("nan")

    def decibels(self, word=None):
        start, end = (self.start, self.end) if word is None else self.words[word]
        piece = self.samples[start - self.start : end - self.start]
        return 10 * np.log10((piece**2).mean() + 1e-12)


def apart(plain, made, octaves=0.0):
    """(places, octaves by which `made` lies above `plain`), where both are voiced."""
    here, there = plain.pitch(), made.pitch(octaves)
    count = min(len(here[0]), len(there[0]))
    difference = there[1][:count] - here[1][:count]
    both = np.isfinite(difference)
    return here[0][:count][both], difference[both]


def judge(kind, label, asked, plain, made, alike):
    """Rows (what, asked, obtained, error, whether as wanted) of one request over the sentences; `alike` is for emphasis only."""
    pairs = list(zip(plain, made))
    if kind == "rate":
        found = np.mean([p.seconds() / m.seconds() for p, m in pairs])
        worst = max(abs(p.seconds() / asked / m.seconds() - 1) for p, m in pairs)
        return [("rate", label, f"{found:.3f}", f"worst {worst:.1%}", worst <= 0.03)]
    if kind == "pitch":
        places = [apart(p, m, asked / 12)[1] for p, m in pairs]
        found = np.array([np.median(p) for p in places]) * 12
        all_of = np.abs(np.concatenate(places) * 1200 - asked * 100)
        worst = np.abs(found - asked).max() * 100
        return [("pitch", label, f"{found.mean():+.2f} st", f"worst {worst:.0f} cents; {np.mean(all_of <= 30):.0%} of the time within 30", worst <= 30)]
    if kind == "mean":
        found = []
        for p, m in pairs:
            octaves = np.log2(asked) - p.mean_pitch()
            found.append(1200 * (m.mean_pitch(octaves=octaves) - np.log2(asked)))
        worst = np.abs(found).max()
        return [("mean pitch", label, f"{asked * 2 ** (np.mean(found) / 1200):.1f} Hz", f"worst {worst:.0f} cents", worst <= 30)]
    if kind == "range":
        # Below the reader's floor nothing is read: it lies lower where the request leads there.
        plain = [p.pitch()[1] for p, _ in pairs]
        lowest = [np.nanmean(p) + asked * (np.nanmin(p) - np.nanmean(p)) for p in plain]
        octaves = [min(0.0, low - np.log2(FLOOR) - 0.25) for low in lowest]
        spread = np.mean([np.nanstd(m.pitch(o, max(1.0, asked))[1]) for (_, m), o in zip(pairs, octaves)])
        before = np.mean([np.nanstd(p) for p in plain])
        found, off = spread / before, abs(spread - asked * before) * 1200
        return [("range (F0 sd)", label, f"{found:.0%}", f"{off:.0f} cents", off <= 30)]
    if kind == "contour":
        errors = []
        for p, m in pairs:
            place, difference = apart(p, m)
            errors.append(np.abs(difference * 12 - np.interp(place, *CONTOURS[label])) * 100)
        errors = np.concatenate(errors)
        return [("contour", label, "", f"median {np.median(errors):.0f} cents; {np.mean(errors <= 30):.0%} of the time within 30", np.median(errors) <= 30)]
    if kind == "paragraph":
        rows = []
        for onset, (p, m) in zip(ONSETS, pairs):
            place, difference = apart(p, m)
            off = np.median(np.abs(difference * 12 - np.interp(place, (0, 1), (onset, 0))) * 100)
            early = np.median(difference[place < 1 / 3]) * 12
            rows.append(("begins in a paragraph, first third", f"{onset * 5 / 6:+.2f} st", f"{early:+.2f} st", f"median {off:.0f} cents", off <= 30))
        return rows
    if kind == "volume":
        found = [m.decibels() - p.decibels() for p, m in pairs]
        worst = np.abs(np.array(found) - asked).max()
        return [("volume", label, f"{np.mean(found):+.2f} dB", f"worst {worst:.2f} dB", worst <= 0.5)]
    shift, rate, widen, gain = EMPHASIS[label]
    lengths = [m.seconds(STRESSED) / p.seconds(STRESSED) for p, m in pairs]
    moved = [1200 * (m.mean_pitch(STRESSED) - p.mean_pitch(STRESSED)) for p, m in pairs]
    wanted = [100 * shift + 1200 * (widen - 1) * (p.mean_pitch(STRESSED) - p.mean_pitch()) for p, _ in pairs]
    louder = [m.decibels(STRESSED) - a.decibels(STRESSED) for a, m in zip(alike, made)]
    cents = float(np.nanmean(np.array(moved) - wanted))
    step = np.mean([256 / 24000 / p.seconds(STRESSED) for p, _ in pairs])
    off = np.mean(lengths) * rate - 1
    return [(f"emphasis {label}: duration", f"x {1 / rate:.3f}", f"x {np.mean(lengths):.3f}", f"{off:+.1%} (one mel frame is {step:.1%} of the word)", abs(off) <= max(0.03, step)),
            (f"emphasis {label}: pitch", f"{np.mean(wanted):+.0f} cents", f"{np.nanmean(moved):+.0f} cents", f"{cents:+.0f} cents", abs(cents) <= 30),
            (f"emphasis {label}: level", f"{gain:+.1f} dB", f"{np.mean(louder):+.2f} dB", f"{np.mean(louder) - gain:+.2f} dB", abs(np.mean(louder) - gain) <= 0.5)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    engines.options(parser, OUT)
    args = parser.parse_args()
    folder = args.out / "steering"
    folder.mkdir(parents=True, exist_ok=True)
    asked = requests()
    lines = []
    for voice in args.voices or engines.voices(args.binary, args.models):
        text = folder / f"{voice}.txt"
        text.write_text(script(asked))
        engines.run(args.binary, "render", text, "-o", folder, "--cast", f"Reader={voice}", *engines.further(args.models), "--loudness", "none", "--bits", 32, "--jobs", 1)
        samples, rate = soundfile.read(text.with_suffix(".wav"))
        utterances = json.loads(text.with_suffix(".words.json").read_text())["utterances"]
        spoken = [Spoken(u, samples, rate) for u in utterances]
        assert len(spoken) == len(SENTENCES) * len(asked), f"{len(spoken)} utterances"
        groups = [spoken[i * len(SENTENCES) : (i + 1) * len(SENTENCES)] for i in range(len(asked))]
        lines += [f"| {voice}: request | asked | obtained | error | as wanted |", "|---|---|---|---|---|"]
        rows = [row for i, (kind, label, _, number) in enumerate(asked) if kind not in ("plain", "alike")
                for row in judge(kind, label, number, groups[0], groups[i], groups[i - 1])]
        lines += ["| " + " | ".join([*row[:4], "yes" if row[4] else "**no**"]) + " |" for row in rows]
        lines += ["", f"{voice}: {sum(row[4] for row in rows)} of {len(rows)} as wanted", ""]
        print("\n".join(lines[-len(rows) - 5 :]), flush=True)
    (args.out / "steering.md").write_text("\n".join(lines))


if __name__ == "__main__":
    main()
