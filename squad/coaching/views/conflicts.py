"""A form of coaching whose key made another record already: both texts, neither is lost."""

from collections.abc import Mapping
from datetime import datetime

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import gettext as _

from squad.access.gate import viewer
from squad.coaching import messages
from squad.coaching.forms.milestones import StateForm
from squad.coaching.forms.planning import CallOffForm, PlanForm
from squad.coaching.forms.rechecks import ShowAgainForm
from squad.coaching.queries.backings import load_backings
from squad.coaching.queries.contexts import OwnSession, PairingContext, find_observation_for
from squad.coaching.queries.log_page import find_planned
from squad.coaching.views.context import is_of_pair
from squad.coaching.views.moments import moment_in
from squad.kernel.errors import ReusedKeyError
from squad.web.formats import format_day

# What a form carries beside what was typed.
KEYS = {"csrf_token", "form_key"}


def milestone_conflict(
    form: StateForm, context: PairingContext, reused: ReusedKeyError
) -> ResponseReturnValue:
    """The statement that was made, beside the one that was not."""
    saved = find_observation_for(viewer(), int(reused.first)) or abort(404)
    code = str(saved.milestone_code)
    items = [
        _item(
            _("How was it done?"),
            messages.AUTONOMY[form.autonomy.data],
            messages.AUTONOMY[saved.autonomy],
        ),
        _item(
            _("How is it known?"),
            messages.EVIDENCE[form.evidence.data],
            messages.EVIDENCE[saved.evidence],
        ),
        _item(_("When?"), format_day(form.on.data or context.today), format_day(saved.happened_on)),
        _item(_("Already so before we began"), _tick(form.before.data), _tick(saved.before)),
        _item(_("Shown in a drill"), _tick(form.drill.data), _tick(saved.drill)),
        _item(_("What was seen, or where it is"), form.words.data, saved.words),
        *_backing_items(form, saved.id, context.pairing.id),
    ]
    href = url_for("coaching.show_milestone", pairing_id=saved.pairing_id, code=code)
    return _page(items, href, again=_("State what I wrote as well"))


def shown_again_conflict(
    form: ShowAgainForm, reused: ReusedKeyError, href: str
) -> ResponseReturnValue:
    """What was stated anew, beside what was not: it awaits its answer, so nothing is sent twice."""
    saved = find_observation_for(viewer(), int(reused.first)) or abort(404)
    kinds = (
        (_("How was it done?"), messages.AUTONOMY, form.autonomy.data, saved.autonomy),
        (_("How is it known?"), messages.EVIDENCE, form.evidence.data, saved.evidence),
    )
    return _page([_item(asked, of[mine], of[theirs]) for asked, of, mine, theirs in kinds], href)


def _backing_items(form: StateForm, saved_id: int, pairing_id: int) -> list[dict[str, str]]:
    """The links of both; a file that was sent has to be chosen again."""
    backings = load_backings([saved_id], pairing_ids=[pairing_id]).get(saved_id, [])
    links = "\n".join(backing.link for backing in backings if backing.link)
    items = [_item(_("A link"), form.link.data, links)]
    if form.file.data:
        items.append(_item(form.file.label.text, _("To be chosen again afterwards"), ""))
    return items


def plan_conflict(form: PlanForm, context: PairingContext) -> ResponseReturnValue:
    """The time that is planned, beside the one that was not."""
    zone = context.programme.time_zone
    saved = find_planned(context)
    items = [_item(_("The next one?"), moment_in(form.at(zone), zone), _moment(saved, zone))]
    to = "coaching.list_sessions" if is_of_pair(context) else "calendar.show_times"
    href = url_for(to, pairing_id=context.pairing.id)
    return _page(items, href, again=_("Move it to what I wrote"))


def call_off_conflict(form: CallOffForm, own: OwnSession) -> ResponseReturnValue:
    """How it was called off, beside how it was not."""
    zone, mine, it = own.context.programme.time_zone, form.cancellation(), own.coaching_session
    choices = {
        "cancelled_by": (_("Who called it off?"), messages.CANCELLED_BY),
        "notice": (_("How much notice?"), messages.NOTICES),
        "reason": (_("For what reason?"), messages.REASONS),
    }
    items = [
        _item(asked, _label(labels, mine.get(name)), _label(labels, getattr(it, name)))
        for name, (asked, labels) in choices.items()
    ]
    at, planned = form.upcoming(zone), find_planned(own.context)
    said = moment_in(at, zone) if at else _("Not yet")
    items.append(_item(_("The next one?"), said, _moment(planned, zone)))
    return _page(items, url_for("coaching.show_session", coaching_session_id=it.id))


def rating_conflict(
    items: list[tuple[str, object, object]], context: PairingContext, version: int
) -> ResponseReturnValue:
    """What was kept of a moment, beside what was not; `version`: the number that is kept."""
    return _instead(items, context, version, "coaching.show_ratings")


def brought_conflict(
    items: list[tuple[str, object, object]], context: PairingContext, version: int
) -> ResponseReturnValue:
    """The same of what the pairing brought."""
    return _instead(items, context, version, "coaching.show_brought")


def _instead(
    items: list[tuple[str, object, object]], context: PairingContext, version: int, kept_at: str
) -> ResponseReturnValue:
    href = url_for(kept_at, pairing_id=context.pairing.id)
    shown = [_item(*item) for item in items]
    return _page(shown, href, again=_("Keep what I wrote instead"), version=version)


def look_conflict(
    items: list[tuple[str, object, object]], href: str, again: str, version: int | None = None
) -> ResponseReturnValue:
    """What was kept of a second look or of its offer, beside what was not."""
    return _page([_item(*item) for item in items], href, again=again, version=version)


def _page(
    items: list[dict[str, str]],
    href: str,
    *,
    again: str | None = None,
    version: int | None = None,
) -> ResponseReturnValue:
    sent = [pair for pair in request.form.items(multi=True) if pair[0] not in KEYS]
    if version is not None:
        sent = [("version", str(version)), *(pair for pair in sent if pair[0] != "version")]
    page = render_template(
        "coaching/form_conflict.html", items=items, href=href, again=again, sent=sent
    )
    return page, 409


def _item(label: str, mine: object, theirs: object) -> dict[str, str]:
    return {"label": label, "mine": str(mine or ""), "theirs": str(theirs or "")}


def _tick(value: object) -> str:
    return str(_("Yes") if value else _("No"))


def _label(labels: Mapping[str, LazyString], code: str | None) -> str:
    return str(labels[code]) if code else ""


def _moment(planned: object, zone: str) -> str:
    starts_at: datetime | None = getattr(planned, "starts_at", None)
    return moment_in(starts_at, zone) if starts_at else str(_("Not yet"))
