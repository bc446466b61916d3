"""Everything of the site that is made of the registry: its pages, and the files besides them."""

import html
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from math import ceil
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from generator import api, render
from generator.history import History
from generator.hosting import gzipped, host_files
from generator.model import Registry
from generator.parts import Part
from generator.plugin.data import (
    data_name,
    name_of,
    name_script,
    rename_data,
    with_name,
    without_name,
)
from generator.plugin.folder import Folder, as_noted
from generator.plugin.keys import Keys, compiled, differ_in_records, theme_key
from generator.plugin.notices import notices
from generator.plugin.private import INDEX, Gate, set_search_entries
from generator.plugin.prose import prose_script
from generator.plugin.shells import Shells, path_of
from generator.plugin.writing import Last, MadePart, Writer, Written
from generator.render.html import Renderer, Repository
from generator.render.page import Page
from generator.render.text import count
from generator.workers import Task, Workers, processors

log = logging.getLogger("mkdocs.plugins.sop-class-registry")

_STEP = 1000
"""After how many pages a build says how far it is."""

_BATCH = 60
"""How many pages a worker makes at most before it takes more, so that all end at about one time."""

_FEW = 300
"""Up to so many pages are made again without processes of their own."""

_BY_MKDOCS = "MkDocs"
"""The name of the part that MkDocs makes: hand-written pages, what they load, the site map."""


class _Changed(NamedTuple):
    """A part of the other files that has to be made: its name, its key, and what makes it."""

    name: str
    key: str
    make: Callable[[], Iterable[tuple[str, bytes]]]


