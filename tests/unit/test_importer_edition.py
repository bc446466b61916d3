"""The command: what it writes, says, asks for and refuses, and that it is all or nothing."""

import re
from pathlib import Path

import pytest

from generator.importer import files
from generator.importer.__main__ import main
from generator.importer.edition import PARTS
from generator.importer.known import entered
from tests.docbook import book, chapter, olink, register, section, table

ROOT = "1.2.840.10008.5.1.4.1.1"
UIDS = "uid,name,type,retired,keyword,info"
LIST = """\
# The editions.
- edition: "2026d"
  year: "2026"
  sources:
    ps3.6: a list
"""


CT = [f"{ROOT}.2", "CT Image Storage", "CTImageStorage", "SOP Class", "PS3.4"]
MR = [f"{ROOT}.4", "MR Image Storage", "MRImageStorage", "SOP Class", "PS3.4"]
US = [f"{ROOT}.6", "Ultrasound Image Storage (Retired)", "USImageStorage", "SOP Class", "PS3.4"]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the data of one edition; the working directory."""
    monkeypatch.chdir(tmp_path)
    old = tmp_path / "data" / "editions" / "2026d"
    old.mkdir(parents=True)
    (old.parent / "editions.yml").write_text(LIST, encoding="utf-8")
    rows = [
        f"{ROOT}.2,CT Storage,SOP Class,,CTImageStorage,",
        f"{ROOT}.5,Gone Storage,SOP Class,,GoneStorage,",
        f"{ROOT}.6,Ultrasound Image Storage,SOP Class,,USImageStorage,",
    ]
    table_a_1 = "\n".join([UIDS, *rows, ""])
    (old / "ps3.6-table-a-1.csv").write_text(table_a_1, encoding="utf-8")
    records = tmp_path / "data" / "sop_classes"
    records.mkdir()
    for uid, name in ((f"{ROOT}.2", "CTImageStorage"), (f"{ROOT}.6", "USImageStorage")):
        (records / f"{name}.yml").write_text(f"uid: {uid}\n", encoding="utf-8")
    (tmp_path / "part06.xml").write_text(register("2026e", CT, MR, US), encoding="utf-8")
    return tmp_path


def run(*more: str) -> int:
    day = ("--day", "2026-12-01")
    return main(["docbook", "--edition", "2026e", "--part06", "part06.xml", *day, *more])


def everything(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


REPORT = f"""\
edition 2026e

  ps3.6-table-a-1.csv: 3 rows, new
  ps3.6-table-a-2.csv: 1 row, new
  ps3.6-table-a-3.csv: 1 row, new
  ps3.6-attributes.csv: 3 rows, new

SOP Classes: 3, since 2026d
  added MR Image Storage ({ROOT}.4)
  renamed CT Image Storage ({ROOT}.2): from CT Storage
  retired Ultrasound Image Storage ({ROOT}.6)
  gone Gone Storage ({ROOT}.5)

Other UIDs: 0, since 2026d
  no change

Attributes: 3, no older edition has this table

UIDs of context groups: 1, no older edition has this table

Well-known frames of reference: 1, no older edition has this table

needs a person
  MR Image Storage ({ROOT}.4): record without category, modality, aliases and summary
  MR Image Storage ({ROOT}.4): no service class in service_class_members.csv
  MR Image Storage ({ROOT}.4): neither an IOD nor a reason in iods/without.csv

drafts, to be filled in
  data/sop_classes/MRImageStorage.yml
