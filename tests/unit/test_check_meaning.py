"""What the rules about meanings say, word for word."""

from collections.abc import Mapping
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from generator.check import meaning as rules
from generator.model.attributes import Attribute
from generator.model.codes import Codes, ContextGroup
from generator.model.conditions import Term
from generator.model.deidentification import Deidentification, Profile
from generator.model.glossary import Glossary, Sentence
from generator.model.iod_tables import IodTables
from generator.model.meaning import (
    AttributeRequirement,
    ContextGroupUse,
    ListKind,
    Meaning,
    RootTemplate,
    ValueList,
)
from generator.model.tables import Module, TableRow, Type
from generator.problems import Where

ROW = Where("data/file.csv", 7)
PRINTED = Where("data/printed.csv", 3)


def row(kind: Type = Type.REQUIRED_CONDITIONALLY, vr: str = "CS") -> TableRow:
    attribute = Attribute(tag="00080060", name="A", keyword="K", vr=vr, vm="1", retired=False)
    return TableRow(
        number="1",
        depth=0,
        attribute=attribute,
        name="A",
        type=kind,
        include=None,
        includes_functional_groups=False,
        has_text=True,
        change=None,
        below=(),
        where=PRINTED,
    )


def tables(*rows: TableRow) -> IodTables:
    module = Module(
        key="m",
        name="M",
        section="C.1",
        table="C.1-1",
        edition="2025e",
        source="",
        printed=True,
        rows=rows,
        where=ROW,
    )
    attributes = {it.attribute.tag: it.attribute for it in rows if it.attribute}
    return IodTables(
        iods={},
        modules={"m": module},
        macros={},
        attributes=attributes,
        normalised={},
        without={},
    )


MEANING = Meaning(
    edition="2025e",
    requirements={},
    usages={},
    values={},
    context_groups={},
    content_constraints={},
    root_templates={},
    fixed_values={},
)
SENTENCE = Sentence(text="What the thing holds in words.", unit="", unit_source="", where=ROW)
GLOSSARY = Glossary(general={"00080060": SENTENCE}, special={})
CODES = Codes(
    groups={
        2: ContextGroup(
            cid=2, printed_name="G", keyword="", version="", edition="2026b", rows=(), where=ROW
        )
    },
    templates={},
)


def requirement(number: str = "1", table: str = "C.1-1") -> AttributeRequirement:
    return AttributeRequirement(
        table=table,
        row=number,
        status="parsed",
        condition=Term(op="present", tag="00080060"),
        otherwise="",
        may_if=None,
        not_if=None,
        edition="2025e",
        flags=(),
        same=(),
        differs=(),
        where=ROW,
    )


def values(number: str = "1") -> ValueList:
    return ValueList(
        table="C.1-1",
        row=number,
        value_number=None,
        kind=ListKind.ENUMERATED,
        values=("A",),
        added=(),
        condition=None,
        only_at=(),
        edition="2025e",
        basis=("list",),
        dicom3tools="",
        where=ROW,
    )


def codes(cid: int) -> ContextGroupUse:
    return ContextGroupUse(
        table="C.1-1",
        row="1",
        kind="baseline",
        cid=cid,
        only_at=(),
        editions=(),
        sources=(),
        where=ROW,
    )


def found(rule: Any, iods: IodTables, **parts: Any) -> list[str]:  # noqa: ANN401
    known: Mapping[str, Any] = {
        "iods": iods,
        "meaning": MEANING,
        "glossary": GLOSSARY,
        "codes": CODES,
        "deidentification": Deidentification(edition="2026c", profiles=()),
    }
    return [str(it) for it in rule(SimpleNamespace(**{**known, **parts}))]


@pytest.mark.parametrize("rule", rules.RULES)
def test_good_records_pass(rule: Any) -> None:  # noqa: ANN401
    meaning = replace(MEANING, requirements={("C.1-1", "1"): requirement()})
    assert found(rule, tables(row()), meaning=meaning) == []


