"""Owns the acoustic model: what is said (encoder, decoder) and how (prosody), two networks that share no weights.

Melody and timing of an hour of speech are memorised by what its mel needs, so they have a small network of their own, trained and stopped by
itself. The exported graphs join them again: the encoder's states carry both. Numbers between the graphs are the renderer's to edit.
"""

import torch
import torch.nn.functional as F
from torch import nn

from common import MELS
from phones import SMALLEST_RANGES
from vocoder import F0_MEAN, F0_SCALE, MEL_MEAN, MEL_SCALE, Block

STATES, MELODY = 160, 48  # widths of what the encoder and the prosody network say of a phone
STYLE = 8  # values of the per-take style vector (training only; a constant at inference)


def expansions(state, *blocks):
    """Hidden values for each value of the width, of blocks of a checkpoint."""
    shapes = (state[f"{block}.up.weight"].shape for block in blocks)
    return [hidden / width for hidden, width in shapes]


class Encoder(nn.Module):
    """tokens i64 [B, T, 6] (+ style [B, STYLE]) -> states [B, T, H]."""

    def __init__(self, width=256, blocks=6, states=STATES, expand=3):
        super().__init__()
        self.embeddings = nn.ModuleList(nn.Embedding(n, width) for n in SMALLEST_RANGES)
        for table in self.embeddings:
            nn.init.normal_(table.weight, std=0.4)
        self.style = nn.Linear(STYLE, width, bias=False)
        self.first_norm = nn.LayerNorm(width)
        self.blocks = nn.ModuleList(Block(width, kernel=7, expand=expand) for _ in range(blocks))
        self.context = nn.Linear(width, width)
        self.last_norm = nn.LayerNorm(width)
        self.leave = nn.Linear(width, states)

    def forward(self, tokens, style, mask=None, drop=0.0):
        x = sum(table(tokens[..., column]) for column, table in enumerate(self.embeddings))
        x = self.first_norm(x + self.style(style)[:, None])
        if drop:
            x = F.dropout(x, drop)
        half = len(self.blocks) // 2
        for order, block in enumerate(self.blocks):
            if order == half:  # one utterance-wide summary
                total = x.mean(1) if mask is None else (x * mask).sum(1) / mask.sum(1)
                x = x + F.gelu(self.context(total), approximate="tanh")[:, None]
            x = block(x, mask)
        return self.leave(self.last_norm(x))


class Prosody(nn.Module):
    """tokens -> melody states [B, T, MELODY], log durations ln(d + 1) [B, T], phone pitch [B, T]; `contour` makes F0 of the states.

    `expand`: hidden values of its own blocks and of the contour's for each value of their width.
    """

    def __init__(self, width=128, blocks=4, expand=(3, 3)):
        super().__init__()
        self.embeddings = nn.ModuleList(nn.Embedding(n, width) for n in SMALLEST_RANGES)
        for table in self.embeddings:
            nn.init.normal_(table.weight, std=0.4)
        self.first_norm = nn.LayerNorm(width)
        self.blocks = nn.ModuleList(Block(width, kernel=7, expand=expand[0]) for _ in range(blocks))
        self.context = nn.Linear(2 * width, width)
        self.last_norm = nn.LayerNorm(width)
        self.leave = nn.Linear(width, MELODY)
        self.duration = nn.Linear(width, 1)
        self.pitch = nn.Linear(width, 1)
        # Past all dropout: voicing and most of a duration hang on the phone and its neighbours.
        self.local = nn.ModuleList(nn.Embedding(n, 64) for n in SMALLEST_RANGES)
        self.spelling = nn.Conv1d(64, MELODY, 5, padding=2)
        self.tempo = nn.Sequential(nn.Conv1d(64, 96, 5, padding=2), nn.GELU(approximate="tanh"), nn.Conv1d(96, 1, 1))
        self.contour = Pitch(MELODY, expand=expand[1])
        nn.init.zeros_(self.spelling.weight)
        nn.init.zeros_(self.tempo[2].weight)
        nn.init.constant_(self.duration.bias, 2.0)

    @classmethod
    def like(cls, state):
        """A network with blocks as wide as those of a checkpoint."""
        return cls(expand=expansions(state, "blocks.0", "contour.blocks.0"))

    def forward(self, tokens, mask=None, drop=0.0, hide=0.0):
        """`hide`: share of tokens whose phone the trunk does not see in training: melody follows structure, not spelling."""
        seen = [tokens[..., column] for column in range(len(self.embeddings))]
        if hide:
            seen[0] = seen[0] * (torch.rand(seen[0].shape, device=tokens.device) > hide)
        x = sum(table(column) for table, column in zip(self.embeddings, seen))
        x = self.first_norm(x)
        if drop:
            x = F.dropout(x, drop)
        half = len(self.blocks) // 2
        for order, block in enumerate(self.blocks):
            if order == half:  # of the whole utterance; the largest values say how it begins ("do you"), however long it is
                if mask is None:
                    total = torch.cat([x.mean(1), x.amax(1)], -1)
                else:
                    total = torch.cat([(x * mask).sum(1) / mask.sum(1), (x - 1e4 * (1 - mask)).amax(1)], -1)
                x = x + F.gelu(self.context(total), approximate="tanh")[:, None]
            x = block(x, mask)
            if drop:
                x = F.dropout(x, drop)
        x = self.last_norm(x)
        local = sum(table(tokens[..., column]) for column, table in enumerate(self.local)).transpose(1, 2)
        return self.leave(x) + self.spelling(local).transpose(1, 2), self.duration(x)[..., 0] + self.tempo(local)[:, 0], self.pitch(x)[..., 0]


