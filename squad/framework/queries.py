"""Reading stored framework versions: they never change, so each is read once a process."""

from functools import cache

from sqlalchemy import select

from squad.db.session import session
from squad.framework.models import FrameworkVersion
from squad.framework.rules.document import Document, from_json
from squad.framework.rules.model import Framework


@cache
def get_document(version_id: int) -> Document:
    """A stored version whole: the framework, its sample sets and its openers."""
    text = session.scalars(
        select(FrameworkVersion.document).where(FrameworkVersion.id == version_id)
    ).one()
    return from_json(text)


def get_framework(version_id: int) -> Framework:
    """A stored version's areas, milestones and kinds of purpose."""
    return get_document(version_id).framework


def find_newest_version() -> int | None:
    """The id of the version that was loaded last: the one a new programme begins with."""
    return session.scalar(
        select(FrameworkVersion.id).order_by(FrameworkVersion.loaded_at.desc()).limit(1)
    )
