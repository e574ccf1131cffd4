"""Owns what the training loops share: seeds, weight averaging and checkpoints (fp16 safetensors, no optimiser state)."""

import random
from contextlib import contextmanager
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

    @contextmanager
    def lent(self, module):
        """Inside, the module has the averaged weights."""
        own = {k: v.clone() for k, v in module.state_dict().items()}
        module.load_state_dict(self.values)
        yield
        module.load_state_dict(own)

    def state_dict(self):
        return {"values": self.values, "steps": self.steps}

    def load_state_dict(self, state):
        self.steps = state["steps"]
        for key, value in state["values"].items():
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


def descend(optimiser, loss, longest):
    """One step down the gradient, which is cut to a length."""
    optimiser.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_([p for group in optimiser.param_groups for p in group["params"]], longest)
    optimiser.step()


def moved(batch, device):
    """A batch (list or dict of tensors) on a device; lengths stay where they are read."""
    if isinstance(batch, dict):
        return {key: value if key == "frames" else value.to(device) for key, value in batch.items()}
    return [value.to(device) for value in batch]


class Joined:
    """The step at which discriminators joined a run; None before it."""

    at = None

    def state_dict(self):
        return {"at": self.at}

    def load_state_dict(self, state):
        self.at = state["at"]
