"""`make mutants`: changes random places of the code one at a time, and says what no test notices.

Each is made in a copy of the project. What no test notices lacks one, or makes no difference, which
someone must see. 200 take some hours; `--only` and `--number` make it less.
"""

import argparse
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]

CODE = (
    *(f"generator/{it}/**/*.py" for it in ("load", "check", "render", "api", "plugin")),
    *(
        "generator/hist*.py",
        "generator/hosting.py",
        "templates/**/*.html",
        "docs/assets/js/**/*.js",
    ),
)

SIGNS = ("== !=", "!= ==", "< <=", "<= <", "> >=", ">= >")
WORDS = ("not in:in", "is not:is", "and:or", "or:and", "if not:if", "break:continue")
VALUES = ("True:False", "False:True", "true:false")
CALLS = ("min max", "max min", "any all", "all any", "sorted list")
SWAPS = (
    *((f" {one} ", f" {other} ") for one, other in map(str.split, SIGNS)),
    *((rf"\b{it.split(':')[0]}\b", it.split(":")[1]) for it in (*WORDS, *VALUES)),
    *((rf"\b{one}\(", f"{other}(") for one, other in map(str.split, CALLS)),
    *((r" && ", " || "), (r" \|\| ", " && "), (r" \+ ", " - "), (r" \| \w+(?= )", " ")),
    (r"\{% if ([^%]+) %\}", r"{% if not (\1) %}"),
    (r"(?<=['\"])[A-Za-z][A-Za-z ]{3,}(?=['\"])", "another text"),
    (r"(?<!\w-)\b\d+\b(?!-\w)", "NUMBER"),  # [0-9] and [0-91] are the same signs
)
"""What is found, and what is put in its place: small slips, as people make them."""

UNSEEN = re.compile(
    r'"""[\s\S]*?"""|#[^\n"\']*$|/\*[\s\S]*?\*/|//[^\n]*$|\{#[\s\S]*?#\}|^@data.*$|"use strict";',
    re.MULTILINE,
)
"""Comments, docstrings and what makes records or is strict: a change there changes nothing."""

PYTHON = (sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider")
CHECK = f"{sys.executable} -m mypy && {sys.executable} -m generator check"
SCRIPTS = "node build/tools/node_modules/typescript/bin/tsc && node --test tests/scripts/*.test.mjs"
MADE = {".git", ".venv", ".cache", ".mypy_cache", ".pytest_cache", ".ruff_cache", "site", "dist"}
LONGEST = "30m"  # a change that makes a loop endless is noticed by that


@dataclass(frozen=True, slots=True)
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
    """Every change that can be made, in the file or folder `only`."""
    files = (file for pattern in CODE for file in ROOT.glob(pattern))
    for file in sorted(it for it in files if it.is_relative_to(ROOT / only)):
        seen = UNSEEN.sub(lambda found: " " * len(found[0]), file.read_text(encoding="utf-8"))
        for pattern, replacement in SWAPS:
            for found in re.finditer(pattern, seen):
                new = found.expand(replacement).replace("NUMBER", f"{found[0]}1")
                yield Mutant(file.relative_to(ROOT), found.start(), found.end(), new)


def commands(path: Path) -> Iterator[Sequence[str]]:
    """What notices a change of `path`, if anything does; what is likely to comes first."""
    script = path.suffix == ".js"
    layers = ("browser", "data", "site") if script else ("unit", "data", "site", "browser")
    tests = [it for layer in layers for it in sorted((ROOT / "tests" / layer).glob("test_*.py"))]
    near = words(path) | ({"golden", "page"} if words(path) & {"render", "template"} else set())
    tests.sort(key=lambda it: -len(near & words(it.relative_to(ROOT))))
    yield ("sh", "-c", SCRIPTS if script else CHECK)
    yield (*PYTHON, *(str(it.relative_to(ROOT)) for it in tests))


def words(path: Path) -> set[str]:
    """The words in `path`, in the singular."""
    return {it.rstrip("s") for it in re.findall("[a-z]{3,}", str(path))}


def succeeds(command: Sequence[str], project: Path) -> bool:
    """Whether `command` ends well in `project`, with its code and no other, and in time."""
    limited = ("timeout", "--signal=KILL", LONGEST, *command)
    environment = {**os.environ, "PYTHONPATH": str(project), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(limited, cwd=project, env=environment, capture_output=True, check=False)
    return done.returncode == 0


def main() -> int:
    """Make the changes; returns 1 where ten or more of 200 (or as many of fewer) go unnoticed."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--number", type=int, default=200, help="of changes (default: 200)")
    parser.add_argument("--seed", default="1", help="another one gives other changes")
    parser.add_argument("--only", default="", help="the file or folder to change")
    options = parser.parse_args()
    chosen = [*places(options.only)]
    random.Random(options.seed).shuffle(chosen)  # noqa: S311  # chooses places
    del chosen[options.number :]
    left: list[Mutant] = []
    copies = os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(copies) as pool:

        def try_some(number: int) -> None:
            project = Path(folder, str(number))
            shutil.copytree(ROOT, project, ignore=lambda at, _: MADE if Path(at) == ROOT else ())
            same = {*commands(Path("any.py")), *commands(Path("any.js"))} if number == 0 else ()
            if not all(succeeds(it, project) for it in same):
                sys.exit("the tests fail without any change; mend that first")
            for mutant in chosen[number::copies]:
                if mutant.survives(project):
                    left.append(mutant)
                    print(f"not noticed: {mutant}", flush=True)

        list(pool.map(try_some, range(copies)))
    print(f"{len(left)} of {len(chosen)} changes were not noticed")
    return int(len(left) * 20 >= len(chosen))


if __name__ == "__main__":
    sys.exit(main())
