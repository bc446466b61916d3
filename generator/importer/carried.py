"""What other sources say of PS3.3, taken over from the edition before for all that stayed.

Values, conditions and the like were gathered from many sources and belong to printed rows. A new
edition has the same rows for the most part: what is said of them goes with them, and names the
edition that it is of. What the new edition's own text states comes first.
"""

from collections.abc import Callable, Iterable, Mapping
from difflib import SequenceMatcher
from pathlib import Path

from generator.importer.files import read_rows
from generator.importer.printed import Printed, Rows

_Row = dict[str, str]
_Key = tuple[str, ...]
_Mapping = Mapping[_Key, str]
"""By what holds a row and its old number: its new number."""

_ATTRIBUTES = "ps3.3-attributes"
_CONDITIONAL = frozenset({"1C", "2C"})


def carry(printed: Printed, folder: Path) -> None:
    """Add to the tables of PS3.3 what is said of the same rows in the edition in `folder`."""
    rows = printed.rows
    numbers = _numbers(
        read_rows(folder / f"{_ATTRIBUTES}.csv"), rows[_ATTRIBUTES], ("table",), _attribute
    )
    types = {(row["table"], row["row"]): row["type"] for row in rows[_ATTRIBUTES]}
    for file, add in (
        ("ps3.3-values", _with_values),
        ("ps3.3-conditions", _with_conditions),
        ("ps3.3-context-groups", _with_groups),
    ):
        old = list(_moved(read_rows(folder / f"{file}.csv"), numbers, ("table",)))
        if file == "ps3.3-conditions":
            old = [row for row in old if types[row["table"], row["row"]] in _CONDITIONAL]
        if old or file in rows:
            rows[file] = _sorted(add(old, rows.get(file, [])), rows)
    _carry_iods(rows, folder)


def _carry_iods(rows: dict[str, Rows], folder: Path) -> None:
    """Take over what is said of IODs, of their modules and of their functional groups."""
    usages = read_rows(folder / "ps3.3-usage-conditions.csv")
    moved: Rows = []
    for what, file in (("module", "ps3.3-iod-modules"), ("macro", "ps3.3-functional-groups")):
        new = rows.get(file, [])
        numbers = _numbers(read_rows(folder / f"{file}.csv"), new, ("iod",), _use)
        letters = {(row["iod"], row["row"]): row["usage"] for row in new}
        for row in _moved((it for it in usages if it["what"] == what), numbers, ("iod",)):
            letter = letters[row["iod"], row["row"]]
            if letter in ("", row["usage"]):
                moved.append(row)
    if moved:
        rows["ps3.3-usage-conditions"] = moved
    iods = {row["iod"] for row in rows.get("ps3.3-iods", ())}
    for file in ("ps3.3-content-constraints", "ps3.3-root-templates", "ps3.3-fixed-values"):
        kept = [row for row in read_rows(folder / f"{file}.csv") if row["iod"] in iods]
        if kept:
            rows[file] = kept


def _attribute(row: _Row) -> _Key:
    """What a row of a table of attributes is, whatever its number."""
    return row["depth"], row["tag"], row["include"], row["name"] if not row["tag"] else ""


def _use(row: _Row) -> _Key:
    """What a row of an IOD is, whatever its number."""
    return (row.get("module", "") or row["macro"],)


def _numbers(
    old: Rows, new: Rows, holder: tuple[str, ...], what: Callable[[_Row], _Key]
) -> _Mapping:
    """The new number of each row that stayed, by what holds it and its old number."""
    before, now = _by_holder(old, holder), _by_holder(new, holder)
    numbers: dict[_Key, str] = {}
    for key in before.keys() & now.keys():
        first, second = before[key], now[key]
        matcher = SequenceMatcher(
            None, [what(row) for row in first], [what(row) for row in second], autojunk=False
        )
        for block in matcher.get_matching_blocks():
            for number in range(block.size):
                row = first[block.a + number]
                numbers[*key, row["row"]] = second[block.b + number]["row"]
    return numbers


def _by_holder(rows: Rows, holder: tuple[str, ...]) -> dict[_Key, Rows]:
    groups: dict[_Key, Rows] = {}
    for row in rows:
        groups.setdefault(tuple(row[column] for column in holder), []).append(row)
    return groups


def _moved(rows: Iterable[_Row], numbers: _Mapping, holder: tuple[str, ...]) -> Iterable[_Row]:
    """The rows that stayed, with their new numbers."""
    for row in rows:
        number = numbers.get((*(row[column] for column in holder), row["row"]))
        if number is not None:
            yield row | {"row": number}


def _with_values(old: Rows, new: Rows) -> Rows:
    """Lists of values: one that the edition prints replaces the one printed before."""
    printed = {(row["table"], row["row"]) for row in new}
    same = {_list(row): row for row in old}
    return [
        *(
            row
            for row in old
            if (row["table"], row["row"]) not in printed or "list" not in row["basis"].split("|")
        ),
        *(
            same[_list(row)] | {"edition": row["edition"]} if _list(row) in same else row
            for row in new
        ),
    ]


def _list(row: _Row) -> _Key:
    return tuple(row[it] for it in ("table", "row", "value_number", "kind", "values", "condition"))


def _with_conditions(old: Rows, new: Rows) -> Rows:
    """Conditions: one that was read replaces an older one, and one that was not keeps it."""
    before = {(row["table"], row["row"]): row for row in old}
    result = []
    for row in new:
        known = before.get((row["table"], row["row"]))
        is_read = row["status"] == "parsed" and not (known and _says(known, row))
        result.append(row if known is None or is_read else known)
    return result


def _says(known: _Row, row: _Row) -> bool:
    """Whether a known condition names the same attributes: it may say where they stand, too."""
    return known["status"] == "parsed" and _tags(known) == _tags(row)


def _tags(row: _Row) -> list[str]:
    return sorted(
        part.partition('"')[0] for part in row["condition"].replace(" ", "").split('"tag":"')[1:]
    )


def _with_groups(old: Rows, new: Rows) -> Rows:
    """Context groups: those that the edition states for a row replace those stated before."""
    stated = {(row["table"], row["row"]) for row in new}
    same = {(row["table"], row["row"], row["kind"], row["cid"]): row for row in old}
    result = [row for row in old if (row["table"], row["row"]) not in stated]
    for row in new:
        known = same.get((row["table"], row["row"], row["kind"], row["cid"]))
        if known:
            result.append(known | {it: _joined(row[it], known[it]) for it in _LISTS})
        else:
            result.append(row)
    return result


_LISTS = ("editions", "sources")


def _joined(first: str, others: str) -> str:
    """Two lists in one, each item once."""
    return "|".join(dict.fromkeys([first, *others.split("|")]))


def _sorted(found: Rows, rows: Mapping[str, Rows]) -> Rows:
    """The rows in the order of the printed tables."""
    order = {row["table"]: number for number, row in enumerate(rows["ps3.3-tables"])}
    return sorted(found, key=lambda row: (order[row["table"]], int(row["row"])))
