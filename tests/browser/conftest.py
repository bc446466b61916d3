"""The site in both its forms: on a web server, and opened from files."""

from collections.abc import Callable
from pathlib import Path

import pytest

Address = Callable[..., str]
"""Gives the address of a page of the site: `address("lookup/", "#filter=ct")`."""


in_both_forms = pytest.mark.parametrize("address", ["http", "file"], indirect=True)
"""For a test that a short run, too, makes from files: one for each thing that pages do."""


@pytest.fixture(params=["http", pytest.param("file", marks=pytest.mark.thorough)])
def address(request: pytest.FixtureRequest) -> Address:
    """The addresses of a hosted site, and of one that is opened by double click."""
    if request.param == "http":
        home: str = request.getfixturevalue("http_site")
        return lambda page, hash_="": f"{home}{page}{hash_}"
    folder: Path = request.getfixturevalue("file_site")
    return lambda page, hash_="": f"{(folder / page / 'index.html').as_uri()}{hash_}"
