"""Owns making the blocks of acoustic models narrower: hidden values that the others can stand in for are taken out, which makes a voice cheaper.

The value whose loss costs a block's output least goes first, and the weights that are left are moved by least squares each time (optimal brain
surgeon, Hassibi and Stork 1993, on whole columns). Voices that share an encoder keep sharing it. A joint stage afterwards makes up for what is lost.
"""

import argparse
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import nn

from acoustic import Acoustic
from acoustic_data import Utterances
from common import DEFAULT_WORK
from data import Speaker
from predict import predict_take
from toolbox import load, save

DAMPING = 1e-3  # added to each variance: a share of their mean


def chosen(covariance, weights, count):
    """covariance [H, H] of the hidden values, weights [W, H] that make the output -> (which `count` of them stay [count], their new weights [W, count])."""
    size = len(covariance)
    inverse = torch.linalg.inv(covariance + DAMPING * covariance.diagonal().mean() * torch.eye(size, dtype=covariance.dtype))
    weights, stay = weights.clone(), torch.ones(size, dtype=torch.bool)
    for _ in range(size - count):
        cost = (weights**2).sum(0) / inverse.diagonal()
        cost[~stay] = torch.inf
        out = int(cost.argmin())
        row = inverse[out] / inverse[out, out]
        weights -= weights[:, out : out + 1] * row
        inverse -= inverse[:, out : out + 1] * row
        stay[out], inverse[out, out] = False, 1.0
    return stay, weights[:, stay]


@torch.no_grad()
def narrow(block, hidden, count):
    """Leaves a block `count` hidden values; `hidden` [M, H] are those it made of recordings. Returns the share of its output's variance that is lost."""
    mean = hidden.mean(0)
    hidden = hidden - mean
    gain, down = block.gain.double()[:, None], block.down.weight.double()
    stay, weights = chosen(hidden.T @ hidden / len(hidden), gain * down, count)
    weights = weights / gain
    lost = (hidden @ down.T - hidden[:, stay] @ weights.T).var() / (hidden @ down.T).var()
    block.down.bias += (down @ mean - weights @ mean[stay]).float()
    block.down.weight = nn.Parameter(weights.float())
    block.up.weight, block.up.bias = (nn.Parameter(x[stay].clone()) for x in (block.up.weight, block.up.bias))
    return float(lost)


@torch.no_grad()
def narrow_all(blocks, say, expand):
    """Narrows blocks in their order, each by what it hears from those that are narrow already; `say()` runs the model over takes."""
    for number, block in enumerate(blocks):
        heard = []
        hook = block.down.register_forward_pre_hook(lambda _, given: heard.append(given[0].flatten(0, 1)))
        say()
        hook.remove()
        lost = narrow(block, torch.cat(heard).double(), round(expand * len(block.gain)))
        print(f"block {number}: {100 * lost:.1f} % of its variance lost", flush=True)


class Voice:
    """An acoustic model and the takes it is heard on."""

    def __init__(self, work, name, checkpoint, takes):
        self.data = Utterances(Speaker(work, name), work, name, 1)
        self.takes = self.data.train[:: max(1, len(self.data.train) // takes)]
        self.model = Acoustic.like(load_file(checkpoint), len(self.data.train))
        load(self.model, checkpoint)
        self.model.eval()

    def say(self):
        """Every other take in its own style, the rest as exported."""
        for nth, take in enumerate(self.takes):
            predict_take(self.model, self.data, take, self.model.styles.weight[take["nth"]] * (nth % 2))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, default=DEFAULT_WORK)
    parser.add_argument("--voice", nargs=2, action="append", required=True, metavar=("NAME", "CHECKPOINT"), help="may be repeated: voices that share an encoder")
    parser.add_argument("--run", type=Path, default=None, help="output folder (WORK/narrow)")
    parser.add_argument("--encoder", type=float, default=2.0, help="hidden values for each value of a block's width in the encoder")
    parser.add_argument("--decoder", type=float, default=1.5, help="the same in the decoders")
    parser.add_argument("--takes", type=int, default=150, help="takes of each voice that tell which values stay")
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    voices = [Voice(args.work, name, checkpoint, args.takes) for name, checkpoint in args.voice]
    shared = voices[0].model.encoder
    for voice in voices[1:]:
        if any(not torch.equal(a, b) for a, b in zip(shared.parameters(), voice.model.encoder.parameters())):
            raise SystemExit("the voices have encoders of their own: narrow them one by one")
        voice.model.encoder = shared
    narrow_all(shared.blocks, lambda: [voice.say() for voice in voices], args.encoder)
    for (name, _), voice in zip(args.voice, voices):
        narrow_all(voice.model.decoder.blocks, voice.say, args.decoder)
        save(voice.model.state_dict(), (args.run or args.work / "narrow") / f"{name}.safetensors")


if __name__ == "__main__":
    main()
