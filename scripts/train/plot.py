"""Owns the picture of a run's log.txt: every logged figure over steps."""

import argparse
import re
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("logs", nargs="+", type=Path)
    parser.add_argument("-o", "--out", type=Path, default=Path("losses.png"))
    args = parser.parse_args()
    curves = {}
    for path in args.logs:
        for line in path.read_text().splitlines():
            found = re.match(r"(held out|step) (\d+) (.*)", line)
            if found:
                for key, value in re.findall(r"(\w+) (-?[\d.]+)", found[3]):
                    if key != "seconds":
                        curves.setdefault(key, {}).setdefault(f"{path.parent.name if path.stem == 'log' else path.stem} {found[1]}", []).append((int(found[2]), float(value)))
    figure, axes = plt.subplots(len(curves), 1, figsize=(10, 2.5 * len(curves)), squeeze=False)
    for axis, (key, runs) in zip(axes[:, 0], curves.items()):
        for name, points in runs.items():
            axis.plot(*zip(*points), label=name)
        axis.set_ylabel(key)
        axis.legend(fontsize=7)
    figure.tight_layout()
    figure.savefig(args.out, dpi=80)


if __name__ == "__main__":
    main()
