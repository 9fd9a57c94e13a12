"""Which file of a framework folder holds what."""

from squad.framework.rules.model import Area

FRAMEWORK = "framework.toml"
OPENERS = "openers.toml"
AREAS = "areas/"
SAMPLES = "samples/"
GUIDES = "guides/"
DRILLS = "drills/"


def area_file(area: Area) -> str:
    """The file of an area with its milestones."""
    return f"{AREAS}{area.value}.toml"


def guide_file(area: Area) -> str:
    """The file of the guides of an area."""
    return f"{GUIDES}{area.value}.toml"


def sample_file(milestone: str) -> str:
    """The file of the sample set of a milestone."""
    return f"{SAMPLES}{milestone}.toml"


def drill_file(code: str) -> str:
    """The file of a drill."""
    return f"{DRILLS}{code}.toml"
