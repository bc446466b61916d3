"""The data of the look-up: the registry as scripts that the search box loads.

A page opened from a file may load nothing but scripts, so the data comes as scripts, which hand it
to `docs/assets/js/lookup.js`. There are two: `core` holds what a first answer needs (everything
that has a UID, and pages), `more` what can come a moment later (attributes, modules, IODs).
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from generator.model import Registry
from generator.model.addresses import (
    attribute_address,
    iod_address,
    module_address,
    service_class_address,
    uid_address,
)
from generator.model.relations import Role
from generator.model.sop_classes import AliasKind, SopClass
from generator.render.page import Page

CORE = "assets/js/lookup-core.js"
"""The address of the script that a first answer needs."""

MORE = "assets/js/lookup-more.js"
"""The address of the script with everything else."""

_NOT_SHOWN = -6
"""The rank of what is For Processing: who does not say so means what is For Presentation."""

_OF_A_RECORD = re.compile(
    r"(?:sop-classes|uids)/[0-9.]+/|(?:service-classes|iods|modules|attributes)/.+/"
)
"""The addresses of pages that stand for a record, which has an entry of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that the look-up can find, and every text that leads to it."""

    id: str
    """What stands for it in its address: UID, tag, key or slug."""

    name: str
    keyword: str | None = None
    retired: bool = False

    rank: int = 0
    """How likely people mean it where a query fits several: -6 to 9."""

    constants: Sequence[str] = ()
    """What toolkits call it, where that is not its keyword."""

    former: Sequence[str] = ()
    """Names and keywords of earlier editions."""

    aliases: Sequence[str] = ()
    """What people call it."""

    codes: Sequence[str] = ()
    """What stands for it among other things: values of Modality, file prefixes, misspellings."""

    topics: Sequence[str] = ()
    """What it is about; finds it only together with other words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of things, what it is called in results, and where on the site its things are."""

    slug: str
    word: str

    path: str
    """The address of a thing, with `*` for its id."""

    entries: Sequence[Entry]


def scripts(registry: Registry, pages: Iterable[Page]) -> Iterator[tuple[str, bytes]]:
    """The scripts of the look-up: the address of each on the site, and its content.

    `pages` are the pages of the site; those that stand for no record can be found by their title.
    """
    names = _names(registry)
    core = (
        Kind(
            slug="sop-class",
            word="SOP Class",
            path="sop-classes/*/",
            entries=list(_sop_classes(registry, names)),
        ),
        Kind(
            slug="transfer-syntax",
            word="Transfer syntax",
            path="uids/*/",
            entries=list(_uids(registry, names, transfer_syntaxes=True)),
        ),
        Kind(
            slug="uid",
            word="Registered UID",
            path="uids/*/",
            entries=list(_uids(registry, names, transfer_syntaxes=False)),
        ),
        Kind(
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
        ),
        Kind(
            slug="private",
            word="Private SOP Class",
            path="private/#*",
            entries=[
                Entry(
                    id=it.uid,
                    name=it.name,
                    retired=it.retired,
                    aliases=tuple(_without_words(it.name, "Private", it.vendor)),
                )
                for it in registry.private_sop_classes
            ],
        ),
        Kind(
            slug="page",
            word="Page",
            path="*",
            entries=[
                *(
                    Entry(id=it.address, name=it.title, aliases=it.questions)
                    for it in registry.guides
                ),
                *(
                    Entry(id=it.url, name=it.title)
                    for it in pages
                    if it.url and not _OF_A_RECORD.fullmatch(it.url)
                ),
            ],
        ),
    )
    more = (
        Kind(
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
        ),
        Kind(
            slug="module",
            word="Module",
            path=module_address("*"),
            entries=[Entry(id=it.key, name=it.name) for it in registry.iods.modules.values()],
        ),
        Kind(
            slug="iod",
            word="IOD",
            path=iod_address("*"),
            entries=[Entry(id=it.key, name=it.name) for it in registry.iods.iods.values()],
        ),
    )
    yield (
        CORE,
        script(
            "core",
            core,
            misprints=[[it.printed, it.uid, it.where] for it in registry.misprints],
            roots=[[it.root, it.organisation] for it in registry.private_roots],
            words=[[it.said, it.meant] for it in registry.lookup.words],
        ),
    )
    yield MORE, script("more", more)


def script(section: str, kinds: Iterable[Kind], **rest: object) -> bytes:
    """A script that hands the data of `section` to the look-up."""
    topics: dict[str, int] = {}
    data = {
        "section": section,
        **rest,
        "kinds": [
            {
                "kind": kind.slug,
                "word": kind.word,
                "path": kind.path,
                "rows": [_row(entry, topics) for entry in kind.entries],
            }
            for kind in kinds
        ],
        "topics": list(topics),
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"(self.SopLookupData??=[]).push({text});\n".encode()


def _row(entry: Entry, topics: dict[str, int]) -> list[object]:
    """The entry as the cells that lookup.js reads, without the empty ones at the end.

    The keyword is empty where lookup.js can derive it from the name, and 0 where there is none.
    """
    derived = derived_keyword(entry.name)
    cells: list[object] = [
        entry.id,
        entry.name,
        0 if not entry.keyword else "" if entry.keyword == derived else entry.keyword,
        int(entry.retired),
        entry.rank,
        *("|".join(texts) for texts in (entry.constants, entry.former, entry.aliases, entry.codes)),
        [topics.setdefault(topic, len(topics)) for topic in entry.topics],
    ]
    while not cells[-1] and len(cells) > 3:  # noqa: PLR2004  # the keyword is always there
        cells.pop()
    return cells


@cache
def derived_keyword(name: str) -> str:
    """The keyword that is most often formed from `name`; the same rule as in lookup.js."""
    words = re.split(r"[^A-Za-z0-9]+", re.sub(r"['\u2019]s\b", "", name))
    return "".join(word[:1].upper() + word[1:] for word in words)


def _sop_classes(registry: Registry, names: Mapping[str, Sequence[str]]) -> Iterator[Entry]:
    pointed_at = _pointed_at(registry)
    processing = {
        uid for it in registry.sop_classes for uid in registry.relations.others(it, Role.PROCESSING)
    }
    for it in registry.sop_classes.values():
        service = registry.services.service_class(it.uid)
        yield Entry(
            id=it.uid,
            name=it.name,
            keyword=it.keyword,
            retired=it.retired,
            rank=_NOT_SHOWN if it.uid in processing else min(9, pointed_at[it.uid]),
            constants=_constants(registry, it.uid, it.keyword),
            former=_distinct(
                (
                    *names[it.uid],
                    *(alias.text for alias in it.aliases if alias.kind is AliasKind.FORMER),
                ),
                (it.name, it.keyword or ""),
            ),
            aliases=[
                alias.text
                for alias in it.aliases
                if alias.kind not in (AliasKind.MISSPELLING, AliasKind.FORMER)
            ],
            codes=_distinct(
                (
                    *(code.code for code in it.modality.codes),
                    *filter(None, [registry.storescp_prefix(it.uid)]),
                    *(a.text for a in it.aliases if a.kind is AliasKind.MISSPELLING),
                ),
                (),
            ),
            topics=(it.category.name, service.name, *_modality_names(registry, it)),
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


def _uids(
    registry: Registry, names: Mapping[str, Sequence[str]], *, transfer_syntaxes: bool
) -> Iterator[Entry]:
    for it in registry.other_uids:
        if (it.type == "Transfer Syntax") is not transfer_syntaxes:
            continue
        yield Entry(
            id=it.uid,
            name=it.name,
            keyword=it.keyword,
            retired=it.retired,
            constants=_constants(registry, it.uid, it.keyword),
            former=_distinct(names[it.uid], (it.name, it.keyword or "")),
            aliases=registry.lookup.aliases_of(uid_address(it)),
            topics=(it.type, it.info) if it.info else (it.type,),
        )


def _constants(registry: Registry, uid: str, keyword: str | None) -> list[str]:
    """The toolkits' constants for a UID that are not its keyword, as lookup.js compares them."""
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


def _without_words(name: str, *words: str) -> Iterator[str]:
    """`name` without the first of `words` at its beginning, then without the second, and so on."""
    for word in words:
        if name.startswith(f"{word} "):
            name = name.removeprefix(f"{word} ")
            yield name


def _distinct(texts: Iterable[str], but: Iterable[str]) -> list[str]:
    """`texts` in their order, each once, without those that lookup.js takes for one of `but`."""
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
