"""Owns the training loop of the melody: the F0 half of a prosody network, against discriminators of contours. Durations stay as they are.

Distance alone is least for a flat voice, and holding its spread to the reader's (train_prosody.py) is answered by steeper falls: what can be told from
the text is overdone, every phrase begins too high and ends too low. Here the means at such places are held to the reader's, and the spread is
left to the discriminators. Writes RUN/prosody.safetensors (averaged weights) and RUN/log.txt.
"""

import argparse
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import load_file

from acoustic import Prosody
from acoustic_data import Batches, Utterances, collate
from data import Speaker
from discriminators import Contours
from phones import COLON, COMMA, DASH, PAU, SIL, SMALLEST_RANGES, STOP
from run import Run, options
from toolbox import Average, descend, load, moved, save
from train_prosody import forward, losses, mean, spread
from vocoder import F0_SCALE

WEIGHTS = {"pitch": 0.5, "slope": 0.1, "range": 0.1, "voicing": 1.0, "phone_pitch": 0.3, "place": 1.0, "fool": 0.1, "match": 0.2}
LEARNT = ("leave", "spelling", "pitch", "contour")  # the rest is shared with durations
LATER, FULL = 50, 150  # steps after which the discriminators are heeded, and wholly
CLOSES = {STOP: "stop", COMMA: "comma", COLON: "comma", DASH: "comma"}
END, BEFORE, HEAD = 14, 30, 25  # mel frames
SEMITONES = 12 / np.log(2)


def places(batch):
    """{name: weight of every mel frame [B, N]}: voiced mel frames at a phrase's beginning, before its end, and at its end, by what closes it."""
    voiced = batch["voicing"] * batch["mask"][..., 0]
    found = {}
    for row, (tokens, durations, mask) in enumerate(zip(batch["tokens"].cpu().numpy(), batch["durations"].cpu().numpy(), batch["token_mask"])):
        bounds, last = np.cumsum(durations).astype(int), int(mask.sum()) - 1
        begin = bounds[0]
        for nth in [i for i in range(1, last + 1) if tokens[i, 0] in (PAU, SIL)]:
            end, close = bounds[nth - 1], CLOSES.get(tokens[nth - 1 if nth < last else last, 3])
            spans = {"end": (end - END, end), "before": (end - BEFORE, end - END), "head": (begin, begin + HEAD)}
            for name, (first, past) in spans.items() if close else ():
                weight = found.setdefault(f"{close} {name}", torch.zeros_like(voiced))
                weight[row, max(begin, first) : max(begin, min(past, end))] = 1
            begin = bounds[nth]
    return {name: weight * voiced for name, weight in found.items()}


class Drift:
    """How far the means at places lie from the reader's, over many batches; its product with a batch's own has the gradient of half its square."""

    def __init__(self):
        self.values = {}

    def state_dict(self):
        return self.values

    def load_state_dict(self, values):
        self.values = values

    def loss(self, error, found):
        total = torch.zeros((), device=error.device)
        for name, weight in found.items():
            off = mean(error, weight)
            self.values[name] = 0.9 * self.values.get(name, 0.0) + 0.1 * float(off.detach())
            total = total + off * self.values[name]
        return total


def place(out, batch, drift):
    """How far F0, beside the utterance's own mean, lies from the reader's at places."""
    voiced = batch["voicing"] * batch["mask"][..., 0]
    error = (out["log_f0"] - batch["log_f0"]) / F0_SCALE
    middle = (error * voiced).sum(1, keepdim=True) / voiced.sum(1, keepdim=True).clamp(min=1)
    return drift.loss(error - middle, places(batch))


