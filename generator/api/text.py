"""Values as the text of a JSON file."""

import json
from collections.abc import Mapping
from typing import Any

json_text = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""A value as JSON on one line, as short as it can be."""


def json_bytes(document: Mapping[str, Any]) -> bytes:
    """`document` as JSON, each of its keys and each record of a list in it on a line of its own.

    So it is nearly as small and as fast as on one line, and two of them can be compared.
    """
    made = bytearray(b"{\n")
    for number, (key, value) in enumerate(document.items()):
        made += b",\n" if number else b""
        made += f"{json_text(key)}:".encode()
        _append(made, value)
    made += b"\n}\n"
    return bytes(made)


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
        text = bytearray()
        _append(text, value)
        made[start:end] = text
    return bytes(made)


def _behind(text: bytearray, mark: bytes, start: int) -> int:
    """Where what follows the next `mark` begins; no text within JSON has a line break."""
    return text.index(mark, start) + len(mark)


def _append(made: bytearray, value: object) -> None:
    """Append `value`, record by record: the whole registry as one text would fill the memory."""
    if isinstance(value, list) and value:
        made += b"[\n"
        for number, record in enumerate(value):
            made += b",\n" if number else b""
            made += json_text(record).encode()
        made += b"\n]"
    else:
        made += json_text(value).encode()
