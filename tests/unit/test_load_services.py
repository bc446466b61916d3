"""What the readers of services, relations, modality codes and sections make of small data."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from generator.load.services import (
    load_modalities,
    load_relations,
    load_sections,
    load_services,
)
from generator.model.editions import B_3_3, SECTIONS, Edition, Table, TableKind, TableRow
from generator.model.relations import Relations, Role
from generator.model.services import Services
from generator.model.standard import Section
from generator.model.uids import Origin, RegisteredUid, Standard, UidType
from generator.problems import Problem

VERIFICATION = "1.2.840.10008.1.1"
OLD = "1.2.840.10008.1.9"
CT = "1.2.840.10008.5.1.4.1.1.2"
SR = "1.2.840.10008.5.1.4.1.1.88.11"
ENHANCED_SR = "1.2.840.10008.5.1.4.1.1.88.22"

NAMES = {
    VERIFICATION: "Verification SOP Class",
    OLD: "Old",
    CT: "CT Image Storage",
    SR: "Basic Text SR Storage",
    ENHANCED_SR: "Enhanced SR Storage",
}
MEMBERS = "sop_class_uid,service_class,standard,edition,section,source\n"
SMALL = {
    "service_classes.yml": (
        "- slug: verification\n  name: Verification\n  annex: A\n  edition: 2020c\n"
        "- slug: storage\n  name: Storage\n  annex: B\n  edition: 2020c\n"
        "- slug: old\n  name: Old\n  status: retired\n"
    ),
    "service_class_members.csv": MEMBERS
    + f"{OLD},old,,,,an older edition\n"
    + f"{ENHANCED_SR},storage,PS3.4,2024b,B.5,a table\n",
    "modalities.yml": (
        "- code: CT\n  name: Computed Tomography\n  status: active\n"
        "- code: DF\n  name: Digital Fluoroscopy\n  status: retired\n  source: PS3.3-1998\n"
    ),
    "sections.csv": "part,section,edition,title,source\nPS3.3,C.7.3.1.1.1,2024b,Modality,a page\n",
    "relations/presentation-processing.csv": "presentation,processing,source\n",
    "relations/enhanced.csv": (
        f"classic,enhanced,legacy_converted,source\n{SR},{ENHANCED_SR},,PS3.6 (names)\n"
    ),
    "relations/frames.csv": "single_frame,multi_frame,source\n",
    "relations/meta-members.csv": f"meta,member,source\n{CT},{SR},PS3.4 H.3\n",
    "relations/related-general-names.csv": (
        f"printed,sop_class_uid,reason\nEnhanced SR (see note),{ENHANCED_SR},a note\n"
    ),
    "relations/successors.csv": f"retired,successor,note,source\n{OLD},{CT},Not quite.,PS3.4 B.6\n",
}
PLACES = [
    (VERIFICATION, "A", "Verification Service Class (Normative)", "A.4", ""),
    (CT, "B", "Storage Service Class (Normative)", "B.3", ""),
    (CT, "B", "Storage Service Class (Normative)", "B.5", "B.5-1"),
    (SR, "B", "Storage Service Class (Normative)", "B.5", "B.5-1"),
    ("1.2.3", "B", "Storage Service Class (Normative)", "B.7", ""),
]
GENERAL = [("Basic Text SR", "Enhanced SR (see note)")]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small `data/` in a folder of its own, which is the working directory."""
    shutil.copytree("data/schema", tmp_path / "data" / "schema")
    monkeypatch.chdir(tmp_path)
    for name, text in SMALL.items():
        write(name, text)
    return Path("data")


def write(name: str, text: str) -> None:
    path = Path("data") / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def uids() -> list[RegisteredUid]:
    here = Origin(words="the test")
    return [
        RegisteredUid(
            uid=uid,
            name=name,
            name_from=here,
            keyword=None,
            keyword_from=None,
            type=UidType.SOP_CLASS,
            retired=uid == OLD,
            info="",
            standard=Standard.DICOM,
            origin=here,
        )
        for uid, name in NAMES.items()
    ]


def table(kind: TableKind, rows: Sequence[tuple[str, ...]]) -> Table:
    return Table(
        edition="2020c",
        kind=kind,
        columns=kind.columns,
        source="the test",
        rows=tuple(
            TableRow(
                number=number,
                printed=row,
                section=row[3] if kind is SECTIONS else "",
                iod_section="A.3" if kind is SECTIONS and row[0] == CT else "",
            )
            for number, row in enumerate(rows, start=1)
        ),
    )


