"""The codes of traces as sentences: what a figure means, why a statement counts or not."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from squad.framework.rules.fluency import AnswerKind
from squad.reports.tracing import Figure, Verdict

_HELD = _l(
    "Done alone, or passed on to another, at least once; measured, checked or seen, never only "
    "told; and confirmed by the other of the pair. Trying again never takes it away."
)

DEFINITIONS: Mapping[Figure, LazyString] = {
    Figure.HELD: _HELD,
    Figure.AT_START: _l(
        "Held, and said until the second session to have been so before the pairing began. "
        "It counts, and is shown apart."
    ),
    Figure.SINCE: _l("Held, and not said to have been so before the pairing began."),
    Figure.TO_CONFIRM: _l(
        "Not held yet: one of the pair said so, and the other’s answer is awaited."
    ),
    Figure.TO_REFRESH: _l(
        "Held, and its newest evidence is older than the milestone’s limit, 180 days unless it "
        "says otherwise. It still counts."
    ),
    Figure.NEXT: _l("Of the target, neither held nor awaiting an answer."),
    Figure.SET_ASIDE: _l(
        "Agreed by the pair as not for this role, at most one for an area and stage. "
        "It is not counted, and the report says so."
    ),
    Figure.TARGET: _l(
        "The core milestones of the stages that the two agreed for each area, less those set "
        "aside. Progress is a count of those, never a score."
    ),
    Figure.TARGET_MET: _l(
        "Every area of the target is at the stage agreed. "
        "A target that stops at listening, met, is a full success."
    ),
    Figure.CELL: _HELD,
    Figure.HEADLINE: _l(
        "How someone uses networks. Each rung asks for every core milestone of the stages it "
        "names, set aside or not, and for the rung below."
    ),
    Figure.SESSIONS: _l(
        "Sessions that took place, and the minutes in them. "
        "Preparation and travel are counted apart."
    ),
    Figure.RETENTION: _l(
        "Held at the end of the pairing, and shown once more from ninety days after it on; "
        "confirmed by the other of the pair. What was not shown again stays held."
    ),
}

ANCHORS: Mapping[Figure, str] = {
    Figure.HELD: "held",
    Figure.AT_START: "at-start",
    Figure.SINCE: "held",
    Figure.TO_CONFIRM: "to-confirm",
    Figure.TO_REFRESH: "to-refresh",
    Figure.NEXT: "target-milestones",
    Figure.SET_ASIDE: "set-aside",
    Figure.TARGET: "target-milestones",
    Figure.TARGET_MET: "target-met",
    Figure.CELL: "held",
    Figure.HEADLINE: "ladder",
    Figure.SESSIONS: "sessions",
    Figure.RETENTION: "held",
}
"""Where the page of definitions speaks of it."""

VERDICTS: Mapping[Verdict, LazyString] = {
    Verdict.COUNTS: _l("It counts."),
    Verdict.AWAITS: _l("It does not count yet: it awaits an answer."),
    Verdict.LAPSED: _l("It does not count: nobody answered in time. It may be stated again."),
    Verdict.LOOK_AGAIN: _l("It does not count: it is to be looked at again, together."),
    Verdict.TOGETHER: _l("It does not count: it was done together, not yet alone."),
    Verdict.TOLD: _l("It does not count: it was told, and not seen."),
    Verdict.NOT_LISTED: _l("It does not count: this milestone asks for other evidence."),
    Verdict.DRILL: _l("It does not count: this milestone is not shown in a drill."),
    Verdict.WITHDRAWN: _l("It does not count: it was withdrawn on %(day)s."),
    Verdict.CORRECTED: _l("It does not count: what was stated for %(day)s took its place."),
}

ANSWERED: Mapping[AnswerKind, LazyString] = {
    AnswerKind.CONFIRM: _l("Confirmed by %(who)s on %(day)s."),
    AnswerKind.LOOK_AGAIN: _l("To be looked at again, as %(who)s said on %(day)s."),
}
