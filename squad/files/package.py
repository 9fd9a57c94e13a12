"""An XLSX package, weighed before anything reads it.

The reader of workbooks allocates the whole rectangle between the first and the last cell: two
cells in opposite corners of a 700-byte file end the process. So the package is unpacked under
limits here, its sheets are scanned, and the reader gets only what was checked.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from squad.files.markup import Attributes, attribute, walk
from squad.files.problems import FileCode, FileProblem

T = TypeVar("T")
MAX_ENTRIES = 2_000
MAX_UNPACKED = 100 * 1024 * 1024
MAX_RATIO = 200
_RATIO_FROM = 1024 * 1024
_WORKBOOK = "xl/workbook.xml"
_LINKS = "xl/_rels/workbook.xml.rels"
_NEEDED = re.compile(r"\[Content_Types\]\.xml|xl/(?!media/|drawings/|charts/|pivot).+\.(xml|rels)")
# The reader looks here for the workbook: it must find the one that was checked.
_ROOT = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="xl/workbook.xml" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/officeDocument"/></Relationships>'
)
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of the workbook and the part that holds its cells (empty when there is none)."""

    name: str
    part: str
    hidden: bool


class Package:
    """The parts of a workbook that reading needs, unpacked within the limits."""

    def __init__(self, data: bytes) -> None:
        self.parts = dict(_unpacked(data))
        if _WORKBOOK not in self.parts or _LINKS not in self.parts:
            raise FileProblem(FileCode.UNREADABLE_WORKBOOK)
        self.sheets = tuple(self._sheets())

    def part_named(self, name: str) -> bytes:
        """The content of a part, whatever the case of its name, or nothing."""
        return next((c for n, c in self.parts.items() if n.casefold() == name.casefold()), b"")

    def repacked(self) -> io.BytesIO:
        """A new package with the checked parts and nothing else."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("_rels/.rels", _ROOT)
            for name, content in self.parts.items():
                archive.writestr(name, content)
        packed.seek(0)
        return packed

    def _sheets(self) -> list[Sheet]:
        links = self._links()
        sheets: dict[str, Sheet] = {}

        def start(tag: str, attributes: Attributes) -> None:
            if tag == "sheet":
                name, part = attribute(attributes, "name"), links.get(attribute(attributes, "id"))
                hidden = attribute(attributes, "state") in {"hidden", "veryHidden"}
                known = part if part in self.parts else None
                _add_once(sheets, name, Sheet(name, known or "", hidden))

        walk(self.parts[_WORKBOOK], start)
        return list(sheets.values())

    def _links(self) -> dict[str, str]:
        links: dict[str, str] = {}

        def start(tag: str, attributes: Attributes) -> None:
            if tag == "Relationship":
                target = attribute(attributes, "Target")
                inside = target.startswith(("/", "xl/"))
                part = target.removeprefix("/") if inside else f"xl/{target}"
                _add_once(links, attribute(attributes, "Id"), part)

        walk(self.parts[_LINKS], start)
        return links


def _add_once(found: dict[str, T], key: str, value: T) -> None:
    """Two things of one name could be told apart otherwise by the reader: refused."""
    if key in found:
        raise FileProblem(FileCode.UNREADABLE_WORKBOOK)
    found[key] = value


def _unpacked(data: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _weigh(entries)
            for entry in entries:
                if _NEEDED.fullmatch(entry.filename):
                    yield entry.filename, archive.read(entry)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError):
        raise FileProblem(FileCode.UNREADABLE_WORKBOOK) from None
    except RuntimeError:  # what zipfile raises for an entry behind a password
        raise FileProblem(FileCode.OLD_OR_LOCKED_WORKBOOK) from None


def _weigh(entries: list[zipfile.ZipInfo]) -> None:
    """Refuse what would unpack to too much; zipfile never reads past an entry's declared size."""
    if len(entries) > MAX_ENTRIES or sum(e.file_size for e in entries) > MAX_UNPACKED:
        raise FileProblem(FileCode.UNPACKS_TOO_BIG)
    names = {entry.filename.casefold() for entry in entries}
    if len(names) != len(entries) or any(e.compress_type not in _METHODS for e in entries):
        raise FileProblem(FileCode.UNREADABLE_WORKBOOK)
    if _WORKBOOK not in names:
        raise FileProblem(FileCode.OTHER_DOCUMENT)
    for entry in entries:
        if entry.file_size > max(_RATIO_FROM, entry.compress_size * MAX_RATIO):
            raise FileProblem(FileCode.UNPACKS_TOO_BIG)
