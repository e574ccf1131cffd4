"""Owns the networks as they are exported: what acoustic.py and vocoder.py compute, with fewer operations for a renderer to run.

Scales and means go into the weights beside them, a residual is what a product is added to, a convolution over time has a height of one (runtimes
have faster kernels for images), and what pitch and decoder make of a phone's states alone is made once for a phone, in the encoder, instead of for
each of its mel frames. All values are equal to those of the training modules but for rounding (`export.py` checks it).
"""

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from acoustic import MELODY, STATES
from common import KNOTS_HARMONIC, MELS, band_edges
from phones import SMALLEST_RANGES
from vocoder import F0_MEAN, F0_SCALE, MEL_MEAN, MEL_SCALE


def folded(linear, scale=None, shift=None, gain=None, add=None):
    """Weights [in, out] and bias [out] of gain * linear(scale * x + shift) + add, for torch.addmm."""
    weight, bias = linear.weight.detach().double(), linear.bias.detach().double()
    if shift is not None:
        bias = bias + weight @ shift.detach().double()
    if scale is not None:
        weight = weight * scale.detach().double()
    if gain is not None:
        gain = torch.as_tensor(gain).detach().double()
        weight, bias = (gain[:, None] if gain.ndim else gain) * weight, gain * bias
    return nn.Parameter(weight.T.float().contiguous()), nn.Parameter((bias + (0 if add is None else add)).float())


