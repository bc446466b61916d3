"""What the description of an attribute in PS3.3 states: values, context groups, conditions."""

import re
from collections.abc import Iterator

from generator.importer.docbook import Cell, Node, words
from generator.importer.words import folded

_CONDITION = re.compile(
    r"\bRequired (?:if|when|unless|only|for|in)\b|\bshall (?:not |only )?be present\b",
    re.IGNORECASE,
)
_HEXADECIMAL = re.compile(r"([0-9A-F]{4}) ?H")
_KIND = re.compile(
    r"(?P<retired>Retired )?(?P<kind>Enumerated Values?|Defined Terms?|Defined Values?)"
    r"(?P<rest>.*)",
    re.IGNORECASE,
)
_INLINE = re.compile(
    r"(?P<title>(?:Enumerated Values?|Defined Terms?)[^:]*:) ?"
    r"(?P<terms>[A-Z0-9_]+(?: [A-Z0-9_]+)*(?:,? (?:or |and )?[A-Z0-9_]+(?: [A-Z0-9_]+)*)*)\.?"
)
_NUMBER = re.compile(r"\bValue (?P<number>\d+)\b", re.IGNORECASE)
_TAG = re.compile(r"\(([0-9A-Fa-f]{4}),([0-9A-Fa-f]{4})\)")
_CASE = re.compile(r"\b(?:if|when|where|for)\b", re.IGNORECASE)
_ITEM = re.compile(r"(?P<term>[A-Z0-9_+.-]+(?: [A-Z0-9_]+)*)(?: *[=:-] .*)?")
_GROUP = re.compile(
    r"(?:(?P<word>Baseline|Defined|Enumerated|B|D|E)\W*"
    r"(?:CID|Context (?:Group|ID))?(?P<for>[^.]*?))?"
    r"(?P<mark>\0CID_(?P<linked>\d+)\0"
    r"|\b(?:[BDE]?CID|Context (?:Group|ID)):?(?: is)? ?(?P<number>\d+))",
    re.IGNORECASE,
)
_KINDS = {"b": "baseline", "d": "defined", "e": "enumerated"}


def states_a_condition(cell: Cell) -> bool:
    """Whether the cell says under which condition the attribute is there."""
    return bool(_CONDITION.search(cell.text))


def values(cell: Cell) -> Iterator[dict[str, str]]:
    """The lists of enumerated values and defined terms of a cell, in its order."""
    for title, terms in _lists(cell.node):
        match = _KIND.match(title)
        if not match or match["retired"] or not terms:
            continue
        number = _NUMBER.search(match["rest"])
        rest = match["rest"][number.end() :] if number else match["rest"]
        kind = "enumerated" if match["kind"].casefold().startswith("enum") else "defined"
        yield {
            "value_number": number["number"] if number else "",
            "kind": kind,
            "values": "|".join(terms),
            "condition": _condition(rest),
        }


def _condition(rest: str) -> str:
    """The case in which a list holds, unread: the tags that its title names."""
    if not _CASE.search(rest):
        return ""
    tags = ",".join(f'"{group}{element}"'.lower() for group, element in _TAG.findall(rest))
    return f'{{"op":"unparsed","tags":[{tags}]}}'


_List = tuple[str, list[str]]


def _lists(node: Node) -> Iterator[_List]:
    """Title and terms of each list: a variablelist, or paragraphs below one that ends in ":"."""
    title, terms = "", list[str]()
    for child in node.elements("para", "simpara", "variablelist", "note", "itemizedlist"):
        text = folded(words(child)).replace("\n", " ") if child.name in _PARAGRAPHS else ""
        item = _ITEM.fullmatch(text) if title else None
        if item:
            terms.append(item["term"])
            continue
        if terms:
            yield title, terms
        whole = _whole_list(child, text, title)
        if whole:
            yield whole
        begins = _KIND.fullmatch(text) and (text.endswith(":") or len(text) < _SHORT)
        title, terms = (text if begins and not whole else ""), []
    if terms:
        yield title, terms


_PARAGRAPHS = frozenset({"para", "simpara"})
_SHORT = 20
"""The length of a title without a colon, such as "Enumerated Values"."""


def _whole_list(node: Node, text: str, title: str) -> _List | None:
    """The list that an element is by itself: a variablelist, or a sentence that names all."""
    if node.name == "variablelist":
        own = node.first("title")
        named = folded(words(own)) if own else title
        return named, [term for term in map(_term, node.all("term")) if term]
    inline = _INLINE.fullmatch(text)
    return (inline["title"], re.split(r",? (?:or|and) |, ", inline["terms"])) if inline else None


def _term(node: Node) -> str:
    """A value of a list; a number in decimal and without its plus sign."""
    text = folded(words(node)).replace("\n", " ").replace("|", "/").strip()
    number = _HEXADECIMAL.fullmatch(text)
    if number:
        return str(int(number[1], 16))
    return text.removeprefix("+") if re.fullmatch(r"\+\d+", text) else text


def context_groups(cell: Cell) -> Iterator[tuple[str, str]]:
    """Kind and number of each context group that codes the sequence as a whole.

    A statement about another attribute ("… for Concept Code Sequence") is none.
    """
    seen = set()
    for paragraph in cell.node.all("para", "simpara"):
        text = _marked(paragraph)
        for match in _GROUP.finditer(text):
            if re.match(r"\W*(?:CID |Context Group )?for\b", match["for"] or "", re.IGNORECASE):
                continue
            kind = _kind(match)
            cid = match["linked"] or match["number"]
            if kind and (kind, cid) not in seen:
                seen.add((kind, cid))
                yield kind, cid


def _kind(match: re.Match[str]) -> str:
    word = match["word"] or ""
    if word:
        return _KINDS[word[0].casefold()]
    return _KINDS.get(match["mark"][0].casefold(), "unstated")


def _marked(paragraph: Node) -> str:
    """The text of a paragraph; a link to a context group reads CID_n between two NULs."""
    parts: list[str] = []

    def walk(node: Node) -> None:
        target = node.attributes.get("targetptr", "")
        if target.startswith("sect_CID_"):
            parts.append(f"\0{target.removeprefix('sect_')}\0")
            return
        for child in node.children:
            if isinstance(child, str):
                parts.append(child)
            else:
                walk(child)

    walk(paragraph)
    return folded("".join(parts))
