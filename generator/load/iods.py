"""Reads `data/iods/` and `data/modules/` to one `IodTables`."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from generator.load.files import Row, read_csv
from generator.model.attributes import Attribute
from generator.model.iods import (
    AttributeUse,
    FunctionalGroup,
    Iod,
    IodModule,
    IodTables,
    ItemDefinition,
    ItemMacro,
    Module,
    NoIodReason,
    NormalisedIod,
    Type,
    TypeCorrection,
    Usage,
    WithoutIod,
)
from generator.model.uids import RegisteredUid, uid_key
from generator.problems import Problem

_Thing = TypeVar("_Thing")
_Word = TypeVar("_Word", bound=StrEnum)
_PARTS = ("PS3.3", "PS3.4", "")
_DEFINED_IN: Mapping[str, str] = {
    "attribute": "attributes/attributes.csv",
    "iod": "iods/iods.csv",
    "item": "modules/items.csv",
    "item_of_sequence": "modules/items.csv",
    "macro": "iods/functional_groups.csv",
    "module": "modules/modules.csv",
    "section": "iods/normalised.csv",
    "sop_class_uid": "editions",
}
"""By the name of a column the file or folder that defines what its cells name."""


def load_iods(
    data: Path,
    problems: list[Problem],
    uids: Iterable[RegisteredUid],
    attributes: Mapping[str, Attribute],
) -> IodTables:
    """Everything about IODs, modules and item definitions.

    `uids` are the registered ones, `attributes` the dictionary by tag. A row that names what is
    not there, or a word that has no meaning in its column, is a problem and left out; so is an
    item definition that holds itself.
    """
    tables = _Tables(data, problems)
    tables.read_corrections()
    sop_classes = {uid.uid: uid for uid in uids if uid.is_sop_class}
    by_keyword = {it.keyword: it for it in attributes.values() if it.keyword}
    items = _Items(tables, by_keyword).build()
    entries = tables.read("iods/iods.csv", "iod name section table edition source", "iod")
    names = {row["iod"]: row["name"] for row in entries}
    modules = _modules(tables, by_keyword, items, names)
    tables.report_corrections()
    groups = _functional_groups(tables)
    linked, link_sources = _sop_classes(tables, names, sop_classes)
    return IodTables(
        iods=_iods(tables, entries, modules, groups, linked),
        modules=modules,
        items=items,
        attributes=attributes,
        functional_groups=groups,
        normalised=_normalised(tables, modules),
        without=_without(tables, sop_classes),
        link_sources=link_sources,
    )


@dataclass(frozen=True, slots=True)
class _Tables:
    """The folder of the tables, and what is found wrong in them."""

    data: Path
    problems: list[Problem]
    corrections: dict[tuple[str, str, str], Row] = field(default_factory=dict)
    """The types to correct that no row has had yet: by module, item definition and attribute."""

    def read(self, file: str, columns: str, unique: str) -> list[Row]:
        """The rows of `file`; the names of columns are separated by blanks."""
        return read_csv(self.data / file, columns.split(), self.problems, unique=unique.split())

    def knows(self, row: Row, column: str, known: Mapping[str, object]) -> bool:
        """Whether the cell names something that is known; a problem if not."""
        if row[column] in known:
            return True
        message = f"{column} {row[column]!r}, expected one that is defined"
        self.wrong(row, message, rests_on=(_DEFINED_IN[column],))
        return False

    def find(self, row: Row, column: str, known: Mapping[str, _Thing]) -> _Thing | None:
        """What the cell names; a problem if it is not known."""
        return known[row[column]] if self.knows(row, column, known) else None

    def word(self, row: Row, column: str, words: type[_Word]) -> _Word | None:
        """The cell as one of `words`; a problem if it is none."""
        if row[column] in set(words):
            return words(row[column])
        self.wrong(row, f"{column} {row[column]!r}, expected one of {', '.join(words)}")
        return None

    def yes(self, row: Row, column: str) -> bool:
        """Whether the cell says Y; a problem if it says anything else."""
        if row[column] not in {"Y", ""}:
            self.wrong(row, f"{column} {row[column]!r}, expected Y or nothing")
        return row[column] == "Y"

    def use(
        self, row: Row, attributes: Mapping[str, Attribute], item: ItemDefinition | None
    ) -> AttributeUse | None:
        """The row of a module or item definition; None if there is a problem."""
        attribute = self.find(row, "attribute", attributes)
        kind = self.word(row, "type", Type) if row["type"] else None
        if attribute is None or (row["type"] and kind is None):
            return None
        given = AttributeUse(attribute=attribute, type=kind, item=item, where=row.where)
        return self._corrected(row, given)

    def _corrected(self, row: Row, use: AttributeUse) -> AttributeUse | None:
        module = row.cells.get("module", "")
        key = (module, "" if module else row["item"], row["attribute"])
        found = self.corrections.get(key)
        if use.type is None or found is None or found["type"] != use.type:
            return use
        del self.corrections[key]
        reason = TypeCorrection(type=use.type, reason=found["reason"], source=found["source"])
        kind = self.word(found, "correct", Type)
        return replace(use, type=kind, correction=reason) if kind else None

    def read_corrections(self) -> None:
        """Note the types that differ from the standard's, before any row is read."""
        columns = "module item attribute type correct reason source"
        for row in self.read("modules/corrections.csv", columns, "module item attribute"):
            self.corrections[row["module"], row["item"], row["attribute"]] = row

    def report_corrections(self) -> None:
        """Each correction that no row needs is a problem."""
        for row in self.corrections.values():
            self.wrong(
                row,
                f"type {row['type']!r} of {row['attribute']!r} stands nowhere in"
                f" {row['module'] or row['item']!r}, expected one that does",
                rests_on=("modules/attributes.csv", "modules/items.csv"),
            )

    def wrong(self, row: Row, message: str, *, rests_on: tuple[str, ...] = ()) -> None:
        """Report that something in `row` is left out."""
        self.problems.append(Problem(row.where, message, breaks=True, rests_on=rests_on))


