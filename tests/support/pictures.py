"""Small files of every kind that is taken, and some that are not."""

import io
import struct
import zlib

from PIL import Image

PLACE = b"Rue de la Paix"
HTML = b"<html><script>alert(document.domain)</script></html>"


def picture(kind="PNG", size=(40, 30), *, mode="RGB", **saved):
    """A picture with a red corner at the top left."""
    image = Image.new(mode, size, "white")
    image.paste(Image.new(mode, (size[0] // 2, size[1] // 2), "red"))
    file = io.BytesIO()
    image.save(file, kind, **saved)
    return file.getvalue()


def photograph(*, orientation=1, size=(40, 30)):
    """A JPEG as a phone makes it: with a place, a camera and how it was held."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = PLACE.decode()
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 52.0, 8.0), 3: "E", 4: (2.0, 19.0, 53.0)})
    return picture("JPEG", size, exif=exif, comment=PLACE)


def bomb(width=60_000, height=60_000):
    """A PNG of a few bytes whose header promises billions of pixels."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(b"\0" * 1000)
    chunks = [(b"IHDR", header), (b"IDAT", data), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )


def pdf(*, inside=b"", before=b"", after=b""):
    """A document of one empty page."""
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R " + inside + b">>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>",
    ]
    out, places = before + b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + part + b"\nendobj\n"
    at = len(out)
    out += b"xref\n0 4\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % p for p in places)
    return out + b"trailer << /Size 4 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % at + after
