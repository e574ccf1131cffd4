"""Owns the vocoder's training loop: reconstruction stage, then (with --adversarial-from) spectrogram and period discriminators, weights averaged.

Reads WORK/{SPEAKER}/, writes RUN/vocoder.safetensors (averaged weights), RUN/raw.safetensors (latest) and RUN/log.txt.
"""

import argparse
from pathlib import Path

import torch
import torch.nn.functional as F

from common import HOP, KNOTS_NOISE, knot_matrix
from data import Crops, Speaker
from discriminators import Judges, fooled, train_judges
from losses import reconstruction
from run import Run, options
from source import synthesise
from toolbox import Average, Joined, descend, load, moved, save
from vocoder import Knots, Vocoder

EDGE_FRAMES = 3  # of each crop's ends are left out of the losses: their context is cut off
WARM_JUDGES = 150  # steps that fresh discriminators learn alone
JUDGED = 8  # crops of each batch that the discriminators see: they cost more than the generator
UNVOICED_RATIO = 2.0
NOISE_KNOT_BINS = torch.from_numpy(knot_matrix(KNOTS_NOISE).argmax(1))


def generate(model, knots, mel, log_f0, voicing):
    """One batch of crops -> (samples [B, T], harmonic and noise log magnitudes at the bins)."""
    harmonic, noise = knots(*model(mel, log_f0, voicing))
    random = torch.randn(mel.shape[0], mel.shape[2] * HOP, device=mel.device)
    return synthesise(log_f0, voicing, harmonic, noise, random, torch.rand(mel.shape[0], device=mel.device)), harmonic, noise


def ratio_loss(harmonic, noise, ratio, voicing):
    """On the log noise-to-harmonic ratio at the noise knots: L1 to D4C's in voiced mel frames, at least UNVOICED_RATIO well inside unvoiced ones.

    Without the second part the log-spectral losses draw bursts and fricatives as harmonics, which they find more predictable than noise.
    """
    made = noise[..., NOISE_KNOT_BINS] - harmonic[..., NOISE_KNOT_BINS]
    error = (made - ratio).abs().clamp(max=4.0).mean(-1)
    near = F.max_pool1d(voicing[:, None], 3, 1, 1)[:, 0]
    lack = F.relu(UNVOICED_RATIO - made).mean(-1)
    return ((error * voicing).sum() + (lack * (1 - near)).sum()) / voicing.numel()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    options(parser, steps=6000, rate=1.5e-3, save_every=500)
    parser.add_argument("--speakers", nargs="+", default=["kathleen", "flemishguy"])
    parser.add_argument("--shares", nargs="+", type=float, default=[0.65, 0.35])
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--frames", type=int, default=64)
    parser.add_argument("--start", type=Path, help="checkpoint to go on from")
    parser.add_argument("--predicted", type=float, default=0.0, help="share of crops fed with the acoustic model's mel (see predict.py)")
    parser.add_argument("--adversarial-from", type=float, default=None, help="share of the run (0..1) after which the discriminators join")
    parser.add_argument("--adversarial", type=float, default=0.05, help="weight of the adversarial loss")
    parser.add_argument("--matching", type=float, default=0.1, help="weight of the feature-matching loss")
    parser.add_argument("--judges", type=Path, help="discriminators' checkpoint to go on from")
    args = parser.parse_args()
    run = Run(args, "vocoder")
    speakers = [Speaker(args.work, name) for name in args.speakers]
    crops = Crops(speakers, args.shares, args.frames, args.batch, args.seed, args.predicted)
    model, knots, judges = Vocoder(), Knots().to(run.device), Judges()
    if args.start:
        load(model, args.start)
    run.log(f"# {sum(p.numel() for p in model.parameters())} parameters")
    if args.judges:
        fresh = load(judges, args.judges, strict=False).missing_keys
        run.log(f"# {len(fresh)} parameters of discriminators start afresh")
    model.to(run.device)
    judges.to(run.device)
    average = Average(model, 0.999)
    optimiser = torch.optim.AdamW(model.parameters(), lr=args.rate, betas=(0.9, 0.98), weight_decay=0.01)
    judging = torch.optim.AdamW(judges.parameters(), lr=5e-4, betas=(0.5, 0.95))
    joined = Joined()
    cut = slice(EDGE_FRAMES * HOP, -EDGE_FRAMES * HOP)
    run.keep(model=model, average=average, optimiser=optimiser, judges=judges, judging=judging, joined=joined, crops=crops)
    for step in run.steps(optimiser):
        mel, log_f0, voicing, ratio, real = moved(crops.next(), run.device)
        made, harmonic, noise = generate(model, knots, mel, log_f0, voicing)
        loss, mel_loss = reconstruction(made[:, cut], real[:, cut])
        aperiodic = ratio_loss(harmonic, noise, ratio, voicing)
        parts = {"loss": loss, "mel": mel_loss, "ratio": aperiodic}
        total = loss + 0.5 * aperiodic
        if args.adversarial_from is not None and run.progress() >= args.adversarial_from:
            joined.at = step if joined.at is None else joined.at
            level = real[:JUDGED, cut].std(1)
            start = int(torch.randint(0, max(1, real[:, cut].shape[1] - judges.STRETCH), (1,)))
            pictures = judges.views(made[:JUDGED, cut], level, start)
            with torch.no_grad():
                real_pictures = judges.views(real[:JUDGED, cut], level, start)
            pairs = list(zip(judges.judges, pictures, real_pictures))
            parts["judge"] = train_judges(judging, pairs)
            if args.judges or step >= joined.at + WARM_JUDGES:
                parts["fool"], parts["match"] = fooled(pairs)
                total = total + args.adversarial * parts["fool"] + args.matching * parts["match"]
        descend(optimiser, total, 5.0)
        average.update(model)
        run.note(parts)
        if run.due():
            save(average.values, run.folder / "vocoder.safetensors")
            save(model.state_dict(), run.folder / "raw.safetensors")
            if joined.at is not None:
                save(judges.state_dict(), run.folder / "judges.safetensors")


if __name__ == "__main__":
    main()
