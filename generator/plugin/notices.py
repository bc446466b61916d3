"""The notices of other people's work that the site holds copies of, as their licences ask.

The site carries the theme's style sheets and icons, under the MIT licence, whose text must go with
every copy.
"""

from collections.abc import Iterator
from importlib.metadata import distribution

from generator.problems import FailedError

PATH = "licences.txt"

_LINE = "-" * 72


def notices() -> Iterator[tuple[str, bytes]]:
    """The file of notices, as (path below the site's root, content)."""
    theme = distribution("mkdocs-material")
    terms = theme.read_text("licenses/LICENSE")
    if terms is None:
        raise FailedError("the theme has no licence, expected one to copy")
    lines = (
        "This site is under the MIT licence. It holds copies of this work:",
        "",
        _LINE,
        f"Material for MkDocs {theme.version}, its style sheets and icons",
        terms.strip(),
        "",
    )
    yield PATH, "\n".join(lines).encode()
