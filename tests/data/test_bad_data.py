"""A copy of the real data with one thing damaged: everything that is told of it, and no more."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.check import RULES
from generator.load import load
from generator.load.folders import KNOWN
from generator.problems import BadDataError

RECORDS = "data/sop_classes"
SUCCESSORS = "data/relations/successors.csv"
CT = "1.2.840.10008.5.1.4.1.1.2"
US = "1.2.840.10008.5.1.4.1.1.6.1"
KINDS = "abbreviation, plain, former, product or misspelling"


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = tmp_path_factory.mktemp("project")
    shutil.copytree("data", project / "data")
    shutil.copytree("docs/guides", project / "docs" / "guides")
    return project


@pytest.fixture(autouse=True)
def project(copy: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The copy, which is the working directory, made whole again behind each test."""
    original = Path.cwd()
    monkeypatch.chdir(copy)
    before = {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()}
    yield copy
    monkeypatch.chdir(original)
    for path in sorted(copy.rglob("*"), reverse=True):
        if path not in before and path.is_file():
            path.unlink()
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()
    for path, content in before.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.is_file() or path.read_bytes() != content:
            path.write_bytes(content)


def edit(path: str, *changes: tuple[str, str]) -> None:
    text = Path(path).read_text(encoding="utf-8")
    for found, replacement in changes:
        assert found in text, f"{path}: no {found!r}"
        text = text.replace(found, replacement, 1)
    Path(path).write_text(text, encoding="utf-8")


def said() -> list[str]:
    with pytest.raises(BadDataError) as wrong:
        load(Path("data"), RULES)
    return str(wrong.value).splitlines()


def test_a_broken_record_is_still_one_for_the_others() -> None:
    edit(f"{RECORDS}/CTImageStorage.yml", ("kind: plain", "kind: nickname"))
    edit(f"{RECORDS}/MRImageStorage.yml", ("sop_class: ", "sop_class: No"))
    told = said()
    assert [line.partition(":")[0] for line in told] == [
        f"{RECORDS}/CTImageStorage.yml",
        f"{RECORDS}/MRImageStorage.yml",
    ]
    assert told[0].endswith(f"/kind: 'nickname', expected {KINDS}")
    assert told[1].endswith("', expected a keyword of a SOP Class")


def test_a_value_is_told_where_it_stands() -> None:
    record = f"{RECORDS}/EncapsulatedSTLStorage.yml"
    edit(
        record,
        ("code: M3D", "code: M4D"),
        ("PS3.3 A.85.1", "PS3.3 A.999"),
        ("text: 3D printing", "text: stl"),
        ("sop_class: Encapsulated", "sop_class: Capsulated"),
        ("summary: >-\n", "summary: >-\n  One. Two. Three.\n"),
    )
    lines = Path(record).read_text(encoding="utf-8").splitlines()
    place = {
        what: f"{record}:{next(n for n, line in enumerate(lines, 1) if what in line)}"
        for what in ("M4D", "A.999", "text: stl", "summary", "Capsulated")
    }
    see_also = lines[int(place["Capsulated"].partition(":")[2]) - 1].partition("sop_class: ")[2]
    told = said()
    assert told[0] == f"{place['M4D']}: modality 'M4D', expected a code of modalities.yml"
    assert told[1] == (
        f"{place['A.999']}: unknown section PS3.3 A.999, expected one of the tables or of"
        " sections.csv"
    )
    assert told[2] == (
        f"{place['text: stl']}: alias 'stl' repeats the name, the keyword or another alias, "
        "expected a new one"
    )
    assert told[3].startswith(f"{place['summary']}: summary: ")
    assert told[3].endswith(" sentences, expected one to three")
    assert told[4:] == [
        f"{place['Capsulated']}: see_also names {see_also!r}, expected a keyword of a SOP Class"
    ]


DAMAGES: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "enhanced": (lambda text: b"x" + text, ":1: header 'x"),
    "frames": (lambda text: b"\xef\xbb\xbf" + text, ":1: a byte order mark, expected UTF-8"),
    "meta-members": (lambda text: text.replace(b"\n", b'\n"', 1), ":2: "),
    "presentation-processing": (
        lambda text: text.replace(b"\n", b"\n\xff", 1),
        ":2: byte 0xff, expected",
    ),
    "related-general-names": (
        lambda text: text.replace(b"\n", b"\n\0", 1),
        ":2: character U+0000, ",
    ),
    "successors": (lambda text: text.replace(b",,", b",", 1), ":2: 3 cells, expected 4 "),
}
"""How a table of relations is damaged as a whole, and what is told of it."""


def test_broken_tables_have_no_follow_ups() -> None:
    for name, (damage, _) in DAMAGES.items():
        path = Path(f"data/relations/{name}.csv")
        path.write_bytes(damage(path.read_bytes()))
    told = said()
    assert len(told) == len(DAMAGES), told
    for line, (name, (_, expected)) in zip(told, DAMAGES.items(), strict=True):
        assert line.startswith(f"data/relations/{name}.csv{expected}")


