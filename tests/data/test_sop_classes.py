"""The curated records, and the rules that hold them, each rule seen to fail."""

import re
from dataclasses import replace

import pytest

from generator.check import RULES
from generator.check.sop_classes import (
    aliases_lead_to_one,
    aliases_say_something,
    category_is_used,
    modality_is_known,
    see_also_is_known,
)
from generator.model import Registry
from generator.model.editions import A_1
from generator.model.sop_classes import (
    Alias,
    AliasKind,
    Category,
    Modality,
    ModalityCode,
    ModalityKind,
    SeeAlso,
    SopClass,
)
from generator.problems import Where

CT = "1.2.840.10008.5.1.4.1.1.2"
PLACE = Where("data/sop_classes/CTImageStorage.yml", 9)
AT = f"{PLACE}: "


def with_ct(registry: Registry, **changes: object) -> Registry:
    """The registry with another record of CT Image Storage."""
    changed: SopClass = replace(registry.sop_classes[CT], **changes)  # type: ignore[arg-type]
    return replace(registry, sop_classes={**registry.sop_classes, CT: changed})


def test_the_registry_has_every_sop_class_and_passes_every_rule(registry: Registry) -> None:
    # PS3.6 Table A-1 of 2026d: its types SOP Class and Meta SOP Class.
    assert len(registry.sop_classes) == 314 + 9
    assert sum(sop_class.is_meta for sop_class in registry.sop_classes.values()) == 9
    assert [problem for rule in RULES for problem in rule(registry)] == []


def test_table_a_1_of_the_newest_edition_registers_every_sop_class(registry: Registry) -> None:
    editions = {edition.name: edition for edition in registry.editions}
    for uid, sop_class in registry.sop_classes.items():
        place = sop_class.registered.registered_in
        assert (place.edition, place.table) == ("2026d", "A-1")
        assert uid in {row.uid for row in editions[place.edition].rows(A_1)}


AMERICAN = re.compile(
    r"\b(pseudo-)?(color\w*|gray\w*|fibers?|edema|centers?|centered|labeled|modeled"
    r"|artifacts?|anesthe\w+|hemodynamic\w*|esophag\w+|favor\w*|tumors?|pediatric|orthopedic"
    r"|\w*meter-wave|(digit|recogn|special|synchron|catheter|character|normal|organ)iz\w+)\b"
)
"""Spellings that our sentences do not use; names of the standard have a capital letter."""


def test_sentences_are_in_one_english(registry: Registry) -> None:
    wrong = [
        f"{sop_class.where.path}: {found[0]}"
        for sop_class in registry.sop_classes.values()
        for text in (sop_class.summary, *(it.why for it in sop_class.see_also))
        for found in AMERICAN.finditer(text)
    ]
    assert wrong == []


def test_see_also(registry: Registry) -> None:
    wrong = with_ct(
        registry,
        see_also=(
            SeeAlso(sop_class="CTImage", why="x", where=PLACE),
            SeeAlso(sop_class="CTImageStorage", why="x", where=PLACE),
            SeeAlso(sop_class="MRImageStorage", why="x", where=PLACE),
            SeeAlso(sop_class="MRImageStorage", why="y", where=PLACE),
        ),
    )
    assert [str(problem) for problem in see_also_is_known(wrong)] == [
        f"{AT}see_also names 'CTImage', expected a keyword of a SOP Class",
        f"{AT}see_also names the SOP Class itself, expected another one",
        f"{AT}see_also names 'MRImageStorage' again, expected it once",
    ]


def test_modality(registry: Registry) -> None:
    code = ModalityCode(code="CAT", kind=ModalityKind.CUSTOMARY, source="x", where=PLACE)
    wrong = with_ct(registry, modality=Modality(codes=(code,)))
    assert [str(problem) for problem in modality_is_known(wrong)] == [
        f"{AT}modality 'CAT', expected a code of modalities.yml"
    ]


# As PS3.3 has it, where the name of the SOP Class suggests another value: A.54.3.1 and A.86.1 of
# an edition from 2020c to 2020e.
@pytest.mark.parametrize(
    ("uid", "code"),
    [
        ("1.2.840.10008.5.1.4.1.1.13.1.2", "DX"),  # X-Ray 3D Craniofacial, not CT
        ("1.2.840.10008.5.1.4.1.1.481.12", "RTRAD"),  # RT Radiation Set, not RTPLAN
        ("1.2.840.10008.5.1.4.1.1.481.17", "RTRAD"),  # RT radiation records, not RTRECORD
        ("1.2.840.10008.5.1.4.1.1.481.18", "RTRAD"),
        ("1.2.840.10008.5.1.4.1.1.481.19", "RTRAD"),
        ("1.2.840.10008.5.1.4.1.1.481.20", "RTRAD"),
    ],
)
def test_modality_against_its_name(registry: Registry, uid: str, code: str) -> None:
    codes = registry.sop_classes[uid].modality.codes
    assert [(it.code, it.kind) for it in codes] == [(code, ModalityKind.ENUMERATED)]


@pytest.mark.parametrize("text", ["CT Image Storage", "ctimagestorage", "cat scan"])
def test_aliases(registry: Registry, text: str) -> None:
    aliases = (
        Alias(text="CAT scan", kind=AliasKind.PLAIN),
        Alias(text=text, kind=AliasKind.PLAIN, where=PLACE),
    )
    wrong = with_ct(registry, aliases=aliases)
    assert [str(problem) for problem in aliases_say_something(wrong)] == [
        f"{AT}alias {text!r} repeats the name, the keyword or another alias, expected a new one"
    ]


def test_an_alias_of_two_records(registry: Registry) -> None:
    taken = Alias(text="seg", kind=AliasKind.ABBREVIATION)
    wrong = with_ct(registry, aliases=(taken,))
    (problem,) = aliases_lead_to_one(wrong)
    assert str(problem) == (
        "data/sop_classes/SegmentationStorage.yml:9: alias 'SEG' stands in "
        "data/sop_classes/CTImageStorage.yml too, expected the one that people mean"
    )


def test_category(registry: Registry) -> None:
    empty = Category(slug="sonar", name="Sonar", where=Where("data/categories.yml", 70))
    wrong = replace(registry, categories=(*registry.categories, empty))
    assert [str(problem) for problem in category_is_used(wrong)] == [
        "data/categories.yml:70: no SOP Class is of category 'sonar', expected one at least"
    ]


def test_every_summary_stands_for_itself(registry: Registry) -> None:
    summaries = [sop_class.summary for sop_class in registry.sop_classes.values()]
    assert len(set(summaries)) == len(summaries)
    for sop_class in registry.sop_classes.values():
        assert sop_class.summary[0].isupper(), sop_class.key
        assert sop_class.summary.endswith("."), sop_class.key
        assert len(sop_class.aliases) >= 3, sop_class.key
