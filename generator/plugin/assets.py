"""The style sheet and the script that every page asks for, each one file named by its content.

`mkdocs.yml` names several of each, as they are written. A page asks for two files instead of ten,
and a browser may keep them for a year, since other content has another name (hosting.py).
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files

from generator.plugin.private import UNUSED_ASSETS

_NAMES = {
    "extra_css": "assets/stylesheets/registry.{}.css",
    "extra_javascript": "assets/javascripts/registry.{}.js",
}
"""The settings of mkdocs.yml, and the file that stands for what each names; {} is its hash."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """Files of docs/ in one: its path in the site, its content, the paths of its parts."""

    path: str
    content: str
    parts: tuple[str, ...]


def bundle_assets(config: MkDocsConfig) -> list[Bundle]:
    """Put the files that `config` names for every page into one a kind, and name those instead.

    Raises Abort where one of them is not in docs/.
    """
    bundles = list(_bundles(config))
    for setting, bundle in zip(_NAMES, bundles, strict=True):
        config[setting] = [bundle.path]
    return bundles


def _bundles(config: MkDocsConfig) -> Iterator[Bundle]:
    for setting, name in _NAMES.items():
        parts = tuple(map(str, config[setting]))
        try:
            content = "".join(Path(config.docs_dir, it).read_text(encoding="utf-8") for it in parts)
        except OSError as error:
            raise Abort(f"mkdocs.yml: {setting}: {error.filename}: {error.strerror}") from error
        digest = hashlib.sha256(content.encode()).hexdigest()[:8]
        yield Bundle(path=name.format(digest), content=content, parts=parts)


def replace_assets(files: Files, bundles: Sequence[Bundle], config: MkDocsConfig) -> None:
    """Take out of `files` what became part of a bundle or is never asked for; add the bundles."""
    parts = {part for bundle in bundles for part in bundle.parts}
    for file in list(files):
        if file.src_uri in parts or UNUSED_ASSETS.match(file.src_uri):
            files.remove(file)
    for bundle in bundles:
        files.append(File.generated(config, bundle.path, content=bundle.content))
