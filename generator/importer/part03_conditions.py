"""Conditions of PS3.3: under which an attribute is there, read where the sentence is a plain one.

What is plain: "Required if", attributes with their tags that are present or absent or have one of
some values, joined by "and" or by "or". Anything else is kept as not read, with the tags it names.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from generator.importer.docbook import Cell

_REQUIRED = re.compile(
    r"\bRequired (?:only )?(?:if|when)\b:? (?P<what>[^.;]*(?:\.\d[^.;]*)*)(?:[.;]|$)"
)
_MAY = re.compile(
    r"\bmay be (?:present|included) otherwise\b|\botherwise,? may be present\b", re.IGNORECASE
)
_NOT = re.compile(
    r"\bshall not be (?:present|included) otherwise\b|\botherwise,? shall not be present\b",
    re.IGNORECASE,
)
_TAG = r"\((?P<group>[0-9A-Fa-f]{4}),(?P<element>[0-9A-Fa-f]{4})\)"
_NAME = (
    r"(?:Attribute )?(?:the )?[A-Z0-9](?:(?! (?:is|are|and|or|if|equals|has|for) )[^()]){0,90}? "
)
_SUBJECT = (
    r"(?:(?:[Tt]he )?(?:[Vv]alue (?P<first>\d) of |[Vv]alues? of "
    r"|(?P<ordinal>first|second|third|fourth) [Vv]alue of )(?:the )?)?"
    rf"{_NAME}"
)
_ORDINALS = {"first": "1", "second": "2", "third": "3", "fourth": "4"}
_VALUE = r"(?:\"[^\"]+\"|[A-Z0-9_+-]*[A-Z0-9_]+(?: [A-Z0-9_]*[A-Z][A-Z0-9_]*)*|\d+)"
_VALUES = rf"(?P<values>{_VALUE}(?:(?:, | or |, or ){_VALUE})*)"
_ATOM = re.compile(
    rf"(?:either |both )?{_SUBJECT}{_TAG}(?:,? Value (?P<second>\d),?)?"
    r" (?:(?P<presence>is not present|are not present|is absent|is present|are present)"
    r"|(?:(?P<not>is not equal to|is other than|is not|does not equal|equals other than)"
    r"|is present and the [Vv]alue is|is equal to|is either|is|equals"
    r"|has (?:a |the )?[Vv]alue(?: of)?(?: either)?)"
    rf" (?:either |one of )?{_VALUES})(?=$|,? (?:and|or) )"
)
_PLAIN_TAG = r"\([0-9A-Fa-f]{4},[0-9A-Fa-f]{4}\)"
_TOGETHER = re.compile(
    rf"(?:either |both )?{_NAME}{_PLAIN_TAG}(?:, {_NAME}{_PLAIN_TAG})*"
    rf",? (?P<joint>and|or) {_NAME}{_PLAIN_TAG} "
    r"(?:is|are)(?: both)? (?P<not>not )?present"
)
"""Several attributes that are there together, or one of them, or none."""

_JOINT = re.compile(r",? (?P<joint>and|or) (?:if |when )?")
_PRESENCE = {
    "is present": "present",
    "are present": "present",
    "is not present": "absent",
    "are not present": "absent",
    "is absent": "absent",
}


def condition(cell: Cell) -> Mapping[str, str]:
    """The cells of a row of conditions: status, condition and what holds otherwise."""
    text = cell.flat
    sentences = [match["what"].strip() for match in _REQUIRED.finditer(text)]
    read = [_read(sentence) for sentence in sentences]
    parsed = [it for it in read if it is not None]
    if read and len(parsed) == len(read):
        value = parsed[0] if len(parsed) == 1 else {"any": parsed}
        status = "parsed"
    else:
        value = {"op": "unparsed", "tags": list(_named(sentences or [text]))}
        status = "unparsed"
    return {
        "status": status,
        "condition": json.dumps(value, separators=(",", ":")),
        "otherwise": "may" if _MAY.search(text) else "not" if _NOT.search(text) else "not_stated",
    }


def _read(sentence: str) -> dict[str, Any] | None:
    """The condition of a sentence; None where it is not a plain one."""
    together = _TOGETHER.fullmatch(sentence)
    # "A or B is not present" may mean either.
    if together and not (together["not"] and together["joint"] == "or"):
        op = "absent" if together["not"] else "present"
        group = "all" if together["joint"] == "and" else "any"
        return {group: [{"tag": tag, "op": op} for tag in _named([sentence])]}
    terms: list[dict[str, Any]] = []
    joints: set[str] = set()
    at = 0
    while True:
        match = _ATOM.match(sentence, at)
        if not match:
            return None
        terms.append(_term(match))
        at = match.end()
        if at == len(sentence):
            break
        joint = _JOINT.match(sentence, at)
        if not joint:
            return None
        joints.add(joint["joint"])
        at = joint.end()
    if len(joints) > 1:
        return None
    if len(terms) == 1:
        return terms[0]
    return {"all" if joints == {"and"} else "any": terms}


def _term(match: re.Match[str]) -> dict[str, Any]:
    term: dict[str, Any] = {"tag": f"{match['group']}{match['element']}".upper()}
    number = match["first"] or match["second"] or _ORDINALS.get(match["ordinal"] or "")
    if number:
        term["value_number"] = int(number)
    if match["presence"]:
        return term | {"op": _PRESENCE[match["presence"]]}
    values = [it.strip('"') for it in re.split(r",? or |, ", match["values"])]
    op = ("ne" if match["not"] else "eq") if len(values) == 1 else (
        "not_in" if match["not"] else "in"
    )  # fmt: skip
    return term | {"op": op, "values": values}


def _named(sentences: list[str]) -> Iterator[str]:
    """The tags that the sentences name, each once."""
    found = (re.findall(_TAG, sentence) for sentence in sentences)
    yield from dict.fromkeys(
        f"{group}{element}".upper() for tags in found for group, element in tags
    )
