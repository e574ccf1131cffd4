"""Owns the vocoder network: log mel + F0 + voicing -> smooth log magnitudes at knots for the harmonic and the noise part."""

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from common import KNOTS_HARMONIC, KNOTS_NOISE, MELS, N_FFT, RATE, knot_matrix

MEL_MEAN, MEL_SCALE = -6.0, 2.5
F0_MEAN, F0_SCALE = 5.0, 0.35


class Block(nn.Module):
    """ConvNeXt over time: depthwise convolution, layer norm, pointwise MLP, residual. Layout [B, N, C] outside."""

    def __init__(self, width, kernel=7, expand=3, scale=0.3):
        super().__init__()
        self.depthwise = nn.Conv1d(width, width, kernel, padding=kernel // 2, groups=width)
        self.norm = nn.LayerNorm(width)
        hidden = round(width * expand)
        self.up = nn.Linear(width, hidden)
        self.down = nn.Linear(hidden, width)
        self.gain = nn.Parameter(torch.full((width,), scale))

    def forward(self, x, mask=None):
        y = x if mask is None else x * mask
        y = self.depthwise(y.transpose(1, 2)).transpose(1, 2)
        return x + self.gain * self.down(F.gelu(self.up(self.norm(y)), approximate="tanh"))


class Vocoder(nn.Module):
    """mel [B, MELS, N], log_f0 [B, N], voicing [B, N] 0/1 -> (harmonic [B, N, Kh], noise [B, N, Kn]), natural log."""

    def __init__(self, width=128, blocks=4):
        super().__init__()
        self.width, self.blocks_count = width, blocks
        self.enter = nn.Conv1d(MELS + 2, width, 5, padding=2)
        self.first_norm = nn.LayerNorm(width)
        self.blocks = nn.ModuleList(Block(width) for _ in range(blocks))
        self.last_norm = nn.LayerNorm(width)
        self.leave = nn.Linear(width, KNOTS_HARMONIC + KNOTS_NOISE)
        # A skip from the mel itself: a spectral envelope is nearly what is wanted, so the network learns corrections.
        self.skip = nn.Linear(MELS, KNOTS_HARMONIC + KNOTS_NOISE, bias=False)
        nn.init.zeros_(self.leave.weight)
        with torch.no_grad():
            self.skip.weight.copy_(torch.from_numpy(mel_to_knots()) * MEL_SCALE)
            self.leave.bias.copy_(torch.from_numpy(start_bias()))

    def forward(self, mel, log_f0, voicing):
        level = (mel - MEL_MEAN) / MEL_SCALE
        pitch = (log_f0 - F0_MEAN) / F0_SCALE
        x = self.enter(torch.cat([level, pitch[:, None], voicing[:, None]], 1)).transpose(1, 2)
        x = self.first_norm(x)
        for block in self.blocks:
            x = block(x)
        out = self.leave(self.last_norm(x)) + self.skip(level.transpose(1, 2))
        return out[..., :KNOTS_HARMONIC], out[..., KNOTS_HARMONIC:]


def mel_to_knots():
    """[Kh + Kn, MELS] interpolation from mel bands (evenly spaced on the same scale) to knots."""
    rows = []
    for knots in (KNOTS_HARMONIC, KNOTS_NOISE):
        place = np.clip(np.linspace(0, MELS + 1, knots) - 1, 0, MELS - 1)
        low = np.minimum(np.floor(place).astype(int), MELS - 2)
        row = np.zeros((knots, MELS), np.float32)
        row[np.arange(knots), low] = 1 - (place - low)
        row[np.arange(knots), low + 1] = place - low
        rows.append(row)
    return np.concatenate(rows)


def start_bias():
    """About right before any training: area-normalised mel magnitude -> magnitude per bin (23.4 Hz), over the sources' own mean magnitude."""
    level = MEL_MEAN + np.log(RATE / N_FFT) - np.log(np.sqrt(0.375 * N_FFT))
    return np.concatenate([np.full(KNOTS_HARMONIC, level), np.full(KNOTS_NOISE, level - 2.0)]).astype(np.float32)


class Knots(nn.Module):
    """Knot values -> magnitudes at every bin (linear in bin index); kept out of the network, as the renderer does it."""

    def __init__(self):
        super().__init__()
        self.register_buffer("harmonic", torch.from_numpy(knot_matrix(KNOTS_HARMONIC)))
        self.register_buffer("noise", torch.from_numpy(knot_matrix(KNOTS_NOISE)))

    def forward(self, harmonic, noise):
        return harmonic @ self.harmonic, noise @ self.noise
