"""Why a programme cannot be moved to another version of the framework, in sentences."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from squad.coaching.rules.moving import MoveProblem

MOVE_PROBLEMS: Mapping[str, LazyString] = {
    MoveProblem.SAME_VERSION: _l("The programme is on this version already."),
    MoveProblem.MAPPING: _l(
        "What becomes of each milestone could not be read. Choose it once more."
    ),
    MoveProblem.TARGET: _l(
        "A target in force asks for stage %(stage)s of %(area)s, which has no core milestone in "
        "that version. Choose another version, or give that stage one."
    ),
}
