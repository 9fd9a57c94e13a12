"""Reading stored framework versions: they never change, so each is read once a process."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import select

from squad.access.viewer import Viewer
from squad.db.session import session
from squad.framework.models import FrameworkVersion
from squad.framework.rules.document import Document, from_json
from squad.framework.rules.model import Area, Framework, Milestone
from squad.framework.signals import own_version


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A stored version's id and what people call it."""

    id: int
    code: str

    @property
    def is_own(self) -> bool:
        """Whether the company made it; shipped versions have two numbers."""
        return self.code.count(".") > 1


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


def list_versions() -> Sequence[VersionRow]:
    """Every stored version, the one loaded last first."""
    rows = session.execute(
        select(FrameworkVersion.id, FrameworkVersion.code).order_by(
            FrameworkVersion.loaded_at.desc(), FrameworkVersion.id.desc()
        )
    )
    return [VersionRow(*row) for row in rows]


def find_newest_version() -> int | None:
    """The id of the version that was stored last."""
    versions = list_versions()
    return versions[0].id if versions else None


def find_version_for(viewer: Viewer) -> int | None:
    """The version that a viewer's own programme keeps; the newest for whoever has none."""
    return own_version(viewer) or find_newest_version()


def list_by_stage(framework: Framework) -> Mapping[tuple[Area, int], Sequence[Milestone]]:
    """The milestones of each area and stage, core ones first."""
    found: dict[tuple[Area, int], list[Milestone]] = {}
    for milestone in framework.milestones.values():
        found.setdefault((milestone.area, milestone.stage), []).append(milestone)
    return {place: sorted(row, key=lambda m: not m.core) for place, row in found.items()}