class _Items:
    """Builds the item definitions, those that others hold first."""

    def __init__(self, tables: _Tables, attributes: Mapping[str, Attribute]) -> None:
        self._tables = tables
        self._attributes = attributes
        self._rows: defaultdict[str, list[Row]] = defaultdict(list)
        columns = "item attribute type item_of_sequence"
        for row in tables.read("modules/items.csv", columns, "item attribute"):
            self._rows[row["item"]].append(row)
        rows = tables.read("modules/item_macros.csv", "item name section table edition", "item")
        self._macros = {
            row["item"]: ItemMacro(
                name=row["name"],
                section=row["section"],
                table=row["table"],
                edition=row["edition"],
                where=row.where,
            )
            for row in rows
            if tables.knows(row, "item", self._rows)
        }
        self._built: dict[str, ItemDefinition] = {}
        self._open: list[str] = []

    def build(self) -> dict[str, ItemDefinition]:
        """Every item definition by its key, in the order of the file."""
        return {key: self._item(key) for key in self._rows}

    def _item(self, key: str) -> ItemDefinition:
        if key not in self._built:
            self._open.append(key)
            uses = [
                self._tables.use(row, self._attributes, self._nested(row))
                for row in self._rows[key]
            ]
            self._open.pop()
            rows = tuple(use for use in uses if use)
            self._built[key] = ItemDefinition(key=key, rows=rows, macro=self._macros.get(key))
        return self._built[key]

    def _nested(self, row: Row) -> ItemDefinition | None:
        key = row["item_of_sequence"]
        if not key or not self._tables.knows(row, "item_of_sequence", self._rows):
            return None
        if key in self._open:
            way = " > ".join((*self._open[self._open.index(key) :], key))
            message = f"item definition {key!r} holds itself ({way}), expected an end"
            self._tables.wrong(row, message)
            return None
        return self._item(key)


def _modules(
    tables: _Tables,
    attributes: Mapping[str, Attribute],
    items: Mapping[str, ItemDefinition],
    iods: Mapping[str, str],
) -> dict[str, Module]:
    columns = "module iod name section table edition source"
    entries = tables.read("modules/modules.csv", columns, "module")
    uses: dict[str, list[AttributeUse]] = {row["module"]: [] for row in entries}
    columns = "module attribute type item"
    for row in tables.read("modules/attributes.csv", columns, "module attribute"):
        item = tables.find(row, "item", items) if row["item"] else None
        use = tables.use(row, attributes, item)
        if tables.knows(row, "module", uses) and use:
            uses[row["module"]].append(use)
    notes = {
        row["module"]: row["note"]
        for row in tables.read("modules/notes.csv", "module note source", "module")
        if tables.knows(row, "module", uses)
    }
    return {
        row["module"]: Module(
            key=row["module"],
            name=row["name"],
            variant_of=(tables.find(row, "iod", iods) or "") if row["iod"] else "",
            section=row["section"],
            table=row["table"],
            edition=row["edition"],
            source=row["source"],
            rows=tuple(uses[row["module"]]),
            note=notes.get(row["module"], ""),
            where=row.where,
        )
        for row in entries
    }


