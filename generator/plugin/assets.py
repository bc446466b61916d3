"""The style sheets and scripts of the site: minified, at addresses that tell their content.

`mkdocs.yml` names what every page needs (`extra_css`, `extra_javascript`) and what the look-up
needs once somebody wants it (`extra.registry.lookup`): each becomes one file. What single pages
need stays apart. All scripts stand in one folder, which is named by what they are together: they
belong to each other, and a page never meets those of another day. So a browser may keep them for a
year (hosting.py). What is opened from files, no browser keeps: there the names stay short.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files

from generator.plugin.cache import keep, kept
from generator.plugin.keys import code_digest, digest
from generator.plugin.private import THEME_STYLES, UNUSED_ASSETS
from generator.plugin.styles import used_styles
from generator.problems import Problem, Where
from generator.workers import Workers

_SCRIPTS = "assets/js/"
"""Where scripts are as they are written, below docs/."""

_EARLY = f"{_SCRIPTS}scheme.js"
"""The script that runs before a page is drawn.

Hosted pages hold it, so as not to wait for it; those that are opened from files load it, which is
as quick, and it is there once for all of them.
"""

_TYPES = {".css": "text/css", ".js": "application/javascript"}

_NAMED = re.compile(r'"([\w/-]+)"')

_PARTS = f"{_SCRIPTS}check/parts.js"
"""The script that names others, which it has run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assets:
    """What became of the style sheets and scripts of docs/."""

    files: Mapping[str, str]
    """The content of each file, by its path in the site."""

    sources: frozenset[str]
    """The files of docs/ that they stand for."""

    code: str
    """The folder of the scripts in the site; it ends in a slash."""

    @property
    def names(self) -> frozenset[str]:
        """The scripts that a page may ask for, by name."""
        paths = (path for path in self.files if path.startswith(self.code))
        return frozenset(path.removeprefix(self.code).removesuffix(".js") for path in paths)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sources:
    """What assets are made of: texts by their paths, and the paths of which one file is made."""

    docs: Path
    texts: Mapping[str, str]
    everywhere: Sequence[str]
    lookup: Sequence[str]
    styles: Sequence[str]
    theme: str
    """The style sheets of the theme."""

    hosted: bool
    """Whether a web server shows the site, which then may hold old files for new ones."""


class _Made(NamedTuple):
    """What has been made of them."""

    files: dict[str, str]
    """The content of each file, by its path."""

    code: str
    """The folder of the scripts."""

    style: str
    """The path of the style sheet."""

    early: str
    """The script that stands in every page, before all else."""


def make_assets(
    config: MkDocsConfig, made_of_data: Iterable[tuple[str, str]] = (), cached: Path | None = None
) -> Assets:
    """Minify what is in docs/, and have `config` name what becomes of it.

    `made_of_data` are scripts that are used as if they stood in docs/, as (path, content). What is
    made is kept in the file `cached`, and taken from there if it would be the same again.

    Raises Abort where something that is named is not there, or is no JavaScript or CSS.
    """
    sources = _sources(config, dict(made_of_data))
    _check_parts(sources.docs, sources.texts)
    key = digest([code_digest(), repr(sources).encode()])
    content = kept(cached, key) if cached else None
    if content is not None:
        made = _Made(*json.loads(bytes(content)))
    else:
        made = _made(sources)
        if cached:
            text = json.dumps(made).encode()
            keep(cached, key, lambda file: file.write(text))
    code = made.code
    config.extra_css = [made.style]
    config.extra_javascript = [f"{code}site.js"]
    named = {"lookup": [f"{code}lookup.js"], "code": code, "scheme": made.early}
    config.extra["registry"] |= named
    return Assets(files=made.files, sources=frozenset(sources.texts), code=code)


def _sources(config: MkDocsConfig, known: Mapping[str, str]) -> _Sources:
    docs = Path(config.docs_dir)
    everywhere = [str(it) for it in config.extra_javascript]
    lookup = [str(it) for it in config.extra["registry"].get("lookup", ())]
    styles = [str(it) for it in config.extra_css]
    by_hand = (it.relative_to(docs).as_posix() for it in docs.glob(f"{_SCRIPTS}**/*.js"))
    scripts = sorted({*by_hand, *known})
    paths = dict.fromkeys((*styles, *everywhere, *lookup, *scripts))
    return _Sources(
        docs=docs,
        texts={path: known.get(path) or _read(docs, path) for path in paths},
        everywhere=everywhere,
        lookup=lookup,
        styles=styles,
        theme="".join(_theme_styles(config)),
        hosted=config.use_directory_urls,
    )


