#!/usr/bin/env python3
"""What it costs to render a course, to render it again, and to render it after one line of one episode was edited.

    scripts/evaluate/edit.py SCRIPT... --edit NAME [--edit NAME ...] [--program target/release/declaim] [-j 2]

The scripts are copied, rendered with an empty cache, rendered again, and then once for each NAME (a script's name, or the
beginning of one) after one word of a sentence in its midst was changed. Wall time, processor time of the process and peak
memory of each render, and their share of the first. After each edit the episode's files have to be those of a render
without a cache, and all others untouched; exits with 1 where they are not.
"""

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def run(command: list[str]) -> tuple[float, float, float]:
    """Wall seconds, processor seconds and megabytes at most of a command."""
    started = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    errors = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    wall = time.monotonic() - started
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"{' '.join(command)}\n{errors.decode()}")
    return wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1000


def sums(folder: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.iterdir() if p.suffix != ".lock"}


def edit(script: Path) -> None:
    """Changes one word in the midst of the script: the first "the" of a line that is spoken."""
    text = script.read_text()
    found = re.search(r"(?<=[a-z,] )the(?= [a-z])", text[len(text) // 2 :])
    at = len(text) // 2 + found.start()
    script.write_text(f"{text[:at]}one{text[at + 3 :]}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("script", nargs="+", type=Path)
    parser.add_argument("--edit", action="append", default=[])
    parser.add_argument("--program", default="target/release/declaim")
    parser.add_argument("-j", "--jobs", type=int, default=2)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "scripts").mkdir()
        scripts = sorted(Path(shutil.copy(script, root / "scripts")) for script in args.script)

        def render(which: list[Path], out: str, *options: str) -> list[str]:
            names = [str(script) for script in which]
            return [args.program, "render", *names, "-o", str(root / out), "-j", str(args.jobs), *options]

        keeping = ("--cache", str(root / "cache"))
        rows = [("first", *run(render(scripts, "out", *keeping))), ("again", *run(render(scripts, "out", *keeping)))]
        failed = 0
        for name in args.edit:
            script = next(script for script in scripts if script.name.startswith(name))
            before = sums(root / "out")
            edit(script)
            rows.append((f"one word of {script.stem}", *run(render(scripts, "out", *keeping))))
            after = sums(root / "out")
            changed = {name for name in after if after[name] != before.get(name)}
            run(render([script], "clean", "--no-cache"))
            clean = sums(root / "clean")
            shutil.rmtree(root / "clean")
            others = [name for name in changed if not name.startswith(f"{script.stem}.")]
            if others or not changed or any(after[name] != clean[name] for name in clean):
                print(f"{script.name}: not what a render without a cache gives, or other files changed: {others}")
                failed = 1
        _, wall, processor, _ = rows[0]
        print(f"{'':34} {'wall s':>8} {'share':>7} {'CPU s':>8} {'share':>7} {'MB':>6}")
        for what, w, c, m in rows:
            print(f"{what:34.34} {w:8.2f} {w / wall:7.2%} {c:8.2f} {c / processor:7.2%} {m:6.0f}")
        if not failed:
            print("edited episodes equal a render without a cache, all other files untouched")
    return failed


if __name__ == "__main__":
    sys.exit(main())
