"""Bytes to text, in the encodings that HR systems and French Excel write."""

import codecs
import re

from squad.files.problems import FileCode, FileProblem

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UTF32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_NEWLINE = re.compile(r"\r\n|\r|\n")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
# « é » and its like in UTF-8, read as single bytes: a file glued together from two encodings.
_UTF8_LETTER = re.compile(rb"[\xc3-\xc5][\x80-\xbf]")
# Mac OS Roman « é » reads as Ž in Windows-1252, where no word has it after a small letter.
_MAC_LETTER = re.compile(r"[a-z]Ž|Ž[a-z]*Ž")
_SAMPLE = 4096


def decode(data: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 or Windows-1252, without its byte-order mark.

    Raises FileProblem where no encoding fits, and where the text holds control characters.
    """
    text = _decoded(data)
    found = _CONTROL.search(text)
    if found:
        raise FileProblem(
            FileCode.CONTROL_CHARACTER,
            line=_line_at(text, found.start()),
            character=f"U+{ord(found.group()):04X}",
        )
    return text


def _decoded(data: bytes) -> str:
    if data.startswith(_UTF32[1]) or (data.startswith(_UTF32[0]) and data[4:8].count(0) >= 2):
        raise FileProblem(FileCode.UNKNOWN_ENCODING, line=1)
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strictly(data[len(bom) :], encoding, FileCode.MIXED_ENCODING)
    silent = _utf16_without_mark(data)
    if silent:
        return _strictly(data, silent, FileCode.UNKNOWN_ENCODING)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _windows(data, error.start)


def _windows(data: bytes, first_bad: int) -> str:
    if _UTF8_LETTER.search(data):
        raise FileProblem(FileCode.MIXED_ENCODING, line=_byte_line(data, first_bad))
    text = _strictly(data, "cp1252", FileCode.UNKNOWN_ENCODING)
    found = _MAC_LETTER.search(text)
    if found:
        raise FileProblem(FileCode.UNKNOWN_ENCODING, line=_line_at(text, found.start()))
    return text


def _strictly(data: bytes, encoding: str, code: FileCode) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding, errors="replace")
        raise FileProblem(code, line=_line_at(before, len(before))) from None


def _utf16_without_mark(data: bytes) -> str | None:
    """UTF-16 shows itself where nearly every other byte, and no other, is NUL."""
    sample = data[:_SAMPLE]
    half = len(sample) // 2
    if half < 4 or len(data) % 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > half * 0.7 and not even:
        return "utf-16-le"
    if even > half * 0.7 and not odd:
        return "utf-16-be"
    return None


def _line_at(text: str, position: int) -> int:
    return 1 + len(_NEWLINE.findall(text, 0, position))


def _byte_line(data: bytes, position: int) -> int:
    before = data[:position].decode("latin-1")
    return _line_at(before, len(before))
