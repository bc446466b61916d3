"""DocBook made for tests: rows to the XML in which the standard is published, in several forms."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

ZERO_WIDTH_SPACE = "\u200b"


@dataclass(frozen=True, slots=True, kw_only=True)
class Td:
    """A cell: XML of its own making, and how far it goes."""

    xml: str
    columns: int = 1
    rows: int = 1
    name: str = "td"

    def __str__(self) -> str:
        spans = f'colspan="{self.columns}" rowspan="{self.rows}"'
        return f'<{self.name} align="left" {spans}>{self.xml}</{self.name}>'


Cell = str | Td
"""A cell: its text, or a `Td`."""

Cells = Sequence[Cell]
"""The cells of a row."""


def para(text: str, **emphasis: str) -> str:
    """A paragraph of plain text, or within an emphasis of that role."""
    body = escape(text)
    role = emphasis.get("role")
    return f"<para>{f'<emphasis role={quoteattr(role)}>{body}</emphasis>' if role else body}</para>"


def xref(target: str) -> str:
    """A link within the part, without a text of its own."""
    return f'<xref linkend={quoteattr(target)} xrefstyle="select: label"/>'


def olink(document: str, target: str, style: str = "select: labelnumber") -> str:
    """A link to another part, without a text of its own."""
    return (
        f"<olink targetdoc={quoteattr(document)} targetptr={quoteattr(target)}"
        f" xrefstyle={quoteattr(style)}/>"
    )


def row(cells: Iterable[Cell], name: str = "td") -> str:
    """A row of a table, each cell on a line of its own."""
    made = (it if isinstance(it, Td) else Td(xml=para(it), name=name) for it in cells)
    return "\n".join(['<tr valign="top">', *map(str, made), "</tr>"])


def table(
    label: str,
    caption: str,
    heads: Cells,
    rows: Iterable[Cells | str],
    *,
    identity: str | None = None,
) -> str:
    """A table; a row may be XML already."""
    body = "\n".join(it if isinstance(it, str) else row(it) for it in rows)
    name = identity or f"table_{label}"
    return (
        f'<table frame="box" label={quoteattr(label)} rules="all" xml:id={quoteattr(name)}>\n'
        f"<caption>{escape(caption)}</caption>\n"
        f"<thead>\n{row(heads, 'th')}\n</thead>\n<tbody>\n{body}\n</tbody>\n</table>"
    )


def section(label: str, title: str, *content: str, identity: str | None = None) -> str:
    """A section with what is in it."""
    name = identity or f"sect_{label}"
    inside = "\n".join(content)
    return (
        f'<section label={quoteattr(label)} status="2" xml:id={quoteattr(name)}>\n'
        f"<title>{escape(title)}</title>\n{inside}\n</section>"
    )


def chapter(label: str, title: str, *content: str) -> str:
    """A chapter or annex with what is in it."""
    inside = "\n".join(content)
    return (
        f"<chapter label={quoteattr(label)} xml:id={quoteattr(f'chapter_{label}')}>\n"
        f"<title>{escape(title)}</title>\n{inside}\n</chapter>"
    )


def book(part: str, edition: str, *content: str) -> str:
    """A whole part: `book("PS3.4", "2026e", …)`."""
    inside = "\n".join(content)
    return (
        '<?xml version="1.0" encoding="utf-8" standalone="no"?>\n'
        '<book xmlns="http://docbook.org/ns/docbook" xmlns:xl="http://www.w3.org/1999/xlink"'
        f' label="{part}" version="5.0" xml:id="{part}">\n'
        f"<title>{part}</title>\n"
        f"<subtitle>DICOM {part} {edition} - Made for a test</subtitle>\n"
        f"{inside}\n</book>\n"
    )


def register(edition: str, *cells: Cells) -> str:
    """PS3.6 with those rows of Table A-1 and one row of each other table."""
    heads = ["UID Value", "UID Name", "UID Keyword", "UID Type", "Part"]
    dictionary = ["Tag", "Name", "Keyword", "VR", "VM", ""]
    groups = ["Context UID", "Context Identifier", "Context Group Name"]
    return book(
        "PS3.6",
        edition,
        *(
            table(label, "Registry", dictionary, [[tag, name, name, "CS", "1", ""]])
            for label, tag, name in (
                ("6-1", "(0008,0005)", "Set"),
                ("7-1", "(0002,0000)", "Group"),
                ("8-1", "(0004,1130)", "File"),
            )
        ),
        table("A-1", "UID Values", heads, cells),
        table("A-2", "Frames", heads[:3], [["1.2.840.10008.1.4.1.1", "Talairach", "Talairach"]]),
        table("A-3", "Groups", groups, [["1.2.840.10008.6.1.1", "CID 2", "Anatomic Modifier"]]),
    )
