"""Runs the templates: a `Page` in, its HTML out. The only user of Jinja.

Autoescape is on and unknown names fail, so that no value of the registry can break a page and no
typo in a template goes unnoticed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from pathlib import Path
from urllib.parse import quote

from markupsafe import Markup, escape

from generator.history import EventKind, History
from generator.model import Registry
from generator.model.addresses import (
    attribute_address,
    category_address,
    comparison_address,
    context_group_address,
    context_groups_address,
    deidentification_address,
    edition_address,
    group_address,
    iod_address,
    modality_address,
    module_address,
    row_address,
    row_anchor,
    service_class_address,
    service_table_address,
    sop_class_address,
    table_address,
    template_address,
    templates_address,
    transcript_address,
    uid_address,
)
from generator.model.attributes import AttributeChangeKind
from generator.model.deidentification import ACTIONS
from generator.model.dimse import RowKind
from generator.model.meaning import Requirement
from generator.model.relations import Role
from generator.model.structure import StructureChangeKind
from generator.render.badges import BADGES, TYPES, USAGES
from generator.render.changes import changes_in_words
from generator.render.deidentification import OPTION_NAMES, touched_by_basic_profile
from generator.render.environment import Fragments, compile_templates, environment
from generator.render.faults import TemplateFailedError, failed
from generator.render.history import (
    newest_sop_classes,
    tables_text,
    timelines,
)
from generator.render.iods import NO_IOD, NO_IOD_SHORT
from generator.render.known import DICOM_ROOTS
from generator.render.meaning import (
    CID_KINDS,
    KIND_TITLES,
    KINDS,
    MODES,
    Words,
    fixed,
    unit_in_words,
)
from generator.render.page import Heading, Page, Rendered
from generator.render.services import facts_of, in_services
from generator.render.text import count, origin_text

# By percent, which takes a seventh of the time of format, for every heading of the site.
_HEADING = Markup('<h%(level)d id="%(anchor)s">%(title)s</h%(level)d>')
_UNBROKEN = re.compile(r"\b[A-Z]{1,2}-\w+|\S+ -(?= )")
"""What a line of a heading keeps together: N-CREATE, A-3, and a dash with the word before it."""

_MARKDOWN_HEADING = Markup("\n\n{0} {1} {{#{2}{3}}}\n\n")


@dataclass(frozen=True, slots=True)
class Repository:
    """Where the registry's records can be edited and errors reported, if mkdocs.yml says so."""

    url: str = ""

    def edit(self, path: str) -> str:
        """The address at which the file `path` is edited."""
        return f"{self.url}/edit/main/{quote(path)}"

    def report(self, name: str, uid: str) -> str:
        """The address at which an error about the SOP Class of that name and UID is reported."""
        return f"{self.url}/issues/new?title={quote(f'{name} ({uid})')}"


