"""The JSON documents about the registry: selections of the whole, and where each has its place."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any, Generic, TypeAlias, TypeVar, get_type_hints

from generator.api.shapes import documents as shapes
from generator.api.shapes import in_short
from generator.api.shapes.codes import ContextGroupSummary
from generator.api.shapes.editions import (
    AttributeChange,
    Change,
    EditionFacts,
    EditionSummary,
    Listing,
    StructureChange,
    TableSummary,
)
from generator.api.shapes.iods import IodSummary, MacroSummary, ModuleSummary
from generator.api.shapes.services import DimseService, ServiceTableSummary
from generator.api.shapes.sop_classes import summary_of
from generator.api.shapes.status import SopClassStatus
from generator.api.shapes.uids import Constant, constant_of

_Make: TypeAlias = Callable[[shapes.Registry], Iterator[tuple[str, Mapping[str, Any]]]]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A document of the API, or all those of one shape, which differ in a part of their path."""

    path: str
    """The path below the API's root; `{uid}` stands for the part that differs."""

    shape: type
    """The type of `generator.api.shapes.documents` that the documents have."""

    make: _Make | None = None
    """The documents, each after the part of its path that differs, which is empty if none does.

    None where the document holds nothing but keys of the whole registry.
    """

    goes_on: bool = False
    """Whether the lists of each document end with those of the one before."""

    def documents(self, whole: shapes.Registry) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Every document, after its path below the API's root."""
        if self.make is None:
            keys: Mapping[str, Any] = whole
            yield self.path, {key: keys[key] for key in get_type_hints(self.shape)}
        else:
            for name, document in self.make(whole):
                yield re.sub(r"\{\w+\}", name, self.path), document


def _sop_classes(whole: shapes.Registry) -> Iterator[tuple[str, shapes.SopClasses]]:
    found = [*map(summary_of, whole["sop_classes"])]
    yield "", {"registry_edition": whole["registry_edition"], "sop_classes": found}


def _each_sop_class(whole: shapes.Registry) -> Iterator[tuple[str, shapes.OneSopClass]]:
    iods = {it["key"]: it for it in whole["iods"]}
    listings: defaultdict[str, list[Listing]] = defaultdict(list)
    for listing in whole["listings"]:
        listings[listing["uid"]].append(listing)
    changes: defaultdict[str | None, list[Change]] = defaultdict(list)
    for change in whole["changes"]:
        changes[change["uid"]].append(change)
    statuses: defaultdict[str, list[SopClassStatus]] = defaultdict(list)
    for returned in whole["status_returns"]:
        status = in_short(SopClassStatus, returned)
        for member in returned["sop_classes"]:
            statuses[member].append(status)
    operations: defaultdict[str, list[DimseService]] = defaultdict(list)
    for operation in whole["dimse_services"]:
        operations[operation["sop_class"]].append(operation)
    asked = _asked(whole)
    requirements: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, asking in enumerate(whole["service_requirements"]):
        by = (asking["table_label"], asking["purpose"], *asking["services"])
        requirements[by].append(number)
    for it in whole["sop_classes"]:
        uid = it["uid"]
        document: shapes.OneSopClass = {
            "registry_edition": whole["registry_edition"],
            "sop_class": it,
            "iod": iods[it["iod"]] if it["iod"] else None,
            "toolkits": _constants(whole, uid),
            "listings": listings[uid],
            "changes": changes[uid],
            "dimse_services": operations[uid],
            "requirements": [
                whole["service_requirements"][number]
                for number in sorted(chain.from_iterable(requirements[by] for by in asked[uid]))
            ],
            "statuses": statuses[uid],
        }
        yield uid, document


def _asked(whole: shapes.Registry) -> Mapping[str, set[tuple[str, ...]]]:
    """In which operations, and by which tables, something is asked, by SOP Class."""
    asked: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
    for table in whole["service_tables"]:
        for use in table["uses"]:
            for uid in use["sop_classes"]:
                asked[uid].add((use["table_label"], use["purpose"], *use["services"]))
    return asked


def _constants(whole: shapes.Registry, uid: str) -> list[Constant]:
    """What each toolkit that knows the UID calls it."""
    return [constant_of(it, uid) for it in whole["toolkits"] if uid in it["constants"]]


