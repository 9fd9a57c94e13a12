"""The certificate: what it is to show, then the PDF."""

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.mentoring.certificate import certificate_of
from squad.mentoring.messages import SHOWN
from squad.mentoring.rules import Shown
from squad.mentoring.views.finding import found_part
from squad.web.languages import language


@requires(Permission.KEEP_RECORD)
def choose_certificate(programme_id: int) -> ResponseReturnValue:
    """What the certificate shows; before one's part is complete, from when there is one."""
    mentored = found_part(programme_id)
    return render_template("mentoring/choose_certificate.html", mentored=mentored, shown=SHOWN)


@requires(Permission.KEEP_RECORD)
def send_certificate(programme_id: int) -> ResponseReturnValue:
    """The certificate as PDF, in one's language; before the part is complete, from when."""
    mentored = found_part(programme_id)
    if not mentored.part.is_complete:
        return redirect(url_for(".choose_certificate", programme_id=programme_id), 303)
    shown = {each for each in Shown if each in request.args.getlist("show")}
    document = certificate_of(mentored, name=viewer().name, shown=shown, language=language())
    response = Response(document, content_type="application/pdf")
    name = f"{mentored.programme.code}-certificate.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
