"""The rules that the checker of objects loads: the registry's tables, as scripts.

A page opened from a file may load nothing but scripts, so the rules come as scripts that push onto
`SopCheckRules`; `docs/assets/js/check/rules.js` takes them from there, and resolves what tables
include. `dictionary` has the attributes and SOP Classes, `common` the tables that many IODs use,
and each IOD has a script with its modules and the other tables that it comes to; `codes` has the
context groups that rows name.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from generator.api.text import json_text
from generator.model import Registry
from generator.model.addresses import context_group_address, iod_address, table_address
from generator.model.conditions import in_words, json_of
from generator.model.iods import Iod
from generator.model.meaning import (
    AttributeRequirement,
    ContextGroupUse,
    FixedValue,
    Part,
    Requirement,
    RowKey,
    UsageRequirement,
    ValueList,
)
from generator.model.tables import AttributeTable, TableRow
from generator.model.uids import UidType

ROOT = "assets/data/rules/"
"""The address of the scripts, below the site's root."""

_COMMON = 12
"""How many IODs use a table that stands in `common`."""

_ANY_ATTRIBUTE = "*"
_GROUPS = "@IODFunctionalGroupMacros"


def scripts(registry: Registry) -> Iterator[tuple[str, bytes]]:
    """Every script with rules: its address on the site, and its content."""
    yield from dictionary(registry)
    yield from of_tables(registry)


def dictionary(registry: Registry) -> Iterator[tuple[str, bytes]]:
    """The script with the attributes, SOP Classes and transfer syntaxes."""
    yield _script("dictionary", _dictionary(registry))


def of_tables(registry: Registry) -> Iterator[tuple[str, bytes]]:
    """The scripts with the tables of IODs, and with the codes that these take."""
    iods = registry.iods.iods.values()
    reached = {iod.key: {table.table: table for table in _reached(iod)} for iod in iods}
    uses = Counter(label for tables in reached.values() for label in tables)
    common = {label for label, count in uses.items() if count >= _COMMON}
    every = {table.table: table for tables in reached.values() for table in tables.values()}
    shared = [every[label] for label in every if label in common]
    yield _script("common", {"kind": "tables", "tables": _tables(registry, shared)})
    yield _script("codes", {"kind": "codes", "groups": _groups(registry)})
    for iod in iods:
        own = [table for label, table in reached[iod.key].items() if label not in common]
        yield _script(f"iods/{iod.key}", _iod(registry, iod) | {"tables": _tables(registry, own)})


def _script(name: str, part: Mapping[str, Any]) -> tuple[str, bytes]:
    return f"{ROOT}{name}.js", f"(self.SopCheckRules??=[]).push({json_text(part)});\n".encode()


def _reached(iod: Iod) -> Iterator[AttributeTable]:
    """Every table that the modules and functional groups of an IOD come to, each once."""
    todo: list[AttributeTable] = [
        *(use.module for use in iod.modules),
        *(group.macro for group in iod.functional_groups),
    ]
    seen: dict[AttributeTable, None] = {}
    for table in todo:
        if table in seen:
            continue
        seen[table] = None
        todo.extend(row.include for row in table.all_rows if row.include)
    yield from seen


def _dictionary(registry: Registry) -> dict[str, Any]:
    """The attributes, a line each; the SOP Classes and transfer syntaxes."""
    tables = registry.iods
    return {
        "kind": "dictionary",
        "edition": tables.edition,
        "attributes": "\n".join(
            f"{it.tag}|{it.vr}|{it.vm}|{it.name}|{'R' if it.retired else ''}"
            for it in tables.attributes.values()
        ),
        "sopClasses": [
            [
                *(uid, it.name, _iod_key(registry, uid), _reason(registry, uid), int(it.retired)),
                [[code.code, str(code.kind)] for code in it.modality.codes],
            ]
            for uid, it in registry.sop_classes.items()
        ],
        "transferSyntaxes": [
            [it.uid, it.name, int(it.retired)]
            for it in registry.uids.values()
            if it.type == UidType.TRANSFER_SYNTAX
        ],
        "constants": list(_constants(registry)),
    }


def _constants(registry: Registry) -> Iterator[tuple[str, str]]:
    """What dcmdump prints in the place of a UID, where it cannot be told from the name."""
    for kit in registry.toolkits:
        for uid, constant in kit.constants.items() if kit.slug == "dcmtk" else ():
            printed = constant.removeprefix("UID_")
            if _squashed(printed) != _squashed(registry.uids[uid].name):
                yield printed, uid


def _squashed(name: str) -> str:
    """Letters and digits alone, as rules.js compares names."""
    return re.sub(r"[^a-z0-9]", "", name.lower()).removesuffix("sopclass")


def _iod_key(registry: Registry, uid: str) -> str:
    iod = registry.iods.iod_of(uid)
    return iod.key if iod else ""


def _reason(registry: Registry, uid: str) -> str:
    without = registry.iods.without.get(uid)
    return str(without.reason) if without else ""


