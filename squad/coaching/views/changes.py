"""A session that exists is changed, voided, its steps ticked: nothing is lost on the way."""

from dataclasses import replace

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.coaching import messages
from squad.coaching.actions.sessions import change_session, void_session
from squad.coaching.actions.steps import tick_step
from squad.coaching.forms.editing import edited, editing_form
from squad.coaching.forms.log import FactsForm, WordsForm
from squad.coaching.queries.contexts import OwnSession
from squad.coaching.queries.offers import evidence_of, load_offer
from squad.coaching.queries.sessions import Rights, find_step_for, rights_on
from squad.coaching.rules.log import CoachingState, SessionDraft
from squad.coaching.views.context import session_or_404, writing
from squad.coaching.views.lengths import length_options
from squad.framework.rules.fluency import Side
from squad.kernel.errors import DomainError, StaleVersionError
from squad.web.forms import Form
from squad.web.sentences import sentence_of

EditForm = FactsForm | WordsForm


@requires(Permission.ADD_TO_SESSION)
def edit_session(coaching_session_id: int) -> ResponseReturnValue:
    """Change a session: facts by the mentor; note, steps and links by either for seven days."""
    own = session_or_404(coaching_session_id)
    rights = _rights(own)
    if not (rights.facts or rights.words):
        return render_template("coaching/edit_closed.html", own=own, rights=rights)
    form = editing_form(own.coaching_session, own.standing_steps, facts=rights.facts)
    if not writing():
        return _render(form, own, rights)
    if not form.validate():
        return _render(form, own, rights), 422
    try:
        _change(form, own, rights)
    except StaleVersionError:
        return _render_conflict(form, own, rights), 409
    except DomainError as error:
        form.add_error(error, sentence_of(error))
        return _render(form, own, rights), 422
    return _to_session(coaching_session_id)


def _rights(own: OwnSession) -> Rights:
    """What may be changed; words that were sent are weighed, so that a refusal shows them."""
    rights = rights_on(viewer(), own)
    sent = writing() and "note" in request.form
    return replace(rights, words=True) if sent else rights


def _change(form: EditForm, own: OwnSession, rights: Rights) -> None:
    change_session(
        by=viewer(),
        context=own.context,
        coaching_session=own.coaching_session,
        draft=_draft(form, own, rights),
        version=form.version.data,
        statements=form.stated.statements(evidence_of(own.context.framework)),
    )


def _draft(form: EditForm, own: OwnSession, rights: Rights) -> SessionDraft:
    return edited(form, own.coaching_session, own.standing_steps, words=rights.words)


def _render(form: EditForm, own: OwnSession, rights: Rights) -> str:
    person = viewer().person_id
    return render_template("coaching/edit_session.html", **_shown(form, own, rights, person))


def _render_conflict(form: EditForm, own: OwnSession, rights: Rights) -> str:
    """Both texts; the form below holds what was written, over the version that is saved now."""
    form.version.data = own.coaching_session.version
    form.version.raw_data = None
    person = viewer().person_id
    draft = _draft(form, own, rights)
    return render_template(
        "coaching/edit_conflict.html", draft=draft, **_shown(form, own, rights, person)
    )


def _shown(form: EditForm, own: OwnSession, rights: Rights, person: int) -> dict[str, object]:
    mentor = own.context.side_of(person) is Side.MENTOR
    other = own.context.other_name(person)
    you = _("You")
    names = {"mentee": other if mentor else you, "mentor": you if mentor else other}
    return {
        "edit_form": form,
        "own": own,
        "it": own.coaching_session,
        "context": own.context,
        "rights": rights,
        "other": other,
        "owners": list(names.items()),
        "who": [*names.items(), ("other", _("Someone else")), ("nobody", _("Nobody: missed"))],
        "lengths": length_options(own.context.programme.minutes, own.coaching_session.minutes),
        "stating": _stating(own, by_mentor=mentor),
        "labels": messages,
    }


def _stating(own: OwnSession, *, by_mentor: bool) -> dict[str, object]:
    """The milestones that can still be stated in the session."""
    framework = own.context.framework
    return {
        "offer": load_offer(own.context),
        "framework": framework,
        "evidence": evidence_of(framework),
        "held": own.coaching_session.state is CoachingState.HELD,
        "by_mentor": by_mentor,
    }


@requires(Permission.LOG_SESSION)
def void_session_page(coaching_session_id: int) -> ResponseReturnValue:
    """Take a session out of every count, after asking; it stays in the history."""
    own = session_or_404(coaching_session_id)
    demand(viewer(), Permission.LOG_SESSION, own.context.subject)
    form = Form()
    if writing() and form.validate():
        try:
            void_session(by=viewer(), context=own.context, coaching_session=own.coaching_session)
        except DomainError as error:
            form.add_error(error, sentence_of(error))
        else:
            return _to_session(coaching_session_id)
    page = render_template("coaching/void_session.html", own=own, void_form=form)
    return page, 422 if writing() else 200


@requires(Permission.ADD_TO_SESSION)
def tick_next_step(coaching_session_id: int, step_id: int) -> ResponseReturnValue:
    """A next step is done, or is not done after all."""
    own = session_or_404(coaching_session_id)
    step = find_step_for(own, step_id)
    if step is None:
        abort(404)
    done = request.form.get("done") == "1"
    try:
        tick_step(by=viewer(), context=own.context, step=step, done=done)
    except DomainError as error:
        flash(sentence_of(error), "error")
    return _to_session(coaching_session_id)


def _to_session(coaching_session_id: int) -> ResponseReturnValue:
    target = url_for("coaching.show_session", coaching_session_id=coaching_session_id)
    return redirect(target, 303)
