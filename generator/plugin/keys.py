"""Tells whether something would be made the same again, without making it: by what goes into it.

The key of a page is a digest of everything that its content is made of: the code and its libraries,
the settings, the templates that it uses, the data, and of the curated records those that it shows.
So is the key of a part of the other files, and of what MkDocs makes of hand-written pages.
"""

import os
import re
import sqlite3
import sys
import zlib
from collections import deque
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from mkdocs.config.defaults import MkDocsConfig

from generator.model import Registry
from generator.parts import Part
from generator.render.environment import Fragments, compile_templates, environment
from generator.render.page import Page
from generator.render.shown import records_shown

RECORDS = "sop_classes"
"""The folder of curated records, of which pages show some only; all other data concerns all."""

_NAMED = re.compile(r"""["']([\w/-]+\.html)["']""")
"""How a template names another. Not all that looks so is one, which costs no more than time."""


class Keys:
    """Gives the keys of what is made of `registry`, from the folders `data` and `templates`.

    `settings` are what else pages depend on.
    """

    def __init__(
        self, registry: Registry, data: Path, templates: Path, settings: Iterable[str]
    ) -> None:
        self._templates = templates
        self._by_template: dict[str, bytes] = {}
        self._kinds: dict[tuple[str, frozenset[str] | None], blake2b] = {}
        records = data / RECORDS
        self._records = {
            uid: digest([(records / f"{record.key}.yml").read_bytes()])
            for uid, record in registry.sop_classes.items()
        }
        others = (it for it in data.rglob("*") if it.parent != records and it.is_file())
        guides = repr(registry.guides)  # what their front matter says: pages link to them
        texts = (it.encode() for it in (*settings, guides))
        self._everything = digest([*texts, *contents(others), code_digest()])

    def of(self, page: Page) -> str:
        """The key of `page`."""
        made = self._of_kind(page.template, records_shown(page)).copy()
        said = (page.url, page.title, page.window_title, page.description, page.lead)
        made.update(repr((said, page.section, page.wide)).encode())
        return made.hexdigest()

    def of_part(self, part: Part, site: str) -> str:
        """The key of `part` of the site at the address `site`; of what it shows of records last."""
        records = [self._records[uid] for uid in sorted(self._records)]
        shown = records if part.shows_records else ()
        return f"{digest([self._everything, site.encode()]).hex()} {digest(shown).hex()}"

    def of_mkdocs(self, docs: Path, around: str, addresses: Iterable[str]) -> str:
        """The key of what MkDocs makes of the folder `docs`.

        `around` is the key of the theme's page, `addresses` are those of the registry's pages.
        """
        files = (it for it in docs.rglob("*") if it.is_file())
        texts = (it.encode() for it in (around, *addresses))
        return digest([self._everything, *texts, *contents(files)]).hex()

    def _of_kind(self, template: str, shown: frozenset[str] | None) -> blake2b:
        """A digest, begun, of what pages of that template are made of that show those records."""
        begun = self._kinds.get((template, shown))
        if begun is None:
            records = self._records if shown is None else shown
            parts = (
                self._everything,
                self._template(template),
                *(self._records[uid] for uid in sorted(records)),
            )
            begun = self._kinds[template, shown] = blake2b(digest(parts), digest_size=16)
        return begun

    def _template(self, name: str) -> bytes:
        """A digest of the template `name` and of those that it names."""
        if name not in self._by_template:
            used: set[str] = set()
            self._use(name, used)
            self._by_template[name] = digest(contents(self._templates / it for it in used))
        return self._by_template[name]

    def _use(self, name: str, used: set[str]) -> None:
        used.add(name)
        text = (self._templates / name).read_text(encoding="utf-8", errors="replace")
        for other in _NAMED.findall(text):
            if other not in used and (self._templates / other).is_file():
                self._use(other, used)


def differ_in_records(one: str, other: str) -> bool:
    """Whether the keys of two parts are the same but for the curated records that these show."""
    return one != other and one.partition(" ")[0] == other.partition(" ")[0]


class Compiled(FileSystemBytecodeCache):
    """Keeps compiled templates in a folder, as Python keeps its modules."""

    def get_source_checksum(self, source: str) -> str:
        """A checksum of `source`, and of the code that compiles it."""
        return digest([code_digest(), source.encode()]).hex()


def compiled(folder: Path) -> Compiled | None:
    """Compiled templates in `folder`, if there can be such a folder."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return Compiled(str(folder)) if os.access(folder, os.W_OK) else None


def compile_into(folder: Path, templates: Path) -> None:
    """Have `folder` keep what is in `templates` compiled, before somebody waits for it."""
    made = environment(templates, Fragments())
    made.bytecode_cache = compiled(folder)
    deque(compile_templates(made), maxlen=0)  # whoever uses them is told what is wrong


def theme_key(config: MkDocsConfig, theme: Path, settings: Iterable[str]) -> str:
    """A digest of everything that the theme's page around a page is made of.

    That is what mkdocs.yml says, the overrides in the folder `theme`, and `settings`.
    """
    files = [Path(config.config_file_path), *(it for it in theme.rglob("*") if it.is_file())]
    texts = (it.encode() for it in settings)
    return digest([*texts, *contents(files), code_digest()]).hex()


def key_of_inputs(config: MkDocsConfig, folders: Iterable[Path]) -> str:
    """A digest of everything that a site is made of: settings, code, and what is in `folders`."""
    said = (config.site_url, config.repo_url, config.use_directory_urls)
    files = [Path(config.config_file_path)]
    files += (it for folder in folders for it in folder.rglob("*") if it.is_file())
    return digest([code_digest(), repr(said).encode(), *contents(files)]).hex()


def _versions() -> Iterator[str]:
    """The versions of Python, of what it has of C, and of every package that is installed."""
    yield from (sys.version, sqlite3.sqlite_version, zlib.ZLIB_RUNTIME_VERSION)
    places = [Path(it) for it in sys.path if it]
    found = {it.name for place in places if place.is_dir() for it in place.glob("*.dist-info")}
    yield from sorted(found)  # name and version, which take long to read of each


@cache
def code_digest() -> bytes:
    """A digest of the generator's own code, and of the versions of what it uses."""
    versions = (it.encode() for it in _versions())
    return digest([*versions, *contents(Path(__file__).parents[1].rglob("*.py"))])


def contents(paths: Iterable[Path]) -> Iterator[bytes]:
    """The path and the content of each of the files `paths`, in the order of the paths."""
    for path in sorted(paths):
        yield str(path).encode()
        yield path.read_bytes()


def digest(parts: Iterable[bytes | memoryview]) -> bytes:
    """A digest of `parts`, which tells them from the same bytes parted otherwise."""
    made = blake2b(digest_size=16)
    for part in parts:
        made.update(len(part).to_bytes(8, "big"))
        made.update(part)
    return made.digest()
