"""A two-minute re-check: what is to refresh, each shown again with two taps."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.coaching.actions import rechecks as act
from squad.coaching.forms.rechecks import ShowAgainForm
from squad.coaching.queries.contexts import PairingContext
from squad.coaching.queries.rechecks import load_rechecks
from squad.coaching.views.context import mentee_context_or_404
from squad.coaching.views.milestones import evidence_options, is_mentee
from squad.coaching.views.showing_again import show_again
from squad.pairings.rules.states import LOGGABLE


@requires(Permission.STATE_MILESTONE)
def list_rechecks(pairing_id: int) -> ResponseReturnValue:
    """What is to refresh, or will be within 30 days, with what to show again."""
    return _render(mentee_context_or_404(pairing_id))


@requires(Permission.STATE_MILESTONE)
def recheck_milestone(pairing_id: int, code: str) -> ResponseReturnValue:
    """State one of them anew; it awaits the other's answer as any statement."""
    context = mentee_context_or_404(pairing_id)
    back = url_for(".list_rechecks", pairing_id=pairing_id)
    return show_again(context, code, act.recheck_milestone, _render, back)


def _render(
    context: PairingContext, code: str | None = None, sent: ShowAgainForm | None = None
) -> str:
    """The list; what was refused stands in its own form, or on top where that is gone."""
    rows = load_rechecks(viewer(), context)
    live = context.pairing.state in LOGGABLE
    open_ones = {row.milestone.code for row in rows if live and row.waiting is None}
    forms = {one: ShowAgainForm(formdata=None) for one in open_ones}
    if sent is not None and code in forms:
        forms[code], sent = sent, None
    return render_template(
        "coaching/list_rechecks.html",
        context=context,
        own=is_mentee(context),
        rows=rows,
        forms=forms,
        problems=sent.form_errors if sent else (),
        live=live,
        evidence=evidence_options(context, outside=True),
    )
