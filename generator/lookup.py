"""Answers what the search box answers, without a browser: the same scripts and data, in Node."""

import json
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from generator.history import compute_history
from generator.model import Registry
from generator.model.attributes import printed_tag
from generator.problems import FailedError
from generator.render import lookup_data, pages

_RUNNER = Path(__file__).with_suffix(".mjs")

_SCRIPTS = re.compile(r"^ +- (assets/js/lookup/[\w-]+\.js)$", re.MULTILINE)
"""The look-up's scripts in mkdocs.yml, each behind those that it builds on."""

_SCAN = tuple(f"assets/js/scan/{name}.js" for name in ("names", "contexts", "bytes", "scan"))
"""The scripts that look through longer texts, as templates/lookup.html has them."""

_LIMIT = 12
"""How many hits an answer has; as many as the search box shows."""


class LookupError(FailedError):  # noqa: A001  # a text that cannot be looked up
    """Nothing could be looked up; says why."""


def data_scripts(registry: Registry) -> list[str]:
    """The scripts that hand the registry's data to the look-up."""
    every_page = pages(registry, compute_history(registry.editions))
    return [content.decode() for _, content in lookup_data.scripts(registry, every_page)]


def ask(
    project: Path,
    data: Sequence[str],
    *,
    queries: Sequence[str] = (),
    pastes: Sequence[str] = (),
    limit: int = _LIMIT,
) -> dict[str, Any]:
    """What the look-up of `project` answers to each of `queries`, and finds in each of `pastes`.

    `data` are the scripts with its data; see lookup.mjs for the form of the answer. Raises
    LookupError where there is no Node, or where it fails.
    """
    node = shutil.which("node") or shutil.which("nodejs")
    if not node:
        message = "no Node.js here, which runs the look-up's scripts; expected `node` in the path"
        raise LookupError(message)
    names = _SCRIPTS.findall((project / "mkdocs.yml").read_text(encoding="utf-8"))
    scripts = [str(project / "docs" / name) for name in (*names, *_SCAN)]
    asked = {
        "scripts": scripts,
        "data": data,
        "queries": queries,
        "pastes": pastes,
        "limit": limit,
    }
    done = subprocess.run(  # noqa: S603  # our own script, and texts on its standard input
        [node, str(_RUNNER)], input=json.dumps(asked), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise LookupError(f"the look-up failed in Node:\n{done.stderr.strip()}")
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def is_found(answer: dict[str, Any]) -> bool:
    """Whether a query led to something: a hit, or a word of what it is."""
    return bool(answer["hits"] or answer["messages"])


def as_text(answer: dict[str, Any]) -> str:
    """An answer as lines: warnings, then a hit each with what it is, its name and its address."""
    lines = [f"! {message['text']}" for message in answer["messages"]]
    for hit in answer["hits"]:
        printed = hit["uid"] or (printed_tag(hit["tag"]) if hit["tag"] else "")
        state = "retired " if hit["status"] == "retired" else ""
        parts = (hit["name"], printed, f"{state}{hit['kindWord']}", hit["path"])
        lines.append("\t".join(filter(None, parts)))
    if answer["total"] > len(answer["hits"]):
        lines.append(f"and {answer['total'] - len(answer['hits']):,} more")
    return "\n".join(lines or ["nothing found"])
