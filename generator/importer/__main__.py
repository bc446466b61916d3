"""Bring published facts into `data/`: `python -m generator.importer docbook --edition 2026e …`.

A maintainer runs it when something new is published; what it writes is reviewed like any change.
"""

import argparse
import datetime as dt
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from generator.importer.edition import PARTS, DiffersError, Order, run
from generator.importer.follow import follow
from generator.importer.published import part_name
from generator.problems import BadDataError

DATA = Path("data")


def main(arguments: list[str]) -> int:
    """Do what the arguments say; give the exit status."""
    options = _parser().parse_args(arguments)
    return _COMMANDS[options.command](options)


def _docbook(options: argparse.Namespace) -> int:
    sources = {part: getattr(options, part_name(part)) for part in PARTS}
    order = Order(
        edition=options.edition,
        sources={part: path for part, path in sources.items() if path},
        data=DATA,
        day=options.day.isoformat(),
        dry_run=options.dry_run,
        replace=options.replace,
        excerpt=options.excerpt,
    )
    if not order.sources:
        print("no file of any part, expected --part03 FILE or another one", file=sys.stderr)
        return 2
    try:
        report = run(order)
    except BadDataError as error:
        count = len(error.problems)
        noun = "problem" if count == 1 else "problems"
        print(f"{error}\n{count} {noun}; nothing was written", file=sys.stderr)
        return 1
    except DiffersError as error:
        print(error.report.text(), end="")
        print(error, file=sys.stderr)
        print("nothing was written; --replace puts the new ones in their place", file=sys.stderr)
        return 1
    print(report.text(), end="")
    if options.markdown:
        options.markdown.write_text(report.markdown(), encoding="utf-8", newline="")
    return 0


def _follow(options: argparse.Namespace) -> int:
    return follow(DATA, options.folder, options.day)


def _toolkits(_options: argparse.Namespace) -> int:
    from generator.importer import toolkits  # noqa: PLC0415  # needs the toolkits' packages

    toolkits.run(DATA)
    return 0


_COMMANDS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "docbook": _docbook,
    "follow": _follow,
    "toolkits": _toolkits,
}


def _edition(text: str) -> str:
    """An edition as an argument: a year, since 2014 with a letter."""
    if len(text) not in (4, 5) or not text[:4].isdigit() or not (text[4:] or "a").islower():
        raise argparse.ArgumentTypeError(f"{text!r}, expected an edition such as 2026e")
    return text


def _file(text: str) -> Path:
    path = Path(text)
    if not path.is_file():
        raise argparse.ArgumentTypeError(f"no file {text!r}, expected a DocBook file")
    return path


def _folder(text: str) -> Path:
    path = Path(text)
    if not path.is_dir():
        raise argparse.ArgumentTypeError(f"no folder {text!r}, expected one")
    return path


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m generator.importer", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    docbook = commands.add_parser("docbook", help="read an edition of the standard")
    docbook.add_argument("--edition", required=True, type=_edition, help="such as 2026e")
    for part in PARTS:
        docbook.add_argument(f"--{part_name(part)}", type=_file, metavar="FILE", help=part)
    docbook.add_argument("--dry-run", action="store_true", help="write nothing, only report")
    docbook.add_argument("--replace", action="store_true", help="replace tables that differ")
    docbook.add_argument(
        "--excerpt", action="store_true", help="let be missing what a file refers to"
    )
    docbook.add_argument("--markdown", type=Path, metavar="FILE", help="write the report there")
    following = commands.add_parser("follow", help="fetch, import and propose what is published")
    following.add_argument("folder", type=_folder, help="where the files go that are fetched")
    for command in (docbook, following):
        command.add_argument(
            "--day",
            type=dt.date.fromisoformat,
            default=dt.datetime.now(tz=dt.UTC).date(),
            help="the day of the import, today if left out",
        )
    commands.add_parser("toolkits", help="read the constants of pydicom and pynetdicom")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
