"""Reading drafts: whoever may edit the framework reads all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.predicates import Subject
from squad.access.viewer import Viewer
from squad.db.session import session
from squad.framework.models import FrameworkDraft, FrameworkVersion
from squad.framework.queries import get_document, list_versions
from squad.framework.rules.document import Document, from_json
from squad.kernel.dates import day_of
from squad.people.models import Person


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft without its document."""

    id: int
    base_id: int
    base_code: str
    created_on: date
    created_by: str
    changed_on: date
    changed_by: str
    version: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft whole."""

    row: DraftRow
    document: Document


def list_drafts(viewer: Viewer) -> Sequence[DraftRow]:
    """Every draft, the one changed last first."""
    demand(viewer, Permission.EDIT_FRAMEWORK, Subject())
    newest_first = (FrameworkDraft.changed_at.desc(), FrameworkDraft.id.desc())
    return [_row(viewer, *row) for row in session.execute(_rows().order_by(*newest_first))]


def find_draft_for(viewer: Viewer, draft_id: int) -> Draft | None:
    """A draft with its document, if it is still there."""
    demand(viewer, Permission.EDIT_FRAMEWORK, Subject())
    found = session.execute(
        _rows().add_columns(FrameworkDraft.document).where(FrameworkDraft.id == draft_id)
    ).one_or_none()
    if found is None:
        return None
    *row, document = found
    return Draft(_row(viewer, *row), from_json(document))


def list_used_codes() -> frozenset[str]:
    """The milestone codes of every stored version: none of them may get another meaning."""
    documents = (get_document(version.id) for version in list_versions())
    return frozenset(code for found in documents for code in found.framework.milestones)


def _rows() -> Select[*tuple[Any, ...]]:
    creator, changer = aliased(Person), aliased(Person)
    return (
        select(
            FrameworkDraft.id,
            FrameworkDraft.base_version_id,
            FrameworkVersion.code,
            FrameworkDraft.created_at,
            creator.name,
            FrameworkDraft.changed_at,
            changer.name,
            FrameworkDraft.version,
        )
        .join(FrameworkVersion, FrameworkVersion.id == FrameworkDraft.base_version_id)
        .join(creator, creator.id == FrameworkDraft.created_by)
        .join(changer, changer.id == FrameworkDraft.changed_by)
    )


def _row(viewer: Viewer, *columns: Any) -> DraftRow:
    """A row with its days as they are where the viewer is."""
    id_, base_id, base_code, created_at, created_by, changed_at, changed_by, version = columns
    return DraftRow(
        id=id_,
        base_id=base_id,
        base_code=base_code,
        created_on=day_of(created_at, viewer.time_zone),
        created_by=created_by,
        changed_on=day_of(changed_at, viewer.time_zone),
        changed_by=changed_by,
        version=version,
    )
