"""Attributes: the dictionary of PS3.6, and what changed in it from edition to edition."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

VR_NAMES: Mapping[str, str] = {
    "AE": "Application Entity",
    "AS": "Age String",
    "AT": "Attribute Tag",
    "CS": "Code String",
    "DA": "Date",
    "DS": "Decimal String",
    "DT": "Date Time",
    "FD": "Floating Point Double",
    "FL": "Floating Point Single",
    "IS": "Integer String",
    "LO": "Long String",
    "LT": "Long Text",
    "OB": "Other Byte",
    "OD": "Other Double",
    "OF": "Other Float",
    "OL": "Other Long",
    "OV": "Other 64-bit Very Long",
    "OW": "Other Word",
    "PN": "Person Name",
    "SH": "Short String",
    "SL": "Signed Long",
    "SQ": "Sequence of Items",
    "SS": "Signed Short",
    "ST": "Short Text",
    "SV": "Signed 64-bit Very Long",
    "TM": "Time",
    "UC": "Unlimited Characters",
    "UI": "Unique Identifier (UID)",
    "UL": "Unsigned Long",
    "UN": "Unknown",
    "UR": "Universal Resource Identifier or Locator (URI/URL)",
    "US": "Unsigned Short",
    "UT": "Unlimited Text",
    "UV": "Unsigned 64-bit Very Long",
}
"""The value representations (PS3.5 6.2)."""


def printed_tag(tag: str) -> str:
    """A tag as the standard prints it: `0008103e` gives `(0008,103E)`, `60xx0010` `(60xx,0010)`."""
    digits = tag.upper().replace("X", "x")
    return f"({digits[:4]},{digits[4:]})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """One entry of the dictionary of PS3.6; for a repeating group, one entry for all of them."""

    tag: str
    """Eight characters, lower case, `x` for any digit, as in addresses: `0008103e`, `60xx0010`."""

    name: str
    """The name; empty for the few retired ones that have none any more."""

    keyword: str
    """The keyword; empty for the few retired ones that have none."""

    vr: str
    """The value representations, as printed: `CS`, `US or SS`; empty where there is none."""

    vm: str
    """The value multiplicity, as printed: `1`, `2-2n`; empty where there is none."""

    retired: bool

    @property
    def printed_tag(self) -> str:
        """The tag as the standard prints it."""
        return printed_tag(self.tag)

    @property
    def vr_name(self) -> str:
        """The name of its value representation, as `Code String`; of each where it has several."""
        return " or ".join(VR_NAMES.get(vr, "none") for vr in self.vr.split(" or "))

    @property
    def is_sequence(self) -> bool:
        """Whether its value is a sequence of items."""
        return self.vr == "SQ"


class AttributeChangeKind(StrEnum):
    """What can happen to an attribute from one edition to another."""

    ADDED = "added"
    RENAMED = "renamed"
    KEYWORD_CHANGED = "keyword changed"
    VR_CHANGED = "VR changed"
    VM_CHANGED = "VM changed"
    RETIRED = "retired"
    REINSTATED = "reinstated"


_FIELDS = {
    AttributeChangeKind.RENAMED: "name",
    AttributeChangeKind.KEYWORD_CHANGED: "keyword",
    AttributeChangeKind.VR_CHANGED: "vr",
    AttributeChangeKind.VM_CHANGED: "vm",
}
"""The field that a change is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeChange:
    """One change of an attribute, and when it came."""

    kind: AttributeChangeKind
    attribute: Attribute
    """The attribute as it is since then."""

    edition: str
    """The first edition that has it so."""

    since: str
    """The last edition that has it otherwise."""

    old: str = ""
    """What its name, keyword, VR or VM was before."""

    source: str
    """Who says so: where the table of the edition, or the list of its changes, comes from."""

    @property
    def new(self) -> str:
        """What its name, keyword, VR or VM is since then; empty for other changes."""
        name = _FIELDS.get(self.kind)
        return str(getattr(self.attribute, name)) if name else ""


def changes_between(
    old: Mapping[str, Attribute],
    new: Mapping[str, Attribute],
    *,
    since: str,
    edition: str,
    source: str,
) -> Iterator[AttributeChange]:
    """What the dictionary `new` of `edition` has otherwise than `old`, that of `since`."""
    for tag, attribute in new.items():
        was = old.get(tag)
        found: list[tuple[AttributeChangeKind, str]] = []
        if was is None:
            found.append((AttributeChangeKind.ADDED, ""))
        else:
            found += (
                (kind, before)
                for kind, name in _FIELDS.items()
                if (before := str(getattr(was, name))) != getattr(attribute, name)
            )
            if was.retired != attribute.retired:
                turn = (
                    AttributeChangeKind.RETIRED
                    if attribute.retired
                    else AttributeChangeKind.REINSTATED
                )
                found.append((turn, ""))
        for kind, before in found:
            yield AttributeChange(
                kind=kind,
                attribute=attribute,
                edition=edition,
                since=since,
                old=before,
                source=source,
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Dictionary:
    """All attributes as of the newest edition, and how they came to be so."""

    attributes: Mapping[str, Attribute]
    """By tag, and sorted by it."""

    printed: str
    """The edition of the newest whole table."""

    edition: str
    """The edition that it is of: a later one, where the changes since are known."""

    changes: tuple[AttributeChange, ...]
    """Oldest first."""

    since: str
    """The edition since which every change is known; empty where none is."""

    by_tag: Mapping[str, tuple[AttributeChange, ...]] = field(init=False, repr=False)
    """The changes of each attribute that has any, by its tag."""

    def __post_init__(self) -> None:
        by_tag: dict[str, list[AttributeChange]] = {}
        for change in self.changes:
            by_tag.setdefault(change.attribute.tag, []).append(change)
        found = {tag: tuple(changes) for tag, changes in by_tag.items()}
        object.__setattr__(self, "by_tag", found)


_HEX = re.compile(r"(?:0x)?\(?\s*([0-9a-fx]{4})\s*,?\s*([0-9a-fx]{4})\s*\)?", re.IGNORECASE)


def tag_of(text: str) -> str | None:
    """The tag in an address that people write as `text`, as `(0008,103E)` or `0x0008103e`.

    None where it is no tag. An element of a repeating group stays what it is: see
    `AttributeIndex.find`.
    """
    found = _HEX.fullmatch(text.strip())
    return f"{found[1]}{found[2]}".lower() if found else None


class AttributeIndex:
    """The dictionary, to be asked by keyword or by tag in any form."""

    def __init__(self, attributes: Mapping[str, Attribute]) -> None:
        self._attributes = attributes
        self.by_keyword = {it.keyword: it for it in attributes.values() if it.keyword}
        self._repeating = tuple(
            (attribute, re.compile(tag.replace("x", "[0-9a-f]")))
            for tag, attribute in attributes.items()
            if "x" in tag
        )

    def find(self, text: str) -> Attribute | None:
        """The attribute with that keyword, or with that tag in any usual form; None if none.

        An element of a repeating group gives its entry: `(6002,0010)` gives `60xx0010`.
        """
        tag = tag_of(text)
        if tag is None:
            return self.by_keyword.get(text.strip())
        return self._attributes.get(tag) or next(
            (attribute for attribute, form in self._repeating if form.fullmatch(tag)), None
        )
