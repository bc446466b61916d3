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
from collections.abc import Iterator, Mapping, Sequence
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
REST = (CHECK, *((*PYTHON, f"tests/{it}") for it in ("unit", "data", "site")))
TYPES = ("node", "build/tools/node_modules/typescript/bin/tsc", "--project", ".")
SCRIPTS = (
    *(TYPES, ("sh", "-c", "node --test tests/scripts/*.test.mjs")),
    (*PYTHON, "tests/browser"),
)

LONGEST = 1800
"""Seconds after which tests are stopped: a change that makes a loop endless is noticed by that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """A change: in `path`, the text from `start` to `end` becomes `text`."""

    path: Path
    start: int
    end: int
    text: str

    def told(self) -> str:
        """Where it is, what was there and what is."""
        before = (ROOT / self.path).read_text(encoding="utf-8")
        line = before.count("\n", 0, self.start) + 1
        return f"{self.path}:{line}: {before[self.start : self.end]!r} as {self.text!r}"

    def make(self, project: Path) -> str:
        """Make it in `project`; what the file held."""
        file = project / self.path
        before = file.read_text(encoding="utf-8")
        file.write_text(before[: self.start] + self.text + before[self.end :], encoding="utf-8")
        return before


def places(only: str) -> Iterator[Mutant]:
    """Every change that can be made, in files whose path begins with `only`."""
    files = (
        path
        for place in CODE
        for path in ((ROOT / place).rglob("*.*"), [ROOT / place])[(ROOT / place).is_file()]
    )
    for file in sorted(files):
        path = file.relative_to(ROOT)
        if file.suffix not in {".py", ".js", ".html"} or not path.as_posix().startswith(only):
            continue
        text = file.read_text(encoding="utf-8")
        seen = UNSEEN.sub(lambda found: " " * len(found[0]), text)
        for pattern, replacement in SWAPS:
            for found in re.finditer(pattern, seen):
                new = found.expand(replacement).replace("NUMBER", f"{found[0]}1")
                yield Mutant(path=path, start=found.start(), end=found.end(), text=new)


def survives(mutant: Mutant, project: Path) -> bool:
    """Whether every test passes with the change made in `project`."""
    before = mutant.make(project)
    try:
        return passes(project, SCRIPTS if mutant.path.suffix == ".js" else REST)
    finally:
        (project / mutant.path).write_text(before, encoding="utf-8")


def passes(project: Path, commands: Sequence[Sequence[str]]) -> bool:
    """Whether all `commands` succeed in `project`, with its code and no other."""
    environment = {**os.environ, "PYTHONPATH": str(project), "PYTHONDONTWRITEBYTECODE": "1"}
    return all(succeeds(it, project, environment) for it in commands)


def succeeds(command: Sequence[str], project: Path, environment: Mapping[str, str]) -> bool:
    """Whether `command` ends well in `project`, and in time."""
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
    parser.add_argument(
        "--at-once", type=int, default=os.cpu_count() or 1, help="copies to work in"
    )
    options = parser.parse_args()
    every = list(places(options.only))
    chance = random.Random(options.seed)  # noqa: S311  # chooses places
    chosen = chance.sample(every, min(options.number, len(every)))
    left: list[str] = []
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(options.at_once) as pool:

        def try_some(number: int) -> None:
            project = Path(folder, str(number))
            skipped = shutil.ignore_patterns(".git", ".venv", "site", "dist", ".*_cache", ".cache")
            shutil.copytree(ROOT, project, ignore=skipped)
            if number == 0 and not passes(project, (*REST, *SCRIPTS)):
                sys.exit("the tests fail without any change; mend that first")
            for mutant in chosen[number :: options.at_once]:
                if survives(mutant, project):
                    left.append(mutant.told())
                    print(f"not noticed: {mutant.told()}", flush=True)

        list(pool.map(try_some, range(options.at_once)))
    print(f"{len(left)} of {len(chosen)} changes were not noticed")
    return int(len(left) * 20 >= max(len(chosen), 1))


if __name__ == "__main__":
    sys.exit(main())
