"""What to do about a file, a row or a cell that cannot be read, in a sentence."""

from collections.abc import Mapping
from typing import Any

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from squad.files.imports import ImportCode
from squad.files.media import MediaCode
from squad.files.problems import FileCode, ValueCode
from squad.kernel.errors import DomainError
from squad.kernel.languages import written_in
from squad.web.languages import language
from squad.web.sentences import sentence_of

_FILE: dict[str, LazyString] = {
    FileCode.EMPTY_FILE: _l(
        "This file is empty. Save it again from your spreadsheet, then choose it here."
    ),
    FileCode.NO_ROWS: _l("This file has headers but no row below them. Add at least one row."),
    FileCode.FILE_TOO_BIG: _l(
        "This file is larger than %(limit)s MB. Remove pictures and unused sheets, or split it."
    ),
    FileCode.UNPACKS_TOO_BIG: _l(
        "This workbook unpacks to far more than a list of people or sessions needs. "
        "Copy the rows into a new workbook and save that."
    ),
    FileCode.TOO_MANY_ROWS: _l(
        "This file has more than %(limit)s rows. Delete the rows below your data, or split it."
    ),
    FileCode.TOO_MANY_COLUMNS: _l(
        "This file has more than %(limit)s columns. Delete the columns beside your data."
    ),
    FileCode.TOO_MUCH_TEXT: _l("This file holds too much text. Split it into several files."),
    FileCode.UNKNOWN_KIND: _l("Choose a file whose name ends in .csv or .xlsx."),
    FileCode.OLD_OR_LOCKED_WORKBOOK: _l(
        "This workbook is in an old format or behind a password. "
        "Open it, remove the password, and save it as .xlsx."
    ),
    FileCode.WORKBOOK_NAMED_TEXT: _l(
        "This is a workbook whose name ends in .csv. Rename it to .xlsx, or save it as CSV."
    ),
    FileCode.TEXT_NAMED_WORKBOOK: _l(
        "This is not a workbook, although its name ends in .xlsx. "
        "If it holds text with separators, rename it to .csv."
    ),
    FileCode.WEB_PAGE: _l(
        "This file is a web page or XML under another name. "
        "Open it in your spreadsheet and save it as .xlsx or .csv."
    ),
    FileCode.OTHER_DOCUMENT: _l(
        "This is another kind of document. Export the list as .csv or .xlsx."
    ),
    FileCode.UNREADABLE_WORKBOOK: _l(
        "This workbook is damaged. Open it in your spreadsheet and save it again as .xlsx."
    ),
}


_PLACE: dict[str, LazyString] = {
    FileCode.TOO_MANY_CELLS: _l(
        "This row has %(found)s cells and there are %(expected)s headers. "
        "Put text that holds a separator between quotation marks, or add the missing header."
    ),
    FileCode.CELL_TOO_LONG: _l(
        "A cell of this row is longer than %(limit)s characters. "
        "Shorten it, or close a quotation mark that was left open."
    ),
    FileCode.UNKNOWN_ENCODING: _l(
        "Its letters cannot be read. Save the file as “CSV UTF-8”, or as .xlsx."
    ),
    FileCode.MIXED_ENCODING: _l(
        "Some letters cannot be read: the file mixes two encodings. "
        "Type these letters again, and save the file as “CSV UTF-8”."
    ),
    FileCode.CONTROL_CHARACTER: _l(
        "An invisible character (%(character)s) cannot be read. Delete it, or save the file "
        "again as “CSV UTF-8” or as .xlsx."
    ),
    FileCode.OPEN_QUOTE: _l("A quotation mark opens here and is never closed. Close it."),
    FileCode.STRAY_QUOTE: _l(
        "Text follows a closing quotation mark. Double the quotation marks inside a text."
    ),
    FileCode.ERROR_CELL: _l(
        "A formula failed here (%(value)s). Correct it, or type the value instead."
    ),
    FileCode.FORMULA_WITHOUT_VALUE: _l(
        "A formula here has no value yet. Open the file in your spreadsheet and save it again."
    ),
    FileCode.DUPLICATE_COLUMN: _l(
        "The columns “%(other)s” and “%(column)s” mean the same. Delete or rename one of them."
    ),
}


_VALUE: dict[str, LazyString] = {
    ValueCode.BAD_DATE: _l("“%(value)s” is not a date. Write it like 2026-12-01 or 01/12/2026."),
    ValueCode.DATE_MONTH_FIRST: _l(
        "“%(value)s” has the month before the day. Write the day first, or 2026-12-31."
    ),
    ValueCode.DATE_SHORT_YEAR: _l("“%(value)s” has a short year. Write it with four figures."),
    ValueCode.NO_SUCH_DAY: _l("“%(value)s” is not in the calendar. Check the day and month."),
    ValueCode.BAD_EMAIL: _l(
        "“%(value)s” is not an e-mail address. Write it like name@example.com."
    ),
    ValueCode.UNKNOWN_LANGUAGE: _l(
        "“%(value)s” is not a language offered here. Write fr, fr-CA or en, or leave it empty."
    ),
    ValueCode.UNKNOWN_TIME_ZONE: _l(
        "“%(value)s” is not a time zone. Write it like Europe/Paris, or leave it empty."
    ),
    ValueCode.BAD_NUMBER: _l("“%(value)s” is not a whole number. Write it in figures, like 45."),
    ValueCode.BAD_YES_NO: _l("“%(value)s” is neither yes nor no. Write yes or no."),
}
_IMPORT: dict[str, LazyString] = {
    ImportCode.PLAN_CHANGED: _l(
        "Somebody changed something here meanwhile. Look at what would be done now, "
        "then confirm it."
    ),
    ImportCode.NOT_READY: _l("Correct the file, or answer what is asked. Nothing was imported."),
    ImportCode.NUMBER_DIFFERS: _l(
        "More than one in ten would be deactivated: %(number)s in all. Type this number to confirm."
    ),
}
_MEDIA: dict[str, LazyString] = {
    MediaCode.EMPTY: _l("This file is empty. Choose it again."),
    MediaCode.UNKNOWN: _l("Choose a picture (JPEG, PNG, WebP, GIF) or a PDF."),
    MediaCode.NAMED_OTHERWISE: _l(
        "This is a %(kind)s under another name. Save it again under its own, then choose it here."
    ),
    MediaCode.BROKEN: _l("This file is damaged. Open it, save it again, then choose it here."),
    MediaCode.TOO_LARGE: _l("This file is larger than %(most)s MB. Choose a smaller one."),
    MediaCode.TOO_MANY_PIXELS: _l("This picture is too large. Make it smaller, or cut a part out."),
}

SENTENCES: dict[str, LazyString] = {**_FILE, **_PLACE, **_VALUE, **_IMPORT, **_MEDIA}


def sentence(problem: DomainError) -> str:
    """What is wrong and what to do, with the line and the column where they are known."""
    return placed(sentence_of(problem), problem.params)


def in_french() -> bool:
    """Whether the reader's language is French, of any country."""
    return written_in(language()) == "fr"


def header_name(field: str, french: Mapping[str, str]) -> str:
    """A header for a field in the reader's language: not a text, but a word that imports read."""
    return french.get(field, field) if in_french() else field


def placed(text: str, params: Mapping[str, Any]) -> str:
    """`text` after the line and the column that it is about."""
    line, column = params.get("line"), params.get("column")
    if line and column:
        text = _(
            "Line %(line)s, column “%(column)s”: %(text)s", line=line, column=column, text=text
        )
    elif line:
        text = _("Line %(line)s: %(text)s", line=line, text=text)
    return text
