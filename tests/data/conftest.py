"""The real data, read once for all tests of it."""

from pathlib import Path

import pytest

from generator.load.attributes import load_attributes
from generator.load.editions import load_editions
from generator.load.iods import load_iods
from generator.load.uids import load_uids
from generator.model.attributes import Dictionary
from generator.model.editions import Edition
from generator.model.iod_tables import IodTables
from generator.model.uids import RegisteredUid
from generator.problems import Problem

DATA = Path("data")


@pytest.fixture(scope="session")
def editions() -> tuple[Edition, ...]:
    problems: list[Problem] = []
    found = load_editions(DATA, problems)
    assert problems == []
    return found


@pytest.fixture(scope="session")
def uids(editions: tuple[Edition, ...]) -> tuple[RegisteredUid, ...]:
    problems: list[Problem] = []
    found = load_uids(DATA, editions, problems)
    assert problems == []
    return found


@pytest.fixture(scope="session")
def dictionary(editions: tuple[Edition, ...]) -> Dictionary:
    problems: list[Problem] = []
    found = load_attributes(DATA, editions, problems)
    assert problems == []
    return found


@pytest.fixture(scope="session")
def iod_tables(
    uids: tuple[RegisteredUid, ...], dictionary: Dictionary, editions: tuple[Edition, ...]
) -> IodTables:
    problems: list[Problem] = []
    found = load_iods(DATA, problems, uids, dictionary.attributes, editions)
    assert problems == []
    return found
