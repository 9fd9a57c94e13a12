"""The log of a session: three facts, and what can wait."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.coaching import messages
from squad.coaching.actions.drafts import save_draft
from squad.coaching.actions.sessions import log_session as log
from squad.coaching.forms.fields import local_text
from squad.coaching.forms.log import LogForm
from squad.coaching.queries.contexts import PairingContext
from squad.coaching.queries.log_page import KeptDraft, LogPage, find_draft_for, load_log_page
from squad.coaching.queries.offers import evidence_of
from squad.coaching.views.context import (
    context_or_404,
    induction_first,
    session_or_404,
    writing,
)
from squad.coaching.views.lengths import length_options
from squad.coaching.views.moments import next_options, weekday_label
from squad.kernel.errors import DomainError, RepeatedFormError, ReusedKeyError
from squad.web.converters import read_id
from squad.web.phone_keys import phone_key
from squad.web.sentences import sentence_of

# What a form carries beside what was typed.
KEYS = {"csrf_token", "form_key"}


@requires(Permission.LOG_SESSION)
def log_session() -> ResponseReturnValue:
    """The form of the log; posted, it is saved. Sent again, it leads to what it made."""
    context = context_or_404(request.values.get("pairing", type=read_id))
    demand(viewer(), Permission.LOG_SESSION, context.subject)
    first = induction_first(context, to="log")
    if not writing():
        return first or _begin(context)
    form = LogForm()
    if first:
        return _kept(form, context, first)
    if not form.validate():
        return _again(form, context)
    try:
        return _saved(_log(form, context))
    except RepeatedFormError as repeated:
        return _saved(int(repeated.first))
    except ReusedKeyError as reused:
        return _reused(form, context, int(reused.first))
    except DomainError as error:
        form.add_error(error, sentence_of(error))
        return _again(form, context)


def _begin(context: PairingContext) -> ResponseReturnValue:
    """The form with what was kept of it; nothing in it must be touched to save it."""
    page = load_log_page(viewer(), context)
    draft = find_draft_for(viewer(), context.pairing.id)
    form = _kept_form(draft) if draft else _new_form(context, page)
    return _render(form, context, page, draft=draft)


def _kept(
    form: LogForm, context: PairingContext, first: ResponseReturnValue
) -> ResponseReturnValue:
    """What was typed waits as a draft, while the mentor goes through what comes first."""
    fields = [pair for pair in request.form.items(multi=True) if pair[0] != "csrf_token"]
    key = str(form.form_key.data or "")
    try:
        save_draft(by=viewer(), context=context, fields=fields, form_key=key)
    except DomainError as error:
        form.add_error(error, sentence_of(error))
        return _again(form, context)
    return first


def _log(form: LogForm, context: PairingContext) -> int:
    saved = log(
        by=viewer(),
        context=context,
        draft=form.draft(context.programme.time_zone),
        form=form.once(),
        statements=form.stated.statements(evidence_of(context.framework)),
    )
    return saved.id


def _saved(coaching_session_id: int) -> ResponseReturnValue:
    target = url_for("coaching.show_saved", coaching_session_id=coaching_session_id)
    return redirect(target, 303)


def _new_form(context: PairingContext, page: LogPage) -> LogForm:
    form = LogForm(formdata=None)
    form.pairing.data = str(context.pairing.id)
    form.on.data = page.on
    form.minutes.data = str(context.programme.minutes)
    form.next_at.data = local_text(page.next_at)
    return form


def _kept_form(draft: KeptDraft) -> LogForm:
    fields = [pair for pair in draft.fields if pair[0] != "csrf_token"]
    return LogForm(formdata=MultiDict(fields))


def _again(form: LogForm, context: PairingContext) -> ResponseReturnValue:
    """The form as it was typed, with what to mend; nothing was saved."""
    page = load_log_page(viewer(), context)
    return _render(form, context, page), 422


def _render(
    form: LogForm, context: PairingContext, page: LogPage, *, draft: KeptDraft | None = None
) -> str:
    return render_template(
        "coaching/log_session.html",
        log_form=form,
        context=context,
        page=page,
        draft=draft,
        phone_key=phone_key(viewer()),
        next_options=next_options(form.next_at.data, page.next_at),
        lengths=length_options(context.programme.minutes),
        day_label=_day_label(form, context),
        evidence=evidence_of(context.framework),
        labels=messages,
    )


def _day_label(form: LogForm, context: PairingContext) -> str:
    on = form.on.data or context.today
    day = weekday_label(on)
    return _("Today, %(day)s", day=day) if on == context.today else day[:1].upper() + day[1:]


def _reused(form: LogForm, context: PairingContext, first: int) -> ResponseReturnValue:
    """The key was used for another text: both are shown, neither is lost."""
    page = render_template(
        "coaching/log_conflict.html",
        log_form=form,
        context=context,
        saved=session_or_404(first),
        draft=form.draft(context.programme.time_zone),
        sent=[pair for pair in request.form.items(multi=True) if pair[0] not in KEYS],
        labels=messages,
    )
    return page, 409
