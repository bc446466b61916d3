"""Bring published facts into `data/`: `python -m generator.importer docbook --edition 2026e …`.

A maintainer runs it when something new is published; what it writes is reviewed like any change.
"""

import argparse
import datetime as dt
import sys
from pathlib import Path

from generator.importer import toolkits
from generator.importer.edition import PARTS, DiffersError, Order, run
from generator.problems import BadDataError


def main(arguments: list[str]) -> int:
    """Do what the arguments say; give the exit status."""
    options = _parser().parse_args(arguments)
    if options.command == "toolkits":
        toolkits.run(options.facts, Path("data"))
        return 0
    sources = {part: getattr(options, _name(part)) for part in PARTS}
    order = Order(
        edition=options.edition,
        sources={part: path for part, path in sources.items() if path},
        data=Path("data"),
        day=options.day,
        dry_run=options.dry_run,
        replace=options.replace,
        excerpt=options.excerpt,
    )
    if not order.sources:
        print("no file of any part, expected --part03 FILE or another one", file=sys.stderr)
        return 2
    return _docbook(order, options.markdown)


def _docbook(order: Order, markdown: Path | None) -> int:
    try:
        report = run(order)
    except BadDataError as error:
        print(error, file=sys.stderr)
        count = len(error.problems)
        noun = "problem" if count == 1 else "problems"
        print(f"{count} {noun}; nothing was written", file=sys.stderr)
        return 1
    except DiffersError as error:
        print(error.report.text())
        print(error, file=sys.stderr)
        print("nothing was written; --replace puts the new ones in their place", file=sys.stderr)
        return 1
    print(report.text(), end="")
    if markdown:
        markdown.write_text(report.markdown(), encoding="utf-8", newline="")
    return 0


def _name(part: str) -> str:
    return f"part{int(part.removeprefix('PS3.')):02}"


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


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m generator.importer", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    docbook = commands.add_parser("docbook", help="read an edition of the standard")
    docbook.add_argument("--edition", required=True, type=_edition, help="such as 2026e")
    for part in PARTS:
        docbook.add_argument(f"--{_name(part)}", type=_file, metavar="FILE", help=part)
    docbook.add_argument("--dry-run", action="store_true", help="write nothing, only report")
    docbook.add_argument("--replace", action="store_true", help="replace tables that differ")
    docbook.add_argument(
        "--excerpt", action="store_true", help="let be missing what a file refers to"
    )
    docbook.add_argument("--markdown", type=Path, metavar="FILE", help="write the report there")
    docbook.add_argument(
        "--day", default=dt.datetime.now(tz=dt.UTC).date().isoformat(),
        help="the day of the import, today if left out",
    )  # fmt: skip
    tools = commands.add_parser("toolkits", help="read the constants of toolkits")
    tools.add_argument("facts", type=Path, help="a folder of tables of constants")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
