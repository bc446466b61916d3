"""The registry: everything that the data says, and the groupings that pages show."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.model.attributes import Dictionary
from generator.model.codes import Codes
from generator.model.deidentification import Deidentification
from generator.model.dimse import Dimse
from generator.model.editions import A_1, Edition, newest_with
from generator.model.facts import FactEdition, fact_editions
from generator.model.glossary import Glossary
from generator.model.guides import Guide
from generator.model.iod_tables import IodTables
from generator.model.lookup import LookupWords
from generator.model.meaning import Meaning
from generator.model.modalities import ModalityTerm
from generator.model.relations import Relations
from generator.model.services import Services
from generator.model.sop_classes import Category, SopClass
from generator.model.sources import Sources
from generator.model.standard import Sections
from generator.model.status import StatusCodes
from generator.model.structure import StructureChange
from generator.model.transfer_syntaxes import TransferSyntax
from generator.model.uids import (
    Misprint,
    PrivateRoot,
    PrivateSopClass,
    PrivateTransferSyntax,
    RegisteredUid,
    Toolkit,
    UidNote,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """Everything that the data says, each part ordered as it is shown."""

    sop_classes: Mapping[str, SopClass]
    """The SOP Classes and Meta SOP Classes by UID, in the order of their UIDs."""

    uids: Mapping[str, RegisteredUid]
    """Every registered UID, those of the SOP Classes among them, by UID and in that order."""

    categories: tuple[Category, ...]
    services: Services
    dimse: Dimse
    status: StatusCodes
    relations: Relations
    modalities: Mapping[str, ModalityTerm]
    """By code, in the order of the codes."""

    sections: Sections
    iods: IodTables
    meaning: Meaning
    """What the rows of the tables of PS3.3 mean: values, conditions, context groups."""

    glossary: Glossary
    """What attributes hold, in a sentence each."""

    codes: Codes
    deidentification: Deidentification
    dictionary: Dictionary
    structure_changes: tuple[StructureChange, ...]
    """What changed in PS3.3 from one edition to another, oldest first."""

    editions: tuple[Edition, ...]
    """Oldest first; the last is the newest that the registry knows anything of."""

    sources: Sources
    """Which versions of sources were read, where pages name them."""

    toolkits: tuple[Toolkit, ...]
    private_sop_classes: tuple[PrivateSopClass, ...]
    private_transfer_syntaxes: tuple[PrivateTransferSyntax, ...]
    private_roots: tuple[PrivateRoot, ...]
    uid_notes: Mapping[str, UidNote]
    """What registered UIDs that are no SOP Class stand for, by UID, as far as it is said."""

    transfer_syntaxes: Mapping[str, TransferSyntax]
    """What each registered transfer syntax is, by UID."""

    misprints: tuple[Misprint, ...]
    guides: tuple[Guide, ...]
    lookup: LookupWords
    keys: Mapping[str, SopClass]
    """The SOP Classes by keyword, or by UID where there is none."""

    @property
    def edition(self) -> Edition:
        """The edition of the UIDs and SOP Classes; `facts` has that of everything else."""
        return newest_with(self.editions, A_1.slug) or self.editions[-1]

    @property
    def facts(self) -> tuple[FactEdition, ...]:
        """Which edition each kind of fact is of."""
        return tuple(fact_editions(self.editions, self.dictionary))

    def name_of(self, thing: str) -> str:
        """The name of the attribute with that tag (`0008103e`), or of what a UID stands for.

        The tag as printed, or the UID, where neither is known.
        """
        if "." in thing:
            return self.uids[thing].name if thing in self.uids else thing
        found = self.iods.find_attribute(thing)
        return found.name if found else f"({thing[:4]},{thing[4:]})".upper()

    def in_category(self, category: Category) -> tuple[SopClass, ...]:
        """The SOP Classes of that category."""
        return tuple(s for s in self.sop_classes.values() if s.category is category)

    def in_service_class(self, slug: str) -> tuple[SopClass, ...]:
        """The SOP Classes of the service class with that slug."""
        members = self.services.memberships
        return tuple(s for s in self.sop_classes.values() if members[s.uid].service_class == slug)

    def of_modality(self, code: str) -> tuple[SopClass, ...]:
        """The SOP Classes whose instances carry that value of Modality (0008,0060)."""
        return tuple(
            s
            for s in self.sop_classes.values()
            if any(modality.code == code for modality in s.modality.codes)
        )

    def storescp_prefix(self, uid: str) -> str | None:
        """How DCMTK's storescp begins the names of files of that SOP Class, if it says so."""
        found = (toolkit.storescp_prefixes.get(uid) for toolkit in self.toolkits)
        return next(filter(None, found), None)

    def guides_on(self, sop_class: SopClass) -> tuple[Guide, ...]:
        """The guides that concern that SOP Class."""
        return tuple(guide for guide in self.guides if sop_class.key in guide.sop_classes)

    @property
    def by_name(self) -> tuple[SopClass, ...]:
        """The SOP Classes in the order of their names, then of their UIDs."""
        return tuple(sorted(self.sop_classes.values(), key=lambda s: s.name.casefold()))

    @property
    def other_uids(self) -> tuple[RegisteredUid, ...]:
        """The registered UIDs that are no SOP Class, in the order of the UIDs."""
        return tuple(uid for uid in self.uids.values() if not uid.is_sop_class)
