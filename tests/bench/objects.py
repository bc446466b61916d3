"""Objects to try checkers on: what highdicom makes, and what pydicom makes of highdicom's tables.

None of it comes from the registry. highdicom (0.28) carries a list of the attributes of each IOD;
`made` fills the mandatory ones of it with plain values, `DETAILS` gives those that must fit
together.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import highdicom
import numpy as np
from pydicom.datadict import dictionary_VR, tag_for_keyword
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.sr.codedict import codes
from pydicom.uid import UID, ExplicitVRLittleEndian

Value: TypeAlias = Any
"""What pydicom and highdicom take: text, numbers, bytes, lists, data sets."""

ROOT = "1.2.826.0.1.3680043.10.999."
_STANDARD = Path(highdicom.__file__).parent / "_standard"

BY_VR: Mapping[str, Any] = {
    "AE": "ARCHIVE",
    "AS": "050Y",
    "DA": "20260102",
    "DS": "1",
    "DT": "20260102030405",
    "FD": 1.0,
    "FL": 1.0,
    "IS": "1",
    "LO": "Text",
    "LT": "Text",
    "OB": b"\0\0",
    "OW": b"\0\0",
    "OF": b"\0\0\0\0",
    "PN": "Doe^Jane",
    "SH": "Text",
    "SL": 1,
    "SS": 1,
    "ST": "Text",
    "TM": "030405",
    "UC": "Text",
    "UI": ROOT + "7",
    "UL": 1,
    "UR": "http://example.org/",
    "US": 1,
    "UT": "Text",
    "US or SS": 0,
    "OB or OW": b"\0\0",
}
"""A value for each VR, where nothing else is said."""

VALUES: Mapping[str, Any] = {
    "SpecificCharacterSet": "ISO_IR 192",
    "PatientSex": "O",
    "ImageType": ["ORIGINAL", "PRIMARY", "AXIAL"],
    "FrameType": ["ORIGINAL", "PRIMARY", "VOLUME", "NONE"],
    "SamplesPerPixel": 1,
    "PhotometricInterpretation": "MONOCHROME2",
    "Rows": 4,
    "Columns": 4,
    "BitsAllocated": 16,
    "BitsStored": 12,
    "HighBit": 11,
    "PixelRepresentation": 0,
    "PixelData": b"\1\0" * 16,
    "PixelSpacing": [1, 1],
    "ImagerPixelSpacing": [1, 1],
    "ImageOrientationPatient": [1, 0, 0, 0, 1, 0],
    "ImagePositionPatient": [0, 0, 0],
    "PresentationIntentType": "FOR PRESENTATION",
    "BurnedInAnnotation": "NO",
    "LossyImageCompression": "00",
    "ImageLaterality": "L",
    "RescaleIntercept": "0",
    "RescaleSlope": "1",
    "RescaleType": "US",
    "PresentationLUTShape": "IDENTITY",
    "PixelIntensityRelationship": "LIN",
    "PixelIntensityRelationshipSign": 1,
    "PositionerType": "CARM",
    "RadiationSetting": "GR",
    "CollimatorShape": "RECTANGULAR",
    "ConversionType": "WSD",
    "ScanningSequence": "SE",
    "SequenceVariant": "NONE",
    "ScanOptions": "",
    "MRAcquisitionType": "2D",
    "CodeValue": "T-D3000",
    "CodingSchemeDesignator": "SRT",
    "CodeMeaning": "Chest",
    "ReferencedSOPClassUID": "1.2.840.10008.5.1.4.1.1.2",
    "Units": "BQML",
    "CountsSource": "EMISSION",
    "SeriesType": ["STATIC", "IMAGE"],
    "CorrectedImage": "NORM",
    "DecayCorrection": "NONE",
    "DoseUnits": "GY",
    "DoseType": "PHYSICAL",
    "DoseSummationType": "PLAN",
    "RTPlanGeometry": "TREATMENT_DEVICE",
    "ApprovalStatus": "UNAPPROVED",
    "CompletionFlag": "PARTIAL",
    "VerificationFlag": "UNVERIFIED",
    "PreliminaryFlag": "FINAL",
    "ValueType": "CONTAINER",
    "ContinuityOfContent": "SEPARATE",
    "RTImagePlane": "NORMAL",
    "FrameIncrementPointer": 0x00181063,
    "ContentLabel": "LABEL",
    "MIMETypeOfEncapsulatedDocument": "application/pdf",
    "EncapsulatedDocument": b"%PDF-1.4",
    "WaveformOriginality": "ORIGINAL",
    "WaveformBitsAllocated": 16,
    "WaveformSampleInterpretation": "SS",
    "WaveformData": b"\1\0" * 10,
    "NumberOfWaveformChannels": 1,
    "NumberOfWaveformSamples": 10,
    "WaveformBitsStored": 16,
    "AnatomicRegionSequence": [("T-D3000", "SRT", "Chest")],
    "ROIGenerationAlgorithm": "MANUAL",
    "ContourGeometricType": "POINT",
    "NumberOfContourPoints": "1",
    "ContourData": [1, 2, 3],
    "PatientOrientation": ["L", "F"],
    "VolumetricProperties": "VOLUME",
    "VolumeBasedCalculationTechnique": "NONE",
    "PixelPresentation": "MONOCHROME",
    "ContentQualification": "RESEARCH",
    "ResonantNucleus": "1H",
    "AcquisitionContrast": "T1",
    "ComplexImageComponent": "MAGNITUDE",
    "KSpaceFiltering": "NONE",
    "MagneticFieldStrength": 1.5,
    "ApplicableSafetyStandardAgency": "IEC",
    "FrameOfReferenceTransformationMatrix": [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1],
    "FrameOfReferenceTransformationMatrixType": "RIGID",
    "RealWorldValueFirstValueMapped": 0,
    "RealWorldValueLastValueMapped": 100,
    "RealWorldValueIntercept": 0.0,
    "RealWorldValueSlope": 1.0,
    "UltrasoundColorDataPresent": 0,
    "PatientPosition": "HFS",
    "FilterType": "NONE",
    "GridID": "1",
    "DetectorType": "DIRECT",
    "ViewPosition": "AP",
    "OrganExposed": "BREAST",
    "Laterality": "L",
    "PositionReferenceIndicator": "",
    "DimensionOrganizationType": "3D",
    "HorizontalFieldOfView": 30.0,
    "EmmetropicMagnification": 1.0,
    "IntraOcularPressure": 15.0,
    "PupilDilated": "NO",
    "Modality": "OT",
}
"""A value for each attribute whose VR does not say enough."""

_GRAY8 = {"BitsAllocated": 8, "BitsStored": 8, "HighBit": 7, "PixelData": b"\1" * 16}
_RGB = {
    **_GRAY8,
    "SamplesPerPixel": 3,
    "PhotometricInterpretation": "RGB",
    "PlanarConfiguration": 0,
    "PixelData": b"\1" * 48,
}
_CODE = ("T-D3000", "SRT", "Chest")
_NO_PLANE = {"PixelSpacing": None}

DETAILS: Mapping[str, Mapping[str, Any]] = {
    "1.2.840.10008.5.1.4.1.1.1": {"Modality": "CR", "ViewPosition": ""},
    "1.2.840.10008.5.1.4.1.1.1.1": {
        "Modality": "DX",
        "ImageType": ["ORIGINAL", "PRIMARY", ""],
        "WindowCenter": "100",
        "WindowWidth": "100",
    },
    "1.2.840.10008.5.1.4.1.1.1.2": {
        "Modality": "MG",
        "ImageType": ["ORIGINAL", "PRIMARY", ""],
        "PositionerType": "MAMMOGRAPHIC",
        "AnatomicRegionSequence": [("76752008", "SCT", "Breast")],
        "ViewCodeSequence": [
            {
                "CodeValue": "399368009",
                "CodingSchemeDesignator": "SCT",
                "CodeMeaning": "medio-lateral oblique",
                "ViewModifierCodeSequence": [],
            }
        ],
        "PatientOrientation": ["A", "FR"],
        "WindowCenter": "100",
        "WindowWidth": "100",
    },
    "1.2.840.10008.5.1.4.1.1.2": {"Modality": "CT", "RescaleType": "HU", "PatientPosition": "HFS"},
    "1.2.840.10008.5.1.4.1.1.4": {
        "Modality": "MR",
        "ImageType": ["ORIGINAL", "PRIMARY", "M"],
        "PatientPosition": "HFS",
        "RepetitionTime": "500",
    },
    "1.2.840.10008.5.1.4.1.1.128": {
        "Modality": "PT",
        "ImageIndex": 1,
        "NumberOfSlices": 1,
        "BitsStored": 16,
        "HighBit": 15,
    },
    "1.2.840.10008.5.1.4.1.1.6.1": {"Modality": "US", "ImageType": ["ORIGINAL", "PRIMARY"]}
    | _GRAY8,
    "1.2.840.10008.5.1.4.1.1.3.1": {
        "Modality": "US",
        "ImageType": ["ORIGINAL", "PRIMARY"],
        "NumberOfFrames": "2",
        "FrameTime": "33",
        "PixelData": b"\1" * 32,
        "_modules": ["cine", "multi-frame"],
    }
    | {key: _GRAY8[key] for key in ("BitsAllocated", "BitsStored", "HighBit")},
    "1.2.840.10008.5.1.4.1.1.7": {"Modality": "OT"} | _RGB,
    "1.2.840.10008.5.1.4.1.1.7.2": {
        "Modality": "OT",
        "FrameTime": "33",
        "RescaleIntercept": "0",
        "RescaleSlope": "1",
        "RescaleType": "US",
        "PresentationLUTShape": "IDENTITY",
        "InstanceNumber": "1",
        "ConversionType": "WSD",
        "NumberOfFrames": "1",
    }
    | _GRAY8,
    "1.2.840.10008.5.1.4.1.1.7.3": {
        "Modality": "OT",
        "FrameTime": "33",
        "RescaleIntercept": "0",
        "RescaleSlope": "1",
        "RescaleType": "US",
        "PresentationLUTShape": "IDENTITY",
        "InstanceNumber": "1",
        "NumberOfFrames": "1",
        "BitsStored": 16,
        "HighBit": 15,
    },
    "1.2.840.10008.5.1.4.1.1.7.4": {
        "Modality": "OT",
        "FrameTime": "33",
        "NumberOfFrames": "1",
        "InstanceNumber": "1",
    }
    | _RGB,
    "1.2.840.10008.5.1.4.1.1.12.1": {
        "Modality": "XA",
        "ImageType": ["ORIGINAL", "PRIMARY", "SINGLE PLANE"],
        "KVP": "70",
        "ExposureTime": "10",
        "XRayTubeCurrent": "100",
    },
    "1.2.840.10008.5.1.4.1.1.12.2": {
        "Modality": "RF",
        "ImageType": ["ORIGINAL", "PRIMARY", "SINGLE PLANE"],
        "KVP": "70",
        "ExposureTime": "10",
        "XRayTubeCurrent": "100",
    },
    "1.2.840.10008.5.1.4.1.1.20": {
        "Modality": "NM",
        "ImageType": ["ORIGINAL", "PRIMARY", "STATIC", "EMISSION"],
        "NumberOfFrames": "1",
        "FrameIncrementPointer": [0x00540010, 0x00540020],
        "EnergyWindowVector": 1,
        "DetectorVector": 1,
        "NumberOfEnergyWindows": 1,
        "NumberOfDetectors": 1,
        "ActualFrameDuration": "1000",
        "BitsStored": 16,
        "HighBit": 15,
    },
    "1.2.840.10008.5.1.4.1.1.481.1": {
        "Modality": "RTIMAGE",
        "ImageType": ["ORIGINAL", "PRIMARY", "DRR"],
    },
    "1.2.840.10008.5.1.4.1.1.481.2": {
        "Modality": "RTDOSE",
        "BitsStored": 16,
        "HighBit": 15,
        "DoseGridScaling": "0.001",
        "ImagePositionPatient": [0, 0, 0],
        "FrameIncrementPointer": 0x3004000C,
        "GridFrameOffsetVector": [0, 1],
        "NumberOfFrames": "2",
        "PixelData": b"\1\0" * 32,
        "TissueHeterogeneityCorrection": "IMAGE",
        "ReferencedRTPlanSequence": [{"ReferencedSOPClassUID": "1.2.840.10008.5.1.4.1.1.481.5"}],
        "_modules": ["image-plane", "image-pixel", "multi-frame", "general-image"],
    },
    "1.2.840.10008.5.1.4.1.1.481.3": {
        "Modality": "RTSTRUCT",
        "StructureSetROISequence": [
            {
                "ROINumber": "1",
                "ReferencedFrameOfReferenceUID": ROOT + "6",
                "ROIName": "Liver",
                "ROIGenerationAlgorithm": "MANUAL",
            }
        ],
        "ROIContourSequence": [{"ReferencedROINumber": "1"}],
        "RTROIObservationsSequence": [
            {
                "ObservationNumber": "1",
                "ReferencedROINumber": "1",
                "RTROIInterpretedType": "ORGAN",
                "ROIInterpreter": "",
            }
        ],
        "_modules": ["frame-of-reference"],
    },
    "1.2.840.10008.5.1.4.1.1.481.5": {"Modality": "RTPLAN", "_modules": []},
    "1.2.840.10008.5.1.4.1.1.77.1.1": {"Modality": "ES", "ImageType": ["ORIGINAL", "PRIMARY"]}
    | _RGB,
    "1.2.840.10008.5.1.4.1.1.77.1.2": {"Modality": "GM", "ImageType": ["ORIGINAL", "PRIMARY"]}
    | _RGB,
    "1.2.840.10008.5.1.4.1.1.77.1.4": {"Modality": "XC", "ImageType": ["ORIGINAL", "PRIMARY"]}
    | _RGB,
    "1.2.840.10008.5.1.4.1.1.77.1.5.1": {
        "Modality": "OP",
        "ImageType": ["ORIGINAL", "PRIMARY"],
        "NumberOfFrames": "1",
        "AnatomicRegionSequence": [("81745001", "SCT", "Eye")],
        "PatientEyeMovementCommanded": "NO",
        "PixelSpacing": [1, 1],
        "InstanceNumber": "1",
        "FrameTime": "33",
        "AcquisitionDateTime": "20260102030405",
        "SynchronizationTrigger": "NO TRIGGER",
        "AcquisitionTimeSynchronized": "N",
        "AcquisitionDeviceTypeCodeSequence": [("409898007", "SCT", "Fundus Camera")],
        "Laterality": None,
        "DetectorType": "CCD",
    }
    | _RGB,
    "1.2.840.10008.5.1.4.1.1.9.1.1": {
        "Modality": "ECG",
        "NumberOfWaveformSamples": 10,
        "SamplingFrequency": "500",
        "ChannelDefinitionSequence": [
            {
                "ChannelSourceSequence": [
                    {
                        "CodeValue": "5.6.3-9-1",
                        "CodingSchemeDesignator": "SCPECG",
                        "CodingSchemeVersion": "1.3",
                        "CodeMeaning": "Lead I",
                    }
                ],
                "ChannelSampleSkew": "0",
                "WaveformBitsStored": 16,
            }
        ],
    },
    "1.2.840.10008.5.1.4.1.1.104.1": {"Modality": "DOC"},
    "1.2.840.10008.5.1.4.1.1.88.11": {
        "Modality": "SR",
        "ConceptNameCodeSequence": [("121060", "DCM", "History")],
        "PerformedProcedureCodeSequence": [],
        "_without": [
            *("MeasuredValueSequence", "ConceptCodeSequence", "ReferencedSOPSequence"),
            *("GraphicData", "GraphicType", "TemporalRangeType", "TabulatedValuesSequence"),
            *(
                "ReferencedFrameOfReferenceUID",
                "PixelOriginInterpretation",
                "ReferencedSegmentNumber",
            ),
        ],
    },
    "1.2.840.10008.5.1.4.1.1.66": {"Modality": "OT"},
    "1.2.840.10008.5.1.4.1.1.66.1": {
        "Modality": "REG",
        "RegistrationSequence": [
            {
                "FrameOfReferenceUID": ROOT + "6",
                "MatrixRegistrationSequence": [
                    {
                        "RegistrationTypeCodeSequence": [],
                        "MatrixSequence": [
                            {
                                "FrameOfReferenceTransformationMatrixType": "RIGID",
                                "FrameOfReferenceTransformationMatrix": [
                                    *(1, 0, 0, 0),
                                    *(0, 1, 0, 0),
                                    *(0, 0, 1, 0),
                                    *(0, 0, 0, 1),
                                ],
                            }
                        ],
                    }
                ],
            }
        ],
    },
    "1.2.840.10008.5.1.4.1.1.11.1": {
        "Modality": "PR",
        "DisplayedAreaSelectionSequence": [
            {
                "PixelOriginInterpretation": "FRAME",
                "DisplayedAreaTopLeftHandCorner": [1, 1],
                "DisplayedAreaBottomRightHandCorner": [4, 4],
                "PresentationSizeMode": "SCALE TO FIT",
                "PresentationPixelSpacing": [1, 1],
            }
        ],
        "PresentationLUTShape": "IDENTITY",
        "Laterality": "",
    },
}
"""By SOP Class what its object has of its own, None for what it has not; `_modules` are optional
ones to add, `_without` what highdicom's tables have of macros that are there in a case only."""


