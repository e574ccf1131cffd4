"""Owns copy synthesis of held-out takes: natural mel and F0 (or the acoustic model's mel, durations natural) through the vocoder.

Prints F0 RMSE in cents (mel frames voiced in both) and voicing error of the copies by Praat against the recordings. Writes natural/ID.wav and copy/ID.wav (and predicted/ID.wav with --acoustic) plus transcripts.txt, ready for measure.py.
"""

import argparse
import sys
from pathlib import Path

import numpy as np
import soundfile
import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "train"))
from common import DEFAULT_WORK, HOP, RATE  # noqa: E402
from data import Speaker  # noqa: E402
from features import pitch_track  # noqa: E402
from reference import synthesise  # noqa: E402
from toolbox import load  # noqa: E402
from vocoder import Vocoder  # noqa: E402


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--work", type=Path, default=DEFAULT_WORK)
    parser.add_argument("--speaker", default="kathleen")
    parser.add_argument("--vocoder", type=Path, default=DEFAULT_WORK / "vocoder" / "vocoder.safetensors")
    parser.add_argument("--acoustic", type=Path)
    parser.add_argument("--takes", type=int, default=10)
    args = parser.parse_args()
    torch.manual_seed(1)
    speaker, vocoder = Speaker(args.work, args.speaker), Vocoder()
    load(vocoder, args.vocoder)
    vocoder.eval()
    predicted = {}
    if args.acoustic:
        from predict import predict_all

        predicted = predict_all(args.work, args.speaker, args.acoustic, held_out=True)
    transcripts, cents, flips = [], {}, {}
    for take in speaker.held_out[: args.takes]:
        span = slice(take["first"], take["first"] + take["frames"])
        log_f0 = torch.from_numpy(speaker.log_f0[span])[None]
        voicing = torch.from_numpy(speaker.voicing[span]).float()[None]
        mels = {"copy": speaker.mel[span].astype("float32")}
        if take["name"] in predicted:
            mels["predicted"] = predicted[take["name"]].astype("float32")
        waves = {"natural": speaker.samples(take["first"], take["frames"])}
        for kind, mel in mels.items():
            with torch.no_grad():
                harmonic, noise = vocoder(torch.from_numpy(mel.T.copy())[None], log_f0, voicing)
            random = torch.randn(take["frames"] * HOP).numpy()
            waves[kind] = synthesise(log_f0[0].numpy(), voicing[0].numpy(), harmonic[0].numpy(), noise[0].numpy(), random)
            made_f0, made_voicing = pitch_track(waves[kind], take["frames"])
            voiced = speaker.voicing[span] > 0
            both = voiced & (made_voicing > 0)
            cents.setdefault(kind, []).append((1200 / np.log(2) * (made_f0 - speaker.log_f0[span])[both]) ** 2)
            flips.setdefault(kind, []).append(voiced != (made_voicing > 0))
        for kind, samples in waves.items():
            (args.out / kind).mkdir(parents=True, exist_ok=True)
            soundfile.write(args.out / kind / f"{take['name']}.wav", samples, RATE, subtype="PCM_16")
        transcripts.append(f"{take['name']}|{take['text']}")
    for kind in cents:
        print(f"{kind}: F0 RMSE {np.sqrt(np.concatenate(cents[kind]).mean()):.0f} cents (median {np.sqrt(np.median(np.concatenate(cents[kind]))):.1f}), voicing error {np.concatenate(flips[kind]).mean():.1%}")
    (args.out / "transcripts.txt").write_text("\n".join(transcripts) + "\n")


if __name__ == "__main__":
    main()
