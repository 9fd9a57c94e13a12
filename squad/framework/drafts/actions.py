"""Writing drafts: copied or brought in, changed entry by entry, published or discarded."""

from collections.abc import Callable
from enum import StrEnum

from sqlalchemy import Select, select

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.predicates import Subject
from squad.access.viewer import Viewer
from squad.audit.actions import record
from squad.db.locks import one_at_a_time
from squad.db.once import FormKey, claim
from squad.db.session import session
from squad.framework.actions import load_document
from squad.framework.drafts.queries import list_used_codes
from squad.framework.models import FrameworkDraft
from squad.framework.queries import find_newest_version, get_document, list_versions
from squad.framework.rules.document import Document, FrameworkError, from_json, to_json
from squad.framework.rules.document.checking import check
from squad.framework.rules.document.diffing import diff
from squad.framework.rules.document.editing import (
    next_code,
    next_edition,
    with_milestone,
    with_version,
)
from squad.framework.rules.document.entries import Place, stamp_of
from squad.framework.rules.model import Area, Milestone
from squad.kernel.clock import clock
from squad.kernel.errors import DomainError, StaleVersionError
from squad.kernel.text import digest

PUBLISHING = digest("publish a framework version")


class DraftProblem(StrEnum):
    """Why a draft is not saved or published."""

    LETTERS_OUT = "framework_letters_out"
    GONE = "framework_draft_gone"
    NOTHING_CHANGED = "framework_nothing_changed"
    NOTHING_STORED = "framework_nothing_stored"


def copy_version(*, by: Viewer, version_id: int, form: FormKey) -> int:
    """Begin a draft from a stored version; the same form again makes no second one."""
    demand(by, Permission.EDIT_FRAMEWORK, Subject())
    sent = claim(person_id=by.person_id, action="copy_framework", form=form)
    document = get_document(version_id)
    draft = _add(by, version_id, document)
    record("framework_copied", by=by.person_id, draft=draft.id, version=document.framework.version)
    sent.made = str(draft.id)
    return draft.id


def keep_imported(*, by: Viewer, document: Document, form: FormKey) -> int:
    """Begin a draft from files, beside the stored version that they say they are, or the newest."""
    demand(by, Permission.EDIT_FRAMEWORK, Subject())
    sent = claim(person_id=by.person_id, action="import_framework", form=form)
    code = document.framework.version
    base = {version.code: version.id for version in list_versions()}
    base_id = base.get(code) or find_newest_version()
    if base_id is None:
        raise DomainError(DraftProblem.NOTHING_STORED)
    draft = _add(by, base_id, document)
    record("framework_imported", by=by.person_id, draft=draft.id, version=code)
    sent.made = str(draft.id)
    return draft.id


def change_draft(
    *,
    by: Viewer,
    draft_id: int,
    place: Place,
    stamp: str,
    change: Callable[[Document], Document],
) -> None:
    """Save one entry of a draft; two people may save different entries side by side.

    `stamp`: what `stamp_of` said of the entry when the form was made. Raises StaleVersionError
    with the document as it is now when somebody saved the same entry meanwhile.
    """
    demand(by, Permission.EDIT_FRAMEWORK, Subject())
    draft = _locked(draft_id)
    document = from_json(draft.document)
    if stamp_of(document, place) != stamp:
        raise StaleVersionError(document)
    _keep(draft, change(document), by)


def add_milestone(
    *,
    by: Viewer,
    draft_id: int,
    area: Area,
    stage: int,
    make: Callable[[Milestone], Milestone],
    form: FormKey,
) -> str:
    """One more milestone in a draft, under a code that no version ever used; gives the code."""
    demand(by, Permission.EDIT_FRAMEWORK, Subject())
    sent = claim(person_id=by.person_id, action="add_milestone", form=form)
    draft = _locked(draft_id)
    document = from_json(draft.document)
    code = next_code(area, stage, list_used_codes() | document.framework.milestones.keys())
    if code is None:
        raise DomainError(DraftProblem.LETTERS_OUT)
    bare = Milestone(code=code, area=area, stage=stage, core=False, text={}, evidence=frozenset())
    _keep(draft, with_milestone(document, make(bare)), by)
    sent.made = code
    return code


def publish_draft(*, by: Viewer, draft_id: int, version: int, form: FormKey) -> int:
    """Store a draft as a version that never changes again, under a code of its own.

    Programmes keep theirs; a new one may begin with it. Raises StaleVersionError when the draft is
    not the one that was looked at, FrameworkError with every flaw that is left.
    """
    demand(by, Permission.EDIT_FRAMEWORK, Subject())
    sent = claim(person_id=by.person_id, action="publish_framework", form=form)
    draft = _locked(draft_id)
    if draft.version != version:
        raise StaleVersionError
    document = from_json(draft.document)
    if problems := check(document):
        raise FrameworkError(problems)
    if not diff(get_document(draft.base_version_id), document):
        raise DomainError(DraftProblem.NOTHING_CHANGED)
    one_at_a_time(PUBLISHING)
    code = next_edition(document.framework.version, [v.code for v in list_versions()])
    stored = load_document(document=with_version(document, code), by=by)
    session.delete(draft)
    session.flush()
    record("framework_published", by=by.person_id, draft=draft_id, version=code)
    sent.made = str(stored.id)
    return stored.id


def discard_draft(*, by: Viewer, draft_id: int) -> None:
    """Delete a draft; one that is gone already is no mistake."""
    demand(by, Permission.EDIT_FRAMEWORK, Subject())
    draft = session.scalars(_one(draft_id)).one_or_none()
    if draft is None:
        return
    session.delete(draft)
    session.flush()
    record("framework_discarded", by=by.person_id, draft=draft_id)


def _add(by: Viewer, base_id: int, document: Document) -> FrameworkDraft:
    now = clock.now()
    draft = FrameworkDraft(
        base_version_id=base_id,
        document=to_json(document),
        created_at=now,
        created_by=by.person_id,
        changed_at=now,
        changed_by=by.person_id,
    )
    session.add(draft)
    session.flush()
    return draft


def _keep(draft: FrameworkDraft, document: Document, by: Viewer) -> None:
    changed = to_json(document)
    if changed != draft.document:
        draft.document, draft.changed_at, draft.changed_by = changed, clock.now(), by.person_id
        session.flush()


def _locked(draft_id: int) -> FrameworkDraft:
    draft = session.scalars(_one(draft_id)).one_or_none()
    if draft is None:
        raise DomainError(DraftProblem.GONE)
    return draft


def _one(draft_id: int) -> Select[FrameworkDraft]:
    return (
        select(FrameworkDraft)
        .where(FrameworkDraft.id == draft_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