_WITHOUT_LATERALITY = {
    *("RTDOSE", "RTIMAGE", "RTPLAN", "RTSTRUCT", "SR", "DOC", "DX", "MG", "OP", "ECG", "PR"),
}
"""Modalities whose objects tell the side elsewhere, or have none."""


@cache
def _tables() -> tuple[Any, Any, Any]:
    names = ("module_attribute_map", "iod_module_map", "sop_class_iod_map")
    read = (json.loads((_STANDARD / f"{name}.json").read_text()) for name in names)
    first, second, third = read
    return first, second, third


def blank(sop_class: UID) -> FileDataset:
    """A data set with file meta information and nothing else."""
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = sop_class
    meta.MediaStorageSOPInstanceUID = UID(ROOT + "3")
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    meta.ImplementationClassUID = UID(ROOT + "1")
    made = FileDataset("", {}, file_meta=meta, preamble=b"\0" * 128)
    made.SOPClassUID = sop_class
    made.SOPInstanceUID = ROOT + "3"
    return made


def made(uid: str) -> FileDataset:
    """An object of a SOP Class with what its IOD demands, from highdicom's tables."""
    sop_class = UID(uid)
    attributes, modules, iods = _tables()
    details = DETAILS[sop_class]
    values = {**VALUES, **details}
    result = blank(sop_class)
    extra = details.get("_modules", ())
    for use in modules[iods[sop_class]]:
        if use["usage"] == "M" or use["key"] in extra:
            _fill(result, attributes.get(use["key"], []), [], values)
    result.SOPClassUID, result.SOPInstanceUID = sop_class, ROOT + "3"
    result.StudyInstanceUID = ROOT + "4"
    result.SeriesInstanceUID = ROOT + "5"
    if "FrameOfReferenceUID" in result:
        result.FrameOfReferenceUID = ROOT + "6"
    if "Rows" in result:
        result.PixelData = values["PixelData"]
        if "ImageOrientationPatient" not in result:
            result.PatientOrientation = ["L", "F"]
    if result.Modality not in _WITHOUT_LATERALITY:
        result.Laterality = "L"
    _apply(result, details)
    return result


