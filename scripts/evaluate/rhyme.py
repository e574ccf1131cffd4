"""Owns the rhyme test: which of six words that differ in one consonant was said, judged without a language model.

The Modified Rhyme Test (House, Williams, Hecker and Kryter, JASA 37, 1965; ANSI/ASA S3.2): fifty sets of six, every word said in "You will mark
... please." In place of a listener all six are laid on the sound by the recogniser's acoustic model (evidence.py); the one that fits best was
heard. Three hundred words, where the course sentences have a hundred, and no guess at what people usually say.
"""

import argparse
from collections import Counter

import numpy as np
import soundfile

import engines
from evidence import Evidence
from measure import load
from sentences import HERE
from takes import OUT

CARRIER = "You will mark {} please."
# Words with two sounds; the test means these.
SAID = {"tear": '<phoneme alphabet="ipa" ph="tɪɹ">tear</phoneme>'}
# A word that no dictionary here has.
UNLISTED = {"cud": "K AH D"}


def sets():
    """The sets, in order."""
    return [line.split() for line in (HERE / "rhyme_words.txt").read_text().splitlines() if line.strip()]


def initial(words):
    """Whether a set differs in its first sound: most of its words end alike."""
    return Counter(word[-2:] for word in words).most_common(1)[0][1] >= 4


def ours(args, voice, words):
    """{word's place: WAV} from one render."""
    folder = args.out / "rhyme"
    lines = [CARRIER.format(SAID.get(word, word)) for _, word in words]
    samples, rate, utterances = engines.rendered(args, voice, lines, folder)
    (folder / voice).mkdir(exist_ok=True)
    found = {}
    for place, utterance in zip(words, utterances):
        found[place] = folder / voice / f"{place[0]}_{place[1]}.wav"
        soundfile.write(found[place], samples[utterance["start_sample"] : utterance["end_sample"]], rate)
    return found


def heard(evidence, wav, choices):
    """Which of the choices fits the sound best."""
    raw = np.round(load(wav) * 32767).astype(np.int16).tobytes()
    fits = {word: evidence.fit(CARRIER.format(word).lower().strip(".").split(), raw) for word in choices}
    fits = {word: fit for word, fit in fits.items() if fit is not None}
    return max(fits, key=fits.get) if fits else None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    engines.options(parser, OUT)
    parser.add_argument("--mistaken", action="store_true", help="prints what was heard for what")
    args = parser.parse_args()
    listed = sets()
    words = [(number, word) for number, six in enumerate(listed) for word in six]
    evidence = Evidence()
    for word, phones in UNLISTED.items():
        evidence.aligner.add_word(word, phones, False)
    sounds = {voice: (lambda voice=voice: ours(args, voice, words)) for voice in args.voices or engines.voices(args.binary, args.models)}
    for engine in engines.others(args.out):
        sounds[engine.name] = lambda engine=engine: {place: engine.say(CARRIER.format(place[1])) for place in words}
    lines = ["| engine | right of 300 | less chance | first consonant | last consonant |", "|---|---|---|---|---|"]
    print("\n".join(lines), flush=True)
    first = {number for number, six in enumerate(listed) if initial(six)}
    for name, speak in sounds.items():
        wavs = speak()
        taken = {place: heard(evidence, wavs[place], listed[place[0]]) for place in words}
        right = {place for place, word in taken.items() if word == place[1]}
        opening = sum(place[0] in first for place in words)
        share = lambda places, of: f"{len(places)} of {of}"
        # What six choices give by chance is taken off (ANSI/ASA S3.2).
        adjusted = (len(right) - (len(words) - len(right)) / 5) / len(words)
        of_first = [place for place in right if place[0] in first]
        lines.append(f"| {name} | {len(right)} | {adjusted:.3f} | {share(of_first, opening)} | {share(right - set(of_first), len(words) - opening)} |")
        print(lines[-1], flush=True)
        if args.mistaken:
            print(" ".join(f"{place[1]}>{taken[place]}" for place in words if place not in right), flush=True)
    (args.out / "rhyme.md").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
