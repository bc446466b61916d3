"""What the look-up can find: the registry as kinds of entries, by section of data.

`core` holds what a first answer needs (everything that has a UID but for context groups, status
codes, and pages), `more` what can come a moment later (attributes, modules, IODs), `codes` the
context groups and templates, `terms` their codes and the values of attributes, which are many. A
new kind of thing is a function here that makes its entries, and its name in SECTIONS; how it ranks
is said in `docs/assets/js/lookup/found.js`.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.model import Registry
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
    sop_class_address,
    templates_address,
    uid_address,
)
from generator.model.relations import Role
from generator.model.sop_classes import AliasKind, SopClass
from generator.model.uids import (
    PrivateSopClass,
    PrivateTransferSyntax,
    RegisteredUid,
    UidType,
)
from generator.render.lookup_script import Entry, Kind, script
from generator.render.page import Page

CORE = "assets/data/lookup-core.js"
"""The address of the script that a first answer needs."""

MORE = "assets/data/lookup-more.js"
"""The address of the script with what can come a moment later."""

_NOT_SHOWN = -6
"""The rank of what is For Processing: who does not say so means what is For Presentation."""

_OF_A_RECORD = re.compile(
    r"(?:sop-classes|uids)/[0-9.]+/"
    r"|(?:context-groups|service-classes|iods|modules|macros|attributes)/.+/"
)
"""The addresses of pages that stand for a record, which has an entry of its own."""

_GENERAL = frozenset(
    {UidType.SERVICE_CLASS, UidType.APPLICATION_CONTEXT_NAME, UidType.APPLICATION_HOSTING_MODEL}
)
"""The types of UIDs that stand for something of which other UIDs are a part."""

_TEMPLATES = frozenset(
    {
        UidType.DOCUMENT_TEMPLATE,
        UidType.SECTION_TEMPLATE,
        UidType.ENTRY_TEMPLATE,
        UidType.ELEMENT_SET_TEMPLATE,
    }
)

_OF_CODES = _TEMPLATES | {UidType.CONTEXT_GROUP}
"""The types of UIDs that are many, and seldom asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """What entries are made from."""

    registry: Registry

    pages: Sequence[Page]
    """The pages of the site; those that stand for no record can be found by their title."""

    names: Mapping[str, Sequence[str]]
    """By UID, every name and keyword that the tables of all editions print, newest first."""


def scripts(registry: Registry, pages: Iterable[Page]) -> Iterator[tuple[str, bytes]]:
    """The scripts of the look-up: the address of each on the site, and its content."""
    source = _Source(registry=registry, pages=tuple(pages), names=_names(registry))
    language = registry.lookup.language
    rest: Mapping[str, object] = {
        "misprints": [
            [it.printed.replace("<U+200B>", "\u200b"), it.uid, it.where, it.constant]
            for it in registry.misprints
        ],
        "roots": [[it.root, it.organisation] for it in registry.private_roots],
        "words": [[it.said, it.meant] for it in registry.lookup.words],
        "language": {
            "joined": language.joined,
            "short": language.short,
            "weights": list(language.weights.items()),
            "silent": {"name": language.silent_in_names, "alias": language.silent_in_aliases},
        },
    }
    filled = {section: [make(source) for make in makers] for section, makers in SECTIONS.items()}
    offers = [section for section, kinds in filled.items() if any(it.entries for it in kinds)]
    for section in offers:
        more = {**rest, "offers": offers} if section == "core" else {}
        yield address(section), script(section, filled[section], **more)


def address(section: str) -> str:
    """The address of the script with that section of the data."""
    return f"assets/data/lookup-{section}.js"


