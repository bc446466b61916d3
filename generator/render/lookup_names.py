"""What entries of the look-up are made from, and what things are called besides their names."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.model import Registry
from generator.model.uids import PrivateSopClass, PrivateTransferSyntax
from generator.render.page import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What entries are made from."""

    registry: Registry

    pages: Sequence[Page]
    """The pages of the site; those that stand for no record can be found by their title."""

    names: Mapping[str, Sequence[str]]
    """By UID, every name and keyword that the tables of all editions print, newest first."""


def names_by_uid(registry: Registry) -> dict[str, list[str]]:
    """By UID, every name and keyword that the tables of all editions print, newest first."""
    names: dict[str, dict[str, None]] = {uid: {} for uid in registry.uids}
    for edition in reversed(registry.editions):
        for table in edition.tables:
            for row in table.rows:
                if row.uid in names:
                    names[row.uid].update(dict.fromkeys(filter(None, (row.name, row.keyword))))
    return {uid: list(texts) for uid, texts in names.items()}


def constants(registry: Registry, uid: str, keyword: str | None) -> list[str]:
    """The toolkits' constants for a UID that are not its keyword, as the look-up compares them."""
    found = (kit.constants[uid] for kit in registry.toolkits if uid in kit.constants)
    return distinct((re.sub("^UID_", "", constant) for constant in found), (keyword or "",))


def private_names(thing: PrivateSopClass | PrivateTransferSyntax) -> tuple[str, ...]:
    """What else it is called: without "Private", without its vendor, without both."""
    bare = thing.name.removeprefix("Private ")
    without_vendor = bare.removeprefix(f"{thing.vendor} ")
    if without_vendor == bare:
        return (bare,)
    return bare, f"Private {without_vendor}", without_vendor


def distinct(texts: Iterable[str], but: Iterable[str]) -> list[str]:
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
