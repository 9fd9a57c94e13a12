"""Stating anew what was held before: one form for each milestone, on a page that lists them."""

from typing import Protocol

from flask import flash, redirect
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from squad.access.gate import viewer
from squad.access.viewer import Viewer
from squad.coaching.forms.rechecks import ShowAgainForm
from squad.coaching.queries.contexts import PairingContext
from squad.coaching.rules.statements import StatedMilestone
from squad.coaching.views.conflicts import shown_again_conflict
from squad.db.once import FormKey
from squad.kernel.errors import DomainError, RepeatedFormError, ReusedKeyError
from squad.web.sentences import sentence_of


class _States(Protocol):
    def __call__(
        self, *, by: Viewer, context: PairingContext, stated: StatedMilestone, form: FormKey
    ) -> object: ...


class _Renders(Protocol):
    def __call__(self, context: PairingContext, code: str, sent: ShowAgainForm, /) -> str: ...


def show_again(
    context: PairingContext, code: str, state: _States, render: _Renders, back: str
) -> ResponseReturnValue:
    """State a milestone anew by `state`; what is refused is rendered again by `render`."""
    form = ShowAgainForm()
    if not form.validate():
        return render(context, code, form), 422
    try:
        state(by=viewer(), context=context, stated=form.stated(code), form=form.once())
    except RepeatedFormError:
        pass
    except ReusedKeyError as reused:
        return shown_again_conflict(form, reused, back)
    except DomainError as error:
        form.add_error(error, sentence_of(error))
        return render(context, code, form), 422
    else:
        name = context.other_name(viewer().person_id)
        flash(_("Saved. %(name)s is asked whether it is right.", name=name), "success")
    return redirect(back, 303)