@torch.no_grad()
def validate(model, batches):
    """Of unseen prompts: distance in semitones, spread as a share of the reader's, and how far the medians at places lie from hers, in semitones."""
    model.eval()
    far, made, hers, off = [], [], [], {}
    for batch in batches:
        voiced, out = batch["voicing"] * batch["mask"][..., 0], forward(model, batch)["log_f0"]
        far.append(float(mean((out - batch["log_f0"]).abs(), voiced)) * SEMITONES)
        made.append(float(spread(out, voiced).mean()))
        hers.append(float(spread(batch["log_f0"], voiced).mean()))
        middle = lambda x: torch.stack([row[v > 0].median() for row, v in zip(x, voiced)])[:, None]
        for name, weight in places(batch).items():
            for x, side in ((out, 0), (batch["log_f0"], 1)):
                off.setdefault(name, ([], []))[side].append((x - middle(x))[weight > 0].cpu().numpy() * SEMITONES)
    model.train()
    off = {name.replace(" ", "_"): float(np.median(np.concatenate(a)) - np.median(np.concatenate(b))) for name, (a, b) in off.items()}
    return {"far": float(np.mean(far)), "spread": sum(made) / sum(hers), **off}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options(parser, steps=900, rate=5e-4, save_every=100)
    parser.add_argument("--speaker", default="kathleen")
    parser.add_argument("--start", type=Path, required=True, help="prosody checkpoint to go on from")
    parser.add_argument("--batch", type=int, default=12)
    parser.add_argument("--drop", type=float, default=0.1)
    parser.add_argument("--hide", type=float, default=0.05, help="share of phones hidden from the trunk")
    args = parser.parse_args()
    run = Run(args, "melody")
    data = Utterances(Speaker(args.work, args.speaker), args.work, args.speaker, args.seed)
    whole = sorted(((*data.whole(t), 0) for t in data.check), key=lambda u: len(u[2]))
    checks = [moved(collate(whole[i : i + 16]), run.device) for i in range(0, len(whole), 16)]
    model = Prosody.like(load_file(args.start))
    load(model, args.start)
    model.to(run.device)
    learnt = [p for name, p in model.named_parameters() if name.startswith(LEARNT)]
    for parameter in {*model.parameters()} - {*learnt}:
        parameter.requires_grad_(False)
    judge, drift, average = Contours(SMALLEST_RANGES).to(run.device), Drift(), Average(model, 0.99)
    optimiser = torch.optim.AdamW(learnt, lr=args.rate, betas=(0.8, 0.98), weight_decay=0.01)
    judging = torch.optim.AdamW(judge.parameters(), lr=1e-3, betas=(0.5, 0.9))
    batches = Batches(data, args.batch)
    run.keep(model=model, average=average, judge=judge, drift=drift, optimiser=optimiser, judging=judging, batches=batches)
    for step in run.steps(optimiser):
        batch = moved(batches.next(), run.device)
        out = forward(model, batch, args.drop, args.hide)
        real, fake = judge(batch, batch["log_f0"], F0_SCALE), judge(batch, out["log_f0"].detach(), F0_SCALE)
        told = sum(mean(F.relu(1 - r[0]), r[2]) + mean(F.relu(1 + f[0]), f[2]) for r, f in zip(real, fake))
        judging.zero_grad()
        told.backward()
        judging.step()
        parts = losses(out, batch) | {"place": place(out, batch, drift)}
        judge.requires_grad_(False)
        heeded = min(1.0, max(0.0, (step - LATER) / (FULL - LATER)))
        fake = judge(batch, out["log_f0"], F0_SCALE)
        with torch.no_grad():
            real = judge(batch, batch["log_f0"], F0_SCALE)
        parts["fool"] = heeded * sum(-mean(scores, weight) for scores, _, weight in fake)
        parts["match"] = heeded * sum(sum((a - b).abs().mean() for a, b in zip(f[1], r[1])) / len(f[1]) for f, r in zip(fake, real))
        judge.requires_grad_(True)
        descend(optimiser, sum(weight * parts[key] for key, weight in WEIGHTS.items()), 2.0)
        average.update(model)
        run.note(parts | {"judge": told})
        if run.due():
            with average.lent(model):
                found = validate(model, checks)
            save(average.values, run.folder / "prosody.safetensors")
            run.log(f"held out {step + 1} " + " ".join(f"{k} {v:.2f}" for k, v in found.items()))


if __name__ == "__main__":
    main()
