"""Owns the text-to-speech comparison: the same sentences by our voices, by the engines of Debian and, where there is a recording, by a person.

Sets: course (ten sentences), short (one to four words), corpus (50 drawn by seed from scripts), held-out (prompts the voice never
learnt from, natural speech beside). WER has a 95 % interval by resampling sentences; `joined` forgives split compounds by the rule of
wording.py, `by sound` counts only the errors that the sound itself speaks for (evidence.py), `network` is the WER of a second
recogniser (ear.py), for all alike. F0: mean, and its standard deviation within utterances as a share of natural speech on the same prompts.
Writes the table as tts.md and pictures of some sentences.
"""

import argparse
from pathlib import Path

import engines
from ear import normal
from measure import MOS, Ruler
from melody import liveliness
from picture import draw, panel
from sentences import drawn, listed
from takes import DEFAULT_SPEECH, OUT, ROOT, takes
from wording import Count, words

PICTURED = {"course": ["c03", "c07"], "short": ["s01", "s04"], "held-out": 2}


class Fixed:
    """Recordings in the place of an engine."""

    def __init__(self, name, wavs):
        self.name, self.wavs = name, wavs

    def say(self, text):
        return self.wavs[text]


def sets(args):
    """{set: {id: text}}, and the recordings of the held-out prompts."""
    found = {"course": listed("course_sentences.txt"), "short": listed("short_lines.txt")}
    if args.corpus.is_dir():
        found["corpus"] = drawn(args.corpus)
    natural = takes("kathleen", args.prompts, args.speech) if (args.speech / "kathleen").is_dir() else []
    if natural:
        found["held-out"] = {take.name: take.text for take in natural}
    return {name: found[name] for name in found if not args.sets or name in args.sets}, natural


class Row:
    """The figures of one engine on one set."""

    def __init__(self, ruler, engine, sentences, quality):
        wavs = {text: engine.say(text) for text in sentences.values()}
        self.name, self.wavs = engine.name, wavs
        self.count = Count([(text, ruler.measure(wav, quality=quality)["heard"]) for text, wav in wavs.items()])
        self.sound = sum(ruler.by_sound(wav, text) for text, wav in wavs.items()) / self.count.lengths.sum()
        self.network = Count([(normal(text), normal(ruler.heard_by_network(wav))) for text, wav in wavs.items()])
        self.opinions = ruler.opinions(wavs.values(), quality)
        self.pitch, self.spread = liveliness(wavs.values())

    def line(self, natural, rival):
        low, high = self.count.interval()
        figures = [f"{self.count.rate():.3f}", f"{low:.2f}-{high:.2f}", f"{self.count.rate(joined=True):.3f}", f"{self.sound:.3f}", f"{self.network.rate():.3f}"]
        figures += [f"{self.opinions[name]:.2f}" if name in self.opinions else "-" for name in MOS]
        figures += [f"{self.pitch:.0f}", f"{self.spread:.2f}", f"{self.spread / natural.spread:.2f}" if natural else "-"]
        if rival is None or rival is self:
            return figures + ["-"]
        low, high = self.count.interval(minus=rival.count)
        return figures + [f"{self.count.rate() - rival.count.rate():+.3f} ({low:+.2f} to {high:+.2f})"]


def unknown(sentences):
    """Words that pocketsphinx' dictionary lacks, which nobody can be heard to say."""
    import pocketsphinx

    decoder = pocketsphinx.Decoder(samprate=16000, loglevel="FATAL")
    return sorted({word for text in sentences.values() for word in words(text) if decoder.lookup_word(word) is None})


def pictures(name, sentences, rows, out):
    chosen = PICTURED.get(name, [])
    names = list(sentences)[5 : 5 + chosen] if isinstance(chosen, int) else chosen
    for key in names:
        if key in sentences:
            panels = [panel(row.wavs[sentences[key]], f"{row.name}: {sentences[key]}") for row in rows]
            draw(panels, out / f"tts-{name}-{key}.png", columns=2 if len(panels) > 4 else 1)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    engines.options(parser, OUT)
    parser.add_argument("--engines", nargs="*", help="some of the other engines, by name; default: all that are installed")
    parser.add_argument("--sets", nargs="*", help="some of course, short, corpus, held-out")
    parser.add_argument("--prompts", type=int, default=20, help="how many held-out prompts (all there are: 40)")
    parser.add_argument("--corpus", type=Path, default=ROOT.parent / "shared" / "corpus", help="folder of scripts to draw 50 sentences from")
    parser.add_argument("--speech", type=Path, default=DEFAULT_SPEECH, help="folder of the recordings, for natural speech")
    parser.add_argument("--quick", action="store_true", help="leave OVRL, SIG and BAK out of sets of more than ten sentences")
    args = parser.parse_args()

    ruler = Ruler(args.out / "measured")
    speakers = engines.ours(args.binary, args.out, args.voices, args.models) + [
        engine for engine in engines.others(args.out) if args.engines is None or engine.name in args.engines]
    wanted, natural = sets(args)
    heads = ["set", "engine", "WER", "95 %", "joined", "by sound", "network", *MOS, "F0 Hz", "F0 sd st", "of natural", "WER minus flite rms (95 %)"]
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    notes = []
    print(lines[0] + "\n" + lines[1], flush=True)
    for name, sentences in wanted.items():
        group = list(speakers)
        if name == "held-out":
            group = [Fixed("natural, cleaned", {t.text: t.wav for t in natural})] + group
        quality = not args.quick or len(sentences) <= 10
        rows = [Row(ruler, engine, sentences, quality) for engine in group]
        rival = next((row for row in rows if row.name == "flite rms"), None)
        person = rows[0] if name == "held-out" else None
        for row in rows:
            lines.append("| " + " | ".join([name, row.name, *row.line(person, rival)]) + " |")
            print(lines[-1], flush=True)
        missing = unknown(sentences)
        notes.append(f"{name}: {len(sentences)} sentences, {sum(rows[0].count.lengths)} words"
                     + (f"; not in the recogniser's dictionary: {', '.join(missing)}" if missing else ""))
        pictures(name, sentences, rows, args.out / "pictures")
    print("\n" + "\n".join(notes))
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / "tts.md").write_text("\n".join([*lines, "", *notes]) + "\n")


if __name__ == "__main__":
    main()