def test_an_attribute_without_a_sentence_is_named() -> None:
    glossary = Glossary(general={"00080061": SENTENCE}, special={})
    assert found(rules.every_attribute_in_use_has_a_sentence, tables(row()), glossary=glossary) == [
        "data/file.csv:1: no sentence for A (00080060), expected one"
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Too few words here now.", "a sentence of 5 words, expected 6 to 25"),
        (f"{'Word ' * 25}word.", "a sentence of 26 words, expected 6 to 25"),
        ("What the thing holds in words", "'s' at the end, expected a full stop"),
        ("what the thing holds in words.", "'w' at the beginning, expected a capital"),
        ("What the  thing holds in words.", "blanks at an end or twice, expected single ones"),
    ],
)
def test_a_sentence_is_one(text: str, message: str) -> None:
    glossary = Glossary(general={"00080060": replace(SENTENCE, text=text)}, special={})
    assert found(rules.sentences_are_sentences, tables(row()), glossary=glossary) == [
        f"data/file.csv:7: {message}"
    ]


def test_a_special_sentence_is_of_an_attribute_of_its_table() -> None:
    glossary = Glossary(general={}, special={("modules/m", "00080061"): SENTENCE})
    assert found(
        rules.special_sentences_stand_in_their_table, tables(row()), glossary=glossary
    ) == ["data/file.csv:7: 00080061 stands nowhere in modules/m, expected an attribute of it"]


def test_a_condition_is_of_a_conditional_row() -> None:
    rule = rules.conditions_are_of_conditional_rows
    meaning = replace(MEANING, requirements={("C.1-1", "1"): requirement()})
    assert found(rule, tables(row(Type.REQUIRED)), meaning=meaning) == [
        "data/file.csv:7: a condition of row 1 of Table C.1-1 of type 1, expected 1C or 2C"
    ]
    meaning = replace(MEANING, requirements={("C.1-1", "2"): requirement("2")})
    assert found(rule, tables(row()), meaning=meaning) == [
        "data/file.csv:7: row 2 of Table C.1-1, expected one with an attribute that can have it",
        "data/printed.csv:3: no condition of row 1 of Table C.1-1 of type 1C, expected one",
    ]


def test_values_are_of_rows_that_can_have_them() -> None:
    rule = rules.values_and_codes_are_of_rows
    where = "data/file.csv:7: row 1 of Table C.1-1, expected one with an attribute that can have it"
    lists = replace(MEANING, values={("C.1-1", "1"): (values(),)})
    assert found(rule, tables(row()), meaning=lists) == []
    assert found(rule, tables(row(vr="SQ")), meaning=lists) == [where]
    uses = replace(MEANING, context_groups={("C.1-1", "1"): (codes(2), codes(9))})
    assert found(rule, tables(row(vr="SQ")), meaning=uses) == [
        "data/file.csv:7: CID 9, expected a context group of PS3.16"
    ]
    assert where in found(rule, tables(row()), meaning=uses)


def test_records_of_iods_are_of_known_ones() -> None:
    root = RootTemplate(iod="X", tid=300, name="N", strength="shall", source="S", where=ROW)
    meaning = replace(MEANING, root_templates={"X": (root,)})
    assert found(rules.records_are_about_iods, tables(row()), meaning=meaning) == [
        "data/file.csv:7: IOD 'X', expected one with a table of modules",
        "data/file.csv:7: TID 300, expected a template of PS3.16",
    ]


def test_profiles_are_of_attributes() -> None:
    def profile(tag: str) -> Profile:
        return Profile(
            name="A",
            printed_tag=tag,
            retired=False,
            in_standard_iod=True,
            basic="X",
            options={},
            edition="2026c",
            where=ROW,
        )

    profiles = tuple(map(profile, ("(0008,0060)", "(50xx,xxxx)", "(gggg,eeee)", "(0008,0061)")))
    table = Deidentification(edition="2026c", profiles=profiles)
    assert found(rules.profiles_are_about_attributes, tables(row()), deidentification=table) == [
        "data/file.csv:7: tag (0008,0061), expected one of the dictionary"
    ]