def _apply(result: Dataset, details: Mapping[str, Value]) -> None:
    """Put what an object has of its own where it stands, at the top or in items."""
    for keyword, value in details.items():
        tag = tag_for_keyword(keyword)
        if keyword == "_without":
            for each in value:
                result.pop(each, None)
        elif tag and value is None:
            result.pop(keyword, None)
        elif tag:
            for holder in [item for item in _items(result) if tag in item] or [result]:
                _set(holder, keyword, value)


def _items(data: Dataset) -> Iterator[Dataset]:
    """A data set and all items in it."""
    yield data
    for element in data:
        if element.VR == "SQ":
            for item in element.value:
                yield from _items(item)


def _fill(into: Dataset, rows: Value, path: list[str], values: Mapping[str, Any]) -> None:
    for row in rows:
        if row["path"] != path or row["type"] not in {"1", "2"}:
            continue
        keyword = row["keyword"]
        if keyword in into or not tag_for_keyword(keyword):
            continue
        vr = dictionary_VR(keyword)
        if row["type"] == "2" and keyword not in values:
            _set(into, keyword, [] if vr == "SQ" else None)
        elif vr == "SQ" and keyword not in values:
            item = Dataset()
            _fill(item, rows, [*path, keyword], values)
            setattr(into, keyword, Sequence([item]))
        else:
            _set(into, keyword, values.get(keyword, BY_VR.get(vr, "")))


