"""The parts of the real registry that tests of data ask for."""

from pathlib import Path

import pytest

from generator.model import Registry
from generator.model.attributes import Dictionary
from generator.model.editions import Edition
from generator.model.iod_tables import IodTables
from generator.model.uids import RegisteredUid

DATA = Path("data")


@pytest.fixture(scope="session")
def editions(registry: Registry) -> tuple[Edition, ...]:
    return registry.editions


@pytest.fixture(scope="session")
def uids(registry: Registry) -> tuple[RegisteredUid, ...]:
    return tuple(registry.uids.values())


@pytest.fixture(scope="session")
def dictionary(registry: Registry) -> Dictionary:
    return registry.dictionary


@pytest.fixture(scope="session")
def iod_tables(registry: Registry) -> IodTables:
    return registry.iods
