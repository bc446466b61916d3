"""Faults to plant in objects that are clean, of 28 kinds; each says at which attribute it is.

What is of type 1 or 2 is taken from highdicom's tables, not from the registry's. A kind gives
nothing where an object has no place for it. Deterministic: the places are chosen by `Random(seed)`.
"""

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from random import Random
from typing import Any

from pydicom import config
from pydicom.datadict import tag_for_keyword
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.tag import Tag

from tests.bench import objects

config.settings.writing_validation_mode = config.IGNORE
config.settings.reading_validation_mode = config.IGNORE

Fault = Callable[[Dataset, Random], int | None]
"""Plants a fault in a data set; gives the tag of the attribute that is wrong then, or None."""

_LEFT_ALONE = {"SOPClassUID", "SpecificCharacterSet", "PixelData", "Modality"}
"""Attributes without which a checker cannot know what an object is, or that have own kinds."""


def _demanded(data: Dataset, kind: str) -> list[tuple[str, list[str]]]:
    """The attributes of a type that the mandatory modules demand, and where: keyword, path."""
    attributes, modules, iods = objects._tables()  # one set of tables for both
    return [
        (row["keyword"], row["path"])
        for use in modules[iods[data.SOPClassUID]]
        for row in attributes.get(use["key"], ())
        if use["usage"] == "M" and row["type"] == kind and row["keyword"] not in _LEFT_ALONE
    ]


def _holders(data: Dataset, path: list[str]) -> list[Dataset]:
    """The items to which a path of sequences leads."""
    holders = [data]
    for keyword in path:
        holders = [item for one in holders for item in one.get(keyword) or ()]
    return holders


def _choose(
    data: Dataset, random: Random, kind: str, *, nested: bool, filled: bool
) -> tuple[Dataset, str] | None:
    """A place where an attribute of that type stands: the item and its keyword, or None."""
    places = [
        (holder, keyword)
        for keyword, path in _demanded(data, kind)
        if bool(path) is nested and "FunctionalGroupsSequence" not in "".join(path)
        for holder in _holders(data, path)
        if keyword in holder and (not filled or holder[keyword].value not in (None, "", []))
    ]
    return random.choice(places) if places else None


def _removed(kind: str, *, nested: bool) -> Fault:
    def plant(data: Dataset, random: Random) -> int | None:
        place = _choose(data, random, kind, nested=nested, filled=False)
        if not place:
            return None
        holder, keyword = place
        delattr(holder, keyword)
        return tag_for_keyword(keyword)

    return plant


def _emptied(*, nested: bool) -> Fault:
    def plant(data: Dataset, random: Random) -> int | None:
        place = _choose(data, random, "1", nested=nested, filled=True)
        if not place:
            return None
        holder, keyword = place
        vr = holder[keyword].VR
        setattr(holder, keyword, Sequence() if vr == "SQ" else None)
        return tag_for_keyword(keyword)

    return plant


def _elements(data: Dataset) -> Iterator[DataElement]:
    for element in data:
        if element.tag.is_private or element.tag.group == 2:
            continue
        yield element
        if element.VR == "SQ":
            for item in element.value:
                yield from _elements(item)


def _value(vrs: str, wrong: Callable[[DataElement], Any]) -> Fault:
    """Give an element of one of the VRs a wrong value."""

    def plant(data: Dataset, random: Random) -> int | None:
        found = [
            it for it in _elements(data) if it.VR in vrs.split() and it.keyword not in _LEFT_ALONE
        ]
        found = [it for it in found if it.value not in (None, "") and it.VM == 1]
        found = [it for it in found if wrong(it) != it.value]
        if not found:
            return None
        element = random.choice(found)
        # As raw text: pydicom would not hold what is no number or date.
        element.__dict__["_value"] = wrong(element)
        return int(element.tag)

    return plant


def _set(keyword: str, wrong: Callable[[Dataset], Any]) -> Fault:
    """Give an attribute at the top that is there a wrong value."""

    def plant(data: Dataset, random: Random) -> int | None:
        del random
        if keyword not in data:
            return None
        value = wrong(data)
        if value == data[keyword].value:
            return None
        setattr(data, keyword, value)
        return tag_for_keyword(keyword)

    return plant


def _more_values(data: Dataset, random: Random) -> int | None:
    found = [
        it
        for it in _elements(data)
        if it.VR in {"DS", "US", "IS", "FD", "DA", "SH"} and it.VM == 1 and it.value is not None
        if it.value != "" and _is_single(it.keyword)
    ]
    if not found:
        return None
    element = random.choice(found)
    element.value = [element.value, element.value]
    return int(element.tag)


