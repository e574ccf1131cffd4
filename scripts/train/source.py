"""Owns the differentiable signal path of the vocoder (torch): pulse and noise sources, their windowed pieces, filters, overlap-add.

The same steps as the Rust renderer and as reference.py (numpy). Shapes: B utterances, N mel frames, T = N * HOP samples.
"""

import math

import torch
import torch.nn.functional as F

from common import BREATH, BREATH_AT, EDGE, HOP, N_FFT, RATE, SOURCE_LEAD, SOURCE_LENGTH, SOURCE_WINDOW, WINDOW

HANN = torch.from_numpy(WINDOW)
SOURCE_HANN = torch.from_numpy(SOURCE_WINDOW)


def upsample(track):
    """[B, N] at mel-frame centres -> [B, T], linear between centres, held at the ends."""
    middle = F.interpolate(track[:, None], scale_factor=HOP, mode="linear", align_corners=False)[:, 0]
    return (middle + torch.cat([middle[:, :1], middle[:, :-1]], 1)) / 2  # from half samples to whole ones


def phases(log_f0, start=None):
    """[B, N] ln Hz -> (phase in cycles, inside [0, 1), hertz), both [B, T]; the first sample has phase 0.

    `start` [B] shifts the phase, for training crops that do not begin at the utterance's start.
    """
    hertz = torch.exp(upsample(log_f0))
    phase = torch.cumsum(hertz.double() / RATE, dim=1)
    phase = phase - hertz.double() / RATE  # the sum over all earlier samples
    if start is not None:
        phase = phase + start[:, None].double()
    return (phase - torch.floor(phase)).float(), hertz


def pulse_train(phase, hertz):
    """Band-limited pulses of unit power, [B, T]: sqrt(2/K) sum_k cos(2 pi k phi), by the Dirichlet kernel."""
    count = torch.floor(RATE / 2 / hertz)
    half = torch.sin(math.pi * phase)
    kernel = torch.where(half.abs() < 1e-4, count, (torch.sin((2 * count + 1) * math.pi * phase) / half.clamp(min=1e-4) - 1) / 2)
    return kernel * torch.sqrt(2 / count)


def breathe(noise, phase, voicing):
    """Noise [B, T] that swells after each pulse, where `voicing` [B, N] says so; its power stays what it was."""
    depth = BREATH * upsample(voicing)
    return noise * (1 + depth * torch.cos(2 * math.pi * (phase - BREATH_AT))) / torch.sqrt(1 + depth**2 / 2)


def stft(samples):
    """[B, T] -> complex [B, N, BINS] of the mel analysis, zero padded edges."""
    frames = F.pad(samples, (EDGE, EDGE)).unfold(1, N_FFT, HOP)
    return torch.fft.rfft(frames * HANN.to(frames.device))


def pieces(source):
    """[B, T] -> complex [B, N, BINS]: windowed pieces of a source that add up to it, each SOURCE_LEAD into its transform."""
    reach = (SOURCE_LENGTH - HOP) // 2
    frames = F.pad(source, (reach, reach)).unfold(1, SOURCE_LENGTH, HOP)
    windows = SOURCE_HANN.to(source.device).repeat(frames.shape[1], 1)
    windows[0, : SOURCE_LENGTH // 2] = 1  # beyond the ends there is no neighbour to add up with
    windows[-1, SOURCE_LENGTH // 2 :] = 1
    return torch.fft.rfft(F.pad(frames * windows, (SOURCE_LEAD, N_FFT - SOURCE_LENGTH - SOURCE_LEAD)))


def minimum_phase(log_magnitude):
    """Natural-log magnitude [..., BINS] -> complex minimum-phase response, by the folded real cepstrum of N_FFT points."""
    cepstrum = torch.fft.irfft(log_magnitude.to(torch.float32), n=N_FFT)
    fold = torch.zeros(N_FFT, device=log_magnitude.device)
    fold[0] = fold[N_FFT // 2] = 1
    fold[1 : N_FFT // 2] = 2
    return torch.exp(torch.fft.rfft(cepstrum * fold))


def overlap_add(spec):
    """Complex [B, N, BINS] of filtered pieces -> [B, N * HOP]."""
    frames = spec.shape[1]
    length = frames * HOP + N_FFT - HOP
    total = F.fold(torch.fft.irfft(spec, n=N_FFT).transpose(1, 2), (1, length), (1, N_FFT), stride=(1, HOP))[:, 0, 0]
    before = SOURCE_LEAD + (SOURCE_LENGTH - HOP) // 2
    return total[:, before : before + frames * HOP]


def synthesise(log_f0, voicing, harmonic, noise, random, start=None):
    """log_f0, voicing [B, N]; harmonic, noise natural-log magnitudes [B, N, BINS]; random [B, T] unit Gaussian -> samples [B, T]."""
    phase, hertz = phases(log_f0, start)
    pulses, hiss = pieces(pulse_train(phase, hertz)), pieces(breathe(random, phase, voicing))
    return overlap_add(pulses * minimum_phase(harmonic) + hiss * torch.exp(noise))
