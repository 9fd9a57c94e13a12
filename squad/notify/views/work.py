"""What was given up behind the pages: mail and jobs, by codes, to be tried again."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.jobs.actions import retry_job as retry
from squad.jobs.queries import list_given_up
from squad.notify import actions, queries
from squad.notify.kinds import kind_of
from squad.notify.messages import reason_of

manage = requires(Permission.MANAGE_WORK)


@manage
def show_work() -> ResponseReturnValue:
    """What waits for somebody to look at it."""
    return render_template(
        "notify/show_work.html",
        outbox=queries.read_outbox(viewer()),
        jobs=list_given_up(viewer()),
        kind_of=kind_of,
        reason_of=reason_of,
    )


@manage
def retry_mail(mail_id: int) -> ResponseReturnValue:
    """Try one mail again."""
    actions.retry_mails(by=viewer(), mail_id=mail_id)
    return _tried(_("The mail is tried again."))


@manage
def retry_mails() -> ResponseReturnValue:
    """Try all mail again, once what kept it is mended."""
    actions.retry_mails(by=viewer())
    return _tried(_("All mail is tried again."))


@manage
def retry_job(job_id: int) -> ResponseReturnValue:
    """Try a job again."""
    retry(by=viewer(), job_id=job_id)
    return _tried(_("The job is tried again."))


def _tried(said: str) -> ResponseReturnValue:
    """The same again is said the same way: a second press finds it under way."""
    flash(said, "success")
    return redirect(url_for(".show_work"), 303)
