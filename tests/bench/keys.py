"""What the tables in `data/` call things by, column for column, and what that is in a copy."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_lowercase

ON_MEDIA = ("media-storage", "I")
"""Slug and annex of the service class that has no copies: rules know by them what is on media."""

_OURS = re.compile(r"(1\.\xad?2\.)840\.10008((?:\.[0-9]+)+)")  # two misprints are among them
_ANNEX = re.compile(r"(?<![\w.])([A-Z]{1,2}|[0-9]+)(?=[.-][0-9]| |$)")
_NUMBER = re.compile(r"[1-9][0-9]*")
_TAG = re.compile(r"\b([0-9a-f]{2}(?:[0-9a-f]{2}|xx))(,?[0-9a-fx]{4})\b", re.IGNORECASE)
_TABLE_OF_ROW = re.compile(r"[^|:]+(?=:)")
_NAME_IN_CONDITION = re.compile(r'(?<="module":")[^"]+|(?<="macro":")[^"]+')
_KIND = re.compile(
    r"(?<=[^ -])(?=(?:[ -](?:storage|functional[ -]group|macro|module|attributes|table))*"
    r"(?: \(retired\)| ?: default.*)?\s*$)",
    re.IGNORECASE,
)
"""Where a name goes on with words that only say what it names: not every table prints them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One of the copies of everything."""

    number: int
    """Which it is, from 1."""

    groups: Mapping[str, str]
    """By group of tags as it is here, `0008`, `60xx`, the group of the copied attributes."""

    editions: Mapping[str, str]
    """By name of an edition that of the earlier one that has its tables of what is copied."""


def copies(groups: Sequence[str], editions: Sequence[str], times: int) -> list[Copy]:
    """The copies that make `times` as much of everything, oldest editions first.

    `groups` are those of all tags, `editions` all names.
    """
    # Of decimal digits only, which are the same in capitals and in small letters.
    free = [it for it in map(str, range(1000, 10_000, 2)) if it not in groups]
    # A year has 26, and all are over before DICOM begins.
    names = [f"{1900 + at // 26}{ascii_lowercase[at % 26]}" for at in range(len(editions) * times)]
    return [
        Copy(
            number=at + 1,
            groups=dict(zip(groups, free[at * len(groups) :], strict=False)),
            editions=dict(zip(editions, names[at * len(editions) :], strict=False)),
        )
        for at in range(times - 1)
    ]


Renaming = Callable[[str, Copy], str]
"""What a cell says in a copy, from what it says here."""


def uid(cell: str, copy: Copy) -> str:
    """Each UID in it, under a root that nobody is registered for."""
    return _OURS.sub(rf"\g<1>826.0.1.{copy.number}\2", cell)


def keyword(cell: str, copy: Copy) -> str:
    """A keyword or code with the number behind it; or a UID, where something has no keyword."""
    return uid(cell, copy) if _OURS.search(cell) or not cell else f"{cell}{copy.number}"


def name(cell: str, copy: Copy) -> str:
    """A name with the number behind it, as `CT Image 1 Storage`, whose IOD is `CT Image 1`."""
    return _KIND.sub(f" {copy.number}", cell, count=1)


def slug(cell: str, copy: Copy) -> str:
    """A name as it stands in an address."""
    return _KIND.sub(f"-{copy.number}", cell, count=1)


def services(cell: str, copy: Copy) -> str:
    """The slugs of service classes, and UIDs of SOP Classes."""
    return " ".join(
        word if word in ON_MEDIA else uid(word, copy) if "." in word else f"{word}-{copy.number}"
        for word in cell.split()
    )


def places(cell: str, copy: Copy) -> str:
    """Each section or label of a table, which is in an annex or chapter of its own."""
    return _ANNEX.sub(rf"\1X{copy.number}", cell)


def annex(cell: str, copy: Copy) -> str:
    """The annex of a service class."""
    return cell if cell in ON_MEDIA else places(cell, copy)


def number(cell: str, copy: Copy) -> str:
    """The number of a context group or template, `2` or `CID 2`."""
    return _NUMBER.sub(lambda found: str(100_000 * copy.number + int(found[0])), cell)


def tags(cell: str, copy: Copy) -> str:
    """Each tag in it, in whatever form it is written."""
    return _TAG.sub(lambda it: copy.groups.get(it[1].lower(), it[1]) + it[2], cell)


def group(cell: str, copy: Copy) -> str:
    """The first half of tags."""
    return copy.groups.get(cell, cell)


def rows(cell: str, copy: Copy) -> str:
    """Rows of tables: `C.11.10-1:00700086.00080082|…`."""
    return _TABLE_OF_ROW.sub(lambda found: places(found[0], copy), tags(cell, copy))


def condition(cell: str, copy: Copy) -> str:
    """What the JSON of a condition names."""
    named = _NAME_IN_CONDITION.sub(lambda found: name(found[0], copy), cell)
    return tags(uid(named, copy), copy)


def address(cell: str, copy: Copy) -> str:
    """An address of the site."""
    return tags(uid(cell, copy), copy)


def same(cell: str, _: Copy) -> str:
    """What is the same in all copies."""
    return cell


_COLUMNS: Mapping[str, Renaming] = {
    **dict.fromkeys(("name", "sop_class_name", "related_general_sop_class_name"), name),
    **dict.fromkeys(("iod", "module", "macro", "caption"), name),
    **dict.fromkeys(("keyword", "constant", "storescp_prefix"), keyword),
    **dict.fromkeys(("tag", "unique_key", "exactly_one_of", "path", "missing"), tags),
    **dict.fromkeys(("condition", "older_condition", "may_if", "not_if"), condition),
    **dict.fromkeys(("section", "ps3.3_section", "ps3.4_section", "module_section"), places),
    **dict.fromkeys(("table", "include"), places),
    **dict.fromkeys(("of", "service_class"), services),
    **dict.fromkeys(("cid", "tid"), number),
    "only_at": rows,
    "annex": annex,
    "address": address,
}
"""What the columns hold. All others hold UIDs, or nothing that a copy has otherwise."""

_IN_FILES: Mapping[str, Mapping[str, Renaming]] = {
    "attributes/groups": {"number": group, "name": name},
    "attributes/meanings": {"tag": tags, "table": slug},
    "editions/corrections": {"table": same},
    "iods/sop_classes": {"iod": slug},
    "lookup/aliases": {"text": name},
    "relations/related-general-names": {"printed": name},
    "ps3.16-codes": {"include": number, "code": keyword},
}
"""The columns that hold something else in some files: of `data/`, and of each edition."""

_FIXED = ("misprints", "ps3.7-status-codes", "ups_states")
"""Tables of which there are no copies: of what stands in print somewhere, of the codes of all
services, of the states of the one machine."""

_WORDS = {"name", "text"}
"""Columns that say in words what a row is about."""

_MEANT = ("printed", "correct", "corrected")
"""Columns of corrections, which hold what is in the `column` that the row names."""


def renamed(file: str, row: Mapping[str, str], copy: Copy) -> list[str] | None:
    """The cells of the row in that copy; None where it is about nothing that is copied.

    `file` is the path below `data/` without its ending.
    """
    *folder, stem = file.split("/")
    if stem in _FIXED:
        return None
    special = _IN_FILES.get(file) or (_IN_FILES.get(stem) if folder else None) or {}
    cells = {}
    for column, cell in row.items():
        meant = row["column"] if column in _MEANT and "column" in row else column
        cells[column] = special.get(meant, _COLUMNS.get(meant, uid))(cell, copy)
    if all(cells[column] == row[column] for column in row if column not in _WORDS):
        return None
    return [*cells.values()]