def _each_uid(whole: shapes.Registry) -> Iterator[tuple[str, shapes.OneUid]]:
    """The UIDs that are no SOP Class: those have documents of their own."""
    sop_classes = {it["uid"] for it in whole["sop_classes"]}
    for it in whole["uids"]:
        if it["uid"] not in sop_classes:
            yield (
                it["uid"],
                {
                    "registry_edition": whole["registry_edition"],
                    "uid": it,
                    "toolkits": _constants(whole, it["uid"]),
                },
            )


def _each_attribute(whole: shapes.Registry) -> Iterator[tuple[str, shapes.OneAttribute]]:
    """The attributes that have a page, by the tag as its address has it."""
    for it in whole["attributes"]:
        if it["page"]:
            name = it["page"].removeprefix("attributes/").removesuffix("/")
            yield name, {"registry_edition": whole["registry_edition"], "attribute": it}


def _service_tables(whole: shapes.Registry) -> Iterator[tuple[str, shapes.ServiceTables]]:
    found = [in_short(ServiceTableSummary, it) for it in whole["service_tables"]]
    yield "", {"registry_edition": whole["registry_edition"], "service_tables": found}


def _each_service_table(whole: shapes.Registry) -> Iterator[tuple[str, shapes.OneServiceTable]]:
    for it in whole["service_tables"]:
        document: shapes.OneServiceTable = {
            "registry_edition": whole["registry_edition"],
            "service_table": it,
        }
        yield it["label"].lower(), document


def _iods(whole: shapes.Registry) -> Iterator[tuple[str, shapes.Iods]]:
    found = [in_short(IodSummary, it) for it in whole["iods"]]
    document: shapes.Iods = {
        "registry_edition": whole["registry_edition"],
        "iods": found,
        "normalised_iods": whole["normalised_iods"],
    }
    yield "", document


def _each_iod(whole: shapes.Registry) -> Iterator[tuple[str, shapes.OneIod]]:
    for it in whole["iods"]:
        yield it["key"], {"registry_edition": whole["registry_edition"], "iod": it}


def _modules(whole: shapes.Registry) -> Iterator[tuple[str, shapes.Modules]]:
    found = [in_short(ModuleSummary, it) for it in whole["modules"]]
    yield "", {"registry_edition": whole["registry_edition"], "modules": found}


def _macros(whole: shapes.Registry) -> Iterator[tuple[str, shapes.Macros]]:
    found = [in_short(MacroSummary, it) for it in whole["macros"]]
    yield "", {"registry_edition": whole["registry_edition"], "macros": found}


def _each_module(whole: shapes.Registry) -> Iterator[tuple[str, shapes.OneModule]]:
    for it in whole["modules"]:
        yield it["key"], {"registry_edition": whole["registry_edition"], "module": it}


def _each_macro(whole: shapes.Registry) -> Iterator[tuple[str, shapes.OneMacro]]:
    for it in whole["macros"]:
        yield it["key"], {"registry_edition": whole["registry_edition"], "macro": it}


def _context_groups(whole: shapes.Registry) -> Iterator[tuple[str, shapes.ContextGroups]]:
    found = [in_short(ContextGroupSummary, it) for it in whole["context_groups"]]
    yield "", {"registry_edition": whole["registry_edition"], "context_groups": found}


def _each_context_group(
    whole: shapes.Registry,
) -> Iterator[tuple[str, shapes.OneContextGroup]]:
    for it in whole["context_groups"]:
        name = str(it["cid"])
        yield name, {"registry_edition": whole["registry_edition"], "context_group": it}


def _editions(whole: shapes.Registry) -> Iterator[tuple[str, shapes.Editions]]:
    number = Counter(change["edition"] for change in whole["changes"] if change["since"])
    found: list[EditionSummary] = [
        {
            **in_short(EditionFacts, it),
            "sources": it["sources"],
            "tables": [in_short(TableSummary, table) for table in it["tables"]],
            "change_count": number[it["name"]],
        }
        for it in whole["editions"]
    ]
    yield "", {"registry_edition": whole["registry_edition"], "editions": found}


_AnyChange = TypeVar("_AnyChange", Change, AttributeChange, StructureChange)


