"""Reads what people say for things that have no curated record, and for words of the standard."""

from collections.abc import Container
from pathlib import Path

from generator.load.files import read_csv
from generator.model.lookup import LookupWords, WordForm
from generator.problems import Problem

_PAGES = ("editions", "service_classes.yml", "attributes/attributes.csv")
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
    words = read_csv(data / "lookup" / "words.csv", ("said", "meant"), problems, unique=("said",))
    return LookupWords(
        aliases={address: tuple(texts) for address, texts in aliases.items()},
        words=tuple(WordForm(said=row["said"], meant=row["meant"]) for row in words),
    )
