"""What README and CONTRIBUTING say of a new edition, done with a small one that is made up."""

import csv
import re
import shlex
import shutil
from pathlib import Path

import pytest

from generator.check import RULES
from generator.importer.__main__ import main
from generator.load import load
from generator.problems import BadDataError
from tests.docbook import Cells, book, chapter, section, table

ROOT = Path(__file__).parents[2]
NEW = "1.2.840.10008.5.1.4.1.1.999"

Row = dict[str, str]


def newest(name: str) -> list[Row]:
    """The rows of the newest table of that name."""
    path = max((ROOT / "data" / "editions").glob(f"*/{name}.csv"))
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def part06(edition: str) -> str:
    """PS3.6 as it is now with one SOP Class more."""
    dictionary = ["Tag", "Name", "Keyword", "VR", "VM", ""]
    columns = ("tag", "name", "keyword", "vr", "vm")
    attributes: dict[str, list[Cells]] = {"7-1": [], "8-1": [], "6-1": []}
    since = [it for it in newest("ps3.6-attribute-changes") if it["change"] == "added"]
    for row in [*newest("ps3.6-attributes"), *since]:
        label = {"(0002": "7-1", "(0004": "8-1"}.get(row["tag"][:5], "6-1")
        if not row["tag"].startswith("(0000"):
            cells = [row[column] or "See Note 2" * (column == "vr") for column in columns]
            cells.append("RET" if row.get("retired") else row.get("info", ""))
            attributes[label].append(cells)

    def registered(name: str, more: list[Row]) -> list[Cells]:
        return [
            [
                row["uid"],
                row["name"] + (" (Retired)" if row.get("retired") else ""),
                row.get("keyword", ""),
                row["type"],
                row.get("part", ""),
            ]
            for row in [*newest(name), *more]
        ]

    new = {"uid": NEW, "name": "New Thing Storage", "keyword": "NewThingStorage"}
    uids = ["UID Value", "UID Name", "UID Keyword", "UID Type", "Part"]
    groups = ["Context UID", "Context Identifier", "Context Group Name"]
    return book(
        "PS3.6",
        edition,
        *(table(label, "Registry", dictionary, rows) for label, rows in attributes.items()),
        table("A-1", "UIDs", uids, registered("ps3.6-table-a-1", [new | {"type": "SOP Class"}])),
        table("A-2", "Frames of Reference", uids, registered("ps3.6-table-a-2", [])),
        table(
            "A-3",
            "Context Groups",
            groups,
            [
                [row["uid"], row["cid"], row["name"] + (" (Retired)" if row["retired"] else "")]
                for row in newest("ps3.6-table-a-3")
            ],
        ),
        table("A-4", "Templates", uids, registered("ps3.6-table-a-4", [])),
    )


def part04(edition: str) -> str:
    """PS3.4 with the table of storage and the places of UIDs as they are now, and the SOP Class."""
    heads = ["SOP Class Name", "SOP Class UID", "IOD Specification (defined in PS3.3)"]
    storage: list[Cells] = [
        [row["sop_class_name"], row["sop_class_uid"], row["ps3.3_section"]]
        for row in newest("ps3.4-table-b.5-1")
    ]
    storage.append(["New Thing Storage", NEW, "A.99"])
    media: list[Cells] = [["Media Storage Directory Storage", "1.2.840.10008.1.3.10", "F.3"]]
    related = ["SOP Class Name", "Related General SOP Class Name"]
    printed = {
        "B.5-1": table("B.5-1", "Standard SOP Classes", heads, storage),
        "B.3-3": table(
            "B.3-3", "Related", related, [list(row.values()) for row in newest("ps3.4-table-b.3-3")]
        ),
        "I.4-1": table("I.4-1", "Media", heads, media),
    }
    annexes: dict[tuple[str, str], list[str]] = {}
    for row in newest("ps3.4-sop-class-sections"):
        if row["table"] not in printed:
            place = section(row["section"], "Place", f"<para>It is {row['uid']}.</para>")
            annexes.setdefault((row["annex"], row["annex_title"]), []).append(place)
        elif printed[row["table"]]:
            place = section(row["section"], "Place", printed[row["table"]])
            annexes.setdefault((row["annex"], row["annex_title"]), []).append(place)
            printed[row["table"]] = ""
    chapters = [chapter(annex, title, *places) for (annex, title), places in annexes.items()]
    return book("PS3.4", edition, *chapters, *printed.values())