class _ByEdition(Generic[_AnyChange]):
    """Changes, which are oldest first, by the edition that they came with."""

    def __init__(self, changes: Iterable[_AnyChange]) -> None:
        self._groups: defaultdict[str, list[_AnyChange]] = defaultdict(list)
        for change in changes:
            self._groups[change["edition"]].append(change)

    def of(self, edition: str) -> list[_AnyChange]:
        return self._groups.get(edition, [])


def _each_edition(whole: shapes.Registry) -> Iterator[tuple[str, shapes.OneEdition]]:
    changes = _ByEdition(c for c in whole["changes"] if c["since"])
    attributes = _ByEdition(whole["attribute_changes"])
    structure = _ByEdition(whole["structure_changes"])
    for it in whole["editions"]:
        document: shapes.OneEdition = {
            "registry_edition": whole["registry_edition"],
            "edition": it,
            "changes": changes.of(it["name"]),
            "attribute_changes": attributes.of(it["name"]),
            "structure_changes": structure.of(it["name"]),
        }
        yield it["name"], document


def _each_changes_since(whole: shapes.Registry) -> Iterator[tuple[str, shapes.ChangesSince]]:
    changes = _ByEdition(c for c in whole["changes"] if c["since"])
    attributes = _ByEdition(whole["attribute_changes"])
    structure = _ByEdition(whole["structure_changes"])
    later: shapes.ChangesSince = {
        "registry_edition": whole["registry_edition"],
        "after": "",
        "changes": [],
        "attribute_changes": [],
        "structure_changes": [],
    }
    for it in reversed(whole["editions"]):
        name = it["name"]
        yield name, {**later, "after": name}
        later = {
            **later,
            "changes": [*changes.of(name), *later["changes"]],
            "attribute_changes": [*attributes.of(name), *later["attribute_changes"]],
            "structure_changes": [*structure.of(name), *later["structure_changes"]],
        }


ENDPOINTS = (
    Endpoint("registry.json", shapes.Registry),
    Endpoint("sop-classes.json", shapes.SopClasses, _sop_classes),
    Endpoint("sop-classes/{uid}.json", shapes.OneSopClass, _each_sop_class),
    Endpoint("uids.json", shapes.Uids),
    Endpoint("uids/{other_uid}.json", shapes.OneUid, _each_uid),
    Endpoint("service-classes.json", shapes.ServiceClasses),
    Endpoint("services.json", shapes.Services),
    Endpoint("service-tables.json", shapes.ServiceTables, _service_tables),
    Endpoint("service-tables/{table}.json", shapes.OneServiceTable, _each_service_table),
    Endpoint("status-codes.json", shapes.StatusCodes),
    Endpoint("categories.json", shapes.Categories),
    Endpoint("modalities.json", shapes.Modalities),
    Endpoint("iods.json", shapes.Iods, _iods),
    Endpoint("iods/{iod}.json", shapes.OneIod, _each_iod),
    Endpoint("modules.json", shapes.Modules, _modules),
    Endpoint("modules/{module}.json", shapes.OneModule, _each_module),
    Endpoint("macros.json", shapes.Macros, _macros),
    Endpoint("macros/{macro}.json", shapes.OneMacro, _each_macro),
    Endpoint("attributes.json", shapes.Attributes),
    Endpoint("attributes/{tag}.json", shapes.OneAttribute, _each_attribute),
    Endpoint("context-groups.json", shapes.ContextGroups, _context_groups),
    Endpoint("context-groups/{cid}.json", shapes.OneContextGroup, _each_context_group),
    Endpoint("templates.json", shapes.Templates),
    Endpoint("de-identification.json", shapes.Deidentification),
    Endpoint("toolkits.json", shapes.Toolkits),
    Endpoint("private.json", shapes.Private),
    Endpoint("editions.json", shapes.Editions, _editions),
    Endpoint("editions/{edition}.json", shapes.OneEdition, _each_edition),
    Endpoint("changes.json", shapes.Changes),
    Endpoint(
        "changes/since/{edition}.json", shapes.ChangesSince, _each_changes_since, goes_on=True
    ),
)
"""Every document about the registry, as the API lists them."""