def editions(
    places: Sequence[tuple[str, ...]] = PLACES, general: Sequence[tuple[str, ...]] = GENERAL
) -> list[Edition]:
    """Three editions, of which only the second has tables."""
    return [
        Edition(
            name=name,
            year=int(name[:4]),
            sources={},
            note="",
            tables=(table(SECTIONS, places), table(B_3_3, general)) if name == "2020c" else (),
        )
        for name in ("2013", "2020c", "2024b")
    ]


def services(places: Sequence[tuple[str, ...]] = PLACES) -> tuple[Services, list[str]]:
    problems: list[Problem] = []
    found = load_services(Path("data"), problems, uids(), editions(places))
    return found, [str(problem) for problem in problems]


def relations(general: Sequence[tuple[str, ...]] = GENERAL) -> tuple[Relations, list[str]]:
    problems: list[Problem] = []
    found = load_relations(Path("data"), problems, uids(), editions(general=general))
    return found, [str(problem) for problem in problems]


@pytest.mark.usefixtures("data")
def test_a_sop_class_belongs_to_the_annex_that_prints_its_uid() -> None:
    found, problems = services()
    assert problems == []
    assert {c.slug: [m.sop_class for m in c.members] for c in found.classes} == {
        "verification": [VERIFICATION],
        "storage": [CT, SR, ENHANCED_SR],
        "old": [OLD],
    }
    assert found.service_class(CT).name == "Storage"
    assert list(found.memberships) == list(NAMES)


@pytest.mark.usefixtures("data")
def test_the_last_section_that_prints_a_uid_defines_it() -> None:
    place = services()[0].memberships[CT].defined_in
    assert place is not None
    assert place.text == "PS3.4 B.5, Table B.5-1"
    assert place.edition == "2020c"


@pytest.mark.usefixtures("data")
def test_a_retired_service_class_is_defined_nowhere() -> None:
    old = services()[0].service_class(OLD)
    assert old.retired
    assert old.members[0].defined_in is None


MEMBER_FILE = "data/service_class_members.csv"
CLASSES_FILE = "data/service_classes.yml"


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        (
            "service_class_members.csv",
            MEMBERS + f"{ENHANCED_SR},storage,PS3.4,2024b,B.5,a table\n",
            f"{MEMBER_FILE}:1: no service class for Old ({OLD}), expected a row",
        ),
        (
            "service_class_members.csv",
            MEMBERS + "1.2.4,storage,PS3.4,2024b,B.5,a table\n",
            (
                f"{MEMBER_FILE}:2: UID 1.2.4 is not a registered SOP Class or Meta SOP Class, "
                "expected one of Table A-1"
            ),
        ),
        (
            "service_class_members.csv",
            MEMBERS + f"{OLD},stowage,PS3.4,2024b,B.5,a table\n",
            (
                f"{MEMBER_FILE}:2: unknown service class 'stowage', "
                "expected a slug of service_classes.yml"
            ),
        ),
        (
            "service_class_members.csv",
            MEMBERS + f"{CT},storage,PS3.4,2024b,B.5,a table\n",
            (
                f"{MEMBER_FILE}:2: {CT} stands in PS3.4 B.5, Table B.5-1 already, "
                "expected only what the tables lack"
            ),
        ),
        (
            "service_class_members.csv",
            MEMBERS + f"{OLD},storage,PS3.4,,B.5,a table\n",
            f"{MEMBER_FILE}:2: edition '' for 'PS3.4', expected one for a part of DICOM only",
        ),
        (
            "service_class_members.csv",
            MEMBERS + f"{OLD},storage,,,B.5,a table\n",
            f"{MEMBER_FILE}:2: section B.5 without a standard, expected one",
        ),
        (
            "service_classes.yml",
            SMALL["service_classes.yml"] + "- slug: new\n  name: New\n  standard: ISO 1\n",
            f"{CLASSES_FILE}:12: service class 'new' has no SOP Class, expected one or more",
        ),
        (
            "service_classes.yml",
            SMALL["service_classes.yml"] + "- slug: old\n  name: Old\n  standard: ISO 1\n",
            f"{CLASSES_FILE}:12: duplicate slug 'old', expected each once",
        ),
        (
            "service_classes.yml",
            SMALL["service_classes.yml"] + "- slug: b\n  name: B\n  annex: B\n  edition: 2020c\n",
            f"{CLASSES_FILE}:12: duplicate PS3.4 B, expected one service class for it",
        ),
        (
            "service_classes.yml",
            "- slug: storage\n  name: Storage\n  annex: b\n  edition: 2020c\n",
            (
                f"{CLASSES_FILE}:3: 0/annex: 'b', "
                "expected an annex of PS3.4: one or two capital letters"
            ),
        ),
    ],
)
@pytest.mark.usefixtures("data")
def test_bad_services_are_named_with_their_place(file: str, text: str, expected: str) -> None:
    write(file, text)
    assert expected in services()[1]


