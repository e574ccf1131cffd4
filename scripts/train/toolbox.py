"""Owns what both training loops share: seeds, weight averaging, checkpoints (fp16 safetensors, no optimiser state) and schedules."""

import math
import random
import time
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save_file


def seed_all(seed):
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)


class Average:
    """Exponential moving average of a module's parameters."""

    def __init__(self, module, decay):
        self.decay, self.steps = decay, 0
        self.values = {k: v.detach().clone() for k, v in module.state_dict().items()}

    @torch.no_grad()
    def update(self, module):
        self.steps += 1
        decay = min(self.decay, (1 + self.steps) / (10 + self.steps))
        for key, value in module.state_dict().items():
            if value.dtype.is_floating_point:
                self.values[key].lerp_(value, 1 - decay)
            else:
                self.values[key].copy_(value)


def save(state, path):
    """Writes a state dict as fp16 safetensors, through a temporary name."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    spare = path.with_suffix(".part")
    save_file({k: (v.half() if v.dtype.is_floating_point else v).contiguous().clone() for k, v in state.items()}, spare)
    spare.replace(path)


def load(module, path, strict=True):
    """Loads an fp16 checkpoint into a float32 module. Tensors that the module has no use for are passed over; `strict`: none may be missing."""
    state = {k: (v.float() if v.dtype.is_floating_point else v) for k, v in load_file(path).items()}
    found = module.load_state_dict(state, strict=False)
    if strict and found.missing_keys:
        raise KeyError(f"{path} has no {found.missing_keys}")
    return found


class Schedule:
    """Progress 0..1 of a run, by steps (reproducible), or by minutes too where a shared machine's speed is unknown; and the learning rate."""

    def __init__(self, steps, minutes=None):
        self.steps, self.minutes, self.began = steps, minutes, time.time()

    def seconds(self):
        return time.time() - self.began

    def progress(self, step):
        share = step / self.steps
        return min(1.0, max(share, self.seconds() / 60 / self.minutes) if self.minutes else share)

    def rate(self, step, peak, warm=100, floor=0.02):
        """Linear warm-up, then cosine decay to `floor` times the peak."""
        if step < warm:
            return peak * (step + 1) / warm
        return peak * (floor + (1 - floor) * 0.5 * (1 + math.cos(math.pi * self.progress(step))))


def follow_threads(run):
    """Takes up a new thread count written to RUN/threads while the run goes on (cores come and go on a shared machine)."""
    wish = Path(run) / "threads"
    if wish.exists():
        torch.set_num_threads(int(wish.read_text()))
