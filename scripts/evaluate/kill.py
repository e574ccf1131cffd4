#!/usr/bin/env python3
"""Kill renders of a course at random moments, then let one finish: every output must be that of an undisturbed one.

    scripts/evaluate/kill.py COURSE... [--kills 50] [--program target/release/declaim]

COURSE is what `declaim render` takes. Each kill is SIGKILL to the process, at a moment drawn evenly from the time that an
undisturbed render takes; after each, whatever lies in the output folder must be whole, and the cache may only have
grown. A render that gets to its end must leave the undisturbed outputs and no temporary; then it begins anew with
nothing. Exits with 1 where anything differs.
"""

import argparse
import hashlib
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def outputs(folder: Path) -> dict[str, str]:
    """SHA-256 of every file that a listener would see; records of a render name times, and are left out."""
    files = (p for p in folder.rglob("*") if p.is_file() and not p.name.startswith("."))
    return {
        str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in files
        if p.suffix != ".lock"
    }


def clips(cache: Path) -> int:
    return sum(1 for p in cache.glob("clips-*/*/*") if not p.name.startswith("."))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("course", nargs="+")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--program", default="target/release/declaim")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--options", default="", help="further options of `declaim render`, in one string")
    args = parser.parse_args()

    draw = random.Random(args.seed)
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)

        def render(out: str, cache: str) -> list[str]:
            options = args.options.split()
            return [args.program, "render", *args.course, "-o", str(root / out), "--cache", str(root / cache), *options]

        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        started = time.monotonic()
        subprocess.run(render("undisturbed", "cache 1"), check=True, **quiet)
        whole = time.monotonic() - started
        wanted = outputs(root / "undisturbed")
        print(f"undisturbed: {whole:.1f} s, {len(wanted)} files, {clips(root / 'cache 1')} clips")

        def whole_and_equal() -> bool:
            left = [p for p in (root / "out").rglob(".*.part")]
            return outputs(root / "out") == wanted and not left

        held, kills, rounds = 0, 0, 1
        while kills < args.kills:
            process = subprocess.Popen(render("out", "cache 2"), **quiet)
            try:
                process.wait(timeout=draw.uniform(0, whole))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                kills += 1
            else:  # it got to its end; the next kills begin with nothing
                failures += not whole_and_equal()
                shutil.rmtree(root / "out")
                shutil.rmtree(root / "cache 2")
                held, rounds = 0, rounds + 1
                continue
            torn = [name for name, sum_ in outputs(root / "out").items() if wanted.get(name) != sum_]
            now = clips(root / "cache 2")
            if torn or now < held:
                failures += 1
                print(f"kill {kills}: not whole: {torn}, clips {held} -> {now}")
            held = now
        subprocess.run(render("out", "cache 2"), check=True, **quiet)
        failures += not whole_and_equal()
        print(f"{kills} kills in {rounds} rounds, each round ended by a render that finishes")
        print("every output equal, nothing left over" if not failures else f"{failures} FAILURES")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
