#!/usr/bin/env python3
"""Peak memory of rendering a script of ten hours beside one of an hour, both made of real episodes.

    scripts/evaluate/memory.py SCRIPT... [--hour 3] [--hours 10] [--program target/release/declaim] [-j 2]

The first --hour of the scripts, one after the other, are the short one (three episodes of the podcast are 63 minutes); all of
them, again and again until it is --hours long, the long one. Both are rendered without a cache; the last column is over the
short one's. Disk: 24 bits at 48 kHz are 0.5 GB an hour.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WORDS = 2.07
"""A second, tags counted as words, in the scripts of real courses."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("script", nargs="+", type=Path)
    parser.add_argument("--hour", type=int, default=3, help="how many scripts the short one is made of")
    parser.add_argument("--hours", type=float, default=10)
    parser.add_argument("--program", default="target/release/declaim")
    parser.add_argument("-j", "--jobs", default="2")
    args = parser.parse_args()
    texts = [script.read_text() for script in args.script]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)

        long: list[str] = []
        while sum(len(text.split()) for text in long) < 3600 * args.hours * WORDS:
            long.append(texts[len(long) % len(texts)])
        first = None
        print(f"{'':6} {'audio':>9} {'MB':>6} {'ratio':>6} {'wall s':>8} {'CPU s':>8}")
        for name, parts in (("short", texts[: args.hour]), ("long", long)):
            script = root / f"{name}.txt"
            script.write_text("\n\n".join(parts))
            command = [args.program, "render", script, "-o", root / "out", "--no-cache", "-j", args.jobs]
            command += ["--progress", "json"]
            started = time.monotonic()
            process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            done = [line for line in map(json.loads, process.stdout) if line["event"] == "done"]
            _, status, used = os.wait4(process.pid, 0)
            if os.waitstatus_to_exitcode(status) != 0:
                sys.exit(f"{name}: the render failed")
            peak = used.ru_maxrss / 1000
            first = first or peak
            cpu, wall = used.ru_utime + used.ru_stime, time.monotonic() - started
            audio = done[0]["seconds"] / 60
            print(f"{name:6} {audio:5.0f} min {peak:6.0f} {peak / first:6.2f} {wall:8.1f} {cpu:8.1f}", flush=True)
            for file in (root / "out").iterdir():
                file.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
