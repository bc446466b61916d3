"""The site in both its forms: on a web server, and opened from files."""

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.load import load
from generator.model import Registry
from tests.conftest import ROOT

Address = Callable[..., str]
"""Gives the address of a page of the site: `address("lookup/", "#filter=ct")`."""


@pytest.fixture(params=["http", "file"])
def address(request: pytest.FixtureRequest) -> Address:
    """The addresses of a hosted site, and of one that is opened by double click."""
    if request.param == "http":
        home: str = request.getfixturevalue("http_site")
        return lambda page, hash_="": f"{home}{page}{hash_}"
    folder: Path = request.getfixturevalue("file_site")
    return lambda page, hash_="": f"{(folder / page / 'index.html').as_uri()}{hash_}"


@pytest.fixture(scope="session")
def registry() -> Registry:
    """The registry that the site shows."""
    return load(ROOT / "data")
