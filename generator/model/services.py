"""Service classes, and which SOP Class belongs to which."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.model.standard import Reference
from generator.problems import Where

_STORING = frozenset({"storage", "non-patient-object-storage", "dicos-storage", "diconde-storage"})
"""The service classes for whose SOP Classes C-STORE sends the objects."""

_WITHOUT_ASSOCIATION = frozenset({"media-storage", "real-time-communication"})
"""The service classes whose objects stand in files or come as a stream (PS3.10, PS3.22)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """The one service class of a SOP Class or Meta SOP Class, and where that is defined."""

    sop_class: str
    """The UID."""

    service_class: str
    """The slug."""

    defined_in: Reference | None
    """Where the service is specified for it; None if no current standard does so any more."""

    source: str
    """Who says so."""

    where: Where = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceClass:
    """A service class: an annex of PS3.4, or a service that another standard defines."""

    slug: str
    """Its address, as `storage`."""

    name: str
    """The title of its annex, without "(Normative)"."""

    defined_in: Reference | None
    """The annex or standard that defines it; None if it is retired."""

    note: str
    """What to know about it; mostly empty."""

    members: tuple[Membership, ...]
    """In the order of the UIDs of their SOP Classes."""

    where: Where = field(compare=False)

    @property
    def retired(self) -> bool:
        """Whether it is not in the current standard any more."""
        return self.defined_in is None

    @property
    def is_stored(self) -> bool:
        """Whether C-STORE sends the objects of its SOP Classes."""
        return self.slug in _STORING

    @property
    def is_negotiated(self) -> bool:
        """Whether an association negotiates its SOP Classes."""
        return self.slug not in _WITHOUT_ASSOCIATION


@dataclass(frozen=True, slots=True)
class Services:
    """Every service class in the order of the standard: annexes, other standards, retired ones."""

    classes: tuple[ServiceClass, ...]
    memberships: Mapping[str, Membership]
    """By UID of the SOP Class, in the order of the UIDs."""

    def service_class(self, sop_class: str) -> ServiceClass:
        """The service class of the SOP Class with that UID. KeyError if it has none."""
        slug = self.memberships[sop_class].service_class
        return next(service for service in self.classes if service.slug == slug)
