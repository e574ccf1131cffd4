"""Owns the reconstruction losses on waveforms: multi-resolution STFT (log magnitude, spectral convergence) and mel."""

import torch
import torch.nn.functional as F

from common import FLOOR, MEL
from source import stft

MEL_T = torch.from_numpy(MEL.T.copy())
SIZES = (256, 512, 1024, 2048)
WINDOWS = {n: torch.hann_window(n) for n in SIZES}


def magnitude(samples, size):
    """[B, T] -> [B, frames, bins] STFT magnitude with a quarter hop, no padding."""
    frames = samples.unfold(1, size, size // 4) * WINDOWS[size].to(samples.device)
    spec = torch.fft.rfft(frames)
    return torch.sqrt(spec.real**2 + spec.imag**2 + 1e-10)


def log_mel(samples):
    """[B, T] -> natural-log mel [B, N, MELS] in the contract's framing (zero padded edges)."""
    spec = stft(samples)
    return torch.log(torch.clamp(torch.sqrt(spec.real**2 + spec.imag**2 + 1e-12) @ MEL_T.to(samples.device), min=FLOOR))


def reconstruction(made, real):
    """Multi-resolution log-magnitude L1 + spectral convergence + mel L1, each averaged."""
    total = 0.0
    for size in SIZES:
        a, b = magnitude(made, size), magnitude(real, size)
        total = total + F.l1_loss(torch.log(a + 2e-4), torch.log(b + 2e-4)) / len(SIZES)
        total = total + 0.5 * torch.linalg.norm(a - b) / torch.linalg.norm(b) / len(SIZES)
    mel = F.l1_loss(log_mel(made), log_mel(real))
    return total + mel, mel


