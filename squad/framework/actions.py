"""Storing framework versions: whole, once, for good."""

from enum import StrEnum
from functools import cache
from pathlib import Path

from sqlalchemy import or_, select

from squad.access.viewer import Viewer
from squad.audit.actions import record
from squad.db.session import session
from squad.framework.models import FrameworkVersion
from squad.framework.rules.document import Document, digest, parse, read_folder, to_json
from squad.kernel.clock import clock
from squad.kernel.errors import DomainError
from squad.resources import SEED_DATA


class FrameworkProblem(StrEnum):
    """Why a document is not stored."""

    CHANGED = "framework_changed"


def load_shipped(*, by: Viewer | None = None) -> FrameworkVersion:
    """Store the framework that came with this copy of the program, unless it is stored already."""
    return load_document(document=_read(SEED_DATA / "framework"), by=by)


def load_document(*, document: Document, by: Viewer | None = None) -> FrameworkVersion:
    """Store a version; the same document again changes nothing, another under its code is refused.

    Programmes keep the version that they began with, so a stored one never changes.
    """
    code, hashed = document.framework.version, digest(document)
    stored = session.scalars(
        select(FrameworkVersion).where(
            or_(FrameworkVersion.code == code, FrameworkVersion.digest == hashed)
        )
    ).one_or_none()
    if stored is not None and stored.digest == hashed:
        return stored
    if stored is not None:
        raise DomainError(FrameworkProblem.CHANGED, version=code)
    version = FrameworkVersion(
        code=code, digest=hashed, document=to_json(document), loaded_at=clock.now()
    )
    session.add(version)
    session.flush()
    record("framework_loaded", by=by.person_id if by else None, version=code)
    return version


@cache
def _read(folder: Path) -> Document:
    """The shipped files do not change while the program runs."""
    return parse(read_folder(folder))
