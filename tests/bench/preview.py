"""How long it takes from saving a record to the rebuilt page under `make serve`."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.bench.growth import copy_project
from tests.bench.report import Figure

_RECORD = "data/sop_classes/CTImageStorage.yml"
_PAGE = "sop-classes/1.2.840.10008.5.1.4.1.1.2/"
_PATIENCE = 120
"""Seconds to wait for what should take one."""


def preview(root: Path, work: Path, edits: int) -> Iterator[Figure]:
    """Serve a copy of the project at `root`, and edit one of its records `edits` times."""
    project = copy_project(root, work / "project").parent
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    log = work / "serve.log"
    with log.open("w") as said:
        server = subprocess.Popen(
            [sys.executable, "-m", "generator", "serve", "--address", address],
            cwd=project,
            env={**os.environ, "SITE_URL": f"http://{address}/"},
            stdout=said,
            stderr=subprocess.STDOUT,
        )
    try:
        start = time.perf_counter()
        page = f"http://{address}/{_PAGE}"
        _wait_for(page, "<h1", log)
        yield Figure(group="preview", what="up after", value=time.perf_counter() - start, unit="s")
        seconds = []
        for number in range(edits):
            time.sleep(1)  # the server shall be at rest, as it is when someone writes
            mark = f"Measured-{number}"
            _edit(project / _RECORD, mark)
            start = time.perf_counter()
            _wait_for(page, mark, log)
            seconds.append(time.perf_counter() - start)
    finally:
        server.terminate()
        server.wait(_PATIENCE)
    what = "from saving a record to its rebuilt page"
    yield Figure(group="preview", what=f"{what}, median", value=median(seconds), unit="s", most=1)
    yield Figure(group="preview", what=f"{what}, longest", value=max(seconds), unit="s", most=1)


def _edit(record: Path, mark: str) -> None:
    """Put `mark` at the beginning of the record's summary."""
    text = record.read_text(encoding="utf-8")
    text, times = re.subn(
        r"^(summary: >-\n +)(?:Measured-\d+ )?", rf"\g<1>{mark} ", text, flags=re.MULTILINE
    )
    if times != 1:
        raise RuntimeError(f"{record}: {times} summaries found, expected one")
    record.write_text(text, encoding="utf-8")


def _wait_for(address: str, mark: str, log: Path) -> None:
    end = time.perf_counter() + _PATIENCE
    while time.perf_counter() < end:
        try:
            with urllib.request.urlopen(address, timeout=_PATIENCE) as answer:  # noqa: S310
                if mark.encode() in answer.read():
                    return
        except urllib.error.URLError:
            pass
        time.sleep(0.02)
    raise RuntimeError(f"{address} does not show {mark!r}:\n{log.read_text()}")
