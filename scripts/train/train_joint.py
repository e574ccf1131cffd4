"""Owns the joint fine-tuning of acoustic decoders and the vocoder on waveforms: what is heard teaches what is drawn.

Each step has recordings (natural mel, as in train_vocoder.py) and takes said by the acoustic models (natural durations, F0 and voicing; styles kept,
encoders too unless --encoder, which they then share), whose mel passes into the vocoder with its gradient. The spectrogram and period discriminators judge both; a patch discriminator
for each voice judges its mel, L1 holds that mel to the recording's, so that it stays a mel, and a listener (listener.py) hears from it and from
the sound whether each phone is the one that was asked for; with --crowd a model of many speakers (crowd.py) hears the sound too, and with --lines sentences that nobody recorded (lines.py). Writes RUN/vocoder.safetensors and
RUN/judges.safetensors, for each voice RUN/VOICE.safetensors (averaged) and RUN/VOICE_judge.safetensors, and RUN/log.txt.
"""

import argparse
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch.nn.utils.rnn import pad_sequence

from acoustic import Acoustic, positions
from acoustic_data import Utterances
from common import HOP, RATE
from crowd import Crowd
from data import Crops, Speaker
from discriminators import Judges, Patches, fooled, generator_loss, train_judges
from graphs import moved_bands
from lines import Lines
from listener import Listener
from losses import log_mel, reconstruction
from run import Run, options
from source import synthesise
from toolbox import Average, descend, load, moved, save
from train_vocoder import ratio_loss
from vocoder import MEL_MEAN, MEL_SCALE, Knots, Vocoder
from whisper import Whisper, noisy

CONTEXT = 12  # mel frames on both sides of a crop that are drawn but not judged
CROP = 64


class Voice:
    """An acoustic model in training, with its takes and its own discriminator of mel."""

    def __init__(self, work, name, start, judge, seed, device, drop=None, encoder=None, crowd=None, rate=2e-4):
        """`drop`: dropout of the encoder's input where it learns, None where it is kept; `encoder`: another voice's, to learn with it."""
        self.name, self.device, self.drop, self.crowd, self.sought = name, device, drop, crowd, {}
        self.data = Utterances(Speaker(work, name), work, name, seed)
        self.takes = [t for t in self.data.train if t["frames"] >= CROP + 2 * CONTEXT]
        self.random = np.random.default_rng(seed)
        state = {}
        for path in start:
            state |= {k: v.float() for k, v in load_file(path).items()}
        self.model = Acoustic.like(state, len(self.data.train))
        if state["styles.weight"].shape != self.model.styles.weight.shape:
            raise ValueError(f"{start[-1]} was trained on other takes of {name}")
        self.model.load_state_dict(state)
        if encoder is not None:
            self.model.encoder = encoder
        self.model.to(device)
        self.model.encoder.requires_grad_(drop is not None)
        self.model.styles.requires_grad_(False)
        self.judge = Patches()
        if judge:
            load(self.judge, judge)
        self.judge.to(device)
        self.average = Average(self.model, 0.998)
        self.judging = torch.optim.AdamW(self.judge.parameters(), lr=rate, betas=(0.5, 0.95))

    def seek(self, take):
        """What the crowd needs of a take: (senones of its tokens, its cepstral mean), found once."""
        if take["name"] not in self.sought:
            samples = self.data.speaker.samples(take["first"], take["frames"])
            self.sought[take["name"]] = torch.from_numpy(self.crowd.wanted(take["tokens"], take["owners"])), self.crowd.middle(samples)
        return self.sought[take["name"]]

    def crop(self):
        """One stretch of a take: (its tokens, style, phone of each mel frame as their index, position, features as Crops gives them, and for the
        crowd its senones, tokens and cepstral mean, or None)."""
        take = self.takes[int(self.random.integers(0, len(self.takes)))]
        tokens, durations, mel, log_f0, voicing = self.data.whole(take)
        size = CROP + 2 * CONTEXT
        first = int(self.random.integers(0, len(mel) - size + 1))
        span, place = slice(first, first + size), take["first"] + first
        index, position = positions(torch.from_numpy(durations.astype(np.int64)))
        features = (mel[span].T, log_f0[span], voicing[span], self.data.speaker.ratio[place : place + size].astype(np.float32),
                    self.data.speaker.samples(place, size))
        sought = None
        if self.crowd:
            senones, middle = self.seek(take)
            sought = senones[index[span]].to(self.device), index[span].to(self.device), middle
        return torch.from_numpy(tokens), take["nth"], index[span], position[span], [torch.from_numpy(np.ascontiguousarray(x)) for x in features], sought

    def batch(self, size):
        """(predicted mel with its gradient, phones, (mel, log_f0, voicing, ratio, samples) of the recordings, what the crowd needs of each)."""
        takes, nths, index, position, features, sought = zip(*(self.crop() for _ in range(size)))
        tokens = pad_sequence(takes, batch_first=True)
        mask = pad_sequence([torch.ones(len(take), 1) for take in takes], batch_first=True)
        kept = torch.from_numpy(self.random.uniform(size=(size, 1)) < 0.5)
        index, position, tokens, mask, nths, kept = moved([torch.stack(index), torch.stack(position), tokens, mask, torch.tensor(nths), kept], self.device)
        features = moved([torch.stack(part) for part in zip(*features)], self.device)
        style = self.model.styles.weight[nths] * kept
        return *self.model.draw(tokens, mask, style, index, position, features[1], features[2], self.drop), features, sought

    def state_dict(self):
        parts = {"model": self.model, "judge": self.judge, "average": self.average, "judging": self.judging}
        return {key: part.state_dict() for key, part in parts.items()} | {"random": self.random.bit_generator.state}

    def load_state_dict(self, state):
        self.random.bit_generator.state = state["random"]
        for key in ("model", "judge", "average", "judging"):
            getattr(self, key).load_state_dict(state[key])


