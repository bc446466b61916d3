"""The settings of the site, mkdocs.yml, as MkDocs reads them."""

from pathlib import Path
from typing import Any

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from generator.problems import FailedError


def read_settings(path: Path, **changes: Any) -> MkDocsConfig:  # noqa: ANN401  # of any type
    """The settings in the file `path`, with `changes`.

    Raises FailedError where MkDocs takes them for none.
    """
    try:
        return load_config(str(path), **changes)
    except MkDocsException as error:
        raise FailedError(str(error)) from error
    except ValueError as error:  # all that MkDocs tells of some addresses
        message = f"{path}:1: {error}, expected addresses as site_url and repo_url"
        raise FailedError(message) from error
