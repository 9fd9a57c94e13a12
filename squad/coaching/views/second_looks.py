"""A second pair of eyes: the mentee offers a look, another mentor says what they saw."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.coaching import messages
from squad.coaching.actions import second_looks as act
from squad.coaching.forms.second_looks import LookForm, OfferForm
from squad.coaching.queries.contexts import PairingContext
from squad.coaching.queries.second_looks import (
    Look,
    OfferPage,
    find_look_for,
    find_offer_for,
    list_asked_of,
    load_offer_page,
)
from squad.coaching.views.conflicts import look_conflict
from squad.coaching.views.context import context_or_404, writing
from squad.framework.rules.model import Milestone
from squad.kernel.errors import DomainError, RepeatedFormError, ReusedKeyError, StaleVersionError
from squad.web.formats import format_day
from squad.web.sentences import sentence_of


@requires(Permission.OFFER_SECOND_LOOK)
def offer_second_look(pairing_id: int, code: str) -> ResponseReturnValue:
    """Whom to ask, where to look, and whether the sign of success is shown."""
    context = context_or_404(pairing_id)
    milestone = context.framework.milestones.get(code) or abort(404)
    page = load_offer_page(viewer(), context, milestone)
    form = OfferForm()
    form.offer([(p.id, ", ".join(filter(None, (p.name, p.function)))) for p in page.askable])
    if writing():
        return _offer(context, milestone, page, form)
    if not page.offers:
        return _back(pairing_id, code)
    return _render_offer(context, milestone, page, form)


def _offer(
    context: PairingContext, milestone: Milestone, page: OfferPage, form: OfferForm
) -> ResponseReturnValue:
    if not form.validate():
        return _render_offer(context, milestone, page, form), 422
    try:
        _ask(context, milestone, form)
    except RepeatedFormError:
        pass
    except ReusedKeyError as reused:
        return _offer_conflict(form, int(reused.first))
    except DomainError as error:
        form.add_error(error, sentence_of(error))
        return _render_offer(context, milestone, page, form), 422
    return _back(context.pairing.id, milestone.code)


def _ask(context: PairingContext, milestone: Milestone, form: OfferForm) -> None:
    act.offer_look(
        by=viewer(),
        context=context,
        milestone=milestone,
        asked_id=form.asked_id(),
        place=form.place.data or "",
        with_signs=bool(form.with_signs.data),
        form=form.once(),
    )
    flash(_("Saved. The one you ask finds it on their home page."), "success")


def _render_offer(
    context: PairingContext, milestone: Milestone, page: OfferPage, form: OfferForm
) -> str:
    return render_template(
        "coaching/offer_second_look.html",
        context=context,
        milestone=milestone,
        page=page,
        offer_form=form,
    )


def _offer_conflict(form: OfferForm, look_id: int) -> ResponseReturnValue:
    """The offer that was made, beside the one that was not."""
    saved = (find_offer_for(viewer(), look_id) or abort(404)).offer
    names = {choice.value: choice.label for choice in form.asked.choices}
    asked = {**names, str(saved.asked_id): saved.asked.name}.get(form.asked.data)
    said = _("Yes") if form.with_signs.data else _("No")
    items: list[tuple[str, object, object]] = [
        (form.asked.label.text, asked, saved.asked.name),
        (form.place.label.text, form.place.data, saved.place),
        (form.with_signs.label.text, said, _("Yes") if saved.signs else _("No")),
    ]
    here = _milestone_url(saved.pairing_id, saved.milestone_code)
    return look_conflict(items, here, _("Offer what I wrote as well"))


@requires(Permission.OFFER_SECOND_LOOK)
def withdraw_second_look(look_id: int) -> ResponseReturnValue:
    """Take an offer back, and come back to its milestone."""
    look = find_offer_for(viewer(), look_id, lock=True, taking_back=True) or abort(404)
    try:
        act.withdraw_look(by=viewer(), look=look)
    except DomainError as error:
        flash(sentence_of(error), "error")
    else:
        flash(_("The offer is taken back."), "success")
    return _back(look.offer.pairing_id, look.offer.milestone_code)


@requires(Permission.GIVE_SECOND_LOOK)
def list_second_looks() -> ResponseReturnValue:
    """What the viewer was asked to look at, and what they said."""
    looks = list_asked_of(viewer())
    return render_template("coaching/list_second_looks.html", looks=looks, labels=messages)


@requires(Permission.GIVE_SECOND_LOOK)
def show_second_look(look_id: int) -> ResponseReturnValue:
    """The milestone and its purpose for the one who is asked; posted, what they saw."""
    look = find_look_for(viewer(), look_id, lock=writing()) or abort(404)
    if not writing():
        return _render_look(look, _new_form(look))
    form = LookForm()
    if not form.validate():
        return _render_look(look, form), 422
    return _give(look, form)


def _give(look: Look, form: LookForm) -> ResponseReturnValue:
    here = url_for("coaching.show_second_look", look_id=look.offer.id)
    try:
        act.give_look(
            by=viewer(), look=look, draft=form.draft(), version=form.version.data, form=form.once()
        )
    except RepeatedFormError:
        return redirect(here, 303)
    except (ReusedKeyError, StaleVersionError):
        return _look_conflict(look, form)
    except DomainError as error:
        form.add_error(error, sentence_of(error))
        return _render_look(look, form), 422
    flash(_("Saved. Thank you for looking."), "success")
    return redirect(here, 303)


def _new_form(look: Look) -> LookForm:
    said = look.answer
    if said is None:
        return LookForm(data={"on": look.today})
    stored = {"verdict": said.verdict, "words": said.words, "on": said.happened_on}
    return LookForm(data={**stored, "version": said.number})


def _render_look(look: Look, form: LookForm) -> str:
    return render_template(
        "coaching/show_second_look.html", look=look, look_form=form, labels=messages
    )


def _look_conflict(look: Look, form: LookForm) -> ResponseReturnValue:
    """What is kept, beside what was not."""
    kept = look.answer or abort(404)
    draft = form.draft()
    items: list[tuple[str, object, object]] = [
        (
            form.verdict.label.text,
            messages.VERDICTS[draft.verdict],
            messages.VERDICTS[kept.verdict],
        ),
        (form.words.label.text, draft.words, kept.words),
        (form.on.label.text, format_day(draft.on), format_day(kept.happened_on)),
    ]
    here = url_for("coaching.show_second_look", look_id=look.offer.id)
    return look_conflict(items, here, _("Keep what I wrote instead"), kept.number)


@requires(Permission.GIVE_SECOND_LOOK)
def decline_second_look(look_id: int) -> ResponseReturnValue:
    """Rather not, without a reason."""
    look = find_look_for(viewer(), look_id, lock=True) or abort(404)
    try:
        act.decline_look(by=viewer(), look=look)
    except DomainError as error:
        flash(sentence_of(error), "error")
    return redirect(url_for("coaching.show_second_look", look_id=look_id), 303)


def _back(pairing_id: int, code: str) -> ResponseReturnValue:
    return redirect(_milestone_url(pairing_id, code), 303)


def _milestone_url(pairing_id: int, code: str) -> str:
    return url_for(
        "coaching.show_milestone", pairing_id=pairing_id, code=code, _anchor="second-looks"
    )
