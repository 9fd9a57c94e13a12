"""A second look's codes as labels and sentences."""

from collections.abc import Mapping

from flask_babel import LazyString, lazy_pgettext
from flask_babel import lazy_gettext as _l

from squad.coaching.rules.second_looks import LookProblem, Verdict

VERDICTS: Mapping[str, LazyString] = {
    Verdict.ALONE: lazy_pgettext("second look", "Done alone"),
    Verdict.TOGETHER: lazy_pgettext("second look", "Done with help"),
    Verdict.NOT_SEEN: lazy_pgettext("second look", "I did not see it done"),
    Verdict.COULD_NOT: lazy_pgettext("second look", "I could not look"),
}

SEEN: Mapping[str, LazyString] = {
    Verdict.ALONE: lazy_pgettext("second look", "%(name)s saw it done alone"),
    Verdict.TOGETHER: lazy_pgettext("second look", "%(name)s saw it done with help"),
    Verdict.NOT_SEEN: lazy_pgettext("second look", "%(name)s did not see it done"),
    Verdict.COULD_NOT: lazy_pgettext("second look", "%(name)s could not look"),
}

LOOK_PROBLEMS: Mapping[str, LazyString] = {
    LookProblem.NOT_FROM_HERE: _l(
        "A look can be offered at a milestone that is held or to confirm, while your pairing is "
        "under way."
    ),
    LookProblem.NOT_ASKABLE: _l("Choose one of the mentors in the list."),
    LookProblem.ALREADY_ASKED: _l("You have asked this person about this milestone already."),
    LookProblem.WITHDRAWN: _l("The offer was taken back meanwhile, so nothing was saved."),
    LookProblem.EXPIRED: _l("The days to answer this offer are over, so nothing was saved."),
    LookProblem.CLOSED: _l("This offer is closed already. Nothing more to do."),
    LookProblem.OWN_MENTOR: _l(
        "The one who was asked has become this mentee’s mentor, and a look comes from outside of "
        "the pair. The offer has lapsed, so nothing was saved."
    ),
    LookProblem.CORRECTION_TOO_LATE: _l(
        "What you saw could be corrected until %(until)s, so it stays as it is."
    ),
    LookProblem.WORDS_MISSING: _l("Say in a sentence what you saw."),
    LookProblem.WORDS_TOO_LONG: _l("Keep it within %(most)s characters (%(over)s too many)."),
    LookProblem.DAY_OUTSIDE: _l("Enter a day from %(first)s, the day of the offer, up to today."),
}
