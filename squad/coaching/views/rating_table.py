"""Before, then and after side by side, with how much is there and what is missing."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import ngettext, pgettext

from squad.coaching.queries.contexts import PairingContext
from squad.coaching.queries.ratings import RatingsPage
from squad.coaching.rules.ratings import Given, Moment
from squad.framework.messages import localized
from squad.framework.rules.fluency import Side
from squad.framework.rules.model import Area

THREE = tuple((moment, Side.MENTEE) for moment in (Moment.START, Moment.THEN, Moment.END))
HALF = tuple((Moment.HALF, side) for side in (Side.MENTEE, Side.MENTOR))
# Before, then and after always stand together: two of them alone would be read as a gain.
COLUMNS = (*THREE, (Moment.END, Side.MENTOR))


def stage_label(stage: int) -> str:
    """« Stage 2 », or « Start » where no stage is reached."""
    return str(_("Stage %(stage)s", stage=stage) if stage else pgettext("rung", "Start"))


def level_label(context: PairingContext, area: Area, level: int) -> str:
    """A stage with what the framework says of it."""
    text = context.framework.areas[area].stages.get(level)
    described = localized(text) if text else _("not there yet")
    return str(_("%(stage)s: %(described)s", stage=stage_label(level), described=described))


Table = tuple[list[str], list[list[str]]]


def start_of(context: PairingContext, page: RatingsPage) -> Table | None:
    """What was said at the start, until something is said at the end; then the three stand."""
    begun = THREE[0] in page.given and not _ended(page)
    return _table(context, page, THREE[:1]) if begun else None


def three_of(context: PairingContext, page: RatingsPage) -> Table | None:
    """Before, then and after, and the mentor's sight of the end: nothing stands between them.

    None before anything is said at the end: columns for what nobody was asked yet say nothing.
    """
    return _table(context, page, COLUMNS) if _ended(page) else None


def _ended(page: RatingsPage) -> bool:
    return not page.given.isdisjoint(COLUMNS[1:])


def half_of(context: PairingContext, page: RatingsPage) -> Table | None:
    """Half-way as each of the two sees it; None before either has said so."""
    return _table(context, page, HALF) if page.given.intersection(HALF) else None


def _table(context: PairingContext, page: RatingsPage, keys: Sequence[Given]) -> Table:
    """(column heads, rows); an area a row, what was observed first."""
    observed = [] if page.stages is None else [str(_("Observed"))]
    heads = [str(_("Area")), *observed, *(_head(context, key) for key in keys)]
    rows = []
    for area in page.areas:
        name = localized(context.framework.areas[area].name)
        held = [] if page.stages is None else [stage_label(page.stages[area])]
        rows.append([name, *held, *(_cell(page, key, area) for key in keys)])
    return heads, rows


def coverage_of(context: PairingContext, page: RatingsPage) -> list[str]:
    """How many areas each column of the end speaks of, and for how many all three are there."""
    total = len(page.areas)
    lines = []
    for key in COLUMNS:
        rating = page.visible.get(key)
        said = _absence(page, key) if rating is None else _count(len(rating.levels), total)
        lines.append(str(_("%(column)s: %(said)s", column=_head(context, key), said=said)))
    ratings = [page.visible.get(key) for key in THREE]
    whole = sum(all(r is not None and area in r.levels for r in ratings) for area in page.areas)
    lines.append(str(_("Before, then and after together: %(said)s", said=_count(whole, total))))
    return lines


def _head(context: PairingContext, key: Given) -> str:
    moment, side = key
    name = context.mentee_name if side is Side.MENTEE else context.mentor_name
    said = {
        Moment.START: _("%(name)s, before", name=name),
        Moment.THEN: _("%(name)s, then", name=name),
        Moment.END: _("%(name)s, after", name=name),
        Moment.HALF: name,
    }
    return str(said[moment])


def _cell(page: RatingsPage, key: Given, area: Area) -> str:
    rating = page.visible.get(key)
    if rating is None:
        return _absence(page, key)
    return stage_label(rating.levels[area]) if area in rating.levels else str(_("not said"))


def _absence(page: RatingsPage, key: Given) -> str:
    return str(_("not open yet") if key in page.given else _("not said"))


def _count(number: int, total: int) -> str:
    return str(
        ngettext("%(num)s of %(total)s area", "%(num)s of %(total)s areas", number, total=total)
    )
