"""The tables of attributes, of the modules and macros that have them, and of IODs."""

from collections.abc import Iterator
from typing import Annotated, TypedDict

from generator.api.shapes import in_short, iods
from generator.api.shapes.attributes import Attribute
from generator.api.shapes.documents import Registry
from generator.api.tables.table import Declaration


class _Kind(TypedDict):
    kind: Annotated[str, "Whether it is a `module` or a `macro`."]


class AttributeTableRow(_Kind, iods.TableSummaryOfPs33):
    """A module or macro."""


class TableRowRow(iods.TableRow):
    """A row of the table of a module or macro, in the printed order."""

    table: Annotated[str, "The number of the table, as `C.7-1`."]
    number: Annotated[int, "Its place in the table, from 1, rows that later editions brought too."]


class _OfIod(TypedDict):
    iod: Annotated[str, "The key of the IOD."]
    number: Annotated[int, "Its place in the order of the standard, from 1."]


class IodModuleRow(_OfIod, iods.IodModule):
    """A module in an IOD."""


class IodFunctionalGroupRow(_OfIod, iods.IodFunctionalGroup):
    """A functional group macro in an IOD."""


class NormalisedIodModuleRow(TypedDict):
    """A module in a normalised IOD."""

    normalised_iod: Annotated[str, "The key of the normalised IOD."]
    module: Annotated[str, "The key of the module."]


def _tables(whole: Registry) -> Iterator[AttributeTableRow]:
    for module in whole["modules"]:
        yield {"kind": "module", **in_short(iods.TableSummaryOfPs33, module)}
    for macro in whole["macros"]:
        yield {"kind": "macro", **in_short(iods.TableSummaryOfPs33, macro)}


def rows(whole: Registry) -> Iterator[tuple[str, int, iods.TableRow]]:
    """Every row of a module or macro, after the number of its table and its place in it."""
    for table in (*whole["modules"], *whole["macros"]):
        for number, row in enumerate(table["rows"], 1):
            yield table["table"], number, row


TABLES = (
    Declaration(
        name="attributes",
        shape=Attribute,
        rows=lambda whole: whole["attributes"],
        key=("tag",),
        without=("modules", "macros", "page"),
    ),
    Declaration(name="tables", shape=AttributeTableRow, rows=_tables, key=("table",)),
    Declaration(
        name="table_rows",
        shape=TableRowRow,
        rows=lambda whole: (
            {"table": table, "number": number, **row} for table, number, row in rows(whole)
        ),
        key=("table", "number"),
        refers={"table": "tables", "tag": "attributes"},
    ),
    Declaration(
        name="iods",
        shape=iods.Iod,
        rows=lambda whole: whole["iods"],
        key=("key",),
        without=("sop_classes", "functional_groups_modules"),
    ),
    Declaration(
        name="iod_modules",
        shape=IodModuleRow,
        rows=lambda whole: (
            {"iod": iod["key"], "number": number, **it}
            for iod in whole["iods"]
            for number, it in enumerate(iod["modules"], 1)
        ),
        key=("iod", "number"),
        refers={"iod": "iods"},
    ),
    Declaration(
        name="iod_functional_groups",
        shape=IodFunctionalGroupRow,
        rows=lambda whole: (
            {"iod": iod["key"], "number": number, **it}
            for iod in whole["iods"]
            for number, it in enumerate(iod["functional_groups"], 1)
        ),
        key=("iod", "number"),
        refers={"iod": "iods"},
    ),
    Declaration(
        name="normalised_iods",
        shape=iods.NormalisedIod,
        rows=lambda whole: whole["normalised_iods"],
        key=("key",),
        without=("defined_in", "sop_classes", "modules"),
    ),
    Declaration(
        name="normalised_iod_modules",
        shape=NormalisedIodModuleRow,
        rows=lambda whole: (
            {"normalised_iod": iod["key"], "module": module}
            for iod in whole["normalised_iods"]
            for module in iod["modules"]
        ),
        key=("normalised_iod", "module"),
        refers={"normalised_iod": "normalised_iods"},
    ),
)
