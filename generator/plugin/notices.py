"""The notices of other people's work that the site holds copies of, as their licences ask.

The site carries the theme's style sheets and icons, and its search with lunr in it; both are under
the MIT licence, whose text must go with every copy.
"""

from collections.abc import Iterator
from importlib.metadata import distribution

from generator.problems import FailedError

PATH = "licences.txt"

_LINE = "-" * 72

_LUNR = """\
lunr 2.3.9, in the script of the search
Copyright (C) 2020 Oliver Nightingale
"""
"""lunr has no licence text of its own in the theme's script, but a notice, and the same terms."""


def notices() -> Iterator[tuple[str, bytes]]:
    """The file of notices, as (path below the site's root, content)."""
    theme = distribution("mkdocs-material")
    terms = theme.read_text("licenses/LICENSE")
    if terms is None:
        raise FailedError("the theme has no licence, expected one to copy")
    lines = (
        "This site is under the MIT licence. It holds copies of these works:",
        "",
        _LINE,
        f"Material for MkDocs {theme.version}, its style sheets, icons and search",
        terms.strip(),
        "",
        _LINE,
        _LUNR + "under the same terms as above",
        "",
    )
    yield PATH, "\n".join(lines).encode()
