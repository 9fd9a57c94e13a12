"""The addresses of notices, of mail that one wants or not, and of work that was given up."""

from flask import Blueprint, Flask

from squad.extensions import csrf
from squad.notify.carrier import carrier
from squad.notify.rules import read_mail_url, read_sender
from squad.notify.signing import stop_links
from squad.notify.views import notices, preferences, work

blueprint = Blueprint("notify", __name__)

rule = blueprint.add_url_rule
post = ["POST"]
both = ["GET", "POST"]
rule("/notices", "list_notices", notices.list_notices)
rule("/notices/read", "read_all_notices", notices.read_all_notices, methods=post)
rule("/notices/<id:notice_id>/open", "open_notice", notices.open_notice, methods=post)
rule("/settings/mail", "choose_mail", preferences.choose_mail, methods=both)
rule("/admin/work", "show_work", work.show_work)
rule("/admin/work/mails/retry", "retry_mails", work.retry_mails, methods=post)
rule("/admin/work/mails/<id:mail_id>/retry", "retry_mail", work.retry_mail, methods=post)
rule("/admin/work/jobs/<id:job_id>/retry", "retry_job", work.retry_job, methods=post)
rule("/mail/stop/<token>", "stop_mail", preferences.stop_mail, methods=both)
# A mail program presses the link's button by itself (RFC 8058): it has no cookie, so no token of
# ours; the link itself is what nobody else can make.
csrf.exempt(preferences.stop_mail)


def configure_notify(app: Flask) -> None:
    """Where mail goes, and what signs its links."""
    settings = app.config["SETTINGS"]
    server = read_mail_url(settings.mail_url) if settings.mail_url else None
    sender = read_sender(settings.mail_from) if settings.mail_from else None
    carrier.configure(server, sender, settings.base_url)
    stop_links.configure(settings.secret_key)
    app.jinja_env.globals["mail_is_sent"] = lambda: carrier.ready