def _set(into: Dataset, keyword: str, value: Value) -> None:
    if isinstance(value, list) and value and isinstance(value[0], (tuple, dict)):
        value = Sequence([_item(each) for each in value])
    setattr(into, keyword, value)


def _item(value: Value) -> Dataset:
    """An item: of a code as (value, scheme, meaning), or of values by keyword."""
    item = Dataset()
    if isinstance(value, tuple):
        item.CodeValue, item.CodingSchemeDesignator, item.CodeMeaning = value
        return item
    if "ReferencedSOPClassUID" in value:
        item.ReferencedSOPInstanceUID = ROOT + "8"
    for keyword, each in value.items():
        _set(item, keyword, each)
    return item


# What highdicom makes ---------------------------------------------------------------------------


def sources(sop_class: str, modality: str, number: int = 3) -> list[FileDataset]:
    """A series of slices."""
    result = []
    for index in range(number):
        one = made(sop_class)
        one.Modality = modality
        one.SOPInstanceUID = UID(f"{ROOT}3.{index + 1}")
        one.file_meta.MediaStorageSOPInstanceUID = one.SOPInstanceUID
        one.ImagePositionPatient = [0, 0, index]
        one.InstanceNumber = str(index + 1)
        one.SliceThickness = "1"
        one.PatientID = "1"
        one.Manufacturer = "Maker"
        one.WindowCenter, one.WindowWidth = "40", "400"
        result.append(one)
    return result


