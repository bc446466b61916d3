"""Places in the standards, and where the published standard shows them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate

_SITE = "https://dicom.nema.org"

_FIRST_IN_HTML = "2013"
"""The first edition that the site has as HTML; older ones are PDF only."""

_FIRST_IN_CHUNKS = "2015a"
"""The first edition whose HTML in pieces surely follows `_DEPTH`; 2013 was cut less finely."""

_DEPTH = 4
"""How many levels of sections below a chapter or annex have a page of their own."""

_NAMED = re.compile(r"\b(PS3\.[0-9]+) ((?:[A-Z]{1,4}|[0-9]{1,2})(?:\.[0-9]+[a-z]?)*)(?![\w.]*\w)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A place in a standard."""

    standard: str
    """The part or the standard: `PS3.4`, `NEMA IIC 1`, `ASTM E2339`."""

    section: str = ""
    """The section, chapter or annex, as `B.5`; empty for all of the standard."""

    edition: str = ""
    """The edition of DICOM, as `2020c`; empty for another standard."""

    table: str = ""
    """The table in that section, as `B.5-1`; empty where the section says it in prose."""

    @property
    def text(self) -> str:
        """How people write it: `PS3.4 B.5, Table B.5-1`."""
        place = f"{self.standard} {self.section}".strip()
        return f"{place}, Table {self.table}" if self.table else place

    @property
    def url(self) -> str | None:
        """Its address on the site of the standard; None where that site does not have it."""
        if not self.edition:
            return None
        return standard_link(self.standard, self.section, self.edition, table=self.table)


def standard_link(part: str, anchor: str, edition: str, *, table: str = "") -> str:
    """The address of a section of the DICOM standard, as published in `edition`.

    `part` is `PS3.4`; `anchor` a section, chapter or annex of it (`B.5.1`, `7`, `B`), or empty for
    the whole part; `table` a table in that section (`B.5-1`), to which the address then leads.
    Editions before 2013 are not published as HTML: their sections are looked up in `current`.

    The published pages are DocBook cut into chunks: a section of the first four levels has a page
    of its own, but the first section of each section or chapter stays on the page of that one.
    """
    number = int(part.removeprefix("PS3."))
    root = f"{_SITE}/medical/dicom/{edition}/output"
    if edition < _FIRST_IN_HTML:
        root = f"{_SITE}/medical/dicom/current/output"
    elif edition == _FIRST_IN_HTML:
        root = f"{_SITE}/dicom/{edition}/output"
    if not anchor:
        return f"{root}/chtml/part{number:02}/{part}.html"
    fragment = f"table_{table}" if table else _anchor(anchor)
    if _FIRST_IN_HTML <= edition < _FIRST_IN_CHUNKS:
        return f"{root}/html/part{number:02}.html#{fragment}"
    page = _anchor(_page(anchor))
    address = f"{root}/chtml/part{number:02}/{page}.html"
    return address if fragment == page else f"{address}#{fragment}"


def _page(section: str) -> str:
    """The chapter, annex or section on whose page `section` stands."""
    first, *arcs = section.split(".")
    page = first
    for arc in arcs[:_DEPTH]:
        if arc == "1":
            break
        page = f"{page}.{arc}"
    return page


def _anchor(section: str) -> str:
    if section.startswith(("CID ", "TID ")):  # a context group or template of PS3.16
        return f"sect_{section.replace(' ', '_')}"
    return f"sect_{section}" if "." in section else f"chapter_{section}"


def references_in(text: str) -> Iterator[tuple[str, str]]:
    """The part and section of each place that `text` names, as `PS3.3 C.7.3.1.1.1`, in order."""
    for match in _NAMED.finditer(text):
        yield match[1], match[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section of a part of DICOM that an edition is known to have."""

    part: str
    section: str
    edition: str
    title: str = ""
    source: str = ""

    @property
    def way(self) -> Iterator[tuple[str, str]]:
        """The way to it, as (part, section): its chapter or annex, the sections in it, itself."""
        return ((self.part, it) for it in accumulate(self.section.split("."), "{}.{}".format))


@dataclass(frozen=True, slots=True)
class Sections:
    """The sections that are known, each with the newest edition known to have it."""

    editions: Mapping[tuple[str, str], str]

    @classmethod
    def of(cls, sections: Iterable[Section], also: Iterable[Section] = ()) -> "Sections":
        """Those `sections`, and every section, chapter or annex that one of them is part of.

        `also` may only say that a newer edition has one of them.
        """
        editions: dict[tuple[str, str], str] = {}
        for known in sections:
            for key in known.way:
                editions[key] = max(known.edition, editions.get(key, ""))
        for named in also:
            for key in editions.keys() & set(named.way):
                editions[key] = max(named.edition, editions[key])
        return cls(dict(sorted(editions.items())))

    def knows(self, part: str, section: str) -> bool:
        """Whether some edition is known to have that section."""
        return (part, section) in self.editions

    def reference(self, part: str, section: str) -> Reference:
        """That section in the newest edition known to have it; without edition if none is."""
        edition = self.editions.get((part, section), "")
        return Reference(standard=part, section=section, edition=edition)
