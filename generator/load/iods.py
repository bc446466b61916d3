"""Reads IODs, their modules and functional groups, and which SOP Classes have them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from generator.load.files import Row
from generator.load.tables import Reader, editions_with, load_tables, section_key
from generator.model.addresses import slug
from generator.model.attributes import Attribute
from generator.model.editions import Edition
from generator.model.iod_tables import IodTables
from generator.model.iods import (
    FunctionalGroup,
    Iod,
    IodModule,
    NoIodReason,
    NormalisedIod,
    Usage,
    WithoutIod,
)
from generator.model.tables import AttributeTable, ChangeKind, Macro, Module, RowChange
from generator.model.uids import RegisteredUid, uid_key
from generator.problems import Problem

IODS = "ps3.3-iods"
IOD_MODULES = "ps3.3-iod-modules"
FUNCTIONAL_GROUPS = "ps3.3-functional-groups"
NORMALISED_IODS = "ps3.3-normalised-iods"

_PARTS = ("PS3.3", "PS3.4", "")
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    IODS: ("iod", "section", "table"),
    IOD_MODULES: ("iod", "row", "information_entity", "module", "section", "usage", "text"),
    FUNCTIONAL_GROUPS: ("iod", "row", "macro", "section", "usage", "text"),
    NORMALISED_IODS: ("iod", "section", "retired", "row", "module", "module_section"),
}
_UNIQUE: Mapping[str, tuple[str, ...]] = {
    IODS: ("iod",),
    IOD_MODULES: ("iod", "row"),
    FUNCTIONAL_GROUPS: ("iod", "row"),
    NORMALISED_IODS: ("iod", "row"),
}
_CHANGE_COLUMNS = (
    *("file", "iod", "row", "change", "information_entity", "name", "section", "usage", "text"),
    *("edition", "reason", "source"),
)


def load_iods(
    data: Path,
    problems: list[Problem],
    uids: Iterable[RegisteredUid],
    attributes: Mapping[str, Attribute],
    editions: Iterable[Edition],
) -> IodTables:
    """Everything about IODs, modules and macros.

    `uids` are the registered ones, `attributes` the dictionary. A row that names what is not there,
    or a word that has no meaning in its column, is a problem and left out.
    """
    reader = Reader(data, problems)
    sources = {it.name: it.source("ps3.3-tables") for it in editions}
    tables = load_tables(reader, attributes, lambda edition: sources.get(edition, ""))
    modules = [it for it in tables if isinstance(it, Module)]
    macros = [it for it in tables if isinstance(it, Macro)]
    printed = _Printed(reader)
    known_modules = _known(modules)
    iods = _iods(printed, known_modules, _known(macros))
    sop_classes = {uid.uid: uid for uid in uids if uid.is_sop_class}
    linked, link_sources = _sop_classes(reader, {it.key: it for it in iods}, sop_classes)
    normalised = _normalised(printed, known_modules)
    printed.report()
    return IodTables(
        iods={it.key: _with_sop_classes(it, linked[it.key]) for it in iods},
        modules={it.key: it for it in modules},
        macros={it.key: it for it in macros},
        attributes=attributes,
        normalised=normalised,
        without=_without(reader, sop_classes),
        link_sources=link_sources,
    )


_Known = Mapping[tuple[str, str], AttributeTable]


def _known(tables: Sequence[AttributeTable]) -> _Known:
    """`tables` by name and by section, by which rows name them."""
    known: dict[tuple[str, str], AttributeTable] = {}
    for it in tables:
        known.setdefault(("", it.name.lower()), it)
        if it.section:
            known.setdefault((it.section, ""), it)
    return known


def _find(known: _Known, name: str, section: str) -> AttributeTable | None:
    """The table of that name; where there is none, of that section.

    Where they differ the section is the misprint (PS3.3 2025e Table A.66-1).
    """
    return known.get(("", name.lower())) or known.get((section, ""))


class _Printed:
    """The rows of the tables of IODs, each of the newest edition that serves its IOD.

    That is the newest that has the table at all, but for the IODs that `iods/older.csv` takes from
    an older one, since our copy of the newest lacks them.
    """

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.editions: dict[tuple[str, str], str] = {}
        """By file and IOD the edition whose rows are used."""

        older: defaultdict[tuple[str, str], dict[str, Row]] = defaultdict(dict)
        columns = ("file", "edition", "iod", "reason", "source")
        for row in reader.read("iods/older.csv", columns, "file", "iod"):
            older[row["file"], row["edition"]][row["iod"]] = row
        self._older = older
        self._changes: defaultdict[tuple[str, str, str], list[Row]] = defaultdict(list)
        unique = ("file", "iod", "row", "change", "name")
        for row in reader.read("iods/changes.csv", _CHANGE_COLUMNS, *unique):
            self._changes[row["file"], row["iod"], row["row"]].append(row)

    def rows(self, file: str) -> dict[str, list[Row]]:
        """The rows of that table by IOD, in the order of the newest edition, then older ones."""
        editions = editions_with(self.reader.data, file)
        found: dict[str, list[Row]] = {}
        for edition in editions:
            wanted = self._older.get((file, edition), {})
            if edition != editions[0] and not wanted:
                continue
            path = f"editions/{edition}/{file}.csv"
            by_iod: defaultdict[str, list[Row]] = defaultdict(list)
            for row in self.reader.read(path, _COLUMNS[file], *_UNIQUE[file]):
                by_iod[row["iod"]].append(row)
            if edition == editions[0]:
                use = dict(by_iod)
            else:
                use = {iod: by_iod[iod] for iod in wanted if iod in by_iod}
            for iod, row in wanted.items():
                if iod in found:
                    message = f"{file} of {iod!r} in {edition}, expected none as {editions[0]}"
                    self.reader.wrong(row.where, f"{message} has it")
                elif iod not in by_iod:
                    message = f"{iod!r}, expected an IOD in {path}"
                    self.reader.wrong(row.where, message, path)
            for iod, rows in use.items():
                if iod not in found:
                    found[iod] = rows
                    self.editions[file, iod] = edition
        return found

    def changed(
        self, file: str, iod: str, rows: Sequence[Row]
    ) -> list[tuple[Row, RowChange | None]]:
        """`rows` of an IOD with what `iods/changes.csv` changes of them."""
        name_column = "macro" if file == FUNCTIONAL_GROUPS else "module"
        result: list[tuple[Row, RowChange | None]] = []
        for row in rows:
            cells = dict(row.cells)
            applied: RowChange | None = None
            after: list[tuple[Row, RowChange | None]] = []
            for change in self._changes.pop((file, iod, row["row"]), []):
                kind = self.reader.word(change, "change", ChangeKind)
                new = {
                    column: change["name" if column == name_column else column]
                    for column in row.cells
                    if column not in {"iod", "row"}
                }
                if kind is ChangeKind.REPLACE:
                    new = {column: cell for column, cell in new.items() if cell}
                    old = ", ".join(f"{it} {cells[it]}".strip() for it in new)
                    cells |= new
                    applied = _change(kind, change, old)
                elif kind is ChangeKind.INSERT:
                    number = f"{row['row']}{chr(ord('a') + len(after))}"
                    made = {"iod": iod, "row": number} | new
                    after.append((Row(change.where, made), _change(kind, change, "")))
                elif kind is ChangeKind.REMOVE:
                    self.reader.wrong(change.where, "change 'remove', expected insert or replace")
            result.append((Row(row.where, cells), applied))
            result += after
        return result

    def report(self) -> None:
        """Each change that no row needed is a problem."""
        for (file, iod, number), rows in self._changes.items():
            for row in rows:
                message = f"row {number!r} of {iod!r} in {file}, expected a printed one"
                self.reader.wrong(row.where, message, "editions")


def _change(kind: ChangeKind, row: Row, printed: str) -> RowChange:
    return RowChange(
        kind=kind,
        printed=printed,
        edition=row["edition"],
        reason=row["reason"],
        source=row["source"],
    )


def _iods(printed: _Printed, modules: _Known, macros: _Known) -> list[Iod]:
    reader = printed.reader
    entries = printed.rows(IODS)
    uses = printed.rows(IOD_MODULES)
    groups = printed.rows(FUNCTIONAL_GROUPS)
    for _file, named in ((IOD_MODULES, uses), (FUNCTIONAL_GROUPS, groups)):
        for iod, rows in named.items():
            if iod not in entries:
                message = f"IOD {iod!r}, expected one of {IODS}.csv"
                reader.wrong(rows[0].where, message, "editions")
    iods: list[Iod] = []
    keys: dict[str, Row] = {}
    for name, (entry, *_) in entries.items():
        if (key := slug(name)) in keys:
            first = keys[key].where
            message = f"IOD {name!r} has the address of that on line {first.line}, expected another"
            reader.wrong(entry.where, message)
            continue
        keys[key] = entry
        iods.append(
            Iod(
                key=key,
                name=name,
                section=entry["section"],
                table=entry["table"],
                edition=printed.editions[IODS, name],
                modules=tuple(_modules(printed, name, uses.get(name, []), modules)),
                functional_groups=tuple(_groups(printed, name, groups.get(name, []), macros)),
                sop_class_uids=(),
                where=entry.where,
            )
        )
    return iods


def _modules(
    printed: _Printed, iod: str, rows: Sequence[Row], known: _Known
) -> Iterable[IodModule]:
    reader = printed.reader
    for row, change in printed.changed(IOD_MODULES, iod, rows):
        module = _find(known, row["module"], row["section"])
        # Cells that our copy lacks are among the changes.
        usage = reader.word(row, "usage", Usage, "iods/changes.csv")
        if not isinstance(module, Module):
            found = f"module {row['module']!r} of section {row['section']!r}"
            reader.wrong(row.where, f"{found}, expected one with a table", "editions", "modules")
        elif usage:
            yield IodModule(
                information_entity=row["information_entity"],
                module=module,
                usage=usage,
                row=row["row"],
                has_text=reader.yes(row, "text"),
                change=change,
                where=row.where,
            )


def _groups(
    printed: _Printed, iod: str, rows: Sequence[Row], known: _Known
) -> Iterable[FunctionalGroup]:
    reader = printed.reader
    for row, change in printed.changed(FUNCTIONAL_GROUPS, iod, rows):
        macro = _find(known, row["macro"], row["section"])
        # Cells that our copy lacks are among the changes.
        usage = reader.word(row, "usage", Usage, "iods/changes.csv")
        if not isinstance(macro, Macro):
            found = f"macro {row['macro']!r} of section {row['section']!r}"
            reader.wrong(row.where, f"{found}, expected one with a table", "editions", "modules")
        elif usage:
            yield FunctionalGroup(
                macro=macro,
                usage=usage,
                row=row["row"],
                has_text=reader.yes(row, "text"),
                change=change,
                where=row.where,
            )


def _with_sop_classes(iod: Iod, uids: Sequence[str]) -> Iod:
    # Macros and modules are told apart by identity, so the IOD is made anew around the same ones.
    return Iod(
        key=iod.key,
        name=iod.name,
        section=iod.section,
        table=iod.table,
        edition=iod.edition,
        modules=iod.modules,
        functional_groups=iod.functional_groups,
        sop_class_uids=tuple(uids),
        where=iod.where,
    )


def _normalised(printed: _Printed, modules: _Known) -> dict[str, NormalisedIod]:
    reader = printed.reader
    found: dict[str, NormalisedIod] = {}
    for name, rows in printed.rows(NORMALISED_IODS).items():
        first = rows[0]
        used = []
        for row in rows:
            if not row["module"]:
                continue
            module = _find(modules, row["module"], row["module_section"])
            if isinstance(module, Module):
                used.append(module)
            else:
                message = f"module {row['module']!r} of section {row['module_section']!r}"
                reader.wrong(row.where, f"{message}, expected one with a table", "editions")
        found[first["section"]] = NormalisedIod(
            key=slug(name),
            section=first["section"],
            name=name,
            retired=reader.yes(first, "retired"),
            edition=printed.editions[NORMALISED_IODS, name],
            modules=tuple(used),
            where=first.where,
        )
    return dict(sorted(found.items(), key=lambda it: section_key(it[0])))


def _knows(
    reader: Reader, row: Row, column: str, known: Mapping[str, object], defined_in: str
) -> bool:
    """Whether the cell names something that is known; a problem if not."""
    if row[column] in known:
        return True
    message = f"{column} {row[column]!r}, expected one that is defined"
    reader.wrong(row.where, message, defined_in)
    return False


def _sop_classes(
    reader: Reader, iods: Mapping[str, Iod], sop_classes: Mapping[str, RegisteredUid]
) -> tuple[dict[str, list[str]], dict[str, str]]:
    """The UIDs of the SOP Classes of each IOD, in their order; and who says so, by UID."""
    uids: dict[str, list[str]] = {iod: [] for iod in iods}
    sources: dict[str, str] = {}
    columns = ("sop_class_uid", "iod", "source")
    for row in reader.read("iods/sop_classes.csv", columns, "sop_class_uid"):
        registered = _knows(reader, row, "sop_class_uid", sop_classes, "editions")
        if _knows(reader, row, "iod", iods, "editions") and registered:
            uids[row["iod"]].append(row["sop_class_uid"])
            sources[row["sop_class_uid"]] = row["source"]
    return {iod: sorted(found, key=uid_key) for iod, found in uids.items()}, sources


def _without(reader: Reader, sop_classes: Mapping[str, RegisteredUid]) -> dict[str, WithoutIod]:
    without: dict[str, WithoutIod] = {}
    columns = ("sop_class_uid", "reason", "part", "section", "edition", "source")
    for row in reader.read("iods/without.csv", columns, "sop_class_uid"):
        reason = reader.word(row, "reason", NoIodReason)
        part, section = row["part"], row["section"]
        if part not in _PARTS or bool(part) != bool(section):
            found = f"part {part!r} with section {section!r}"
            reader.wrong(row.where, f"{found}, expected PS3.3 or PS3.4 with a section, or neither")
        elif _knows(reader, row, "sop_class_uid", sop_classes, "editions") and reason:
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
