"""The command line: `python -m generator check | build | … | lookup | object`."""

import argparse
import gc
import json
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from generator.model import Registry
from generator.problems import BadDataError, FailedError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit code: 0 done, 1 it could not be, 2 it was misused.

    `object` has codes of its own: 1 an object has an error, 2 a file could not be read.
    """
    options = _parser().parse_args(arguments)
    # Asked to stop, a build cleans up behind itself, as it does at an interrupt from the keyboard.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        code: int | None = options.run(options)
    except BadDataError as error:
        count = len(error.problems)
        print(error, f"{count:,} problem{'s' if count > 1 else ''}", sep="\n", file=sys.stderr)
        return 1
    except FailedError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 130
    return code or 0


def _check(options: argparse.Namespace) -> None:
    from generator.check import RULES
    from generator.load import load

    registry = load(options.config.parent / "data", RULES)
    _say(options, f"data: {len(registry.sop_classes):,} SOP Classes, no problem found")


def _build(options: argparse.Namespace) -> None:
    from generator.build import build

    if options.offline:
        os.environ["DIRECTORY_URLS"] = "false"  # mkdocs.yml reads it
    site = options.to or options.config.parent / "site"
    build(options.config, site, compressed=options.compressed, quiet=options.quiet)


def _offline(options: argparse.Namespace) -> None:
    from generator.offline import offline

    os.environ["DIRECTORY_URLS"] = "false"
    edition = _registry(options).edition.name
    offline(options.config, options.config.parent / "dist", edition, quiet=options.quiet)


def _serve(options: argparse.Namespace) -> None:
    from generator.build import serve

    serve(options.config, options.address)


def _export(options: argparse.Namespace) -> None:
    from generator.export import export

    number = export(_registry(options), options.config.parent, options.to)
    _say(options, f"{options.to}: {number:,} pages")


def _lookup(options: argparse.Namespace) -> int:
    from generator.lookup import as_text, ask, data_scripts, is_found

    texts = options.text or [line for it in sys.stdin if (line := it.strip())]
    project = options.config.parent
    answers = ask(project, data_scripts(_registry(options)), queries=texts)["answers"]
    if options.json:
        print(json.dumps(answers, ensure_ascii=False, indent=2))
    else:
        heads = [f"{it['query']}:\n" if len(answers) > 1 else "" for it in answers]
        print("\n\n".join(map("".join, zip(heads, map(as_text, answers), strict=True))))
    return 0 if all(map(is_found, answers)) else 1


def _object(options: argparse.Namespace) -> int:
    from generator.object import check_objects

    root = options.config.parent
    return check_objects(_registry(options), root, options.file, as_json=options.json)


def _registry(options: argparse.Namespace) -> Registry:
    """The registry, from what a build has kept of it as far as nothing is another."""
    from generator.plugin.loading import CACHED, load_again

    root = options.config.parent
    return load_again(root / "data", root / CACHED)[0].registry


def _say(options: argparse.Namespace, what: str) -> None:
    if not options.quiet:
        print(what, file=sys.stderr)


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

    command = commands.add_parser(
        "lookup",
        parents=[shared],
        help="answer what the search box answers, with Node; exit code 1 if not all was found",
    )
    command.add_argument("text", nargs="*", metavar="TEXT", help="default: each line of the input")
    command.add_argument("--json", action="store_true", help="every field of every hit")
    command.set_defaults(run=_lookup)

    command = commands.add_parser("object", parents=[shared], help="check DICOM objects, in Node")
    command.add_argument("file", nargs="+", help="a file or folder, of DICOM or a dump")
    command.add_argument("--json", action="store_true", help="print a list for other programs")
    command.set_defaults(run=_object)
    return parser


if __name__ == "__main__":
    gc.disable()  # what is imported and read stays, and looking through it takes as long
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    # At once: to take everything apart that was read takes longer than to find what was edited.
    os._exit(code)
