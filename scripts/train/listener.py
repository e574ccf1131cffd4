"""Owns the listener: a small network that hears which phone each mel frame belongs to, and its training.

It is a loss, not a product: in joint fine-tuning (train_joint.py) what the voices say must be heard as the phones that were asked for, where
distance alone is content with the average of two phones. It learns from recordings, with gain, noise and blur, so that it hears phones and not
the make of the sound. Writes RUN/listener.safetensors and RUN/log.txt.
"""

import argparse
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

from acoustic_data import Utterances, collate
from common import DEFAULT_WORK, MELS, Log
from data import Speaker
from phones import SMALLEST_RANGES
from toolbox import Average, Schedule, save, seed_all
from train_acoustic import crop_batch
from vocoder import MEL_MEAN, MEL_SCALE, Block


class Listener(nn.Module):
    """log mel [B, MELS, N] -> phone logits [B, N, phones]. Level is taken out."""

    def __init__(self, width=144, blocks=5):
        super().__init__()
        self.enter = nn.Conv1d(MELS, width, 5, padding=2)
        self.first_norm = nn.LayerNorm(width)
        self.blocks = nn.ModuleList(Block(width) for _ in range(blocks))
        self.last_norm = nn.LayerNorm(width)
        self.leave = nn.Linear(width, SMALLEST_RANGES[0])

    def forward(self, mel, drop=0.0):
        level = mel.mean((1, 2), keepdim=True)
        x = self.first_norm(self.enter((mel - level) / MEL_SCALE).transpose(1, 2))
        for block in self.blocks:
            x = F.dropout(block(x), drop)
        return self.leave(self.last_norm(x))


def phones_of(batch):
    """Phone of every mel frame, i64 [B, N]."""
    return torch.gather(batch["tokens"][..., 0], 1, batch["index"])


def worn(mel):
    """A recording's mel made harder: noise in every band, a floor, blur along time and bands, bands lost."""
    mel = mel + torch.randn_like(mel) * torch.rand(len(mel), 1, 1) * 0.6
    floor = MEL_MEAN - 1.5 - 2 * torch.rand(len(mel), 1, 1)
    mel = torch.where(torch.rand(len(mel), 1, 1) < 0.5, torch.logaddexp(mel, floor + torch.randn_like(mel) * 0.3), mel)
    soft = F.avg_pool2d(mel[:, None], 3, 1, 1, count_include_pad=False)[:, 0]
    mel = torch.where(torch.rand(len(mel), 1, 1) < 0.3, soft, mel)
    band = torch.arange(mel.shape[1])[None, :, None]
    first = torch.randint(0, mel.shape[1], (len(mel), 1, 1))
    return torch.where((band >= first) & (band < first + torch.randint(0, 15, (len(mel), 1, 1))), mel.mean((1, 2), keepdim=True), mel)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, default=DEFAULT_WORK)
    parser.add_argument("--run", type=Path, default=None, help="output folder (default WORK/listener)")
    parser.add_argument("--speakers", nargs="+", default=["kathleen", "alden"])
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--minutes", type=float)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    run = args.run or args.work / "listener"
    torch.set_num_threads(args.threads)
    seed_all(args.seed)
    log = Log(run / "log.txt")
    log(f"# {vars(args)}")
    sets = [Utterances(Speaker(args.work, name), args.work, name, args.seed + i, inside=True) for i, name in enumerate(args.speakers)]
    sources = [data.batches(args.batch) for data in sets]
    checks = [collate([(*data.whole(t), 0) for t in data.check[i : i + 16]]) for data in sets for i in range(0, len(data.check), 16)]
    model = Listener()
    log(f"# {sum(p.numel() for p in model.parameters())} parameters")
    average = Average(model, 0.995)
    optimiser = torch.optim.AdamW(model.parameters(), lr=args.rate, betas=(0.9, 0.98), weight_decay=0.05)
    schedule, total = Schedule(args.steps, args.minutes), 0.0
    for step in range(args.steps):
        for group in optimiser.param_groups:
            group["lr"] = schedule.rate(step, args.rate)
        batch = crop_batch(next(sources[step % len(sources)]), 128)
        heard = model(worn(batch["mel"]), 0.1)
        loss = F.cross_entropy(heard.transpose(1, 2), phones_of(batch), label_smoothing=0.05, reduction="none")
        loss = (loss * batch["mask"][..., 0]).sum() / batch["mask"].sum()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        average.update(model)
        total += loss.item()
        progress = schedule.progress(step)
        if (step + 1) % 200 == 0 or step + 1 == args.steps or progress >= 1:
            save(average.values, run / "listener.safetensors")
            judge = Listener()
            judge.load_state_dict(average.values)
            judge.eval()
            with torch.no_grad():
                pairs = [(judge(b["mel"]).argmax(-1) == phones_of(b), b["mask"][..., 0] > 0) for b in checks]
            right = sum(int((a & m).sum()) for a, m in pairs) / sum(int(m.sum()) for _, m in pairs)
            log(f"step {step + 1} loss {total / 200:.4f} unseen prompts, mel frames right {right:.4f} seconds {schedule.seconds():.0f}")
            total = 0.0
        if progress >= 1:
            break


if __name__ == "__main__":
    main()
