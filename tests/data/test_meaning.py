"""What attributes mean: read by hand in PS3.3, and held against other people's tables."""

import datetime as dt
import html
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from pydicom.sr._cid_dict import cid_concepts
from pydicom.sr._concepts_dict import concepts

from generator.model import Registry
from generator.model.meaning import ListKind, row_key
from generator.model.tables import AttributeTable, TableRow
from generator.render import codes as code_pages
from generator.render.coverage import coverage
from generator.render.meaning import Words, fixed

# Values that PS3.3 lists, read by hand: module or macro, keyword, value number, kind, some or all
# of the values, section and edition. `…` at the end: the list has more.
VALUES = """
modules/patient PatientSex - enumerated M|F|O C.7.1.1 2025e
modules/patient QualityControlSubject - enumerated YES|NO C.7.1.1 2025e
modules/general-series Laterality - enumerated R|L C.7.3.1 2025e
modules/general-image BurnedInAnnotation - enumerated YES|NO C.7.6.1 2025e
modules/general-image LossyImageCompression - enumerated 00|01 C.7.6.1 2025e
modules/general-image ImageType 1 enumerated ORIGINAL|DERIVED C.7.6.1.1.2 2025e
modules/general-image ImageType 2 enumerated PRIMARY|SECONDARY C.7.6.1.1.2 2025e
modules/ct-image ImageType 3 defined AXIAL|LOCALIZER C.8.2.1.1.1 2025e
modules/ct-image SamplesPerPixel - enumerated 1 C.8.2.1.1.2 2025e
modules/ct-image PhotometricInterpretation - enumerated MONOCHROME1|MONOCHROME2 C.8.2.1.1.3 2025e
modules/ct-image BitsAllocated - enumerated 16 C.8.2.1.1.4 2025e
modules/mr-image ScanningSequence - enumerated SE|IR|GR|EP|RM C.8.3.1 2025e
modules/mr-image MRAcquisitionType - enumerated 2D|3D C.8.3.1 2025e
modules/segmentation-image SegmentationFractionalType - enumerated PROBABILITY|OCCUPANCY C.8.20.2 2025e
macros/segment-description SegmentAlgorithmType - enumerated AUTOMATIC|SEMIAUTOMATIC|MANUAL C.8.20.4 2025e
modules/rt-beams BeamType - enumerated STATIC|DYNAMIC C.8.8.14 2025e
modules/rt-dose DoseType - defined PHYSICAL|EFFECTIVE|ERROR C.8.8.3 2025e
modules/roi-contour ContourGeometricType - enumerated POINT|OPEN_PLANAR|OPEN_NONPLANAR|CLOSED_PLANAR|CLOSEDPLANAR_XOR C.8.8.6 2026b
modules/sr-document-general CompletionFlag - enumerated PARTIAL|COMPLETE C.17.2 2025e
modules/sr-document-general PreliminaryFlag - enumerated PRELIMINARY|FINAL C.17.2 2025e
modules/sr-document-general VerificationFlag - enumerated UNVERIFIED|VERIFIED C.17.2 2025e
modules/dx-series PresentationIntentType - enumerated FOR_PRESENTATION|FOR_PROCESSING C.8.11.1 2025e
macros/display-shutter ShutterShape - enumerated RECTANGULAR|CIRCULAR|POLYGONAL C.7.6.11 2025e
modules/overlay-plane OverlayType - enumerated G|R C.9.2 2025e
modules/overlay-plane OverlayBitsAllocated - enumerated 1 C.9.2 2025e
modules/sc-equipment ConversionType - defined DV|DI|DF|WSD|SD|SI|DRW|SYN C.8.6.1 2025e
modules/pet-series Units - defined CNTS|NONE|CM2|… C.8.9.1 2025e
"""  # noqa: E501  # a row is a line