class Over(nn.Module):
    """Convolution over time: [N, C] -> [N, C']."""

    def __init__(self, weight, bias, groups=1):
        super().__init__()
        self.weight, self.bias, self.groups = nn.Parameter(weight.detach()[:, :, None]), nn.Parameter(bias.detach()), groups

    def forward(self, x):
        image = x.view(1, 1, -1, self.weight.shape[1] * self.groups).permute(0, 3, 1, 2)  # [1, C, 1, N]
        out = F.conv2d(image, self.weight, self.bias, padding=(0, self.weight.shape[-1] // 2), groups=self.groups)
        return out.permute(0, 2, 3, 1).view(-1, len(self.bias))


class LeanBlock(nn.Module):
    """vocoder.Block over [N, C]."""

    def __init__(self, block):
        super().__init__()
        self.over = Over(block.depthwise.weight, block.depthwise.bias, groups=block.depthwise.groups)
        self.up, self.up_bias = folded(block.up, block.norm.weight, block.norm.bias)
        self.down, self.down_bias = folded(block.down, gain=block.gain)

    def forward(self, x):
        y = F.layer_norm(self.over(x), self.down_bias.shape)
        hidden = F.gelu(torch.addmm(self.up_bias, y, self.up), approximate="tanh")
        return torch.addmm(x + self.down_bias, hidden, self.down)


class Last(nn.Module):
    """A norm and a linear layer after it."""

    def __init__(self, norm, linear, **more):
        super().__init__()
        self.weight, self.bias = folded(linear, norm.weight, norm.bias, **more)

    def forward(self, x):
        return torch.addmm(self.bias, F.layer_norm(x, self.weight.shape[:1]), self.weight)


def lean(blocks):
    return nn.ModuleList(LeanBlock(block) for block in blocks)


class EncoderGraph(nn.Module):
    """tokens [1, T, 6] -> states (what the decoder and what the pitch graph enter with), durations in mel frames, at a fixed style."""

    def __init__(self, acoustic, prosody, style, stretch):
        super().__init__()
        encoder, self.stretch = acoustic.encoder, stretch
        self.widths = [encoder.first_norm.normalized_shape[0], prosody.first_norm.normalized_shape[0], prosody.spelling.in_channels]
        tables = [torch.cat([table.weight.detach() for table in column], 1) for column in zip(encoder.embeddings, prosody.embeddings, prosody.local)]
        tables[0][:, : self.widths[0]] += (encoder.style.weight @ style).detach()
        self.table = nn.Parameter(torch.cat(tables))
        self.register_buffer("first", torch.tensor(np.cumsum((0, *SMALLEST_RANGES[:-1]))))
        self.encoder, self.prosody = nn.ModuleDict(), nn.ModuleDict()
        for own, whole in ((self.encoder, encoder), (self.prosody, prosody)):
            own.update({"first": whole.first_norm, "blocks": lean(whole.blocks), "context": whole.context})
        entered, melody = acoustic.decoder.enter, prosody.contour.enter
        self.states = Last(encoder.last_norm, joined(encoder.leave, entered, STATES))
        spelling = prosody.spelling
        into = melody.weight.detach()[:, :MELODY]
        self.melody = Last(prosody.last_norm, joined(prosody.leave, melody, MELODY, prosody.duration))
        tempo, out = prosody.tempo[0], prosody.tempo[2]
        self.local = Over(torch.cat([torch.einsum("om,mik->oik", into, spelling.weight.detach()), tempo.weight.detach()]),
                          torch.cat([into @ spelling.bias.detach(), tempo.bias.detach()]))
        self.parts = [into.shape[0], tempo.out_channels]
        self.tempo, self.tempo_bias = nn.Parameter(out.weight.detach()[:, :, 0].T.contiguous()), nn.Parameter(out.bias.detach())

    def forward(self, tokens):
        said, sung, local = self.table[tokens.squeeze(0) + self.first].sum(1).split(self.widths, 1)
        said = self.run(self.encoder, said, lambda x: x.mean(0, keepdim=True))
        sung = self.run(self.prosody, sung, lambda x: torch.cat([x.mean(0, keepdim=True), x.amax(0, keepdim=True)], 1))
        spelt, tempo = self.local(local).split(self.parts, 1)
        melody, duration = self.melody(sung).split([self.parts[0], 1], 1)
        duration = torch.addmm(duration + self.tempo_bias, F.gelu(tempo, approximate="tanh"), self.tempo)
        durations = (torch.exp(duration) - 1).clamp(min=0) * self.stretch
        return torch.cat([self.states(said), melody + spelt], 1).unsqueeze(0), durations.view(1, -1)

    @staticmethod
    def run(parts, x, summary):
        x, half = parts["first"](x), len(parts["blocks"]) // 2
        for order, block in enumerate(parts["blocks"]):
            if order == half:
                x = x + F.gelu(parts["context"](summary(x)), approximate="tanh")
            x = block(x)
        return x


@torch.no_grad()
def joined(leave, enter, width, *beside):
    """`leave`, then the first `width` inputs of `enter`, as one linear layer; the outputs of layers `beside` it follow its own."""
    into = enter.weight.double()[:, :width]
    weight, bias = into @ leave.weight.double(), into @ leave.bias.double() + enter.bias.double()
    made = nn.Linear(leave.in_features, enter.out_features + sum(one.out_features for one in beside))
    made.weight.copy_(torch.cat([weight, *(one.weight.double() for one in beside)]))
    made.bias.copy_(torch.cat([bias, *(one.bias.double() for one in beside)]))
    return made


def place_columns(position):
    """acoustic.place_features over [N, 2], as columns."""
    share, length = position.split(1, 1)
    size = torch.exp(length)
    into, rest = share * size, (1 - share) * size
    return [2 * share - 1, (length - 2) * 0.7, torch.exp(-into / 3), torch.exp(-rest / 3), 4 * share * (1 - share) - 0.6]


def widened(log_f0, voicing, widen):
    """[B, N] -> the same, its movement about each utterance's voiced mean times `widen`."""
    mean = (log_f0 * voicing).sum(1, keepdim=True) / (voicing.sum(1, keepdim=True) + 1e-3)
    return mean + widen * (log_f0 - mean)


class PitchGraph(nn.Module):
    """states, position -> log_f0 with its movement widened about the utterance's mean, voicing probability."""

    def __init__(self, contour, first, widen):
        """`first`: the states before its own."""
        super().__init__()
        self.first, self.widen = first, widen
        self.enter = nn.Parameter(contour.enter.weight.detach()[:, MELODY:].T.contiguous())
        self.blocks = lean(contour.blocks)
        self.last = Last(contour.norm, contour.leave, gain=torch.tensor([F0_SCALE, 1.0]), add=torch.tensor([F0_MEAN, 0.0]))

    def forward(self, states, position):
        x = torch.addmm(states.squeeze(0)[:, self.first :], torch.cat(place_columns(position.squeeze(0)), 1), self.enter)
        for block in self.blocks:
            x = block(x)
        log_f0, voicing = (x.view(1, -1) for x in self.last(x).split(1, 1))
        voicing = torch.sigmoid(voicing)
        return widened(log_f0, voicing, self.widen), voicing


def moved_bands(factor):
    """[MELS, MELS] log mel -> log mel with every formant at `factor` times its frequency; linear between bands, rows sum to one."""
    hertz = band_edges()[1:-1]
    place = np.interp(hertz / factor, hertz, np.arange(MELS))
    low = np.minimum(place.astype(int), MELS - 2)
    matrix = np.zeros((MELS, MELS), np.float32)
    matrix[np.arange(MELS), low] = 1 - (place - low)
    matrix[np.arange(MELS), low + 1] += place - low
    return torch.from_numpy(matrix)


class DecoderGraph(nn.Module):
    """states, position, log_f0, voicing -> mel, its formants moved: that costs nothing, for it is folded into the last layer."""

    def __init__(self, decoder, formants=1.0):
        super().__init__()
        self.width = decoder.enter.out_features
        self.enter = nn.Parameter(decoder.enter.weight.detach()[:, STATES:].T.contiguous())
        self.blocks = lean(decoder.blocks)
        self.last = Last(decoder.norm, decoder.leave, gain=MEL_SCALE, add=MEL_MEAN)
        if formants != 1.0:
            bands = moved_bands(formants)
            self.last.weight, self.last.bias = nn.Parameter(self.last.weight.detach() @ bands.T), nn.Parameter(bands @ self.last.bias.detach())

    def forward(self, states, position, log_f0, voicing):
        pitch, voicing = (log_f0.view(-1, 1) - F0_MEAN) / F0_SCALE, voicing.view(-1, 1)
        given = torch.cat([*place_columns(position.squeeze(0)), pitch, voicing * 2 - 1, pitch * voicing], 1)
        x = torch.addmm(states.squeeze(0)[:, : self.width], given, self.enter)
        for block in self.blocks:
            x = block(x)
        return self.last(x).T.unsqueeze(0)


class VocoderGraph(nn.Module):
    """mel, log_f0, voicing -> harmonic, noise."""

    def __init__(self, vocoder):
        super().__init__()
        self.enter, self.first, self.blocks = vocoder.enter, vocoder.first_norm, lean(vocoder.blocks)
        self.last = Last(vocoder.last_norm, vocoder.leave)
        self.skip = nn.Parameter(vocoder.skip.weight.detach().T.contiguous())

    def forward(self, mel, log_f0, voicing):
        level, pitch = (mel - MEL_MEAN) / MEL_SCALE, (log_f0 - F0_MEAN) / F0_SCALE
        x = self.first(self.enter(torch.cat([level, pitch[:, None], voicing[:, None]], 1)).squeeze(0).T)
        for block in self.blocks:
            x = block(x)
        out = torch.addmm(self.last(x), level.squeeze(0).T, self.skip).unsqueeze(0)
        return out[..., :KNOTS_HARMONIC], out[..., KNOTS_HARMONIC:]
