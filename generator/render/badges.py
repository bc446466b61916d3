"""The badges for usages and types: one look everywhere, heavier the stronger the demand."""

from collections.abc import Mapping

from markupsafe import Markup

from generator.model.iods import Usage
from generator.model.tables import Type

USAGES: Mapping[Usage, str] = {
    Usage.MANDATORY: "mandatory",
    Usage.CONDITIONAL: "mandatory where its condition holds",
    Usage.USER_OPTION: "user option",
}
"""The usages of modules in words (PS3.3 A.1.3), the strongest first."""

BY_SERVICE = "requirement set by the service in PS3.4"
"""What stands for the type of an attribute that has none, as in modules of normalised IODs."""

TYPES: Mapping[Type | None, str] = {
    Type.REQUIRED: "must be there, with a value",
    Type.REQUIRED_CONDITIONALLY: "must be there with a value where its condition holds",
    Type.MAY_BE_EMPTY: "must be there, may be empty",
    Type.MAY_BE_EMPTY_CONDITIONALLY: "must be there where its condition holds, may be empty",
    Type.OPTIONAL: "optional",
    None: BY_SERVICE,
}
"""The types of attributes in words (PS3.5 7.4), the strongest first."""

LOOKS: Mapping[Usage | Type | None, str] = {
    Usage.MANDATORY: "must",
    Usage.CONDITIONAL: "must-if",
    Usage.USER_OPTION: "may",
    Type.REQUIRED: "must",
    Type.REQUIRED_CONDITIONALLY: "must-if",
    Type.MAY_BE_EMPTY: "fill",
    Type.MAY_BE_EMPTY_CONDITIONALLY: "fill-if",
    Type.OPTIONAL: "may",
    None: "may",
}
"""How the badge of each usage and type looks, as the style sheets know it."""

BADGES: Mapping[Usage | Type | None, Markup] = {
    it: Markup('<abbr class="badge {}" title="{}">{}</abbr>').format(
        LOOKS[it], words, it or "PS3.4"
    )
    for it, words in (*USAGES.items(), *TYPES.items())
}
"""The badge of each usage and type."""
