"""One's own calendar: the title of its entries, the address that programs read."""

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from squad.access.declare import signed_in
from squad.access.gate import viewer
from squad.coaching.calendar import actions
from squad.coaching.calendar.forms import TitleForm
from squad.coaching.calendar.letters import default_title
from squad.coaching.calendar.queries.entries import find_calendar
from squad.kernel.errors import DomainError
from squad.web.sentences import sentence_of


@signed_in
def edit_calendar() -> ResponseReturnValue:
    """What entries are called, and the address for programs."""
    form = TitleForm()
    if not form.is_submitted():
        return _page()
    try:
        title = form.title.data or ""
        actions.choose_title(by=viewer(), title="" if title == default_title() else title)
    except DomainError as error:
        form.add_error(error, sentence_of(error))
        return _page(form), 422
    flash(_("Saved."), "success")
    return redirect(url_for(".edit_calendar"), 303)


@signed_in
def make_address() -> ResponseReturnValue:
    """A new address, shown this once: only a hash of it is stored, so no page could lead to it."""
    token = actions.make_address(by=viewer())
    base: str = current_app.config["SETTINGS"].base_url
    return _page(address=base + url_for(".send_feed", token=token))


@signed_in
def revoke_address() -> ResponseReturnValue:
    """The address leads nowhere any more."""
    actions.revoke_address(by=viewer())
    flash(_("Removed. The address leads nowhere any more."), "success")
    return redirect(url_for(".edit_calendar"), 303)


def _page(form: TitleForm | None = None, *, address: str | None = None) -> str:
    own = find_calendar(viewer())
    if form is None:
        form = TitleForm(formdata=None, title=(own.title if own else "") or default_title())
    return render_template(
        "calendar/edit_calendar.html",
        title_form=form,
        made_at=own.made_at if own else None,
        address=address,
    )