# Conditions: module or macro, keyword; then the condition in words, section and edition.
CONDITIONS = """
modules/us-image PlanarConfiguration | Samples per Pixel is greater than 1 | C.7.6.3 2025e
modules/dx-image LossyImageCompressionRatio | Lossy Image Compression is 01 | C.7.6.1 2025e
modules/segmentation-image SegmentationFractionalType | Type is FRACTIONAL | C.8.20.2 2025e
modules/segmentation-image MaximumFractionalValue | Segmentation Type is FRACTIONAL | C.8.20.2 2025e
macros/modality-lut RescaleIntercept | Modality LUT Sequence is not present | C.11.1 2025e
macros/modality-lut RescaleSlope | Rescale Intercept is present | C.11.1 2025e
macros/voi-lut WindowWidth | Window Center is present | C.11.2 2025e
modules/patient PatientAlternativeCalendar | in Alternative Calendar is present | C.7.1.1 2025e
macros/display-shutter CenterOfCircularShutter | Shutter Shape is CIRCULAR | C.7.6.11 2025e
macros/display-shutter VerticesOfThePolygonalShutter | Shutter Shape is POLYGONAL | C.7.6.11 2025e
"""

# Context groups: module or macro, keyword of the sequence, CID, section and edition that states it.
GROUPS = """
macros/segment-description SegmentedPropertyCategoryCodeSequence 7150 C.8.20.4 2026
modules/patient PatientSpeciesCodeSequence 7454 C.7.1.1 2016c
modules/patient PatientBreedCodeSequence 7480 C.7.1.1 2016c
modules/patient BreedRegistryCodeSequence 7481 C.7.1.1 2016c
modules/dx-positioning ViewCodeSequence 4010 C.8.11.5 2016c
modules/mammography-image ViewCodeSequence 4014 C.8.11.7 2016c
"""


def _rows(registry: Registry, page: str, keyword: str) -> Iterator[tuple[AttributeTable, TableRow]]:
    table = registry.iods.at(f"{page}/")
    for row in table.all_rows:
        if row.attribute and row.attribute.keyword == keyword:
            yield table, row


@pytest.mark.parametrize("line", VALUES.strip().splitlines())
def test_values_read_by_hand(registry: Registry, line: str) -> None:
    page, keyword, number, kind, said, *_ = line.split()
    values = [it.replace("FOR_", "FOR ") for it in said.split("|")]
    words = Words(registry)
    rows = [*_rows(registry, page, keyword)]
    assert rows, f"{keyword} is no row of {page}"
    lists = [it for table, row in rows for it in words.lists(table, row)]
    of_number = [it for it in lists if str(it.value_number or "-") == number]
    found = [it for it in of_number if set(values) - {"…"} <= set(it.values)]
    assert found, f"{keyword} of {page}: {[it.values for it in lists]}"
    assert any(it.kind is ListKind(kind) for it in found)
    if values[-1] != "…":
        assert any(set(it.values) == set(values) for it in found), [it.values for it in found]


@pytest.mark.parametrize("line", CONDITIONS.strip().splitlines())
def test_conditions_read_by_hand(registry: Registry, line: str) -> None:
    place, said, _ = (it.strip() for it in line.split("|"))
    page, keyword = place.split()
    words = Words(registry)
    found = [
        words.required(requirement)
        for table, row in _rows(registry, page, keyword)
        if (requirement := registry.meaning.requirement(table, row))
    ]
    assert any(said in it for it in found), found


@pytest.mark.parametrize("line", GROUPS.strip().splitlines())
def test_context_groups_read_by_hand(registry: Registry, line: str) -> None:
    page, keyword, cid, *_ = line.split()
    found = [
        use.cid
        for table, row in _rows(registry, page, keyword)
        for use in registry.meaning.codes(table, row)
    ]
    assert int(cid) in found, found


# Templates: TID, the part of a row, and the CID. Read in the docstrings of highdicom 0.28.2
# (`sr/templates.py`) and the headers of DCMTK 3.6.7 (`dcmsr/cmr/`), while most of ours are from
# PixelMed.
TEMPLATE_USES = """
310 value 222
310 value 220
310 value 224
312 name 223
1002 value 270
1003 value 7452
1004 value 7445
1006 value 271
1009 value 8103
1204 value 5000
1204 value 5001
1410 value 219
1411 value 219
1500 name 7021
1500 value 100
1501 value 244
2010 name 7010
"""