@pytest.mark.thorough
@pytest.mark.parametrize(("damage", "expected"), DAMAGES.values())
def test_a_broken_table_has_no_follow_ups(damage: Callable[[bytes], bytes], expected: str) -> None:
    path = Path(SUCCESSORS)
    path.write_bytes(damage(path.read_bytes()))
    (told,) = said()
    assert told.startswith(f"{SUCCESSORS}{expected}")


FAULTS = [
    (
        "data/categories.yml",
        ("- slug", "- colour: red\n  slug"),
        ":3: 0: unknown key 'colour', expected one of name, slug",
    ),
    (
        "data/service_classes.yml",
        ("- slug", "- colour: red\n  slug"),
        (
            ":5: 0: unknown key 'colour', expected one of annex, edition, name, note, slug, "
            "standard, status"
        ),
    ),
    (
        "data/sources.yml",
        ("values_added_by: 2026b", "values_added_by: later"),
        ":5: values_added_by: 'later', expected the edition in which later values of lists were",
    ),
    (
        "data/modalities.yml",
        ("name:", "title:"),
        ":5: 0: no 'name', expected the meaning of the code",
    ),
    (
        "data/editions/editions.yml",
        ("year:", "yaer:"),
        ":4: 0: no 'year', expected a year of four digits",
    ),
    (
        "data/toolkits/toolkits.yml",
        ("slug:", "slog:"),
        ":1: 0: no 'slug', expected lower-case words",
    ),
    ("data/iods/changes.csv", ("file,", "fiel,"), ":1: header 'fiel,iod,row,"),
    ("data/iods/sop_classes.csv", ("iod,", "iot,"), ":1: header 'sop_class_uid,iot,source',"),
    ("data/modules/changes.csv", ("table,", "tabel,"), ":1: header 'tabel,row,change,"),
    ("data/editions/2025e/ps3.3-tables.csv", ("table,", "tabel,"), ":1: header 'tabel,"),
    ("data/editions/2025e/ps3.3-iods.csv", ("iod,", "iot,"), ":1: header 'iot,section,"),
    ("data/editions/2026c/ps3.6-attributes.csv", ("tag,", "tga,"), ":1: header 'tga,name,"),
    (
        "data/editions/2026d/ps3.6-attribute-changes.csv",
        ("added,", "aded,"),
        ":2: change 'aded', ",
    ),
    (
        "data/editions/2025e/ps3.3-changes.csv",
        ("type changed", "typ changed"),
        ": change 'typ ",
    ),
    ("data/editions/retired.csv", ("uid,", "uit,"), ":1: header 'uit,part,"),
    ("data/editions/proposals.csv", ("Supplement 1", "Supp. 1"), ": document 'Supp. 1"),
    ("data/sections.csv", ("part,", "prat,"), ":1: header 'prat,section,"),
    ("data/service_class_members.csv", (",", ";"), ":1: header 'sop_class_uid;"),
    ("data/editions/2026d/ps3.6-table-a-3.csv", ("uid,", "uit,"), ":1: header 'uit,cid,"),
    ("data/editions/2026d/ps3.6-table-a-4.csv", ("uid,", "uit,"), ":1: header 'uit,name,"),
    ("data/editions/2024d/ps3.6-table-a-1.csv", (",SOP Class,", ",Class,"), ": type 'Class', "),
    (
        "data/editions/2025e/ps3.3-iods.csv",
        (",A.2,A.2-1", ",A.999,A.2-1"),
        ":2: unknown section PS3.3 A.999, expected one of the tables or of sections.csv",
    ),
    (
        "data/modules/unprinted-tables.csv",
        ("C.11-4,C.11.4,", "C.11-4,C.9.1,"),
        ":2: section C.9.1 with Table C.11-4, expected a table of the section",
    ),
    (
        "data/relations/presentation-processing.csv",
        (f"{CT},{CT}.3", f"{CT}.3,{CT}"),
        f":5: CT Image Storage - For Processing ({CT}.3) as For Presentation, expected",
    ),
    (
        "data/service_class_members.csv",
        (",storage-commitment,", ",commitment,"),
        ":3: unknown service class 'commitment', expected a slug of service_classes.yml",
    ),
]
"""Where a file is damaged, how, and what is told of it."""


@pytest.mark.thorough
@pytest.mark.parametrize(("path", "change", "expected"), FAULTS)
def test_one_fault_is_one_problem(path: str, change: tuple[str, str], expected: str) -> None:
    edit(path, change)
    told = said()
    assert [line[: len(path)] for line in told] == [path] * len(told)
    assert expected in told[0]
    # A key that is misspelt is missing and unknown.
    assert len(told) == (2 if "no '" in expected else 1)


HIDES = (
    "data/editions/editions.yml",
    "data/editions/2025e/ps3.3-changes.csv",
    "data/editions/2025e/ps3.3-iods.csv",
    "data/service_class_members.csv",
)
"""Where a fault hides others, or is hidden by them."""


