"""Coaching's codes as labels."""

from collections.abc import Mapping

from flask_babel import LazyString, lazy_pgettext
from flask_babel import lazy_gettext as _l

from squad.coaching.rules.log import CancelledBy, CoachingState, Medium, Notice, Reason
from squad.coaching.rules.ratings import Moment
from squad.coaching.rules.retention import Said
from squad.framework import messages as framework
from squad.framework.rules.fluency import AnswerKind, MilestoneState
from squad.framework.rules.model import Evidence

STATES: Mapping[str, LazyString] = {
    CoachingState.PLANNED: lazy_pgettext("session", "Planned"),
    CoachingState.HELD: lazy_pgettext("session", "Took place"),
    CoachingState.CANCELLED: lazy_pgettext("session", "Called off"),
    CoachingState.MISSED: lazy_pgettext("session", "Missed"),
}

CANCELLED_BY: Mapping[str, LazyString] = {
    CancelledBy.MENTOR: _l("Called off by the mentor"),
    CancelledBy.MENTEE: _l("Called off by the mentee"),
    CancelledBy.OTHER: _l("Called off by someone else"),
}

NOTICES: Mapping[str, LazyString] = {
    Notice.TWO_DAYS_OR_MORE: _l("Two days before or earlier"),
    Notice.DAY_BEFORE: _l("The day before"),
    Notice.SAME_DAY: _l("The same day"),
    Notice.NONE: _l("Without notice"),
}

REASONS: Mapping[str, LazyString] = {
    Reason.OTHER_MEETING: _l("Another meeting"),
    Reason.URGENT: _l("Something urgent"),
    Reason.TRAVEL: _l("Travel"),
    Reason.AWAY: _l("Away"),
    Reason.TECHNICAL: _l("A technical problem"),
    Reason.FORGOTTEN: _l("Forgotten"),
    Reason.OTHER: _l("Another reason"),
}

AUTONOMY = framework.AUTONOMY
EVIDENCE = framework.EVIDENCE

ANSWERED: Mapping[str, LazyString] = {
    AnswerKind.CONFIRM: _l("confirmed"),
    AnswerKind.LOOK_AGAIN: _l("look again, together"),
    "none": _l("waits for an answer"),
}

LOGGED_EVIDENCE: Mapping[str, LazyString] = {
    Evidence.SEEN: _l("Seen, in the session"),
    Evidence.CHECKED: _l("Checked: I opened it"),
    Evidence.TOLD: _l("Told: not seen, so it does not count yet"),
}

SEEN_OUTSIDE = _l("Seen, as it was done")
CHECKED_BY_MENTOR = _l("Checked: your mentor opened it")

MILESTONE_STATES: Mapping[str, LazyString] = {
    MilestoneState.HELD: framework.STATES["held"],
    MilestoneState.TO_REFRESH: framework.STATES["refresh"],
    MilestoneState.TO_CONFIRM: framework.STATES["confirm"],
    MilestoneState.NEXT: framework.STATES["next"],
    MilestoneState.SET_ASIDE: framework.STATES["aside"],
}

ANSWERS: Mapping[str, LazyString] = {
    AnswerKind.CONFIRM: lazy_pgettext("answer", "confirmed"),
    AnswerKind.LOOK_AGAIN: lazy_pgettext("answer", "to be looked at again, together"),
    AnswerKind.UNDO: lazy_pgettext("answer", "answer taken back"),
}

MOMENTS: Mapping[str, LazyString] = {
    Moment.START: lazy_pgettext("rating", "At the start"),
    Moment.HALF: lazy_pgettext("rating", "Half-way"),
    Moment.THEN: lazy_pgettext("rating", "The start, seen from the end"),
    Moment.END: lazy_pgettext("rating", "At the end"),
}

RATINGS_READ_BY: Mapping[bool, LazyString] = {
    False: _l("Read by the two of you, nobody else."),
    True: _l(
        "Read by the two of you. HR and the coordinator see, for the whole programme together, "
        "how many chose each stage; your sentences are read by the two of you alone."
    ),
}

SAID: Mapping[str, LazyString] = {
    Said.NO_OCCASION: _l("No occasion since"),
    Said.NO_LONGER: _l("No longer"),
}

SAID_BY_ME: Mapping[str, LazyString] = {
    Said.NO_OCCASION: _l("You say: no occasion since."),
    Said.NO_LONGER: _l("You say: no longer."),
}

SAID_BY_OTHER: Mapping[str, LazyString] = {
    Said.NO_OCCASION: _l("The mentee says: no occasion since."),
    Said.NO_LONGER: _l("The mentee says: no longer."),
}

MEDIA: Mapping[str, LazyString] = {
    Medium.IN_PERSON: _l("In person"),
    Medium.VIDEO: _l("Video"),
    Medium.PHONE: _l("Phone"),
    Medium.CHAT: _l("Chat"),
}
