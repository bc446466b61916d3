"""The curated record of a SOP Class: what people need to know and no table of the standard says."""

from dataclasses import dataclass, field
from enum import StrEnum

from generator.model.uids import RegisteredUid, UidType
from generator.problems import Where

_NOWHERE = Where("")


class ModalityKind(StrEnum):
    """How firmly a value of Modality (0008,0060) belongs to a SOP Class."""

    ENUMERATED = "enumerated"
    DEFINED = "defined"
    CUSTOMARY = "customary"


class AliasKind(StrEnum):
    """What sort of name an alias is."""

    ABBREVIATION = "abbreviation"
    PLAIN = "plain"
    FORMER = "former"
    PRODUCT = "product"
    MISSPELLING = "misspelling"


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """What kind of thing a SOP Class is about; `slug` is its address."""

    slug: str
    name: str
    where: Where


@dataclass(frozen=True, slots=True, kw_only=True)
class ModalityCode:
    """One value of Modality (0008,0060) that instances carry, how firmly, and who says so."""

    code: str
    kind: ModalityKind
    source: str
    where: Where = field(default=_NOWHERE, compare=False)
    source_where: Where = field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Modality:
    """What instances of a SOP Class carry in Modality (0008,0060).

    Either `codes`, or the reason why `any_value` may occur, or why there is `no_attribute`.
    """

    codes: tuple[ModalityCode, ...] = ()
    any_value: str | None = None
    no_attribute: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """A name that people use for a SOP Class and the standard does not."""

    text: str
    kind: AliasKind
    where: Where = field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeeAlso:
    """A SOP Class (by keyword, or UID where it has none) to look at next, and why."""

    sop_class: str
    why: str
    where: Where = field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SopClass:
    """A SOP Class or Meta SOP Class: what is registered of it, and what we say about it."""

    registered: RegisteredUid
    category: Category
    modality: Modality
    aliases: tuple[Alias, ...]
    summary: str
    see_also: tuple[SeeAlso, ...]
    where: Where

    @property
    def uid(self) -> str:
        """The UID, as registered in PS3.6 Table A-1."""
        return self.registered.uid

    @property
    def name(self) -> str:
        """The name, without the standard's "(Retired)"."""
        return self.registered.name

    @property
    def keyword(self) -> str | None:
        """The keyword of PS3.6 Table A-1, or None for the two that have none."""
        return self.registered.keyword

    @property
    def retired(self) -> bool:
        """Whether the standard has retired it."""
        return self.registered.retired

    @property
    def is_meta(self) -> bool:
        """Whether it is a Meta SOP Class: a group that is negotiated as one (PS3.4 H.3)."""
        return self.registered.type is UidType.META_SOP_CLASS

    @property
    def key(self) -> str:
        """What its record is called: the keyword, or the UID where there is none."""
        return self.registered.key
