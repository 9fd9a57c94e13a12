"""A run that was kept: the mentor says what was seen, and may state a milestone from it."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.coaching import messages as coaching_messages
from squad.coaching.queries.contexts import PairingContext
from squad.coaching.views.context import context_or_404, writing
from squad.drills import actions as act
from squad.drills import messages
from squad.drills.forms import OPENED, SightForm, StateDrillForm, sight_form, state_form
from squad.drills.queries import (
    HeldSession,
    PlayedRun,
    find_run_for,
    list_held_sessions,
    list_stated,
)
from squad.drills.rules import OWN_ALONE, Sight, counts
from squad.framework.messages import localized
from squad.framework.rules.fluency import Side
from squad.framework.rules.model import Autonomy, Evidence, Milestone
from squad.kernel.errors import DomainError, RepeatedFormError
from squad.web.formats import format_day
from squad.web.sentences import sentence_of

AUTONOMY = (Autonomy.TOGETHER, Autonomy.ALONE)


@requires(Permission.READ_DRILLS)
def show_kept(pairing_id: int, run_id: int) -> ResponseReturnValue:
    """What the mentee kept, for the two."""
    context, played = _played(pairing_id, run_id)
    return _render(context, played, _form(played))


@requires(Permission.PLAY_DRILL)
def withdraw_run(pairing_id: int, run_id: int) -> ResponseReturnValue:
    """Take a kept run back."""
    context, played = _played(pairing_id, run_id)
    act.withdraw_run(by=viewer(), context=context, played=played)
    flash(_("Taken back. What you wrote is deleted; a statement made from it stays."), "info")
    return redirect(url_for("drills.list_drills", pairing_id=pairing_id), 303)


@requires(Permission.LOOK_AT_DRILL)
def say_seen(pairing_id: int, run_id: int) -> ResponseReturnValue:
    """What the mentor saw, of each of the four."""
    context, played = _played(pairing_id, run_id)
    demand(viewer(), Permission.LOOK_AT_DRILL, context.subject)
    form = _form(played)
    if not form.validate():
        return _render(context, played, form), 422
    said = [sight for sight in form.sights() if sight is not None]
    try:
        act.say_seen(
            by=viewer(), context=context, played=played, said=said, version=form.version.data
        )
    except DomainError as error:
        flash(sentence_of(error), "error")
    else:
        flash(_("Saved. %(name)s reads it here.", name=context.mentee_name), "success")
    return _back(context, run_id)


@requires(Permission.LOOK_AT_DRILL)
def state_milestone(pairing_id: int, run_id: int, code: str) -> ResponseReturnValue:
    """State a milestone that the run shows."""
    context, played = _played(pairing_id, run_id)
    demand(viewer(), Permission.LOOK_AT_DRILL, context.subject)
    milestone = context.framework.milestones.get(code) or abort(404)
    sittings = {str(sitting.id): sitting for sitting in list_held_sessions(context, played.run)}
    form = state_form(_known(milestone, sittings))
    if not writing() and (code not in played.drill.backs or not played.said):
        return _back(context, run_id)
    if not writing() or not form.validate():
        return _render_state(context, played, milestone, form)
    return _state(context, played, code, form, sittings.get(form.known.data))


def _state(
    context: PairingContext,
    played: PlayedRun,
    code: str,
    form: StateDrillForm,
    played_in: HeldSession | None,
) -> ResponseReturnValue:
    try:
        act.state_from_drill(
            by=viewer(),
            context=context,
            played=played,
            code=code,
            autonomy=Autonomy(form.autonomy.data),
            played_in=played_in,
            form=form.once(),
        )
        asked = _("Saved. %(name)s is asked whether it is right.", name=context.mentee_name)
        flash(asked, "success")
    except RepeatedFormError:
        pass
    except DomainError as error:
        flash(sentence_of(error), "error")
    return _back(context, played.run.id)


def _played(pairing_id: int, run_id: int) -> tuple[PairingContext, PlayedRun]:
    """A run that was kept, or was taken back since."""
    context = context_or_404(pairing_id)
    played = find_run_for(viewer(), context, run_id)
    if played is None or played.run.state in OWN_ALONE:
        abort(404)
    return context, played


def _form(played: PlayedRun) -> SightForm:
    labels = [localized(criterion) for criterion in played.drill.rubric]
    names = {sight: str(name) for sight, name in messages.SIGHTS.items()}
    return sight_form(labels, names, needed=True, version=played.run.version, said=played.said)


def _known(milestone: Milestone, sittings: dict[str, HeldSession]) -> list[tuple[str, str]]:
    """How it can be known, each with whether that counts for this milestone."""
    opened = (OPENED, _("Checked: I opened what was kept"), Evidence.CHECKED)
    played = [
        (value, _("Seen: played in our session of %(day)s", day=format_day(s.on)), Evidence.SEEN)
        for value, s in sittings.items()
    ]
    return [
        (value, _with_weight(label, milestone, known)) for value, label, known in (opened, *played)
    ]


def _with_weight(label: str, milestone: Milestone, evidence: Evidence) -> str:
    if counts(milestone, evidence):
        return label
    return str(_("%(way)s. By itself it does not count for this milestone.", way=label))


def _render(context: PairingContext, played: PlayedRun, form: SightForm) -> str:
    backs = [context.framework.milestones.get(code) for code in played.drill.backs]
    return render_template(
        "drills/show_kept.html",
        context=context,
        played=played,
        drill=played.drill,
        own=context.side_of(viewer().person_id) is Side.MENTEE,
        sights=form,
        backs=[milestone for milestone in backs if milestone is not None and milestone.drill],
        stated=list_stated(played.run),
        labels=messages,
        words=coaching_messages,
        seen=Sight.SEEN,
    )


def _render_state(
    context: PairingContext, played: PlayedRun, milestone: Milestone, form: StateDrillForm
) -> ResponseReturnValue:
    page = render_template(
        "drills/state_milestone.html",
        context=context,
        played=played,
        drill=played.drill,
        milestone=milestone,
        state=form,
        autonomy=[(kind.value, coaching_messages.AUTONOMY[kind]) for kind in AUTONOMY],
        weak=not all(counts(milestone, kind) for kind in (Evidence.CHECKED, Evidence.SEEN)),
        strong=", ".join(str(coaching_messages.EVIDENCE[e]) for e in sorted(milestone.evidence)),
    )
    return page, 422 if form.errors else 200


def _back(context: PairingContext, run_id: int) -> ResponseReturnValue:
    there = url_for("drills.show_kept", pairing_id=context.pairing.id, run_id=run_id)
    return redirect(there, 303)
