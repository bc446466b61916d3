"""What is published today: the standard's DocBook sources, and how long they have been newer."""

import datetime as dt
import email.utils
import re
import shutil
import urllib.request
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from generator.importer.docbook import UnreadableError, identity

SOURCE = "https://dicom.nema.org/medical/dicom/current/source/docbook/{part}/{part}.xml"
GRACE = dt.timedelta(days=31)
"""For how long a newer edition may be out before that is a failure."""


class Answer(Protocol):
    """What a server answers: its headers, and its content to read."""

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers of the answer."""

    def read(self, amount: int = -1, /) -> bytes:
        """So many bytes of the content."""


Opener = Callable[[str], AbstractContextManager[Answer]]
"""Opens an address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The edition that is published, the day on which it came out, and its files by part."""

    edition: str
    day: dt.date
    sources: Mapping[str, Path]


class MixedError(Exception):
    """The published parts are not of one edition; says of which."""


def part_name(part: str) -> str:
    """What files and options call a part: `part04` for PS3.4."""
    return f"part{int(part.removeprefix('PS3.')):02}"


def fetch(parts: tuple[str, ...], folder: Path, opener: Opener | None = None) -> Published:
    """Download the sources of `parts` into `folder`; they must be of one edition."""
    days: list[dt.date] = []
    sources: dict[str, Path] = {}
    editions: dict[str, str] = {}
    for part in parts:
        name = part_name(part)
        path = folder / f"{name}.xml"
        with (opener or _open)(SOURCE.format(part=name)) as answer, path.open("wb") as file:
            _copy(answer, file)
            days.append(_day(answer.headers))
        found, edition = identity(path)
        if found != part:
            raise UnreadableError(path, 1, f"{found or 'no part of DICOM'}, expected {part}")
        sources[part] = path
        editions[part] = edition
    if len(set(editions.values())) > 1:
        listed = ", ".join(f"{part} {edition}" for part, edition in editions.items())
        raise MixedError(f"{listed}, expected one edition")
    return Published(edition=next(iter(editions.values())), day=max(days), sources=sources)


def _open(address: str) -> AbstractContextManager[Answer]:
    return urllib.request.urlopen(address, timeout=120)  # type: ignore[no-any-return]  # noqa: S310  # our own address


def _copy(answer: Answer, file: BinaryIO) -> None:
    shutil.copyfileobj(answer, file)


def _day(headers: Mapping[str, str]) -> dt.date:
    """The day on which a file came out, as its server says."""
    return email.utils.parsedate_to_datetime(headers["Last-Modified"]).date()


def newest_here(editions: Path) -> str:
    """The newest edition in the list of editions."""
    text = editions.read_text(encoding="utf-8")
    names = re.findall(r'^- edition: "?(\d{4}[a-z]?)', text, re.MULTILINE)
    return max(names, default="")


def overdue(newest: str, published: Published, today: dt.date) -> str:
    """Why it is too late, in a sentence; empty where it is not."""
    days = (today - published.day).days
    if published.edition <= newest or today - published.day <= GRACE:
        return ""
    since = published.day.isoformat()
    return (
        f"DICOM {published.edition} has been out since {since}, {days} days ago; "
        f"the newest edition here is {newest}, expected the published one within {GRACE.days} days"
    )
