"""The editions of the standard, with the tables of each as printed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

_STORAGE = ("sop_class_uid", "sop_class_name", "ps3.3_section", "ps3.4_section")
_REGISTER = ("uid", "name", "type", "retired", "keyword", "info")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableKind:
    """A table of the standard that many editions have."""

    slug: str
    """The name of its files, without the ending."""

    publication: str
    """The part of the standard that prints it."""

    name: str
    """What it is called there, `Table B.5-1`."""

    title: str

    columns: tuple[str, ...]
    """The columns that each of its files has."""

    more: tuple[str, ...] = ()
    """Columns that may follow, all of them or none: not every source of a table has them."""

    is_storage: bool = False
    """Whether it lists the SOP Classes of storage services."""

    is_register: bool = False
    """Whether it registers UIDs (PS3.6 Annex A)."""

    begins: str = ""
    """The edition with which the table came into the standard; empty where that is not known."""


B_5_1 = TableKind(
    slug="ps3.4-table-b.5-1",
    publication="PS3.4",
    name="Table B.5-1",
    title="Standard SOP Classes",
    columns=_STORAGE,
    more=("iod",),
    is_storage=True,
)
GG_3_1 = TableKind(
    slug="ps3.4-table-gg.3-1",
    publication="PS3.4",
    name="Table GG.3-1",
    title="Standard SOP Classes of non-patient object storage",
    columns=_STORAGE,
    is_storage=True,
    begins="2016c",
)
I_4_1 = TableKind(
    slug="ps3.4-table-i.4-1",
    publication="PS3.4",
    name="Table I.4-1",
    title="Media storage Standard SOP Classes",
    columns=_STORAGE,
    is_storage=True,
)
MERGED = TableKind(
    slug="ps3.4-tables-b.5-1-gg.3-1-i.4-1",
    publication="PS3.4",
    name="Tables B.5-1, GG.3-1 and I.4-1",
    title="Standard SOP Classes of storage services, merged",
    columns=_STORAGE,
    is_storage=True,
)
B_3_3 = TableKind(
    slug="ps3.4-table-b.3-3",
    publication="PS3.4",
    name="Table B.3-3",
    title="Standard and related general SOP Classes",
    columns=("sop_class_name", "related_general_sop_class_name"),
)
B_6_1 = TableKind(
    slug="ps3.4-table-b.6-1",
    publication="PS3.4",
    name="Table B.6-1",
    title="Retired Standard SOP Classes",
    columns=("sop_class_name", "sop_class_uid"),
)
SECTIONS = TableKind(
    slug="ps3.4-sop-class-sections",
    publication="PS3.4",
    name="Sections of SOP Classes",
    title="The places of PS3.4 that print a UID",
    columns=("uid", "annex", "annex_title", "section", "table"),
)
A_1 = TableKind(
    slug="ps3.6-table-a-1",
    publication="PS3.6",
    name="Table A-1",
    title="UID values",
    columns=_REGISTER,
    more=("part",),
    is_register=True,
)
A_2 = TableKind(
    slug="ps3.6-table-a-2",
    publication="PS3.6",
    name="Table A-2",
    title="Well-known frames of reference",
    columns=_REGISTER,
    is_register=True,
)
A_3 = TableKind(
    slug="ps3.6-table-a-3",
    publication="PS3.6",
    name="Table A-3",
    title="Context group UID values",
    columns=("uid", "cid", "name", "retired"),
    is_register=True,
)
A_4 = TableKind(
    slug="ps3.6-table-a-4",
    publication="PS3.6",
    name="Table A-4",
    title="Template UID values",
    columns=("uid", "name", "type", "part"),
    is_register=True,
)

TABLE_KINDS = (B_5_1, GG_3_1, I_4_1, MERGED, B_3_3, B_6_1, SECTIONS, A_1, A_2, A_3, A_4)
"""Every kind of table of SOP Classes and UIDs, in the order in which an edition shows them."""

OTHER_TABLES: Mapping[str, str] = {
    "ps3.3-tables": "tables of attributes: modules and macros",
    "ps3.3-attributes": "rows of the tables of attributes",
    "ps3.3-iods": "composite IODs",
    "ps3.3-iod-modules": "modules of composite IODs",
    "ps3.3-functional-groups": "functional group macros of IODs",
    "ps3.3-normalised-iods": "normalised IODs and their modules",
    "ps3.3-values": "values that attributes may have",
    "ps3.3-context-groups": "context groups of code sequences",
    "ps3.3-changes": "changes of PS3.3 since an older edition",
    "ps3.4-service-tables": "tables of attributes of messages and queries",
    "ps3.4-service-attributes": "rows of the tables of attributes of messages and queries",
    "ps3.4-action-event-types": "types of actions and events",
    "ps3.4-service-groups": "DIMSE service groups",
    "ps3.4-status-codes": "status codes",
    "ps3.4-extended-negotiation": "fields of extended negotiation",
    "ps3.6-attributes": "Tables 6-1, 7-1, 8-1, 9-1 and command fields: attributes",
    "ps3.6-attribute-changes": "changes of attributes since the edition before",
    "ps3.7-status-codes": "status codes of DIMSE services",
    "ps3.15-table-e.1-1": "Table E.1-1: de-identification of attributes",
    "ps3.16-context-groups": "context groups",
    "ps3.16-codes": "codes of context groups",
    "ps3.16-templates": "templates",
}
"""By slug, the tables that others read and show, and what they hold, as within a sentence."""

REGISTERS = tuple(kind for kind in TABLE_KINDS if kind.is_register)
"""The tables that register UIDs; each UID stands in one of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A misprint in a table, and what should stand there."""

    edition: str
    table: str
    uid_printed: str
    """The UID of the row, as printed."""

    column: str
    printed: str
    correct: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One row of a table of an edition: its cells as printed, and what they say once corrected.

    A field is empty where the table has no such column or the cell is empty.
    """

    number: int
    """The place of the row in its table, from 1."""

    printed: tuple[str, ...]
    """The cells as printed, in the order of the table's columns."""

    uid: str = ""
    name: str = ""
    """The name without "(Retired)", its white space made single blanks."""

    type: str = ""
    retired: bool | None = None
    """The status; None where the table does not say."""

    keyword: str = ""
    info: str = ""
    part: str = ""
    """What defines it, as printed: `PS3.4`, or with the last edition that did, `PS3.4 (2004)`."""

    cid: str = ""
    """The number of the context group that the UID stands for, `2`."""

    iod: str = ""
    """The IOD specification in words, without the section that it refers to."""

    iod_section: str = ""
    """The section of PS3.3 that defines the IOD."""

    section: str = ""
    """The section of PS3.4 that specialises the SOP Class, or more than one with blanks between."""

    page: str = ""
    standard: str = ""
    """DICOM, DICOS or DICONDE."""

    related: str = ""
    """The name of the related general SOP Class (Table B.3-3)."""

    annex: str = ""
    """The annex of PS3.4 that prints the UID."""

    annex_title: str = ""
    table: str = ""
    """The table of PS3.4 that prints the UID."""

    corrections: tuple[Correction, ...] = ()
    """The misprints in this row, whose correct values the fields above hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table of one edition."""

    edition: str
    kind: TableKind
    columns: tuple[str, ...]
    """The columns of this edition's table, which in 2011 are those of the printed page."""

    rows: tuple[TableRow, ...]

    source: str
    """Where it comes from."""

    is_excerpt: bool = False
    """Whether the table goes on in the standard after the last row here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One edition of the standard and the tables of it that the registry has."""

    name: str
    """What it is called, `2024d`."""

    year: int

    sources: Mapping[str, str]
    """Where its tables come from: by slug of a table, or by part (`ps3.4`) for the rest of it."""

    note: str
    """What to know about the tables, as that an excerpt ends before the table; mostly empty."""

    imported: str = ""
    """The day on which its newest tables came in, `2026-12-01`; empty where that is not known."""

    tables: tuple[Table, ...]
    """Its tables of SOP Classes and UIDs."""

    slugs: frozenset[str] = field(default=frozenset(), repr=False)
    """The slugs of all tables that there are of it, those among them that others read."""

    def source(self, slug: str) -> str:
        """Where its table of that slug comes from; empty where that is not said."""
        return self.sources.get(slug) or self.sources.get(part_of(slug), "")

    def table(self, kind: TableKind) -> Table | None:
        """The table of that kind; None where the registry does not have it."""
        return next((table for table in self.tables if table.kind is kind), None)

    def rows(self, kind: TableKind) -> tuple[TableRow, ...]:
        """The rows of the table of that kind; none where the registry does not have it."""
        table = self.table(kind)
        return table.rows if table else ()

    @property
    def storage_tables(self) -> Iterator[Table]:
        """The tables that list SOP Classes of storage services."""
        return (table for table in self.tables if table.kind.is_storage)

    @property
    def storage_uids(self) -> frozenset[str]:
        """The UIDs of all tables that list SOP Classes of storage services."""
        return frozenset(row.uid for table in self.storage_tables for row in table.rows)


