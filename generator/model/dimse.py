"""What the messages of a service must hold: the tables of PS3.4, and which operation they speak of.

A table is kept as printed; what it asks for in one operation, with macros resolved, is computed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from generator.model.standard import Reference
from generator.problems import Where

_NOWHERE = Where("")


class Purpose(StrEnum):
    """What a column of a table says, for the message or the instance that it speaks of."""

    CREATE = "create"
    SET = "set"
    GET = "get"
    ACTION = "action"
    REPLY = "reply"
    EVENT = "event"
    FINAL_STATE = "final state"
    QUERY_KEY = "query key"
    RETRIEVE_KEY = "retrieve key"
    IDENTIFIER = "identifier"
    ADDITIONAL = "additional"
    COERCED = "coerced"
    LEFT_OUT = "left out"

    @property
    def is_operation(self) -> bool:
        """Whether it is the DIMSE service itself, and no more."""
        return self in {Purpose.CREATE, Purpose.SET, Purpose.GET, Purpose.ACTION, Purpose.EVENT}


class RowKind(StrEnum):
    """What a row of a table is."""

    ATTRIBUTE = "attribute"
    INCLUDE = "include"
    """The line that names a macro, whose rows stand there."""

    HEADING = "heading"
    ALL_OTHER = "all-other"
    """All other attributes of a module, a level or a sequence."""

    NONE = "none"
    """An action or event without attributes."""

    OPEN = "open-keys"
    """Any attributes that the sender chooses."""


COLUMNS = (
    "requirement",
    "n_create",
    "n_set",
    "final_state",
    "n_get",
    "matching_key",
    "return_key",
    "qr_key",
)
"""The columns with codes that a table may have, in the order in which pages show them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellCorrection:
    """A misprint in a table, with what we read instead and why."""

    edition: str
    table: str
    row: int
    column: str
    """`tag`, `depth`, or `missing` for a row that should stand before that one and does not."""

    printed: str
    corrected: str
    reason: str
    where: Where = field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRow:
    """A row of a table as printed, misprints corrected."""

    number: int
    """Its place in the table, from 1; a row that the print lacks has that of the next one."""

    depth: int
    kind: RowKind
    tag: str
    """Eight characters, lower case, as in addresses; empty where the row is no attribute."""

    name: str
    """As printed: the dictionary has the name to show."""

    include: str
    """The label of the macro's table that an include names."""

    type_id: str
    """The action or event whose information the row belongs to; empty where there is one only."""

    codes: Mapping[str, str]
    """The codes by column, where there is one: `1/1` is SCU/SCP."""

    ref: str
    """What the row points at: a section, or what "all other attributes" are those of."""

    text: tuple[str, ...]
    """The columns whose cell says more than its code; `row` for the row as a whole."""

    notes: Mapping[str, str] = field(default_factory=dict)
    """What the cells say besides of when a code holds, in our words, by column."""

    corrections: tuple[CellCorrection, ...] = ()
    where: Where = field(default=_NOWHERE, compare=False, repr=False)

    @property
    def is_missing(self) -> bool:
        """Whether the print lacks this row."""
        return any(it.column == "missing" for it in self.corrections)

    @property
    def anchor(self) -> str:
        """What it is called on the page of its table."""
        return f"row-{self.number}{'-missing' if self.is_missing else ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceTable:
    """A table of attributes of PS3.4, or a macro of such rows."""

    label: str
    """As `K.6-1`."""

    section: str
    caption: str
    note: str
    """What to know about where it comes from; mostly empty."""

    edition: str
    rows: tuple[ServiceRow, ...] = field(repr=False)
    types: Mapping[str, str]
    """The names of the actions or events that it has, by type ID."""

    where: Where = field(default=_NOWHERE, compare=False, repr=False)

    @property
    def defined_in(self) -> Reference:
        """Its place in the standard."""
        return Reference(
            standard="PS3.4", section=self.section, edition=self.edition, table=self.label
        )

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns with codes that it has."""
        return tuple(it for it in COLUMNS if any(it in row.codes for row in self.rows))

    @property
    def corrections(self) -> tuple[CellCorrection, ...]:
        """What was corrected in it."""
        return tuple(correction for row in self.rows for correction in row.corrections)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableUse:
    """What a column of a table says: for which operation of which SOP Classes."""

    table: str
    column: str
    """Empty where the table has no codes: what it lists is meant as it stands."""

    services: tuple[str, ...]
    """The DIMSE services, as `N-CREATE`."""

    purpose: Purpose
    level: str
    """The Query/Retrieve Level; empty where there is none."""

    sop_classes: tuple[str, ...]
    """The UIDs."""

    where: Where = field(default=_NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """What a table asks of an attribute in one use, with the macros resolved."""

    use: TableUse
    table: ServiceTable
    """The table that was begun with."""

    row: ServiceRow
    via: tuple[str, ...]
    """The macros through which the row came in: `CC.2.5-2a:3` is row 3 of that table."""

    first: ServiceRow
    """The row of the table that was begun with: the row itself, or the include."""

    depth: int
    path: tuple[str, ...]
    """The tags of the sequences around it, outermost first."""

    code: str
    """What the column of the use says: `1/1`, or the matching key, or the Q/R key."""

    key: str
    """The same, with the code of the sequence around it where the column says `*` (CC.2.5.1.2)."""

    around: tuple[str, ...]
    """The keys of the sequences around it, as `path`."""

    return_key: str


_MACRO_COLUMNS: Mapping[Purpose, Sequence[str]] = {
    Purpose.CREATE: ("n_create", "requirement"),
    Purpose.SET: ("n_set", "requirement"),
    Purpose.GET: ("n_get", "requirement"),
    Purpose.FINAL_STATE: ("final_state",),
    Purpose.QUERY_KEY: ("matching_key", "qr_key"),
    Purpose.RETRIEVE_KEY: ("qr_key",),
}
"""The column of a macro that says what a purpose asks for; the first that the macro has."""


class Basis(StrEnum):
    """Who says that a SOP Class has a DIMSE service."""

    TABLE = "table"
    """A table of PS3.4, with usages."""

    SECTION = "section"
    """The text of a section, without usages."""

    SERVICE_CLASS = "service class"
    """The service class, whose every SOP Class has it."""

    PYNETDICOM = "pynetdicom"
    DVTK = "dvtk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """A DIMSE service of a SOP Class, and what SCU and SCP must support."""

    sop_class: str
    service: str
    variant: str
    """Which action or event, where the table tells them apart."""

    usage_scu: str
    """M or U; empty where nobody says."""

    usage_scp: str
    basis: Basis
    defined_in: Reference | None
    source: str
    """Who says so, in words."""

    usage_source: str
    """Who says the usages, where that is another one; else empty."""

    where: Where = field(default=_NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Negotiation:
    """What PS3.4 says of role selection and of extended negotiation; empty where it is silent."""

    role_selection: str
    extended: str
    defined_in: Reference
    where: Where = field(default=_NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationField:
    """A byte of the Service-class-application-information field."""

    byte: int
    name: str
    values: str
    """What its values say, in our words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationTable:
    """The bytes of the Service-class-application-information field in one PDU."""

    label: str
    pdu: str
    """`A-ASSOCIATE-RQ` or `A-ASSOCIATE-AC`."""

    defined_in: Reference
    fields: tuple[ApplicationField, ...]
    sop_classes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryLevel:
    """A level of an information model."""

    model: str
    order: int
    level: str
    """The value of Query/Retrieve Level (0008,0052); empty where the model has none."""

    unique_key: str
    """The tag of the unique key; empty where there is none."""

    defined_in: Reference
    source: str
    """Who says so, where that is not PS3.4; else empty."""

    note: str
    where: Where = field(default=_NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class MetaMember:
    """A SOP Class that a Meta SOP Class has as a member, or that may go with it."""

    meta: str
    member: str
    is_optional: bool
    usage_scu: str
    usage_scp: str
    defined_in: Reference
    where: Where = field(default=_NOWHERE, compare=False, repr=False)


STEP_EVENTS = ("create", "to", "request")
"""What brings about a transition, as its event begins: a step is created, a state is changed to, or
a change is requested."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """What an event does to a Unified Procedure Step in one state (PS3.4 Table CC.1.1-2)."""

    event: str
    """Begins with one of STEP_EVENTS."""

    service: str
    state: str
    """`null` where there is no such step yet."""

    result: str
    status_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RetiredSection:
    """A section of PS3.4 that is retired, and the last edition that had it."""

    section: str
    title: str
    last_defined_in: str
    sop_classes: tuple[str, ...]
    edition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptRow:
    """A row of a message in DVTk's transcription."""

    number: int
    depth: int
    tag: str
    name: str
    """What DVTk writes where the row is no attribute."""

    type: str
    macro: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptModule:
    """The rows of a message that DVTk puts under one module."""

    name: str
    usage: str
    rows: tuple[TranscriptRow, ...] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """A message of a retired SOP Class as the makers of DVTk transcribed it from the standard."""

    sop_class: str
    service: str
    is_response: bool
    year: str
    file: str
    modules: tuple[TranscriptModule, ...] = field(repr=False)

    @property
    def size(self) -> int:
        """How many rows it has."""
        return sum(len(module.rows) for module in self.modules)


@dataclass(frozen=True, kw_only=True)
class Dimse:
    """Every table of PS3.4 that says what messages hold, and what is known around them."""

    tables: Mapping[str, ServiceTable]
    """By label, in the order of the standard; of a table in many editions the newest."""

    uses: tuple[TableUse, ...]
    operations: Mapping[str, tuple[Operation, ...]]
    """By UID of the SOP Class."""

    negotiations: Mapping[str, Negotiation]
    application_tables: tuple[ApplicationTable, ...]
    levels: Mapping[str, tuple[QueryLevel, ...]]
    members: tuple[MetaMember, ...]
    transitions: tuple[Transition, ...]
    retired_sections: tuple[RetiredSection, ...]
    transcripts: Mapping[str, tuple[Transcript, ...]]
    gaps: Mapping[str, str]
    """By UID what is not known of a SOP Class, and why."""

    def uses_of(self, uid: str) -> tuple[TableUse, ...]:
        """What the tables ask in operations of that SOP Class."""
        return self._uses_by_sop_class.get(uid, ())

    def tables_of(self, uid: str) -> tuple[tuple[ServiceTable, tuple[TableUse, ...]], ...]:
        """The tables that speak of that SOP Class, each with its uses there."""
        grouped: dict[str, list[TableUse]] = {}
        for use in self.uses_of(uid):
            grouped.setdefault(use.table, []).append(use)
        return tuple((self.tables[label], tuple(uses)) for label, uses in grouped.items())

    def retired_section_of(self, uid: str) -> RetiredSection | None:
        """The retired section that defined that SOP Class."""
        return next((it for it in self.retired_sections if uid in it.sop_classes), None)

    def application_tables_of(self, uid: str) -> tuple[ApplicationTable, ...]:
        """The bytes of extended negotiation of that SOP Class, by PDU."""
        return tuple(it for it in self.application_tables if uid in it.sop_classes)

    def members_of(self, meta: str) -> tuple[MetaMember, ...]:
        """The members of that Meta SOP Class, and those that may go with it."""
        return tuple(it for it in self.members if it.meta == meta)

    def metas_of(self, member: str) -> tuple[MetaMember, ...]:
        """The Meta SOP Classes that have that SOP Class, or with which it may go."""
        return tuple(it for it in self.members if it.member == member)

    def including(self, macro: str) -> tuple[ServiceTable, ...]:
        """The tables that include the macro with that label."""
        return self._including.get(macro, ())

    def requirements(self, use: TableUse) -> Iterator[Requirement]:
        """Every attribute and heading that `use` speaks of, macros resolved, in printed order."""
        table = self.tables[use.table]
        yield from self._resolved(use, table, use.column, [])

    def _resolved(
        self, use: TableUse, table: ServiceTable, column: str, around: list[Requirement]
    ) -> Iterator[Requirement]:
        """The rows of `table`; `around` are the includes that lead to it."""
        include = around[-1] if around else None
        path = [*include.path] if include else []
        keys = [*include.around] if include else []
        base = include.depth if include else 0
        for row in table.rows:
            depth = base + row.depth
            del path[depth:], keys[depth:]
            code = row.codes.get(column, "")
            found = Requirement(
                use=use,
                table=self.tables[use.table],
                row=row,
                via=tuple(_way(around, row)),
                first=around[0].row if around else row,
                depth=depth,
                path=tuple(path),
                code=code,
                key=keys[-1] if code == "*" and keys else code,
                around=tuple(keys),
                return_key=row.codes.get("return_key", "") if column == "matching_key" else "",
            )
            if row.kind is not RowKind.INCLUDE:
                yield found
                if row.tag:
                    path.append(row.tag)
                    keys.append(found.key)
                continue
            macro = self.tables[row.include]
            wanted = (column, *_MACRO_COLUMNS.get(use.purpose, ("requirement",)))
            having = self._columns_below(macro.label)
            yield from self._resolved(
                use, macro, next((it for it in wanted if it in having), ""), [*around, found]
            )

    def _columns_below(self, label: str) -> frozenset[str]:
        """The columns that a macro has, itself or in the macros that it includes."""
        table = self.tables[label]
        below = [self._columns_below(row.include) for row in table.rows if row.include]
        return frozenset(table.columns).union(*below)

    @cached_property
    def _uses_by_sop_class(self) -> Mapping[str, tuple[TableUse, ...]]:
        found: dict[str, tuple[TableUse, ...]] = {}
        for use in self.uses:
            for uid in use.sop_classes:
                found[uid] = (*found.get(uid, ()), use)
        return found

    @cached_property
    def _including(self) -> Mapping[str, tuple[ServiceTable, ...]]:
        found: dict[str, tuple[ServiceTable, ...]] = {}
        for table in self.tables.values():
            for macro in dict.fromkeys(row.include for row in table.rows if row.include):
                found[macro] = (*found.get(macro, ()), table)
        return found

    @cached_property
    def requirements_by_tag(self) -> Mapping[str, tuple[Requirement, ...]]:
        """What the tables ask of each attribute, by its tag."""
        found: dict[str, list[Requirement]] = {}
        for use in self.uses:
            for requirement in self.requirements(use):
                if requirement.row.tag:
                    found.setdefault(requirement.row.tag, []).append(requirement)
        return {tag: tuple(group) for tag, group in found.items()}


def _way(around: Sequence[Requirement], row: ServiceRow) -> Iterator[str]:
    """Each macro on the way to `row`, with the row in it that leads on."""
    for include, leads_on in zip(around, [*(it.row for it in around[1:]), row], strict=False):
        yield f"{include.row.include}:{leads_on.number}"
