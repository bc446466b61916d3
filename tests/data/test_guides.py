"""The guides and the README against the data: what they name exists, what they quote is true."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.__main__ import main
from generator.load import load
from generator.model import Registry

GUIDES = sorted(path for path in Path("docs/guides").glob("*.md") if path.stem != "index")

_SOP_CLASS_LINK = re.compile(r"\]\(\.\./sop-classes/([0-9.]+)/index\.md(?:#[\w.-]+)?\)")


def _front_matter(guide: Path) -> dict[str, Any]:
    head = guide.read_text(encoding="utf-8").split("---\n", 2)[1]
    return dict(yaml.safe_load(head))


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load(Path("data"))


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
def test_a_guide_says_what_it_concerns_and_answers(guide: Path, registry: Registry) -> None:
    head = _front_matter(guide)
    assert list(head) == ["title", "description", "sop_classes", "questions"]
    assert len(head["description"]) <= 180
    assert [key for key in head["sop_classes"] if key not in registry.keys] == []
    assert len(set(head["sop_classes"])) == len(head["sop_classes"]) > 0
    assert 3 <= len(head["questions"]) <= 16


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
def test_a_guide_mentions_every_sop_class_it_concerns(guide: Path, registry: Registry) -> None:
    linked = _SOP_CLASS_LINK.findall(guide.read_text(encoding="utf-8"))
    assert [uid for uid in linked if uid not in registry.sop_classes] == []
    concerned = {registry.keys[key].uid for key in _front_matter(guide)["sop_classes"]}
    assert sorted(concerned - set(linked)) == []


def test_the_index_lists_every_guide() -> None:
    text = Path("docs/guides/index.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"\]\(([a-z-]+\.md)\)", text)) == [guide.name for guide in GUIDES]


def test_the_guide_on_retired_ones_counts_right(registry: Registry) -> None:
    text = Path("docs/guides/retired-sop-classes.md").read_text(encoding="utf-8")
    retired = [it for it in registry.sop_classes.values() if it.retired]
    assert f"the {len(retired)} retired ones" in text


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of what `check` reads, which is the working directory."""
    shutil.copytree("data", tmp_path / "data")
    shutil.copytree("docs/guides", tmp_path / "docs" / "guides")
    monkeypatch.chdir(tmp_path)
    return tmp_path


README = Path("README.md").read_text(encoding="utf-8")


def test_the_readme_mends_a_record(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    quoted = re.search(r"```text\n(data/sop_classes/.*\n1 problem\n)```", README)
    added = re.search(r"```yaml\n(  - text: .*\n    kind: nickname\n)```", README)
    assert quoted
    assert added
    record = project / "data/sop_classes/EncapsulatedSTLStorage.yml"
    text = record.read_text(encoding="utf-8")
    for line in re.findall(r"```yaml\n(uid: .*?)```", README, re.DOTALL)[0].splitlines():
        assert f"{line}\n" in text
    record.write_text(text.replace("summary: ", f"{added[1]}summary: "), encoding="utf-8")
    assert main(["check"]) == 1
    assert capsys.readouterr() == ("", quoted[1])

    record.write_text(record.read_text(encoding="utf-8").replace("kind: nickname", "kind: plain"))
    assert main(["check"]) == 0


def test_the_readme_adds_an_edition(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What the README says `check` asks for, and that there is no more to do than it says."""
    quoted = re.search(r"```text\n((?:   data/.*\n)+)   ```", README)
    assert quoted
    uid = "1.2.840.10008.5.1.4.1.1.999"
    editions = project / "data" / "editions"
    table = (editions / "2024d" / "ps3.6-table-a-1.csv").read_text(encoding="utf-8")
    (editions / "2026d").mkdir()
    (editions / "2026d" / "ps3.6-table-a-1.csv").write_text(
        f"{table}{uid},New Thing Storage,SOP Class,,NewThingStorage,\n", encoding="utf-8"
    )
    with (editions / "editions.yml").open("a", encoding="utf-8") as file:
        file.write('- edition: "2026d"\n  year: "2026"\n  uids_source: PS3.6 2026d\n')
    assert main(["check", "--quiet"]) == 1
    assert capsys.readouterr().err == quoted[1].replace("   data/", "data/") + "2 problems\n"

    with (project / "data/service_class_members.csv").open("a", encoding="utf-8") as file:
        file.write(f"{uid},storage,PS3.4,2024b,B.5,a test\n")
    (project / "data/sop_classes/NewThingStorage.yml").write_text(
        f"uid: {uid}\ncategory: encapsulated\nmodality:\n  none: a test\naliases: []\n"
        "summary: A thing that is new, and that nobody has seen anywhere yet.\n",
        encoding="utf-8",
    )
    assert main(["check", "--quiet"]) == 1
    assert capsys.readouterr().err == (
        f"data/sop_classes/NewThingStorage.yml:1: New Thing Storage ({uid}) has no IOD, expected "
        "one or the reason why not\n1 problem\n"
    )

    with (project / "data/iods/without.csv").open("a", encoding="utf-8") as file:
        file.write(f"{uid},newer,,,,a test\n")
    assert main(["check", "--quiet"]) == 0
    assert load(project / "data").edition.name == "2026d"