@pytest.mark.parametrize("line", TEMPLATE_USES.strip().splitlines())
def test_groups_of_templates_have_a_second_reading(registry: Registry, line: str) -> None:
    tid, part, cid = line.split()
    found = {(str(it.part), it.cid) for it in registry.codes.uses_by_template[int(tid)]}
    assert (part, int(cid)) in found, found


# De-identification: PS3.15 2026c, Table E.1-1, read by hand: tag, Basic Profile, options.
PROFILES = {
    "00100010": ("Z", {}),
    "00080090": ("Z", {}),
    "00080018": ("U", {"retain_uids": "K"}),
    "00080020": (
        "Z",
        {"retain_longitudinal_full_dates": "K", "retain_longitudinal_modified_dates": "C"},
    ),
    "00101010": ("X", {"retain_patient_characteristics": "K"}),
    "00081030": ("X", {"clean_descriptors": "C"}),
}


@pytest.mark.parametrize("tag", PROFILES)
def test_profiles_read_by_hand(registry: Registry, tag: str) -> None:
    found = registry.deidentification.of(registry.iods.attributes[tag])
    assert found
    basic, options = PROFILES[tag]
    assert (found.basic, {str(it): action for it, action in found.options.items()}) == (
        basic,
        options,
    )


def test_a_row_about_a_repeating_group_is_about_its_elements(registry: Registry) -> None:
    overlay = registry.iods.find_attribute("(6000,3000)")
    assert overlay
    found = registry.deidentification.of(overlay)
    assert found
    assert found.basic == "X"


# Words


def _every_requirement(registry: Registry) -> Iterator[str]:
    words = Words(registry)
    for it in (*registry.meaning.requirements.values(), *registry.meaning.usages.values()):
        yield words.required(it)


def test_every_condition_is_said_whole(registry: Registry) -> None:
    said = [*_every_requirement(registry)]
    assert len(said) > 2500
    for text in said:
        assert text
        assert text.endswith("."), text
        assert text == " ".join(text.split()), f"doubled blanks: {text!r}"
        for word in (" if.", " and.", " or.", " is.", " of.", " ,", "..", "if if", "and and", "()"):
            assert word not in text, text
        assert text.count("(") == text.count(")"), text
        assert "\ue000" not in text


_TAG = re.compile(r"\(([0-9A-Fx]{4}),([0-9A-Fx]{4})\)")


def test_conditions_name_what_they_speak_of(registry: Registry) -> None:
    for text in _every_requirement(registry):
        assert "1.2.840." not in text, text
        for tag in _TAG.finditer(text):
            found = registry.iods.find_attribute(tag[0])
            if found and found.name:
                assert text[: tag.start()].endswith(f"{found.name} "), text


def test_links_lead_to_what_conditions_name(registry: Registry) -> None:
    words = Words(registry)
    for it in registry.meaning.requirements.values():
        linked = str(words.required_with_links(it, "../../", ""))
        assert re.sub("<[^>]+>", "", html.unescape(linked)) == words.required(it)
        assert linked.count("<a href=") == linked.count("</a>")


# Every record is shown


def test_every_record_of_a_row_is_shown_at_its_row(registry: Registry) -> None:
    rows = {
        row_key(table, row)
        for table in registry.iods.tables
        for row in table.all_rows
        if row.attribute or row.include
    }
    meaning = registry.meaning
    for records in (meaning.requirements, meaning.values, meaning.context_groups):
        assert records.keys() <= rows