def part_of(slug: str) -> str:
    """The part of the standard whose table has that slug: `ps3.4` for `ps3.4-table-b.5-1`."""
    return slug.partition("-")[0]


def newest_with(editions: Sequence[Edition], slug: str) -> Edition | None:
    """The newest of `editions`, oldest first, of which there is the table of that slug."""
    return next((edition for edition in reversed(editions) if slug in edition.slugs), None)


_LAST_LETTERS = {2014: "c", 2015: "c"}
"""The last edition of the years that did not have five of them, a to e."""

_FIRST_LETTERED = 2014
"""The year since which editions have letters, and since which each of them is known."""


def previous_edition(name: str) -> str:
    """The name of the edition before the edition `name`; empty where it is not known."""
    year, letter = int(name[:4]), name[4:]
    if letter > "a":
        return f"{year}{chr(ord(letter) - 1)}"
    if not letter or year < _FIRST_LETTERED:
        return ""
    last = _LAST_LETTERS.get(year - 1, "e") if year > _FIRST_LETTERED else ""
    return f"{year - 1}{last}"


def next_edition(name: str) -> str:
    """The name of the edition after the edition `name`; empty where it is not known."""
    year, letter = int(name[:4]), name[4:]
    if year < _FIRST_LETTERED - 1:
        return ""
    if letter == _LAST_LETTERS.get(year, "e" if letter else ""):
        return f"{year + 1}a"
    return f"{year}{chr(ord(letter) + 1)}"
