"""What must be stored for a mentee, computed from the statements: pure shapes, no writing.

`actions.standing` writes it, `squad check` compares it with what is stored.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from squad.coaching.queries.history import Story
from squad.framework.rules import fluency
from squad.framework.rules.model import Framework

INSTANT = timedelta.resolution


@dataclass(frozen=True, slots=True)
class Standing:
    """Rows of the derived tables for one mentee and programme, as plain mappings."""

    attainments: tuple[dict[str, Any], ...]
    spans: tuple[dict[str, Any], ...]
    progress: dict[str, Any]


def attainment_rows(
    framework: Framework, history: fluency.History, upto: datetime, key: dict[str, int]
) -> tuple[dict[str, Any], ...]:
    """A row for each milestone about which anything strong was ever said."""
    said = {o.milestone for o in history.carried().observations}
    return tuple(
        {
            **key,
            "milestone_code": code,
            "held": attained.held,
            "held_since": attained.held_since,
            "at_start": attained.at_start,
            "refresh_due": attained.refresh_due,
            "pending": attained.pending,
            "pending_until": attained.pending_until,
            "look_again": attained.look_again,
        }
        for code, attained in fluency.attainments(framework, history, upto).items()
        if code in said
    )


def standing_of(story: Story, *, mentee_id: int, programme_id: int, now: datetime) -> Standing:
    """Everything derived for one mentee, on all that is known at `now`."""
    key = {"mentee_id": mentee_id, "programme_id": programme_id}
    upto = now + INSTANT
    framework, history = story.framework, story.history
    spans = (
        *fluency.held_spans(framework, history),
        *fluency.stage_spans(framework, history),
    )
    return Standing(
        attainments=attainment_rows(framework, history, upto, key),
        spans=tuple(
            {
                **key,
                "subject": span.subject,
                "value": span.value,
                "from_at": span.from_at,
                "to_at": span.to_at,
            }
            for span in spans
        ),
        progress={**key, **_progress_row(story, upto)},
    )


def _progress_row(story: Story, upto: datetime) -> dict[str, Any]:
    # The day matters only to what is not stored: to confirm and to refresh.
    counted = fluency.progress(story.framework, story.history, upto, date.min)
    return {
        "headline": int(counted.headline),
        "target_met": counted.target_met,
        "held": counted.held,
        "at_start": counted.at_start,
        "set_aside": counted.set_aside,
        "total": counted.total,
        **{f"stage_{a.area.value}": a.stage for a in counted.areas},
    }
