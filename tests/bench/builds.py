"""What a build takes: ours against stock MkDocs, Hugo and Zensical on the exported tree; growth."""

import math
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench.growth import copy_project, multiply
from tests.bench.hugo import as_hugo
from tests.bench.measure import Usage, medians, run
from tests.bench.report import Figure

_OURS = (sys.executable, "-m", "generator", "build", "--quiet", "--to")
_STOCK = (sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir")
_EXPORT = (sys.executable, "-m", "generator", "export", "--quiet")


def compare(root: Path, work: Path, rounds: int) -> Iterator[Figure]:
    """Build the site of the project at `root` in each way, `rounds` times each."""
    config = copy_project(root, work / "project")
    ours, stock, hugo = _all(config, work, rounds)
    yield from _figures("clean build", ours, stock)
    for who, usage in (("Hugo", hugo), ("Zensical", _zensical(work / "exported", rounds))):
        yield from _usage("clean build", who, usage)
    pages = _pages(work / "ours")
    yield Figure(group="clean build", what="pages", value=pages)
    yield Figure(
        group="clean build",
        what="processor time, ours to stock",
        value=ours.cpu / stock.cpu,
        most=0.1,
    )
    yield Figure(
        group="clean build",
        what="processor time, ours to Hugo",
        value=ours.cpu / hugo.cpu,
        most=1.5,
    )
    yield Figure(
        group="clean build", what="wall time, ours to Hugo", value=ours.wall / hugo.wall, most=1
    )
    yield from _again(config.parent, work, rounds)


def grow(root: Path, work: Path, times: Sequence[int]) -> Iterator[Figure]:
    """Build with several times everything, once each, and say how the time grows with the pages."""
    taken: list[tuple[int, float]] = []
    for factor in times:
        folder = work / f"times-{factor}"
        config = copy_project(root, folder / "project")
        multiply(config.parent / "data", factor)
        site = folder / "ours"
        usage = run([*_OURS, site], cwd=config.parent)
        group = f"{factor} times everything"
        pages = _pages(site)
        taken.append((pages, usage.cpu))
        yield Figure(group=group, what="pages", value=pages)
        yield from _usage(group, "ours", usage, most=1536)
        sizes = [path.stat().st_size for path in site.rglob("*") if path.is_file()]
        yield Figure(group=group, what="files", value=len(sizes))
        yield Figure(group=group, what="size of the site", value=sum(sizes) / 2**20, unit="MiB")
        shutil.rmtree(folder)  # the next is larger still
    yield Figure(
        group="growth", what="exponent: processor time over pages", value=_slope(taken), most=1
    )


def _all(config: Path, work: Path, rounds: int) -> tuple[Usage, Usage, Usage]:
    """The medians of `rounds` builds, ours, stock and Hugo's in turn, all of the same pages."""
    project, exported, for_hugo = config.parent, work / "exported", work / "hugo"
    run([*_EXPORT, exported], cwd=project)
    as_hugo(exported, for_hugo)
    ours, stock, hugo = [], [], []
    for _ in range(rounds):
        for folder in (work / "ours", work / "stock", work / "of-hugo", project / ".cache"):
            shutil.rmtree(folder, ignore_errors=True)  # each begins with nothing
        ours.append(run([*_OURS, work / "ours"], cwd=project))
        stock.append(run([*_STOCK, work / "stock"], cwd=exported))
        hugo.append(run(["hugo", "--quiet", "--destination", work / "of-hugo"], cwd=for_hugo))
    return medians(ours), medians(stock), medians(hugo)


def _zensical(exported: Path, rounds: int) -> Usage:
    """The median of `rounds` builds by Zensical, which writes into the tree that it builds."""
    taken = []
    for _ in range(rounds):
        for folder in ("site", ".cache"):
            shutil.rmtree(exported / folder, ignore_errors=True)
        taken.append(run([sys.executable, "-m", "zensical", "build"], cwd=exported))
    return medians(taken)


def _again(project: Path, work: Path, rounds: int) -> Iterator[Figure]:
    """Build `project` once more, into the site that is there, after each edit of a record."""
    record = project / "data" / "sop_classes" / "CTImageStorage.yml"
    taken = []
    for _ in range(rounds):
        text = record.read_text(encoding="utf-8")
        record.write_text(
            text.replace("summary: >-\n  ", "summary: >-\n  Again: "), encoding="utf-8"
        )
        taken.append(run([*_OURS, work / "ours"], cwd=project))
    usage = medians(taken)
    group = "second build, one record edited"
    yield Figure(group=group, what="wall time", value=usage.wall, unit="s", most=2)
    yield Figure(group=group, what="processor time", value=usage.cpu, unit="s")


def _figures(group: str, ours: Usage, stock: Usage) -> Iterator[Figure]:
    yield from _usage(group, "ours", ours, most=300 if group == "clean build" else None)
    yield from _usage(group, "stock", stock)


def _usage(group: str, who: str, usage: Usage, *, most: float | None = None) -> Iterator[Figure]:
    """The three figures of a build; `most` is the budget of its memory."""
    yield Figure(group=group, what=f"processor time, {who}", value=usage.cpu, unit="s")
    yield Figure(group=group, what=f"wall time, {who}", value=usage.wall, unit="s")
    yield Figure(group=group, what=f"peak memory, {who}", value=usage.peak, unit="MiB", most=most)


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
