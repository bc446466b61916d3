"""What changed from edition to edition, computed from the tables of the editions.

The rules:

- A change is one between two editions' tables of one kind. Tables of one edition differ among
  themselves (in 2011, Table B.5-1 says "Key Object Selection" and Table A-1 says "Key Object
  Selection Document Storage"), so a name that differs from that in another table is no rename.
- A table that the registry does not have, an empty cell and a row that an excerpt does not reach
  say nothing, so they are no change.
- Where editions lie between the two, the change came somewhere between them, and pages say so.
- A name is renamed if its letters and digits differ, without regard to case; else it is respelled.
- "&" and "and" are the same, for the sources write one for the other.
- A row that leaves a table for another in the same edition has moved. A table that loses half of
  its rows or more has been restructured, which is one event, not one for each row.
- The lists that merge the tables of storage SOP Classes go on where those tables end, and where the
  lists end the tables go on. The lists do not say which section defines what.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from generator.model.editions import (
    MERGED,
    REGISTERS,
    TABLE_KINDS,
    Edition,
    Table,
    TableKind,
    TableRow,
    next_edition,
)
from generator.model.uids import uid_key


class EventKind(StrEnum):
    """What can happen to a UID, or to a table, from one edition to another."""

    FIRST_LISTED = "first listed"
    LISTED = "listed"
    """Listed in a further table, after the first."""

    RENAMED = "renamed"
    RESPELLED = "respelled"
    """White space, hyphens, other punctuation or letter case of the name changed, nothing else."""

    KEYWORD_CHANGED = "keyword changed"
    TYPE_CHANGED = "type changed"
    IOD_SECTION_CHANGED = "section of the IOD changed"
    SECTION_CHANGED = "section of the service changed"
    MOVED = "moved"
    """It left one table for another."""

    RETIRED = "retired"
    REINSTATED = "reinstated"
    DROPPED = "dropped"
    RESTRUCTURED = "restructured"
    """A table lost most of its rows, because it now refers to others."""

    @property
    def words(self) -> str:
        """What happened, as a list of changes says it."""
        return "listed in a further table" if self is EventKind.LISTED else self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One change, and when it came."""

    kind: EventKind

    uid: str
    """The UID that changed; empty where a whole table did."""

    edition: str
    """The first edition that has it so."""

    since: str
    """The last edition that has it otherwise; empty where no earlier edition says anything."""

    tables: tuple[TableKind, ...]
    """The tables that show this very change, in the order of `TABLE_KINDS`; of a move, both."""

    old: str = ""
    """What stood there before: a name, a section, a table, or a number of rows."""

    new: str = ""
    """What stands there since; where it is first listed, its name."""

    @property
    def is_change(self) -> bool:
        """Whether an earlier edition has it otherwise; else it is only known no earlier."""
        return bool(self.since)

    @property
    def is_exact(self) -> bool:
        """Whether no edition lies between, so that it came with `edition`."""
        return self.is_change and next_edition(self.since) == self.edition

    @property
    def when(self) -> str:
        """When it came, in words: in 2016c, between 2011 and 2013, in 2009 or before."""
        if self.is_exact:
            return f"in {self.edition}"
        if self.is_change:
            return f"between {self.since} and {self.edition}"
        return f"in {self.edition} or before"


