"""Which pictures and documents are taken, told by their bytes alone; pure."""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from squad.kernel.errors import DomainError

PICTURE_ENDINGS = frozenset({"jpg", "jpeg", "jpe", "jfif", "png", "webp", "gif"})
DOCUMENT_ENDINGS = frozenset({"pdf"})
PDF_HEAD = re.compile(rb"%PDF-[12]\.\d\s")
PDF_TAIL = re.compile(rb"startxref\s+(\d{1,10})\s+%%EOF[\s\x00]*\Z")
PDF_TABLE = re.compile(rb"\s*(?:xref\b|\d+ \d+ obj\b)")
TAIL = 1024


class MediaKind(StrEnum):
    """A kind of file that is taken."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    GIF = "gif"
    PDF = "pdf"


class MediaCode(StrEnum):
    """Why a file is refused."""

    EMPTY = "media_empty"
    UNKNOWN = "media_unknown"
    NAMED_OTHERWISE = "media_named_otherwise"
    BROKEN = "media_broken"
    TOO_LARGE = "media_too_large"
    TOO_MANY_PIXELS = "media_too_many_pixels"


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file as it is kept; the name that it came with is not."""

    kind: MediaKind
    data: bytes = field(repr=False)


def kind_of(data: bytes, name: str) -> MediaKind:
    """What the bytes are; refuses what is nothing of ours, or is named as something else.

    A picture may be named as another kind of picture: phones and browsers do that. A PDF must be
    whole, from its first byte to its last: nothing may stand before or behind it.
    """
    if not data:
        raise DomainError(MediaCode.EMPTY)
    kind = _told_by_first_bytes(data)
    if kind is None:
        raise DomainError(MediaCode.UNKNOWN)
    if kind is MediaKind.PDF and not _is_whole_pdf(data):
        raise DomainError(MediaCode.BROKEN)
    _, dot, ending = name.strip().rpartition(".")
    fitting = DOCUMENT_ENDINGS if kind is MediaKind.PDF else PICTURE_ENDINGS
    if dot and ending.casefold() not in fitting:
        raise DomainError(MediaCode.NAMED_OTHERWISE, kind=kind.value.upper())
    return kind


def _told_by_first_bytes(data: bytes) -> MediaKind | None:
    if data.startswith(b"\xff\xd8\xff"):
        return MediaKind.JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return MediaKind.PNG
    if data.startswith((b"GIF87a", b"GIF89a")):
        return MediaKind.GIF
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return MediaKind.WEBP
    return MediaKind.PDF if data.startswith(b"%PDF-") else None


def _is_whole_pdf(data: bytes) -> bool:
    """Whether its end leads to its table of contents, as any reader would follow it."""
    end = PDF_TAIL.search(data[-TAIL:])
    if PDF_HEAD.match(data) is None or end is None:
        return False
    return PDF_TABLE.match(data, int(end[1])) is not None