"""


def test_a_new_edition_is_written_and_reported(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run() == 0
    assert capsys.readouterr() == (f"{REPORT}\nWritten.\n", "")
    folder = project / "data" / "editions"
    assert (folder / "2026e" / "ps3.6-table-a-1.csv").read_text(encoding="utf-8") == (
        "uid,name,type,retired,keyword,info,part\n"
        f"{ROOT}.2,CT Image Storage,SOP Class,,CTImageStorage,,PS3.4\n"
        f"{ROOT}.4,MR Image Storage,SOP Class,,MRImageStorage,,PS3.4\n"
        f"{ROOT}.6,Ultrasound Image Storage,SOP Class,Y,USImageStorage,,PS3.4\n"
    )
    assert (folder / "editions.yml").read_text(encoding="utf-8") == LIST + (
        '- edition: "2026e"\n'
        '  year: "2026"\n'
        "  sources:\n"
        "    ps3.6: PS3.6 2026e, its published DocBook\n"
        '  imported: "2026-12-01"\n'
    )
    draft = (project / "data" / "sop_classes" / "MRImageStorage.yml").read_text(encoding="utf-8")
    assert draft == (
        "# A draft: fill in what is empty. Until then `make check` refuses it.\n"
        f"uid: {ROOT}.4\n"
        'category: ""\n'
        "modality: {}\n"
        "aliases: []\n"
        'summary: ""\n'
    )


def test_a_dry_run_writes_nothing_and_says_the_same(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = everything(project)
    assert run("--dry-run") == 0
    assert capsys.readouterr() == (f"{REPORT}\nNothing was written.\n", "")
    assert everything(project) == before


def test_the_report_as_markdown(project: Path) -> None:
    assert run("--markdown", "report.md") == 0
    assert (project / "report.md").read_text(encoding="utf-8") == (
        "# DICOM 2026e\n"
        "\n"
        "- ps3.6-table-a-1.csv: 3 rows, new\n"
        "- ps3.6-table-a-2.csv: 1 row, new\n"
        "- ps3.6-table-a-3.csv: 1 row, new\n"
        "- ps3.6-attributes.csv: 3 rows, new\n"
        "\n"
        "## SOP Classes: 3, since 2026d\n"
        "\n"
        f"- added MR Image Storage ({ROOT}.4)\n"
        f"- renamed CT Image Storage ({ROOT}.2): from CT Storage\n"
        f"- retired Ultrasound Image Storage ({ROOT}.6)\n"
        f"- gone Gone Storage ({ROOT}.5)\n"
        "\n"
        "## Other UIDs: 0, since 2026d\n"
        "\n"
        "No change.\n"
        "\n"
        "## Attributes: 3, no older edition has this table\n"
        "\n"
        "Nothing to compare with.\n"
        "\n"
        "## UIDs of context groups: 1, no older edition has this table\n"
        "\n"
        "Nothing to compare with.\n"
        "\n"
        "## Well-known frames of reference: 1, no older edition has this table\n"
        "\n"
        "Nothing to compare with.\n"
        "\n"
        "## Needs a person\n"
        "\n"
        f"- [ ] MR Image Storage ({ROOT}.4): record without category, modality, aliases and"
        " summary\n"
        f"- [ ] MR Image Storage ({ROOT}.4): no service class in service\\_class\\_members.csv\n"
        f"- [ ] MR Image Storage ({ROOT}.4): neither an IOD nor a reason in iods/without.csv\n"
        "\n"
        "## Drafts, to be filled in\n"
        "\n"
        "- [ ] data/sop\\_classes/MRImageStorage.yml\n"
        "\n"
        "Written.\n"
    )


def test_to_import_again_what_is_there_changes_no_byte(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run() == 0
    before = everything(project)
    capsys.readouterr()
    assert main(["docbook", "--edition", "2026e", "--part06", "part06.xml"]) == 0
    assert everything(project) == before
    said = capsys.readouterr().out
    assert said.endswith("All of it is there already; nothing was written.\n")
    assert "ps3.6-table-a-1.csv: 3 rows, equal" in said


def test_a_table_with_fewer_columns_that_says_the_same_stays(project: Path) -> None:
    folder = project / "data" / "editions" / "2026e"
    folder.mkdir()
    content = "\n".join(
        [
            UIDS,
            f"{ROOT}.2,CT Image Storage,SOP Class,,CTImageStorage,",
            f"{ROOT}.4,MR Image Storage,SOP Class,,MRImageStorage,",
            f"{ROOT}.6,Ultrasound Image Storage,SOP Class,Y,USImageStorage,",
            "",
        ]
    )
    (folder / "ps3.6-table-a-1.csv").write_text(content, encoding="utf-8")
    assert run() == 0
    assert (folder / "ps3.6-table-a-1.csv").read_text(encoding="utf-8") == content


def test_a_column_that_is_empty_there_is_filled_only_if_asked(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run() == 0
    path = project / "data" / "editions" / "2026e" / "ps3.6-table-a-1.csv"
    good = path.read_bytes()
    bare = re.sub(rb",(CT|MR|US)ImageStorage,", b",,", good)
    path.write_bytes(bare)
    before = everything(project)
    capsys.readouterr()
    assert run() == 0
    assert everything(project) == before
    assert (
        "ps3.6-table-a-1.csv: 3 rows, equal but for keyword, empty there; --replace fills it in\n"
    ) in capsys.readouterr().out
    assert run("--replace") == 0
    assert path.read_bytes() == good
    # One cell that is empty among others that are not is another table.
    path.write_bytes(good.replace(b",CTImageStorage,", b",,"))
    assert run() == 1


def test_what_differs_is_shown_and_replaced_only_if_asked(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run() == 0
    path = project / "data" / "editions" / "2026e" / "ps3.6-table-a-1.csv"
    good = path.read_bytes()
    path.write_bytes(good.replace(b"CT Image Storage", b"CT"))
    before = everything(project)
    capsys.readouterr()
    assert run() == 1
    assert everything(project) == before
    printed = capsys.readouterr()
    assert "ps3.6-table-a-1.csv: 3 rows, differs" in printed.out
    assert printed.err == (
        "data/editions/2026e/ps3.6-table-a-1.csv: differs\n"
        f"  - {ROOT}.2,CT,SOP Class,,CTImageStorage,,PS3.4\n"
        f"  + {ROOT}.2,CT Image Storage,SOP Class,,CTImageStorage,,PS3.4\n"
        "nothing was written; --replace puts the new ones in their place\n"
    )
    assert run("--replace") == 0
    assert path.read_bytes() == good


def test_curated_files_are_never_touched(project: Path) -> None:
    record = project / "data" / "sop_classes" / "MRImageStorage.yml"
    record.write_text("uid: 1.2\nmine: yes\n", encoding="utf-8")
    before = everything(project / "data" / "sop_classes")
    assert run() == 0
    assert everything(project / "data" / "sop_classes") == before


def test_everything_wrong_in_all_files_is_told_at_once(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "part06.xml").write_text(
        register("2026e", [f"{ROOT}.02", "CT", "CT", "SOP Class", ""]), encoding="utf-8"
    )
    (project / "part04.xml").write_text("<html></html>", encoding="utf-8")
    (project / "part16.xml").write_text(book("PS3.16", "2026d"), encoding="utf-8")
    before = everything(project)
    assert run("--part04", "part04.xml", "--part16", "part16.xml") == 1
    assert capsys.readouterr() == (
        "",
        (
            "part04.xml:1: an HTML page, expected the DocBook source\n"
            f"part06.xml:87: UID '{ROOT}.02' has the arc '02', "
            "expected digits without leading zeros\n"
            "part16.xml:2: PS3.16 2026d, expected PS3.16 2026e\n"
            "3 problems; nothing was written\n"
        ),
    )
    assert everything(project) == before


def test_names_of_context_groups_come_from_ps3_16(project: Path) -> None:
    group = section("CID 2", "Anatomic Modifier (Retired)", "", identity="sect_CID_2")
    (project / "part16.xml").write_text(
        book("PS3.16", "2026e", chapter("B", "Groups", group)), encoding="utf-8"
    )
    text = (project / "part06.xml").read_text(encoding="utf-8")
    linked = f"<para>{olink('PS3.16', 'sect_CID_2', 'select: title')}</para>"
    text = text.replace("<para>Anatomic Modifier</para>", linked)
    (project / "part06.xml").write_text(text, encoding="utf-8")
    assert run("--part16", "part16.xml") == 0
    path = project / "data" / "editions" / "2026e" / "ps3.6-table-a-3.csv"
    row = "1.2.840.10008.6.1.1,CID 2,Anatomic Modifier,Y\n"
    assert path.read_text(encoding="utf-8").endswith(row)


def test_new_attributes_need_a_sentence(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    heads = ["Attribute Name", "Tag", "Type", "Attribute Description"]
    told = ["Patient's Name", "(0010,0010)", "2", ""]
    new = ["New Thing", "(0010,009A)", "3", ""]
    module = table("C.7-1", "Patient Module Attributes", heads, [told, new, new])
    (project / "part03.xml").write_text(book("PS3.3", "2026e", module), encoding="utf-8")
    (project / "data" / "attributes").mkdir()
    meanings = "tag,table,meaning,unit,unit_source\n00100010,,Words.,,\n"
    (project / "data" / "attributes" / "meanings.csv").write_text(meanings, encoding="utf-8")
    assert run("--part03", "part03.xml", "--excerpt", "--dry-run") == 0
    wanted = "  New Thing (0010,009A): no sentence in attributes/meanings.csv\n"
    said = capsys.readouterr().out
    assert said.count("no sentence") == 1
    assert wanted in said
    # An older edition than the newest asks for none.
    newer = project / "data" / "editions" / "2027a"
    newer.mkdir()
    (newer / "ps3.3-attributes.csv").write_text("table,row\n", encoding="utf-8")
    assert run("--part03", "part03.xml", "--excerpt", "--dry-run") == 0
    assert "no sentence" not in capsys.readouterr().out


def test_what_fails_halfway_leaves_everything_as_it_was(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(project)
    replace = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if target.name == "editions.yml" and self.suffix == ".new":
            raise OSError("no space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(OSError, match="no space left"):
        run()
    monkeypatch.undo()
    assert everything(project) == before
    assert not (project / "data" / "editions" / "2026e").exists()
    assert not (project / "data" / ".importing").exists()


def test_what_is_replaced_halfway_comes_back(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "folder").write_bytes(b"in the way")
    with pytest.raises(OSError, match="folder"):
        files.put({tmp_path / "a": b"new", tmp_path / "folder" / "b": b"new"}, tmp_path)
    assert everything(tmp_path) == {"a": b"old", "folder": b"in the way"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--edition", "next"], "argument --edition: 'next', expected an edition such as 2026e"),
        (["--part06", "absent.xml"], "argument --part06: no file 'absent.xml', expected a DocBook"),
        ([], "no file of any part, expected --part03 FILE or another one"),
    ],
)
def test_arguments_that_make_no_sense(
    project: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert project.exists()
    try:
        status = main(["docbook", "--edition", "2026e", *arguments])
    except SystemExit as end:
        status = int(end.code or 0)
    assert status == 2
    assert message in capsys.readouterr().err


def test_every_part_has_an_option(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert project.exists()
    with pytest.raises(SystemExit):
        main(["docbook", "--help"])
    said = capsys.readouterr().out
    for part in PARTS:
        assert f"--part{int(part.removeprefix('PS3.')):02} FILE" in said


# The list of editions.


def test_an_edition_is_entered_in_its_place(tmp_path: Path) -> None:
    path = tmp_path / "editions.yml"
    path.write_text('- edition: "2020a"\n  year: "2020"\n- edition: "2026d"\n', encoding="utf-8")
    assert entered(path, "2020b", ["PS3.4", "PS3.16"], "2026-12-01").decode() == (
        '- edition: "2020a"\n'
        '  year: "2020"\n'
        '- edition: "2020b"\n'
        '  year: "2020"\n'
        "  sources:\n"
        "    ps3.4: PS3.4 2020b, its published DocBook\n"
        "    ps3.16: PS3.16 2020b, its published DocBook\n"
        '  imported: "2026-12-01"\n'
        '- edition: "2026d"\n'
    )


def test_an_edition_that_is_there_keeps_its_sources(tmp_path: Path) -> None:
    path = tmp_path / "editions.yml"
    head = '# Head.\n- edition: "2026d"\n  year: "2026"\n  sources:\n    ps3.4: a list\n'
    tail = '- edition: "2026e"\n  year: "2026"\n'
    path.write_text(f'{head}  note: Some.\n  imported: "2026-09-01"\n{tail}', encoding="utf-8")
    assert entered(path, "2026d", ["PS3.4", "PS3.6"], "2026-12-01").decode() == (
        f"{head}    ps3.6: PS3.6 2026d, its published DocBook\n  note: Some.\n"
        f'  imported: "2026-12-01"\n{tail}'
    )
    assert entered(path, "2026e", ["PS3.4"], "2026-12-01").decode() == (
        f'{head}  note: Some.\n  imported: "2026-09-01"\n{tail}'
        "  sources:\n    ps3.4: PS3.4 2026e, its published DocBook\n"
        '  imported: "2026-12-01"\n'
    )