def place_features(position):
    """position [B, N, 2] = (share of the phone, ln mel frames) -> [B, N, 5] smooth features."""
    share, length = position[..., 0], position[..., 1]
    into = share * torch.exp(length)
    rest = (1 - share) * torch.exp(length)
    return torch.stack([2 * share - 1, (length - 2) * 0.7, torch.exp(-into / 3), torch.exp(-rest / 3), 4 * share * (1 - share) - 0.6], -1)


class Pitch(nn.Module):
    """states [B, N, H], position [B, N, 2] -> log_f0 [B, N] ln Hz, voicing logit [B, N]."""

    def __init__(self, states=MELODY, width=96, blocks=4, expand=3):
        super().__init__()
        self.enter = nn.Linear(states + 5, width)
        self.blocks = nn.ModuleList(Block(width, kernel=9, expand=expand) for _ in range(blocks))
        self.norm = nn.LayerNorm(width)
        self.leave = nn.Linear(width, 2)

    def forward(self, states, position, mask=None):
        x = self.enter(torch.cat([states, place_features(position)], -1))
        for block in self.blocks:
            x = block(x, mask)
        out = self.leave(self.norm(x))
        return F0_MEAN + F0_SCALE * out[..., 0], out[..., 1]


class Decoder(nn.Module):
    """states, position, log_f0 [B, N], voicing [B, N] 0/1 -> log mel [B, MELS, N]."""

    def __init__(self, states=STATES, width=192, blocks=5, expand=3):
        super().__init__()
        self.enter = nn.Linear(states + 5 + 3, width)
        self.blocks = nn.ModuleList(Block(width, kernel=7, expand=expand) for _ in range(blocks))
        self.norm = nn.LayerNorm(width)
        self.leave = nn.Linear(width, MELS)

    def forward(self, states, position, log_f0, voicing, mask=None):
        pitch = (log_f0 - F0_MEAN) / F0_SCALE
        given = torch.stack([pitch, voicing * 2 - 1, pitch * voicing], -1)
        x = self.enter(torch.cat([states, place_features(position), given], -1))
        for block in self.blocks:
            x = block(x, mask)
        return (MEL_MEAN + MEL_SCALE * self.leave(self.norm(x))).transpose(1, 2)


class Acoustic(nn.Module):
    """Encoder and decoder together, for training. `takes` style vectors are learned and dropped out now and then.

    `expand`: hidden values of the encoder's and of the decoder's blocks for each value of their width (narrow.py takes some out).
    """

    def __init__(self, takes, expand=(3, 3)):
        super().__init__()
        self.encoder, self.decoder = Encoder(expand=expand[0]), Decoder(expand=expand[1])
        self.styles = nn.Embedding(takes, STYLE)
        nn.init.normal_(self.styles.weight, std=0.1)

    @classmethod
    def like(cls, state, takes):
        """A model with blocks as wide as those of a checkpoint."""
        return cls(takes, expansions(state, "encoder.blocks.0", "decoder.blocks.0"))

    def draw(self, tokens, mask, style, index, position, log_f0, voicing, drop=None):
        """Log mel [B, MELS, N] of crops, and their phones [B, N]. `drop`: dropout of an encoder that learns; None keeps it out of the gradient."""
        with torch.set_grad_enabled(drop is not None):
            states = self.encoder(tokens, style, mask, drop=drop or 0.0)
        states = torch.gather(states, 1, index[..., None].expand(-1, -1, states.shape[-1]))
        return self.decoder(states, position, log_f0, voicing), torch.gather(tokens[..., 0], 1, index)


def positions(durations):
    """i64 [T] mel frames per phone -> (index of the phone of each mel frame [N], position [N, 2])."""
    index = torch.repeat_interleave(torch.arange(len(durations)), durations)
    starts = torch.cumsum(durations, 0) - durations
    length = durations[index].float()
    share = (torch.arange(len(index)) - starts[index] + 0.5) / length
    return index, torch.stack([share, torch.log(length)], -1)
