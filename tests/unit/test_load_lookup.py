"""What the reader of the look-up's words makes of good and bad data; how its scripts are made."""

import json
from pathlib import Path

from generator.load.lookup import load_lookup
from generator.problems import Problem
from generator.render.lookup_script import VERSION, Entry, Kind, derived_keyword, script

ADDRESSES = {"uids/1.2.840.10008.1.2/", "attributes/00080016/"}


EMPTY = {
    "joined.csv": "text\n",
    "pages.csv": "address,title\n",
    "short.csv": "word\n",
    "silent.csv": "word,in_name,in_alias\n",
    "transfer_syntax_names.csv": "uid,name,program\n",
    "weights.csv": "word,weight\n",
}


def written(data: Path, aliases: str, words: str, **others: str) -> Path:
    (data / "lookup").mkdir()
    for name, head in EMPTY.items():
        text = head + others.get(name.removesuffix(".csv"), "")
        (data / "lookup" / name).write_text(text)
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


def test_words_say_how_they_are_compared(tmp_path: Path) -> None:
    data = written(
        tmp_path,
        "",
        "",
        joined="x ray\n",
        short="ct\n",
        silent="image,Y,\nuid,Y,Y\nold,,Y\n",
        weights="the,0.05\n",
    )
    problems: list[Problem] = []
    language = load_lookup(data, ADDRESSES, problems).language
    assert not problems
    assert (language.joined, language.short) == (("x ray",), ("ct",))
    assert (language.silent_in_names, language.silent_in_aliases) == (
        ("image", "uid"),
        ("uid", "old"),
    )
    assert language.weights == {"the": 0.05}


def test_a_weight_that_is_none_and_a_name_of_no_transfer_syntax_are_problems(
    tmp_path: Path,
) -> None:
    data = written(
        tmp_path,
        "",
        "",
        weights="the,much\nof,1.5\n",
        transfer_syntax_names="1.2.840.10008.1.2,LittleEndianImplicit,DCMTK\n1.2.3,Old,DCMTK\n",
    )
    problems: list[Problem] = []
    lookup = load_lookup(data, ADDRESSES, problems)
    assert [str(it).removeprefix(tmp_path.as_posix() + "/") for it in problems] == [
        (
            "lookup/transfer_syntax_names.csv:3: UID '1.2.3' has no page, expected that of a "
            "transfer syntax"
        ),
        "lookup/weights.csv:2: weight 'much', expected a decimal number between 0 and 1",
        "lookup/weights.csv:3: weight '1.5', expected a decimal number between 0 and 1",
    ]
    assert lookup.printed == {"1.2.840.10008.1.2": ("LittleEndianImplicit",)}


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
    assert (data["section"], data["version"]) == ("core", VERSION)
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