@pytest.mark.usefixtures("data")
def test_an_annex_without_a_service_class_is_named_where_the_table_prints_it() -> None:
    _, problems = services([*PLACES, (OLD, "Z", "Zebra Service Class", "Z.1", "")])
    assert (
        "data/editions/2020c/ps3.4-sop-class-sections.csv:7: annex Z (Zebra Service Class) has "
        "no service class, expected one in service_classes.yml"
    ) in problems


@pytest.mark.usefixtures("data")
def test_relations_are_known_from_both_sides_in_the_order_of_their_roles() -> None:
    found, problems = relations()
    assert problems == []
    assert [(r.role, r.other, r.source) for r in found.of(SR)] == [
        (Role.ENHANCED, ENHANCED_SR, "PS3.6 (names)"),
        (Role.RELATED_GENERAL, ENHANCED_SR, "PS3.4 2020c, Table B.3-3"),
        (Role.META, CT, "PS3.4 H.3"),
    ]
    assert found.others(ENHANCED_SR, Role.SPECIALIZED) == (SR,)
    assert found.others(CT, Role.MEMBER) == (SR,)
    assert found.others(OLD, Role.SUCCESSOR) == (CT,)
    assert found.others(CT, Role.PREDECESSOR) == (OLD,)
    assert found.of(VERIFICATION) == ()
    assert found.retirements[OLD].successors == (CT,)
    assert found.retirements[OLD].note == "Not quite."


@pytest.mark.usefixtures("data")
def test_of_two_rows_with_a_pair_the_first_counts() -> None:
    write(
        "relations/enhanced.csv",
        "classic,enhanced,legacy_converted,source\n"
        f"{SR},{ENHANCED_SR},,PS3.6 (names)\n{SR},{ENHANCED_SR},{CT},PS3.3\n",
    )
    found, problems = relations()
    assert problems == []
    sources = [it.source for it in found.of(SR) if it.role is Role.ENHANCED]
    assert sources == ["PS3.6 (names)"]


FRAMES = "single_frame,multi_frame,source\n"
SUCCESSORS = "retired,successor,note,source\n"
SUCCESSORS_FILE = "data/relations/successors.csv"
NAMES_FILE = "data/relations/related-general-names.csv"


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        (
            "relations/frames.csv",
            f"{FRAMES}{CT},1.2.4,\n",
            (
                "data/relations/frames.csv:2: UID 1.2.4 is not a registered SOP Class or Meta SOP "
                "Class, expected one of Table A-1"
            ),
        ),
        (
            "relations/frames.csv",
            f"{FRAMES}{CT},{SR},\n{CT},{SR},\n",
            (
                f"data/relations/frames.csv:3: duplicate '{CT}, {SR}', first on line 2, "
                "expected each once"
            ),
        ),
        (
            "relations/frames.csv",
            f"{FRAMES}{CT},,\n",
            "data/relations/frames.csv:2: one SOP Class only, expected two or more",
        ),
        (
            "relations/frames.csv",
            f"{FRAMES}{CT},{CT},\n",
            f"data/relations/frames.csv:2: {CT} twice, expected different SOP Classes",
        ),
        (
            "relations/successors.csv",
            SUCCESSORS,
            (
                f"{SUCCESSORS_FILE}:1: no row for the retired Old ({OLD}), "
                "expected one, with a successor or without"
            ),
        ),
        (
            "relations/successors.csv",
            SUCCESSORS + f"{CT},,,PS3.4\n",
            f"{SUCCESSORS_FILE}:2: CT Image Storage ({CT}) is active, expected a retired SOP Class",
        ),
        (
            "relations/successors.csv",
            SUCCESSORS + f"{OLD},{OLD},,PS3.4\n",
            (
                f"{SUCCESSORS_FILE}:2: successor Old ({OLD}) is retired itself, "
                "expected an active SOP Class"
            ),
        ),
        (
            "relations/successors.csv",
            SUCCESSORS + f"{OLD},{CT},,PS3.4\n{OLD},,,PS3.4\n",
            f"{SUCCESSORS_FILE}:3: {OLD} with a successor and without, expected either",
        ),
        (
            "relations/related-general-names.csv",
            "printed,sop_class_uid,reason\n",
            (
                "data/editions/2020c/ps3.4-table-b.3-3.csv:2: no SOP Class is named "
                "'Enhanced SR (see note)', expected a row in related-general-names.csv"
            ),
        ),
        (
            "relations/related-general-names.csv",
            SMALL["relations/related-general-names.csv"] + f"Basic Text SR,{SR},none\n",
            f"{NAMES_FILE}:3: 'Basic Text SR' needs no row here, expected only names that do",
        ),
        (
            "relations/related-general-names.csv",
            SMALL["relations/related-general-names.csv"] + f"Unheard of,{SR},none\n",
            f"{NAMES_FILE}:3: 'Unheard of' needs no row here, expected only names that do",
        ),
    ],
)
@pytest.mark.usefixtures("data")
def test_bad_relations_are_named_with_their_place(file: str, text: str, expected: str) -> None:
    write(file, text)
    assert expected in relations()[1]


