"""Tells whether a page would be made the same again, without making it: by what goes into it.

The key of a page is a digest of everything that its content is made of: the code and its libraries,
the settings, the templates that it uses, the data, and of the curated records those that it shows.
"""

import sys
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError, meta
from mkdocs.config.defaults import MkDocsConfig

from generator.model import Registry
from generator.render.page import Page
from generator.render.shown import records_shown

_LIBRARIES = ("jinja2", "markupsafe", "mkdocs", "mkdocs-material", "pyyaml")

_RECORDS = "sop_classes"
"""The folder of curated records, of which pages show some only; all other data concerns all."""

_SYNTAX = Environment(extensions=["generator.render.environment.Once"], autoescape=True)
"""Reads templates to see which others they name; renders nothing."""


class Keys:
    """Gives the keys of pages of `registry`, made from the folders `data` and `templates`.

    `settings` are what else pages depend on.
    """

    def __init__(
        self, registry: Registry, data: Path, templates: Path, settings: Iterable[str]
    ) -> None:
        self._templates = templates
        self._by_template: dict[str, bytes] = {}
        records = data / _RECORDS
        self._records = {
            uid: _digest([(records / f"{record.key}.yml").read_bytes()])
            for uid, record in registry.sop_classes.items()
        }
        others = (it for it in data.rglob("*") if it.parent != records and it.is_file())
        guides = repr(registry.guides)  # what their front matter says: pages link to them
        texts = (*settings, guides, *_versions())
        self._everything = _digest([*(it.encode() for it in texts), *_contents(others), _code()])

    def of(self, page: Page) -> str:
        """The key of `page`."""
        shown = records_shown(page)
        told = (page.url, page.title, page.window_title, page.description, page.lead)
        parts = [
            self._everything,
            self._template(page.template),
            repr((told, page.section, page.wide)).encode(),
            *(self._records[uid] for uid in sorted(self._records if shown is None else shown)),
        ]
        return _digest(parts).hex()

    def _template(self, name: str) -> bytes:
        """A digest of the template `name` and of those that it imports."""
        if name not in self._by_template:
            used: set[str] = set()
            self._use(name, used)
            self._by_template[name] = _digest(_contents(self._templates / it for it in used))
        return self._by_template[name]

    def _use(self, name: str, used: set[str]) -> None:
        used.add(name)
        text = (self._templates / name).read_text(encoding="utf-8", errors="replace")
        try:
            others = [*meta.find_referenced_templates(_SYNTAX.parse(text))]
        except TemplateSyntaxError:
            return  # what is wrong with it is said when it is to make a page
        for other in others:
            if other is not None and other not in used and (self._templates / other).is_file():
                self._use(other, used)


def theme_key(config: MkDocsConfig, theme: Path, settings: Iterable[str]) -> str:
    """A digest of everything that the theme's page around a page is made of.

    That is what mkdocs.yml says, the overrides in the folder `theme`, and `settings`.
    """
    files = [Path(config.config_file_path), *(it for it in theme.rglob("*") if it.is_file())]
    texts = (*settings, *_versions())
    return _digest([*(it.encode() for it in texts), *_contents(files), _code()]).hex()


def _versions() -> Iterator[str]:
    yield sys.version
    yield from (f"{name} {version(name)}" for name in _LIBRARIES)


@cache
def _code() -> bytes:
    """A digest of the generator's own code."""
    return _digest(_contents(Path(__file__).parents[1].rglob("*.py")))


def _contents(paths: Iterable[Path]) -> Iterator[bytes]:
    for path in sorted(paths):
        yield str(path).encode()
        yield path.read_bytes()


def _digest(parts: Iterable[bytes]) -> bytes:
    made = blake2b(digest_size=16)
    for part in parts:
        made.update(len(part).to_bytes(8, "big"))
        made.update(part)
    return made.digest()
