"""The pure rules of fluency: statements → attainment → stages → progress, spans, the path ahead.

Everything counts what was known before an instant `upto` (exclusive); as of a day: `end_of`.
"""

from squad.framework.rules.fluency.attainment import (
    Attainment,
    MilestoneState,
    attainments,
    is_strong,
    removals,
    state_of,
)
from squad.framework.rules.fluency.counts import Counts, counts_over_time
from squad.framework.rules.fluency.moves import FrameworkMove, carry, framework_at
from squad.framework.rules.fluency.path import Ahead, Path, Reason, path_ahead
from squad.framework.rules.fluency.progress import (
    AreaProgress,
    Progress,
    progress,
    progress_from,
    target_over_time,
    trajectory,
)
from squad.framework.rules.fluency.retention import (
    Retention,
    held_at_end,
    retention,
    shown_again,
)
from squad.framework.rules.fluency.spans import Span, SpanKind, held_spans, stage_spans
from squad.framework.rules.fluency.stages import (
    Targets,
    area_stage,
    asked_milestones,
    headline,
    reachable_rung,
    target_met,
    target_milestones,
)
from squad.framework.rules.fluency.statements import (
    ANSWER_DAYS,
    AgreementVersion,
    Answer,
    AnswerKind,
    AnswerRefusal,
    History,
    Observation,
    PairingEnd,
    Side,
    agreement_in_force,
    agreement_order,
    answer_in_force,
    carry_agreement,
    lapses_after,
    last_day_to_answer,
    may_answer,
)
from squad.kernel.dates import end_of_day as end_of

__all__ = [
    "ANSWER_DAYS",
    "AgreementVersion",
    "Ahead",
    "Answer",
    "AnswerKind",
    "AnswerRefusal",
    "AreaProgress",
    "Attainment",
    "Counts",
    "FrameworkMove",
    "History",
    "MilestoneState",
    "Observation",
    "PairingEnd",
    "Path",
    "Progress",
    "Reason",
    "Retention",
    "Side",
    "Span",
    "SpanKind",
    "Targets",
    "agreement_in_force",
    "agreement_order",
    "answer_in_force",
    "area_stage",
    "asked_milestones",
    "attainments",
    "carry",
    "carry_agreement",
    "counts_over_time",
    "end_of",
    "framework_at",
    "headline",
    "held_at_end",
    "held_spans",
    "is_strong",
    "lapses_after",
    "last_day_to_answer",
    "may_answer",
    "path_ahead",
    "progress",
    "progress_from",
    "reachable_rung",
    "removals",
    "retention",
    "shown_again",
    "stage_spans",
    "state_of",
    "target_met",
    "target_milestones",
    "target_over_time",
    "trajectory",
]
