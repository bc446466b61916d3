"""`python -m tests.site.few build …` is `python -m generator build …`, but makes only some pages.

They are spread evenly over all. With `FEW=pages` in the environment nothing is made of the API.
"""

import os
import sys
from collections.abc import Iterator, Sequence

from generator.__main__ import main
from generator.parts import Part
from generator.plugin.site import Site
from generator.render.page import Page
from generator.workers import Task

_NUMBER = 400

_batches = Site._batches


def _few(site: Site, chosen: Sequence[Page]) -> Iterator[Task]:
    return _batches(site, chosen[:: max(1, len(chosen) // _NUMBER)])


def _nothing(_: Site) -> tuple[Part, ...]:
    return ()


if __name__ == "__main__":
    Site._batches = _few  # type: ignore[assignment, method-assign]
    if os.environ.get("FEW") == "pages":
        Site._api = _nothing  # type: ignore[assignment, method-assign]
    sys.exit(main())
