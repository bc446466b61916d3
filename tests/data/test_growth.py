"""The copies with which the benchmark shows how a build grows are data like any other."""

from pathlib import Path

from generator.check import RULES
from generator.load import load
from generator.model import Registry
from tests.bench.growth import copy_project, multiply


def test_twice_the_records_are_twice_the_sop_classes(registry: Registry, tmp_path: Path) -> None:
    data = copy_project(Path(), tmp_path / "project").parent / "data"

    multiply(data, 2)

    twice = load(data, RULES)
    assert len(twice.sop_classes) == 2 * len(registry.sop_classes)
