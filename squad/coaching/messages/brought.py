"""What a pairing brought, in words."""

from collections.abc import Mapping

from flask_babel import LazyString, lazy_pgettext
from flask_babel import lazy_gettext as _l

from squad.coaching.rules.brought import BroughtAnswer, BroughtProblem

BROUGHT_ANSWERS: Mapping[str, LazyString] = {
    BroughtAnswer.REACHED: lazy_pgettext("sign of success", "Reached"),
    BroughtAnswer.PARTLY: lazy_pgettext("sign of success", "Partly"),
    BroughtAnswer.NO: lazy_pgettext("sign of success", "No"),
    BroughtAnswer.TOO_EARLY: lazy_pgettext("sign of success", "Too early to say"),
}

SHARE_LABELS: Mapping[bool, LazyString] = {
    True: _l("HR and the coordinator may read this"),
    False: _l("The coordinator may read this, and HR counts it with others"),
}
"""By whether HR reads names."""

BROUGHT_PROBLEMS: Mapping[str, LazyString] = {
    BroughtProblem.NOT_OPEN: _l(
        "This is open at half-way and at the end, for fourteen days. It is closed now."
    ),
    BroughtProblem.NOTHING_SAID: _l("Choose an answer for one sign at least."),
    BroughtProblem.NO_ANSWER: _l("Choose an answer for this sign as well."),
    BroughtProblem.TOO_LONG: _l("Keep it within %(most)s characters: %(over)s too many."),
}
