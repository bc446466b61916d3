"""Values as the text of a JSON file."""

import io
import json
from collections.abc import Mapping
from typing import Any, TypeAlias

json_text = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""A value as JSON on one line, as short as it can be."""

Before: TypeAlias = dict[str, tuple[list[Any], bytes]]
"""The lists of the document before, by key, each with the text of its records."""


def json_bytes(document: Mapping[str, Any], before: Before | None = None) -> bytes:
    """`document` as JSON, each of its keys and each record of a list in it on a line of its own.

    So it is nearly as small and as fast as on one line, and two of them can be compared. Where each
    of many documents has what the one before has and more, `before` is kept from one to the next:
    a list that ends with the one before is made of its text.
    """
    made = io.BytesIO()  # gives its bytes away without a copy
    made.write(b"{\n")
    for number, (key, value) in enumerate(document.items()):
        made.write(b",\n" if number else b"")
        made.write(f"{json_text(key)}:".encode())
        _write(made, key, value, before)
    made.write(b"\n}\n")
    return made.getvalue()


def with_values(document: bytes, values: Mapping[str, Any]) -> bytes:
    """The JSON `document`, as `json_bytes` made it, with those `values` of keys that it has.

    Raises ValueError where it has no such key.
    """
    made = bytearray(document)
    for key, value in values.items():
        start = _behind(made, f"\n{json_text(key)}:".encode(), 0)
        if made.startswith(b"[\n", start):
            end = _behind(made, b"\n]", start)
        else:
            end = made.index(b"\n", start)
            end -= made[end - 1 : end] == b","
        text = io.BytesIO()
        _write(text, key, value, None)
        made[start:end] = text.getbuffer()
    return bytes(made)


def _behind(text: bytearray, mark: bytes, start: int) -> int:
    """Where what follows the next `mark` begins; no text within JSON has a line break."""
    return text.index(mark, start) + len(mark)


def _write(made: io.BytesIO, key: str, value: object, before: Before | None) -> None:
    """Append `value`, record by record: the whole registry as one text would fill the memory."""
    if not isinstance(value, list) or not value:
        made.write(json_text(value).encode())
        return
    made.write(b"[\n")
    start = made.tell()
    last, text = (before or {}).get(key, ([], b""))
    new = len(value) - len(last)
    if value[max(new, 0) :] != last:
        new, text = len(value), b""
    for number, record in enumerate(value[:new]):
        made.write(b",\n" if number else b"")
        made.write(json_text(record).encode())
    if text:
        made.write(b",\n" if new else b"")
        made.write(text)
    if before is not None:
        before[key] = value, bytes(made.getbuffer()[start:])
    made.write(b"\n]")
