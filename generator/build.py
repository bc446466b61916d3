"""Builds the site aside and swaps it in when it is whole.

A build that fails or is killed leaves the last good site as it was, and two builds at once do not
mix: each writes a folder of its own beside the site, and the one that ends last has its way.
"""

import contextlib
import ctypes
import fcntl
import hashlib
import logging
import os
import secrets
import shutil
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from mkdocs.commands.build import build as build_with_mkdocs
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from generator.hosting import compress
from generator.plugin import RegistryPlugin
from generator.plugin.folder import is_as_noted
from generator.plugin.writing import Last
from generator.problems import FailedError
from generator.settings import read_settings
from generator.workers import Workers, processors

_OURS = ("mkdocs.plugins.sop-class-registry", "mkdocs.livereload", "mkdocs.commands.serve")
"""The loggers whose progress is worth a line; of MkDocs' own, warnings are."""


_MANY = 500
"""From so many folders on it pays to remove them in several processes."""


_MONTH = 30 * 24 * 3600
"""Seconds after which a site that was not built again counts as given up."""


class BuildFailedError(FailedError):
    """The site was not built; the one that was there is as it was."""


def build(
    config_file: Path,
    site: Path,
    *,
    compressed: bool = False,
    quiet: bool = False,
    lasting: bool = True,
) -> None:
    """Build what `config_file` (a mkdocs.yml) describes, strictly, and put it where `site` is.

    `compressed` puts a .gz and a .br beside each file, for hosts that send them. Of a site that is
    not `lasting` nothing is noted, as none will be built there again. Says on standard
    error how far it is and in the end what it built; when `quiet`, only what is wrong. Raises
    BuildFailedError; `site` is then as it was.
    """
    start = time.monotonic()
    site = site.resolve()
    if site.exists() and not site.is_dir():
        raise BuildFailedError(f"{site}: is a file, expected a folder or nothing")
    if site.exists() and any(site.iterdir()) and not (site / "sitemap.xml").is_file():
        raise BuildFailedError(f"{site}: holds other things than a site; name an empty folder")
    try:
        with _log_shown(quiet=quiet):
            sizes = _sizes_built(config_file, site, compressed=compressed, lasting=lasting)
    except MkDocsException as error:
        raise BuildFailedError(str(error)) from error
    except OSError as error:
        raise BuildFailedError(f"no site built: {reason(error)}") from error
    if not quiet:
        seconds = time.monotonic() - start
        made_of = f"{len(sizes):,} files, {sum(sizes) / 1e6:,.1f} MB"
        sys.stderr.write(f"{_short(site)}: {made_of}, in {seconds:.1f} s\n")


def _sizes_built(config_file: Path, site: Path, *, compressed: bool, lasting: bool) -> list[int]:
    """Build `site`, unless it is what would be built; the sizes of its files."""
    config = read_settings(config_file, site_dir=str(site), strict=True)
    found = config.plugins.get("sop-class-registry")
    plugin = found if isinstance(found, RegistryPlugin) else None
    notes = _notes(config_file, site)
    before = notes.with_suffix("")
    last = Last.read(notes, site)
    inputs = plugin.inputs(config) if plugin else ""
    if last.inputs == inputs != "" and not compressed and is_as_noted(last.files, site):
        return [mark.size for mark in last.files.values()]
    with _aside(site) as aside, _aside(site, before) as spare:
        config.site_dir = str(aside)
        if plugin:
            plugin.last, plugin.spare = last, spare
        try:
            _build(config)
        except BaseException:
            _moved(spare, before)  # whatever it holds, the next build makes it right
            raise
        if compressed:
            compress(aside.rglob("*"))
        if plugin and not compressed:
            sizes = [mark.size for mark in plugin.last.files.values()]
        else:
            sizes = [*_sizes(aside)]
        _swap(aside, site)
        if plugin and lasting:
            # Of what was edited meanwhile nobody knows whether the site has it.
            if plugin.inputs(config) == inputs:
                replace(plugin.last, site=site, inputs=inputs).write(notes)
            else:
                notes.unlink(missing_ok=True)
            _moved(aside, before)
            _forget_others(notes)
    return sizes


