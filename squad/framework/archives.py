"""A framework as a file to take along: a .zip of the same TOML files as the shipped ones."""

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

import tomlkit
from tomlkit.items import AoT, Table

from squad.framework.rules.document import Document, Flaw, FrameworkError, Problem
from squad.framework.rules.document.writing import files_of

MAX_BYTES = 2 * 1024 * 1024
# Four times what is shipped: the checker takes seconds for as much made of flaws alone.
MAX_UNPACKED = 1024 * 1024
MAX_ENTRIES = 300
# The day from which zip files can count: the same document is the same bytes at any time.
_DAY = (1980, 1, 1, 0, 0, 0)
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BOM = b"\xef\xbb\xbf"


def pack(document: Document) -> bytes:
    """The document as a .zip; `parse(unpack(…))` gives it back."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, table in sorted(files_of(document).items()):
            entry = zipfile.ZipInfo(name, _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, _toml(table))
    return packed.getvalue()


def unpack(data: bytes) -> Mapping[str, bytes]:
    """The files in a .zip by their path, without the folder that all of them stand in.

    Nothing is written anywhere. What a desktop adds (`__MACOSX`, `.DS_Store`) is left out.
    Raises FrameworkError for what is no archive, holds too much, or has names that lead elsewhere.
    """
    if len(data) > MAX_BYTES:
        raise _refused(why="too_big")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [e for e in archive.infolist() if _counts(e)]
            _weigh(entries)
            files = {e.filename: archive.read(e).removeprefix(_BOM) for e in entries}
    except (
        zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError,
        RuntimeError,  # what zipfile raises for an entry behind a password
    ):  # fmt: skip
        raise _refused(why="unreadable") from None
    return _without_folder(files)


def _toml(table: Mapping[str, Any]) -> str:
    document = tomlkit.document()
    _fill(document, table)
    return document.as_string()


def _fill(target: Any, table: Mapping[str, Any]) -> None:
    """Values first, then lists of tables: TOML reads what follows a table as part of it."""
    for keys, value in _flat(table):
        target.append(tomlkit.key(keys), value)
    for name, value in table.items():
        if _is_tables(value):
            target.append(name, _tables(value))


def _flat(table: Mapping[str, Any], above: tuple[str, ...] = ()) -> Iterator[tuple[list[str], Any]]:
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, (*above, name))
        elif not _is_tables(value):
            yield [*above, name], value


def _is_tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], Mapping)


def _tables(entries: list[Mapping[str, Any]]) -> AoT:
    found = tomlkit.aot()
    for entry in entries:
        table: Table = tomlkit.table()
        _fill(table, entry)
        found.append(table)
    return found


def _counts(entry: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(entry.filename)
    hidden = any(part.startswith((".", "__MACOSX")) and part[:2] != ".." for part in path.parts)
    return not (entry.is_dir() or hidden)


def _weigh(entries: list[zipfile.ZipInfo]) -> None:
    """Refuse what would unpack to too much; zipfile never reads past an entry's declared size."""
    if len(entries) > MAX_ENTRIES or sum(e.file_size for e in entries) > MAX_UNPACKED:
        raise _refused(why="too_big")
    names = {entry.filename.casefold() for entry in entries}
    if len(names) != len(entries) or any(e.compress_type not in _METHODS for e in entries):
        raise _refused(why="unreadable")
    if not entries:
        raise _refused(why="empty")
    for entry in entries:
        path = PurePosixPath(entry.filename)
        if path.is_absolute() or ".." in path.parts or "\\" in entry.filename:
            raise _refused(why="names", name=entry.filename[:80])


def _without_folder(files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    folders = {name.partition("/")[0] if "/" in name else "" for name in files}
    if len(folders) > 1 or folders & {"", "areas", "samples"}:
        return files
    return {name.partition("/")[2]: content for name, content in files.items()}


def _refused(why: str, **params: object) -> FrameworkError:
    return FrameworkError([Problem("", "", Flaw.BROKEN_ARCHIVE, {"why": why, **params})])
