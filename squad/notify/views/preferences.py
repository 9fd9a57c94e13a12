"""Which mail one wants: in one's settings, and by the link in a mail."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from squad.access.declare import public, signed_in
from squad.access.gate import viewer
from squad.notify import actions, queries
from squad.notify.forms import MailForm
from squad.notify.kinds import kind_of
from squad.notify.signing import stop_links


@signed_in
def choose_mail() -> ResponseReturnValue:
    """The kinds of mail, to tick."""
    form, kinds = MailForm(), queries.list_optional_kinds(viewer())
    if not form.validate_on_submit():
        refused = queries.list_refused(viewer())
        page = render_template("notify/choose_mail.html", kinds=kinds, refused=refused)
        return page, 422 if form.is_submitted() else 200
    ticked = set(form.kind.data or ())
    actions.choose_mail(by=viewer(), choices={kind.code: kind.code in ticked for kind in kinds})
    flash(_("Saved."), "success")
    return redirect(url_for("accounts.edit_settings") + "#mail", 303)


@public
def stop_mail(token: str) -> ResponseReturnValue:
    """Ask whether mail of this kind shall stop; the POST, a mail program's own too, stops it.

    It answers with a page, not by leading to one: mail programs do not follow.
    """
    found = stop_links.read(token)
    kind = kind_of(found[1]) if found else None
    if found is None or kind is None or not kind.optional:
        abort(404)
    stopped = request.method == "POST"
    if stopped:
        actions.refuse_mail(person_id=found[0], kinds=[kind.code])
    return render_template("notify/stop_mail.html", kind=kind, stopped=stopped)
