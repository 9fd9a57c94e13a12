"""Pages: programmes, one programme with its rules in words, its form, its closed periods."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from zoneinfo import available_timezones

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from squad.access.declare import requires, signed_in
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.access.policy import demand, may
from squad.framework.messages import localized
from squad.framework.queries import VersionRow, get_framework, list_versions
from squad.framework.rules.model import Area
from squad.kernel.clock import clock
from squad.kernel.errors import DomainError, RepeatedFormError, ReusedKeyError, StaleVersionError
from squad.programmes import actions, messages, queries
from squad.programmes.forms import ClosedPeriodForm, ProgrammeForm
from squad.programmes.framework_moves import load_moves
from squad.programmes.next_edition import draft_next, take_along
from squad.programmes.rules import ProgrammeDefaults, ProgrammeDraft, ReadingMode, problems_of
from squad.programmes.signals import course_of
from squad.web.converters import read_id
from squad.web.sentences import sentence_of


@signed_in
def list_programmes() -> ResponseReturnValue:
    """The programmes that the viewer has anything to do with."""
    return render_template(
        "programmes/list_programmes.html",
        programmes=queries.list_programmes(viewer()),
        may_create=may(viewer(), Permission.CREATE_PROGRAMME),
    )


@requires(Permission.SEE_PROGRAMME)
def show_programme(programme_id: int) -> ResponseReturnValue:
    """A programme with its rules in words."""
    return _page(_found(programme_id), ClosedPeriodForm())


@requires(Permission.CREATE_PROGRAMME)
def create_programme() -> ResponseReturnValue:
    """A new programme, on the version of the framework that its creator chooses."""
    versions = list_versions()
    if not versions:
        return _page_without_framework()
    source = _source()
    form = _form(versions[0].id, source=source)
    form.offer_versions([(version.id, _version_label(version)) for version in versions])
    draft = _checked(form)
    framework_id = _chosen(form, versions)
    if draft is None or framework_id is None:
        return _form_page(form, source=source)
    return _create(form, draft, framework_id, source)


def _create(
    form: ProgrammeForm, draft: ProgrammeDraft, framework_id: int, source: Any
) -> ResponseReturnValue:
    try:
        programme = actions.create_programme(
            draft=draft,
            reading_mode=ReadingMode(form.reading_mode.data),
            framework_version_id=framework_id,
            by=viewer(),
            form=form.once(),
        )
    except (RepeatedFormError, ReusedKeyError) as repeated:
        return _again(form, draft, repeated)
    except DomainError as error:
        return _refused(form, error, source=source)
    if source is not None:
        take_along(source_id=source.id, programme=programme, by=viewer())
    flash(_("The programme is there. Now say who coordinates it."), "success")
    return redirect(url_for(".edit_programme_roles", programme_id=programme.id), 303)


@requires(Permission.MANAGE_PROGRAMME)
def edit_programme(programme_id: int) -> ResponseReturnValue:
    """Change a programme; what HR reads is fixed once somebody accepted."""
    programme = _found(programme_id)
    demand(viewer(), Permission.MANAGE_PROGRAMME, queries.subject_of(programme))
    form = _form(programme.framework_version_id, programme)
    draft = _checked(form)
    if draft is None:
        return _form_page(form, programme)
    try:
        actions.change_programme(
            programme_id=programme.id,
            version=form.version.data,
            draft=draft,
            reading_mode=ReadingMode(form.reading_mode.data),
            by=viewer(),
        )
    except StaleVersionError as stale:
        return _conflict(form, draft, stale.theirs)
    except DomainError as error:
        return _refused(form, error, programme)
    flash(_("Saved."), "success")
    return redirect(url_for(".show_programme", programme_id=programme_id), 303)


@requires(Permission.MANAGE_PROGRAMME)
def add_closed_period(programme_id: int) -> ResponseReturnValue:
    """Close the programme for some days: every clock stands still."""
    programme = _found(programme_id)
    form = ClosedPeriodForm()
    if not form.validate_on_submit():
        return _page(programme, form), 422
    days: dict[str, Any] = {"starts_on": form.starts_on.data, "ends_on": form.ends_on.data}
    try:
        actions.add_closed_period(programme_id=programme_id, **days, by=viewer(), form=form.once())
        flash(_("Saved. Nothing is counted and nobody is reminded on those days."), "success")
    except RepeatedFormError:
        flash(_("This was saved already. The closed periods are below."), "info")
    except ReusedKeyError:
        form.renew(_("This form has saved other days already: see the list. Send it once more."))
        return _page(programme, form), 409
    except DomainError as error:
        form.add_error(error, sentence_of(error))
        return _page(programme, form), 422
    return redirect(url_for(".show_programme", programme_id=programme_id) + "#closed", 303)


@requires(Permission.MANAGE_PROGRAMME)
def remove_closed_period(programme_id: int, period_id: int) -> ResponseReturnValue:
    """Open the programme again on those days."""
    _found(programme_id)
    actions.remove_closed_period(programme_id=programme_id, period_id=period_id, by=viewer())
    flash(_("Removed. These days count again."), "success")
    return redirect(url_for(".show_programme", programme_id=programme_id) + "#closed", 303)


def _source() -> Any:
    """The programme that the new one starts from, if the address or the form names one."""
    wanted = request.values.get("source", type=read_id)
    return queries.find_programme_for(viewer(), wanted) if wanted else None


def _found(programme_id: int) -> Any:
    return queries.find_programme_for(viewer(), programme_id) or abort(404)


def _page(programme: Any, form: ClosedPeriodForm) -> str:
    framework = get_framework(programme.framework_version_id)
    may_manage = may(viewer(), Permission.MANAGE_PROGRAMME, queries.subject_of(programme))
    return render_template(
        "programmes/show_programme.html",
        programme=programme,
        areas=framework.areas,
        target=queries.get_target(programme),
        closed=queries.list_closed_periods(programme.id),
        holders=queries.list_holders(programme.id),
        closing=form,
        reading_mode=messages.READING_MODES[programme.reading_mode],
        reading_meaning=messages.READING_MODE_MEANINGS[programme.reading_mode],
        rating_meaning=messages.RATING_MEANINGS[programme.ratings_in_groups],
        roles=messages.ROLES,
        may_manage=may_manage,
        may_move=may_manage and len(list_versions()) > 1,
        moves=load_moves(programme.id, programme.framework_moves),
        course=course_of(programme.id) if may_manage else None,
        today=clock.today(programme.time_zone),
        may_grant=may(viewer(), Permission.GRANT_ROLES),
        may_create=may(viewer(), Permission.CREATE_PROGRAMME),
    )


def _form(framework_id: int, programme: Any = None, source: Any = None) -> ProgrammeForm:
    form = ProgrammeForm()
    areas = get_framework(framework_id).areas
    kept = {programme.time_zone} if programme else set()
    form.offer(
        zones=sorted({zone for zone in available_timezones() if "/" in zone} | kept),
        areas={area: localized(areas[area].name) for area in Area},
    )
    if form.is_submitted():
        return form
    if source is not None:
        form.fill(draft_next(source), source.reading_mode, 0)
        form.source.data = str(source.id)
    elif programme is None:
        form.fill(_usual(), ReadingMode.NAMED, 0)
    else:
        form.fill(queries.get_draft(programme), programme.reading_mode, programme.version)
    return form


def _version_label(version: VersionRow) -> str:
    if version.is_own:
        return str(_("%(version)s, your company’s own", version=version.code))
    return str(_("%(version)s, as shipped", version=version.code))


def _chosen(form: ProgrammeForm, versions: Sequence[VersionRow]) -> int | None:
    """The version that was chosen, if it is one; an error on its field where it is none."""
    if not form.is_submitted():
        return versions[0].id
    field = form.framework_version_id
    found = next((v.id for v in versions if str(v.id) == field.data), None)
    if found is None:
        field.errors = [*field.errors, _("Choose one of these.")]
    return found


def _usual() -> ProgrammeDraft:
    today = clock.today(viewer().time_zone)
    figures = ProgrammeDefaults()
    last = today + timedelta(weeks=figures.weeks)
    return ProgrammeDraft("", "", today, last, viewer().time_zone, figures)


def _checked(form: ProgrammeForm) -> ProgrammeDraft | None:
    """What was typed, if it was sent and nothing is wrong with it."""
    draft = form.draft() if form.is_submitted() else None
    problems = problems_of(draft) if draft else ()
    for problem in problems:
        form.add_error(problem, sentence_of(problem))
    return None if problems else draft


def _form_page(
    form: ProgrammeForm, programme: Any = None, source: Any = None
) -> ResponseReturnValue:
    page = render_template(
        "programmes/edit_programme.html",
        programme_form=form,
        programme=programme,
        source=source,
        holders=queries.list_holders(source.id) if source else (),
        roles=messages.ROLES,
        modes=messages.READING_MODES,
        meanings=messages.READING_MODE_MEANINGS,
        rating_meanings=messages.RATING_MEANINGS,
    )
    return page, 422 if form.is_submitted() else 200


def _refused(
    form: ProgrammeForm, error: DomainError, programme: Any = None, source: Any = None
) -> ResponseReturnValue:
    form.add_error(error, sentence_of(error))
    return _form_page(form, programme, source)


def _again(
    form: ProgrammeForm, draft: ProgrammeDraft, error: RepeatedFormError | ReusedKeyError
) -> ResponseReturnValue:
    programme = _found(int(error.first))
    if isinstance(error, RepeatedFormError):
        return redirect(url_for(".show_programme", programme_id=programme.id), 303)
    return _conflict(form, draft, programme)


def _conflict(form: ProgrammeForm, draft: ProgrammeDraft, theirs: Any) -> ResponseReturnValue:
    mine = messages.described(draft, ReadingMode(form.reading_mode.data))
    saved = messages.described(queries.get_draft(theirs), theirs.reading_mode)
    items = [
        {"label": label, "mine": ours, "theirs": stored}
        for (label, ours), (_same, stored) in zip(mine, saved, strict=True)
    ]
    page = render_template("programmes/resolve_programme.html", items=items, programme_id=theirs.id)
    return page, 409


def _page_without_framework() -> ResponseReturnValue:
    return render_template("programmes/await_framework.html"), 409
