"""Owns the differentiable signal path of the vocoder (torch): pulse and noise sources, their STFTs, minimum phase, inverse STFT.

The same steps as the Rust renderer and as reference.py (numpy). Shapes: B utterances, N mel frames, T = N * HOP samples.
"""

import math

import torch
import torch.nn.functional as F

from common import EDGE, HOP, N_FFT, RATE, WINDOW

HANN = torch.from_numpy(WINDOW)


def upsample_log_f0(log_f0):
    """[B, N] at mel-frame centres -> [B, T], linear between centres, held at the ends."""
    middle = F.interpolate(log_f0[:, None], scale_factor=HOP, mode="linear", align_corners=False)[:, 0]
    return (middle + torch.cat([middle[:, :1], middle[:, :-1]], 1)) / 2  # from half samples to whole ones


def pulse_train(log_f0, start=None):
    """Band-limited pulses of unit power, [B, T]: sqrt(2/K) sum_k cos(2 pi k phi), by the Dirichlet kernel.

    `start` [B] shifts the phase (in cycles), for training crops that do not begin at the utterance's start.
    """
    hertz = torch.exp(upsample_log_f0(log_f0))
    phase = torch.cumsum(hertz.double() / RATE, dim=1)
    phase = phase - hertz.double() / RATE  # the sum over all earlier samples: the first sample has phase 0
    if start is not None:
        phase = phase + start[:, None].double()
    phase = (phase - torch.floor(phase)).float()
    count = torch.floor(RATE / 2 / hertz)
    half = torch.sin(math.pi * phase)
    kernel = torch.where(half.abs() < 1e-4, count, (torch.sin((2 * count + 1) * math.pi * phase) / half.clamp(min=1e-4) - 1) / 2)
    return kernel * torch.sqrt(2 / count)


def stft(samples):
    """[B, T] -> complex [B, N, BINS], zero padded edges."""
    frames = F.pad(samples, (EDGE, EDGE)).unfold(1, N_FFT, HOP)
    return torch.fft.rfft(frames * HANN.to(frames.device))


def minimum_phase(log_magnitude):
    """Natural-log magnitude [..., BINS] -> complex minimum-phase response, by the folded real cepstrum of N_FFT points."""
    cepstrum = torch.fft.irfft(log_magnitude.to(torch.float32), n=N_FFT)
    fold = torch.zeros(N_FFT, device=log_magnitude.device)
    fold[0] = fold[N_FFT // 2] = 1
    fold[1 : N_FFT // 2] = 2
    return torch.exp(torch.fft.rfft(cepstrum * fold))


def inverse_stft(spec):
    """Complex [B, N, BINS] -> [B, N * HOP]: Hann synthesis, overlap-add, divided by the window-square sum."""
    batch, frames, _ = spec.shape
    hann = HANN.to(spec.device)
    pieces = torch.fft.irfft(spec, n=N_FFT) * hann
    length = frames * HOP + N_FFT - HOP
    fold = lambda x: F.fold(x.transpose(1, 2), (1, length), (1, N_FFT), stride=(1, HOP))[:, 0, 0]
    total = fold(pieces)
    weight = fold((hann**2).expand(1, frames, N_FFT))
    return total[:, EDGE:-EDGE] / weight[:, EDGE:-EDGE].clamp(min=1e-8)


def synthesise(log_f0, harmonic, noise, random, start=None):
    """log_f0 [B, N]; harmonic, noise natural-log magnitudes [B, N, BINS]; random [B, T] unit Gaussian -> samples [B, T]."""
    pulses = stft(pulse_train(log_f0, start))
    hiss = stft(random)
    return inverse_stft(pulses * minimum_phase(harmonic) + hiss * torch.exp(noise))