def _sop_classes(source: _Source) -> Kind:
    registry = source.registry
    pointed_at = _pointed_at(registry)
    processing = {
        uid for it in registry.sop_classes for uid in registry.relations.others(it, Role.PROCESSING)
    }

    def entry(it: SopClass) -> Entry:
        former = (alias.text for alias in it.aliases if alias.kind is AliasKind.FORMER)
        misspelt = (alias.text for alias in it.aliases if alias.kind is AliasKind.MISSPELLING)
        prefix = registry.storescp_prefix(it.uid)
        return Entry(
            id=it.uid,
            name=it.name,
            keyword=it.keyword,
            retired=it.retired,
            rank=_NOT_SHOWN if it.uid in processing else min(9, pointed_at[it.uid]),
            constants=_constants(registry, it.uid, it.keyword),
            former=_distinct((*source.names[it.uid], *former), (it.name, it.keyword or "")),
            aliases=[
                alias.text
                for alias in it.aliases
                if alias.kind not in (AliasKind.MISSPELLING, AliasKind.FORMER)
            ],
            codes=_distinct(
                (*(code.code for code in it.modality.codes), *filter(None, [prefix]), *misspelt), ()
            ),
            topics=(
                it.category.name,
                registry.services.service_class(it.uid).name,
                *_modality_names(registry, it),
            ),
        )

    return Kind(
        slug="sop-class",
        word="SOP Class",
        path=sop_class_address("*"),
        entries=[entry(it) for it in registry.sop_classes.values()],
    )


def _uids(slug: str, word: str, belongs: Callable[[str], bool]) -> Callable[[_Source], Kind]:
    """A function that makes the kind of the registered UIDs whose type `belongs` to it."""

    def entry(source: _Source, it: RegisteredUid) -> Entry:
        return Entry(
            id=it.uid,
            name=it.name,
            keyword=it.keyword,
            retired=it.retired,
            constants=[
                *_constants(source.registry, it.uid, it.keyword),
                *source.registry.lookup.printed.get(it.uid, ()),
            ],
            former=_distinct(source.names[it.uid], (it.name, it.keyword or "")),
            aliases=(
                *source.registry.lookup.aliases_of(uid_address(it)),
                *([f"CID {it.cid}"] if it.cid else []),
            ),
            topics=(it.type, it.info) if it.info else (it.type,),
        )

    def make(source: _Source) -> Kind:
        found = (it for it in source.registry.other_uids if belongs(it.type))
        return Kind(
            slug=slug, word=word, path="uids/*/", entries=[entry(source, it) for it in found]
        )

    return make


def _is_other(type_: str) -> bool:
    return type_ not in (*_GENERAL, *_OF_CODES, UidType.TRANSFER_SYNTAX, UidType.LDAP_OID)


def _service_classes(source: _Source) -> Kind:
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


def _private(slug: str, word: str, entries: Iterable[Entry]) -> Kind:
    return Kind(slug=slug, word=word, path="private/#*", entries=list(entries))


def _private_sop_classes(source: _Source) -> Kind:
    found = source.registry.private_sop_classes
    entries = (
        Entry(id=it.uid, name=it.name, retired=it.retired, aliases=_private_names(it))
        for it in found
    )
    return _private("private", "Private SOP Class", entries)


def _private_transfer_syntaxes(source: _Source) -> Kind:
    found = source.registry.private_transfer_syntaxes
    entries = (
        Entry(id=it.uid, name=it.name, constants=it.constants, aliases=_private_names(it))
        for it in found
    )
    return _private("private-syntax", "Private transfer syntax", entries)


def _guides(source: _Source) -> Kind:
    return Kind(
        slug="guide",
        word="Guide",
        path="*",
        entries=[
            Entry(id=it.address, name=it.title, aliases=it.questions)
            for it in source.registry.guides
        ],
    )


def _pages(source: _Source) -> Kind:
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


def _attributes(source: _Source) -> Kind:
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


def _modules(source: _Source) -> Kind:
    return Kind(
        slug="module",
        word="Module",
        path=module_address("*"),
        entries=[Entry(id=it.key, name=it.name) for it in source.registry.iods.modules.values()],
    )


def _macros(source: _Source) -> Kind:
    return Kind(
        slug="macro",
        word="Macro",
        path=macro_address("*"),
        entries=[Entry(id=it.key, name=it.name) for it in source.registry.iods.macros.values()],
    )


def _iods(source: _Source) -> Kind:
    return Kind(
        slug="iod",
        word="IOD",
        path=iod_address("*"),
        entries=[Entry(id=it.key, name=it.name) for it in source.registry.iods.iods.values()],
    )


def _templates(source: _Source) -> Kind:
    return Kind(
        slug="template",
        word="Template",
        path=f"{templates_address()}#*",
        entries=[
            Entry(id=f"tid-{it.tid}", name=it.name, aliases=(f"TID {it.tid}",))
            for it in source.registry.codes.templates.values()
        ],
    )


