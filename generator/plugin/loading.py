"""Loads the registry; what has not changed since the last time is taken from a cache.

The cache is a pickle, which runs as code when it is read: like Python's own `__pycache__`, it lies
where nobody writes who may not write the code itself.
"""

import io
import pickle
import sys
from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import IO, Any

from generator.check import RULES
from generator.history import History, compute_history
from generator.load import load, load_records
from generator.model import Registry
from generator.model.sop_classes import SopClass
from generator.plugin.cache import keep, kept
from generator.plugin.keys import RECORDS, code_digest, contents, digest
from generator.problems import BadDataError

CACHED = Path(".cache", "registry")
"""The file that holds what was loaded, below the root of the project."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A registry, and what was computed from it at once."""

    registry: Registry
    history: History
    state: tuple[bytes, Mapping[str, bytes]]
    """Of what it was loaded: a digest of all data but curated records, and of each of these."""


def load_again(data: Path, cached: Path) -> tuple[Loaded, bool]:
    """The registry in the folder `data`, and whether it comes from the file `cached`, if it may.

    Raises BadDataError as `generator.load.load` does.
    """
    state = _state(data)
    found = _read(cached, state[0])
    if found is not None:
        records = by_file(found.registry)
        same = state[1].items() & found.state[1].items()
        # Where something is wrong, everything is read: so everything is told.
        with suppress(BadDataError):
            unchanged = {name: records[name] for name, _ in same}
            registry = load_records(data, found.registry, RULES, unchanged)
            return replace(found, registry=registry), True
    registry = load(data, RULES)
    history = compute_history(registry.editions)
    return Loaded(registry=registry, history=history, state=state), False


def by_file(registry: Registry) -> dict[str, SopClass]:
    """The curated records of `registry` by the names of their files."""
    return {f"{key}.yml": record for key, record in registry.keys.items()}


def write(loaded: Loaded, data: Path, cached: Path) -> None:
    """Write `loaded`, which was loaded of the folder `data`, to the file `cached`, if it can be."""
    keep(
        cached,
        loaded.state[0],
        lambda file: _Pickler(file).dump_all(loaded),
        lambda: _state(data) == loaded.state,  # nobody edited it meanwhile
    )


def _read(cached: Path, key: bytes) -> Loaded | None:
    """What the file `cached` holds, if it was written under that `key`."""
    content = kept(cached, key)
    if content is None:
        return None
    unpickler = pickle.Unpickler(io.BytesIO(content))  # noqa: S301  # see above
    found: Loaded = unpickler.load()
    while columns := unpickler.load():
        for kind, (records, *values) in columns.items():
            for set_, column in zip(_slots(kind, "__set__"), values, strict=True):
                deque(map(set_, records, column), maxlen=0)
    return found


def _state(data: Path) -> tuple[bytes, dict[str, bytes]]:
    """Digests of everything that the registry in `data` is loaded from."""
    records = data / RECORDS
    others = (it for it in data.rglob("*") if it.parent != records and it.is_file())
    guides = (data.parent / "docs" / "guides").glob("*.md")
    digests = {it.name: digest([it.read_bytes()]) for it in records.glob("*.yml")}
    return digest([code_digest(), *contents([*others, *guides])]), digests


class _Pickler(pickle.Pickler):
    """Pickles frozen records with slots so that they are read in a fraction of the usual time.

    They are pickled empty, and what they hold behind that, field by field of all of a kind: so no
    line of Python runs for each when they are filled. A record that the code itself names, such as
    a kind of table, is pickled as that name: there is one of it, and it is compared by identity.
    """

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__(file, protocol=5)
        self._empty: defaultdict[type, list[Any]] = defaultdict(list)
        self._constant = {
            id(value): (module.__name__, name)
            for module in list(sys.modules.values())
            if module.__name__.startswith("generator.model.")
            for name, value in vars(module).items()
            if is_dataclass(value) and not isinstance(value, type)
        }

    def dump_all(self, thing: object) -> None:
        """Pickle `thing`, then what the records in it hold, by their kind; last an empty dict."""
        self.dump(thing)
        while self._empty:
            # What these hold may have further records in it, which are found as it is pickled.
            found, self._empty = self._empty, defaultdict(list)
            columns = {
                kind: [records, *([*map(get, records)] for get in _slots(kind, "__get__"))]
                for kind, records in found.items()
            }
            self.dump(columns)
        self.dump({})

    def reducer_override(self, thing: Any) -> Any:  # noqa: ANN401  # pickle's signature
        """How to make `thing` anew, if it is such a record."""
        kind = type(thing)
        if isinstance(thing, type) or not is_dataclass(kind) or hasattr(thing, "__dict__"):
            return NotImplemented
        if name := self._constant.get(id(thing)):
            return _constant, name
        self._empty[kind].append(thing)
        return object.__new__, (kind,)


@cache
def _slots(kind: type, access: str) -> tuple[Callable[..., Any], ...]:
    """What gets, or sets, each field of a record of that `kind`, frozen as it is."""
    return tuple(getattr(getattr(kind, it.name), access) for it in fields(kind))


def _constant(module: str, name: str) -> object:
    return getattr(import_module(module), name)
