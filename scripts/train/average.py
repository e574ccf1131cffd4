"""Owns the average of checkpoints of one run, or of runs that began alike: the mean of every weight.

What several points of a training agree on is heard better than any one of them (LOG.md, seventh round).
"""

import argparse
from pathlib import Path

import torch
from safetensors.torch import load_file

from toolbox import save


def average(paths):
    """The mean of each tensor; the checkpoints must hold the same ones."""
    states = [load_file(path) for path in paths]
    for path, state in zip(paths, states):
        if {k: v.shape for k, v in state.items()} != {k: v.shape for k, v in states[0].items()}:
            raise SystemExit(f"{path} holds other weights than {paths[0]}")
    return {key: torch.stack([state[key].float() for state in states]).mean(0).to(value.dtype) for key, value in states[0].items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoints", type=Path, nargs="+")
    parser.add_argument("-o", "--out", type=Path, required=True)
    args = parser.parse_args()
    save(average(args.checkpoints), args.out)


if __name__ == "__main__":
    main()
