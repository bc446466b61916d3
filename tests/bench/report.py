"""What a benchmark found: figures with their budgets, as a table and for machines."""

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure: what was measured, how much it is, and how much it may be."""

    group: str
    what: str
    value: float
    unit: str = ""
    most: float | None = None
    least: float | None = None

    @property
    def within(self) -> bool:
        """Whether it keeps its budget; a figure without one always does."""
        return (self.most is None or self.value <= self.most) and (
            self.least is None or self.value >= self.least
        )

    @property
    def budget(self) -> str:
        """The budget in words, empty where there is none."""
        if self.most is not None:
            return f"≤ {_number(self.most)} {self.unit}".strip()
        return f"≥ {_number(self.least)} {self.unit}".strip() if self.least is not None else ""

    def __str__(self) -> str:
        told = f"{self.group}: {self.what}: {_number(self.value)} {self.unit}".strip()
        if not self.budget:
            return told
        return f"{told} ({'' if self.within else 'NOT '}{self.budget})"


def _number(value: float) -> str:
    """Three digits that count, as people read them: `1,234`, `56.7`, `0.089`."""
    if abs(value) >= 100 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.3g}"


def machine() -> dict[str, str]:
    """What the figures were measured on: they mean little without it."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "processor": f"{_processor()}, {os.cpu_count()} cores",
        "memory": f"{memory:.0f} GiB",
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "python": platform.python_version(),
        "mkdocs": version("mkdocs"),
        "mkdocs-material": version("mkdocs-material"),
    }


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    for line in info.read_text().splitlines() if info.exists() else ():
        key, _, value = line.partition(":")
        if key.strip() in {"model name", "CPU part"}:
            return value.strip()
    return platform.processor() or platform.machine()


def as_json(figures: Sequence[Figure]) -> str:
    """Everything, for machines."""
    return json.dumps(
        {
            "machine": machine(),
            "figures": [
                {
                    "group": figure.group,
                    "what": figure.what,
                    "value": round(figure.value, 4),
                    "unit": figure.unit,
                    "most": figure.most,
                    "least": figure.least,
                    "within": figure.within,
                }
                for figure in figures
            ],
        },
        indent=2,
        ensure_ascii=False,
    )


def as_markdown(figures: Sequence[Figure]) -> str:
    """The table for the README, with the machine that it is from."""
    lines = [
        "Measured by `make bench` on {processor}, {memory}, {system}, with Python {python}, "
        "MkDocs {mkdocs} and Material {mkdocs-material}.".format(**machine()),
        "",
        "| | what | measured | budget |",
        "|---|---|---:|---:|",
    ]
    group = ""
    for figure in figures:
        first = figure.group if figure.group != group else ""
        group = figure.group
        value = f"{_number(figure.value)} {figure.unit}".strip()
        missed = "" if figure.within else " (missed)"
        lines.append(f"| {first} | {figure.what} | {value}{missed} | {figure.budget} |")
    return "\n".join(lines) + "\n"
