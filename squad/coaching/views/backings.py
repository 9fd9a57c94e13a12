"""A link or a file behind a statement: adding, opening and removing it, for the two alone."""

from collections.abc import Iterator
from typing import Any

from flask import Flask, Response, abort, current_app, flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.coaching.actions import backings as act
from squad.coaching.forms.backings import BackingForm
from squad.coaching.messages import backings as words
from squad.coaching.queries.backings import (
    find_addition,
    find_backing_for,
    find_file_for,
    read_part,
)
from squad.coaching.queries.contexts import PairingContext, find_observation_for
from squad.coaching.rules.backings import BackingDraft, BackingKind, part_sizes
from squad.coaching.views.context import context_or_404, milestone_url, writing
from squad.db.unit_of_work import reading_apart
from squad.files.pictures import prepare_file
from squad.kernel.errors import DomainError, RepeatedFormError, ReusedKeyError
from squad.web.forms import Form
from squad.web.sentences import sentence_of
from squad.web.uploads import keep_typed_of, most_attachment_mb, most_bytes

SENT_AS = {
    BackingKind.JPEG: ("jpg", "image/jpeg"),
    BackingKind.PNG: ("png", "image/png"),
    BackingKind.WEBP: ("webp", "image/webp"),
    BackingKind.PDF: ("pdf", "application/pdf"),
}
# Should a browser show it all the same, nothing in it runs, loads or reaches this site.
POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"


def configure_backings(app: Flask) -> None:
    """Pages that come back with what was typed where a file is too large; names for templates."""
    keep_typed_of(app, "coaching.show_milestone", "coaching.back_observation")
    app.jinja_env.globals.update(backing_words=words, most_attachment_mb=most_attachment_mb)


def read_backing(form: BackingForm) -> BackingDraft | None:
    """What a valid form adds; None where its file is refused, with the reason on the field.

    Slow: it is done in between transactions, and whatever was loaded before is to be loaded again.
    """
    sent = form.file.data
    if sent is None:
        return BackingDraft(link=form.link.data or "")
    try:
        with reading_apart():
            file = prepare_file(sent.data, sent.name, most_bytes=most_bytes())
    except DomainError as error:
        error.field = "file"
        form.add_error(error, sentence_of(error))
        return None
    return BackingDraft(link=form.link.data or "", file=file)


def ask_for_file_again(form: BackingForm) -> None:
    """On a form that is shown again: a browser keeps no file."""
    if form.file.data and not form.file.errors:
        form.file.errors = [_("Choose the file again: it cannot be kept with the rest.")]


@requires(Permission.STATE_MILESTONE)
def back_observation(observation_id: int) -> ResponseReturnValue:
    """Add a link or a file to one's own statement."""
    observation = find_observation_for(viewer(), observation_id) or abort(404)
    pairing_id = observation.pairing_id
    context = context_or_404(pairing_id)
    code = context.code_of(observation)
    form = BackingForm()
    if not writing():
        is_open = find_addition(viewer(), context, observation).is_open
        return _render(form, context, observation) if is_open else _back(pairing_id, code)
    draft = read_backing(form) if form.validate() else None
    context = context_or_404(pairing_id)
    if draft is None:
        return _render(form, context, observation), 422
    return _add(form, draft, context, observation_id)


def _add(
    form: BackingForm, draft: BackingDraft, context: PairingContext, observation_id: int
) -> ResponseReturnValue:
    observation = find_observation_for(viewer(), observation_id) or abort(404)
    code = context.code_of(observation)
    key = form.once()
    try:
        act.back_statement(
            by=viewer(), context=context, observation=observation, draft=draft, form=key
        )
        flash(_("Saved. It stands with your statement."), "success")
    except RepeatedFormError:
        pass
    except ReusedKeyError:
        form.renew(_("This form was saved before. Send it again to add this as well."))
        return _render(form, context, observation), 409
    except DomainError as error:
        form.add_error(error, sentence_of(error))
        if error.field:
            return _render(form, context, observation), 422
        flash(sentence_of(error), "error")
    return _back(context.pairing.id, code)


def _render(form: BackingForm, context: PairingContext, observation: Any) -> str:
    ask_for_file_again(form)
    return render_template(
        "coaching/back_observation.html",
        context=context,
        milestone=context.milestone_of(observation),
        observation_id=observation.id,
        backing_form=form,
    )


@requires(Permission.STATE_MILESTONE)
def send_backing(backing_id: int) -> ResponseReturnValue:
    """A file, to the two of its pairing: to be saved, never to be shown as a page of this site."""
    found = find_file_for(viewer(), backing_id) or abort(404)
    observation = find_observation_for(viewer(), found.observation_id) or abort(404)
    ending, media_type = SENT_AS[found.kind]
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001  a proxy
    parts = _parts(app, backing_id, len(part_sizes(found.size)))
    answer = Response(parts, content_type=media_type)
    answer.content_length = found.size
    name = f"{observation.milestone_code}-{found.happened_on}-{backing_id}.{ending}"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    answer.headers["Content-Security-Policy"] = POLICY
    return answer


def _parts(app: Flask, backing_id: int, count: int) -> Iterator[bytes]:
    """A part at a time, each read in a short transaction of its own: the request's is over."""
    for position in range(count):
        with app.app_context():
            part = read_part(backing_id, position)
        yield part


@requires(Permission.STATE_MILESTONE)
def withdraw_backing(backing_id: int) -> ResponseReturnValue:
    """Remove a link or a file, after asking: that cannot be undone."""
    backing = find_backing_for(viewer(), backing_id) or abort(404)
    context = context_or_404(backing.pairing_id)
    observation = find_observation_for(viewer(), backing.observation_id) or abort(404)
    code = context.code_of(observation)
    form = Form()
    if not writing():
        return render_template(
            "coaching/withdraw_backing.html",
            context=context,
            milestone=context.milestone_of(observation),
            backing=backing,
            withdraw_form=form,
        )
    if not form.validate():
        abort(400)
    try:
        act.withdraw_backing(by=viewer(), context=context, backing=backing)
        flash(_("Removed. Only the day stays in the history."), "success")
    except DomainError as error:
        flash(sentence_of(error), "error")
    return _back(context.pairing.id, code)


def _back(pairing_id: int, code: str) -> ResponseReturnValue:
    return redirect(milestone_url(pairing_id, code), 303)
