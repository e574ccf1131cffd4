"""Owns the discriminators: patches of log mel and log STFT magnitude pictures, and short stretches of samples folded by a period.

All are small enough for a CPU: the pictures have few frames, the stretches are a fifth of a second and their channels few.
"""

import torch
import torch.nn.functional as F
from torch import nn
from torch.nn.utils.parametrizations import weight_norm

from losses import log_mel, magnitude


class Patches(nn.Module):
    """Judges patches of a log-spectral picture [B, bands, N]; returns (scores, feature maps)."""

    def __init__(self, channels=(24, 48, 64, 64), extra=0):
        super().__init__()
        plan = list(zip((1 + extra, *channels[:-1]), channels))
        strides = [(2, 1), (2, 2), (2, 2), (2, 1)]
        self.layers = nn.ModuleList(
            weight_norm(nn.Conv2d(a, b, (5, 3), stride=s, padding=(2, 1))) for (a, b), s in zip(plan, strides)
        )
        self.leave = weight_norm(nn.Conv2d(channels[-1], 1, 3, padding=1))

    def forward(self, picture):
        x = picture[:, None] if picture.dim() == 3 else picture
        maps = []
        for layer in self.layers:
            x = F.leaky_relu(layer(x), 0.2)
            maps.append(x)
        return self.leave(x), maps


