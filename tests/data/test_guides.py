"""The guides and the README against the data: what they name exists, what they quote is true."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.__main__ import main
from generator.model import Registry

GUIDES = sorted(path for path in Path("docs/guides").glob("*.md") if path.stem != "index")

_SOP_CLASS_LINK = re.compile(r"\]\(\.\./sop-classes/([0-9.]+)/index\.md(?:#[\w.-]+)?\)")


def _front_matter(guide: Path) -> dict[str, Any]:
    head = guide.read_text(encoding="utf-8").split("---\n", 2)[1]
    return dict(yaml.safe_load(head))


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
