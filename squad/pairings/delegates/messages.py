"""Why nobody was named, as sentences."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from squad.pairings.delegates.rules import DelegateProblem

PROBLEMS: Mapping[str, LazyString] = {
    DelegateProblem.UNKNOWN: _l(
        "Nobody active has this e-mail. Check it, or ask an administrator."
    ),
    DelegateProblem.ONESELF: _l("This is your own e-mail. Enter that of your assistant."),
    DelegateProblem.OWN_MENTOR: _l("Your mentor sets times already. Enter somebody else’s e-mail."),
}
