"""Page: propose a mentor to a mentee; the hard rules speak before and when it is sent."""

from dataclasses import dataclass
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.kernel.errors import DomainError, RepeatedFormError, ReusedKeyError
from squad.pairings import actions
from squad.pairings.forms import ProposalForm
from squad.pairings.queries import lists, matching
from squad.pairings.queries.pairings import find_pairing_for
from squad.people.queries import find_active_people
from squad.programmes import queries as programmes
from squad.web.converters import read_id
from squad.web.sentences import sentence, sentence_of


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen so far: a programme and, maybe, two people."""

    programme: Any
    mentor: Any
    mentee: Any


@requires(Permission.PROPOSE_PAIRING)
def propose_pairing() -> ResponseReturnValue:
    """Choose two people, read what the rules say, propose."""
    form = ProposalForm()
    choice = _choice(request.values)
    demand(viewer(), Permission.PROPOSE_PAIRING, programmes.subject_of(choice.programme))
    if not form.is_submitted():
        return _page(choice, form)
    if choice.mentor is None or choice.mentee is None or not form.validate():
        return _page(choice, form), 422
    try:
        pairing = actions.propose_pairing(
            programme_id=choice.programme.id,
            mentor_id=choice.mentor.id,
            mentee_id=choice.mentee.id,
            acknowledged=bool(form.acknowledged.data),
            by=viewer(),
            form=form.once(),
        )
    except (RepeatedFormError, ReusedKeyError) as repeated:
        return _again(choice, repeated)
    except DomainError as error:
        form.add_error(error, sentence_of(error))
        return _page(choice, form), 422
    flash(_("Proposed. Each of the two answers privately."), "success")
    return redirect(url_for(".show_pairing", pairing_id=pairing.id), 303)


def _choice(asked: Any) -> Choice:
    coordinated = lists.list_coordinated(viewer())
    wanted = asked.get("programme_id", type=read_id) or asked.get("programme", type=read_id)
    ids = [programme_id for programme_id, _name in coordinated]
    programme_id = wanted or (ids[0] if ids else 0)
    return Choice(
        programme=programmes.find_programme_for(viewer(), programme_id) or abort(404),
        mentor=_person(asked.get("mentor_id", type=read_id)),
        mentee=_person(asked.get("mentee_id", type=read_id)),
    )


def _person(person_id: int | None) -> Any:
    return programmes.find_person(person_id) if person_id else None


def _page(choice: Choice, form: ProposalForm) -> str:
    verdict = None
    if choice.mentor is not None and choice.mentee is not None:
        verdict = matching.judge_match(
            programme=choice.programme,
            mentor_id=choice.mentor.id,
            mentee_id=choice.mentee.id,
        )
        form.mentor_id.data, form.mentee_id.data = choice.mentor.id, choice.mentee.id
    form.programme_id.data = choice.programme.id
    words = {name: request.args.get(f"{name}_q", "") for name in ("mentor", "mentee")}
    return render_template(
        "pairings/propose_pairing.html",
        choice=choice,
        proposal=form,
        verdict=verdict,
        words=words,
        found={name: find_active_people(viewer(), text) for name, text in words.items()},
        sentence=sentence,
    )


def _again(choice: Choice, error: RepeatedFormError | ReusedKeyError) -> ResponseReturnValue:
    if isinstance(error, RepeatedFormError):
        return redirect(url_for(".show_pairing", pairing_id=int(error.first)), 303)
    pairing: Any = find_pairing_for(viewer(), int(error.first)) or abort(404)
    items = [
        {"label": _("Mentor"), "mine": choice.mentor.name, "theirs": pairing.mentor.name},
        {"label": _("Mentee"), "mine": choice.mentee.name, "theirs": pairing.mentee.name},
    ]
    return render_template("pairings/resolve_proposal.html", items=items, pairing=pairing), 409
