"""Requests to take away: as a dump file for DCMTK, and as Python code for pynetdicom.

They hold the keys or attributes that the tables of PS3.4 require, empty or with a value to replace;
what is optional stands there as a comment.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.model import Registry
from generator.model.addresses import sop_class_address
from generator.model.attributes import Attribute
from generator.model.dimse import Purpose, Requirement, RowKind, TableUse
from generator.model.sop_classes import SopClass

_LEVEL = "00080052"
_CHARACTER_SET = "00080005"

_REQUIRED = frozenset(("1", "1C", "2", "2C", "M", "MC"))

_VALUES: Mapping[str, str] = {
    _CHARACTER_SET: "ISO_IR 192",
    "00080060": "CT",
    "00400252": "IN PROGRESS",
    "00741000": "SCHEDULED",
    "00404041": "READY",
    "00741200": "MEDIUM",
}
"""Values by tag where a request needs one that is no matter of taste."""

_BY_VR: Mapping[str, str] = {
    "AE": "FILL_IN",
    "AS": "040Y",
    "CS": "FILL_IN",
    "DA": "20260101",
    "DS": "0",
    "DT": "20260101120000",
    "FD": "0",
    "FL": "0",
    "IS": "0",
    "PN": "FILL^IN",
    "SL": "0",
    "SS": "0",
    "TM": "120000",
    "UI": "1.2.3.4",
    "UL": "0",
    "UR": "https://example.org/",
    "US": "0",
}
"""A value to replace, by VR; text of any other."""

_NUMBERS = frozenset(("FD", "FL", "SL", "SS", "UL", "US", "SV", "UV"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A file to take away, and how it is used."""

    path: str
    """Below the site's root."""

    title: str
    command: str
    """The command line that uses it."""

    content: bytes = field(repr=False)


@dataclass(slots=True, kw_only=True)
class _Element:
    """An element of a request, with what its item holds if it is a sequence."""

    attribute: Attribute
    is_required: bool
    value: str
    has_items: bool = True
    """Whether a sequence has an item."""

    items: list["_Element"] = field(default_factory=list)


def exports_of(registry: Registry, uid: str) -> tuple[Export, ...]:
    """The files of that SOP Class: for each query, and for N-CREATE."""
    sop_class = registry.sop_classes[uid]
    return tuple(
        export
        for use in registry.dimse.uses_of(uid)
        if (use.purpose is Purpose.QUERY_KEY and use.services == ("C-FIND",))
        or use.purpose is Purpose.CREATE
        for export in _exports(registry, sop_class, use)
    )


def files(registry: Registry) -> Iterator[tuple[str, bytes]]:
    """Every file to take away: (path below the root, content)."""
    for uid in registry.sop_classes:
        for export in exports_of(registry, uid):
            yield export.path, export.content


def _exports(registry: Registry, sop_class: SopClass, use: TableUse) -> Iterator[Export]:
    is_query = use.purpose is Purpose.QUERY_KEY
    name = "query" if is_query else "n-create"
    name = f"{name}-{use.level.lower()}" if use.level else name
    what = f"{use.level} query" if use.level else "Query" if is_query else "N-CREATE"
    elements = _sorted([*_above(registry, sop_class.uid, use), *_elements(registry, use)])
    folder = sop_class_address(sop_class.uid)
    model = _findscu_model(sop_class)
    source = f"Table {use.table} of PS3.4 {registry.dimse.tables[use.table].edition}"
    head = [
        f"{what} for {sop_class.name} ({sop_class.uid}).",
        f"Made from {source} by the DICOM SOP Class Registry.",
        "What is required is written out, what is optional is a comment.",
    ]
    if not is_query:
        head.append("Replace FILL_IN, FILL^IN, 1.2.3.4 and the dates by values of your own.")
    command = f"dump2dcm {name}.dump {name}.dcm"
    if is_query and model:
        command += f" && findscu {model} -aec CALLED_AE HOST PORT {name}.dcm"
    yield Export(
        path=f"{folder}{name}.dump",
        title=f"{what} as a dump file of DCMTK",
        command=command,
        content=_dump(elements, head),
    )
    yield Export(
        path=f"{folder}{name}.py",
        title=f"{what} as Python code for pynetdicom",
        command=f"python {name}.py HOST PORT CALLED_AE",
        content=_code(sop_class, elements, head, is_query=is_query),
    )


