"""The live preview: follows edits of data and templates, and makes only what they touch again."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from mkdocs.exceptions import Abort

from generator.check import RULES
from generator.load import load_records
from generator.model import Registry
from generator.problems import BadDataError
from generator.render.page import Page
from generator.render.touched import touched

log = logging.getLogger("mkdocs.plugins.sop-class-registry")


class Preview:
    """What the live server calls when a file has changed.

    `full` builds everything; `again` makes pages of a registry again, given which of them. Both may
    raise Abort with what is wrong: then the last good site stays and the server says so.
    """

    def __init__(  # noqa: PLR0913  # what it follows, and the two ways to build
        self,
        *,
        registry: Registry,
        data: Path,
        templates: Path,
        others: Iterable[Path],
        full: Callable[[], Registry],
        again: Callable[[Registry, Callable[[Page], bool]], int],
    ) -> None:
        self._registry = registry
        self._data = data
        self._templates = templates
        self._others = tuple(others)
        self._full = full
        self._again = again
        self._seen = self._files()

    def __call__(self) -> None:
        """Make what the edits since the last call touch again."""
        seen = self._files()
        before, self._seen = self._seen, seen
        changed = {Path(path) for path, _ in before.items() ^ seen.items()}
        if not changed:
            return
        records, templates = self._data / "sop_classes", self._templates
        if all(path.is_relative_to(records) for path in changed):
            self._follow_records()
        elif all(path.parent == templates for path in changed):
            names = {path.name for path in changed}
            number = self._again(self._registry, lambda page: page.template in names)
            log.info("%d pages made again", number)
        else:
            self._registry = self._full()

    def _follow_records(self) -> None:
        try:
            registry = load_records(self._data, self._registry, RULES)
        except BadDataError as error:
            raise Abort(str(error)) from error
        addresses = touched(self._registry, registry)
        number = self._again(registry, lambda page: page.url in addresses)
        self._registry = registry
        log.info("%d pages made again", number)

    def _files(self) -> Mapping[str, int]:
        """Every file that is followed, with the time of its last change."""
        return dict(_times((self._data, self._templates, *self._others)))


def _times(places: Iterable[Path]) -> Iterator[tuple[str, int]]:
    for place in places:
        if place.is_file():
            yield str(place), place.stat().st_mtime_ns
            continue
        for path in place.rglob("*"):
            try:
                yield str(path), path.stat().st_mtime_ns
            except FileNotFoundError:  # an editor's file that comes and goes
                continue