def test_modality_codes_have_a_status_and_a_source(data: Path) -> None:
    problems: list[Problem] = []
    ct, df = load_modalities(data, problems)
    assert problems == []
    assert (ct.code, ct.retired, ct.source) == ("CT", False, "PS3.3 C.7.3.1.1.1")
    assert (df.code, df.retired, df.source) == ("DF", True, "PS3.3-1998")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "- code: MR\n  name: MR\n  status: active\n- code: CT\n  name: CT\n  status: active\n",
            "data/modalities.yml:4: code 'CT' after 'MR', expected each once, sorted",
        ),
        (
            "- code: CT\n  name: CT\n  status: active\n- name: CT\n  code: CT\n  status: active\n",
            "data/modalities.yml:5: code 'CT' after 'CT', expected each once, sorted",
        ),
        (
            "- code: CT\n  name: CT\n  status: active\n  see: [QT]\n",
            "data/modalities.yml:4: CT sees 'QT', expected another code of this list",
        ),
        (
            "- code: ct\n  name: CT\n  status: active\n",
            (
                "data/modalities.yml:1: 0/code: 'ct', "
                "expected 1 to 16 capitals, digits and underscores (VR CS)"
            ),
        ),
        (
            "- code: CT\n  name: CT\n  status: new\n",
            ("data/modalities.yml:3: 0/status: 'new', expected active or retired"),
        ),
    ],
)
def test_bad_modality_codes_are_named_with_their_place(
    data: Path, text: str, expected: str
) -> None:
    problems: list[Problem] = []
    write("modalities.yml", text)
    load_modalities(data, problems)
    assert [str(problem) for problem in problems] == [expected]


def test_sections_come_from_tables_from_others_and_by_hand(data: Path) -> None:
    problems: list[Problem] = []
    other = Section(part="PS3.3", section="A.2", edition="2024b")
    named = Section(part="PS3.3", section="A.99", edition="2024b")
    newer = Section(part="PS3.4", section="A.4", edition="2024b")
    sections = load_sections(data, problems, editions(), [other], [named, newer])
    assert problems == []
    for part, section in (
        ("PS3.4", "A.4"),
        ("PS3.3", "A.3"),
        ("PS3.3", "A.2"),
        ("PS3.3", "C.7.3.1.1"),
    ):
        assert sections.knows(part, section)
    assert not sections.knows("PS3.3", "A.4")
    assert not sections.knows("PS3.3", "A.99")
    assert sections.reference("PS3.4", "A.4").edition == "2024b"
    assert sections.reference("PS3.4", "B.5").edition == "2020c"


def test_a_section_that_a_table_has_needs_no_row(data: Path) -> None:
    problems: list[Problem] = []
    write("sections.csv", "part,section,edition,title,source\nPS3.4,B.5,2024b,,a page\n")
    load_sections(data, problems, editions())
    assert [str(problem) for problem in problems] == [
        (
            "data/sections.csv:2: PS3.4 B.5 stands in a table already, "
            "expected only what the tables lack"
        )
    ]