def _findscu_model(sop_class: SopClass) -> str:
    """The option of findscu for that information model; empty where it has none."""
    name = sop_class.name
    options = {"Modality Worklist": "-W", "Patient Root": "-P", "Study Root": "-S"}
    found = (option for start, option in options.items() if name.startswith(start))
    return next(found, "")


def _above(registry: Registry, uid: str, use: TableUse) -> Iterator[_Element]:
    """The level of a query, and the unique keys of the levels above it."""
    if not use.level:
        return
    attributes = registry.iods.attributes
    yield _Element(attribute=attributes[_LEVEL], is_required=True, value=use.level)
    levels = registry.dimse.levels.get(uid, ())
    own = next((it.order for it in levels if it.level == use.level), 1)
    for level in levels:
        if level.order < own:
            yield _Element(attribute=attributes[level.unique_key], is_required=True, value="")


def _elements(registry: Registry, use: TableUse) -> list[_Element]:
    """What the table of `use` asks for, as a tree.

    What is required is there; what is optional is a comment, with what its items must hold. A
    sequence that may be empty is, in what creates an instance; a query needs its items.
    """
    roots: list[_Element] = []
    path: list[_Element | None] = []
    for it in registry.dimse.requirements(use):
        if it.row.kind is not RowKind.ATTRIBUTE:
            continue
        attribute = registry.iods.attributes[it.row.tag]
        outer = path[it.depth - 1] if it.depth else None
        del path[it.depth :]
        is_asked = _is_required(it, use)
        is_full = outer is None or (outer.is_required and outer.has_items)
        is_left_out = it.depth > 0 and (
            outer is None or not (is_full or _demand(it, use) in _REQUIRED)
        )
        siblings = outer.items if outer else roots
        if is_left_out or any(other.attribute.tag == attribute.tag for other in siblings):
            path.append(None)
            continue
        element = _Element(
            attribute=attribute,
            is_required=is_asked and is_full,
            has_items=use.purpose is not Purpose.CREATE or _must_have_value(it),
            value=_value(attribute)
            if use.purpose is Purpose.CREATE and _must_have_value(it)
            else "",
        )
        siblings.append(element)
        path.append(element)
    return roots


def _demand(requirement: Requirement, use: TableUse) -> str:
    """The code that says whether it must be there: of a query, whether it must come back."""
    if use.purpose is Purpose.CREATE:
        return requirement.code.partition("/")[0]
    if use.column == "qr_key":
        return {"U": "1", "R": "1"}.get(requirement.code, "3")
    return requirement.return_key


def _is_required(requirement: Requirement, use: TableUse) -> bool:
    """Whether the request has it as it is: a condition is for the sender to judge."""
    code = _demand(requirement, use)
    return code in _REQUIRED and (use.purpose is not Purpose.CREATE or not code.endswith("C"))


def _must_have_value(requirement: Requirement) -> bool:
    return requirement.code.partition("/")[0] in ("1", "M")


def _value(attribute: Attribute) -> str:
    """A value to replace."""
    vr = attribute.vr.split(" or ")[0]
    return _VALUES.get(attribute.tag, _BY_VR.get(vr, "FILL IN"))


def _sorted(elements: Sequence[_Element]) -> list[_Element]:
    """The elements in the order of their tags, each tag once."""
    by_tag = {it.attribute.tag: it for it in reversed(elements)}
    for it in by_tag.values():
        it.items = _sorted(it.items)
    return [by_tag[tag] for tag in sorted(by_tag)]


# ---------------------------------------------------------------------------------- DCMTK


def _dump(elements: Sequence[_Element], head: Sequence[str]) -> bytes:
    """A file that dump2dcm reads."""
    lines = [f"# {line}" for line in head]
    lines += _dump_lines(elements, 0, "")
    return ("\n".join(lines) + "\n").encode()


