"""What the readers of codes, de-identification and sentences make of good and bad data."""

from pathlib import Path
from typing import Any

from generator.load.codes import load_codes
from generator.load.deidentification import COLUMNS, load_deidentification
from generator.load.glossary import load_glossary
from generator.model.attributes import Attribute
from generator.model.codes import Code, TemplatePart
from generator.model.deidentification import Option
from generator.model.iod_tables import IodTables
from generator.model.tables import Macro, Module
from generator.problems import Problem

GROUPS = "cid,name,keyword,uid,version\n2,Side,Side,1.2,20240101\n4,Region (Retired),,,\n"


USES = "tid,row,part,cid,binding,source\n"


def codes_written(data: Path, rows: str, templates: str = "", uses: str = "") -> Path:
    folder = data / "editions" / "2026b"
    folder.mkdir(parents=True)
    (folder / "ps3.16-context-groups.csv").write_text(GROUPS)
    (folder / "ps3.16-codes.csv").write_text(f"cid,row,scheme,code,meaning,include\n{rows}")
    (folder / "ps3.16-templates.csv").write_text(f"tid,name\n{templates}")
    (data / "templates").mkdir()
    (data / "templates" / "context-groups.csv").write_text(f"{USES}{uses}")
    return data


def messages(problems: list[Problem], data: Path) -> list[str]:
    return [str(it).removeprefix(f"{data.as_posix()}/") for it in problems]


def test_codes_stand_in_their_groups(tmp_path: Path) -> None:
    problems: list[Problem] = []
    rows = "2,1,SCT,24028007,Right,\n4,1,,,,2\n4,2,DCM,1,One,\n"
    codes = load_codes(codes_written(tmp_path, rows, "300,Measurement\n"), problems)

    assert not problems
    right = Code(scheme="SCT", value="24028007", meaning="Right")
    one = Code(scheme="DCM", value="1", meaning="One")
    assert codes.groups[2].codes == (right,)
    assert codes.groups[4].rows == (2, one)
    assert (codes.groups[4].name, codes.groups[4].retired) == ("Region", True)
    assert [*codes.all_codes(4)] == [one, right]
    assert codes.included_by == {2: (4,)}
    assert codes.groups_of[("SCT", "24028007")] == (2,)
    assert codes.templates[300].defined_in.text == "PS3.16 TID 300"


def test_groups_that_include_each_other_end(tmp_path: Path) -> None:
    rows = "2,1,,,,4\n2,2,SCT,1,A,\n4,1,,,,2\n4,2,SCT,2,B,\n"
    codes = load_codes(codes_written(tmp_path, rows), [])

    assert [it.meaning for it in codes.all_codes(2)] == ["A", "B"]


def test_bad_codes_are_problems(tmp_path: Path) -> None:
    problems: list[Problem] = []
    rows = "9,1,SCT,1,A,\n2,1,SCT,1,A,4\n2,2,,,,9\n2,3,SCT,,A,\n"
    data = codes_written(tmp_path, rows, "x,Measurement\n")
    codes = load_codes(data, problems)

    path = "editions/2026b/ps3.16-codes.csv"
    assert messages(problems, tmp_path) == [
        f"{path}:2: cid '9', expected one of ps3.16-context-groups.csv",
        f"{path}:3: code '1' and include '4', expected one of them",
        f"{path}:4: include '9', expected a CID of ps3.16-context-groups.csv",
        f"{path}:5: neither a code with its scheme nor an include, expected one of them",
        "editions/2026b/ps3.16-templates.csv:2: tid 'x', expected a number from 1",
    ]
    assert codes.groups[2].rows == ()


def test_rows_of_templates_use_groups(tmp_path: Path) -> None:
    problems: list[Problem] = []
    uses = "300,1,name,4,,A tool\n300,,unit,2,defined,A tool\n301,2,value,2,baseline,A tool\n"
    data = codes_written(tmp_path, "", "300,Measurement\n301,Other\n", uses)
    codes = load_codes(data, problems)

    assert not problems
    assert [(it.row, it.part, it.cid) for it in codes.uses_by_template[300]] == [
        ("1", TemplatePart.NAME, 4),
        ("", TemplatePart.UNIT, 2),
    ]
    assert [(it.tid, it.binding) for it in codes.uses_by_group[2]] == [
        (300, "defined"),
        (301, "baseline"),
    ]


def test_bad_uses_of_groups_are_problems(tmp_path: Path) -> None:
    problems: list[Problem] = []
    uses = "301,1,name,4,,A tool\n300,1,title,9,often,\n"
    codes = load_codes(codes_written(tmp_path, "", "300,Measurement\n", uses), problems)

    path = "templates/context-groups.csv"
    assert messages(problems, tmp_path) == [
        f"{path}:2: tid '301', expected one of ps3.16-templates.csv",
        f"{path}:3: part 'title', expected name, value, unit",
        f"{path}:3: cid '9', expected one of ps3.16-context-groups.csv",
        f"{path}:3: binding 'often', expected baseline, defined, enumerated or nothing",
        f"{path}:3: source is empty, expected who says so",
    ]
    assert codes.template_uses == ()


