"""Packs the site into a zip that works by double click, on a machine with no network."""

import hashlib
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from generator.build import BuildFailedError, build, reason
from generator.settings import read_settings
from generator.zipping import BEST, Content, write_zip

NAME = "dicom-sop-class-registry"

_ONLY_HOSTED = re.compile(r"404\.html|_.*|robots\.txt|sitemap\..*|search/.*")
"""What no page opened from a file asks for: of hosts, of the theme's search."""

_READ_ME = """\
DICOM SOP Class Registry {version}, of DICOM {edition}

Open index.html in a web browser: double click it. Everything is in this folder; nothing is
installed, and nothing is asked of any network. Keep the folder together; it may be moved,
renamed, put on a stick or on a shared drive.

The same facts for programs are in the folder api: JSON, CSV and SQLite.

Not affiliated with NEMA or MITA. DICOM is a registered trademark of NEMA.
Terms and sources: about/sources/index.html
"""

_FOR_HOSTS = re.compile(
    r'<meta name="(?:description|generator|robots|color-scheme)"[^>]*>'
    r'|<link rel="(?:canonical|alternate)"[^>]*>'
    r"|,initial-scale=1(?=\")"
)
"""What heads of pages say to search engines, feed readers, and browsers old or kept waiting."""

_DEVICES = {
    "aux",
    "con",
    "nul",
    "prn",
    *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)),
}

_NOT_IN_WINDOWS = re.compile(r'[^ -~]|[<>:"\\|?*]|[. ]$')
"""Characters that its names of files cannot hold, or that tools write in several ways."""

_LONGEST = 150
"""Characters of a path: Windows has 260 for it and the folder that a reader unpacks into."""


def offline(config_file: Path, folder: Path, edition: str, *, quiet: bool = False) -> Path:
    """Build what `config_file` (a mkdocs.yml) describes and pack it into a zip in `folder`.

    The zip is named by `edition`, that of the data.

    Its SHA-256 stands in a file beside it. The environment must have the links end in the names of
    files, as `build --offline` does. Returns the zip; raises BuildFailedError, and what was there
    is as it was.
    """
    version = read_settings(config_file).extra["registry"]["version"]
    archive = folder / f"{NAME}-{edition}-offline.zip"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".offline-", dir=folder) as aside:
            site, packed = Path(aside, "site"), Path(aside, archive.name)
            build(config_file, site, quiet=quiet, lasting=False)
            read_me = (
                _READ_ME.format(version=version, edition=edition).replace("\n", "\r\n").encode()
            )
            pack(site, packed, {"READ-ME.txt": read_me})
            checksum = f"{hashlib.sha256(packed.read_bytes()).hexdigest()}  {archive.name}\n"
            packed.replace(archive)
            archive.with_name(f"{archive.name}.sha256").write_text(checksum, encoding="utf-8")
    except OSError as error:
        raise BuildFailedError(f"no zip written: {reason(error)}") from error
    if not quiet:
        sys.stderr.write(f"{archive}: {archive.stat().st_size / 1e6:,.1f} MB\n")
    return archive


def pack(site: Path, archive: Path, more: dict[str, bytes], effort: int = BEST) -> None:
    """Write the zip `archive` of what a reader opens of `site`, and the files `more`.

    The same files give the same bytes. With less `effort` it takes less time, and is larger. Raises
    BuildFailedError where a name cannot be unpacked on every system.
    """
    content: dict[str, Content] = {**dict(_opened(site)), **more}
    if problems := list(unpackable(sorted(content))):
        raise BuildFailedError("\n".join(problems))
    write_zip(archive, {name: content[name] for name in sorted(content)}, _for_files, effort)


def _for_files(name: str, content: bytes) -> bytes:
    """The file `name` as short as it may be where it is opened from a folder."""
    if not name.endswith(".html"):
        return content
    # The library starts threads, which no fork survives: it is for processes that compress.
    import minify  # noqa: PLC0415

    head, end, rest = content.decode().partition("</head>")
    page: str = minify.string("text/html", f"{_FOR_HOSTS.sub('', head)}{end}{rest}")
    return page.encode()


def _opened(site: Path) -> Iterator[tuple[str, Path]]:
    """The files of `site` that a reader opens, each as (path in the zip, file).

    A redirect that stands under two names is taken once where they differ only by case: many
    systems see one name there.
    """
    taken: dict[tuple[str, bytes], str] = {}
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.is_file() and not _ONLY_HOSTED.fullmatch(name):
            key = name.casefold(), hashlib.sha256(path.read_bytes()).digest()
            if taken.setdefault(key, name) == name:
                yield name, path


def unpackable(names: Iterable[str]) -> Iterator[str]:
    """What is wrong with the paths `names` on systems less free in naming than this one."""
    seen: dict[str, str] = {}
    for name in names:
        path = PurePosixPath(name)
        for place in (path, *path.parents):
            other = seen.setdefault(str(place).casefold(), str(place))
            if other != str(place):
                yield f"{place}: differs from {other} only by case, expected more of a difference"
        for part in path.parts:
            if _NOT_IN_WINDOWS.search(part) or part.partition(".")[0].casefold() in _DEVICES:
                yield f"{name}: {part!r} is no name for a file on Windows"
        if len(name) > _LONGEST:
            yield f"{name}: {len(name)} characters, expected at most {_LONGEST}"
