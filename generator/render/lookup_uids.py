"""What the look-up can find that has a UID: SOP Classes, other registered UIDs, private ones."""

from collections.abc import Callable, Iterable, Iterator

from generator.model import Registry
from generator.model.addresses import sop_class_address, uid_address
from generator.model.relations import Role
from generator.model.sop_classes import AliasKind, SopClass
from generator.model.uids import RegisteredUid
from generator.render.lookup_names import Source, constants, distinct, private_names
from generator.render.lookup_script import Entry, Kind

_NOT_SHOWN = -6
"""The rank of what is For Processing: who does not say so means what is For Presentation."""


def sop_classes(source: Source) -> Kind:
    """The SOP Classes and Meta SOP Classes."""
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
            constants=constants(registry, it.uid, it.keyword),
            former=distinct((*source.names[it.uid], *former), (it.name, it.keyword or "")),
            aliases=[
                alias.text
                for alias in it.aliases
                if alias.kind not in (AliasKind.MISSPELLING, AliasKind.FORMER)
            ],
            codes=distinct(
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


def _modality_names(registry: Registry, sop_class: SopClass) -> Iterator[str]:
    return (registry.modalities[code.code].name for code in sop_class.modality.codes)


def _pointed_at(registry: Registry) -> dict[str, int]:
    """How many records point to each SOP Class: those that people mean most are named most."""
    count = dict.fromkeys(registry.sop_classes, 0)
    for it in registry.sop_classes.values():
        for see in it.see_also:
            count[registry.keys[see.sop_class].uid] += 1
    return count


def uids(slug: str, word: str, belongs: Callable[[str], bool]) -> Callable[[Source], Kind]:
    """A function that makes the kind of the registered UIDs whose type `belongs` to it."""

    def entry(source: Source, it: RegisteredUid) -> Entry:
        return Entry(
            id=it.uid,
            name=it.name,
            keyword=it.keyword,
            retired=it.retired,
            constants=[
                *constants(source.registry, it.uid, it.keyword),
                *source.registry.lookup.printed.get(it.uid, ()),
            ],
            former=distinct(source.names[it.uid], (it.name, it.keyword or "")),
            aliases=(
                *source.registry.lookup.aliases_of(uid_address(it)),
                *([f"CID {it.cid}"] if it.cid else []),
            ),
            topics=(it.type, it.info) if it.info else (it.type,),
        )

    def make(source: Source) -> Kind:
        found = (it for it in source.registry.other_uids if belongs(it.type))
        return Kind(
            slug=slug, word=word, path="uids/*/", entries=[entry(source, it) for it in found]
        )

    return make


def _private(slug: str, word: str, entries: Iterable[Entry]) -> Kind:
    return Kind(slug=slug, word=word, path="private/#*", entries=list(entries))


def private_sop_classes(source: Source) -> Kind:
    """The SOP Classes that vendors defined."""
    found = source.registry.private_sop_classes
    entries = (
        Entry(id=it.uid, name=it.name, retired=it.retired, aliases=private_names(it))
        for it in found
    )
    return _private("private", "Private SOP Class", entries)


def private_transfer_syntaxes(source: Source) -> Kind:
    """The transfer syntaxes that vendors defined."""
    found = source.registry.private_transfer_syntaxes
    entries = (
        Entry(id=it.uid, name=it.name, constants=it.constants, aliases=private_names(it))
        for it in found
    )
    return _private("private-syntax", "Private transfer syntax", entries)
