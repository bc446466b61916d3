"""The transfer syntaxes, against rows written by hand from PS3.5 Annex A and what pydicom knows."""

from collections import Counter

import pydicom.uid
import pytest

from generator.model import Registry
from generator.model.transfer_syntaxes import ByteOrder, Compression, PixelDataForm, VrEncoding
from generator.model.uids import UidType

BY_HAND = [
    ("", "A.1", "Implicit VR, little endian; native pixel data; uncompressed"),
    (".1", "A.2", "Explicit VR, little endian; native pixel data; uncompressed"),
    (".1.99", "A.5", "Explicit VR, little endian; native pixel data; deflate, lossless"),
    (
        ".4.50",
        "A.4.1",
        "Explicit VR, little endian; encapsulated pixel data; JPEG, lossy; 8 bits",
    ),
    (
        ".4.70",
        "A.4.1",
        "Explicit VR, little endian; encapsulated pixel data; JPEG, lossless; 2 to 16 bits",
    ),
    (
        ".4.81",
        "A.4.3",
        (
            "Explicit VR, little endian; encapsulated pixel data; JPEG-LS, lossless or lossy; "
            "2 to 16 bits"
        ),
    ),
    (
        ".4.91",
        "A.4.4",
        (
            "Explicit VR, little endian; encapsulated pixel data; JPEG 2000, lossless or lossy; "
            "up to 38 bits"
        ),
    ),
    (".4.94", "A.6", "Explicit VR, little endian; pixel data behind a URL; JPEG 2000"),
    (
        ".4.103",
        "A.4.6",
        (
            "Explicit VR, little endian; video; encapsulated pixel data; MPEG-4 AVC/H.264, lossy; "
            "8 bits"
        ),
    ),
    (".5", "A.4.2", "Explicit VR, little endian; encapsulated pixel data; RLE, lossless"),
]


@pytest.mark.parametrize(("end", "section", "words"), BY_HAND)
def test_ten_by_hand(registry: Registry, end: str, section: str, words: str) -> None:
    uid = f"1.2.840.10008.1.2{end}"
    place = registry.uid_notes[uid].defined_in
    assert place
    assert place.text == f"PS3.5 {section}"
    assert registry.transfer_syntaxes[uid].words == words


def test_each_registered_one_is_told(registry: Registry) -> None:
    kinds = [it for it in registry.uids.values() if it.type is UidType.TRANSFER_SYNTAX]
    assert [*registry.transfer_syntaxes] == [it.uid for it in kinds]
    # PS3.6 2026d Table A-1 has 63 rows of this type, 18 of them retired.
    assert Counter(it.retired for it in kinds) == {False: 45, True: 18}


def test_pydicom_agrees(registry: Registry) -> None:
    agreed = 0
    for uid, it in registry.transfer_syntaxes.items():
        other = pydicom.uid.UID(uid)
        if other not in pydicom.uid.AllTransferSyntaxes:
            continue
        agreed += 1
        assert other.is_implicit_VR == (it.vr is VrEncoding.IMPLICIT), uid
        assert other.is_little_endian == (it.byte_order is not ByteOrder.BIG), uid
        whole = it.pixel_data is PixelDataForm.NATIVE and it.compression is Compression.DEFLATE
        assert other.is_deflated == whole, uid
        if it.pixel_data in (PixelDataForm.NATIVE, PixelDataForm.ENCAPSULATED):
            assert other.is_encapsulated == (it.pixel_data is PixelDataForm.ENCAPSULATED), uid
    assert agreed == len(pydicom.uid.AllTransferSyntaxes)


def test_who_must_support_what(registry: Registry) -> None:
    default = registry.transfer_syntaxes["1.2.840.10008.1.2"]
    assert default.required.startswith("Every application must offer it and accept it")
    found = {
        uid.removeprefix("1.2.840.10008.1.2"): it.required_in.text
        for uid, it in registry.transfer_syntaxes.items()
        if it.required_in
    }
    assert found == {
        "": "PS3.5 10.1",
        ".1": "PS3.5 A.5",
        ".4.50": "PS3.5 10.3",
        ".4.51": "PS3.5 10.3",
        ".4.70": "PS3.5 10.2",
        ".4.80": "PS3.5 10.5",
    }
