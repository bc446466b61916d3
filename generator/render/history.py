"""What pages show of the history: changes in words, where a UID is listed, and its life drawn."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from string import ascii_lowercase

from generator.history import Event, EventKind, History, Listing
from generator.model import Registry
from generator.model.editions import (
    A_1,
    A_2,
    A_3,
    A_4,
    B_5_1,
    GG_3_1,
    I_4_1,
    MERGED,
    Edition,
    TableKind,
    next_edition,
)
from generator.render.text import count

_LANES: dict[str, tuple[TableKind, ...]] = {
    "B.5-1": (B_5_1,),
    "GG.3-1": (GG_3_1,),
    "I.4-1": (I_4_1,),
    "all three": (MERGED,),
    "A-1": (A_1,),
    "A-2": (A_2,),
    "A-3": (A_3,),
    "A-4": (A_4,),
}
"""The lanes of a drawing, from top to bottom: what each is called, and what it shows."""

_LEFT, _RIGHT, _TOP, _LANE = 54, 340, 8, 15
"""Where time begins and ends in a drawing, the first lane, and how high one is."""

_HALF = 3
"""Half the height of a bar."""

_STUB = 7
"""How long the beginning is drawn of what is older than the first table."""

_YEARS = 5
"""From one labelled year to the next."""


def table_text(kind: TableKind) -> str:
    """A table with who publishes it: `PS3.4 Table B.5-1`."""
    return f"{kind.publication} {kind.name}"


def tables_text(tables: Sequence[TableKind]) -> str:
    """Several tables, with who publishes them said once: `PS3.4 Table B.5-1, Table I.4-1`."""
    groups = groupby(tables, key=lambda kind: kind.publication)
    return ", ".join(f"{who} {', '.join(it.name for it in kinds)}" for who, kinds in groups)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedIn:
    """From when to when a kind of table lists a UID, in words."""

    kind: TableKind
    first: str
    last: str

    goes_on: bool
    """Whether the last table of that kind that the registry has still lists it."""

    other_names: tuple[tuple[str, str], ...]
    """The names that the table gave it and that are not today's, each with its editions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """A line of the drawing: what it is called, and where it is."""

    label: str
    y: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """The drawing of a UID's life: a lane for each table, and paths of what happens in them."""

    width: int
    height: int
    lanes: tuple[Lane, ...]
    ticks: tuple[tuple[int, str], ...]
    """The labelled years: where they are, and what they are called."""

    covered: str
    """A line as long as the registry has tables of the kind."""

    unsure: str
    """Where it may have been listed, between two tables or before the first."""

    active: str
    retired: str
    renamed: str
    moved: str
    text: str
    """What the drawing shows, for those who do not see it."""

    @property
    def has_merged(self) -> bool:
        """Whether it shows the lists that merge the tables of storage SOP Classes."""
        return any(MERGED in _LANES[lane.label] for lane in self.lanes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The history of one UID as its page tells it."""

    events: tuple[Event, ...]
    """What happened to it, and the restructurings that took it off a table with most others."""

    listed: tuple[ListedIn, ...]
    life: Life

    @property
    def in_short(self) -> str:
        """Since when it is listed, and how often something changed, as a line."""
        first = next((it for it in self.events if it.kind is EventKind.FIRST_LISTED), None)
        later = len(self.events) - (first is not None)
        if first is None:
            since = "Listed"
        elif first.is_exact:
            since = f"First listed in {first.edition}"
        elif first.since:
            since = f"First listed between {first.since} and {first.edition}"
        else:
            since = f"Listed since {first.edition} or before"
        return f"{since}; {count(later, 'change') if later else 'no change'} since"

    @property
    def was_renamed(self) -> bool:
        """Whether a table has given it another name than today's."""
        return any(listed.other_names for listed in self.listed)


def timelines(history: History, editions: Sequence[Edition]) -> Callable[[str, str], Timeline]:
    """What makes the timeline of a UID, given the UID and the name that it has today."""
    chart = _Chart(editions)
    cuts = [event for event in history.events if event.kind is EventKind.RESTRUCTURED]

    def timeline(uid: str, name: str) -> Timeline:
        listings = history.listings[uid]
        events = history.by_uid[uid]
        cut = (
            event
            for event in cuts
            for listing in listings
            if listing.kind in event.tables and listing.last == event.since
        )
        return Timeline(
            events=tuple(sorted((*events, *cut), key=lambda event: event.edition)),
            listed=tuple(_listed_in(listing, name, chart) for listing in listings),
            life=chart.life(events, listings),
        )

    return timeline


def newest_sop_classes(history: History, registry: Registry, least: int) -> tuple[Event, ...]:
    """How the newest SOP Classes came, newest first: as many editions as hold at least `least`."""
    found: list[Event] = []
    for events in reversed(tuple(history.by_edition.values())):
        if len(found) >= least:
            break
        found += (
            event
            for event in events
            if event.kind is EventKind.FIRST_LISTED and event.uid in registry.sop_classes
        )
    return tuple(found)


def edition_time(name: str) -> float:
    """When an edition came, in years; those of a year lie a fifth of it apart: it has five."""
    return int(name[:4]) + (ascii_lowercase.index(name[4:]) / 5 if name[4:] else 0)


def _listed_in(listing: Listing, name: str, chart: "_Chart") -> ListedIn:
    others = (
        (span.name, span.first if span.first == span.last else f"{span.first} to {span.last}")
        for span in listing.names
        if span.name != name
    )
    if not listing.since:
        # A list that goes on from other tables tells nothing of the time before it.
        first = listing.first + " or before" * (listing.kind not in (GG_3_1, MERGED))
    elif next_edition(listing.since) == listing.first:
        first = listing.first
    else:
        first = f"between {listing.since} and {listing.first}"
    return ListedIn(
        kind=listing.kind,
        first=first,
        last=listing.last,
        goes_on=listing.last == chart.known[listing.kind][1],
        other_names=tuple(others),
    )


class _Chart:
    """The plane on which every life is drawn: time from left to right, a lane for each table."""

    def __init__(self, editions: Sequence[Edition]) -> None:
        self._begin = edition_time(editions[0].name)
        self._end = edition_time(editions[-1].name)
        self.known = dict(_known_spans(editions))
        first, last = int(self._begin), int(self._end)
        self._ticks = tuple(
            (self._x(str(year)), str(year)) for year in range(first, last + 1) if year % _YEARS == 0
        )

    def _x(self, edition: str) -> int:
        share = (edition_time(edition) - self._begin) / (self._end - self._begin)
        return round(_LEFT + share * (_RIGHT - _LEFT))

    def life(self, events: Sequence[Event], listings: Sequence[Listing]) -> Life:
        """The drawing of those `listings`, marked with the `events` of the same UID."""
        lanes = [lane for lane in _LANES if any(it.kind in _LANES[lane] for it in listings)]
        y_of = {
            kind: _TOP + _LANE * number
            for number, lane in enumerate(lanes)
            for kind in _LANES[lane]
        }
        bars = tuple(self._bars(events, listings))
        return Life(
            width=_RIGHT + _STUB,
            height=_TOP + _LANE * len(lanes) + 4,
            lanes=tuple(Lane(label=lane, y=y_of[_LANES[lane][0]]) for lane in lanes),
            ticks=self._ticks,
            covered="".join(
                f"M{self._x(first)} {y_of[it.kind]}H{self._x(last)}"
                for it in listings
                for first, last in [self.known[it.kind]]
            ),
            unsure="".join(
                f"M{begin} {y_of[it.kind]}H{self._x(it.first)}"
                for it in listings
                if (begin := self._unsure(it, events)) is not None
            ),
            active="".join(_bar(*ends, y_of[kind]) for kind, retired, ends in bars if not retired),
            retired="".join(_bar(*ends, y_of[kind]) for kind, retired, ends in bars if retired),
            renamed="".join(
                f"M{self._x(event.edition)} {y_of[kind] - _HALF - 2}l5 5-5 5-5-5z"
                for event in events
                if event.kind is EventKind.RENAMED
                for kind in event.tables
            ),
            moved="".join(
                f"M{self._x(event.edition)} {y_of[event.tables[0]]}V{y_of[event.tables[1]]}"
                for event in events
                if event.kind is EventKind.MOVED
            ),
            text="; ".join(dict.fromkeys(_life_in_words(events, listings))),
        )

    def _unsure(self, listing: Listing, events: Sequence[Event]) -> int | None:
        """Where the dotted line begins: before the first table that lists it nothing is known."""
        if listing.since:
            return None if next_edition(listing.since) == listing.first else self._x(listing.since)
        first = events[0]
        if first.is_change or listing.kind not in first.tables:
            return None
        return self._x(listing.first) - _STUB

    def _bars(
        self, events: Sequence[Event], listings: Sequence[Listing]
    ) -> Iterator[tuple[TableKind, bool, tuple[int, int]]]:
        """For each table: from where to where it lists the UID, as retired or not."""
        turns = [
            event for event in events if event.kind in (EventKind.RETIRED, EventKind.REINSTATED)
        ]
        for listing in listings:
            begin, end = self._x(listing.first), self._x(listing.last)
            end = max(end, begin + _HALF)
            retired = False
            for turn in turns:
                if listing.kind.is_storage:  # these tables do not say what is retired
                    break
                at = min(self._x(turn.edition), end)
                if at > begin:
                    yield listing.kind, retired, (begin, at)
                    begin = at
                retired = turn.kind is EventKind.RETIRED
            if end > begin:
                yield listing.kind, retired, (begin, end)


def _known_spans(editions: Sequence[Edition]) -> Iterator[tuple[TableKind, tuple[str, str]]]:
    """The first and the last edition of which the registry has each kind of table."""
    for kind in dict.fromkeys(kind for kinds in _LANES.values() for kind in kinds):
        names = [edition.name for edition in editions if edition.table(kind)]
        if names:
            yield kind, (names[0], names[-1])


def _bar(begin: int, end: int, y: int) -> str:
    return f"M{begin} {y - _HALF}H{end}v{2 * _HALF}H{begin}z"


def _life_in_words(events: Sequence[Event], listings: Sequence[Listing]) -> Iterator[str]:
    for listing in listings:
        until = "" if listing.first == listing.last else f" to {listing.last}"
        yield f"{table_text(listing.kind)} {listing.first}{until}"
    for event in events:
        if event.kind in (EventKind.RENAMED, EventKind.MOVED, EventKind.RETIRED):
            yield f"{event.kind} {event.when}"
