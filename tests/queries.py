"""What people ask the look-up, and what is meant: the sets of queries that its tests share."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from generator.model import Registry
from generator.model.addresses import (
    TOOL_ADDRESSES,
    attribute_address,
    iod_address,
    module_address,
    service_class_address,
    uid_address,
)

_TESTS = Path(__file__).parent

_ESCAPES = {"n": "\n", "t": "\t", "0": "\0"}

_PAGE = re.compile(
    r"(?:about|check|editions|guides|private|status-codes|uids)/(?:.*/)?(?:#[\w.-]+)?"
)
"""An address that may be expected as it is; whether the page is there, test_lookup.py looks."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked, what may come first, what kind of query it is, and how it came here."""

    text: str
    expected: tuple[str, ...]
    reason: str
    origin: str = ""


def collected() -> list[Query]:
    """The queries that were collected while the look-up was written."""
    return _read(_TESTS / "browser" / "queries.tsv")


def brought() -> list[Query]:
    """Queries by kind, as people bring them. Half were held out until the look-up was mended."""
    return _read(_TESTS / "data" / "brought.tsv")


def _read(path: Path) -> list[Query]:
    read = []
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        text, expected, *rest = line.split("\t")
        text = re.sub(r"\\([nt]|0(?![0-9]))", lambda match: _ESCAPES[match[1]], text)
        text = re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), text)
        read.append(Query(text, tuple(expected.split("|")), *rest))
    return read


class Places:
    """Where what is expected of a query has its page."""

    def __init__(self, registry: Registry) -> None:
        iods = registry.iods
        pairs = chain(
            ((it.keyword, uid_address(it)) for it in registry.uids.values()),
            ((it.uid, uid_address(it)) for it in registry.uids.values()),
            ((it.keyword, attribute_address(it.tag)) for it in iods.attributes.values()),
            ((it.tag, attribute_address(it.tag)) for it in iods.attributes.values()),
            ((it.slug, service_class_address(it.slug)) for it in registry.services.classes),
            ((it.uid, f"private/#{it.uid}") for it in registry.private_sop_classes),
            ((key, module_address(key)) for key in iods.modules),
            ((f"module:{key}", module_address(key)) for key in iods.modules),
            ((key, iod_address(key)) for key in iods.iods),
            ((f"iod:{key}", iod_address(key)) for key in iods.iods),
        )
        places: defaultdict[str, set[str]] = defaultdict(set)
        for name, place in pairs:
            places[name or "none"].add(place)
        self._places: Mapping[str, set[str]] = places
        self._known = {place for of_name in places.values() for place in of_name}
        self._known.update(TOOL_ADDRESSES)

    def of(self, expected: str) -> set[str]:
        """The addresses below the site's root of a keyword, UID, key, slug, or of an address."""
        found = self._places.get(expected)
        if found is None and (expected in self._known or _PAGE.fullmatch(expected)):
            return {expected}
        assert found, f"{expected!r} is nothing in the registry"
        return found

    def are_met(self, query: Query, hits: list[str], warnings: list[str]) -> bool:
        """Whether the first of `hits` is what the query means; or none, and a word of warning.

        `!kind` expects a warning of that kind: alone, no hit may stand below it.
        """
        wanted: set[str] = set()
        for it in query.expected:
            if not it.startswith("!"):
                wanted |= self.of(it)
            elif it[1:] in warnings and (len(query.expected) > 1 or not hits):
                return True
        return bool(hits) and hits[0] in wanted

    def wrong(self, query: Query, answer: Mapping[str, Any]) -> str:
        """What is wrong with an answer of `generator.lookup.ask`, or nothing."""
        hits = [hit["path"] for hit in answer["hits"]]
        warnings = [message["kind"] for message in answer["messages"]]
        if self.are_met(query, hits, warnings):
            return ""
        first = hits[0] if hits else f"nothing but {warnings}"
        return f"{query.text!r}: {first}, expected {' or '.join(query.expected)}"
