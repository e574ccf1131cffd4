"""Owns a training run: its settings, log, seeds, device, clock, learning rate, and its whole state, so that the same command goes on where a run was
ended. Knows no model: what a run keeps is handed to it, each part with `state_dict` and `load_state_dict`.

A run that is ended by steps is repeatable on one kind of processor, in one go or in several; a GPU promises no such thing.
"""

import math
import time
from pathlib import Path

import torch

from common import DEFAULT_WORK, Log
from toolbox import seed_all

STATE = "state.pt"
# Settings that may differ between the parts of one run.
LOOSE = {"threads", "pause_after", "fresh", "device", "work"}


def options(parser, steps, rate, save_every):
    """The options that every run has."""
    parser.add_argument("--work", type=Path, default=DEFAULT_WORK)
    parser.add_argument("--run", type=Path, default=None, help="output folder; a run that was ended there goes on")
    parser.add_argument("--steps", type=int, default=steps)
    parser.add_argument("--minutes", type=float, help="end by the clock instead, when that comes first")
    parser.add_argument("--pause-after", type=float, metavar="MINUTES", help="leave off after so long; the same command goes on from there")
    parser.add_argument("--rate", type=float, default=rate, help="highest learning rate")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1, help="a number written to RUN/threads changes it while the run goes on")
    parser.add_argument("--device", help="cpu, cuda, cuda:1; default: a GPU where there is one")
    parser.add_argument("--save-every", type=int, default=save_every)
    parser.add_argument("--fresh", action="store_true", help="begin anew in a folder that holds a run")


class Run:
    """One run in its folder. `steps` is its loop."""

    def __init__(self, args, name):
        self.args, self.folder = args, args.run or args.work / name
        self.device = torch.device(args.device or ("cuda" if torch.cuda.is_available() else "cpu"))
        self.step, self.spent, self.best, self.parts, self.sums, self.count = 0, 0.0, None, {}, {}, 0
        torch.set_num_threads(args.threads)
        if self.device.type == "cuda":
            torch.set_float32_matmul_precision("high")  # TF32
        seed_all(args.seed)
        self.log = Log(self.folder / "log.txt")
        self.settings = {k: str(v) for k, v in vars(args).items() if k not in LOOSE}
        self.log(f"# {vars(args)} on {self.device}")

    def keep(self, **parts):
        """Names what the run's state is made of, and takes up the state that was left in the folder."""
        self.parts, path = parts, self.folder / STATE
        if self.args.fresh or not path.exists():
            return
        state = torch.load(path, map_location="cpu", weights_only=False)
        if state["settings"] != self.settings:
            other = sorted(k for k in self.settings if state["settings"].get(k) != self.settings[k])
            raise SystemExit(f"{self.folder} holds a run with other settings ({', '.join(other)}): name another --run, or --fresh")
        for key, part in parts.items():
            part.load_state_dict(state["parts"][key])
        self.step, self.spent, self.best, self.sums, self.count = (state[k] for k in ("step", "spent", "best", "sums", "count"))
        torch.set_rng_state(state["random"])
        self.log(f"# goes on from step {self.step}")

    def steps(self, *optimisers):
        """The numbers of the steps to take; sets the optimisers' learning rate before each, logs and saves after it."""
        began, spent = time.time(), self.spent
        while self.step < self.args.steps and self.progress() < 1:
            for optimiser in optimisers:
                for group in optimiser.param_groups:
                    group["lr"] = self.rate()
            self.spent = spent + time.time() - began
            self.paused = self.args.pause_after is not None and time.time() - began >= self.args.pause_after * 60
            self.last = self.step + 1 == self.args.steps or self.progress() >= 1
            yield self.step
            if (self.step + 1) % 50 == 0 or self.last:
                self.report()
            due = self.due()
            self.step += 1
            if due:
                self.leave()
            if self.last or self.paused:
                break

    def due(self):
        """Whether checkpoints are to be written in this step."""
        return (self.step + 1) % self.args.save_every == 0 or self.last or self.paused

    def progress(self):
        """0..1, by steps or, where it is further on, by the clock."""
        share = self.step / self.args.steps
        return min(1.0, max(share, self.spent / 60 / self.args.minutes) if self.args.minutes else share)

    def rate(self, warm=100, floor=0.02):
        """Linear warm-up, then cosine decay to `floor` times the highest rate."""
        if self.step < warm:
            return self.args.rate * (self.step + 1) / warm
        return self.args.rate * (floor + (1 - floor) * 0.5 * (1 + math.cos(math.pi * self.progress())))

    def note(self, parts):
        """Losses of this step; their means are logged every 50 steps."""
        self.count += 1
        for key, value in parts.items():
            self.sums[key] = self.sums.get(key, 0.0) + value.detach()  # read when it is reported: a GPU need not be waited for

    def report(self):
        wish = self.folder / "threads"
        if wish.exists():
            torch.set_num_threads(int(wish.read_text()))
        if self.count:
            self.log(f"step {self.step + 1} " + " ".join(f"{k} {float(v) / self.count:.4f}" for k, v in self.sums.items()) + f" seconds {self.spent:.0f}")
        self.sums, self.count = {}, 0

    def leave(self):
        """Writes the whole state, through a temporary name."""
        spare = self.folder / f"{STATE}.part"
        torch.save({"settings": self.settings, "parts": {k: part.state_dict() for k, part in self.parts.items()}, "random": torch.get_rng_state(),
                    "step": self.step, "spent": self.spent, "best": self.best, "sums": {k: float(v) for k, v in self.sums.items()}, "count": self.count}, spare)
        spare.replace(self.folder / STATE)
