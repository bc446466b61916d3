"""Reads what people say for things that have no curated record, and for words of the standard."""

import re
from collections.abc import Container
from pathlib import Path

from generator.load.files import Row, read_csv
from generator.model.lookup import Language, LookupWords, WordForm
from generator.problems import Problem

_PAGES = ("editions", "service_classes.yml")
"""What decides which pages there are."""


def load_lookup(data: Path, addresses: Container[str], problems: list[Problem]) -> LookupWords:
    """The aliases and the forms of words that only the look-up needs.

    `addresses` are those of the pages that an alias may lead to; another one is a problem.
    """
    aliases: dict[str, list[str]] = {}
    columns = ("address", "text", "source")
    for row in read_csv(
        data / "lookup" / "aliases.csv", columns, problems, unique=("address", "text")
    ):
        if row["address"] in addresses:
            aliases.setdefault(row["address"], []).append(row["text"])
        else:
            message = f"no page {row['address']!r}, expected the address of one"
            problems.append(Problem(row.where, message, rests_on=_PAGES))
    printed: dict[str, list[str]] = {}
    columns = ("uid", "name", "program")
    path = data / "lookup" / "transfer_syntax_names.csv"
    for row in read_csv(path, columns, problems, unique=("uid", "name")):
        if f"uids/{row['uid']}/" in addresses:
            printed.setdefault(row["uid"], []).append(row["name"])
        else:
            message = f"UID {row['uid']!r} has no page, expected that of a transfer syntax"
            problems.append(Problem(row.where, message, rests_on=_PAGES))
    path = data / "lookup" / "pages.csv"
    pages = read_csv(path, ("address", "title"), problems, unique=("address",))
    words = read_csv(data / "lookup" / "words.csv", ("said", "meant"), problems, unique=("said",))
    return LookupWords(
        aliases={address: tuple(texts) for address, texts in aliases.items()},
        printed={uid: tuple(texts) for uid, texts in printed.items()},
        titles={row["address"]: row["title"] for row in pages},
        words=tuple(WordForm(said=row["said"], meant=row["meant"]) for row in words),
        language=_language(data / "lookup", problems),
    )


def _language(folder: Path, problems: list[Problem]) -> Language:
    """The lists of words that tell how words are compared."""
    joined = read_csv(folder / "joined.csv", ("text",), problems, unique=("text",))
    short = read_csv(folder / "short.csv", ("word",), problems, unique=("word",))
    columns = ("word", "in_name", "in_alias")
    silent = read_csv(folder / "silent.csv", columns, problems, unique=("word",))
    weights = read_csv(folder / "weights.csv", ("word", "weight"), problems, unique=("word",))
    return Language(
        joined=tuple(row["text"] for row in joined),
        short=tuple(row["word"] for row in short),
        weights={row["word"]: _weight(row, problems) for row in weights},
        silent_in_names=tuple(row["word"] for row in silent if row["in_name"]),
        silent_in_aliases=tuple(row["word"] for row in silent if row["in_alias"]),
    )


def _weight(row: Row, problems: list[Problem]) -> float:
    """How much the word tells; 1, and a problem, where the cell is no such number."""
    if not re.fullmatch(r"0\.[0-9]+", row["weight"]):
        message = f"weight {row['weight']!r}, expected a decimal number between 0 and 1"
        problems.append(Problem(row.where, message))
        return 1
    return float(row["weight"])
