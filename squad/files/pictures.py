"""Pictures drawn anew: of what was sent only the pixels stay."""

import io
from threading import Lock

from PIL import Image, ImageOps

from squad.files.media import KeptFile, MediaCode, MediaKind, kind_of
from squad.kernel.errors import DomainError

MOST_PIXELS = 25_000_000
MOST_PIXELS_OF_JPEG = 50_000_000
"""A JPEG is decoded at a half or a quarter of its size at once, so more of it fits."""
KEPT_PIXELS = 6_000_000
"""Enough to read a page of text that was photographed."""
KEPT_AS = {
    MediaKind.JPEG: MediaKind.JPEG,
    MediaKind.PNG: MediaKind.PNG,
    MediaKind.WEBP: MediaKind.WEBP,
    MediaKind.GIF: MediaKind.PNG,  # its first frame
}
QUALITY = {MediaKind.JPEG: {"quality": 88}, MediaKind.WEBP: {"quality": 88}, MediaKind.PNG: {}}
# One picture at a time in a process: what decoding may take of memory has a bound.
_one_at_a_time = Lock()


def prepare_file(data: bytes, name: str, *, most_bytes: int) -> KeptFile:
    """A file as it may be kept; slow, so never within a transaction. Raises DomainError."""
    if len(data) > most_bytes:
        raise DomainError(MediaCode.TOO_LARGE, most=most_bytes // (1024 * 1024))
    kind = kind_of(data, name)
    if kind is MediaKind.PDF:
        return KeptFile(kind, data)
    kept = KeptFile(KEPT_AS[kind], redraw(data, kind))
    if len(kept.data) > most_bytes:
        raise DomainError(MediaCode.TOO_LARGE, most=most_bytes // (1024 * 1024))
    return kept


def redraw(data: bytes, kind: MediaKind) -> bytes:
    """The picture upright and of a size to be read, without anything that it carried along.

    Place, camera, time, thumbnails, comments, colour profiles and whatever hangs behind the
    picture are gone, for only its pixels are written.
    """
    try:
        with _one_at_a_time, Image.open(io.BytesIO(data), formats=[kind.value]) as image:
            _check_size(image, kind)
            return _saved(_bare(image), KEPT_AS[kind])
    except DomainError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise DomainError(MediaCode.TOO_MANY_PIXELS) from bomb
    except Exception as error:  # a decoder raises whatever a broken file leads it to
        raise DomainError(MediaCode.BROKEN) from error


def _check_size(image: Image.Image, kind: MediaKind) -> None:
    """Refuse by what the header says, before a pixel is decoded."""
    most = MOST_PIXELS_OF_JPEG if kind is MediaKind.JPEG else MOST_PIXELS
    if image.width * image.height > most:
        raise DomainError(MediaCode.TOO_MANY_PIXELS)


def _bare(image: Image.Image) -> Image.Image:
    """Its pixels in a new picture: the old one's properties would be written along."""
    shrink = (KEPT_PIXELS / (image.width * image.height)) ** 0.5
    size = (max(1, round(image.width * shrink)), max(1, round(image.height * shrink)))
    image.draft("RGB", size)
    upright = ImageOps.exif_transpose(image)
    plain = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    if shrink < 1:
        plain.thumbnail(size if upright.size == image.size else size[::-1])
    bare = Image.new(plain.mode, plain.size)
    bare.paste(plain)
    return bare


def _saved(image: Image.Image, kind: MediaKind) -> bytes:
    file = io.BytesIO()
    image.save(file, kind.value, **QUALITY[kind])
    return file.getvalue()
