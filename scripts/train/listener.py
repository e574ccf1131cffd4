"""Owns the listener: a small network that hears which phone each mel frame belongs to, and its training.

It is a loss, not a product: in joint fine-tuning (train_joint.py) what the voices say must be heard as the phones that were asked for, where
distance alone is content with the average of two phones. It learns from recordings, with gain, noise and blur, so that it hears phones and not
the make of the sound. Writes RUN/listener.safetensors and RUN/log.txt.
"""

import argparse

import torch
import torch.nn.functional as F
from torch import nn

from acoustic_data import Batches, Utterances, collate
from common import MELS
from data import Speaker
from phones import SMALLEST_RANGES
from run import Run, options
from toolbox import Average, moved, save
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
    each = lambda: torch.rand(len(mel), 1, 1, device=mel.device)
    mel = mel + torch.randn_like(mel) * each() * 0.6
    floor = MEL_MEAN - 1.5 - 2 * each()
    mel = torch.where(each() < 0.5, torch.logaddexp(mel, floor + torch.randn_like(mel) * 0.3), mel)
    soft = F.avg_pool2d(mel[:, None], 3, 1, 1, count_include_pad=False)[:, 0]
    mel = torch.where(each() < 0.3, soft, mel)
    band, first = torch.arange(mel.shape[1], device=mel.device)[None, :, None], each() * mel.shape[1]
    return torch.where((band >= first) & (band < first + each() * 15), mel.mean((1, 2), keepdim=True), mel)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options(parser, steps=2500, rate=2e-3, save_every=200)
    parser.add_argument("--speakers", nargs="+", default=["kathleen", "alden"])
    parser.add_argument("--batch", type=int, default=16)
    args = parser.parse_args()
    run = Run(args, "listener")
    sets = [Utterances(Speaker(args.work, name), args.work, name, args.seed + i, inside=True) for i, name in enumerate(args.speakers)]
    sources = {f"batches_{i}": Batches(data, args.batch) for i, data in enumerate(sets)}
    checks = [moved(collate([(*data.whole(t), 0) for t in data.check[i : i + 16]]), run.device) for data in sets for i in range(0, len(data.check), 16)]
    model = Listener().to(run.device)
    run.log(f"# {sum(p.numel() for p in model.parameters())} parameters")
    average = Average(model, 0.995)
    optimiser = torch.optim.AdamW(model.parameters(), lr=args.rate, betas=(0.9, 0.98), weight_decay=0.05)
    run.keep(model=model, average=average, optimiser=optimiser, **sources)
    for step in run.steps(optimiser):
        batch = moved(crop_batch(sources[f"batches_{step % len(sets)}"].next(), 128), run.device)
        heard = model(worn(batch["mel"]), 0.1)
        loss = F.cross_entropy(heard.transpose(1, 2), phones_of(batch), label_smoothing=0.05, reduction="none")
        loss = (loss * batch["mask"][..., 0]).sum() / batch["mask"].sum()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        average.update(model)
        run.note({"loss": loss})
        if run.due():
            save(average.values, run.folder / "listener.safetensors")
            with average.lent(model), torch.no_grad():
                pairs = [(model(b["mel"]).argmax(-1) == phones_of(b), b["mask"][..., 0] > 0) for b in checks]
            right = sum(int((a & m).sum()) for a, m in pairs) / sum(int(m.sum()) for _, m in pairs)
            run.log(f"unseen prompts {step + 1} mel frames right {right:.4f}")


if __name__ == "__main__":
    main()