def profiles_written(data: Path, *rows: str) -> Path:
    folder = data / "editions" / "2026c"
    folder.mkdir(parents=True)
    text = "\n".join((",".join(COLUMNS), *rows))
    (folder / "ps3.15-table-e.1-1.csv").write_text(f"{text}\n")
    return data


def test_profiles_have_an_action_for_each_option_that_changes_them(tmp_path: Path) -> None:
    problems: list[Problem] = []
    data = profiles_written(tmp_path, '"A","(0008,0018)",N,Y,U,,K,,,,,,,,')
    table = load_deidentification(data, problems)

    assert not problems
    assert table.edition == "2026c"
    (found,) = table.profiles
    assert (found.tag, found.basic, found.options) == ("00080018", "U", {Option.UIDS: "K"})
    assert [(option, number) for option, number in table.used_options() if number] == [
        (Option.UIDS, 1)
    ]


def test_unknown_actions_are_problems(tmp_path: Path) -> None:
    problems: list[Problem] = []
    data = profiles_written(tmp_path, '"A","(0008,0018)",yes,Y,Q,,K!,,,,,,,,')
    table = load_deidentification(data, problems)

    known = "D, Z, X, K, C, U, Z/D, X/Z, X/D, X/Z/D, X/Z/U*"
    path = "editions/2026c/ps3.15-table-e.1-1.csv"
    assert messages(problems, tmp_path) == [
        f"{path}:2: retired 'yes', expected Y or N",
        f"{path}:2: basic_profile 'Q', expected one of {known}",
        f"{path}:2: retain_uids 'K!', expected one of {known}",
    ]
    assert table.profiles == ()


SPECIMEN: dict[str, Any] = {
    "key": "specimen",
    "name": "Specimen",
    "section": "",
    "table": "C.1-1",
    "edition": "2025e",
    "source": "",
    "printed": True,
    "rows": (),
}
MAKER = Attribute(
    tag="00080070", name="Manufacturer", keyword="Manufacturer", vr="LO", vm="1", retired=False
)


def glossary_written(data: Path, rows: str, groups: str = "") -> tuple[Path, IodTables]:
    (data / "attributes").mkdir()
    head = "tag,table,meaning,unit,unit_source\n"
    (data / "attributes" / "meanings.csv").write_text(head + rows)
    (data / "attributes" / "groups.csv").write_text("number,name,holds\n" + groups)
    tables = IodTables(
        iods={},
        modules={"specimen": Module(**SPECIMEN)},
        macros={"specimen": Macro(**SPECIMEN)},
        attributes={MAKER.tag: MAKER},
        normalised={},
        without={},
    )
    return data, tables


def test_a_sentence_of_a_macro_is_not_that_of_the_module_of_its_name(tmp_path: Path) -> None:
    problems: list[Problem] = []
    data, tables = glossary_written(
        tmp_path,
        "00080070,,Company that made the equipment.,mm,PS3.3\n"
        "00080070,macros/specimen,Company that made the slide.,,\n",
    )
    glossary = load_glossary(data, problems, tables)

    assert not problems
    general = glossary.of(MAKER)
    assert general
    assert (general.text, general.unit) == ("Company that made the equipment.", "mm")
    assert glossary.of(MAKER, tables.modules["specimen"]) is general
    special = glossary.of(MAKER, tables.macros["specimen"])
    assert special
    assert special.text == "Company that made the slide."
    assert glossary.in_modules(MAKER) == {"macros/specimen/": special}


def test_a_group_without_an_attribute_in_a_module_has_no_name(tmp_path: Path) -> None:
    problems: list[Problem] = []
    data, tables = glossary_written(tmp_path, "", "7777,Nothing,nothing at all\n")
    load_glossary(data, problems, tables)

    assert messages(problems, tmp_path) == [
        "attributes/groups.csv:2: group '7777', expected one with an attribute in a module"
    ]


def test_sentences_of_nothing_are_problems(tmp_path: Path) -> None:
    problems: list[Problem] = []
    data, tables = glossary_written(
        tmp_path, "00000000,,A.,,\n00080070,specimen,A.,,\n00080070,,A.,mm,\n"
    )
    glossary = load_glossary(data, problems, tables)

    path = "attributes/meanings.csv"
    assert messages(problems, tmp_path) == [
        f"{path}:2: tag '00000000', expected one of the dictionary",
        f"{path}:3: table 'specimen', expected a module or macro as modules/ct-image",
        f"{path}:4: a unit or its source alone, expected both or neither",
    ]
    assert not glossary.general