def by_highdicom() -> Iterator[tuple[str, Dataset]]:
    """Objects that highdicom makes, each with a name."""
    ct = sources("1.2.840.10008.5.1.4.1.1.2", "CT")
    equipment = {
        "series_instance_uid": ROOT + "20",
        "series_number": 2,
        "sop_instance_uid": ROOT + "21",
        "instance_number": 1,
        "manufacturer": "Maker",
    }
    device = {
        "manufacturer_model_name": "Model",
        "software_versions": "1",
        "device_serial_number": "1",
    }
    yield from _segmentations(ct, equipment | device)
    yield "parametric map", _parametric_map(ct, equipment | device)
    for kind, name in (("CT", "2"), ("MR", "4"), ("PET", "128")):
        yield (
            f"legacy converted {kind}",
            _legacy(kind, f"1.2.840.10008.5.1.4.1.1.{name}", equipment),
        )
    yield "secondary capture", _capture(ct, equipment)
    yield from _presentations(ct, equipment | device)
    yield from _reports(ct, equipment)
    yield "annotations", _annotations(ct, equipment | device)


def _segmentations(ct: Value, common: Value) -> Iterator[tuple[str, Dataset]]:
    from highdicom.seg import Segmentation, SegmentDescription
    from highdicom.seg.enum import SegmentAlgorithmTypeValues, SegmentationTypeValues

    description = SegmentDescription(
        segment_number=1,
        segment_label="liver",
        segmented_property_category=codes.SCT.Organ,
        segmented_property_type=codes.SCT.Liver,
        algorithm_type=SegmentAlgorithmTypeValues.MANUAL,
    )
    mask = np.ones((3, 4, 4), dtype=np.uint8)
    for kind in SegmentationTypeValues:
        array = mask.astype(float) if kind is SegmentationTypeValues.FRACTIONAL else mask
        yield (
            f"segmentation {kind.value.lower()}",
            Segmentation(
                source_images=ct,
                pixel_array=array,
                segmentation_type=kind,
                segment_descriptions=[description],
                **common,
            ),
        )


