"""One door for tables that people upload: CSV or XLSX, checked before they are read."""

from pathlib import PurePath

from squad.files.decoding import decode
from squad.files.delimited import parse_delimited
from squad.files.problems import FileCode, FileProblem
from squad.files.table import Row, Table
from squad.files.workbook import read_workbook

__all__ = ["MAX_BYTES", "TEXT_ENDINGS", "WORKBOOK_ENDINGS", "Row", "Table", "read_table"]

MAX_BYTES = 10 * 1024 * 1024
TEXT_ENDINGS = (".csv", ".txt", ".tsv")
WORKBOOK_ENDINGS = (".xlsx",)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_DOCUMENTS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"{\\rtf", b"SQLite ")
_MARKUP = ("<!doctype", "<html", "<table", "<?xml", "<head", "<body", "<!--", "mime-version:")


def read_table(data: bytes, filename: str) -> Table:
    """The table in an uploaded file; every cell is text (dates are ISO, whole numbers plain).

    Raises FileProblem with a code, and the line and the column where they are known.
    """
    ending = PurePath(filename.strip()).suffix.casefold()
    if len(data) > MAX_BYTES:
        raise FileProblem(FileCode.FILE_TOO_BIG, limit=MAX_BYTES // (1024 * 1024))
    if not data.strip(b"\x00 \t\r\n"):
        raise FileProblem(FileCode.EMPTY_FILE)
    if data.startswith(_OLE) or ending in {".xls", ".xlsb"}:
        raise FileProblem(FileCode.OLD_OR_LOCKED_WORKBOOK)
    if ending in WORKBOOK_ENDINGS:
        return _from_workbook(data)
    if ending in TEXT_ENDINGS:
        return _from_text(data)
    raise FileProblem(FileCode.UNKNOWN_KIND, ending=ending[:20])


def _from_workbook(data: bytes) -> Table:
    if data.startswith(_ZIP):
        return read_workbook(data)
    _refuse_other_documents(data)
    raise FileProblem(FileCode.TEXT_NAMED_WORKBOOK)


def _from_text(data: bytes) -> Table:
    if data.startswith(_ZIP):
        raise FileProblem(FileCode.WORKBOOK_NAMED_TEXT)
    _refuse_other_documents(data)
    return parse_delimited(decode(data))


def _refuse_other_documents(data: bytes) -> None:
    if data.startswith(_DOCUMENTS):
        raise FileProblem(FileCode.OTHER_DOCUMENT)
    start = data[:400].replace(b"\x00", b"").decode("latin-1").lstrip("ÿþï»¿ \t\r\n").casefold()
    if start.startswith(_MARKUP):
        raise FileProblem(FileCode.WEB_PAGE)
