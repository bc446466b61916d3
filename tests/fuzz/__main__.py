"""`make fuzz MINUTES=10`: gives data, templates, the importer, scripts and pages random input.

Whatever the input, it ends in what was read or in problems with their places: never in another
exception, nor later or with more memory than an input may take. What breaks that is printed, and
kept in dist/fuzz/ to become a test.
"""

import argparse
import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TextIO

import pydicom.data

ROOT = Path(__file__).parents[2]

_LARGEST = 2**18
"""Bytes of a DICOM file up to which it is damaged."""

_SHOWN = 300
"""Characters of a fault that are printed; the file has all of it."""


def main() -> int:
    """Give random input for some minutes; returns 1 where anything broke."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--site", type=Path, default=ROOT / "site", help="the site that is built")
    options = parser.parse_args()
    commands = _commands(options.site, str(options.minutes * 60), str(options.seed))
    kept = ROOT / "dist" / "fuzz" / f"{options.seed}.txt"
    kept.parent.mkdir(parents=True, exist_ok=True)
    with kept.open("w", encoding="utf-8") as file, ThreadPoolExecutor() as threads:
        runs = [threads.submit(_run, name, command, file) for name, command in commands.items()]
        faults = sum(run.result() for run in runs)
    if not faults:
        kept.unlink()
    return int(bool(faults))


def _run(name: str, command: list[str], file: TextIO) -> int:
    """Run what gives input of a kind; says each fault as it is found, and gives their number."""
    faults, last = 0, ""
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith('{"inputs"'):
                last = line
                continue
            faults += 1
            file.write(line)
            file.flush()
            sys.stdout.write(f"{name}: {line[:_SHOWN].rstrip()}\n")
            sys.stdout.flush()
    if not last:
        faults += 1
        file.write(f"{name} ended with {process.returncode}\n")
    inputs = json.loads(last)["inputs"] if last else {}
    sys.stdout.write(f"{name}: {sum(inputs.values()):,} inputs, {faults:,} faults {inputs}\n")
    return faults


def _commands(site: Path, seconds: str, seed: str) -> dict[str, list[str]]:
    """What runs side by side, by name."""
    shipped = map(Path, pydicom.data.get_testdata_files())
    files = sorted(str(it) for it in shipped if it.is_file() and it.stat().st_size < _LARGEST)
    python = [sys.executable, "-m"]
    return {
        "data": [*python, "tests.fuzz.data", seconds, seed],
        "scripts": ["node", "tests/scripts/fuzz.mjs", str(site), seconds, seed, *files],
        "pages": [*python, "tests.fuzz.pages", str(site), seconds, seed],
    }


if __name__ == "__main__":
    sys.exit(main())
