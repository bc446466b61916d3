"""The form of the look-up's data: entries as rows of a script that `docs/assets/js/lookup/` reads.

A page opened from a file may load nothing but scripts, so the data comes as scripts.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

VERSION = 2
"""The version of this form; `docs/assets/js/lookup/index.js` takes no other."""

_BEFORE, _BEHIND = "(self.SopLookupData??=[]).push(", ");\n"


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


def script(section: str, kinds: Iterable[Kind], **rest: object) -> bytes:
    """A script that hands the data of `section` to the look-up."""
    topics: dict[str, int] = {}
    data = {
        "section": section,
        "version": VERSION,
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
    return f"{_BEFORE}{text}{_BEHIND}".encode()


def data_of(made: bytes) -> dict[str, Any]:
    """The data that `script` put into a script."""
    text = made.decode().removeprefix(_BEFORE).removesuffix(_BEHIND)
    data: dict[str, Any] = json.loads(text)
    return data


def _row(entry: Entry, topics: dict[str, int]) -> list[object]:
    """The entry as the cells that lookup/index.js reads, without the empty ones at the end.

    The keyword is empty where it can be derived from the name, and 0 where there is none.
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
    """The keyword that is most often formed from `name`; the same rule as in lookup/words.js."""
    words = re.split(r"[^A-Za-z0-9]+", re.sub(r"['\u2019]s\b", "", name))
    return "".join(word[:1].upper() + word[1:] for word in words)