class Site:
    """Makes what the registry gives the site that `config` describes, into its folder.

    `cache` is a folder for compiled templates. `last` is a site made before: what is the same again
    is not written again, as far as the folder holds it when `begin` is called.
    """

    def __init__(  # noqa: PLR0913  # what it is made of
        self,
        registry: Registry,
        history: History,
        config: MkDocsConfig,
        *,
        data: Path,
        templates: Path,
        scripts: frozenset[str],
        last: Last,
        cache: Path,
    ) -> None:
        self.last = last
        """The site that was made before; when this one is finished, this one."""

        self.pages: list[Page] = []
        self.in_menu: dict[str, MkDocsPage] = {}
        """The pages that the menu names, by the address of the registry's page."""

        self._config = config
        self._scripts = scripts
        self._data = data
        self._templates = templates
        self._compiled = compiled(cache)
        self._workers: list[Workers] = []
        assets = (*config.extra_css, *map(str, config.extra_javascript))
        said = config.site_url, config.extra["registry"]
        settings = (*self._settings(), *assets, *map(str, said))
        self._around = theme_key(config, templates / "theme", settings)
        self._take(registry, history)

    def _take(self, registry: Registry, history: History) -> None:
        """Be the site of `registry`, which has that `history`, from now on."""
        suffix = "" if self._config.use_directory_urls else "index.html"
        repository = Repository(self._config.repo_url or "")
        self._registry = registry
        self._history = history
        self._renderer = Renderer(
            registry, self._history, self._templates, repository=repository, suffix=suffix
        )
        self._renderer.environment.bytecode_cache = self._compiled
        self._keys = Keys(registry, self._data, self._templates, self._settings())

    def _settings(self) -> Iterator[str]:
        """The settings that pages depend on, as text."""
        yield self._config.repo_url or ""
        yield str(self._config.use_directory_urls)

    def has_of_mkdocs(self, folder: Folder) -> bool:
        """Whether `folder` holds all that MkDocs makes, and as it would be made."""
        last = self.last.parts.get(_BY_MKDOCS)
        return (
            last is not None
            and last.key == self._key_of_mkdocs()
            and all(path in folder.before for path in (*last.paths, INDEX))
        )

    def _key_of_mkdocs(self) -> str:
        addresses = (page.url for page in self.pages)
        return self._keys.of_mkdocs(Path(self._config.docs_dir), self._around, addresses)

    def begin(self, folder: Folder) -> None:
        """Begin to make the files of the API in `folder`, in a process of its own: they take long.

        This one gathers the pages meanwhile.
        """
        self._folder = folder
        self._written = Written()
        self._start(self._other_files(self._api(), self._written), 1)
        self._gather()

    def _gather(self) -> None:
        self.pages = list(render.pages(self._registry, self._history))

    def _start(self, tasks: Iterable[Task], number: int) -> None:
        self._workers.append(Workers([*tasks], number))

    def go_on(
        self, env: jinja2.Environment, known: Files, nav: Navigation, others: Iterable[Task]
    ) -> None:
        """Begin to make all the rest, in more processes, while MkDocs makes its own.

        `others` is what these do besides, first.
        """
        # What is no template is told before any page is made; workers have the others compiled.
        Written(faults=[*self._renderer.compile()]).checked()
        env.bytecode_cache = self._compiled
        self._shells = Shells(
            environment=env,
            config=self._config,
            files=known,
            nav=nav,
            in_menu=self.in_menu,
            scripts=self._scripts,
            key=self._around,
        )
        changed, same = self._changed()
        self._written.add(same)
        log.info("making %s of %s", f"{len(changed):,}", count(len(self.pages), "page"))
        rendered = self._other_files(self._rendered(), self._written)
        self._start([*others, *rendered, *self._batches(changed)], processors())

    def finish(self, by_mkdocs: Iterable[str] | None, scripts: Iterable[str]) -> None:
        """Wait until all is made, and write what follows from it.

        `by_mkdocs` are the paths of the files that MkDocs has made, `scripts` those that stand in
        pages among them; None where the folder had them.
        """
        written = self._written
        for _, result in chain.from_iterable(it.results() for it in reversed(self._workers)):
            before = len(written.made)
            written.add(result or Written())
            after = len(written.made)
            if before // _STEP != after // _STEP:
                log.info("made %s of %s", f"{after:,}", count(len(self.pages), "page"))
        self._workers.clear()
        written.checked()
        if by_mkdocs is None:
            written.add(self._same(_BY_MKDOCS))
        else:
            root = self._folder.root
            # MkDocs' own differs from Python to Python.
            zipped = self._write([("sitemap.xml.gz", gzipped((root / "sitemap.xml").read_bytes()))])
            there = (path for path in by_mkdocs if (root / path).is_file())
            files = zipped.files | {path: self._folder.note(path) for path in there}
            part = MadePart(self._key_of_mkdocs(), [*files], sorted(scripts))
            written.add(Written(parts={_BY_MKDOCS: part}, files=files))
        self._end(written)

    def stop(self) -> None:
        """Stop what is still being made."""
        for workers in self._workers:
            workers.stop()
        self._workers.clear()

    def again(self, registry: Registry, gate: Gate) -> int | None:
        """Make again what is not the same in `registry` or in the templates; how many pages.

        No more of the registry than its curated records may be others. None, and nothing is made,
        where MkDocs would have to make its pages again, which may link to pages that are gone.
        Through the `gate` the first pages are let that are made.
        """
        self._take(registry, self._history)
        self._gather()
        root, files = self._folder.root, self.last.files
        folder = Folder(root, without_name(files), data=name_of(files))
        if not self.has_of_mkdocs(folder):
            return None
        self._folder = folder
        try:
            return self._followed(gate)
        except BaseException:
            # What was written already is not what was noted of the last site.
            self.last = replace(self.last, files=as_noted(files, root))
            raise

    def _followed(self, gate: Gate) -> int:
        """Write what is not the same; how many pages."""
        changed, written = self._changed()
        # The page of a record is what its editor waits for; all others can come after it.
        first = [it for it in changed if _is_of_record(it)]
        written.add(self._made(first))
        if first:
            gate.open()
        written.add(self._made([it for it in changed if not _is_of_record(it)]))
        # Files that belong together are all made before any is written: pages load them meanwhile.
        parts = [
            it._replace(make=partial(iter, [*it.make()]))
            for it in self._changed_parts((*self._api(), *self._rendered()), written)
        ]
        gate.close()
        written.add(self._made_parts(parts))
        set_search_entries(self._config, search_entries(self.pages, self._config))
        written.add(self._same(_BY_MKDOCS))
        self._end(written)
        return len(changed)

    def _changed(self) -> tuple[list[Page], Written]:
        """The pages that have to be written, and what became of the others."""
        writer = self._writer()
        changed, same = [], Written()
        for page in self.pages:
            if writer.is_unchanged(page):
                same.made[page.url] = self.last.pages[page.url]
                path = path_of(page)
                same.files[path] = self._folder.before[path]
            else:
                changed.append(page)
        return changed, same

    def _made(self, chosen: Sequence[Page]) -> Written:
        """Write the `chosen` pages, in several processes where they are many."""
        if len(chosen) <= _FEW:
            return self._writer().write_all(chosen).checked()
        written = Written()
        for _, result in Workers([*self._batches(chosen)], processors()).results():
            written.add(result)
        return written.checked()

    def _writer(self) -> Writer:
        return Writer(
            renderer=self._renderer,
            shells=self._shells,
            key=self._keys.of,
            folder=self._folder,
            before=self.last.pages,
        )

    def _batches(self, chosen: Sequence[Page]) -> Iterator[Task]:
        writer = self._writer()
        size = min(_BATCH, ceil(len(chosen) / (2 * processors())))
        for first in range(0, len(chosen), size or 1):
            yield partial(writer.write_all, chosen[first : first + size])

    def _api(self) -> tuple[Part, ...]:
        return api.parts(self._registry, self._history, site=self._config.site_url or "/")

    def _rendered(self) -> tuple[Part, ...]:
        site, suffix = self._config.site_url or "/", self._renderer.suffix
        return render.parts(self._registry, self._history, self.pages, site=site, suffix=suffix)

    def _other_files(self, parts: Iterable[Part], written: Written) -> Iterator[Task]:
        """What makes those of `parts` that are others; notes in `written` those that are not.

        That is one task: the parts share what they are made of.
        """
        if changed := [*self._changed_parts(parts, written)]:
            yield partial(self._made_parts, changed)

    def _changed_parts(self, parts: Iterable[Part], written: Written) -> Iterator[_Changed]:
        """Those of `parts` that are others; notes in `written` those that are not."""
        for part in parts:
            key = self._keys.of_part(part, self._config.site_url or "/")
            last = self.last.parts.get(part.name)
            if last and not self._folder.before.keys() >= {*last.paths}:
                last = None
            if last and last.key == key:
                written.add(self._same(part.name))
            elif last and part.again and differ_in_records(last.key, key):
                yield _Changed(part.name, key, partial(part.again, self._folder.read))
            else:
                yield _Changed(part.name, key, part.make)

    def _made_parts(self, parts: Iterable[_Changed]) -> Written:
        """Write the files of `parts`."""
        written = Written()
        for name, key, make in parts:
            files = self._write(make()).files
            written.add(Written(parts={name: MadePart(key, [*files])}, files=files))
        return written

    def _same(self, name: str) -> Written:
        """The part of that name, as the folder holds it already."""
        part = self.last.parts[name]
        before = self._folder.before
        return Written(parts={name: part}, files={path: before[path] for path in part.paths})

    def _write(self, made: Iterable[tuple[str, bytes]]) -> Written:
        return Written(files={path: self._folder.write(path, content) for path, content in made})

    def _end(self, written: Written) -> None:
        """Write what follows from all others, remove what is no more, note what is there now."""
        root = self._folder.root
        scripts = {script for made in written.made.values() for script in made.scripts}
        scripts.update(chain.from_iterable(part.scripts for part in written.parts.values()))
        home = urlsplit(self._config.site_url or "/").path
        prose = prose_script((root / INDEX).read_bytes())
        written.add(self._write([*host_files(scripts, home), prose, *notices()]))
        written.files[INDEX] = self._folder.note(INDEX)
        name = data_name(written.files)
        code = self._config.extra["registry"]["code"]
        written.add(self._write([name_script(name, code)]))
        for path in self._folder.before.keys() - written.files.keys():
            self._folder.remove(path)
        rename_data(root, name)
        files = with_name(written.files, name)
        self.last = Last(site=root, pages=written.made, parts=written.parts, files=files)


def _is_of_record(page: Page) -> bool:
    return page.template == "sop-class.html"


def search_entries(every_page: Sequence[Page], config: MkDocsConfig) -> Iterator[dict[str, str]]:
    """One entry of the theme's search for each page: its title and its first paragraph."""
    suffix = "" if config.use_directory_urls else "index.html"
    for page in every_page:
        yield {
            "location": page.url + suffix,
            "title": html.escape(page.title, quote=False),
            "text": f"<p>{html.escape(page.lead, quote=False)}</p>",
        }


def with_addresses(sitemap: str, every_page: Sequence[Page], config: MkDocsConfig) -> str:
    """The site map of hand-written pages with the registry's pages added."""
    suffix = "" if config.use_directory_urls else "index.html"
    lines = (
        f"  <url><loc>{html.escape(f'{config.site_url}{page.url}{suffix}')}</loc></url>\n"
        for page in every_page
    )
    head, end, tail = sitemap.rpartition("</urlset>")
    return "".join((head, *lines, end, tail))
