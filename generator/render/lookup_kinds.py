"""What the look-up can find that has no UID: pages, parts of IODs, codes, values, statuses."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from generator.model.addresses import (
    LAYER_CODES,
    STATUS_CODES,
    attribute_address,
    code_anchor,
    context_group_address,
    iod_address,
    macro_address,
    module_address,
    service_class_address,
    templates_address,
)
from generator.model.iods import Iod
from generator.model.tables import Macro, Module
from generator.render.lookup_names import Source
from generator.render.lookup_script import Entry, Kind

_OF_A_RECORD = re.compile(
    r"(?:sop-classes|uids)/[0-9.]+/"
    r"|(?:context-groups|service-classes|iods|modules|macros|attributes)/.+/"
)
"""The addresses of pages that stand for a record, which has an entry of its own."""


def service_classes(source: Source) -> Kind:
    """The service classes."""
    registry = source.registry
    return Kind(
        slug="service-class",
        word="Service class",
        path=service_class_address("*"),
        entries=[
            Entry(
                id=it.slug,
                name=it.name,
                retired=it.retired,
                aliases=registry.lookup.aliases_of(service_class_address(it.slug)),
            )
            for it in registry.services.classes
        ],
    )


def guides(source: Source) -> Kind:
    """The guides, to be found by the questions that they answer."""
    return Kind(
        slug="guide",
        word="Guide",
        path="*",
        entries=[
            Entry(id=it.address, name=it.title, aliases=it.questions)
            for it in source.registry.guides
        ],
    )


def pages(source: Source) -> Kind:
    """The pages that stand for no record, to be found by their titles."""
    lookup = source.registry.lookup
    titles = {it.url: it.title for it in source.pages} | dict(lookup.titles)
    return Kind(
        slug="page",
        word="Page",
        path="*",
        entries=[
            Entry(id=url, name=title, aliases=lookup.aliases_of(url))
            for url, title in titles.items()
            if url and not _OF_A_RECORD.fullmatch(url)
        ],
    )


def attributes(source: Source) -> Kind:
    """The attributes that have a name."""
    registry = source.registry
    return Kind(
        slug="attribute",
        word="Attribute",
        path=attribute_address("*"),
        entries=[
            Entry(
                id=it.tag,
                name=it.name,
                keyword=it.keyword,
                retired=it.retired,
                aliases=registry.lookup.aliases_of(attribute_address(it.tag)),
            )
            for it in registry.iods.attributes.values()
            if it.name
        ],
    )


def modules(source: Source) -> Kind:
    """The modules."""
    found = source.registry.iods.modules.values()
    return _keyed("module", "Module", module_address("*"), found)


def macros(source: Source) -> Kind:
    """The macros."""
    found = source.registry.iods.macros.values()
    return _keyed("macro", "Macro", macro_address("*"), found)


def iods(source: Source) -> Kind:
    """The composite IODs."""
    return _keyed("iod", "IOD", iod_address("*"), source.registry.iods.iods.values())


def _keyed(slug: str, word: str, path: str, found: Iterable[Module | Macro | Iod]) -> Kind:
    entries = [Entry(id=it.key, name=it.name) for it in found]
    return Kind(slug=slug, word=word, path=path, entries=entries)


def templates(source: Source) -> Kind:
    """The templates of PS3.16."""
    return Kind(
        slug="template",
        word="Template",
        path=f"{templates_address()}#*",
        entries=[
            Entry(id=f"tid-{it.tid}", name=it.name, aliases=(f"TID {it.tid}",))
            for it in source.registry.codes.templates.values()
        ],
    )


def codes(source: Source) -> Kind:
    """Every code of the context groups, on the page of the first group that has it."""
    codes = source.registry.codes
    first: dict[tuple[str, str], Entry] = {}
    for group in codes.groups.values():
        for code in group.codes:
            entry = Entry(
                id=f"{group.cid}/#{code_anchor(code)}",
                name=code.meaning or code.value,
                codes=(f"{code.scheme} {code.value}",),
            )
            first.setdefault((code.scheme, code.value), entry)
    return Kind(
        slug="code",
        word="Code",
        path=context_group_address("*").removesuffix("/"),
        entries=list(first.values()),
    )


def values(source: Source) -> Kind:
    """The attributes that have lists of values, to be found by these."""
    registry = source.registry
    values: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for table in registry.iods.tables:
        for row in table.all_rows:
            if row.attribute is not None:
                for found in registry.meaning.value_lists(table, row):
                    values[row.attribute.tag].update(dict.fromkeys(found.values))
    return Kind(
        slug="value",
        word="Values of an attribute",
        path=attribute_address("*"),
        entries=[
            Entry(id=it.tag, name=it.name, codes=tuple(values[it.tag]))
            for it in registry.iods.attributes.values()
            if it.name and it.tag in values
        ],
    )


def status_codes(source: Source) -> Kind:
    """The status codes of DIMSE responses."""
    return Kind(
        slug="status",
        word="Status code",
        path=f"{STATUS_CODES}#*",
        entries=[
            Entry(
                id=code.anchor,
                name=f"{code.code}: {code.title}",
                keyword="",
                aliases=tuple(sense.title for sense in code.senses[1:]),
                codes=(code.decimal,) if code.first == code.last else (),
            )
            for code in source.registry.status.codes
        ],
    )


def layer_codes(source: Source) -> Kind:
    """The codes of other layers.

    What refuses or ends an association is found by its own words too, if no other has them.
    """
    codes = source.registry.status.layers
    times = Counter(code.title for code in codes if code.layer in ("A-ASSOCIATE-RJ", "A-ABORT"))
    return Kind(
        slug="association",
        word="Association",
        path=f"{LAYER_CODES}#*",
        entries=[
            Entry(
                id=code.anchor,
                name=f"{code.layer}, {code.field} {code.value}: {code.title}",
                keyword="",
                aliases=(code.title,) if times[code.title] == 1 and " " in code.title else (),
            )
            for code in codes
        ],
    )
