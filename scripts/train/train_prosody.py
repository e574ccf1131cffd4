"""Owns the training loop of the prosody network: durations, F0 and voicing from tokens alone, stopped where unseen prompts are said best.

Writes RUN/prosody.safetensors (the averaged weights that did best on the validation prompts, `common.validates`,
said whole, in a few words with lent marks, and with a question tagged on) and RUN/log.txt.
"""

import argparse
import math
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file

from acoustic import Prosody
from acoustic_data import Batches, Utterances, collate
from data import Speaker
from phones import SIL
from run import Run, options
from toolbox import Average, descend, load, moved, save
from train_acoustic import crop_batch
from vocoder import F0_SCALE

WEIGHTS = {"duration": 1.0, "phone_pitch": 0.3, "pitch": 1.0, "slope": 0.1, "range": 0.2, "voicing": 1.0}


def forward(model, batch, drop=0.0, hide=0.0):
    states, durations, phone_pitch = model(batch["tokens"], batch["token_mask"], drop, hide)
    spread = torch.gather(states, 1, batch["index"][..., None].expand(-1, -1, states.shape[-1]))
    log_f0, voicing = model.contour(spread, batch["position"], batch["mask"])
    return {"durations": durations, "phone_pitch": phone_pitch, "log_f0": log_f0, "voicing": voicing}


def mean(error, weight):
    return (error * weight).sum() / weight.sum().clamp(min=1)


def spread(x, voiced):
    """Standard deviation of each row over its voiced mel frames."""
    count = voiced.sum(1).clamp(min=1)
    middle = (x * voiced).sum(1, keepdim=True) / count[:, None]
    return (((x - middle) ** 2 * voiced).sum(1) / count + 1e-4).sqrt()


def losses(out, batch):
    """Masked means. Durations: gamma likelihood of d + 1, least where the mean is (L1 on logarithms learns the median, 14 % too short).

    `range` holds each take's F0 standard deviation to its own: distance alone is least for a flat voice.
    """
    mask, voiced = batch["mask"][..., 0], batch["mask"][..., 0] * batch["voicing"]
    spoken = batch["token_mask"][..., 0] * (1 - 0.9 * (batch["tokens"][..., 0] == SIL).float())
    real = batch["durations"] + 1
    error = (out["log_f0"] - batch["log_f0"]) / F0_SCALE
    move = lambda x: x[:, 1:] - x[:, :-1]
    return {
        "duration": mean(out["durations"] + real * torch.exp(-out["durations"]) - torch.log(real) - 1, spoken),
        "phone_pitch": mean((out["phone_pitch"] - (batch["phone_pitch"] - 5) / F0_SCALE).abs(), spoken * batch["phone_voiced"]),
        "pitch": mean(error.abs(), voiced + 0.1 * mask),
        "slope": mean(10 * move(error).abs(), voiced[:, 1:] * voiced[:, :-1]),
        "range": mean((torch.log(spread(out["log_f0"], voiced)) - torch.log(spread(batch["log_f0"], voiced))).abs(), (voiced.sum(1) > 20).float()),
        "voicing": mean(F.binary_cross_entropy_with_logits(out["voicing"], batch["voicing"], reduction="none"), mask),
    }


@torch.no_grad()
def validate(model, batches):
    model.eval()
    total = {}
    for batch in batches:
        for key, value in losses(forward(model, batch), batch).items():
            total[key] = total.get(key, 0.0) + float(value) / len(batches)
    model.train()
    return total


@torch.no_grad()
def excess(model, batches):
    """ln of predicted over real total duration. Dropout is noise on the logarithm, so that without it durations come out too long."""
    model.eval()
    made = real = 0.0
    for batch in batches:
        spoken = batch["token_mask"][..., 0] * (batch["tokens"][..., 0] != SIL)
        made += float((torch.exp(model(batch["tokens"], batch["token_mask"])[1]) * spoken).sum())
        real += float(((batch["durations"] + 1) * spoken).sum())
    model.train()
    return math.log(made / real) if real else 0.0


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    options(parser, steps=1500, rate=2e-3, save_every=50)
    parser.add_argument("--speaker", default="kathleen")
    parser.add_argument("--batch", type=int, default=24)
    parser.add_argument("--drop", type=float, default=0.25)
    parser.add_argument("--hide", type=float, default=0.15, help="share of phones hidden from the trunk")
    parser.add_argument("--frames", type=int, default=160, help="mel frames of each take that the contour sees in a step")
    parser.add_argument("--start", type=Path, help="checkpoint to go on from")
    args = parser.parse_args()
    run = Run(args, "prosody")
    data = Utterances(Speaker(args.work, args.speaker), args.work, args.speaker, args.seed)
    whole = sorted(((*data.whole(t), 0) for t in data.check), key=lambda u: len(u[2]))
    brief = sorted(((*data.marks(data.cut(t), t), 0) for t in data.check), key=lambda u: len(u[2]))
    tagged = sorted(((*data.tagged(t), 0) for t in data.check[::3]), key=lambda u: len(u[2]))
    checks = [moved(collate(some[i : i + 16]), run.device) for some in (whole, brief, tagged) for i in range(0, len(some), 16)]
    model = Prosody.like(load_file(args.start)) if args.start else Prosody()
    if args.start:
        load(model, args.start, strict=False)
    run.log(f"# {sum(p.numel() for p in model.parameters())} parameters; {len(data.learnt)} takes, {len(data.check)} to stop by")
    model.to(run.device)
    average = Average(model, 0.99)
    optimiser = torch.optim.AdamW(model.parameters(), lr=args.rate, betas=(0.9, 0.98), weight_decay=0.05)
    batches = Batches(data, args.batch)
    run.keep(model=model, average=average, optimiser=optimiser, batches=batches)
    for step in run.steps(optimiser):
        batch = moved(crop_batch(batches.next(), args.frames), run.device)
        parts = losses(forward(model, batch, args.drop, args.hide), batch)
        descend(optimiser, sum(WEIGHTS[key] * value for key, value in parts.items()), 2.0)
        average.update(model)
        run.note(parts)
        if run.due():
            with average.lent(model):
                found = validate(model, checks)
                total = sum(WEIGHTS[k] * v for k, v in found.items())
                kept = run.best is None or total < run.best
                if kept:
                    run.best, beyond = total, excess(model, checks)
                    save(average.values | {"duration.bias": average.values["duration.bias"] - beyond}, run.folder / "prosody.safetensors")
            run.log(f"held out {step + 1} " + " ".join(f"{k} {v:.4f}" for k, v in found.items()) + f" total {total:.4f}" + (f" excess {beyond:.4f} kept" if kept else ""))


if __name__ == "__main__":
    main()
