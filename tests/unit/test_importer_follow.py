"""Following the standard without a network: what is fetched, proposed, and said when it is late."""

import datetime as dt
import io
import re
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
import yaml

from generator.importer.edition import PARTS
from generator.importer.follow import follow
from generator.importer.published import (
    MixedError,
    Published,
    fetch,
    newest_here,
    overdue,
    part_name,
)
from tests.docbook import book, chapter, register, section, table
from tests.unit.test_importer_edition import CT, MR

PROJECT = Path(__file__).parents[2]
TODAY = dt.date(2026, 12, 10)
MODIFIED = "Thu, 03 Dec 2026 08:00:00 GMT"
ROOT = "1.2.840.10008.5.1.4.1.1"


class Response(io.BytesIO):
    """What a server answers."""

    def __init__(self, content: str, modified: str) -> None:
        super().__init__(content.encode())
        self.headers = {"Last-Modified": modified}


class Server:
    """A server that has the parts of an edition; keeps what it was asked for."""

    def __init__(self, edition: str, modified: str = MODIFIED) -> None:
        self.modified = modified
        self.asked: list[str] = []
        self.parts = {part: a_part(part, edition) for part in PARTS}

    def __call__(self, address: str) -> AbstractContextManager[Response]:
        self.asked.append(address)
        return self._answer(address)

    @contextmanager
    def _answer(self, address: str) -> Iterator[Response]:
        part = next(it for it in PARTS if f"/{part_name(it)}/" in address)
        yield Response(self.parts[part], self.modified)


def a_part(part: str, edition: str) -> str:
    """The least that is a whole part."""
    attributes = ["Attribute Name", "Tag", "Type", "Attribute Description"]
    names = ["SOP Class Name", "SOP Class UID", "IOD Specification"]
    related = ["SOP Class Name", "Related General SOP Class Name"]
    profile = [
        "Attribute Name", "Tag", "Retd.", "In Std. Comp. IOD", "Basic Prof.",
        "Rtn. Safe Priv. Opt.", "Rtn. UIDs Opt.", "Rtn. Dev. Id. Opt.", "Rtn. Pat. Chars. Opt.",
        "Rtn. Long. Full Dates Opt.",
        "Rtn. Long. Modif. Dates Opt.", "Clean Desc. Opt.", "Clean Struct. Cont. Opt.",
        "Clean Graph. Opt.",
    ]  # fmt: skip
    content = {
        "PS3.3": [
            section(
                "A.3",
                "CT Image IOD",
                table("A.3-1", "CT Image IOD Modules", ["IE", "Module", "Reference", "Usage"], [
                    ["Patient", "Patient", "C.7.1.1", "M"]
                ]),
            ),
            section(
                "C.7.1.1",
                "Patient Module",
                table("C.7-1", "Patient Module Attributes", attributes, [
                    ["A", "(0010,0010)", "2", ""]
                ]),
            ),
        ],
        "PS3.4": [
            table("B.3-3", "Related", related, [["A", "B"]]),
            table("B.5-1", "Standard SOP Classes", names, [["CT", f"{ROOT}.2", "A.3"]]),
            table("I.4-1", "Media", names, [["Directory", "1.2.840.10008.1.3.10", "F.3"]]),
        ],
        "PS3.15": [table("E.1-1", "Profile", profile, [])],
        "PS3.16": [chapter("B", "G", section("CID 2", "A", identity="sect_CID_2"))],
    }  # fmt: skip
    return register(edition, CT, MR) if part == "PS3.6" else book(part, edition, *content[part])


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project that has 2026d."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data" / "editions").mkdir(parents=True)
    (tmp_path / "data" / "editions" / "editions.yml").write_text('- edition: "2026d"\n')
    (tmp_path / "fetched").mkdir()
    return tmp_path


def test_every_part_is_fetched_from_its_address(tmp_path: Path) -> None:
    server = Server("2026e")
    published = fetch(PARTS, tmp_path, server)
    root = "https://dicom.nema.org/medical/dicom/current/source/docbook"
    assert server.asked == [
        f"{root}/{it}/{it}.xml" for it in ("part03", "part04", "part06", "part15", "part16")
    ]
    assert (published.edition, published.day) == ("2026e", dt.date(2026, 12, 3))
    assert {part: path.name for part, path in published.sources.items()} == {
        "PS3.3": "part03.xml",
        "PS3.4": "part04.xml",
        "PS3.6": "part06.xml",
        "PS3.15": "part15.xml",
        "PS3.16": "part16.xml",
    }


def test_parts_of_two_editions(tmp_path: Path) -> None:
    server = Server("2026e")
    server.parts["PS3.15"] = a_part("PS3.15", "2026d")
    with pytest.raises(MixedError) as caught:
        fetch(PARTS, tmp_path, server)
    assert str(caught.value) == (
        "PS3.3 2026e, PS3.4 2026e, PS3.6 2026e, PS3.15 2026d, PS3.16 2026e, expected one edition"
    )


def test_the_newest_edition_here(tmp_path: Path) -> None:
    path = tmp_path / "editions.yml"
    path.write_text('- edition: "2025e"\n  year: "2025"\n- edition: "2026d"\n', encoding="utf-8")
    assert newest_here(path) == "2026d"
    path.write_text("", encoding="utf-8")
    assert newest_here(path) == ""


