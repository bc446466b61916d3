"""The rule about what the registry says of transfer syntaxes."""

from collections.abc import Iterator

from generator.model import Registry
from generator.model.uids import UidType
from generator.problems import Problem, Where

_FILE = "transfer_syntaxes.csv"


def each_transfer_syntax_has_a_row(registry: Registry) -> Iterator[Problem]:
    """Every registered transfer syntax has a row, and nothing else has."""
    described = registry.transfer_syntaxes
    names = {it.uid: it.name for it in registry.uids.values() if it.type is UidType.TRANSFER_SYNTAX}
    for uid, it in described.items():
        if uid not in names:
            message = f"UID {uid} is not that of a transfer syntax, expected one that is registered"
            yield Problem(it.where, message, rests_on=("editions",))
    file = next((it.where.path for it in described.values()), f"data/{_FILE}")
    for uid, name in names.items():
        if uid not in described:
            message = f"no row for {name} ({uid}), expected one"
            yield Problem(Where(file), message, rests_on=("editions", _FILE))


RULES = (each_transfer_syntax_has_a_row,)
