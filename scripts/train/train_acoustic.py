"""Owns the acoustic model's training loop: L1 stage, then (from --adversarial-from on) a discriminator on mel patches against smoothing.

Writes RUN/acoustic.safetensors (averaged weights), RUN/raw.safetensors, RUN/judge.safetensors (discriminator) and RUN/log.txt.
"""

import argparse
from pathlib import Path

import torch
from safetensors.torch import load_file

from acoustic import STYLE, Acoustic
from acoustic_data import Batches, Utterances, collate
from data import Speaker
from discriminators import Patches, crops, cut, fooled, train_judges
from run import Run, options
from toolbox import Average, Joined, descend, load, moved, save
from vocoder import MEL_MEAN, MEL_SCALE

CROP = 64  # mel frames that the discriminator sees at once
WARM_JUDGE = 100  # steps that a fresh one learns alone


def forward(model, batch, style_drop=0.15, drop=0.1):
    """Encoder and decoder on natural durations, F0 and voicing."""
    style = model.styles(batch["take"])
    if style_drop:
        style = style * (torch.rand(len(style), 1, device=style.device) > style_drop)
    states = model.encoder(batch["tokens"], style, batch["token_mask"], drop)
    spread = torch.gather(states, 1, batch["index"][..., None].expand(-1, -1, states.shape[-1]))
    mel = model.decoder(spread, batch["position"], batch["log_f0"], batch["voicing"], batch["mask"])
    return {"mel": mel, "style": style}


def crop_batch(batch, size):
    """A random stretch of `size` mel frames of every take, for the graphs at the frame rate; tokens stay whole."""
    if batch["mel"].shape[2] <= size:
        return batch
    starts = [int(torch.randint(0, max(1, int(n) - size + 1), (1,))) for n in batch["frames"]]
    pick = lambda x: torch.stack([row[s : s + size] for row, s in zip(x, starts)])
    made = dict(batch, mel=torch.stack([row[:, s : s + size] for row, s in zip(batch["mel"], starts)]), frames=batch["frames"].clamp(max=size))
    return made | {key: pick(batch[key]) for key in ("index", "position", "mask", "log_f0", "voicing")}


def losses(out, batch):
    """Masked means."""
    mask = batch["mask"][..., 0]
    mel = ((out["mel"] - batch["mel"]).abs().mean(1) * mask).sum() / mask.sum().clamp(min=1)
    return {"mel": mel, "style": (out["style"] ** 2).mean()}


WEIGHTS = {"mel": 1.0, "style": 0.02}


@torch.no_grad()
def validate(model, batches):
    """Mean losses on the held-out takes (style zero: their takes were never seen)."""
    model.eval()
    total = {}
    for batch in batches:
        style = model.styles.weight
        saved = style.data.clone()
        style.data.zero_()
        found = losses(forward(model, batch, 0, 0), batch)
        style.data.copy_(saved)
        for key, value in found.items():
            total[key] = total.get(key, 0.0) + float(value) / len(batches)
    model.train()
    return total


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    options(parser, steps=6000, rate=1e-3, save_every=300)
    parser.add_argument("--speaker", default="kathleen")
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--start", type=Path, nargs="+", help="checkpoint to go on from (of a speaker whose encoder is another's: that one first)")
    parser.add_argument("--expand", type=float, nargs=2, default=[3, 3], metavar=("ENCODER", "DECODER"), help="hidden values of a block for each value of its width, where nothing is gone on from")
    parser.add_argument("--keep-encoder", action="store_true", help="only the decoder learns: another speaker of the same language, from --start")
    parser.add_argument("--judge", type=Path, help="discriminator checkpoint to go on from")
    parser.add_argument("--frames", type=int, default=128, help="mel frames of each take that the frame-rate graphs see in a step")
    parser.add_argument("--adversarial-from", type=float, default=None, help="share of the run (0..1) after which the discriminator joins")
    parser.add_argument("--adversarial", type=float, default=0.1, help="weight of the adversarial loss")
    parser.add_argument("--matching", type=float, default=0.2, help="weight of the feature-matching loss")
    args = parser.parse_args()
    run = Run(args, "acoustic")
    speaker = Speaker(args.work, args.speaker)
    data = Utterances(speaker, args.work, args.speaker, args.seed, inside=True)
    held = [dict(t, nth=0) for t in data.held_out]
    whole = sorted(((*data.whole(t), 0) for t in held), key=lambda u: len(u[2]))
    checks = [moved(collate(whole[i : i + 12]), run.device) for i in range(0, len(whole), 12)]
    given = [load_file(path) for path in args.start or []]
    takes, together = len(data.train), {k: v for state in given for k, v in state.items()}
    model, judge = Acoustic.like(together, takes) if together else Acoustic(takes, args.expand), Patches()
    if given:
        for path, state in zip(args.start, given):
            if "styles.weight" in state and state["styles.weight"].shape != model.styles.weight.shape:  # another speaker's: their takes mean nothing here
                del state["styles.weight"]
            found = model.load_state_dict({k: v.float() for k, v in state.items()}, strict=False)
            run.log(f"# not in {path.name}: {sorted({k.split('.')[0] for k in found.missing_keys})}")
    model.encoder.requires_grad_(not args.keep_encoder)
    if args.judge:
        load(judge, args.judge)
    run.log("# parameters " + str({n: sum(p.numel() for p in m.parameters()) for n, m in model.named_children()} | {"judge": sum(p.numel() for p in judge.parameters())}) + f" style {STYLE}")
    model.to(run.device)
    judge.to(run.device)
    average = Average(model, 0.998)
    optimiser = torch.optim.AdamW([p for p in model.parameters() if p.requires_grad], lr=args.rate, betas=(0.9, 0.98), weight_decay=0.02)
    judging = torch.optim.AdamW(judge.parameters(), lr=5e-4, betas=(0.5, 0.95))
    scale = lambda mel: (mel - MEL_MEAN) / MEL_SCALE
    batches, joined = Batches(data, args.batch), Joined()
    run.keep(model=model, average=average, optimiser=optimiser, judge=judge, judging=judging, joined=joined, batches=batches)
    for step in run.steps(optimiser):
        batch = moved(crop_batch(batches.next(), args.frames), run.device)
        out = forward(model, batch)
        parts = losses(out, batch)
        total = sum(WEIGHTS[key] * value for key, value in parts.items())
        if args.adversarial_from is not None and run.progress() >= args.adversarial_from:
            joined.at = step if joined.at is None else joined.at
            made, starts = crops(scale(out["mel"]), batch["frames"], CROP)
            real = cut(scale(batch["mel"]), starts, CROP)
            pair = [(judge, made, real)]
            parts["judge"] = train_judges(judging, pair)
            if args.judge or step >= joined.at + WARM_JUDGE:  # the discriminator learns alone first
                parts["fool"], parts["match"] = fooled(pair)
                total = total + args.adversarial * parts["fool"] + args.matching * parts["match"]
        descend(optimiser, total, 2.0)
        average.update(model)
        run.note(parts)
        if run.due():
            save(average.values, run.folder / "acoustic.safetensors")
            save(model.state_dict(), run.folder / "raw.safetensors")
            if args.adversarial_from is not None:
                save(judge.state_dict(), run.folder / "judge.safetensors")
            with average.lent(model):
                run.log(f"held out {step + 1} " + " ".join(f"{k} {v:.4f}" for k, v in validate(model, checks).items()))


if __name__ == "__main__":
    main()
