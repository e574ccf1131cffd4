"""Owns the acoustic model's training loop: L1 stage, then (from --adversarial-from on) a discriminator on mel patches against smoothing.

Writes RUN/acoustic.safetensors (averaged weights), RUN/raw.safetensors, RUN/judge.safetensors (discriminator) and RUN/log.txt.
"""

import argparse
from pathlib import Path

import torch
from safetensors.torch import load_file

from acoustic import STYLE, Acoustic
from acoustic_data import Utterances, collate
from common import DEFAULT_WORK, Log
from data import Speaker
from discriminators import Patches, crops, cut, discriminator_loss, feature_loss, generator_loss
from toolbox import Average, Schedule, follow_threads, load, save, seed_all
from vocoder import MEL_MEAN, MEL_SCALE

CROP = 64  # mel frames that the discriminator sees at once
WARM_JUDGE = 100  # steps that a fresh one learns alone


def forward(model, batch, style_drop=0.15, drop=0.1):
    """Encoder and decoder on natural durations, F0 and voicing."""
    style = model.styles(batch["take"])
    if style_drop:
        style = style * (torch.rand(len(style), 1) > style_drop)
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
    parser.add_argument("--work", type=Path, default=DEFAULT_WORK)
    parser.add_argument("--speaker", default="kathleen")
    parser.add_argument("--run", type=Path, default=None, help="output folder (default WORK/acoustic)")
    parser.add_argument("--steps", type=int, default=6000)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--start", type=Path, nargs="+", help="checkpoint to go on from (of a speaker whose encoder is another's: that one first)")
    parser.add_argument("--keep-encoder", action="store_true", help="only the decoder learns: another speaker of the same language, from --start")
    parser.add_argument("--judge", type=Path, help="discriminator checkpoint to go on from")
    parser.add_argument("--minutes", type=float, help="end by the clock instead, when that comes first")
    parser.add_argument("--frames", type=int, default=128, help="mel frames of each take that the frame-rate graphs see in a step")
    parser.add_argument("--adversarial-from", type=float, default=None, help="share of the run (0..1) after which the discriminator joins")
    parser.add_argument("--adversarial", type=float, default=0.1, help="weight of the adversarial loss")
    parser.add_argument("--matching", type=float, default=0.2, help="weight of the feature-matching loss")
    parser.add_argument("--save-every", type=int, default=300)
    args = parser.parse_args()
    run = args.run or args.work / "acoustic"
    torch.set_num_threads(args.threads)
    seed_all(args.seed)
    log = Log(run / "log.txt")
    log(f"# {vars(args)}")
    speaker = Speaker(args.work, args.speaker)
    data = Utterances(speaker, args.work, args.speaker, args.seed, inside=True)
    held = [dict(t, nth=0) for t in data.held_out]
    whole = sorted(((*data.whole(t), 0) for t in held), key=lambda u: len(u[2]))
    checks = [collate(whole[i : i + 12]) for i in range(0, len(whole), 12)]
    model, judge = Acoustic(len(data.train)), Patches()
    if args.start:
        for path in args.start:
            state = load_file(path)
            if "styles.weight" in state and state["styles.weight"].shape != model.styles.weight.shape:  # another speaker's: their takes mean nothing here
                del state["styles.weight"]
            found = model.load_state_dict({k: v.float() for k, v in state.items()}, strict=False)
            log(f"# not in {path.name}: {sorted({k.split('.')[0] for k in found.missing_keys})}")
    model.encoder.requires_grad_(not args.keep_encoder)
    if args.judge:
        load(judge, args.judge)
    log("# parameters " + str({n: sum(p.numel() for p in m.parameters()) for n, m in model.named_children()} | {"judge": sum(p.numel() for p in judge.parameters())}) + f" style {STYLE}")
    average = Average(model, 0.998)
    optimiser = torch.optim.AdamW([p for p in model.parameters() if p.requires_grad], lr=args.rate, betas=(0.9, 0.98), weight_decay=0.02)
    judging = torch.optim.AdamW(judge.parameters(), lr=5e-4, betas=(0.5, 0.95))
    schedule, sums, count, joined = Schedule(args.steps, args.minutes), {}, 0, None
    scale = lambda mel: (mel - MEL_MEAN) / MEL_SCALE
    batches = data.batches(args.batch)
    for step in range(args.steps):
        progress = schedule.progress(step)
        for group in optimiser.param_groups:
            group["lr"] = schedule.rate(step, args.rate)
        batch = crop_batch(next(batches), args.frames)
        out = forward(model, batch)
        parts = losses(out, batch)
        total = sum(WEIGHTS[key] * value for key, value in parts.items())
        if args.adversarial_from is not None and progress >= args.adversarial_from:
            joined = step if joined is None else joined
            made, starts = crops(scale(out["mel"]), batch["frames"], CROP)
            real = cut(scale(batch["mel"]), starts, CROP)
            judging.zero_grad()
            worse = discriminator_loss(judge(real)[0], judge(made.detach())[0])
            worse.backward()
            judging.step()
            parts["judge"] = worse
            if args.judge or step >= joined + WARM_JUDGE:  # the discriminator learns alone first
                score, maps = judge(made)
                with torch.no_grad():
                    _, wanted = judge(real)
                parts["fool"], parts["match"] = generator_loss(score), feature_loss(wanted, maps)
                total = total + args.adversarial * parts["fool"] + args.matching * parts["match"]
        optimiser.zero_grad()
        total.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
        optimiser.step()
        average.update(model)
        for key, value in parts.items():
            sums[key] = sums.get(key, 0.0) + value.item()
        count += 1
        if (step + 1) % 50 == 0:
            follow_threads(run)
            log(f"step {step + 1} " + " ".join(f"{k} {v / count:.4f}" for k, v in sums.items()) + f" seconds {schedule.seconds():.0f}")
            sums, count = {}, 0
        if (step + 1) % args.save_every == 0 or step + 1 == args.steps or progress >= 1:
            save(average.values, run / "acoustic.safetensors")
            save(model.state_dict(), run / "raw.safetensors")
            if args.adversarial_from is not None:
                save(judge.state_dict(), run / "judge.safetensors")
            weights = {k: v.clone() for k, v in model.state_dict().items()}
            model.load_state_dict(average.values)
            log(f"held out {step + 1} " + " ".join(f"{k} {v:.4f}" for k, v in validate(model, checks).items()))
            model.load_state_dict(weights)
        if progress >= 1:
            break


if __name__ == "__main__":
    main()
