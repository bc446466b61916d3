"""Small pieces of text that several pages show."""

import re
from collections.abc import Sequence

from generator.model import Registry
from generator.model.editions import OTHER_TABLES, TABLE_KINDS, Edition, part_of
from generator.model.uids import Origin

_NAMES = {
    **{kind.slug: f"{kind.publication} {kind.name}" for kind in TABLE_KINDS},
    **{slug: f"{part_of(slug).upper()}, {OTHER_TABLES[slug]}" for slug in OTHER_TABLES},
}
"""What the tables are called, by slug."""


def first_sentence(text: str) -> str:
    """The first sentence of `text`: up to a stop that blank and capital follow."""
    return re.split(r"(?<=[a-z0-9)][.!?])\s+(?=[A-Z\"“])", text, maxsplit=1)[0]


def origin_text(origin: Origin) -> str:
    """Where a fact comes from, in words: `PS3.6 Table A-1, edition 2024d`."""
    if origin.words:
        return origin.words
    return f"{table_name(origin.table)}, edition {origin.edition}"


def table_name(key: str) -> str:
    """What the table of that slug is called, with its part; of a part such as `ps3.4`, the part."""
    return _NAMES.get(key, key.upper())


def count(number: int, one: str, many: str | None = None) -> str:
    """`number` with its noun: `1 module`, `1,360 modules`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(parts: Sequence[str], last: str = "and") -> str:
    """`parts` in a sentence: `a`, `a and b`, `a, b and c`; `last` stands before the last."""
    *most, end = parts
    return f"{', '.join(most)} {last} {end}" if most else end


_NEWEST = "<!-- newest edition -->"
"""Where a hand-written page says which is the newest edition the registry has."""


def editions_said(registry: Registry) -> dict[str, str]:
    """What the foot of every page says of editions: those of the facts, and the newest."""
    facts = ", ".join(f"{fact.words} {fact.edition}" for fact in registry.facts)
    return {"editions": facts, "newest": _newest(registry.edition)}


def with_newest(markdown: str, edition: Edition) -> str:
    """The Markdown of a hand-written page with the newest edition and the day of its import."""
    return markdown.replace(_NEWEST, f"DICOM {_newest(edition)}")


def _newest(edition: Edition) -> str:
    return f"{edition.name}, imported on {edition.imported}" if edition.imported else edition.name


_FILES = re.compile(r"`((?:api/v1/[\w./-]+|feed|llms)\.(?:json|csv|sqlite|xml|txt))`")
"""How a hand-written page names a file of the API."""


def with_file_links(
    markdown: str, base: str, form: str = '<a href="{}"><code>{}</code></a>'
) -> str:
    """The Markdown of a hand-written page with a link at each file of the API that it names.

    `base` leads to the root of the site, from the page or from what `form` has links start at. The
    links are HTML unless `form` says otherwise, as MkDocs looks for the files of Markdown links
    among those that are written by hand.
    """
    return _FILES.sub(lambda found: form.format(base + found[1], found[1]), markdown)