def _iod(registry: Registry, iod: Iod) -> dict[str, Any]:
    meaning = registry.meaning
    demanded = [it.tid for it in meaning.root_templates.get(iod.name, ()) if it.strength == "shall"]
    return {
        "kind": "iod",
        "key": iod.key,
        "name": iod.name,
        "href": iod_address(iod.key),
        "modules": [
            [
                it.module.table,
                it.module.name,
                str(it.usage),
                _usage(registry, meaning.usages.get((iod.name, Part.MODULE, it.row))),
            ]
            for it in iod.modules
        ],
        "groups": [
            [
                it.macro.table,
                it.macro.name,
                str(it.usage),
                _usage(registry, meaning.usages.get((iod.name, Part.MACRO, it.row))),
                _limit(meaning.usages.get((iod.name, Part.MACRO, it.row))),
            ]
            for it in iod.functional_groups
        ],
        "fixed": [_fixed(it) for it in meaning.fixed_values.get(iod.name, ())],
        "content": [
            [
                it.source_value_types,
                it.relationship,
                it.target_value_types,
                it.mode,
                it.targets_by_value_only,
            ]
            for it in meaning.content_constraints.get(iod.name, ())
        ],
        "template": demanded[0] if demanded else 0,
    }


def _limit(usage: UsageRequirement | None) -> str:
    return usage.limit if usage else ""


def _usage(registry: Registry, usage: UsageRequirement | None) -> dict[str, Any] | int:
    return _requirement(registry, usage) if usage else 0


def _fixed(it: FixedValue) -> list[Any]:
    condition = json_of(it.condition) if it.condition else 0
    tag = it.tag.strip("()").replace(",", "").lower()
    return [
        *(tag, it.value_number or 0, it.rule, it.values, condition, it.place),
        str(it.trust),
    ]


def _tables(registry: Registry, tables: Iterable[AttributeTable]) -> dict[str, Any]:
    return {
        table.table: {
            "name": table.name,
            "href": table_address(table),
            "rows": [_row(registry, table, at, row) for at, row in enumerate(table.all_rows, 1)],
        }
        for table in tables
    }


def _row(registry: Registry, table: AttributeTable, at: int, row: TableRow) -> list[Any]:
    """Depth, tag or include, type, and what else there is; without the empty ones at the end."""
    extra: dict[str, Any] = {}
    if row.number != str(at):
        extra["r"] = row.number
    required = registry.meaning.requirements.get((table.table, row.number))
    if required:
        extra["q"] = _requirement(registry, required)
    lists = [
        _value_list(it)
        for it in registry.meaning.values.get((table.table, row.number), ())
        if not it.only_at
    ]
    if lists:
        extra["v"] = lists
    groups = [it.cid for it in _binding(registry, (table.table, row.number))]
    if groups:
        extra["g"] = groups
    cells: list[Any] = [row.depth, _row_content(row), str(row.type) if row.type else "", extra]
    while not cells[-1]:
        cells.pop()
    return cells


def _binding(registry: Registry, row: RowKey) -> Iterator[ContextGroupUse]:
    """The context groups that the codes of a row are to come from; a baseline only proposes."""
    for it in registry.meaning.context_groups.get(row, ()):
        if it.kind in {"defined", "enumerated"} and not it.only_at:
            yield it


def _groups(registry: Registry) -> dict[str, Any]:
    """The context groups that bind any row: name, address, and the codes as `scheme:value`."""
    cids = {it.cid for row in registry.meaning.context_groups for it in _binding(registry, row)}
    return {
        str(cid): [
            registry.codes.groups[cid].name,
            context_group_address(cid),
            "|".join(f"{it.scheme}:{it.value}" for it in registry.codes.all_codes(cid)),
        ]
        for cid in sorted(cids)
        if cid in registry.codes.groups
    }


def _row_content(row: TableRow) -> str:
    if row.attribute:
        return row.attribute.tag
    if row.include:
        return f"@{row.include.table}"
    return _GROUPS if row.includes_functional_groups else _ANY_ATTRIBUTE


def _requirement(registry: Registry, it: Requirement) -> dict[str, Any]:
    made: dict[str, Any] = {"trust": str(it.trust)}
    if it.condition:
        made["if"] = json_of(it.condition)
        made["words"] = in_words(it.condition, registry.name_of)
    if it.otherwise not in {"", "not_stated"}:
        made["otherwise"] = it.otherwise
    if it.may_if:
        made["mayIf"] = json_of(it.may_if)
    if it.not_if:
        made["notIf"] = json_of(it.not_if)
    if isinstance(it, AttributeRequirement) and it.exactly_one_of:
        made["one"] = [tag.strip("()").replace(",", "").lower() for tag in it.exactly_one_of]
    return made


def _value_list(it: ValueList) -> dict[str, Any]:
    made: dict[str, Any] = {"k": it.kind[0], "t": it.trust[0], "v": it.values}
    if it.value_number:
        made["n"] = it.value_number
    if it.condition:
        made["if"] = json_of(it.condition)
    return made