def test_every_record_of_an_iod_is_shown_on_its_page(registry: Registry) -> None:
    words = Words(registry)
    meaning = registry.meaning
    shown = set()
    for iod in registry.iods.iods.values():
        shown |= {(iod.name, "module", it.row) for it in iod.modules}
        shown |= {(iod.name, "macro", it.row) for it in iod.functional_groups}
        own = [it for it in fixed(words, iod) if it.table is None]
        assert len(own) == len(meaning.fixed_values.get(iod.name, ()))
    assert {(iod, str(part), str(row)) for iod, part, row in meaning.usages} <= shown
    names = {it.name for it in registry.iods.iods.values()}
    assert meaning.content_constraints.keys() | meaning.root_templates.keys() <= names


def test_every_code_is_shown_on_the_page_of_its_group(registry: Registry) -> None:
    for group in registry.codes.groups.values():
        found = code_pages.sections(registry, group)
        shown = {code for it in found if it.group is group for code in it.codes}
        assert shown == set(group.codes), group.cid


# Context groups against pydicom's (edition 2024c), which were made from the standard by others.

_PYDICOM = dt.date(2024, 6, 30)
"""What changed after that may differ from pydicom's tables."""


_CONCEPTS: Any = concepts


def _of_pydicom(cid: int) -> set[tuple[str, str]]:
    return {
        (scheme, value)
        for scheme, keywords in cid_concepts[cid].items()
        for keyword in keywords
        for value, (_, cids) in _CONCEPTS[scheme][keyword].items()
        if cid in cids
    }


def _changed_later(registry: Registry, cid: int) -> bool:
    """Whether the group, or one that it includes, changed after pydicom's edition."""
    groups = registry.codes.groups
    waiting, seen = [cid], set()
    while waiting:
        group = groups[waiting.pop()]
        seen.add(group.cid)
        version = group.version or "19930101"
        year, month, day = int(version[:4]), int(version[4:6]), int(version[6:])
        if dt.date(year, month, day) > _PYDICOM:
            return True
        waiting += [it for it in group.includes if it not in seen]
    return False


# Groups that differ though their version is older, and why.
_EXPLAINED = {
    3760: "372695000 for 30492008",
    6026: "pydicom lacks codes whose meaning begins with a digit, as 2 - Benign",
    6027: "the same",
    7480: "13653002 taken out",
}

_NOT_OF_PYDICOM = {"NCDR [2.0b]", "BI", "UNS"}
"""Schemes that pydicom leaves out, wholly or in part."""


def test_context_groups_are_those_of_pydicom(registry: Registry) -> None:
    codes = registry.codes
    both = sorted(cid for cid in cid_concepts if cid in codes.groups)
    assert len(both) > 1300
    differ = set()
    for cid in both:
        ours = {(it.scheme, it.value) for it in codes.all_codes(cid)}
        # pydicom has a blank in codes of MDC.
        theirs = {(scheme, value.replace(": ", ":")) for scheme, value in _of_pydicom(cid)}
        if any(scheme not in _NOT_OF_PYDICOM for scheme, _ in ours ^ theirs):
            differ.add(cid)
    unchanged = {cid for cid in differ if not _changed_later(registry, cid)}
    assert unchanged == _EXPLAINED.keys()
    assert len(both) - len(differ) > 1230


def _squashed(text: str) -> str:
    return "".join(filter(str.isalnum, text)).lower()


def test_code_meanings_are_those_of_pydicom(registry: Registry) -> None:
    """But for case, blanks and punctuation, and some that PS3.16 has changed since 2024c."""
    theirs: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for scheme, keywords in _CONCEPTS.items():
        for values in keywords.values():
            for value, (meaning, _) in values.items():
                theirs[scheme, value.replace(": ", ":")].add(_squashed(meaning))
    ours: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for group in registry.codes.groups.values():
        for code in group.codes:
            ours[code.scheme, code.value].add(_squashed(code.meaning))
    both = theirs.keys() & ours.keys()
    assert len(both) > 13000
    differ = {it for it in both if not theirs[it] & ours[it]}
    assert len(differ) < 40, sorted(differ)


# Figures


def test_the_figures_are_of_all_there_is(registry: Registry) -> None:
    for it in coverage(registry):
        assert 0 < it.known <= it.of, it.what
