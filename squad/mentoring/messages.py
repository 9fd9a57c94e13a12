"""The own record in words."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _p

from squad.mentoring.rules import Claim, Moment, Per, RecordProblem, Shown

PROBLEMS: Mapping[str, LazyString] = {
    RecordProblem.HOURS: _l("Enter whole hours, from 1 to %(most)s."),
    RecordProblem.LESSON_EMPTY: _l("Write a sentence, or go back without keeping anything."),
    RecordProblem.LESSON_TOO_LONG: _l("Keep this within %(most)s characters (%(over)s too many)."),
    RecordProblem.LESSONS_FULL: _l("There is room for %(most)s. Delete one first."),
    RecordProblem.NOTHING_SAID: _l("Choose an answer for one of the sentences, or go back."),
    RecordProblem.NOT_ASKED: _l("This is asked at another time."),
    RecordProblem.SAID_ALREADY: _l("You have said this already, and it stays as it was."),
}

PERIODS: Mapping[Per, LazyString] = {
    Per.MONTH: _l("each month"),
    Per.PROGRAMME: _l("the whole programme"),
}

CLAIMS: Mapping[Claim, LazyString] = {
    Claim.SHOW: _l("I can show what I do on networks so that somebody else can do it."),
    Claim.SPEAK_PLAINLY: _l("I can tell somebody far above me plainly what does not work yet."),
    Claim.LET_DO: _l("I can stay silent and let the other one press the button."),
    Claim.LEAD: _l("I can lead a session from its purpose to the next step."),
}

LEVELS: Mapping[int, LazyString] = {
    1: _p("confidence", "1, not at all"),
    2: _p("confidence", "2, a little"),
    3: _p("confidence", "3, partly"),
    4: _p("confidence", "4, mostly"),
    5: _p("confidence", "5, fully"),
}

MOMENTS: Mapping[Moment, LazyString] = {
    Moment.START: _p("confidence", "At the start"),
    Moment.END: _p("confidence", "At the end"),
}

SHOWN: Mapping[Shown, LazyString] = {
    Shown.HOURS: _l("Hours, preparation included"),
    Shown.SESSIONS: _l("Number of sessions held"),
    Shown.AREAS: _l("Areas of the milestones that you stated"),
}
