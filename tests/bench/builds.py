"""What a build takes: ours against stock MkDocs on the exported tree, and how both grow."""

import math
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench.growth import copy_project, multiply
from tests.bench.measure import Usage, medians, run
from tests.bench.report import Figure

_OURS = (sys.executable, "-m", "generator", "build", "--quiet", "--to")
_STOCK = (sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir")
_EXPORT = (sys.executable, "-m", "generator", "export", "--quiet")


def compare(root: Path, work: Path, rounds: int) -> Iterator[Figure]:
    """Build the site of the project at `root` in both ways in turn, `rounds` times each."""
    ours, stock = _both(copy_project(root, work / "project"), work, rounds)
    yield from _figures("clean build", ours, stock)
    pages = _pages(work / "ours")
    yield Figure(group="clean build", what="pages", value=pages)
    yield Figure(
        group="clean build",
        what="processor time, ours to stock",
        value=ours.cpu / stock.cpu,
        most=0.35,
    )
    yield Figure(group="clean build", what="wall time, ours to stock", value=ours.wall / stock.wall)


def grow(root: Path, work: Path, times: Sequence[int]) -> Iterator[Figure]:
    """Build with several times the records, in both ways, once each."""
    taken: list[tuple[int, Usage, Usage]] = []
    for factor in times:
        folder = work / f"times-{factor}"
        config = copy_project(root, folder / "project")
        multiply(config.parent / "data", factor)
        ours, stock = _both(config, folder, 1)
        taken.append((factor, ours, stock))
        group = f"{factor} times the records"
        yield Figure(group=group, what="pages", value=_pages(folder / "ours"))
        yield from _figures(group, ours, stock)
    for who, which in (("ours", 1), ("stock", 2)):
        yield Figure(
            group="growth",
            what=f"exponent of {who}: processor time over records",
            value=_slope([(row[0], row[which].cpu) for row in taken]),  # type: ignore[union-attr]
            most=1 if who == "ours" else None,
        )


def _both(config: Path, work: Path, rounds: int) -> tuple[Usage, Usage]:
    """The medians of `rounds` builds, ours and stock in turn, after an export of the same pages."""
    project, exported = config.parent, work / "exported"
    run([*_EXPORT, exported], cwd=project)
    ours, stock = [], []
    for _ in range(rounds):
        ours.append(run([*_OURS, work / "ours"], cwd=project))
        stock.append(run([*_STOCK, work / "stock"], cwd=exported))
    return medians(ours), medians(stock)


def _figures(group: str, ours: Usage, stock: Usage) -> Iterator[Figure]:
    for who, usage in (("ours", ours), ("stock", stock)):
        yield Figure(group=group, what=f"processor time, {who}", value=usage.cpu, unit="s")
        yield Figure(group=group, what=f"wall time, {who}", value=usage.wall, unit="s")
        most = 300 if (who, group) == ("ours", "clean build") else None
        yield Figure(
            group=group, what=f"peak memory, {who}", value=usage.peak, unit="MiB", most=most
        )


def _pages(site: Path) -> int:
    """How many pages a site has: its sitemap lists each of them, and no redirect."""
    return len(re.findall("<loc>", (site / "sitemap.xml").read_text(encoding="utf-8")))


def _slope(points: list[tuple[int, float]]) -> float:
    """The exponent k of y ~ x^k that fits `points` best: the slope of a line through their logs."""
    xs = [math.log(x) for x, _ in points]
    ys = [math.log(y) for _, y in points]
    x_mean, y_mean = sum(xs) / len(xs), sum(ys) / len(ys)
    over = sum((x - x_mean) * (y - y_mean) for x, y in zip(xs, ys, strict=True))
    return over / sum((x - x_mean) ** 2 for x in xs)
