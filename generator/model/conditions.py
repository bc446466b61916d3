"""Conditions that a program can decide, and the same in words.

A condition of PS3.3 says when an attribute, module or macro is required. Here it is a small tree:
`AllOf`, `AnyOf`, `Not`, and `Term` at its leaves. `condition_of` reads the JSON form in which the
data has it, `json_of` writes it, and `in_words` says it in English. What a text of the standard
says that names no attribute, or could not be read, stays in the tree as a term nobody can decide,
so that what is around it still counts.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeAlias


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One statement about an object."""

    op: str
    """What is stated, a key of `_WORDS`."""

    tag: str = ""
    """The attribute it is about, as eight characters: `0008103e`; mostly empty where none is."""

    values: tuple[str, ...] = ()
    value_number: int | None = None
    """Which of several values is meant, from 1; None for any of them."""

    within: str = ""
    """The sequence that holds the attribute, where the text says so; a tag."""

    at: tuple[str, ...] = ()
    """Where it stands, seen from what is conditional: `item`, `up1`, `dataset`, `frame`, …"""

    tags: tuple[str, ...] = ()
    """The attributes that a text names which could not be read, or whose change is meant."""

    name: str = ""
    """The module or macro that is meant to be there or not."""

    fact: str = ""
    """What is true or not outside the object, a key of `_FACTS`."""

    @property
    def can_be_decided(self) -> bool:
        """Whether the object itself says if it holds."""
        return self.op not in UNDECIDABLE


@dataclass(frozen=True, slots=True)
class AllOf:
    """Each of its terms holds."""

    terms: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of its terms holds."""

    terms: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Its term does not hold."""

    term: "Condition"


Condition: TypeAlias = Term | AllOf | AnyOf | Not

Names: TypeAlias = Callable[[str], str]
"""The name of the attribute with a tag of eight characters, or of what a UID stands for."""

UNDECIDABLE = ("external", "unparsed")
"""What no object says: facts of the world, and texts that could not be read."""

_PLACES = (
    "item",
    "up1",
    "up2",
    "dataset",
    "frame",
    "dataset_some_iods",
    "nested_in_dataset",
    "elsewhere_in_module",
    "below",
    "not_found",
)
"""Where an attribute that a condition names can stand, seen from the conditional one."""

_KEYS = {
    "op",
    "tag",
    "values",
    "value_number",
    "within",
    "at",
    "tags",
    "module",
    "macro",
    "section",
    "fact",
}


def condition_of(value: object) -> Condition:
    """The condition in its JSON form. Raises ValueError where it is none."""
    if not isinstance(value, dict):
        raise ValueError(f"{value!r}, expected a condition")  # noqa: TRY004  # bad data, not code
    for key, group in (("all", AllOf), ("any", AnyOf)):
        if value.keys() == {key}:
            terms = value[key]
            if not isinstance(terms, list) or not terms:
                raise ValueError(f"{key!r} without terms, expected a list of conditions")
            return group(tuple(map(condition_of, terms)))
    if value.keys() == {"not"}:
        return Not(condition_of(value["not"]))
    return _term_of(value)


def _term_of(value: Mapping[str, Any]) -> Term:
    unknown = sorted(value.keys() - _KEYS)
    if unknown:
        raise ValueError(f"unknown key {unknown[0]!r}, expected one of {', '.join(sorted(_KEYS))}")
    term = Term(
        op=value.get("op", ""),
        tag=value.get("tag", "").lower(),
        values=tuple(map(str, value.get("values", ()))),
        value_number=value.get("value_number"),
        within=value.get("within", "").lower(),
        at=tuple(value["at"].split("|")) if "at" in value else (),
        tags=tuple(tag.lower() for tag in value.get("tags", ())),
        name=value.get("module", "") or value.get("macro", ""),
        fact=value.get("fact", ""),
    )
    if term.op not in _WORDS:
        raise ValueError(f"op {term.op!r}, expected one of {', '.join(_WORDS)}")
    if term.fact and term.fact not in _FACTS:
        raise ValueError(f"fact {term.fact!r}, expected one of {', '.join(_FACTS)}")
    if not set(term.at) <= set(_PLACES):
        raise ValueError(f"at {'|'.join(term.at)!r}, expected of {', '.join(_PLACES)}")
    return term