def _parametric_map(ct: Value, common: Value) -> Dataset:
    from highdicom.pm import ParametricMap, RealWorldValueMapping

    mapping = RealWorldValueMapping(
        lut_label="1",
        lut_explanation="map",
        unit=codes.UCUM.NoUnits,
        value_range=(0.0, 1.0),
        intercept=0,
        slope=1,
    )
    return ParametricMap(
        source_images=ct,
        pixel_array=np.ones((3, 4, 4), dtype=np.float32),
        contains_recognizable_visual_features=False,
        real_world_value_mappings=[mapping],
        window_center=0.5,
        window_width=1.0,
        **common,
    )


def _legacy(kind: str, sop_class: str, common: Value) -> Dataset:
    from highdicom import legacy

    make: Value = getattr(legacy, f"LegacyConvertedEnhanced{kind}Image")
    few = {key: value for key, value in common.items() if key != "manufacturer"}
    converted: Dataset = make(sources(sop_class, {"PET": "PT"}.get(kind, kind)), **few)
    return converted


def _capture(ct: Value, common: Value) -> Dataset:
    from highdicom.sc import SCImage

    return SCImage.from_ref_dataset(
        ref_dataset=ct[0],
        pixel_array=np.ones((4, 4), dtype=np.uint8),
        photometric_interpretation="MONOCHROME2",
        bits_allocated=8,
        coordinate_system="PATIENT",
        pixel_spacing=(1, 1),
        patient_orientation=("L", "P"),
        **common,
    )


