"""Writes pages: those whose key is another than last time are rendered, the others taken over."""

import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from generator.hosting import inline_scripts
from generator.plugin.data import Mark
from generator.plugin.folder import Folder
from generator.plugin.shells import Shells, path_of
from generator.problems import FailedError
from generator.render.faults import TemplateFailedError
from generator.render.html import Renderer
from generator.render.page import Heading, Page
from generator.render.text import count

_FAULTS = 20
"""After so many pages that templates could not make, a process takes the rest for the same."""

_FORM = 4
"""The form of what is noted of a site; notes of another form are not read."""


@dataclass(frozen=True, slots=True)
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


class MadePart(NamedTuple):
    """A part of the other files that was written: of what it was made, and which files it has."""

    key: str
    paths: Sequence[str]
    scripts: Sequence[str] = ()
    """The scripts that stand in pages among them."""


@dataclass(slots=True, kw_only=True)
class Written:
    """What was written: how each page and each part was made, and the files, by their paths."""

    made: dict[str, Made] = field(default_factory=dict)
    """How each page was made, by its address."""

    parts: dict[str, MadePart] = field(default_factory=dict)
    """How each part was made, by its name."""

    files: dict[str, Mark] = field(default_factory=dict)
    faults: list[TemplateFailedError] = field(default_factory=list)
    """What templates could not make."""

    def add(self, other: "Written") -> None:
        """Add what another process wrote."""
        self.made.update(other.made)
        self.parts.update(other.parts)
        self.files.update(other.files)
        self.faults += other.faults

    def checked(self) -> "Written":
        """The same. Raises FailedError with every fault, each place once."""
        if self.faults:
            # The pages that a place failed for are many; the first of them is told.
            found = {fault.problem.where: fault.problem for fault in reversed(self.faults)}
            lines = [*map(str, sorted(found.values()))]
            number = count(len(lines), "problem")
            raise FailedError("\n".join((*lines, f"{number}, no page made of it")))
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class Last:
    """What the plugin wrote of the site that was built before into the folder `site`."""

    site: Path
    inputs: str = ""
    """The key of all that it was made of; empty where that is not known."""

    pages: Mapping[str, Made] = field(default_factory=dict)
    """How each page was made, by its address."""

    parts: Mapping[str, MadePart] = field(default_factory=dict)
    """How each part of the other files was made, by its name."""

    files: Mapping[str, Mark] = field(default_factory=dict)
    """The marks of all files, pages too, by their paths."""

    @classmethod
    def read(cls, notes: Path, site: Path) -> "Last":
        """What the file `notes` says of the folder `site`: nothing if it cannot be read."""
        try:
            form, folder, inputs, scripts, pages, parts, files = json.loads(notes.read_bytes())
        except (OSError, ValueError):
            return cls(site=site)
        if (form, folder) != (_FORM, str(site)):
            return cls(site=site)
        return cls(
            site=site,
            inputs=inputs,
            pages={url: _made(scripts, *values) for url, values in pages.items()},
            parts={name: MadePart(*values) for name, values in parts.items()},
            files={path: Mark(*values) for path, values in files.items()},
        )

    def write(self, notes: Path) -> None:
        """Note it in the file `notes`."""
        scripts: dict[str, int] = {}
        pages = {url: _values(scripts, made) for url, made in self.pages.items()}
        notes.parent.mkdir(parents=True, exist_ok=True)
        aside = notes.with_name(f"{notes.name}-{os.getpid()}")
        noted = (_FORM, str(self.site), self.inputs, [*scripts], pages, self.parts, self.files)
        with aside.open("w", encoding="utf-8") as file:
            for mark, value in zip("[,,,,,,", noted, strict=True):
                file.write(mark + _as_json(value))  # all as one text would be the largest of all
            file.write("]")
        aside.replace(notes)


_as_json = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode


def _values(scripts: dict[str, int], made: Made) -> list[object]:
    """`made` as JSON; of its scripts, which most pages have the same, the number in `scripts`."""
    numbers = [scripts.setdefault(it, len(scripts)) for it in made.scripts]
    return [made.key, made.shell, made.start, made.end, made.headings, made.needs, numbers]


def _made(  # noqa: PLR0913, PLR0917  # the columns of the notes
    texts: Sequence[str],
    key: str,
    shell: str,
    start: int,
    end: int,
    headings: Sequence[Sequence[object]],
    needs: Sequence[str],
    scripts: Sequence[int],
) -> Made:
    titles = tuple(Heading(*it) for it in headings)  # type: ignore[arg-type]
    return Made(key, shell, start, end, titles, tuple(needs), tuple(texts[it] for it in scripts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Writes pages into `folder`, whose pages were made as `before` says, by their addresses."""

    renderer: Renderer
    shells: Shells
    key: Callable[[Page], str]
    folder: Folder
    before: Mapping[str, Made]

    def is_unchanged(self, page: Page) -> bool:
        """Whether the folder holds `page` as it would be written."""
        before = self._before(page)
        return (
            before is not None
            and before.key == self.key(page)
            and before.shell == self.shells.name(page, before.headings, before.needs)
        )

    def write_all(self, chosen: Iterable[Page]) -> Written:
        """Write the `chosen` pages, as far as templates can make them."""
        written = Written()
        for page in chosen:
            try:
                path = path_of(page)
                written.made[page.url], written.files[path] = self.write(page)
            except TemplateFailedError as error:
                written.faults.append(error)
                if len(written.faults) == _FAULTS:
                    break
        return written

    def write(self, page: Page) -> tuple[Made, Mark]:
        """Write `page`; says how it was made. Its content is rendered if its key is another."""
        key = self.key(page)
        before = self._before(page)
        if before is not None and before.key == key:
            file = self.folder.read(path_of(page))
            content = file[before.start : before.end]
            return self._fill(page, key, content, before.headings, before.needs)
        rendered = self.renderer.render(page)
        return self._fill(page, key, rendered.html.encode(), rendered.headings, rendered.scripts)

    def _before(self, page: Page) -> Made | None:
        """How the page was made that the folder holds, if it holds it."""
        return self.before.get(page.url) if path_of(page) in self.folder.before else None

    def _fill(
        self,
        page: Page,
        key: str,
        content: bytes,
        headings: tuple[Heading, ...],
        needs: tuple[str, ...],
    ) -> tuple[Made, Mark]:
        shell = self.shells.around(page, headings, needs)
        values = self.shells.values(page, "")
        pieces = [piece.encode() for piece in shell.fill(values)]
        at = 2 * shell.slots.index("content") + 1
        pieces[at] = content
        start = sum(map(len, pieces[:at]))
        made = Made(
            key=key,
            shell=self.shells.name(page, headings, needs),
            start=start,
            end=start + len(content),
            headings=headings,
            needs=needs,
            scripts=(*shell.scripts, *_scripts(content)),
        )
        return made, self.folder.write(path_of(page), b"".join(pieces))


def _scripts(content: bytes) -> Iterable[str]:
    return inline_scripts(content.decode()) if b"<script" in content else ()