def said(document: str, title: str) -> str:
    """What a document says below a heading."""
    text = (ROOT / document).read_text(encoding="utf-8")
    match = re.search(rf"^#+ {re.escape(title)}$(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert match, f"{document} has no heading {title!r}"
    return match[1]


def blocks(text: str, language: str) -> list[str]:
    """The blocks of code in that language, without their indent."""
    found = re.findall(rf"^( *)```{language}\n(.*?)^ *```$", text, re.MULTILINE | re.DOTALL)
    return [re.sub(rf"^{indent}", "", body, flags=re.MULTILINE) for indent, body in found]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the data, with the files of a made-up 2026e beside it; the working directory."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.copytree(ROOT / "docs" / "guides", tmp_path / "docs" / "guides")
    (tmp_path / "part06.xml").write_text(part06("2026e"), encoding="utf-8")
    (tmp_path / "part04.xml").write_text(part04("2026e"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_what_the_readme_says_of_an_edition(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = said("README.md", "Add an edition")
    (commands,) = blocks(text, "sh")
    lines = commands.replace("\\\n", " ").splitlines()
    assert len(lines) == 2
    for line in lines:
        words = shlex.split(line, comments=True)
        assert words[:3] == ["python", "-m", "generator.importer"]
        # The made-up edition has two of the parts.
        arguments = [
            word
            for number, word in enumerate(words[3:], 3)
            if not any(other in (word, words[number - 1]) for other in ABSENT)
        ]
        before = (project / "data" / "editions" / "2026e").exists()
        assert main(arguments) == 0, capsys.readouterr().err
        assert (project / "data" / "editions" / "2026e").exists() != ("--dry-run" in words)
        assert not before
    report = capsys.readouterr().out
    assert f"  added New Thing Storage ({NEW})\n" in report
    told = problems(project)
    superfluous = [it for it in told if "expected only what the tables lack" in it]
    path = project / "data" / "service_class_members.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    gone = {int(it.split(":")[1]) for it in superfluous}
    kept = [line for number, line in enumerate(lines, 1) if number not in gone]
    path.write_text("\n".join([*kept, ""]), encoding="utf-8")
    (asked,) = blocks(text, "text")
    found = [it for it in told if it not in superfluous]
    assert asked == "\n".join([*found, f"{len(found)} problems", ""])
    # Filled in, all is well.
    record = project / "data" / "sop_classes" / "NewThingStorage.yml"
    record.write_text(
        f"uid: {NEW}\n"
        "category: encapsulated\n"
        "modality:\n  any: whatever the thing is of\n"
        "aliases:\n  - text: brand new thing\n    kind: plain\n"
        "summary: A new thing, which a test has made up to see that it can be added at all.\n",
        encoding="utf-8",
    )
    with (project / "data" / "iods" / "without.csv").open("a", encoding="utf-8") as file:
        file.write(f"{NEW},newer,,,,PS3.4 2026e\n")
    assert problems(project) == []


ABSENT = ("--part03", "--part15", "--part16")


def problems(project: Path) -> list[str]:
    """What `make check` says of the data."""
    try:
        load(Path("data"), RULES)
    except BadDataError as error:
        return [str(problem) for problem in error.problems]
    assert project.exists()
    return []


def test_contributing_names_the_same_way() -> None:
    assert "python -m generator.importer docbook" in said("CONTRIBUTING.md", "Add an edition")
