"""The codes of traces as sentences: what a figure means, why a statement counts or not."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from squad.framework.rules.fluency import AnswerKind
from squad.reports.tracing import Figure, Verdict

TERMS_OF: Mapping[Figure, str] = {
    Figure.HELD: "held",
    Figure.AT_START: "at-start",
    Figure.SINCE: "since",
    Figure.TO_CONFIRM: "to-confirm",
    Figure.TO_REFRESH: "to-refresh",
    Figure.NEXT: "next",
    Figure.SET_ASIDE: "set-aside",
    Figure.TARGET: "target",
    Figure.TARGET_MET: "target-met",
    Figure.CELL: "held",
    Figure.HEADLINE: "ladder",
    Figure.SESSIONS: "sessions",
    Figure.RETENTION: "shown-again",
}
"""The word of the glossary that says what a figure counts."""

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
