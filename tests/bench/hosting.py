"""How the site stands up to many readers at once, on each web server that it has settings for."""

import asyncio
import os
import random
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from urllib.parse import urlsplit

from generator.hosting import compress
from tests.bench.report import Figure
from tests.hosts import NAMES, start
from tests.server import mount_of

AT_ONCE = 200
"""Requests that are under way at any time."""

SECONDS = 60

_PAGES = 2000
"""Pages that are asked for, beside what every page loads."""


def hosting(work: Path, site: Path) -> Iterator[Figure]:
    """Ask each server for pages, AT_ONCE at a time for SECONDS; nothing leaves this machine."""
    root = work / "root"
    folder = root / mount_of(site).strip("/")
    shutil.copytree(site, folder, copy_function=os.link)
    paths = sorted(path for path in folder.rglob("*") if path.suffix in {".html", ".js", ".css"})
    chosen = random.Random(0).sample(paths, min(_PAGES, len(paths)))  # noqa: S311  # no secret
    compress(chosen)
    addresses = [path.relative_to(folder).as_posix().removesuffix("index.html") for path in chosen]
    addresses = [it for it in addresses if not it.startswith("_")]
    for name in NAMES:
        scratch = work / name
        scratch.mkdir()
        with start(name, site, root, scratch) as host:
            told = asyncio.run(_ask(host.home, addresses))
        yield from _figures(name, told)


@dataclass(slots=True)
class _Told:
    """What came of all requests: how long each took, in ms, and how many were not answered well."""

    took: list[float] = field(default_factory=list)
    errors: int = 0
    seconds: float = 0


async def _ask(home: str, addresses: list[str]) -> _Told:
    told = _Told()
    since = time.perf_counter()
    end = since + SECONDS
    async with asyncio.TaskGroup() as group:
        for number in range(AT_ONCE):
            group.create_task(_reader(home, addresses[number:] + addresses[:number], end, told))
    told.seconds = time.perf_counter() - since
    return told


async def _reader(home: str, addresses: list[str], end: float, told: _Told) -> None:
    """Ask for one address after another on one connection, a new one where the server closes it."""
    parts = urlsplit(home)
    stream = None
    at = 0
    while time.perf_counter() < end:
        address = parts.path + addresses[at % len(addresses)]
        at += AT_ONCE + 1
        since = time.perf_counter()
        try:
            if stream is None:
                stream = await asyncio.open_connection(parts.hostname, parts.port)
            is_good, goes_on = await _answer(*stream, address, parts.netloc)
            told.errors += not is_good
            if not goes_on:  # nginx closes after a thousand
                stream[1].close()
                stream = None
        except (OSError, asyncio.IncompleteReadError):
            told.errors += 1
            stream = None
        told.took.append((time.perf_counter() - since) * 1000)
    if stream:
        stream[1].close()


async def _answer(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, address: str, host: str
) -> tuple[bool, bool]:
    """Whether `address` is answered with 200, to its end, and whether the connection goes on."""
    request = f"GET {address} HTTP/1.1\r\nHost: {host}\r\nAccept-Encoding: gzip\r\n\r\n"
    writer.write(request.encode())
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    told = dict(line.partition(": ")[::2] for line in head.split("\r\n"))
    size = int(told.get("content-length", 0))
    await reader.readexactly(size)
    while told.get("transfer-encoding") == "chunked" and size >= 0:
        size = int(await reader.readline(), 16)
        await reader.readexactly(size + 2)
        size = size or -1
    return head.startswith("http/1.1 200 "), told.get("connection") != "close"


def _figures(name: str, told: _Told) -> Iterator[Figure]:
    group = f"{AT_ONCE} requests at once for {SECONDS} s"
    cuts = quantiles(told.took, n=100)
    rate = len(told.took) / told.seconds
    yield Figure(group=group, what=f"{name}: requests a second", value=rate)
    yield Figure(group=group, what=f"{name}: median", value=cuts[49], unit="ms")
    yield Figure(group=group, what=f"{name}: 99th percentile", value=cuts[98], unit="ms")
    yield Figure(group=group, what=f"{name}: errors", value=told.errors, most=0)
