"""Data flows one way: who may import whom, held against the real imports."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

GENERATOR = Path(__file__).parents[2] / "generator"

ROOMS: dict[str, set[str]] = {
    "problems": set(),
    "model": {"problems"},  # a record knows the place it was read from
    "load": {"model", "problems"},
    "check": {"model", "problems"},
    "history": {"model"},
    "parts": set(),
    "render": {"model", "history", "parts", "problems"},
    "api": {"model", "history", "parts"},
    "workers": {"problems"},
    "hosting": {"workers"},
    "plugin": {
        *("load", "check", "history", "render", "api", "parts", "hosting", "workers", "model"),
        "problems",
    },
    "export": {"load", "check", "history", "render", "api", "settings", "model", "problems"},
    "settings": {"problems"},
    "build": {"plugin", "hosting", "workers", "settings", "problems"},
    "zipping": {"workers"},
    "offline": {"build", "settings", "zipping"},
    "lookup": {"history", "render", "model", "problems"},
    "importer": {"model", "problems"},
    "object": {"api", "model", "problems"},
    "__main__": {
        *("load", "check", "plugin", "build", "offline", "export", "lookup", "object"),
        *("model", "problems"),
    },
}
"""Which rooms of the generator each of them may import, itself aside."""

LIBRARIES = {
    "jinja2": {"render"},
    "markupsafe": {"render", "export"},
    "mkdocs": {"plugin", "build", "settings"},
    "yaml": {"load"},
    "jsonschema": {"load"},
    "deflate": {"zipping"},
    "minify": {"plugin", "offline"},
}
"""Which rooms may import each library; `plugin` meets them all, `importer` runs by itself."""


def modules() -> list[str]:
    return sorted(path.relative_to(GENERATOR).as_posix() for path in GENERATOR.rglob("*.py"))


def room_of(name: str) -> str:
    return name.removesuffix(".py").partition("/")[0].partition(".")[0]


def imports(module: str) -> Iterator[str]:
    """Every module that `module` names in an import, dotted, functions' own imports included."""
    for node in ast.walk(ast.parse((GENERATOR / module).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"generator/{module}:{node.lineno}: import by full name"
            if node.module == "generator":
                yield from (f"generator.{alias.name}" for alias in node.names)
            else:
                yield node.module or ""


@pytest.mark.parametrize("module", [name for name in modules() if name != "__init__.py"])
def test_a_room_imports_only_what_it_may(module: str) -> None:
    room = room_of(module)
    for name in imports(module):
        package, _, rest = name.partition(".")
        if package == "generator":
            assert room_of(rest) in ROOMS[room] | {room}, f"{room} must not import {name}"
        elif package in LIBRARIES and room not in {"plugin", "importer"}:
            assert room in LIBRARIES[package], f"{room} must not import {name}"


def test_every_room_has_its_row() -> None:
    assert {room_of(module) for module in modules()} - {"__init__"} <= ROOMS.keys()


def test_the_model_needs_the_standard_library_only() -> None:
    for module in modules():
        if room_of(module) in {"model", "problems"}:
            for name in imports(module):
                package = name.partition(".")[0]
                assert package == "generator" or package in sys.stdlib_module_names
