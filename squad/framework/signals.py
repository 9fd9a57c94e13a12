"""What the framework asks of slices above it; connected in slices.py only."""

from collections.abc import Callable

from squad.access.viewer import Viewer

OwnVersion = Callable[[Viewer], int | None]
_sources: list[OwnVersion] = []


def use_own_version(*sources: OwnVersion) -> None:
    """Take from these functions which version somebody's own programme keeps."""
    _sources[:] = sources


def own_version(viewer: Viewer) -> int | None:
    """The id of the version that a viewer's own programme keeps, as a slice above knows it."""
    found = (source(viewer) for source in _sources)
    return next((version_id for version_id in found if version_id), None)