@pytest.mark.parametrize("part", range(4))
def test_faults_in_several_files_are_told_at_once(part: int) -> None:
    first = {fault[0]: fault for fault in FAULTS if fault[0] not in HIDES}
    rest = [fault for fault in FAULTS if fault not in first.values()]
    faults = [[*first.values()], rest[:1], rest[1:4], rest[4:]][part]
    for path, change, _ in faults:
        edit(path, change)
    told = said()
    for path, _, expected in faults:
        of_it = [line for line in told if line.startswith(path)]
        assert [line for line in of_it if expected in line], (path, told)
        assert len(of_it) == (2 if "no '" in expected else 1)
    assert {line.partition(":")[0] for line in told} == {fault[0] for fault in faults}


@pytest.mark.parametrize(
    ("path", "change", "expected"),
    [
        (
            "data/editions/2025e/ps3.3-attributes.csv",
            ("8.8-1,4,1,,,,8.8-1b,", "8.8-1,4,1,,,,8.8-1z,"),
            "includes table '8.8-1z', expected that of a macro",
        ),
        (
            "data/attributes/meanings.csv",
            ("00041130,,", "00041139,,"),
            "tag '00041139', expected one of the dictionary",
        ),
    ],
)
def test_what_rests_on_other_files_of_its_folder_is_told(
    path: str, change: tuple[str, str], expected: str
) -> None:
    edit(path, change)

    (told,) = said()

    assert told.startswith(f"{path}:")
    assert told.endswith(expected)


def test_records_that_cannot_be_read() -> None:
    ct, mr, nm = (Path(f"{RECORDS}/{it}.yml") for it in ("CTImageStorage", "MRImageStorage", "NM"))
    ct.unlink()
    ct.mkdir()
    (ct / "keep").touch()
    mr.write_bytes(b"")
    Path(f"{RECORDS}/NuclearMedicineImageStorage.yml").unlink()
    nm.touch()
    assert said() == [
        f"{ct}:1: a folder, expected a file",
        f"{mr}:1: empty file, expected a YAML document",
        f"{nm}:1: empty file, expected a YAML document",
    ]


def test_sop_classes_without_a_record_are_told_once() -> None:
    for name in ("CT", "Ultrasound"):
        Path(f"{RECORDS}/{name}ImageStorage.yml").unlink()
    assert said() == [
        f"{RECORDS}:1: no record of {name} Image Storage ({uid}), expected {name}ImageStorage.yml"
        for name, uid in (("CT", CT), ("Ultrasound", US))
    ]


def test_files_that_nobody_reads() -> None:
    for path in (
        "data/foo.csv",
        "data/relations/foo.csv",
        "data/editions/foo.csv",
        "data/toolkits/foo.txt",
        f"{RECORDS}/CTImageStorage.yaml",
        f"{RECORDS}/.CTImageStorage.yml.swp",
        "data/more/foo.csv",
    ):
        Path(path).parent.mkdir(exist_ok=True)
        Path(path).touch()
    files = (
        "categories.yml, misprints.csv, modalities.yml, other-uids.csv, sections.csv, "
        "service_class_members.csv, service_classes.yml, sources.yml, transfer_syntaxes.csv"
    )
    assert said() == [
        (
            "data/editions/foo.csv:1: 'foo.csv' is read by nobody, expected one of "
            "attribute-exceptions.csv, corrections.csv, editions.yml, names.csv, "
            "oracle-exceptions.csv, proposals.csv, retired.csv"
        ),
        f"data/foo.csv:1: 'foo.csv' is read by nobody, expected one of {files}",
        f"data/more:1: 'more' is read by nobody, expected one of {files}",
        (
            "data/relations/foo.csv:1: 'foo.csv' is read by nobody, expected one of enhanced.csv, "
            "frames.csv, meta-members.csv, presentation-processing.csv, "
            "related-general-names.csv, successors.csv"
        ),
        (
            f"{RECORDS}/CTImageStorage.yaml:1: 'CTImageStorage.yaml' is read by nobody, expected "
            "one of <keyword>.yml"
        ),
        (
            "data/toolkits/foo.txt:1: 'foo.txt' is read by nobody, expected one of toolkits.yml, "
            "<toolkit>.csv"
        ),
    ]


def test_folders_and_schemas_that_are_not_there() -> None:
    shutil.rmtree("data/relations")
    Path("data/schema/guide.schema.json").unlink()
    assert said() == [
        "data/relations:1: no such folder, expected one",
        "data/schema/guide.schema.json:1: no such file, expected one",
    ]
    shutil.rmtree("data")
    assert said() == ["data:1: no such folder, expected one"]


def test_every_file_that_may_be_is_there() -> None:
    for folder, names in KNOWN.items():
        for name in names:
            assert "<" in name or (Path("data") / folder / name).is_file(), f"{folder}/{name}"