def misheard(listener, mel, phones):
    """Cross-entropy of the phones that a listener hears; a little noise keeps its weaknesses from being learnt in their stead."""
    heard = listener(mel + 0.25 * torch.randn_like(mel))
    return F.cross_entropy(heard.transpose(1, 2), phones, label_smoothing=0.05)


def overheard(whisper, lines, vocoder, knots, args):
    """What Whisper mishears of whole lines (lines.Lines.whole), a share of them under noise, and how far their mel has moved."""
    losses, shares, counts, anchors = [], [], [], []
    for mel, before, log_f0, voicing, text in lines:
        moving = mel if args.formants == 1 else moved_bands(args.formants).to(mel.device) @ mel
        random = torch.randn(1, mel.shape[2] * HOP, device=mel.device)
        sound = synthesise(log_f0, voicing, *knots(*vocoder(moving, log_f0, voicing)), random)
        loss, share, count = whisper.misheard(noisy(sound) if torch.rand(1) < args.loud else sound, text)
        losses.append(loss * count)
        shares.append(share * count)
        counts.append(count)
        anchors.append((mel - before).abs().mean())
    return {"whisper": sum(losses) / sum(counts), "words": sum(shares) / sum(counts), "whole_anchor": torch.stack(anchors).mean()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options(parser, steps=3000, rate=3e-4, save_every=200)
    parser.add_argument("--voice", nargs="+", action="append", required=True, metavar=("NAME", "CHECKPOINT"),
                        help="a voice and its acoustic checkpoint (several: later ones add to earlier ones); may be repeated")
    parser.add_argument("--voice-judge", type=Path, nargs="*", default=[], help="discriminators of mel to go on from, in the order of the voices")
    parser.add_argument("--encoder", action="store_true", help="the encoder learns too, one for all voices (they must start from the same)")
    parser.add_argument("--said", type=int, nargs="+", default=[6, 4], help="takes of each voice in a batch")
    parser.add_argument("--speakers", nargs="+", default=["kathleen", "flemishguy", "alden", "shifted"], help="recordings that the vocoder goes on hearing")
    parser.add_argument("--shares", nargs="+", type=float, default=[0.35, 0.25, 0.2, 0.2])
    parser.add_argument("--heard", type=int, default=8, help="recordings in a batch")
    parser.add_argument("--vocoder", type=Path, required=True, help="vocoder checkpoint")
    parser.add_argument("--keep-vocoder", action="store_true", help="the vocoder stays as it is and no recordings are heard: other voices speak through it")
    parser.add_argument("--judges", type=Path, required=True, help="the vocoder's discriminators")
    parser.add_argument("--listener", type=Path, help="listener.py's checkpoint; without it nobody listens")
    parser.add_argument("--heed", type=float, default=0.15, help="weight of what the listener mishears")
    parser.add_argument("--crowd", type=float, default=0.0, help="weight of what pocketsphinx's model of many speakers mishears; 0: it is not asked")
    parser.add_argument("--phones", type=float, default=0.0, help="weight of the phones that it takes for others; with --crowd")
    parser.add_argument("--formants", type=float, default=1.0, help="the crowd hears all formants so moved, as the export will have them")
    parser.add_argument("--lines", type=Path, nargs="+", default=[], help="plans of scripts (lines.py) for the crowd to hear the first voice say; with --prosody")
    parser.add_argument("--prosody", type=Path, help="the first voice's prosody checkpoint")
    parser.add_argument("--manner", type=float, nargs=2, default=[1.0, 1.0], metavar=("STRETCH", "WIDEN"), help="of its timing and F0, as in export.py")
    parser.add_argument("--apart", type=Path, help="sentences, one to a line, that no line may resemble")
    parser.add_argument("--unrecorded", type=int, default=8, help="lines in a batch")
    parser.add_argument("--anchor", type=float, default=0.25, help="weight of how far their mel moves from what the voice said before")
    parser.add_argument("--whisper", type=float, default=0.0, help="weight of the words of whole lines that Whisper's tiny model mishears; with --lines")
    parser.add_argument("--whole", type=float, default=8.0, help="seconds of whole lines in a batch")
    parser.add_argument("--loud", type=float, default=0.5, help="share of them that it hears under noise")
    parser.add_argument("--adversarial", type=float, default=0.1)
    parser.add_argument("--matching", type=float, default=0.2)
    parser.add_argument("--judged", type=int, default=5, help="every so many crops of a batch that the vocoder's discriminators see, of both kinds")
    args = parser.parse_args()
    if args.lines and not (args.crowd and args.prosody):
        parser.error("--lines are for the crowd to hear, at a prosody checkpoint's timing: give --crowd and --prosody")
    if args.whisper and not args.lines:
        parser.error("--whisper hears whole lines: give --lines")
    run = Run(args, "joint")
    judges_of = args.voice_judge + [None] * (len(args.voice) - len(args.voice_judge))
    crowd = Crowd(run.device) if args.crowd else None
    voices = []
    for i, ((name, *start), judge) in enumerate(zip(args.voice, judges_of)):
        encoder = voices[0].model.encoder if args.encoder and voices else None
        voices.append(Voice(args.work, name, start, judge, args.seed + i, run.device, 0.1 if args.encoder else None, encoder, crowd))
    heard = None
    if not args.keep_vocoder:
        heard = Crops([Speaker(args.work, name) for name in args.speakers], args.shares, CROP + 2 * CONTEXT, args.heard, args.seed, 0.4)
    vocoder, knots, judges = Vocoder().to(run.device), Knots().to(run.device), Judges().to(run.device)
    load(vocoder, args.vocoder)
    load(judges, args.judges)
    listener = Listener() if args.listener else None
    if listener:
        load(listener, args.listener)
        listener.to(run.device).eval().requires_grad_(False)
    lines = None
    if args.lines:
        lines = Lines(args.lines, args.apart, voices[0].model, args.prosody, vocoder, knots, crowd, args.manner, CROP + 2 * CONTEXT, args.seed, run.device)
        run.log(f"# {len(lines.jobs)} lines, {lines.left_out} left out")
        if args.whisper and not lines.written:
            parser.error("--whisper: of no line it is sure how people write it")
    whisper = Whisper(run.device) if args.whisper else None
    average = Average(vocoder, 0.998)
    vocoder.requires_grad_(not args.keep_vocoder)
    learning = [p for v in voices for p in v.model.decoder.parameters()] + [p for p in vocoder.parameters() if p.requires_grad]
    if args.encoder:
        learning += voices[0].model.encoder.parameters()
    optimiser = torch.optim.AdamW(learning, lr=args.rate, betas=(0.8, 0.98), weight_decay=0.01)
    judging = torch.optim.AdamW(judges.parameters(), lr=3e-4, betas=(0.5, 0.95))
    sources = {key: part for key, part in (("heard", heard), ("lines", lines)) if part}
    run.keep(vocoder=vocoder, average=average, optimiser=optimiser, judges=judges, judging=judging, **sources, **{v.name: v for v in voices})
    inside, cut = slice(CONTEXT, -CONTEXT), slice(CONTEXT * HOP, -CONTEXT * HOP)
    scale = lambda mel: (mel - MEL_MEAN) / MEL_SCALE
    for _ in run.steps(optimiser):
        said = [voice.batch(size) for voice, size in zip(voices, args.said)]
        crops = [[made, *features[1:]] for made, _, features, _ in said] + ([moved(heard.next(), run.device)] if heard else [])
        mel, log_f0, voicing, ratio, real = (torch.cat(part) for part in zip(*crops))
        known = len(mel)
        if lines:
            unrecorded, unrecorded_phones, before, *pitch, unrecorded_sought = lines.batch(args.unrecorded, voices[0].model, voices[0].drop)
            mel, log_f0, voicing = (torch.cat(pair) for pair in zip((mel, log_f0, voicing), (unrecorded, *pitch)))
        harmonic, noise = knots(*vocoder(mel, log_f0, voicing))
        random, phase = torch.randn(len(mel), real.shape[1], device=run.device), torch.rand(len(mel), device=run.device)
        whole = synthesise(log_f0, voicing, harmonic, noise, random, phase)
        made, real = whole[:known, cut], real[:, cut]
        count = sum(args.said[: len(voices)])
        parts = {"said": reconstruction(made[:count], real[:count])[0]}
        if heard:
            parts["heard"], parts["mel"] = reconstruction(made[count:], real[count:])
        parts["ratio"] = ratio_loss(harmonic[:known, inside], noise[:known, inside], ratio[:, inside], voicing[:known, inside])
        total = 0.5 * sum(parts[key] for key in ("said", "heard", "ratio") if key in parts)
        # The vocoder's discriminators, on a share of both kinds.
        some = torch.cat([torch.randperm(count)[: args.judged], count + torch.randperm(known - count)[: args.judged - 1]])
        level, start = real[some].std(1), int(torch.randint(0, real.shape[1] - judges.STRETCH, (1,)))
        with torch.no_grad():
            wanted = judges.views(real[some], level, start)
        pairs = list(zip(judges.judges, judges.views(made[some], level, start), wanted))
        parts["judge"] = train_judges(judging, pairs)
        parts["fool"], parts["match"] = fooled(pairs)
        total = total + args.adversarial * parts["fool"] + args.matching * parts["match"]
        # Each voice's own mel.
        for voice, (drawn, _, features, _) in zip(voices, said):
            pair = [(voice.judge, scale(drawn), scale(features[0]))]
            parts[f"{voice.name}_judge"] = train_judges(voice.judging, pair)
            fool, match = fooled(pair)
            parts[f"{voice.name}_mel"] = (drawn - features[0]).abs().mean()
            total = total + 0.5 * parts[f"{voice.name}_mel"] + 0.1 * fool + 0.2 * match
        spoken = torch.cat([torch.arange(count), torch.arange(known, len(mel))]) if lines else slice(0, count)
        if lines:
            parts["anchor"] = (unrecorded - before).abs().mean()
            total = total + args.anchor * parts["anchor"] + 0.1 * generator_loss(voices[0].judge(scale(unrecorded))[0])
        if listener:
            phones = torch.cat([phones for _, phones, _, _ in said] + ([unrecorded_phones] if lines else []))
            parts["misheard"] = misheard(listener, mel[spoken], phones)
            parts["sounding"] = misheard(listener, log_mel(whole[spoken][:, cut]).transpose(1, 2), phones[:, inside])
            total = total + args.heed * (parts["misheard"] + parts["sounding"])
        if crowd:
            senones, indices, middles = (torch.stack(part) for part in zip(*(one for *_, sought in said for one in sought)))
            if lines:
                senones, indices, middles = (torch.cat(pair) for pair in zip((senones, indices, middles), unrecorded_sought))
            sound, unmoved = whole[spoken], None
            if args.formants != 1:
                drawn = vocoder(moved_bands(args.formants).to(run.device) @ mel[spoken], log_f0[spoken], voicing[spoken])
                sound, unmoved = synthesise(log_f0[spoken], voicing[spoken], *knots(*drawn), random[spoken], phase[spoken]), sound
            parts["crowd"], parts["phones"], parts["right"], parts["phones_right"] = crowd.misheard(sound, senones, indices, middles, unmoved)
            total = total + args.crowd * parts["crowd"] + args.phones * parts["phones"]
        if whisper:
            parts |= overheard(whisper, lines.whole(int(args.whole * RATE / HOP), voices[0].model, voices[0].drop), vocoder, knots, args)
            total = total + args.whisper * parts["whisper"] + args.anchor * parts["whole_anchor"]
        descend(optimiser, total, 5.0)
        average.update(vocoder)
        for voice in voices:
            voice.average.update(voice.model)
        run.note(parts)
        if run.due():
            if heard:
                save(average.values, run.folder / "vocoder.safetensors")
            save(judges.state_dict(), run.folder / "judges.safetensors")
            for voice in voices:
                save(voice.average.values, run.folder / f"{voice.name}.safetensors")
                save(voice.judge.state_dict(), run.folder / f"{voice.name}_judge.safetensors")


if __name__ == "__main__":
    main()
