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
from pathlib import Path

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
    running = {
        name: subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for name, command in commands.items()
    }
    kept = []
    for name, process in running.items():
        said = process.communicate()[0].splitlines()
        faults, last = said[:-1], said[-1:]
        if process.returncode and not faults:
            faults = [f"{name} ended with {process.returncode}"]
        for fault in faults:
            sys.stdout.write(f"{name}: {fault[:_SHOWN]}\n")
        kept += faults
        inputs = json.loads(last[0])["inputs"] if last and not process.returncode > 1 else {}
        total = f"{sum(inputs.values()):,} inputs, {len(faults):,} faults"
        sys.stdout.write(f"{name}, seed {options.seed}: {total} {inputs}\n")
    if kept:
        folder = ROOT / "dist" / "fuzz"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{options.seed}.txt").write_text("\n".join([*kept, ""]), encoding="utf-8")
    return int(bool(kept))


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
