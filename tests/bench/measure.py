"""Runs a command and tells what it took."""

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What a command took, its children included."""

    cpu: float
    """Seconds of processor time."""

    wall: float
    """Seconds from start to end."""

    peak: float
    """The most memory that one process of it held, in MiB."""


def run(
    command: Sequence[str | Path], *, cwd: Path, environment: Mapping[str, str] | None = None
) -> Usage:
    """Run `command` in the folder `cwd`; raises RuntimeError with its output when it fails."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [str(part) for part in command],
        cwd=cwd,
        env={**os.environ, **(environment or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    said = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stdout.close()
    if process.returncode:
        raise RuntimeError(f"{' '.join(map(str, command))} failed:\n{said}")
    return Usage(
        cpu=used.ru_utime + used.ru_stime,
        wall=time.perf_counter() - start,
        peak=used.ru_maxrss / 1024,  # Linux counts KiB
    )


def medians(usages: Sequence[Usage]) -> Usage:
    """The median of each figure, by itself."""
    return Usage(
        cpu=median(usage.cpu for usage in usages),
        wall=median(usage.wall for usage in usages),
        peak=median(usage.peak for usage in usages),
    )
