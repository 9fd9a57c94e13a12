"""Inviting many at once, and who has not accepted yet."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from squad.access.gate import viewer
from squad.accounts.actions.links import invite_many
from squad.accounts.forms import InviteForm
from squad.accounts.links import link_address
from squad.accounts.queries import accounts as queries
from squad.accounts.views.accounts import manage
from squad.files.messages import in_french
from squad.files.writing import write_csv
from squad.kernel.clock import clock
from squad.notify.carrier import carrier
from squad.people.queries import PeopleFilter, list_functions, list_sites


def _wanted() -> PeopleFilter:
    return PeopleFilter(
        words=request.args.get("q", ""),
        site=request.args.get("site", ""),
        function=request.args.get("function", ""),
    )


@manage
def choose_invited() -> ResponseReturnValue:
    """People without an account, to tick."""
    wanted = _wanted()
    return render_template(
        "accounts/choose_invited.html",
        page=queries.list_without_account(viewer(), wanted, request.args.get("after")),
        wanted=wanted,
        sites=list_sites(viewer()),
        functions=list_functions(viewer()),
    )


@manage
def invite_people() -> ResponseReturnValue:
    """Invite everybody who was ticked; a later invitation ends the earlier link."""
    form = InviteForm()
    ids: list[int] = form.person.data or [] if form.validate() else []
    if not ids:
        flash(_("Tick at least one person first."), "info")
        return redirect(url_for(".choose_invited"), 303)
    count = invite_many(person_ids=ids[: queries.MOST_AT_ONCE], by=viewer())
    flash(_mailed(count) if carrier.ready else _to_copy(count), "success")
    return redirect(url_for(".list_invited"), 303)


def _mailed(count: int) -> str:
    said = ngettext(
        "%(num)s invitation leaves by mail.", "%(num)s invitations leave by mail.", count
    )
    return str(said)


def _to_copy(count: int) -> str:
    said = ngettext(
        "%(num)s invitation is ready. Copy the link below and send it.",
        "%(num)s invitations are ready. Copy the links below and send them.",
        count,
    )
    return str(said)


@manage
def list_invited() -> ResponseReturnValue:
    """Who has not accepted yet, with the links to send."""
    wanted = _wanted()
    found = queries.list_invited(viewer(), wanted, request.args.get("after"), clock.now())
    return render_template(
        "accounts/list_invited.html",
        page=found,
        wanted=wanted,
        sites=list_sites(viewer()),
        functions=list_functions(viewer()),
        address=link_address,
    )


@manage
def export_invited() -> ResponseReturnValue:
    """The same as a file: name, e-mail, link."""
    rows = [
        (row.person.name, row.person.email, link_address(row.link.nonce))
        for row in queries.list_all_invited(viewer(), _wanted(), clock.now())
        if row.link is not None
    ]
    columns = [_("Name"), _("E-mail"), _("Link")]
    body = "".join(write_csv(columns, rows, delimiter=";" if in_french() else ",", bom=True))
    response = Response(body, mimetype="text/csv")
    response.headers["Content-Disposition"] = 'attachment; filename="invitations.csv"'
    return response
