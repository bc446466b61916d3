"""The live preview: follows edits of data and templates, and makes only what they touch again."""

import contextlib
import logging
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from mkdocs.exceptions import Abort

from generator.check import RULES
from generator.load import load_records
from generator.model import Registry
from generator.plugin.loading import by_file
from generator.problems import BadDataError, FailedError
from generator.render.text import count

log = logging.getLogger("mkdocs.plugins.sop-class-registry")


class Preview:
    """What the live server calls when a file has changed.

    `full` builds everything into the folder `site`, and may take from another folder what was there
    before, by way of a spare folder; `again` makes those pages again that are others in a registry,
    or by their templates, and says how many, or None where that is not enough.
    Where something is wrong, it is said, and the last good pages stay: the server would answer no
    request until it is mended, if it were told.
    """

    def __init__(  # noqa: PLR0913  # what it follows, and the two ways to build
        self,
        *,
        registry: Registry,
        data: Path,
        templates: Path,
        others: Iterable[Path],
        site: Path,
        full: Callable[[Path, Path], Registry],
        again: Callable[[Registry], int | None],
    ) -> None:
        self._registry = registry
        self._data = data
        self._templates = templates
        self._others = tuple(others)
        self._site = site
        self._full = full
        self._again = again
        self._seen = self._files()

    def __call__(self) -> None:
        """Make what the edits touch again that the pages do not show yet."""
        seen = self._files()
        changed = {Path(path) for path, _ in self._seen.items() ^ seen.items()}
        if not changed:
            return
        try:
            self._follow(changed)
        except (Abort, BadDataError, FailedError) as error:
            log.error("the last good pages stay, for this is wrong:\n%s", error)  # noqa: TRY400  # no place in our code says more
        except Exception:  # whatever it is, the server goes on
            log.exception("the last good pages stay, for this is wrong:")
        else:
            self._seen = seen

    def _follow(self, changed: Iterable[Path]) -> None:
        records, theme = self._data / "sop_classes", self._templates / "theme"
        if all(
            path.is_relative_to(records)
            or (path.is_relative_to(self._templates) and not path.is_relative_to(theme))
            for path in changed
        ):
            others = {path.name for path in changed if path.is_relative_to(records)}
            known = by_file(self._registry)
            unchanged = {name: record for name, record in known.items() if name not in others}
            registry = load_records(self._data, self._registry, RULES, unchanged)
            number = self._again(registry)
            if number is not None:
                self._registry = registry
                log.info("%s made again", count(number, "page"))
                return
        with _set_aside(self._site) as (last, spare):
            self._registry = self._full(last, spare)

    def _files(self) -> Mapping[str, int]:
        """Every file that is followed, with the time of its last change."""
        return dict(_times((self._data, self._templates, *self._others)))


@contextlib.contextmanager
def _set_aside(site: Path) -> Iterator[tuple[Path, Path]]:
    """Have what is in the folder `site` made anew, and put it back where that fails.

    Gives the folder where it is meanwhile, and an empty one to build in.
    """
    aside, spare = (site.with_name(f"{site.name}-{what}") for what in ("last", "spare"))
    site.rename(aside)
    spare.mkdir()
    try:
        yield aside, spare
    except BaseException:
        shutil.rmtree(site, ignore_errors=True)
        aside.rename(site)
        raise
    finally:
        shutil.rmtree(spare, ignore_errors=True)
    shutil.rmtree(aside)


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
