"""The next session: planned, moved, called off, by either of the pair."""

from datetime import datetime

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.coaching import messages
from squad.coaching.actions import planning
from squad.coaching.forms.fields import local_text
from squad.coaching.forms.planning import CallOffForm, PlanForm
from squad.coaching.queries.contexts import OwnSession, PairingContext
from squad.coaching.queries.log_page import find_planned, load_next_time
from squad.coaching.rules.log import CoachingState, SessionDraft
from squad.coaching.rules.planned import notice_of
from squad.coaching.views.conflicts import call_off_conflict, plan_conflict
from squad.coaching.views.context import (
    context_or_404,
    induction_first,
    is_of_pair,
    session_or_404,
    writing,
)
from squad.coaching.views.moments import next_options
from squad.framework.rules.fluency import Side
from squad.kernel.errors import DomainError, RepeatedFormError, ReusedKeyError
from squad.web.formats import format_day, format_time
from squad.web.sentences import sentence_of


@requires(Permission.BOOK_SESSIONS)
def plan_session(pairing_id: int) -> ResponseReturnValue:
    """Say when the next one is, or move it."""
    context = context_or_404(pairing_id, booking=True)
    form = PlanForm()
    if first := induction_first(context, to="plan", **_typed()):
        return first
    if not writing():
        return _render_plan(_begin_plan(context), context)
    if not form.validate():
        return _render_plan(form, context), 422
    try:
        at = form.at(context.programme.time_zone)
        planning.plan_session(by=viewer(), context=context, at=at, form=form.once())
    except RepeatedFormError:
        return _to_sessions(context)
    except ReusedKeyError:
        return plan_conflict(form, context)
    except DomainError as error:
        form.next_day.errors = [*form.next_day.errors, sentence_of(error)]
        return _render_plan(form, context), 422
    _tell(form, context)
    return _to_sessions(context)


def _typed() -> dict[str, str]:
    """What was entered, for an address; a day or a time is no longer than this."""
    names = ("next_day", "next_time")
    return {name: request.form[name][:10] for name in names if name in request.form}


def _tell(form: PlanForm, context: PairingContext) -> None:
    day, time = format_day(form.next_day.data), format_time(form.next_time.data)
    name = context.other_name(viewer().person_id)
    flash(_("Next session: %(day)s, %(time)s. %(name)s reads it on their home page.",
            day=day, time=time, name=name), "success")  # fmt: skip


def _begin_plan(context: PairingContext) -> PlanForm:
    if "next_day" in request.args:  # typed before the induction came first
        return PlanForm(request.args)
    form = PlanForm(formdata=None)
    local = load_next_time(context)
    form.next_day.data, form.next_time.data = local.date(), local.time()
    return form


def _render_plan(form: PlanForm, context: PairingContext) -> str:
    return render_template(
        "coaching/plan_session.html",
        plan_form=form,
        context=context,
        planned=find_planned(context),
        name=context.other_name(viewer().person_id),
        of_pair=is_of_pair(context),
    )


def _to_sessions(context: PairingContext) -> ResponseReturnValue:
    """To the list of all sessions; to the times alone for an assistant."""
    to = "coaching.list_sessions" if is_of_pair(context) else "calendar.show_times"
    return redirect(url_for(to, pairing_id=context.pairing.id), 303)


@requires(Permission.ADD_TO_SESSION)
def call_off_session(coaching_session_id: int) -> ResponseReturnValue:
    """A planned session will not take place: who says so, how much notice, the next one."""
    own = session_or_404(coaching_session_id)
    form = CallOffForm()
    if not writing():
        return _render_call_off(_begin_call_off(own), own)
    if not form.validate():
        return _render_call_off(form, own), 422
    try:
        _call_off(form, own)
    except RepeatedFormError:
        return _to_sessions(own.context)
    except ReusedKeyError:
        return call_off_conflict(form, own)
    except DomainError as error:
        form.add_error(error, sentence_of(error))
        return _render_call_off(form, own), 422
    return _to_sessions(own.context)


def _call_off(form: CallOffForm, own: OwnSession) -> None:
    draft = SessionDraft(
        state=CoachingState.CANCELLED,
        on=own.coaching_session.held_on,
        next_at=form.upcoming(own.context.programme.time_zone),
        **form.cancellation(),
    )
    planning.call_off_session(
        by=viewer(),
        context=own.context,
        planned=own.coaching_session,
        draft=draft,
        form=form.once(),
    )


def _begin_call_off(own: OwnSession) -> CallOffForm:
    if own.coaching_session.state is not CoachingState.PLANNED or own.coaching_session.voided_at:
        abort(404)
    form = CallOffForm(formdata=None)
    form.cancelled_by.data = own.context.side_of(viewer().person_id).value
    form.notice.data = notice_of(own.coaching_session.held_on, own.context.today).value
    form.next_at.data = local_text(_after(own))
    return form


def _after(own: OwnSession) -> datetime:
    return load_next_time(own.context, after=own.coaching_session)


def _render_call_off(form: CallOffForm, own: OwnSession) -> str:
    person = viewer().person_id
    you, other = _("You"), own.context.other_name(person)
    is_mentor = own.context.side_of(person) is Side.MENTOR
    return render_template(
        "coaching/call_off_session.html",
        off_form=form,
        own=own,
        context=own.context,
        who=[
            ("mentor", you if is_mentor else other),
            ("mentee", other if is_mentor else you),
            ("other", _("Someone else")),
        ],
        next_options=next_options(form.next_at.data, _after(own)),
        labels=messages,
    )
