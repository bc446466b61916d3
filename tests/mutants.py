"""`make mutants`: changes random places of the code one at a time, and says what no test notices.

Each change is made in a copy of the project, where the tests that hold such a file are run. What is
not noticed is printed with its line: it lacks a test, or makes no difference, which someone must
see. A run of 200 takes some hours; `--only` and `--number` make it shorter.
"""

import argparse
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]

CODE = (
    *("generator/load", "generator/check", "generator/history.py", "generator/render"),
    *("generator/api", "generator/hosting.py", "generator/plugin", "templates"),
    "docs/assets/js",
)

SWAPS = (
    *((f" {one} ", f" {other} ") for one, other in (("==", "!="), ("!=", "=="), ("<", "<="))),
    *((f" {one} ", f" {other} ") for one, other in (("<=", "<"), (">", ">="), (">=", ">"))),
    *((rf"\b{one}\b", other) for one, other in (("not in", "in"), ("is not", "is"), ("and", "or"))),
    *(
        (rf"\b{one}\b", other)
        for one, other in (("or", "and"), ("if not", "if"), ("True", "False"))
    ),
    *((rf"\b{one}\b", other) for one, other in (("False", "True"), ("true", "false"))),
    *((rf"\b{one}\(", f"{other}(") for one, other in (("min", "max"), ("max", "min"))),
    *((rf"\b{one}\(", f"{other}(") for one, other in (("any", "all"), ("all", "any"))),
    *((r" && ", " || "), (r" \|\| ", " && "), (r" \+ ", " - "), (r"\bsorted\(", "list(")),
    *((r"reverse=True", "reverse=False"), (r"\bbreak\b", "continue"), (r" \| \w+(?= )", " ")),
    (r"\{% if ([^%]+) %\}", r"{% if not (\1) %}"),
    (r"(?<=['\"])[A-Za-z][A-Za-z ]{3,}(?=['\"])", "another text"),
    (r"\b\d+\b", "NUMBER"),
)
"""What is found, and what is put in its place: small slips, as people make them."""

UNSEEN = re.compile(
    r'"""[\s\S]*?"""|#[^\n"\']*$|/\*[\s\S]*?\*/|//[^\n]*$|\{#[\s\S]*?#\}', re.MULTILINE
)
"""Comments and docstrings, in which a change changes nothing."""

PYTHON = (sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider")
CHECK = (sys.executable, "-m", "generator", "check", "--quiet")
TYPES = ("node", "build/tools/node_modules/typescript/bin/tsc", "--project", ".")
NODE = ("sh", "-c", "node --test tests/scripts/*.test.mjs")

MADE = (".git", ".venv", ".cache", ".mypy_cache", ".pytest_cache", ".ruff_cache", "site", "dist")

LONGEST = 1800
"""Seconds after which tests are stopped: a change that makes a loop endless is noticed by that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """A change: in `path`, the text from `start` to `end` becomes `text`."""

    path: Path
    start: int
    end: int
    text: str

    def __str__(self) -> str:
        before = (ROOT / self.path).read_text(encoding="utf-8")
        line = before.count("\n", 0, self.start) + 1
        return f"{self.path}:{line}: {before[self.start : self.end]!r} as {self.text!r}"

    def survives(self, project: Path) -> bool:
        """Whether every test passes with the change made in `project`."""
        file = project / self.path
        before = file.read_text(encoding="utf-8")
        file.write_text(before[: self.start] + self.text + before[self.end :], encoding="utf-8")
        try:
            return all(succeeds(it, project) for it in commands(self.path))
        finally:
            file.write_text(before, encoding="utf-8")


def places(only: str) -> Iterator[Mutant]:
    """Every change that can be made, in files whose path begins with `only`."""
    files = (file for place in CODE for file in (ROOT / place, *(ROOT / place).rglob("*.*")))
    for file in sorted(files):
        path = file.relative_to(ROOT)
        if file.suffix not in {".py", ".js", ".html"} or not path.as_posix().startswith(only):
            continue
        seen = UNSEEN.sub(lambda found: " " * len(found[0]), file.read_text(encoding="utf-8"))
        for pattern, replacement in SWAPS:
            for found in re.finditer(pattern, seen):
                new = found.expand(replacement).replace("NUMBER", f"{found[0]}1")
                yield Mutant(path=path, start=found.start(), end=found.end(), text=new)


def commands(path: Path) -> Iterator[Sequence[str]]:
    """What notices a change of `path`, if anything does; what is likely to comes first."""
    script = path.suffix == ".js"
    layers = ("browser", "data", "site") if script else ("unit", "data", "site")
    tests = [it for layer in layers for it in sorted((ROOT / "tests" / layer).glob("test_*.py"))]
    tests.sort(key=lambda it: -nearness(path, it))
    yield from (TYPES, NODE) if script else (CHECK,)
    yield (*PYTHON, *(str(it.relative_to(ROOT)) for it in tests))


def nearness(path: Path, test: Path) -> int:
    """How much the file `test` looks like the one that notices a change of `path`."""
    words = {it.rstrip("s") for it in re.findall("[a-z]{3,}", str(path))}
    if words & {"render", "template"}:
        words |= {"golden", "page"}
    shared = words & {it.rstrip("s") for it in test.stem.split("_")}
    return 3 * len(shared) + (path.stem in test.read_text(encoding="utf-8"))


def made(folder: str, names: Sequence[str]) -> set[str]:
    """Those of `names` in `folder` that are no part of the project's code."""
    here = Path(folder) == ROOT
    return {it for it in names if it == "__pycache__" or (here and it in MADE)}


def succeeds(command: Sequence[str], project: Path) -> bool:
    """Whether `command` ends well in `project`, with its code and no other, and in time."""
    environment = {**os.environ, "PYTHONPATH": str(project), "PYTHONDONTWRITEBYTECODE": "1"}
    null = subprocess.DEVNULL
    with subprocess.Popen(
        command, cwd=project, env=environment, stdout=null, stderr=null, start_new_session=True
    ) as process:
        try:
            return process.wait(LONGEST) == 0
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)  # what it has started, too
            return False


def main() -> int:
    """Make the changes; returns 1 where ten or more of 200 (or as many of fewer) go unnoticed."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--number", type=int, default=200, help="of changes (default: 200)")
    parser.add_argument("--seed", default="1", help="another one gives other changes")
    parser.add_argument("--only", default="", help="files whose path begins with this")
    parser.add_argument("--at-once", type=int, default=os.cpu_count() or 1, help="of copies")
    options = parser.parse_args()
    every = list(places(options.only))
    chance = random.Random(options.seed)  # noqa: S311  # chooses places
    chosen = chance.sample(every, min(options.number, len(every)))
    left: list[Mutant] = []
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(options.at_once) as pool:

        def try_some(number: int) -> None:
            project = Path(folder, str(number))
            shutil.copytree(ROOT, project, ignore=made)
            same = {*commands(Path("any.py")), *commands(Path("any.js"))} if number == 0 else ()
            if not all(succeeds(it, project) for it in same):
                sys.exit("the tests fail without any change; mend that first")
            for mutant in chosen[number :: options.at_once]:
                if mutant.survives(project):
                    left.append(mutant)
                    print(f"not noticed: {mutant}", flush=True)

        list(pool.map(try_some, range(options.at_once)))
    print(f"{len(left)} of {len(chosen)} changes were not noticed")
    return int(len(left) * 20 >= max(len(chosen), 1))


if __name__ == "__main__":
    sys.exit(main())