def _presentations(ct: Value, common: Value) -> Iterator[tuple[str, Dataset]]:
    from highdicom.pr import (
        GrayscaleSoftcopyPresentationState,
        PseudoColorSoftcopyPresentationState,
        SoftcopyVOILUTTransformation,
    )

    shared = {"content_label": "LABEL", "referenced_images": ct, "content_description": "text"}
    window = SoftcopyVOILUTTransformation(window_center=40, window_width=400)
    yield (
        "grayscale presentation state",
        GrayscaleSoftcopyPresentationState(**shared, **common, voi_lut_transformations=[window]),
    )
    yield (
        "pseudo-color presentation state",
        PseudoColorSoftcopyPresentationState(
            **shared,
            **common,
            palette_color_lut_transformation=_palette(),
        ),
    )


def _palette() -> Value:
    ramp = np.arange(256, dtype=np.uint16) * 257
    red, green, blue = (
        highdicom.PaletteColorLUT(0, ramp, colour) for colour in ("red", "green", "blue")
    )
    return highdicom.PaletteColorLUTTransformation(red, green, blue)


def _reports(ct: Value, common: Value) -> Iterator[tuple[str, Dataset]]:
    from highdicom import sr
    from highdicom.ko import KeyObjectSelection, KeyObjectSelectionDocument

    observer = sr.ObserverContext(
        observer_type=codes.DCM.Person,
        observer_identifying_attributes=sr.PersonObserverIdentifyingAttributes(name="Doe^Jane"),
    )
    tracking = sr.TrackingIdentifier(uid=ROOT + "30", identifier="1")
    measurement = sr.Measurement(name=codes.SCT.Length, value=10.0, unit=codes.UCUM.Millimeter)
    region = sr.ImageRegion(
        graphic_type=sr.GraphicTypeValues.POLYLINE,
        graphic_data=np.array([[1.0, 1.0], [2.0, 1.0], [2.0, 2.0], [1.0, 1.0]]),
        source_image=sr.SourceImageForRegion.from_source_image(ct[0]),
    )
    group = sr.PlanarROIMeasurementsAndQualitativeEvaluations(
        tracking_identifier=tracking,
        referenced_region=region,
        finding_type=codes.SCT.Tissue,
        measurements=[measurement],
    )
    report = sr.MeasurementReport(
        observation_context=sr.ObservationContext(observer_person_context=observer),
        procedure_reported=codes.LN.CTUnspecifiedBodyRegion,
        imaging_measurements=[group],
        title=codes.DCM.ImagingMeasurementReport,
    )
    for make in (sr.EnhancedSR, sr.ComprehensiveSR, sr.Comprehensive3DSR):
        yield (
            make.__name__,
            make(evidence=ct, content=report[0], is_complete=True, is_final=True, **common),
        )
    selection = KeyObjectSelection(
        document_title=codes.DCM.OfInterest,
        referenced_objects=ct,
        observer_person_context=observer,
    )
    yield (
        "key object selection",
        KeyObjectSelectionDocument(evidence=ct, content=selection, **common),
    )


