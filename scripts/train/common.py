"""Owns what every training step shares: the audio constants of the model contract, the mel analysis, the work folder's layout and the metadata."""

import json
import os
from pathlib import Path

import numpy as np

RATE = 24_000
HOP = 256
N_FFT = 1024
EDGE = (N_FFT - HOP) // 2
BINS = N_FFT // 2 + 1
MELS = 100
FLOOR = 1e-5
KNOTS_HARMONIC = 128
KNOTS_NOISE = 48
F0_LOW, F0_HIGH = 75.0, 420.0

REPO = Path(__file__).resolve().parents[2]
DEFAULT_SPEECH = REPO.parent / "shared" / "speech"
DEFAULT_WORK = Path(os.environ.get("DECLAIM_TRAIN", REPO / ".train"))

# How the vocoder's sources are cut to pieces that add up to them: a window of two hops (21 ms), so that bursts stay short; each piece lies
# SOURCE_LEAD samples into its transform, which leaves room for what the filters add on both sides.
SOURCE_LENGTH = 2 * HOP
SOURCE_LEAD = HOP // 2
# Noise swells after each pulse by this share of its amplitude, most at this phase (measured on recordings, 2.5 to 11 kHz: LOG.md, sixth round).
BREATH, BREATH_AT = 0.35, 0.125


def hann(length):
    """Periodic Hann window."""
    return (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(length) / length)).astype(np.float32)


WINDOW, SOURCE_WINDOW = hann(N_FFT), hann(SOURCE_LENGTH)


def hz_to_slaney(hz):
    """Slaney's mel scale: linear below 1 kHz, logarithmic above."""
    hz = np.asarray(hz, dtype=np.float64)
    return np.where(hz < 1000.0, hz * 3.0 / 200.0, 15.0 + np.log(np.maximum(hz, 1e-9) / 1000.0) * 27.0 / np.log(6.4))


def slaney_to_hz(mel):
    """The inverse of `hz_to_slaney`."""
    mel = np.asarray(mel, dtype=np.float64)
    return np.where(mel < 15.0, mel * 200.0 / 3.0, 1000.0 * np.exp((mel - 15.0) * np.log(6.4) / 27.0))


def band_edges():
    """[MELS + 2] Hz: where the triangles of the mel bands begin, peak and end; band m peaks at m + 1."""
    return slaney_to_hz(np.linspace(hz_to_slaney(0.0), hz_to_slaney(RATE / 2), MELS + 2))


def mel_matrix():
    """[MELS, BINS] triangular filters with Slaney's area normalisation, equal to librosa.filters.mel(sr, n_fft, n_mels)."""
    edges = band_edges()
    hz = np.linspace(0, RATE / 2, BINS)
    rise = (hz[None] - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    fall = (edges[2:, None] - hz[None]) / (edges[2:] - edges[1:-1])[:, None]
    return (np.maximum(0.0, np.minimum(rise, fall)) * (2.0 / (edges[2:] - edges[:-2]))[:, None]).astype(np.float32)


def knot_matrix(knots):
    """[knots, BINS] linear interpolation in bin index from knots spaced evenly on the mel scale from 0 to Nyquist."""
    place = slaney_to_hz(np.linspace(0.0, hz_to_slaney(RATE / 2), knots)) / (RATE / 2) * (BINS - 1)
    place[0], place[-1] = 0.0, BINS - 1
    bins = np.arange(BINS)
    right = np.clip(np.searchsorted(place, bins, side="right"), 1, knots - 1)
    weight = (bins - place[right - 1]) / (place[right] - place[right - 1])
    matrix = np.zeros((knots, BINS), dtype=np.float64)
    matrix[right - 1, bins] = 1 - weight
    matrix[right, bins] += weight
    return matrix.astype(np.float32)


def stft(samples, mode="reflect"):
    """Complex [N, BINS]; frame n is centred on sample (n + 1/2) * HOP."""
    padded = np.pad(np.asarray(samples, dtype=np.float32), EDGE, mode=mode)
    frames = np.lib.stride_tricks.sliding_window_view(padded, N_FFT)[::HOP]
    return np.fft.rfft(frames * WINDOW, axis=-1)


MEL = mel_matrix()


def log_mel(samples):
    """Natural-log mel magnitudes, float32 [N, MELS]."""
    return np.log(np.maximum(np.abs(stft(samples)).astype(np.float32) @ MEL.T, FLOOR)).astype(np.float32)


def read_metadata(folder):
    """Rows (id, text) of a folder's metadata.csv, in file order."""
    rows = []
    for line in (Path(folder) / "metadata.csv").read_text(encoding="utf-8").splitlines():
        if line.strip():
            name, text = line.split("|")[:2]
            rows.append((name, text))
    return rows


def held_out(name):
    """Whether a take is held out for evaluation: by prompt, never by take. Other sets than ARCTIC hold out every twentieth id by name."""
    if name.startswith("arctic_"):
        return name.startswith("arctic_b05")
    return sum(name.encode()) % 20 == 0


def validates(name):
    """Whether a take of the training part is set aside to choose checkpoints by (by prompt): what is held out must not choose."""
    return name.startswith("arctic_b04") if name.startswith("arctic_") else sum(name.encode()) % 20 == 1


def read_index(work, speaker):
    """The takes that `prepare.py` wrote: a list of {name, text, samples, offset, held_out}."""
    return json.loads((Path(work) / speaker / "index.json").read_text())


class Log:
    """A text log of one run: prints, and appends to a file next to the weights."""

    def __init__(self, path):
        self.path = Path(path)
        self.path.parent.mkdir(parents=True, exist_ok=True)

    def __call__(self, text):
        print(text, flush=True)
        with self.path.open("a") as out:
            out.write(text + "\n")
