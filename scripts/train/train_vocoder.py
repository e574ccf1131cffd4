"""Owns the vocoder's training loop: reconstruction stage, then (with --adversarial) spectrogram discriminators, weights averaged.

Reads WORK/{SPEAKER}/, writes RUN/vocoder.safetensors (averaged weights), RUN/raw.safetensors (latest) and RUN/log.txt.
"""

import argparse
import time
from pathlib import Path

import torch
import torch.nn.functional as F

from common import DEFAULT_WORK, HOP, KNOTS_NOISE, Log, knot_matrix
from data import Crops, Speaker
from losses import reconstruction
from source import synthesise
from toolbox import Average, cosine, follow_threads, load, save, seed_all
from vocoder import Knots, Vocoder

EDGE_FRAMES = 3  # of each crop's ends are left out of the losses: their context is cut off
NOISE_KNOT_BINS = torch.from_numpy(knot_matrix(KNOTS_NOISE).argmax(1))


def generate(model, knots, mel, log_f0, voicing):
    """One batch of crops -> (samples [B, T], harmonic and noise log magnitudes at the bins)."""
    harmonic, noise = knots(*model(mel, log_f0, voicing))
    random = torch.randn(mel.shape[0], mel.shape[2] * HOP)
    return synthesise(log_f0, harmonic, noise, random, torch.rand(mel.shape[0])), harmonic, noise


def ratio_loss(harmonic, noise, ratio, voicing):
    """L1 on the log noise-to-harmonic ratio at the noise knots, voiced mel frames only."""
    made = noise[..., NOISE_KNOT_BINS] - harmonic[..., NOISE_KNOT_BINS]
    error = (made - ratio).abs().clamp(max=4.0).mean(-1)
    return (error * voicing).sum() / voicing.sum().clamp(min=1)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=DEFAULT_WORK)
    parser.add_argument("--run", type=Path, default=None, help="output folder (default WORK/vocoder)")
    parser.add_argument("--speakers", nargs="+", default=["kathleen", "flemishguy"])
    parser.add_argument("--shares", nargs="+", type=float, default=[0.65, 0.35])
    parser.add_argument("--steps", type=int, default=6000)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--frames", type=int, default=64)
    parser.add_argument("--rate", type=float, default=1.5e-3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--start", type=Path, help="checkpoint to go on from")
    parser.add_argument("--save-every", type=int, default=500)
    args = parser.parse_args()
    run = args.run or args.work / "vocoder"
    torch.set_num_threads(args.threads)
    seed_all(args.seed)
    log = Log(run / "log.txt")
    log(f"# {vars(args)}")
    speakers = [Speaker(args.work, name) for name in args.speakers]
    crops = Crops(speakers, args.shares, args.frames, args.batch, args.seed)
    model, knots = Vocoder(), Knots()
    if args.start:
        load(model, args.start)
    log(f"# {sum(p.numel() for p in model.parameters())} parameters")
    average = Average(model, 0.999)
    optimiser = torch.optim.AdamW(model.parameters(), lr=args.rate, betas=(0.9, 0.98), weight_decay=0.01)
    cut = slice(EDGE_FRAMES * HOP, -EDGE_FRAMES * HOP)
    began, sums = time.time(), [0.0, 0.0, 0.0]
    for step in range(args.steps):
        for group in optimiser.param_groups:
            group["lr"] = cosine(step, args.steps, args.rate)
        mel, log_f0, voicing, ratio, real = crops.next()
        made, harmonic, noise = generate(model, knots, mel, log_f0, voicing)
        loss, mel_loss = reconstruction(made[:, cut], real[:, cut])
        aperiodic = ratio_loss(harmonic, noise, ratio, voicing)
        optimiser.zero_grad()
        (loss + 0.3 * aperiodic).backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimiser.step()
        average.update(model)
        sums = [a + float(b) for a, b in zip(sums, (loss, mel_loss, aperiodic))]
        if (step + 1) % 50 == 0:
            follow_threads(run)
            log(f"step {step + 1} loss {sums[0] / 50:.4f} mel {sums[1] / 50:.4f} ratio {sums[2] / 50:.4f} seconds {time.time() - began:.0f}")
            sums = [0.0, 0.0, 0.0]
        if (step + 1) % args.save_every == 0 or step + 1 == args.steps:
            save(average.values, run / "vocoder.safetensors")
            save(model.state_dict(), run / "raw.safetensors")


if __name__ == "__main__":
    main()
