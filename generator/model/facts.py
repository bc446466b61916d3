"""Which edition of the standard each kind of fact is of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.model.attributes import Dictionary
from generator.model.editions import A_1, A_3, SECTIONS, Edition, newest_with


@dataclass(frozen=True, slots=True, kw_only=True)
class FactEdition:
    """A kind of facts, and the edition that they are of."""

    slug: str
    words: str
    """What they are called within a sentence: `IODs and modules`, `attributes`."""

    edition: str

    more: str = ""
    """Which facts of other editions are among them; mostly empty."""

    @property
    def title(self) -> str:
        """What they are called at the head of a line: `Attributes`."""
        return f"{self.words[0].upper()}{self.words[1:]}"

    @property
    def text(self) -> str:
        """The edition in words: `2025e and the changes known since`."""
        return f"{self.edition} {self.more}".rstrip()


_SINCE = "and the changes known since"

_TABLES = (
    ("uids", "UIDs and SOP Classes", (A_1.slug,), ""),
    ("context-groups", "context groups", (A_3.slug,), ""),
    ("modules", "IODs and modules", ("ps3.3-iod-modules",), _SINCE),
    ("services", "services", ("ps3.4-service-groups", SECTIONS.slug), "(single tables newer)"),
    ("codes", "codes of context groups", ("ps3.16-codes",), ""),
    ("deidentification", "de-identification", ("ps3.15-table-e.1-1",), ""),
)
"""The kinds of facts, the tables that they come from, and what is beside the tables.

Of several tables the first counts that any edition has. Single tables of attributes may be of a
later edition than the whole of PS3.3; its tables of IODs are of one.
"""


def fact_editions(editions: Sequence[Edition], dictionary: Dictionary) -> Iterator[FactEdition]:
    """The edition of each kind of fact, as far as there is a table of it."""
    for slug, words, tables, more in _TABLES:
        found = next(filter(None, (newest_with(editions, table) for table in tables)), None)
        if found:
            yield FactEdition(slug=slug, words=words, edition=found.name, more=more)
        if slug == "context-groups" and dictionary.edition:
            later = dictionary.edition != dictionary.printed
            yield FactEdition(
                slug="attributes",
                words="attributes",
                edition=dictionary.edition,
                more=f"(the table of {dictionary.printed} and what changed since)" * later,
            )
