"""Owns spectrogram pictures: WAVs of any number under one another, 0 to 12 kHz, with F0 drawn over (Praat)."""

import argparse
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402
import numpy as np  # noqa: E402
import parselmouth  # noqa: E402
import soundfile  # noqa: E402


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wavs", nargs="+", type=Path)
    parser.add_argument("-o", "--out", type=Path, default=Path("picture.png"))
    parser.add_argument("--top", type=float, default=12000)
    args = parser.parse_args()
    figure, axes = plt.subplots(len(args.wavs), 1, figsize=(16, 4.2 * len(args.wavs)), squeeze=False)
    for axis, path in zip(axes[:, 0], args.wavs):
        samples, rate = soundfile.read(path)
        samples = samples / (np.sqrt((samples**2).mean()) + 1e-9) * 0.07
        axis.specgram(samples, NFFT=512, Fs=rate, noverlap=384, vmin=-130, vmax=-40, cmap="magma")
        axis.set_ylim(0, args.top)
        pitch = parselmouth.Sound(samples, rate).to_pitch_ac(time_step=0.005, pitch_floor=75, pitch_ceiling=420)
        hertz = pitch.selected_array["frequency"]
        hertz[hertz == 0] = np.nan
        over = axis.twinx()
        over.plot(pitch.xs(), hertz, "c.", markersize=2)
        over.set_ylim(50, 600)
        axis.set_title(f"{path.parent.name}/{path.name}", fontsize=9)
    figure.tight_layout()
    figure.savefig(args.out, dpi=60)


if __name__ == "__main__":
    main()
