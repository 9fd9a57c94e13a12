"""Why nothing was handed over, as sentences."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from squad.pairings.handover.rules import HandOverProblem

PROBLEMS: Mapping[str, LazyString] = {
    HandOverProblem.NOTHING_CHOSEN: _l("Name a new mentor for one pairing at least."),
    HandOverProblem.NOBODY: _l(
        "Nobody active has this name or this e-mail. Choose one of the list, or look among people."
    ),
    HandOverProblem.SEVERAL: _l("Several people have this name. Write the e-mail address."),
    HandOverProblem.SAME_MENTOR: _l("This is the mentor already. Name somebody else."),
    HandOverProblem.MOVED_ON: _l(
        "The pairing has moved on meanwhile. Load the page again to see what can be done now."
    ),
}