def _codes(source: _Source) -> Kind:
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


def _values(source: _Source) -> Kind:
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


def _status_codes(source: _Source) -> Kind:
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


def _layer_codes(source: _Source) -> Kind:
    """What refuses or ends an association is found by its own words too, if no other has them."""
    codes = source.registry.status.layers
    said = Counter(code.title for code in codes if code.layer in ("A-ASSOCIATE-RJ", "A-ABORT"))
    return Kind(
        slug="association",
        word="Association",
        path=f"{LAYER_CODES}#*",
        entries=[
            Entry(
                id=code.anchor,
                name=f"{code.layer}, {code.field} {code.value}: {code.title}",
                keyword="",
                aliases=(code.title,) if said[code.title] == 1 and " " in code.title else (),
            )
            for code in codes
        ],
    )


SECTIONS: Mapping[str, tuple[Callable[[_Source], Kind], ...]] = {
    "core": (
        _sop_classes,
        _uids("transfer-syntax", "Transfer syntax", UidType.TRANSFER_SYNTAX.__eq__),
        _uids("uid", "Registered UID", _is_other),
        _uids("general", "Registered UID", _GENERAL.__contains__),
        _uids("directory", "LDAP object identifier", UidType.LDAP_OID.__eq__),
        _service_classes,
        _private_sop_classes,
        _private_transfer_syntaxes,
        _status_codes,
        _layer_codes,
        _guides,
        _pages,
    ),
    "more": (_attributes, _modules, _macros, _iods),
    "codes": (
        _uids("context-group", "Context group", UidType.CONTEXT_GROUP.__eq__),
        _uids("template-uid", "Registered UID", _TEMPLATES.__contains__),
        _templates,
    ),
    "terms": (_codes, _values),
}
"""The sections of the data in the order in which they are loaded, and what makes their kinds."""


def _modality_names(registry: Registry, sop_class: SopClass) -> Iterator[str]:
    return (registry.modalities[code.code].name for code in sop_class.modality.codes)


def _pointed_at(registry: Registry) -> dict[str, int]:
    """How many records point to each SOP Class: those that people mean most are named most."""
    count = dict.fromkeys(registry.sop_classes, 0)
    for it in registry.sop_classes.values():
        for see in it.see_also:
            count[registry.keys[see.sop_class].uid] += 1
    return count


def _constants(registry: Registry, uid: str, keyword: str | None) -> list[str]:
    """The toolkits' constants for a UID that are not its keyword, as the look-up compares them."""
    found = (kit.constants[uid] for kit in registry.toolkits if uid in kit.constants)
    return _distinct((re.sub("^UID_", "", constant) for constant in found), (keyword or "",))


def _names(registry: Registry) -> dict[str, list[str]]:
    """By UID, every name and keyword that the tables of all editions print, newest first."""
    names: dict[str, dict[str, None]] = {uid: {} for uid in registry.uids}
    for edition in reversed(registry.editions):
        for table in edition.tables:
            for row in table.rows:
                if row.uid in names:
                    names[row.uid].update(dict.fromkeys(filter(None, (row.name, row.keyword))))
    return {uid: list(texts) for uid, texts in names.items()}


def _private_names(thing: PrivateSopClass | PrivateTransferSyntax) -> tuple[str, ...]:
    """What else it is called: without "Private", without its vendor, without both."""
    bare = thing.name.removeprefix("Private ")
    without_vendor = bare.removeprefix(f"{thing.vendor} ")
    if without_vendor == bare:
        return (bare,)
    return bare, f"Private {without_vendor}", without_vendor


def _distinct(texts: Iterable[str], but: Iterable[str]) -> list[str]:
    """`texts` in their order, each once, without those that the look-up takes for one of `but`."""
    seen = {_compared(text) for text in but}
    out = []
    for text in texts:
        key = _compared(text)
        if key and key not in seen:
            seen.add(key)
            out.append(text)
    return out


def _compared(text: str) -> str:
    """Only the letters and digits of `text`, without the words that only say its type."""
    squashed = re.sub(r"[^a-z0-9]+", "", text.lower().replace("(retired)", ""))
    return re.sub(r"(?:sopclass(?:uid)?|sopinstance|transfersyntax)$", "", squashed) or squashed
