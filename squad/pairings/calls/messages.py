"""What is said to the coordinator, as sentences and labels."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from squad.pairings.calls.rules import CallProblem, FitAnswer

PROBLEMS: Mapping[str, LazyString] = {
    CallProblem.NOT_FROM_HERE: _l(
        "This can be said from the day on which both have accepted until the pairing ends."
    ),
    CallProblem.TOO_EARLY: _l("This is asked after the first session. Log it first."),
    CallProblem.EMPTY: _l("Write a sentence, or go back without sending anything."),
    CallProblem.TOO_LONG: _l("Keep this within %(most)s characters (%(over)s too many)."),
    CallProblem.NOBODY_READS: _l(
        "Nobody coordinates this programme but the two of you. Speak to an administrator."
    ),
}

SAID: Mapping[str, LazyString] = {
    FitAnswer.GOES_WELL: _l("It goes well"),
    FitAnswer.WOULD_CHANGE: _l("I would rather change"),
    FitAnswer.TALK: _l("Talk to me"),
    FitAnswer.STOP: _l("I would rather stop"),
}

HEARD: Mapping[str, LazyString] = {
    FitAnswer.GOES_WELL: _l("says that it goes well"),
    FitAnswer.WOULD_CHANGE: _l("would rather change"),
    FitAnswer.TALK: _l("would like to talk to you"),
    FitAnswer.STOP: _l("would rather stop"),
}
