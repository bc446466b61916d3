"""What tests of the whole site share."""

from pathlib import Path

import pytest

from tests.conftest import once
from tests.site.scan import Seen, scan


@pytest.fixture(scope="session")
def seen(site: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Seen]:
    """Every page of the hosted site by its address, redirects included."""
    return once("seen", tmp_path_factory, lambda: scan(site))


@pytest.fixture(scope="session")
def file_seen(file_site: Path) -> dict[str, Seen]:
    """Every page of the site that is opened from files, by its address, redirects included."""
    return scan(file_site)