class Periods(nn.Module):
    """Judges samples [B, T] folded to rows of `period` samples, so that what repeats from pulse to pulse stands in columns; (scores, maps)."""

    def __init__(self, period, channels=(8, 16, 32, 32)):
        super().__init__()
        self.period = period
        plan = zip((1, *channels[:-1]), channels)
        self.layers = nn.ModuleList(weight_norm(nn.Conv2d(a, b, (5, 1), stride=(3, 1), padding=(2, 0))) for a, b in plan)
        self.leave = weight_norm(nn.Conv2d(channels[-1], 1, (3, 1), padding=(1, 0)))

    def forward(self, samples):
        x = samples[:, : samples.shape[1] // self.period * self.period].reshape(len(samples), 1, -1, self.period)
        maps = []
        for layer in self.layers:
            x = F.leaky_relu(layer(x), 0.2)
            maps.append(x)
        return self.leave(x), maps


class Judges(nn.Module):
    """The vocoder's discriminators: on log mel, on a finer-grained linear log spectrum (512 samples, quarter hop), and on five foldings."""

    PERIODS = (2, 3, 5, 7, 11)
    STRETCH = 5120  # samples that the period discriminators see

    def __init__(self):
        super().__init__()
        self.judges = nn.ModuleList([Patches(), Patches((12, 24, 32, 32)), *(Periods(p) for p in self.PERIODS)])

    def views(self, samples, level, start):
        """[B, T] -> what each discriminator sees. `level` [B] (RMS of the real crop) makes stretches alike in loudness; `start` is a sample."""
        fine = torch.log(magnitude(samples, 512)[..., :-1] + 1e-3).transpose(1, 2)
        stretch = 0.3 * samples[:, start : start + self.STRETCH] / (level[:, None] + 1e-3)
        return [(log_mel(samples).transpose(1, 2) + 6) / 2.5, (fine + 3) / 2.5, *([stretch] * len(self.PERIODS))]


def discriminator_loss(real, made):
    """Least squares: real to 1, made to 0."""
    return ((real - 1) ** 2).mean() + (made**2).mean()


def generator_loss(made):
    return ((made - 1) ** 2).mean()


def feature_loss(real, made):
    """L1 between feature maps, each scaled by the real map's mean magnitude."""
    return sum(F.l1_loss(b, a.detach()) / (a.detach().abs().mean() + 1e-4) for a, b in zip(real, made)) / len(real)


def train_judges(optimiser, pairs):
    """One step of discriminators; `pairs` of (judge, made view, real view). Returns the loss."""
    loss = sum(discriminator_loss(one(real)[0], one(made.detach())[0]) for one, made, real in pairs)
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()
    return loss.detach()


def fooled(pairs):
    """(adversarial loss, feature-matching loss) of a generator against discriminators."""
    fool = match = 0.0
    for judge, made, real in pairs:
        score, maps = judge(made)
        with torch.no_grad():
            _, wanted = judge(real)
        fool, match = fool + generator_loss(score), match + feature_loss(wanted, maps)
    return fool, match


def crops(picture, lengths, size, generator=None):
    """[B, C, N] -> random crops [B, C, size] inside each row's own length; returns the starts too, so that a twin can be cut alike."""
    starts = [int(torch.randint(0, max(1, int(n) - size + 1), (1,), generator=generator)) for n in lengths]
    return cut(picture, starts, size), starts


def cut(picture, starts, size):
    need = max(starts) + size
    if need > picture.shape[-1]:
        picture = F.pad(picture, (0, need - picture.shape[-1]), value=-9.0)
    return torch.stack([row[..., s : s + size] for row, s in zip(picture, starts)])


class Contours(nn.Module):
    """Judges the melody of whole utterances: one value a phone (its mean F0), and F0 at every mel frame, each beside the tokens it is sung to."""

    def __init__(self, ranges, columns=24):
        super().__init__()
        self.phones, self.mel_frames = Sequence(ranges, 3, 64, columns), Sequence(ranges, 3, 48, columns)

    def forward(self, batch, log_f0, scale):
        """batch: collated utterances; log_f0 [B, N], ln Hz. [(scores, feature maps, weights of the scores)] of both."""
        voiced = batch["voicing"] * batch["mask"][..., 0]
        mean = (batch["log_f0"] * voiced).sum(1, keepdim=True) / voiced.sum(1, keepdim=True).clamp(min=1)
        pitch = (log_f0 - mean) / scale * voiced
        empty = torch.zeros_like(batch["durations"])
        count, total = empty.scatter_add(1, batch["index"], voiced), empty.scatter_add(1, batch["index"], pitch)
        sung = (count > 0).float()
        phones = torch.stack([total / count.clamp(min=1), sung, torch.log(batch["durations"] + 1) / 3], -1)
        moves = F.pad((pitch[:, 1:] - pitch[:, :-1]) * voiced[:, 1:] * voiced[:, :-1], (1, 0)) * 5
        rows = torch.gather(batch["tokens"], 1, batch["index"][..., None].expand(-1, -1, batch["tokens"].shape[-1]))
        scores, maps = self.phones(phones, batch["tokens"], batch["token_mask"][..., 0])
        found = [(scores, maps, batch["token_mask"][..., 0] * sung)]
        scores, maps = self.mel_frames(torch.stack([pitch, voiced, moves], -1), rows, batch["mask"][..., 0])
        return [*found, (scores, maps, voiced)]


class Sequence(nn.Module):
    """Judges a sequence [B, T, values] beside its tokens, at ever wider distances; (scores [B, T], maps)."""

    def __init__(self, ranges, values, width, columns):
        super().__init__()
        self.tables = nn.ModuleList(nn.Embedding(n, columns) for n in ranges)
        self.enter = nn.Conv1d(values + columns, width, 5, padding=2)
        self.layers = nn.ModuleList(weight_norm(nn.Conv1d(width, width, 5, padding=2 * d, dilation=d)) for d in (1, 2, 4, 8))
        self.leave = nn.Conv1d(width, 1, 3, padding=1)

    def forward(self, values, tokens, mask):
        seen = sum(table(tokens[..., column]) for column, table in enumerate(self.tables))
        mask = mask[:, None]
        x = F.leaky_relu(self.enter(torch.cat([values, seen], -1).transpose(1, 2)), 0.2) * mask
        maps = [x]
        for layer in self.layers:
            x = (x + F.leaky_relu(layer(x), 0.2)) * mask
            maps.append(x)
        return self.leave(x)[:, 0], maps