def _made(sources: _Sources) -> _Made:
    """The files that a site loads, minified.

    Raises Abort where something is no JavaScript or CSS.
    """
    made: dict[str, str] = {}
    # A process of its own: the library starts threads, and this one has yet to be forked.
    task = partial(_minified, sources.docs, sources.texts)
    for _, (minified, problems) in Workers([task], 1).results():
        if problems:
            raise Abort("\n".join(map(str, problems)))
        made = minified
    code = f"assets/code{_mark(made[path] for path in sorted(made)) if sources.hosted else ''}/"
    early = made.get(_EARLY, "") if sources.hosted else ""
    together = {*sources.everywhere, *sources.lookup, early and _EARLY}
    apart = [path for path in sorted(made) if path.endswith(".js") and path not in together]
    files = {f"{code}{path.removeprefix(_SCRIPTS)}": made[path] for path in apart}
    ours = "".join(made[path] for path in sources.styles)
    sheet = used_styles(sources.theme, ours) + ours
    style = f"assets/stylesheets/registry{_mark([sheet]) if sources.hosted else ''}.css"
    files |= {
        style: sheet,
        f"{code}site.js": _joined(made[path] for path in sources.everywhere),
        f"{code}lookup.js": _joined(made[path] for path in sources.lookup),
    }
    return _Made(files, code, style, early)


def replace_assets(files: Files, assets: Assets, config: MkDocsConfig) -> None:
    """Take out of `files` what `assets` stands for and what is never asked for; add `assets`."""
    for file in list(files):
        if file.src_uri in assets.sources or UNUSED_ASSETS.match(file.src_uri):
            files.remove(file)
    for path, content in assets.files.items():
        files.append(File.generated(config, path, content=content))


def _read(docs: Path, path: str) -> str:
    try:
        return (docs / path).read_text(encoding="utf-8")
    except OSError as error:
        raise Abort(f"mkdocs.yml: {error.filename}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise Abort(f"{docs / path}: no text in UTF-8, expected one") from error


def _theme_styles(config: MkDocsConfig) -> Iterator[str]:
    """The style sheets of the theme, in their order; none where it has none of ours."""
    for pattern in THEME_STYLES:
        for folder in config.theme.dirs:
            for path in Path(folder).glob(pattern):
                yield path.read_text(encoding="utf-8")


def _check_parts(docs: Path, texts: Mapping[str, str]) -> None:
    for name in _NAMED.findall(texts.get(_PARTS, "").partition("[")[2]):
        if f"{_SCRIPTS}{name}.js" not in texts:
            raise Abort(f"{docs / _PARTS}:1: no script {name!r}, expected one of {_SCRIPTS}")


def _minified(docs: Path, texts: Mapping[str, str]) -> tuple[dict[str, str], list[Problem]]:
    """`texts` as short as they can be, and what is wrong with them."""
    import minify  # noqa: PLC0415  # see above

    made: dict[str, str] = {}
    problems: list[Problem] = []
    for path, text in texts.items():
        try:
            made[path] = minify.string(_TYPES[Path(path).suffix], text)
        except minify.MinifyError as error:
            problems.append(_problem(docs / path, str(error)))
    return made, problems


def _problem(path: Path, said: str) -> Problem:
    found = re.match(r"(.*?) on line (\d+) and column", said)
    kind = "JavaScript" if path.suffix == ".js" else "CSS"
    where = Where.of(path, int(found[2]) if found else 1)
    return Problem(where, f"{found[1] if found else said}, expected {kind}")


def _joined(scripts: Iterable[str]) -> str:
    """Scripts one behind the other, each ended: what one gives must not be called by the next."""
    return "".join(f"{script};\n" for script in scripts)


def _mark(texts: Iterable[str]) -> str:
    """What tells `texts` apart from others in the name of a file, or a folder."""
    return "." + blake2b("\0".join(texts).encode(), digest_size=6).hexdigest()
