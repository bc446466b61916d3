"""What the look-up can find: the registry as kinds of entries, by section of data.

`core` holds what a first answer needs (everything that has a UID but for context groups, status
codes, and pages), `more` what can come a moment later (attributes, modules, IODs), `codes` the
context groups and templates, `terms` their codes and the values of attributes, which are many. A
new kind of thing is a function in `lookup_uids` or `lookup_kinds` that makes its entries, and its
name in SECTIONS; how it ranks is said in `docs/assets/js/lookup/found.js`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from generator.model import Registry
from generator.model.uids import UidType
from generator.parts import Read
from generator.render import lookup_kinds, lookup_uids
from generator.render.lookup_names import Source, names_by_uid
from generator.render.lookup_script import Kind, data_of, script
from generator.render.page import Page

CORE = "assets/data/lookup-core.js"
"""The address of the script that a first answer needs."""

MORE = "assets/data/lookup-more.js"
"""The address of the script with what can come a moment later."""

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


def scripts(registry: Registry, pages: Iterable[Page]) -> Iterator[tuple[str, bytes]]:
    """The scripts of the look-up: the address of each on the site, and its content."""
    source = _source(registry, pages)
    filled = {section: [make(source) for make in makers] for section, makers in SECTIONS.items()}
    offers = [section for section, kinds in filled.items() if any(it.entries for it in kinds)]
    for section in offers:
        more = _rest(registry, offers) if section == "core" else {}
        yield address(section), script(section, filled[section], **more)


def again(registry: Registry, pages: Iterable[Page], read: Read) -> Iterator[tuple[str, bytes]]:
    """The same where nothing but curated records is other, which `core` alone shows."""
    source = _source(registry, pages)
    offers: list[str] = data_of(read(CORE))["offers"]
    kinds = [make(source) for make in SECTIONS["core"]]
    for section in offers:
        path = address(section)
        core = section == "core"
        yield path, script(section, kinds, **_rest(registry, offers)) if core else read(path)


def _source(registry: Registry, pages: Iterable[Page]) -> Source:
    return Source(registry=registry, pages=tuple(pages), names=names_by_uid(registry))


def _rest(registry: Registry, offers: Sequence[str]) -> dict[str, object]:
    """What `core` says besides its entries; `offers` are the sections that there are."""
    language = registry.lookup.language
    return {
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
        "offers": offers,
    }


def address(section: str) -> str:
    """The address of the script with that section of the data."""
    return f"assets/data/lookup-{section}.js"


def _is_other(type_: str) -> bool:
    return type_ not in (*_GENERAL, *_OF_CODES, UidType.TRANSFER_SYNTAX, UidType.LDAP_OID)


SECTIONS: Mapping[str, tuple[Callable[[Source], Kind], ...]] = {
    "core": (
        lookup_uids.sop_classes,
        lookup_uids.uids("transfer-syntax", "Transfer syntax", UidType.TRANSFER_SYNTAX.__eq__),
        lookup_uids.uids("uid", "Registered UID", _is_other),
        lookup_uids.uids("general", "Registered UID", _GENERAL.__contains__),
        lookup_uids.uids("directory", "LDAP object identifier", UidType.LDAP_OID.__eq__),
        lookup_kinds.service_classes,
        lookup_uids.private_sop_classes,
        lookup_uids.private_transfer_syntaxes,
        lookup_kinds.status_codes,
        lookup_kinds.layer_codes,
        lookup_kinds.guides,
        lookup_kinds.pages,
    ),
    "more": (lookup_kinds.attributes, lookup_kinds.modules, lookup_kinds.macros, lookup_kinds.iods),
    "codes": (
        lookup_uids.uids("context-group", "Context group", UidType.CONTEXT_GROUP.__eq__),
        lookup_uids.uids("template-uid", "Registered UID", _TEMPLATES.__contains__),
        lookup_kinds.templates,
    ),
    "terms": (lookup_kinds.codes, lookup_kinds.values),
}
"""The sections of the data in the order in which they are loaded, and what makes their kinds."""
