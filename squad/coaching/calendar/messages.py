"""Why times cannot be offered or taken, or entries not be called so, as sentences."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from squad.coaching.calendar.rules import OfferProblem, TitleProblem

PROBLEMS: Mapping[str, LazyString] = {
    OfferProblem.NONE: _l("Enter one time at least."),
    OfferProblem.PAST: _l("Choose a time to come."),
    OfferProblem.TOO_FAR: _l("Choose a day within a year. Check the year."),
    OfferProblem.TWICE: _l("This time is offered already. Choose another, or leave it empty."),
    OfferProblem.OVER: _l(
        "These times are no longer open. The page below shows what is planned now."
    ),
    OfferProblem.OWN: _l("These times were offered by one side, and the other chooses."),
    OfferProblem.PASSED: _l("This time has passed. Choose another."),
    TitleProblem.TOO_LONG: _l("Keep the title within %(most)s characters."),
}
