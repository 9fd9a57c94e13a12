"""The own record of a programme: its page, the hours agreed, confidence before and after."""

from typing import Any

from flask import abort, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.kernel.errors import DomainError, StaleVersionError
from squad.mentoring import actions, messages, queries
from squad.mentoring.forms import HoursForm, confidence_form
from squad.mentoring.page import confidence_rows, month_rows
from squad.mentoring.queries import Mentored
from squad.mentoring.rules import Per, by_month, total
from squad.mentoring.views.finding import found_part, to_record
from squad.web.sentences import sentence_of


@requires(Permission.KEEP_RECORD)
def show_record() -> ResponseReturnValue:
    """All that a mentor keeps of a programme: the one that is named, else the latest."""
    programmes = queries.list_mentored(viewer())
    asked = request.args.get("programme")
    chosen = [each for each in programmes if asked in (None, each.code)] or abort(404)
    mentored = queries.load_part(viewer(), chosen[0])
    part = mentored.part
    kept = queries.load_kept(viewer(), mentored.programme.id)
    months, month = by_month(part.spent), part.today.replace(day=1)
    return render_template(
        "mentoring/show_record.html",
        mentored=mentored,
        kept=kept,
        programmes=programmes,
        months=month_rows(months),
        this_month=months.get(month, total(())),
        confidence=confidence_rows(kept.confidence),
        labels=messages,
    )


@requires(Permission.KEEP_RECORD)
def edit_hours(programme_id: int) -> ResponseReturnValue:
    """What was agreed with the manager; saved on what somebody else's tab saved: both are shown."""
    mentored, form = found_part(programme_id), HoursForm()
    if not form.is_submitted():
        return _hours_page(mentored, _begin_hours(mentored))
    if not form.validate():
        return _hours_page(mentored, form), 422
    try:
        actions.save_hours(
            mentored=mentored,
            hours=form.hours.data,
            per=Per(form.per.data),
            version=form.version.data,
            by=viewer(),
        )
    except StaleVersionError as stale:
        return _hours_conflict(mentored, form, stale.theirs), 409
    except DomainError as error:
        form.add_error(error, sentence_of(error))
        return _hours_page(mentored, form), 422
    flash(_("Saved."), "success")
    return to_record(mentored.programme.code)


@requires(Permission.KEEP_RECORD)
def say_confidence(programme_id: int) -> ResponseReturnValue:
    """How sure one is of oneself, at the start or at the end: whichever it is today."""
    mentored, form = found_part(programme_id), confidence_form()
    if not form.is_submitted():
        return _confidence_page(mentored, form)
    if not form.validate():
        return _confidence_page(mentored, form), 422
    try:
        actions.say_confidence(mentored=mentored, levels=form.levels(), by=viewer())
    except DomainError as error:
        form.add_error(error, sentence_of(error))
        return _confidence_page(mentored, form), 422
    flash(_("Saved. You alone read it."), "success")
    return to_record(mentored.programme.code, "confidence")


def _begin_hours(mentored: Mentored) -> HoursForm:
    form = HoursForm(formdata=None)
    agreed = queries.find_agreed(viewer(), mentored.programme.id)
    if agreed is not None:
        form.hours.data, form.per.data = agreed.hours, agreed.per.value
        form.version.data = agreed.version
    return form


def _hours_page(mentored: Mentored, form: HoursForm) -> str:
    return render_template("mentoring/edit_hours.html", mentored=mentored, hours_form=form)


def _hours_conflict(mentored: Mentored, form: HoursForm, theirs: Any) -> str:
    return render_template(
        "mentoring/resolve_hours.html",
        mentored=mentored,
        hours_form=form,
        theirs=theirs,
        periods=messages.PERIODS,
    )


def _confidence_page(mentored: Mentored, form: Any) -> str:
    said = queries.load_kept(viewer(), mentored.programme.id).confidence
    return render_template(
        "mentoring/say_confidence.html",
        mentored=mentored,
        confidence=form,
        moment=mentored.part.asked,
        said=said,
    )