@dataclass(frozen=True, slots=True, kw_only=True)
class NameSpan:
    """A name that a kind of table gives a UID, and the editions with it."""

    name: str
    first: str
    last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """From when to when a kind of table lists a UID."""

    kind: TableKind

    first: str
    """The first edition whose table lists it."""

    since: str
    """The last edition before whose table does not; empty where there is none to tell."""

    last: str
    """The last edition whose table lists it."""

    names: tuple[NameSpan, ...]
    """What the table calls it, oldest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """All events, oldest first, and by what they happened to and when."""

    events: tuple[Event, ...]
    by_uid: Mapping[str, tuple[Event, ...]]
    """The events of each UID, oldest first."""

    by_edition: Mapping[str, tuple[Event, ...]]
    """The changes that came with each edition, or between the one before it and it."""

    listings: Mapping[str, tuple[Listing, ...]]
    """Where each UID is listed, in the order of `TABLE_KINDS`."""

    def names(self, uid: str) -> tuple[str, ...]:
        """Every name that a table has given `uid`, table by table, oldest first."""
        listings = self.listings.get(uid, ())
        return tuple(dict.fromkeys(span.name for listing in listings for span in listing.names))

    def former_names(self, uid: str) -> tuple[str, ...]:
        """The names that `uid` has had in any table and has there no more, oldest first."""
        return self._former(uid, EventKind.RENAMED, EventKind.RESPELLED)

    def former_keywords(self, uid: str) -> tuple[str, ...]:
        """The keywords that `uid` has had, oldest first, without the one that it has."""
        return self._former(uid, EventKind.KEYWORD_CHANGED)

    def _former(self, uid: str, *kinds: EventKind) -> tuple[str, ...]:
        events = self.by_uid.get(uid, ())
        return tuple(dict.fromkeys(event.old for event in events if event.kind in kinds))


_FIELDS = {
    "keyword": EventKind.KEYWORD_CHANGED,
    "type": EventKind.TYPE_CHANGED,
    "iod_section": EventKind.IOD_SECTION_CHANGED,
    "section": EventKind.SECTION_CHANGED,
}
"""The cells whose change is an event by itself."""

_SECTIONS = (EventKind.IOD_SECTION_CHANGED, EventKind.SECTION_CHANGED)
"""The changes of what the merged lists do not say."""

_STORAGE = tuple(kind for kind in TABLE_KINDS if kind.is_storage)


def compute_history(editions: Sequence[Edition]) -> History:
    """The history that the tables of `editions`, oldest first, add up to."""
    order = {edition.name: index for index, edition in enumerate(editions)}
    found: list[Event] = []
    listings: dict[str, dict[TableKind, Listing]] = defaultdict(dict)
    for index, edition in enumerate(editions):
        events: list[Event] = []
        for table in edition.tables:
            if table.kind in (*_STORAGE, *REGISTERS):
                before = _before(editions[:index], table)
                events += _events(table, before)
                _list(listings, table, before)
        found += _moved(events)
    found = _first_listed(_merged(found), order)
    rank = {kind: number for number, kind in enumerate(EventKind)}
    found.sort(
        key=lambda event: (
            order[event.edition],
            rank[event.kind],
            uid_key(event.uid),
            order.get(event.since, -1),
            TABLE_KINDS.index(event.tables[0]),
        )
    )
    return History(
        events=tuple(found),
        by_uid=_grouped((event.uid, event) for event in found if event.uid),
        by_edition=_grouped((event.edition, event) for event in found if event.is_change),
        listings={
            uid: tuple(by_kind[kind] for kind in TABLE_KINDS if kind in by_kind)
            for uid, by_kind in sorted(listings.items(), key=lambda item: uid_key(item[0]))
        },
    )


@dataclass(frozen=True, slots=True)
class _Before:
    """What a table follows: the rows by UID, and the edition that they are the state of."""

    edition: str
    rows: Mapping[str, TableRow]

    unreached: Mapping[str, str]
    """For each UID that an excerpt does not reach, the edition before the excerpt, if any."""

    sections: str = ""
    """The edition of the sections in the rows, where it is another."""

    def since(self, uid: str, kind: EventKind) -> str:
        if self.sections and kind in _SECTIONS:
            return self.sections
        return self.unreached.get(uid, self.edition)


def _before(earlier: Sequence[Edition], table: Table) -> _Before | None:
    """What `table` follows in the `earlier` editions; None where they have nothing of it."""
    begins = table.edition == table.kind.begins
    kinds = _STORAGE if begins or table.kind is MERGED else (table.kind,)
    for index in reversed(range(len(earlier))):
        merged = earlier[index].table(MERGED)
        if merged and table.kind.is_storage and not begins and table.kind is not MERGED:
            return _after_list(_before(earlier[:index], table), merged, table)
        tables = [found for kind in kinds if (found := earlier[index].table(kind))]
        if tables:
            break
    else:
        return None
    if begins:
        return _Before(earlier[index].name, {}, {})
    rows = {row.uid: row for found in reversed(tables) for row in found.rows}
    unreached: dict[str, str] = {}
    if tables[0].is_excerpt:
        older = _before(earlier[:index], table)
        for uid in _unreached(tables[0], table):
            unreached[uid] = older.since(uid, EventKind.LISTED) if older else ""
            if older and uid in older.rows:
                rows[uid] = older.rows[uid]
    return _Before(earlier[index].name, rows, unreached)


def _after_list(older: _Before | None, merged: Table, table: Table) -> _Before:
    """What `table` follows where the last word on its rows is a list that merges it with others.

    The list has rows of the other tables too: those of its rows count that this table has had or
    has. Sections stay those of the `older` table, as the list has none.
    """
    listed = {row.uid: row for row in merged.rows}
    before = older.rows if older else {}
    rows = {
        uid: replace(before[uid], name=listed[uid].name) if uid in before else listed[uid]
        for uid in (*before, *(row.uid for row in table.rows))
        if uid in listed
    }
    sections = (older.sections or older.edition) if older else ""
    return _Before(merged.edition, rows, {}, sections)


def _unreached(excerpt: Table, table: Table) -> Iterator[str]:
    """The UIDs of `table` that stand after the last row of the `excerpt` before it."""
    uids = [row.uid for row in table.rows]
    last = excerpt.rows[-1].uid
    yield from uids[uids.index(last) + 1 :] if last in uids else ()


def _events(table: Table, before: _Before | None) -> Iterator[Event]:
    """What the rows of `table` have otherwise than those before, table by table."""
    for row in table.rows:
        old = before.rows.get(row.uid) if before else None
        for kind, was, now in _differences(old, row):
            yield Event(
                kind=kind,
                uid=row.uid,
                edition=table.edition,
                since=before.since(row.uid, kind) if before else "",
                tables=(table.kind,),
                old=was,
                new=now,
            )
    if before is None or table.is_excerpt:
        return
    here = {row.uid for row in table.rows}
    gone = [uid for uid in before.rows if uid not in here]
    restructured = Event(
        kind=EventKind.RESTRUCTURED,
        uid="",
        edition=table.edition,
        since=before.edition,
        tables=(table.kind,),
        old=str(len(before.rows)),
        new=str(len(here)),
    )
    if gone and len(gone) * 2 >= len(before.rows):
        yield restructured
    else:
        for uid in gone:
            name = before.rows[uid].name
            yield replace(restructured, kind=EventKind.DROPPED, uid=uid, old=name, new="")


def _differences(old: TableRow | None, row: TableRow) -> Iterator[tuple[EventKind, str, str]]:
    """What differs between the `old` row of a UID and the new: the kind, what was and what is."""
    if old is None:
        yield EventKind.LISTED, "", row.name
        if row.retired:
            yield EventKind.RETIRED, "", ""
        return
    if row.retired and not old.retired:
        yield EventKind.RETIRED, "", ""
    elif row.retired is False and old.retired:
        yield EventKind.REINSTATED, "", ""
    if old.name and row.name and _written_out(old.name) != _written_out(row.name):
        same = _letters(old.name) == _letters(row.name)
        yield EventKind.RESPELLED if same else EventKind.RENAMED, old.name, row.name
    for field, changed in _FIELDS.items():
        was, now = getattr(old, field), getattr(row, field)
        if was and now and was != now:
            yield changed, was, now


def _written_out(name: str) -> str:
    return name.replace("&", "and")


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, _written_out(name))).casefold()


def _list(
    listings: Mapping[str, dict[TableKind, Listing]], table: Table, before: _Before | None
) -> None:
    for row in table.rows:
        listing = listings[row.uid].get(table.kind)
        if listing is None:
            is_new = before and row.uid not in before.rows
            listing = Listing(
                kind=table.kind,
                first=table.edition,
                since=before.since(row.uid, EventKind.LISTED) if before and is_new else "",
                last=table.edition,
                names=(),
            )
        names = listing.names
        if row.name and names and names[-1].name == row.name:
            names = (*names[:-1], replace(names[-1], last=table.edition))
        elif row.name:
            names = (*names, NameSpan(name=row.name, first=table.edition, last=table.edition))
        listings[row.uid][table.kind] = replace(listing, last=table.edition, names=names)


def _moved(events: Iterable[Event]) -> list[Event]:
    """The `events` of one edition, those of leaving one table for another made one each."""
    events = list(events)
    dropped = {event.uid: event for event in events if event.kind is EventKind.DROPPED}
    result: list[Event] = []
    moved = set()
    for event in events:
        left = dropped.get(event.uid)
        if left and event.kind is EventKind.LISTED and event.tables[0].is_storage:
            names = {"old": left.tables[0].name, "new": event.tables[0].name}
            tables = left.tables + event.tables
            result.append(replace(left, kind=EventKind.MOVED, tables=tables, **names))
            moved.add(event.uid)
        else:
            result.append(event)
    return [
        event for event in result if event.kind is not EventKind.DROPPED or event.uid not in moved
    ]


def _merged(events: Iterable[Event]) -> list[Event]:
    """The `events`, the same change in more than one table made one."""
    groups: dict[tuple[str, ...], Event] = {}
    for event in events:
        # A row may be listed in two tables under two names.
        new = "" if event.kind is EventKind.LISTED else event.new
        whose = event.uid or event.tables[0].slug
        key = (event.kind, whose, event.edition, event.since, event.old, new)
        first = groups.get(key)
        groups[key] = replace(first, tables=first.tables + event.tables) if first else event
    return list(groups.values())


def _first_listed(events: Iterable[Event], order: Mapping[str, int]) -> list[Event]:
    """The `events`, where the first listing of each UID is one of its own kind."""
    listed: dict[str, list[Event]] = defaultdict(list)
    result: list[Event] = []
    for event in events:
        if event.kind is EventKind.LISTED:
            listed[event.uid].append(event)
        else:
            result.append(event)
    for found in listed.values():
        first = min(found, key=lambda event: order[event.edition])
        together = [event for event in found if event.edition == first.edition]
        nearest = max((event.since for event in together), key=lambda name: order.get(name, -1))
        tables = {kind for event in together for kind in event.tables}
        result.append(
            replace(
                first,
                kind=EventKind.FIRST_LISTED,
                since=nearest,
                tables=tuple(kind for kind in TABLE_KINDS if kind in tables),
            )
        )
        # Where nothing earlier is known of a table, its listing a UID is no news.
        result += [event for event in found if event.edition != first.edition and event.is_change]
    return result


def _grouped(pairs: Iterable[tuple[str, Event]]) -> Mapping[str, tuple[Event, ...]]:
    groups: dict[str, list[Event]] = defaultdict(list)
    for key, event in pairs:
        groups[key].append(event)
    return {key: tuple(events) for key, events in groups.items()}
