"""Values of the registry are data: whatever they hold, every template shows it as text.

Every field of free text in the real registry gets a hostile end, or a harmless one. The pages of
both must have the same elements and attributes, and differ by nothing but that text.
"""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any
from urllib.parse import quote
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import escape

from generator.history import compute_history
from generator.model import Registry
from generator.model.editions import TableKind
from generator.render import pages
from generator.render.html import Renderer, Repository
from generator.render.page import Page
from tests.conftest import ROOT, real_registry

BOUND = set(
    (  # noqa: SIM905  # too many for quotes around each
        "uid root key keyword slug tag code vr type standard edition Where.path since"
        " usage_edition imported printed_in old new change sources version tags op status"
        " otherwise at within fact flags rule mode relationship usage usage_scu usage_scp scu"
        " scp status_class kind role level type_id codes dimse_service include anchor address"
        " unit layer field number row cid tid scheme value values iod what label section table"
        " column columns begins editions annex iod_section sop_class sop_classes sop_class_uid"
        " sop_class_uids other successors part Edition.name Iod.name by_normalised repeating"
        " service_class uid_printed correct printed page event"
    ).split()
)
"""Fields whose form is checked as they are read, or that name another record."""

HOSTILE = (
    "<script>alert(1)</script>\"><img src=x onerror=alert(1)>' onclick='alert(1) "
    "</textarea></title><!-- ]]> {{ 7*7 }}{% raw %}{# &lt;&#60; ${7*7} `x` "
    "=cmd|' /C calc'!A0 javascript:alert(1) \u202e\u200f\u2028\ufeff\nline *b* [a](b) # h"
)

SMALL = ("sop-class.html", "iod.html", "table.html", "uid.html")


class Ends:
    """A copy of records whose free texts end in `end`; what was one object stays one."""

    def __init__(self, end: str) -> None:
        self.end = end
        self.made: dict[int, Any] = {}

    def __call__(self, value: Any, field: str = "") -> Any:  # noqa: ANN401
        if isinstance(value, Enum | TableKind) or value is None:  # of the code, not of the data
            return value
        if isinstance(value, str):
            return value + self.end if value and field not in BOUND else value
        if id(value) not in self.made:
            self.made[id(value)] = self._copy(value, field)
        return self.made[id(value)]

    def _copy(self, value: Any, field: str) -> Any:  # noqa: ANN401
        if is_dataclass(value) and not isinstance(value, type):
            copy = object.__new__(type(value))
            self.made[id(value)] = copy  # macros include each other in circles
            for each in fields(value):
                if not each.init:
                    continue
                full = f"{type(value).__name__}.{each.name}"
                name = full if full in BOUND else each.name
                object.__setattr__(copy, each.name, self(getattr(value, each.name), name))
            if hasattr(copy, "__post_init__"):
                copy.__post_init__()
            return copy
        if isinstance(value, Mapping):
            return {self(key, "key"): self(each, field) for key, each in value.items()}
        if isinstance(value, tuple | list | set | frozenset):
            return type(value)(self(each, field) for each in value)
        return value


def shown(registry: Registry, end: str, *, templates: tuple[str, ...] = ()) -> dict[str, str]:
    """Some pages of each template (of `templates`, if any), with texts that end in `end`."""
    changed: Registry = Ends(end)(registry)
    history = compute_history(changed.editions)
    repository = Repository("https://git.example/r")
    renderer = Renderer(changed, history, ROOT / "templates", repository=repository)
    by_template: dict[str, list[Page]] = {}
    for page in pages(changed, history):
        if not templates or page.template in templates:
            by_template.setdefault(page.template, []).append(page)
    result = {}
    for some in by_template.values():
        for page in {page.url: page for page in (some[0], some[len(some) // 2], some[-1])}.values():
            result[page.url] = renderer.render(page).html
    return result


def walk(element: Element) -> Iterator[tuple[str, ...]]:
    """The elements, attributes and texts of a page, in their order."""
    yield str(element.tag), *(f"{key}={value}" for key, value in element.attrib.items())
    yield (element.text or "",)
    for child in element:
        yield from walk(child)
        yield (child.tail or "",)


def differences(hostile: str, harmless: str, ends: tuple[str, str]) -> Iterator[str]:
    """Where the two pages differ by more than the ends of texts, and where lines may break."""
    if harmless_form(hostile, (str(escape(ends[0])), ends[1])) == harmless:
        return
    one, other = (
        walk(html5lib.parse(page.replace("<wbr>", ""), namespaceHTMLElements=False))
        for page in (hostile, harmless)
    )
    for ours, theirs in zip(one, other, strict=True):
        if tuple(harmless_form(text, ends) for text in ours) != theirs:
            yield f"{ours} for {theirs}"


def harmless_form(text: str, ends: tuple[str, str]) -> str:
    """`text` with the one end for the other: as it is, within an address, within JSON."""
    for form in (str, quote, lambda end: str(htmlsafe_json_dumps(end))[1:-1]):
        text = text.replace(form(ends[0]), form(ends[1]))
    return text


def test_no_text_breaks_a_template(registry: Registry) -> None:
    ends = (
        f"~{HOSTILE}",
        f"~{'harmless'.ljust(len(HOSTILE), '-')}",
    )  # as long: drawings fit their texts
    hostile, harmless = (shown(registry, end) for end in ends)
    assert hostile.keys() == harmless.keys()
    assert sum("&lt;script&gt;alert(1)" in page for page in hostile.values()) > 30
    problems = [
        f"{url}: {next(found)}"
        for url in hostile
        if any(found := differences(hostile[url], harmless[url], ends))
    ]
    assert problems == []


@pytest.mark.thorough
@settings(
    max_examples=3, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)
@example("</script><b>")
@given(st.text(st.sampled_from("<>\"'&;=/{}%#$`\\!-[]() \nax\u202e\u00e9\U0001f600"), min_size=4))
def test_no_text_breaks_a_page(text: str) -> None:
    ends = (f"~{text}~", "~harmless~")
    # Hypothesis would print a fixture's registry at length.
    hostile, harmless = (shown(real_registry(), end, templates=SMALL) for end in ends)
    for url, page in hostile.items():
        assert list(differences(page, harmless[url], ends)) == []