@pytest.mark.parametrize(
    ("newest", "day", "is_late"),
    [
        ("2026d", dt.date(2026, 12, 3), False),
        ("2026d", dt.date(2026, 11, 9), False),  # 31 days
        ("2026d", dt.date(2026, 11, 8), True),  # 32 days
        ("2026e", dt.date(2026, 1, 1), False),
        ("2027a", dt.date(2026, 1, 1), False),
    ],
)
def test_what_is_late(newest: str, day: dt.date, is_late: bool) -> None:  # noqa: FBT001
    published = Published(edition="2026e", day=day, sources={})
    assert bool(overdue(newest, published, TODAY)) == is_late


def test_what_is_said_of_what_is_late() -> None:
    published = Published(edition="2026e", day=dt.date(2026, 11, 1), sources={})
    assert overdue("2026d", published, TODAY) == (
        "DICOM 2026e has been out since 2026-11-01, 39 days ago; the newest edition here is 2026d, "
        "expected the published one within 31 days"
    )


class Shell:
    """Runs nothing; keeps the commands, and fails those that begin with `failing`."""

    def __init__(self, *failing: str) -> None:
        self.failing = failing
        self.commands: list[str] = []

    def __call__(self, command: Sequence[str]) -> int:
        line = " ".join(command)
        self.commands.append(line)
        return int(line.startswith(self.failing)) if self.failing else 0


PUSH = [
    "git switch --create edition-2026e",
    "git add data",
    "git commit --message Import DICOM 2026e",
    "git push --force origin edition-2026e",
]


def test_a_newer_edition_becomes_a_pull_request(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shell = Shell("gh pr edit")
    status = follow(Path("data"), Path("fetched"), TODAY, opener=Server("2026e"), runner=shell)
    assert status == 0
    body = "--title Import DICOM 2026e --body-file fetched/report.md"
    assert shell.commands == [
        *PUSH,
        f"gh pr edit edition-2026e {body}",
        f"gh pr create --head edition-2026e {body}",
    ]
    report = (project / "fetched" / "report.md").read_text(encoding="utf-8")
    assert report.startswith("# DICOM 2026e\n")
    assert (project / "data" / "editions" / "2026e" / "ps3.3-attributes.csv").exists()
    said = capsys.readouterr()
    assert said.out.startswith("published: 2026e, since 2026-12-03; newest here: 2026d\n")
    assert said.err == ""


def test_a_pull_request_that_is_open_is_renewed(project: Path) -> None:
    shell = Shell()
    assert (
        follow(Path("data"), project / "fetched", TODAY, opener=Server("2026e"), runner=shell) == 0
    )
    assert [it for it in shell.commands if "pr create" in it] == []
    assert len(shell.commands) == 5


def test_it_fails_when_the_edition_has_been_out_for_long(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server = Server("2026e", "Sun, 01 Nov 2026 08:00:00 GMT")
    assert follow(Path("data"), project / "fetched", TODAY, opener=server, runner=Shell()) == 1
    assert "DICOM 2026e has been out since 2026-11-01" in capsys.readouterr().err


def test_nothing_is_done_where_the_newest_is_here(project: Path) -> None:
    shell = Shell()
    server = Server("2026d", "Thu, 01 Jan 2026 08:00:00 GMT")
    assert follow(Path("data"), project / "fetched", TODAY, opener=server, runner=shell) == 0
    assert shell.commands == []


def test_what_cannot_be_imported_fails_and_is_not_proposed(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server = Server("2026e")
    server.parts["PS3.6"] = server.parts["PS3.6"].replace(f"{ROOT}.2<", f"{ROOT}.02<")
    shell = Shell()
    assert follow(Path("data"), Path("fetched"), TODAY, opener=server, runner=shell) == 1
    assert shell.commands == []
    assert "fetched/part06.xml:87: UID" in capsys.readouterr().err
    assert not (project / "data" / "editions" / "2026e").exists()


def test_what_is_no_docbook_fails(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    server = Server("2026e")
    server.parts["PS3.4"] = "<html><body>Moved</body></html>"
    assert follow(Path("data"), Path("fetched"), TODAY, opener=server, runner=Shell()) == 1
    assert capsys.readouterr().err == (
        "what is published cannot be read: fetched/part04.xml:1: an HTML page, "
        "expected the DocBook source\n"
    )
    assert project.exists()


def test_a_push_that_fails_is_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shell = Shell("git push")
    status = follow(Path("data"), project / "fetched", TODAY, opener=Server("2026e"), runner=shell)
    assert (status, shell.commands) == (1, PUSH)
    assert capsys.readouterr().err == (
        "git push --force origin edition-2026e: exit status 1, expected 0\n"
    )


# The workflow.


def test_the_workflow_runs_the_command_weekly_and_pins_what_it_uses() -> None:
    path = PROJECT / ".github" / "workflows" / "edition.yml"
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    # YAML 1.1 reads `on` as a truth value.
    assert workflow[True]["schedule"] == [{"cron": "17 5 * * 1"}]
    steps = workflow["jobs"]["follow"]["steps"]
    used = [step["uses"] for step in steps if "uses" in step]
    assert len(used) == 2
    assert all(re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", action) for action in used)
    commands = [step["run"] for step in steps if "run" in step]
    assert commands == ['python -m generator.importer follow "$RUNNER_TEMP"']
    rights = workflow["jobs"]["follow"]["permissions"]
    assert rights == {"contents": "write", "pull-requests": "write"}
