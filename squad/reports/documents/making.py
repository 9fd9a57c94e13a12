"""A report as PDF: typst sets what the sheets say; the same data gives the same bytes."""

import logging
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any

import msgspec
import typst
from flask_babel import force_locale

from squad.reports.cohort_shapes import Cohort
from squad.reports.documents.cohort_sheet import cohort_sheet
from squad.reports.documents.mentee_sheet import mentee_sheet
from squad.reports.documents.paper import colours, drawn
from squad.reports.report_shapes import MenteeReport
from squad.reports.shapes import Reader
from squad.resources import STATIC, TEMPLATES
from squad.web import drawings
from squad.web.languages import locale_of

TEMPLATES_OF_DOCUMENTS = TEMPLATES / "documents"
log = logging.getLogger("squad.reports")


def document_of(report: MenteeReport, language: str) -> bytes:
    """One person's report as PDF/UA-1: a page, and an annex with what it rests on.

    Documents circulate, so it is made of a report as HR reads it, whoever takes it along;
    ValueError for any other.
    """
    if report.reader is not Reader.HR:
        raise ValueError("A document is made of what HR reads.")
    with force_locale(locale_of(language)):
        return typeset("mentee_report.typ", mentee_sheet(report), language, report.figures.as_of)


def cohort_document_of(cohort: Cohort, language: str) -> bytes:
    """A programme's report as PDF/UA-1: counts on one page, groups as suppression allows.

    It is made of a cohort that is not read by name; ValueError for any other.
    """
    if cohort.by_name:
        raise ValueError("A document is made of groups, nobody by name.")
    with force_locale(locale_of(language)):
        return typeset("cohort_report.typ", cohort_sheet(cohort), language, cohort.as_of)


def typeset(template: str, sheet: Mapping[str, Any], language: str, day: date) -> bytes:
    """A sheet as PDF; its texts are in `language` already, `day` is the only one it carries."""
    written, _dash, country = language.partition("-")
    given = {
        "language": written,
        "country": country or None,
        "colours": colours(),
        "sign": drawn(drawings.sign()),
        **sheet,
    }
    asked: dict[str, Any] = {
        "root": TEMPLATES_OF_DOCUMENTS,
        "font_paths": _faces(),
        "ignore_system_fonts": True,
        "sys_inputs": {"sheet": msgspec.json.encode(given).decode()},
        "timestamp": datetime.combine(day, time(), UTC),
    }
    file = TEMPLATES_OF_DOCUMENTS / template
    document: bytes
    try:
        document = typst.compile(file, pdf_standards=["ua-1"], **asked)
    except typst.TypstError:
        # A sign that no face has, in a name or in words that were shared: the standard forbids
        # what is then drawn in its place. The rest stays tagged, and the text is kept.
        log.warning("document_without_standard", extra={"template": template})
        document = typst.compile(file, **asked)
    return document


@cache
def _faces() -> typst.Fonts:
    """Our own faces; typst's stand in for letters that these do not have."""
    return typst.Fonts(include_system_fonts=False, font_paths=[STATIC / "fonts"])
