"""Writes pages: those whose key is another than last time are rendered, the others taken over."""

import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from generator.hosting import inline_scripts
from generator.plugin.shells import Shells, file_of
from generator.problems import FailedError
from generator.render.faults import TemplateFailedError
from generator.render.html import Renderer
from generator.render.page import Heading, Page
from generator.render.text import count

_FAULTS = 20
"""After so many pages that templates could not make, a process takes the rest for the same."""

_FORM = 2
"""The form of what is noted of pages; notes of another form are not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A page that was written: of what it was made, and where in its file its content stands."""

    key: str
    shell: str
    start: int
    end: int
    headings: tuple[Heading, ...]
    needs: tuple[str, ...]
    """The scripts that it loads besides those of every page."""

    scripts: tuple[str, ...]
    """The scripts that stand in it."""

    size: int
    time: int
    """The file's size and the time of its last change: of another file nothing is taken over."""


@dataclass(slots=True, kw_only=True)
class Written:
    """What became of pages: how each was made, by its address, and what templates could not."""

    made: dict[str, Made] = field(default_factory=dict)
    faults: list[TemplateFailedError] = field(default_factory=list)

    def add(self, other: "Written") -> None:
        """Take over what another process wrote."""
        self.made.update(other.made)
        self.faults += other.faults

    def checked(self) -> dict[str, Made]:
        """How each page was made. Raises FailedError with every fault, each place once."""
        if self.faults:
            # The pages that a place failed for are many; the first of them is told.
            found = {fault.problem.where: fault.problem for fault in reversed(self.faults)}
            lines = [*map(str, sorted(found.values()))]
            number = count(len(lines), "problem")
            raise FailedError("\n".join((*lines, f"{number}, no page made of it")))
        return self.made


@dataclass(frozen=True, slots=True, kw_only=True)
class Last:
    """The pages of the site that was built before into the folder `site`, by address."""

    site: Path
    pages: Mapping[str, Made]

    @classmethod
    def read(cls, notes: Path, site: Path) -> "Last":
        """What the file `notes` tells of the folder `site`: nothing, where it cannot be read."""
        try:
            form, folder, pages = json.loads(notes.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return cls(site=site, pages={})
        if (form, folder) != (_FORM, str(site)):
            return cls(site=site, pages={})
        return cls(site=site, pages={url: _made(values) for url, values in pages.items()})

    def write(self, notes: Path) -> None:
        """Note it in the file `notes`."""
        pages = {url: _values(made) for url, made in self.pages.items()}
        notes.parent.mkdir(parents=True, exist_ok=True)
        aside = notes.with_name(f"{notes.name}-{os.getpid()}")
        aside.write_text(json.dumps([_FORM, str(self.site), pages]), encoding="utf-8")
        aside.replace(notes)


def _values(made: Made) -> list[Any]:
    values = [getattr(made, it.name) for it in fields(Made)]
    values[4] = [[it.level, it.anchor, it.title] for it in made.headings]
    return values


def _made(values: Sequence[Any]) -> Made:
    key, shell, start, end, headings, needs, scripts, size, time = values
    return Made(
        key=key,
        shell=shell,
        start=start,
        end=end,
        headings=tuple(Heading(level=it[0], anchor=it[1], title=it[2]) for it in headings),
        needs=tuple(needs),
        scripts=tuple(scripts),
        size=size,
        time=time,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Writes pages into the folder `site`, and takes from the `last` site what is still so."""

    renderer: Renderer
    shells: Shells
    key: Callable[[Page], str]
    site: Path
    last: Last

    def is_last(self, page: Page) -> bool:
        """Whether the last site has `page` as it would be written."""
        before = self._before(page)
        return (
            before is not None
            and before.key == self.key(page)
            and before.shell == self.shells.name(page, before.headings, before.needs)
        )

    def write_all(self, chosen: Iterable[Page]) -> "Written":
        """Write the `chosen` pages, or take them over, as far as templates can make them."""
        made: dict[str, Made] = {}
        faults: list[TemplateFailedError] = []
        for page in chosen:
            try:
                made[page.url] = self.write(page)
            except TemplateFailedError as error:
                faults.append(error)
                if len(faults) == _FAULTS:
                    break
        return Written(made=made, faults=faults)

    def write(self, page: Page) -> Made:
        """Write `page`, or take it over; says how it was made."""
        key = self.key(page)
        before = self._before(page)
        if before is None or before.key != key:
            rendered = self.renderer.render(page)
            content = rendered.html.encode()
            return self._fill(page, key, content, rendered.headings, rendered.scripts)
        if before.shell != self.shells.name(page, before.headings, before.needs):
            content = file_of(self.last.site, page).read_bytes()[before.start : before.end]
            return self._fill(page, key, content, before.headings, before.needs)
        if self.site != self.last.site:
            target = file_of(self.site, page)
            _make_folder(target)
            os.link(file_of(self.last.site, page), target)
        return before

    def _before(self, page: Page) -> Made | None:
        """How the page was made that stands in the last site, if that file is as it was left."""
        made = self.last.pages.get(page.url)
        if made is None:
            return None
        try:
            found = file_of(self.last.site, page).stat()
        except FileNotFoundError:
            return None
        return made if (found.st_size, found.st_mtime_ns) == (made.size, made.time) else None

    def _fill(
        self,
        page: Page,
        key: str,
        content: bytes,
        headings: tuple[Heading, ...],
        needs: tuple[str, ...],
    ) -> Made:
        shell = self.shells.around(page, headings, needs)
        values = self.shells.values(page, "")
        pieces = [piece.encode() for piece in shell.fill(values)]
        at = 2 * shell.slots.index("content") + 1
        pieces[at] = content
        start = sum(map(len, pieces[:at]))
        target = file_of(self.site, page)
        _make_folder(target)
        written = _write(target, pieces)
        return Made(
            key=key,
            shell=self.shells.name(page, headings, needs),
            start=start,
            end=start + len(content),
            headings=headings,
            needs=needs,
            scripts=(*shell.scripts, *_scripts(content)),
            size=written.st_size,
            time=written.st_mtime_ns,
        )


def _make_folder(file: Path) -> None:
    try:
        file.parent.mkdir()
    except FileExistsError:
        pass
    except FileNotFoundError:
        file.parent.mkdir(parents=True, exist_ok=True)


def _write(file: Path, pieces: Iterable[bytes]) -> os.stat_result:
    """Put a new file at the place of `file`, whose content may be another site's too."""
    file.unlink(missing_ok=True)
    with file.open("wb", buffering=0) as opened:
        opened.write(b"".join(pieces))
        return os.fstat(opened.fileno())


def _scripts(content: bytes) -> Iterable[str]:
    return inline_scripts(content.decode()) if b"<script" in content else ()
