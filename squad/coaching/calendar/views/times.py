"""The next session's time: offered by one side, taken by the other."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields import SelectChoice

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.coaching.calendar import actions
from squad.coaching.calendar.forms import OfferForm, TakeForm
from squad.coaching.calendar.queries.offers import find_offer, find_offer_of
from squad.coaching.queries.contexts import PairingContext
from squad.coaching.queries.log_page import find_planned, load_next_time
from squad.coaching.views.context import context_or_404, is_of_pair, writing
from squad.coaching.views.moments import moment_in
from squad.kernel.errors import DomainError, RepeatedFormError, ReusedKeyError
from squad.kernel.text import capital
from squad.pairings.rules.states import LOGGABLE
from squad.web.sentences import sentence_of


@requires(Permission.BOOK_SESSIONS)
def show_times(pairing_id: int) -> ResponseReturnValue:
    """What is planned, which times wait for a choice, what can be done about either."""
    return _page(context_or_404(pairing_id, booking=True), TakeForm(formdata=None))


@requires(Permission.BOOK_SESSIONS)
def offer_times(pairing_id: int) -> ResponseReturnValue:
    """Up to three times, of which the other side takes one."""
    context = context_or_404(pairing_id, booking=True)
    form = OfferForm()
    if not writing():
        return _offer_page(_begin(context), context)
    if not form.validate():
        return _offer_page(form, context), 422
    try:
        times = form.times(context.programme.time_zone)
        actions.offer_times(by=viewer(), context=context, times=times, form=form.once())
    except RepeatedFormError:
        return _back(context)
    except ReusedKeyError:
        form.renew(_("Other times were offered by this form already. Send it again to change."))
        return _offer_page(form, context), 409
    except DomainError as error:
        form.add_error(error, sentence_of(error))
        return _offer_page(form, context), 422
    name = context.other_name(viewer().person_id)
    flash(_("Offered. %(name)s chooses one of them, or offers others.", name=name), "success")
    return _back(context)


@requires(Permission.BOOK_SESSIONS)
def take_time(pairing_id: int, offer_id: int) -> ResponseReturnValue:
    """One of the other side's times: the next session is planned."""
    context = context_or_404(pairing_id, booking=True)
    offer, form = find_offer_of(pairing_id, offer_id) or abort(404), TakeForm()
    number = form.chosen()
    if number is None:
        form.number.errors = [_("Choose one of these.")]
        return _page(context, form), 422
    try:
        actions.take_time(by=viewer(), context=context, offer=offer, number=number)
    except DomainError as error:
        form.add_error(error, sentence_of(error))
        return _page(context, form), 422
    flash(_("The next session is planned."), "success")
    return _back(context)


@requires(Permission.BOOK_SESSIONS)
def withdraw_offer(pairing_id: int, offer_id: int) -> ResponseReturnValue:
    """Times that one's own side offered are taken back."""
    context = context_or_404(pairing_id, booking=True)
    offer = find_offer_of(pairing_id, offer_id) or abort(404)
    try:
        actions.withdraw_offer(by=viewer(), context=context, offer=offer)
    except DomainError as error:
        flash(sentence_of(error), "info")
        return _back(context)
    flash(_("Your times are taken back."), "success")
    return _back(context)


def _begin(context: PairingContext) -> OfferForm:
    """The first time is the one that a plan would begin with, unless that is planned already."""
    form = OfferForm(formdata=None)
    if find_planned(context) is None:
        local = load_next_time(context)
        form.day_1.data, form.clock_1.data = local.date(), local.time()
    return form


def _offer_page(form: OfferForm, context: PairingContext) -> str:
    return render_template(
        "calendar/offer_times.html",
        offer_form=form,
        context=context,
        name=context.other_name(viewer().person_id),
        offer=find_offer(context.pairing.id, context.now),
        planned=find_planned(context),
        of_pair=is_of_pair(context),
    )


def _page(context: PairingContext, form: TakeForm) -> str:
    me = viewer().person_id
    offer = find_offer(context.pairing.id, context.now)
    times = _ahead(offer, context)
    form.number.choices = [SelectChoice(number, words) for number, words in times]
    return render_template(
        "calendar/show_times.html",
        context=context,
        name=context.other_name(me),
        planned=find_planned(context),
        offer=offer,
        mine=offer is not None and offer.side is context.side_of(me),
        times=times,
        take_form=form,
        of_pair=is_of_pair(context),
        loggable=context.pairing.state in LOGGABLE,
    )


def _ahead(offer: Any, context: PairingContext) -> list[tuple[str, str]]:
    """The times that have not passed: number and words."""
    zone = context.programme.time_zone
    return [
        (str(each.number), capital(moment_in(each.starts_at, zone)))
        for each in (offer.times if offer else ())
        if each.starts_at > context.now
    ]


def _back(context: PairingContext) -> ResponseReturnValue:
    return redirect(url_for("calendar.show_times", pairing_id=context.pairing.id), 303)
