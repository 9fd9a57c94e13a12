"""Pages: what somebody says who enrols, and leaving the pool."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.access.policy import may
from squad.framework.messages import localized
from squad.framework.queries import get_framework
from squad.kernel.errors import ConflictError, DomainError, StaleVersionError
from squad.pairings.matching import messages
from squad.pairings.matching.actions import enrolments as actions
from squad.pairings.matching.forms import AnswersForm
from squad.pairings.matching.queries.enrolments import (
    EnrolmentPage,
    answers_of,
    find_enrolment_for,
)
from squad.pairings.matching.rules.enrolment import Answers
from squad.pairings.matching.views.comparing import compared
from squad.people.queries import list_sites
from squad.web.sentences import sentence_of


@requires(Permission.ANSWER_ENROLMENT)
def edit_enrolment(enrolment_id: int) -> ResponseReturnValue:
    """The questions of one's side, answered by the person or by a coordinator for them."""
    found = _found(enrolment_id)
    form = _form(found)
    if not form.is_submitted():
        return _page(found, form)
    if not form.validate():
        return _page(found, form), 422
    said = form.answers()
    try:
        actions.save_answers(
            enrolment_id=enrolment_id, version=form.version.data, answers=said, by=viewer()
        )
    except StaleVersionError:
        return _conflict(found, said), 409
    except ConflictError:
        abort(404)
    except DomainError as error:
        form.add_error(error, sentence_of(error))
        return _page(found, form), 422
    flash(_("Saved. You can change your answers at any time."), "success")
    return redirect(_after(found), 303)


@requires(Permission.ANSWER_ENROLMENT)
def leave_pool(enrolment_id: int) -> ResponseReturnValue:
    """Take oneself, or somebody, out of the pool."""
    found = _found(enrolment_id)
    there = _after(found)
    try:
        actions.leave_pool(enrolment_id=enrolment_id, by=viewer())
    except ConflictError:
        abort(404)
    flash(_("Done. No pairing will be sought any more."), "success")
    return redirect(there, 303)


def _found(enrolment_id: int) -> EnrolmentPage:
    return find_enrolment_for(viewer(), enrolment_id) or abort(404)


def _after(found: EnrolmentPage) -> str:
    """Home for one's own; for a coordinator the pool that they came from."""
    if found.person.id == viewer().person_id:
        return url_for("home.show_home")
    return url_for(".list_pool", programme_id=found.programme.id)


def _form(found: EnrolmentPage) -> AnswersForm:
    form = AnswersForm()
    framework = get_framework(found.programme.framework_version_id)
    form.offer(
        side=found.enrolment.side,
        areas={area.value: localized(text.name) for area, text in framework.areas.items()},
        purposes={code: localized(name) for code, name in framework.purposes.items()},
    )
    if request.method == "GET":
        form.fill(answers_of(found.enrolment, found.person), found.enrolment.version)
    return form


def _page(found: EnrolmentPage, form: AnswersForm) -> str:
    coordinates = may(viewer(), Permission.PROPOSE_PAIRING, found.subject)
    return render_template(
        "pairings/edit_enrolment.html",
        found=found,
        side=found.enrolment.side,
        answering=form,
        own=found.person.id == viewer().person_id,
        coordinates=coordinates,
        sites=list_sites(viewer()) if coordinates else [found.person.site],
        weekdays=messages.WEEKDAYS,
        parts=messages.PARTS,
    )


def _conflict(found: EnrolmentPage, mine: Answers) -> str:
    theirs = answers_of(found.enrolment, found.person)
    items = compared(mine, theirs, get_framework(found.programme.framework_version_id))
    return render_template("pairings/resolve_enrolment.html", found=found, items=items)