def _annotations(ct: Value, common: Value) -> Dataset:
    from highdicom import ann

    group = ann.AnnotationGroup(
        number=1,
        uid=ROOT + "40",
        label="group",
        annotated_property_category=codes.SCT.Tissue,
        annotated_property_type=codes.SCT.Tissue,
        graphic_type=ann.GraphicTypeValues.POINT,
        graphic_data=[np.array([[1.0, 2.0]])],
        algorithm_type=ann.AnnotationGroupGenerationTypeValues.MANUAL,
    )
    slide = made("1.2.840.10008.5.1.4.1.1.7")
    slide.SOPClassUID = "1.2.840.10008.5.1.4.1.1.77.1.6"
    slide.Modality = "SM"
    slide.FrameOfReferenceUID = ROOT + "6"
    slide.ContainerIdentifier = "1"
    slide.IssuerOfTheContainerIdentifierSequence = []
    slide.ContainerTypeCodeSequence = []
    specimen = _item({"SpecimenIdentifier": "1", "SpecimenUID": ROOT + "9"})
    specimen.IssuerOfTheSpecimenIdentifierSequence = []
    specimen.SpecimenPreparationSequence = []
    slide.SpecimenDescriptionSequence = [specimen]
    del ct
    return ann.MicroscopyBulkSimpleAnnotations(
        source_images=[slide],
        annotation_coordinate_type=ann.AnnotationCoordinateTypeValues.SCOORD,
        annotation_groups=[group],
        **common,
    )


def everything() -> Iterator[tuple[str, Dataset]]:
    """Every object, each with a name."""
    for sop_class in DETAILS:
        yield sop_class, made(sop_class)
    yield from by_highdicom()
