"""Follow the standard: fetch what is published, import it, open a pull request, say if it is late.

A scheduled job runs it; whatever needs the network or another program is handed in, so that a test
can do without.
"""

import datetime as dt
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from generator.importer.docbook import UnreadableError
from generator.importer.edition import PARTS, DiffersError, Order, run
from generator.importer.published import (
    MixedError,
    Opener,
    Published,
    fetch,
    newest_here,
    overdue,
)
from generator.problems import BadDataError

Runner = Callable[[Sequence[str]], int]
"""Runs a program and gives its exit status."""


def follow(
    data: Path,
    folder: Path,
    today: dt.date,
    *,
    opener: Opener | None = None,
    runner: Runner | None = None,
) -> int:
    """Do all of it, the files in `folder`; give the exit status, 1 where a person must look."""
    newest = newest_here(data / "editions" / "editions.yml")
    try:
        published = fetch(PARTS, folder, opener)
    except (UnreadableError, MixedError, OSError) as error:
        print(f"what is published cannot be read: {error}", file=sys.stderr)
        return 1
    print(f"published: {published.edition}, since {published.day}; newest here: {newest}")
    if published.edition <= newest:
        return 0
    report = folder / "report.md"
    status = _import(data, published, today, report)
    if not status:
        status = _propose(published.edition, report, runner or _run)
    late = overdue(newest, published, today)
    if late:
        print(late, file=sys.stderr)
    return status or bool(late)


def _import(data: Path, published: Published, today: dt.date, report: Path) -> int:
    order = Order(
        edition=published.edition,
        sources=published.sources,
        data=data,
        day=today.isoformat(),
    )
    try:
        made = run(order)
    except BadDataError as error:
        print(f"{error}\nnothing was written", file=sys.stderr)
        return 1
    except DiffersError as error:
        print(error, file=sys.stderr)
        return 1
    print(made.text(), end="")
    report.write_text(made.markdown(), encoding="utf-8", newline="")
    return 0


def _propose(edition: str, report: Path, runner: Runner) -> int:
    """Push a branch with the import and open a pull request, or renew the one that is open."""
    branch = f"edition-{edition}"
    title = f"Import DICOM {edition}"
    body = ("--title", title, "--body-file", report.as_posix())
    for command in (
        ("git", "switch", "--create", branch),
        ("git", "add", "data"),
        ("git", "commit", "--message", title),
        ("git", "push", "--force", "origin", branch),
    ):
        status = runner(command)
        if status:
            print(f"{' '.join(command)}: exit status {status}, expected 0", file=sys.stderr)
            return status
    if runner(("gh", "pr", "edit", branch, *body)):
        return runner(("gh", "pr", "create", "--head", branch, *body))
    return 0


def _run(command: Sequence[str]) -> int:
    return subprocess.run(command, check=False).returncode  # noqa: S603  # our own commands
