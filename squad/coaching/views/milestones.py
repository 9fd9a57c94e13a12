"""A mentee's milestones, for the two of a pairing: see, state, answer, withdraw."""

from flask import abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import gettext as _

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.coaching import messages
from squad.coaching.actions import observations as act
from squad.coaching.actions.answers import answer_observations
from squad.coaching.forms.milestones import AnswerForm, StateForm
from squad.coaching.queries.backings import load_backed
from squad.coaching.queries.contexts import PairingContext, find_observation_for
from squad.coaching.queries.milestones import (
    Standings,
    load_milestone_page,
    load_standings,
)
from squad.coaching.queries.retention import find_open_check
from squad.coaching.queries.second_looks import list_looks_for
from squad.coaching.rules.backings import BackingDraft
from squad.coaching.rules.rechecks import Dues, dues_of
from squad.coaching.views.backings import ask_for_file_again, read_backing
from squad.coaching.views.conflicts import milestone_conflict
from squad.coaching.views.context import (
    context_or_404,
    mentee_context_or_404,
    milestone_url,
    writing,
)
from squad.framework.rules.fluency import AnswerKind, Side
from squad.framework.rules.model import Evidence, Milestone
from squad.kernel.errors import DomainError, RepeatedFormError, ReusedKeyError
from squad.pairings.rules.states import LOGGABLE
from squad.web.sentences import sentence_of

LONGEST_WORDS = 2000


@requires(Permission.STATE_MILESTONE)
def list_milestones(pairing_id: int) -> ResponseReturnValue:
    """Every milestone by area and stage, with how it stands."""
    context = mentee_context_or_404(pairing_id)
    standings = load_standings(context)
    return render_template(
        "coaching/list_milestones.html",
        context=context,
        own=is_mentee(context),
        standings=standings,
        dues=_dues(context, standings),
        check=find_open_check(context),
        areas=context.framework.areas,
    )


@requires(Permission.STATE_MILESTONE)
def show_milestone(pairing_id: int, code: str) -> ResponseReturnValue:
    """One milestone with its statements; posted, one more is stated."""
    context = context_or_404(pairing_id)
    milestone = context.framework.milestones.get(code)
    if milestone is None:
        newest = context.newest_code(code)
        return redirect(milestone_url(pairing_id, newest)) if newest != code else abort(404)
    if not writing():
        return _render(context, milestone, _new_form(context, milestone))
    form = StateForm()
    backing = read_backing(form) if form.validate() else None
    context = context_or_404(pairing_id)
    if backing is None:
        return _render(context, milestone, form), 422
    return _answer_to(context, milestone, form, backing)


def _answer_to(
    context: PairingContext, milestone: Milestone, form: StateForm, backing: BackingDraft
) -> ResponseReturnValue:
    """State it, and come back; or show what stands in the way."""
    try:
        _state(context, form, milestone.code, backing)
    except RepeatedFormError:
        pass
    except ReusedKeyError as reused:
        return milestone_conflict(form, context, reused)
    except DomainError as error:
        form.add_error(error, sentence_of(error))
        return _render(context, milestone, form), 422
    return redirect(_back_to(context, milestone.code), 303)


def _dues(context: PairingContext, standings: Standings) -> Dues:
    """What is to refresh, where it can be shown again."""
    if context.pairing.state not in LOGGABLE:
        return Dues()
    every = (
        standing for stages in standings.values() for row in stages.values() for standing in row
    )
    return dues_of((s.refresh_due for s in every if s.refresh_due), context.today)


def _state(context: PairingContext, form: StateForm, code: str, backing: BackingDraft) -> None:
    act.state_milestone(
        by=viewer(),
        context=context,
        stated=form.stated(code),
        on=form.on.data or context.today,
        form=form.once(),
        backing=backing,
    )
    other = context.other_name(viewer().person_id)
    flash(_("Saved. %(name)s is asked whether it is right.", name=other), "success")


