"""Owns what the acoustic model says of every take at natural durations, F0 and voicing: the mel that the vocoder is fine-tuned on.

Writes WORK/SPEAKER/predicted.npy, f16 [N, MELS], laid out like features.npz's mel (takes without alignment keep the natural mel).
"""

import argparse
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file

from acoustic import STYLE, Acoustic
from acoustic_data import Utterances, collate
from common import DEFAULT_WORK
from data import Speaker
from toolbox import load


def predict_take(model, data, take, style):
    """One take's mel [N, MELS], at natural durations, F0 and voicing."""
    batch = collate([(*data.whole(take), 0)])
    states = model.encoder(batch["tokens"], style[None])
    spread = states[:, batch["index"][0]]
    return model.decoder(spread, batch["position"], batch["log_f0"], batch["voicing"])[0].T.numpy()


@torch.no_grad()
def predict_all(work, name, checkpoint, held_out=False):
    """{take name: mel [N, MELS]} of the training takes (own style) or of the held-out ones (style zero)."""
    speaker = Speaker(work, name)
    data = Utterances(speaker, work, name, 1)
    model = Acoustic.like(load_file(checkpoint), len(data.train))
    load(model, checkpoint)
    model.eval()
    takes = data.held_out if held_out else data.train
    style = lambda t: torch.zeros(STYLE) if held_out else model.styles.weight[t["nth"]]
    return {t["name"]: predict_take(model, data, t, style(t)).astype(np.float16) for t in takes}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=DEFAULT_WORK)
    parser.add_argument("--speaker", default="kathleen")
    parser.add_argument("--acoustic", type=Path, default=DEFAULT_WORK / "acoustic" / "acoustic.safetensors")
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    speaker = Speaker(args.work, args.speaker)
    out = speaker.mel.copy()
    made = predict_all(args.work, args.speaker, args.acoustic)
    for take in speaker.train:
        if take["name"] in made:
            out[take["first"] : take["first"] + take["frames"]] = made[take["name"]]
    np.save(args.work / args.speaker / "predicted.npy", out)
    print(f"{len(made)} takes, mean difference from natural {np.abs(out.astype(np.float32) - speaker.mel.astype(np.float32)).mean():.3f}")


if __name__ == "__main__":
    main()
