"""The command line: `python -m generator check | build | offline | serve | export`."""

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from generator.problems import BadDataError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit code: 0 done, 1 it found what is wrong, 2 it was misused."""
    options = _parser().parse_args(arguments)
    # Asked to stop, a build cleans up behind itself, as it does at an interrupt from the keyboard.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        return int(options.run(options))
    except BadDataError as error:
        count = len(error.problems)
        print(error, f"{count:,} problem{'s' if count > 1 else ''}", sep="\n", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 130


def _check(options: argparse.Namespace) -> int:
    from generator.check import check
    from generator.load import load

    registry = load(options.config.parent / "data")
    check(registry)
    if not options.quiet:
        count = len(registry.sop_classes)
        print(f"data/: {count:,} SOP Classes, no problem found", file=sys.stderr)
    return 0


def _build(options: argparse.Namespace) -> int:
    from generator.build import BuildFailedError, build

    if options.offline:
        os.environ["DIRECTORY_URLS"] = "false"  # mkdocs.yml reads it
    try:
        build(
            options.config,
            options.to or options.config.parent / "site",
            compressed=options.compressed,
            quiet=options.quiet,
        )
    except BuildFailedError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _offline(options: argparse.Namespace) -> int:
    from generator.build import BuildFailedError
    from generator.offline import offline

    os.environ["DIRECTORY_URLS"] = "false"
    try:
        offline(options.config, options.config.parent / "dist", quiet=options.quiet)
    except BuildFailedError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _serve(options: argparse.Namespace) -> int:
    from generator.build import BuildFailedError, serve

    try:
        serve(options.config, options.address)
    except BuildFailedError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _export(options: argparse.Namespace) -> int:
    from generator.check import check
    from generator.export import ExportError, export
    from generator.load import load

    project = options.config.parent
    registry = load(project / "data")
    check(registry)
    try:
        number = export(registry, project, options.to)
    except ExportError as error:
        print(error, file=sys.stderr)
        return 1
    if not options.quiet:
        print(f"{options.to}: {number:,} pages", file=sys.stderr)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m generator", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="command")

    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--config", type=Path, default=Path("mkdocs.yml"), help="the mkdocs.yml")
    shared.add_argument("--quiet", action="store_true", help="say only what is wrong")

    command = commands.add_parser("check", parents=[shared], help="report every problem of data/")
    command.set_defaults(run=_check)

    command = commands.add_parser("build", parents=[shared], help="build the site, strictly")
    command.add_argument("--to", type=Path, metavar="DIR", help="default: site/ beside mkdocs.yml")
    command.add_argument("--offline", action="store_true", help="to be opened from files")
    command.add_argument(
        "--compressed", action="store_true", help="with a .gz and .br of each file"
    )
    command.set_defaults(run=_build)

    command = commands.add_parser("offline", parents=[shared], help="pack it into a zip in dist/")
    command.set_defaults(run=_offline)

    command = commands.add_parser("serve", parents=[shared], help="preview that follows edits")
    command.add_argument("--address", default="127.0.0.1:8000", metavar="HOST:PORT")
    command.set_defaults(run=_serve)

    command = commands.add_parser("export", parents=[shared], help="write a plain Markdown tree")
    command.add_argument("to", type=Path, metavar="DIR", help="an empty or absent folder")
    command.set_defaults(run=_export)
    return parser


if __name__ == "__main__":
    sys.exit(main())