@requires(Permission.ANSWER_MILESTONE)
def answer_observation(observation_id: int) -> ResponseReturnValue:
    """Answer one statement of the other one, and come back."""
    observation = find_observation_for(viewer(), observation_id) or abort(404)
    context = context_or_404(observation.pairing_id)
    form = AnswerForm()
    back = _back_to(context, context.code_of(observation))
    if not form.validate() or len(form.words.data or "") > LONGEST_WORDS:
        abort(400)
    kind = AnswerKind(form.kind.data)
    try:
        answer_observations(
            by=viewer(),
            context=context,
            kinds={observation.id: kind},
            words={observation.id: form.words.data or ""},
        )
    except DomainError as error:
        flash(sentence_of(error), "error")
        return redirect(back, 303)
    flash(_said(kind), "success")
    return redirect(back, 303)


@requires(Permission.STATE_MILESTONE)
def withdraw_observation(observation_id: int) -> ResponseReturnValue:
    """Take one's own statement back, and come back to its milestone."""
    observation = find_observation_for(viewer(), observation_id) or abort(404)
    context = context_or_404(observation.pairing_id)
    code = context.code_of(observation)
    try:
        act.withdraw_observation(by=viewer(), context=context, observation=observation)
    except DomainError as error:
        flash(sentence_of(error), "error")
    else:
        flash(_("Withdrawn. It stays in the history of this milestone."), "success")
    return redirect(_back_to(context, code), 303)


def _said(kind: AnswerKind) -> str:
    said: dict[AnswerKind, str] = {
        AnswerKind.CONFIRM: _("Confirmed."),
        AnswerKind.LOOK_AGAIN: _("Noted: you look at it again, together."),
        AnswerKind.UNDO: _("Your answer is taken back."),
    }
    return said[kind]


def _back_to(context: PairingContext, code: str) -> str:
    """The own page that the form names, else the milestone's."""
    named = request.form.get("back", "").partition("?")[0].partition("#")[0]
    # Browsers read a backslash as a slash, and drop tabs: both could lead to another host.
    plain = named.isprintable() and "\\" not in named
    if plain and named.startswith("/") and not named.startswith("//"):
        return named
    return milestone_url(context.pairing.id, code)


def _new_form(context: PairingContext, milestone: Milestone) -> StateForm:
    form = StateForm(formdata=None)
    form.on.data = context.today
    seen = Evidence.SEEN in milestone.evidence
    form.evidence.data = Evidence.SEEN if seen else Evidence.CHECKED
    corrects = request.args.get("corrects", "")
    form.corrects.data = corrects if corrects.isascii() and corrects.isdigit() else ""
    return form


def _render(context: PairingContext, milestone: Milestone, form: StateForm) -> str:
    ask_for_file_again(form)
    page = load_milestone_page(viewer(), context, milestone)
    return render_template(
        "coaching/show_milestone.html",
        context=context,
        page=page,
        backed=load_backed(viewer(), context, page.statements),
        loggable=context.pairing.state in LOGGABLE,
        milestone=milestone,
        state_form=form,
        labels=messages,
        own=is_mentee(context),
        evidence=evidence_options(context),
        looks=list_looks_for(viewer(), context, milestone.code),
        offers_look=is_mentee(context) and page.offers_look(context.pairing.state),
    )


def is_mentee(context: PairingContext) -> bool:
    """Whether the viewer is the mentee of the two."""
    return context.side_of(viewer().person_id) is Side.MENTEE


def evidence_options(
    context: PairingContext, *, outside: bool = False
) -> list[tuple[str, LazyString]]:
    """How it is known, in the words of whoever states it; `outside`: of any session."""
    words = messages.LOGGED_EVIDENCE
    if outside:
        words = {**words, Evidence.SEEN: messages.SEEN_OUTSIDE}
    if is_mentee(context):
        words = {**words, Evidence.CHECKED: messages.CHECKED_BY_MENTOR}
    return list(words.items())
