"""What a pairing brought: the mentee says it, both read it, and HR only what is shared."""

from collections.abc import Iterator
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.coaching import messages
from squad.coaching.actions import brought as act
from squad.coaching.forms.brought import ANSWER, SHARED, VALUE, WORDS, BroughtForm, brought_form
from squad.coaching.messages.brought import BROUGHT_ANSWERS, SHARE_LABELS
from squad.coaching.queries.brought import (
    BroughtPage,
    find_brought_for,
    list_signs,
    load_brought_page,
)
from squad.coaching.queries.contexts import PairingContext
from squad.coaching.rules.brought import MOMENTS
from squad.coaching.rules.ratings import Moment
from squad.coaching.views.conflicts import brought_conflict
from squad.coaching.views.context import context_or_404, writing
from squad.framework.rules.fluency import Side
from squad.kernel.errors import DomainError, RepeatedFormError, ReusedKeyError, StaleVersionError
from squad.web.sentences import sentence_of


@requires(Permission.READ_BROUGHT)
def show_brought(pairing_id: int) -> ResponseReturnValue:
    """Each sign of success with its value at the start and what was said of it since."""
    context = context_or_404(pairing_id)
    return render_template(
        "coaching/show_brought.html",
        context=context,
        page=load_brought_page(viewer(), context),
        own=context.side_of(viewer().person_id) is Side.MENTEE,
        moments=MOMENTS,
        named=context.subject.named_reading,
        answers=BROUGHT_ANSWERS,
        labels=messages,
    )


@requires(Permission.SAY_BROUGHT)
def say_brought(pairing_id: int, moment: str) -> ResponseReturnValue:
    """An answer, a value and a sentence for each sign of the agreement in force."""
    context = context_or_404(pairing_id)
    demand(viewer(), Permission.SAY_BROUGHT, context.subject)
    if moment not in MOMENTS:
        abort(404)
    at, page = Moment(moment), load_brought_page(viewer(), context)
    form = _form(context, at, page)
    if not writing():
        is_open = any(ask.moment is at for ask in page.open)
        return _render(context, at, form, page) if is_open else _back(context)
    if not form.validate():
        return _render(context, at, form, page), 422
    return _save(context, at, form, page)


def _save(
    context: PairingContext, moment: Moment, form: BroughtForm, page: BroughtPage
) -> ResponseReturnValue:
    try:
        act.say_brought(
            by=viewer(),
            context=context,
            moment=moment,
            drafts=form.drafts(),
            version=form.version.data,
            form=form.once(),
        )
    except RepeatedFormError:
        return _back(context)
    except (ReusedKeyError, StaleVersionError):
        kept = _stored(moment, page)
        return brought_conflict(list(_compared(context, form, kept)), context, kept["version"])
    except DomainError as error:
        form.add_error(error, sentence_of(error))
        return _render(context, moment, form, page), 422
    flash(_("Saved."), "success")
    return _back(context)


@requires(Permission.SAY_BROUGHT)
def share_brought(brought_id: int) -> ResponseReturnValue:
    """Let HR read what was said of one sign."""
    return _change_sharing(brought_id, act.share_brought, _("Shared."))


@requires(Permission.SAY_BROUGHT)
def withdraw_brought(brought_id: int) -> ResponseReturnValue:
    """Take back what was shared."""
    said = _("Taken back. Nobody but the two of you reads it.")
    return _change_sharing(brought_id, act.withdraw_brought, said, taking_back=True)


def _change_sharing(
    brought_id: int, action: Any, said: str, *, taking_back: bool = False
) -> ResponseReturnValue:
    brought = find_brought_for(viewer(), brought_id) or abort(404)
    context = context_or_404(brought.pairing_id, taking_back=taking_back)
    action(by=viewer(), context=context, brought=brought)
    flash(said, "success")
    return _back(context)


def _form(context: PairingContext, moment: Moment, page: BroughtPage) -> BroughtForm:
    signs = [sign.purpose_id for sign in list_signs(context)]
    share = str(SHARE_LABELS[context.subject.named_reading])
    return brought_form(signs, share=share, data=_stored(moment, page))


def _stored(moment: Moment, page: BroughtPage) -> dict[str, Any]:
    """What was said before, as the form's fields."""
    data: dict[str, Any] = {"version": 0}
    for (sign, at), said in page.said.items():
        if at is moment:
            data["version"] = max(data["version"], said.said.number)
            data |= {
                f"{ANSWER}{sign}": said.answer.value,
                f"{VALUE}{sign}": said.said.value_now,
                f"{WORDS}{sign}": said.said.words,
                f"{SHARED}{sign}": said.shared,
            }
    return data


def _render(context: PairingContext, moment: Moment, form: BroughtForm, page: BroughtPage) -> str:
    return render_template(
        "coaching/say_brought.html",
        context=context,
        moment=moment,
        saying=form,
        signs=[sign for sign in page.signs if sign.purpose_id in form.signs],
        until=next((ask.until for ask in page.open if ask.moment is moment), None),
        names=(ANSWER, VALUE, WORDS, SHARED),
        named=context.subject.named_reading,
        labels=messages,
    )


def _compared(
    context: PairingContext, form: BroughtForm, kept: dict[str, Any]
) -> Iterator[tuple[str, object, object]]:
    for sign in list_signs(context):
        for kind in (ANSWER, VALUE, WORDS, SHARED):
            field = form[f"{kind}{sign.purpose_id}"]
            said = [field.data, kept.get(field.name)]
            if kind == ANSWER:
                said = [BROUGHT_ANSWERS[each] if each else "" for each in said]
            if kind == SHARED:
                said = [_("Yes") if each else _("No") for each in said]
            yield _("%(label)s: %(words)s", label=sign.words, words=field.label.text), *said


def _back(context: PairingContext) -> ResponseReturnValue:
    return redirect(url_for("coaching.show_brought", pairing_id=context.pairing.id), 303)
