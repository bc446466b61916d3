"""What the reader of the look-up's words makes of good and bad data; how its scripts are made."""

import json
from pathlib import Path

from generator.load.lookup import load_lookup
from generator.problems import Problem
from generator.render.lookup_data import Entry, Kind, derived_keyword, script

ADDRESSES = {"uids/1.2.840.10008.1.2/", "attributes/00080016/"}


def written(data: Path, aliases: str, words: str) -> Path:
    (data / "lookup").mkdir()
    (data / "lookup" / "aliases.csv").write_text(f"address,text,source\n{aliases}")
    (data / "lookup" / "words.csv").write_text(f"said,meant\n{words}")
    return data


def test_aliases_stand_by_their_address(tmp_path: Path) -> None:
    data = written(
        tmp_path,
        "uids/1.2.840.10008.1.2/,ILE,logs\nuids/1.2.840.10008.1.2/,implicit,talk\n",
        "us,ultrasound\n",
    )
    problems: list[Problem] = []
    lookup = load_lookup(data, ADDRESSES, problems)
    assert not problems
    assert lookup.aliases_of("uids/1.2.840.10008.1.2/") == ("ILE", "implicit")
    assert lookup.aliases_of("attributes/00080016/") == ()
    assert [(word.said, word.meant) for word in lookup.words] == [("us", "ultrasound")]


def test_an_alias_of_no_page_and_a_word_said_twice_are_problems(tmp_path: Path) -> None:
    data = written(
        tmp_path,
        "uids/1.2.3/,ILE,logs\nattributes/00080016/,class,talk\n",
        "us,ultrasound\nus,United States\n",
    )
    problems: list[Problem] = []
    lookup = load_lookup(data, ADDRESSES, problems)
    assert [str(it).removeprefix(tmp_path.as_posix() + "/") for it in problems] == [
        "lookup/aliases.csv:2: no page 'uids/1.2.3/', expected the address of one",
        "lookup/words.csv:3: duplicate 'us', first on line 2, expected each once",
    ]
    assert lookup.aliases_of("attributes/00080016/") == ("class",)


def test_a_script_hands_over_what_is_not_derived() -> None:
    kind = Kind(
        slug="sop-class",
        word="SOP Class",
        path="sop-classes/*/",
        entries=[
            Entry(id="1.2", name="CT Image Storage", keyword="CTImageStorage"),
            Entry(id="1.3", name="Old", retired=True, aliases=("a", "b")),
            Entry(id="1.4", name="12-lead ECG", keyword="TwelveLeadECG", topics=("Waveforms",)),
        ],
    )
    text = script("core", [kind], words=[]).decode()
    assert text.startswith("(self.SopLookupData??=[]).push({")
    assert text.endswith("});\n")
    data = json.loads(text.partition(".push(")[2][:-3])
    assert data["section"] == "core"
    assert data["topics"] == ["Waveforms"]
    assert data["kinds"][0]["rows"] == [
        ["1.2", "CT Image Storage", ""],
        ["1.3", "Old", 0, 1, 0, "", "", "a|b"],
        ["1.4", "12-lead ECG", "TwelveLeadECG", 0, 0, "", "", "", "", [0]],
    ]


def test_a_keyword_is_derived_from_the_words_of_a_name() -> None:
    assert derived_keyword("Patient's Name") == "PatientName"
    assert (
        derived_keyword("X-Ray 3D Angiographic Image Storage") == "XRay3DAngiographicImageStorage"
    )