def _sizes(folder: Path) -> Iterator[int]:
    """The size of each file in `folder`."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _sizes(Path(entry.path))
            else:
                yield entry.stat().st_size


def reason(error: OSError) -> str:
    """Why the system refused, as for a full disk or a folder that is read-only, in its words."""
    return f"{error.filename}: {error.strerror}" if error.filename else str(error)


def serve(config_file: Path, address: str) -> None:
    """Preview what `config_file` describes at `address` (host:port), until interrupted.

    Raises BuildFailedError where the first build fails; later ones say what is wrong and go on.
    """
    from mkdocs.commands.serve import serve as serve_with_mkdocs  # noqa: PLC0415  # builds need none

    read_settings(config_file)  # says what is wrong with them, where the server would throw
    try:
        with _log_shown(quiet=False):
            serve_with_mkdocs(str(config_file), dev_addr=address)
    except MkDocsException as error:
        raise BuildFailedError(str(error)) from error
    except OSError as error:
        raise BuildFailedError(f"{address}: {error.strerror or error}") from error


def _build(config: MkDocsConfig) -> None:
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build_with_mkdocs(config)
    finally:
        config.plugins.on_shutdown()


def _notes(config_file: Path, site: Path) -> Path:
    """The file that says how the folder `site` was made.

    The folder of the same name holds the site before that: the next one is built there.
    """
    name = hashlib.blake2b(str(site).encode(), digest_size=6).hexdigest()
    return config_file.resolve().parent / ".cache" / f"{name}.json"


def _forget_others(notes: Path) -> None:
    """Remove the notes of sites that were not built for a month, and what lies beside them."""
    for other in notes.parent.glob("*.json"):
        with contextlib.suppress(OSError):  # the site is there: what is left over is no fault of it
            if other != notes and time.time() - other.stat().st_mtime > _MONTH:
                other.unlink()
                shutil.rmtree(other.with_suffix(""), ignore_errors=True)


@contextlib.contextmanager
def _aside(site: Path, before: Path | None = None) -> Iterator[Path]:
    """A new folder beside `site`, locked as long as this process lives, and gone afterwards.

    It is empty, or what was the folder `before`, if there is one that nobody else has taken.
    """
    site.parent.mkdir(parents=True, exist_ok=True)
    prefix = f".{site.name}-building-"
    for left in site.parent.glob(f"{prefix}*"):
        # Only a build that was killed leaves a folder that nobody holds.
        with _lock(left) as locked:
            if locked:
                shutil.rmtree(left, ignore_errors=True)
    while True:
        aside = site.parent / f"{prefix}{secrets.token_hex(4)}"
        if before is None or not _moved(before, aside):
            aside.mkdir()
        with _lock(aside) as locked:
            # Another build may have taken it for a leftover before it was locked.
            if locked:
                try:
                    yield aside
                finally:
                    _remove(aside)
                return


def _moved(folder: Path, to: Path) -> bool:
    """Give `folder` the name `to`, if it is there and on the same disk; whether it has it."""
    try:
        folder.rename(to)
    except OSError:
        return False
    return True


def _remove(site: Path) -> None:
    """Remove the folder `site`, its thousands of folders in several processes at once."""
    folders = [path for path in site.glob("*/*") if path.is_dir() and not path.is_symlink()]
    if len(folders) > _MANY:
        number = processors()
        tasks = [partial(_remove_all, folders[at::number]) for at in range(number)]
        for _ in Workers(tasks, number).results():
            pass
    shutil.rmtree(site, ignore_errors=True)


def _remove_all(folders: Iterable[Path]) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _lock(folder: Path) -> Iterator[bool]:
    """Whether `folder` is there and nobody else holds it; held until the end of the `with`."""
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except FileNotFoundError:
        yield False
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        held = folder.exists()
    except BlockingIOError:
        held = False
    try:
        yield held
    finally:
        os.close(descriptor)


def _swap(new: Path, site: Path) -> None:
    """Put `new` where `site` is; what was there, if anything, is then where `new` was."""
    if not site.exists():
        new.rename(site)
    elif not _exchange(new, site):
        old = new.with_name(f"{new.name}-old")
        site.rename(old)
        new.rename(site)
        old.rename(new)


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in a single step; False where the system has none for it."""
    here, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE of Linux' renameat2(2)
    try:
        renameat2 = ctypes.CDLL(None).renameat2
    except AttributeError:
        return False
    failed: int = renameat2(here, os.fsencode(one), here, os.fsencode(other), exchange)
    return not failed


class _Shown(logging.Handler):
    """Writes what a build has to say to standard error: warnings, and our own progress."""

    def __init__(self, *, quiet: bool) -> None:
        super().__init__()
        self._quiet = quiet

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno >= logging.WARNING:
            sys.stderr.write(f"{record.levelname.lower()}: {self.format(record)}\n")
        elif record.name in _OURS and not self._quiet:
            sys.stderr.write(f"{record.getMessage()}\n")


@contextlib.contextmanager
def _log_shown(*, quiet: bool) -> Iterator[None]:
    """Show MkDocs' log at its usual level: it counts warnings only of a log that has a handler."""
    log = logging.getLogger("mkdocs")
    shown, before = _Shown(quiet=quiet), (log.level, log.propagate)
    log.addHandler(shown)
    log.setLevel(logging.INFO)
    log.propagate = False
    try:
        yield
    finally:
        log.removeHandler(shown)
        log.setLevel(before[0])
        log.propagate = before[1]


def _short(path: Path) -> str:
    """`path` as someone at the prompt would name it."""
    here = Path.cwd()
    return f"{path.relative_to(here) if path.is_relative_to(here) else path}/"
