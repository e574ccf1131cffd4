"""Owns making the blocks of acoustic models and prosody networks narrower: hidden values that the others can stand in for are taken out, which makes a voice cheaper.

The value whose loss costs a block's output least goes first, and the weights that are left are moved by least squares each time (optimal brain
surgeon, Hassibi and Stork 1993, on whole columns). Voices that share an encoder keep sharing it. A joint stage afterwards makes up for what
an acoustic model loses; a prosody network learns at once to say again what the wide one says.

"""

import argparse
import math
from copy import deepcopy
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import nn

from acoustic import Acoustic, Prosody
from acoustic_data import Batches, Utterances, collate
from common import DEFAULT_WORK
from data import Speaker
from predict import predict_take
from toolbox import Average, descend, load, save, seed_all
from train_acoustic import crop_batch
from train_prosody import forward
from vocoder import F0_SCALE

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


def narrow_prosody(work, name, checkpoint, expand, takes, steps):
    """A prosody network with narrower blocks, by what it makes of takes at their own durations, that has then learnt from the wide one."""
    data = Utterances(Speaker(work, name), work, name, 1)
    model = Prosody.like(load_file(checkpoint))
    load(model, checkpoint)
    wide = deepcopy(model).eval()
    batches = [collate([(*data.whole(take), 0)]) for take in data.train[:: max(1, len(data.train) // takes)]]

    def say():
        for batch in batches:
            forward(model.eval(), batch)

    narrow_all(model.blocks, say, expand[0])
    narrow_all(model.contour.blocks, say, expand[1])
    return taught(model, wide, Batches(data, 16), steps)


def taught(model, wide, batches, steps, rate=1e-3):
    """Weights (averaged) of a prosody network after `steps` of learning what a wide one says of the same takes, whole and cut, with lent marks too."""
    average = Average(model, 0.99)
    optimiser = torch.optim.Adam(model.parameters(), lr=rate)
    lost = 0.0
    for step in range(steps):
        optimiser.param_groups[0]["lr"] = rate * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * step / steps)))
        batch = crop_batch(batches.next(), 160)
        with torch.no_grad():
            wanted = forward(wide, batch)
        made = forward(model, batch)
        voicing = torch.sigmoid(wanted["voicing"])
        parts = {
            "durations": (made["durations"] - wanted["durations"]) ** 2 * batch["token_mask"][..., 0],
            "log_f0": ((made["log_f0"] - wanted["log_f0"]) / F0_SCALE) ** 2 * batch["mask"][..., 0] * (0.1 + voicing),
            "voicing": F.binary_cross_entropy_with_logits(made["voicing"], voicing, reduction="none") * batch["mask"][..., 0],
        }
        descend(optimiser, sum(part.mean() for part in parts.values()), 1.0)
        average.update(model)
        lost += float(parts["log_f0"].detach().mean())
        if (step + 1) % 100 == 0:
            print(f"step {step + 1}: ln F0 {lost / 100:.5f} from the wide network's (squared, in units of F0_SCALE)", flush=True)
            lost = 0.0
    return average.values


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, default=DEFAULT_WORK)
    parser.add_argument("--voice", nargs=2, action="append", default=[], metavar=("NAME", "CHECKPOINT"), help="may be repeated: voices that share an encoder")
    parser.add_argument("--prosody", nargs=2, action="append", default=[], metavar=("NAME", "CHECKPOINT"), help="may be repeated")
    parser.add_argument("--run", type=Path, default=None, help="output folder (WORK/narrow)")
    parser.add_argument("--encoder", type=float, default=2.0, help="hidden values for each value of a block's width in the encoder")
    parser.add_argument("--decoder", type=float, default=1.5, help="the same in the decoders")
    parser.add_argument("--melody", type=float, nargs=2, default=[1.0, 1.0], metavar=("TRUNK", "CONTOUR"), help="the same in prosody networks")
    parser.add_argument("--takes", type=int, default=150, help="takes of each voice that tell which values stay")
    parser.add_argument("--steps", type=int, default=600, help="steps in which a narrowed prosody network learns from the wide one")
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    seed_all(1)
    folder = args.run or args.work / "narrow"
    for name, checkpoint in args.prosody:
        save(narrow_prosody(args.work, name, checkpoint, args.melody, args.takes, args.steps), folder / f"prosody_{name}.safetensors")
    if not args.voice:
        return
    voices = [Voice(args.work, name, checkpoint, args.takes) for name, checkpoint in args.voice]
    shared = voices[0].model.encoder
    for voice in voices[1:]:
        if any(not torch.equal(a, b) for a, b in zip(shared.parameters(), voice.model.encoder.parameters())):
            raise SystemExit("the voices have encoders of their own: narrow them one by one")
        voice.model.encoder = shared
    narrow_all(shared.blocks, lambda: [voice.say() for voice in voices], args.encoder)
    for (name, _), voice in zip(args.voice, voices):
        narrow_all(voice.model.decoder.blocks, voice.say, args.decoder)
        save(voice.model.state_dict(), folder / f"{name}.safetensors")


if __name__ == "__main__":
    main()
