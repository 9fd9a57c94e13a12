"""Page: another mentor for a pairing, and for the others of the same mentor if they leave."""

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.kernel.errors import DomainError, RepeatedFormError, ReusedKeyError
from squad.pairings import messages
from squad.pairings.handover import actions, queries
from squad.pairings.handover.forms import TO, HandOverForm, hand_over_form
from squad.pairings.handover.rules import HandOverError
from squad.pairings.queries.pairings import subject_of
from squad.pairings.rules.states import LIVE, StateProblem
from squad.pairings.views.pages import found_pairing, page_of
from squad.web.sentences import sentence, sentence_of


@requires(Permission.STEER_PAIRING)
def hand_over(pairing_id: int) -> ResponseReturnValue:
    """End a pairing and propose another mentor to the mentee, in one step; or several."""
    pairing = found_pairing(pairing_id)
    demand(viewer(), Permission.STEER_PAIRING, subject_of(pairing))
    if pairing.state not in LIVE:
        return _is_over(pairing)
    rows = queries.list_live_of(viewer(), pairing)
    names = [_("New mentor for %(name)s", name=row.mentee.name) for row in rows]
    form = hand_over_form([row.id for row in rows], names)
    if not form.is_submitted():
        return _page(pairing, rows, form)
    to = _people(form)
    if to is None:
        return _page(pairing, rows, form), 422
    return _hand_over(pairing, rows, form, to)


def _is_over(pairing: Any) -> ResponseReturnValue:
    """Done by this very form, by a second press; or somebody else was first."""
    made = queries.find_made(viewer(), hand_over_form([], []).once().key)
    if made is not None:
        return redirect(url_for(".show_pairing", pairing_id=made), 303)
    return page_of(pairing, problem=sentence(StateProblem.NOT_FROM_HERE)), 409


def _hand_over(
    pairing: Any, rows: Sequence[Any], form: HandOverForm, to: dict[int, int]
) -> ResponseReturnValue:
    try:
        made = actions.hand_over(
            pairing=pairing,
            to=to,
            reason=form.chosen(),
            acknowledged=bool(form.acknowledged.data),
            by=viewer(),
            form=form.once(),
        )
    except RepeatedFormError as repeated:
        return redirect(url_for(".show_pairing", pairing_id=int(repeated.first)), 303)
    except ReusedKeyError:
        form.renew(_("This form has handed pairings over already. Look at them, then send it."))
        return _page(pairing, rows, form), 409
    except (HandOverError, DomainError) as refused:
        _show(form, refused)
        return _page(pairing, rows, form), 422
    return _done(made)


def _done(made: Sequence[Any]) -> ResponseReturnValue:
    said = ngettext(
        "%(num)s pairing is proposed anew. Each of the two answers privately.",
        "%(num)s pairings are proposed anew. Each of the two answers privately.",
        len(made),
    )
    flash(said, "success")
    if len(made) == 1:
        return redirect(url_for(".show_pairing", pairing_id=made[0].id), 303)
    there = url_for(".list_pairings", programme=made[0].programme_id, state="proposed")
    return redirect(there, 303)


def _people(form: HandOverForm) -> dict[int, int] | None:
    """The people named, by pairing; None with an error on each field that names nobody."""
    found, wrong = {}, False
    for pairing_id, words in form.named().items():
        try:
            found[pairing_id] = queries.get_person_by_words(viewer(), words).id
        except DomainError as error:
            wrong = True
            form.add_error(_on(pairing_id, error), sentence_of(error))
    return None if wrong else found


def _show(form: HandOverForm, refused: HandOverError | DomainError) -> None:
    if isinstance(refused, DomainError):
        form.add_error(refused, sentence_of(refused))
        return
    for pairing_id, error in refused.problems.items():
        form.add_error(_on(pairing_id, error), sentence_of(error))


def _on(pairing_id: int, error: DomainError) -> DomainError:
    return DomainError(error.code, field=f"{TO}{pairing_id}", **error.params)


def _page(pairing: Any, rows: Sequence[Any], form: HandOverForm) -> str:
    return render_template(
        "pairings/hand_over.html",
        pairing=pairing,
        rows=rows,
        handing=form,
        field_of=lambda row: form[f"{TO}{row.id}"],
        states=messages.STATES,
        mentors=queries.list_other_mentors(pairing),
    )
