"""The real service classes, relations, modality codes and sections."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from pydicom.sr.codedict import codes
from pynetdicom import service_class, service_class_n, sop_class

from generator.load.services import (
    load_modalities,
    load_relations,
    load_sections,
    load_services,
)
from generator.model.editions import Edition
from generator.model.modalities import ModalityTerm
from generator.model.relations import Relations, Role
from generator.model.services import Services
from generator.model.uids import RegisteredUid, UidType
from generator.problems import Problem

DATA = Path("data")
ROOT = "1.2.840.10008."


@pytest.fixture(scope="module")
def services(uids: Sequence[RegisteredUid], editions: Sequence[Edition]) -> Services:
    problems: list[Problem] = []
    found = load_services(DATA, problems, uids, editions)
    assert problems == []
    return found


@pytest.fixture(scope="module")
def relations(uids: Sequence[RegisteredUid], editions: Sequence[Edition]) -> Relations:
    problems: list[Problem] = []
    found = load_relations(DATA, problems, uids, editions)
    assert problems == []
    return found


@pytest.fixture(scope="module")
def modalities() -> dict[str, ModalityTerm]:
    problems: list[Problem] = []
    found = load_modalities(DATA, problems)
    assert problems == []
    return {term.code: term for term in found}


@pytest.fixture(scope="module")
def sop_classes(uids: Sequence[RegisteredUid]) -> dict[str, RegisteredUid]:
    return {uid.uid: uid for uid in uids if uid.is_sop_class}


def test_every_sop_class_has_exactly_one_service_class(
    services: Services, sop_classes: dict[str, RegisteredUid]
) -> None:
    members = [m.sop_class for service in services.classes for m in service.members]
    assert sorted(members) == sorted(sop_classes)
    assert len(members) == len(sop_classes) == 323


def test_only_retired_sop_classes_belong_to_retired_service_classes(
    services: Services, sop_classes: dict[str, RegisteredUid]
) -> None:
    for service in services.classes:
        if service.retired:
            assert all(sop_classes[m.sop_class].retired for m in service.members), service.slug


def test_every_active_sop_class_is_defined_somewhere(
    services: Services, sop_classes: dict[str, RegisteredUid]
) -> None:
    nowhere = {
        uid
        for uid, membership in services.memberships.items()
        if membership.defined_in is None and not sop_classes[uid].retired
    }
    # PS3.4 has retired the section of the VOI LUT Box, but PS3.6 registers it as active.
    assert nowhere == {ROOT + "5.1.1.22"}


def test_storage_of_other_standards_is_theirs(services: Services) -> None:
    for uid, membership in services.memberships.items():
        theirs = {"501": "dicos-storage", "601": "diconde-storage"}
        arc = uid.removeprefix(ROOT + "5.1.4.1.1.").split(".")[0]
        assert membership.service_class == theirs.get(arc, membership.service_class)
        if arc in theirs:
            assert membership.defined_in is not None
            assert membership.defined_in.url is None


# What pynetdicom calls a service class, and what the annex of PS3.4 is called here.
PYNETDICOM = {
    service_class.VerificationServiceClass: "verification",
    service_class.StorageServiceClass: "storage",
    service_class.QueryRetrieveServiceClass: "query-retrieve",
    service_class.BasicWorklistManagementServiceClass: "basic-worklist-management",
    service_class.ColorPaletteQueryRetrieveServiceClass: "color-palette-query-retrieve",
    service_class.DefinedProcedureProtocolQueryRetrieveServiceClass: (
        "defined-procedure-protocol-query-retrieve"
    ),
    service_class.HangingProtocolQueryRetrieveServiceClass: "hanging-protocol-query-retrieve",
    service_class.ImplantTemplateQueryRetrieveServiceClass: "implant-template-query-retrieve",
    service_class.InventoryQueryRetrieveServiceClass: "inventory-query-retrieve",
    service_class.NonPatientObjectStorageServiceClass: "non-patient-object-storage",
    service_class.ProtocolApprovalQueryRetrieveServiceClass: "protocol-approval-query-retrieve",
    service_class.RelevantPatientInformationQueryServiceClass: "relevant-patient-information-query",
    service_class.SubstanceAdministrationQueryServiceClass: "substance-administration-query",
    service_class_n.ApplicationEventLoggingServiceClass: "application-event-logging",
    service_class_n.DisplaySystemManagementServiceClass: "display-system-management",
    service_class_n.InstanceAvailabilityNotificationServiceClass: (
        "instance-availability-notification"
    ),
    service_class_n.MediaCreationManagementServiceClass: "media-creation-management",
    service_class_n.PrintManagementServiceClass: "print-management",
    service_class_n.ProcedureStepServiceClass: "procedure-step",
    service_class_n.RTMachineVerificationServiceClass: "rt-machine-verification",
    service_class_n.StorageCommitmentServiceClass: "storage-commitment",
    service_class_n.StorageManagementServiceClass: "storage-management",
    service_class_n.UnifiedProcedureStepServiceClass: "unified-procedure-step",
}


def test_pynetdicom_agrees_on_service_classes(
    services: Services, sop_classes: dict[str, RegisteredUid]
) -> None:
    different: dict[str, tuple[str, str]] = {}
    known = 0
    for uid, registered in sop_classes.items():
        theirs = PYNETDICOM.get(sop_class.uid_to_service_class(uid))
        ours = services.memberships[uid].service_class
        known += theirs is not None
        # pynetdicom counts DICOS and DICONDE storage as what it is on the network.
        if theirs and theirs != ours and ours not in {"dicos-storage", "diconde-storage"}:
            different[registered.name] = (theirs, ours)
    assert known > 220
    # PS3.4 gives these retrievals annexes of their own, Y and Z.
    own = {
        "Composite Instance Root Retrieve - MOVE": "composite-instance-root-retrieve",
        "Composite Instance Root Retrieve - GET": "composite-instance-root-retrieve",
        "Composite Instance Retrieve Without Bulk Data - GET": (
            "composite-instance-retrieve-without-bulk-data"
        ),
    }
    assert different == {name: ("query-retrieve", slug) for name, slug in own.items()}


def test_each_pair_of_names_is_related(
    relations: Relations, sop_classes: dict[str, RegisteredUid]
) -> None:
    named = {uid.name: uid.uid for uid in sop_classes.values()}
    for name, uid in named.items():
        stem, _, end = name.rpartition(" - For ")
        if end == "Processing":
            other = named.get(f"{stem} - For Presentation") or named[stem]
            assert relations.others(uid, Role.PRESENTATION) == (other,), name
        if name.startswith("Legacy Converted "):
            enhanced = named[name.removeprefix("Legacy Converted ")]
            assert enhanced in relations.others(uid, Role.ENHANCED), name
        if name.startswith("Enhanced ") and name.removeprefix("Enhanced ") in named:
            classic = named[name.removeprefix("Enhanced ")]
            assert classic in relations.others(uid, Role.CLASSIC), name


def test_every_relation_is_known_from_the_other_side(relations: Relations) -> None:
    for uid, group in relations.by_sop_class.items():
        for relation in group:
            assert relation.sop_class == uid
            assert uid in [other.other for other in relations.of(relation.other)]


def test_meta_sop_classes_and_only_they_have_members(
    relations: Relations, sop_classes: dict[str, RegisteredUid]
) -> None:
    meta = {uid for uid, it in sop_classes.items() if it.type is UidType.META_SOP_CLASS}
    having = {uid for uid in sop_classes if relations.others(uid, Role.MEMBER)}
    assert having == meta


def test_every_retired_sop_class_has_a_successor_or_none_is_named(
    relations: Relations, sop_classes: dict[str, RegisteredUid]
) -> None:
    assert set(relations.retirements) == {u for u, it in sop_classes.items() if it.retired}
    for retirement in relations.retirements.values():
        assert retirement.source
        assert (retirement.source == "no successor named in PS3.4 or PS3.6") is (
            not retirement.successors
        )


def test_related_general_sop_classes_are_all_resolved(relations: Relations) -> None:
    general = [
        r
        for group in relations.by_sop_class.values()
        for r in group
        if r.role is Role.RELATED_GENERAL
    ]
    assert len(general) == 44


def test_pydicom_agrees_on_modality_codes(modalities: dict[str, ModalityTerm]) -> None:
    for keyword in codes.cid33.dir():
        code = getattr(codes.cid33, keyword)
        assert code.value in modalities, code
        term = modalities[code.value]
        assert not term.retired
        # A few names are longer in PS3.3 than in PS3.16.
        assert words(code.meaning) <= words(term.name) or words(term.name) <= words(code.meaning)


def words(text: str) -> set[str]:
    return set(re.findall(r"[a-z0-9]+", text.lower()))


def test_sections_by_hand_are_sorted_and_needed(editions: Sequence[Edition]) -> None:
    problems: list[Problem] = []
    sections = load_sections(DATA, problems, editions)
    assert problems == []
    assert sections.reference("PS3.3", "C.7.3.1.1.1").url == (
        "https://dicom.nema.org/medical/dicom/2024b/output/chtml/part03/"
        "sect_C.7.3.html#sect_C.7.3.1.1.1"
    )
