"""`make bench`: measures everything that has a budget, and writes down what it found.

Figures go to dist/bench.json and, as a table, to dist/bench.md; with `--readme` also between the
marks in README.md.
"""

import argparse
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench.builds import compare, grow
from tests.bench.checking import checking
from tests.bench.hosting import hosting
from tests.bench.measure import run
from tests.bench.preview import preview
from tests.bench.report import Figure, as_json, as_markdown
from tests.bench.weights import weights

ROOT = Path(__file__).parents[2]

_MARKS = re.compile(r"(<!-- bench -->\n).*?(<!-- /bench -->)", re.DOTALL)


# Playwright is imported late: a process that is large makes its children look large.


def _lookup(work: Path, _: argparse.Namespace) -> Iterator[Figure]:
    from tests.bench.lookup import lookup

    return lookup(_site(work))


def _tasks(work: Path, _: argparse.Namespace) -> Iterator[Figure]:
    from tests.bench.tasks import tasks

    return tasks(_site(work))


def _lighthouse(work: Path, _: argparse.Namespace) -> Iterator[Figure]:
    from tests.bench.lighthouse import lighthouse

    return lighthouse(ROOT, _site(work))


def _site(work: Path) -> Path:
    """The site, built anew."""
    site = work / "site"
    run([sys.executable, "-m", "generator", "build", "--quiet", "--to", site], cwd=ROOT)
    return site


_BENCHMARKS: dict[str, Callable[[Path, argparse.Namespace], Iterator[Figure]]] = {
    "build": lambda work, options: compare(ROOT, work, options.rounds),
    "growth": lambda work, options: grow(ROOT, work, options.times),
    "preview": lambda work, _: preview(ROOT, work, edits=5),
    "weights": lambda work, _: weights(_site(work)),
    "hosting": lambda work, _: hosting(work, _site(work)),
    "lookup": _lookup,
    "tasks": _tasks,
    "check": lambda work, _: checking(work),
    "lighthouse": _lighthouse,
}


def main() -> int:
    """Run the benchmarks named, or all; returns 1 when a figure misses its budget."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("which", nargs="*", help=f"of {', '.join(_BENCHMARKS)} (default: all)")
    parser.add_argument("--rounds", type=int, default=3, help="of each build (default: 3)")
    parser.add_argument(
        "--times",
        type=int,
        nargs="+",
        default=[1, 3, 10],
        metavar="N",
        help="how many times everything for the growth (default: 1 3 10)",
    )
    parser.add_argument("--readme", action="store_true", help="put the table into README.md")
    options = parser.parse_args()
    if unknown := set(options.which) - _BENCHMARKS.keys():
        parser.error(f"no benchmark {', '.join(sorted(unknown))}")
    figures = []
    with tempfile.TemporaryDirectory(prefix="bench-") as temporary:
        for name in options.which or _BENCHMARKS:
            work = Path(temporary, name)
            work.mkdir()
            for figure in _BENCHMARKS[name](work, options):
                print(figure, file=sys.stderr, flush=True)
                figures.append(figure)
    (ROOT / "dist").mkdir(exist_ok=True)
    (ROOT / "dist" / "bench.json").write_text(as_json(figures) + "\n", encoding="utf-8")
    table = as_markdown(figures)
    (ROOT / "dist" / "bench.md").write_text(table, encoding="utf-8")
    if options.readme:
        readme = ROOT / "README.md"
        text = _MARKS.sub(lambda marks: marks[1] + table + marks[2], readme.read_text("utf-8"))
        readme.write_text(text, encoding="utf-8")
    print(table)
    return 0 if all(figure.within for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
