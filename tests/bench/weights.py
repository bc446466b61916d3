"""What pages and their data weigh, raw and gzipped."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

from tests.bench.report import Figure

KINDS = (
    ("home", r"index\.html"),
    ("a SOP Class", r"sop-classes/[0-9.]+/index\.html"),
    ("an IOD", r"iods/[^/]+/index\.html"),
    ("a module", r"modules/[^/]+/index\.html"),
    ("an attribute", r"attributes/[^/]+/index\.html"),
    ("a registered UID", r"uids/[0-9.]+/index\.html"),
    ("an edition", r"editions/[^/]+/index\.html"),
    ("any other page", r".*\.html"),
)
"""Kinds of page, each with the addresses of its pages; the first that fits has a page."""

_PAGE = {"raw": 500, "gzipped": 40}
_BUDGETS = {"a SOP Class": {"raw": 60, "gzipped": 10}}
"""The most that a page may weigh, in KiB."""


def weights(site: Path) -> Iterator[Figure]:
    """The heaviest page of each kind, and what the look-up loads before its first answer."""
    heaviest: dict[str, dict[str, float]] = {}
    for path in site.rglob("*.html"):
        content = path.read_bytes()
        if b'http-equiv="refresh"' in content[:1000]:
            continue
        address = path.relative_to(site).as_posix()
        kind = next(name for name, pattern in KINDS if re.fullmatch(pattern, address))
        most = heaviest.setdefault(kind, {"raw": 0, "gzipped": 0})
        most["raw"] = max(most["raw"], len(content) / 1024)
        most["gzipped"] = max(most["gzipped"], _gzipped(content))
    for kind, _ in KINDS:
        for form, value in heaviest.get(kind, {}).items():
            yield Figure(
                group="weight",
                what=f"heaviest page: {kind}, {form}",
                value=value,
                unit="KiB",
                most=_BUDGETS.get(kind, _PAGE)[form],
            )
    yield Figure(
        group="weight",
        what="data of the look-up before its first answer, gzipped",
        value=_gzipped(next(site.glob("assets/data.*/lookup-core.js")).read_bytes()),
        unit="KiB",
        most=100,
    )


def _gzipped(content: bytes) -> float:
    return len(gzip.compress(content, compresslevel=6, mtime=0)) / 1024
