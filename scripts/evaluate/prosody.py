"""Owns the prosody network's figures on held-out takes: durations, F0 and voicing against the recording, and how flat the F0 is.

Natural durations are used for F0, so that mel frames correspond. Prints one line; `stretch` and `widen` are what export.py would need
to bring total duration and F0 movement to natural.
"""

import argparse
import sys
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "train"))
from acoustic import Prosody  # noqa: E402
from acoustic_data import Utterances, collate  # noqa: E402
from common import DEFAULT_WORK  # noqa: E402
from data import Speaker  # noqa: E402
from toolbox import load  # noqa: E402


@torch.no_grad()
def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=DEFAULT_WORK)
    parser.add_argument("--speaker", default="kathleen")
    parser.add_argument("--prosody", type=Path, default=DEFAULT_WORK / "prosody" / "prosody.safetensors")
    args = parser.parse_args()
    speaker = Speaker(args.work, args.speaker)
    data = Utterances(speaker, args.work, args.speaker, 1)
    model = Prosody.like(load_file(args.prosody))
    load(model, args.prosody)
    model.eval()
    squares, wrong, spreads, lengths = [], [], [], []
    for take in data.held_out:
        batch = collate([(*data.whole(take), 0)])
        states, durations, _ = model(batch["tokens"])
        spread = states[:, batch["index"][0]]
        log_f0, voicing = model.contour(spread, batch["position"])
        voiced = batch["voicing"][0].numpy() > 0
        made, real = log_f0[0].numpy()[voiced], batch["log_f0"][0].numpy()[voiced]
        squares.append((1200 / np.log(2) * (made - real)) ** 2)
        wrong.append((voicing[0].numpy() > 0) != voiced)
        spreads.append((made.std(), real.std()))
        inside = (durations[0].exp() - 1)[1:-1].sum().item()
        lengths.append((inside, batch["durations"][0][1:-1].sum().item()))
    made, real = np.array(spreads).mean(0)
    total = np.array(lengths).sum(0)
    print(f"takes {len(lengths)}  F0 RMSE {np.sqrt(np.concatenate(squares).mean()):.0f} cents  voicing error {np.concatenate(wrong).mean():.1%}  "
          f"F0 std ratio {made / real:.2f}  widen {real / made:.2f}  duration ratio {total[0] / total[1]:.3f}  stretch {total[1] / total[0]:.3f}")


if __name__ == "__main__":
    main()
