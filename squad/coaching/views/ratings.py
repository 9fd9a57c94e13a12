"""Where the mentee stands, as each of the two sees it: saying so, and reading it together."""

from collections.abc import Iterator, Mapping, Sequence

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.coaching import messages
from squad.coaching.actions import ratings as act
from squad.coaching.forms.ratings import LEVEL, THEN, WORDS, RatingForm, rating_form, stored_data
from squad.coaching.messages.labels import RATINGS_READ_BY
from squad.coaching.queries.contexts import PairingContext
from squad.coaching.queries.log_page import find_planned
from squad.coaching.queries.ratings import find_own_rating, load_facts, load_ratings_page
from squad.coaching.rules.brought import MOMENTS
from squad.coaching.rules.ratings import FORMS, LEVELS, Ask, Moment, asks_of
from squad.coaching.views.conflicts import rating_conflict
from squad.coaching.views.context import context_or_404, writing
from squad.coaching.views.rating_table import (
    coverage_of,
    half_of,
    level_label,
    start_of,
    three_of,
)
from squad.framework.messages import localized
from squad.framework.rules.fluency import Side
from squad.framework.rules.model import Area
from squad.kernel.errors import DomainError, RepeatedFormError, ReusedKeyError, StaleVersionError
from squad.web.sentences import sentence_of


@requires(Permission.RATE_FLUENCY)
def show_ratings(pairing_id: int) -> ResponseReturnValue:
    """Before, then and after beside what was observed, and what to talk over next."""
    context = context_or_404(pairing_id)
    page = load_ratings_page(viewer(), context)
    return render_template(
        "coaching/show_ratings.html",
        context=context,
        page=page,
        own=_side(context) is Side.MENTEE,
        three=three_of(context, page),
        half=half_of(context, page),
        start=start_of(context, page),
        coverage=coverage_of(context, page),
        labels=messages,
        read_by=RATINGS_READ_BY[context.programme.ratings_in_groups],
        level_label=level_label,
        planned=find_planned(context),
    )


@requires(Permission.RATE_FLUENCY)
def rate_fluency(pairing_id: int, moment: str) -> ResponseReturnValue:
    """One described stage an area, and a sentence for who likes; blind until both are in."""
    context = context_or_404(pairing_id)
    if moment not in FORMS:
        abort(404)
    at = Moment(moment)
    form = _form(context, at)
    if not writing():
        is_open = any(ask.moment is at for ask in _asks(context))
        return _render(context, at, form) if is_open else _back(context)
    if not form.validate():
        return _render(context, at, form), 422
    return _save(context, at, form)


def _save(context: PairingContext, moment: Moment, form: RatingForm) -> ResponseReturnValue:
    try:
        act.rate_fluency(
            by=viewer(),
            context=context,
            moment=moment,
            draft=form.draft(),
            version=form.version.data,
            form=form.once(),
        )
    except RepeatedFormError:
        return _back(context)
    except (ReusedKeyError, StaleVersionError):
        return _conflict(context, moment, form)
    except DomainError as error:
        form.add_error(error, sentence_of(error))
        return _render(context, moment, form), 422
    return _onwards(context, moment)


def _onwards(context: PairingContext, moment: Moment) -> ResponseReturnValue:
    """To what it brought, for a mentee who has not said so yet; else back to the ratings."""
    said = load_facts(context).found.brought
    if _side(context) is Side.MENTEE and moment in MOMENTS and moment not in said:
        flash(_("Saved. One more question, on what it brings."), "success")
        where = url_for("coaching.say_brought", pairing_id=context.pairing.id, moment=moment)
        return redirect(where, 303)
    flash(_said(context, moment), "success")
    return _back(context)


def _said(context: PairingContext, moment: Moment) -> str:
    if any(ask.moment is moment for ask in _asks(context)):
        return str(_("Saved. Until both of you read it, you can change it."))
    return str(_("Saved. Both are in: here is what each of you said."))


def _form(context: PairingContext, moment: Moment) -> RatingForm:
    """The form of a moment with what the viewer said before."""
    now = find_own_rating(viewer(), context, moment)
    then = None
    with_then = moment is Moment.END and _side(context) is Side.MENTEE
    if with_then:
        then = find_own_rating(viewer(), context, Moment.THEN)
    areas = load_facts(context).target
    options = {area: _options(context, area) for area in Area if area in areas}
    return rating_form(options, then=with_then, data=stored_data(now, then))


def _options(context: PairingContext, area: Area) -> Sequence[tuple[str, str]]:
    described = [(str(level), level_label(context, area, level)) for level in LEVELS]
    return [*described, ("", str(_("I cannot say")))]


def _render(context: PairingContext, moment: Moment, form: RatingForm) -> str:
    until = next((ask.until for ask in _asks(context) if ask.moment is moment), None)
    return render_template(
        "coaching/rate_fluency.html",
        context=context,
        moment=moment,
        rating=form,
        until=until,
        own=_side(context) is Side.MENTEE,
        kinds=(LEVEL, THEN, WORDS),
        labels=messages,
        read_by=RATINGS_READ_BY[context.programme.ratings_in_groups],
    )


def _conflict(context: PairingContext, moment: Moment, form: RatingForm) -> ResponseReturnValue:
    """What is kept and what was typed, area by area."""
    kept = find_own_rating(viewer(), context, moment)
    data = stored_data(kept, find_own_rating(viewer(), context, Moment.THEN))
    items = [item for area in form.areas for item in _compared(context, form, area, data)]
    return rating_conflict(items, context, kept.number if kept else 0)


def _compared(
    context: PairingContext, form: RatingForm, area: Area, data: Mapping[str, object]
) -> Iterator[tuple[str, object, object]]:
    name = localized(context.framework.areas[area].name)
    options = dict(_options(context, area))
    for kind in (LEVEL, THEN, WORDS):
        if f"{kind}{area}" not in form:
            continue
        field = form[f"{kind}{area}"]
        said = [str(field.data or ""), str(data.get(field.name, ""))]
        mine, theirs = said if kind == WORDS else [options[level] for level in said]
        yield _("%(label)s: %(words)s", label=name, words=field.label.text), mine, theirs


def _asks(context: PairingContext) -> list[Ask]:
    facts = load_facts(context)
    return asks_of(facts.course, _side(context), context.today, facts.given)


def _side(context: PairingContext) -> Side:
    return context.side_of(viewer().person_id)


def _back(context: PairingContext) -> ResponseReturnValue:
    return redirect(url_for("coaching.show_ratings", pairing_id=context.pairing.id), 303)
