"""What values of the API look like: text of a certain form, places in standards, sources."""

from dataclasses import dataclass
from typing import Annotated, Literal, TypedDict


@dataclass(frozen=True, slots=True)
class Pattern:
    """The regular expression that a value matches from end to end."""

    text: str


Status = Literal["active", "retired"]
Uid = Annotated[str, Pattern(r"[0-2](\.(0|[1-9][0-9]*))+")]
Slug = Annotated[str, Pattern("[a-z0-9]+(-+[a-z0-9]+)*")]
Tag = Annotated[str, Pattern(r"\([0-9A-Fx]{4},[0-9A-Fx]{4}\)")]
TagInAddress = Annotated[str, Pattern("[0-9a-fx]{8}")]
Cid = Annotated[str, Pattern("[1-9][0-9]*")]
EditionName = Annotated[str, Pattern("(19|20)[0-9]{2}[a-z]?")]
TableLabel = Annotated[str, Pattern("[0-9a-z]+(\\.[0-9a-z]+)*-[0-9]+[a-z]?")]
Page = Annotated[str, "Its page, below the root of the site.", Pattern("([^/]+/)+")]


class Reference(TypedDict):
    """A place in a standard."""

    text: Annotated[str, "The place in words, as `PS3.4 B.5, Table B.5-1`."]
    standard: Annotated[str, "The part of DICOM or the other standard, as `PS3.4`."]
    section: Annotated[str | None, "The section, chapter or annex, as `B.5`; null for all of it."]
    table: Annotated[str | None, "The table in that section, as `B.5-1`."]
    edition: Annotated[EditionName | None, "An edition of DICOM that has it so."]
    url: Annotated[str | None, "Where it is published as HTML."]


class Origin(TypedDict):
    """Where a fact comes from: a table of an edition, or a source in words."""

    edition: Annotated[EditionName | None, "The edition."]
    table: Annotated[str | None, "The slug of the table in that edition."]
    words: Annotated[str | None, "The source in words, where no table has it."]