class Renderer:
    """Renders pages of one registry.

    `suffix` is appended to every address that ends in a slash: empty for a web server, `index.html`
    for a site that is opened from a file. `as_markdown` writes the headings as Markdown with their
    anchors, and marks what search leaves out, for a builder that reads Markdown; `lookup` are then
    the scripts of the look-up.
    One page is rendered at a time: `link` and the headings belong to it.
    """

    def __init__(  # noqa: PLR0913  # what pages show, what makes them, and in which form
        self,
        registry: Registry,
        history: History,
        templates: Path,
        *,
        repository: Repository,
        suffix: str = "",
        as_markdown: bool = False,
        lookup: Sequence[str] = (),
    ) -> None:
        self.suffix = suffix
        self._templates = templates
        self.as_markdown = as_markdown
        self._base = ""
        self._headings: list[Heading] = []
        self._scripts: dict[str, None] = {}
        self._lookup = tuple(lookup)
        self._fragments = Fragments()
        self.words = Words(registry)
        self.environment = environment(templates, self._fragments)
        self.environment.globals.update(
            registry=registry,
            history=history,
            changes=changes_in_words(registry),
            timeline=timelines(history, registry.editions),
            newest=partial(newest_sop_classes, history, registry),
            repository=repository,
            link=self.link,
            heading=self.heading,
            scripts=self.scripts,
            unsearched=Markup(' data-search-exclude="1"') if as_markdown else "",
            uid=uid_markup,
            keyword=keyword_markup,
            name_of=name_markup,
            count=count,
            AttributeChangeKind=AttributeChangeKind,
            EventKind=EventKind,
            Role=Role,
            RowKind=RowKind,
            StructureChangeKind=StructureChangeKind,
            tables_text=tables_text,
            origin_text=origin_text,
            no_iod=NO_IOD,
            no_iod_short=NO_IOD_SHORT,
            badge=BADGES,
            words=self.words,
            fixed=partial(fixed, self.words),
            touched_by_basic_profile=partial(touched_by_basic_profile, registry),
            required_with_links=self.required_with_links,
            kinds=KINDS,
            kind_titles=KIND_TITLES,
            cid_kinds=CID_KINDS,
            actions=ACTIONS,
            modes=MODES,
            table_at=registry.iods.at,
            option_names=OPTION_NAMES,
            unit_in_words=unit_in_words,
            types=TYPES,
            usages=USAGES,
            attribute_address=attribute_address,
            category_address=category_address,
            comparison_address=comparison_address,
            context_group_address=context_group_address,
            context_groups_address=context_groups_address,
            deidentification_address=deidentification_address,
            template_address=template_address,
            templates_address=templates_address,
            edition_address=edition_address,
            group_address=group_address,
            iod_address=iod_address,
            modality_address=modality_address,
            module_address=module_address,
            row_address=row_address,
            table_address=table_address,
            row_anchor=row_anchor,
            service_class_address=service_class_address,
            service_table_address=service_table_address,
            transcript_address=transcript_address,
            service_facts=partial(facts_of, registry),
            in_services=partial(in_services, registry),
            module_at={it.section: it for it in registry.iods.modules.values() if it.section},
            sop_class_address=sop_class_address,
            uid_address=uid_address,
        )

    def compile(self) -> Iterator[TemplateFailedError]:
        """Compile every template but those of the theme, and say which are none."""
        for error in compile_templates(self.environment):
            yield failed(error, self._templates)

    def render(self, page: Page) -> Rendered:
        """The HTML of `page` and its headings. Raises TemplateFailedError with the place."""
        self._base = "../" * page.url.count("/")
        self._fragments.at(self._base)
        self._headings = []
        self._scripts = {}
        try:
            template = self.environment.get_template(page.template)
            html = template.render(page=page, **page.values)
        except Exception as error:  # whatever it is, someone has to find the place
            raise failed(error, self._templates, page.url) from error
        if self.as_markdown:
            html = "\n".join(line for line in html.splitlines() if line.strip() or not line)
        return Rendered(html=html, headings=tuple(self._headings), scripts=tuple(self._scripts))

    def link(self, url: str) -> str:
        """The address of `url` (below the site's root) as the page being rendered links to it."""
        path, hash_, anchor = url.partition("#")
        if path == "" or path.endswith("/"):
            path += self.suffix
        return (self._base + path or "./") + hash_ + anchor

    def required_with_links(self, requirement: Requirement) -> Markup:
        """When something is required, with links from the page that is being rendered."""
        return self.words.required_with_links(requirement, self._base, self.suffix)

    def heading(self, level: int, anchor: str, title: str) -> Markup:
        """A heading of the page, noted for its table of contents."""
        self._headings.append(Heading(level=level, anchor=anchor, title=title))
        if self.as_markdown:
            marks = "#" * level
            excluded = "" if level == 1 else " data-search-exclude=1"
            return _MARKDOWN_HEADING.format(marks, _escape_markdown(title), anchor, excluded)
        return _heading(level, anchor, title)

    def scripts(self, *names: str) -> Markup:
        """Have the page run the scripts `names`, in this order; `lookup` is all of the look-up.

        They stand outside of the content, where their addresses are known. Markdown has no other
        place for them.
        """
        self._scripts.update(dict.fromkeys(names))
        if not self.as_markdown:
            return Markup()
        paths = [
            path
            for name in names
            for path in (self._lookup if name == "lookup" else (f"assets/js/{name}.js",))
        ]
        tags = (Markup('<script defer src="{}"></script>').format(self.link(it)) for it in paths)
        return Markup("\n").join(tags)

    def forget(self) -> None:
        """Forget what is kept and the templates, as registry or templates are others now."""
        self._fragments.forget()
        if self.environment.cache is not None:
            self.environment.cache.clear()


@lru_cache(maxsize=1 << 10)  # those of sections are the same on thousands of pages
def _heading(level: int, anchor: str, title: str) -> Markup:
    shown = _UNBROKEN.sub(r'<span class="unbroken">\g<0></span>', str(escape(title)))
    return _HEADING % {"level": level, "anchor": anchor, "title": Markup(shown)}  # noqa: S704


def _escape_markdown(text: str) -> Markup:
    """`text` so that Markdown shows it as it is."""
    special = re.compile(r"([\\`*_{}\[\]#|~])")
    return Markup(special.sub(r"\\\1", escape(text)))  # noqa: S704  # escaped on this line


@cache
def uid_markup(uid: str) -> Markup:
    """`uid` in the monospaced face, with the root that tells nothing apart dimmed."""
    root = next((root for root in DICOM_ROOTS if uid.startswith(root) and uid != root), "")
    if not root:
        return Markup('<code class="uid">{}</code>').format(uid)
    return Markup('<code class="uid"><span class="root">{}</span>{}</code>').format(
        root, uid.removeprefix(root)
    )


@cache
def keyword_markup(keyword: str) -> Markup:
    """`keyword` in the monospaced face, which a narrow column may break before its words."""
    return Markup('<code class="plain">%s</code>') % _breakable(keyword)


@cache
def name_markup(name: str) -> Markup:
    """`name`, which a narrow column may break before its words where no blank parts them."""
    return escape(name) if " " in name else _breakable(name)


def _breakable(words: str) -> Markup:
    return Markup("<wbr>").join(re.split(r"(?<=[a-z0-9])(?=[A-Z])", words))
