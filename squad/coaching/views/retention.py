"""Ninety days after the end: what was held is shown again, or said to have had no occasion."""

from collections.abc import Callable

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.coaching import messages
from squad.coaching.actions import retention as act
from squad.coaching.forms.rechecks import SaidForm, ShareForm, ShowAgainForm
from squad.coaching.queries.contexts import PairingContext
from squad.coaching.queries.retention import load_retention
from squad.coaching.rules.retention import Said
from squad.coaching.views.context import mentee_context_or_404
from squad.coaching.views.milestones import evidence_options, is_mentee
from squad.coaching.views.showing_again import show_again
from squad.kernel.errors import DomainError
from squad.web.sentences import sentence_of


@requires(Permission.STATE_MILESTONE)
def show_retention(pairing_id: int) -> ResponseReturnValue:
    """What was held at the end, with what was said of each since."""
    return _render(mentee_context_or_404(pairing_id))


@requires(Permission.STATE_MILESTONE)
def show_kept(pairing_id: int, code: str) -> ResponseReturnValue:
    """State one of them again; the other one answers until the check closes."""
    context = mentee_context_or_404(pairing_id)
    return show_again(context, code, act.show_kept, _render, _here(context, code))


@requires(Permission.SAY_KEPT)
def say_kept(pairing_id: int, code: str) -> ResponseReturnValue:
    """No occasion since, no longer, or neither any more."""
    context, form = mentee_context_or_404(pairing_id), SaidForm()
    if not form.validate():
        abort(400)
    said = Said(form.said.data) if form.said.data else None
    return _do(context, lambda: act.say_kept(by=viewer(), context=context, code=code, said=said))


@requires(Permission.SAY_KEPT)
def share_kept(pairing_id: int) -> ResponseReturnValue:
    """Let HR read how many, or take it back."""
    form = ShareForm()
    shared = form.shared.data == "1"
    context = mentee_context_or_404(pairing_id, taking_back=not shared)
    if not form.validate():
        abort(400)
    return _do(context, lambda: act.share_kept(by=viewer(), context=context, shared=shared))


def _do(context: PairingContext, act_: Callable[[], None]) -> ResponseReturnValue:
    try:
        act_()
    except DomainError as error:
        refused = ShowAgainForm(formdata=None)
        refused.add_error(error, sentence_of(error))
        return _render(context, None, refused), 422
    flash(_("Saved."), "success")
    return redirect(_here(context), 303)


def _render(
    context: PairingContext, code: str | None = None, sent: ShowAgainForm | None = None
) -> str:
    """The check; what was refused stands in its own form, or on top where that is gone."""
    page = load_retention(viewer(), context)
    askable = [row.shown for row in page.rows if page.open and row.confirmed_on is None]
    forms = {
        one.milestone.code: ShowAgainForm(formdata=None) for one in askable if one.waiting is None
    }
    if sent is not None and code in forms:
        forms[code], sent = sent, None
    return render_template(
        "coaching/show_retention.html",
        context=context,
        page=page,
        own=is_mentee(context),
        forms=forms,
        problems=sent.form_errors if sent else (),
        evidence=evidence_options(context, outside=True),
        labels=messages,
    )


def _here(context: PairingContext, code: str | None = None) -> str:
    return url_for(".show_retention", pairing_id=context.pairing.id, _anchor=code)
