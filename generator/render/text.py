"""Small pieces of text that several pages show."""

import re

from generator.model.editions import TABLE_KINDS
from generator.model.uids import Origin, RegisteredUid

_KINDS = {kind.slug: kind for kind in TABLE_KINDS}


def first_sentence(text: str) -> str:
    """The first sentence of `text`: up to a stop that blank and capital follow."""
    return re.split(r"(?<=[a-z0-9)][.!?])\s+(?=[A-Z\"“])", text, maxsplit=1)[0]


def origin_text(origin: Origin) -> str:
    """Where a fact comes from, in words: `PS3.6 Table A-1, edition 2024d`."""
    if origin.words:
        return origin.words
    kind = _KINDS[origin.table]
    return f"{kind.publication} {kind.name}, edition {origin.edition}"


def keyword_origin_text(entry: RegisteredUid) -> str:
    """Where the keyword of `entry` comes from, in words; empty where it has none."""
    if entry.keyword_derived:
        return "derived from the name by the rule of PS3.6"
    return origin_text(entry.keyword_from) if entry.keyword_from else ""


def count(number: int, one: str, many: str | None = None) -> str:
    """`number` with its noun: `1 module`, `1,360 modules`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
