"""What transfer syntaxes do to a data set and to the pixels in it (PS3.5 Annex A)."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from generator.model.standard import Reference
from generator.problems import Where


class VrEncoding(StrEnum):
    """Whether each element says its VR (PS3.5 7.1)."""

    IMPLICIT = "implicit"
    EXPLICIT = "explicit"


class ByteOrder(StrEnum):
    """Which byte of a number comes first (PS3.5 7.3)."""

    LITTLE = "little"
    BIG = "big"


class PixelDataForm(StrEnum):
    """Where the pixels are (PS3.5 A.4, A.6, A.8)."""

    NATIVE = "native"
    ENCAPSULATED = "encapsulated"
    REFERENCED = "referenced"
    STREAMED = "streamed"


class Compression(StrEnum):
    """The method by which pixels, or all of the data set, are compressed."""

    NONE = "none"
    DEFLATE = "deflate"
    RLE = "RLE"
    JPEG = "JPEG"
    JPEG_LS = "JPEG-LS"
    JPEG_2000 = "JPEG 2000"
    HTJ2K = "HTJ2K"
    JPEG_XL = "JPEG XL"
    MPEG_2 = "MPEG-2"
    AVC = "MPEG-4 AVC/H.264"
    HEVC = "HEVC/H.265"


class Loss(StrEnum):
    """Whether the compression loses anything."""

    NEVER = "never"
    ALWAYS = "always"
    MAY_BE = "may be"


_PIXEL_DATA = {
    PixelDataForm.NATIVE: "native pixel data",
    PixelDataForm.ENCAPSULATED: "encapsulated pixel data",
    PixelDataForm.REFERENCED: "pixel data behind a URL",
    PixelDataForm.STREAMED: "pixels in a stream of their own",
}

_LOSS = {Loss.NEVER: "lossless", Loss.ALWAYS: "lossy", Loss.MAY_BE: "lossless or lossy"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferSyntax:
    """What a transfer syntax is, each fact None or empty where it has none or nobody here knows."""

    uid: str
    vr: VrEncoding | None
    byte_order: ByteOrder | None
    pixel_data: PixelDataForm | None
    compression: Compression | None
    loss: Loss | None
    bits: str
    """How many bits of a sample it can hold, in words: `8`, `2 to 16`."""

    video: bool
    required: str
    """Who must support it, in a sentence."""

    required_in: Reference | None
    """Where the standard requires that."""

    note: str
    """What else there is to know, in sentences."""

    where: Where

    @property
    def data_set(self) -> str:
        """How the data set is written: `Explicit VR, little endian`."""
        vr = f"{self.vr.capitalize()} VR" if self.vr else ""
        return ", ".join(filter(None, (vr, f"{self.byte_order} endian" if self.byte_order else "")))

    @property
    def words(self) -> str:
        """All of it in a line: `Explicit VR, little endian; native pixel data; uncompressed`."""
        line = "; ".join(filter(None, (self.data_set, *self._of_pixels())))
        return line[:1].upper() + line[1:]

    def _of_pixels(self) -> Iterator[str]:
        if self.video:
            yield "video"
        if self.pixel_data:
            yield _PIXEL_DATA[self.pixel_data]
        if self.compression is Compression.NONE:
            yield "uncompressed"
        elif self.compression:
            loss = _LOSS[self.loss] if self.loss else ""
            yield ", ".join(filter(None, (self.compression, loss)))
        if self.bits:
            yield f"{self.bits} bits"
