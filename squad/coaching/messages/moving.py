"""Why a programme cannot be moved to another version of the framework, in sentences."""

from collections.abc import Callable, Mapping

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from squad.coaching.rules.moving import MoveProblem
from squad.framework.messages import localized
from squad.framework.rules.model import Text


def _target(*, area: Text, stage: int) -> str:
    return str(
        _(
            "A target in force asks for stage %(stage)s of %(area)s, which has no core milestone "
            "in that version. Choose another version, or give that stage one.",
            stage=stage,
            area=localized(area),
        )
    )


MOVE_PROBLEMS: Mapping[str, LazyString | Callable[..., str]] = {
    MoveProblem.SAME_VERSION: _l("The programme is on this version already."),
    MoveProblem.MAPPING: _l(
        "What becomes of each milestone could not be read. Choose it once more."
    ),
    MoveProblem.TARGET: _target,
}
