"""The copies with which the benchmark shows how a build grows are data like any other."""

from pathlib import Path

from generator.check import RULES
from generator.load import load
from tests.bench.growth import copy_project, multiply


def test_twice_the_records_are_twice_the_sop_classes(tmp_path: Path) -> None:
    before = load(Path("data"))
    data = copy_project(Path(), tmp_path / "project").parent / "data"

    multiply(data, 2)

    registry = load(data, RULES)
    assert len(registry.sop_classes) == 2 * len(before.sop_classes)