def json_of(condition: Condition) -> dict[str, Any]:
    """The JSON form of `condition`, without what it does not say."""
    match condition:
        case AllOf(terms):
            return {"all": [json_of(term) for term in terms]}
        case AnyOf(terms):
            return {"any": [json_of(term) for term in terms]}
        case Not(term):
            return {"not": json_of(term)}
    fields: dict[str, Any] = {
        "op": condition.op,
        "tag": condition.tag,
        "values": list(condition.values),
        "value_number": condition.value_number,
        "within": condition.within,
        "at": "|".join(condition.at),
        "tags": list(condition.tags),
        "name": condition.name,
        "fact": condition.fact,
    }
    return {key: value for key, value in fields.items() if value}


def terms_of(condition: Condition) -> tuple[Term, ...]:
    """Every term at the leaves of `condition`."""
    match condition:
        case AllOf(terms) | AnyOf(terms):
            return tuple(leaf for term in terms for leaf in terms_of(term))
        case Not(term):
            return terms_of(term)
    return (condition,)


def in_words(condition: Condition, names: Names) -> str:
    """`condition` as the end of a sentence that begins with "if": `Modality is CT or MR`."""
    match condition:
        case AllOf(terms):
            return " and ".join(_joined(_telling(terms), names, "and"))
        case AnyOf(terms):
            return ", or ".join(_joined(terms, names, "or"))
        case Not(term):
            return f"it is not so that {in_words(term, names)}"
    return _WORDS[condition.op](condition, _subject(condition, names), names)


def _subject(term: Term, names: Names) -> str:
    """What a term is about, as the subject of a sentence."""
    what = names(term.tag) if term.tag else ""
    if term.value_number is not None:
        what = f"value {term.value_number} of {what}"
    return f"{what} in {names(term.within)}" if term.within else what


def _telling(terms: Sequence[Condition]) -> Sequence[Condition]:
    """`terms`, those that were read first, without presence where another says the value."""
    terms = sorted(terms, key=lambda it: any(term.op == "unparsed" for term in terms_of(it)))
    valued = {it.tag for it in terms if isinstance(it, Term) and it.op in {"eq", "in"}}
    return [
        it for it in terms if not (isinstance(it, Term) and it.op == "present" and it.tag in valued)
    ]


def _joined(terms: Sequence[Condition], names: Names, word: str) -> Iterator[str]:
    """`terms` in words; neighbours that state the same of several attributes are one."""
    for op, group in groupby(terms, lambda it: it.op if isinstance(it, Term) else ""):
        found = [*group]
        if op in _PLURALS and len(found) > 1:
            what = [_subject(it, names) for it in found if isinstance(it, Term)]
            yield f"{listed(what, word)} {_PLURALS[op][word == 'and']}"
        else:
            yield from _apart(found, names, word)


def _apart(terms: Iterable[Condition], names: Names, word: str) -> Iterator[str]:
    for term in terms:
        words = in_words(term, names)
        is_choice = isinstance(term, AnyOf) and len(term.terms) > 1
        yield f"(either {words.replace(', or ', ' or ')})" if is_choice and word == "and" else words


_PLURALS: Mapping[str, tuple[str, str]] = {
    "present": ("is present", "are present"),
    "absent": ("is not present", "are not present"),
    "empty": ("is empty", "are empty"),
    "not_empty": ("has a value", "have a value"),
}
"""What can be stated of several attributes at once: of any of them, and of all."""


def listed(texts: Sequence[str], word: str) -> str:
    """`A, B or C`."""
    if len(texts) < 2:  # noqa: PLR2004  # nothing to join
        return "".join(texts)
    return f"{', '.join(texts[:-1])} {word} {texts[-1]}"


_TAG = re.compile(r"\(([0-9A-Fa-f]{4}),([0-9A-Fa-f]{4})\)")


def _values(term: Term, names: Names) -> str:
    """The values, those that stand for something by its name."""
    return listed([_value(value, names) for value in term.values], "or")


def _value(value: str, names: Names) -> str:
    if tag := _TAG.fullmatch(value):
        return f"{names((tag[1] + tag[2]).lower())} {value}"
    return names(value) if value.startswith("1.2.840.10008.") else value


def _number_of_items(term: Term, what: str, how: str) -> str:
    return f"{what} has {how} {term.values[0]} {'item' if term.values[0] == '1' else 'items'}"


def _unread(term: Term, names: Names) -> str:
    named = listed([names(tag) for tag in dict.fromkeys(term.tags)], "and")
    text = "a condition holds that only the text of the standard states"
    return f"{text} (about {named})" if named else text


