"""Closing together: the mentee answers all that is open before both leave the room."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.coaching import messages
from squad.coaching.actions import closing
from squad.coaching.forms.close import CodeForm
from squad.coaching.queries.backings import load_backings
from squad.coaching.queries.closing import CodeInHand, find_code_for
from squad.coaching.queries.sessions import list_open
from squad.coaching.rules.closing import CodeState, plain_code
from squad.coaching.views.context import session_or_404, writing
from squad.framework.rules.fluency import Side
from squad.kernel.clock import clock
from squad.kernel.errors import DomainError
from squad.web.forms import Form
from squad.web.sentences import sentence_of

GONE = 410


@requires(Permission.ANSWER_MILESTONE)
def enter_code() -> ResponseReturnValue:
    """Six digits to type, for whoever cannot scan."""
    form = CodeForm()
    if writing() and form.validate():
        code = plain_code(form.code.data or "")
        if code and find_code_for(viewer(), code, now=clock.now()):
            return redirect(url_for("coaching.close_together", code=code), 303)
        form.code.errors = [*form.code.errors, _("No session has this code. Check the six digits.")]
    return render_template("coaching/enter_code.html", code_form=form), 422 if writing() else 200


@requires(Permission.ANSWER_MILESTONE)
def close_together(code: str) -> ResponseReturnValue:
    """Everything that awaits the mentee of the pairing, answered in one go."""
    held = _code_or_404(code)
    if held.state is CodeState.EXPIRED:
        return render_template("coaching/code_over.html", held=held), GONE
    if held.state is CodeState.USED:
        if writing():
            return redirect(url_for("coaching.close_together", code=code), 303)
        return render_template("coaching/closed_together.html", held=held)
    form = Form()
    if writing() and form.validate():
        return _answer(held, form)
    return _render(held, form)


def _answer(held: CodeInHand, form: Form) -> ResponseReturnValue:
    shown = set(request.form.getlist("shown", type=int))
    again = shown.intersection(request.form.getlist("again", type=int))
    try:
        closing.close_together(
            by=viewer(),
            context=held.context,
            code=held.code,
            confirmed=shown - again,
            look_again=again,
        )
    except DomainError as error:
        form.add_error(error, sentence_of(error))
        return _render(held, form), 422
    return redirect(url_for("coaching.close_together", code=held.code.code), 303)


def _render(held: CodeInHand, form: Form) -> str:
    waiting = list_open(held.context, Side.MENTEE)
    pairing_id = held.context.pairing.id
    return render_template(
        "coaching/close_together.html",
        held=held,
        context=held.context,
        close_form=form,
        waiting=waiting,
        backings=load_backings([said.id for said in waiting], pairing_ids=[pairing_id]),
        labels=messages,
    )


def _code_or_404(code: str) -> CodeInHand:
    plain = plain_code(code)
    found = plain and find_code_for(viewer(), plain, now=clock.now(), lock=writing())
    if not found:
        abort(404)
    return found


@requires(Permission.LOG_SESSION)
def renew_code(coaching_session_id: int) -> ResponseReturnValue:
    """Another ten minutes: the earlier code stops working."""
    own = session_or_404(coaching_session_id)
    closing.renew_code(by=viewer(), context=own.context, logged=own.coaching_session)
    return redirect(url_for("coaching.show_saved", coaching_session_id=coaching_session_id), 303)
