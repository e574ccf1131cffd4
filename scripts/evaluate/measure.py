"""Owns the figures of WAVs: what pocketsphinx and Moonshine hear, and DNSMOS by speechmos, all at 16 kHz.

Everything is brought to one active level first, so that loudness is not what is measured. Nothing is random. Measuring is slow and
depends on the file's bytes alone, so every result is kept in a folder under the file's hash; natural speech and other engines are
measured once.
"""

import argparse
import hashlib
import json
import os
from pathlib import Path

import numpy as np
import soundfile
import soxr

from ear import Ear
from evidence import Evidence
from wording import Count

LEVEL = 10 ** (-26 / 20)
KEPT = Path(__file__).resolve().parents[2] / "out" / "evaluate" / "measured"
# Raised whenever the same bytes would give other figures.
VERSION = 2
MOS = {"P.808": "p808_mos", "OVRL": "ovrl_mos", "SIG": "sig_mos", "BAK": "bak_mos"}


def active(samples, length=320):
    """RMS over the stretches of `length` samples within 30 dB of the loudest: a level that pauses do not change."""
    power = (samples[: len(samples) // length * length].reshape(-1, length) ** 2).mean(1)
    return float(np.sqrt(power[power > power.max() * 1e-3].mean() + 1e-12))


def load(path):
    """A WAV or FLAC as 16 kHz mono, levelled, with 0.2 s of near silence on both ends."""
    samples, rate = soundfile.read(path, dtype="float64")
    samples = soxr.resample(samples if samples.ndim == 1 else samples.mean(1), rate, 16000)
    samples = np.clip(samples * LEVEL / active(samples), -1, 1)
    quiet = np.random.default_rng(0).standard_normal(3200) * 1e-4
    return np.concatenate([quiet, samples, quiet]).astype(np.float32)


class Ruler:
    """Measures files, each once; the models are loaded when first needed."""

    def __init__(self, kept=KEPT):
        self.kept, self.decoder, self.judge, self.evidence, self.ear = Path(kept), None, None, None, None
        self.kept.mkdir(parents=True, exist_ok=True)

    def measure(self, path, hear=True, quality=True):
        """{"p808_mos", with `quality` "ovrl_mos", "sig_mos", "bak_mos", with `hear` "heard": what was recognised}."""
        file, found = self.known(path)
        wanted = {"p808_mos"} | ({"ovrl_mos"} if quality else set()) | ({"heard"} if hear else set())
        if wanted <= found.keys():
            return found
        samples = load(path)
        if "heard" in wanted - found.keys():
            found["heard"] = self.hear(samples)
        if wanted - found.keys():
            found |= self.opinion(samples, quality)
        self.keep(file, found)
        return found

    def known(self, path):
        """Where a file's results are kept, and those there are."""
        digest = hashlib.sha256(Path(path).read_bytes()).hexdigest()[:32]
        file = self.kept / f"{VERSION}-{digest}.json"
        return file, json.loads(file.read_text()) if file.exists() else {}

    def keep(self, file, found):
        spare = file.with_suffix(f".{os.getpid()}")
        spare.write_text(json.dumps(found) + "\n")
        spare.replace(file)

    def by_sound(self, path, text):
        """How many of the word errors of a text the sound itself speaks for (evidence.py)."""
        heard = self.measure(path, quality=False)["heard"]
        file, found = self.known(path)
        judged = found.setdefault("by sound", {})
        if text not in judged:
            self.evidence = self.evidence or Evidence()
            judged[text] = self.evidence.blamed(load(path), text, heard)
            self.keep(file, found)
        return judged[text]

    def network(self):
        self.ear = self.ear or Ear()
        return self.ear

    def heard_by_network(self, path):
        """What Moonshine hears (ear.py)."""
        file, found = self.known(path)
        if "by network" not in found:
            found["by network"] = self.network().hear(load(path))
            self.keep(file, found)
        return found["by network"]

    def opinion(self, samples, quality=True):
        """DNSMOS as speechmos takes it: windows of 9.01 s every second, the clip repeated up to that length, mean over windows. OVRL, SIG
        and BAK, which cost 14 times as much as P.808, are taken on every third window: neighbours share eight of their nine seconds.
        """
        if self.judge is None:
            import onnxruntime
            from speechmos import dnsmos

            folder = Path(dnsmos.__file__).parent / "dnsmos_models"
            self.judge = dnsmos.DNSMOS(str(folder / "sig_bak_ovr.onnx"), str(folder / "model_v8.onnx"))
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = 1
            self.judge.onnx_sess = onnxruntime.InferenceSession(str(folder / "sig_bak_ovr.onnx"), options)
            self.judge.p808_onnx_sess = onnxruntime.InferenceSession(str(folder / "model_v8.onnx"), options)
        window = int(9.01 * 16000)
        while len(samples) < window:
            samples = np.append(samples, samples)
        p808, rest = [], []
        for hop in range(int(len(samples) // 16000 - 9.01) + 1):
            piece = samples[hop * 16000 : hop * 16000 + window].astype(np.float32)
            if len(piece) < window:
                continue
            mel = self.judge.audio_melspec(piece[:-160]).astype(np.float32)
            p808.append(self.judge.p808_onnx_sess.run(None, {"input_1": mel[None]})[0][0][0])
            if quality and hop % 3 == 0:
                raw = self.judge.onnx_sess.run(None, {"input_1": piece[None]})[0][0]
                rest.append(self.judge.get_polyfit_val(*raw, False))
        made = {"p808_mos": float(np.mean(p808))}
        if quality:
            made |= dict(zip(("sig_mos", "bak_mos", "ovrl_mos"), map(float, np.mean(rest, axis=0))))
        return made

    def hear(self, samples):
        if self.decoder is None:
            import pocketsphinx

            self.decoder = pocketsphinx.Decoder(samprate=16000, loglevel="FATAL")
        # Its cepstral mean and noise estimate live on from what was heard before: forgotten, or the order of the files would be measured too.
        self.decoder.reinit_feat()
        self.decoder.start_utt()
        self.decoder.process_raw(np.round(samples * 32767).astype(np.int16).tobytes(), full_utt=True)
        self.decoder.end_utt()
        return self.decoder.hyp().hypstr if self.decoder.hyp() else ""

    def opinions(self, paths, quality=True):
        """Mean opinions of files: {"P.808"}, with `quality` "OVRL", "SIG" and "BAK" too."""
        found = [self.measure(path, hear=False, quality=quality) for path in paths]
        return {name: float(np.mean([f[key] for f in found])) for name, key in MOS.items() if all(key in f for f in found)}

    def count(self, folder, sentences):
        """Word errors of FOLDER/NAME.wav against {NAME: text}."""
        return Count([(text, self.measure(folder / f"{name}.wav")["heard"]) for name, text in sentences.items()])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="WAVs named ID.wav")
    parser.add_argument("--transcripts", type=Path, help="lines ID|text; without it no WER")
    parser.add_argument("--json", type=Path, help="writes the figures there too")
    parser.add_argument("--kept", type=Path, default=KEPT, help="where results are kept")
    parser.add_argument("--verbose", action="store_true")
    args = parser.parse_args()
    ruler, paths = Ruler(args.kept), sorted(args.folder.glob("*.wav"))
    figures = {"files": len(paths)}
    if args.transcripts:
        lines = [line.split("|")[:2] for line in args.transcripts.read_text().splitlines() if line.strip()]
        truth = {name: text for name, text in lines if (args.folder / f"{name}.wav").exists()}
        count = ruler.count(args.folder, truth)
        figures |= {"WER": round(count.rate(), 3), "WER joined": round(count.rate(joined=True), 3)}
        if args.verbose:
            for name, text in truth.items():
                print(f"{name}: {text}\n    {ruler.measure(args.folder / f'{name}.wav')['heard']}")
    figures |= {name: round(value, 3) for name, value in ruler.opinions(paths).items()}
    print("  ".join(f"{k} {v}" for k, v in figures.items()))
    if args.json:
        args.json.write_text(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main()