def _is_single(keyword: str) -> bool:
    from pydicom.datadict import dictionary_VM

    tag = tag_for_keyword(keyword)
    return tag is not None and dictionary_VM(tag) == "1"


def _other_vr(data: Dataset, random: Random) -> int | None:
    others = {"LO": "SH", "SH": "LO", "CS": "LO", "DS": "LO", "US": "SS", "DA": "LO", "UI": "LO"}
    found = [
        (holder, it)
        for holder in _sets(data)
        for it in holder
        if it.VR in others and it.keyword not in _LEFT_ALONE and it.tag.group != 2
        if not it.tag.is_private and it.VM == 1
    ]
    if not found:
        return None
    holder, element = random.choice(found)
    holder[element.tag] = DataElement(element.tag, others[element.VR], element.value)
    return int(element.tag)


def _sets(data: Dataset) -> Iterator[Dataset]:
    yield data
    for element in data:
        if element.VR == "SQ":
            for item in element.value:
                yield from _sets(item)


_ENUMERATED = {
    "PatientSex": "X",
    "BurnedInAnnotation": "MAYBE",
    "LossyImageCompression": "02",
    "PresentationIntentType": "FOR FUN",
    "ImageLaterality": "X",
    "CompletionFlag": "HALF",
    "VerificationFlag": "PERHAPS",
    "ContinuityOfContent": "TOGETHER",
    "SegmentationType": "GUESSED",
    "ContentQualification": "FUN",
    "PresentationLUTShape": "ROUND",
    "QualityControlImage": "MAYBE",
    "DoseUnits": "RADS",
    "WaveformOriginality": "COPIED",
    "PositionerType": "ROBOT",
    "SegmentAlgorithmType": "MAGIC",
    "GraphicType": "SQUARE",
    "FrameOfReferenceTransformationMatrixType": "BENT",
    "PresentationSizeMode": "HUGE",
    "SpatialLocationsPreserved": "SOME",
}
"""Values that are in no list of enumerated values."""


def _not_listed(data: Dataset, random: Random) -> int | None:
    found = [it for it in _elements(data) if it.keyword in _ENUMERATED and it.value]
    if not found:
        return None
    element = random.choice(found)
    element.value = _ENUMERATED[element.keyword]
    return int(element.tag)


def _codes(data: Dataset) -> list[Dataset]:
    return [item for item in _sets(data) if "CodeValue" in item]


def _code_without(keyword: str) -> Fault:
    def plant(data: Dataset, random: Random) -> int | None:
        codes = [code for code in _codes(data) if keyword in code]
        if not codes:
            return None
        delattr(random.choice(codes), keyword)
        return tag_for_keyword(keyword)

    return plant


def _meta(keyword: str, value: str) -> Fault:
    def plant(data: Dataset, random: Random) -> int | None:
        del random
        setattr(data.file_meta, keyword, value)
        return tag_for_keyword(keyword)

    return plant


def _pixels(change: Callable[[bytes], bytes]) -> Fault:
    def plant(data: Dataset, random: Random) -> int | None:
        del random
        if "PixelData" not in data:
            return None
        data.PixelData = change(data.PixelData)
        return 0x7FE00010

    return plant


def _colour_without_plane(data: Dataset, random: Random) -> int | None:
    del random
    if data.get("SamplesPerPixel") != 3 or "PlanarConfiguration" not in data:
        return None
    del data.PlanarConfiguration
    return tag_for_keyword("PlanarConfiguration")


_RATIO = "LossyImageCompressionRatio"


def _lossless_says_lossy(data: Dataset, random: Random) -> int | None:
    """Lossy Image Compression 01 needs ratio and method (type 1C)."""
    del random
    demanded = [keyword for keyword, _ in _demanded(data, "1C")]
    if data.get("LossyImageCompression") != "00" or _RATIO not in demanded:
        return None
    data.LossyImageCompression = "01"
    return tag_for_keyword(_RATIO)


def _frames_less(data: Dataset, random: Random) -> int | None:
    del random
    frames = data.get("PerFrameFunctionalGroupsSequence")
    if not frames or len(frames) < 2:
        return None
    del frames[-1]
    return tag_for_keyword("PerFrameFunctionalGroupsSequence")


def _group_in_both(data: Dataset, random: Random) -> int | None:
    shared = data.get("SharedFunctionalGroupsSequence")
    frames = data.get("PerFrameFunctionalGroupsSequence")
    if not shared or not frames:
        return None
    element = random.choice([it for it in shared[0] if it.VR == "SQ"] or [None])
    if element is None:
        return None
    for frame in frames:
        frame[element.tag] = deepcopy(element)
    return int(element.tag)


