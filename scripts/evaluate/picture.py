"""Owns spectrogram pictures: WAVs of any number under one another, 0 to 12 kHz, with F0 drawn over (Praat)."""

import argparse
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402
import numpy as np  # noqa: E402
import parselmouth  # noqa: E402
import soundfile  # noqa: E402


def draw(panels, out, top=12000, columns=1):
    """`panels`: (title, samples, rate), drawn on one time scale to a PNG. A panel ends at its own Nyquist frequency."""
    rows = -(-len(panels) // columns)
    seconds = max(len(samples) / rate for _, samples, rate in panels)
    width = min(16, 4 + 4 * seconds) if columns == 1 else 9 * columns
    figure, axes = plt.subplots(rows, columns, figsize=(width, 3.4 * rows), squeeze=False)
    for axis in axes.flat[len(panels):]:
        axis.set_axis_off()
    for axis, (title, samples, rate) in zip(axes.flat, panels):
        samples = samples / (np.sqrt((samples**2).mean()) + 1e-9) * 0.07
        axis.specgram(samples, NFFT=512 * rate // 24000, Fs=rate, noverlap=384 * rate // 24000, vmin=-130, vmax=-40, cmap="magma")
        axis.set_ylim(0, top)
        axis.set_xlim(0, seconds)
        axis.set_facecolor("#202020")
        over = axis.twinx()
        over.set_ylim(50, 600)
        try:
            pitch = parselmouth.Sound(samples.astype(np.float64), rate).to_pitch_ac(time_step=0.005, pitch_floor=60, pitch_ceiling=500)
            hertz = pitch.selected_array["frequency"]
            hertz[hertz == 0] = np.nan
            over.plot(pitch.xs(), hertz, "c.", markersize=2)
        except parselmouth.PraatError:  # shorter than three periods
            pass
        axis.set_title(title, fontsize=9)
    figure.tight_layout()
    Path(out).parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(out, dpi=60)
    plt.close(figure)


def panel(path, title=None):
    """A WAV as a panel."""
    samples, rate = soundfile.read(path)
    return title or f"{Path(path).parent.name}/{Path(path).name}", samples if samples.ndim == 1 else samples.mean(1), rate


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wavs", nargs="+", type=Path)
    parser.add_argument("-o", "--out", type=Path, default=Path("picture.png"))
    parser.add_argument("--top", type=float, default=12000)
    args = parser.parse_args()
    draw([panel(path) for path in args.wavs], args.out, args.top)


if __name__ == "__main__":
    main()
