"""Owns distances between a recording and a copy of it that is in step with it: spectra, mel-cepstra, F0 and voicing.

Both are brought to 22,050 Hz first, the lowest rate among the vocoders compared, so that nobody is judged on a band it does not have.
"""

import numpy as np
import pyworld
import soxr

from common import HOP, RATE
from features import pitch_track

COMMON = 22_050
# The resolutions of the multi-resolution STFT loss (Yamamoto et al. 2020): window, hop.
RESOLUTIONS = ((1024, 120), (2048, 240), (512, 50))
FLOOR = 1e-4
WARP, ORDER = 0.455, 24
STEP = 0.005


def together(real, made, rate):
    """Both at the common rate and of one length. `real` is at 24 kHz."""
    real, made = (soxr.resample(x.astype(np.float64), r, COMMON) for x, r in ((real, RATE), (made, rate)))
    length = min(len(real), len(made))
    return real[:length], made[:length]


def magnitudes(samples, window, hop):
    frames = np.lib.stride_tricks.sliding_window_view(np.pad(samples, window // 2), window)[::hop]
    return np.maximum(np.abs(np.fft.rfft(frames * np.hanning(window))), FLOOR)


def stft_distance(real, made):
    """Spectral convergence plus mean absolute difference of natural-log magnitudes, mean over the three resolutions."""
    total = 0.0
    for window, hop in RESOLUTIONS:
        a, b = magnitudes(real, window, hop), magnitudes(made, window, hop)
        total += np.linalg.norm(a - b) / np.linalg.norm(a) + np.abs(np.log(a) - np.log(b)).mean()
    return total / len(RESOLUTIONS)


def warping(count):
    """[count, ORDER + 1]: one-sided cepstrum -> mel-cepstrum by the frequency transform of Oppenheim and Johnson (SPTK's freqt)."""
    made = np.zeros((count, ORDER + 1))
    for given in np.eye(count)[::-1]:
        before = made.copy()
        made[:, 0] = given + WARP * before[:, 0]
        made[:, 1] = (1 - WARP**2) * before[:, 0] + WARP * before[:, 1]
        for m in range(2, ORDER + 1):
            made[:, m] = before[:, m - 1] + WARP * (before[:, m] - made[:, m - 1])
    return made


WARPING = warping(513)


def mel_cepstra(samples, hertz, times):
    """[frames, ORDER + 1] of WORLD's spectral envelope (CheapTrick) at the given F0."""
    power = pyworld.cheaptrick(*map(np.ascontiguousarray, (samples, hertz, times)), COMMON, fft_size=1024)
    cepstrum = np.fft.irfft(np.log(power), axis=1)[:, :513]
    cepstrum[:, 0] /= 2
    return cepstrum @ WARPING


def cepstral_distortion(real, made, log_f0, voicing):
    """Mel-cepstral distortion in dB over c1..c24, mean over the 5 ms steps within 40 dB of the recording's loudest; both envelopes are
    read with the recording's F0, in step, without time warping.
    """
    times = np.arange(0, len(real) / COMMON, STEP)
    place = times * RATE / HOP - 0.5
    hertz = np.exp(np.interp(place, np.arange(len(log_f0)), log_f0.astype(np.float64)))
    hertz[voicing[np.clip(np.round(place).astype(int), 0, len(voicing) - 1)] == 0] = 0.0
    a, b = (mel_cepstra(x, hertz, times) for x in (real, made))
    loud = a[:, 0] > a[:, 0].max() - 40 / 20 * np.log(10)
    return float(10 / np.log(10) * np.sqrt(2 * ((a - b)[loud, 1:] ** 2).sum(1)).mean())


def pitch_error(take, made, rate, shift=0.0):
    """(squared cents where both are voiced, voicing mistakes) per mel frame, by Praat; the recording's F0 moved by `shift` octaves."""
    at_rate = soxr.resample(made.astype(np.float64), rate, RATE) if rate != RATE else made
    frames = len(take.log_f0)
    at_rate = np.pad(at_rate, (0, max(0, frames * HOP - len(at_rate))))[: frames * HOP]
    log_f0, voicing = pitch_track(at_rate, frames, 75.0 * 2**shift, 420.0 * 2**shift)
    both = (take.voicing > 0) & (voicing > 0)
    cents = 1200 / np.log(2) * (log_f0 - take.log_f0)[both] - 1200 * shift
    return cents**2, (take.voicing > 0) != (voicing > 0)
