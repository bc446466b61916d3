"""What is kept of the data that was loaded: taken when nothing is another, else loaded again."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from generator.check import RULES
from generator.history import compute_history
from generator.load import load
from generator.model import editions
from generator.plugin.loading import load_again, write
from generator.problems import BadDataError

ROOT = Path(__file__).parents[2]
RECORD = "sop_classes/EncapsulatedSTLStorage.yml"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with its data, loaded once, and what was kept of that."""
    root = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "data", root / "data")
    shutil.copytree(ROOT / "docs" / "guides", root / "docs" / "guides")
    loaded, is_kept = load_again(root / "data", root / "kept")
    assert not is_kept
    write(loaded, root / "data", root / "kept")
    return root


@contextmanager
def edited(path: Path, text: str | None) -> Iterator[None]:
    """`path` with that text, or without any file if None, and as it was before in the end."""
    before = path.read_bytes() if path.exists() else None
    path.unlink(missing_ok=True)
    if text is not None:
        path.write_text(text)
    yield
    path.unlink(missing_ok=True)
    if before is not None:
        path.write_bytes(before)


def test_what_is_kept_is_what_was_loaded(project: Path) -> None:
    data = project / "data"
    loaded, is_kept = load_again(data, project / "kept")
    fresh = load(data, RULES)

    assert is_kept
    assert loaded.history == compute_history(fresh.editions)
    assert loaded.registry.sop_classes == fresh.sop_classes
    assert loaded.registry.editions == fresh.editions
    # Kinds of tables are compared by identity.
    assert loaded.registry.edition.table(editions.A_1) is not None


def test_a_record_that_was_edited_is_read(project: Path) -> None:
    record = project / "data" / RECORD
    with edited(record, record.read_text().replace("text: STL\n", "text: STL mesh\n", 1)):
        loaded, is_kept = load_again(project / "data", project / "kept")

    assert is_kept
    assert loaded.registry.keys["EncapsulatedSTLStorage"].aliases[0].text == "STL mesh"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (f"data/{RECORD}", "uid: 1.2\n"),
        pytest.param("data/sections.csv", "section\n", marks=pytest.mark.thorough),
        pytest.param("docs/guides/new.md", "---\n", marks=pytest.mark.thorough),
        pytest.param(f"data/{RECORD}", None, marks=pytest.mark.thorough),
        pytest.param("data/sop_classes/new.txt", "", marks=pytest.mark.thorough),
    ],
)
def test_what_is_wrong_is_told_as_without_it(project: Path, path: str, text: str | None) -> None:
    with edited(project / path, text):
        with pytest.raises(BadDataError) as said:
            load_again(project / "data", project / "kept")
        with pytest.raises(BadDataError) as expected:
            load(project / "data", RULES)

    assert str(said.value) == str(expected.value)


@pytest.mark.parametrize(
    "damage", [None, *(pytest.param(it, marks=pytest.mark.thorough) for it in (b"", b"x"))]
)
def test_what_is_damaged_is_not_taken(project: Path, tmp_path: Path, damage: bytes | None) -> None:
    content = (project / "kept").read_bytes()
    (tmp_path / "kept").write_bytes(content[:-1] if damage is None else damage)

    assert not load_again(project / "data", tmp_path / "kept")[1]


def test_what_was_edited_meanwhile_is_not_kept(project: Path, tmp_path: Path) -> None:
    loaded, _ = load_again(project / "data", project / "kept")
    with edited(project / "data" / "sections.csv", "section\n"):
        write(loaded, project / "data", tmp_path / "kept")

    assert not (tmp_path / "kept").exists()
