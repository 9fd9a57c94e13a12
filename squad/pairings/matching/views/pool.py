"""Pages: who is in the pool, adding people of the roster, what the programme weighs."""

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.framework.rules.fluency import Side
from squad.kernel.errors import DomainError, RepeatedFormError, ReusedKeyError, StaleVersionError
from squad.pairings.matching import messages
from squad.pairings.matching.actions import enrolments, weights
from squad.pairings.matching.forms import AddPeopleForm, WeightsForm
from squad.pairings.matching.queries import pool as queries
from squad.pairings.matching.rules.weights import Criterion, Weights
from squad.pairings.matching.views.finding import found_programme
from squad.people.queries import PeopleFilter, list_functions, list_sites
from squad.web.sentences import sentence_of


@requires(Permission.PROPOSE_PAIRING)
def list_pool(programme_id: int) -> ResponseReturnValue:
    """Who is in the pool, by name, with a link to what each said."""
    programme, asked = found_programme(programme_id), request.args
    kept = {name: asked.get(name, "") for name in ("side", "answers", "q")}
    page = queries.list_pool(
        viewer(),
        programme,
        side=_side(kept["side"]),
        unanswered=kept["answers"] == "missing",
        words=kept["q"],
        cursor=asked.get("after"),
    )
    return render_template("pairings/list_pool.html", programme=programme, page=page, kept=kept)


@requires(Permission.PROPOSE_PAIRING)
def add_people(programme_id: int) -> ResponseReturnValue:
    """People of the roster, narrowed by level, function, site and name, to tick or to take all."""
    programme, form = found_programme(programme_id), AddPeopleForm()
    side = _side(request.args.get("side", "")) or Side.MENTOR
    if not form.is_submitted():
        return _people_page(programme, side, form)
    if not form.validate():
        return _people_page(programme, side, form), 422
    try:
        added = enrolments.add_people(
            programme_id=programme_id,
            side=side,
            which=_which(programme, side, form),
            capacity=form.capacity.data,
            by=viewer(),
            form=form.once(),
        )
        flash(messages.ADDED[side](added), "success")
    except (RepeatedFormError, ReusedKeyError):
        flash(_("These people were added already."), "info")
    except DomainError as error:
        form.add_error(error, sentence_of(error))
        return _people_page(programme, side, form), 422
    return redirect(url_for(".show_matching", programme_id=programme_id), 303)


@requires(Permission.PROPOSE_PAIRING)
def edit_weights(programme_id: int) -> ResponseReturnValue:
    """How much each thing that speaks for a pair counts."""
    programme, form = found_programme(programme_id), WeightsForm()
    if not form.is_submitted():
        form.fill(*queries.get_weights(programme_id))
        return _weights_page(programme, form)
    if not form.validate():
        return _weights_page(programme, form), 422
    wanted = form.weights()
    try:
        weights.save_weights(
            programme_id=programme_id, version=form.version.data, weights=wanted, by=viewer()
        )
    except StaleVersionError as stale:
        return _weights_conflict(programme, wanted, stale.theirs), 409
    except DomainError as error:
        form.add_error(error, sentence_of(error))
        return _weights_page(programme, form), 422
    flash(_("Saved. The next draft weighs so."), "success")
    return redirect(url_for(".show_matching", programme_id=programme_id), 303)


def _side(text: str) -> Side | None:
    return Side(text) if text in set(Side) else None


def _wanted() -> PeopleFilter:
    asked = request.args
    return PeopleFilter(
        words=asked.get("q", ""), site=asked.get("site", ""), function=asked.get("function", "")
    )


def _which(programme: Any, side: Side, form: AddPeopleForm) -> Sequence[Any]:
    """Everybody whom the filter finds, or those who are ticked."""
    if form.everybody.data:
        return queries.addable(programme, side, _wanted(), request.args.get("level", ""))
    return queries.ticked(form.chosen())


def _people_page(programme: Any, side: Side, form: AddPeopleForm) -> str:
    level = request.args.get("level", "")
    page, count = queries.list_addable(
        viewer(), programme, side, _wanted(), level, request.args.get("after")
    )
    return render_template(
        "pairings/add_people.html",
        programme=programme,
        side=side,
        adding=form,
        page=page,
        count=count,
        wanted=_wanted(),
        level=level,
        levels=queries.list_levels(),
        sites=list_sites(viewer()),
        functions=list_functions(viewer()),
    )


def _weights_page(programme: Any, form: WeightsForm) -> str:
    return render_template("pairings/edit_weights.html", programme=programme, weighing=form)


def _weights_conflict(programme: Any, mine: Weights, theirs: Weights) -> str:
    items = [
        {
            "label": messages.CRITERIA[criterion],
            "mine": str(mine.of(criterion)),
            "theirs": str(theirs.of(criterion)),
        }
        for criterion in Criterion
    ]
    wishes = messages.SITE_WISHES
    site = {"mine": wishes[mine.site_wish], "theirs": wishes[theirs.site_wish]}
    items.append({"label": _("Which site"), **site})
    return render_template("pairings/resolve_weights.html", programme=programme, items=items)
