"""Kept views: keeping what a report shows, opening it, naming it otherwise, removing it."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.kernel.errors import DomainError, RepeatedFormError, ReusedKeyError, StaleVersionError
from squad.reports.cohort_shapes import Cohort
from squad.reports.kept_views import actions
from squad.reports.kept_views.forms import KeepViewForm, RenameViewForm
from squad.reports.kept_views.page import described, keep_form, keeping, report_of
from squad.reports.kept_views.queries import View, find_view_for
from squad.reports.kept_views.rules import (
    LONGEST_NAME,
    ShownDay,
    ViewDraft,
    shown_to,
    without_people,
)
from squad.reports.queries.cohort import Ask, cohort_for
from squad.reports.queries.listing import list_words
from squad.reports.queries.programmes import list_readable
from squad.reports.views.asking import read_ask, read_day
from squad.reports.views.cohort import chosen_programme
from squad.web.sentences import sentence_of


@requires(Permission.READ_COHORT)
def keep_view() -> ResponseReturnValue:
    """Keep what the report shows under a name."""
    programme = chosen_programme(list_readable(viewer()))
    cohort = cohort_for(viewer(), programme, Ask(as_of=read_day(), size=0)) or abort(404)
    form = keep_form(cohort)
    if not form.validate_on_submit():
        return _keep_page(cohort, form), 422
    draft = _draft(cohort, form)
    try:
        view_id = actions.keep_view(
            by=viewer(), programme_id=programme.id, draft=draft, form=form.once()
        )
        flash(_("Kept. Its address can be sent to whoever reads this report."), "success")
    except RepeatedFormError as repeated:
        view_id = int(repeated.first)
    except ReusedKeyError:
        form.renew(_("This form has kept another view already. Send it once more to keep this."))
        return _keep_page(cohort, form), 409
    except DomainError as error:
        form.add_error(error, sentence_of(error))
        return _keep_page(cohort, form), 422
    return redirect(url_for(".open_view", view_id=view_id), 303)


@requires(Permission.READ_COHORT)
def open_view(view_id: int) -> ResponseReturnValue:
    """The report as the view shows it, to this reader."""
    return redirect(report_of(_found(view_id)), 303)


@requires(Permission.CHANGE_VIEW)
def edit_view(view_id: int) -> ResponseReturnValue:
    """Give a view another name."""
    view = _found(view_id)
    demand(viewer(), Permission.CHANGE_VIEW, view.subject)
    form = RenameViewForm()
    if not form.is_submitted():
        form.view_name.data, form.version.data = view.name, view.version
        return _edit_page(view, form)
    if not form.validate():
        return _edit_page(view, form), 422
    try:
        actions.rename_view(
            by=viewer(), view=view, version=form.version.data, name=form.view_name.data
        )
    except StaleVersionError as stale:
        return _conflict_page(view, form, stale.theirs), 409
    except DomainError as error:
        form.add_error(error, sentence_of(error))
        return _edit_page(view, form), 422
    flash(_("Saved."), "success")
    return redirect(url_for(".open_view", view_id=view_id), 303)


@requires(Permission.CHANGE_VIEW)
def remove_view(view_id: int) -> ResponseReturnValue:
    """Remove a view; what it showed stays where it is."""
    view = _found(view_id)
    actions.remove_view(by=viewer(), view=view)
    flash(_("Deleted. Its address opens nothing any more."), "success")
    return redirect(url_for(".show_cohort", programme=view.programme_code), 303)


def _found(view_id: int) -> View:
    return find_view_for(viewer(), view_id) or abort(404)


def _draft(cohort: Cohort, form: KeepViewForm) -> ViewDraft:
    """What the address asks for, less what a view never holds and what is not this reader's."""
    programme, ask = cohort.programme, read_ask(cohort.reader)
    functions, sites, _views = list_words(programme.id)
    held = without_people(ask.filters, functions=functions, sites=sites)
    day = ShownDay(form.view_day.data)
    return ViewDraft(
        name=form.view_name.data or "",
        filters=shown_to(held, cohort.reader, named=programme.named),
        sort=ask.sort,
        shown_day=day,
        fixed_on=cohort.as_of if day is ShownDay.FIXED else None,
    )


def _keep_page(cohort: Cohort, form: KeepViewForm) -> str:
    kept = {**keeping(cohort), "form": form}
    return render_template("reports/keep_view.html", cohort=cohort, kept=kept)


def _edit_page(view: View, form: RenameViewForm) -> str:
    page = {"view": view, "rename_form": form, "parts": described(view), "longest": LONGEST_NAME}
    return render_template("reports/edit_view.html", **page)


def _conflict_page(view: View, form: RenameViewForm, theirs: Any) -> str:
    """Both names; the view was loaded before the other one saved."""
    return render_template("reports/resolve_view.html", view=view, rename_form=form, theirs=theirs)
