"""What DocBook's characters say: blanks, hyphens and marks that only help to break a line."""

import re

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")
_QUOTES = {ord("\u2019"): "'", ord("\u2018"): "'", ord("\u201c"): '"', ord("\u201d"): '"'}
SOFT_HYPHEN = "\u00ad"

_GROUP = r"[0-9A-F]{4}|[0-9A-F]{2}xx|gggg"
_ELEMENT = r"[0-9A-Fx]{4}|eeee"
_TAG = re.compile(rf"\(* ?({_GROUP}) ?, ?({_ELEMENT}) ?\)*(?P<more>(?:[ (*.,;].*)?)")


def plain(text: str) -> str:
    """The text with single blanks, without characters that no reader sees."""
    return " ".join(text.translate(_INVISIBLE).split())


def folded(text: str) -> str:
    """The same with ASCII's hyphen and quotation marks, as labels, names and keys have them."""
    return plain(text).translate(_DASHES | _QUOTES)


def joined(text: str, *, keep: str = "") -> str:
    """A UID, tag or keyword: the text without any white space, which can only be a line's end.

    Characters that no reader sees go, too, but for those in `keep`.
    """
    unseen = {code: to for code, to in _INVISIBLE.items() if chr(code) not in keep}
    return "".join(text.translate(unseen).split())


def tag_of(text: str) -> str:
    """The tag that the text prints, `(0008,103E)` or `(60xx,0010)`; empty where it is none.

    A remark may follow it, another tag may not.
    """
    upper = plain(text).upper().replace("X", "x").replace("GGGG", "gggg").replace("EEEE", "eeee")
    match = _TAG.fullmatch(upper)
    if not match or re.search(r"[0-9A-F]{4} ?,", match["more"]):
        return ""
    return f"({match[1]},{match[2]})"