def _dump_lines(elements: Sequence[_Element], depth: int, comment: str) -> Iterator[str]:
    for it in elements:
        mark = comment or ("" if it.is_required else "# ")
        indent = f"{mark}{'  ' * depth}"
        tag = it.attribute.printed_tag.lower()
        vr = it.attribute.vr.split(" or ")[0]
        if vr != "SQ":
            value = f"[{it.value}]" if vr not in _NUMBERS else it.value or "(no value available)"
            yield f"{indent}{tag} {vr} {value}  # {it.attribute.name}"
            continue
        yield f"{indent}{tag} SQ (Sequence with undefined length)  # {it.attribute.name}"
        if it.items:
            inner = mark or ("" if it.has_items else "# ")
            within = f"{inner}{'  ' * depth}"
            yield f"{within}  (fffe,e000) na (Item with undefined length)"
            yield from _dump_lines(it.items, depth + 2, inner)
            yield f"{within}  (fffe,e00d) na (ItemDelimitationItem)"
        yield f"{indent}(fffe,e0dd) na (SequenceDelimitationItem)"


# ------------------------------------------------------------------------------ pynetdicom

_QUERY = '''
def main() -> None:
    """Ask the server at HOST PORT CALLED_AE and print what it answers."""
    host, port, called = sys.argv[1:4]
    ae = AE()
    ae.add_requested_context(SOP_CLASS)
    association = ae.associate(host, int(port), ae_title=called)
    if not association.is_established:
        sys.exit("no association")
    for status, answer in association.send_c_find(request(), SOP_CLASS):
        print(f"status 0x{status.Status:04X}" if status else "no answer")
        if answer:
            print(answer)
    association.release()
'''

_CREATE = '''
def main() -> None:
    """Create an instance at the server at HOST PORT CALLED_AE and print its answer."""
    host, port, called = sys.argv[1:4]
    ae = AE()
    ae.add_requested_context(SOP_CLASS)
    association = ae.associate(host, int(port), ae_title=called)
    if not association.is_established:
        sys.exit("no association")
    status, answer = association.send_n_create(request(), SOP_CLASS, generate_uid())
    print(f"status 0x{status.Status:04X}" if status else "no answer")
    if answer:
        print(answer)
    association.release()
'''


def _code(
    sop_class: SopClass, elements: Sequence[_Element], head: Sequence[str], *, is_query: bool
) -> bytes:
    """A program that sends the request."""
    imports = "Dataset" if is_query else "Dataset\nfrom pydicom.uid import generate_uid"
    lines = [
        *(f"# {line}" for line in head),
        "import sys",
        "",
        f"from pydicom.dataset import {imports}",
        "from pynetdicom import AE",
        "",
        f'SOP_CLASS = "{sop_class.uid}"',
        "",
        "",
        "def request() -> Dataset:",
        '    """What is asked for, or what the new instance holds."""',
        "    ds = Dataset()",
        *_code_lines(elements, "ds", "", _counter()),
        "    return ds",
        "",
        (_QUERY if is_query else _CREATE),
        "",
        'if __name__ == "__main__":',
        "    main()",
    ]
    return ("\n".join(lines) + "\n").encode()


def _counter() -> Callable[[], str]:
    numbers = iter(range(1, 1_000_000))
    return lambda: f"item_{next(numbers)}"


def _code_lines(
    elements: Sequence[_Element], name: str, comment: str, item_name: Callable[[], str]
) -> Iterator[str]:
    for it in elements:
        mark = comment or ("" if it.is_required else "# ")
        attribute = it.attribute
        target = f"{name}.{attribute.keyword}"
        if not attribute.is_sequence:
            vr = attribute.vr.split(" or ")[0]
            value = f'"{it.value}"' if vr not in _NUMBERS else it.value or "None"
            yield f"    {mark}{target} = {value}"
        elif it.items:
            inner = item_name()
            inside = mark or ("" if it.has_items else "# ")
            if inside and not mark:
                yield f"    {target} = []"
            yield f"    {inside}{inner} = Dataset()"
            yield from _code_lines(it.items, inner, inside, item_name)
            yield f"    {inside}{target} = [{inner}]"
        else:
            yield f"    {mark}{target} = []"