def _functional_groups(tables: _Tables) -> dict[str, FunctionalGroup]:
    columns = "macro name section table edition source"
    return {
        row["macro"]: FunctionalGroup(
            key=row["macro"],
            name=row["name"],
            section=row["section"],
            table=row["table"],
            edition=row["edition"],
            source=row["source"],
            where=row.where,
        )
        for row in tables.read("iods/functional_groups.csv", columns, "macro")
    }


def _sop_classes(
    tables: _Tables, iods: Mapping[str, str], sop_classes: Mapping[str, RegisteredUid]
) -> tuple[dict[str, list[str]], dict[str, str]]:
    """The UIDs of the SOP Classes of each IOD, in their order; and who says so, by UID."""
    uids: dict[str, list[str]] = {iod: [] for iod in iods}
    sources: dict[str, str] = {}
    for row in tables.read("iods/sop_classes.csv", "sop_class_uid iod source", "sop_class_uid"):
        registered = tables.knows(row, "sop_class_uid", sop_classes)
        if tables.knows(row, "iod", iods) and registered:
            uids[row["iod"]].append(row["sop_class_uid"])
            sources[row["sop_class_uid"]] = row["source"]
    return {iod: sorted(found, key=uid_key) for iod, found in uids.items()}, sources


def _iods(
    tables: _Tables,
    entries: Iterable[Row],
    modules: Mapping[str, Module],
    groups: Mapping[str, FunctionalGroup],
    sop_classes: Mapping[str, Iterable[str]],
) -> dict[str, Iod]:
    iods = {row["iod"]: row for row in entries}
    uses: defaultdict[str, list[IodModule]] = defaultdict(list)
    columns = "iod information_entity module usage"
    for row in tables.read("iods/modules.csv", columns, "iod module"):
        module = tables.find(row, "module", modules)
        usage = tables.word(row, "usage", Usage)
        if tables.knows(row, "iod", iods) and module and usage:
            entity = row["information_entity"]
            use = IodModule(information_entity=entity, module=module, usage=usage)
            uses[row["iod"]].append(use)
    macros: defaultdict[str, list[tuple[FunctionalGroup, Usage]]] = defaultdict(list)
    for row in tables.read("iods/macros.csv", "iod macro usage", "iod macro"):
        group = tables.find(row, "macro", groups)
        usage = tables.word(row, "usage", Usage)
        if tables.knows(row, "iod", iods) and group and usage:
            macros[row["iod"]].append((group, usage))
    return {
        key: Iod(
            key=key,
            name=row["name"],
            section=row["section"],
            table=row["table"],
            edition=row["edition"],
            source=row["source"],
            modules=tuple(uses[key]),
            functional_groups=tuple(macros[key]),
            sop_class_uids=tuple(sop_classes[key]),
            where=row.where,
        )
        for key, row in iods.items()
    }


def _normalised(tables: _Tables, modules: Mapping[str, Module]) -> dict[str, NormalisedIod]:
    entries = tables.read("iods/normalised.csv", "section name retired edition", "section")
    used: dict[str, list[Module]] = {row["section"]: [] for row in entries}
    for row in tables.read("iods/normalised_modules.csv", "section module", "section module"):
        module = tables.find(row, "module", modules)
        if tables.knows(row, "section", used) and module:
            used[row["section"]].append(module)
    return {
        row["section"]: NormalisedIod(
            section=row["section"],
            name=row["name"],
            retired=tables.yes(row, "retired"),
            edition=row["edition"],
            modules=tuple(used[row["section"]]),
            where=row.where,
        )
        for row in entries
    }


def _without(tables: _Tables, sop_classes: Mapping[str, RegisteredUid]) -> dict[str, WithoutIod]:
    without: dict[str, WithoutIod] = {}
    columns = "sop_class_uid reason part section edition source"
    for row in tables.read("iods/without.csv", columns, "sop_class_uid"):
        reason = tables.word(row, "reason", NoIodReason)
        part, section = row["part"], row["section"]
        if part not in _PARTS or bool(part) != bool(section):
            found = f"part {part!r} with section {section!r}"
            tables.wrong(row, f"{found}, expected PS3.3 or PS3.4 with a section, or neither")
        elif tables.knows(row, "sop_class_uid", sop_classes) and reason:
            without[row["sop_class_uid"]] = WithoutIod(
                sop_class_uid=row["sop_class_uid"],
                reason=reason,
                part=part,
                section=section,
                edition=row["edition"],
                source=row["source"],
                where=row.where,
            )
    return without
