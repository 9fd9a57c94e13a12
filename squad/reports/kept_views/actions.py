"""Keeping a view, naming it otherwise, removing it."""

from sqlalchemy import delete, func, select

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.predicates import Subject
from squad.access.viewer import Viewer
from squad.audit.actions import record
from squad.db.once import FormKey, claim
from squad.db.session import session
from squad.kernel.clock import clock
from squad.kernel.errors import ConflictError, DomainError, StaleVersionError
from squad.programmes.actions import lock_programme
from squad.programmes.queries import refuse_archived
from squad.reports.kept_views.models import KeptView
from squad.reports.kept_views.queries import View
from squad.reports.kept_views.rules import MOST_VIEWS, ViewDraft, ViewProblem, check_name


def keep_view(*, by: Viewer, programme_id: int, draft: ViewDraft, form: FormKey) -> int:
    """Keep a view of a programme's report; the same form again makes no second one."""
    demand(by, Permission.READ_COHORT, Subject(programme_id=programme_id))
    sent = claim(person_id=by.person_id, action="keep_view", form=form)
    _open(programme_id)
    check_name(draft.name)
    _check_name_is_free(programme_id, draft.name)
    _check_there_is_room(programme_id)
    filters = draft.filters
    view = KeptView(
        programme_id=programme_id,
        by_id=by.person_id,
        name=draft.name,
        function=filters.function,
        site=filters.site,
        state=filters.state,
        silent=filters.silent,
        sort=draft.sort,
        shown_day=draft.shown_day,
        fixed_on=draft.fixed_on,
        kept_at=clock.now(),
    )
    session.add(view)
    session.flush()
    sent.made = str(view.id)
    record("view_kept", by=by.person_id, programme=programme_id, view=view.id)
    return view.id


def rename_view(*, by: Viewer, view: View, version: int, name: str) -> None:
    """Give a view another name; raises StaleVersionError when somebody did so meanwhile."""
    demand(by, Permission.CHANGE_VIEW, view.subject)
    _open(view.programme_id)
    saved = session.scalars(
        select(KeptView)
        .where(KeptView.id == view.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if saved is None:
        raise ConflictError("view_removed")
    if saved.version != version:
        raise StaleVersionError({"name": saved.name, "version": saved.version})
    check_name(name)
    if name == saved.name:
        return
    _check_name_is_free(view.programme_id, name)
    saved.name = name
    session.flush()
    record("view_renamed", by=by.person_id, view=view.id)


def remove_view(*, by: Viewer, view: View) -> None:
    """Remove a view, in an archived programme too: it is no part of the record."""
    demand(by, Permission.CHANGE_VIEW, view.subject)
    removed = delete(KeptView).where(KeptView.id == view.id).returning(KeptView.id)
    if session.execute(removed).first() is not None:
        record("view_removed", by=by.person_id, programme=view.programme_id, view=view.id)


def _open(programme_id: int) -> None:
    """Names and their number are looked at by one writer at a time."""
    lock_programme(programme_id)
    refuse_archived(programme_id)


def _check_name_is_free(programme_id: int, name: str) -> None:
    same = select(KeptView.id).where(KeptView.programme_id == programme_id, KeptView.name == name)
    if session.scalar(same) is not None:
        raise DomainError(ViewProblem.NAME_TAKEN, field="view_name")


def _check_there_is_room(programme_id: int) -> None:
    count = select(func.count()).where(KeptView.programme_id == programme_id)
    if session.scalars(count).one() >= MOST_VIEWS:
        raise DomainError(ViewProblem.TOO_MANY, most=MOST_VIEWS)
