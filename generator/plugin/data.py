"""The folder of the data that scripts load: it is named by what is in it.

So a script never meets data of another day, and a browser may keep them for a year (hosting.py).
While a site is made, the folder has no such name yet, or that which it had before.
"""

import re
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

UNNAMED = "assets/data/"
"""The folder that has no name yet."""

_NAMED = re.compile(r"^assets/data\.\w+/")


class Mark(NamedTuple):
    """By what a file of a site is known again."""

    size: int
    time: int
    """When it was last changed, in nanoseconds: a file that others changed is not known again."""

    digest: str
    """A digest of its content."""


def data_name(files: Mapping[str, Mark]) -> str:
    """The name of the folder with those of `files` that are data."""
    digest = blake2b(digest_size=6)
    for path, mark in sorted(files.items()):
        if path.startswith(UNNAMED):
            digest.update(f"{path}\0{mark.digest}\0".encode())
    return f"assets/data.{digest.hexdigest()}/"


def name_script(name: str, code: str) -> tuple[str, bytes]:
    """The script that tells others the name of the folder, as (path, content).

    It says the folder of the scripts, `code`, too: those of another site may read the data wrongly.
    """
    script = f'globalThis.SopData={{folder:"{name}",code:"{code}"}};\n'
    return "assets/data-folder.js", script.encode()


def with_name(files: Mapping[str, Mark], name: str) -> dict[str, Mark]:
    """`files` by their paths when the folder of the data is called `name`."""
    return {path_with(name, path): mark for path, mark in files.items()}


def path_with(name: str, path: str) -> str:
    """`path` when the folder of the data is called `name`."""
    return path.replace(UNNAMED, name, 1)


def without_name(files: Mapping[str, Mark]) -> dict[str, Mark]:
    """`files` by their paths when the folder of the data has no name yet."""
    return {_NAMED.sub(UNNAMED, path): mark for path, mark in files.items()}


def name_of(paths: Iterable[str]) -> str:
    """The name that the folder of the data has in `paths`."""
    return next((found[0] for path in paths if (found := _NAMED.match(path))), UNNAMED)


def rename_data(site: Path, name: str = UNNAMED) -> None:
    """Give the folder of the data in the folder `site` that `name`, if there is one."""
    for folder in (site / "assets").glob("data*/"):
        folder.rename(site / name)
