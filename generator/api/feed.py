"""The Atom feed of changes (RFC 4287): an entry for each edition, newest first.

No table says on which day an edition was published, and nothing here reads a clock. So the first
edition of a year counts as updated on 1 January, the second on the 2nd, and so on: 2026c on 3
January 2026, as `data/editions/editions.yml` says. Another rule would show every entry as new.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby
from typing import TypeVar
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from generator.history import Event, EventKind, History
from generator.model import Registry
from generator.model.addresses import attribute_address, edition_address, uid_address
from generator.model.attributes import AttributeChange, AttributeChangeKind
from generator.model.editions import Edition, next_edition
from generator.model.structure import StructureChange, StructureChangeKind

PATH = "feed.xml"
"""Where the feed is, below the site's root."""

_ATOM = "http://www.w3.org/2005/Atom"

_TITLE = "DICOM SOP Class Registry"

_TAG_YEAR = "2026"
"""A year in which the host of the site was ours (RFC 4151). It is part of every id, so it stays."""

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""The characters that XML 1.0 cannot hold."""


def feed(registry: Registry, history: History, site: str) -> bytes:
    """The feed of the site whose address is `site`, which ends in a slash."""
    root = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": "en"})
    _add(root, "id", _id(site, ""))
    _add(root, "title", f"{_TITLE}: changes of the standard")
    _add(root, "subtitle", "What each edition of DICOM adds, renames, moves, retires and drops.")
    _add(root, "updated", _updated(registry.editions[-1]))
    _add(_add(root, "author"), "name", _TITLE)
    _add(root, "link", rel="self", type="application/atom+xml", href=f"{site}{PATH}")
    _add(root, "link", rel="alternate", type="text/html", href=f"{site}editions/")
    oldest = registry.editions[0]
    attributes = _by_edition(registry.dictionary.changes)
    structure = _by_edition(registry.structure_changes)
    for edition in reversed(registry.editions):
        events = history.by_edition.get(edition.name, ())
        others = (
            *_attribute_lines(attributes.get(edition.name, ()), site),
            *_structure_lines(structure.get(edition.name, ())),
        )
        summary = ", ".join((*_numbers(events), *(f"{what} ({len(it)})" for what, it in others)))
        if not summary:
            summary = "the oldest edition here" if edition is oldest else "no change"
        entry = _add(root, "entry")
        _add(entry, "id", _id(site, edition_address(edition.name)))
        _add(entry, "title", f"DICOM {edition.name}: {summary}")
        _add(entry, "updated", _updated(edition))
        page = f"{site}{edition_address(edition.name)}"
        _add(entry, "link", rel="alternate", type="text/html", href=page)
        content = "".join(_content(registry, edition, events, others, site))
        _add(entry, "content", content, type="html")
    ET.indent(root, space="")
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    child = ET.SubElement(parent, name, attributes)
    child.text = _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text) or None
    return child


def _id(site: str, address: str) -> str:
    """The permanent name (RFC 4151) of what is at that address of the site."""
    parts = urlsplit(site)
    return f"tag:{parts.hostname},{_TAG_YEAR}:{parts.path}{address}"


def _updated(edition: Edition) -> str:
    letter = edition.name[4:] or "a"
    return f"{edition.year}-01-{ord(letter) - ord('a') + 1:02}T00:00:00Z"


def _kinds(events: Iterable[Event]) -> Iterator[tuple[EventKind, Sequence[Event]]]:
    """The events by what happened, in the order of the kinds, which is theirs too."""
    for kind, group in groupby(events, key=lambda event: event.kind):
        yield kind, tuple(group)


def _numbers(events: Iterable[Event]) -> Iterator[str]:
    for kind, group in _kinds(events):
        yield f"{kind.words} ({len(group)})"


_Change = TypeVar("_Change", AttributeChange, StructureChange)


def _by_edition(changes: Iterable[_Change]) -> dict[str, list[_Change]]:
    found: dict[str, list[_Change]] = {}
    for change in changes:
        found.setdefault(change.edition, []).append(change)
    return found


def _attribute_lines(
    changes: Sequence[AttributeChange], site: str
) -> Iterator[tuple[str, list[str]]]:
    """What happened to attributes, and to which, as HTML."""
    for kind in AttributeChangeKind:
        lines = []
        for change in changes:
            if change.kind is kind:
                it = change.attribute
                address = escape(f"{site}{attribute_address(it.tag)}")
                became = f": {escape(change.old)}, now {escape(change.new)}" if change.old else ""
                lines.append(f'<a href="{address}">{escape(it.name)}</a> {it.printed_tag}{became}')
        if lines:
            yield f"attributes {kind}", lines


def _structure_lines(changes: Sequence[StructureChange]) -> Iterator[tuple[str, list[str]]]:
    """What happened to IODs and tables of attributes, and to which, as HTML."""
    for kind in StructureChangeKind:
        lines = []
        for change in changes:
            if change.kind is kind:
                place = f"IOD {change.iod}" if change.iod else f"Table {change.table}"
                what = " ".join(filter(None, (change.name, change.path)))
                became = f": {change.old}, now {change.new}" if change.old and change.new else ""
                when = (
                    ""
                    if next_edition(change.since) == change.edition
                    else f", since {change.since}"
                )
                lines.append(escape(f"{place}{': ' if what else ''}{what}{became}{when}"))
        if lines:
            yield str(kind), lines


def _content(
    registry: Registry,
    edition: Edition,
    events: Sequence[Event],
    others: Sequence[tuple[str, list[str]]],
    site: str,
) -> Iterator[str]:
    """The HTML of an entry: what happened, a list for each kind of event."""
    if edition.note:
        yield f"<p>{escape(edition.note)}</p>\n"
    if not events and not others:
        yield "<p>The tables that the registry has of it say nothing new.</p>\n"
    for kind, group in _kinds(events):
        yield f"<h2>{kind.words[0].upper()}{kind.words[1:]}</h2>\n<ul>\n"
        for event in group:
            yield f"<li>{_line(registry, event, site)}</li>\n"
        yield "</ul>\n"
    for what, lines in others:
        items = "".join(f"<li>{line}</li>\n" for line in lines)
        yield f"<h2>{what[0].upper()}{what[1:]}</h2>\n<ul>\n{items}</ul>\n"


def _line(registry: Registry, event: Event, site: str) -> str:
    """What happened to whom, from what to what, and when if that is not sure."""
    entry = registry.uids.get(event.uid)
    if entry:
        address = escape(f"{site}{uid_address(entry)}")
        subject = f'<a href="{address}">{escape(entry.name)}</a> ({event.uid})'
    elif event.uid:
        subject = f"{escape(event.old or event.new)} ({escape(event.uid)})"
    else:
        subject = ", ".join(f"{kind.publication} {kind.name}" for kind in event.tables)
    change = ""
    if event.old and event.new:
        unit = " rows" if event.kind is EventKind.RESTRUCTURED else ""
        change = f": {escape(event.old)}{unit}, now {escape(event.new)}"
    when = "" if event.is_exact else f", {event.when}"
    return f"{subject}{change}{when}"