_WORDS: Mapping[str, Callable[[Term, str, Names], str]] = {
    "present": lambda _, what, __: f"{what} is present",
    "absent": lambda _, what, __: f"{what} is not present",
    "empty": lambda _, what, __: f"{what} is empty",
    "not_empty": lambda _, what, __: f"{what} has a value",
    "absent_or_empty": lambda _, what, __: f"{what} is absent or empty",
    "eq": lambda term, what, names: f"{what} is {_values(term, names)}",
    "in": lambda term, what, names: f"{what} is {_values(term, names)}",
    "ne": lambda term, what, names: f"{what} is other than {_values(term, names)}",
    "not_in": lambda term, what, names: f"{what} is other than {_values(term, names)}",
    "gt": lambda term, what, names: f"{what} is greater than {_values(term, names)}",
    "ge": lambda term, what, names: f"{what} is {_values(term, names)} or more",
    "lt": lambda term, what, names: f"{what} is less than {_values(term, names)}",
    "le": lambda term, what, names: f"{what} is {_values(term, names)} or less",
    "code_in": lambda term, what, names: f"{what} is the code {_values(term, names)}",
    "code_not_in": lambda term, what, names: f"{what} is another code than {_values(term, names)}",
    "code_in_cid": lambda term, what, names: f"{what} is a code of CID {_values(term, names)}",
    "items_eq": lambda term, what, _: _number_of_items(term, what, "exactly"),
    "items_gt": lambda term, what, _: _number_of_items(term, what, "more than"),
    "module_present": lambda term, *_: f"the module {term.name} is there",
    "module_absent": lambda term, *_: f"the module {term.name} is not there",
    "macro_present": lambda term, *_: f"the macro {term.name} is there",
    "macro_absent": lambda term, *_: f"the macro {term.name} is not there",
    "first_item": lambda *_: "it is in the first item of its sequence",
    "changes": lambda term, _, names: (
        f"{listed([names(tag) for tag in term.tags], 'or') or 'it'} differs from the item before"
    ),
    "external": lambda term, *_: _FACTS[term.fact],
    "unparsed": lambda term, _, names: _unread(term, names),
}
"""How each kind of statement is said."""

_FACTS: Mapping[str, str] = {
    "made-by-frame-retrieve": "the object was made by a retrieval of frames",
    "contrast-used": "a contrast agent or bolus was used",
    "time-synchronised": "the acquisition was synchronised to a common clock",
    "annotations-present": "there are annotations to show",
    "derived-from-other-instance": "it was derived from other instances",
    "cardiac-synchronised": "the acquisition was triggered or gated by the heart",
    "respiratory-synchronised": "the acquisition was triggered or gated by breathing",
    "display-shutter-applied": "a display shutter applies",
    "subject-is-specimen": "what was imaged is a specimen",
    "rotated-or-flipped": "the image has to be rotated or flipped",
    "voi-lut-applied": "a VOI transformation applies",
    "images-subtracted": "images are to be subtracted",
    "references-other-instances": "it refers to other instances",
    "planned-on-other-image": "it was planned on another image",
    "multi-frame-cine": "it has several frames that are played as cine",
    "bitmap-shutter": "a shutter by a bitmap applies",
    "annotations-or-overlays-shown": "there are annotations or overlays to show",
    "reference-image-available": "an image to refer to is available",
    "dose-on-grid": "the dose is given on a grid",
    "frames-in-time-order": "its frames follow each other in time",
    "quality-rated": "its quality was rated",
    "frame-of-reference-is-patient": "its frame of reference is the patient",
    "frame-of-reference-is-slide": "its frame of reference is a slide",
    "modality-lut-applied": "a Modality LUT applies",
    "bulk-motion-synchronised": "the acquisition was gated by bulk motion",
    "converted-from-other-instances": "it was converted from other instances",
    "instances-spatially-related": "the instances are related in space",
    "dose-tracked": "the dose is tracked",
    "cutaneous": "it shows the skin",
    "made-for-treatment-position": "it was made for a treatment position",
    "beam-limiting-device-used": "a beam limiting device was used",
    "table-motion": "the table moved",
    "multi-frame": "it has several frames",
    "same-breast-compression": "the breast stayed compressed in the same way",
    "not-conveyed-by-ups": "a unified procedure step does not convey it",
    "integer-pixels": "its pixels are integers",
    "float-pixels": "its pixels are floats of 32 bits",
    "double-float-pixels": "its pixels are floats of 64 bits",
    "slide-microscopy": "it shows a slide under a microscope",
    "several-x-ray-sources": "there are several X-ray sources",
    "multi-energy-material-result": "it is a result of multi-energy material decomposition",
    "rest-and-stress": "it was acquired at rest and under stress",
    "source-moves": "the source moves",
    "detector-not-normal-to-beam": "the detector is not at a right angle to the beam",
}
"""What can be true outside an object, in words."""
