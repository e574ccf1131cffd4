"""Owns the figures of a folder of WAVs: WER by pocketsphinx against transcripts (id|text lines) and DNSMOS by speechmos, both at 16 kHz.

Everything is brought to one active level first, so that loudness is not what is measured. No seeds are needed: nothing is random.
"""

import argparse
import json
import re
from pathlib import Path

import jiwer
import numpy as np
import pocketsphinx
import soundfile
import soxr
from speechmos import dnsmos

LEVEL = 10 ** (-26 / 20)


def level(samples):
    """Scales to a common RMS over the 20 ms stretches within 30 dB of the loudest."""
    frames = samples[: len(samples) // 320 * 320].reshape(-1, 320)
    power = (frames**2).mean(1)
    return np.clip(samples * LEVEL / np.sqrt(power[power > power.max() * 1e-3].mean() + 1e-12), -1, 1)


def load(path):
    """A WAV or FLAC as 16 kHz mono, levelled, with 0.2 s of near silence on both ends."""
    samples, rate = soundfile.read(path, dtype="float64")
    samples = level(soxr.resample(samples if samples.ndim == 1 else samples.mean(1), rate, 16000))
    quiet = np.random.default_rng(0).standard_normal(3200) * 1e-4
    return np.concatenate([quiet, samples, quiet]).astype(np.float32)


def words(text):
    text = re.sub(r"[-—–]", " ", text.lower())
    return re.sub(r"\s+", " ", re.sub(r"[^a-z' ]", "", text)).strip()


def recognise(decoder, samples):
    decoder.start_utt()
    decoder.process_raw(np.round(samples * 32767).astype(np.int16).tobytes(), full_utt=True)
    decoder.end_utt()
    return decoder.hyp().hypstr if decoder.hyp() else ""


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="WAVs named ID.wav")
    parser.add_argument("--transcripts", type=Path, help="lines ID|text; without it no WER")
    parser.add_argument("--json", type=Path, help="writes the figures there too")
    parser.add_argument("--verbose", action="store_true")
    args = parser.parse_args()
    truth = dict(line.split("|")[:2] for line in args.transcripts.read_text().splitlines() if line.strip()) if args.transcripts else {}
    decoder = pocketsphinx.Decoder(samprate=16000, loglevel="FATAL") if truth else None
    wanted, heard, scores = [], [], []
    for path in sorted(args.folder.glob("*.wav")):
        samples = load(path)
        scores.append(dnsmos.run(samples, 16000))
        if path.stem in truth:
            wanted.append(words(truth[path.stem]))
            heard.append(words(recognise(decoder, samples)) or "nothing")
            if args.verbose:
                print(f"{path.stem}: {wanted[-1]}\n    {heard[-1]}")
    figures = {name: round(float(np.mean([s[key] for s in scores])), 3) for name, key in
               (("P.808", "p808_mos"), ("OVRL", "ovrl_mos"), ("SIG", "sig_mos"), ("BAK", "bak_mos"))}
    figures = {"files": len(scores), **({"WER": round(jiwer.wer(wanted, heard), 3)} if wanted else {}), **figures}
    print("  ".join(f"{k} {v}" for k, v in figures.items()))
    if args.json:
        args.json.write_text(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main()
