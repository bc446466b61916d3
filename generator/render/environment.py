"""Jinja as the registry uses it: autoescape on, unknown names fail, and no time spent needlessly.

What a page of many rows costs is mostly calls. Some things that Jinja does at each of them serve
nobody here, and are left out: looking whether a function wants the context (none of ours does),
looking for a key where a thing has no such attribute, wrapping again what is markup already,
escaping the same name a thousand times, and comparing the names of all globals at each import.
"""

from collections.abc import Iterator, MutableMapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    Template,
    TemplateSyntaxError,
    nodes,
)
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.ext import Extension
from jinja2.parser import Parser
from jinja2.runtime import Context
from markupsafe import Markup, escape


class _Code(CodeGenerator):
    """Compiles a call to a call, an attribute to an attribute, and writes markup as it is."""

    def visit_Call(  # noqa: N802  # Jinja's name
        self,
        node: nodes.Call,
        frame: Frame,
        forward_caller: bool = False,  # noqa: FBT001, FBT002  # Jinja's signature
    ) -> None:
        self.write("(")
        self.visit(node.node, frame)
        self.write(")(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        for stars, unpacked in (("*", node.dyn_args), ("**", node.dyn_kwargs)):
            if unpacked is not None:
                self.write(stars)
                self.visit(unpacked, frame)
                self.write(", ")
        self.write("caller=caller)" if forward_caller else ")")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802  # Jinja's name
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: object) -> None:  # noqa: ARG002
        self.write("(_it if (_type := type(_it := ")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: object) -> None:  # noqa: ARG002
        self.write(")) is Markup else escaped(_it) if _type is str else escape(_it))")

    def writeline(self, x: str, node: nodes.Node | None = None, extra: int = 0) -> None:
        """Name what escapes behind the imports of the compiled template."""
        super().writeline(x, node, extra)
        if x.startswith("from jinja2.runtime import "):
            super().writeline("from generator.render.environment import escaped")


@lru_cache(maxsize=1 << 16)
def escaped(text: str) -> Markup:
    """`text` as HTML shows it."""
    return escape(text)


class _Template(Template):
    """A template whose macros know the globals of the environment, and need no others."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:  # noqa: ARG002
        if self._module is None:
            self._module = self.make_module()
        return self._module


class _Environment(Environment):
    """An environment that has all its globals before it loads a template."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What a template knows; it is copied for each page, as a chain of mappings slowly."""
        return {**self.globals, **(d or {})}


class Once(Extension):
    """`{% once key, … %}…{% endonce %}`: made for the first page that has it, and kept by its key.

    Whatever stands in it may depend on nothing but the key and the depth of the page: the
    environment's globals `kept` (gives what is kept by a key, or None) and `keep` see to that.
    """

    tags = {"once"}  # noqa: RUF012  # Jinja's type

    def parse(self, parser: Parser) -> nodes.Node:
        """What the tag stands for: ask for the piece, make it if there is none, show it."""
        line = next(parser.stream).lineno
        key = parser.parse_tuple(with_condexpr=True)
        if not isinstance(key, nodes.Tuple):
            key = nodes.Tuple([key], "load")
        body = parser.parse_statements(("name:endonce",), drop_needle=True)
        name = parser.free_identifier().name
        known = nodes.Name(f"{name}_key", "load")
        found = nodes.Name(f"{name}_made", "load")
        make = nodes.AssignBlock(nodes.Name(found.name, "store"), None, body)
        keep = nodes.ExprStmt(
            nodes.Call(nodes.Name("keep", "load"), [known, found], [], None, None)
        )
        ask = nodes.Call(nodes.Name("kept", "load"), [known], [], None, None)
        return nodes.Scope(
            [
                nodes.Assign(nodes.Name(known.name, "store"), key),
                nodes.Assign(nodes.Name(found.name, "store"), ask),
                nodes.If(nodes.Test(found, "none", [], [], None, None), [make, keep], [], []),
                nodes.Output([found]),
            ],
            lineno=line,
        ).set_lineno(line)


def environment(templates: Path, once: "Fragments") -> Environment:
    """An environment for the folder `templates`; what `{% once %}` makes is kept in `once`."""
    made = _Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        auto_reload=False,  # else every import of every page asks the disk
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=[Once],
    )
    made.code_generator_class = _Code
    made.template_class = _Template
    made.globals.update(kept=once.kept, keep=once.keep)
    return made


def compile_templates(
    environment: Environment,
) -> Iterator[TemplateSyntaxError | UnicodeDecodeError]:
    """Compile every template but those of the theme; gives why one is none."""
    for name in environment.list_templates(extensions=["html"]):
        if name.startswith("theme/"):
            continue
        try:
            environment.get_template(name)
        except (TemplateSyntaxError, UnicodeDecodeError) as error:
            yield error


class Fragments:
    """Pieces of pages that are the same on many, each with a key; pages of one depth share them."""

    def __init__(self) -> None:
        self._made: dict[str, dict[tuple[object, ...], Markup]] = {}
        self._here: dict[tuple[object, ...], Markup] = {}

    def at(self, base: str) -> None:
        """Go on with a page that leads to the site's root by `base`."""
        self._here = self._made.setdefault(base, {})

    def kept(self, key: tuple[object, ...]) -> Markup | None:
        """What is kept by `key`, if anything."""
        return self._here.get(key)

    def keep(self, key: tuple[object, ...], made: Markup) -> None:
        """Keep what was `made`."""
        self._here[key] = made

    def forget(self) -> None:
        """Forget everything."""
        self._made.clear()
        self._here = {}
