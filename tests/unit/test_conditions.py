"""Conditions: their JSON form, read and written, and their words."""

import pytest

from generator.model.conditions import AllOf, AnyOf, Not, Term, condition_of, in_words, json_of

OPERATORS = (
    *("present", "absent", "empty", "not_empty", "absent_or_empty", "eq", "in", "ne", "not_in"),
    *("gt", "ge", "lt", "le", "code_in", "code_not_in", "code_in_cid", "items_eq", "items_gt"),
    *("module_present", "module_absent", "macro_present", "macro_absent", "first_item", "changes"),
    *("external", "unparsed"),
)

NAMES = {
    "00080060": "Modality",
    "00181063": "Frame Time",
    "00280009": "Frame Increment Pointer",
    "1.2.840.10008.5.1.4.1.1.2": "CT Image Storage",
}


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("x", "'x', expected a condition"),
        ({"all": []}, "'all' without terms, expected a list of conditions"),
        ({"op": "is"}, "op 'is', expected one of present, absent, empty"),
        ({"op": "present", "tags": [], "where": "x"}, "unknown key 'where', expected one of at, "),
        ({"op": "external", "fact": "moon"}, "fact 'moon', expected one of made-by-frame-retrieve"),
        ({"op": "present", "tag": "00080060", "at": "moon"}, "at 'moon', expected of item, up1"),
    ],
)
def test_what_is_no_condition_is_named(value: object, message: str) -> None:
    with pytest.raises(ValueError, match="expected") as error:
        condition_of(value)
    assert str(error.value).startswith(message)


def test_a_condition_is_written_as_it_was_read() -> None:
    value = {
        "any": [
            {"op": "eq", "tag": "00080060", "values": ["CT"], "at": "dataset"},
            {"not": {"all": [{"op": "present", "tag": "00181063", "at": "item"}]}},
        ]
    }
    condition = condition_of(value)
    assert condition == AnyOf(
        (
            Term(op="eq", tag="00080060", values=("CT",), at=("dataset",)),
            Not(AllOf((Term(op="present", tag="00181063", at=("item",)),))),
        )
    )
    assert json_of(condition) == value


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"op": "in", "tag": "00080060", "values": ["CT", "MR"]}, "Modality is CT or MR"),
        (
            {"op": "eq", "tag": "00280009", "values": ["(0018,1063)"]},
            "Frame Increment Pointer is Frame Time (0018,1063)",
        ),
        (
            {"op": "ne", "tag": "00080060", "values": ["1.2.840.10008.5.1.4.1.1.2"]},
            "Modality is other than CT Image Storage",
        ),
        (
            {
                "all": [
                    {"op": "present", "tag": "00181063"},
                    {
                        "any": [
                            {"op": "eq", "tag": "00080060", "values": ["CT"], "value_number": 1},
                            {"op": "first_item"},
                        ]
                    },
                ]
            },
            (
                "Frame Time is present and (either value 1 of Modality is CT or it is in the"
                " first item of its sequence)"
            ),
        ),
        ({"op": "external", "fact": "contrast-used"}, "a contrast agent or bolus was used"),
        (
            {
                "all": [
                    {"op": "absent", "tag": "00080060"},
                    {"op": "absent", "tag": "00181063", "within": "00280009"},
                ]
            },
            "Modality and Frame Time in Frame Increment Pointer are not present",
        ),
        (
            {
                "any": [
                    {"op": "not_empty", "tag": "00080060"},
                    {"op": "not_empty", "tag": "00181063"},
                ]
            },
            "Modality or Frame Time has a value",
        ),
        (
            {
                "all": [
                    {"op": "unparsed", "tags": ["00181063"]},
                    {"op": "present", "tag": "00080060"},
                    {"op": "eq", "tag": "00080060", "values": ["CT"]},
                ]
            },
            (
                "Modality is CT and a condition holds that only the text of the standard states"
                " (about Frame Time)"
            ),
        ),
        ({"op": "changes"}, "it differs from the item before"),
    ],
)
def test_a_condition_is_said_in_words(value: object, words: str) -> None:
    assert in_words(condition_of(value), NAMES.__getitem__) == words


@pytest.mark.parametrize("op", OPERATORS)
def test_every_operator_has_words(op: str) -> None:
    fields = {"values": ["1"], "module": "CT Image", "fact": "contrast-used", "tags": ["00181063"]}
    words = in_words(condition_of({"op": op, "tag": "00080060", **fields}), NAMES.__getitem__)
    assert words == " ".join(words.split())
    assert words
    assert not words.endswith((" is", " of", " or", " and"))


def test_all_operators_are_tested() -> None:
    with pytest.raises(ValueError, match="expected one of") as error:
        condition_of({"op": "?"})
    known = str(error.value).partition("expected one of ")[2].split(", ")
    assert sorted(known) == sorted(OPERATORS)
