"""Status codes: of DIMSE responses, and the codes of other layers that people bring."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from generator.model.addresses import LAYER_CODES, STATUS_CODES
from generator.model.standard import Reference
from generator.problems import Where

_NOWHERE = Where("")
_CODE = re.compile("[0-9A-F]{1,4}x{0,3}")


class StatusClass(StrEnum):
    """What becomes of an operation (PS3.7 Annex C)."""

    SUCCESS = "Success"
    PENDING = "Pending"
    CANCEL = "Cancel"
    WARNING = "Warning"
    FAILURE = "Failure"


def code_range(code: str) -> tuple[int, int] | None:
    """The first and the last number of a code as printed, `A900` or `A9xx`; None if it is none."""
    if len(code) != len("A900") or not _CODE.fullmatch(code):
        return None
    return int(code.replace("x", "0"), 16), int(code.replace("x", "F"), 16)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusSense:
    """What a status says to some services, and what to do about it."""

    of: tuple[str, ...]
    """DIMSE services, or services as in the status tables; empty for all others."""

    title: str
    meaning: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusRow:
    """A row of a table of statuses: that a service may return a code."""

    code: str
    """As printed, `A9xx`; empty where the service class sets the value."""

    status_class: StatusClass
    dimse_service: str
    """As `C-STORE`; `*` for any."""

    service: str
    """The service in a word or two; empty for what PS3.7 says of the DIMSE service as such."""

    related_fields: str
    sop_classes: tuple[str, ...]
    """The UIDs; empty for all SOP Classes that have the DIMSE service."""

    defined_in: Reference
    number: int
    """Its place in the table; 0 where it is in none."""

    by: str
    """The section by which the table holds for these SOP Classes too; mostly empty."""

    note: str
    """Who else says so; mostly empty."""

    where: Where = field(default=_NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusCode:
    """A code or a range of codes: what it says, and who returns it."""

    code: str
    first: int
    last: int
    senses: tuple[StatusSense, ...]
    """The general one first."""

    rows: tuple[StatusRow, ...] = field(repr=False)
    where: Where = field(default=_NOWHERE, compare=False, repr=False)

    @property
    def title(self) -> str:
        """What it says, in a few words."""
        return self.senses[0].title

    @property
    def meaning(self) -> str:
        """What it says, in a sentence."""
        return self.senses[0].meaning

    @property
    def remedy(self) -> str:
        """What to do about it."""
        return self.senses[0].remedy

    @property
    def status_class(self) -> StatusClass:
        """Its class, which is the same for every service."""
        return self.rows[0].status_class

    @property
    def decimal(self) -> str:
        """The number or numbers in decimal."""
        return f"{self.first}" if self.first == self.last else f"{self.first} to {self.last}"

    @property
    def anchor(self) -> str:
        """What it is called on the page of the status codes."""
        return f"code-{self.code.lower()}"

    @property
    def address(self) -> str:
        """Where it is on the site."""
        return f"{STATUS_CODES}#{self.anchor}"

    def sense_for(self, row: StatusRow) -> StatusSense:
        """What it says to the service of that row."""
        names = {row.dimse_service, row.service}
        return next((it for it in self.senses if names.intersection(it.of)), self.senses[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerCode:
    """A code that is no DIMSE status, as of an association or a presentation context."""

    layer: str
    field: str
    value: str
    anchor: str
    title: str
    meaning: str
    remedy: str
    defined_in: Reference

    @property
    def address(self) -> str:
        """Where it is on the site."""
        return f"{LAYER_CODES}#{self.anchor}"


@dataclass(frozen=True, kw_only=True)
class StatusCodes:
    """Every status code in the order of the numbers, and the codes of other layers."""

    codes: tuple[StatusCode, ...]
    rows: tuple[StatusRow, ...]
    layers: tuple[LayerCode, ...]

    def code_at(self, number: int) -> StatusCode | None:
        """The code with that number, or the narrowest range that it is in."""
        found = [it for it in self.codes if it.first <= number <= it.last]
        return min(found, key=lambda it: it.last - it.first, default=None)

    @cached_property
    def by_code(self) -> Mapping[str, StatusCode]:
        """The codes as printed."""
        return {it.code: it for it in self.codes}

    @cached_property
    def _by_sop_class(self) -> Mapping[str, tuple[StatusRow, ...]]:
        found: dict[str, tuple[StatusRow, ...]] = {}
        for row in self.rows:
            for uid in row.sop_classes:
                found[uid] = (*found.get(uid, ()), row)
        return found

    def rows_of(self, uid: str) -> tuple[StatusRow, ...]:
        """What PS3.4 says a response of that SOP Class may return."""
        return self._by_sop_class.get(uid, ())

    def general(self, dimse_service: str) -> tuple[StatusRow, ...]:
        """What PS3.7 says any response of that DIMSE service may return."""
        return self._general.get(dimse_service, ())

    @cached_property
    def _general(self) -> Mapping[str, tuple[StatusRow, ...]]:
        found: dict[str, tuple[StatusRow, ...]] = {}
        for row in self.rows:
            if not row.service:
                found[row.dimse_service] = (*found.get(row.dimse_service, ()), row)
        return found