_MANDATORY_GROUPS = ("FrameContentSequence", "PixelMeasuresSequence")


def _group_missing(data: Dataset, random: Random) -> int | None:
    """Take a functional group away that the IOD demands of every image of a patient."""
    frames = data.get("PerFrameFunctionalGroupsSequence")
    shared = data.get("SharedFunctionalGroupsSequence")
    if not shared or not frames:
        return None
    holders = [shared[0], *frames]
    there = [it for it in _MANDATORY_GROUPS if any(it in holder for holder in holders)]
    if not there:
        return None
    keyword = random.choice(there)
    for holder in holders:
        if keyword in holder:
            delattr(holder, keyword)
    return tag_for_keyword(keyword)


def _relationship(data: Dataset, random: Random) -> int | None:
    items = [item for item in _sets(data) if "RelationshipType" in item and "ValueType" in item]
    if not items:
        return None
    random.choice(items).RelationshipType = "SELECTED FROM"
    return tag_for_keyword("RelationshipType")


def _content_without_value(data: Dataset, random: Random) -> int | None:
    needs = {
        "TEXT": "TextValue",
        "NUM": "MeasuredValueSequence",
        "CODE": "ConceptCodeSequence",
        "PNAME": "PersonName",
        "UIDREF": "UID",
        "IMAGE": "ReferencedSOPSequence",
        "SCOORD": "GraphicData",
    }
    items = [item for item in _sets(data) if needs.get(item.get("ValueType", ""), "-") in item]
    if not items:
        return None
    item = random.choice(items)
    keyword = needs[item.ValueType]
    delattr(item, keyword)
    return tag_for_keyword(keyword)


def _reference(data: Dataset, random: Random) -> int | None:
    found = [it for it in _elements(data) if it.keyword == "ReferencedSOPClassUID"]
    if not found:
        return None
    random.choice(found).value = "1.2.840.10008.5.1.4.1.1.99999"
    return tag_for_keyword("ReferencedSOPClassUID")


KINDS: Mapping[str, Fault] = {
    "type 1 removed": _removed("1", nested=False),
    "type 2 removed": _removed("2", nested=False),
    "type 1 emptied": _emptied(nested=False),
    "type 1 removed in an item": _removed("1", nested=True),
    "type 1 emptied in an item": _emptied(nested=True),
    "type 2 removed in an item": _removed("2", nested=True),
    "condition not heeded: colour": _colour_without_plane,
    "condition not heeded: lossy": _lossless_says_lossy,
    "code without meaning": _code_without("CodeMeaning"),
    "code without value": _code_without("CodeValue"),
    "code without scheme": _code_without("CodingSchemeDesignator"),
    "value not listed": _not_listed,
    "other VR": _other_vr,
    "too many values": _more_values,
    "date malformed": _value("DA", lambda _: "2026-01-02"),
    "time malformed": _value("TM", lambda _: "25:00"),
    "UID malformed": _value("UI", lambda it: f"{it.value}.01"),
    "number malformed": _value("DS IS", lambda _: "1,5"),
    "text too long": _value("SH LO", lambda _: "x" * 70),
    "code string in small letters": _value("CS", lambda it: str(it.value).lower()),
    "bits stored more than allocated": _set("BitsStored", lambda data: data.BitsAllocated + 1),
    "high bit": _set("HighBit", lambda data: max(0, data.BitsStored - 3)),
    "samples against photometric": _set(
        "SamplesPerPixel", lambda data: 3 if data.SamplesPerPixel == 1 else 1
    ),
    "pixel data too short": _pixels(lambda pixels: pixels[:-2]),
    "file meta information of another instance": _meta(
        "MediaStorageSOPInstanceUID", objects.ROOT + "99"
    ),
    "reference to a SOP Class that is none": _reference,
    "fewer items than frames": _frames_less,
    "functional group in both places": _group_in_both,
    "functional group missing": _group_missing,
    "relationship of content": _relationship,
    "content item without its value": _content_without_value,
}
"""Every kind of fault, by its name."""


def plant(name: str, data: Dataset, seed: int) -> tuple[Dataset, int] | None:
    """A copy of `data` with a fault of that kind, and the tag that is wrong; None if impossible."""
    copy = deepcopy(data)
    tag = KINDS[name](copy, Random(f"{name} {seed}"))  # noqa: S311  # no secret
    return None if tag is None else (copy, int(Tag(tag)))
