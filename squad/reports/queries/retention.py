"""What was shown again ninety days after an end, and what the mentee shares of it."""

from datetime import datetime

from sqlalchemy import select

from squad.coaching.models import RetentionShare
from squad.db.session import session
from squad.framework.rules import fluency
from squad.reports.report_shapes import RetentionFigures
from squad.reports.shapes import ProgrammeCard


def load_retention(
    programme: ProgrammeCard, history: fluency.History, upto: datetime
) -> RetentionFigures | None:
    """The newest check on what was known before `upto`; one statement, none without a check."""
    found = fluency.retention(programme.framework, history, upto, programme.time_zone)
    if found is None:
        return None
    shared = session.scalar(
        select(RetentionShare.no_longer)
        .where(
            RetentionShare.pairing_id == found.pairing_id,
            RetentionShare.known_at < upto,
        )
        .order_by(RetentionShare.number.desc())
        .limit(1)
    )
    return RetentionFigures(found.on, found.again, found.total, shared, found.codes)
